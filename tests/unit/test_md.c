/* SPDX-License-Identifier: MIT */
/* Markdown: fixtures against their blocks, limits at their edges, hostile shapes. */
#include "parse/md.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/files.h"

struct result {
	struct bg_arena *arena;
	struct bg_limits limits;
	struct bg_md md;
	struct bg_err err;
	int rc;
};

static int
setup(void **state)
{
	struct result *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	r->arena = bg_arena_new();
	bg_limits_init(&r->limits);
	*state = r;
	return 0;
}

static int
teardown(void **state)
{
	struct result *r = *state;

	bg_arena_free(r->arena);
	free(r);
	return 0;
}

static void
parse_bytes(struct result *r, const char *bytes, size_t n)
{
	struct bg_blob blob = {.path = "file.md", .bytes = bytes, .n = n, .id = "id"};

	memset(&r->err, 0, sizeof(r->err));
	memset(&r->md, 0, sizeof(r->md));
	r->rc = bg_md_parse(&r->md, r->arena, &r->limits, &blob, &r->err);
}

static const char *
dump_span(struct bg_buf *out, const struct bg_md_block *b, const struct bg_md_span *s)
{
	assert_true(s->from <= s->to && s->to <= strlen(b->text));
	bg_buf_printf(out, "\t%u %s %zu-%zu %.*s", s->line,
	              s->type == BG_MD_LINK ? "link" : "code", s->from, s->to,
	              (int)(s->to - s->from), b->text + s->from);
	if (s->target)
		bg_buf_printf(out, " -> %s", s->target);
	bg_buf_putc(out, '\n');
	return bg_buf_str(out);
}

/* One line a block, one indented line a span. */
static const char *
dump(struct result *r)
{
	static const char *const type[] = {"heading", "entry", "paragraph", "cell"};
	struct bg_buf out = {.arena = r->arena};
	const struct bg_md_block *b;

	for (size_t i = 0; i < r->md.nblock; i++) {
		b = &r->md.block[i];
		bg_buf_printf(&out, "%u-%u %s", b->line, b->last, type[b->type]);
		if (b->type == BG_MD_CELL)
			bg_buf_printf(&out, " %zu.%zu.%zu", b->table, b->row, b->column);
		else if (b->level)
			bg_buf_printf(&out, " %u", b->level);
		bg_buf_printf(&out, ": %s\n", b->text);
		for (size_t j = 0; j < b->nspan; j++)
			dump_span(&out, b, &b->span[j]);
	}
	return bg_buf_str(&out);
}

static void
gives(struct result *r, const char *text, const char *blocks)
{
	parse_bytes(r, text, strlen(text));
	if (r->rc)
		fail_msg("%s: %s", text, r->err.text);
	assert_string_equal(dump(r), blocks);
}

static void
refuses(struct result *r, const char *text, unsigned line, const char *part)
{
	parse_bytes(r, text, strlen(text));
	assert_int_equal(r->rc, -1);
	assert_int_equal(r->err.code, BG_ELIMIT);
	assert_string_equal(r->err.path, "file.md");
	assert_int_equal(r->err.line, line);
	if (!strstr(r->err.text, part))
		fail_msg("'%s' lacks '%s'", r->err.text, part);
	assert_int_equal(r->md.nblock, 0);
}

/* n times unit, between head and tail. */
static const char *
repeat(struct result *r, const char *head, const char *unit, size_t n, const char *tail)
{
	struct bg_buf out = {.arena = r->arena};

	bg_buf_puts(&out, head);
	for (size_t i = 0; i < n; i++)
		bg_buf_puts(&out, unit);
	bg_buf_puts(&out, tail);
	return bg_buf_str(&out);
}

static void
fixtures_give_their_blocks(void **state)
{
	struct result *r = *state;
	const char *bytes, *path, *blocks;
	glob_t found;
	size_t n;

	assert_int_equal(glob("fixtures/md/*.md", 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 8);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		path = found.gl_pathv[i];
		bytes = support_output(r->arena, &n, "cat %s", path);
		blocks = support_output(r->arena, NULL, "cat %.*s.blocks",
		                        (int)strlen(path) - 3, path);
		parse_bytes(r, bytes, n);
		assert_int_equal(r->rc, 0);
		if (strcmp(dump(r), blocks) != 0)
			fail_msg("%s gives\n%s", path, dump(r));
	}
	globfree(&found);
}

static void
blanks_join_once(void **state)
{
	gives(*state, "a  b \t c\nd\\\ne   \nf", "1-4 paragraph: a b c d e f\n");
	gives(*state, "a ![b](c) d ![e](f)", "1-1 paragraph: a d\n");
	gives(*state, "a<br>b<BR/>c<br />d<bra>e", "1-1 paragraph: a b c de\n");
	gives(*state, "`a  b` ` `",
	      "1-1 paragraph: a  b  \n\t1 code 0-4 a  b\n\t1 code 5-6  \n");
	gives(*state, "[a ![b](c)](d)", "1-1 paragraph: a\n\t1 link 0-1 a -> d\n");
}

static void
blocks_without_text_are_left_out(void **state)
{
	gives(*state, "![a](b)\n\n- \n- <!-- c -->\n\n[a]: b\n", "");
	gives(*state, "# ![a](b)\n", "1-1 heading 1: \n");
	gives(*state, "- \n- - a\n-\n", "2-2 entry 1: \n2-2 entry 2: a\n");
	gives(*state, "- - ```\n", "");
}

static void
last_row_may_lack_its_newline(void **state)
{
	gives(*state, "a|b\n-|-", "1-1 cell 0.0.0: a\n1-1 cell 0.0.1: b\n");
	gives(*state, "x\na|b\n-|-\nc|d",
	      "1-1 paragraph: x\n2-2 cell 0.0.0: a\n2-2 cell 0.0.1: b\n"
	      "4-4 cell 0.1.0: c\n4-4 cell 0.1.1: d\n");
}

static void
line_limit_is_exact(void **state)
{
	struct result *r = *state;

	r->limits.v[BG_LIMIT_LINE] = 10;
	gives(r, "1234567890\n1234567890\r\n1234567890",
	      "1-3 paragraph: 1234567890 1234567890 1234567890\n");
	refuses(r, "a\r\n1234567890\r12345678901", 3, "'line-length'");
}

static void
depth_limit_is_exact(void **state)
{
	struct result *r = *state;
	size_t most = r->limits.v[BG_LIMIT_DEPTH];

	parse_bytes(r, repeat(r, "", ">", most, "a\n"), most + 2);
	assert_int_equal(r->rc, 0);
	assert_int_equal(r->md.nblock, 1);
	refuses(r, repeat(r, "\n", ">", most + 1, "a\n"), 2, "'nesting'");
	parse_bytes(r, repeat(r, "", "- ", most, "a\n"), 2 * most + 2);
	assert_int_equal(r->rc, 0);
	assert_int_equal(r->md.block[r->md.nblock - 1].level, most);
	refuses(r, repeat(r, "", "+ ", most + 1, "a\n"), 1, "'nesting'");
	refuses(r, repeat(r, "", "1. > ", most / 2 + 1, "a\n"), 1, "'nesting'");
	gives(r, repeat(r, "```\n", "> ", most * 4, "a\n```\n"), "");
	r->limits.v[BG_LIMIT_DEPTH] = 1;
	gives(r, "- a\n\n> b\n", "1-1 entry 1: a\n3-3 paragraph: b\n");
	refuses(r, "- a\n  - b\n", 2, "'nesting'");
}

static void
node_limit_is_exact(void **state)
{
	struct result *r = *state;

	r->limits.v[BG_LIMIT_NODES] = 4; /* document, list, item, paragraph */
	gives(r, "- a", "1-1 entry 1: a\n");
	refuses(r, "- a\n- b", 2, "'nodes'");
}

/* cmark-gfm takes minutes to hours, or all memory, for each of these. */
static void
hostile_shapes_end(void **state)
{
	static const struct {
		const char *head, *unit;
		size_t n;
		const char *tail, *part;
	} row[] = {
		{"", ">", 100000, "\n", "nesting"},
		{"", "> ", 100000, "a", "nesting"},
		{"", "+ ", 100000, "a", "nesting"},
		{"", "1) > ", 40000, "", "nesting"},
		{"a <?", "<?", 100000, "", "entangled"},
		{"a <!X", " <!X\n", 100000, "", "entangled"},
		{"a ", "<![CDATA[ ", 26000, "]]>", "entangled"},
		{"", "![[]()", 40000, "", "entangled"},
		{"", "![[]()\n", 40000, "", "entangled"},
		{"", "a@", 100000, "", "entangled"},
		{"", "mailto:a@b.c ", 20000, "", "entangled"},
		{"", "|", 200000, "\n", "entangled"},
		{"a|\n", "-|-|-\n", 20000, "", "entangled"},
		{"> a ", "<!A\n>", 40000, "", "entangled"},
		{"", "-->\r", 60000, "|-|", "entangled"},
		{"", "_www.", 40000, "", "entangled"},
		{"", "://<", 40000, "", "entangled"},
		{"[a]: b\n\n", "c[a]* ", 40000, "", "entangled"},
		{"[a]: b\n\n", "c[a]~ ", 40000, "", "entangled"},
		{"", "a|a\n-|-|-\n", 50000, "", "entangled"},
	};
	struct result *r = *state;

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		const char *text = repeat(r, row[i].head, row[i].unit, row[i].n, row[i].tail);

		parse_bytes(r, text, strlen(text));
		assert_int_equal(r->rc == 0, r->err.code != BG_ELIMIT);
		if (r->rc == 0 || !strstr(r->err.text, row[i].part))
			fail_msg("row %zu: %d '%s'", i, r->rc, r->err.text);
	}
}

static void
hostile_shapes_over_lines_end(void **state)
{
	struct result *r = *state;
	const char *deep = repeat(r, "", "+ ", 1000, "a\n"), *wide, *far;

	refuses(r, repeat(r, deep, "\n", 1000000, ""), 99876, "'nesting'");
	refuses(r, repeat(r, repeat(r, "", ">", 10000, "a\n"), "a\n", 100000, ""), 9376,
	        "'nesting'");
	refuses(r, repeat(r, repeat(r, "", ">", 10000, "a\n"), "a ", 100000, ""), 2,
	        "'nesting'");
	wide = repeat(r, repeat(r, "", "|a", 1000, "|\n"), "|-", 1000, "|\n");
	refuses(r, repeat(r, wide, "|\n", 500000, ""), 1958, "entangled");
	far = repeat(r, "[a]: ", "u", 200000, "\n\n");
	refuses(r, repeat(r, far, "[a]\n", 100000, ""), 0, "entangled");
	assert_non_null(strstr(r->err.hint, "link definitions"));
}

/* Shapes that cmark takes in its stride must not be refused with the others. */
static void
large_texts_are_read(void **state)
{
	static const struct {
		const char *head, *unit;
		size_t n, blocks;
	} row[] = {
		{"", "- Fix `a` of [#1](https://example.org/1) by @me, thanks\n", 50000, 50000},
		{"", "[1.2.3]: https://example.org/compare/v1.2.2...v1.2.3\n", 20000, 0},
		{"", "## [1.0.0] - 2026-01-02\n### Added\n- a\n", 20000, 60000},
		{"|a|b|c|\n|-|-|-|\n", "| `a` | ![b](c) | [d](e) <!-- f --> |\n", 4000, 12003},
		{"", "\n", 1000000, 0},
		{"", "[", 200000, 1},
		{"", "*a ", 80000, 1},
		{"", "**a **", 40000, 1},
		{"", "[a_b](c_d) snake_case_word ", 9000, 1},
		{"- a\n", "    - `b` **c** [d](https://www.example.org)\n", 4000, 4001},
		{"", "a`b``c```", 20000, 1},
		{"```php\n", "<?php echo 1 ?>\n<!DOCTYPE html>\n", 50000, 0},
	};
	struct result *r = *state;

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
		const char *text = repeat(r, row[i].head, row[i].unit, row[i].n, "");

		parse_bytes(r, text, strlen(text));
		if (r->rc != 0 || r->md.nblock != row[i].blocks)
			fail_msg("row %zu: %zu blocks, '%s'", i, r->md.nblock, r->err.text);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(fixtures_give_their_blocks),
		TEST(blanks_join_once),
		TEST(blocks_without_text_are_left_out),
		TEST(last_row_may_lack_its_newline),
		TEST(line_limit_is_exact),
		TEST(depth_limit_is_exact),
		TEST(node_limit_is_exact),
		TEST(hostile_shapes_end),
		TEST(hostile_shapes_over_lines_end),
		TEST(large_texts_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
