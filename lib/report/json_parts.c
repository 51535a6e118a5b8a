/* SPDX-License-Identifier: MIT */
/* Pieces that JSON documents share. */
#include "report/json.h"

#include <string.h>

#include "base/utf8.h"
#include "model/version.h"

void
bg_json_set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		bg_die("a JSON report could not be built");
}

void
bg_json_append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		bg_die("a JSON report could not be built");
}

json_t *
bg_json_text(struct bg_arena *scratch, const char *s)
{
	return s ? json_string(bg_utf8_repair(scratch, s, strlen(s))) : json_null();
}

json_t *
bg_json_count(size_t n)
{
	return json_integer((json_int_t)n);
}

void
bg_json_place(json_t *object, struct bg_arena *scratch, const struct bg_loc *loc)
{
	bg_json_set(object, "path", bg_json_text(scratch, loc->path));
	bg_json_set(object, "line",
	            loc->path && loc->line ? json_integer(loc->line) : json_null());
}

json_t *
bg_json_loc(struct bg_arena *scratch, const struct bg_loc *loc)
{
	json_t *object;

	if (!loc->path)
		return json_null();
	object = json_object();
	bg_json_place(object, scratch, loc);
	return object;
}

json_t *
bg_json_revision(struct bg_arena *scratch, const struct bg_revision *rev, const char *why)
{
	json_t *object;

	if (!rev)
		return json_null();
	object = json_object();
	bg_json_set(object, "tag", bg_json_text(scratch, rev->is_tag ? rev->name : NULL));
	bg_json_set(object, "version",
	            bg_json_text(scratch, rev->has_version
	                                          ? bg_version_text(scratch, &rev->version)
	                                          : NULL));
	bg_json_set(object, "commit", bg_json_text(scratch, rev->commit));
	bg_json_set(object, "date", bg_json_text(scratch, rev->date));
	bg_json_set(object, "why", bg_json_text(scratch, why));
	return object;
}

json_t *
bg_json_policy(struct bg_arena *scratch, const struct bg_report *report)
{
	json_t *object;

	if (!report->policy_source)
		return json_null();
	object = json_object();
	bg_json_set(object, "source", bg_json_text(scratch, report->policy_source));
	bg_json_set(object, "pack", bg_json_text(scratch, report->policy_pack));
	return object;
}

static json_t *
make_surface(struct bg_arena *scratch, const struct bg_surface *s)
{
	json_t *object = json_object(), *files = json_array();

	for (size_t i = 0; i < s->nfile; i++)
		bg_json_append(files, bg_json_text(scratch, s->file[i]));
	bg_json_set(object, "id", bg_json_text(scratch, s->id));
	bg_json_set(object, "tier", bg_json_text(scratch, bg_tier_word(s->tier)));
	bg_json_set(object, "kind", bg_json_text(scratch, s->kind));
	bg_json_set(object, "files", files);
	bg_json_set(object, "examined", bg_json_count(s->examined));
	bg_json_set(object, "added", bg_json_count(s->added));
	bg_json_set(object, "removed", bg_json_count(s->removed));
	bg_json_set(object, "changed", bg_json_count(s->changed));
	bg_json_set(object, "unread", bg_json_count(s->unread));
	return object;
}

json_t *
bg_json_surfaces(struct bg_arena *scratch, const struct bg_report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->nsurface; i++)
		bg_json_append(array, make_surface(scratch, &report->surface[i]));
	return array;
}

json_t *
bg_json_notes(struct bg_arena *scratch, const struct bg_report *report)
{
	json_t *array = json_array(), *object;

	for (size_t i = 0; i < report->nnote; i++) {
		object = json_object();
		bg_json_set(object, "surface", bg_json_text(scratch, report->note[i].surface));
		bg_json_place(object, scratch, &report->note[i].loc);
		bg_json_set(object, "message", bg_json_text(scratch, report->note[i].message));
		bg_json_append(array, object);
	}
	return array;
}

json_t *
bg_json_ignored(struct bg_arena *scratch, const struct bg_report *report)
{
	json_t *array = json_array();

	for (size_t i = 0; i < report->nignored; i++)
		bg_json_append(array, bg_json_text(scratch, report->ignored_tag[i]));
	return array;
}

/* Whether "##", letters and "[" begin here: a command in the logs of some services. */
static bool
begins_command(const char *s, const char *end)
{
	if (end - s < 3 || s[0] != '#' || s[1] != '#')
		return false;
	for (s += 2; s < end && *s >= 'a' && *s <= 'z'; s++)
		;
	return s < end && *s == '[';
}

static int
pass_on(const char *bytes, size_t n, void *data)
{
	const char *end = bytes + n, *from = bytes;
	struct bg_out *out = data;

	for (const char *s = bytes; s < end; s++) {
		if (!begins_command(s, end))
			continue;
		bg_out_add(out, from, (size_t)(s - from));
		bg_out_puts(out, "\\u0023");
		from = s + 1;
	}
	bg_out_add(out, from, (size_t)(end - from));
	return out->failed ? -1 : 0;
}

int
bg_json_write(struct bg_out *out, json_t *root)
{
	int status = json_dump_callback(root, pass_on, out, JSON_INDENT(2) | JSON_ENSURE_ASCII);

	json_decref(root);
	bg_out_puts(out, "\n");
	return status == 0 && !out->failed ? 0 : -1;
}
