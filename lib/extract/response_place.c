/* SPDX-License-Identifier: MIT */
/* Where routes stand: texts of urls, routers by their names in whichever module. */
#include "base/err.h"
#include "extract/routes.h"
#include "python/ask.h"

/* ---- texts ----------------------------------------------------------------------------- */

static const char *
text_of_parts(struct bg_routing *r, const struct bg_py_list *v)
{
	struct bg_arena *arena = r->w->arena;
	const char *out = "";

	for (uint32_t i = 0; i < v->n && i < 50; i++) {
		const struct bg_py_node *e = v->v[i];

		if (e->type == BG_PY_FORMATTED_VALUE)
			e = e->formatted.value;
		out = bg_strf(arena, "%.500s%.500s", out, bg_route_text(r, e));
	}
	return out;
}

/* What an expression is where it is known without running anything; NULL: it is computed. */
static const char *
known_text(struct bg_routing *r, const struct bg_py_node *e)
{
	struct bg_scene *s = bg_alloc(r->w->arena, sizeof(*s));

	s->w = r->w;
	s->unit = r->unit;
	s->state.live = true;
	return bg_shape_only(bg_shape_expr(s, e));
}

/* "settings.PREFIX" where settings is "Settings()": what the class says; NULL: not known. */
static const char *
text_of_instance(struct bg_routing *r, const struct bg_py_node *e)
{
	const struct bg_py_node *call;
	const struct bg_py_value *value = NULL;
	struct bg_py_unit *own = r->unit;
	struct bg_py_ref ref, cls = {0};
	const char *dotted;

	dotted = e->type == BG_PY_ATTRIBUTE ? bg_py_dotted(r->w->arena, e->attribute.value)
	                                    : NULL;
	if (!dotted || !bg_route_resolve(r, dotted, &ref) || !ref.unit || !ref.node ||
	    ref.kind != BG_PY_FOUND_VARIABLE || ref.node->type != BG_PY_ASSIGN)
		return NULL;
	call = ref.node->assign.value;
	dotted = call->type == BG_PY_CALL ? bg_py_dotted(r->w->arena, call->call.func) : NULL;
	r->unit = ref.unit;
	if (dotted && bg_route_resolve(r, dotted, &cls) && cls.kind == BG_PY_FOUND_CLASS &&
	    bg_py_fold_attribute(r->w->project, cls.unit, cls.node, e->attribute.attr, &value,
	                         r->w->err))
		r->w->failed = true;
	r->unit = own;
	return value && !r->w->failed && value->kind == BG_PYV_STR &&
	                       strlen(value->text) == value->n
	               ? value->text
	               : NULL;
}

const char *
bg_route_text(struct bg_routing *r, const struct bg_py_node *e)
{
	struct bg_arena *arena = r->w->arena;
	const char *known;

	if (e->type == BG_PY_CONSTANT)
		return e->op == BG_PY_STR || e->op == BG_PY_USTR
		               ? bg_strndup(arena, e->constant.text, e->constant.n)
		               : "";
	if (e->height > 20)
		return "{…}";
	known = known_text(r, e);
	if (!known)
		known = text_of_instance(r, e);
	if (known)
		return known;
	if (e->type == BG_PY_JOINED_STR)
		return text_of_parts(r, e->items.v);
	if (e->type == BG_PY_BIN_OP && e->op == BG_PY_ADD)
		return bg_strf(arena, "%.500s%.500s", bg_route_text(r, e->binary.left),
		               bg_route_text(r, e->binary.right));
	known = bg_py_dotted(arena, e->type == BG_PY_CALL ? e->call.func : e);
	return known ? bg_strf(arena, "{%.100s}", known) : "{…}";
}

const char *
bg_route_join(struct bg_arena *arena, const char *a, const char *b)
{
	size_t n = strlen(a);

	if (n > 1000)
		n = 1000;
	if (n && a[n - 1] == '/' && *b == '/')
		b++;
	return bg_strf(arena, "%.*s%.1000s", (int)n, a, b);
}

/* ---- places ---------------------------------------------------------------------------- */

bool
bg_route_resolve(struct bg_routing *r, const char *name, struct bg_py_ref *out)
{
	*out = (struct bg_py_ref){0};
	if (!bg_py_resolve(r->w->project, r->unit, name, out, r->w->err))
		return true;
	r->w->failed = true;
	return false;
}

bool
bg_place_is(const struct bg_place *a, const struct bg_place *b)
{
	return a->unit && a->unit == b->unit && strcmp(a->name, b->name) == 0;
}

static const struct bg_route_local *
find_local(const struct bg_routing *r, const char *name)
{
	for (size_t i = r->locals.n; i-- > 0;)
		if (strcmp(r->locals.v[i].name, name) == 0)
			return &r->locals.v[i];
	return NULL;
}

/* "bp", "health.bp" where a function imports bp or health. */
static struct bg_place
place_of_local(struct bg_routing *r, const struct bg_route_local *local, const char *rest)
{
	struct bg_py_unit *unit = r->unit;
	struct bg_place out = local->means;
	struct bg_py_ref ref;

	if (!*rest || strcmp(local->means.name, "urlpatterns") != 0)
		return out;
	r->unit = local->means.unit;
	out = (struct bg_place){NULL, NULL};
	if (bg_route_resolve(r, rest, &ref) && ref.kind == BG_PY_FOUND_VARIABLE)
		out = (struct bg_place){ref.unit, ref.name};
	r->unit = unit;
	return out;
}

/* A variable of some module, a module, or a variable of a function of this one. */
static struct bg_place
place_of_name(struct bg_routing *r, const char *dotted)
{
	size_t n = strcspn(dotted, ".");
	const struct bg_route_local *local = find_local(r, bg_strndup(r->w->arena, dotted, n));
	struct bg_py_ref ref;

	if (local && !local->loop)
		return place_of_local(r, local, dotted[n] ? dotted + n + 1 : "");
	if (!bg_route_resolve(r, dotted, &ref))
		return (struct bg_place){NULL, NULL};
	if (ref.kind == BG_PY_FOUND_VARIABLE && ref.unit)
		return (struct bg_place){ref.unit, ref.name};
	if (ref.kind == BG_PY_FOUND_MODULE && ref.unit)
		return (struct bg_place){ref.unit, "urlpatterns"};
	if (ref.kind == BG_PY_FOUND_NOTHING || ref.kind == BG_PY_FOUND_UNKNOWN)
		return (struct bg_place){r->unit, dotted};
	return (struct bg_place){NULL, NULL};
}

struct bg_place
bg_place_of(struct bg_routing *r, const struct bg_py_node *e)
{
	struct bg_py_unit *unit = NULL;
	const char *dotted, *dot;

	if (e->type == BG_PY_TUPLE && e->items.v->n)
		e = e->items.v->v[0];
	if (e->type == BG_PY_CONSTANT && e->op == BG_PY_STR && e->constant.n < 300) {
		dotted = bg_strndup(r->w->arena, e->constant.text, e->constant.n);
		if (bg_py_module_get(r->w->project, dotted, &unit, r->w->err))
			r->w->failed = true;
		dot = strrchr(dotted, '.');
		if (unit || !dot || r->w->failed)
			return (struct bg_place){unit, "urlpatterns"};
		/* "app.api.router" */
		if (bg_py_module_get(r->w->project,
		                     bg_strndup(r->w->arena, dotted, (size_t)(dot - dotted)),
		                     &unit, r->w->err))
			r->w->failed = true;
		return (struct bg_place){unit, dot + 1};
	}
	/* "router.urls" of Django, "app.router" of aiohttp */
	if (e->type == BG_PY_ATTRIBUTE && e->attribute.value->type == BG_PY_NAME &&
	    (strcmp(e->attribute.attr, "urls") == 0 ||
	     strcmp(e->attribute.attr, "router") == 0)) {
		struct bg_place of = bg_place_of(r, e->attribute.value);

		if (of.unit && strcmp(of.name, "urlpatterns") != 0)
			return of;
	}
	dotted = bg_shape_dotted(r->w, e);
	return dotted ? place_of_name(r, dotted) : (struct bg_place){NULL, NULL};
}

/* ---- what functions bind --------------------------------------------------------------- */

/* The dotted name of the module that "from ..a import" reads. */
static const char *
module_behind(struct bg_routing *r, const struct bg_py_node *node)
{
	const char *base = r->unit->name, *dot;
	const char *module = node->import.module ? node->import.module : "";
	uint32_t up = node->import.level;

	if (!up)
		return module;
	for (up -= r->unit->package; up; up--) {
		dot = strrchr(base, '.');
		base = dot ? bg_strndup(r->w->arena, base, (size_t)(dot - base)) : "";
	}
	return *base && *module ? bg_strf(r->w->arena, "%s.%s", base, module)
	       : *module        ? module
	                        : base;
}

static void
note_import(struct bg_routing *r, const struct bg_py_node *node)
{
	const char *module = module_behind(r, node);
	struct bg_py_unit *unit = NULL, *own = r->unit;
	struct bg_py_ref ref;

	if (bg_py_module_get(r->w->project, module, &unit, r->w->err)) {
		r->w->failed = true;
		return;
	}
	if (!unit)
		return;
	for (uint32_t i = 0; i < node->import.names->n && !r->w->failed; i++) {
		const struct bg_py_node *alias = node->import.names->v[i];
		struct bg_route_local local = {alias->alias.asname ? alias->alias.asname
		                                                   : alias->alias.name,
		                               {NULL, NULL},
		                               NULL};

		r->unit = unit;
		if (bg_route_resolve(r, alias->alias.name, &ref) && ref.unit) {
			if (ref.kind == BG_PY_FOUND_VARIABLE)
				local.means = (struct bg_place){ref.unit, ref.name};
			else if (ref.kind == BG_PY_FOUND_MODULE)
				local.means = (struct bg_place){ref.unit, "urlpatterns"};
		}
		r->unit = own;
		if (local.means.unit)
			*bg_list_add(r->w->arena, &r->locals) = local;
	}
}

void
bg_place_note(struct bg_routing *r, const struct bg_py_node *node)
{
	const struct bg_py_node *target, *iter;

	if (node->type == BG_PY_IMPORT_FROM && r->depth > 0) {
		note_import(r, node);
		return;
	}
	if (node->type != BG_PY_FOR)
		return;
	target = node->loop->target;
	iter = node->loop->iter;
	if (target->type == BG_PY_NAME &&
	    (iter->type == BG_PY_TUPLE || iter->type == BG_PY_LIST))
		*bg_list_add(r->w->arena, &r->locals) =
			(struct bg_route_local){target->name.id, {NULL, NULL}, iter->items.v};
}

const struct bg_py_list *
bg_place_loop(const struct bg_routing *r, const struct bg_py_node *e)
{
	const struct bg_route_local *local;

	if (e->type == BG_PY_ATTRIBUTE)
		e = e->attribute.value;
	local = e->type == BG_PY_NAME ? find_local(r, e->name.id) : NULL;
	return local ? local->loop : NULL;
}
