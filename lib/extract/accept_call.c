/* SPDX-License-Identifier: MIT */
/* Calls: documents are loaded, functions of the repository are walked with what they get. */
#include "base/err.h"
#include "extract/accept.h"

static const struct bg_meanings nothing;

struct bg_meanings
bg_accept_outside(struct bg_frame *f, struct bg_py_unit *unit, const char *name)
{
	struct bg_meaning one = {.sort = BG_SORT_FUNCTION};
	struct bg_py_ref ref;

	if (bg_py_resolve(f->a->project, unit, name, &ref, f->a->err)) {
		f->a->failed = true;
		return nothing;
	}
	if (ref.kind == BG_PY_FOUND_CLASS)
		one.sort = BG_SORT_CLASS;
	else if (ref.kind != BG_PY_FOUND_FUNCTION)
		return nothing;
	one.unit = ref.unit;
	one.node = ref.node;
	return ref.unit && ref.node ? bg_meanings_one(f->a, one) : nothing;
}

static const struct bg_py_node *
parameter(const struct bg_py_arguments *args, size_t i)
{
	if (i < args->posonlyargs->n)
		return args->posonlyargs->v[i];
	i -= args->posonlyargs->n;
	return i < args->args->n ? args->args->v[i] : NULL;
}

static void
give(struct bg_frame *callee, const char *name, const struct bg_meanings *m)
{
	bg_frame_set(callee, name, m);
	if (bg_meanings_have(m, BG_SORT_SPOT))
		*bg_py_table_at(&callee->a->fed,
		                bg_strf(callee->a->arena, "%p", (const void *)callee->def)) =
			callee->a;
}

/* "f(**mapping)": the names of the parameters are its keys. */
static void
give_mapping(struct bg_frame *callee, const struct bg_py_arguments *args,
             const struct bg_meaning *m)
{
	const struct bg_py_list *lists[] = {args->args, args->kwonlyargs};
	struct bg_meanings one;

	for (size_t i = 0; i < 2; i++)
		for (uint32_t j = 0; j < lists[i]->n; j++) {
			const char *name = lists[i]->v[j]->arg.name;

			if (bg_frame_find(callee, name))
				continue;
			one = bg_meanings_spot(
				callee->a, BG_SORT_SPOT,
				bg_spot_read(callee, m, name, lists[i]->v[j]->line));
			give(callee, name, &one);
		}
}

static void
give_rest(struct bg_frame *f, struct bg_frame *callee, const struct bg_py_arguments *args,
          const struct bg_py_node *call)
{
	struct bg_meanings m;

	for (uint32_t i = 0; i < call->call.keywords->n; i++) {
		const struct bg_py_node *k = call->call.keywords->v[i];

		m = bg_accept_known(f, k->keyword.value);
		if (k->keyword.name)
			give(callee, k->keyword.name, &m);
		for (size_t j = 0; !k->keyword.name && j < m.n; j++)
			if (m.v[j].sort == BG_SORT_SPOT)
				give_mapping(callee, args, &m.v[j]);
	}
}

static void
give_defaults(struct bg_frame *callee, const struct bg_py_arguments *args)
{
	size_t n = args->posonlyargs->n + args->args->n, first = n - args->defaults->n;
	struct bg_meanings m;

	for (size_t i = first; i < n; i++) {
		const struct bg_py_node *p = parameter(args, i);

		if (!p || bg_py_table_find(&callee->names, p->arg.name))
			continue;
		m = bg_accept_known(callee, args->defaults->v[i - first]);
		bg_frame_set(callee, p->arg.name, &m);
	}
}

/* What stands in the call, in front of it self. */
static void
give_all(struct bg_frame *f, struct bg_frame *callee, const struct bg_meanings *self,
         const struct bg_py_node *call)
{
	const struct bg_py_arguments *args = callee->def->def->args->arguments;
	const struct bg_py_node *p;
	struct bg_meanings m;
	size_t at = 0;

	if (self && self->n && (p = parameter(args, at++)) != NULL)
		bg_frame_set(callee, p->arg.name, self);
	for (uint32_t i = 0; call && i < call->call.args->n; i++) {
		m = bg_accept_known(f, call->call.args->v[i]);
		p = parameter(args, at++);
		if (p)
			give(callee, p->arg.name, &m);
		else if (args->vararg) {
			m = bg_meanings_many(f->a, &m);
			give(callee, args->vararg->arg.name, &m);
		}
	}
	if (call)
		give_rest(f, callee, args, call);
	give_defaults(callee, args);
}

static bool
runs_already(const struct bg_frame *f, const struct bg_py_node *def)
{
	unsigned n = 0;

	for (; f; f = f->caller)
		n += f->def == def;
	return n > 1;
}

/* Equal calls give the same and read the same, so one of them is walked. */
static const char *
name_call(struct bg_frame *callee)
{
	struct bg_buf key = {.arena = callee->a->arena};
	const struct bg_py_arguments *args = callee->def->def->args->arguments;
	const struct bg_py_list *lists[] = {args->posonlyargs, args->args, args->kwonlyargs};
	struct bg_meanings *m;

	bg_buf_printf(&key, "%p %p", (const void *)callee->def, (void *)callee->around);
	for (size_t i = 0; i < 3; i++)
		for (uint32_t j = 0; j < lists[i]->n; j++) {
			m = bg_py_table_find(&callee->names, lists[i]->v[j]->arg.name);
			if (m)
				bg_meanings_text(&key, m);
			bg_buf_putc(&key, ',');
		}
	return bg_buf_str(&key);
}

struct bg_meanings
bg_accept_inline(struct bg_frame *f, const struct bg_meaning *function,
                 const struct bg_meanings *self, const struct bg_py_node *call)
{
	struct bg_accept *a = f->a;
	struct bg_frame callee = {.a = a,
	                          .unit = function->unit,
	                          .def = function->node,
	                          .caller = f,
	                          .names = {.arena = a->arena},
	                          .reads = {.arena = a->arena},
	                          .depth = f->depth + 1};
	struct bg_meanings *known;
	const char *key;

	callee.around = function->around ? function->around : bg_accept_module(a, callee.unit);
	if (!callee.around || callee.depth > BG_ACCEPT_CALLS || runs_already(f, callee.def) ||
	    !bg_accept_step(f))
		return nothing;
	give_all(f, &callee, self, call);
	key = name_call(&callee);
	known = bg_py_table_find(&a->memo, key);
	if (known)
		return *known;
	known = bg_alloc(a->arena, sizeof(*known));
	*bg_py_table_at(&a->memo, key) = known;
	bg_accept_body(&callee);
	*known = callee.generator ? bg_meanings_many(a, &callee.yielded) : callee.given;
	return *known;
}

/* What is called: a name of the frame, or of the module. */
static struct bg_meanings
find_callee(struct bg_frame *f, const struct bg_py_node *func)
{
	const char *name = bg_py_dotted(f->a->arena, func);
	struct bg_meanings *own;

	if (func->type == BG_PY_NAME) {
		own = bg_frame_find(f, name);
		if (own && own->n)
			return *own;
	}
	return name ? bg_accept_outside(f, f->unit, name) : nothing;
}

static bool
call_found(struct bg_frame *f, const struct bg_meanings *callee, const struct bg_py_node *e,
           struct bg_meanings *out)
{
	struct bg_meanings more;
	bool found = false;

	for (size_t i = 0; i < callee->n; i++) {
		if (callee->v[i].sort == BG_SORT_FUNCTION)
			more = bg_accept_inline(f, &callee->v[i], NULL, e);
		else if (callee->v[i].sort == BG_SORT_CLASS)
			more = bg_accept_instance(f, &callee->v[i], e);
		else
			continue;
		found = true;
		bg_meanings_join(f->a, out, &more);
	}
	return found;
}

/* "Config" of "Config.load(x)". */
static struct bg_meanings
find_class(struct bg_frame *f, const struct bg_py_node *e)
{
	const char *name = bg_py_dotted(f->a->arena, e);
	struct bg_meanings m = name ? bg_accept_outside(f, f->unit, name) : nothing;

	return bg_meanings_have(&m, BG_SORT_CLASS) ? m : nothing;
}

struct bg_meanings
bg_accept_call(struct bg_frame *f, const struct bg_py_node *e)
{
	const struct bg_py_node *func = e->call.func;
	struct bg_meanings out = {0}, on, callee;

	if (bg_accept_load(f, e, &out)) {
		bg_accept_arguments(f, e);
		return out;
	}
	if (func->type == BG_PY_ATTRIBUTE) {
		on = bg_accept_expr(f, func->attribute.value);
		if (!on.n)
			on = find_class(f, func->attribute.value);
		if (e->call.args->n && bg_is_listed(func->attribute.attr, "get pop setdefault"))
			bg_accept_loose(f, func->attribute.value, &on, e->call.args->v[0]);
		if (on.n && bg_accept_method(f, &on, e, &out))
			return out;
	}
	callee = find_callee(f, func);
	if (call_found(f, &callee, e, &out) || f->a->failed)
		return out;
	if (func->type == BG_PY_NAME)
		bg_accept_builtin(f, e, func->name.id, &out);
	else if (func->type == BG_PY_ATTRIBUTE)
		bg_accept_builtin(f, e, func->attribute.attr, &out);
	else
		bg_accept_arguments(f, e);
	return out;
}
