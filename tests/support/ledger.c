/* SPDX-License-Identifier: MIT */
/* Changelogs and subjects from strings. */
#include "support/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct bg_changelog *
ledger_parse(struct bg_arena *arena, const char *text)
{
	struct bg_changelog *log = bg_alloc(arena, sizeof(*log));
	struct bg_blob blob = {.path = "CHANGELOG.md", .bytes = text, .id = "1"};
	struct bg_limits limits;
	struct bg_err err = {0};

	bg_limits_init(&limits);
	blob.n = strlen(text);
	if (bg_changelog_parse(log, arena, &limits, &blob, &err) != 0) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return log;
}

const struct bg_entry *
ledger_entry(struct bg_arena *arena, const char *heading, const char *text)
{
	const struct bg_changelog *log;

	log = ledger_parse(arena, bg_strf(arena, "## 1.0.0\n\n%s%s\n\n%s\n",
	                                  *heading ? "### " : "", heading, text));
	if (log->nsection != 1 || !log->section[0].nentry) {
		fprintf(stderr, "no entry in: %s\n", text);
		abort();
	}
	return &log->section[0].entry[log->section[0].nentry - 1];
}

struct bg_subject
ledger_subject(struct bg_arena *arena, const char *id, const char *parent)
{
	struct bg_item item = {.kind = "name", .id = id, .parent = parent};
	struct bg_subject subject;

	bg_subject_make(&subject, arena, &item);
	return subject;
}
