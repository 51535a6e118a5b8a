/* SPDX-License-Identifier: MIT */
/* Methods of what is followed: of mappings, of containers made here, of objects. */
#include "extract/accept.h"

static struct bg_meanings
argument(struct bg_frame *f, const struct bg_py_node *call, uint32_t i)
{
	return i < call->call.args->n ? bg_accept_known(f, call->call.args->v[i])
	                              : (struct bg_meanings){0};
}

/* What stands at a place, taken for a list or a string too: strip() and the like. */
static bool
has_spot(const struct bg_meanings *on)
{
	return bg_meanings_have(on, BG_SORT_SPOT) || bg_meanings_have(on, BG_SORT_MAP);
}

static bool
read_mapping(struct bg_frame *f, const struct bg_meanings *on, const struct bg_py_node *call,
             struct bg_meanings *out)
{
	const char *name = call->call.func->attribute.attr;
	struct bg_meanings more;

	if (!has_spot(on) || !call->call.args->n ||
	    !bg_is_listed(name, "get pop setdefault __getitem__"))
		return false;
	*out = bg_accept_get(f, on, call->call.args->v[0], call);
	if (call->call.args->n > 1) {
		more = bg_accept_expr(f, call->call.args->v[1]);
		bg_meanings_join(f->a, out, &more);
	}
	return true;
}

static bool
view(struct bg_frame *f, const struct bg_meanings *on, const char *name,
     struct bg_meanings *out)
{
	enum bg_sort sort = strcmp(name, "items") == 0  ? BG_SORT_ITEMS
	                    : strcmp(name, "keys") == 0 ? BG_SORT_KEYS
	                                                : BG_SORT_VALUES;
	struct bg_meanings pair[2] = {{0}, {0}};

	if (!bg_is_listed(name, "items keys values"))
		return false;
	for (size_t i = 0; i < on->n; i++) {
		const struct bg_meaning *m = &on->v[i];

		if (m->sort == BG_SORT_SPOT)
			bg_meanings_add(f->a, out,
			                (struct bg_meaning){.sort = sort, .spot = m->spot});
		else if (m->sort == BG_SORT_MAP || m->sort == BG_SORT_MANY)
			for (size_t j = 0; j < m->npart; j++)
				bg_meanings_join(f->a, &pair[1], &m->part[j]);
	}
	if (pair[1].n && sort == BG_SORT_ITEMS) {
		struct bg_meanings *part = bg_calloc(f->a->arena, 2, sizeof(*part));

		part[1] = pair[1];
		pair[1] = bg_meanings_one(
			f->a,
			(struct bg_meaning){.sort = BG_SORT_TUPLE, .part = part, .npart = 2});
	}
	if (pair[1].n && sort != BG_SORT_KEYS) {
		pair[1] = bg_meanings_many(f->a, &pair[1]);
		bg_meanings_join(f->a, out, &pair[1]);
	}
	return true;
}

/* "x.append(y)" with a name for x: y is among its elements from now on. */
static bool
grow(struct bg_frame *f, const struct bg_py_node *call, const char *name)
{
	const struct bg_py_node *on = call->call.func->attribute.value;
	struct bg_meanings m, was;

	if (!bg_is_listed(name, "append add insert extend update appendleft") ||
	    !call->call.args->n)
		return false;
	m = bg_accept_expr(f, call->call.args->v[call->call.args->n - 1]);
	if (bg_is_listed(name, "extend update"))
		m = bg_meanings_each(f->a, &m);
	if (!m.n)
		return true;
	m = bg_meanings_many(f->a, &m);
	was = bg_accept_expr(f, on);
	bg_meanings_join(f->a, &m, &was);
	bg_accept_bind(f, on, &m);
	return true;
}

static bool
compare_sets(struct bg_frame *f, const struct bg_meanings *on, const struct bg_py_node *call,
             const char *name)
{
	struct bg_meanings other;

	if (!bg_is_listed(name, "difference issubset issuperset symmetric_difference") ||
	    !(bg_meanings_have(on, BG_SORT_KEYS) || bg_meanings_have(on, BG_SORT_CONSTANT)))
		return false;
	other = argument(f, call, 0);
	bg_accept_against(f, on, &other, call->line);
	bg_accept_against(f, &other, on, call->line);
	return true;
}

static bool
call_method(struct bg_frame *f, const struct bg_meaning *m, const struct bg_py_node *call,
            const char *name, struct bg_meanings *out)
{
	struct bg_meanings self = bg_meanings_one(f->a, *m), found, more;
	bool done = false;

	found = bg_accept_outside(f, m->unit,
	                          bg_strf(f->a->arena, "%s.%s", m->node->cls->name, name));
	for (size_t i = 0; i < found.n; i++) {
		if (found.v[i].sort != BG_SORT_FUNCTION)
			continue;
		for (uint32_t d = 0; d < found.v[i].node->def->decorators->n; d++) {
			const char *word = bg_py_dotted(f->a->arena,
			                                found.v[i].node->def->decorators->v[d]);

			if (word && strcmp(word, "staticmethod") == 0)
				self.n = 0;
		}
		more = bg_accept_inline(f, &found.v[i], &self, call);
		bg_meanings_join(f->a, out, &more);
		done = true;
	}
	return done;
}

/* "Class.model_validate(mapping)" and its like: the fields are the keys. */
static bool
validate(struct bg_frame *f, const struct bg_meaning *m, const struct bg_py_node *call,
         const char *name, struct bg_meanings *out)
{
	struct bg_meanings args;

	if (!bg_is_listed(name, "model_validate parse_obj validate_python from_dict "
	                        "model_construct construct validate structure"))
		return false;
	args = bg_accept_arguments(f, call);
	for (size_t i = 0; i < args.n; i++)
		if (args.v[i].sort == BG_SORT_SPOT)
			bg_accept_fields(f, m->unit, m->node, args.v[i].spot, 0);
	*out = bg_meanings_one(
		f->a,
		(struct bg_meaning){.sort = BG_SORT_OBJECT, .unit = m->unit, .node = m->node});
	return true;
}

static bool
of_object(struct bg_frame *f, const struct bg_meanings *on, const struct bg_py_node *call,
          const char *name, struct bg_meanings *out)
{
	bool done = false;

	for (size_t i = 0; i < on->n; i++)
		if (on->v[i].sort == BG_SORT_OBJECT || on->v[i].sort == BG_SORT_CLASS)
			done |= call_method(f, &on->v[i], call, name, out) ||
			        validate(f, &on->v[i], call, name, out);
	return done;
}

/* What keeps what it is called on: "raw.strip().lower()". */
static bool
keep(struct bg_frame *f, const struct bg_meanings *on, const struct bg_py_node *call,
     const char *name, struct bg_meanings *out)
{
	if (!bg_is_listed(name, "strip lower upper casefold copy lstrip rstrip title"))
		return false;
	bg_accept_arguments(f, call);
	for (size_t i = 0; i < on->n; i++) {
		struct bg_meaning m = on->v[i];

		m.copied |= strcmp(name, "copy") == 0 && m.sort == BG_SORT_SPOT;
		bg_meanings_add(f->a, out, m);
	}
	return true;
}

bool
bg_accept_method(struct bg_frame *f, const struct bg_meanings *on,
                 const struct bg_py_node *call, struct bg_meanings *out)
{
	const char *name = call->call.func->attribute.attr;

	return read_mapping(f, on, call, out) || of_object(f, on, call, name, out) ||
	       view(f, on, name, out) || compare_sets(f, on, call, name) ||
	       keep(f, on, call, name, out) || grow(f, call, name);
}
