/* SPDX-License-Identifier: MIT */
/* Markdown from any bytes: what holds for every block, whatever it came from. */
#include "parse/md.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fuzz/fuzz.h"

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
check_spans(const struct bg_md_block *b, unsigned lines)
{
	size_t n = strlen(b->text);

	for (size_t i = 0; i < b->nspan; i++) {
		demand(b->span[i].from <= b->span[i].to && b->span[i].to <= n);
		demand(i == 0 || b->span[i - 1].from <= b->span[i].from);
		demand((b->span[i].type == BG_MD_LINK) == (b->span[i].target != NULL));
		demand(b->span[i].line >= 1 && b->span[i].line <= lines);
	}
}

static void
check_block(const struct bg_md_block *b, unsigned lines)
{
	size_t n = strlen(b->text);

	demand(bg_utf8_check(b->text, n) == n);
	demand(b->line >= 1 && b->line <= b->last && b->last <= lines);
	demand((b->level > 0) == (b->type == BG_MD_HEADING || b->type == BG_MD_ENTRY));
	demand(b->type != BG_MD_HEADING || b->level <= 6);
	demand(b->type != BG_MD_PARAGRAPH || n > 0);
	check_spans(b, lines);
}

/* Lines as cmark counts them, and the one behind the last newline. */
static unsigned
count_lines(const char *bytes, size_t n)
{
	unsigned lines = 1;

	for (size_t i = 0; i < n; i++)
		lines += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
	return lines;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct bg_arena *arena = bg_arena_new();
	struct bg_blob blob = {.path = "fuzz", .n = n, .id = "id"};
	struct bg_limits limits;
	struct bg_md md = {0};
	struct bg_err err = {0};

	bg_limits_init(&limits);
	blob.bytes = bg_strndup(arena, (const char *)data, n);
	if (bg_md_parse(&md, arena, &limits, &blob, &err) < 0)
		demand(err.code == BG_ELIMIT && err.text[0] && md.nblock == 0);
	for (size_t i = 0; i < md.nblock; i++)
		check_block(&md.block[i], count_lines(blob.bytes, n));
	bg_arena_free(arena);
	return 0;
}
