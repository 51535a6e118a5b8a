/* SPDX-License-Identifier: MIT */
/* What the names in an annotation mean: classes, forms of typing, aliases, type variables. */
#include "python/typist.h"

/* The names of what can be found in other places too, by full name. */
static const char *const known[][2] = {
	{"IOError", "OSError"},
	{"EnvironmentError", "OSError"},
	{"collections.abc.Set", "AbstractSet"},
	{"contextlib.AbstractAsyncContextManager", "AbstractAsyncContextManager"},
	{"contextlib.AbstractContextManager", "AbstractContextManager"},
	{"json.decoder.JSONDecodeError", "json.JSONDecodeError"},
	{"six.text_type", "str"},
	{"types.NoneType", "None"},
	{"typing.AsyncContextManager", "AbstractAsyncContextManager"},
	{"typing.ChainMap", "collections.ChainMap"},
	{"typing.ContextManager", "AbstractContextManager"},
	{"typing.Counter", "collections.Counter"},
	{"typing.DefaultDict", "collections.defaultdict"},
	{"typing.Deque", "collections.deque"},
	{"typing.Dict", "dict"},
	{"typing.FrozenSet", "frozenset"},
	{"typing.List", "list"},
	{"typing.Match", "re.Match"},
	{"typing.NoReturn", "Never"},
	{"typing.OrderedDict", "collections.OrderedDict"},
	{"typing.Pattern", "re.Pattern"},
	{"typing.Set", "set"},
	{"typing.Text", "str"},
	{"typing.Tuple", "tuple"},
	{"typing.Type", "type"},
};

/* Behind the module that only forms and abstract classes come from; NULL: another. */
static const char *
typing_leaf(const char *name)
{
	if (bg_starts(name, "typing."))
		return name + strlen("typing.");
	return bg_starts(name, "typing_extensions.") ? name + strlen("typing_extensions.")
	                                             : NULL;
}

const char *
bg_typist_known(const char *name)
{
	const char *leaf = typing_leaf(name), *other;

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		other = leaf ? typing_leaf(known[i][0]) : known[i][0];
		if (other && strcmp(leaf ? leaf : name, other) == 0)
			return known[i][1];
	}
	if (!leaf && bg_starts(name, "collections.abc."))
		leaf = name + strlen("collections.abc.");
	if (!leaf && bg_starts(name, "builtins."))
		leaf = name + strlen("builtins.");
	return leaf && !strchr(leaf, '.') ? leaf : name;
}

const char *
bg_typist_home(struct bg_typist *t, const struct bg_py_ref *ref)
{
	const char *module = ref->unit ? ref->unit->name : "";
	const char *name = *module && ref->kind != BG_PY_FOUND_MODULE
	                           ? bg_strf(t->arena, "%s.%s", module, ref->name)
	                           : bg_strdup(t->arena, ref->name);
	struct bg_typist_class *class;

	if (ref->kind != BG_PY_FOUND_CLASS)
		return name;
	for (size_t i = 0; i < t->classes.n; i++)
		if (t->classes.v[i].node == ref->node)
			return name;
	class = bg_list_add(t->arena, &t->classes);
	*class = (struct bg_typist_class){name, ref->unit, ref->node};
	return name;
}

/* A class or a type statement in the body of the class that the annotation stands in. */
static bool
find_in_class(struct bg_typist *t, const struct bg_py_where *where, const char *name,
              struct bg_py_ref *out)
{
	struct bg_py_unit *unit = where->unit;
	struct bg_py_scope *scope;
	const struct bg_py_chain *chain;
	const struct bg_py_binding *b;

	if (!where->cls || strchr(name, '.'))
		return false;
	scope = bg_py_scope_of(unit, where->cls, &unit->scope);
	chain = bg_py_scope_find(scope, name);
	b = chain && chain->n == 1 && chain->last ? &scope->v[chain->last - 1] : NULL;
	if (!b || (b->kind != BG_PY_BIND_CLASS && b->kind != BG_PY_BIND_TYPE))
		return false;
	out->kind = b->kind == BG_PY_BIND_CLASS ? BG_PY_FOUND_CLASS : BG_PY_FOUND_TYPE;
	out->unit = unit;
	out->node = b->node;
	out->binding = b;
	out->name = bg_strf(t->arena, "%s.%s", where->cls->cls->name, name);
	return true;
}

/* Of several branches that of "if TYPE_CHECKING" is meant for annotations. */
static void
prefer_typing(struct bg_typist *t, const struct bg_py_where *where, struct bg_py_ref *out)
{
	struct bg_py_ref other;

	for (size_t i = 0; i < out->also.n && !out->typing && !t->failed; i++) {
		if (!out->also.v[i]->typing)
			continue;
		if (bg_py_resolve_binding(where->unit->project, where->unit, out->also.v[i],
		                          &other, t->err) != 0)
			t->failed = true;
		else if (other.kind != BG_PY_FOUND_NOTHING && other.kind != BG_PY_FOUND_UNKNOWN)
			*out = other;
	}
}

void
bg_typist_resolve(struct bg_typist *t, const struct bg_py_where *where, const char *name,
                  struct bg_py_ref *out)
{
	*out = (struct bg_py_ref){.name = name};
	t->steps++;
	if (t->failed || find_in_class(t, where, name, out))
		return;
	if (bg_py_resolve(where->unit->project, where->unit, name, out, t->err) != 0)
		t->failed = true;
	else if (!strchr(name, '.'))
		prefer_typing(t, where, out);
}

static void
add(struct bg_typist *t, struct bg_py_terms *out, const struct bg_py_where *where,
    const struct bg_py_node *e)
{
	*bg_list_add(t->arena, out) = bg_typist_read(t, where, e);
}

/* A type variable stands for its bound, or for one of its constraints. */
static const struct bg_py_term *
variable_term(struct bg_typist *t, const struct bg_py_where *where,
              const struct bg_py_node *bound, const struct bg_py_list *constraints)
{
	struct bg_py_terms of = {0};

	for (uint32_t i = 0; constraints && i < constraints->n; i++)
		add(t, &of, where, constraints->v[i]);
	if (bound)
		add(t, &of, where, bound);
	return bg_term_name(t->arena, "TypeVar", of.n ? &of : NULL);
}

/* Inside of a generic alias its variables stand for its arguments, in their order. */
static const struct bg_py_term *
bind_variable(struct bg_typist *t, const struct bg_py_node *node)
{
	struct bg_typist_generic *g = t->generic;
	size_t i;

	for (i = 0; i < g->nvariable; i++)
		if (g->variable[i] == node)
			break;
	if (i == g->nvariable && g->nvariable < BG_TYPIST_VARIABLES)
		g->variable[g->nvariable++] = node;
	return g->args && i < g->args->n ? g->args->v[i] : bg_term_name(t->arena, "Any", NULL);
}

/* The parameter of "class C[T]", "def f[T]" or "type X[T]"; NULL: it is none. */
static const struct bg_py_term *
type_parameter(struct bg_typist *t, const struct bg_py_where *where, const char *name)
{
	const struct bg_py_list *lists[3] = {where->function ? where->function->def->type_params
	                                                     : NULL,
	                                     where->cls ? where->cls->cls->type_params : NULL,
	                                     t->generic ? t->generic->params : NULL};
	const struct bg_py_node *p, *bound;
	bool many;

	for (size_t i = 0; i < 3; i++)
		for (uint32_t k = 0; lists[i] && k < lists[i]->n; k++) {
			p = lists[i]->v[k];
			if (strcmp(p->type_var.name, name) != 0)
				continue;
			if (t->generic)
				return bind_variable(t, p);
			if (p->type != BG_PY_TYPE_VAR)
				return bg_term_name(t->arena,
				                    p->type == BG_PY_PARAM_SPEC
				                            ? "ParamSpec"
				                            : "TypeVarTuple",
				                    NULL);
			bound = p->type_var.bound;
			many = bound && bound->type == BG_PY_TUPLE;
			return variable_term(t, where, many ? NULL : bound,
			                     many ? bound->items.v : NULL);
		}
	return NULL;
}

/* "X = TypeVar('X', A, B, bound=C)" and the like; NULL: another call. */
static const struct bg_py_term *
made_by_call(struct bg_typist *t, const struct bg_py_where *where,
             const struct bg_py_node *call)
{
	const char *name = bg_py_dotted(t->arena, call->call.func), *maker;
	const struct bg_py_node *bound = bg_py_argument(call, "bound");
	const struct bg_py_list *args = call->call.args;
	struct bg_py_terms of = {0};
	struct bg_py_ref ref;

	if (!name)
		return NULL;
	bg_typist_resolve(t, where, name, &ref);
	maker = ref.kind == BG_PY_FOUND_EXTERNAL ? bg_typist_known(ref.name) : "";
	if (strcmp(maker, "ParamSpec") == 0 || strcmp(maker, "TypeVarTuple") == 0)
		return t->generic ? bind_variable(t, call)
		                  : bg_term_name(t->arena, maker, NULL);
	if (strcmp(maker, "TypeVar") != 0)
		return NULL;
	if (t->generic)
		return bind_variable(t, call);
	for (uint32_t i = 1; i < args->n; i++)
		add(t, &of, where, args->v[i]);
	if (bound)
		add(t, &of, where, bound);
	return bg_term_name(t->arena, "TypeVar", of.n ? &of : NULL);
}

/* Whether an expression reads as a type, so that a name bound to it is an alias of it. */
static bool
is_type(const struct bg_py_node *e, bool declared)
{
	return e->type == BG_PY_NAME || e->type == BG_PY_ATTRIBUTE ||
	       e->type == BG_PY_SUBSCRIPT ||
	       (e->type == BG_PY_BIN_OP && e->op == BG_PY_BIT_OR) ||
	       (e->type == BG_PY_CONSTANT &&
	        (e->op == BG_PY_NONE || (declared && e->op == BG_PY_STR)));
}

static const struct bg_py_term *
expand(struct bg_typist *t, const struct bg_py_ref *ref, const struct bg_py_node *value,
       const struct bg_py_terms *args)
{
	const struct bg_py_where there = {.unit = ref->unit};
	struct bg_typist_generic generic = {.args = args}, *before = t->generic;
	const struct bg_py_term *term;

	for (unsigned i = 0; i < t->naliases; i++)
		if (t->alias[i] == value)
			return bg_term_dots(t->arena);
	if (t->naliases == BG_TYPIST_DEPTH)
		return NULL;
	if (ref->node->type == BG_PY_TYPE_ALIAS)
		generic.params = ref->node->type_alias.type_params;
	t->generic = &generic;
	t->alias[t->naliases++] = value;
	term = bg_typist_read(t, &there, value);
	t->naliases--;
	t->generic = before;
	return term->kind == BG_TERM_UNKNOWN ? NULL : term;
}

/* What an alias or a type variable of the repository stands for; NULL: it is neither. */
static const struct bg_py_term *
alias_term(struct bg_typist *t, const struct bg_py_ref *ref, const struct bg_py_terms *args)
{
	const struct bg_py_where there = {.unit = ref->unit};
	const struct bg_py_node *node = ref->node, *value;
	const struct bg_py_chain *chain;

	if (ref->kind == BG_PY_FOUND_TYPE)
		return expand(t, ref, node->type_alias.value, args);
	if (!node || (node->type != BG_PY_ASSIGN && node->type != BG_PY_ANN_ASSIGN))
		return NULL;
	value = node->type == BG_PY_ASSIGN ? node->assign.value : node->ann_assign.value;
	chain = bg_py_scope_find(&ref->unit->scope, ref->name);
	if (value && value->type == BG_PY_CALL)
		return made_by_call(t, &there, value);
	if (!value || !chain || chain->n != 1)
		return NULL;
	return is_type(value, node->type == BG_PY_ANN_ASSIGN) ? expand(t, ref, value, args)
	                                                      : NULL;
}

/* What lies outside of the repository, or is built in, or nobody knows. */
static const struct bg_py_term *
outside_term(struct bg_typist *t, const char *name, const struct bg_py_terms *args)
{
	struct bg_py_terms both = {0};

	name = bg_typist_known(name);
	if (strcmp(name, "AnyStr") != 0)
		return bg_term_name(t->arena, name, args);
	*bg_list_add(t->arena, &both) = bg_term_name(t->arena, "bytes", NULL);
	*bg_list_add(t->arena, &both) = bg_term_name(t->arena, "str", NULL);
	return bg_term_name(t->arena, "TypeVar", &both);
}

/* The class itself, which "Self" and the type variable of "self" mean. */
static const struct bg_py_term *
own_class(struct bg_typist *t, const struct bg_py_where *where)
{
	const struct bg_py_ref ref = {.kind = BG_PY_FOUND_CLASS,
	                              .unit = where->unit,
	                              .node = where->cls,
	                              .name = where->cls->cls->name};

	return bg_term_name(t->arena, bg_typist_home(t, &ref), NULL);
}

/* Whether the method's first parameter is declared by that name: "self: T", "cls: type[T]". */
static bool
is_own_variable(const struct bg_py_where *where, const char *name)
{
	const struct bg_py_arguments *a;
	const struct bg_py_node *e;

	if (!where->cls || !where->function || strchr(name, '.'))
		return false;
	a = where->function->def->args->arguments;
	if (!a->posonlyargs->n && !a->args->n)
		return false;
	e = (a->posonlyargs->n ? a->posonlyargs : a->args)->v[0]->arg.annotation;
	if (e && e->type == BG_PY_SUBSCRIPT)
		e = e->binary.right;
	return e && e->type == BG_PY_NAME && strcmp(e->name.id, name) == 0;
}

const struct bg_py_term *
bg_typist_name(struct bg_typist *t, const struct bg_py_where *where, const char *name,
               const struct bg_py_terms *args)
{
	const struct bg_py_term *term = type_parameter(t, where, name);
	const char *dot = strrchr(name, '.');
	struct bg_py_ref ref;

	if (term)
		return is_own_variable(where, name) ? own_class(t, where) : term;
	if (dot && (strcmp(dot, ".args") == 0 || strcmp(dot, ".kwargs") == 0)) {
		term = bg_typist_name(t, where,
		                      bg_strndup(t->arena, name, (size_t)(dot - name)), NULL);
		return bg_term_name(t->arena, bg_strf(t->arena, "%s%s", term->text, dot), NULL);
	}
	bg_typist_resolve(t, where, name, &ref);
	if (where->cls && ref.kind == BG_PY_FOUND_EXTERNAL &&
	    strcmp(bg_typist_known(ref.name), "Self") == 0)
		return own_class(t, where);
	if (ref.kind == BG_PY_FOUND_EXTERNAL)
		return outside_term(t, ref.name, args);
	/* A module that is generated, or compiled, is known by the name it is imported by. */
	if (ref.kind == BG_PY_FOUND_UNKNOWN && !dot && ref.name && strchr(ref.name, '.'))
		return outside_term(t, ref.name, args);
	if (ref.kind == BG_PY_FOUND_NOTHING || ref.kind == BG_PY_FOUND_UNKNOWN)
		return outside_term(t, bg_strf(t->arena, "%s%s", dot ? "" : "typing.", name),
		                    args);
	if (ref.kind == BG_PY_FOUND_VARIABLE || ref.kind == BG_PY_FOUND_TYPE)
		term = alias_term(t, &ref, args);
	if (term && bg_term_is(term, "TypeVar") && is_own_variable(where, name))
		return own_class(t, where);
	return term ? term : bg_term_name(t->arena, bg_typist_home(t, &ref), args);
}
