/* SPDX-License-Identifier: MIT */
/* Bounds on hostile Markdown, estimated in one pass over its bytes. */
#include "parse/md_guard.h"

#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/words.h"

/* Steps that all quadratic shapes of a file may take together: about 0.1 s. */
#define BUDGET ((size_t)100 * 1000 * 1000)
/* Bytes of targets and titles that all reference links may copy together. */
#define COPIES ((size_t)64 * 1024 * 1024)
/* What a table cell costs that cmark makes up for a short row. */
#define CELL ((size_t)50)
/* Bytes of a line for which cmark walks up all containers once. */
#define DEPTH_BYTES ((size_t)16)

enum tag { INSTRUCTION, DECLARATION, CDATA, NTAGS };

/* HTML tags whose end was not seen: each of them makes cmark search for it. */
struct pending {
	size_t count, from;
};

/*
 * A unit is a run of lines that may be one paragraph or table: it ends at a
 * blank line, at a heading and at a bullet that surely begins an item.
 */
struct guard {
	const char *text;
	size_t cost;
	struct pending open[NTAGS];
	size_t unit, images, marks, columns; /* of it: offset, "![", emphasis, table columns */
	size_t pipe, rewind;        /* its last '|'; how far its lines are from theirs */
	size_t deepest, depth_cost; /* container markers of a line; walks × markers */
	size_t closers;             /* "]" of the file */
	size_t definition, longest; /* where a reference definition began; the longest */
	bool in_label, in_definition;
};

static void
settle(struct guard *g, enum tag tag, size_t at)
{
	struct pending *open = &g->open[tag];

	if (open->count)
		g->cost += open->count * (at - open->from);
	open->count = 0;
}

static void
open_tag(struct guard *g, enum tag tag, size_t at)
{
	if (!g->open[tag].count++)
		g->open[tag].from = at;
}

static void
end_definition(struct guard *g, size_t at)
{
	if (g->in_definition && at - g->definition > g->longest)
		g->longest = at - g->definition;
	g->in_definition = false;
}

static void
begin_unit(struct guard *g, size_t at)
{
	for (int tag = 0; tag < NTAGS; tag++)
		settle(g, (enum tag)tag, at);
	end_definition(g, at);
	g->unit = g->pipe = at;
	g->images = g->marks = g->columns = g->rewind = 0;
	g->in_label = false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Length of a container's marker at s: '>', a bullet or a number; 0: none. */
static size_t
measure_marker(const char *s, size_t n)
{
	size_t i = 0;

	if (n && s[0] == '>')
		return 1;
	if (n && (s[0] == '-' || s[0] == '+' || s[0] == '*'))
		return n == 1 || is_blank(s[1]) ? 1 : 0;
	while (i < n && i < 9 && bg_is_digit(s[i]))
		i++;
	if (i && i < n && (s[i] == '.' || s[i] == ')') && (i + 1 == n || is_blank(s[i + 1])))
		return i + 1;
	return 0;
}

/* Offset of what stands behind a line's container markers; *depth bounds them. */
static size_t
skip_markers(const char *s, size_t n, size_t *depth)
{
	size_t i = 0, indent, marker;

	while (i < n && is_blank(s[i]))
		i++;
	indent = i;
	*depth = 0;
	while (i < n && (marker = measure_marker(s + i, n - i)) != 0) {
		++*depth;
		i += marker;
		while (i < n && is_blank(s[i]))
			i++;
	}
	if (*depth)
		*depth += indent / 2;
	return i;
}

/* Whether the line ends any paragraph and table before it, wherever it stands. */
static bool
begins_unit(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && i < 3 && s[i] == ' ')
		i++;
	if (i + 1 >= n)
		return false;
	if (s[i] == '-' || s[i] == '+' || s[i] == '*')
		return s[i + 1] == ' ' && i + 2 < n && !is_blank(s[i + 2]);
	for (size_t level = 0; i < n && s[i] == '#' && level < 7; i++, level++)
		if (level < 6 && i + 1 < n && is_blank(s[i + 1]))
			return true;
	return false;
}

/* Whether cmark may take the line for the one below a table's header. */
static bool
is_delimiter_row(const char *s, size_t n)
{
	bool dash = false, other = false;

	for (size_t i = 0; i < n; i++) {
		if (!strchr("|:-> \t", s[i]) || !s[i])
			return false;
		dash |= s[i] == '-';
		other |= s[i] == '|' || s[i] == ':';
	}
	return dash && other;
}

static void
watch_tags(struct guard *g, size_t at)
{
	const char *s = g->text + at;

	if (s[0] == '?' && s[1] == '>')
		settle(g, INSTRUCTION, at);
	else if (s[0] == '>')
		settle(g, DECLARATION, at);
	else if (s[0] == ']' && s[1] == ']' && s[2] == '>')
		settle(g, CDATA, at);
	else if (s[0] == '<' && s[1] == '?')
		open_tag(g, INSTRUCTION, at);
	else if (s[0] == '<' && s[1] == '!' && bg_is_alpha(s[2]))
		open_tag(g, DECLARATION, at);
	else if (s[0] == '<' && bg_starts(s + 1, "![CDATA["))
		open_tag(g, CDATA, at);
}

/* A run without blanks: every URL that begins in it may be searched for its end. */
static void
weigh_run(struct guard *g, size_t from, size_t to)
{
	const char *s = g->text;
	size_t urls = 0;

	for (size_t i = from; i + 2 < to; i++)
		urls += (s[i] == ':' && s[i + 1] == '/' && s[i + 2] == '/') ||
		        (s[i] == 'w' && s[i + 1] == 'w' && s[i + 2] == 'w');
	g->cost += urls * (to - from);
}

/* Whether the '*', '_' or '~' at s may begin or end emphasis: not inside of a word. */
static bool
is_mark(const char *s, bool first)
{
	return *s == '*' || first || !bg_is_word(s[-1]) || !bg_is_word(s[1]);
}

/* What one character of inline markup costs. */
static void
weigh_mark(struct guard *g, size_t at, bool first)
{
	const char *s = g->text + at;

	switch (*s) {
	case '*':
	case '_':
	case '~':
		g->marks += is_mark(s, first);
		break;
	case '!':
		g->images += s[1] == '[';
		break;
	case ']': /* a link that closes looks at every image and emphasis before it */
		g->closers++;
		g->cost += g->images + g->marks;
		watch_tags(g, at);
		break;
	case '<':
	case '>':
	case '?':
		watch_tags(g, at);
		break;
	default:
		break;
	}
}

/* One line's inline markup: what the extensions and links do with it. */
static void
weigh_inlines(struct guard *g, size_t from, size_t to)
{
	size_t mails = 0, pipes = 0, run = from;
	bool delimiter = is_delimiter_row(g->text + from, to - from);

	if (delimiter) /* it reads the paragraph again, each line back to a '|' */
		g->cost += g->rewind + from - g->unit;
	for (size_t i = from; i < to; i++) {
		weigh_mark(g, i, i == from);
		mails += g->text[i] == '@'; /* each is looked at to the end of the line */
		if (g->text[i] == '|') {
			pipes++;
			g->pipe = i;
		}
		if (is_blank(g->text[i])) {
			weigh_run(g, run, i);
			run = i + 1;
		}
	}
	weigh_run(g, run, to);
	g->rewind += to - g->pipe;
	g->cost += mails * (to - from) + pipes * pipes + g->columns * CELL;
	if (delimiter && pipes + 1 > g->columns)
		g->columns = pipes + 1;
}

/* Follows "[label]: target 'title'"; label and title may span lines. */
static void
watch_definitions(struct guard *g, size_t from, size_t content, size_t to)
{
	bool closes = false;

	for (size_t i = content; i + 1 < to && !closes; i++)
		closes = g->text[i] == ']' && g->text[i + 1] == ':';
	if (content < to && g->text[content] == '[')
		g->in_label = true;
	if (g->in_label && closes) {
		end_definition(g, from);
		g->in_definition = true;
		g->definition = from;
		g->in_label = false;
	}
}

static void
weigh_line(struct guard *g, size_t from, size_t to)
{
	size_t depth, content = skip_markers(g->text + from, to - from, &depth);

	if (depth > g->deepest)
		g->deepest = depth;
	g->depth_cost += g->deepest * (1 + (to - from) / DEPTH_BYTES);
	if (content == to - from && !depth) {
		begin_unit(g, to);
		return;
	}
	if (begins_unit(g->text + from, to - from))
		begin_unit(g, from);
	watch_definitions(g, from, from + content, to);
	weigh_inlines(g, from + content, to); /* a '>' before it may not end a tag */
}

static int
fail_cost(const char *path, unsigned line, struct bg_err *err)
{
	bg_fail_at(err, BG_ELIMIT, path, line, 0,
	           "the markup is so entangled that reading it would take too long");
	bg_hint(err, "look for unclosed '<?', '![' or '<!', very wide tables, lines full of "
	             "'@', or very long link definitions");
	return -1;
}

int
bg_md_guard(const char *text, size_t n, const struct bg_limits *limits, const char *path,
            struct bg_err *err)
{
	struct guard g = {.text = text};
	size_t from = 0, to;
	unsigned line = 1;

	for (; from < n; line++) {
		to = from + strcspn(text + from, "\r\n");
		if (to - from > limits->v[BG_LIMIT_LINE])
			return bg_fail_limit(err, limits, BG_LIMIT_LINE, path, line);
		weigh_line(&g, from, to);
		if (g.depth_cost > BUDGET)
			return bg_fail_limit(err, limits, BG_LIMIT_DEPTH, path, line);
		if (g.cost > BUDGET)
			return fail_cost(path, line, err);
		from = to + (text[to] == '\r' && text[to + 1] == '\n' ? 2 : 1);
	}
	begin_unit(&g, n);
	if (g.cost > BUDGET || (g.longest && g.closers > COPIES / g.longest))
		return fail_cost(path, 0, err);
	return 0;
}
