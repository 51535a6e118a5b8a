/* SPDX-License-Identifier: MIT */
/* What the classes of the repository in an annotation are: bases and members, as text. */
#include <stdlib.h>

#include "base/buf.h"
#include "python/typist.h"

#define ANCESTORS 32
#define MEMBERS 64
#define LENGTH 4000 /* bytes for all classes of an annotation */

struct lineage {
	struct bg_typist *t;
	struct bg_strings bases, members;
	bool protocol;
	unsigned depth;
};

/* Members that every object has, or that are no part of what a class offers. */
static bool
is_plain(const char *name)
{
	static const char *const own[] = {
		"__annotations__", "__class__",     "__class_getitem__",
		"__delattr__",     "__dict__",      "__doc__",
		"__eq__",          "__format__",    "__getattribute__",
		"__hash__",        "__init__",      "__init_subclass__",
		"__match_args__",  "__module__",    "__ne__",
		"__new__",         "__post_init__", "__reduce__",
		"__repr__",        "__setattr__",   "__slots__",
		"__str__",         "__weakref__",
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (strcmp(name, own[i]) == 0)
			return true;
	return name[0] == '_' && !(name[1] == '_' && bg_ends(name, "__"));
}

static void
add_member(struct lineage *l, const char *name)
{
	if (!is_plain(name) && l->members.n < MEMBERS)
		bg_strings_add(l->t->arena, &l->members, name);
}

/* "self.x = …" anywhere in a body. */
static int
add_assigned(const struct bg_py_child *child, void *data)
{
	const struct bg_py_node *e = child->node;

	if (e->type == BG_PY_ATTRIBUTE && e->attribute.value->type == BG_PY_NAME &&
	    strcmp(e->attribute.value->name.id, "self") == 0 &&
	    (strcmp(child->field, "targets") == 0 || strcmp(child->field, "target") == 0))
		add_member(data, e->attribute.attr);
	if (e->type >= BG_PY_FUNCTION && e->type <= BG_PY_CLASS)
		return 0;
	return e->height > 200 ? 0 : bg_py_each(e, add_assigned, data);
}

static void
add_init(struct lineage *l, struct bg_py_unit *unit, const struct bg_py_binding *b)
{
	struct bg_py_project *p = unit->project;
	struct bg_err err = {0};
	struct bg_py_child self = {"", NULL};

	if (b->kind != BG_PY_BIND_DEF || strcmp(b->name, "__init__") != 0)
		return;
	memcpy(&self.node, &b->node, sizeof(self.node));
	if (bg_py_parse_body(unit->file, p->limits, self.node, &err) == 0)
		bg_py_each(b->node, add_assigned, l);
}

static void walk(struct lineage *l, struct bg_py_unit *unit, const struct bg_py_node *cls);

static void
add_base(struct lineage *l, struct bg_py_unit *unit, const struct bg_py_node *base)
{
	const struct bg_py_where where = {.unit = unit};
	struct bg_typist *t = l->t;
	const char *name;
	struct bg_py_ref ref;

	if (base->type == BG_PY_SUBSCRIPT)
		base = base->binary.left;
	name = bg_py_dotted(t->arena, base);
	if (!name || l->bases.n >= ANCESTORS)
		return;
	bg_typist_resolve(t, &where, name, &ref);
	if (ref.kind == BG_PY_FOUND_CLASS) {
		bg_strings_add(t->arena, &l->bases,
		               bg_strf(t->arena, "%s%s%s", ref.unit->name,
		                       *ref.unit->name ? "." : "", ref.name));
		walk(l, ref.unit, ref.node);
		return;
	}
	name = bg_typist_known(ref.kind == BG_PY_FOUND_EXTERNAL ? ref.name : name);
	if (strcmp(name, "Protocol") == 0)
		l->protocol |= l->depth == 1;
	else if (strcmp(name, "object") != 0 && strcmp(name, "Generic") != 0)
		bg_strings_add(t->arena, &l->bases, name);
}

static void
walk(struct lineage *l, struct bg_py_unit *unit, const struct bg_py_node *cls)
{
	struct bg_py_scope *scope;
	const struct bg_py_binding *b;

	if (l->depth >= ANCESTORS || l->t->failed || ++l->t->steps > BG_TYPIST_STEPS)
		return;
	l->depth++;
	scope = bg_py_scope_of(unit, cls, &unit->scope);
	for (size_t i = 0; i < scope->n; i++) {
		b = &scope->v[i];
		if (bg_py_binding_binds(b) || b->kind == BG_PY_BIND_ANNOTATE)
			add_member(l, b->name);
		add_init(l, unit, b);
	}
	for (uint32_t i = 0; i < cls->cls->bases->n; i++)
		add_base(l, unit, cls->cls->bases->v[i]);
	l->depth--;
}

static void
put(struct bg_buf *buf, const struct bg_strings *list, const char *between)
{
	for (size_t i = 0; i < list->n; i++)
		bg_buf_printf(buf, "%s%s", i ? between : "", list->v[i]);
}

static void
put_class(struct bg_buf *buf, struct bg_typist *t, const struct bg_typist_class *class)
{
	struct lineage l = {.t = t};

	walk(&l, class->unit, class->node);
	bg_strings_sort(&l.bases);
	bg_strings_sort(&l.members);
	bg_buf_printf(buf, "%s%s(%s", buf->n ? "; " : "", class->name,
	              !l.protocol ? ""
	              : l.bases.n ? "Protocol, "
	                          : "Protocol");
	put(buf, &l.bases, ", ");
	bg_buf_puts(buf, "){");
	put(buf, &l.members, " ");
	bg_buf_putc(buf, '}');
}

static int
compare(const void *a, const void *b)
{
	const struct bg_typist_class *p = a, *q = b;

	return strcmp(p->name, q->name);
}

const char *
bg_typist_lineage(struct bg_typist *t)
{
	struct bg_buf buf = {.arena = t->arena};
	size_t n;

	if (t->classes.n)
		qsort(t->classes.v, t->classes.n, sizeof(*t->classes.v), compare);
	for (size_t i = 0; i < t->classes.n; i++) {
		n = buf.n;
		put_class(&buf, t, &t->classes.v[i]);
		if (buf.n > LENGTH) {
			buf.bytes[n] = '\0';
			break;
		}
	}
	return buf.n && *buf.bytes ? buf.bytes : NULL;
}
