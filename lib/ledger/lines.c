/* SPDX-License-Identifier: MIT */
/* The lines of a CHANGELOG's bytes, and which of them are headings of categories. */
#include "ledger/lines.h"

#include <string.h>

#include "base/list.h"
#include "ledger/changelog_heading.h"

/* Where the reading of fences and comments stands. */
struct state {
	char fence;    /* '`' or '~', or 0 */
	size_t length; /* of the fence that is open */
	bool comment;
};

static size_t
skip_blanks(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (s[i] == ' ' || s[i] == '\t'))
		i++;
	return i;
}

/*
 * Whether the line opens a fence or closes the one that is open. "```code```" is a code span,
 * and what closes a fence is at least as long and alone in its line.
 */
static bool
is_fence(const struct state *state, const char *s, size_t n, size_t *length)
{
	size_t end = 0;

	if (n < 3 || (*s != '`' && *s != '~'))
		return false;
	while (end < n && s[end] == *s)
		end++;
	*length = end;
	if (state->fence)
		return *s == state->fence && end >= state->length &&
		       end + skip_blanks(s + end, n - end) == n;
	return end >= 3 && !(*s == '`' && memchr(s + end, '`', n - end));
}

/* Whether the line stands in a fence or a comment, which may begin or end with it. */
static bool
is_hidden(struct state *state, const char *s, size_t n)
{
	size_t at = skip_blanks(s, n), length;
	bool was = state->comment;

	if (!was && is_fence(state, s + at, n - at, &length)) {
		state->fence = state->fence ? 0 : s[at];
		state->length = length;
		return true;
	}
	if (state->fence)
		return true;
	for (size_t i = 0; i + 3 <= n; i++) {
		if (!state->comment && i + 4 <= n && memcmp(s + i, "<!--", 4) == 0)
			state->comment = true;
		else if (state->comment && memcmp(s + i, "-->", 3) == 0)
			state->comment = false;
	}
	return was;
}

/* "### Added" or "**Added:**" and nothing else. */
static void
read_heading(struct bg_line_text *line, struct bg_arena *arena)
{
	const char *s = line->s;
	size_t n = line->n, mark = 0;
	bool bold;

	while (mark < n && s[mark] == '#')
		mark++;
	bold = n > 4 && s[0] == '*' && s[1] == '*' && s[2] != ' ';
	if (bold)
		mark = 2;
	else if (!mark || mark > 6 || (mark < n && s[mark] != ' '))
		return;
	while (n > mark && strchr("*: \t#", s[n - 1]))
		n--;
	if (bold && memchr(s + mark, '*', n - mark))
		return;
	line->category = bg_category_heading(bg_strndup(arena, s + mark, n - mark));
	line->heading = !bold || line->category != BG_CAT_OTHER;
}

static bool
is_definition(const struct bg_line_text *line)
{
	const char *close = line->n && *line->s == '[' ? memchr(line->s, ']', line->n) : NULL;

	return close && close + 1 < line->s + line->n && close[1] == ':';
}

/* Where the line at s ends, as cmark has it: at a line feed, a return or both. */
static const char *
find_end(const char *s, const char *end)
{
	while (s < end && *s != '\n' && *s != '\r')
		s++;
	return s;
}

void
bg_lines_split(struct bg_line_texts *out, struct bg_arena *arena, const struct bg_blob *blob)
{
	const char *s = blob->bytes, *end = s + blob->n, *stop;
	struct state state = {0};
	struct bg_line_text *line;

	*out = (struct bg_line_texts){0};
	for (; s < end; s = stop + 1) {
		stop = find_end(s, end);
		line = bg_list_add(arena, out);
		line->s = s;
		line->n = (size_t)(stop - s);
		line->blank = skip_blanks(s, line->n) == line->n;
		line->hidden = is_hidden(&state, s, line->n);
		line->category = BG_CAT_OTHER;
		if (!line->hidden && !line->blank) {
			read_heading(line, arena);
			line->defines = is_definition(line);
		}
		if (end - stop > 1 && stop[0] == '\r' && stop[1] == '\n')
			stop++;
	}
}

size_t
bg_section_end(const struct bg_changelog *log, const struct bg_section *section,
               const struct bg_line_texts *lines)
{
	size_t end = lines->n + 1;

	for (size_t i = 0; i < log->nsection; i++)
		if (log->section[i].line > section->line && log->section[i].line < end)
			end = log->section[i].line;
	if (end <= lines->n)
		return end;
	while (end > section->body && (lines->v[end - 2].blank || lines->v[end - 2].defines) &&
	       end > section->last + 1)
		end--;
	return end;
}
