/* SPDX-License-Identifier: MIT */
/* Calls that warn of a deprecation, in bodies and in a module's __getattr__. */
#include "python/marker.h"

/* Whether the name is a category of warnings that tells of a deprecation. */
static bool
is_category_name(const char *name)
{
	const char *dot = strrchr(name, '.');

	name = dot ? dot + 1 : name;
	return strcmp(name, "DeprecationWarning") == 0 ||
	       strcmp(name, "PendingDeprecationWarning") == 0;
}

/* What a name that is a parameter of the function is by default; else the name itself. */
static const struct bg_py_node *
by_default(const struct bg_py_where *where, const struct bg_py_node *e)
{
	const struct bg_py_arguments *args;
	size_t first;

	if (e->type != BG_PY_NAME || !where->function)
		return e;
	args = where->function->def->args->arguments;
	first = args->args->n -
	        (args->defaults->n < args->args->n ? args->defaults->n : args->args->n);
	for (size_t i = first; i < args->args->n; i++)
		if (strcmp(args->args->v[i]->arg.name, e->name.id) == 0)
			return args->defaults->v[args->defaults->n - (args->args->n - i)];
	for (uint32_t i = 0; i < args->kwonlyargs->n; i++)
		if (args->kw_defaults->v[i] &&
		    strcmp(args->kwonlyargs->v[i]->arg.name, e->name.id) == 0)
			return args->kw_defaults->v[i];
	return e;
}

/* A category: of Python, or a class of the repository that is one. */
static bool
is_category(struct bg_marker *m, const struct bg_py_where *where, const struct bg_py_node *e,
            unsigned depth)
{
	struct bg_py_where there = {0};
	const struct bg_py_list *bases;
	struct bg_py_ref ref;

	if (!e || depth > 8 || !bg_marker_resolve(m, where, by_default(where, e), &ref))
		return false;
	if (ref.kind != BG_PY_FOUND_CLASS)
		return ref.name &&
		       (is_category_name(ref.name) || (ref.kind == BG_PY_FOUND_EXTERNAL &&
		                                       strstr(ref.name, "DeprecationWarning")));
	there.unit = ref.unit;
	bases = ref.node->cls->bases;
	for (uint32_t i = 0; i < bases->n; i++)
		if (is_category(m, &there, bases->v[i], depth + 1))
			return true;
	return false;
}

/* A FutureWarning counts when it says what it is about. */
static bool
is_future(struct bg_marker *m, const struct bg_py_where *where, const struct bg_py_node *e,
          const struct bg_py_node *message)
{
	struct bg_py_ref ref;
	struct bg_py_mark said = {0}, *out = m->out;
	bool found;

	if (!e || !bg_marker_resolve(m, where, e, &ref) || !ref.name ||
	    !bg_ends(ref.name, "FutureWarning"))
		return false;
	m->out = &said;
	bg_marker_say(m, where, message, 0);
	m->out = out;
	found = message && (strstr(said.text, "eprecat") || strstr(said.text, "remove"));
	return found && strcmp(said.text, "deprecated") != 0;
}

/* "warnings.warn(message, Category)" or "warnings.warn(Category(message))". */
static bool
is_warning(struct bg_marker *m, const struct bg_py_where *where, const struct bg_py_node *call)
{
	const struct bg_py_list *args = call->call.args;
	const struct bg_py_node *category = bg_py_argument(call, "category");
	const struct bg_py_node *message =
		args->n ? args->v[0] : bg_py_argument(call, "message");

	if (!category && args->n > 1)
		category = args->v[1];
	if (!category && message && message->type == BG_PY_CALL) {
		category = message->call.func;
		message = message->call.args->n ? message->call.args->v[0] : NULL;
	}
	if (category && category->type == BG_PY_CALL)
		category = category->call.func;
	if (!is_category(m, where, category, 0) && !is_future(m, where, category, message))
		return false;
	bg_marker_say(m, where, message, call->line);
	return true;
}

/* A call that warns, or of a function of the repository that does. */
static bool
call_warns(struct bg_marker *m, const struct bg_py_where *where, const struct bg_py_node *call,
           unsigned helpers)
{
	struct bg_py_where there = {0};
	const struct bg_py_list *args = call->call.args;
	struct bg_py_ref ref;

	if (!bg_marker_resolve(m, where, call->call.func, &ref))
		return false;
	if (ref.name && ref.kind != BG_PY_FOUND_FUNCTION && ref.kind != BG_PY_FOUND_CLASS &&
	    (strcmp(ref.name, "warnings.warn") == 0 ||
	     strcmp(ref.name, "warnings.warn_explicit") == 0))
		return is_warning(m, where, call);
	if (ref.kind != BG_PY_FOUND_FUNCTION || !ref.unit || helpers >= BG_MARKER_HELPERS)
		return false;
	there = (struct bg_py_where){.unit = ref.unit, .function = ref.node};
	if (!bg_marker_warns(m, &there, bg_marker_body(m, ref.unit, ref.node), helpers + 1))
		return false;
	if (strcmp(m->out->text, "deprecated") == 0)
		bg_marker_say(m, where, args->n ? args->v[0] : NULL, call->line);
	m->out->line = call->line;
	return true;
}

bool
bg_marker_warns(struct bg_marker *m, const struct bg_py_where *where,
                const struct bg_py_list *body, unsigned helpers)
{
	const struct bg_py_node *s;

	for (uint32_t i = 0; body && i < body->n && !m->failed; i++) {
		s = body->v[i];
		if (s->type == BG_PY_EXPR && s->unary.value->type == BG_PY_CALL &&
		    call_warns(m, where, s->unary.value, helpers))
			return true;
		if (s->type == BG_PY_WITH && bg_marker_warns(m, where, s->with.body, helpers))
			return true;
		if (s->type == BG_PY_TRY &&
		    bg_marker_warns(m, where, s->attempt->body, helpers))
			return true;
		if (s->type == BG_PY_RETURN || s->type == BG_PY_RAISE)
			break;
	}
	return false;
}

/* ---- a module's __getattr__ ---------------------------------------------------------- */

struct asked {
	struct bg_marker *m;
	const struct bg_py_where *where;
	const char *parameter, *name;
};

/* Whether a test holds for the name: "name == 'X'", "name in (…)". */
static bool
test_names(struct asked *a, const struct bg_py_node *test)
{
	const struct bg_py_value *value = NULL;
	const struct bg_py_value *name = bg_pyv_str(a->m->arena, a->name, strlen(a->name));

	if (test->type == BG_PY_BOOL_OP) {
		for (uint32_t i = 0; i < test->items.v->n; i++)
			if (test_names(a, test->items.v->v[i]))
				return true;
		return false;
	}
	if (test->type != BG_PY_COMPARE || test->compare.comparators->n != 1 ||
	    test->compare.left->type != BG_PY_NAME ||
	    strcmp(test->compare.left->name.id, a->parameter) != 0)
		return false;
	if (bg_py_fold(a->where->unit->project, a->where, test->compare.comparators->v[0],
	               &value, a->m->err) != 0) {
		a->m->failed = true;
		return false;
	}
	if (test->compare.ops[0] == BG_PY_EQ)
		return bg_pyv_equal(value, name);
	return test->compare.ops[0] == BG_PY_IN && bg_pyv_is_container(value) &&
	       bg_pyv_find(value, name) != SIZE_MAX;
}

/* The statements that answer for the name; NULL: none do. */
static const struct bg_py_list *
find_branch(struct asked *a, const struct bg_py_list *body, unsigned depth)
{
	const struct bg_py_list *found = NULL;
	const struct bg_py_node *s;

	for (uint32_t i = 0; i < body->n && depth < 20 && !found && !a->m->failed; i++) {
		s = body->v[i];
		if (s->type != BG_PY_IF)
			continue;
		found = test_names(a, s->branch.test)
		                ? s->branch.body
		                : find_branch(a, s->branch.orelse, depth + 1);
	}
	return found;
}

int
bg_py_lazy_name(struct bg_py_lazy *out, struct bg_arena *arena, struct bg_py_unit *unit,
                const char *name, struct bg_err *err)
{
	struct bg_marker m = {.arena = arena, .err = err, .out = &out->mark};
	struct bg_py_where where = {.unit = unit};
	struct asked a = {&m, &where, NULL, name};
	const struct bg_py_list *args, *body, *branch;
	struct bg_py_ref ref;

	*out = (struct bg_py_lazy){0};
	if (!unit->lazy)
		return 0;
	if (bg_py_resolve(unit->project, unit, "__getattr__", &ref, err) != 0)
		return -1;
	if (ref.kind != BG_PY_FOUND_FUNCTION || ref.unit != unit)
		return 0;
	where.function = ref.node;
	args = ref.node->def->args->arguments->args;
	body = bg_marker_body(&m, unit, ref.node);
	if (!args->n || !body)
		return 0;
	a.parameter = args->v[0]->arg.name;
	branch = find_branch(&a, body, 0);
	out->made = branch != NULL;
	if (!branch && !m.failed &&
	    bg_marker_given(&m, &where, body, a.parameter, name, &out->given) != 0)
		return -1;
	if (!branch)
		return m.failed ? -1 : 0;
	body = branch;
	out->mark.warns = bg_marker_warns(&m, &where, body, 0);
	if (!out->mark.warns)
		out->mark.text = NULL;
	if (bg_marker_given(&m, &where, body, a.parameter, name, &out->given) != 0)
		return -1;
	return m.failed ? -1 : 0;
}
