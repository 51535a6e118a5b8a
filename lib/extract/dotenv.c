/* SPDX-License-Identifier: MIT */
/* Kind dotenv: the names that .env examples document, active or commented. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/err.h"
#include "extract/env.h"
#include "parse/dotenv.h"

/* What the memo keeps of a file. */
struct file {
	struct bg_env env;
	struct bg_env_kept lines; /* entries "NAME_<x>=", which are no entries to a parser */
};

/* Comment lines that belong together, and the names right below them. */
struct prose {
	struct bg_buf text; /* lines joined by '\n' */
	BG_LIST(unsigned) lines;
	const char *banner;     /* the fact, once it was asked for */
	bool is_banner, joined; /* joined: banner holds the section's too */
	size_t section;         /* the banner's index and 1, its own if it is one; 0: none */
	size_t from, to;        /* of places */
};

struct place {
	const char *name, *path, *comment, *common;
	unsigned line;
	bool active;
	size_t prose; /* index and 1 of the comment above, or of the banner; 0: none */
};

struct reading {
	struct bg_extract *x;
	struct bg_env_kept *kept;
	BG_LIST(struct place) places;
	BG_LIST(struct prose) proses;
	bool open; /* the last prose goes on */
	size_t section;
	const char *path;
	struct bg_strings names; /* of all items, sorted */
	struct bg_memo *globs;   /* subjects "NAME_*" that were applied */
};

static int
parse_file(void **out, struct bg_arena *arena, const struct bg_limits *limits,
           const struct bg_blob *blob, struct bg_err *err)
{
	struct file *file = bg_alloc(arena, sizeof(*file));
	const char *s = blob->bytes, *end = s + blob->n, *stop;

	*out = file;
	for (unsigned line = 1; s < end; s = stop + 1, line++) {
		stop = memchr(s, '\n', (size_t)(end - s));
		if (!stop)
			stop = end;
		bg_env_is_placeholder_line(arena, &file->lines, s, (size_t)(stop - s),
		                           (struct bg_loc){NULL, line});
	}
	return bg_dotenv_parse(&file->env, arena, limits, blob, err);
}

static struct prose *
last_prose(struct reading *r)
{
	return &r->proses.v[r->proses.n - 1];
}

/* A comment goes on with the one above unless names or a change of its sort part them. */
static void
read_comment(struct reading *r, const struct bg_env_line *line)
{
	struct bg_arena *arena = r->x->scratch;
	struct prose *p;

	if (!*line->text) {
		r->open = false;
		return;
	}
	bg_env_find_placeholders(r->x->keep, r->kept, line->text,
	                         (struct bg_loc){r->path, line->line});
	if (!r->open || last_prose(r)->to || last_prose(r)->is_banner != line->banner) {
		p = bg_list_add(arena, &r->proses);
		p->text.arena = arena;
		p->is_banner = line->banner;
		if (line->banner)
			r->section = r->proses.n;
		p->section = r->section;
	}
	p = last_prose(r);
	if (p->text.n)
		bg_buf_putc(&p->text, '\n');
	bg_buf_puts(&p->text, line->text);
	*bg_list_add(arena, &p->lines) = line->line;
	r->open = true;
}

static void
read_entry(struct reading *r, const struct bg_env_line *line)
{
	struct place *place = bg_list_add(r->x->scratch, &r->places);

	place->name = line->name;
	place->path = r->path;
	place->line = line->line;
	place->comment = line->text;
	place->active = line->type == BG_ENV_ACTIVE;
	place->prose = r->open ? r->proses.n : r->section;
	if (*line->text)
		bg_env_find_placeholders(r->x->keep, r->kept, line->text,
		                         (struct bg_loc){r->path, line->line});
	if (!r->open)
		return;
	if (!last_prose(r)->to)
		last_prose(r)->from = r->places.n - 1;
	last_prose(r)->to = r->places.n;
}

static bool
is_placeholder_line(const struct file *file, unsigned line)
{
	size_t low = 0, high = file->lines.placeholders.n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (file->lines.placeholders.v[mid].loc.line < line)
			low = mid + 1;
		else
			high = mid;
	}
	return low < file->lines.placeholders.n &&
	       file->lines.placeholders.v[low].loc.line == line;
}

static void
read_lines(struct reading *r, const struct file *file)
{
	const struct bg_env *env = &file->env;
	struct bg_env_placeholder *p;

	r->open = false;
	r->section = 0;
	for (size_t i = 0; i < env->nline; i++) {
		r->open &= !env->line[i].after_blank;
		if (env->line[i].type == BG_ENV_COMMENT)
			read_comment(r, &env->line[i]);
		else
			read_entry(r, &env->line[i]);
	}
	for (size_t i = 0; i < file->lines.placeholders.n; i++) {
		p = bg_list_add(r->x->keep, &r->kept->placeholders);
		*p = file->lines.placeholders.v[i];
		p->loc.path = r->path;
	}
	for (size_t i = 0; i < env->nremark; i++)
		if (!is_placeholder_line(file, env->remark[i].loc.line))
			bg_harvest_note(r->x->keep, r->x->out, r->path, env->remark[i].loc.line,
			                env->remark[i].message);
}

static int
read_file(struct reading *r, struct bg_err *err)
{
	const struct bg_limits *limits = r->x->limits;
	struct bg_strings names = {0};
	size_t first = r->places.n;
	const char *common;
	void *file;

	if (bg_extract_file(r->x, r->path, "dotenv", parse_file, &file, err))
		return -1;
	if (!file)
		return 0;
	read_lines(r, file);
	if (r->places.n > limits->v[BG_LIMIT_ITEMS])
		return bg_fail_limit(err, limits, BG_LIMIT_ITEMS, r->path, 0);
	for (size_t i = first; i < r->places.n; i++)
		bg_strings_add(r->x->scratch, &names, r->places.v[i].name);
	bg_strings_sort(&names);
	common = bg_env_common(r->x->keep, r->x->scratch, &names);
	for (size_t i = first; i < r->places.n; i++)
		r->places.v[i].common = common;
	return bg_extract_room(r->x, err);
}

/* The place that an item shows comes first: the active one, else the first. */
static int
by_name(const void *a, const void *b)
{
	const struct place *x = *(const struct place *const *)a;
	const struct place *y = *(const struct place *const *)b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = (int)y->active - (int)x->active;
	if (order == 0)
		order = strcmp(x->path, y->path);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static const char *
prose_text(struct reading *r, size_t i)
{
	const struct bg_buf *text = &r->proses.v[i - 1].text;

	return bg_env_line_text(r->x->keep, bg_buf_str(text), text->n);
}

/* The section's banner and the comment right above, on one line. */
static const char *
banner_text(struct reading *r, const struct place *place)
{
	struct prose *p;

	if (!place->prose)
		return "";
	p = &r->proses.v[place->prose - 1];
	if (!p->banner)
		p->banner = prose_text(r, place->prose);
	if (p->section && p->section != place->prose && !p->joined) {
		p->joined = true;
		p->banner = bg_strf(r->x->keep, "%s %s", prose_text(r, p->section), p->banner);
	}
	return p->banner;
}

static void
add_items(struct reading *r)
{
	struct bg_arena *keep = r->x->keep;
	const struct place **v = bg_calloc(r->x->scratch, r->places.n, sizeof(*v));
	struct bg_item *item;
	const char *banner;

	for (size_t i = 0; i < r->places.n; i++)
		v[i] = &r->places.v[i];
	if (r->places.n > 1)
		qsort(v, r->places.n, sizeof(*v), by_name);
	for (size_t i = 0; i < r->places.n; i++) {
		if (i && strcmp(v[i - 1]->name, v[i]->name) == 0)
			continue;
		item = bg_harvest_add(r->x, "name", v[i]->name, v[i]->path, v[i]->line);
		bg_strings_add(r->x->scratch, &r->names, v[i]->name);
		bg_item_set_fact(keep, item, "form", v[i]->active ? "active" : "commented");
		banner = banner_text(r, v[i]);
		if (*banner)
			bg_item_set_fact(keep, item, "banner", banner);
		if (*v[i]->common)
			bg_item_set_fact(keep, item, "common", v[i]->common);
	}
}

static void
set_deprecated(struct reading *r, const char *name, const struct bg_env_notice *notice,
               unsigned line)
{
	struct bg_item *item = bg_harvest_item(r->x->out, "name", name);

	if (!item || bg_item_fact(item, "deprecated"))
		return;
	bg_item_set_fact(r->x->keep, item, "deprecated", notice->text);
	bg_item_set_fact(r->x->keep, item, "deprecated-line", bg_strf(r->x->keep, "%u", line));
}

/* Once for each glob: what it matches has its notice then. */
static void
set_all_like(struct reading *r, const char *prefix, const struct bg_env_notice *notice,
             unsigned line)
{
	void **slot = bg_memo_slot(r->globs, prefix, "");

	if (*slot)
		return;
	*slot = r;
	for (size_t i = 0; i < r->names.n; i++)
		if (bg_starts(r->names.v[i], prefix))
			set_deprecated(r, r->names.v[i], notice, line);
}

static void
apply_subjects(struct reading *r, const struct bg_env_notice *notice, unsigned line)
{
	const char *name;
	size_t n;

	for (size_t i = 0; i < notice->subject.n; i++) {
		name = notice->subject.v[i];
		n = strlen(name);
		if (name[n - 1] == '*')
			set_all_like(r, bg_strndup(r->x->scratch, name, n - 1), notice, line);
		else
			set_deprecated(r, name, notice, line);
	}
}

/* A replacement that the sentence names is not what it deprecates. */
static void
apply_below(struct reading *r, const struct bg_env_notice *notice, size_t from, size_t to,
            unsigned line)
{
	if (!notice->all && to > from + 1)
		to = from + 1;
	for (size_t i = from; i < to; i++)
		if (!bg_strings_has(&notice->other, r->places.v[i].name))
			set_deprecated(r, r->places.v[i].name, notice, line);
}

static void
apply_notices(struct reading *r)
{
	struct bg_env_notices notices;
	const struct bg_env_notice *n;
	const struct place *place;

	for (size_t i = 0; i < r->proses.n; i++) {
		const struct prose *p = &r->proses.v[i];

		notices = (struct bg_env_notices){0};
		bg_env_read_notices(&notices, r->x, bg_buf_str(&p->text), &r->names);
		for (size_t j = 0; j < notices.n; j++) {
			n = &notices.v[j];
			apply_subjects(r, n, p->lines.v[n->line]);
			if (n->self && p->to)
				apply_below(r, n, p->from, p->to, p->lines.v[n->line]);
		}
	}
	for (size_t i = 0; i < r->places.n; i++) {
		place = &r->places.v[i];
		notices = (struct bg_env_notices){0};
		bg_env_read_notices(&notices, r->x, place->comment, &r->names);
		for (size_t j = 0; j < notices.n; j++) {
			apply_subjects(r, &notices.v[j], place->line);
			if (notices.v[j].self)
				apply_below(r, &notices.v[j], i, i + 1, place->line);
		}
	}
}

static int
read_names(struct bg_extract *x, struct bg_err *err)
{
	struct bg_env_kept *kept = bg_alloc(x->keep, sizeof(*kept));
	struct reading r = {.x = x, .kept = kept, .globs = bg_memo_new(x->scratch)};
	struct bg_strings paths = {0};

	x->out->kept = kept;
	if (bg_extract_paths(x, BG_OPT_FILES, &paths, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++) {
		r.path = paths.v[i];
		if (read_file(&r, err))
			return -1;
	}
	add_items(&r);
	apply_notices(&r);
	return 0;
}

const struct bg_kind bg_kind_dotenv = {
	.name = "dotenv",
	.help = "the names of environment variables that .env examples document",
	.accepts = BG_ACCEPTS(FILES),
	.needs = BG_ACCEPTS(FILES),
	.read = read_names,
	.settle = bg_env_settle_families,
};
