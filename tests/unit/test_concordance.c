/* SPDX-License-Identifier: MIT */
/* The index of entries answers what reading all of them does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdint.h>

#include "base/buf.h"
#include "ledger/concordance.h"
#include "model/tree.h"
#include "support/arena.h"
#include "support/ledger.h"

#define SEED UINT64_C(0x9E3779B97F4A7C15)
#define N(list) (sizeof(list) / sizeof((list)[0]))

/* What entries are made of: names, parts of names, and what may stand between them. */
static const char *const pieces[] = {"deprecated",
                                     "is deprecated",
                                     "Deprecate",
                                     "no longer deprecated",
                                     "will be removed",
                                     "FOO",
                                     "FOO_BAR",
                                     "foo",
                                     "fooBar",
                                     "Foo",
                                     "--foo",
                                     "--foo-bar",
                                     "run_foo",
                                     "bar",
                                     "BAR",
                                     "TEAM",
                                     "TEAM_",
                                     "<id>",
                                     "*",
                                     "core",
                                     "core.api",
                                     "api",
                                     "f",
                                     "g()",
                                     "f(x)",
                                     "x",
                                     "x=1",
                                     "HTTP 503",
                                     "503",
                                     "redis",
                                     "re",
                                     "dis",
                                     "Redis",
                                     "_",
                                     "-",
                                     ".",
                                     ",",
                                     ":",
                                     "'",
                                     "\"",
                                     "/",
                                     "[",
                                     "]",
                                     "\xc3\xa9",
                                     "\xe6\x95\xb0",
                                     "app",
                                     "my app",
                                     "my-app",
                                     "my_app",
                                     "MYAPP",
                                     "0001",
                                     "0001_a",
                                     "a",
                                     "docs/x.md",
                                     "x.md"};
static const char *const joints[] = {"", "", "", " ", " ", " ", "`", " `", "` ", "``"};

struct made {
	const char *kind, *id, *parent, *app, *banner;
};

static const struct made items[] = {
	{"name", "FOO", NULL, NULL, NULL},
	{"name", "FOO_BAR", NULL, "my_app", NULL},
	{"name", "TEAM_*", NULL, NULL, "my_app redis tracker"},
	{"name", "REDIS_FOO_BAR", NULL, NULL, NULL},
	{"name", "core.api.f", NULL, NULL, NULL},
	{"member", "core.api.Foo.bar", "core.api.Foo", NULL, NULL},
	{"parameter", "core.api.f(x)", "core.api.f", NULL, NULL},
	{"parameter", "g(bar)", "g", NULL, NULL},
	{"command", "run_foo", NULL, NULL, NULL},
	{"command", "run_my_app", NULL, NULL, NULL},
	{"option", "run_foo --foo", "run_foo", NULL, NULL},
	{"option", "run_foo --foo-bar", "run_foo", "app", NULL},
	{"value", "foo=bar", NULL, NULL, NULL},
	{"value", "run_foo --foo=x", "run_foo --foo", NULL, NULL},
	{"key", "foo.bar[]", "foo", NULL, NULL},
	{"key", "a.*.x", NULL, NULL, NULL},
	{"status", "HTTP 503", NULL, NULL, NULL},
	{"file", "docs/x.md", NULL, NULL, NULL},
	{"migration", "my_app/migrations/0001_a.py", NULL, NULL, NULL},
	{"path", "GET /", NULL, NULL, NULL},
	{"path", "/", NULL, NULL, NULL},
	{"name", "\xe6\x95\xb0", NULL, NULL, NULL},
	{"name", "caf\xc3\xa9_FOO", NULL, NULL, "caf\xc3\xa9 BAR_api"},
};

static uint64_t
roll(uint64_t *state, uint64_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state % below;
}

static const struct bg_changelog *
make_log(struct bg_arena *arena, uint64_t *dice)
{
	struct bg_buf out = {.arena = arena};

	bg_buf_puts(&out, "## 1.1.0\n\n- First\n");
	for (uint64_t n = roll(dice, 24); n > 0; n--) {
		bg_buf_puts(&out, roll(dice, 5) ? "- " : "  - ");
		bg_buf_puts(&out, roll(dice, 3) ? "" : "Deprecated ");
		for (uint64_t k = 1 + roll(dice, 7); k > 0; k--) {
			bg_buf_puts(&out, pieces[roll(dice, N(pieces))]);
			bg_buf_puts(&out, joints[roll(dice, N(joints))]);
		}
		bg_buf_puts(&out, "\n");
	}
	return ledger_parse(arena, bg_buf_str(&out));
}

static struct bg_subject
make_subject(struct bg_arena *arena, const struct made *made)
{
	struct bg_attr *facts = bg_calloc(arena, 2, sizeof(*facts));
	struct bg_item item = {.kind = made->kind, .id = made->id, .parent = made->parent};
	struct bg_subject subject;

	item.fact = facts;
	if (made->app)
		facts[item.nfact++] = (struct bg_attr){"app", made->app};
	if (made->banner)
		facts[item.nfact++] = (struct bg_attr){"banner", made->banner};
	bg_subject_make(&subject, arena, &item);
	return subject;
}

/* Entry by entry: the best one, of equals the first. */
static const struct bg_entry *
read_all(const struct bg_section *section, const struct bg_subject *subject,
         enum bg_named *named)
{
	const struct bg_entry *best = NULL;
	enum bg_named how;

	*named = BG_NAMED_NO;
	for (size_t i = 0; i < section->nentry; i++) {
		how = bg_subject_named(subject, &section->entry[i]);
		if (how <= *named)
			continue;
		*named = how;
		best = &section->entry[i];
	}
	return best;
}

/* Asked in between as well: what comes later counts too. */
static struct bg_concordance *
index_section(struct bg_arena *arena, const struct bg_section *section)
{
	struct bg_concordance *c = bg_concordance_new(arena);
	struct bg_subject asked = make_subject(arena, &items[0]);
	enum bg_named named;

	for (size_t i = 0; i < section->nentry; i++) {
		bg_concordance_add(c, &section->entry[i]);
		if (i % 8 == 0)
			bg_concordance_names(c, &asked, &named);
	}
	return c;
}

/* ---- tests -------------------------------------------------------------------------------- */

static void
index_answers_as_reading_all(void **state)
{
	struct bg_arena *arena = *state;
	uint64_t dice = SEED;
	size_t count[BG_NAMED_EXACT + 1] = {0}, wrong = 0;

	for (size_t round = 0; round < 1500; round++) {
		const struct bg_changelog *log = make_log(arena, &dice);
		const struct bg_section *section = &log->section[0];
		struct bg_concordance *c = index_section(arena, section);

		for (size_t i = 0; i < N(items); i++) {
			struct bg_subject subject = make_subject(arena, &items[i]);
			const struct bg_entry *want, *got;
			enum bg_named how, named;

			want = read_all(section, &subject, &how);
			got = bg_concordance_names(c, &subject, &named);
			count[how]++;
			if (got == want && named == how)
				continue;
			print_error("%s: %s by '%s', not %s by '%s'\n", items[i].id,
			            bg_named_word(named), got ? got->block->text : "",
			            bg_named_word(how), want ? want->block->text : "");
			wrong++;
		}
		bg_arena_reset(arena);
	}
	assert_int_equal(wrong, 0);
	assert_true(count[BG_NAMED_NO] > 1000);
	assert_true(count[BG_NAMED_INDIRECT] > 1000);
	assert_true(count[BG_NAMED_EXACT] > 1000);
}

/* What announces or reprieves is among the entries that may hold the name. */
static void
index_finds_whatever_speaks_of_a_name(void **state)
{
	struct bg_arena *arena = *state;
	uint64_t dice = SEED;
	size_t spoken = 0, left = 0, missed = 0;

	for (size_t round = 0; round < 1500; round++) {
		const struct bg_changelog *log = make_log(arena, &dice);
		const struct bg_section *section = &log->section[0];
		struct bg_concordance *c = index_section(arena, section);

		for (size_t i = 0; i < N(items); i++) {
			struct bg_subject subject = make_subject(arena, &items[i]);
			struct bg_entries found = {0};
			size_t at = 0;

			bg_concordance_find(c, arena, subject.leaf, &found);
			left += section->nentry - found.n;
			for (size_t k = 0; k < section->nentry; k++) {
				const struct bg_entry *entry = &section->entry[k];

				if (at < found.n && found.v[at] == entry) {
					at++;
				} else if (bg_entry_deprecates(entry, &subject) ||
				           bg_entry_reprieves(entry, &subject)) {
					print_error("%s: %s\n", items[i].id,
					            entry->block->text);
					missed++;
				}
				spoken += bg_entry_deprecates(entry, &subject);
			}
			assert_int_equal(at, found.n); /* in order, each once */
		}
		bg_arena_reset(arena);
	}
	assert_int_equal(missed, 0);
	assert_true(spoken > 500);
	assert_true(left > 10000);
}

/* The best entry wins, the first of equals; where the words come from does not matter. */
static void
index_gives_best_entry(void **state)
{
	struct bg_arena *arena = *state;
	const struct bg_changelog *log = ledger_parse(arena, "## 1.1.0\n"
	                                                     "- Redis is gone\n"
	                                                     "- Removed `REDIS_CACHE_URL`\n"
	                                                     "- `REDIS_CACHE_URL` again\n"
	                                                     "- Redis is back\n");
	const struct bg_entry *entry = log->section[0].entry;
	struct bg_subject subject = ledger_subject(arena, "REDIS_CACHE_URL", NULL);
	struct bg_concordance *c = bg_concordance_new(arena);
	enum bg_named named;

	assert_null(bg_concordance_names(c, &subject, &named));
	assert_int_equal(named, BG_NAMED_NO);
	bg_concordance_add(c, &entry[3]);
	bg_concordance_add(c, &entry[0]);
	assert_ptr_equal(bg_concordance_names(c, &subject, &named), &entry[3]);
	assert_int_equal(named, BG_NAMED_INDIRECT);
	bg_concordance_add(c, &entry[1]);
	bg_concordance_add(c, &entry[2]);
	assert_ptr_equal(bg_concordance_names(c, &subject, &named), &entry[1]);
	assert_int_equal(named, BG_NAMED_EXACT);
	subject = ledger_subject(arena, "OTHER", NULL);
	assert_null(bg_concordance_names(c, &subject, &named));
	assert_int_equal(named, BG_NAMED_NO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(index_answers_as_reading_all),
		cmocka_unit_test(index_finds_whatever_speaks_of_a_name),
		cmocka_unit_test(index_gives_best_entry),
	};

	return cmocka_run_group_tests(tests, arena_open, arena_close);
}
