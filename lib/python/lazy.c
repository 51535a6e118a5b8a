/* SPDX-License-Identifier: MIT */
/* What a module's __getattr__ gives for a name, where it says so plainly. */
#include "python/marker.h"

#define NESTED 8 /* statements inside of each other that are looked into */

struct giving {
	struct bg_marker *m;
	struct bg_py_unit *unit;
	const struct bg_py_node *function;
	const struct bg_py_list *branch; /* of the name: where it is asked for */
	const char *parameter, *name;
};

static int
resolve_in(struct giving *g, struct bg_py_unit *unit, const char *name, struct bg_py_ref *out)
{
	return bg_py_resolve(g->unit->project, unit, name, out, g->m->err);
}

/* A dotted name from a module by its full name: "pkg.mod" and "f". */
static int
resolve_from(struct giving *g, const char *module, const char *name, struct bg_py_ref *out)
{
	struct bg_py_unit *unit = NULL;

	if (bg_py_module_get(g->unit->project, module, &unit, g->m->err) != 0)
		return -1;
	if (unit)
		return resolve_in(g, unit, name, out);
	*out = (struct bg_py_ref){.kind = BG_PY_FOUND_EXTERNAL,
	                          .name = bg_strf(g->m->arena, "%s.%s", module, name)};
	return 0;
}

/* The module that "from ..a import" means, seen from the one that says so. */
static const char *
module_of(struct giving *g, const struct bg_py_node *import)
{
	const char *module = import->import.module ? import->import.module : "";
	const char *base = g->unit->name, *dot;
	uint32_t up = import->import.level;

	if (!up)
		return module;
	for (up -= g->unit->package; up; up--) {
		dot = strrchr(base, '.');
		base = dot ? bg_strndup(g->m->arena, base, (size_t)(dot - base)) : "";
	}
	return *base && *module ? bg_strf(g->m->arena, "%s.%s", base, module)
	       : *module        ? module
	                        : base;
}

/* Whether an import of these statements binds the first n bytes of name; then what it means. */
static int
find_local(struct giving *g, const struct bg_py_list *body, const char *name, size_t n,
           struct bg_py_ref *out)
{
	for (uint32_t i = 0; body && i < body->n; i++) {
		const struct bg_py_node *s = body->v[i];
		bool from = s->type == BG_PY_IMPORT_FROM;

		if (!from && s->type != BG_PY_IMPORT)
			continue;
		for (uint32_t k = 0; k < s->import.names->n; k++) {
			const struct bg_py_node *a = s->import.names->v[k];
			const char *bound = a->alias.asname ? a->alias.asname : a->alias.name;

			if (strlen(bound) != n || memcmp(bound, name, n) != 0)
				continue;
			if (from)
				return resolve_from(
					g, module_of(g, s),
					bg_strf(g->m->arena, "%s%s", a->alias.name, name + n),
					out);
			return name[n] ? resolve_from(g, a->alias.name, name + n + 1, out) : 0;
		}
	}
	return 0;
}

static int
resolve_dotted(struct giving *g, const char *name, struct bg_py_ref *out)
{
	size_t n = strcspn(name, ".");

	if (find_local(g, g->branch, name, n, out) != 0)
		return -1;
	if (out->kind == BG_PY_FOUND_NOTHING &&
	    find_local(g, bg_marker_body(g->m, g->unit, g->function), name, n, out) != 0)
		return -1;
	return out->kind == BG_PY_FOUND_NOTHING ? resolve_in(g, g->unit, name, out) : 0;
}

/* The text that an expression is where __getattr__ is asked for the name; NULL: unknown. */
static int
fold_text(struct giving *g, const struct bg_py_node *e, const char **out)
{
	const struct bg_py_where where = {.unit = g->unit, .function = g->function};
	const struct bg_py_local name = {
		.name = g->parameter,
		.value = bg_pyv_str(g->m->arena, g->name, strlen(g->name))};
	const struct bg_py_around around = {.given = &name};
	const struct bg_py_value *v = NULL;

	*out = NULL;
	if (bg_py_fold_around(g->unit->project, &where, &around, e, &v, g->m->err) != 0)
		return -1;
	if (v->kind == BG_PYV_STR && strlen(v->text) == v->n)
		*out = v->text;
	return 0;
}

static const struct bg_py_node *find_bound(const struct bg_py_list *body, const char *name,
                                           unsigned depth);

/* What a statement binds the name to, itself or below with and try; NULL: something else. */
static const struct bg_py_node *
bound_by(const struct bg_py_node *s, const char *name, unsigned depth)
{
	const struct bg_py_node *target;

	if (s->type == BG_PY_WITH)
		return find_bound(s->with.body, name, depth + 1);
	if (s->type == BG_PY_TRY)
		return find_bound(s->attempt->body, name, depth + 1);
	if (s->type != BG_PY_ASSIGN || s->assign.targets->n != 1)
		return NULL;
	target = s->assign.targets->v[0];
	return target->type == BG_PY_NAME && strcmp(target->name.id, name) == 0
	               ? s->assign.value
	               : NULL;
}

/* name NULL: what is returned. */
static const struct bg_py_node *
find_bound(const struct bg_py_list *body, const char *name, unsigned depth)
{
	const struct bg_py_node *found = NULL, *one;

	for (uint32_t i = 0; i < body->n && depth < NESTED; i++) {
		one = !name && body->v[i]->type == BG_PY_RETURN
		              ? body->v[i]->unary.value
		              : bound_by(body->v[i], name ? name : "", depth);
		found = one ? one : found;
		if (body->v[i]->type == BG_PY_RETURN)
			break;
	}
	return found;
}

/* The expression itself, or what the function binds the name to that it is. */
static const struct bg_py_node *
follow(struct giving *g, const struct bg_py_node *e)
{
	const struct bg_py_list *body = bg_marker_body(g->m, g->unit, g->function);
	const struct bg_py_node *value =
		e->type == BG_PY_NAME && body ? find_bound(body, e->name.id, 0) : NULL;

	return value && value->type == BG_PY_CALL ? value : e;
}

/* ".a" of import_module(".a", __package__) in full. */
static const char *
full_name(struct giving *g, const char *module)
{
	const char *base = g->unit->name, *dot;
	bool up = !g->unit->package;

	for (; *module == '.'; module++, up = true) {
		dot = up ? strrchr(base, '.') : NULL;
		if (up)
			base = dot ? bg_strndup(g->m->arena, base, (size_t)(dot - base)) : "";
	}
	return *base && *module ? bg_strf(g->m->arena, "%s.%s", base, module)
	       : *module        ? module
	                        : base;
}

/* "getattr(module, name)", "getattr(import_module('a.b'), name)" */
static int
resolve_getattr(struct giving *g, const struct bg_py_node *call, struct bg_py_ref *out)
{
	const struct bg_py_list *args = call->call.args;
	const char *attr, *module = NULL, *callee;
	const struct bg_py_node *of;

	if (args->n < 2)
		return 0;
	if (fold_text(g, args->v[1], &attr) != 0)
		return -1;
	if (!attr)
		return 0;
	of = follow(g, args->v[0]);
	if (of->type != BG_PY_CALL) {
		module = bg_py_dotted(g->m->arena, of);
		return module ? resolve_dotted(g, bg_strf(g->m->arena, "%s.%s", module, attr),
		                               out)
		              : 0;
	}
	callee = bg_py_dotted(g->m->arena, of->call.func);
	if (!callee || !bg_ends(callee, "import_module") || !of->call.args->n)
		return 0;
	if (fold_text(g, of->call.args->v[0], &module) != 0)
		return -1;
	if (module && *module == '.')
		module = of->call.args->n + of->call.keywords->n == 2 ? full_name(g, module)
		                                                      : NULL;
	return module ? resolve_from(g, module, attr, out) : 0;
}

int
bg_marker_given(struct bg_marker *m, const struct bg_py_where *where,
                const struct bg_py_list *branch, const char *parameter, const char *name,
                struct bg_py_ref *out)
{
	struct giving g = {m, where->unit, where->function, branch, parameter, name};
	const struct bg_py_node *value = NULL;
	const char *dotted;

	*out = (struct bg_py_ref){0};
	value = find_bound(branch, NULL, 0);
	if (!value)
		return 0;
	value = follow(&g, value);
	if (value->type == BG_PY_CALL) {
		dotted = bg_py_dotted(m->arena, value->call.func);
		return dotted && strcmp(dotted, "getattr") == 0
		               ? resolve_getattr(&g, value, out)
		               : 0;
	}
	dotted = bg_py_dotted(m->arena, value);
	return dotted && strcmp(dotted, name) != 0 ? resolve_dotted(&g, dotted, out)
	       : dotted ? find_local(&g, branch, dotted, strlen(dotted), out)
	                : 0;
}
