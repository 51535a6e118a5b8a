/* SPDX-License-Identifier: MIT */
/* Changelogs from any bytes: every entry asked about some subjects, every section cut out. */
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"
#include "ledger/draft.h"
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

/* A section's text lies in the file, and a draft keeps all of its bytes. */
static void
check_text(struct bg_arena *arena, const struct bg_changelog *log, const struct bg_blob *blob)
{
	static const struct bg_wanted wanted = {BG_CAT_ADDED, "`NEW_X`"};
	struct bg_drafted out;
	const char *text;
	size_t n;

	for (size_t i = 0; i < log->nsection; i++) {
		text = bg_section_text(&n, log, &log->section[i], blob);
		demand(text >= blob->bytes && n <= blob->n &&
		       text <= blob->bytes + (blob->n - n));
	}
	bg_draft_make(&out, arena, blob, log, &wanted, 1);
	demand(out.nfile > blob->n && *out.text);
	bg_draft_make(&out, arena, blob, log, &wanted, 0);
	demand(out.nfile == blob->n && memcmp(out.file, blob->bytes, blob->n) == 0);
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
	if (bg_changelog_parse(&log, arena, &limits, &blob, &err) == 0) {
		for (size_t i = 0; i < log.nsection; i++) {
			demand(log.section[i].line <= log.section[i].last);
			for (size_t k = 0; k < log.section[i].nentry; k++)
				check_entry(arena, &log, &log.section[i].entry[k]);
		}
		check_text(arena, &log, &blob);
	} else {
		demand(err.code == BG_ELIMIT);
	}
	bg_arena_free(arena);
	return 0;
}
