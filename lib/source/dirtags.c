/* SPDX-License-Identifier: MIT */
/* Reading the names, dates and parents of a directory's revisions. */
#include "source/dirtags.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/day.h"
#include "base/err.h"
#include "base/list.h"
#include "base/words.h"
#include "model/version.h"

#define LONGEST_LINE 1024

/* A name and what it is sorted by. */
struct candidate {
	const char *name;
	struct bg_version version;
	int group; /* versions, then other names, then HEAD */
};

struct reader {
	struct bg_dir_tags *out;
	struct bg_arena *arena;
	struct bg_strings names; /* of all directories, sorted */
	unsigned line;
	struct bg_err *err;
};

static bool
is_real_dir(struct bg_arena *arena, const char *dir, const char *name)
{
	struct stat st;

	return lstat(bg_strf(arena, "%s/%s", dir, name), &st) == 0 && S_ISDIR(st.st_mode);
}

static int
read_names(struct reader *r, const char *fixture)
{
	DIR *dir = opendir(fixture);
	const struct dirent *e;

	if (!dir)
		return bg_fail(r->err, BG_EREPO, "cannot open '%s': %s", fixture,
		               strerror(errno));
	while ((e = readdir(dir)))
		if (*e->d_name != '.' && is_real_dir(r->arena, fixture, e->d_name))
			bg_strings_add(r->arena, &r->names, bg_strdup(r->arena, e->d_name));
	closedir(dir);
	bg_strings_sort(&r->names);
	return 0;
}

static int
by_group(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = x->group - y->group;

	if (!order && x->group == 0)
		order = bg_version_compare(&x->version, &y->version);
	return order ? order : strcmp(x->name, y->name);
}

static struct candidate
make_candidate(struct bg_arena *arena, const char *name)
{
	struct candidate c = {.name = name};

	if (!bg_version_parse(&c.version, arena, name + (*name == 'v'),
	                      strlen(name + (*name == 'v'))))
		c.group = strcmp(name, "HEAD") == 0 ? 2 : 1;
	return c;
}

/* A revision as it is unless its line says otherwise. */
static struct bg_dir_tag *
add_tag(struct reader *r, const char *name)
{
	struct bg_dir_tag *t = bg_list_add(r->arena, r->out);
	size_t i = r->out->n - 1;

	t->name = name;
	t->day = bg_day(2026 + (int64_t)(i / 12), (unsigned)(i % 12) + 1, 1);
	t->parent = i ? i - 1 : 0;
	t->branch = BG_DIR_BRANCH;
	t->is_tag = strcmp(name, "HEAD") != 0;
	return t;
}

static void
sort_names(struct reader *r)
{
	struct candidate *v = bg_calloc(r->arena, r->names.n, sizeof(*v));

	for (size_t i = 0; i < r->names.n; i++)
		v[i] = make_candidate(r->arena, r->names.v[i]);
	if (r->names.n)
		qsort(v, r->names.n, sizeof(*v), by_group);
	for (size_t i = 0; i < r->names.n; i++)
		add_tag(r, v[i].name);
}

static int
fail_line(struct reader *r, const char *what, const char *word)
{
	return bg_fail_at(r->err, BG_EREPO, ".tags", r->line, 0, "%s '%s'", what, word);
}

static const struct bg_dir_tag *
find_tag(const struct bg_dir_tags *tags, const char *name)
{
	for (size_t i = 0; i < tags->n; i++)
		if (strcmp(tags->v[i].name, name) == 0)
			return &tags->v[i];
	return NULL;
}

const struct bg_dir_tag *
bg_dir_tags_tip(const struct bg_dir_tags *tags, const char *branch)
{
	for (size_t i = tags->n; i-- > 0;)
		if (strcmp(tags->v[i].branch, branch) == 0)
			return &tags->v[i];
	return NULL;
}

/* "parent=" alone makes a commit without one. */
static int
set_parent(struct reader *r, struct bg_dir_tag *t, const char *name)
{
	const struct bg_dir_tag *found;

	t->parent = r->out->n - 1;
	if (!*name)
		return 0;
	found = find_tag(r->out, name);
	if (!found || found == t)
		return fail_line(r, "no earlier line for the parent", name);
	t->parent = (size_t)(found - r->out->v);
	return 0;
}

static int
set_word(struct reader *r, struct bg_dir_tag *t, const char *word)
{
	/* A commit cannot hold a date before 1970. */
	if (bg_starts(word, "date="))
		return bg_day_parse(&t->day, word + 5) && t->day >= 0
		               ? 0
		               : fail_line(r, "invalid", word);
	if (bg_starts(word, "on=") && word[3]) {
		t->branch = word + 3;
		return 0;
	}
	if (bg_starts(word, "parent="))
		return set_parent(r, t, word + 7);
	if (strcmp(word, "lightweight") == 0) {
		t->lightweight = true;
		return 0;
	}
	return fail_line(r, "unknown word", word);
}

/* The next word of *s, NULL at the end of the line or a comment. */
static const char *
next_word(struct bg_arena *arena, const char **s)
{
	const char *p = *s, *start;

	while (bg_is_space(*p))
		p++;
	start = p;
	while (*p && !bg_is_space(*p))
		p++;
	*s = p;
	return p == start || *start == '#' ? NULL
	                                   : bg_strndup(arena, start, (size_t)(p - start));
}

/* Without parent=, a revision follows the one before it on its branch. */
static size_t
default_parent(const struct bg_dir_tags *tags)
{
	size_t last = tags->n - 1;

	for (size_t i = last; i-- > 0;)
		if (strcmp(tags->v[i].branch, tags->v[last].branch) == 0)
			return i;
	return last ? last - 1 : 0;
}

static int
read_tag_line(struct reader *r, const char *line)
{
	const char *word = next_word(r->arena, &line);
	bool has_parent = false;
	struct bg_dir_tag *t;

	if (!word)
		return 0;
	if (!bg_strings_has(&r->names, word))
		return fail_line(r, "there is no directory", word);
	if (find_tag(r->out, word))
		return fail_line(r, "named twice:", word);
	t = add_tag(r, word);
	while ((word = next_word(r->arena, &line))) {
		has_parent = has_parent || bg_starts(word, "parent=");
		if (set_word(r, t, word))
			return -1;
	}
	if (!has_parent)
		t->parent = default_parent(r->out);
	return 0;
}

static int
read_lines(struct reader *r, FILE *f)
{
	char line[LONGEST_LINE];
	size_t n;

	while (fgets(line, sizeof(line), f)) {
		r->line++;
		n = strlen(line);
		if (n == 0 || (line[n - 1] != '\n' && !feof(f)))
			return fail_line(r, "line is too long or binary:", line);
		if (read_tag_line(r, line))
			return -1;
	}
	if (ferror(f))
		return bg_fail(r->err, BG_EREPO, "cannot read '.tags'");
	return 0;
}

int
bg_dir_tags_read(struct bg_dir_tags *out, struct bg_arena *arena, const char *fixture,
                 struct bg_err *err)
{
	struct reader r = {.out = out, .arena = arena, .err = err};
	FILE *f;
	int status;

	*out = (struct bg_dir_tags){0};
	if (read_names(&r, fixture))
		return -1;
	f = fopen(bg_strf(arena, "%s/.tags", fixture), "rb");
	if (!f) {
		if (errno != ENOENT)
			return bg_fail(err, BG_EREPO, "cannot read '.tags': %s",
			               strerror(errno));
		sort_names(&r);
		return 0;
	}
	status = read_lines(&r, f);
	fclose(f);
	for (size_t i = 0; status == 0 && i < r.names.n; i++)
		if (!find_tag(out, r.names.v[i]))
			return bg_fail_at(err, BG_EREPO, ".tags", 0, 0,
			                  "no line names the directory '%s'", r.names.v[i]);
	return status;
}
