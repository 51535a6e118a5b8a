/* SPDX-License-Identifier: MIT */
/* The rules: one row of rules.def each; the first row that matches a change is its rule. */
#ifndef BG_POLICY_RULES_H
#define BG_POLICY_RULES_H

#include "base/words.h"
#include "bumpgate.h"

enum bg_rule_id {
#define _(ID, ...) BG_RULE_##ID,
#include "policy/rules.def"
#undef _
	BG_NRULES
};

/* What a row looks at. */
enum bg_rule_on {
	BG_ON_ADDED,
	BG_ON_REMOVED,
	BG_ON_CHANGED,
	BG_ON_ANY,     /* any change: the catch-all */
	BG_ON_REMARK,  /* an extractor's remark at the target; attr is its word */
	BG_ON_RELEASE, /* the release, its CHANGELOG or an item in it: found by judge_*.c */
	BG_ON_LAST = BG_ON_RELEASE
};

struct bg_rule {
	const char *id;   /* kebab-case, public, never reused */
	const char *kind; /* of the surface, or its family; "*": any */
	enum bg_rule_on on;
	const char *item, *attr; /* the item's kind, the attribute; NULL: any */
	bool (*when)(const struct bg_change *change); /* NULL: always */
	enum bg_bump bump; /* owed on tier A, before announcement or exemption */
	enum bg_level level;
	const char *says; /* a template: {item} {from} {to} {attr} {file} {detail} */
	const char *why;  /* one sentence */
	const char *fix;  /* how to satisfy it */
};
extern const struct bg_rule bg_rules[BG_NRULES];

/* The row called id, or BG_NRULES. */
size_t bg_rule_find(const char *id);

/* The first row for a change on a surface of that kind; there always is one. */
size_t bg_rule_match(const char *kind, const struct bg_change *change);

/* The row for a remark's word, or BG_NRULES. */
size_t bg_rule_remark(const char *kind, const char *word);

/* says with its placeholders filled in; every value may be NULL. */
struct bg_fill {
	const char *item, *from, *to, *attr, *file, *detail;
};
const char *bg_rule_text(struct bg_arena *arena, const char *says, const struct bg_fill *fill);

#endif
