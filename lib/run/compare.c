/* SPDX-License-Identifier: MIT */
/* From two trees to settled surfaces and their changes. */
#include "run/line.h"

#include <string.h>

#include "base/err.h"

static int
harvest(struct bg_line *line, struct bg_tree *tree, size_t which, struct bg_harvest *out,
        struct bg_err *err)
{
	struct bg_run *run = line->run;
	struct bg_extract x = {.keep = run->keep,
	                       .scratch = run->scratch,
	                       .limits = &line->req->limits,
	                       .tree = tree,
	                       .memo = run->memo,
	                       .out = out,
	                       .cache = &run->python,
	                       .project = tree == &line->was_tree ? &line->was_project
	                                                          : &line->now_project};
	int status;

	out->spec = &line->policy.specs.v[which];
	out->present = tree != NULL;
	if (!tree)
		return 0;
	status = bg_extract_surface(&x, err);
	bg_arena_reset(run->scratch);
	return status;
}

static void
progress(const struct bg_line *line, size_t done)
{
	if (line->req->progress)
		line->req->progress("reading surfaces", done, 2 * line->sides.n,
		                    line->req->data);
}

static void
count(struct bg_surface *s, const struct bg_change *c)
{
	if (c->op == BG_ADDED)
		s->added++;
	else if (c->op == BG_REMOVED)
		s->removed++;
	else
		s->changed++;
}

/* Distinct (kind, id) of two sealed harvests. */
static size_t
examined(const struct bg_harvest *was, const struct bg_harvest *now)
{
	size_t n = now->items.n;

	for (size_t i = 0; i < was->items.n; i++)
		if (!bg_harvest_find(now, was->items.v[i].kind, was->items.v[i].id))
			n++;
	return n;
}

static void
describe_files(struct bg_arena *arena, struct bg_surface *s, const struct bg_harvest *was,
               const struct bg_harvest *now)
{
	struct bg_strings files = {0};

	for (size_t i = 0; i < was->files.n; i++)
		bg_strings_add(arena, &files, was->files.v[i]);
	for (size_t i = 0; i < now->files.n; i++)
		bg_strings_add(arena, &files, now->files.v[i]);
	bg_strings_sort(&files);
	s->file = files.v;
	s->nfile = files.n;
}

static void
describe_surface(struct bg_line *line, size_t which, struct bg_surface *s)
{
	const struct bg_harvest *was = &line->sides.was[which], *now = &line->sides.now[which];
	struct bg_arena *keep = line->run->keep;
	size_t held = 0, first = line->changes.n;

	s->id = now->spec->id;
	s->kind = now->spec->kind->name;
	s->tier = now->spec->tier;
	s->examined = examined(was, now);
	s->unread = was->unread.n + now->unread.n;
	describe_files(keep, s, was, now);
	if (line->has_base)
		bg_changes_find(&line->changes, keep, was, now, &held);
	for (size_t i = first; i < line->changes.n; i++)
		count(s, &line->changes.v[i]);
	for (size_t i = 0; i < now->notes.n; i++)
		bg_line_note(line, s->id, now->notes.v[i].loc, now->notes.v[i].message);
	for (size_t i = 0; i < was->unread.n; i++)
		bg_line_note(
			line, s->id, was->unread.v[i].loc,
			bg_strf(keep, "not read at the base: %s", was->unread.v[i].message));
	for (size_t i = 0; i < now->unread.n; i++)
		bg_line_note(line, s->id, now->unread.v[i].loc,
		             bg_strf(keep, "not read: %s", now->unread.v[i].message));
	if (held)
		bg_line_note(line, s->id, (struct bg_loc){NULL, 0},
		             bg_strf(keep,
		                     "%zu difference%s held back, because a file was not read",
		                     held, held == 1 ? " is" : "s are"));
}

int
bg_line_examined(const struct bg_line *line, struct bg_err *err)
{
	for (size_t i = 0; i < line->out->nsurface; i++)
		if (line->out->surface[i].tier == BG_TIER_A && line->out->surface[i].examined)
			return 0;
	bg_fail(err, BG_EREPO,
	        "nothing was examined: no Tier A surface of the policy has an item");
	bg_hint(err,
	        "say in %s which files make the promises ('bumpgate init' writes it), or name a policy with "
	        "--policy",
	        BG_POLICY_PATH);
	return -1;
}

/* What was not read is told first, by findings of its own. */
static int
check_examined(const struct bg_line *line, struct bg_err *err)
{
	for (size_t i = 0; i < line->out->nsurface; i++)
		if (line->out->surface[i].unread)
			return 0;
	return bg_line_examined(line, err);
}

int
bg_line_compare(struct bg_line *line, struct bg_err *err)
{
	struct bg_arena *keep = line->run->keep;
	size_t n = line->policy.specs.n;
	struct bg_surface *surface = bg_calloc(keep, n, sizeof(*surface));

	line->sides.arena = keep;
	line->sides.was = bg_calloc(keep, n, sizeof(struct bg_harvest));
	line->sides.now = bg_calloc(keep, n, sizeof(struct bg_harvest));
	line->sides.n = n;
	for (size_t i = 0; i < n; i++) {
		progress(line, 2 * i);
		if (harvest(line, line->has_base ? &line->was_tree : NULL, i,
		            &line->sides.was[i], err) != 0 ||
		    harvest(line, &line->now_tree, i, &line->sides.now[i], err) != 0)
			return -1;
	}
	progress(line, 2 * n);
	bg_extract_settle(&line->sides);
	for (size_t i = 0; i < n; i++)
		describe_surface(line, i, &surface[i]);
	line->out->surface = surface;
	line->out->nsurface = n;
	return check_examined(line, err);
}
