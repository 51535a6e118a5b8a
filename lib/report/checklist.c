/* SPDX-License-Identifier: MIT */
/* A judgement as the release checklist in Markdown: each step with a box and the reason. */
#include <string.h>

#include "base/words.h"
#include "report/escape.h"
#include "report/finding.h"
#include "report/report.h"
#include "report/verdict.h"

static bg_report_fn write_check;

const struct bg_reporter bg_reporter_checklist = {.write = {[BG_DOC_CHECK] = write_check}};

enum step {
	TAG,
	BASE,
	BUMP,
	READ,
	SECTION,
	NAMED,
	ANNOUNCED,
	MIGRATION,
	DOCUMENT,
	WAIVERS,
	POLICY,
	CHANGES,
	NSTEPS
};

static const char *const titles[NSTEPS] = {
	[TAG] = "The tag is a release tag",
	[BASE] = "The base is the release before",
	[BUMP] = "The version covers what changed",
	[READ] = "Every stable surface could be read",
	[SECTION] = "The CHANGELOG has the release's section",
	[NAMED] = "The CHANGELOG names each break and addition",
	[ANNOUNCED] = "Each break was announced by an earlier release",
	[MIGRATION] = "Breaks come with migration notes",
	[DOCUMENT] = "The stability document agrees with the code",
	[WAIVERS] = "Waivers are in order",
	[POLICY] = "The policy was not weakened",
	[CHANGES] = "Other changes",
};

/* The step of a rule by how its id begins; the first that fits. */
static const struct {
	const char *begins;
	enum step step;
} places[] = {
	{"commit-mismatch", TAG},
	{"version-mismatch", TAG},
	{"version-", BASE},
	{"base-", BASE},
	{"target-", BASE},
	{"surface-unreadable", READ},
	{"changelog-break-", NAMED},
	{"changelog-addition-", NAMED},
	{"changelog-migration-", MIGRATION},
	{"changelog-", SECTION},
	{"deprecation-", ANNOUNCED},
	{"removed-too-early", ANNOUNCED},
	{"document-", DOCUMENT},
	{"promise-", DOCUMENT},
	{"waiver-", WAIVERS},
	{"policy-", POLICY},
};

static enum step
step_of(const struct bg_finding *f)
{
	if (f->status == BG_WAIVED)
		return WAIVERS;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (bg_starts(f->rule, places[i].begins))
			return places[i].step;
	if (bg_finding_breaks(f))
		return ANNOUNCED;
	return f->bump != BG_NONE ? BUMP : CHANGES;
}

/* ---- what a step without findings says ------------------------------------------- */

static const char *
say_tag(const struct bg_report *r)
{
	if (r->target && r->target->has_version)
		return r->target->name;
	return "no tag yet: a dry run";
}

static const char *
say_base(struct bg_arena *arena, const struct bg_report *r)
{
	if (!r->base)
		return "a first release";
	return bg_strf(arena, "%s, %s", r->base->name, r->base_why);
}

static const char *
say_bump(struct bg_arena *arena, const struct bg_report *r)
{
	const char *bumps = bg_verdict_bumps(arena, r);

	if (r->next_version && (!r->declares || r->declared < r->required))
		return bg_strf(arena, "%s; the next version is %s", bumps, r->next_version);
	return bumps;
}

static const char *
say_read(struct bg_arena *arena, const struct bg_report *r)
{
	size_t items = 0, unread = 0;

	for (size_t i = 0; i < r->nsurface; i++) {
		items += r->surface[i].examined;
		unread += r->surface[i].unread;
	}
	return bg_strf(arena, "%zu items on %zu surfaces, %zu places unread", items,
	               r->nsurface, unread);
}

static size_t
count_waived(const struct bg_report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->nfinding; i++)
		n += r->finding[i].status == BG_WAIVED;
	return n;
}

static const char *
say_step(struct bg_arena *arena, const struct bg_report *r, enum step step)
{
	switch (step) {
	case TAG:
		return say_tag(r);
	case BASE:
		return say_base(arena, r);
	case BUMP:
		return say_bump(arena, r);
	case READ:
		return say_read(arena, r);
	case WAIVERS:
		return bg_strf(arena, "%zu in force", count_waived(r));
	case SECTION:
	case NAMED:
	case ANNOUNCED:
	case MIGRATION:
	case DOCUMENT:
	case POLICY:
	case CHANGES:
	case NSTEPS:
		break;
	}
	return NULL;
}

/* ---- the list ------------------------------------------------------------------------ */

/* Whether a step is done: nothing in it stops the release. */
static bool
is_done(const struct bg_report *r, const struct bg_weighed *v, enum step step)
{
	if (step == BUMP && r->declares && r->requires && r->declared < r->required)
		return false;
	for (size_t i = 0; i < r->nfinding && v[i].weight == BG_STOPS; i++)
		if (step_of(v[i].finding) == step)
			return false;
	return true;
}

static void
put_step(struct bg_out *out, const struct bg_report *r, const struct bg_weighed *v,
         enum step step)
{
	static const char *const word[BG_NWEIGHTS] = {
		[BG_STOPS] = "", [BG_WARNS] = "warning: ", [BG_RESTS] = ""};
	struct bg_arena *arena = out->arena;
	const char *why = say_step(arena, r, step);
	size_t n = 0;

	for (size_t i = 0; i < r->nfinding; i++)
		n += step_of(v[i].finding) == step;
	if (!why)
		why = n ? bg_strf(arena, "%zu to read", n) : "nothing speaks against it";
	bg_out_printf(out, "- [%c] **%s**: %s\n", is_done(r, v, step) ? 'x' : ' ', titles[step],
	              bg_escape_markdown(arena, why));
	for (size_t i = 0; i < r->nfinding; i++) {
		const struct bg_finding *f = v[i].finding;

		if (step_of(f) == step)
			bg_out_printf(out, "  - %s%s: %s\n", word[v[i].weight],
			              bg_escape_markdown(arena, bg_finding_name(arena, f)),
			              bg_escape_markdown(arena, bg_finding_text(arena, f)));
	}
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	static const char *const words[] = {
		[BG_PASS] = "PASS", [BG_FAIL] = "FAIL", [BG_UNJUDGED] = "could not judge"};
	const struct bg_weighed *v = bg_findings_weigh(scratch, r);

	(void)style;
	bg_out_printf(out, "# %s: %s\n\n",
	              bg_escape_markdown(scratch, bg_verdict_title(scratch, r)),
	              words[r->verdict]);
	for (size_t i = 0; r->verdict == BG_UNJUDGED && i < r->nnote; i++)
		bg_out_printf(out, "- [ ] %s\n",
		              bg_escape_markdown(scratch, r->note[i].message));
	for (int step = 0; r->verdict != BG_UNJUDGED && step < NSTEPS; step++)
		put_step(out, r, v, (enum step)step);
	bg_out_printf(out, "\n%s\n",
	              bg_escape_markdown(scratch, bg_verdict_advice(scratch, r)));
	return out->failed ? -1 : 0;
}
