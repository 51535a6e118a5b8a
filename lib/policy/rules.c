/* SPDX-License-Identifier: MIT */
/* The rule table, and finding the row of a change. */
#include "policy/rules.h"

#include <string.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "policy/when.h"

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

/* A row names one kind, a family of kinds, or "*". */
static bool
kind_fits(const char *rule, const char *kind)
{
	const struct bg_kind *found;

	if (strcmp(rule, "*") == 0 || strcmp(rule, kind) == 0)
		return true;
	found = bg_kind_find(kind);
	return found && found->family && strcmp(rule, found->family) == 0;
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
