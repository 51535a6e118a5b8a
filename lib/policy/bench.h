/* SPDX-License-Identifier: MIT */
/* The judge's bench: what the parts of one judgement share. */
#ifndef BG_POLICY_BENCH_H
#define BG_POLICY_BENCH_H

#include "ledger/concordance.h"
#include "policy/judge.h"

struct bg_notices {
	struct bg_notice *v;
	size_t n, cap;
};

struct bg_bench {
	const struct bg_facts *facts;
	struct bg_arena *arena;
	struct bg_judgement *out;
	struct {
		const struct bg_section **v;
		size_t n, cap;
	} notes; /* this release's sections */
	/* their entries that the base did not have; of them those under Security */
	struct bg_concordance *named, *urgent;
	struct bg_concordance *announcing; /* what may announce, in any section; or NULL */
	const struct bg_section *own;      /* the one of exactly this version, or NULL */
	bool breaks;                       /* something owes MAJOR */
	struct {
		const struct bg_change **v;
		size_t n, cap;
	} added;      /* the changes that add an item */
	size_t looks; /* at one of them, for the name that a removed one may have now */
};

/*
 * Adds a finding of a rule, level and bump as policy, tier and zero-major have them;
 * surface and item may be NULL. NULL when the rule is off. The message is
 * filled from fill; fill->file NULL: the path of now, else of was.
 */
struct bg_finding *bg_bench_add(struct bg_bench *b, size_t rule, const char *surface,
                                const char *item, const struct bg_fill *fill);

/* Lets a finding of the rule owe what it owes on tier A, whatever its surface is. */
void bg_bench_raise(const struct bg_bench *b, size_t rule, struct bg_finding *f);
/* A break of what tier A does not promise: it owes minor at most. */
void bg_bench_lower(struct bg_finding *f);

/* Selects the CHANGELOG sections that speak of this release. */
void bg_bench_select_notes(struct bg_bench *b);

/*
 * Notes in the finding of an addition how well this release's notes name it, by itself or
 * by one of its parts, and adds another finding when they do not.
 */
void bg_judge_addition(struct bg_bench *b, const struct bg_change *c,
                       struct bg_finding *finding);

/*
 * The entry that names a part right below what came, as "tls.cert" stands for "tls" too, or
 * one of those that name every part right below what went; NULL: none. *named tells.
 */
const struct bg_entry *bg_bench_named_part(const struct bg_bench *b, const struct bg_change *c,
                                           enum bg_named *named);

/*
 * The announcement of what went as a whole, a module or a document, by those of all that it
 * held: the shortest one. out->since NULL: not all were announced, and *subject is one of them.
 * 0, or -1 as bg_announcement_find().
 */
int bg_bench_announced_parts(const struct bg_bench *b, const struct bg_change *c,
                             struct bg_announcement *out, struct bg_subject *subject,
                             struct bg_err *err);

/* An entry of this release's own notes that announces the subject, or NULL. */
const struct bg_entry *bg_bench_announced(struct bg_bench *b, const struct bg_subject *subject);

/* Appends all entries of the target's CHANGELOG that announce the subject, in file order. */
void bg_bench_announcements(struct bg_bench *b, const struct bg_subject *subject,
                            struct bg_notices *out);

/* Notes what was added, for the two below. */
void bg_bench_note_added(struct bg_bench *b);

/*
 * The added item of the same surface and sort that looks most like a removed one, or NULL;
 * also once all removed ones have been compared with so many that guessing takes too long.
 */
const struct bg_item *bg_bench_successor(struct bg_bench *b, const struct bg_change *gone);

/*
 * The added option that is the opposite of a removed one, as "--no-x" is of "--x", or NULL;
 * as above.
 */
const struct bg_item *bg_bench_opposite(struct bg_bench *b, const struct bg_change *gone);

/* The parts, in the order of a report's logic. */
int bg_judge_changes(struct bg_bench *b, struct bg_err *err);
int bg_judge_markers(struct bg_bench *b, struct bg_err *err);
void bg_judge_surfaces(struct bg_bench *b);
void bg_judge_changelog(struct bg_bench *b);
void bg_judge_sections(struct bg_bench *b);
/* Sections that stand in the file twice. */
void bg_judge_repeated(struct bg_bench *b);
void bg_judge_links(struct bg_bench *b);
void bg_judge_version(struct bg_bench *b);
/* A dry run whose next version, by what is required, is another release's. */
void bg_judge_taken(struct bg_bench *b, enum bg_bump required);
/* What the policy asks for less than the base's. */
void bg_judge_weakened(struct bg_bench *b);
/* Marks what the policy waives; may be called again for later findings. */
void bg_judge_waive(struct bg_bench *b);
/* Waivers that are out of order, or cover nothing: once all findings are there. */
void bg_judge_waivers(struct bg_bench *b);

#endif
