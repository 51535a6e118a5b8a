/* SPDX-License-Identifier: MIT */
/* Kind python-constants: the values that named constants of Python code list. */
#include "base/glob.h"
#include "extract/kinds.h"
#include "python/fold.h"

struct reading {
	struct bg_extract *x;
	struct bg_py_project *project;
	struct bg_py_unit *unit;
	const char *name; /* of the constant */
	unsigned line;
};

/* "schedule={value}" and "{name}.{value}"; without a template NAME=value. */
static const char *
make_id(const struct reading *r, const char *value)
{
	const struct bg_strings *id = &r->x->out->spec->option[BG_OPT_ID];
	const char *text = id->n ? id->v[0] : "{name}={value}", *hole = strstr(text, "{name}");
	struct bg_arena *keep = r->x->keep;

	if (hole)
		text = bg_strf(keep, "%.*s%s%s", (int)(hole - text), text, r->name,
		               hole + strlen("{name}"));
	return value ? bg_fill_value(keep, text, value) : text;
}

/* What is not known of a constant hides its values: all whose ids begin as theirs do. */
static void
miss(const struct reading *r, unsigned line, const char *why)
{
	const char *id = make_id(r, NULL), *hole = strstr(id, "{value}");
	struct bg_loc loc = {r->unit->path, line ? line : r->line};
	struct bg_arena *keep = r->x->keep;
	size_t n = hole ? (size_t)(hole - id) : 0;

	why = bg_strf(keep, "the values of '%s' are computed: %s", r->name,
	              why ? why : "they are not known");
	while (n && strchr("=:./ ", id[n - 1]))
		n--;
	if (n)
		bg_harvest_unread_item(keep, r->x->out, bg_strndup(keep, id, n), loc, why);
	else
		bg_harvest_unread(keep, r->x->out, loc.path, loc.line, why);
}

static void
add_value(const struct reading *r, const struct bg_py_value *value)
{
	struct bg_item *item;

	if (value->kind == BG_PYV_MEMBER && value->nv == 1)
		value = value->v[0];
	if (value->kind == BG_PYV_UNKNOWN || value->kind == BG_PYV_CHOICE) {
		miss(r, value->line, value->text);
		return;
	}
	if ((value->kind != BG_PYV_STR && value->kind != BG_PYV_INT) ||
	    strlen(value->text) != value->n)
		return;
	item = bg_harvest_add(r->x, "value", make_id(r, bg_strdup(r->x->keep, value->text)),
	                      r->unit->path, r->line);
	bg_item_set_fact(r->x->keep, item, "evidence", "code");
	bg_item_set_fact(r->x->keep, item, "constant", r->name);
}

/* The members of an enumeration: what other names of the class mean is no value. */
static int
add_members(const struct reading *r, const struct bg_py_value *cls, struct bg_err *err)
{
	const struct bg_py_list *body = cls->node->cls->body;
	const struct bg_py_value *value;

	for (uint32_t i = 0; i < body->n; i++) {
		const struct bg_py_node *s = body->v[i];

		if (s->type != BG_PY_ASSIGN || s->assign.targets->v[0]->type != BG_PY_NAME)
			continue;
		if (bg_py_fold_attribute(r->project, cls->unit, cls->node,
		                         s->assign.targets->v[0]->name.id, &value, err))
			return -1;
		if (value && value->kind == BG_PYV_MEMBER)
			add_value(r, value);
	}
	return 0;
}

/* A Literal[…] that is given a name; NULL: it is none. */
static const struct bg_py_node *
literal_of(const struct bg_py_binding *b)
{
	const struct bg_py_node *e = b->node, *name;

	if (e->type == BG_PY_ASSIGN)
		e = e->assign.value;
	else if (e->type == BG_PY_ANN_ASSIGN)
		e = e->ann_assign.value;
	else if (e->type == BG_PY_TYPE_ALIAS)
		e = e->type_alias.value;
	else
		return NULL;
	if (!e || e->type != BG_PY_SUBSCRIPT)
		return NULL;
	name = e->binary.left;
	if (name->type == BG_PY_NAME ? strcmp(name->name.id, "Literal") != 0
	                             : name->type != BG_PY_ATTRIBUTE ||
	                                       strcmp(name->attribute.attr, "Literal") != 0)
		return NULL;
	return e->binary.right;
}

static int
fold(const struct reading *r, const struct bg_py_binding *b, const struct bg_py_value **out,
     struct bg_err *err)
{
	const struct bg_py_node *literal = literal_of(b);
	struct bg_py_where where = {r->unit, NULL, NULL};

	if (literal)
		return bg_py_fold(r->project, &where, literal, out, err);
	return bg_py_fold_name(r->project, r->unit, r->name, out, err);
}

static int
read_constant(struct reading *r, const struct bg_py_binding *b, struct bg_err *err)
{
	const struct bg_py_value *value;

	r->name = b->name;
	r->line = b->node->line;
	if (fold(r, b, &value, err))
		return -1;
	if (!value)
		return 0;
	if (value->kind == BG_PYV_CLASS)
		return add_members(r, value, err);
	if (!bg_pyv_is_container(value)) {
		add_value(r, value);
		return 0;
	}
	for (size_t i = 0; i < value->nv; i++)
		add_value(r, value->v[i]);
	if (value->open)
		miss(r, value->line, value->text);
	return bg_extract_room(r->x, err);
}

static bool
is_wanted(const struct reading *r, const char *name)
{
	const struct bg_strings *globs = &r->x->out->spec->option[BG_OPT_CONSTANTS];

	for (size_t i = 0; i < globs->n; i++)
		if (bg_glob_component(globs->v[i], strlen(globs->v[i]), name))
			return true;
	return false;
}

/* Each name once, where it is bound first. */
static int
read_unit(struct reading *r, struct bg_err *err)
{
	const struct bg_py_scope *scope = &r->unit->scope;
	const struct bg_py_chain *chain;

	for (size_t i = 0; i < scope->n; i++) {
		if (!bg_py_binding_binds(&scope->v[i]) || !is_wanted(r, scope->v[i].name))
			continue;
		chain = bg_py_scope_find(scope, scope->v[i].name);
		if (chain && chain->first == i + 1 && read_constant(r, &scope->v[i], err))
			return -1;
	}
	return 0;
}

static int
read_constants(struct bg_extract *x, struct bg_err *err)
{
	struct reading r = {.x = x};
	struct bg_strings paths = {0};

	if (bg_extract_modules(x, BG_OPT_FILES, &paths, err))
		return -1;
	if (!paths.n)
		return 0;
	if (bg_extract_python(x, &r.project, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		bg_strings_add(x->keep, &x->out->files, paths.v[i]);
		if (bg_py_module_at(r.project, paths.v[i], &r.unit, err))
			return -1;
		if (!r.unit)
			continue;
		if (r.unit->unreadable)
			bg_harvest_unread(x->keep, x->out, paths.v[i], r.unit->err.line,
			                  bg_strdup(x->keep, r.unit->err.text));
		else if (read_unit(&r, err))
			return -1;
	}
	return 0;
}

const struct bg_kind bg_kind_python_constants = {
	.name = "python-constants",
	.help = "the values that named constants of Python code list",
	.family = "yaml-values",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(CONSTANTS) | BG_ACCEPTS(ID),
	.needs = BG_ACCEPTS(FILES) | BG_ACCEPTS(CONSTANTS),
	.read = read_constants,
};
