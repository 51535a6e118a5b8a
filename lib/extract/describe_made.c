/* SPDX-License-Identifier: MIT */
/* Classes that a call makes: namedtuple("R", "a b"), TypedDict("T", {…}), Enum("E", "A B"). */
#include "base/buf.h"
#include "base/list.h"
#include "extract/describe.h"
#include "python/annotation.h"
#include "python/ask.h"

enum maker { NO_MAKER, NAMES, PAIRS, KEYS, MEMBERS };

struct field {
	const char *name;
	const struct bg_py_node *type; /* NULL: none is told */
};

struct made {
	struct bg_describer *d;
	struct bg_py_where where;
	const struct bg_py_node *call;
	const char *id;
	enum maker maker;
	struct bg_buf order;
	struct {
		struct field *v;
		size_t n, cap;
	} fields;
	size_t defaults;                  /* how many of the last ones have one … */
	const struct bg_py_list *written; /* … and those, where they are written out */
};

static const struct {
	const char *name, *base;
	enum maker maker;
} makers[] = {
	{"collections.namedtuple", "typing.NamedTuple", NAMES},
	{"typing.NamedTuple", "typing.NamedTuple", PAIRS},
	{"typing.TypedDict", "typing.TypedDict", KEYS},
	{"typing_extensions.TypedDict", "typing.TypedDict", KEYS},
	{"enum.Enum", "enum.Enum", MEMBERS},
	{"enum.IntEnum", "enum.IntEnum", MEMBERS},
};

static const struct bg_py_node *
call_of(const struct bg_py_node *s)
{
	const struct bg_py_node *value = s && s->type == BG_PY_ASSIGN ? s->assign.value : NULL;

	return value && value->type == BG_PY_CALL && value->call.args->n >= 2 ? value : NULL;
}

static int
find_maker(struct made *m, const char **base)
{
	struct bg_py_unit *unit = m->where.unit;
	const char *name = bg_py_dotted(unit->project->arena, m->call->call.func);
	struct bg_py_ref ref;

	if (!name)
		return 0;
	if (bg_py_resolve(unit->project, unit, name, &ref, m->d->err) != 0)
		return -1;
	for (size_t i = 0; i < sizeof(makers) / sizeof(*makers); i++)
		if (ref.kind == BG_PY_FOUND_EXTERNAL && strcmp(ref.name, makers[i].name) == 0) {
			m->maker = makers[i].maker;
			*base = makers[i].base;
		}
	return 0;
}

static struct bg_item *
add_member(struct made *m, const char *name)
{
	struct bg_arena *keep = m->d->x->keep;
	struct bg_item *item =
		bg_harvest_add(m->d->x, "member", bg_strf(keep, "%s.%s", m->id, name),
	                       bg_strdup(keep, m->where.unit->path), m->call->line);

	item->parent = m->id;
	bg_item_set_attr(keep, item, "is", "attribute");
	bg_item_set_attr(keep, item, "obligation", "no");
	bg_item_set_fact(keep, item, "own", "yes");
	return item;
}

/* One field: a member, and a parameter of the constructor. */
static int
add_field(struct made *m, const struct field *field, size_t at)
{
	const bool key = m->maker == KEYS;
	bool optional = key && bg_describe_key_is_optional(m->call->call.keywords, field->type);
	struct bg_describe_param p = {.name = field->name,
	                              .kind = key ? "keyword" : "positional",
	                              .field = true,
	                              .own = "constructor"};
	struct bg_item *item;

	if (*p.name == '_')
		return 0;
	if (optional)
		p.text = "left out";
	else if (at + m->defaults >= m->fields.n && m->written)
		p.value = m->written->v[at + m->defaults - m->fields.n];
	else if (at + m->defaults >= m->fields.n)
		p.text = "a default";
	if (!key)
		bg_buf_printf(&m->order, "%s%s", m->order.n ? ", " : "", p.name);
	item = add_member(m, p.name);
	if (optional)
		bg_item_set_attr(m->d->x->keep, item, "optional", "yes");
	if (bg_describe_type(m->d, &m->where, item, "type", field->type) != 0)
		return -1;
	return bg_describe_param(m->d, &m->where, m->id, &p, m->call->line);
}

static void
add_name(struct made *m, const char *name, size_t n)
{
	struct bg_arena *keep = m->d->x->keep;

	*bg_list_add(keep, &m->fields) = (struct field){bg_strndup(keep, name, n), NULL};
}

/* "a b", "a, b" or ["a", "b"]; false: it is not known. */
static bool
split_names(struct made *m, const struct bg_py_value *value)
{
	size_t n;

	if (value->kind == BG_PYV_STR && strlen(value->text) == value->n) {
		for (const char *s = value->text; *s; s += n) {
			s += strspn(s, ", \t\n");
			n = strcspn(s, ", \t\n");
			if (n)
				add_name(m, s, n);
		}
		return true;
	}
	if ((value->kind != BG_PYV_LIST && value->kind != BG_PYV_TUPLE) || value->open)
		return false;
	for (size_t i = 0; i < value->nv; i++) {
		if (value->v[i]->kind != BG_PYV_STR)
			return false;
		add_name(m, value->v[i]->text, value->v[i]->n);
	}
	return true;
}

/* What a list or a tuple holds; NULL: another expression. */
static const struct bg_py_list *
items_of(const struct bg_py_node *e)
{
	return e->type == BG_PY_LIST || e->type == BG_PY_TUPLE ? e->items.v : NULL;
}

/* namedtuple's "defaults=(…)", of the last fields. */
static int
count_defaults(struct made *m)
{
	const struct bg_py_node *e = bg_py_argument(m->call, "defaults");
	const struct bg_py_value *value;

	if (!e)
		return 0;
	if (bg_py_fold(m->where.unit->project, &m->where, e, &value, m->d->err) != 0)
		return -1;
	m->defaults = value->nv;
	if (items_of(e) && items_of(e)->n == m->defaults)
		m->written = items_of(e);
	return 0;
}

/* The name that a constant string is; NULL: another expression. */
static const char *
name_of(const struct made *m, const struct bg_py_node *e)
{
	return e && e->type == BG_PY_CONSTANT && e->op == BG_PY_STR
	               ? bg_strndup(m->d->x->keep, e->constant.text, e->constant.n)
	               : NULL;
}

/* "[('a', int), …]"; false: they do not all stand there. */
static bool
read_pairs(struct made *m, const struct bg_py_list *list)
{
	const struct bg_py_list *pair;

	for (uint32_t i = 0; list && i < list->n; i++) {
		pair = items_of(list->v[i]);
		if (!pair || pair->n != 2)
			return false;
		*bg_list_add(m->d->x->keep, &m->fields) =
			(struct field){name_of(m, pair->v[0]), pair->v[1]};
	}
	return list != NULL;
}

/* "{'a': int, …}" likewise. */
static bool
read_keys(struct made *m, const struct bg_py_node *e)
{
	for (uint32_t i = 0; e->type == BG_PY_DICT && i < e->dict.keys->n; i++)
		*bg_list_add(m->d->x->keep, &m->fields) =
			(struct field){name_of(m, e->dict.keys->v[i]), e->dict.values->v[i]};
	return e->type == BG_PY_DICT;
}

/* Whether the fields can be told. */
static int
find_fields(struct made *m, bool *told)
{
	const struct bg_py_node *e = m->call->call.args->v[1];
	const struct bg_py_value *value;

	*told = false;
	if (m->maker == PAIRS || m->maker == KEYS) {
		*told = m->maker == KEYS ? read_keys(m, e) : read_pairs(m, items_of(e));
		for (size_t i = 0; i < m->fields.n; i++)
			*told &= m->fields.v[i].name != NULL;
		return 0;
	}
	if (m->maker == NO_MAKER)
		return 0;
	if (bg_py_fold(m->where.unit->project, &m->where, e, &value, m->d->err) != 0)
		return -1;
	*told = split_names(m, value);
	return m->maker == NAMES ? count_defaults(m) : 0;
}

static int
add_fields(struct made *m)
{
	struct bg_arena *keep = m->d->x->keep;

	for (size_t i = 0; i < m->fields.n; i++) {
		if (m->maker == MEMBERS)
			bg_item_set_attr(keep, add_member(m, m->fields.v[i].name), "value",
			                 bg_strf(keep, "%zu", i + 1));
		else if (add_field(m, &m->fields.v[i], i) != 0)
			return -1;
	}
	return 0;
}

int
bg_describe_made(struct bg_describer *d, const struct bg_py_ref *ref, const char *id,
                 struct bg_loc loc, bool *done)
{
	struct made m = {.d = d,
	                 .where = {.unit = ref->unit},
	                 .call = call_of(ref->node),
	                 .id = id,
	                 .order = {.arena = d->x->keep}};
	struct bg_item *item;
	const char *base = NULL;
	size_t at = d->x->out->items.n;

	*done = false;
	if (!m.call)
		return 0;
	if (find_maker(&m, &base) != 0 || find_fields(&m, done) != 0)
		return -1;
	if (!*done)
		return 0;
	item = bg_harvest_add(d->x, "name", id, loc.path, loc.line);
	item->parent = d->module;
	bg_item_set_attr(d->x->keep, item, "is", "class");
	bg_item_set_attr(d->x->keep, item, "bases", base);
	if (m.maker == NAMES || m.maker == PAIRS)
		bg_item_set_fact(d->x->keep, item, "frozen", "yes");
	if (add_fields(&m) != 0)
		return -1;
	if (m.maker != MEMBERS)
		bg_item_set_fact(d->x->keep, &d->x->out->items.v[at], "order",
		                 bg_buf_str(&m.order));
	return 0;
}
