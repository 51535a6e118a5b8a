/* SPDX-License-Identifier: MIT */
/* What functions from outside of the repository give, as far as it matters to answers. */
#include "base/err.h"
#include "extract/shape.h"

struct gives {
	const char *name;
	unsigned bits;
};

static const struct gives known[] = {
	{"builtins.str", BG_SHAPE_STR},
	{"builtins.repr", BG_SHAPE_STR},
	{"builtins.format", BG_SHAPE_STR},
	{"builtins.int", BG_SHAPE_INT},
	{"builtins.len", BG_SHAPE_INT},
	{"builtins.hash", BG_SHAPE_INT},
	{"builtins.id", BG_SHAPE_INT},
	{"builtins.float", BG_SHAPE_FLOAT},
	{"builtins.isinstance", BG_SHAPE_BOOL},
	{"builtins.hasattr", BG_SHAPE_BOOL},
	{"builtins.any", BG_SHAPE_BOOL},
	{"builtins.all", BG_SHAPE_BOOL},
	{"builtins.callable", BG_SHAPE_BOOL},
	{"builtins.issubclass", BG_SHAPE_BOOL},
	{"builtins.print", BG_SHAPE_NULL},
	{"time.time", BG_SHAPE_FLOAT},
	{"time.monotonic", BG_SHAPE_FLOAT},
	{"time.perf_counter", BG_SHAPE_FLOAT},
	{"time.process_time", BG_SHAPE_FLOAT},
	{"time.time_ns", BG_SHAPE_INT},
	{"time.strftime", BG_SHAPE_STR},
	{"os.getpid", BG_SHAPE_INT},
	{"socket.gethostname", BG_SHAPE_STR},
	{"platform.python_version", BG_SHAPE_STR},
	{"platform.node", BG_SHAPE_STR},
	{"os.path.exists", BG_SHAPE_BOOL},
	{"os.access", BG_SHAPE_BOOL},
	{"os.path.isdir", BG_SHAPE_BOOL},
	{"os.path.isfile", BG_SHAPE_BOOL},
	{"hmac.compare_digest", BG_SHAPE_BOOL},
	{"secrets.compare_digest", BG_SHAPE_BOOL},
	{"time.sleep", BG_SHAPE_NULL},
	{"django.utils.crypto.constant_time_compare", BG_SHAPE_BOOL},
};

static const struct bg_shape *
give_bool(struct bg_scene *s, const struct bg_given *g)
{
	int truth = g->narg ? bg_shape_truth(s, g->arg[0]) : 0;

	return bg_shape_bits(s->w, truth < 0 ? BG_SHAPE_BOOL
	                           : truth   ? BG_SHAPE_TRUE
	                                     : BG_SHAPE_FALSE);
}

/* round(), sum(), min(), max(), abs(): numbers of the sort that they are given. */
static const struct bg_shape *
give_number(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct bg_shape *of = g->narg ? g->arg[0] : NULL, *all = NULL;

	if (strcmp(name, "round") == 0)
		return bg_shape_bits(s->w, g->narg < 2 ? BG_SHAPE_INT : BG_SHAPE_FLOAT);
	if (g->narg == 1 && of->ncell)
		all = bg_cell_each(s, of);
	for (size_t i = 0; i < g->narg && !all && g->narg > 1; i++)
		all = bg_shape_join(s->w, all, g->arg[i]);
	if (!all)
		all = of;
	if (!all || bg_shape_is_any(all))
		return bg_shape_any(s->w, "it is computed");
	if (strcmp(name, "sum") == 0)
		return bg_shape_bits(s->w, BG_SHAPE_INT | (all->bits & BG_SHAPE_FLOAT));
	return all;
}

/* The cell of a list of two known elements; NULL: it is none. */
static const struct bg_cell *
pair_of(const struct bg_scene *s, const struct bg_shape *of)
{
	const struct bg_cell *cell = of && of->ncell == 1 ? bg_cell_at(s, of->cell[0]) : NULL;

	return cell && cell->kind == BG_CELL_LIST && cell->parts && cell->npart == 2 ? cell
	                                                                             : NULL;
}

/* dict([("a", 1), …]) and dict(zip(NAMES, values)); NULL: the pairs are not known. */
static const struct bg_shape *
give_pairs_as_dict(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_cell *list = bg_shape_unrolled(s, g->arg[0]), *pair;
	const struct bg_shape *out;

	for (size_t i = 0; list && i < list->npart; i++)
		if (!pair_of(s, list->part[i]))
			return NULL;
	if (!list)
		return NULL;
	out = bg_cell_dict(s, g->line);
	for (size_t i = 0; i < list->npart; i++) {
		pair = pair_of(s, list->part[i]);
		bg_cell_pair(s, out, pair->part[0], pair->part[1], false);
	}
	return out;
}

static const struct bg_shape *
give_dict(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_shape *out = g->narg ? bg_cell_copy(s, g->arg[0]) : NULL;
	bool list = false;

	for (size_t i = 0; g->narg && i < g->arg[0]->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, g->arg[0]->cell[i]);

		list |= cell && cell->kind == BG_CELL_LIST;
	}
	if (!out || list) {
		out = list ? give_pairs_as_dict(s, g) : NULL;
		list = out != NULL;
		if (!out)
			out = bg_cell_dict(s, g->line);
		if (g->narg && !list)
			bg_cell_open(s, out, "it is a copy of what is not followed");
	}
	for (size_t i = 0; i < g->nkey; i++)
		bg_cell_put(s, out, g->key[i].name, g->key[i].value, g->key[i].sometimes);
	if (g->more)
		bg_cell_open(s, out, "it is merged with what is not known");
	return out;
}

static const struct bg_shape *
give_list(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_cell *cell;

	if (!g->narg)
		return bg_cell_list(s, NULL, 0);
	cell = g->arg[0]->ncell == 1 ? bg_cell_at(s, g->arg[0]->cell[0]) : NULL;
	if (cell && cell->kind == BG_CELL_LIST && cell->parts)
		return bg_cell_list(s, cell->part, cell->npart);
	return bg_cell_elsewhere(s, bg_cell_list_of(s, bg_cell_each(s, g->arg[0])), g->arg[0]);
}

/* zip() of a list whose elements are known, one by one; NULL: the first is none. */
static const struct bg_shape *
zip_known(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_cell *first, *other;
	const struct bg_shape **list, **part;

	first = g->narg ? bg_shape_unrolled(s, g->arg[0]) : NULL;
	if (!first)
		return NULL;
	list = bg_calloc(s->w->arena, first->npart + 1, sizeof(*list));
	for (size_t i = 0; i < first->npart; i++) {
		part = bg_calloc(s->w->arena, g->narg, sizeof(*part));
		part[0] = first->part[i];
		for (size_t k = 1; k < g->narg; k++) {
			other = bg_shape_unrolled(s, g->arg[k]);
			if (other && other->npart != first->npart)
				return NULL;
			part[k] = other ? other->part[i] : bg_cell_each(s, g->arg[k]);
			if (!part[k])
				part[k] = bg_shape_any(s->w, "");
		}
		list[i] = bg_cell_list(s, part, g->narg);
	}
	return bg_cell_list(s, list, first->npart);
}

/* enumerate(), zip(), map(): lists of pairs, or of what the function gives. */
static const struct bg_shape *
give_pairs(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct bg_shape **part = bg_calloc(s->w->arena, g->narg + 1, sizeof(*part));
	const struct bg_shape *pairs;
	size_t n = 0;

	for (size_t i = 0; i < g->narg; i++)
		g->arg[i] = bg_shape_keys(s, g->arg[i]);
	pairs = strcmp(name, "zip") == 0 ? zip_known(s, g) : NULL;

	if (pairs)
		return pairs;
	if (strcmp(name, "enumerate") == 0)
		part[n++] = bg_shape_bits(s->w, BG_SHAPE_INT);
	for (size_t i = 0; i < g->narg && (i == 0 || strcmp(name, "zip") == 0); i++) {
		part[n] = bg_cell_each(s, g->arg[i]);
		if (!part[n])
			part[n] = bg_shape_any(s->w, "");
		n++;
	}
	return bg_cell_list_of(s, bg_cell_list(s, part, n));
}

static const struct bg_shape *
give_getattr(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_shape *out = bg_shape_any(s->w, "what 'getattr()' gives");

	return g->narg > 2 ? bg_shape_join(s->w, out, g->arg[2]) : out;
}

static const struct bg_shape *
give_environment(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_shape *fallback = bg_given_at(g, 1, "default");

	return bg_shape_join(s->w, bg_shape_bits(s->w, BG_SHAPE_STR),
	                     fallback ? fallback : bg_shape_bits(s->w, BG_SHAPE_NULL));
}

static bool
is_one_of(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static const struct bg_shape *
give_builtin(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	static const char *const numbers[] = {"round", "sum", "min", "max", "abs", NULL};
	static const char *const lists[] = {"list",      "tuple",    "sorted", "set",
	                                    "frozenset", "reversed", "iter",   NULL};
	static const char *const pairs[] = {"enumerate", "zip", NULL};

	if (strcmp(name, "bool") == 0)
		return give_bool(s, g);
	if (strcmp(name, "dict") == 0)
		return give_dict(s, g);
	if (strcmp(name, "getattr") == 0)
		return give_getattr(s, g);
	if (strcmp(name, "range") == 0)
		return bg_cell_list_of(s, bg_shape_bits(s->w, BG_SHAPE_INT));
	if (strcmp(name, "next") == 0 && g->narg)
		return bg_shape_join(s->w, bg_cell_each(s, g->arg[0]), bg_given_at(g, 1, NULL));
	if (is_one_of(name, numbers))
		return give_number(s, name, g);
	if (is_one_of(name, lists))
		return give_list(s, g);
	if (is_one_of(name, pairs))
		return give_pairs(s, name, g);
	return NULL;
}

/* dict.fromkeys(names, value) */
static const struct bg_shape *
give_keys(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_shape *out = bg_cell_dict(s, g->line), *of, *value;
	const struct bg_cell *names;

	of = bg_shape_keys(s, g->arg[0]);
	names = bg_shape_unrolled(s, of);
	value = g->narg > 1 ? g->arg[1] : bg_shape_bits(s->w, BG_SHAPE_NULL);
	for (size_t i = 0; names && i < names->npart; i++)
		bg_cell_pair(s, out, names->part[i], value, false);
	if (!names)
		bg_cell_put(s, out, NULL, value, true);
	return out;
}

/* defaultdict(list), Counter(): free keys that hold what the factory makes. */
static const struct bg_shape *
give_filled(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct bg_shape *out = bg_cell_dict(s, g->line);
	const struct bg_given none = {.line = g->line};
	const struct bg_shape *value = bg_shape_bits(s->w, BG_SHAPE_INT);

	if (bg_ends(name, "defaultdict"))
		value = g->narg ? bg_shape_call_shape(s, g->arg[0], &none) : NULL;
	if (value)
		bg_cell_put(s, out, NULL, value, true);
	return out;
}

/* Flask's abort(503), abort(answer): the request ends here. */
static const struct bg_shape *
give_abort(struct bg_scene *s, const struct bg_given *g)
{
	const struct bg_cell *cell;
	const struct bg_shape *answer = g->narg ? g->arg[0] : NULL;
	struct bg_cell plain = {.kind = BG_CELL_ANSWER, .line = g->line};

	cell = answer && answer->ncell == 1 ? bg_cell_at(s, answer->cell[0]) : NULL;
	if (answer && !(cell && cell->kind == BG_CELL_ANSWER)) {
		answer = bg_cell_new(s, &plain);
		bg_cell_put(s, answer, "=status", g->arg[0], false);
	}
	bg_shape_refuse(s, answer);
	s->state.live = false;
	return bg_shape_any(s->w, "");
}

static bool
is_abort(const char *name)
{
	return bg_ends(name, ".abort") &&
	       (bg_starts(name, "flask") || bg_starts(name, "quart.") ||
	        bg_starts(name, "werkzeug.") || bg_starts(name, "bottle."));
}

const struct bg_shape *
bg_shape_external(struct bg_scene *s, const char *name, const struct bg_given *g)
{
	const struct bg_shape *out;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcmp(known[i].name, name) == 0)
			return bg_shape_bits(s->w, known[i].bits);
	if (strcmp(name, "os.getenv") == 0 || strcmp(name, "os.environ.get") == 0)
		return give_environment(s, g);
	if (bg_ends(name, "json.dumps") && g->narg)
		return bg_shape_freeze(s, g->arg[0]);
	if ((strcmp(name, "copy.copy") == 0 || strcmp(name, "copy.deepcopy") == 0 ||
	     strcmp(name, "dataclasses.asdict") == 0 || strcmp(name, "typing.cast") == 0 ||
	     strcmp(name, "fastapi.encoders.jsonable_encoder") == 0) &&
	    g->narg)
		return g->arg[g->narg - 1];
	if (strcmp(name, "collections.OrderedDict") == 0)
		return give_dict(s, g);
	if (strcmp(name, "collections.defaultdict") == 0 ||
	    strcmp(name, "collections.Counter") == 0)
		return give_filled(s, name, g);
	if (is_abort(name))
		return give_abort(s, g);
	out = bg_shape_apply(s, name, g);
	if (out)
		return out;
	if (strcmp(name, "builtins.dict.fromkeys") == 0 && g->narg)
		return give_keys(s, g);
	if ((strcmp(name, "json.loads") == 0 || strcmp(name, "orjson.loads") == 0) && g->narg &&
	    bg_shape_only(g->arg[0])) {
		out = bg_shape_parse(s, bg_shape_only(g->arg[0]));
		if (out)
			return out;
	}
	if (bg_starts(name, "builtins.")) {
		out = give_builtin(s, name + strlen("builtins."), g);
		if (out)
			return out;
	}
	out = bg_shape_answer(s, name, g);
	return out ? out
	           : bg_shape_any(s->w, bg_strf(s->w->arena, "what '%.80s()' gives", name));
}
