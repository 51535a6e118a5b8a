/* SPDX-License-Identifier: MIT */
/* What a policy asks for less than the one before. */
#include <string.h>

#include "policy/bench.h"

struct scales {
	struct bg_bench *b;
	const struct bg_policy *was, *now;
};

static void
say(struct scales *s, struct bg_loc loc, const char *item, const char *detail)
{
	struct bg_fill fill = {.item = item, .detail = detail};
	struct bg_finding *f = bg_bench_add(s->b, BG_RULE_POLICY_WEAKENED, NULL, item, &fill);

	if (!f)
		return;
	f->now = loc.path ? loc : (struct bg_loc){s->now->source, 0};
}

static bool
has_word(const struct bg_strings *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->v[i], word) == 0)
			return true;
	return false;
}

/* Words that a list lost; a single value that is another one. */
static void
weigh_option(struct scales *s, const struct bg_spec *was, const struct bg_spec *now, size_t o)
{
	struct bg_arena *arena = s->b->arena;
	const char *item = bg_strf(arena, "surfaces.%s.%s", was->id, bg_option_rows[o].name);

	for (size_t i = 0; i < was->option[o].n; i++) {
		const char *word = was->option[o].v[i];

		if (has_word(&now->option[o], word))
			continue;
		if (bg_option_rows[o].many || !now->option[o].n)
			say(s, now->loc, item,
			    bg_strf(arena, "'%s' of surface '%s' lacks '%s'",
			            bg_option_rows[o].name, was->id, word));
		else
			say(s, now->loc, item,
			    bg_strf(arena, "'%s' of surface '%s' is '%s' and was '%s'",
			            bg_option_rows[o].name, was->id, now->option[o].v[0],
			            word));
	}
}

static void
weigh_surface(struct scales *s, const struct bg_spec *was)
{
	struct bg_arena *arena = s->b->arena;
	const char *item = bg_strf(arena, "surfaces.%s", was->id);
	const struct bg_spec *now = bg_policy_spec(s->now, was->id);
	struct bg_loc nowhere = {0};

	if (!now) {
		say(s, nowhere, item, bg_strf(arena, "the surface '%s' is dropped", was->id));
		return;
	}
	if (now->tier > was->tier)
		say(s, now->loc, item,
		    bg_strf(arena, "the surface '%s' is of tier %s and was of tier %s", was->id,
		            bg_tier_word(now->tier), bg_tier_word(was->tier)));
	if (now->kind != was->kind) {
		say(s, now->loc, item,
		    bg_strf(arena, "the surface '%s' is of kind '%s' and was of kind '%s'",
		            was->id, now->kind->name, was->kind->name));
		return;
	}
	for (size_t o = 0; o < BG_NOPTIONS; o++)
		weigh_option(s, was, now, o);
}

static void
weigh_rules(struct scales *s)
{
	struct bg_arena *arena = s->b->arena;
	struct bg_loc nowhere = {0};

	for (size_t i = 0; i < BG_NRULES; i++)
		if (s->now->level[i] < s->was->level[i])
			say(s, nowhere, bg_strf(arena, "rules.%s", bg_rules[i].id),
			    bg_strf(arena, "the rule '%s' is of level %s and was of level %s",
			            bg_rules[i].id, bg_level_word(s->now->level[i]),
			            bg_level_word(s->was->level[i])));
}

static void
weigh_count(struct scales *s, const char *item, uint64_t was, uint64_t now)
{
	struct bg_loc nowhere = {0};

	if (now < was)
		say(s, nowhere, item,
		    bg_strf(s->b->arena, "'%s' is %llu and was %llu", item,
		            (unsigned long long)now, (unsigned long long)was));
}

static void
weigh_release(struct scales *s)
{
	struct bg_loc nowhere = {0};

	weigh_count(s, "deprecation.releases", s->was->deprecation_releases,
	            s->now->deprecation_releases);
	weigh_count(s, "deprecation.days", s->was->deprecation_days, s->now->deprecation_days);
	if (s->now->zero_semver && !s->was->zero_semver)
		say(s, nowhere, "release.zero-major",
		    "'release.zero-major' is 'semver' and was 'contract'");
	/* a first policy says how this repository writes its tags, where it releases */
	if (strcmp(s->was->source, "built-in") == 0)
		return;
	if (s->was->branch && !s->now->branch)
		say(s, nowhere, "release.branch", "'release.branch' is not checked any more");
	for (size_t i = 0; i < s->was->tags.n; i++)
		if (!has_word(&s->now->tags, s->was->tags.v[i]))
			say(s, nowhere, "release.tag",
			    bg_strf(s->b->arena, "tags as '%s' are no releases any more",
			            s->was->tags.v[i]));
}

static bool
was_waived(const struct bg_policy *p, const struct bg_waiver *w)
{
	for (size_t i = 0; i < p->waivers.n; i++)
		if (bg_waiver_names(&p->waivers.v[i], w->rule, w->surface, w->item))
			return true;
	return false;
}

static void
weigh_waivers(struct scales *s)
{
	struct bg_arena *arena = s->b->arena;

	for (size_t i = 0; i < s->now->waivers.n; i++) {
		const struct bg_waiver *w = &s->now->waivers.v[i];

		if (!was_waived(s->was, w))
			say(s, w->loc,
			    bg_strf(arena, "waivers.%s.%s.%s", w->rule,
			            w->surface ? w->surface : "", w->item ? w->item : ""),
			    bg_strf(arena, "the waiver of '%s' for '%s' is new", w->rule,
			            w->item ? w->item : "the release"));
	}
}

void
bg_judge_weakened(struct bg_bench *b)
{
	struct scales s = {b, b->facts->was_policy, b->facts->policy};

	if (!s.was)
		return;
	for (size_t i = 0; i < s.was->specs.n; i++)
		weigh_surface(&s, &s.was->specs.v[i]);
	weigh_rules(&s);
	weigh_release(&s);
	weigh_waivers(&s);
}
