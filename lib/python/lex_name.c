/* SPDX-License-Identifier: MIT */
/* Names with characters beyond ASCII. */
#include "python/parser.h"

const char *
bg_py_lex_name(struct bg_py_parser *p, const char *from, struct bg_py_at at)
{
	(void)at;
	return bg_strndup(p->arena, from, (size_t)(p->lex.p - from));
}
