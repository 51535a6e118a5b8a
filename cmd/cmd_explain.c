/* SPDX-License-Identifier: MIT */
/* "bumpgate explain": the rules, the kinds of surfaces, the limits, the schema. */
#include "cmd_explain.h"

#include <stdio.h>
#include <string.h>

#include "print.h"

static const char *
title_of(const char *kind)
{
	if (!kind)
		return "the release";
	return strcmp(kind, "*") == 0 ? "any kind of surface" : kind;
}

static bool
same_kind(const char *a, const char *b)
{
	return strcmp(title_of(a), title_of(b)) == 0;
}

/* ---- all rules ----------------------------------------------------------------- */

static bool
seen_before(size_t n)
{
	struct bg_rule_info rule, earlier;

	bg_rule_info(n, &rule);
	for (size_t i = 0; i < n; i++) {
		bg_rule_info(i, &earlier);
		if (same_kind(rule.kind, earlier.kind))
			return true;
	}
	return false;
}

static void
list_kind(struct bg_print *p, size_t first)
{
	struct bg_rule_info rule, lead;

	bg_rule_info(first, &lead);
	if (first > 0)
		bg_print_text(p, "\n");
	bg_print_bold(p, title_of(lead.kind));
	bg_print_text(p, "\n");
	for (size_t i = first; bg_rule_info(i, &rule); i++) {
		if (!same_kind(rule.kind, lead.kind))
			continue;
		bg_print_text(p, "  ");
		bg_print_cell(p, rule.id, 29);
		bg_print_cell(p, bg_bump_word(rule.bump), 7);
		bg_print_text(p, bg_level_word(rule.level));
		bg_print_text(p, "\n");
		bg_print_cell(p, "", 6);
		bg_print_prose(p, 6, rule.says);
	}
}

static void
list_rules(struct bg_print *p)
{
	struct bg_rule_info rule;

	bg_print_text(p, "  ");
	bg_print_cell(p, "rule", 29);
	bg_print_cell(p, "owes", 7);
	bg_print_text(p, "level\n");
	for (size_t i = 0; bg_rule_info(i, &rule); i++)
		if (!seen_before(i))
			list_kind(p, i);
}

/* ---- one rule ------------------------------------------------------------------ */

static void
show_rule(struct bg_print *p, const struct bg_rule_info *rule)
{
	bg_print_bold(p, rule->id);
	bg_print_text(p, "\n\n");
	bg_print_row(p, "about", 14, title_of(rule->kind));
	bg_print_row(p, "owes", 14,
	             rule->bump == BG_NONE ? "nothing" : bg_bump_word(rule->bump));
	bg_print_row(p, "level", 14, bg_level_word(rule->level));
	bg_print_row(p, "says", 14, rule->says);
	bg_print_row(p, "because", 14, rule->why);
	if (rule->fix)
		bg_print_row(p, "to satisfy", 14, rule->fix);
}

static int
find_rule(const char *id, struct bg_rule_info *out, struct bg_err *err)
{
	const char *names[BG_MAX_RULES], *near;
	size_t n = 0;

	for (; n < BG_MAX_RULES && bg_rule_info(n, out); n++) {
		if (strcmp(out->id, id) == 0)
			return 0;
		names[n] = out->id;
	}
	bg_refuse(err, "there is no rule '%s'", id);
	near = bg_nearest(id, names, n);
	if (near)
		bg_advise(err, "did you mean '%s'?", near);
	bg_advise(err, "'bumpgate explain' lists the rules");
	return -1;
}

/* ---- the other tables ------------------------------------------------------------ */

static void
list_kinds(struct bg_print *p)
{
	const char *name, *help;
	char label[64];
	bool needed;

	for (size_t i = 0; bg_kind_info(i, &name, &help); i++) {
		if (i > 0)
			bg_print_text(p, "\n");
		bg_print_bold(p, name);
		bg_print_text(p, "\n  ");
		bg_print_prose(p, 2, help);
		for (size_t k = 0; bg_kind_option_info(i, k, &name, &help, &needed); k++) {
			snprintf(label, sizeof(label), "  %s%s", name,
			         needed ? " (needed)" : "");
			bg_print_row(p, label, 24, help);
		}
	}
}

static void
list_limits(struct bg_print *p)
{
	const char *name, *unit, *what;
	char text[256];
	size_t value;

	for (size_t i = 0; bg_limit_info(i, &name, &value, &unit, &what); i++) {
		snprintf(text, sizeof(text), "%zu %s: %s", value, unit, what);
		bg_print_row(p, name, 20, text);
	}
}

/* ---- the command -------------------------------------------------------------------- */

static int
check_request(const struct bg_options *o, struct bg_err *err)
{
	if (err->code != BG_OK)
		return -1;
	if (o->narg > 1)
		return bg_refuse(err, "'explain' takes one rule");
	if (o->schema + o->policy_schema + o->kinds + o->limits + (int)o->narg > 1)
		return bg_refuse(err, "'explain' shows one thing at a time");
	if (o->format && strcmp(o->format, "text") != 0 && strcmp(o->format, "json") != 0) {
		bg_refuse(err, "'explain' cannot write the format '%s'", o->format);
		bg_advise(err, "it writes text and json");
		return -1;
	}
	return 0;
}

int
bg_cmd_explain(struct bg_cli *cli)
{
	const struct bg_options *o = &cli->options;
	struct bg_print p = {cli->io->out, &cli->style, false};
	struct bg_rule_info rule;
	bool one = false;

	if (o->waiver && cli->err.code == BG_OK)
		return bg_explain_waiver(cli);
	if (check_request(o, &cli->err) == 0 && o->narg == 1)
		one = find_rule(o->arg[0], &rule, &cli->err) == 0;
	if (cli->err.code != BG_OK) {
		if (o->format && strcmp(o->format, "json") == 0)
			(void)bg_explain_refusal(cli->io->out, &cli->err);
		return bg_complain(cli->io, &cli->err);
	}
	if (o->schema)
		bg_print_text(&p, bg_report_schema());
	else if (o->policy_schema)
		p.failed = bg_policy_schema_write(cli->io->out, &cli->err) != 0;
	else if (o->format && strcmp(o->format, "json") == 0)
		p.failed = bg_explain_json(cli->io->out, o, one ? &rule : NULL) != 0;
	else if (o->kinds)
		list_kinds(&p);
	else if (o->limits)
		list_limits(&p);
	else if (one)
		show_rule(&p, &rule);
	else
		list_rules(&p);
	return p.failed ? BG_EXIT_UNJUDGED : BG_EXIT_PASS;
}
