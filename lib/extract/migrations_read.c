/* SPDX-License-Identifier: MIT */
/* What a class Migration says: its operations, and the migrations that it replaces. */
#include "extract/migrations.h"
#include "python/ask.h"
#include "python/fold.h"

enum { NESTING = 16 }; /* of lists that are known by names, and of operations in operations */

struct walk {
	struct bg_migrating *m;
	unsigned depth;
	bool state; /* below state_operations: nothing happens in the database */
};

static int walk_list(struct walk *w, const struct bg_py_node *e);

static int
give_up(struct walk *w, const struct bg_py_node *e, const char *why)
{
	if (!w->m->out->unknown) {
		w->m->out->unknown = why;
		w->m->out->unknown_line = e->line;
	}
	return 0;
}

/* ---- words ------------------------------------------------------------------------- */

const struct bg_py_node *
bg_operation_argument(const struct bg_py_node *call, uint32_t at, const char *name)
{
	const struct bg_py_list *args = call->call.args;

	for (uint32_t i = 0; i <= at && i < args->n; i++)
		if (args->v[i]->type == BG_PY_STARRED)
			return NULL;
	return at < args->n ? args->v[at] : bg_py_argument(call, name);
}

int
bg_operation_word(struct bg_migrating *m, const struct bg_py_node *e, const char **out)
{
	const struct bg_py_where where = {m->unit, m->cls, NULL};
	const struct bg_py_value *value;

	*out = NULL;
	if (!e)
		return 0;
	if (bg_py_fold(m->project, &where, e, &value, m->err))
		return -1;
	if (value->kind == BG_PYV_STR && strlen(value->text) == value->n)
		*out = bg_strdup(m->x->keep, value->text);
	return 0;
}

/* Names of models and fields are compared without regard to case, as Django does. */
static const char *
fold_case(struct bg_arena *arena, const char *s)
{
	char *copy = bg_strdup(arena, s ? s : "?");

	for (char *p = copy; *p; p++)
		*p = bg_lower(*p);
	return copy;
}

/* "AddField paper.url", "CreateModel paper", "RunSQL". */
static int
name_operation(struct bg_migrating *m, const struct bg_py_node *call, const char *leaf,
               const char **out)
{
	struct bg_arena *keep = m->x->keep;
	const char *model, *name;
	bool has_model = bg_py_argument(call, "model_name") != NULL;
	bool of_field = bg_ends(leaf, "Field") && strcmp(leaf, "Field") != 0;
	bool of_model = bg_ends(leaf, "Model") || bg_starts(leaf, "AlterModel") ||
	                (bg_starts(leaf, "Alter") && bg_ends(leaf, "Together"));

	*out = leaf;
	if (of_field || has_model) {
		if (bg_operation_word(m, bg_operation_argument(call, 0, "model_name"),
		                      &model) ||
		    bg_operation_word(m,
		                      bg_operation_argument(call, 1,
		                                            strcmp(leaf, "RenameField") == 0
		                                                    ? "old_name"
		                                                    : "name"),
		                      &name))
			return -1;
		*out = bg_strf(keep, "%s %s%s%s", leaf, fold_case(keep, model),
		               name || of_field ? "." : "",
		               name || of_field ? fold_case(keep, name) : "");
	} else if (of_model) {
		const char *key = strcmp(leaf, "RenameModel") == 0 ? "old_name" : "name";

		if (bg_operation_word(m, bg_operation_argument(call, 0, key), &name))
			return -1;
		*out = bg_strf(keep, "%s %s", leaf, fold_case(keep, name));
	}
	return 0;
}

/* ---- operations ------------------------------------------------------------------------ */

static int
walk_nested(struct walk *w, const struct bg_py_node *call)
{
	const struct bg_py_node *database, *state;
	struct walk below = {w->m, w->depth + 1, w->state};

	database = bg_operation_argument(call, 0, "database_operations");
	state = bg_operation_argument(call, 1, "state_operations");
	if (database && walk_list(&below, database))
		return -1;
	below.state = true;
	return state ? walk_list(&below, state) : 0;
}

static int
add_operation(struct walk *w, const struct bg_py_node *call)
{
	struct bg_migrating *m = w->m;
	const char *dotted = bg_py_dotted(m->x->scratch, call->call.func), *dot, *leaf;
	struct bg_operation one = {.line = call->line};

	if (!dotted)
		return give_up(w, call, "an operation is made by an expression");
	dot = strrchr(dotted, '.');
	leaf = bg_strdup(m->x->keep, dot ? dot + 1 : dotted);
	if (strcmp(leaf, "SeparateDatabaseAndState") == 0)
		return walk_nested(w, call);
	if (name_operation(m, call, leaf, &one.text) ||
	    bg_operation_harm(m, call, leaf, one.text, &one.harm))
		return -1;
	if (w->state)
		one.harm = NULL;
	*bg_list_add(m->x->keep, &m->out->operations) = one;
	return 0;
}

/* A list of the module that is bound once. */
static int
walk_name(struct walk *w, const struct bg_py_node *e)
{
	const struct bg_py_scope *scope = &w->m->unit->scope;
	const struct bg_py_chain *chain = bg_py_scope_find(scope, e->name.id);
	struct walk below = {w->m, w->depth + 1, w->state};
	const struct bg_py_binding *b;

	if (!chain || chain->n != 1)
		return give_up(w, e, "its operations are put together as the module runs");
	b = &scope->v[chain->first - 1];
	if (b->kind != BG_PY_BIND_ASSIGN || b->conditional || b->node->type != BG_PY_ASSIGN ||
	    b->node->assign.targets->v[0] != b->part)
		return give_up(w, e, "its operations are put together as the module runs");
	return walk_list(&below, b->node->assign.value);
}

static int
walk_element(struct walk *w, const struct bg_py_node *e)
{
	if (e->type == BG_PY_CALL)
		return add_operation(w, e);
	if (e->type == BG_PY_STARRED)
		return walk_list(w, e->unary.value);
	return give_up(w, e, "an operation is not written out");
}

static int
walk_list(struct walk *w, const struct bg_py_node *e)
{
	if (w->depth > NESTING || ++w->m->steps > BG_MIGRATION_STEPS)
		return give_up(w, e, "it has too many operations");
	if (e->type == BG_PY_BIN_OP && e->op == BG_PY_ADD)
		return walk_list(w, e->binary.left) || walk_list(w, e->binary.right) ? -1 : 0;
	if (e->type == BG_PY_NAME)
		return walk_name(w, e);
	if (e->type != BG_PY_LIST && e->type != BG_PY_TUPLE)
		return give_up(w, e, "its operations are computed");
	for (uint32_t i = 0; i < e->items.v->n; i++) {
		if (++w->m->steps > BG_MIGRATION_STEPS)
			return give_up(w, e, "it has too many operations");
		if (walk_element(w, e->items.v->v[i]))
			return -1;
	}
	return 0;
}

/* ---- the class ---------------------------------------------------------------------------- */

/* replaces = [("app", "0001_x"), …] */
static int
read_replaces(struct bg_migrating *m, const struct bg_py_node *e)
{
	const struct bg_py_where where = {m->unit, m->cls, NULL};
	const struct bg_py_value *value, *pair;

	if (bg_py_fold(m->project, &where, e, &value, m->err))
		return -1;
	for (size_t i = 0; bg_pyv_is_many(value) && i < value->nv; i++) {
		pair = value->v[i];
		if (bg_pyv_is_many(pair) && pair->nv == 2 && pair->v[1]->kind == BG_PYV_STR)
			bg_strings_add(m->x->keep, &m->out->covers,
			               bg_strdup(m->x->keep, pair->v[1]->text));
	}
	return 0;
}

static int
read_statement(struct walk *w, const struct bg_py_node *s)
{
	const struct bg_py_node *target, *value;

	if (s->type == BG_PY_ASSIGN) {
		target = s->assign.targets->v[0];
		value = s->assign.value;
	} else if (s->type == BG_PY_ANN_ASSIGN) {
		target = s->ann_assign.target;
		value = s->ann_assign.value;
	} else if (s->type == BG_PY_AUG_ASSIGN) {
		target = s->binary.left;
		value = s->binary.right;
	} else if (s->type == BG_PY_IF || s->type == BG_PY_TRY || s->type == BG_PY_FOR) {
		return give_up(w, s, "its operations depend on conditions");
	} else {
		return 0;
	}
	if (target->type != BG_PY_NAME || !value)
		return 0;
	if (strcmp(target->name.id, "replaces") == 0)
		return read_replaces(w->m, value);
	return strcmp(target->name.id, "operations") == 0 ? walk_list(w, value) : 0;
}

int
bg_migration_read(struct bg_migrating *m)
{
	struct walk w = {.m = m};

	m->steps = 0;
	if (!m->cls) {
		m->out->unknown = "its class Migration comes from elsewhere";
		return 0;
	}
	for (uint32_t i = 0; i < m->cls->cls->body->n; i++)
		if (read_statement(&w, m->cls->cls->body->v[i]))
			return -1;
	return 0;
}
