/* SPDX-License-Identifier: MIT */
/* The verdict in a sentence, and what to do about it. */
#include "report/verdict.h"

#include "report/finding.h"

const char *
bg_verdict_title(struct bg_arena *arena, const struct bg_report *r)
{
	const char *base = r->base ? r->base->name : NULL;
	const char *target = r->target ? r->target->name : NULL;

	if (base && target)
		return bg_strf(arena, "bumpgate %s..%s", base, target);
	return target ? bg_strf(arena, "bumpgate %s", target) : "bumpgate";
}

const char *
bg_verdict_bumps(struct bg_arena *arena, const struct bg_report *r)
{
	const char *declared = "no version declared", *required = "";

	if (r->declares)
		declared = bg_strf(arena, "declared %s", bg_bump_word(r->declared));
	if (r->requires)
		required = bg_strf(arena, ", required %s", bg_bump_word(r->required));
	return bg_strf(arena, "%s%s", declared, required);
}

/* What stops the release: all of it, what owes too much, what took something away. */
struct tally {
	size_t all, owing, breaks;
};

static struct tally
count_stops(const struct bg_report *r)
{
	struct tally n = {0};

	for (size_t i = 0; i < r->nfinding; i++) {
		if (!bg_finding_stops(r, &r->finding[i]))
			continue;
		n.all++;
		if (!r->declares || r->finding[i].bump <= r->declared)
			continue;
		n.owing++;
		if (bg_finding_breaks(&r->finding[i]))
			n.breaks++;
	}
	return n;
}

static const char *
say_failure(struct bg_arena *arena, const struct bg_report *r)
{
	const struct tally n = count_stops(r);
	const char *next = r->next_version ? r->next_version : "a higher version", *ways, *rest;

	if (!r->declares || !r->requires || r->declared >= r->required)
		return n.all == 1 ? "resolve the error above; another version would not help."
		                  : bg_strf(arena,
		                            "resolve the %zu errors above; another version "
		                            "would not help.",
		                            n.all);
	if (n.breaks)
		ways = "Restore what was taken away; or restore it, announce its deprecation "
		       "in this release's CHANGELOG and remove it in the release after; or "
		       "release";
	else
		ways = n.owing ? "Leave out what is new, or release" : "Release";
	rest = "";
	if (n.all == n.owing + 1)
		rest = " and resolve the other error";
	else if (n.all > n.owing)
		rest = bg_strf(arena, " and resolve the other %zu errors", n.all - n.owing);
	return bg_strf(arena, "%s declared, %s owed. %s %s%s.", bg_bump_word(r->declared),
	               bg_bump_word(r->required), ways, next, rest);
}

/* "NEW_NAME and 3 more": what makes the next version what it is. */
static const char *
say_owing(struct bg_arena *arena, const struct bg_report *r)
{
	const struct bg_finding *first = NULL;
	size_t more = 0;

	for (size_t i = 0; i < r->nfinding; i++) {
		if (r->finding[i].status == BG_WAIVED || r->finding[i].bump < r->required)
			continue;
		if (first)
			more++;
		else
			first = &r->finding[i];
	}
	if (!first || r->required == BG_NONE)
		return "";
	return bg_strf(arena, ", %s, owed by %s%s", bg_bump_word(r->required),
	               first->item ? first->item : first->rule,
	               more ? bg_strf(arena, " and %zu more", more) : "");
}

static const char *
say_pass(struct bg_arena *arena, const struct bg_report *r)
{
	if (!r->base)
		return "a first release has nothing to be compared with; it may go out.";
	if (r->declares)
		return bg_strf(arena, "%s covers what changed; the tag may go out.",
		               bg_bump_word(r->declared));
	if (r->requires && r->required == BG_NONE)
		return "nothing has changed, so that no release is owed.";
	if (r->next_version)
		return bg_strf(arena, "the next version is %s%s.", r->next_version,
		               say_owing(arena, r));
	return "nothing stands in the way of a release.";
}

const char *
bg_verdict_advice(struct bg_arena *arena, const struct bg_report *r)
{
	switch (r->verdict) {
	case BG_PASS:
		return say_pass(arena, r);
	case BG_FAIL:
		return say_failure(arena, r);
	case BG_UNJUDGED:
		break;
	}
	return "the release could not be judged; the notes say why.";
}
