/* SPDX-License-Identifier: MIT */
/* Reading files of mutations and judging them. */
#include "support/mutation.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/list.h"
#include "support/files.h"
#include "support/fixture.h"

#define LONGEST 1024

/* ---- reading ------------------------------------------------------------------- */

struct reading {
	struct bg_arena *arena;
	struct mutation_list *out;
	struct mutation *m;         /* the case; NULL: none yet */
	struct mutation_edit *edit; /* hunks go there; NULL: none may follow */
	struct bg_buf was, now;
	unsigned line;
};

static bool
in_hunk(const struct reading *r)
{
	return r->was.n || r->now.n;
}

static void
close_hunk(struct reading *r)
{
	if (r->edit && in_hunk(r))
		*bg_list_add(r->arena, &r->edit->hunks) =
			(struct mutation_hunk){bg_strdup(r->arena, bg_buf_str(&r->was)),
		                               bg_strdup(r->arena, bg_buf_str(&r->now))};
	r->was = r->now = (struct bg_buf){.arena = r->arena};
}

static const char *
read_hunk_line(struct reading *r, const char *line)
{
	if (!r->edit || r->edit->what == MUTATION_DROP)
		return "a hunk needs 'edit', 'both' or 'make' before it";
	if (*line != '+') {
		bg_buf_puts(&r->was, line + 1);
		bg_buf_putc(&r->was, '\n');
	}
	if (*line != '-') {
		bg_buf_puts(&r->now, line + 1);
		bg_buf_putc(&r->now, '\n');
	}
	return NULL;
}

static void
open_edit(struct reading *r, int what, bool both, const char *path)
{
	r->edit = bg_list_add(r->arena, &r->m->edits);
	r->edit->what = what;
	r->edit->both = both;
	r->edit->path = bg_strdup(r->arena, path);
}

static const char *
read_word_line(struct reading *r, const char *line)
{
	if (strcmp(line, "@@") == 0)
		return r->edit ? NULL : "'@@' stands between hunks";
	r->edit = NULL;
	if (strcmp(line, "nothing") == 0)
		r->m->nothing = true;
	else if (bg_starts(line, "edit "))
		open_edit(r, MUTATION_EDIT, false, line + 5);
	else if (bg_starts(line, "both "))
		open_edit(r, MUTATION_EDIT, true, line + 5);
	else if (bg_starts(line, "make both "))
		open_edit(r, MUTATION_MAKE, true, line + 10);
	else if (bg_starts(line, "make "))
		open_edit(r, MUTATION_MAKE, false, line + 5);
	else if (bg_starts(line, "drop "))
		open_edit(r, MUTATION_DROP, false, line + 5);
	else if (bg_starts(line, "want "))
		bg_list_add(r->arena, &r->m->wants)->line = bg_strdup(r->arena, line + 5);
	else if (bg_starts(line, "says ") && r->m->wants.n)
		r->m->wants.v[r->m->wants.n - 1].says = bg_strdup(r->arena, line + 5);
	else
		return "unknown line";
	return NULL;
}

static const char *
close_case(struct reading *r)
{
	close_hunk(r);
	r->edit = NULL;
	if (!r->m)
		return NULL;
	if (!r->m->edits.n)
		return "the case before edits nothing";
	if (r->m->nothing == (r->m->wants.n > 0))
		return "the case before needs 'want' or 'nothing'";
	return NULL;
}

static const char *
read_line(struct reading *r, const char *line)
{
	const char *wrong;

	if (*line == ' ' || *line == '+' || *line == '-')
		return read_hunk_line(r, line);
	if (!*line || *line == '#')
		return NULL;
	close_hunk(r);
	if (bg_starts(line, "case ")) {
		wrong = close_case(r);
		r->m = bg_list_add(r->arena, r->out);
		r->m->name = bg_strdup(r->arena, line + 5);
		r->m->line = r->line;
		return wrong;
	}
	return r->m ? read_word_line(r, line) : "a case begins with 'case NAME'";
}

const char *
mutation_read(struct bg_arena *arena, const char *topic, const char *text,
              struct mutation_list *out)
{
	struct reading r = {.arena = arena, .out = out, .was.arena = arena, .now.arena = arena};
	size_t first = out->n, n;
	const char *wrong = NULL;

	for (; *text && !wrong; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		r.line++;
		wrong = read_line(&r, bg_strndup(arena, text, n));
	}
	if (!wrong)
		wrong = close_case(&r);
	for (size_t i = first; i < out->n; i++)
		out->v[i].topic = topic;
	return wrong ? bg_strf(arena, "%s/cases:%u: %s", topic, r.line, wrong) : NULL;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
mutation_find(struct bg_arena *arena, struct mutation_list *out)
{
	DIR *d = opendir("fixtures/mutations");
	struct bg_strings topics = {0};
	struct dirent *e;
	const char *text, *wrong;

	if (!d)
		bg_die("there is no fixtures/mutations");
	while ((e = readdir(d)) != NULL)
		if (e->d_name[0] != '.')
			bg_strings_add(arena, &topics,
			               bg_strf(arena, "fixtures/mutations/%s", e->d_name));
	closedir(d);
	qsort(topics.v, topics.n, sizeof(*topics.v), by_text);
	for (size_t i = 0; i < topics.n; i++) {
		text = support_read(arena, bg_strf(arena, "%s/cases", topics.v[i]), NULL);
		wrong = text ? mutation_read(arena, topics.v[i], text, out)
		             : bg_strf(arena, "%s has no file 'cases'", topics.v[i]);
		if (wrong)
			bg_die(wrong);
	}
}

/* ---- editing ---------------------------------------------------------------------- */

/* Where whole lines stand from at on, or NULL. */
static const char *
find_lines(const char *text, const char *at, const char *lines)
{
	for (at = strstr(at, lines); at && at > text && at[-1] != '\n';)
		at = strstr(at + 1, lines);
	return at;
}

const char *
mutation_apply(struct bg_arena *arena, const char *text, const struct mutation_hunk *hunk,
               const char **why)
{
	const char *at = find_lines(text, text, hunk->was);

	if (*text && text[strlen(text) - 1] != '\n' && *hunk->was)
		return mutation_apply(arena, bg_strf(arena, "%s\n", text), hunk, why);
	*why = NULL;
	if (!*hunk->was)
		return bg_strf(arena, "%s%s", hunk->now, text);
	if (!at)
		*why = "these lines are not in the file";
	else if (find_lines(text, at + 1, hunk->was))
		*why = "these lines are in the file more than once";
	if (*why)
		return NULL;
	return bg_strf(arena, "%.*s%s%s", (int)(at - text), text, hunk->now,
	               at + strlen(hunk->was));
}

static void
edit_file(struct bg_arena *arena, const struct mutation *m, const char *dir,
          const struct mutation_edit *edit)
{
	const char *path = bg_strf(arena, "%s/%s", dir, edit->path), *why = NULL, *text;

	if (edit->what == MUTATION_DROP) {
		if (unlink(path) != 0)
			fail_msg("%s/cases:%u: there is no '%s'", m->topic, m->line,
			         edit->path);
		return;
	}
	text = edit->what == MUTATION_MAKE ? "" : support_read(arena, path, NULL);
	if (!text)
		fail_msg("%s/cases:%u: there is no '%s'", m->topic, m->line, edit->path);
	for (size_t i = 0; i < edit->hunks.n; i++) {
		text = mutation_apply(arena, text, &edit->hunks.v[i], &why);
		if (why)
			fail_msg("%s/cases:%u: %s: %s:\n%s", m->topic, m->line, edit->path, why,
			         edit->hunks.v[i].was);
	}
	support_write_text(dir, edit->path, text);
}

/* v1.0.0 and v1.1.0 below dir. */
static void
stage(struct bg_arena *arena, const struct mutation *m, const char *dir)
{
	const char *base = bg_strf(arena, "%s/base", m->topic), *side;

	for (int now = 0; now < 2; now++) {
		side = bg_strf(arena, "%s/%s", dir, now ? "v1.1.0" : "v1.0.0");
		fixture_copy(base, side);
		for (size_t i = 0; i < m->edits.n; i++)
			if (m->edits.v[i].both)
				edit_file(arena, m, side, &m->edits.v[i]);
		for (size_t i = 0; i < m->edits.n && now; i++)
			if (!m->edits.v[i].both)
				edit_file(arena, m, side, &m->edits.v[i]);
	}
}

/* ---- judging ----------------------------------------------------------------------- */

static bool
is_meant(const struct bg_finding *f)
{
	return f->surface && !bg_starts(f->rule, "changelog-") && f->status != BG_WAIVED;
}

static bool
is_wanted(const struct mutation_want *want, const char *line, const struct bg_finding *f)
{
	return strcmp(want->line, line) == 0 && (!want->says || strstr(f->message, want->says));
}

/* Every finding takes one want that fits; true when none of either is left. */
static bool
compare(struct bg_arena *arena, const struct mutation *m, const struct bg_report *r,
        struct bg_buf *got)
{
	bool *taken = bg_calloc(arena, m->wants.n, sizeof(*taken)), same = true;
	size_t left = m->wants.n, k;
	const char *line;

	for (size_t i = 0; i < r->nfinding; i++) {
		const struct bg_finding *f = &r->finding[i];

		if (!is_meant(f))
			continue;
		line = bg_strf(arena, "%s %s %s", bg_bump_word(f->bump), f->rule,
		               f->item ? f->item : "-");
		bg_buf_printf(got, "want %s\nsays %s\n", line, f->message);
		for (k = 0; k < m->wants.n; k++)
			if (!taken[k] && is_wanted(&m->wants.v[k], line, f))
				break;
		if (k == m->wants.n) {
			same = false;
			continue;
		}
		taken[k] = true;
		left--;
	}
	return same && left == 0;
}

static enum bg_bump
greatest_bump(const struct mutation *m)
{
	enum bg_bump most = BG_PATCH;

	for (size_t i = 0; i < m->wants.n; i++)
		for (enum bg_bump b = BG_NONE; b <= BG_MAJOR; b++)
			if (bg_starts(m->wants.v[i].line, bg_bump_word(b)) && b > most)
				most = b;
	return most;
}

/* The report on base..target must be what the case wants. */
static void
judge(struct bg_arena *arena, const struct mutation *m, const char *dir, bool back)
{
	struct bg_run *run = bg_run_new();
	struct bg_buf got = {.arena = arena};
	struct bg_request req;
	struct bg_report report;
	struct bg_err err = {0};
	bool same;

	bg_request_init(&req);
	req.fixture = dir;
	req.base = back ? "v1.1.0" : "v1.0.0";
	req.target = back ? "v1.0.0" : "v1.1.0";
	if (bg_check(run, &req, &report, &err) != 0 || report.verdict == BG_UNJUDGED)
		fail_msg("%s/cases:%u: not judged: %s", m->topic, m->line, err.text);
	same = compare(arena, m, &report, &got);
	if (!same)
		print_error("%s/cases:%u: %s%s: the findings are\n%s", m->topic, m->line,
		            m->name, back ? " (backwards)" : "",
		            got.n ? bg_buf_str(&got) : "nothing\n");
	if (same && report.required != greatest_bump(m)) {
		print_error("%s/cases:%u: %s: the release owes %s\n", m->topic, m->line,
		            m->name, bg_bump_word(report.required));
		same = false;
	}
	bg_run_free(run);
	assert_true(same);
}

void
mutation_check(const struct mutation *m)
{
	struct bg_arena *arena = bg_arena_new();
	char dir[512];

	support_tmpdir(dir, sizeof(dir));
	stage(arena, m, dir);
	judge(arena, m, dir, false);
	if (m->nothing)
		judge(arena, m, dir, true);
	support_remove(dir);
	bg_arena_free(arena);
}
