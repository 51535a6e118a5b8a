/* SPDX-License-Identifier: MIT */
/* Annotations, read into terms of types. */
#include "python/annotation.h"

#include "python/typist.h"

#define VALUE 250 /* bytes of a value in a Literal: its text must be whole */

static const struct bg_py_term *read_term(struct bg_typist *t, const struct bg_py_where *where,
                                          const struct bg_py_node *e);

static const struct bg_py_term *
unknown(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	return bg_term_unknown(t->arena, bg_typist_source(t, where, e));
}

/* The expression that a quoted annotation holds; NULL: it is none. */
static const struct bg_py_node *
unquote(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	struct bg_arena *arena = where->unit->project->arena;
	const struct bg_py_list *body;
	struct bg_py_module module;
	struct bg_blob blob = {.path = where->unit->path, .id = ""};
	struct bg_err err = {0};

	if (e->op == BG_PY_NAMED || e->constant.n > BG_TYPIST_QUOTED)
		return NULL;
	t->steps += e->constant.n / 16;
	blob.bytes = bg_strf(arena, "(\n%.*s\n)", (int)e->constant.n, e->constant.text);
	blob.n = strlen(blob.bytes);
	if (bg_py_parse(&module, arena, where->unit->project->limits, &blob, BG_PY_WHOLE, &err))
		return NULL;
	body = module.node->module.body;
	return body->n == 1 && body->v[0]->type == BG_PY_EXPR &&
	                       body->v[0]->unary.value->type != BG_PY_TUPLE
	               ? body->v[0]->unary.value
	               : NULL;
}

static const struct bg_py_term *
read_constant(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	const struct bg_py_node *inner;

	switch ((int)e->op) {
	case BG_PY_NONE:
		return bg_term_name(t->arena, "None", NULL);
	case BG_PY_ELLIPSIS:
		return bg_term_dots(t->arena);
	case BG_PY_STR:
	case BG_PY_USTR:
		inner = unquote(t, where, e);
		return inner ? read_term(t, where, inner) : unknown(t, where, e);
	default:
		return unknown(t, where, e);
	}
}

static void
add(struct bg_typist *t, struct bg_py_terms *out, const struct bg_py_term *term)
{
	*bg_list_add(t->arena, out) = term;
}

/* "X | Y" of any length, from the left; deep trees of it are one union. */
static const struct bg_py_term *
read_or(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	struct bg_py_terms members = {0};

	for (; e->type == BG_PY_BIN_OP && e->op == BG_PY_BIT_OR; e = e->binary.left)
		add(t, &members, read_term(t, where, e->binary.right));
	add(t, &members, read_term(t, where, e));
	return bg_term_union(t->arena, &members);
}

/* One thing in Literal[…]: a constant, a member of an enumeration, another Literal. */
static const struct bg_py_term *
read_value(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	const char *text;

	if (e->type == BG_PY_SUBSCRIPT)
		return read_term(t, where, e);
	if (e->type == BG_PY_CONSTANT ||
	    (e->type == BG_PY_UNARY_OP && e->unary.value->type == BG_PY_CONSTANT)) {
		text = bg_typist_source(t, where, e);
		return strlen(text) <= VALUE ? bg_term_value(t->arena, text)
		                             : bg_term_unknown(t->arena, text);
	}
	text = bg_py_dotted(t->arena, e);
	if (!text)
		return unknown(t, where, e);
	return bg_term_value(t->arena, bg_typist_name(t, where, text, NULL)->text);
}

static const struct bg_py_term *
read_literal(struct bg_typist *t, const struct bg_py_where *where,
             const struct bg_py_list *list)
{
	struct bg_py_terms values = {0}, both = {0};
	const struct bg_py_term *one;

	for (uint32_t i = 0; i < list->n; i++) {
		one = read_value(t, where, list->v[i]);
		add(t, one->kind == BG_TERM_VALUE ? &values : &both, one);
	}
	if (values.n)
		add(t, &both, bg_term_name(t->arena, "Literal", &values));
	return bg_term_union(t->arena, &both);
}

static const struct bg_py_term *
read_list(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_list *list)
{
	struct bg_py_terms terms = {0};

	for (uint32_t i = 0; i < list->n; i++)
		add(t, &terms, read_term(t, where, list->v[i]));
	return bg_term_list(t->arena, &terms);
}

static bool
is_any(const char *name, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

/* A form of typing with its arguments; NULL: it is another name. */
static const struct bg_py_term *
read_form(struct bg_typist *t, const struct bg_py_where *where, const char *form,
          const struct bg_py_list *args)
{
	static const char *const wrappers[] = {"Annotated",
	                                       "Final",
	                                       "ClassVar",
	                                       "Required",
	                                       "NotRequired",
	                                       "ReadOnly",
	                                       "dataclasses.InitVar",
	                                       NULL};
	struct bg_py_terms terms = {0};

	if (!args->n)
		return NULL;
	if (is_any(form, wrappers))
		return read_term(t, where, args->v[0]);
	if (strcmp(form, "Literal") == 0)
		return read_literal(t, where, args);
	if (strcmp(form, "Unpack") == 0)
		return bg_term_star(t->arena, read_term(t, where, args->v[0]));
	if (strcmp(form, "Union") != 0 && strcmp(form, "Optional") != 0)
		return NULL;
	for (uint32_t i = 0; i < args->n; i++)
		add(t, &terms, read_term(t, where, args->v[i]));
	if (*form == 'O')
		add(t, &terms, bg_term_name(t->arena, "None", NULL));
	return bg_term_union(t->arena, &terms);
}

/* The standard library's form that a name means, or "". */
static const char *
form_of(struct bg_typist *t, const struct bg_py_where *where, const char *name)
{
	struct bg_py_ref ref;

	bg_typist_resolve(t, where, name, &ref);
	if (ref.kind == BG_PY_FOUND_EXTERNAL)
		return bg_typist_known(ref.name);
	/* What nobody binds, or a star import may bring, is what it is called. */
	return ref.kind == BG_PY_FOUND_NOTHING || ref.kind == BG_PY_FOUND_UNKNOWN ? name : "";
}

/* What stands in brackets, one or several. */
static const struct bg_py_list *
arguments(struct bg_typist *t, const struct bg_py_node *slice)
{
	struct bg_py_list *list;

	if (slice->type == BG_PY_TUPLE)
		return slice->items.v;
	list = bg_alloc(t->arena, sizeof(*list) + sizeof(slice));
	memcpy(list->v, &slice, sizeof(slice));
	list->n = 1;
	return list;
}

/* "type[A | B]" is "type[A] | type[B]". */
static const struct bg_py_term *
spread(struct bg_typist *t, const struct bg_py_term *term)
{
	struct bg_py_terms each = {0}, one;

	if (!bg_term_is(term, "type") || term->n != 1 || term->v[0]->kind != BG_TERM_UNION)
		return term;
	for (size_t i = 0; i < term->v[0]->n; i++) {
		one = (struct bg_py_terms){0};
		add(t, &one, term->v[0]->v[i]);
		add(t, &each, bg_term_name(t->arena, "type", &one));
	}
	return bg_term_union(t->arena, &each);
}

static const struct bg_py_term *
read_subscript(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	const char *name = bg_py_dotted(t->arena, e->binary.left);
	const struct bg_py_list *args = arguments(t, e->binary.right);
	const struct bg_py_term *term;
	struct bg_py_terms terms = {0};

	if (!name)
		return unknown(t, where, e);
	term = read_form(t, where, form_of(t, where, name), args);
	if (term)
		return term;
	for (uint32_t i = 0; i < args->n; i++)
		add(t, &terms, read_term(t, where, args->v[i]));
	return spread(t, bg_typist_name(t, where, name, &terms));
}

static const struct bg_py_term *
read_kind(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	const char *name;

	switch ((int)e->type) {
	case BG_PY_CONSTANT:
		return read_constant(t, where, e);
	case BG_PY_NAME:
	case BG_PY_ATTRIBUTE:
		name = bg_py_dotted(t->arena, e);
		return name ? bg_typist_name(t, where, name, NULL) : unknown(t, where, e);
	case BG_PY_SUBSCRIPT:
		return read_subscript(t, where, e);
	case BG_PY_LIST:
		return read_list(t, where, e->items.v);
	case BG_PY_STARRED:
		return bg_term_star(t->arena, read_term(t, where, e->unary.value));
	case BG_PY_BIN_OP:
		return e->op == BG_PY_BIT_OR ? read_or(t, where, e) : unknown(t, where, e);
	default:
		return unknown(t, where, e);
	}
}

static const struct bg_py_term *
read_term(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	const struct bg_py_term *term;

	if (++t->steps > BG_TYPIST_STEPS || t->depth >= BG_TYPIST_DEPTH || t->failed)
		return bg_term_unknown(t->arena, "too large a type");
	t->depth++;
	term = read_kind(t, where, e);
	t->depth--;
	return term;
}

const struct bg_py_term *
bg_typist_read(struct bg_typist *t, const struct bg_py_where *where, const struct bg_py_node *e)
{
	return read_term(t, where, e);
}

int
bg_py_annotation(struct bg_py_type_text *out, struct bg_arena *arena,
                 const struct bg_py_where *where, const struct bg_py_node *node,
                 struct bg_err *err)
{
	static const char *const empty[] = {"Final", "ClassVar", "TypeAlias", NULL};
	struct bg_typist t = {.arena = arena, .err = err};
	const struct bg_py_term *term;

	*out = (struct bg_py_type_text){0};
	if (!node)
		return 0;
	term = read_term(&t, where, node);
	if (term->kind != BG_TERM_NAME || !is_any(term->name, empty)) {
		out->text = term->text;
		out->is = bg_typist_lineage(&t);
	}
	return t.failed ? -1 : 0;
}
