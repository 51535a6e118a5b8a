/* SPDX-License-Identifier: MIT */
/* The members of enumerations: enum's, and Django's choices. */
#include "python/folder.h"

/* What kind of enumeration it is: how auto() and tuples are read. */
enum sort { NO_ENUM, PLAIN, STRINGS, FLAGS, CHOICES, COUNTED };

static enum sort sort_of(struct bg_py_folder *f, const struct bg_py_node *cls);

static enum sort
sort_of_external(const char *name)
{
	const char *last = strrchr(name, '.');

	last = last ? last + 1 : name;
	if (strcmp(last, "TextChoices") == 0 || strcmp(last, "IntegerChoices") == 0 ||
	    strcmp(name, "django.db.models.Choices") == 0)
		return CHOICES;
	if (strcmp(last, "StrEnum") == 0)
		return STRINGS;
	if (!bg_starts(name, "enum."))
		return NO_ENUM;
	if (strcmp(last, "Flag") == 0 || strcmp(last, "IntFlag") == 0)
		return FLAGS;
	return strcmp(last, "Enum") == 0 || strcmp(last, "IntEnum") == 0 ||
	                       strcmp(last, "ReprEnum") == 0
	               ? PLAIN
	               : NO_ENUM;
}

static enum sort
sort_of_value(struct bg_py_folder *f, const struct bg_py_value *base)
{
	struct bg_py_folder other = {.project = f->project};
	enum sort sort = NO_ENUM;

	if (base->kind == BG_PYV_EXTERNAL)
		return sort_of_external(base->text);
	if (base->kind == BG_PYV_CHOICE)
		for (size_t i = 0; i < base->nv && sort == NO_ENUM; i++)
			sort = sort_of_value(f, base->v[i]);
	if (base->kind != BG_PYV_CLASS)
		return sort;
	other.scope = &base->unit->scope;
	return sort_of(&other, base->node);
}

static enum sort
sort_of(struct bg_py_folder *f, const struct bg_py_node *cls)
{
	struct bg_py_scope *scope = bg_py_scope_of(f->scope->unit, cls, f->scope);
	enum sort sort = NO_ENUM;

	f->at = cls->end;
	if (bg_py_work_enter(f->project))
		for (uint32_t i = 0; i < cls->cls->bases->n && sort == NO_ENUM; i++)
			sort = sort_of_value(f, bg_py_fold_in(f, cls->cls->bases->v[i]));
	bg_py_work_leave(f->project);
	return sort != NO_ENUM && bg_py_scope_find(scope, "_generate_next_value_") ? COUNTED
	                                                                           : sort;
}

/* auto(): one more than the greatest so far, the next power of two, or the name. */
static const struct bg_py_value *
count_on(struct bg_arena *arena, enum sort sort, const struct bg_pyv_list *members,
         const char *name)
{
	int64_t last = 0, bit = 1;
	char *text;

	if (sort == STRINGS) {
		text = bg_strdup(arena, name);
		for (char *at = text; *at; at++)
			*at = bg_lower(*at);
		return bg_pyv_str(arena, text, strlen(text));
	}
	for (size_t i = 0; i < members->n; i++)
		if (members->v[i]->v[0]->fits && members->v[i]->v[0]->number > last)
			last = members->v[i]->v[0]->number;
	if (sort != FLAGS)
		return last == INT64_MAX ? bg_pyv_unknown(arena, "auto() is too great")
		                         : bg_pyv_int(arena, last + 1);
	while (bit <= last && bit < INT64_MAX / 2)
		bit *= 2;
	return bg_pyv_int(arena, bit);
}

static const struct bg_py_value *
make_member(struct bg_py_scope *scope, const struct bg_py_binding *b,
            const struct bg_py_value *value)
{
	struct bg_arena *arena = scope->unit->project->arena;
	struct bg_py_value *member = bg_pyv_new(arena, BG_PYV_MEMBER);
	const struct bg_py_value **v = bg_calloc(arena, 1, sizeof(*v));

	v[0] = value;
	member->v = v;
	member->nv = 1;
	member->size = value->size + 1;
	member->height = value->height + 1;
	member->text = b->name;
	member->n = strlen(b->name);
	member->unit = scope->unit;
	member->node = scope->node;
	member->path = scope->unit->path;
	member->line = b->node->line;
	return member;
}

static const struct bg_py_value *
member_value(struct bg_py_scope *scope, enum sort sort, const struct bg_pyv_list *members,
             const struct bg_py_binding *b)
{
	struct bg_py_project *p = scope->unit->project;
	struct bg_py_folder f = {.project = p, .scope = scope, .at = UINT32_MAX};
	const struct bg_py_value *value = bg_py_flow_name(&f, scope, b->name, UINT32_MAX);
	struct bg_py_chain *made = bg_py_scope_find(scope, "__new__");

	if (!value)
		return NULL;
	if (value->kind == BG_PYV_EXTERNAL && strcmp(value->text, "enum.auto()") == 0)
		return sort == COUNTED
		               ? bg_py_unsure(&f, b->node, "_generate_next_value_ makes '%s'",
		                              b->name)
		               : count_on(p->arena, sort, members, b->name);
	if (made && made->n)
		return bg_py_unsure(&f, b->node, "__new__ makes the value of '%s'", b->name);
	if (sort == CHOICES && value->kind == BG_PYV_TUPLE && value->nv)
		return value->v[0];
	return value->kind == BG_PYV_FUNCTION || value->kind == BG_PYV_CLASS ? NULL : value;
}

/* An equal value makes an alias, which is no member of its own. */
static const struct bg_py_value *
find_alias(const struct bg_pyv_list *members, const struct bg_py_value *value)
{
	for (size_t i = 0; i < members->n; i++)
		if (bg_pyv_equal(members->v[i]->v[0], value))
			return members->v[i];
	return NULL;
}

static const struct bg_py_value *
find_members(struct bg_py_scope *scope, enum sort sort)
{
	struct bg_arena *arena = scope->unit->project->arena;
	struct bg_pyv_list members = {0}, names = {0}, all = {0};
	const struct bg_py_value *value, *member;
	const struct bg_py_binding *b;

	for (size_t i = 0; i < scope->n; i++) {
		b = &scope->v[i];
		if (b->kind != BG_PY_BIND_ASSIGN || b->name[0] == '_' ||
		    bg_py_scope_find(scope, b->name)->first != i + 1)
			continue;
		value = member_value(scope, sort, &members, b);
		if (!value)
			continue;
		member = find_alias(&members, value);
		if (!member) {
			member = make_member(scope, b, value);
			*bg_list_add(arena, &members) = member;
		}
		*bg_list_add(arena, &names) = bg_pyv_str(arena, b->name, strlen(b->name));
		*bg_list_add(arena, &all) = member;
	}
	scope->aliases = bg_pyv_dict(arena, &names, &all);
	return bg_pyv_many(arena, BG_PYV_LIST, &members);
}

const struct bg_py_value *
bg_py_enum_members(struct bg_py_project *p, struct bg_py_unit *unit,
                   const struct bg_py_node *cls)
{
	struct bg_py_folder f = {.project = p, .scope = &unit->scope};
	struct bg_py_scope *scope = bg_py_scope_of(unit, cls, &unit->scope);
	enum sort sort;

	if (scope->has_members)
		return scope->members;
	scope->has_members = true;
	sort = sort_of(&f, cls);
	if (sort != NO_ENUM)
		scope->members = find_members(scope, sort);
	return scope->members;
}
