/* SPDX-License-Identifier: MIT */
/* Boxes, rulers and headers in the comments of .env files. */
#include "parse/dotenv_comment.h"

#include <string.h>

#include "base/words.h"

/* A piece of a comment. */
struct piece {
	const char *s;
	size_t n;
};

size_t
bg_env_skip_hashes(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (s[i] == '#' || bg_is_space(s[i])))
		i++;
	return i;
}

static void
trim(struct piece *p)
{
	while (p->n && bg_is_space(p->s[0]))
		p->s++, p->n--;
	while (p->n && bg_is_space(p->s[p->n - 1]))
		p->n--;
}

/*
 * Length of the ornament at s: an ASCII character that people draw lines with, or
 * U+2010 - U+2015 (dashes), U+2500 - U+25FF (boxes, blocks, shapes); 0: none.
 */
static size_t
measure_ornament(const char *s, size_t n)
{
	unsigned char b, c;

	if (n && s[0] && strchr("=-_*~+|#", s[0]))
		return 1;
	if (n < 3 || (unsigned char)s[0] != 0xE2)
		return 0;
	b = (unsigned char)s[1];
	c = (unsigned char)s[2];
	return (b == 0x80 && c >= 0x90 && c <= 0x95) || (b >= 0x94 && b <= 0x97) ? 3 : 0;
}

/* Ornaments at the start; *bytes is their length. */
static size_t
count_first(const struct piece *p, size_t *bytes)
{
	size_t count = 0, n;

	for (*bytes = 0; (n = measure_ornament(p->s + *bytes, p->n - *bytes)) != 0; count++)
		*bytes += n;
	return count;
}

static size_t
count_last(const struct piece *p, size_t *bytes)
{
	size_t count = 0, end = p->n;

	for (;; count++) {
		if (end >= 1 && measure_ornament(p->s + end - 1, 1))
			end--;
		else if (end >= 3 && measure_ornament(p->s + end - 3, 3) == 3)
			end -= 3;
		else
			break;
	}
	*bytes = p->n - end;
	return count;
}

static bool
is_ruler(const struct piece *p)
{
	size_t count = 0, i = 0, n;

	while (i < p->n) {
		n = measure_ornament(p->s + i, p->n - i);
		if (!n && !bg_is_space(p->s[i]) && p->s[i] != '/')
			return false;
		count += n || p->s[i] == '/';
		i += n ? n : 1;
	}
	return count >= 3;
}

/*
 * Takes ornament off both ends. Two characters on both sides, or three on one,
 * make a frame; a blank parts them from the text unless three stand on both.
 * A single one on both sides is the edge of a box.
 */
static bool
strip_frame(struct piece *p, size_t hashes)
{
	size_t first_bytes, last_bytes;
	size_t first = count_first(p, &first_bytes), last = count_last(p, &last_bytes);
	bool close = (first >= 3 || hashes >= 3) && last >= 3;

	if (first_bytes == p->n)
		return false;
	if (first && !close && !bg_is_space(p->s[first_bytes]))
		first = first_bytes = 0;
	if (last && !close && !bg_is_space(p->s[p->n - last_bytes - 1]))
		last = last_bytes = 0;
	if (!first && last && (hashes >= 2 || p->s[p->n - 1] == '#'))
		first = hashes;
	if (first < 3 && last < 3 && (!first || !last))
		return false;
	if (first < 2 && last < 2 && p->s[p->n - 1] == '-')
		return false;
	p->s += first_bytes;
	p->n -= first_bytes + last_bytes;
	trim(p);
	return first >= 3 || last >= 3 || (first >= 2 && last >= 2);
}

void
bg_env_read_comment(struct bg_arena *arena, struct bg_env_draft *out, const char *s, size_t n)
{
	struct piece p = {s, n};
	size_t start = bg_env_skip_hashes(s, n);

	while (out->hashes < n && s[out->hashes] == '#')
		out->hashes++;
	if (start < n)
		p = (struct piece){s + start, n - start};
	trim(&p);
	out->ruler = is_ruler(&p);
	if (start == n || out->ruler)
		p.n = 0;
	else
		out->framed = strip_frame(&p, out->hashes);
	out->line.text = bg_strndup(arena, p.s, p.n);
}

static bool
is_text(const struct bg_env_draft *d)
{
	return d->line.type == BG_ENV_COMMENT && !d->ruler && *d->line.text;
}

/* Whether v[i] is a comment on the line right below the comment v[i - 1]. */
static bool
goes_on(const struct bg_env_draft *v, size_t i)
{
	return v[i].line.type == BG_ENV_COMMENT && v[i - 1].line.type == BG_ENV_COMMENT &&
	       v[i].line.line == v[i - 1].line.line + 1;
}

/* A ruler without a partner: under the one line above it, or over the one line below it. */
static void
mark_lone_ruler(struct bg_env_draft *v, size_t n, size_t ruler)
{
	if (ruler == 1)
		v[0].line.banner = is_text(&v[0]);
	else if (ruler == 0 && n == 2)
		v[1].line.banner = is_text(&v[1]);
}

/* v: comments on consecutive lines. Rulers pair up in order. */
static void
mark_boxes(struct bg_env_draft *v, size_t n)
{
	size_t open = n;

	for (size_t i = 0; i < n; i++) {
		if (!v[i].ruler)
			continue;
		if (open == n || i == open + 1) {
			open = i;
			continue;
		}
		for (size_t j = open + 1; j < i; j++)
			v[j].line.banner = is_text(&v[j]);
		open = n;
	}
	if (open < n)
		mark_lone_ruler(v, n, open);
}

static bool
is_doubled(const struct bg_env_draft *d)
{
	return is_text(d) && d->hashes >= 2;
}

/* "## Redis" stands alone among its neighbours and is no sentence. */
static void
mark_headers(struct bg_env_draft *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *text = v[i].line.text;

		if (is_text(&v[i]) && v[i].framed)
			v[i].line.banner = true;
		if (!is_doubled(&v[i]) || strchr(".,;!?", text[strlen(text) - 1]))
			continue;
		if ((i == 0 || !is_doubled(&v[i - 1])) &&
		    (i + 1 == n || !is_doubled(&v[i + 1])))
			v[i].line.banner = true;
	}
}

void
bg_env_mark_banners(struct bg_env_draft *v, size_t n)
{
	size_t from = 0, to;

	for (; from < n; from = to) {
		to = from + 1;
		while (to < n && goes_on(v, to))
			to++;
		if (v[from].line.type != BG_ENV_COMMENT)
			continue;
		mark_boxes(v + from, to - from);
		mark_headers(v + from, to - from);
	}
}
