/* SPDX-License-Identifier: MIT */
/* Failures of a parse, and places to come back to. */
#include "python/parser.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

static const char *const words[BG_NTOKS] = {
	[BG_TOK_EOF] = "the end of the file",
	[BG_TOK_ERROR] = "an error",
	[BG_TOK_NEWLINE] = "the end of the line",
	[BG_TOK_INDENT] = "an indented block",
	[BG_TOK_DEDENT] = "the end of the block",
	[BG_TOK_NAME] = "a name",
	[BG_TOK_NUMBER] = "a number",
	[BG_TOK_STRING] = "a string",
	[BG_TOK_FSTRING] = "a string",
#define _(id, text) [BG_TOK_##id] = "'" text "'",
#include "python/tokens.def"
};

const char *
bg_py_tok_word(enum bg_tok type)
{
	return words[type];
}

static void __attribute__((format(printf, 3, 0)))
fail(struct bg_py_parser *p, struct bg_py_at at, const char *fmt, va_list ap)
{
	char text[256];

	p->tok.type = BG_TOK_ERROR;
	p->tok.name = NULL;
	if (p->err->code != BG_OK)
		return;
	vsnprintf(text, sizeof(text), fmt, ap);
	bg_fail_at(p->err, BG_ESYNTAX, p->path, at.line, at.column + 1, "%s", text);
}

void
bg_py_fail(struct bg_py_parser *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail(p, p->tok.at, fmt, ap);
	va_end(ap);
}

void
bg_py_fail_at(struct bg_py_parser *p, struct bg_py_at at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fail(p, at, fmt, ap);
	va_end(ap);
}

void
bg_py_expected(struct bg_py_parser *p, const char *what)
{
	if (bg_py_is(p, BG_TOK_NAME) && p->tok.name)
		bg_py_fail(p, "expected %s, found '%.60s'", what,
		           bg_printable(p->arena, p->tok.name));
	else
		bg_py_fail(p, "expected %s, found %s", what, words[p->tok.type]);
}

void
bg_py_expect(struct bg_py_parser *p, enum bg_tok type)
{
	if (bg_py_is(p, type))
		bg_py_next(p);
	else if (!bg_py_failed(p))
		bg_py_expected(p, words[type]);
}

bool
bg_py_enter(struct bg_py_parser *p)
{
	if (p->depth < BG_PY_DEPTH) {
		p->depth++;
		return true;
	}
	bg_py_fail(p, "more than %d levels of expressions", BG_PY_DEPTH);
	return false;
}

void
bg_py_mark(const struct bg_py_parser *p, struct bg_py_mark *mark)
{
	mark->lex = p->lex;
	mark->tok = p->tok;
	mark->last_end = p->last_end;
	mark->top = p->top;
	mark->depth = p->depth;
	mark->block_depth = p->block_depth;
	mark->err = *p->err;
}

void
bg_py_return(struct bg_py_parser *p, const struct bg_py_mark *mark, struct bg_err *failure)
{
	*failure = *p->err;
	p->lex = mark->lex;
	p->tok = mark->tok;
	p->last_end = mark->last_end;
	p->top = mark->top;
	p->depth = mark->depth;
	p->block_depth = mark->block_depth;
	*p->err = mark->err;
}
