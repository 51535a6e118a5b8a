/* SPDX-License-Identifier: MIT */
/* One add_argument(): its option strings as items, its keywords as attributes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "extract/parser.h"

static const struct bg_keyword *
find_keyword(const struct bg_flag *flag, const char *name)
{
	for (size_t i = flag->keywords.n; i > 0; i--)
		if (strcmp(flag->keywords.v[i - 1].name, name) == 0)
			return &flag->keywords.v[i - 1];
	return NULL;
}

/* As Python writes it: with as few digits as tell it from others. */
static void
show_float(struct bg_buf *buf, const char *text)
{
	double number = strtod(text, NULL);
	char digits[40];

	if (number > -1e16 && number < 1e16 && number == (double)(long long)number) {
		bg_buf_printf(buf, "%.1f", number);
		return;
	}
	for (int n = 1; n <= 17; n++) {
		snprintf(digits, sizeof(digits), "%.*g", n, number);
		if (n == 17 || fabs(strtod(digits, NULL) - number) <= 0)
			break;
	}
	bg_buf_puts(buf, digits);
}

static void
show(struct bg_buf *buf, const struct bg_py_value *v)
{
	const char *ends = v->kind == BG_PYV_TUPLE  ? "()"
	                   : v->kind == BG_PYV_LIST ? "[]"
	                                            : "{}";

	if (v->kind == BG_PYV_MEMBER && v->nv) {
		show(buf, v->v[0]);
	} else if (v->kind == BG_PYV_STR) {
		bg_buf_printf(buf, "'%s'", v->text);
	} else if (v->kind == BG_PYV_CLASS) {
		bg_buf_puts(buf, v->node->cls->name);
	} else if (v->kind == BG_PYV_FUNCTION) {
		bg_buf_puts(buf, v->node->def->name);
	} else if (v->kind == BG_PYV_UNKNOWN || v->kind == BG_PYV_EXTERNAL ||
	           v->kind == BG_PYV_CHOICE || v->kind == BG_PYV_MODULE || v->open) {
		bg_buf_puts(buf, "computed");
	} else if (bg_pyv_is_container(v)) {
		bg_buf_putc(buf, ends[0]);
		for (size_t i = 0; i < v->nv; i++) {
			bg_buf_puts(buf, i ? ", " : "");
			show(buf, v->v[i]);
			if (v->kind == BG_PYV_DICT) {
				bg_buf_puts(buf, ": ");
				show(buf, v->w[i]);
			}
		}
		bg_buf_putc(buf, ends[1]);
	} else if (v->kind == BG_PYV_FLOAT) {
		show_float(buf, bg_pyv_text(buf->arena, v));
	} else {
		bg_buf_puts(buf, bg_pyv_text(buf->arena, v));
	}
}

const char *
bg_value_show(struct bg_arena *arena, const struct bg_py_value *value)
{
	struct bg_buf buf = {.arena = arena};

	show(&buf, value);
	return bg_strdup(arena, bg_buf_str(&buf));
}

/* The last part of a dotted name, or NULL. */
static const char *
leaf(const struct bg_py_value *v)
{
	const char *dot = v->kind == BG_PYV_EXTERNAL ? strrchr(v->text, '.') : NULL;

	return dot ? dot + 1 : NULL;
}

static const char *
callable_name(struct bg_arena *arena, const struct bg_keyword *k)
{
	const char *name = leaf(k->value);

	if (name)
		return name;
	if (k->value->kind == BG_PYV_CLASS || k->value->kind == BG_PYV_FUNCTION)
		return bg_value_show(arena, k->value);
	if (k->node && k->node->type == BG_PY_LAMBDA)
		return "lambda";
	if (k->node && k->node->type == BG_PY_ATTRIBUTE)
		return k->node->attribute.attr;
	if (k->node && k->node->type == BG_PY_CALL && k->node->call.func->type == BG_PY_NAME)
		return bg_strf(arena, "%s(…)", k->node->call.func->name.id);
	return "computed";
}

/* A pair of options: "--x" is "store_true", "--no-x" its opposite. */
static const char BOOLEAN[] = "boolean";

/* As the action is called: "store", "store_true", "boolean", a class's name. */
static const char *
action_of(struct bg_arena *arena, const struct bg_flag *flag)
{
	const struct bg_keyword *k = find_keyword(flag, "action");
	const char *name;

	if (!k)
		return "store";
	if (k->value->kind == BG_PYV_STR)
		return k->value->text;
	name = callable_name(arena, k);
	return strcmp(name, "BooleanOptionalAction") == 0 ? BOOLEAN : name;
}

/* One choice as it is written on a command line. */
static const char *
spell(struct bg_arena *arena, const struct bg_py_value *v)
{
	if (v->kind == BG_PYV_MEMBER && v->nv)
		v = v->v[0];
	if (v->kind == BG_PYV_STR && v->n && !strpbrk(v->text, " |"))
		return v->text;
	return bg_value_show(arena, v);
}

static const char *
join_sorted(struct bg_arena *arena, struct bg_strings *words)
{
	struct bg_buf buf = {.arena = arena};

	bg_strings_sort(words);
	for (size_t i = 0; i < words->n; i++)
		bg_buf_printf(&buf, "%s%s", i ? "|" : "", words->v[i]);
	return bg_strdup(arena, bg_buf_str(&buf));
}

static void
set_choices(struct bg_extract *x, struct bg_item *item, const struct bg_flag *flag)
{
	const struct bg_keyword *k = find_keyword(flag, "choices");
	struct bg_strings words = {0};

	if (!k || k->value->kind == BG_PYV_NONE)
		return;
	if (!bg_pyv_is_container(k->value) || k->value->open) {
		bg_harvest_unread_item(x->keep, x->out, item->id,
		                       (struct bg_loc){flag->path, flag->line},
		                       bg_strf(x->keep, "its choices are computed: %s",
		                               bg_pyv_brief(x->keep, k->value)));
		return;
	}
	for (size_t i = 0; i < k->value->nv; i++)
		bg_strings_add(x->keep, &words, spell(x->keep, k->value->v[i]));
	bg_item_set_attr(x->keep, item, "choices", join_sorted(x->keep, &words));
}

/* "" where nargs is not given; NULL: it is not known. */
static const char *
nargs_of(struct bg_arena *arena, const struct bg_flag *flag)
{
	const struct bg_keyword *k = find_keyword(flag, "nargs");
	const char *name = k ? leaf(k->value) : NULL;

	if (!k || k->value->kind == BG_PYV_NONE)
		return "";
	if (name && strcmp(name, "REMAINDER") == 0)
		return "...";
	if (name && strcmp(name, "OPTIONAL") == 0)
		return "?";
	if (name && strcmp(name, "ZERO_OR_MORE") == 0)
		return "*";
	if (name && strcmp(name, "ONE_OR_MORE") == 0)
		return "+";
	if (k->value->kind == BG_PYV_STR)
		return k->value->text;
	return k->value->kind == BG_PYV_INT ? bg_value_show(arena, k->value) : "computed";
}

static void
set_default(struct bg_extract *x, struct bg_item *item, const struct bg_flag *flag,
            const char *action)
{
	const struct bg_keyword *k = find_keyword(flag, "default");
	const char *text = "None";

	if (k)
		text = bg_value_show(x->keep, k->value);
	else if (strcmp(action, "store_true") == 0)
		text = "False";
	else if (strcmp(action, "store_false") == 0)
		text = "True";
	bg_item_set_attr(x->keep, item, "default", text);
}

static void
set_keywords(struct bg_extract *x, struct bg_item *item, const struct bg_flag *flag)
{
	const char *action = action_of(x->keep, flag), *nargs = nargs_of(x->keep, flag);
	const struct bg_keyword *k;

	set_choices(x, item, flag);
	if (*nargs)
		bg_item_set_attr(x->keep, item, "nargs", nargs);
	if (!flag->open || find_keyword(flag, "action"))
		bg_item_set_attr(x->keep, item, "action",
		                 strcmp(action, BOOLEAN) == 0 ? "store_true" : action);
	if (!flag->open || find_keyword(flag, "default"))
		set_default(x, item, flag, action);
	k = find_keyword(flag, "required");
	if (k && bg_pyv_truth(k->value) != 0)
		bg_item_set_attr(x->keep, item, "required",
		                 bg_pyv_truth(k->value) > 0 ? "yes" : "computed");
	k = find_keyword(flag, "type");
	if (k && k->value->kind != BG_PYV_NONE && strcmp(callable_name(x->keep, k), "str") != 0)
		bg_item_set_attr(x->keep, item, "type", callable_name(x->keep, k));
	k = find_keyword(flag, "const");
	if (k && k->value->kind != BG_PYV_NONE)
		bg_item_set_attr(x->keep, item, "const", bg_value_show(x->keep, k->value));
}

static bool
is_option(const char *name)
{
	return *name == '-';
}

/* The option string that dest comes from: the first long one, else the first. */
static const char *
main_name(const struct bg_flag *flag)
{
	for (size_t i = 0; i < flag->names.n; i++)
		if (bg_starts(flag->names.v[i], "--"))
			return flag->names.v[i];
	return flag->names.v[0];
}

static void
set_dest(struct bg_extract *x, struct bg_item *item, const struct bg_flag *flag)
{
	const struct bg_keyword *k = find_keyword(flag, "dest");
	char *dest = bg_strdup(x->keep, main_name(flag));

	if (flag->open && !k)
		return;
	if (k) {
		bg_item_set_attr(x->keep, item, "dest",
		                 k->value->kind == BG_PYV_STR ? k->value->text : "computed");
		return;
	}
	while (*dest == '-')
		dest++;
	for (char *c = dest; *c && is_option(main_name(flag)); c++)
		if (*c == '-')
			*c = '_';
	bg_item_set_attr(x->keep, item, "dest", dest);
}

static void
set_deprecated(struct bg_extract *x, struct bg_item *item, const struct bg_flag *flag,
               const char *name)
{
	const struct bg_keyword *k = find_keyword(flag, "help"), *d;
	const struct bg_py_value *v = k ? k->value : NULL;
	bool main = strcmp(name, main_name(flag)) == 0;

	if (v && v->kind == BG_PYV_UNKNOWN && k->node && k->node->type == BG_PY_CALL &&
	    k->node->call.args->n && k->node->call.args->v[0]->type == BG_PY_CONSTANT &&
	    k->node->call.args->v[0]->op == BG_PY_STR)
		v = bg_pyv_str(x->keep, k->node->call.args->v[0]->constant.text,
		               k->node->call.args->v[0]->constant.n);
	d = find_keyword(flag, "deprecated");
	if (v && v->kind == BG_PYV_STR && bg_help_deprecates(v->text, name, main))
		bg_item_set_fact(x->keep, item, "deprecated", v->text);
	else if (main && d && bg_pyv_truth(d->value) > 0)
		bg_item_set_fact(x->keep, item, "deprecated", "deprecated=True");
}

static struct bg_item *
add_item(struct bg_extract *x, const struct bg_parser *parser, const struct bg_flag *flag,
         const char *kind, const char *name)
{
	struct bg_item *item = bg_harvest_add(
		x, kind, bg_strf(x->keep, "%s %s", parser->id, name), flag->path, flag->line);

	item->parent = parser->id;
	if (!flag->group)
		return item;
	bg_item_set_fact(x->keep, item, "group", bg_strf(x->keep, "%u", flag->group));
	if (flag->group_required)
		bg_item_set_fact(x->keep, item, "group-required", "yes");
	return item;
}

static const char *
negative(struct bg_arena *arena, const char *name)
{
	return bg_starts(name, "--") ? bg_strf(arena, "--no-%s", name + 2) : NULL;
}

static void
note_open(struct bg_extract *x, const struct bg_flag *flag, const char *id)
{
	if (flag->open)
		bg_harvest_unread_item(x->keep, x->out, id,
		                       (struct bg_loc){flag->path, flag->line},
		                       "some of its keywords are computed");
}

static void
add_opposite(struct bg_extract *x, const struct bg_parser *parser, const struct bg_flag *flag,
             const char *name)
{
	struct bg_item *item = add_item(x, parser, flag, "option", name);

	bg_item_set_fact(x->keep, item, "alias-of", main_name(flag));
	bg_item_set_fact(x->keep, item, "opposite", "yes");
}

void
bg_flag_add(struct bg_extract *x, const struct bg_parser *parser, const struct bg_flag *flag)
{
	bool option = is_option(flag->names.v[0]);
	const char *main = main_name(flag), *no;
	bool boolean = strcmp(action_of(x->keep, flag), BOOLEAN) == 0;
	struct bg_item *item;

	for (size_t i = 0; i < flag->names.n; i++) {
		item = add_item(x, parser, flag, option ? "option" : "positional",
		                flag->names.v[i]);
		if (flag->names.v[i] == main) {
			set_keywords(x, item, flag);
			set_dest(x, item, flag);
			note_open(x, flag, item->id);
		} else {
			bg_item_set_fact(x->keep, item, "alias-of", main);
		}
		set_deprecated(x, item, flag, flag->names.v[i]);
		if (!option)
			bg_item_set_attr(x->keep, item, "position",
			                 bg_strf(x->keep, "%u", flag->position));
		no = boolean ? negative(x->keep, flag->names.v[i]) : NULL;
		if (no)
			add_opposite(x, parser, flag, no);
	}
}
