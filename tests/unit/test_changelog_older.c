/* SPDX-License-Identifier: MIT */
/* An older CHANGELOG read by what it shares with a newer one says what it says by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "ledger/changelog.h"

#define SEED UINT64_C(0x2545F4914F6CDD1D)

struct dice {
	uint64_t state;
};

static uint64_t
roll(struct dice *d, uint64_t below)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return d->state % below;
}

static const char *
make_section(struct bg_arena *arena, struct dice *d, unsigned minor)
{
	static const char *const bodies[] = {
		"### Added\n\n- `A_%u`.\n",
		"### Deprecated\n\n- `D_%u`: use `E` instead.\n",
		"- `X_%u` will be removed.\n",
		"### Removed\n\n- `R_%u`.\n",
		"### Changed\n\n- `N_%u` is no longer deprecated.\n",
		"#### Notes of 1.%u\n\nDeprecated `P`.\n",
		"```\n## [9.%u.0]\n```\n",
		"",
	};
	struct bg_buf out = {.arena = arena};

	bg_buf_printf(&out, "## [1.%u.0] - 2026-01-01\n\n", minor);
	for (uint64_t n = roll(d, 3) + 1; n > 0; n--) {
		const char *body = bodies[roll(d, sizeof(bodies) / sizeof(bodies[0]))];
		const char *hole = strstr(body, "%u");

		if (!hole)
			continue;
		bg_buf_add(&out, body, (size_t)(hole - body));
		bg_buf_printf(&out, "%u%s\n", minor, hole + 2);
	}
	return bg_buf_str(&out);
}

/* What stands above the sections of one state. */
static const char *
make_top(struct dice *d)
{
	static const char *const tops[] = {
		"# Changelog\n\n",
		"# Changelog\n\nSome words.\n\n## [Unreleased]\n\n### Deprecated\n\n- `U`.\n\n",
		"# Changelog\n\n## Unreleased\n\n",
		"# Changelog\n\n```\nnever closed\n\n",
		"# Changelog\n\n<!-- never closed\n\n",
		"# Changelog\n\n- a list\n\n  ",
		"> quoted\n",
		"",
	};

	return tops[roll(d, sizeof(tops) / sizeof(tops[0]))];
}

static const char *
notices_text(struct bg_arena *arena, const struct bg_changelog *log)
{
	struct bg_buf out = {.arena = arena};

	for (size_t i = 0; i < log->nnotice; i++)
		bg_buf_printf(&out, "%s: %s\n", log->notice[i].section->title,
		              log->notice[i].entry->block->text);
	return bg_buf_str(&out);
}

static struct bg_blob
blob_of(const char *text)
{
	return (struct bg_blob){
		.path = "CHANGELOG.md", .bytes = text, .n = strlen(text), .id = ""};
}

/* Whether the older text was read through the newer one; the notices must be its own. */
static bool
same_notices(const char *newer_text, const char *older_text)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob newer_blob = blob_of(newer_text), older_blob = blob_of(older_text);
	struct bg_changelog newer, older, plain;
	struct bg_limits limits;
	struct bg_err err = {0};
	bool shared;

	bg_limits_init(&limits);
	assert_int_equal(bg_changelog_parse(&newer, arena, &limits, &newer_blob, &err), 0);
	assert_int_equal(bg_changelog_parse(&plain, arena, &limits, &older_blob, &err), 0);
	assert_int_equal(bg_changelog_parse_older(&older, arena, &limits, &older_blob, &newer,
	                                          &newer_blob, &err),
	                 0);
	shared = older.present;
	if (shared && strcmp(notices_text(arena, &older), notices_text(arena, &plain)) != 0)
		fail_msg("%s\n---- older:\n%s\n---- by itself:\n%s\n---- shared:\n%s",
		         newer_text, older_text, notices_text(arena, &plain),
		         notices_text(arena, &older));
	bg_arena_free(arena);
	return shared;
}

static void
older_states_say_the_same(void **state)
{
	struct dice d = {SEED};
	size_t shared = 0;

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		struct bg_arena *arena = bg_arena_new();
		const char *tail = "", *newer, *older;
		unsigned n = (unsigned)roll(&d, 8), more = (unsigned)roll(&d, 4);

		for (unsigned i = 0; i < n; i++)
			tail = bg_strf(arena, "%s%s", make_section(arena, &d, i), tail);
		older = bg_strf(arena, "%s%s", make_top(&d), tail);
		for (unsigned i = 0; i < more; i++)
			tail = bg_strf(arena, "%s%s", make_section(arena, &d, n + i), tail);
		newer = bg_strf(arena, "%s%s", make_top(&d), tail);
		shared += same_notices(newer, older);
		bg_arena_free(arena);
	}
	assert_true(shared > 50);
}

#define BELOW \
	"## [1.1.0] - 2026-01-01\n\n### Deprecated\n\n- `A`.\n\n## [1.0.0] - 2025-01-01\n\n- B.\n"

static void
plain_growth_is_shared(void **state)
{
	(void)state;
	assert_true(same_notices("# Log\n\n## [1.2.0] - 2026-02-01\n\n- C.\n\n" BELOW,
	                         "# Log\n\n" BELOW));
	assert_true(same_notices(BELOW, BELOW));
}

static void
what_is_not_shared_is_said(void **state)
{
	(void)state;
	assert_false(same_notices("# Log\n\n" BELOW, "# Log\n\n```\n" BELOW));
	assert_false(same_notices("# Log\n\n" BELOW,
	                          "# Log\n\n## [1.0.0] - 2025-01-01\n\n- Other.\n"));
	assert_false(same_notices("# Log\n", BELOW));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(older_states_say_the_same),
		cmocka_unit_test(plain_growth_is_shared),
		cmocka_unit_test(what_is_not_shared_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
