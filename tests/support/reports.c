/* SPDX-License-Identifier: MIT */
/* Hand-made reports. */
#include "support/reports.h"

#include <string.h>

#define N(a) (sizeof(a) / sizeof(*(a)))

const char sample_hostile[] = "::error::x##[error]y <script>alert(1)</script> [a](//b) ![c](//d) "
			      "\" onclick='e' | </details> ::error::x\033[31mred\007\r\nfake: PASS\xE2\x80\xAE"
			      "gnp\xC2\x9B\xFF\xC0\x80\t\xE2\x81\xA6z\x7F";

static const struct bg_revision base = {
	.name = "v0.2.0",
	.commit = "0123456789abcdef0123456789abcdef01234567",
	.date = "2026-01-10",
	.day = 20463,
	.is_tag = true,
	.has_version = true,
	.version = {0, 2, 0, "", ""},
};
static const struct bg_revision target = {
	.name = "v0.3.0",
	.commit = "89abcdef0123456789abcdef0123456789abcdef",
	.date = "2026-02-01",
	.day = 20485,
	.is_tag = true,
	.has_version = true,
	.version = {0, 3, 0, "", ""},
};

static const char *const schedule_files[] = {"config/boost_collector_schedule.yaml",
                                             "config/boost_collector_schedule.yaml.example"};
static const char *const env_files[] = {".env.example"};
static const struct bg_surface surfaces[] = {
	{"commands", "yaml-values", BG_TIER_A, schedule_files, 2, 11, 0, 1, 0, 0},
	{"env", "dotenv", BG_TIER_A, env_files, 1, 124, 1, 2, 0, 0},
	{"health", "json-response", BG_TIER_A, NULL, 0, 0, 0, 0, 0, 0},
	{"runner-flags", "argparse", BG_TIER_A, NULL, 0, 7, 0, 0, 1, 1},
	{"services", "exports", BG_TIER_B, NULL, 0, 0, 0, 0, 0, 0},
};

static const struct bg_finding findings[] = {
	{.rule = "command-removed",
         .surface = "commands",
         .item = "run_wg21_paper_tracker",
         .level = BG_ERROR,
         .bump = BG_MAJOR,
         .status = BG_OPEN,
         .children = 2,
         .message = "scheduled command 'run_wg21_paper_tracker' was removed from "
                    "config/boost_collector_schedule.yaml",
         .why = "operators who run the command by name get an error",
         .fix = "keep the command as an alias of its successor, or announce the deprecation of "
                "'run_wg21_paper_tracker' in the CHANGELOG one release before it goes",
         .was = {"config/boost_collector_schedule.yaml", 12},
         .named = BG_NAMED_INDIRECT,
         .changelog = {"CHANGELOG.md", 14},
         .entry = "WG21: paper tracking was reworked.",
         .fingerprint = "00112233445566aa"},
	{.rule = "env-removed",
         .surface = "env",
         .item = "REDIS_CACHE_URL",
         .level = BG_ERROR,
         .bump = BG_MAJOR,
         .status = BG_OPEN,
         .since = "v0.2.0",
         .message = "environment variable 'REDIS_CACHE_URL' is no longer documented in "
                    ".env.example",
         .why = "deployments that set the variable would lose its effect without a word",
         .fix = "keep 'REDIS_CACHE_URL' in the file",
         .was = {".env.example", 40},
         .named = BG_NAMED_NO,
         .fingerprint = "00112233445566ab"},
	{.rule = "changelog-section-undated",
         .level = BG_ERROR,
         .status = BG_OPEN,
         .message = "the section of 0.3.0 in CHANGELOG.md has no date",
         .why = "the date tells users how long they have known of a deprecation",
         .fix = "write the heading as '## [0.3.0] - 2026-02-01'",
         .now = {"CHANGELOG.md", 7},
         .fingerprint = "00112233445566ac"},
	{.rule = "default-changed",
         .surface = "runner-flags",
         .item = "run_scheduled_collectors --strict",
         .level = BG_WARNING,
         .status = BG_OPEN,
         .message = "the default of '--strict' is 'True' now; it was 'False'",
         .why = "a run without the flag behaves differently",
         .fix = NULL,
         .was = {"runner/management/commands/run_scheduled_collectors.py", 31},
         .now = {"runner/management/commands/run_scheduled_collectors.py", 33},
         .fingerprint = "00112233445566ad"},
	{.rule = "env-removed",
         .surface = "env",
         .item = "OLD_TOKEN",
         .level = BG_ERROR,
         .bump = BG_MINOR,
         .status = BG_ANNOUNCED,
         .since = "v0.1.0",
         .message = "environment variable 'OLD_TOKEN' is no longer documented in .env.example",
         .why = "deployments that set the variable would lose its effect without a word",
         .fix = NULL,
         .was = {".env.example", 3},
         .named = BG_NAMED_EXACT,
         .changelog = {"CHANGELOG.md", 12},
         .entry = "Removed OLD_TOKEN.",
         .fingerprint = "00112233445566ae"},
	{.rule = "env-added",
         .surface = "env",
         .item = "NEW_NAME",
         .level = BG_INFO,
         .bump = BG_MINOR,
         .status = BG_ALLOWED,
         .message = "environment variable 'NEW_NAME' is new in .env.example",
         .why = "operators may set a new variable",
         .fix = "release it in a MINOR version",
         .now = {".env.example", 12},
         .named = BG_NAMED_EXACT,
         .changelog = {"CHANGELOG.md", 10},
         .entry = "Added NEW_NAME.",
         .fingerprint = "00112233445566af"},
	{.rule = "option-removed",
         .surface = "runner-flags",
         .item = "run_scheduled_collectors --dry",
         .level = BG_ERROR,
         .bump = BG_MAJOR,
         .status = BG_WAIVED,
         .waiver = "never worked in production",
         .message = "option '--dry' was removed",
         .why = "a call with it fails",
         .fix = NULL,
         .was = {"runner/management/commands/run_scheduled_collectors.py", 44},
         .fingerprint = "00112233445566b0"},
};

static const struct bg_note notes[] = {
	{"runner-flags",
         {"runner/management/commands/run_scheduled_collectors.py", 50},
         "dynamic options cannot be read",
         NULL},
	{NULL, {NULL, 0}, "the pack's surface 'health' is not read by this version", NULL},
};
static const char *const ignored[] = {"latest", "v2"};

static struct bg_report
start(enum bg_document type)
{
	return (struct bg_report){
		.type = type,
		.base = &base,
		.target = &target,
		.base_why = "the greatest stable release below the target",
		.policy_source = "built-in",
		.policy_pack = "django-service",
		.surface = surfaces,
		.nsurface = N(surfaces),
		.note = notes,
		.nnote = N(notes),
		.ignored_tag = ignored,
		.nignored = N(ignored),
	};
}

struct bg_report
sample_check(void)
{
	struct bg_report r = start(BG_DOC_CHECK);

	r.verdict = BG_FAIL;
	r.declares = r.requires = true;
	r.declared = BG_MINOR;
	r.required = BG_MAJOR;
	r.next_version = "1.0.0";
	r.finding = findings;
	r.nfinding = N(findings);
	return r;
}

struct bg_report
sample_pass(void)
{
	struct bg_report r = start(BG_DOC_CHECK);

	r.verdict = BG_PASS;
	r.declares = r.requires = true;
	r.declared = r.required = BG_MINOR;
	r.next_version = "0.3.0";
	r.finding = &findings[3];
	r.nfinding = 4;
	return r;
}

static const struct bg_attr flag_attr[] = {{"default", "True"}, {"type", "str"}};
static const struct bg_item items[] = {
	{.kind = "name", .id = "NEW_NAME", .loc = {".env.example", 12}},
	{.kind = "name", .id = "OLD_TOKEN", .loc = {".env.example", 3}},
	{.kind = "option",
         .id = "run_scheduled_collectors --strict",
         .attr = flag_attr,
         .nattr = N(flag_attr),
         .loc = {"runner/management/commands/run_scheduled_collectors.py", 33}},
};
static const char *const item_surfaces[] = {"env", "env", "runner-flags"};

struct bg_report
sample_diff(void)
{
	static const struct bg_change changes[] = {
		{.op = BG_ADDED, .surface = "env", .now = &items[0]},
		{.op = BG_REMOVED, .surface = "env", .was = &items[1], .children = 3},
		{.op = BG_CHANGED,
	         .surface = "runner-flags",
	         .was = &items[2],
	         .now = &items[2],
	         .attr = "default",
	         .from = "False",
	         .to = "True"},
		{.op = BG_CHANGED,
	         .surface = "runner-flags",
	         .was = &items[2],
	         .now = &items[2],
	         .attr = "type",
	         .to = "str"},
	};
	struct bg_report r = start(BG_DOC_DIFF);

	r.change = changes;
	r.nchange = N(changes);
	return r;
}

struct bg_report
sample_surface(void)
{
	struct bg_report r = start(BG_DOC_SURFACE);

	r.base = NULL;
	r.base_why = NULL;
	r.item = items;
	r.item_surface = item_surfaces;
	r.nitem = N(items);
	return r;
}

struct bg_report
sample_unjudged(void)
{
	static const struct bg_note cause[] = {
		{NULL,
	         {"config/health.py", 7},
	         "object 12ab is missing; run 'git fetch --refetch'",
	         NULL},
	};

	return (struct bg_report){
		.type = BG_DOC_CHECK, .verdict = BG_UNJUDGED, .note = cause, .nnote = N(cause)};
}

struct bg_report
sample_attack(enum bg_document type)
{
#define X sample_hostile
	static const struct bg_revision rev = {
		.name = X,
		.commit = "89abcdef0123456789abcdef0123456789abcdef",
		.date = "2026-02-01",
		.is_tag = true,
		.version = {0, 0, 0, "", ""}};
	static const char *const names[] = {X, X};
	static const struct bg_attr attr[] = {{X, X}};
	static const struct bg_item bad[] = {
		{.kind = X, .id = X, .attr = attr, .nattr = 1, .loc = {X, 1}}};
	static const struct bg_surface one[] = {
		{X, "dotenv", BG_TIER_A, names, 2, 1, 1, 0, 0, 0},
		{X, "dotenv", BG_TIER_A, names, 2, 0, 0, 0, 0, 0}};
	static const struct bg_finding found[] = {
		{.rule = "env-removed",
	         .surface = X,
	         .item = X,
	         .level = BG_ERROR,
	         .bump = BG_MAJOR,
	         .message = X,
	         .why = X,
	         .fix = X,
	         .was = {X, 1},
	         .now = {X, 2},
	         .since = X,
	         .named = BG_NAMED_INDIRECT,
	         .changelog = {X, 3},
	         .entry = X,
	         .fingerprint = "00112233445566aa"},
		{.rule = "env-removed",
	         .surface = X,
	         .item = X,
	         .level = BG_ERROR,
	         .bump = BG_MAJOR,
	         .status = BG_WAIVED,
	         .message = X,
	         .why = X,
	         .waiver = X,
	         .fingerprint = "00112233445566aa"},
	};
	static const struct bg_change change[] = {{.op = BG_CHANGED,
	                                           .surface = X,
	                                           .was = bad,
	                                           .now = bad,
	                                           .attr = X,
	                                           .from = X,
	                                           .to = X},
	                                          {.op = BG_REMOVED, .surface = X, .was = bad}};
	static const struct bg_deprecation gone[] = {{.item = bad,
	                                              .surface = X,
	                                              .stage = BG_WAITING,
	                                              .since = X,
	                                              .entry = X,
	                                              .note = {X, 4},
	                                              .marker = X,
	                                              .promised = X,
	                                              .instead = X,
	                                              .removable = X,
	                                              .not_before = X,
	                                              .wait = 2}};
	static const struct bg_note note[] = {{X, {X, 9}, X, NULL}};
	static const struct bg_release row[] = {
		{.revision = {.name = X,
	                      .commit = "0a",
	                      .date = "2026-01-10",
	                      .version = {1, 0, 0, "", ""}},
	         .base = X,
	         .verdict = BG_FAIL},
		{.revision = {.name = X, .version = {2, 0, 0, X, X}},
	         .base = X,
	         .verdict = BG_UNJUDGED,
	         .cause = X},
	};
	static const struct bg_waived waived[] = {{X, X, X, X, X, X, X, X, &found[0], {X, 9}}};
	static const struct bg_span promise[] = {
		{X, X, X, BG_TIER_A, 0, 1, 0, true, {X, 9}},
		{X, X, X, BG_TIER_A, 1, 2, 0, false, {NULL, 0}},
	};
	struct bg_report r = start(type);

	r.base = r.target = &rev;
	r.base_why = r.target_why = r.policy_source = r.policy_pack = X;
	r.surface = one;
	r.nsurface = 2;
	r.note = note;
	r.nnote = 1;
	r.ignored_tag = names;
	r.nignored = 2;
	if (type == BG_DOC_CHECK || type == BG_DOC_CHANGELOG) {
		r.verdict = BG_FAIL;
		r.requires = r.declares = true;
		r.required = BG_MAJOR;
		r.next_version = X;
		r.finding = found;
		r.nfinding = 2;
	}
	r.change = change;
	r.nchange = type == BG_DOC_DIFF ? 2 : 0;
	r.item = bad;
	r.item_surface = names;
	r.nitem = type == BG_DOC_SURFACE;
	r.waived = waived;
	r.nwaived = type == BG_DOC_WAIVERS;
	if (type == BG_DOC_HISTORY) {
		r.release = row;
		r.nrelease = 2;
		r.promise = promise;
		r.npromise = 2;
	}
	r.deprecation = gone;
	r.ndeprecation = type == BG_DOC_DEPRECATIONS;
	return r;
#undef X
}

static int
keep(void *data, const char *bytes, size_t n)
{
	bg_buf_add(data, bytes, n);
	return 0;
}

struct bg_sink
sink_memory(struct bg_buf *buf)
{
	return (struct bg_sink){keep, buf};
}

static int
refuse(void *data, const char *bytes, size_t n)
{
	size_t *room = data;

	(void)bytes;
	if (n > *room)
		return -1;
	*room -= n;
	return 0;
}

struct bg_sink
sink_full(size_t *room)
{
	return (struct bg_sink){refuse, room};
}

const char *
sample_write(struct bg_arena *arena, const struct bg_report *report, const char *format)
{
	struct bg_style style = {.columns = 80};
	struct bg_buf out = {.arena = arena};
	struct bg_sink sink = sink_memory(&out);
	struct bg_err err = {0};

	if (bg_report_write(report, format, &style, &sink, &err) != 0)
		return err.text[0] ? bg_strdup(arena, err.text) : "failed without a word";
	return bg_buf_str(&out);
}
