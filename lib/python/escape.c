/* SPDX-License-Identifier: MIT */
/* Names that a module's functions change when they are called: found by their text. */
#include "python/folder.h"

static size_t
skip_blank(const char *text, size_t at, size_t end)
{
	while (at < end && (text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

static bool
begins(const char *text, size_t at, size_t end, const char *word)
{
	size_t n = strlen(word);

	return at + n <= end && memcmp(text + at, word, n) == 0;
}

/* "[key] =" behind a name, in one line. */
static bool
sets_element(const char *text, size_t at, size_t end)
{
	unsigned depth = 0;

	for (; at < end && text[at] != '\n'; at++) {
		depth += text[at] == '[';
		depth -= text[at] == ']';
		if (!depth)
			break;
	}
	if (at >= end || text[at] != ']')
		return false;
	at = skip_blank(text, at + 1, end);
	return at + 1 < end && text[at] == '=' && text[at + 1] != '=';
}

/* Whether what stands behind a name changes what it holds. */
static bool
is_change(const char *text, size_t at, size_t end)
{
	static const char *const ways[] = {".append(",  ".extend(",     ".insert(", ".remove(",
	                                   ".update(",  ".add(",        ".pop(",    ".clear(",
	                                   ".discard(", ".setdefault(", "+=",       "|="};

	at = skip_blank(text, at, end);
	if (at < end && text[at] == '[')
		return sets_element(text, at, end);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (begins(text, at, end, ways[i]))
			return true;
	return false;
}

/* Whether the line up to there is a global statement. */
static bool
is_global(const char *text, size_t from, size_t at)
{
	while (at > from && text[at - 1] != '\n' && text[at - 1] != ';')
		at--;
	while (text[at] == ' ' || text[at] == '\t')
		at++;
	return strncmp(text + at, "global ", 7) == 0;
}

static bool
body_changes(const struct bg_py_module *file, const struct bg_py_def *def, const char *name,
             bool container)
{
	size_t n = strlen(name), end = def->body_end;
	const char *text = file->text;

	if (!def->body_at || end > file->n)
		return false;
	for (size_t at = def->body_at; at + n <= end; at++) {
		if (text[at] != name[0] || memcmp(text + at, name, n) != 0 ||
		    bg_is_word(text[at + n]) ||
		    (at && (bg_is_word(text[at - 1]) || text[at - 1] == '.')))
			continue;
		if ((container && is_change(text, at + n, end)) ||
		    is_global(text, def->body_at, at))
			return true;
	}
	return false;
}

static bool
is_parameter(const struct bg_py_def *def, const char *name)
{
	const struct bg_py_arguments *a = def->args->arguments;
	const struct bg_py_list *const lists[] = {a->posonlyargs, a->args, a->kwonlyargs};

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (uint32_t k = 0; k < lists[i]->n; k++)
			if (strcmp(lists[i]->v[k]->arg.name, name) == 0)
				return true;
	return false;
}

/* The function below a scope that changes the name, or NULL. */
static const struct bg_py_node *
find_change(struct bg_py_scope *scope, const char *name, bool container)
{
	struct bg_py_project *p = scope->unit->project;
	const struct bg_py_node *found = NULL;
	struct bg_py_scope *inner;

	if (!bg_py_work_enter(p))
		scope = NULL;
	for (size_t i = 0; scope && i < scope->n && !found; i++) {
		const struct bg_py_binding *b = &scope->v[i];

		if (b->kind == BG_PY_BIND_DEF && !is_parameter(b->node->def, name) &&
		    body_changes(scope->unit->file, b->node->def, name, container))
			found = b->node;
		if (b->kind == BG_PY_BIND_CLASS) {
			inner = bg_py_scope_of(scope->unit, b->node, scope);
			found = find_change(inner, name, container);
		}
	}
	bg_py_work_leave(p);
	return found;
}

static bool
is_changed(const struct bg_py_scope *scope, const char *name)
{
	const struct bg_py_chain *chain = bg_py_scope_find(scope, name);
	const struct bg_py_binding *b = chain ? &scope->v[chain->first - 1] : NULL;

	for (; b; b = bg_py_scope_next(scope, b))
		if (b->kind == BG_PY_BIND_CHANGE || b->kind == BG_PY_BIND_AUGMENT)
			return true;
	return false;
}

/* Whether an assignment makes the name and another one the same object. */
static bool
is_shared(const struct bg_py_node *node, const char *name)
{
	const struct bg_py_list *targets = node->assign.targets;

	if (node->assign.value->type == BG_PY_NAME &&
	    strcmp(node->assign.value->name.id, name) == 0)
		return true;
	for (uint32_t i = 0; i < targets->n && targets->n > 1; i++)
		if (targets->v[i]->type == BG_PY_NAME &&
		    strcmp(targets->v[i]->name.id, name) == 0)
			return true;
	return false;
}

/* "other = X", or "other = X = []", and other.append(…). */
static bool
has_changed_alias(const struct bg_py_scope *scope, const char *name)
{
	scope->unit->project->steps += scope->n / 16;
	for (size_t i = 0; i < scope->n; i++) {
		const struct bg_py_binding *b = &scope->v[i];

		if (b->kind == BG_PY_BIND_ASSIGN && b->node->type == BG_PY_ASSIGN &&
		    strcmp(b->name, name) != 0 && is_shared(b->node, name) &&
		    is_changed(scope, b->name))
			return true;
	}
	return false;
}

const struct bg_py_value *
bg_py_escape(struct bg_py_unit *unit, const char *name, const struct bg_py_value *value)
{
	struct bg_py_project *p = unit->project;
	struct bg_py_chain *chain = bg_py_scope_find(&unit->scope, name);
	const struct bg_py_node *found;
	bool container = value->kind == BG_PYV_LIST || value->kind == BG_PYV_SET ||
	                 value->kind == BG_PYV_DICT;
	struct bg_py_value *unknown;
	const char *why;

	if (!chain || value->kind == BG_PYV_UNKNOWN || value->kind >= BG_PYV_FUNCTION)
		return value;
	if (!chain->searched[container])
		chain->changer[container] = find_change(&unit->scope, name, container);
	chain->searched[container] = true;
	found = chain->changer[container];
	if (!found && container && has_changed_alias(&unit->scope, name))
		return bg_pyv_open(p->arena, value, "it is changed by another name", unit->path,
		                   value->line);
	if (!found)
		return value;
	why = bg_strf(p->arena, "the function %s changes it", found->def->name);
	if (container)
		return bg_pyv_open(p->arena, value, why, unit->path, found->line);
	unknown = bg_pyv_new(p->arena, BG_PYV_UNKNOWN);
	unknown->text = why;
	unknown->n = strlen(why);
	unknown->path = unit->path;
	unknown->line = found->line;
	return unknown;
}
