/* SPDX-License-Identifier: MIT */
/* From the answers of a view to items: paths with types and presence, labels, codes. */
#include "base/buf.h"
#include "extract/response.h"

#define PATH_DEPTH 12
#define PATHS_MOST 3000

struct showing {
	struct bg_scene *s;
	struct bg_response_view *view;
	struct bg_arena *keep;
	const char *refusal; /* "HTTP 401": its body is shown; NULL: an answer of health */
	unsigned line;
};

static const char *
types_of(struct showing *h, const struct bg_shape *v)
{
	struct bg_buf out = {.arena = h->keep};
	bool list = false, object = false;

	if (bg_shape_is_any(v))
		return "any";
	for (size_t i = 0; i < v->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(h->s, v->cell[i]);

		list |= cell && cell->kind == BG_CELL_LIST;
		object |= cell && cell->kind == BG_CELL_DICT;
		if (cell && cell->kind == BG_CELL_OBJECT)
			return "any";
	}
	if (v->bits & BG_SHAPE_BOOL)
		bg_buf_puts(&out, "|bool");
	if (v->bits & BG_SHAPE_FLOAT)
		bg_buf_puts(&out, "|float");
	if (v->nnumber || (v->bits & BG_SHAPE_INT))
		bg_buf_puts(&out, "|int");
	if (list)
		bg_buf_puts(&out, "|list");
	if (v->bits & BG_SHAPE_NULL)
		bg_buf_puts(&out, "|null");
	if (object)
		bg_buf_puts(&out, "|object");
	if (v->ntext || (v->bits & BG_SHAPE_STR))
		bg_buf_puts(&out, "|string");
	return out.n ? bg_buf_str(&out) + 1 : "";
}

static struct bg_response_item *
find_item(struct showing *h, const char *kind, const char *id)
{
	for (size_t i = 0; i < h->view->items.n; i++)
		if (strcmp(h->view->items.v[i].id, id) == 0 &&
		    strcmp(h->view->items.v[i].kind, kind) == 0)
			return &h->view->items.v[i];
	return NULL;
}

/* Both lists of types, "any" where one of them is. */
static const char *
merge_types(struct showing *h, const char *a, const char *b)
{
	static const char *const words[] = {"bool", "float",  "int",   "list",
	                                    "null", "object", "string"};
	struct bg_buf out = {.arena = h->keep};

	if (strcmp(a, "any") == 0 || strcmp(b, "any") == 0)
		return "any";
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strstr(a, words[i]) || strstr(b, words[i]))
			bg_buf_printf(&out, "|%s", words[i]);
	return out.n ? bg_buf_str(&out) + 1 : "";
}

static bool
is_prose(const char *path)
{
	static const char *const words[] = {"error",   "errors",    "detail",    "details",
	                                    "message", "msg",       "reason",    "description",
	                                    "skipped", "hint",      "title",     "note",
	                                    "info",    "exception", "timestamp", "time"};
	const char *leaf = strrchr(path, '.');

	leaf = leaf ? leaf + 1 : path;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i], leaf) == 0)
			return true;
	return strstr(leaf, "version") || strchr(leaf, ']') || strcmp(leaf, "*") == 0;
}

static bool
is_label(const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i++)
		if (!bg_is_word(text[i]) && text[i] != '-' && text[i] != '.')
			return false;
	return n > 0 && n <= 40;
}

static void
add_labels(struct showing *h, const char *path, const struct bg_shape *v)
{
	struct bg_response_item *item;
	const char *id;

	for (size_t i = 0; i < v->ntext && !is_prose(path); i++) {
		if (!is_label(v->text[i]))
			continue;
		id = bg_strf(h->keep, "%s=%s", path, v->text[i]);
		if (find_item(h, "label", id))
			continue;
		item = bg_list_add(h->keep, &h->view->items);
		item->kind = "label";
		item->id = id;
		item->parent = h->refusal ? h->refusal : bg_strdup(h->keep, path);
		item->line = h->line;
	}
}

static void show(struct showing *h, const char *path, const char *parent,
                 const struct bg_shape *v, bool sometimes, unsigned depth);

static void
add_gap(struct showing *h, const char *path, const char *why)
{
	*bg_list_add(h->keep, &h->view->gaps) = (struct bg_response_gap){
		path ? bg_strdup(h->keep, path) : NULL, h->line,
		path ? bg_strf(h->keep, "'%s' may hold other keys: %s", path, why)
		     : bg_strf(h->keep, "the answer may hold other keys: %s", why)};
}

/* What stands inside of the dicts and lists that a value may be; path NULL: the body. */
static void
show_inside(struct showing *h, const char *path, const struct bg_shape *v, unsigned depth)
{
	const struct bg_cell *dict = NULL, *cell;
	const struct bg_shape *element = NULL;
	struct bg_arena *keep = h->keep;

	for (size_t i = 0; i < v->ncell; i++) {
		cell = bg_cell_at(h->s, v->cell[i]);
		if (cell && cell->kind == BG_CELL_LIST)
			element = bg_shape_join(h->s->w, element, cell->star);
		else if (cell && cell->kind == BG_CELL_DICT)
			dict = bg_cell_join(h->s->w, dict, cell);
	}
	if (element)
		show(h, bg_strf(keep, "%s[]", path ? path : ""), path, element, false,
		     depth + 1);
	if (!dict)
		return;
	if (dict->open)
		add_gap(h, path, dict->open);
	for (size_t i = 0; i < dict->nkey; i++) {
		const char *name = dict->key[i].name;

		show(h,
		     path ? bg_strf(keep, "%s.%.300s", path, name)
		          : bg_strf(keep, "%.300s", name),
		     path, dict->key[i].value, dict->key[i].sometimes, depth + 1);
	}
	if (dict->star)
		show(h, path ? bg_strf(keep, "%s.*", path) : "*", path, dict->star, true,
		     depth + 1);
}

static void
show(struct showing *h, const char *path, const char *parent, const struct bg_shape *v,
     bool sometimes, unsigned depth)
{
	struct bg_response_item *item = find_item(h, "path", path);
	const char *types = types_of(h, v);

	if (depth > PATH_DEPTH || h->view->items.n > PATHS_MOST) {
		if (parent && !h->view->gaps.n)
			add_gap(h, parent, "it is too deep or too much");
		return;
	}
	h->s->w->steps += h->view->items.n / 16;
	if (!*types)
		return;
	if (item) {
		item->types = merge_types(h, item->types, types);
	} else {
		item = bg_list_add(h->keep, &h->view->items);
		item->kind = "path";
		item->id = path;
		item->parent = h->refusal ? h->refusal : parent;
		item->types = types;
		item->presence = sometimes || h->refusal ? "sometimes" : "always";
		item->line = h->line;
	}
	item->open |= (v->bits & (BG_SHAPE_STR | BG_SHAPE_ANY)) || v->nref;
	if (strcmp(item->types, "any") == 0 && !item->any)
		item->any = v->why && *v->why ? bg_strdup(h->keep, v->why) : "it is computed";
	add_labels(h, path, v);
	show_inside(h, path, v, depth);
}

static void
add_code(struct showing *h, unsigned code)
{
	const char *id = bg_strf(h->keep, "HTTP %u", code);
	struct bg_response_item *item;

	if (find_item(h, "status", id))
		return;
	item = bg_list_add(h->keep, &h->view->items);
	item->kind = "status";
	item->id = id;
	item->line = h->line;
}

/* The codes of an answer; whether all of them refuse the request: the first one, else 0. */
static unsigned
add_codes(struct showing *h, const struct bg_cell *cell)
{
	const struct bg_cell_key *key = bg_cell_find(cell, "status_code");
	const struct bg_cell_key *made = bg_cell_find(cell, "=status");
	const struct bg_shape *v = made ? made->value : NULL;
	bool refuses = true;

	if (key)
		v = key->sometimes ? bg_shape_join(h->s->w, v, key->value) : key->value;
	if (!v)
		return 0;
	for (size_t i = 0; i < v->nnumber; i++) {
		if (v->number[i] < 100 || v->number[i] > 599)
			continue;
		add_code(h, (unsigned)v->number[i]);
		refuses &= v->number[i] >= 300 && v->number[i] < 500;
	}
	if ((v->bits & (BG_SHAPE_ANY | BG_SHAPE_INT)) || v->nref)
		*bg_list_add(h->keep, &h->view->gaps) =
			(struct bg_response_gap){"HTTP", h->line, "a status code is computed"};
	return refuses && v->nnumber && !v->bits && !v->nref ? (unsigned)v->number[0] : 0;
}

static void
show_body(struct showing *h, const struct bg_shape *body, const char *refusal)
{
	h->refusal = refusal;
	if (bg_shape_is_any(body))
		add_gap(h, NULL, body->why && *body->why ? body->why : "it is computed");
	show_inside(h, NULL, body, 0);
}

void
bg_response_show(struct bg_scene *s, const struct bg_shape *answers,
                 struct bg_response_view *view)
{
	struct showing h = {.s = s, .view = view, .keep = s->w->x->keep, .line = view->line};
	const struct bg_shape *health = NULL, *refused[600] = {NULL}, *body;
	unsigned code;

	for (size_t i = 0; i < answers->ncell; i++) {
		const struct bg_cell *cell = bg_cell_at(s, answers->cell[i]);

		if (!cell || cell->kind != BG_CELL_ANSWER)
			continue;
		h.line = cell->line ? cell->line : view->line;
		code = add_codes(&h, cell);
		body = bg_cell_find(cell, "=body") ? bg_cell_find(cell, "=body")->value : NULL;
		if (code)
			refused[code] = bg_shape_join(s->w, refused[code], body);
		else
			health = bg_shape_join(s->w, health, body);
	}
	h.line = view->line;
	if (view->auth)
		add_code(&h, 302);
	if ((answers->bits & BG_SHAPE_ANY) || answers->nref)
		add_gap(&h, NULL, "one of the answers is not followed");
	if (health)
		show_body(&h, health, NULL);
	for (code = 0; code < 600; code++)
		if (refused[code])
			show_body(&h, refused[code], bg_strf(h.keep, "HTTP %u", code));
}
