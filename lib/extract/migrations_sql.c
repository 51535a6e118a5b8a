/* SPDX-License-Identifier: MIT */
/* SQL as words: enough to tell what drops, empties or renames. */
#include "extract/migrations.h"

enum { LONGEST = 63, MOST = 4 }; /* of a name; statements that are told */

struct word {
	char text[LONGEST +
	          1]; /* as written, cut off; "" at the end; one byte of punctuation */
	bool quoted;  /* a name, whatever it looks like */
};

struct scan {
	const char *s, *end;
	struct word now, next, after;
	bool first; /* now is the first word of its statement */
	bool alter; /* the statement alters a table */
	struct bg_buf found;
	unsigned n;
};

/* Behind a text in quotes that are doubled inside. */
static const char *
skip_quoted(const char *s, const char *end, char quote)
{
	while (s < end) {
		if (*s++ != quote)
			continue;
		if (s == end || *s != quote)
			return s;
		s++;
	}
	return end;
}

/* Behind "$tag$ … $tag$"; s itself where none begins. */
static const char *
skip_dollar(const char *s, const char *end)
{
	const char *tag = s, *at = s + 1;
	size_t n;

	while (at < end && bg_is_word(*at))
		at++;
	if (at == end || *at != '$')
		return s;
	n = (size_t)(++at - tag);
	for (; (size_t)(end - at) >= n; at++)
		if (*at == '$' && memcmp(at, tag, n) == 0)
			return at + n;
	return end;
}

static const char *
skip_comment(const char *s, const char *end)
{
	if (s[0] == '-') {
		while (s < end && *s != '\n')
			s++;
		return s;
	}
	for (s += 2; s + 1 < end; s++)
		if (s[0] == '*' && s[1] == '/')
			return s + 2;
	return end;
}

/* A copy that is cut between characters and has no control characters. */
static void
take(struct word *out, const char *s, size_t n, bool quoted)
{
	if (n > LONGEST)
		for (n = LONGEST; n && ((unsigned char)s[n] & 0xc0) == 0x80;)
			n--;
	for (size_t i = 0; i < n; i++)
		out->text[i] = (unsigned char)s[i] < ' ' ? '?' : s[i];
	out->text[n] = '\0';
	out->quoted = quoted;
}

/* The next word, name or mark; texts and comments are passed over. */
static void
read_word(struct scan *c, struct word *out)
{
	const char *from;

	*out = (struct word){0};
	while (c->s < c->end) {
		from = c->s;
		if (c->end - from > 1 && ((from[0] == '-' && from[1] == '-') ||
		                          (from[0] == '/' && from[1] == '*'))) {
			c->s = skip_comment(from, c->end);
		} else if (*from == '\'') {
			c->s = skip_quoted(from + 1, c->end, '\'');
		} else if (*from == '"' || *from == '`') {
			c->s = skip_quoted(from + 1, c->end, *from);
			take(out, from + 1,
			     (size_t)(c->s - from) > 1 ? (size_t)(c->s - from) - 2 : 0, true);
			return;
		} else if (*from == '$' && skip_dollar(from, c->end) != from) {
			c->s = skip_dollar(from, c->end);
		} else if (bg_is_word(*from)) {
			while (c->s < c->end && (bg_is_word(*c->s) || *c->s == '.'))
				c->s++;
			take(out, from, (size_t)(c->s - from), false);
			return;
		} else {
			c->s++;
			if (!bg_is_space(*from) && *from) {
				take(out, from, 1, false);
				return;
			}
		}
	}
}

static bool
is(const struct word *w, const char *keyword)
{
	return !w->quoted && strlen(w->text) == strlen(keyword) &&
	       bg_same_fold(w->text, keyword, strlen(keyword));
}

static bool
is_any(const struct word *w, const char *const *keywords)
{
	for (; *keywords; keywords++)
		if (is(w, *keywords))
			return true;
	return false;
}

static void
step(struct scan *c)
{
	c->first = is(&c->now, ";") || !*c->now.text;
	if (is(&c->now, ";"))
		c->alter = false;
	c->now = c->next;
	c->next = c->after;
	read_word(c, &c->after);
	if (c->first && is(&c->now, "ALTER") &&
	    (is(&c->next, "TABLE") || is(&c->next, "FOREIGN")))
		c->alter = true;
}

/* Passes over IF EXISTS and ONLY in front of a name. */
static void
step_to_name(struct scan *c)
{
	static const char *const words[] = {"IF", "NOT", "EXISTS", "ONLY", NULL};

	while (is_any(&c->now, words))
		step(c);
}

static void
tell(struct scan *c, const char *what, const char *name)
{
	if (c->n < MOST)
		bg_buf_printf(&c->found, "%s%s%s%s", c->n ? ", " : "", what, *name ? " " : "",
		              name);
	else if (c->n == MOST)
		bg_buf_puts(&c->found, " …");
	c->n++;
}

/* now stands behind DROP. */
static void
drop(struct scan *c)
{
	static const char *const harmless[] = {
		"INDEX",    "CONSTRAINT",   "DEFAULT",    "NOT",
		"TRIGGER",  "FUNCTION",     "PROCEDURE",  "VIEW",
		"IDENTITY", "EXPRESSION",   "STATISTICS", "RULE",
		"POLICY",   "FOREIGN",      "PRIMARY",    "KEY",
		"CHECK",    "MATERIALIZED", "AGGREGATE",  "OPERATOR",
		"ROLE",     "USER",         NULL};
	static const char *const things[] = {"TABLE",     "COLUMN", "SCHEMA",    "DATABASE",
	                                     "SEQUENCE",  "TYPE",   "EXTENSION", "DOMAIN",
	                                     "PARTITION", NULL};
	char what[LONGEST + 8] = "DROP ";
	size_t n = strlen(what);

	if (is_any(&c->now, harmless))
		return;
	if (is_any(&c->now, things)) {
		for (const char *p = c->now.text; *p; p++)
			what[n++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
		step(c);
	} else if (c->alter) {
		memcpy(what + n, "COLUMN", strlen("COLUMN") + 1);
	} else {
		return;
	}
	step_to_name(c);
	tell(c, what, c->now.text);
}

/* now stands behind RENAME of a table that is altered. */
static void
rename_table(struct scan *c)
{
	static const char *const harmless[] = {"CONSTRAINT", "INDEX", "KEY", NULL};
	const char *what = "RENAME";

	if (is_any(&c->now, harmless))
		return;
	if (is(&c->now, "COLUMN"))
		step(c);
	else if (is(&c->now, "TO"))
		what = "RENAME TO", step(c);
	tell(c, what, c->now.text);
}

const char *
bg_sql_harm(struct bg_arena *arena, const char *sql, size_t n)
{
	struct scan c = {.s = sql, .end = sql + n, .found = {.arena = arena}};

	for (step(&c), step(&c), step(&c); *c.now.text || c.now.quoted; step(&c)) {
		if (is(&c.now, "DROP")) {
			step(&c);
			drop(&c);
		} else if (c.alter && is(&c.now, "RENAME")) {
			step(&c);
			rename_table(&c);
		} else if (is(&c.now, "DELETE") && is(&c.next, "FROM")) {
			step(&c);
			step(&c);
			step_to_name(&c);
			tell(&c, "DELETE FROM", c.now.text);
		} else if (c.first && is(&c.now, "TRUNCATE")) {
			step(&c);
			if (is(&c.now, "TABLE"))
				step(&c);
			step_to_name(&c);
			tell(&c, "TRUNCATE", c.now.text);
		} else if (is(&c.now, "SET") && is(&c.next, "NOT") && is(&c.after, "NULL")) {
			tell(&c, "SET NOT NULL", "");
		}
	}
	return c.n ? bg_buf_str(&c.found) : NULL;
}
