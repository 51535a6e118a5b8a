/* SPDX-License-Identifier: MIT */
/* Python source parsed for a test. */
#include "support/python.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <setjmp.h>

#include <cmocka.h>

void
python_parse(struct python_case *c, const char *bytes, size_t n, enum bg_py_mode mode)
{
	struct bg_blob blob = {.path = "case.py", .n = n, .id = "0"};

	memset(c, 0, sizeof(*c));
	c->arena = bg_arena_new();
	bg_limits_init(&c->limits);
	blob.bytes = bg_strndup(c->arena, bytes, n);
	c->rc = bg_py_parse(&c->module, c->arena, &c->limits, &blob, mode, &c->err);
}

void
python_parse_text(struct python_case *c, const char *text)
{
	python_parse(c, text, strlen(text), BG_PY_WHOLE);
}

char *
python_slurp(struct bg_arena *arena, const char *path, size_t *n)
{
	struct bg_buf bytes = {.arena = arena};
	FILE *file = fopen(path, "rb");
	char part[65536];
	size_t got;

	if (!file)
		return NULL;
	while ((got = fread(part, 1, sizeof(part), file)) > 0)
		bg_buf_add(&bytes, part, got);
	fclose(file);
	*n = bytes.n;
	return bytes.n ? bytes.bytes : bg_strdup(arena, "");
}

void
python_parse_file(struct python_case *c, const char *path, enum bg_py_mode mode)
{
	struct bg_arena *arena = bg_arena_new();
	size_t n = 0;
	char *bytes = python_slurp(arena, path, &n);

	assert_non_null(bytes);
	python_parse(c, bytes, n, mode);
	bg_arena_free(arena);
}

void
python_free(struct python_case *c)
{
	bg_arena_free(c->arena);
}

const char *
python_dump(struct python_case *c, enum bg_py_places places)
{
	struct bg_buf out = {.arena = c->arena};

	if (c->rc)
		return bg_strf(c->arena, "error %u:%u: %s\n", c->err.line, c->err.column,
		               c->err.text);
	bg_py_dump(&out, &c->module, c->arena, places);
	return bg_buf_str(&out);
}
