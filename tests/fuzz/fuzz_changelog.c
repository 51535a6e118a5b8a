/* SPDX-License-Identifier: MIT */
/* Changelogs from any bytes: every entry asked about some subjects. */
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "ledger/naming.h"

/* Ids of all shapes; plain ones, so that short inputs can hold them. */
static const char *const ids[] = {
	"A",      "A_B",    "A_*", "a.b.c", "a.B.c",      "g.*.t[].m", "r --s", "a.f(x)", "s=w",
	"HTTP 5", "d/e.py", "/",   "",      "deprecated", "a.",        ".a",    "()",     "=",
};

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
check_entry(struct bg_arena *arena, const struct bg_changelog *log, const struct bg_entry *e)
{
	demand(bg_changelog_has(log, e->key));
	demand(e->heading && e->parent && e->block);
	for (size_t i = 0; i < e->block->nspan; i++)
		demand(e->block->span[i].from <= e->block->span[i].to &&
		       e->block->span[i].to <= strlen(e->block->text));
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		struct bg_item item = {.kind = "name", .id = ids[i]};
		struct bg_subject subject;

		bg_subject_make(&subject, arena, &item);
		bg_entry_deprecates(e, &subject);
		bg_entry_reprieves(e, &subject);
		bg_subject_named(&subject, e);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {.path = "fuzz", .n = n, .id = "id"};
	struct bg_limits limits;
	struct bg_changelog log;
	struct bg_err err = {0};

	bg_limits_init(&limits);
	limits.v[BG_LIMIT_NODES] = 20000;
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	if (bg_changelog_parse(&log, arena, &limits, &blob, &err) == 0)
		for (size_t i = 0; i < log.nsection; i++) {
			demand(log.section[i].line <= log.section[i].last);
			for (size_t k = 0; k < log.section[i].nentry; k++)
				check_entry(arena, &log, &log.section[i].entry[k]);
		}
	else
		demand(err.code == BG_ELIMIT);
	bg_arena_free(arena);
	return 0;
}
