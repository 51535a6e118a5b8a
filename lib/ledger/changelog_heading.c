/* SPDX-License-Identifier: MIT */
/* Which headings open a release: a version or "Unreleased" and next to nothing else. */
#include "ledger/changelog_heading.h"

#include <string.h>

#include "base/words.h"
#include "ledger/when.h"
#include "model/version.h"

/* Advances over a word (of letters, in any case) with nothing of a word behind it. */
static bool
take_word(const char **s, const char *word)
{
	size_t n = strlen(word);

	if (!bg_starts_fold(*s, word) || bg_is_word((*s)[n]) ||
	    ((*s)[n] == '-' && bg_is_word((*s)[n + 1])))
		return false;
	*s += n;
	return true;
}

static const char *
skip_blanks(const char *s)
{
	while (bg_is_space(*s))
		s++;
	return s;
}

/* Emoji and punctuation in front of a heading say nothing; '[' and digits do. */
static const char *
skip_ornament(const char *s)
{
	while (*s && *s != '[' && !bg_is_digit(*s) && !bg_is_alpha(*s))
		s++;
	return s;
}

/* "1.2" behind an optional 'v'. */
static bool
starts_version(const char *s)
{
	if (*s == 'v' || *s == 'V')
		s++;
	if (!bg_is_digit(*s))
		return false;
	while (bg_is_digit(*s))
		s++;
	return s[0] == '.' && bg_is_digit(s[1]);
}

/* "rc1", "a2", "beta", "dev0": how Python spells candidates. */
static bool
is_python_pre(const char *s, size_t n)
{
	static const char *const word[] = {"alpha", "beta", "preview", "pre", "rc",
	                                   "dev",   "a",    "b",       "c"};
	size_t m;

	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++) {
		m = strlen(word[i]);
		if (n < m || memcmp(s, word[i], m) != 0)
			continue;
		while (m < n && bg_is_digit(s[m]))
			m++;
		if (m == n)
			return true;
	}
	return false;
}

static bool
is_four_part(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!bg_is_digit(s[i]) && s[i] != '.')
			return false;
	return true;
}

/*
 * Reads a token of n bytes that starts_version(). False when it is not one at
 * all ("3.8x"); has_version stays false for what SemVer cannot say ("1.2.3.4").
 */
static bool
read_version(struct bg_release_heading *out, struct bg_arena *arena, const char *s, size_t n)
{
	const char *tail, *text, *join = "";
	size_t left;

	out->parts = 1;
	for (tail = s; tail < s + n; tail++) {
		if (*tail == '.' && out->parts < 3 && bg_is_digit(tail[1]))
			out->parts++;
		else if (!bg_is_digit(*tail))
			break;
	}
	left = n - (size_t)(tail - s);
	text = bg_strf(arena, "%.*s%s", (int)(n - left), s, out->parts == 2 ? ".0" : "");
	if (left && *tail != '-' && *tail != '+') {
		if (is_four_part(s, n) || bg_starts(tail, ".post"))
			return true;
		left -= *tail == '.';
		tail += *tail == '.';
		join = "-";
		if (!is_python_pre(tail, left))
			return false;
	}
	text = bg_strf(arena, "%s%s%.*s", text, join, (int)left, tail);
	out->has_version = bg_version_parse(&out->version, arena, text, strlen(text));
	return out->has_version || is_four_part(s, n);
}

static bool
is_version_byte(char c)
{
	return bg_is_digit(c) || bg_is_alpha(c) || c == '.' || c == '-' || c == '+';
}

/* The version at *s, behind an optional 'v'; advances *s over it and a bracket. */
static bool
take_version(struct bg_release_heading *out, struct bg_arena *arena, const char **s)
{
	const char *start = *s + (**s == 'v' || **s == 'V'), *end = start;

	while (is_version_byte(*end))
		end++;
	while (end > start && (end[-1] == '.' || end[-1] == '-'))
		end--;
	if (end - start > 255 || (*end && bg_is_word(*end) && !((unsigned char)*end & 0x80)))
		return false;
	if (!read_version(out, arena, start, (size_t)(end - start)))
		return false;
	*s = end + (*end == ']');
	return true;
}

/* The one word that may stand before a version; advances *s behind it. */
static void
take_product(struct bg_release_heading *out, struct bg_arena *arena, const char **s)
{
	const char *start = *s, *p = start;

	if (take_word(s, "version") || take_word(s, "release")) {
		*s = skip_blanks(*s);
		return;
	}
	while (*p && !bg_is_space(*p) && !starts_version(p))
		p++;
	if (*p && !bg_is_space(*p) && p > start && p[-1] != '-' && p[-1] != '@')
		return;
	out->product = bg_strndup(arena, start, (size_t)(p - start));
	p = skip_blanks(p);
	if (take_word(&p, "version") || take_word(&p, "release"))
		p = skip_blanks(p);
	*s = p;
}

static bool
is_iso(const char *s)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? !bg_is_digit(s[i]) : s[i] != form[i])
			return false;
	return !bg_is_digit(s[10]);
}

/* "27th August, 2024": a month's name or a year, and not a sentence. */
static bool
is_worded_date(const char *s)
{
	size_t words = 0, n;
	bool digit = false, named = false, year = false;

	for (; *s; s += n ? n : 1) {
		for (n = 0; bg_is_word(s[n]); n++)
			digit = digit || bg_is_digit(s[n]);
		words += n > 0;
		named = named || bg_month_read(s, n);
		year = year || (n == 4 && (bg_starts(s, "19") || bg_starts(s, "20")) &&
		                bg_is_digit(s[2]) && bg_is_digit(s[3]));
	}
	return words <= 6 && (year || (named && digit));
}

/* The text inside one pair of brackets around all of it, or the text as it is. */
static char *
strip_brackets(struct bg_arena *arena, const char *s)
{
	size_t n;

	while (*s && (bg_is_space(*s) || strchr("([", *s)))
		s++;
	n = strlen(s);
	while (n && (bg_is_space(s[n - 1]) || strchr(")].", s[n - 1])))
		n--;
	return bg_strndup(arena, s, n);
}

/* Sets date from what follows a version; false when it is neither date nor nothing. */
static bool
read_rest(struct bg_release_heading *out, struct bg_arena *arena, const char *rest)
{
	static const char *const dash[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "/", ",", ":",
	                                   "|", "\xc2\xb7"};
	const char *p = skip_blanks(rest), *text;
	bool separated = false;

	out->yanked = bg_has_fold(p, strlen(p), "yanked");
	out->unreleased = bg_has_fold(p, strlen(p), "unreleased");
	for (size_t i = 0; i < sizeof(dash) / sizeof(*dash); i++)
		if (bg_starts(p, dash[i])) {
			p = skip_blanks(p + strlen(dash[i]));
			separated = true;
			break;
		}
	for (text = p; *text; text++)
		if (is_iso(text) && (text == p || !bg_is_word(text[-1]))) {
			out->date = bg_strndup(arena, text, 10);
			return true;
		}
	if (!*p || out->yanked || out->unreleased || bg_has_fold(p, strlen(p), "yyyy") ||
	    bg_has_fold(p, strlen(p), "-xx"))
		return true;
	if (is_worded_date(p)) {
		out->date = strip_brackets(arena, p);
		return true;
	}
	return !*out->product && out->parts != 2 && (separated || *p == '(' || *p == '[');
}

/* "2026-01-31, Version 1.2", "(2026-01-31) 1.2": the date; advances *s behind it. */
static const char *
take_date(struct bg_arena *arena, const char **s)
{
	char *date = bg_strndup(arena, *s, strnlen(*s, 10));
	const char *p;

	for (size_t i = 4; i < 8 && strlen(date) == 10; i += 3)
		if (date[i] == '.' || date[i] == '/')
			date[i] = '-';
	if (!is_iso(date) || bg_is_word((*s)[10]))
		return "";
	for (p = *s + 10; *p && !bg_is_alpha(*p) && !bg_is_digit(*p) && *p != '[';)
		p++;
	*s = p;
	return date;
}

/* What is called Unreleased elsewhere, and stands alone in its heading. */
static bool
is_upcoming(const char *s)
{
	static const char *const name[] = {"next",
	                                   "next release",
	                                   "next version",
	                                   "upcoming",
	                                   "upcoming release",
	                                   "upcoming changes",
	                                   "in development",
	                                   "dev",
	                                   "development",
	                                   "pending",
	                                   "pending release",
	                                   "main",
	                                   "master",
	                                   "head",
	                                   "in progress",
	                                   "work in progress"};
	size_t n = strlen(s);

	while (n && strchr("]). ", s[n - 1]))
		n--;
	for (size_t i = 0; i < sizeof(name) / sizeof(*name); i++)
		if (n == strlen(name[i]) && bg_same_fold(s, name[i], n))
			return true;
	return false;
}

bool
bg_release_heading(struct bg_release_heading *out, struct bg_arena *arena, const char *text)
{
	const char *s = skip_ornament(text), *date;

	*out = (struct bg_release_heading){.product = "", .date = ""};
	out->version.pre = out->version.build = "";
	if (*s == '[')
		s++;
	if (take_word(&s, "unreleased") || take_word(&s, "vx.x.x")) {
		if (*s == ']')
			s++;
		s = skip_blanks(s);
		take_word(&s, "changes");
		if (!read_rest(out, arena, s))
			return false;
		out->unreleased = true;
		out->date = "";
		return true;
	}
	if (is_upcoming(s))
		return out->unreleased = true;
	date = take_date(arena, &s);
	if (!starts_version(s))
		take_product(out, arena, &s);
	if (*s == '[')
		s++;
	if (!starts_version(s) || !take_version(out, arena, &s))
		return false;
	if (!read_rest(out, arena, s) && !*date)
		return false; /* behind a date and a version, a release's name may follow */
	if (!*out->date)
		out->date = date;
	return true;
}
