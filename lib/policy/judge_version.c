/* SPDX-License-Identifier: MIT */
/* The version that the tag declares, and where the tag stands. */
#include "policy/bench.h"

#include <string.h>

#include "base/buf.h"
#include "model/version.h"

static void
judge_number(struct bg_bench *b)
{
	const struct bg_revision *base = b->facts->base, *target = b->facts->target;
	struct bg_fill fill = {
		.from = bg_version_text(b->arena, &base->version),
		.to = bg_version_text(b->arena, &target->version),
	};
	struct bg_version next, core = target->version;

	if (bg_version_compare(&target->version, &base->version) <= 0) {
		bg_bench_add(b, BG_RULE_VERSION_NOT_ABOVE_BASE, NULL, NULL, &fill);
		return;
	}
	next = bg_version_next(&base->version, bg_version_bump(&base->version, &core));
	core.pre = core.build = "";
	if (bg_version_compare(&core, &next) == 0)
		return;
	fill.detail = bg_version_text(b->arena, &next);
	bg_bench_add(b, BG_RULE_VERSION_SKIPPED, NULL, NULL, &fill);
}

static bool
same_commit(const char *a, const char *b)
{
	return bg_same_fold(a, b, strlen(a) + 1);
}

/* ---- what files say -------------------------------------------------------------- */

/* A word of PEP 440 or SemVer for a candidate, in one spelling. */
static const char *
spell(const char *word, size_t n)
{
	static const char *const words[][2] = {
		{"alpha", "a"}, {"beta", "b"}, {"preview", "rc"}, {"pre", "rc"}, {"c", "rc"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i][0]) == n && bg_same_fold(word, words[i][0], n))
			return words[i][1];
	return NULL;
}

/*
 * "1.2", "v1.2.0" and "1.2.0-rc.1" as "1.2.0" and "1.2.0rc1": numbers up to three, then the
 * rest without what may stand between its parts (PEP 440, SemVer 2.0.0). Build data is left out.
 */
static const char *
normalize(struct bg_arena *arena, const char *s)
{
	struct bg_buf buf = {.arena = arena};
	unsigned numbers = 0;
	const char *word;
	size_t n;

	s += *s == 'v' || *s == 'V';
	while (bg_is_digit(*s)) {
		n = strspn(s, "0123456789");
		while (n > 1 && *s == '0')
			s++, n--;
		bg_buf_puts(&buf, numbers++ ? "." : "");
		bg_buf_add(&buf, s, n);
		s += n;
		if (*s != '.' || !bg_is_digit(s[1]))
			break;
		s++;
	}
	for (; numbers < 3; numbers++)
		bg_buf_puts(&buf, numbers ? ".0" : "0");
	for (; *s && *s != '+'; s += n) {
		for (n = 0; bg_is_alpha(s[n]);)
			n++;
		word = spell(s, n);
		if (word)
			bg_buf_puts(&buf, word);
		for (size_t i = 0; !word && i < n; i++)
			bg_buf_putc(&buf, bg_lower(s[i]));
		if (!n && bg_is_digit(*s))
			bg_buf_putc(&buf, *s);
		n += n == 0;
	}
	return bg_buf_str(&buf);
}

/* A tag's files are asked; "0.0.0" stands where tools put the version in later. */
static void
judge_declared(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	const char *tag = bg_version_text(b->arena, &f->target->version), *said;
	struct bg_finding *finding;

	for (size_t i = 0; i < f->declared.n; i++) {
		const struct bg_declared *d = &f->declared.v[i];
		struct bg_fill fill = {.from = d->text, .to = tag, .file = d->loc.path};

		said = normalize(b->arena, d->text);
		if (!bg_is_digit(*d->text) && !bg_is_digit(d->text[*d->text == 'v']))
			continue;
		if (bg_starts(said, "0.0.0") || strcmp(said, normalize(b->arena, tag)) == 0)
			continue;
		finding = bg_bench_add(b, BG_RULE_VERSION_MISMATCH, NULL, d->loc.path, &fill);
		if (finding)
			finding->now = d->loc;
	}
}

void
bg_judge_taken(struct bg_bench *b, enum bg_bump required)
{
	const struct bg_facts *f = b->facts;
	struct bg_fill fill = {.to = f->target->name};
	struct bg_version next;

	if (!f->releases || !f->base || !f->base->has_version || f->target->has_version ||
	    required == BG_NONE)
		return;
	next = bg_version_next(&f->base->version, required);
	for (size_t i = 0; i < f->releases->n; i++)
		if (bg_version_compare(&f->releases->v[i].version, &next) == 0)
			fill.from = f->releases->v[i].name;
	if (!fill.from)
		return;
	fill.detail = bg_version_text(b->arena, &next);
	bg_bench_add(b, BG_RULE_VERSION_TAKEN, NULL, NULL, &fill);
}

void
bg_judge_version(struct bg_bench *b)
{
	const struct bg_facts *f = b->facts;
	struct bg_fill fill = {.to = f->target->name, .detail = f->policy->branch};

	if (f->sha && f->target->is_tag && !same_commit(f->sha, f->target->commit)) {
		fill.from = f->target->commit;
		fill.detail = f->sha;
		bg_bench_add(b, BG_RULE_COMMIT_MISMATCH, NULL, NULL, &fill);
	}
	fill.detail = f->policy->branch;
	if (f->target->has_version && f->on_branch == BG_ANSWER_NO)
		bg_bench_add(b, BG_RULE_TARGET_NOT_ON_BRANCH, NULL, NULL, &fill);
	if (f->target->has_version)
		judge_declared(b);
	if (!f->base)
		return;
	fill.from = f->base->name;
	if (f->base_is_ancestor == BG_ANSWER_NO)
		bg_bench_add(b, BG_RULE_BASE_NOT_ANCESTOR, NULL, NULL, &fill);
	if (f->target->has_version && f->base->has_version)
		judge_number(b);
}
