/* SPDX-License-Identifier: MIT */
/*
 * Parsers that are made by hand. Each stands by itself under an id of its own until all is
 * read: then the one that was no parent of another is the command's.
 */
#include <string.h>

#include "extract/parser_walk.h"

#define MOST_BASES 8

/* The id with what stands for one parser replaced by another, or NULL: it is not below it. */
static const char *
move_id(struct bg_arena *arena, const char *id, const char *from, const char *to)
{
	size_t n = strlen(from);

	if (!id || strncmp(id, from, n) != 0 || (id[n] && id[n] != ' '))
		return NULL;
	return bg_strf(arena, "%s%s", to, id + n);
}

static void
adjust(struct bg_builder *w, struct bg_item *item, const struct bg_parser *parser, bool direct)
{
	const char *group = bg_item_fact(item, "group");

	if (direct && strcmp(item->kind, "positional") == 0)
		bg_item_set_attr(w->x->keep, item, "position",
		                 bg_strf(w->x->keep, "%u", parser->positionals));
	if (direct && group)
		bg_item_set_fact(w->x->keep, item, "group",
		                 bg_strf(w->x->keep, "%u.%s", parser->groups, group));
	bg_branch_mark(w, item);
}

/* What the parent has by now; its items are copied, as argparse does. */
static int
take_parent(struct bg_builder *w, struct bg_parser *parser, struct bg_parser *parent)
{
	struct bg_harvest *h = w->x->out;
	size_t n = h->items.n;

	parent->used = true;
	parser->groups++;
	for (size_t i = 0; i < n; i++) {
		struct bg_item item = h->items.v[i];
		const char *owner = move_id(w->x->keep, item.parent, parent->id, parser->id);
		bool direct = item.parent && strcmp(item.parent, parent->id) == 0;

		if (!owner)
			continue;
		item.id = move_id(w->x->keep, item.id, parent->id, parser->id);
		item.parent = owner;
		parser->positionals += direct && strcmp(item.kind, "positional") == 0;
		adjust(w, &item, parser, direct);
		*bg_list_add(w->x->keep, &h->items) = item;
		if (bg_extract_room(w->x, w->err))
			return -1;
	}
	for (size_t i = 0; i < parent->defaults.n; i++)
		*bg_list_add(w->x->keep, &parser->defaults) = parent->defaults.v[i];
	return 0;
}

static int
read_parents(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *list,
             struct bg_parser *parser)
{
	struct bg_handle handle;

	if (list->type != BG_PY_LIST && list->type != BG_PY_TUPLE) {
		bg_walk_unread(w, f, list, parser, "the parents of this parser are computed");
		return 0;
	}
	for (uint32_t i = 0; i < list->items.v->n; i++) {
		handle = (struct bg_handle){0};
		if (bg_walk_eval(w, f, list->items.v->v[i], &handle))
			return -1;
		if (handle.type != BG_HANDLE_PARSER)
			bg_walk_unread(w, f, list, parser,
			               "a parent of this parser is not known");
		else if (handle.parser != parser && take_parent(w, parser, handle.parser))
			return -1;
	}
	return 0;
}

int
bg_walk_parents(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                struct bg_parser *parser)
{
	for (uint32_t i = 0; i < call->call.keywords->n; i++) {
		const struct bg_py_node *k = call->call.keywords->v[i];

		if (!k->keyword.name)
			continue;
		if (strcmp(k->keyword.name, "prefix_chars") == 0)
			bg_walk_unread(w, f, call, parser,
			               "options begin with other characters than '-'");
		if (strcmp(k->keyword.name, "parents") == 0 &&
		    read_parents(w, f, k->keyword.value, parser))
			return -1;
	}
	return 0;
}

bool
bg_walk_makes(struct bg_builder *w, const struct bg_py_value *v, unsigned depth)
{
	const struct bg_py_list *bases;
	const struct bg_py_value *base;
	struct bg_py_where where;

	if (v->kind == BG_PYV_EXTERNAL)
		return bg_ends(v->text, "ArgumentParser") || bg_ends(v->text, ".CommandParser");
	if (v->kind != BG_PYV_CLASS || depth > MOST_BASES)
		return false;
	where = (struct bg_py_where){.unit = v->unit};
	bases = v->node->cls->bases;
	for (uint32_t i = 0; i < bases->n && i < MOST_BASES; i++)
		if (bg_py_fold(w->project, &where, bases->v[i], &base, w->err) == 0 &&
		    bg_walk_makes(w, base, depth + 1))
			return true;
	return false;
}

/* A subclass may add flags of its own, or read those of others in its own way. */
static bool
is_plain(struct bg_builder *w, const struct bg_py_value *cls)
{
	static const char *const word[] = {"add_argument", "add_subparsers", "parents",
	                                   "prefix_chars"};
	const char *text;
	size_t n;

	if (cls->kind != BG_PYV_CLASS)
		return true;
	text = bg_py_source(cls->unit->file, cls->node, &n);
	text = text ? bg_strndup(w->x->scratch, text, n) : word[0];
	for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
		if (strstr(text, word[i]))
			return false;
	return true;
}

int
bg_walk_make(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
             const struct bg_py_value *cls, struct bg_handle *out)
{
	struct bg_parser *parser = bg_calloc(w->x->keep, 1, sizeof(*parser));

	parser->id = bg_strf(w->x->keep, "\001%zu", w->made.n);
	*bg_list_add(w->x->scratch, &w->made) = parser;
	*out = (struct bg_handle){.type = BG_HANDLE_PARSER, .parser = parser};
	if (!is_plain(w, cls))
		bg_walk_unread(w, f, call, parser,
		               bg_strf(w->x->keep, "parsers of %s are not followed",
		                       bg_pyv_brief(w->x->keep, cls)));
	return bg_walk_parents(w, f, call, parser);
}

static void
settle_unread(struct bg_builder *w, const struct bg_parser *made)
{
	struct bg_harvest *h = w->x->out;
	const char *id;

	for (size_t i = 0; i < h->unread.n; i++) {
		id = move_id(w->x->keep, h->unread.v[i].item, made->id, w->root->id);
		if (id)
			h->unread.v[i].item = made->used ? w->root->id : id;
	}
}

/* Items from first on: those of parents go, as they were copied. */
static void
settle_items(struct bg_builder *w, const struct bg_parser *made, size_t first)
{
	struct bg_harvest *h = w->x->out;
	size_t n = first;

	for (size_t i = first; i < h->items.n; i++) {
		struct bg_item item = h->items.v[i];
		const char *owner = move_id(w->x->keep, item.parent, made->id, w->root->id);

		if (owner && made->used)
			continue;
		if (owner) {
			item.parent = owner;
			item.id = move_id(w->x->keep, item.id, made->id, w->root->id);
		}
		h->items.v[n++] = item;
	}
	/* Whoever adds the next one finds its place empty. */
	if (n < h->items.n)
		memset(h->items.v + n, 0, (h->items.n - n) * sizeof(*h->items.v));
	h->items.n = n;
}

void
bg_walk_ask(struct bg_builder *w, struct bg_parser *parser)
{
	struct bg_harvest *h = w->x->out;

	parser->asks = true;
	for (size_t i = h->items.n; i > 0; i--) {
		struct bg_item *item = &h->items.v[i - 1];

		if (strcmp(item->id, parser->id) == 0 && strcmp(item->kind, "command") == 0) {
			bg_item_set_attr(w->x->keep, item, "subcommand", "required");
			return;
		}
	}
}

void
bg_walk_settle(struct bg_builder *w, size_t first)
{
	for (size_t i = 0; i < w->made.n; i++) {
		settle_items(w, w->made.v[i], first);
		settle_unread(w, w->made.v[i]);
		if (w->made.v[i]->asks && !w->made.v[i]->used)
			bg_walk_ask(w, w->root);
	}
}
