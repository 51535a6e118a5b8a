/* SPDX-License-Identifier: MIT */
/* TOML's numbers, booleans, dates and times: checked, and kept as they are written. */
#include "parse/toml_reader.h"

struct span {
	const char *s, *end;
};

/* Passes over one of two characters; false where neither stands. */
static bool
take(struct span *p, char a, char b)
{
	if (p->s == p->end || (*p->s != a && *p->s != b))
		return false;
	p->s++;
	return true;
}

static bool
is_digit_of(char c, unsigned base)
{
	if (base == 16)
		return bg_is_digit(c) || (bg_lower(c) >= 'a' && bg_lower(c) <= 'f');
	return c >= '0' && c < (char)('0' + base);
}

/* One or more digits, with single '_' between them. */
static bool
take_digits(struct span *p, unsigned base)
{
	if (p->s == p->end || !is_digit_of(*p->s, base))
		return false;
	while (p->s < p->end && is_digit_of(*p->s, base)) {
		p->s++;
		if (p->end - p->s > 1 && *p->s == '_' && is_digit_of(p->s[1], base))
			p->s++;
	}
	return true;
}

/* As many digits, as a number from least to most. */
static bool
take_field(struct span *p, int digits, unsigned least, unsigned most, unsigned *out)
{
	*out = 0;
	for (int i = 0; i < digits; i++) {
		if (p->s == p->end || !bg_is_digit(*p->s))
			return false;
		*out = *out * 10 + (unsigned)(*p->s++ - '0');
	}
	return *out >= least && *out <= most;
}

static bool
is_based(struct span p)
{
	static const struct {
		char letter;
		unsigned base;
	} bases[] = {{'x', 16}, {'o', 8}, {'b', 2}};

	if (!take(&p, '0', '0'))
		return false;
	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++)
		if (take(&p, bases[i].letter, bases[i].letter))
			return take_digits(&p, bases[i].base) && p.s == p.end;
	return false;
}

/* "12", "1_000", "+1.5", "-1e-3", "inf"; *real tells a float. */
static bool
is_decimal(struct span p, bool *real)
{
	*real = false;
	take(&p, '+', '-');
	if (p.end - p.s == 3 && (memcmp(p.s, "inf", 3) == 0 || memcmp(p.s, "nan", 3) == 0)) {
		*real = true;
		return true;
	}
	if (!take(&p, '0', '0') && !take_digits(&p, 10))
		return false;
	if (take(&p, '.', '.')) {
		*real = true;
		if (!take_digits(&p, 10))
			return false;
	}
	if (take(&p, 'e', 'E')) {
		*real = true;
		take(&p, '+', '-');
		if (!take_digits(&p, 10))
			return false;
	}
	return p.s == p.end;
}

static bool
take_date(struct span *p)
{
	static const unsigned days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	unsigned year, month, day;

	if (!take_field(p, 4, 0, 9999, &year) || !take(p, '-', '-') ||
	    !take_field(p, 2, 1, 12, &month) || !take(p, '-', '-') ||
	    !take_field(p, 2, 1, 31, &day))
		return false;
	if (month == 2 && day == 29)
		return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return day <= days[month - 1];
}

static bool
take_clock(struct span *p)
{
	unsigned field;

	if (!take_field(p, 2, 0, 23, &field) || !take(p, ':', ':') ||
	    !take_field(p, 2, 0, 59, &field) || !take(p, ':', ':') ||
	    !take_field(p, 2, 0, 60, &field))
		return false;
	if (!take(p, '.', '.'))
		return true;
	if (!take_field(p, 1, 0, 9, &field))
		return false;
	while (p->s < p->end && bg_is_digit(*p->s))
		p->s++;
	return true;
}

/* "1979-05-27", "07:32:00", or both with 'T' or ' ' between them and perhaps an offset. */
static bool
is_moment(struct span p)
{
	struct span clock = p;
	unsigned field;

	if (take_clock(&clock) && clock.s == clock.end)
		return true;
	if (!take_date(&p))
		return false;
	if (p.s == p.end)
		return true;
	if (!(take(&p, 'T', 't') || take(&p, ' ', ' ')) || !take_clock(&p))
		return false;
	if (take(&p, '+', '-')) {
		if (!take_field(&p, 2, 0, 23, &field) || !take(&p, ':', ':') ||
		    !take_field(&p, 2, 0, 59, &field))
			return false;
	} else {
		take(&p, 'Z', 'z');
	}
	return p.s == p.end;
}

static bool
is_part(char c)
{
	return bg_is_alpha(c) || bg_is_digit(c) || (c && strchr("+-_.:", c));
}

/* A blank between a date and a time belongs to them. */
static struct span
find_end(const char *s)
{
	enum { DATE = 10 };
	struct span p = {s, s};

	while (is_part(*p.end))
		p.end++;
	if (p.end - s == DATE && s[4] == '-' && *p.end == ' ' && bg_is_digit(p.end[1]) &&
	    bg_is_digit(p.end[2]) && p.end[3] == ':')
		for (p.end++; is_part(*p.end);)
			p.end++;
	return p;
}

/* What a text is; false for what is no value. */
static bool
tell_type(struct span p, enum bg_node_type *type)
{
	size_t n = (size_t)(p.end - p.s);
	bool real;

	*type = BG_NODE_INT;
	if ((n == 4 && memcmp(p.s, "true", 4) == 0) ||
	    (n == 5 && memcmp(p.s, "false", 5) == 0)) {
		*type = BG_NODE_BOOL;
		return true;
	}
	if (is_decimal(p, &real)) {
		*type = real ? BG_NODE_FLOAT : BG_NODE_INT;
		return true;
	}
	if (is_moment(p)) {
		*type = BG_NODE_TIMESTAMP;
		return true;
	}
	return is_based(p);
}

struct bg_node *
bg_toml_scalar(struct bg_toml *t)
{
	struct span p = find_end(t->s);
	enum bg_node_type type;
	const char *text = bg_strndup(t->arena, p.s, (size_t)(p.end - p.s));
	struct bg_node *node;

	if (!tell_type(p, &type)) {
		if (*text)
			bg_toml_fail(t, "'%s' is no value", text);
		else
			bg_toml_fail(t, "a value is missing");
		return NULL;
	}
	node = bg_toml_make(t, type);
	if (!node)
		return NULL;
	node->text = text;
	t->s = p.end;
	return node;
}
