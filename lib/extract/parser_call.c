/* SPDX-License-Identifier: MIT */
/* Methods of parsers, groups and sub-parsers. */
#include "extract/parser_walk.h"
#include "python/ask.h"

/* The texts of positional arguments; false: not all of them are known. */
static int
read_names(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
           struct bg_strings *out, bool *known)
{
	const struct bg_py_value *v;

	*known = true;
	for (uint32_t i = 0; i < call->call.args->n; i++) {
		const struct bg_py_node *arg = call->call.args->v[i];
		bool star = arg->type == BG_PY_STARRED;

		if (bg_walk_fold(w, f, star ? arg->unary.value : arg, &v))
			return -1;
		if (star && (!bg_pyv_is_many(v) || v->open))
			*known = false;
		else if (!star && v->kind != BG_PYV_STR)
			*known = false;
		else if (!star)
			bg_strings_add(w->x->keep, out, v->text);
		for (size_t k = 0; star && *known && k < v->nv; k++) {
			if (v->v[k]->kind != BG_PYV_STR)
				*known = false;
			else
				bg_strings_add(w->x->keep, out, v->v[k]->text);
		}
	}
	for (size_t i = 0; i < out->n; i++)
		if (!*out->v[i])
			*known = false;
	return 0;
}

/* Whether a dictionary is open only because it holds values that are not known. */
static bool
has_all_keys(const struct bg_py_value *dict)
{
	if (!dict->open)
		return true;
	for (size_t i = 0; i < dict->nv; i++)
		if (dict->w[i]->text == dict->text &&
		    (dict->w[i]->kind == BG_PYV_UNKNOWN || dict->w[i]->open))
			return true;
	return false;
}

static int
read_keywords(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
              struct bg_flag *flag)
{
	const struct bg_py_value *v;

	for (uint32_t i = 0; i < call->call.keywords->n; i++) {
		const struct bg_py_node *k = call->call.keywords->v[i];

		if (bg_walk_fold(w, f, k->keyword.value, &v))
			return -1;
		if (k->keyword.name) {
			*bg_list_add(w->x->keep, &flag->keywords) =
				(struct bg_keyword){k->keyword.name, v, k->keyword.value};
			continue;
		}
		if (v->kind != BG_PYV_DICT || !has_all_keys(v))
			flag->open = true;
		for (size_t n = 0; v->kind == BG_PYV_DICT && n < v->nv; n++)
			if (v->v[n]->kind == BG_PYV_STR)
				*bg_list_add(w->x->keep, &flag->keywords) =
					(struct bg_keyword){v->v[n]->text, v->w[n], NULL};
	}
	return 0;
}

/* The value that set_defaults() gave to what stands in the item, if it did. */
static void
take_default(struct bg_builder *w, const struct bg_parser *parser, struct bg_item *item)
{
	const char *dest = bg_item_attr(item, "dest");

	for (size_t i = parser->defaults.n; dest && i > 0; i--) {
		const struct bg_keyword *k = &parser->defaults.v[i - 1];

		if (strcmp(k->name, dest) != 0)
			continue;
		bg_item_set_attr(w->x->keep, item, "default",
		                 bg_value_show(w->x->keep, k->value));
		return;
	}
}

static bool
has_default(const struct bg_flag *flag)
{
	for (size_t i = 0; i < flag->keywords.n; i++)
		if (strcmp(flag->keywords.v[i].name, "default") == 0)
			return true;
	return flag->open;
}

/* It counts for what is there and for what comes without a default of its own. */
static int
set_defaults(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
             struct bg_parser *parser)
{
	struct bg_harvest *h = w->x->out;
	struct bg_flag set = {.path = NULL};

	if (read_keywords(w, f, call, &set))
		return -1;
	if (!set.keywords.n)
		return 0;
	for (size_t i = 0; i < set.keywords.n; i++) {
		if (w->conditional)
			set.keywords.v[i].value = bg_pyv_new(w->x->keep, BG_PYV_UNKNOWN);
		*bg_list_add(w->x->keep, &parser->defaults) = set.keywords.v[i];
	}
	for (size_t i = 0; i < h->items.n; i++)
		if (h->items.v[i].parent && strcmp(h->items.v[i].parent, parser->id) == 0)
			take_default(w, parser, &h->items.v[i]);
	return 0;
}

static void
finish(struct bg_builder *w, const struct bg_parser *parser, const struct bg_flag *flag,
       struct bg_item *item)
{
	bg_branch_mark(w, item);
	if (!has_default(flag))
		take_default(w, parser, item);
}

static int
add_argument(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
             const struct bg_handle *on)
{
	struct bg_flag flag = {.path = f->where.unit->path, .line = call->line};
	size_t before;
	bool known;

	if (read_names(w, f, call, &flag.names, &known) || read_keywords(w, f, call, &flag))
		return -1;
	for (size_t i = 0; i < flag.keywords.n && !flag.names.n && known; i++)
		if (strcmp(flag.keywords.v[i].name, "dest") == 0 &&
		    flag.keywords.v[i].value->kind == BG_PYV_STR)
			bg_strings_add(w->x->keep, &flag.names, flag.keywords.v[i].value->text);
	if (!known || !flag.names.n) {
		bg_walk_unread(w, f, call, on->parser,
		               "the names of this argument are computed");
		return 0;
	}
	flag.group = on->group;
	flag.group_required = on->required;
	if (*flag.names.v[0] != '-')
		flag.position = ++on->parser->positionals;
	before = w->x->out->items.n;
	bg_flag_add(w->x, on->parser, &flag);
	for (size_t i = before; i < w->x->out->items.n; i++)
		finish(w, on->parser, &flag, &w->x->out->items.v[i]);
	return bg_extract_room(w->x, w->err);
}

/* Whether a keyword of the call is given and may be true. */
static int
read_truth(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
           const char *name, bool *out)
{
	const struct bg_py_node *node = bg_py_argument(call, name);
	const struct bg_py_value *v;

	*out = false;
	if (!node)
		return 0;
	if (bg_walk_fold(w, f, node, &v))
		return -1;
	*out = bg_pyv_truth(v) != 0;
	return 0;
}

static struct bg_item *
add_command(struct bg_builder *w, const struct bg_reach *f, const struct bg_py_node *call,
            const struct bg_handle *on, const char *name)
{
	struct bg_item *item = bg_harvest_add(
		w->x, "command", bg_strf(w->x->keep, "%s %s", on->parser->id, name),
		f->where.unit->path, call->line);

	item->parent = on->parser->id;
	bg_branch_mark(w, item);
	return item;
}

static int
add_parser(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
           const struct bg_handle *on, struct bg_handle *out)
{
	struct bg_flag given = {.path = NULL};
	const struct bg_py_value *v = NULL;
	struct bg_strings names = {0};
	bool known;

	if (read_names(w, f, call, &names, &known) || read_keywords(w, f, call, &given))
		return -1;
	for (size_t i = 0; i < given.keywords.n; i++)
		if (strcmp(given.keywords.v[i].name, "aliases") == 0)
			v = given.keywords.v[i].value;
	if (!known || !names.n) {
		bg_walk_unread(w, f, call, on->parser,
		               "the name of this sub-command is computed");
		return 0;
	}
	*out = (struct bg_handle){.type = BG_HANDLE_PARSER};
	out->parser = bg_calloc(w->x->keep, 1, sizeof(*out->parser));
	out->parser->id = add_command(w, f, call, on, names.v[0])->id;
	if (bg_walk_parents(w, f, call, out->parser))
		return -1;
	if (!v && given.open)
		bg_walk_unread(w, f, call, on->parser, "there may be aliases");
	if (!v)
		return 0;
	for (size_t i = 0; bg_pyv_is_many(v) && i < v->nv; i++)
		if (v->v[i]->kind == BG_PYV_STR)
			bg_item_set_fact(w->x->keep, add_command(w, f, call, on, v->v[i]->text),
			                 "alias-of", names.v[0]);
	if (!bg_pyv_is_many(v) || v->open)
		bg_walk_unread(w, f, call, on->parser, "the aliases are computed");
	return 0;
}

/* add_argument(help=…) and the like do not change what there is. */
int
bg_walk_parser_call(struct bg_builder *w, struct bg_reach *f, const struct bg_py_node *call,
                    const struct bg_handle *on, const char *method, struct bg_handle *out)
{
	bool required;

	if (strcmp(method, "add_argument") == 0)
		return add_argument(w, f, call, on);
	if (strcmp(method, "add_parser") == 0)
		return add_parser(w, f, call, on, out);
	*out = *on;
	if (strcmp(method, "add_argument_group") == 0)
		return 0;
	if (strcmp(method, "add_mutually_exclusive_group") == 0) {
		out->group = ++on->parser->groups;
		return read_truth(w, f, call, "required", &out->required);
	}
	if (strcmp(method, "add_subparsers") == 0) {
		out->type = BG_HANDLE_SUBPARSERS;
		if (read_truth(w, f, call, "required", &required))
			return -1;
		if (required && !w->conditional)
			bg_walk_ask(w, on->parser);
		return 0;
	}
	*out = (struct bg_handle){0};
	if (strcmp(method, "set_defaults") == 0)
		return set_defaults(w, f, call, on->parser);
	if (strcmp(method, "_add_action") == 0)
		bg_walk_unread(w, f, call, on->parser, "an action is added by itself");
	return 0;
}
