/* SPDX-License-Identifier: MIT */
/* Names with characters beyond ASCII: which ones may stand in them. */
#include "python/parser.h"

struct run {
	uint32_t first, last, value;
};

static const struct run letters[] = {
#define _(first, last, start) {first, last, start},
#include "python/letters.def"
};

static const struct run *
find(const struct run *runs, size_t n, uint32_t c)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (c > runs[middle].last)
			low = middle + 1;
		else if (c < runs[middle].first)
			high = middle;
		else
			return &runs[middle];
	}
	return NULL;
}

uint32_t
bg_py_take_point(const char **s)
{
	unsigned char a = (unsigned char)*(*s)++;
	uint32_t c = a;
	int tails = a < 0x80 ? 0 : a < 0xE0 ? 1 : a < 0xF0 ? 2 : 3;

	if (tails)
		c &= 0x3Fu >> tails;
	for (; tails; tails--)
		c = c << 6 | ((unsigned char)*(*s)++ & 0x3F);
	return c;
}

static bool
is_letter(uint32_t c, bool first)
{
	const struct run *run;

	if (c < 0x80)
		return true;
	run = find(letters, sizeof(letters) / sizeof(*letters), c);
	return run && (run->value || !first);
}

const char *
bg_py_lex_name(struct bg_py_parser *p, const char *from, struct bg_py_at at)
{
	struct bg_buf name = {.arena = p->arena};
	const char *s = from, *begin;
	uint32_t c;

	while (s < p->lex.p) {
		begin = s;
		c = bg_py_take_point(&s);
		if (!is_letter(c, begin == from)) {
			at.column += (uint32_t)(begin - from);
			bg_py_fail_at(p, at, "unexpected character U+%04X", (unsigned)c);
			return "?";
		}
	}
	bg_py_normal(p->arena, &name, from, s);
	return bg_buf_str(&name);
}
