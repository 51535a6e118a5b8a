/* SPDX-License-Identifier: MIT */
/* What an item is called, and which entries name it. */
#include "ledger/naming.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/words.h"
#include "support/arena.h"
#include "support/ledger.h"

struct shape {
	const char *kind, *id, *parent;
	const char *leaf, *owner, *module;
};

static const struct shape shapes[] = {
	{"name", "FOO_BAR", NULL, "FOO_BAR", NULL, NULL},
	{"name", "TEAM_*", NULL, "TEAM_*", NULL, NULL},
	{"command", "run_x", NULL, "run_x", NULL, NULL},
	{"flag", "run_x --strict", "run_x", "--strict", "run_x", NULL},
	{"flag", "run_x --strict", NULL, "--strict", "run_x", NULL},
	{"flag", "run_x --day-of-week", NULL, "--day-of-week", "run_x", NULL},
	{"positional", "run_x name", "run_x", "name", "run_x", NULL},
	{"choice", "run_x --mode=fast", NULL, "fast", "--mode", NULL},
	{"value", "schedule=weekly", NULL, "weekly", "schedule", NULL},
	{"value", "checks.meta.state=on", NULL, "on", "state", "meta"},
	{"status", "HTTP 503", NULL, "503", "HTTP", NULL},
	{"key", "groups.*.tasks[].minutes", "groups.*.tasks", "minutes", "tasks", "groups"},
	{"key", "groups.*.tasks[].minutes", NULL, "minutes", "tasks", "groups"},
	{"key", "checks.database.latency_ms", "checks.database", "latency_ms", "database",
         "checks"},
	{"key", "checks.collector_groups.*.stale", NULL, "stale", "collector_groups", "checks"},
	{"key", "checks.database", "checks", "database", "checks", NULL},
	{"key", "status", NULL, "status", NULL, NULL},
	{"function", "tracker.sync_api.save_raw", NULL, "save_raw", NULL, "sync_api"},
	{"class", "core.collectors.Collector", NULL, "Collector", NULL, "collectors"},
	{"method", "core.collectors.Collector.run", "core.collectors.Collector", "run",
         "Collector", "collectors"},
	{"method", "core.collectors.Collector.run", NULL, "run", "Collector", "collectors"},
	{"module", "core.errors", NULL, "errors", NULL, "core"},
	{"parameter", "net.api.connect(timeout)", "net.api.connect", "timeout", "connect",
         "api"},
	{"parameter", "net.api.Client.get(timeout)", NULL, "timeout", "get", "Client"},
	{"file", "tracker/migrations/0007_drop.py", NULL, "0007_drop", "tracker", NULL},
	{"route", "/health/", NULL, "/health/", NULL, NULL},
};

static void
demand_word(const char *id, const char *what, const char *got, const char *want)
{
	if ((!got && !want) || (got && want && strcmp(got, want) == 0))
		return;
	fail_msg("%s of %s: %s, not %s", what, id, got ? got : "(none)",
	         want ? want : "(none)");
}

static void
subject_parts_by_shape_of_id(void **state)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		const struct shape *s = &shapes[i];
		struct bg_item item = {.kind = s->kind, .id = s->id, .parent = s->parent};
		struct bg_subject subject;

		bg_subject_make(&subject, *state, &item);
		demand_word(s->id, "leaf", subject.leaf, s->leaf);
		demand_word(s->id, "owner", subject.owner, s->owner);
		demand_word(s->id, "module", subject.module, s->module);
	}
}

struct hints {
	const char *kind, *id, *app, *banner, *common;
	const char *want; /* joined by blanks */
};

static const struct hints hints[] = {
	{"name", "REDIS_CACHE_URL", NULL, NULL, NULL, "REDIS"},
	{"name", "DATABASE_URL", NULL, NULL, NULL, ""},
	{"name", "GITHUB_TOKEN_WRITE", NULL, NULL, "GITHUB", ""},
	{"name", "GITHUB_TOKEN_WRITE", NULL, NULL, "SLACK GITHUB", ""},
	{"name", "GITHUB_TOKEN_WRITE", NULL, NULL, NULL, "GITHUB"},
	{"name", "PINECONE_API_KEY", NULL, "cppa_pinecone_sync settings", NULL,
         "PINECONE cppa_pinecone_sync"},
	{"name", "DISCORD_TOKEN", NULL, "The Discord bot of the server", NULL,
         "DISCORD Discord"},
	{"name", "SECRET_KEY", NULL, "set SECRET_KEY before use", NULL, ""},
	{"name", "DEBUG", NULL, NULL, NULL, ""},
	{"command", "run_wg21_paper_tracker", NULL, NULL, NULL, "wg21_paper_tracker"},
	{"command", "run_wg21_paper_tracker", "wg21_papers", NULL, NULL, "wg21_papers"},
	{"command", "run_all", NULL, NULL, NULL, ""},
	{"command", "collect_boost_libraries", NULL, NULL, NULL, ""},
	{"flag", "run_wg21_paper_tracker --all", NULL, NULL, NULL, ""},
};

static void
subject_hints_from_facts(void **state)
{
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++) {
		const struct hints *h = &hints[i];
		struct bg_attr fact[3];
		struct bg_item item = {.kind = h->kind, .id = h->id, .fact = fact};
		struct bg_subject subject;
		char got[256] = "";

		if (h->app)
			fact[item.nfact++] = (struct bg_attr){"app", h->app};
		if (h->banner)
			fact[item.nfact++] = (struct bg_attr){"banner", h->banner};
		if (h->common)
			fact[item.nfact++] = (struct bg_attr){"common", h->common};
		bg_subject_make(&subject, *state, &item);
		for (size_t k = 0; k < subject.hint.n; k++)
			snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%s",
			         k ? " " : "", subject.hint.v[k]);
		demand_word(h->id, "hints", got, h->want);
	}
}

struct row {
	const char *text, *id, *parent, *app;
	enum bg_named named;
};

#define NO BG_NAMED_NO
#define IN BG_NAMED_INDIRECT
#define EX BG_NAMED_EXACT

static const struct row rows[] = {
	/* word boundaries */
	{"- Removed `FOO`", "FOO", NULL, NULL, EX},
	{"- Removed FOO", "FOO", NULL, NULL, EX},
	{"- Removed `FOO`.", "FOO", NULL, NULL, EX},
	{"- Removed FOO, BAR", "FOO", NULL, NULL, EX},
	{"- Removed `FOO=1`", "FOO", NULL, NULL, EX},
	{"- Removed (FOO)", "FOO", NULL, NULL, EX},
	{"- `FOO`—gone", "FOO", NULL, NULL, EX},
	{"- Removed `FOO_BAR`", "FOO", NULL, NULL, NO},
	{"- Removed `MY_FOO`", "FOO", NULL, NULL, NO},
	{"- Removed `foo`", "FOO", NULL, NULL, NO},
	{"- Removed `FOO2`", "FOO", NULL, NULL, NO},
	{"- Removed `TEAM_IDS`", "TEAM_ID", NULL, NULL, NO},
	{"- Removed `TEAM_IDS` and `TEAM_ID`", "TEAM_ID", NULL, NULL, EX},
	{"- Removed TrackerResult", "core.TrackerResult", NULL, NULL, EX},
	{"- Removed `GenericTrackerResult`", "core.TrackerResult", NULL, NULL, NO},
	{"- Removed\n  `FOO`", "FOO", NULL, NULL, EX},
	{"- see [the docs](https://example.org/FOO)", "FOO", NULL, NULL, NO},
	{"- see [FOO](https://example.org/)", "FOO", NULL, NULL, EX},
	{"| Name | Why |\n|---|---|\n| `FOO` | unused |", "FOO", NULL, NULL, EX},
	{"`FOO` is gone.", "FOO", NULL, NULL, EX},
	/* common words */
	{"- errors are better now", "core.errors", NULL, NULL, NO},
	{"- Errors are better now", "core.Errors", NULL, NULL, NO},
	{"- Removed `errors`", "core.errors", NULL, NULL, EX},
	{"- Removed \"errors\"", "core.errors", NULL, NULL, EX},
	{"- Removed core.errors", "core.errors", NULL, NULL, EX},
	{"- the core errors", "core.errors", NULL, NULL, IN},
	{"- DEBUG is gone", "DEBUG", NULL, NULL, EX},
	{"- Debug is gone", "DEBUG", NULL, NULL, NO},
	{"- debug output", "DEBUG", NULL, NULL, NO},
	/* the app behind a module */
	{"- App `sync_tracker` is gone", "sync_tracker.services.save", NULL, NULL, IN},
	{"- The sync tracker is gone", "sync_tracker.services.save", NULL, NULL, IN},
	{"- Removed `run_sync_tracker`", "sync_tracker.services.save", NULL, NULL, NO},
	{"- The core is gone", "core.errors.classify", NULL, NULL, NO},
	/* owner and leaf */
	{"- `checks.database.latency_ms` is a float", "checks.database.latency_ms",
         "checks.database", NULL, EX},
	{"- `latency_ms` of the database check", "checks.database.latency_ms",
         "checks.database", NULL, EX},
	{"- database.latency_ms", "checks.database.latency_ms", "checks.database", NULL, EX},
	{"- Removed `latency_ms`", "checks.database.latency_ms", "checks.database", NULL, NO},
	{"- Removed `latency_ms` from the checks", "checks.database.latency_ms",
         "checks.database", NULL, IN},
	{"- Removed `database`", "checks.database.latency_ms", "checks.database", NULL, NO},
	{"- The database checks", "checks.database.latency_ms", "checks.database", NULL, NO},
	{"- `redis.latency_ms`, the database stays", "checks.database.latency_ms",
         "checks.database", NULL, NO},
	{"- `database`:\n  - `latency_ms` gone", "checks.database.latency_ms",
         "checks.database", NULL, EX},
	{"- `checks.database.latency_ms` gone", "checks.database", "checks", NULL, NO},
	{"- `checks.database` gone", "checks.database", "checks", NULL, EX},
	{"- The `ok` key of the database check", "checks.database.ok", "checks.database", NULL,
         EX},
	{"- The database is ok", "checks.database.ok", "checks.database", NULL, NO},
	{"- `minutes` of `tasks` is gone", "groups.*.tasks[].minutes", "groups.*.tasks", NULL,
         EX},
	{"- `interval-minutes` of `tasks`", "groups.*.tasks[].minutes", "groups.*.tasks", NULL,
         NO},
	{"- the tasks take minutes", "groups.*.tasks[].minutes", "groups.*.tasks", NULL, NO},
	{"- `Collector.run` is async", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, EX},
	{"- `Collector.run()` is async", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, EX},
	{"- `Other.run` is async, not `Collector`", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, NO},
	{"- `run` of `Collector` is async", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, EX},
	{"- the run of `Collector` is async", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, NO},
	{"- `Collector` was changed", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, NO},
	{"- `run` in the collectors", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, IN},
	{"- `Collector.runner` is new", "core.collectors.Collector.run",
         "core.collectors.Collector", NULL, NO},
	/* top-level names */
	{"- Removed `save_raw`", "tracker.sync_api.save_raw", NULL, NULL, EX},
	{"- Removed `sync_api.save_raw`", "tracker.sync_api.save_raw", NULL, NULL, EX},
	{"- Removed `tracker.sync_api.save_raw()`", "tracker.sync_api.save_raw", NULL, NULL,
         EX},
	{"- Removed `tracker.save_raw`", "tracker.sync_api.save_raw", NULL, NULL, EX},
	{"- Removed `other.sync_api.save_raw`", "tracker.sync_api.save_raw", NULL, NULL, IN},
	{"- Removed `save_raw_all`", "tracker.sync_api.save_raw", NULL, NULL, NO},
	{"- Reworked sync_api", "tracker.sync_api.save_raw", NULL, NULL, NO},
	/* flags, parameters, values, statuses */
	{"- `run_x --strict` is gone", "run_x --strict", "run_x", NULL, EX},
	{"- `run_x`: dropped `--strict`", "run_x --strict", "run_x", NULL, EX},
	{"- run_x lost its --strict flag", "run_x --strict", "run_x", NULL, EX},
	{"- `run_x --strict-mode` is gone", "run_x --strict", "run_x", NULL, NO},
	{"- Dropped `--strict`", "run_x --strict", "run_x", NULL, NO},
	{"- Dropped `run_x`", "run_x --strict", "run_x", NULL, NO},
	{"- `--strict-mode` of `run_x`", "run_x --strict", "run_x", NULL, NO},
	{"- `connect(timeout)` is gone", "net.api.connect(timeout)", "net.api.connect", NULL,
         EX},
	{"- `timeout` of `connect()` is gone", "net.api.connect(timeout)", "net.api.connect",
         NULL, EX},
	{"- a timeout of `connect()`", "net.api.connect(timeout)", "net.api.connect", NULL, NO},
	{"- `schedule=weekly`", "schedule=weekly", NULL, NULL, EX},
	{"- `weekly` as a `schedule` is gone", "schedule=weekly", NULL, NULL, EX},
	{"- the weekly schedule", "schedule=weekly", NULL, NULL, NO},
	{"- answers HTTP 503 now", "HTTP 503", NULL, NULL, EX},
	{"- answers HTTP 500 now", "HTTP 503", NULL, NULL, NO},
	/* families */
	{"- `TEAM_*` is gone", "TEAM_*", NULL, NULL, EX},
	{"- `TEAM_<id>` is gone", "TEAM_*", NULL, NULL, EX},
	{"- `TEAM_T012` is gone", "TEAM_*", NULL, NULL, EX},
	{"- `MY_TEAM_T012` is gone", "TEAM_*", NULL, NULL, NO},
	{"- `TEAM` is gone", "TEAM_*", NULL, NULL, IN},
	{"- `T_X` is gone", "T_*", NULL, NULL, EX},
	{"- `T` is gone", "T_*", NULL, NULL, NO},
	/* apps and distinctive words */
	{"- GitHub activity tracker rewritten", "fetch_x", NULL, "github_activity_tracker", IN},
	{"- `github-activity-tracker` rewritten", "fetch_x", NULL, "github_activity_tracker",
         IN},
	{"- activity tracker rewritten", "fetch_x", NULL, "github_activity_tracker", NO},
	{"- github_activity_trackers", "fetch_x", NULL, "github_activity_tracker", NO},
	{"- Redis is no longer used", "REDIS_CACHE_URL", NULL, NULL, IN},
	{"- Caching by redis-server", "REDIS_CACHE_URL", NULL, NULL, IN},
	{"- Rediscovered the cache", "REDIS_CACHE_URL", NULL, NULL, NO},
	{"- The cache URL", "REDIS_CACHE_URL", NULL, NULL, NO},
	{"- WG21 paper tracker is gone", "run_wg21_paper_tracker", NULL, NULL, IN},
	{"- nothing of interest", "FOO", NULL, NULL, NO},
};

static void
entry_names_by_words(void **state)
{
	struct bg_arena *arena = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct row *row = &rows[i];
		struct bg_attr app = {"app", row->app};
		struct bg_item item = {.kind = row->parent ? "key" : "name",
		                       .id = row->id,
		                       .parent = row->parent,
		                       .fact = &app,
		                       .nfact = row->app != NULL};
		struct bg_subject subject;
		enum bg_named got;

		if (bg_starts(row->id, "core."))
			item.kind = "member";
		bg_subject_make(&subject, arena, &item);
		got = bg_subject_named(&subject, ledger_entry(arena, "Changed", row->text));
		if (got == row->named)
			continue;
		print_error("%s / %s: %s, not %s\n", row->text, row->id, bg_named_word(got),
		            bg_named_word(row->named));
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

struct datum {
	const char *text, *kind, *id, *parent, *path;
	enum bg_named named;
};

#define TASKS "groups.*.tasks", "app/schedule_config.py"
#define CHECKS "checks", "config/health.py"

/* Keys, values, labels and codes: their file's name says what holds them, as people do. */
static const struct datum data[] = {
	{"- Tasks take a `limit`", "key", "groups.*.tasks[].limit", TASKS, EX},
	{"- each task may set `limit`", "key", "groups.*.tasks[].limit", TASKS, EX},
	{"- Schedule YAML: `limit` is gone", "key", "groups.*.tasks[].limit", TASKS, IN},
	{"- Schedule YAML: the limit is gone", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- Schedule YAML: `limits` is gone", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- `limit` is gone", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- the config lost `limit`", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- taskset and `limit`", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- `task-runner` has a `limit`", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- the schedule was reworked", "key", "groups.*.tasks[].limit", TASKS, NO},
	{"- The `redis` check is gone", "path", "checks.redis", CHECKS, EX},
	{"- health no longer shows `redis`", "path", "checks.redis", CHECKS, IN},
	{"- `/health/` lost `redis`", "path", "checks.redis", CHECKS, IN},
	{"- `/healthz/` lost `redis`", "path", "checks.redis", CHECKS, NO},
	{"- a statu of `redis`", "label", "status=redis", NULL, "a/b.py", NO},
	{"- `/health/` says `up`", "label", "status=up", NULL, "config/health.py", IN},
	{"- `/other/` says `up`", "label", "status=up", NULL, "config/health.py", NO},
	{"- answers HTTP 503 now", "status", "HTTP 503", NULL, "config/health.py", EX},
	{"- HTTP status `503` is gone", "status", "HTTP 503", NULL, "config/health.py", EX},
	{"- `GET /health/` no longer answers 503", "status", "HTTP 503", NULL,
         "config/health.py", IN},
	{"- health: 5031 rows", "status", "HTTP 503", NULL, "config/health.py", NO},
	{"- 503 rows", "status", "HTTP 503", NULL, "config/health.py", NO},
	{"- errors lost `run`", "method", "core.jobs.Job.run", "core.jobs.Job",
         "core/errors.py", NO},
};

static void
data_named_by_their_file_and_owner(void **state)
{
	struct bg_arena *arena = *state;
	size_t wrong = 0;

	for (size_t i = 0; i < sizeof(data) / sizeof(*data); i++) {
		const struct datum *d = &data[i];
		struct bg_item item = {.kind = d->kind, .id = d->id, .parent = d->parent};
		struct bg_subject subject;
		enum bg_named got;

		item.loc.path = d->path;
		bg_subject_make(&subject, arena, &item);
		got = bg_subject_named(&subject, ledger_entry(arena, "Changed", d->text));
		if (got == d->named)
			continue;
		print_error("%s / %s: %s, not %s\n", d->text, d->id, bg_named_word(got),
		            bg_named_word(d->named));
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

struct notice {
	const char *text, *kind, *id, *parent;
	bool announced;
};

static const struct notice notices[] = {
	{"- The health check `redis` has been deprecated.", "path", "checks.redis", "checks",
         true},
	{"- Deprecated: the task key `limit`.", "key", "groups.*.tasks[].limit",
         "groups.*.tasks", true},
	{"- Tasks: `limit` is deprecated.", "key", "groups.*.tasks[].limit", "groups.*.tasks",
         true},
	{"- The `redis` cache has been deprecated.", "path", "checks.redis", "checks", false},
	{"- The health check `redis` has been deprecated.", "path", "checks.mongo", "checks",
         false},
	{"- HTTP 503 is deprecated; look at `status`.", "status", "HTTP 503", NULL, true},
	{"- HTTP 500 is deprecated; expect 503.", "status", "HTTP 503", NULL, false},
};

static void
data_announced_by_their_owner(void **state)
{
	struct bg_arena *arena = *state;

	for (size_t i = 0; i < sizeof(notices) / sizeof(*notices); i++) {
		const struct notice *n = &notices[i];
		struct bg_item item = {.kind = n->kind, .id = n->id, .parent = n->parent};
		struct bg_subject subject;

		bg_subject_make(&subject, arena, &item);
		if (bg_entry_deprecates(ledger_entry(arena, "Changed", n->text), &subject) !=
		    n->announced)
			fail_msg("%s / %s: not %d", n->text, n->id, n->announced);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(subject_parts_by_shape_of_id),
		cmocka_unit_test(subject_hints_from_facts),
		cmocka_unit_test(entry_names_by_words),
		cmocka_unit_test(data_named_by_their_file_and_owner),
		cmocka_unit_test(data_announced_by_their_owner),
	};

	return cmocka_run_group_tests(tests, arena_open, arena_close);
}
