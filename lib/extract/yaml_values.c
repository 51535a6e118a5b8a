/* SPDX-License-Identifier: MIT */
/* Kind yaml-values: the scalars that stand at one path of YAML documents. */
#include <stdlib.h>

#include "base/err.h"
#include "extract/accept.h"
#include "extract/values.h"

/* One step of a path such as groups.*.tasks[].command. */
struct step {
	enum { KEY, ANY, EACH } type;
	const char *key;
};

struct sight {
	const char *text, *path;
	unsigned line;
	enum bg_witness by;
	bool enabled;
	const struct bg_node *args; /* NULL: none beside it */
};

struct reading {
	struct bg_extract *x;
	struct bg_values *values;
	const struct step *step;
	size_t nstep;
	const char *path; /* the file that is read */
	enum bg_witness by;
	size_t nodes; /* met in this file */
	BG_LIST(struct sight) sights;
};

static void
parse_steps(struct reading *r, const char *path)
{
	BG_LIST(struct step) steps = {0};
	struct bg_arena *arena = r->x->scratch;
	struct step step;
	size_t n;

	while (*path) {
		n = strcspn(path, ".[");
		if (n) {
			step = (struct step){KEY, bg_strndup(arena, path, n)};
			if (strcmp(step.key, "*") == 0)
				step.type = ANY;
			*bg_list_add(arena, &steps) = step;
			path += n;
		}
		if (bg_starts(path, "[]")) {
			*bg_list_add(arena, &steps) = (struct step){EACH, "[]"};
			path += 2;
		} else if (*path) {
			path++;
		}
	}
	r->step = steps.v;
	r->nstep = steps.n;
}

static void
note(struct reading *r, const struct bg_node *node, const char *wanted)
{
	bg_harvest_note(r->x->keep, r->x->out, r->path, node->line,
	                bg_strf(r->x->keep, "'%s': %s is expected here, not %s",
	                        r->x->out->spec->option[BG_OPT_PATH].v[0], wanted,
	                        bg_node_word(node->type)));
}

/* The words of YAML 1.1 (and JSON) for false. */
static bool
is_false(const struct bg_node *node)
{
	return node && node->type == BG_NODE_BOOL &&
	       (bg_starts_fold(node->text, "f") || bg_starts_fold(node->text, "n") ||
	        bg_starts_fold(node->text, "of"));
}

static void
take(struct reading *r, const struct bg_node *node, const struct bg_node *holder)
{
	const struct bg_strings *enabled = &r->x->out->spec->option[BG_OPT_ENABLED];
	const struct bg_strings *arguments = &r->x->out->spec->option[BG_OPT_ARGUMENTS];
	struct sight *s;

	if (node->type == BG_NODE_NULL || node->type >= BG_NODE_SEQUENCE || !*node->text) {
		note(r, node, "a value");
		return;
	}
	s = bg_list_add(r->x->scratch, &r->sights);
	s->text = node->text;
	s->path = r->path;
	s->line = node->line;
	s->by = r->by;
	s->args = arguments->n && holder ? bg_node_get(holder, arguments->v[0]) : NULL;
	s->enabled = !enabled->n || !is_false(bg_node_get(holder, enabled->v[0]));
}

static int visit(struct reading *r, const struct bg_node *node, const struct bg_node *holder,
                 size_t i, struct bg_err *err);

static int
visit_map(struct reading *r, const struct bg_node *map, size_t i, struct bg_err *err)
{
	const struct bg_pair **v;
	const struct bg_node *value;

	if (map->type != BG_NODE_MAPPING) {
		note(r, map, "a mapping");
		return 0;
	}
	if (r->step[i].type == KEY) {
		value = bg_node_get(map, r->step[i].key);
		return value ? visit(r, value, map, i + 1, err) : 0;
	}
	v = bg_pairs_sort(r->x->scratch, map);
	for (size_t j = 0; j < map->npair; j++)
		if (!bg_pair_is_shadowed(v, map->npair, j) &&
		    visit(r, v[j]->value, map, i + 1, err))
			return -1;
	return 0;
}

/* holder is the mapping that the value stands in, directly or in a list of it. */
static int
visit(struct reading *r, const struct bg_node *node, const struct bg_node *holder, size_t i,
      struct bg_err *err)
{
	const struct bg_limits *limits = r->x->limits;

	if (++r->nodes > limits->v[BG_LIMIT_NODES])
		return bg_fail_limit(err, limits, BG_LIMIT_NODES, r->path, node->line);
	if (i > limits->v[BG_LIMIT_DEPTH])
		return bg_fail_limit(err, limits, BG_LIMIT_DEPTH, r->path, node->line);
	if (i == r->nstep) {
		take(r, node, holder);
		return bg_extract_room(r->x, err);
	}
	if (node->type == BG_NODE_NULL)
		return 0;
	if (r->step[i].type != EACH)
		return visit_map(r, node, i, err);
	if (node->type != BG_NODE_SEQUENCE)
		note(r, node, "a list");
	for (size_t j = 0; j < node->nitem; j++)
		if (visit(r, node->item[j], holder, i + 1, err))
			return -1;
	return 0;
}

static int
read_file(struct reading *r, struct bg_err *err)
{
	struct bg_harvest *h = r->x->out;
	const struct bg_nodes *nodes;
	size_t unread = h->unread.n;

	if (bg_extract_yaml(r->x, r->path, &nodes, err))
		return -1;
	if (h->unread.n > unread && r->by == BG_BY_FILE)
		r->values->blind = true;
	if (h->unread.n > unread && r->by == BG_BY_FALLBACK)
		*bg_list_add(r->x->keep, &r->values->fallback_unread) =
			h->unread.v[--h->unread.n];
	if (!nodes)
		return 0;
	r->nodes = 0;
	for (size_t i = 0; i < nodes->ndocument; i++)
		if (visit(r, nodes->document[i], NULL, 0, err))
			return -1;
	for (size_t i = 0; i < nodes->nremark; i++)
		bg_harvest_note(r->x->keep, h, r->path, nodes->remark[i].line,
		                nodes->remark[i].text);
	return 0;
}

static int
read_witness(struct reading *r, enum bg_witness by, enum bg_option option, struct bg_err *err)
{
	struct bg_strings paths = {0};

	if (bg_extract_paths(r->x, option, &paths, err))
		return -1;
	r->by = by;
	if (by == BG_BY_FILE)
		r->values->authority = paths.n > 0;
	for (size_t i = 0; i < paths.n; i++) {
		r->path = paths.v[i];
		if (read_file(r, err))
			return -1;
	}
	return 0;
}

/* What the code allows at the path; where it tests nothing there, it says nothing. */
static int
read_code(struct reading *r, struct bg_err *err)
{
	struct bg_extract *x = r->x;
	const char *path = x->out->spec->option[BG_OPT_PATH].v[0];
	struct bg_keys keys = {.x = x};
	struct bg_accept accept;
	struct sight *s;

	if (!x->out->spec->option[BG_OPT_CODE].n)
		return 0;
	if (bg_accept_read(&accept, &keys, BG_OPT_CODE, true, err))
		return -1;
	for (size_t i = 0; i < accept.allowed.n; i++) {
		const struct bg_allowed *a = &accept.allowed.v[i];

		if (strcmp(a->spot->id, path) != 0)
			continue;
		if (!a->text) {
			bg_harvest_unread(x->keep, x->out, a->loc.path, a->loc.line, a->why);
			continue;
		}
		s = bg_list_add(x->scratch, &r->sights);
		*s = (struct sight){a->text, a->loc.path, a->loc.line, BG_BY_CODE, true, NULL};
		r->values->coded = true;
	}
	return 0;
}

static int
by_text(const void *a, const void *b)
{
	const struct sight *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	if (order == 0)
		order = strcmp(x->path, y->path);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* A list of arguments, or all of them in one string. */
static void
add_arguments(struct reading *r, struct bg_value *value, const struct bg_node *args)
{
	if (!args)
		return;
	if (args->type < BG_NODE_SEQUENCE && args->type != BG_NODE_NULL)
		bg_strings_add(r->x->keep, &value->args, args->text);
	for (size_t i = 0; args->type == BG_NODE_SEQUENCE && i < args->nitem; i++)
		if (args->item[i]->type < BG_NODE_SEQUENCE)
			bg_strings_add(r->x->keep, &value->args, args->item[i]->text);
}

/* One value however often it stands there. */
static void
gather(struct reading *r)
{
	struct bg_values *values = r->values;
	struct bg_value *value = NULL;
	const struct sight *s;

	if (r->sights.n > 1)
		qsort(r->sights.v, r->sights.n, sizeof(*r->sights.v), by_text);
	for (size_t i = 0; i < r->sights.n; i++) {
		s = &r->sights.v[i];
		if (!value || strcmp(value->text, s->text) != 0) {
			value = bg_list_add(r->x->keep, &values->list);
			value->text = s->text;
		}
		if (!value->by[s->by].seen)
			value->by[s->by].loc = (struct bg_loc){s->path, s->line};
		value->by[s->by].seen = true;
		add_arguments(r, value, s->args);
		value->by[s->by].enabled |= s->enabled;
	}
}

static int
read_values(struct bg_extract *x, struct bg_err *err)
{
	struct bg_values *values = bg_alloc(x->keep, sizeof(*values));
	struct reading r = {.x = x, .values = values};

	x->out->kept = values;
	parse_steps(&r, x->out->spec->option[BG_OPT_PATH].v[0]);
	if (read_witness(&r, BG_BY_FILE, BG_OPT_FILES, err) ||
	    read_witness(&r, BG_BY_FALLBACK, BG_OPT_FALLBACK, err) ||
	    read_witness(&r, BG_BY_SAMPLE, BG_OPT_SAMPLES, err) || read_code(&r, err))
		return -1;
	gather(&r);
	if (values->list.n > x->limits->v[BG_LIMIT_ITEMS])
		return bg_fail_limit(err, x->limits, BG_LIMIT_ITEMS, NULL, 0);
	return bg_modules_read(values, x, err);
}

const struct bg_kind bg_kind_yaml_values = {
	.name = "yaml-values",
	.help = "the values at one path of YAML files, as the commands of a schedule",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(FALLBACK) | BG_ACCEPTS(SAMPLES) |
                   BG_ACCEPTS(PATH) | BG_ACCEPTS(ID) | BG_ACCEPTS(ENABLED) |
                   BG_ACCEPTS(ARGUMENTS) | BG_ACCEPTS(MODULES) | BG_ACCEPTS(CODE) |
                   BG_ACCEPTS(ROOT),
	.needs = BG_ACCEPTS(PATH),
	.read = read_values,
	.settle = bg_values_settle,
};
