/* SPDX-License-Identifier: MIT */
/* Names with a gap in prose: NAME_<x>, NAME_{x}, also inside a name. */
#include "base/buf.h"
#include "base/words.h"
#include "extract/env.h"

#define MOST_NAME 256
#define MOST_GAP 40

/* Length of "<x>" or "{x}" at s (n bytes left), 0 when there is none. */
static size_t
gap_length(const char *s, size_t n)
{
	char close;
	size_t i = 1;

	if (n < 3 || (s[0] != '<' && s[0] != '{'))
		return 0;
	close = s[0] == '<' ? '>' : '}';
	for (; i < n && i <= MOST_GAP && s[i] != close; i++)
		if (!bg_is_name(s[i]) && s[i] != '-' && s[i] != ' ' && s[i] != '.')
			return 0;
	return i > 1 && i < n && s[i] == close ? i + 1 : 0;
}

/*
 * Length of the placeholder at s, 0 when there is none. A gap is a whole part of the
 * name: '_' before it, '_' or the end behind it.
 */
static size_t
placeholder_length(struct bg_buf *glob, const char *s, size_t n)
{
	size_t i = 0, gap, gaps = 0;

	if (n == 0 || !bg_is_upper(s[0]))
		return 0;
	while (i < n && glob->n < MOST_NAME) {
		gap = i && s[i - 1] == '_' ? gap_length(s + i, n - i) : 0;
		if (!gap && !bg_is_name(s[i]))
			break;
		if (gap) {
			if (i + gap < n && bg_is_name(s[i + gap]) && s[i + gap] != '_')
				return 0;
			bg_buf_putc(glob, '*');
			gaps++;
		} else {
			bg_buf_putc(glob, s[i]);
		}
		i += gap ? gap : 1;
	}
	return gaps && glob->n < MOST_NAME ? i : 0;
}

static size_t
try_at(struct bg_arena *arena, struct bg_env_kept *kept, const char *s, size_t n,
       struct bg_loc loc)
{
	struct bg_buf glob = {.arena = arena};
	size_t length = placeholder_length(&glob, s, n);

	if (length)
		*bg_list_add(arena, &kept->placeholders) =
			(struct bg_env_placeholder){bg_buf_str(&glob), loc};
	return length;
}

void
bg_env_find_placeholders(struct bg_arena *arena, struct bg_env_kept *kept, const char *text,
                         struct bg_loc loc)
{
	size_t n = strlen(text), i = 0, length;

	if (!strpbrk(text, "<{"))
		return;
	while (i < n) {
		length = bg_is_name(text[i]) ? try_at(arena, kept, text + i, n - i, loc) : 0;
		i += length;
		if (length)
			continue;
		if (!bg_is_name(text[i++]))
			continue;
		while (i < n && bg_is_name(text[i]))
			i++;
	}
}

bool
bg_env_is_placeholder_line(struct bg_arena *arena, struct bg_env_kept *kept, const char *line,
                           size_t n, struct bg_loc loc)
{
	struct bg_buf glob = {.arena = arena};
	size_t length;

	while (n && bg_is_space(*line))
		line++, n--;
	if (n > 7 && memcmp(line, "export ", 7) == 0)
		line += 7, n -= 7;
	if (!memchr(line, '<', n) && !memchr(line, '{', n))
		return false;
	length = placeholder_length(&glob, line, n);
	if (!length || length == n || line[length] != '=')
		return false;
	*bg_list_add(arena, &kept->placeholders) =
		(struct bg_env_placeholder){bg_buf_str(&glob), loc};
	return true;
}
