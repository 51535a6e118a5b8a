/* SPDX-License-Identifier: MIT */
/* Calls of what comes with the language: documents are loaded, containers copied. */
#include "base/err.h"
#include "extract/accept.h"

bool
bg_is_listed(const char *word, const char *list)
{
	size_t n = strlen(word);

	for (const char *at = list; *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == n && memcmp(at, word, n) == 0)
			return true;
	return false;
}

/* The full name of what is called, "yaml.safe_load"; NULL: it has none. */
static const char *
name_of_callee(struct bg_frame *f, const struct bg_py_node *e)
{
	const char *name = bg_py_dotted(f->a->arena, e->call.func);
	struct bg_py_ref ref;

	if (!name)
		return e->call.func->type == BG_PY_ATTRIBUTE &&
		                       e->call.func->attribute.value->type == BG_PY_CALL
		               ? bg_py_dotted(f->a->arena,
		                              e->call.func->attribute.value->call.func)
		               : NULL;
	if (bg_py_resolve(f->a->project, f->unit, name, &ref, f->a->err)) {
		f->a->failed = true;
		return NULL;
	}
	return ref.kind == BG_PY_FOUND_EXTERNAL && ref.name ? ref.name : name;
}

static bool
has_part(const char *name, const char *part)
{
	for (; *name; name++)
		if (bg_starts_fold(name, part))
			return true;
	return false;
}

/* A document that is loaded; where a YAML one is, those of other sorts do not count. */
bool
bg_accept_load(struct bg_frame *f, const struct bg_py_node *e, struct bg_meanings *out)
{
	static const char loaders[] = "load safe_load full_load unsafe_load load_all "
				      "safe_load_all loads";
	const struct bg_py_node *func = e->call.func;
	const char *name = func->type == BG_PY_NAME        ? func->name.id
	                   : func->type == BG_PY_ATTRIBUTE ? func->attribute.attr
	                                                   : "";
	const char *full, *last;

	if (func->type == BG_PY_ATTRIBUTE ? !bg_is_listed(name, loaders)
	                                  : bg_frame_find(f, name) != NULL)
		return false;
	full = name_of_callee(f, e);
	if (!full)
		return false;
	last = strrchr(full, '.');
	if (func->type == BG_PY_NAME && !bg_is_listed(last ? last + 1 : full, loaders))
		return false;
	if (has_part(full, "yaml"))
		f->a->yaml = true;
	else if (!has_part(full, "json") && !has_part(full, "toml"))
		return false;
	if (!has_part(full, "yaml") && f->a->yaml)
		return true;
	f->a->found = true;
	*out = bg_meanings_spot(f->a, BG_SORT_SPOT, f->a->root);
	if (strstr(name, "_all"))
		*out = bg_meanings_many(f->a, out);
	return true;
}

struct bg_meanings
bg_accept_arguments(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings out = {0}, m;

	for (uint32_t i = 0; i < e->call.args->n; i++) {
		m = bg_accept_expr(f, e->call.args->v[i]);
		bg_meanings_join(f->a, &out, &m);
	}
	for (uint32_t i = 0; i < e->call.keywords->n; i++) {
		const struct bg_py_node *k = e->call.keywords->v[i];

		m = bg_accept_expr(f, k->keyword.value);
		if (!k->keyword.name)
			bg_meanings_join(f->a, &out, &m);
	}
	return out;
}

/* A lambda is called with elements of what stands beside it. */
static void
call_lambdas(struct bg_frame *f, const struct bg_py_node *e, const struct bg_meanings *args)
{
	struct bg_meanings each = bg_meanings_each(f->a, args);
	const struct bg_py_node *v;

	for (uint32_t i = 0; i < e->call.args->n + e->call.keywords->n; i++) {
		v = i < e->call.args->n
		            ? e->call.args->v[i]
		            : e->call.keywords->v[i - e->call.args->n]->keyword.value;
		if (v->type != BG_PY_LAMBDA || v->lambda.args->arguments->args->n != 1)
			continue;
		bg_frame_set(f, v->lambda.args->arguments->args->v[0]->arg.name, &each);
		bg_accept_expr(f, v->lambda.body);
	}
}

static struct bg_meanings
pair_up(struct bg_frame *f, const struct bg_meanings *args)
{
	struct bg_meanings each = bg_meanings_each(f->a, args), pair;
	struct bg_meanings *part = bg_calloc(f->a->arena, 2, sizeof(*part));

	part[0] = bg_meanings_one(f->a, (struct bg_meaning){.sort = BG_SORT_INDEX});
	part[1] = each;
	pair = bg_meanings_one(
		f->a, (struct bg_meaning){.sort = BG_SORT_TUPLE, .part = part, .npart = 2});
	return bg_meanings_many(f->a, &pair);
}

static struct bg_meanings
copy(struct bg_frame *f, const struct bg_meanings *args)
{
	struct bg_meanings out = {0};

	for (size_t i = 0; i < args->n; i++) {
		struct bg_meaning m = args->v[i];

		m.copied |= m.sort == BG_SORT_SPOT;
		bg_meanings_add(f->a, &out, m);
	}
	return out;
}

/* The keys of a mapping, or the elements of what is made here. */
static struct bg_meanings
make_set(struct bg_frame *f, const struct bg_meanings *args)
{
	struct bg_meanings out = {0};

	for (size_t i = 0; i < args->n; i++) {
		struct bg_meaning m = args->v[i];

		if (m.sort == BG_SORT_SPOT)
			m = (struct bg_meaning){.sort = BG_SORT_KEYS, .spot = m.spot};
		if (m.sort != BG_SORT_KEY)
			bg_meanings_add(f->a, &out, m);
	}
	return out;
}

/* Numbers that may count elements. */
static struct bg_meanings
count(struct bg_frame *f)
{
	struct bg_meanings one =
		bg_meanings_one(f->a, (struct bg_meaning){.sort = BG_SORT_INDEX});

	return bg_meanings_many(f->a, &one);
}

bool
bg_accept_builtin(struct bg_frame *f, const struct bg_py_node *e, const char *name,
                  struct bg_meanings *out)
{
	static const char same[] =
		"list tuple sorted reversed iter cast filter next "
		"deepcopy copy dict OrderedDict defaultdict MappingProxyType "
		"str chain from_iterable";
	struct bg_meanings args;

	args = bg_accept_arguments(f, e);
	call_lambdas(f, e, &args);
	if (strcmp(name, "enumerate") == 0)
		*out = pair_up(f, &args);
	else if (strcmp(name, "range") == 0)
		*out = count(f);
	else if (strcmp(name, "len") == 0)
		*out = bg_meanings_one(f->a, (struct bg_meaning){.sort = BG_SORT_INDEX});
	else if (bg_is_listed(name, "set frozenset"))
		*out = make_set(f, &args);
	else if (strcmp(name, "next") == 0)
		*out = bg_meanings_each(f->a, &args);
	else if (bg_is_listed(name, same))
		*out = copy(f, &args);
	else
		return false;
	return true;
}
