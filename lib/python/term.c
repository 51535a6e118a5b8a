/* SPDX-License-Identifier: MIT */
/* Terms of types, made in their one canonical form. */
#include "python/term.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

const char *
bg_py_quoted(struct bg_arena *arena, const char *text, size_t n)
{
	struct bg_buf buf = {.arena = arena};
	size_t length;
	unsigned char c;

	bg_buf_putc(&buf, '\'');
	for (size_t i = 0; i < n; i += length) {
		c = (unsigned char)text[i];
		length = bg_utf8_length(text + i, n - i);
		if (length > 1) {
			bg_buf_add(&buf, text + i, length);
			continue;
		}
		length = 1;
		if (c == '\'' || c == '\\')
			bg_buf_printf(&buf, "\\%c", c);
		else if (c == '\n')
			bg_buf_puts(&buf, "\\n");
		else if (c >= ' ' && c <= '~')
			bg_buf_putc(&buf, (char)c);
		else
			bg_buf_printf(&buf, "\\x%02x", c);
	}
	bg_buf_putc(&buf, '\'');
	return bg_buf_str(&buf);
}

bool
bg_term_is(const struct bg_py_term *term, const char *name)
{
	return term->kind == BG_TERM_NAME && strcmp(term->name, name) == 0;
}

static struct bg_py_term *
make(struct bg_arena *arena, enum bg_term_kind kind, const char *name)
{
	struct bg_py_term *term = bg_alloc(arena, sizeof(*term));

	term->kind = kind;
	term->name = name;
	term->text = name;
	return term;
}

const struct bg_py_term *
bg_term_unknown(struct bg_arena *arena, const char *source)
{
	struct bg_py_term *term = make(arena, BG_TERM_UNKNOWN, source);

	term->text = bg_strf(arena, "?%s", bg_py_quoted(arena, source, strlen(source)));
	return term;
}

const struct bg_py_term *
bg_term_value(struct bg_arena *arena, const char *text)
{
	return make(arena, BG_TERM_VALUE, text);
}

const struct bg_py_term *
bg_term_dots(struct bg_arena *arena)
{
	return make(arena, BG_TERM_DOTS, "...");
}

/* The term with its parts and its text, unless that is too long. */
static const struct bg_py_term *
finish(struct bg_arena *arena, struct bg_py_term *term, const struct bg_py_terms *parts,
       const char *const *around)
{
	struct bg_buf buf = {.arena = arena};

	bg_buf_puts(&buf, around[0]);
	for (size_t i = 0; i < parts->n && buf.n <= BG_TERM_TEXT; i++) {
		bg_buf_puts(&buf, i ? around[1] : "");
		bg_buf_puts(&buf, parts->v[i]->text);
	}
	bg_buf_puts(&buf, around[2]);
	if (buf.n > BG_TERM_TEXT)
		return bg_term_unknown(arena, "too large a type");
	term->v = (const struct bg_py_term *const *)parts->v;
	term->n = parts->n;
	term->text = bg_buf_str(&buf);
	return term;
}

const struct bg_py_term *
bg_term_list(struct bg_arena *arena, const struct bg_py_terms *of)
{
	static const char *const around[] = {"[", ", ", "]"};

	return finish(arena, make(arena, BG_TERM_LIST, "["), of, around);
}

const struct bg_py_term *
bg_term_star(struct bg_arena *arena, const struct bg_py_term *of)
{
	static const char *const around[] = {"*", "", ""};
	struct bg_py_terms parts = {0};

	*bg_list_add(arena, &parts) = of;
	return finish(arena, make(arena, BG_TERM_STAR, "*"), &parts, around);
}

/* By text, None last. */
static int
compare(const void *a, const void *b)
{
	const struct bg_py_term *p = *(const struct bg_py_term *const *)a;
	const struct bg_py_term *q = *(const struct bg_py_term *const *)b;
	bool first = bg_term_is(p, "None"), second = bg_term_is(q, "None");

	return first != second ? first - second : strcmp(p->text, q->text);
}

static void
sort(struct bg_py_terms *list)
{
	size_t n = 0;

	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), compare);
	for (size_t i = 0; i < list->n; i++)
		if (!n || strcmp(list->v[n - 1]->text, list->v[i]->text) != 0)
			list->v[n++] = list->v[i];
	list->n = n;
}

static const struct bg_py_term *
bracketed(struct bg_arena *arena, const char *name, const struct bg_py_terms *args)
{
	const char *around[] = {bg_strf(arena, "%s[", name), ", ", "]"};
	struct bg_py_term *term = make(arena, BG_TERM_NAME, name);

	if (!args->n)
		around[0] = bg_strf(arena, "%s[()", name);
	term->brackets = true;
	return finish(arena, term, args, around);
}

/* What is in a Literal: values, each once; None is a type of its own. */
static const struct bg_py_term *
literal(struct bg_arena *arena, const struct bg_py_terms *args)
{
	struct bg_py_terms values = {0}, both = {0};
	bool none = false;

	for (size_t i = 0; i < args->n; i++) {
		if (args->v[i]->kind == BG_TERM_VALUE && strcmp(args->v[i]->name, "None") == 0)
			none = true;
		else
			*bg_list_add(arena, &values) = args->v[i];
	}
	sort(&values);
	if (none)
		*bg_list_add(arena, &both) = bg_term_name(arena, "None", NULL);
	if (values.n)
		*bg_list_add(arena, &both) = bracketed(arena, "Literal", &values);
	return both.n == 1 ? both.v[0] : bg_term_union(arena, &both);
}

/* The members of all unions below; the values of all Literals apart. */
static void
flatten(struct bg_arena *arena, const struct bg_py_terms *of, struct bg_py_terms *out,
        struct bg_py_terms *values)
{
	const struct bg_py_term *t;
	struct bg_py_terms inner;

	for (size_t i = 0; i < of->n; i++) {
		t = of->v[i];
		if (t->kind == BG_TERM_UNION) {
			inner = (struct bg_py_terms){0};
			for (size_t k = 0; k < t->n; k++)
				*bg_list_add(arena, &inner) = t->v[k];
			flatten(arena, &inner, out, values);
		} else if (bg_term_is(t, "Literal") && t->brackets) {
			for (size_t k = 0; k < t->n; k++)
				*bg_list_add(arena, values) = t->v[k];
		} else {
			*bg_list_add(arena, out) = t;
		}
	}
}

const struct bg_py_term *
bg_term_union(struct bg_arena *arena, const struct bg_py_terms *of)
{
	static const char *const around[] = {"", " | ", ""};
	struct bg_py_terms members = {0}, values = {0};

	flatten(arena, of, &members, &values);
	if (values.n) {
		sort(&values);
		*bg_list_add(arena, &members) = bracketed(arena, "Literal", &values);
	}
	sort(&members);
	if (!members.n)
		return bg_term_name(arena, "Never", NULL);
	if (members.n == 1)
		return members.v[0];
	return finish(arena, make(arena, BG_TERM_UNION, "|"), &members, around);
}

/* Arguments that say nothing: "list[Any]" is "list", "Generator[int, None]" is "…[int]". */
static size_t
telling(const char *name, const struct bg_py_terms *args)
{
	size_t n = args->n;
	bool generator = strcmp(name, "Generator") == 0 || strcmp(name, "AsyncGenerator") == 0;

	while (generator && n > 1 && bg_term_is(args->v[n - 1], "None"))
		n--;
	if (strcmp(name, "tuple") == 0)
		return n == 2 && bg_term_is(args->v[0], "Any") &&
		                       args->v[1]->kind == BG_TERM_DOTS
		               ? SIZE_MAX
		               : n;
	for (size_t i = 0; i < n; i++)
		if (!bg_term_is(args->v[i], "Any") && args->v[i]->kind != BG_TERM_DOTS)
			return n;
	return n ? SIZE_MAX : 0;
}

const struct bg_py_term *
bg_term_name(struct bg_arena *arena, const char *name, const struct bg_py_terms *args)
{
	struct bg_py_terms kept;
	size_t n = args ? telling(name, args) : SIZE_MAX;

	if (!args || n == SIZE_MAX)
		return make(arena, BG_TERM_NAME, name);
	if (strcmp(name, "Literal") == 0 && args->n)
		return literal(arena, args);
	kept = *args;
	kept.n = n;
	return bracketed(arena, name, &kept);
}
