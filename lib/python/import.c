/* SPDX-License-Identifier: MIT */
/* import and from … import. */
#include "python/parser.h"

static const char *
share(struct bg_py_parser *p, const char *s, size_t n)
{
	const struct bg_py_word *word = bg_py_words_get(p->words, p->arena, s, n);

	if (!word)
		bg_py_fail(p, "too many names with the same hash");
	return word ? word->text : "";
}

/* a.b.c as one name */
static const char *
parse_dotted(struct bg_py_parser *p)
{
	const char *name = bg_py_identifier(p, "a module");
	struct bg_buf whole = {.arena = p->arena};

	if (!bg_py_is(p, BG_TOK_DOT))
		return name;
	bg_buf_puts(&whole, name);
	while (bg_py_take(p, BG_TOK_DOT)) {
		bg_buf_putc(&whole, '.');
		bg_buf_puts(&whole, bg_py_identifier(p, "a name behind '.'"));
	}
	return share(p, whole.bytes, whole.n);
}

static void
push_alias(struct bg_py_parser *p, struct bg_py_at at, const char *name)
{
	const char *asname = NULL;
	struct bg_py_node *node;

	if (bg_py_take(p, BG_TOK_AS))
		asname = bg_py_identifier(p, "a name behind 'as'");
	node = bg_py_make(p, BG_PY_ALIAS, at);
	node->alias.name = name;
	node->alias.asname = asname;
	bg_py_push(p, node);
}

struct bg_py_node *
bg_py_import(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at, first;
	const struct bg_py_list *names;
	struct bg_py_node *node;
	size_t top = p->top;

	bg_py_next(p);
	do {
		first = p->tok.at;
		push_alias(p, first, parse_dotted(p));
	} while (bg_py_take(p, BG_TOK_COMMA));
	names = bg_py_seal(p, top);
	node = bg_py_make(p, BG_PY_IMPORT, at);
	node->import.names = names;
	return node;
}

static void
push_names(struct bg_py_parser *p)
{
	bool group = bg_py_take(p, BG_TOK_LPAR);
	struct bg_py_at at;

	for (;;) {
		at = p->tok.at;
		push_alias(p, at, bg_py_identifier(p, "a name to import"));
		if (!bg_py_take(p, BG_TOK_COMMA) || (group && bg_py_is(p, BG_TOK_RPAR)))
			break;
	}
	if (group)
		bg_py_expect(p, BG_TOK_RPAR);
}

struct bg_py_node *
bg_py_import_from(struct bg_py_parser *p)
{
	struct bg_py_at at = p->tok.at, star;
	const struct bg_py_list *names;
	const char *module = NULL;
	struct bg_py_node *node;
	size_t top = p->top;
	uint32_t level = 0;

	bg_py_next(p);
	for (; bg_py_is(p, BG_TOK_DOT) || bg_py_is(p, BG_TOK_ELLIPSIS); bg_py_next(p))
		level += bg_py_is(p, BG_TOK_DOT) ? 1 : 3;
	if (!level || !bg_py_is(p, BG_TOK_IMPORT))
		module = parse_dotted(p);
	bg_py_expect(p, BG_TOK_IMPORT);
	star = p->tok.at;
	if (bg_py_take(p, BG_TOK_STAR)) {
		node = bg_py_make(p, BG_PY_ALIAS, star);
		node->alias.name = share(p, "*", 1);
		bg_py_push(p, node);
	} else {
		push_names(p);
	}
	names = bg_py_seal(p, top);
	node = bg_py_make(p, BG_PY_IMPORT_FROM, at);
	node->import.module = module;
	node->import.names = names;
	node->import.level = level;
	return node;
}
