/* SPDX-License-Identifier: MIT */
/* "bumpgate explain --waiver FINGERPRINT" prints a waiver to paste into the policy. */
#include <stdio.h>
#include <string.h>

#include "cmd_explain.h"
#include "document.h"
#include "print.h"

static const struct bg_finding *
find_finding(const struct bg_report *r, const char *fingerprint)
{
	for (size_t i = 0; i < r->nfinding; i++)
		if (strcmp(r->finding[i].fingerprint, fingerprint) == 0)
			return &r->finding[i];
	return NULL;
}

/* A YAML double-quoted scalar (YAML 1.2, 7.3.1); what is not ASCII stays as it is. */
static void
print_scalar(struct bg_print *p, const char *s)
{
	char piece[8];

	bg_print_text(p, "\"");
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			snprintf(piece, sizeof(piece), "\\%c", *s);
		else if ((unsigned char)*s < ' ' || *s == 0x7F)
			snprintf(piece, sizeof(piece), "\\x%02X", (unsigned)(unsigned char)*s);
		else
			snprintf(piece, sizeof(piece), "%c", *s);
		bg_print_text(p, piece);
	}
	bg_print_text(p, "\"\n");
}

static void
print_key(struct bg_print *p, const char *key, const char *value)
{
	if (!value)
		return;
	bg_print_text(p, "    ");
	bg_print_text(p, key);
	bg_print_text(p, ": ");
	print_scalar(p, value);
}

/* The first version behind the one that is judged: it should not hold for longer. */
static void
print_end(struct bg_print *p, const struct bg_report *r)
{
	unsigned long long major, minor, patch;
	char text[96];

	if (r->target && r->target->has_version) {
		major = r->target->version.major;
		minor = r->target->version.minor;
		patch = r->target->version.patch;
	} else if (!r->next_version || sscanf(r->next_version, "%20llu.%20llu.%20llu", &major,
	                                      &minor, &patch) != 3) {
		return;
	}
	snprintf(text, sizeof(text), "%llu.%llu.%llu", major, minor, patch + 1);
	print_key(p, "expires", text);
}

static void
print_waiver(struct bg_print *p, const struct bg_report *r, const struct bg_finding *f)
{
	bg_print_text(p, "waivers:\n  - rule: ");
	bg_print_text(p, f->rule);
	bg_print_text(p, "\n");
	print_key(p, "surface", f->surface);
	print_key(p, "item", f->item);
	bg_print_text(
		p, "    reason: \"\"        # why the promise may be broken: needed\n"
		   "    approved-by: \"\"   # who decided it\n"
		   "    record: \"\"        # a file of the repository, as docs/adr/0007.md\n");
	print_end(p, r);
}

static int
answer(struct bg_cli *cli, const struct bg_report *r)
{
	const struct bg_finding *f = find_finding(r, cli->options.waiver);
	struct bg_print p = {cli->io->out, &cli->style, false};

	if (r->verdict == BG_UNJUDGED)
		return bg_complain(cli->io, &cli->err);
	if (!f) {
		bg_refuse(&cli->err, "no finding has the fingerprint '%s'",
		          cli->options.waiver);
		bg_advise(&cli->err, "'bumpgate check --format json' shows the fingerprints");
		return bg_complain(cli->io, &cli->err);
	}
	print_waiver(&p, r, f);
	return p.failed ? BG_EXIT_UNJUDGED : BG_EXIT_PASS;
}

static int
read_request(struct bg_cli *cli, struct bg_request *req, char *base, size_t n)
{
	const struct bg_options *o = &cli->options;

	if (o->schema || o->policy_schema || o->kinds || o->limits)
		return bg_refuse(&cli->err, "'explain' shows one thing at a time");
	if (o->format)
		return bg_refuse(&cli->err, "--waiver prints YAML only");
	if (o->narg > 1)
		return bg_refuse(&cli->err, "--waiver takes one revision, or BASE..TARGET");
	bg_document_request(cli, req);
	return o->narg ? bg_range_split(req, o->arg[0], base, n, &cli->err) : 0;
}

int
bg_explain_waiver(struct bg_cli *cli)
{
	struct bg_request req;
	struct bg_report report;
	struct bg_run *run;
	char base[1024];
	int status;

	if (read_request(cli, &req, base, sizeof(base)) != 0)
		return bg_complain(cli->io, &cli->err);
	run = bg_run_new();
	(void)bg_check(run, &req, &report, &cli->err);
	status = answer(cli, &report);
	bg_run_free(run);
	return status;
}
