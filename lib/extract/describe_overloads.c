/* SPDX-License-Identifier: MIT */
/* The signatures that @overload gives a function, for who reads types: one attribute. */
#include "base/buf.h"
#include "extract/describe.h"
#include "python/annotation.h"

struct signature {
	struct bg_describer *d;
	const struct bg_py_where *where;
	struct bg_buf text;
	unsigned n;
};

static int
put_type(struct signature *s, const char *before, const struct bg_py_node *annotation)
{
	struct bg_py_type_text type;

	if (bg_py_annotation(&type, s->d->x->keep, s->where, annotation, s->d->err) != 0)
		return -1;
	if (type.text)
		bg_buf_printf(&s->text, "%s%s", before, type.text);
	return 0;
}

static int
put_parameter(struct signature *s, const char *stars, const struct bg_py_node *arg)
{
	bg_buf_printf(&s->text, "%s%s%s", s->n++ ? ", " : "", stars, arg->arg.name);
	return put_type(s, ": ", arg->arg.annotation);
}

static int
put_list(struct signature *s, const struct bg_py_list *list, uint32_t from)
{
	for (uint32_t i = from; i < list->n; i++)
		if (put_parameter(s, "", list->v[i]) != 0)
			return -1;
	return 0;
}

/* "(path: str, *, binary: Literal[True]) -> bytes"; the first parameter of a method is left out. */
static int
put_signature(struct signature *s, const struct bg_py_node *def, bool skip_first)
{
	const struct bg_py_arguments *a = def->def->args->arguments;
	bool first = skip_first && a->posonlyargs->n;

	bg_buf_putc(&s->text, '(');
	if (put_list(s, a->posonlyargs, first) != 0)
		return -1;
	if (a->posonlyargs->n)
		bg_buf_puts(&s->text, s->n++ ? ", /" : "/");
	if (put_list(s, a->args, skip_first && !first) != 0)
		return -1;
	if (a->vararg && put_parameter(s, "*", a->vararg) != 0)
		return -1;
	if (!a->vararg && a->kwonlyargs->n)
		bg_buf_puts(&s->text, s->n++ ? ", *" : "*");
	if (put_list(s, a->kwonlyargs, 0) != 0)
		return -1;
	if (a->kwarg && put_parameter(s, "**", a->kwarg) != 0)
		return -1;
	bg_buf_putc(&s->text, ')');
	return put_type(s, " -> ", def->def->returns);
}

int
bg_describe_overloads(struct bg_describer *d, const struct bg_py_where *where,
                      const struct bg_py_node *def, struct bg_item *item, bool skip_first)
{
	const struct bg_py_scope *scope = &where->unit->scope;
	const struct bg_py_chain *chain;
	struct bg_buf all = {.arena = d->x->keep};
	struct bg_strings found = {0};
	const struct bg_py_binding *b;

	if (where->cls)
		scope = bg_py_scope_of(where->unit, where->cls, &where->unit->scope);
	chain = bg_py_scope_find(scope, def->def->name);
	b = chain && chain->n ? &scope->v[chain->first - 1] : NULL;
	for (; b; b = bg_py_scope_next(scope, b)) {
		struct signature s = {d, where, {.arena = d->x->keep}, 0};

		if (b->kind != BG_PY_BIND_DEF || b->conditional ||
		    !bg_describe_decorated(b->node->def->decorators, "overload"))
			continue;
		if (put_signature(&s, b->node, skip_first) != 0)
			return -1;
		bg_strings_add(d->x->keep, &found, bg_buf_str(&s.text));
	}
	bg_strings_sort(&found);
	for (size_t i = 0; i < found.n; i++)
		bg_buf_printf(&all, "%s%s", i ? " ; " : "", found.v[i]);
	if (found.n)
		bg_item_set_attr(d->x->keep, item, "overloads", bg_buf_str(&all));
	return 0;
}
