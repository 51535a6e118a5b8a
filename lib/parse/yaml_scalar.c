/* SPDX-License-Identifier: MIT */
/* PyYAML's implicit resolvers (resolver.py), each regular expression as one function. */
#include "parse/yaml_scalar.h"

#include <stdint.h>
#include <string.h>

#include "base/words.h"

static bool
is_one_of(const char *text, size_t n, const char *const *word)
{
	for (; *word; word++)
		if (strlen(*word) == n && memcmp(*word, text, n) == 0)
			return true;
	return false;
}

/* The functions below take [p, end) and give the end of what they matched. */

static const char *
skip_sign(const char *p, const char *end)
{
	return p < end && (*p == '-' || *p == '+') ? p + 1 : p;
}

static const char *
skip_set(const char *p, const char *end, const char *set)
{
	while (p < end && *p && strchr(set, *p))
		p++;
	return p;
}

static const char *
skip_digits(const char *p, const char *end)
{
	return skip_set(p, end, "0123456789");
}

/* [0-9][0-9_]*, or p itself. */
static const char *
skip_number(const char *p, const char *end)
{
	return p < end && bg_is_digit(*p) ? skip_set(p, end, "0123456789_") : p;
}

/* (?::[0-5]?[0-9])+, or p itself. */
static const char *
skip_sixties(const char *p, const char *end)
{
	while (end - p >= 2 && p[0] == ':' && bg_is_digit(p[1]))
		p += p[1] <= '5' && end - p >= 3 && bg_is_digit(p[2]) ? 3 : 2;
	return p;
}

/* A number of digits between low and high, or NULL. */
static const char *
take_digits(const char *p, const char *end, size_t low, size_t high)
{
	size_t n = 0;

	if (!p)
		return NULL;
	while (n < high && p + n < end && bg_is_digit(p[n]))
		n++;
	return n < low ? NULL : p + n;
}

static const char *
take(const char *p, const char *end, const char *set)
{
	return p && p < end && *p && strchr(set, *p) ? p + 1 : NULL;
}

static bool
is_int(const char *p, const char *end)
{
	const char *q;

	p = skip_sign(p, end);
	if (p == end)
		return false;
	if (*p != '0') {
		q = skip_number(p, end);
		return q > p && skip_sixties(q, end) == end;
	}
	if (++p == end)
		return true;
	if (*p == 'b')
		return p + 1 < end && skip_set(p + 1, end, "01_") == end;
	if (*p == 'x')
		return p + 1 < end && skip_set(p + 1, end, "0123456789abcdefABCDEF_") == end;
	return skip_set(p, end, "01234567_") == end;
}

/* (?:[eE][-+][0-9]+)?$ */
static bool
is_exponent(const char *p, const char *end)
{
	if (p == end)
		return true;
	p = take(take(p, end, "eE"), end, "-+");
	return p && p < end && skip_digits(p, end) == end;
}

static bool
is_float(const char *text, const char *end)
{
	static const char *const inf[] = {".inf", ".Inf", ".INF", NULL};
	static const char *const nan[] = {".nan", ".NaN", ".NAN", NULL};
	const char *p = skip_sign(text, end), *q;

	if (is_one_of(p, (size_t)(end - p), inf))
		return true;
	if (is_one_of(text, (size_t)(end - text), nan))
		return true;
	if (text < end && *text == '.') {
		q = skip_number(text + 1, end);
		return q > text + 1 && is_exponent(q, end);
	}
	q = skip_number(p, end);
	if (q == p)
		return false;
	if (q < end && *q == '.')
		return is_exponent(skip_set(q + 1, end, "0123456789_"), end);
	p = skip_sixties(q, end);
	return p > q && p < end && *p == '.' && skip_set(p + 1, end, "0123456789_") == end;
}

/* (?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?$ */
static bool
is_zone(const char *p, const char *end)
{
	if (p == end)
		return true;
	p = skip_set(p, end, " \t");
	if (end - p == 1 && *p == 'Z')
		return true;
	p = take_digits(take(p, end, "-+"), end, 1, 2);
	if (!p || p == end)
		return p != NULL;
	return take_digits(take(p, end, ":"), end, 2, 2) == end;
}

static bool
is_date(const char *text, const char *end)
{
	const char *p = take(take_digits(text, end, 4, 4), end, "-");

	p = take(take_digits(p, end, 2, 2), end, "-");
	return take_digits(p, end, 2, 2) == end;
}

static bool
is_timestamp(const char *text, const char *end)
{
	const char *p = take(take_digits(text, end, 4, 4), end, "-"), *hour;

	if (is_date(text, end))
		return true;
	p = take(take_digits(p, end, 1, 2), end, "-");
	p = take_digits(p, end, 1, 2);
	hour = take(p, end, "Tt");
	if (!hour && take(p, end, " \t"))
		hour = skip_set(p, end, " \t");
	p = take(take_digits(hour, end, 1, 2), end, ":");
	p = take(take_digits(p, end, 2, 2), end, ":");
	p = take_digits(p, end, 2, 2);
	if (p && p < end && *p == '.')
		p = skip_digits(p + 1, end);
	return p && is_zone(p, end);
}

enum bg_node_type
bg_yaml_resolve(const char *text)
{
	static const char *const null[] = {"", "~", "null", "Null", "NULL", NULL};
	static const char *const boolean[] = {
		"yes", "Yes", "YES",   "true",  "True",  "TRUE", "on",  "On",  "ON", "no",
		"No",  "NO",  "false", "False", "FALSE", "off",  "Off", "OFF", NULL};
	size_t n = strlen(text);

	/* Python's '$' also stands before a last newline. */
	if (n > 1 && text[n - 1] == '\n')
		n--;
	if (is_one_of(text, n, null))
		return BG_NODE_NULL;
	if (is_one_of(text, n, boolean))
		return BG_NODE_BOOL;
	if (is_int(text, text + n))
		return BG_NODE_INT;
	if (is_float(text, text + n))
		return BG_NODE_FLOAT;
	return is_timestamp(text, text + n) ? BG_NODE_TIMESTAMP : BG_NODE_STRING;
}

enum bg_node_type
bg_yaml_tagged(const char *tag)
{
	static const struct {
		const char *tag;
		enum bg_node_type type;
	} row[] = {
		{BG_YAML_TAG "null", BG_NODE_NULL},
		{BG_YAML_TAG "bool", BG_NODE_BOOL},
		{BG_YAML_TAG "int", BG_NODE_INT},
		{BG_YAML_TAG "float", BG_NODE_FLOAT},
		{BG_YAML_TAG "timestamp", BG_NODE_TIMESTAMP},
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		if (strcmp(row[i].tag, tag) == 0)
			return row[i].type;
	return BG_NODE_STRING;
}

/* Adds one digit in a base; false when 64 bits are not enough. */
static bool
add_digit(uint64_t *value, uint64_t base, uint64_t digit)
{
	if (*value > (UINT64_MAX - digit) / base)
		return false;
	*value = *value * base + digit;
	return true;
}

static bool
read_digits(const char *p, unsigned base, uint64_t *value)
{
	static const char hex[] = "0123456789abcdef";
	const char *digit;

	for (*value = 0; *p; p++) {
		if (*p == '_')
			continue;
		digit = strchr(hex, bg_lower(*p));
		if (!digit || digit - hex >= (ptrdiff_t)base)
			return false;
		if (!add_digit(value, base, (uint64_t)(digit - hex)))
			return false;
	}
	return true;
}

static bool
read_sixties(const char *p, uint64_t *value)
{
	uint64_t part = 0, sum = 0;

	for (;; p++) {
		if (*p == ':' || *p == '\0') {
			if (!add_digit(&sum, 60, part))
				return false;
			part = 0;
		} else if (*p != '_') {
			if (!bg_is_digit(*p) || !add_digit(&part, 10, (uint64_t)(*p - '0')))
				return false;
		}
		if (*p == '\0')
			break;
	}
	*value = sum;
	return true;
}

static bool
read_int(const char *text, uint64_t *value)
{
	const char *p = text + (*text == '-' || *text == '+');

	if (strchr(p, ':'))
		return read_sixties(p, value);
	if (p[0] == '0' && (p[1] == 'b' || p[1] == 'x'))
		return read_digits(p + 2, p[1] == 'b' ? 2 : 16, value);
	return read_digits(p, p[0] == '0' ? 8 : 10, value);
}

const char *
bg_yaml_canonical(struct bg_arena *arena, const struct bg_node *scalar)
{
	const char *text = scalar->text;
	uint64_t value;

	switch (scalar->type) {
	case BG_NODE_NULL:
		return "null";
	case BG_NODE_BOOL:
		if (bg_yaml_resolve(text) != BG_NODE_BOOL)
			return text;
		return strchr("yYtT", *text) || bg_lower(text[1]) == 'n' ? "true" : "false";
	case BG_NODE_INT:
		if (!read_int(text, &value))
			return text;
		return bg_strf(arena, "%s%ju", *text == '-' && value ? "-" : "",
		               (uintmax_t)value);
	case BG_NODE_FLOAT:
	case BG_NODE_STRING:
	case BG_NODE_TIMESTAMP:
	case BG_NODE_SEQUENCE:
	case BG_NODE_MAPPING:
		break;
	}
	return text;
}
