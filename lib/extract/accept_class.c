/* SPDX-License-Identifier: MIT */
/* Classes that are made of a mapping: their fields are its keys. */
#include "base/err.h"
#include "extract/accept.h"

#define NESTED 12 /* classes inside of each other */

/* The class that an annotation speaks of: T, "T", Optional[T], list[T], dict[str, T]. */
static void
read_annotation(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *e,
                struct bg_key *spot, unsigned depth)
{
	struct bg_meanings found;
	const char *name;

	if (!spot || !bg_accept_step(f))
		return;
	f->a->nest++;
	if (e->type == BG_PY_BIN_OP) {
		read_annotation(f, unit, e->binary.left, spot, depth);
		read_annotation(f, unit, e->binary.right, spot, depth);
	} else if (e->type == BG_PY_SUBSCRIPT) {
		const struct bg_py_node *in = e->binary.right;
		const struct bg_py_list *list = in->type == BG_PY_TUPLE ? in->items.v : NULL;

		name = bg_py_dotted(f->a->arena, e->binary.left);
		name = name && strrchr(name, '.') ? strrchr(name, '.') + 1 : name;
		if (name && bg_is_listed(name, "list List tuple Tuple set Sequence Iterable "
		                               "Collection"))
			spot = bg_spot_step(f->a, spot, BG_STEP_EACH, "[]");
		else if (name && bg_is_listed(name, "dict Dict Mapping MutableMapping"))
			spot = bg_spot_step(f->a, spot, BG_STEP_FREE, "*");
		else if (name && strcmp(name, "Literal") == 0)
			list = NULL, in = NULL;
		for (uint32_t i = 0; list && i < list->n; i++)
			read_annotation(f, unit, list->v[i], spot, depth);
		if (in && !list)
			read_annotation(f, unit, in, spot, depth);
	} else {
		name = e->type == BG_PY_CONSTANT && e->op == BG_PY_STR
		               ? bg_strndup(f->a->arena, e->constant.text, e->constant.n)
		               : bg_py_dotted(f->a->arena, e);
		found = name ? bg_accept_outside(f, unit, name) : (struct bg_meanings){0};
		for (size_t i = 0; i < found.n; i++)
			if (found.v[i].sort == BG_SORT_CLASS)
				bg_accept_fields(f, found.v[i].unit, found.v[i].node, spot,
				                 depth + 1);
	}
	f->a->nest--;
}

/* The members of an enumeration are the values; false: the class is none. */
static bool
allow_members(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *cls,
              const struct bg_key *spot, unsigned line)
{
	const struct bg_py_value *members = NULL;

	if (bg_py_fold_members(f->a->project, unit, cls, &members, f->a->err))
		f->a->failed = true;
	if (f->a->failed || !members)
		return false;
	bg_spot_allow(f, spot, members, line);
	return true;
}

static void allow_type(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *e,
                       const struct bg_key *spot, unsigned depth);

/* A class by its name, or what the name is an alias of. */
static void
allow_named(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *e,
            const struct bg_key *spot, unsigned depth)
{
	const char *name = bg_py_dotted(f->a->arena, e);
	struct bg_meanings found = {0};
	const struct bg_py_node *alias = name ? bg_py_aliased(unit, name) : NULL;

	if (alias) {
		allow_type(f, unit, alias, spot, depth + 1);
		return;
	}
	if (name)
		found = bg_accept_outside(f, unit, name);
	for (size_t i = 0; i < found.n && !f->a->failed; i++)
		if (found.v[i].sort == BG_SORT_CLASS)
			allow_members(f, found.v[i].unit, found.v[i].node, spot, e->line);
}

/* What any of a union allows is allowed; beside a plain "str" that is everything. */
static bool
is_free(const struct bg_py_node *e)
{
	if (e->type == BG_PY_BIN_OP)
		return is_free(e->binary.left) || is_free(e->binary.right);
	return e->type == BG_PY_NAME && bg_is_listed(e->name.id, "str Any object");
}

static void
allow_subscript(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *e,
                const struct bg_key *spot, unsigned depth)
{
	const struct bg_py_node *in = e->binary.right;
	const struct bg_py_list *list = in->type == BG_PY_TUPLE ? in->items.v : NULL;
	struct bg_py_where where = {unit, NULL, NULL};
	const struct bg_py_value *value;
	const char *name = bg_py_dotted(f->a->arena, e->binary.left);

	name = name && strrchr(name, '.') ? strrchr(name, '.') + 1 : name;
	if (!name)
		return;
	if (strcmp(name, "Literal") == 0) {
		if (bg_py_fold(f->a->project, &where, in, &value, f->a->err))
			f->a->failed = true;
		else
			bg_spot_allow(f, spot, value, e->line);
		return;
	}
	if (list && strcmp(name, "Annotated") == 0 && list->n)
		allow_type(f, unit, list->v[0], spot, depth + 1);
	else if (!list && bg_is_listed(name, "Optional Final Required NotRequired"))
		allow_type(f, unit, in, spot, depth + 1);
	if (!list || strcmp(name, "Union") != 0)
		return;
	for (uint32_t i = 0; i < list->n; i++)
		if (is_free(list->v[i]))
			return;
	for (uint32_t i = 0; i < list->n; i++)
		allow_type(f, unit, list->v[i], spot, depth + 1);
}

/* Literal["a", "b"] and enumerations name the values. */
static void
allow_type(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *e,
           const struct bg_key *spot, unsigned depth)
{
	if (depth > NESTED || f->a->failed || !bg_accept_step(f))
		return;
	if (e->type == BG_PY_BIN_OP && !is_free(e)) {
		allow_type(f, unit, e->binary.left, spot, depth + 1);
		allow_type(f, unit, e->binary.right, spot, depth + 1);
	} else if (e->type == BG_PY_SUBSCRIPT) {
		allow_subscript(f, unit, e, spot, depth);
	} else if (e->type == BG_PY_NAME || e->type == BG_PY_ATTRIBUTE) {
		allow_named(f, unit, e, spot, depth);
	}
}

/* "name: T = Field(alias='key')": the key that is read instead of the name. */
static const char *
alias_of(struct bg_frame *f, const struct bg_py_node *value, const char *name)
{
	if (!value || value->type != BG_PY_CALL)
		return name;
	for (uint32_t i = 0; i < value->call.keywords->n; i++) {
		const struct bg_py_node *k = value->call.keywords->v[i];

		if (k->keyword.name &&
		    bg_is_listed(k->keyword.name, "alias validation_alias data_key") &&
		    k->keyword.value->type == BG_PY_CONSTANT &&
		    k->keyword.value->op == BG_PY_STR)
			return bg_strndup(f->a->arena, k->keyword.value->constant.text,
			                  k->keyword.value->constant.n);
	}
	return name;
}

static bool
is_class_variable(struct bg_frame *f, const struct bg_py_node *annotation)
{
	const char *name = bg_py_dotted(f->a->arena, annotation->type == BG_PY_SUBSCRIPT
	                                                     ? annotation->binary.left
	                                                     : annotation);
	const char *last = name ? strrchr(name, '.') : NULL;

	return name && strcmp(last ? last + 1 : name, "ClassVar") == 0;
}

static void
read_field(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *cls,
           const struct bg_py_node *s, struct bg_key *spot, unsigned depth)
{
	const struct bg_py_node *target = s->ann_assign.target;
	struct bg_frame at = *f;
	struct bg_meaning of = {.sort = BG_SORT_SPOT, .spot = spot};
	struct bg_meanings m;
	struct bg_key *key;

	if (target->type != BG_PY_NAME || *target->name.id == '_' ||
	    is_class_variable(f, s->ann_assign.annotation))
		return;
	at.unit = unit;
	key = bg_spot_read(&at, &of, alias_of(f, s->ann_assign.value, target->name.id),
	                   s->line);
	if (!key)
		return;
	m = bg_meanings_spot(f->a, BG_SORT_SPOT, key);
	bg_meanings_join(f->a, bg_accept_attribute(f->a, cls, target->name.id), &m);
	allow_type(&at, unit, s->ann_assign.annotation, key, 0);
	read_annotation(&at, unit, s->ann_assign.annotation, key, depth);
}

void
bg_accept_fields(struct bg_frame *f, struct bg_py_unit *unit, const struct bg_py_node *cls,
                 struct bg_key *spot, unsigned depth)
{
	struct bg_meanings bases;
	const char *name;

	if (depth > NESTED || !bg_accept_step(f))
		return;
	for (uint32_t i = 0; i < cls->cls->bases->n; i++) {
		name = bg_py_dotted(f->a->arena, cls->cls->bases->v[i]);
		bases = name ? bg_accept_outside(f, unit, name) : (struct bg_meanings){0};
		for (size_t j = 0; j < bases.n; j++)
			if (bases.v[j].sort == BG_SORT_CLASS)
				bg_accept_fields(f, bases.v[j].unit, bases.v[j].node, spot,
				                 depth + 1);
	}
	for (uint32_t i = 0; i < cls->cls->body->n; i++)
		if (cls->cls->body->v[i]->type == BG_PY_ANN_ASSIGN)
			read_field(f, unit, cls, cls->cls->body->v[i], spot, depth);
}

/* What a call gives to the fields by name. */
static void
keep_arguments(struct bg_frame *f, const struct bg_meaning *cls, const struct bg_py_node *call)
{
	for (uint32_t i = 0; i < call->call.args->n; i++)
		bg_accept_expr(f, call->call.args->v[i]);
	for (uint32_t i = 0; i < call->call.keywords->n; i++) {
		const struct bg_py_node *k = call->call.keywords->v[i];
		struct bg_meanings m = bg_accept_expr(f, k->keyword.value);

		if (k->keyword.name)
			bg_meanings_join(f->a,
			                 bg_accept_attribute(f->a, cls->node, k->keyword.name),
			                 &m);
		for (size_t j = 0; !k->keyword.name && j < m.n; j++)
			if (m.v[j].sort == BG_SORT_SPOT)
				bg_accept_fields(f, cls->unit, cls->node, m.v[j].spot, 0);
	}
}

/* "Kind(value)" refuses what is no member's value. */
static bool
of_value(struct bg_frame *f, const struct bg_meaning *cls, const struct bg_py_node *call)
{
	struct bg_meanings m;
	bool found = false;

	if (call->call.args->n != 1 || call->call.keywords->n)
		return false;
	m = bg_accept_expr(f, call->call.args->v[0]);
	for (size_t i = 0; i < m.n && !f->a->failed; i++)
		if (m.v[i].sort == BG_SORT_SPOT)
			found |=
				allow_members(f, cls->unit, cls->node, m.v[i].spot, call->line);
	return found;
}

struct bg_meanings
bg_accept_instance(struct bg_frame *f, const struct bg_meaning *cls,
                   const struct bg_py_node *call)
{
	struct bg_meanings self = bg_meanings_one(
		f->a, (struct bg_meaning){
			      .sort = BG_SORT_OBJECT, .unit = cls->unit, .node = cls->node});
	struct bg_meanings init = bg_accept_outside(
		f, cls->unit, bg_strf(f->a->arena, "%s.__init__", cls->node->cls->name));

	if (of_value(f, cls, call))
		return self;
	if (init.n && init.v[0].sort == BG_SORT_FUNCTION)
		bg_accept_inline(f, &init.v[0], &self, call);
	else
		keep_arguments(f, cls, call);
	return self;
}
