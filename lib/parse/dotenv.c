/* SPDX-License-Identifier: MIT */
/* .env files: entries, commented entries, comments; values only to find their ends. */
#include "parse/dotenv.h"

#include <string.h>

#include "base/err.h"
#include "base/list.h"
#include "base/utf8.h"
#include "parse/dotenv_comment.h"

/* A piece of the file; end is exclusive. */
struct piece {
	const char *s, *end;
};

struct reader {
	struct bg_arena *arena;
	const char *path;
	const char *at; /* the line that comes next */
	unsigned line;  /* the one that was taken last, from 1 */
	bool blank;     /* a blank line, or nothing, stands before it */
	BG_LIST(struct bg_env_draft) drafts;
	BG_LIST(struct bg_note) remarks;
};

/* A value that runs over lines. */
struct value {
	char quote;
	bool pem, padded; /* inside of a PEM block; one of its lines looks like NAME= */
};

static bool
take_line(struct reader *r, struct piece *out)
{
	if (!*r->at)
		return false;
	out->s = r->at;
	out->end = r->at + strcspn(r->at, "\n");
	r->at = *out->end ? out->end + 1 : out->end;
	r->line++;
	while (out->end > out->s && bg_is_space(out->end[-1]))
		out->end--;
	return true;
}

static const char *
skip_blanks(const char *s, const char *end)
{
	while (s < end && bg_is_space(*s))
		s++;
	return s;
}

/* What stands behind the name at s; s itself where there is none. */
static const char *
skip_name(const char *s, const char *end)
{
	if (s == end || (!bg_is_alpha(*s) && *s != '_'))
		return s;
	while (s < end && (bg_is_alpha(*s) || bg_is_digit(*s) || *s == '_' || *s == '.'))
		s++;
	return s;
}

/* What stands behind "export " before a name; s itself where there is none. */
static const char *
skip_export(const char *s, const char *end)
{
	static const char word[] = "export";
	size_t n = sizeof(word) - 1;
	const char *name;

	if ((size_t)(end - s) <= n || memcmp(s, word, n) != 0 || !bg_is_space(s[n]))
		return s;
	name = skip_blanks(s + n, end);
	return skip_name(name, end) > name ? name : s;
}

/* The start of the value of "NAME = value", or NULL; *name becomes the name. */
static const char *
match_entry(const struct piece *line, struct piece *name)
{
	const char *s;

	name->s = skip_export(skip_blanks(line->s, line->end), line->end);
	name->end = skip_name(name->s, line->end);
	if (name->end == name->s)
		return NULL;
	s = skip_blanks(name->end, line->end);
	return s < line->end && *s == '=' ? s + 1 : NULL;
}

static const char *
copy_name(struct reader *r, const struct piece *name)
{
	return bg_strndup(r->arena, name->s, (size_t)(name->end - name->s));
}

static void
add_remark(struct reader *r, unsigned line, const char *message)
{
	struct bg_note *note = bg_list_add(r->arena, &r->remarks);

	note->loc.path = r->path;
	note->loc.line = line;
	note->message = message;
}

static struct bg_env_draft *
add_draft(struct reader *r, enum bg_env_type type)
{
	struct bg_env_draft *d = bg_list_add(r->arena, &r->drafts);

	d->line.type = type;
	d->line.line = r->line;
	d->line.after_blank = r->blank;
	d->line.text = "";
	return d;
}

/* ---- values --------------------------------------------------------------------- */

/* The comment that begins with a '#' behind a blank, or "". s: behind the '=' or a quote. */
static const char *
find_comment(struct reader *r, const char *s, const char *end, bool quoted)
{
	const char *p;

	if (quoted && s < end && *s == '#')
		p = s;
	else
		for (p = s; p < end && (*p != '#' || p == s || !bg_is_space(p[-1]));)
			p++;
	p += bg_env_skip_hashes(p, (size_t)(end - p));
	return bg_strndup(r->arena, p, (size_t)(end - p));
}

/* The quote that closes what began before s, or NULL. A backslash quotes. */
static const char *
find_quote(const char *s, const char *end, char quote)
{
	for (; s < end && *s != quote; s++)
		if (*s == '\\' && s + 1 < end)
			s++;
	return s < end ? s : NULL;
}

/* The last quote of a line: "C:\dir\" ends on its line, whatever the backslash means. */
static const char *
find_last_quote(const char *s, const char *end, char quote)
{
	while (end > s && end[-1] != quote)
		end--;
	return end > s ? end - 1 : NULL;
}

static bool
holds(const struct piece *line, const char *word)
{
	size_t n = strlen(word);

	for (const char *s = line->s; (size_t)(line->end - s) >= n; s++)
		if (memcmp(s, word, n) == 0)
			return true;
	return false;
}

static bool
is_base64(const struct piece *line)
{
	const char *s = line->s, *end = line->end;

	while (end > s && end[-1] == '=' && line->end - end < 2)
		end--;
	while (s < end && (bg_is_alpha(*s) || bg_is_digit(*s) || *s == '+' || *s == '/'))
		s++;
	return s == end;
}

/*
 * Whether a line, or its part before the closing quote, may be inside of a value:
 * nothing that another reader would take for an entry or a comment, but for the
 * "abc=" of a PEM block.
 */
static bool
may_go_on(struct value *v, const struct piece *line, const char *close)
{
	const char *s = skip_blanks(line->s, line->end);
	struct piece name, part = {line->s, close ? close : line->end};

	if (s < line->end && *s == '#')
		return false;
	if (match_entry(line, &name)) {
		if (!v->pem || !is_base64(line))
			return false;
		v->padded = true;
	}
	if (holds(&part, "-----END"))
		v->pem = v->padded = false;
	else if (holds(&part, "-----BEGIN"))
		v->pem = true;
	return true;
}

/* Takes the lines up to the closing quote; without one, or at an entry, takes none. */
static const char *
take_lines(struct reader *r, struct value *v, struct piece *line)
{
	const char *at = r->at, *close;
	unsigned number = r->line;

	while (take_line(r, line)) {
		close = find_quote(line->s, line->end, v->quote);
		if (!may_go_on(v, line, close) || (close && v->pem && v->padded))
			break;
		if (close)
			return close;
	}
	r->at = at;
	r->line = number;
	return NULL;
}

/* Reads past a value; gives the inline comment behind it. */
static const char *
read_value(struct reader *r, const char *s, struct piece line, const struct piece *name)
{
	const char *start = skip_blanks(s, line.end), *close;
	struct value v = {0};

	if (start == line.end || !strchr("'\"`", *start))
		return find_comment(r, s, line.end, false);
	v.quote = *start++;
	close = find_quote(start, line.end, v.quote);
	if (!close)
		close = find_last_quote(start, line.end, v.quote);
	if (!close) {
		v.pem = holds(&line, "-----BEGIN") && !holds(&line, "-----END");
		close = take_lines(r, &v, &line);
	}
	if (close)
		return find_comment(r, close + 1, line.end, true);
	add_remark(r, r->line,
	           bg_strf(r->arena,
	                   "the quote that '%s' opens is not closed: its "
	                   "value was taken to end with the line",
	                   copy_name(r, name)));
	return "";
}

/* ---- lines ---------------------------------------------------------------------- */

/* Says what a line is that is no entry, without a value that might be secret. */
static const char *
describe(struct reader *r, const struct piece *line)
{
	const char *s = skip_export(skip_blanks(line->s, line->end), line->end);
	const char *end = skip_name(s, line->end), *stop = s;
	const char *name = bg_strndup(r->arena, s, (size_t)(end - s));

	while (stop < line->end && *stop != '=' && !bg_is_space(*stop) && stop - s < 80)
		stop++;
	if (end > s && end == line->end)
		return bg_strf(r->arena, "'%.80s' has no '='", name);
	if (end > s && *end == ':' && (end + 1 == line->end || bg_is_space(end[1])))
		return bg_strf(r->arena, "'%.80s:' is YAML, not NAME=value", name);
	if (stop > s && stop < line->end && *stop == '=')
		return bg_strf(
			r->arena, "'%s' is no name",
			bg_printable(r->arena, bg_strndup(r->arena, s, (size_t)(stop - s))));
	return "neither NAME=value nor a comment";
}

static void
read_active(struct reader *r, struct piece line)
{
	struct piece name;
	const char *value = match_entry(&line, &name);
	struct bg_env_draft *d;

	if (!value) {
		add_remark(r, r->line, describe(r, &line));
		return;
	}
	d = add_draft(r, BG_ENV_ACTIVE);
	d->line.name = copy_name(r, &name);
	d->line.text = read_value(r, value, line, &name);
}

/* A commented entry has its NAME= right at the start; its value ends with the line. */
static void
read_comment(struct reader *r, struct piece line)
{
	const char *hash = skip_blanks(line.s, line.end), *s, *close = NULL;
	struct piece name;
	struct bg_env_draft *d;

	name.s = hash + bg_env_skip_hashes(hash, (size_t)(line.end - hash));
	name.end = skip_name(name.s, line.end);
	if (name.end == name.s || name.end == line.end || *name.end != '=') {
		d = add_draft(r, BG_ENV_COMMENT);
		bg_env_read_comment(r->arena, d, hash, (size_t)(line.end - hash));
		return;
	}
	d = add_draft(r, BG_ENV_COMMENTED);
	d->line.name = copy_name(r, &name);
	s = name.end + 1;
	if (s < line.end && strchr("'\"`", *s))
		close = find_quote(s + 1, line.end, *s);
	d->line.text = find_comment(r, close ? close + 1 : s, line.end, close != NULL);
}

static int
read_lines(struct reader *r, const struct bg_limits *limits, struct bg_err *err)
{
	struct piece line;
	const char *s;

	while (take_line(r, &line)) {
		s = skip_blanks(line.s, line.end);
		if (s == line.end) {
			r->blank = true;
			continue;
		}
		if (*s == '#')
			read_comment(r, line);
		else
			read_active(r, line);
		r->blank = false;
		if (r->drafts.n + r->remarks.n > limits->v[BG_LIMIT_ITEMS])
			return bg_fail_limit(err, limits, BG_LIMIT_ITEMS, r->path, r->line);
	}
	return 0;
}

static int
check_lines(const char *s, const struct bg_limits *limits, const char *path, struct bg_err *err)
{
	size_t n;

	for (unsigned line = 1; *s; line++) {
		n = strcspn(s, "\n");
		if (n > limits->v[BG_LIMIT_LINE])
			return bg_fail_limit(err, limits, BG_LIMIT_LINE, path, line);
		s += n + (s[n] != '\0');
	}
	return 0;
}

int
bg_dotenv_parse(struct bg_env *out, struct bg_arena *arena, const struct bg_limits *limits,
                const struct bg_blob *blob, struct bg_err *err)
{
	size_t bom = blob->n >= 3 && memcmp(blob->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	struct reader r = {.arena = arena, .path = blob->path, .blank = true};
	struct bg_env_line *v;

	r.at = bg_utf8_repair(arena, blob->bytes + bom, blob->n - bom);
	if (check_lines(r.at, limits, blob->path, err) || read_lines(&r, limits, err))
		return -1;
	bg_env_mark_banners(r.drafts.v, r.drafts.n);
	v = bg_calloc(arena, r.drafts.n, sizeof(*v));
	for (size_t i = 0; i < r.drafts.n; i++)
		v[i] = r.drafts.v[i].line;
	out->line = v;
	out->nline = r.drafts.n;
	out->remark = r.remarks.v;
	out->nremark = r.remarks.n;
	return 0;
}
