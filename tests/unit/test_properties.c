/* SPDX-License-Identifier: MIT */
/* What holds for every pair of releases of a small generated service. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "bumpgate.h"
#include "support/files.h"

#define SEED UINT64_C(0x9E3779B97F4A7C15)

static const char *const names[] = {
	"REDIS_CACHE_URL", "SMTP_SERVER", "DEBUG",   "PAPER_API_URL", "TEAM_ID",
	"TEAM_IDS",        "DB_HOST",     "DB_PORT", "HOOK_A1B2C3D4", "HOOK_Z9Y8X7W6"};
static const char *const tasks[] = {"run_feed_tracker", "run_mail_tracker", "collect_papers",
                                    "send_report"};
static const char *const keys[] = {"args: [\"--all\"]", "minutes: 60", "\"on\": monday",
                                   "enabled: false"};
#define N(list) (sizeof(list) / sizeof((list)[0]))

/* A release: what it documents and schedules. */
struct service {
	bool name[N(names)], commented[N(names)];
	bool task[N(tasks)], module[N(tasks)];
	bool key[N(tasks)][N(keys)];
};

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

static void
make_service(struct dice *d, struct service *s)
{
	for (size_t i = 0; i < N(names); i++) {
		s->name[i] = roll(d, 3) != 0;
		s->commented[i] = roll(d, 2);
	}
	for (size_t i = 0; i < N(tasks); i++) {
		s->task[i] = roll(d, 4) != 0;
		s->module[i] = roll(d, 6) != 0;
		for (size_t k = 0; k < N(keys); k++)
			s->key[i][k] = roll(d, 2);
	}
	s->task[0] = s->module[0] = true;
}

/* A few changes of one service. */
static void
change_service(struct dice *d, struct service *s)
{
	for (uint64_t n = roll(d, 4) + 1; n > 0; n--) {
		size_t i = roll(d, N(names)), t = 1 + roll(d, N(tasks) - 1);

		switch (roll(d, 5)) {
		case 0:
			s->name[i] = !s->name[i];
			break;
		case 1:
			s->commented[i] = !s->commented[i];
			break;
		case 2:
			s->task[t] = !s->task[t];
			break;
		case 3:
			s->module[t] = !s->module[t];
			break;
		default:
			s->key[t][roll(d, N(keys))] ^= true;
		}
	}
}

/* ---- writing a service, in an order and with noise of the dice's choice ------------ */

static void
shuffle(struct dice *d, size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; d && i > 1; i--) {
		size_t j = roll(d, i), spare = order[i - 1];

		order[i - 1] = order[j];
		order[j] = spare;
	}
}

static void
add_noise(struct bg_buf *out, struct dice *d)
{
	static const char *const noise[] = {"", "\n", "# a note, nothing else\n",
	                                    "\n\n# ----\n"};

	if (d)
		bg_buf_puts(out, noise[roll(d, N(noise))]);
}

static const char *
env_text(struct bg_arena *arena, const struct service *s, struct dice *d)
{
	struct bg_buf out = {.arena = arena};
	size_t order[N(names)];

	shuffle(d, order, N(names));
	for (size_t i = 0; i < N(names); i++) {
		size_t k = order[i];

		add_noise(&out, d);
		if (s->name[k])
			bg_buf_printf(&out, "%s%s=%s\n", s->commented[k] ? "# " : "", names[k],
			              d && roll(d, 2) ? "'other # value'" : "value");
	}
	return bg_buf_str(&out);
}

static void
add_task(struct bg_buf *out, const struct service *s, size_t t, struct dice *d)
{
	size_t order[N(keys)];
	bool first = d && roll(d, 2);

	shuffle(d, order, N(keys));
	bg_buf_printf(out, "      - %s\n", first ? "schedule: daily" : "");
	if (!first)
		bg_buf_puts(out, "        schedule: daily\n");
	add_noise(out, d);
	for (size_t k = 0; k < N(keys); k++)
		if (s->key[t][order[k]])
			bg_buf_printf(out, "        %s\n", keys[order[k]]);
	bg_buf_printf(out, "        command: %s%s%s\n", first ? "'" : "", tasks[t],
	              first ? "'" : "");
}

static const char *
schedule_text(struct bg_arena *arena, const struct service *s, struct dice *d)
{
	struct bg_buf out = {.arena = arena};
	size_t order[N(tasks)];

	shuffle(d, order, N(tasks));
	bg_buf_puts(&out, "groups:\n  all:\n    default_time: \"06:30\"\n    tasks:\n");
	for (size_t i = 0; i < N(tasks); i++)
		if (s->task[order[i]])
			add_task(&out, s, order[i], d);
	return bg_buf_str(&out);
}

static void
write_service(const char *root, const char *tag, const struct service *s, struct dice *d)
{
	struct bg_arena *arena = bg_arena_new();
	const char *dir = bg_strf(arena, "%s/%s", root, tag);

	support_remove(dir);
	support_write_text(dir, ".env.example", env_text(arena, s, d));
	support_write_text(dir, "config/schedule.yaml", schedule_text(arena, s, d));
	support_write_text(dir, "CHANGELOG.md",
	                   "# Changelog\n\n## [1.1.0] - 2026-02-01\n\n- Work.\n");
	for (size_t i = 0; i < N(tasks); i++)
		if (s->module[i])
			support_write_text(
				dir, bg_strf(arena, "app/management/commands/%s.py", tasks[i]),
				"class Command:\n    pass\n");
	bg_arena_free(arena);
}

/* ---- running ------------------------------------------------------------------------- */

struct state {
	char root[512];
	struct dice dice;
	size_t rounds;
};

typedef int call_fn(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                    struct bg_err *err);

static struct bg_run *
run(const struct state *st, call_fn *call, const char *base, const char *target,
    struct bg_report *out)
{
	struct bg_run *r = bg_run_new();
	struct bg_request req;
	struct bg_err err = {0};

	bg_request_init(&req);
	req.fixture = st->root;
	req.base = base;
	req.target = target;
	if (call(r, &req, out, &err) != 0)
		fail_msg("%s", err.text);
	return r;
}

static const char *
subject(const struct bg_change *c)
{
	return c->was ? c->was->id : c->now->id;
}

/* One line for each change; reversed: as the mirrored comparison would have it. */
static const char *
changes_text(struct bg_arena *arena, const struct bg_report *r, bool reversed)
{
	struct bg_buf out = {.arena = arena};

	for (size_t i = 0; i < r->nchange; i++) {
		const struct bg_change *c = &r->change[i];
		enum bg_op op = c->op;

		if (reversed && op != BG_CHANGED)
			op = op == BG_ADDED ? BG_REMOVED : BG_ADDED;
		bg_buf_printf(&out, "%s %s %s %s %zu\n", c->surface, subject(c),
		              op == BG_CHANGED ? c->attr : bg_op_word(op),
		              op != BG_CHANGED ? ""
		              : reversed       ? c->to
		                               : c->from,
		              c->children);
	}
	return bg_buf_str(&out);
}

/* The lines of a text, each of which must be in the other. */
static void
assert_same_lines(const char *a, const char *b)
{
	size_t n;

	assert_int_equal(strlen(a), strlen(b));
	for (; *a; a += n) {
		char line[512];

		n = strcspn(a, "\n") + 1;
		snprintf(line, sizeof(line), "%.*s", (int)n, a);
		if (!strstr(b, line))
			fail_msg("not in the other: %s", line);
	}
}

static const char *
findings_text(struct bg_arena *arena, const struct bg_report *r)
{
	struct bg_buf out = {.arena = arena};

	bg_buf_printf(&out, "%s %s\n", bg_verdict_word(r->verdict), bg_bump_word(r->required));
	for (size_t i = 0; i < r->nfinding; i++)
		bg_buf_printf(&out, "%s %s %s %s\n", r->finding[i].rule,
		              r->finding[i].item ? r->finding[i].item : "-",
		              bg_bump_word(r->finding[i].bump),
		              bg_status_word(r->finding[i].status));
	return bg_buf_str(&out);
}

/* ---- properties ------------------------------------------------------------------------ */

static void
same_release_has_no_changes(void **state)
{
	struct state *st = *state;
	struct bg_report report;

	for (size_t i = 0; i < st->rounds; i++) {
		struct service s;

		make_service(&st->dice, &s);
		write_service(st->root, "v1.0.0", &s, NULL);
		write_service(st->root, "v1.1.0", &s, NULL);
		bg_run_free(run(st, bg_diff, "v1.0.0", "v1.1.0", &report));
		assert_int_equal(report.nchange, 0);
	}
}

static void
order_comments_and_blanks_change_nothing(void **state)
{
	struct state *st = *state;
	struct bg_report report;

	for (size_t i = 0; i < st->rounds; i++) {
		struct service s;

		make_service(&st->dice, &s);
		write_service(st->root, "v1.0.0", &s, NULL);
		write_service(st->root, "v1.1.0", &s, &st->dice);
		bg_run_free(run(st, bg_diff, "v1.0.0", "v1.1.0", &report));
		assert_int_equal(report.nchange, 0);
	}
}

static void
changes_mirror(void **state)
{
	struct state *st = *state;

	for (size_t i = 0; i < st->rounds; i++) {
		struct bg_arena *arena = bg_arena_new();
		struct bg_report there, back;
		struct bg_run *a, *b;
		struct service s;

		make_service(&st->dice, &s);
		write_service(st->root, "v1.0.0", &s, NULL);
		change_service(&st->dice, &s);
		write_service(st->root, "v1.1.0", &s, NULL);
		a = run(st, bg_diff, "v1.0.0", "v1.1.0", &there);
		b = run(st, bg_diff, "v1.1.0", "v1.0.0", &back);
		assert_same_lines(changes_text(arena, &there, false),
		                  changes_text(arena, &back, true));
		bg_run_free(a);
		bg_run_free(b);
		bg_arena_free(arena);
	}
}

static void
findings_do_not_depend_on_the_order_in(void **state)
{
	struct state *st = *state;

	for (size_t i = 0; i < st->rounds; i++) {
		struct bg_arena *arena = bg_arena_new();
		struct bg_report report;
		struct service was, now;
		struct bg_run *r;
		const char *plain;

		make_service(&st->dice, &was);
		now = was;
		change_service(&st->dice, &now);
		write_service(st->root, "v1.0.0", &was, NULL);
		write_service(st->root, "v1.1.0", &now, NULL);
		r = run(st, bg_check, NULL, "v1.1.0", &report);
		plain = findings_text(arena, &report);
		bg_run_free(r);
		write_service(st->root, "v1.0.0", &was, &st->dice);
		write_service(st->root, "v1.1.0", &now, &st->dice);
		r = run(st, bg_check, NULL, "v1.1.0", &report);
		assert_string_equal(plain, findings_text(arena, &report));
		bg_run_free(r);
		bg_arena_free(arena);
	}
}

/*
 * Takes away or adds what the base has or lacks alike, so that it is one change more. The
 * last two names are left alone: a second one makes a family of the first.
 */
static bool
change_one_more(struct dice *d, const struct service *was, struct service *now)
{
	size_t i = roll(d, N(names) - 2), t = 1 + roll(d, N(tasks) - 1);

	if (roll(d, 2)) {
		if (now->name[i] != was->name[i])
			return false;
		now->name[i] = !now->name[i];
		return true;
	}
	if (now->task[t] != was->task[t] || now->module[t] != was->module[t] ||
	    memcmp(now->key[t], was->key[t], sizeof(now->key[t])) != 0)
		return false; /* taking away a task takes away what it has new */
	now->task[t] = !now->task[t];
	return true;
}

static void
one_more_change_never_lowers_the_bump(void **state)
{
	struct state *st = *state;

	for (size_t i = 0; i < st->rounds; i++) {
		struct bg_report report;
		struct service was, now;
		enum bg_bump before;

		make_service(&st->dice, &was);
		now = was;
		change_service(&st->dice, &now);
		write_service(st->root, "v1.0.0", &was, NULL);
		write_service(st->root, "v1.1.0", &now, NULL);
		bg_run_free(run(st, bg_check, NULL, "v1.1.0", &report));
		before = report.required;
		if (!change_one_more(&st->dice, &was, &now))
			continue;
		write_service(st->root, "v1.1.0", &now, NULL);
		bg_run_free(run(st, bg_check, NULL, "v1.1.0", &report));
		if (report.required < before)
			fail_msg("round %zu: from %s to %s; see %s", i, bg_bump_word(before),
			         bg_bump_word(report.required), st->root);
	}
}

static int
set_up(void **state)
{
	static struct state st;
	const char *rounds = getenv("ROUNDS");

	support_tmpdir(st.root, sizeof(st.root));
	st.dice.state = SEED;
	st.rounds = rounds ? strtoul(rounds, NULL, 10) : 60;
	print_message("seed %llx, %zu rounds\n", (unsigned long long)SEED, st.rounds);
	*state = &st;
	return 0;
}

static int
tear_down(void **state)
{
	struct state *st = *state;

	support_remove(st->root);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_release_has_no_changes),
		cmocka_unit_test(order_comments_and_blanks_change_nothing),
		cmocka_unit_test(changes_mirror),
		cmocka_unit_test(findings_do_not_depend_on_the_order_in),
		cmocka_unit_test(one_more_change_never_lowers_the_bump),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
