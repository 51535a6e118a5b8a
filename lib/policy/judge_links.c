/* SPDX-License-Identifier: MIT */
/* Where the headings of a CHANGELOG link to: comparisons of tags, and tags. */
#include "policy/bench.h"

#include <string.h>

#include "model/version.h"

/* What a link to a comparison or to a tag names. */
struct ends {
	const char *from, *to; /* from NULL: a link to one tag */
};

/* s up to what ends a part of a URL. */
static const char *
take_part(struct bg_arena *arena, const char *s, const char *stops)
{
	return bg_strndup(arena, s, strcspn(s, stops));
}

/* ".../compare/A...B", ".../releases/tag/B"; false for any other link. */
static bool
read_link(struct ends *out, struct bg_arena *arena, const char *link)
{
	static const char *const one[] = {"/releases/tag/", "/-/tags/", "/-/releases/",
	                                  "/tree/", "/src/tag/"};
	const char *s = strstr(link, "/compare/"), *dots;

	*out = (struct ends){NULL, NULL};
	if (s) {
		s = take_part(arena, s + strlen("/compare/"), "?#");
		dots = strstr(s, "..");
		if (!dots)
			return false;
		out->from = bg_strndup(arena, s, (size_t)(dots - s));
		out->to = dots + strspn(dots, ".");
		return true;
	}
	for (size_t i = 0; i < sizeof(one) / sizeof(*one) && !s; i++)
		s = strstr(link, one[i]) ? strstr(link, one[i]) + strlen(one[i]) : NULL;
	if (s)
		out->to = take_part(arena, s, "/?#");
	return s != NULL;
}

static bool
read_tag(struct bg_version *out, const struct bg_bench *b, const char *tag)
{
	const struct bg_strings *patterns = &b->facts->policy->tags;

	for (size_t i = 0; i < patterns->n; i++)
		if (bg_version_from_tag(out, b->arena, patterns->v[i], tag))
			return true;
	return false;
}

/* Whether the tag's text names the version, by the policy's pattern or in any other. */
static bool
names_version(const struct bg_bench *b, const char *tag, const struct bg_version *version)
{
	const char *text = bg_version_text(b->arena, version), *at = tag;
	struct bg_version other;
	size_t n = strlen(text);

	if (read_tag(&other, b, tag))
		return bg_version_compare(&other, version) == 0;
	for (; (at = strstr(at, text)) != NULL; at++)
		if ((at == tag || (!bg_is_digit(at[-1]) && at[-1] != '.')) &&
		    !bg_is_digit(at[n]) && at[n] != '.' && at[n] != '-')
			return true;
	return false;
}

static void
complain(struct bg_bench *b, const struct bg_section *s, const char *item, const char *detail)
{
	struct bg_fill fill = {.file = b->facts->now_log->path, .item = item, .detail = detail};
	struct bg_finding *f = bg_bench_add(b, BG_RULE_CHANGELOG_LINK_WRONG, NULL, item, &fill);

	if (f)
		f->now = (struct bg_loc){fill.file, s->line};
}

/* The release's own link: from the base, or from a candidate since, to itself. */
static void
judge_own(struct bg_bench *b, const struct ends *ends)
{
	const struct bg_facts *f = b->facts;
	const struct bg_version *own = &f->target->version;
	const char *item = bg_version_text(b->arena, own);
	struct bg_version from;

	if (!names_version(b, ends->to, own)) {
		complain(b, b->own, item, bg_strf(b->arena, "ends at '%s'", ends->to));
		return;
	}
	if (!ends->from || !read_tag(&from, b, ends->from))
		return;
	if (bg_version_compare(&from, own) >= 0 ||
	    (f->base && f->base->has_version &&
	     bg_version_compare(&from, &f->base->version) < 0))
		complain(b, b->own, item, bg_strf(b->arena, "begins at '%s'", ends->from));
}

/* What is to come is compared with this release, once that is out. */
static void
judge_unreleased(struct bg_bench *b)
{
	const struct bg_section *s = bg_changelog_unreleased(b->facts->now_log);
	struct bg_version from;
	struct ends ends;

	if (!s || s->has_version || !s->link || !read_link(&ends, b->arena, s->link) ||
	    !ends.from || !read_tag(&from, b, ends.from) ||
	    !bg_version_stable(&b->facts->target->version))
		return;
	if (bg_version_compare(&from, &b->facts->target->version) < 0)
		complain(b, s, "Unreleased", bg_strf(b->arena, "begins at '%s'", ends.from));
}

/* The release below that has a link of its own shows what the file's habit is. */
static bool
below_is_linked(const struct bg_bench *b)
{
	const struct bg_changelog *log = b->facts->now_log;
	struct ends ends;

	for (size_t i = 0; i < log->nsection; i++) {
		const struct bg_section *s = &log->section[i];

		if (s > b->own && s->has_version)
			return s->link && read_link(&ends, b->arena, s->link);
	}
	return false;
}

void
bg_judge_links(struct bg_bench *b)
{
	struct bg_fill fill = {.file = b->facts->now_log->path};
	struct bg_finding *f;
	struct ends ends;

	if (!b->own)
		return;
	judge_unreleased(b);
	if (b->own->link) {
		if (read_link(&ends, b->arena, b->own->link))
			judge_own(b, &ends);
		return;
	}
	if (!below_is_linked(b))
		return;
	fill.item = bg_version_text(b->arena, &b->facts->target->version);
	f = bg_bench_add(b, BG_RULE_CHANGELOG_LINK_MISSING, NULL, fill.item, &fill);
	if (f)
		f->now = (struct bg_loc){fill.file, b->own->line};
}
