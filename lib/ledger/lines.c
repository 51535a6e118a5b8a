/* SPDX-License-Identifier: MIT */
/* The lines of a CHANGELOG's bytes, and which of them are headings of categories. */
#include "ledger/lines.h"

#include <string.h>

#include "base/words.h"
#include "ledger/changelog_heading.h"

/* Where the reading of fences and comments stands. */
struct state {
	char fence; /* '`' or '~', or 0 */
	bool comment;
};

static size_t
count_lines(const struct bg_blob *blob)
{
	size_t n = 0;

	for (size_t i = 0; i < blob->n; i++)
		n += blob->bytes[i] == '\n';
	return n + (blob->n && blob->bytes[blob->n - 1] != '\n');
}

static size_t
skip_blanks(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (s[i] == ' ' || s[i] == '\t'))
		i++;
	return i;
}

/* Whether the line stands in a fence or a comment, which may begin or end with it. */
static bool
is_hidden(struct state *state, const char *s, size_t n)
{
	size_t at = skip_blanks(s, n);
	bool fence = n - at >= 3 && (s[at] == '`' || s[at] == '~') && s[at + 1] == s[at] &&
	             s[at + 2] == s[at];
	bool was = state->comment;

	if (!was && fence && (!state->fence || state->fence == s[at])) {
		state->fence = state->fence ? 0 : s[at];
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
	size_t n = line->n, sharp = 0;
	bool bold;

	while (sharp < n && s[sharp] == '#')
		sharp++;
	bold = !sharp && n > 4 && s[0] == '*' && s[1] == '*' && s[2] != ' ';
	if (sharp > 6 || (sharp && sharp < n && s[sharp] != ' ') || (!sharp && !bold))
		return;
	while (n && strchr("*: \t#", s[n - 1]))
		n--;
	if (bold && memchr(s + 2, '*', n - 2))
		return;
	line->category = bg_category_heading(
		bg_strndup(arena, s + (sharp ? sharp : 2), n - (sharp ? sharp : 2)));
	line->heading = sharp || line->category != BG_CAT_OTHER;
}

static bool
is_definition(const struct bg_line_text *line)
{
	const char *close = line->n && *line->s == '[' ? memchr(line->s, ']', line->n) : NULL;

	return close && close + 1 < line->s + line->n && close[1] == ':';
}

void
bg_lines_split(struct bg_line_texts *out, struct bg_arena *arena, const struct bg_blob *blob)
{
	const char *s = blob->bytes, *end = s + blob->n, *stop;
	struct state state = {0};

	out->n = 0;
	out->v = bg_calloc(arena, count_lines(blob) + 1, sizeof(*out->v));
	for (; s < end; s = stop + (stop < end)) {
		struct bg_line_text *line = &out->v[out->n++];

		stop = memchr(s, '\n', (size_t)(end - s));
		stop = stop ? stop : end;
		line->s = s;
		line->n = (size_t)(stop - s);
		if (line->n && s[line->n - 1] == '\r')
			line->n--;
		line->blank = skip_blanks(s, line->n) == line->n;
		line->hidden = is_hidden(&state, s, line->n);
		line->category = BG_CAT_OTHER;
		if (!line->hidden && !line->blank) {
			read_heading(line, arena);
			line->defines = is_definition(line);
		}
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
