/* SPDX-License-Identifier: MIT */
/* Driving kinds of surfaces as run/ does, without a repository. */
#include "support/probe.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "diff/diff.h"

int
probe_set_up(void **state)
{
	struct probe *p = calloc(1, sizeof(*p));

	if (!p)
		return -1;
	p->keep = bg_arena_new();
	p->scratch = bg_arena_new();
	p->memo = bg_memo_new(p->keep);
	p->python.arena = p->keep;
	bg_limits_init(&p->limits);
	memtree_init(&p->base);
	memtree_init(&p->target);
	*state = p;
	return 0;
}

int
probe_tear_down(void **state)
{
	struct probe *p = *state;

	bg_arena_free(p->keep);
	bg_arena_free(p->scratch);
	free(p);
	return 0;
}

size_t
probe_surface(struct probe *p, const char *id, const char *kind)
{
	struct bg_spec *spec = &p->spec[p->n];

	assert_true(p->n < PROBE_MOST);
	spec->id = id;
	spec->kind = bg_kind_find(kind);
	assert_non_null(spec->kind);
	spec->loc = (struct bg_loc){".bumpgate.yml", 1};
	p->was[p->n].spec = p->now[p->n].spec = spec;
	return p->n++;
}

void
probe_option(struct probe *p, enum bg_option option, const char *value)
{
	bg_strings_add(p->keep, &p->spec[p->n - 1].option[option], value);
}

void
probe_was(struct probe *p, const char *path, const char *text)
{
	memtree_add(&p->base, p->keep, path, text);
}

void
probe_now(struct probe *p, const char *path, const char *text)
{
	memtree_add(&p->target, p->keep, path, text);
}

void
probe_both(struct probe *p, const char *path, const char *text)
{
	probe_was(p, path, text);
	probe_now(p, path, text);
}

int
probe_read(struct probe *p, size_t i, bool target)
{
	struct bg_extract x = {.keep = p->keep,
	                       .scratch = p->scratch,
	                       .limits = &p->limits,
	                       .tree = target ? &p->target.tree : &p->base.tree,
	                       .memo = p->memo,
	                       .out = target ? &p->now[i] : &p->was[i],
	                       .cache = &p->python,
	                       .project = target ? &p->now_project : &p->was_project};

	return bg_extract_surface(&x, &p->err);
}

void
probe_run(struct probe *p)
{
	const struct bg_sides sides = {p->keep, p->was, p->now, p->n};

	for (size_t i = 0; i < p->n; i++) {
		if ((!p->no_base && probe_read(p, i, false)) ||
		    (!p->no_target && probe_read(p, i, true)))
			fail_msg("%s: %s", p->spec[i].id, p->err.text);
	}
	bg_extract_settle(&sides);
}

const char *
probe_items(struct probe *p, const struct bg_harvest *h)
{
	struct bg_buf buf = {.arena = p->keep};

	for (size_t i = 0; i < h->items.n; i++) {
		const struct bg_item *item = &h->items.v[i];

		bg_buf_printf(&buf, "%s %s", item->kind, item->id);
		if (item->parent)
			bg_buf_printf(&buf, " ^%s", item->parent);
		for (size_t j = 0; j < item->nattr; j++)
			bg_buf_printf(&buf, " %s=%s", item->attr[j].name, item->attr[j].value);
		bg_buf_printf(&buf, " %s:%u\n", item->loc.path, item->loc.line);
	}
	return bg_buf_str(&buf);
}

const char *
probe_ids(struct probe *p, const struct bg_harvest *h)
{
	struct bg_buf buf = {.arena = p->keep};

	for (size_t i = 0; i < h->items.n; i++)
		bg_buf_printf(&buf, "%s%s", i ? " " : "", h->items.v[i].id);
	return bg_buf_str(&buf);
}

const char *
probe_remarks(struct probe *p, const struct bg_harvest *h)
{
	struct bg_buf buf = {.arena = p->keep};

	for (size_t i = 0; i < h->remarks.n; i++) {
		const struct bg_finding_remark *r = &h->remarks.v[i];

		bg_buf_printf(&buf, "%s %s %s %s:%u\n", r->word, r->item ? r->item : "-",
		              r->detail, r->loc.path, r->loc.line);
	}
	return bg_buf_str(&buf);
}

const char *
probe_notes(struct probe *p, const struct bg_note *v, size_t n)
{
	struct bg_buf buf = {.arena = p->keep};

	for (size_t i = 0; i < n; i++)
		bg_buf_printf(&buf, "%s:%u\n", v[i].loc.path, v[i].loc.line);
	return bg_buf_str(&buf);
}

const char *
probe_changes(struct probe *p, size_t i)
{
	struct bg_buf buf = {.arena = p->keep};
	struct bg_changes changes = {0};
	size_t held;

	bg_changes_find(&changes, p->keep, &p->was[i], &p->now[i], &held);
	for (size_t j = 0; j < changes.n; j++) {
		const struct bg_change *c = &changes.v[j];
		const struct bg_item *item = c->was ? c->was : c->now;

		bg_buf_printf(&buf, "%c%s %s", "+-~"[c->op], item -> kind, item -> id);
		if (c->op == BG_CHANGED)
			bg_buf_printf(&buf, " %s %s %s", c->attr, c->from ? c->from : "-",
			              c->to ? c->to : "-");
		bg_buf_putc(&buf, '\n');
	}
	return bg_buf_str(&buf);
}

const char *
probe_fact(const struct bg_harvest *h, const char *id, const char *name)
{
	const struct bg_item *item = bg_harvest_find(h, NULL, id);
	const char *value;

	if (!item)
		fail_msg("no item %s", id);
	value = item ? bg_item_fact(item, name) : NULL;
	return value ? value : "";
}
