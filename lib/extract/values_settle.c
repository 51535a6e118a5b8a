/* SPDX-License-Identifier: MIT */
/* Which files have a say on either side, and the items that follow. */
#include "base/buf.h"
#include "extract/values.h"

struct side {
	struct bg_arena *arena;
	struct bg_harvest *harvest;
	struct bg_values *values;
	const struct bg_values *lender; /* a base that had only the fallback, or NULL */
	const struct bg_values *base;   /* of the target: the base's, or NULL */
};

const struct bg_value *
bg_values_find(const struct bg_values *values, const char *text)
{
	size_t low = 0, high = values->list.n, mid;
	int order;

	while (low < high) {
		mid = low + (high - low) / 2;
		order = strcmp(values->list.v[mid].text, text);
		if (order == 0)
			return &values->list.v[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

bool
bg_values_known(const struct bg_harvest *h, const char *value)
{
	const struct bg_values *values = h->kept;

	return values && (bg_values_find(values, value) || bg_modules_find(values, value));
}

bool
bg_values_coded(const struct bg_harvest *h)
{
	const struct bg_values *values = h->present ? h->kept : NULL;

	return values && values->coded && !h->unread.n;
}

/* The base's fallback promised it, so that the target's fallback keeps it. */
static bool
is_lent(const struct side *s, const struct bg_value *value)
{
	const struct bg_value *base = s->lender ? bg_values_find(s->lender, value->text) : NULL;

	return value->by[BG_BY_FALLBACK].seen && base && base->by[BG_BY_FALLBACK].seen;
}

/* The code allowed it at the base and does not now: a sample does not keep it alive. */
static bool
is_refused(const struct side *s, const struct bg_value *value)
{
	const struct bg_value *base = s->base ? bg_values_find(s->base, value->text) : NULL;

	return s->values->coded && base && base->by[BG_BY_CODE].seen;
}

/* Who vouches for a value; BG_NWITNESSES: nobody who has a say. */
static enum bg_witness
find_witness(const struct side *s, const struct bg_value *value)
{
	if (value->by[BG_BY_FILE].seen)
		return BG_BY_FILE;
	if (value->by[BG_BY_CODE].seen)
		return BG_BY_CODE;
	if (is_refused(s, value))
		return BG_NWITNESSES;
	if (value->by[BG_BY_FALLBACK].seen && (!s->values->authority || is_lent(s, value)))
		return BG_BY_FALLBACK;
	return value->by[BG_BY_SAMPLE].seen ? BG_BY_SAMPLE : BG_NWITNESSES;
}

static void
set_module(const struct side *s, struct bg_item *item, const struct bg_value *value)
{
	const struct bg_module *module = bg_modules_find(s->values, value->text);
	const char *app;

	bg_item_set_attr(s->arena, item, "module", module ? "yes" : "no");
	if (!module) {
		bg_harvest_remark(s->arena, s->harvest, "listed-without-module", item->id,
		                  item->loc, "");
		return;
	}
	app = bg_module_app(s->arena, module);
	if (app)
		bg_item_set_fact(s->arena, item, "app", app);
}

static const char *
make_id(const struct side *s, const struct bg_value *value)
{
	const struct bg_strings *id = &s->harvest->spec->option[BG_OPT_ID];

	return id->n ? bg_fill_value(s->arena, id->v[0], value->text) : value->text;
}

/* One argument a line. */
static const char *
join(struct bg_arena *arena, const struct bg_strings *words)
{
	struct bg_buf out = {.arena = arena};

	for (size_t i = 0; i < words->n; i++)
		bg_buf_printf(&out, "%s\n", words->v[i]);
	return bg_buf_str(&out);
}

static void
add_item(const struct side *s, const struct bg_value *value, enum bg_witness by)
{
	static const char *const evidence[] = {"file", "fallback", "sample", "code"};
	const struct bg_spec *spec = s->harvest->spec;
	bool modules = spec->option[BG_OPT_MODULES].n > 0;
	struct bg_item *item =
		bg_harvest_put(s->arena, s->harvest, modules ? "command" : "value",
	                       make_id(s, value), value->by[by].loc);

	bg_item_set_fact(s->arena, item, "evidence", evidence[by]);
	if (spec->option[BG_OPT_ENABLED].n)
		bg_item_set_attr(s->arena, item, "enabled",
		                 value->by[by].enabled ? "yes" : "no");
	if (value->args.n)
		bg_item_set_fact(s->arena, item, "arguments", join(s->arena, &value->args));
	if (modules)
		set_module(s, item, value);
}

static void
add_items(const struct side *s)
{
	enum bg_witness by;

	if (!s->values)
		return;
	for (size_t i = 0; i < s->values->list.n; i++) {
		by = find_witness(s, &s->values->list.v[i]);
		if (by != BG_NWITNESSES)
			add_item(s, &s->values->list.v[i], by);
	}
}

/* A fallback that does not parse matters only where it has a say. */
static void
place_unread(const struct side *s)
{
	struct bg_harvest *h = s->harvest;
	const struct bg_note *note;

	if (!s->values)
		return;
	for (size_t i = 0; i < s->values->fallback_unread.n; i++) {
		note = &s->values->fallback_unread.v[i];
		if (s->values->authority && !s->values->blind && !s->lender)
			*bg_list_add(s->arena, &h->notes) = *note;
		else
			*bg_list_add(s->arena, &h->unread) = *note;
	}
}

/* Base items are in the order of their values: add_items() put them there. */
static void
look_ahead(const struct side *was, const struct side *now)
{
	const struct bg_value *value, *there;
	size_t n = 0;

	for (size_t i = 0; i < was->values->list.n; i++) {
		value = &was->values->list.v[i];
		if (find_witness(was, value) == BG_NWITNESSES)
			continue;
		there = bg_values_find(now->values, value->text);
		if (!there || find_witness(now, there) == BG_NWITNESSES)
			bg_item_set_fact(
				was->arena, &was->harvest->items.v[n], "module-at-target",
				bg_modules_find(now->values, value->text) ? "yes" : "no");
		n++;
	}
}

/* Values that the code named are gone with the test itself: that says nothing of them. */
static void
miss_code(const struct side *was, const struct side *now)
{
	const struct bg_value *value, *there;

	if (!was->values->coded || now->values->coded || now->harvest->unread.n)
		return;
	for (size_t i = 0; i < was->values->list.n; i++) {
		value = &was->values->list.v[i];
		there = bg_values_find(now->values, value->text);
		if (!value->by[BG_BY_CODE].seen ||
		    (there && find_witness(now, there) != BG_NWITNESSES))
			continue;
		bg_harvest_unread(now->arena, now->harvest, value->by[BG_BY_CODE].loc.path, 0,
		                  "no code is found any more that names the allowed values");
		return;
	}
}

void
bg_values_settle(const struct bg_sides *sides, size_t which)
{
	struct bg_harvest *h = &sides->was[which];
	struct side was = {sides->arena, h, h->present ? h->kept : NULL, NULL, NULL}, now = was;

	h = now.harvest = &sides->now[which];
	now.values = h->present ? h->kept : NULL;
	if (was.values && !was.values->authority)
		now.lender = was.values;
	now.base = was.values;
	if (was.values && now.values)
		miss_code(&was, &now);
	place_unread(&was);
	place_unread(&now);
	add_items(&was);
	add_items(&now);
	if (was.values && now.values && h->spec->option[BG_OPT_MODULES].n)
		look_ahead(&was, &now);
}
