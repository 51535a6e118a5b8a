/* SPDX-License-Identifier: MIT */
/* What an expression stands for, as far as the document is concerned. */
#include "base/buf.h"
#include "extract/accept.h"

typedef struct bg_meanings expr_fn(struct bg_frame *f, const struct bg_py_node *e);

static const struct bg_meanings nothing;

struct bg_meanings *
bg_frame_find(struct bg_frame *f, const char *name)
{
	struct bg_meanings *m;

	for (; f; f = f->around) {
		m = bg_py_table_find(&f->names, name);
		if (m)
			return m;
	}
	return NULL;
}

void
bg_frame_set(struct bg_frame *f, const char *name, const struct bg_meanings *m)
{
	struct bg_meanings **slot = (struct bg_meanings **)bg_py_table_at(&f->names, name);
	struct bg_meanings *next = bg_alloc(f->a->arena, sizeof(*next));

	if (*slot && (f->branches || f->loops))
		bg_meanings_join(f->a, next, *slot);
	bg_meanings_join(f->a, next, m);
	*slot = next;
}

const char *
bg_accept_dotted(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_buf buf = {.arena = f->a->arena};
	const struct bg_py_node *part[16];
	size_t n = 0;

	for (; e->type == BG_PY_ATTRIBUTE && n < 16; e = e->attribute.value)
		part[n++] = e;
	if (e->type != BG_PY_NAME)
		return NULL;
	bg_buf_puts(&buf, e->name.id);
	while (n)
		bg_buf_printf(&buf, ".%s", part[--n]->attribute.attr);
	return bg_buf_str(&buf);
}

struct bg_meanings *
bg_accept_attribute(struct bg_accept *a, const struct bg_py_node *cls, const char *name)
{
	struct bg_meanings **slot = (struct bg_meanings **)bg_py_table_at(
		&a->attributes, bg_strf(a->arena, "%p.%s", (const void *)cls, name));

	if (!*slot)
		*slot = bg_alloc(a->arena, sizeof(**slot));
	return *slot;
}

static struct bg_meanings
find_root(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_strings *roots = &f->a->x->out->spec->option[BG_OPT_ROOT];
	const char *name = roots->n ? bg_accept_dotted(f, e) : NULL;

	for (size_t i = 0; name && i < roots->n; i++)
		if (strcmp(roots->v[i], name) == 0) {
			f->a->found = true;
			return bg_meanings_spot(f->a, BG_SORT_SPOT, f->a->root);
		}
	return nothing;
}

static struct bg_meanings
read_name(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_meanings *m = bg_frame_find(f, e->name.id);

	return m && m->n ? *m : find_root(f, e);
}

static struct bg_meanings
read_attribute(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings on = bg_accept_expr(f, e->attribute.value), out = {0}, got;

	for (size_t i = 0; i < on.n; i++) {
		const struct bg_meaning *m = &on.v[i];

		if (m->sort != BG_SORT_OBJECT && m->sort != BG_SORT_CLASS)
			continue;
		bg_meanings_join(f->a, &out,
		                 bg_accept_attribute(f->a, m->node, e->attribute.attr));
		got = bg_accept_outside(
			f, m->unit,
			bg_strf(f->a->arena, "%s.%s", m->node->cls->name, e->attribute.attr));
		for (size_t j = 0; j < got.n; j++)
			if (got.v[j].sort == BG_SORT_FUNCTION &&
			    got.v[j].node->def->decorators->n) {
				struct bg_meanings self = bg_meanings_one(f->a, *m),
						   given = bg_accept_inline(f, &got.v[j], &self,
				                                            NULL);

				bg_meanings_join(f->a, &out, &given);
			}
	}
	return out.n ? out : find_root(f, e);
}

/* A string that is known, of what a key may be; NULL: none. */
static const char *
text_of(const struct bg_meaning *m)
{
	const struct bg_py_value *value = m->sort == BG_SORT_CONSTANT ? m->value : NULL;

	if (value && value->kind == BG_PYV_MEMBER && value->nv == 1)
		value = value->v[0];
	return value && value->kind == BG_PYV_STR && strlen(value->text) == value->n
	               ? value->text
	               : NULL;
}

static bool
is_number(const struct bg_meaning *m)
{
	return m->sort == BG_SORT_INDEX ||
	       (m->sort == BG_SORT_CONSTANT && m->value->kind == BG_PYV_INT);
}

/* What one key gives of one place. */
static void
get_one(struct bg_frame *f, struct bg_meanings *out, const struct bg_meaning *of,
        const struct bg_meaning *key, unsigned line)
{
	const char *name = text_of(key);
	struct bg_meanings more = {0};

	if (name)
		more = bg_meanings_spot(f->a, BG_SORT_SPOT, bg_spot_read(f, of, name, line));
	else if (key->sort == BG_SORT_KEY)
		more = bg_meanings_spot(f->a, BG_SORT_SPOT,
		                        bg_spot_step(f->a, of->spot, BG_STEP_FREE, "*"));
	else if (is_number(key))
		more = bg_meanings_spot(f->a, BG_SORT_SPOT,
		                        bg_spot_step(f->a, of->spot, BG_STEP_EACH, "[]"));
	bg_meanings_join(f->a, out, &more);
}

static void
get_of_spot(struct bg_frame *f, struct bg_meanings *out, const struct bg_meaning *of,
            const struct bg_meanings *keys, unsigned line)
{
	if (!keys->n && of->spot->free_keys) {
		struct bg_meaning any = {.sort = BG_SORT_KEY, .spot = of->spot};

		get_one(f, out, of, &any, line);
	} else if (!keys->n) {
		bg_spot_computed(f, of->spot, line);
	}
	for (size_t i = 0; i < keys->n; i++)
		get_one(f, out, of, &keys->v[i], line);
}

static void
get_of_map(struct bg_frame *f, struct bg_meanings *out, const struct bg_meaning *of,
           const struct bg_meanings *keys)
{
	const char *name;

	for (size_t i = 0; i < keys->n; i++) {
		name = text_of(&keys->v[i]);
		for (size_t j = 0; name && j < of->npart; j++)
			if (strcmp(of->name[j], name) == 0)
				bg_meanings_join(f->a, out, &of->part[j]);
	}
}

struct bg_meanings
bg_accept_get(struct bg_frame *f, const struct bg_meanings *of, const struct bg_py_node *key,
              const struct bg_py_node *at)
{
	struct bg_meanings keys = {0}, out = {0}, more;

	if (!of->n) {
		bg_accept_expr(f, key);
		return out;
	}
	keys = bg_accept_known(f, key);
	for (size_t i = 0; i < of->n; i++) {
		struct bg_meanings one = {.v = &of->v[i], .n = 1};

		if (of->v[i].sort == BG_SORT_SPOT)
			get_of_spot(f, &out, &of->v[i], &keys, at->line);
		else if (of->v[i].sort == BG_SORT_MAP)
			get_of_map(f, &out, &of->v[i], &keys);
		else if (of->v[i].sort == BG_SORT_TUPLE && keys.n == 1 &&
		         keys.v[0].sort == BG_SORT_CONSTANT &&
		         keys.v[0].value->kind == BG_PYV_INT && keys.v[0].value->fits &&
		         keys.v[0].value->number >= 0) {
			more = bg_meanings_at(f->a, &one, (size_t)keys.v[0].value->number);
			bg_meanings_join(f->a, &out, &more);
		} else if (of->v[i].sort == BG_SORT_MANY || of->v[i].sort == BG_SORT_TUPLE) {
			more = bg_meanings_each(f->a, &one);
			bg_meanings_join(f->a, &out, &more);
		}
	}
	return out;
}

void
bg_accept_loose(struct bg_frame *f, const struct bg_py_node *of,
                const struct bg_meanings *meant, const struct bg_py_node *key)
{
	struct bg_loose *loose;

	if (meant->n || !f->entry || f->a->pass == 0 || of->type != BG_PY_NAME ||
	    key->type != BG_PY_CONSTANT || (key->op != BG_PY_STR && key->op != BG_PY_USTR) ||
	    f->a->loose.n >= f->a->x->limits->v[BG_LIMIT_ITEMS])
		return;
	loose = bg_list_add(f->a->arena, &f->a->loose);
	loose->name = bg_strndup(f->a->x->keep, key->constant.text, key->constant.n);
	loose->loc = (struct bg_loc){f->unit->path, key->line};
	loose->def = f->def;
}

static struct bg_meanings
read_subscript(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings of = bg_accept_expr(f, e->binary.left);

	if (e->binary.right->type == BG_PY_SLICE)
		return of;
	bg_accept_loose(f, e->binary.left, &of, e->binary.right);
	return bg_accept_get(f, &of, e->binary.right, e);
}

static struct bg_meanings
read_all(struct bg_frame *f, const struct bg_py_list *list)
{
	struct bg_meanings out = {0}, more;

	for (uint32_t i = 0; i < list->n; i++) {
		if (!list->v[i])
			continue;
		more = bg_accept_expr(f, list->v[i]);
		bg_meanings_join(f->a, &out, &more);
	}
	return out;
}

/* "a and b" may be either too; "x or {}" is what x is. */
static struct bg_meanings
read_bool_op(struct bg_frame *f, const struct bg_py_node *e)
{
	return read_all(f, e->items.v);
}

static struct bg_meanings
read_walrus(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m = bg_accept_expr(f, e->binary.right);

	bg_accept_bind(f, e->binary.left, &m);
	return m;
}

static struct bg_meanings
read_if_exp(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings out = {0}, more;

	bg_accept_expr(f, e->if_exp.test);
	more = bg_accept_expr(f, e->if_exp.body);
	bg_meanings_join(f->a, &out, &more);
	more = bg_accept_expr(f, e->if_exp.orelse);
	bg_meanings_join(f->a, &out, &more);
	return out;
}

static bool
has_star(const struct bg_py_list *list)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->v[i]->type == BG_PY_STARRED)
			return true;
	return false;
}

static struct bg_meanings
read_sequence(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_py_list *list = e->items.v;
	struct bg_meanings out = {0}, one, *part;
	bool fixed = e->type == BG_PY_TUPLE && !has_star(list), any = false;

	part = bg_calloc(f->a->arena, list->n + 1, sizeof(*part));
	for (uint32_t i = 0; i < list->n; i++) {
		part[i] = bg_accept_expr(f, list->v[i]);
		any |= part[i].n > 0;
		one = list->v[i]->type == BG_PY_STARRED ? bg_meanings_each(f->a, &part[i])
		                                        : part[i];
		bg_meanings_join(f->a, &out, &one);
	}
	if (!any)
		return nothing;
	if (!fixed)
		return bg_meanings_many(f->a, &out);
	return bg_meanings_one(
		f->a,
		(struct bg_meaning){.sort = BG_SORT_TUPLE, .part = part, .npart = list->n});
}

/* The copy of a mapping: what is put into it is not the document's. */
static void
add_copies(struct bg_frame *f, struct bg_meanings *out, const struct bg_meanings *of)
{
	for (size_t i = 0; i < of->n; i++) {
		struct bg_meaning m = of->v[i];

		m.copied |= m.sort == BG_SORT_SPOT;
		bg_meanings_add(f->a, out, m);
	}
}

static struct bg_meanings
read_dict(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_py_list *keys = e->dict.keys;
	struct bg_meaning map = {.sort = BG_SORT_MAP};
	struct bg_meanings out = {0}, m;

	map.part = bg_calloc(f->a->arena, keys->n + 1, sizeof(*map.part));
	map.name = bg_calloc(f->a->arena, keys->n + 1, sizeof(*map.name));
	for (uint32_t i = 0; i < keys->n; i++) {
		m = bg_accept_expr(f, e->dict.values->v[i]);
		if (!keys->v[i]) {
			add_copies(f, &out, &m);
		} else if (keys->v[i]->type == BG_PY_CONSTANT && keys->v[i]->op == BG_PY_STR) {
			map.name[map.npart] = bg_strndup(f->a->arena, keys->v[i]->constant.text,
			                                 keys->v[i]->constant.n);
			map.part[map.npart++] = m;
		} else {
			bg_accept_expr(f, keys->v[i]);
		}
	}
	if (map.npart)
		bg_meanings_add(f->a, &out, map);
	return out;
}

static struct bg_meanings
read_comp(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m;

	for (uint32_t i = 0; i < e->comp.generators->n; i++) {
		const struct bg_py_node *g = e->comp.generators->v[i];

		m = bg_accept_known(f, g->comprehension.iter);
		m = bg_meanings_each(f->a, &m);
		bg_accept_bind(f, g->comprehension.target, &m);
		read_all(f, g->comprehension.ifs);
	}
	m = bg_accept_expr(f, e->comp.elt);
	if (e->comp.value)
		m = bg_accept_expr(f, e->comp.value);
	return m.n ? bg_meanings_many(f->a, &m) : nothing;
}

static struct bg_meanings
read_inner(struct bg_frame *f, const struct bg_py_node *e)
{
	return e->unary.value ? bg_accept_expr(f, e->unary.value) : nothing;
}

static struct bg_meanings
read_test(struct bg_frame *f, const struct bg_py_node *e)
{
	if (e->type == BG_PY_UNARY_OP)
		bg_accept_expr(f, e->unary.value);
	else
		bg_accept_compare(f, e);
	return nothing;
}

/* "a | b" and "a + b" hold what both do; keys less names were compared with them. */
static struct bg_meanings
read_bin_op(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings left = bg_accept_known(f, e->binary.left), out = {0};
	struct bg_meanings right = bg_accept_known(f, e->binary.right);

	if (e->op == BG_PY_SUB || e->op == BG_PY_BIT_XOR) {
		bg_accept_against(f, &left, &right, e->line);
		bg_accept_against(f, &right, &left, e->line);
		return bg_meanings_have(&left, BG_SORT_KEYS) ? left : nothing;
	}
	if (e->op != BG_PY_BIT_OR && e->op != BG_PY_ADD)
		return nothing;
	add_copies(f, &out, &left);
	add_copies(f, &out, &right);
	return out;
}

static struct bg_meanings
read_yield(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m = read_inner(f, e);

	f->generator = true;
	if (e->type == BG_PY_YIELD_FROM)
		m = bg_meanings_each(f->a, &m);
	bg_meanings_join(f->a, &f->yielded, &m);
	return nothing;
}

static struct bg_meanings
read_joined(struct bg_frame *f, const struct bg_py_node *e)
{
	for (uint32_t i = 0; i < e->items.v->n; i++)
		if (e->items.v->v[i]->type == BG_PY_FORMATTED_VALUE)
			bg_accept_expr(f, e->items.v->v[i]->formatted.value);
	return nothing;
}

static expr_fn *const readers[BG_PY_NTYPES] = {
	[BG_PY_NAME] = read_name,           [BG_PY_ATTRIBUTE] = read_attribute,
	[BG_PY_SUBSCRIPT] = read_subscript, [BG_PY_BOOL_OP] = read_bool_op,
	[BG_PY_NAMED_EXPR] = read_walrus,   [BG_PY_IF_EXP] = read_if_exp,
	[BG_PY_TUPLE] = read_sequence,      [BG_PY_LIST] = read_sequence,
	[BG_PY_SET] = read_sequence,        [BG_PY_DICT] = read_dict,
	[BG_PY_LIST_COMP] = read_comp,      [BG_PY_SET_COMP] = read_comp,
	[BG_PY_DICT_COMP] = read_comp,      [BG_PY_GENERATOR_EXP] = read_comp,
	[BG_PY_AWAIT] = read_inner,         [BG_PY_STARRED] = read_inner,
	[BG_PY_YIELD] = read_yield,         [BG_PY_YIELD_FROM] = read_yield,
	[BG_PY_UNARY_OP] = read_test,       [BG_PY_COMPARE] = read_test,
	[BG_PY_BIN_OP] = read_bin_op,       [BG_PY_CALL] = bg_accept_call,
	[BG_PY_JOINED_STR] = read_joined,
};

struct bg_meanings
bg_accept_expr(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings out = {0};

	if (!readers[e->type] || !bg_accept_step(f))
		return nothing;
	f->a->nest++;
	out = readers[e->type](f, e);
	f->a->nest--;
	return out;
}

struct bg_meanings
bg_accept_known(struct bg_frame *f, const struct bg_py_node *e)
{
	struct bg_meanings m = bg_accept_expr(f, e);
	struct bg_py_where where = {f->unit, f->cls, f->def};
	const struct bg_py_value *value;

	if (m.n || f->a->failed)
		return m;
	if (bg_py_fold(f->a->project, &where, e, &value, f->a->err)) {
		f->a->failed = true;
		return m;
	}
	return bg_meanings_constant(f->a, value);
}
