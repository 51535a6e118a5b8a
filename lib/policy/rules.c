/* SPDX-License-Identifier: MIT */
/* The rule table and its predicates. */
#include "policy/rules.h"

#include <string.h>

#include "base/buf.h"

/* ---- predicates: what a row's columns cannot say -------------------------------- */

static bool
fact_is(const struct bg_item *item, const char *name, const char *value)
{
	const char *found = item ? bg_item_fact(item, name) : NULL;

	return found && strcmp(found, value) == 0;
}

static bool
had_no_module(const struct bg_change *c)
{
	const char *module = bg_item_attr(c->was, "module");

	return module && strcmp(module, "no") == 0;
}

static bool
module_stays(const struct bg_change *c)
{
	return fact_is(c->was, "module-at-target", "yes");
}

static bool
became_no(const struct bg_change *c)
{
	return c->to && strcmp(c->to, "no") == 0;
}

/* Only samples showed it, and the document does not stop to promise it in this release. */
static bool
only_shown(const struct bg_change *c)
{
	return fact_is(c->was, "evidence", "sample") &&
	       (c->now || !fact_is(c->was, "promised", "yes") ||
	        fact_is(c->was, "promised-at-target", "yes"));
}

/* Whether every word of one "a|b" list is in the other. */
static bool
types_grew(const struct bg_change *c)
{
	const char *p = c->from ? c->from : "", *q;
	size_t n;
	bool found;

	while (*p) {
		n = strcspn(p, "|");
		found = false;
		for (q = c->to ? c->to : ""; *q && !found; q += strcspn(q, "|"), q += *q == '|')
			found = strcspn(q, "|") == n && memcmp(p, q, n) == 0;
		if (!found)
			return false;
		p += n;
		p += *p == '|';
	}
	return true;
}

/* ---- the table ---------------------------------------------------------------------- */

const struct bg_rule bg_rules[BG_NRULES] = {
#define _(ID, id, kind, on, item, attr, when, bump, level, says, why, fix) \
	[BG_RULE_##ID] = {id, kind, on, item, attr, when, bump, level, says, why, fix},
#include "policy/rules.def"
#undef _
};

size_t
bg_rule_find(const char *id)
{
	size_t i;

	for (i = 0; i < BG_NRULES; i++)
		if (strcmp(bg_rules[i].id, id) == 0)
			break;
	return i;
}

/* Rules for key paths hold for YAML and JSON alike. */
static bool
kind_fits(const char *rule, const char *kind)
{
	return strcmp(rule, "*") == 0 || strcmp(rule, kind) == 0 ||
	       (strcmp(rule, "yaml-keys") == 0 && strcmp(kind, "json-keys") == 0);
}

static bool
op_fits(enum bg_rule_on on, enum bg_op op)
{
	static const enum bg_rule_on same[] = {[BG_ADDED] = BG_ON_ADDED,
	                                       [BG_REMOVED] = BG_ON_REMOVED,
	                                       [BG_CHANGED] = BG_ON_CHANGED};

	return on == BG_ON_ANY || on == same[op];
}

static bool
row_fits(const struct bg_rule *r, const char *kind, const struct bg_change *c)
{
	const struct bg_item *item = c->now ? c->now : c->was;

	if (!op_fits(r->on, c->op) || !kind_fits(r->kind, kind))
		return false;
	if (r->item && strcmp(r->item, item->kind) != 0)
		return false;
	if (r->attr && (!c->attr || strcmp(r->attr, c->attr) != 0))
		return false;
	return !r->when || r->when(c);
}

size_t
bg_rule_match(const char *kind, const struct bg_change *change)
{
	for (size_t i = 0; i < BG_NRULES; i++)
		if (row_fits(&bg_rules[i], kind, change))
			return i;
	return BG_RULE_SURFACE_CHANGED;
}

size_t
bg_rule_remark(const char *kind, const char *word)
{
	size_t i;

	for (i = 0; i < BG_NRULES; i++)
		if (bg_rules[i].on == BG_ON_REMARK && kind_fits(bg_rules[i].kind, kind) &&
		    strcmp(bg_rules[i].attr, word) == 0)
			break;
	return i;
}

static const char *
placeholder(const struct bg_fill *fill, const char *name, size_t n)
{
	const struct {
		const char *name, *value;
	} known[] = {
		{"item", fill->item}, {"from", fill->from}, {"to", fill->to},
		{"attr", fill->attr}, {"file", fill->file}, {"detail", fill->detail},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strlen(known[i].name) == n && memcmp(known[i].name, name, n) == 0)
			return known[i].value ? known[i].value : "(none)";
	return NULL;
}

const char *
bg_rule_text(struct bg_arena *arena, const char *says, const struct bg_fill *fill)
{
	struct bg_buf out = {.arena = arena};
	const char *value, *close;

	while (*says) {
		close = *says == '{' ? strchr(says, '}') : NULL;
		value = close ? placeholder(fill, says + 1, (size_t)(close - says - 1)) : NULL;
		if (!value) {
			bg_buf_putc(&out, *says++);
			continue;
		}
		bg_buf_puts(&out, value);
		says = close + 1;
	}
	return bg_buf_str(&out);
}

bool
bg_rule_info(size_t n, struct bg_rule_info *out)
{
	const struct bg_rule *r;

	if (n >= BG_NRULES)
		return false;
	r = &bg_rules[n];
	*out = (struct bg_rule_info){
		.id = r->id,
		.kind = r->on == BG_ON_RELEASE && strcmp(r->kind, "*") == 0 ? NULL : r->kind,
		.bump = r->bump,
		.level = r->level,
		.says = r->says,
		.why = r->why,
		.fix = r->fix,
	};
	return true;
}
