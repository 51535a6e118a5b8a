/* SPDX-License-Identifier: MIT */
/* Attributes: of modules, classes, members and what is external. */
#include "python/folder.h"

static const struct bg_py_value *
unsure_in(struct bg_py_unit *unit, const struct bg_py_node *at, const char *text)
{
	struct bg_py_value *value = bg_pyv_new(unit->project->arena, BG_PYV_UNKNOWN);

	value->text = text;
	value->n = strlen(text);
	value->path = unit->path;
	value->line = at ? at->line : 0;
	return value;
}

/* The attribute in one of the class's bases; NULL: in none that is known. */
static const struct bg_py_value *
find_in_bases(struct bg_py_folder *f, const struct bg_py_node *cls, const char *name,
              const struct bg_py_value **foreign)
{
	const struct bg_py_value *base, *value;

	for (uint32_t i = 0; i < cls->cls->bases->n; i++) {
		base = bg_py_fold_in(f, cls->cls->bases->v[i]);
		if (base->kind != BG_PYV_CLASS) {
			if (!(base->kind == BG_PYV_EXTERNAL &&
			      strcmp(base->text, "builtins.object") == 0))
				*foreign = base;
			continue;
		}
		value = bg_py_class_attr(f->project, base->unit, base->node, name);
		if (value)
			return value;
	}
	return NULL;
}

static const struct bg_py_value *
find_attr(struct bg_py_project *p, struct bg_py_unit *unit, const struct bg_py_node *cls,
          const char *name)
{
	struct bg_py_folder f = {.project = p, .scope = &unit->scope, .at = cls->end};
	const struct bg_py_value *members = bg_py_enum_members(p, unit, cls), *value;
	const struct bg_py_value *all;
	const struct bg_py_value *foreign = NULL;
	struct bg_py_folder inner = f;

	inner.scope = bg_py_scope_of(unit, cls, &unit->scope);
	all = members ? inner.scope->aliases : NULL;
	for (size_t i = 0; all && i < all->nv; i++)
		if (bg_pyv_is_str(all->v[i], name))
			return all->w[i];
	value = bg_py_flow_name(&inner, inner.scope, name, UINT32_MAX);
	if (value)
		return value;
	value = find_in_bases(&f, cls, name, &foreign);
	if (value || !foreign)
		return value;
	return unsure_in(unit, cls,
	                 bg_strf(p->arena, "'%s' of a class with the base %s", name,
	                         bg_pyv_brief(p->arena, foreign)));
}

const struct bg_py_value *
bg_py_class_attr(struct bg_py_project *p, struct bg_py_unit *unit, const struct bg_py_node *cls,
                 const char *name)
{
	const struct bg_py_value *value = NULL;

	if (bg_py_work_enter(p))
		value = find_attr(p, unit, cls, name);
	else
		value = unsure_in(unit, cls, "there is too much to fold");
	bg_py_work_leave(p);
	return value;
}

static const struct bg_py_value *
member_attr(struct bg_py_folder *f, const struct bg_py_value *on, const char *name)
{
	if (strcmp(name, "value") == 0 || strcmp(name, "_value_") == 0)
		return on->v[0];
	if (strcmp(name, "name") == 0 || strcmp(name, "_name_") == 0)
		return bg_pyv_str(f->project->arena, on->text, strlen(on->text));
	return NULL;
}

/* (value, label), as Django's choices pair them; what a label is, Django tells. */
static const struct bg_py_value *
labelled(struct bg_py_folder *f, const struct bg_py_value *member)
{
	struct bg_arena *arena = f->project->arena;
	struct bg_py_value *label = bg_pyv_new(arena, BG_PYV_EXTERNAL);
	struct bg_pyv_list pair = {0};

	label->text = "django.db.models.Choices.label";
	label->n = strlen(label->text);
	*bg_list_add(arena, &pair) = member->v[0];
	*bg_list_add(arena, &pair) = label;
	return bg_pyv_many(arena, BG_PYV_TUPLE, &pair);
}

/* What Django's choices have besides: Color.values, .names, .choices; and __members__. */
static const struct bg_py_value *
members_attr(struct bg_py_folder *f, const struct bg_py_value *class, const char *name)
{
	const struct bg_py_value *members;
	struct bg_arena *arena = f->project->arena;
	struct bg_pyv_list names = {0}, values = {0}, choices = {0};

	if (strcmp(name, "values") != 0 && strcmp(name, "names") != 0 &&
	    strcmp(name, "choices") != 0 && strcmp(name, "__members__") != 0)
		return NULL;
	members = bg_py_enum_members(f->project, class->unit, class->node);
	if (!members)
		return NULL;
	for (size_t i = 0; i < members->nv; i++) {
		const struct bg_py_value *m = members->v[i];

		*bg_list_add(arena, &names) = bg_pyv_str(arena, m->text, strlen(m->text));
		*bg_list_add(arena, &values) = m->v[0];
		*bg_list_add(arena, &choices) = labelled(f, m);
	}
	if (name[0] == '_')
		return bg_py_scope_of(class->unit, class->node, &class->unit->scope)->aliases;
	return bg_pyv_many(arena, BG_PYV_LIST,
	                   name[0] == 'v'   ? &values
	                   : name[0] == 'c' ? &choices
	                                    : &names);
}

static const struct bg_py_value *
module_attr(struct bg_py_folder *f, const struct bg_py_value *on, const char *name)
{
	const struct bg_py_value *value = bg_py_unit_value(on->unit, name);

	if (!value && strcmp(name, "__name__") == 0)
		return bg_pyv_str(f->project->arena, on->unit->name, strlen(on->unit->name));
	return value;
}

static const struct bg_py_value *
external_attr(struct bg_py_folder *f, const struct bg_py_value *on, const char *name)
{
	struct bg_py_value *value;

	if (strcmp(name, "TYPE_CHECKING") == 0)
		return bg_pyv_bool(f->project->arena, false);
	value = bg_pyv_new(f->project->arena, BG_PYV_EXTERNAL);
	value->text = bg_strf(f->project->arena, "%s.%s", on->text, name);
	value->n = strlen(value->text);
	return value;
}

const struct bg_py_value *
bg_py_fold_attr(struct bg_py_folder *f, const struct bg_py_value *on, const char *name,
                const struct bg_py_node *at)
{
	const struct bg_py_value *value = NULL;

	switch ((int)on->kind) {
	case BG_PYV_UNKNOWN:
		return on;
	case BG_PYV_MODULE:
		value = module_attr(f, on, name);
		break;
	case BG_PYV_EXTERNAL:
		return external_attr(f, on, name);
	case BG_PYV_MEMBER:
		value = member_attr(f, on, name);
		break;
	case BG_PYV_CLASS:
		value = members_attr(f, on, name);
		if (!value)
			value = bg_py_class_attr(f->project, on->unit, on->node, name);
		if (!value && strcmp(name, "__name__") == 0)
			value = bg_pyv_str(f->project->arena, on->node->cls->name,
			                   strlen(on->node->cls->name));
		break;
	case BG_PYV_FUNCTION:
		if (strcmp(name, "__name__") == 0)
			value = bg_pyv_str(f->project->arena, on->node->def->name,
			                   strlen(on->node->def->name));
		break;
	default:
		break;
	}
	if (value)
		return value;
	return bg_py_unsure(f, at, "the attribute %s of %s", name,
	                    bg_pyv_brief(f->project->arena, on));
}
