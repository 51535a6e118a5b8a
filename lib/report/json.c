/* SPDX-License-Identifier: MIT */
/* Reports as JSON documents; report.schema.json describes them. */
#include "report/json.h"

#include <string.h>

#include "base/utf8.h"

static bg_report_fn write_check, write_diff, write_surface, write_history, write_deprecations,
	write_waivers, write_changelog;

const struct bg_reporter bg_reporter_json = {
	.write =
		{
			[BG_DOC_CHECK] = write_check,
			[BG_DOC_DIFF] = write_diff,
			[BG_DOC_SURFACE] = write_surface,
			[BG_DOC_HISTORY] = write_history,
			[BG_DOC_DEPRECATIONS] = write_deprecations,
			[BG_DOC_CHANGELOG] = write_changelog,
			[BG_DOC_WAIVERS] = write_waivers,
		},
};

/* The first two members of every document. */
static json_t *
make_root(struct bg_arena *scratch, const char *schema)
{
	json_t *root = json_object(), *tool = json_object();

	bg_json_set(tool, "name", bg_json_text(scratch, "bumpgate"));
	bg_json_set(tool, "version", bg_json_text(scratch, BG_VERSION));
	bg_json_set(root, "schema", bg_json_text(scratch, schema));
	bg_json_set(root, "tool", tool);
	return root;
}

static void
set_tail(json_t *root, struct bg_arena *scratch, const struct bg_report *r)
{
	bg_json_set(root, "notes", bg_json_notes(scratch, r));
	bg_json_set(root, "ignored_tags", bg_json_ignored(scratch, r));
}

/* ---- check ------------------------------------------------------------------- */

/* The entry that names the item; null where naming does not apply. */
static json_t *
make_changelog(struct bg_arena *scratch, const struct bg_finding *f)
{
	json_t *object;

	if (f->named == BG_NAMED_NA)
		return json_null();
	object = json_object();
	bg_json_set(object, "named", bg_json_text(scratch, bg_named_word(f->named)));
	bg_json_place(object, scratch, &f->changelog);
	return object;
}

static json_t *
make_finding(struct bg_arena *scratch, const struct bg_finding *f)
{
	json_t *object = json_object();

	bg_json_set(object, "rule", bg_json_text(scratch, f->rule));
	bg_json_set(object, "level", bg_json_text(scratch, bg_level_word(f->level)));
	bg_json_set(object, "bump", bg_json_text(scratch, bg_bump_word(f->bump)));
	bg_json_set(object, "surface", bg_json_text(scratch, f->surface));
	bg_json_set(object, "item", bg_json_text(scratch, f->item));
	bg_json_set(object, "children", bg_json_count(f->children));
	bg_json_set(object, "message", bg_json_text(scratch, f->message));
	bg_json_set(object, "was", bg_json_loc(scratch, &f->was));
	bg_json_set(object, "now", bg_json_loc(scratch, &f->now));
	bg_json_set(object, "status", bg_json_text(scratch, bg_status_word(f->status)));
	bg_json_set(object, "since", bg_json_text(scratch, f->since));
	bg_json_set(object, "changelog", make_changelog(scratch, f));
	bg_json_set(object, "waiver", bg_json_text(scratch, f->waiver));
	bg_json_set(object, "fingerprint", bg_json_text(scratch, f->fingerprint));
	return object;
}

static json_t *
make_findings(struct bg_arena *scratch, const struct bg_report *r)
{
	json_t *findings = json_array();

	for (size_t i = 0; i < r->nfinding; i++)
		bg_json_append(findings, make_finding(scratch, &r->finding[i]));
	return findings;
}

static json_t *
make_bump(struct bg_arena *scratch, bool known, enum bg_bump bump)
{
	return bg_json_text(scratch, known ? bg_bump_word(bump) : NULL);
}

static int
write_check(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
            const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.report/1");

	(void)style;
	bg_json_set(root, "verdict", bg_json_text(scratch, bg_verdict_word(r->verdict)));
	bg_json_set(root, "declared", make_bump(scratch, r->declares, r->declared));
	bg_json_set(root, "required", make_bump(scratch, r->requires, r->required));
	bg_json_set(root, "next_version", bg_json_text(scratch, r->next_version));
	bg_json_set(root, "base", bg_json_revision(scratch, r->base, r->base_why));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "surfaces", bg_json_surfaces(scratch, r));
	bg_json_set(root, "findings", make_findings(scratch, r));
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}

/* ---- diff -------------------------------------------------------------------- */

static json_t *
make_change(struct bg_arena *scratch, const struct bg_change *c)
{
	static const struct bg_loc nowhere;
	const struct bg_item *item = c->now ? c->now : c->was;
	json_t *object = json_object();

	bg_json_set(object, "op", bg_json_text(scratch, bg_op_word(c->op)));
	bg_json_set(object, "surface", bg_json_text(scratch, c->surface));
	bg_json_set(object, "kind", bg_json_text(scratch, item->kind));
	bg_json_set(object, "item", bg_json_text(scratch, item->id));
	bg_json_set(object, "attr", bg_json_text(scratch, c->attr));
	bg_json_set(object, "from", bg_json_text(scratch, c->from));
	bg_json_set(object, "to", bg_json_text(scratch, c->to));
	bg_json_set(object, "was", bg_json_loc(scratch, c->was ? &c->was->loc : &nowhere));
	bg_json_set(object, "now", bg_json_loc(scratch, c->now ? &c->now->loc : &nowhere));
	return object;
}

static int
write_diff(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
           const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.diff/1"), *changes = json_array();

	(void)style;
	for (size_t i = 0; i < r->nchange; i++)
		bg_json_append(changes, make_change(scratch, &r->change[i]));
	bg_json_set(root, "base", bg_json_revision(scratch, r->base, r->base_why));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "surfaces", bg_json_surfaces(scratch, r));
	bg_json_set(root, "changes", changes);
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}

/* ---- surface ------------------------------------------------------------------- */

static json_t *
make_item(struct bg_arena *scratch, const struct bg_item *item, const char *surface)
{
	json_t *object = json_object(), *attributes = json_object();
	const char *name;

	for (size_t i = 0; i < item->nattr; i++) {
		name = bg_utf8_repair(scratch, item->attr[i].name, strlen(item->attr[i].name));
		bg_json_set(attributes, name, bg_json_text(scratch, item->attr[i].value));
	}
	bg_json_set(object, "surface", bg_json_text(scratch, surface));
	bg_json_set(object, "kind", bg_json_text(scratch, item->kind));
	bg_json_set(object, "item", bg_json_text(scratch, item->id));
	bg_json_set(object, "attributes", attributes);
	bg_json_place(object, scratch, &item->loc);
	return object;
}

static int
write_surface(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
              const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.surface/1"), *items = json_array();

	(void)style;
	for (size_t i = 0; i < r->nitem; i++)
		bg_json_append(items, make_item(scratch, &r->item[i], r->item_surface[i]));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "surfaces", bg_json_surfaces(scratch, r));
	bg_json_set(root, "items", items);
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}

/* ---- history ------------------------------------------------------------------- */

static int
write_history(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
              const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.history/1");

	(void)style;
	bg_json_history(root, scratch, r);
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}

/* ---- deprecations ---------------------------------------------------------------- */

static json_t *
make_deprecation(struct bg_arena *scratch, const struct bg_deprecation *d)
{
	json_t *object = json_object();

	bg_json_set(object, "surface", bg_json_text(scratch, d->surface));
	bg_json_set(object, "item", bg_json_text(scratch, d->item->id));
	bg_json_place(object, scratch, &d->item->loc);
	bg_json_set(object, "stage", bg_json_text(scratch, bg_stage_word(d->stage)));
	bg_json_set(object, "since", bg_json_text(scratch, d->since));
	bg_json_set(object, "changelog", bg_json_loc(scratch, &d->note));
	bg_json_set(object, "entry", bg_json_text(scratch, d->entry));
	bg_json_set(object, "marker", bg_json_text(scratch, d->marker));
	bg_json_set(object, "promised", bg_json_text(scratch, d->promised));
	bg_json_set(object, "instead", bg_json_text(scratch, d->instead));
	bg_json_set(object, "removable", bg_json_text(scratch, d->removable));
	bg_json_set(object, "not_before", bg_json_text(scratch, d->not_before));
	bg_json_set(object, "wait", bg_json_count(d->wait));
	return object;
}

static int
write_deprecations(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
                   const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.deprecations/1"), *list = json_array();

	(void)style;
	for (size_t i = 0; i < r->ndeprecation; i++)
		bg_json_append(list, make_deprecation(scratch, &r->deprecation[i]));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "surfaces", bg_json_surfaces(scratch, r));
	bg_json_set(root, "deprecations", list);
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}

/* ---- changelog ------------------------------------------------------------------- */

static int
write_changelog(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
                const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.changelog/1");

	(void)style;
	bg_json_set(root, "verdict", bg_json_text(scratch, bg_verdict_word(r->verdict)));
	bg_json_set(root, "base", bg_json_revision(scratch, r->base, r->base_why));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "findings", make_findings(scratch, r));
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}

/* ---- waivers --------------------------------------------------------------------- */

static json_t *
make_waived(struct bg_arena *scratch, const struct bg_waived *w)
{
	json_t *object = json_object();

	bg_json_set(object, "rule", bg_json_text(scratch, w->rule));
	bg_json_set(object, "surface", bg_json_text(scratch, w->surface));
	bg_json_set(object, "item", bg_json_text(scratch, w->item));
	bg_json_set(object, "reason", bg_json_text(scratch, w->reason));
	bg_json_set(object, "approved_by", bg_json_text(scratch, w->approved_by));
	bg_json_set(object, "record", bg_json_text(scratch, w->record));
	bg_json_set(object, "expires", bg_json_text(scratch, w->expires));
	bg_json_set(object, "fault", bg_json_text(scratch, w->fault));
	bg_json_set(object, "covers",
	            bg_json_text(scratch, w->covers ? w->covers->fingerprint : NULL));
	bg_json_place(object, scratch, &w->loc);
	return object;
}

static int
write_waivers(struct bg_out *out, struct bg_arena *scratch, const struct bg_report *r,
              const struct bg_style *style)
{
	json_t *root = make_root(scratch, "bumpgate.waivers/1"), *list = json_array();

	(void)style;
	for (size_t i = 0; i < r->nwaived; i++)
		bg_json_append(list, make_waived(scratch, &r->waived[i]));
	bg_json_set(root, "base", bg_json_revision(scratch, r->base, r->base_why));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "waivers", list);
	set_tail(root, scratch, r);
	return bg_json_write(out, root);
}
