/* SPDX-License-Identifier: MIT */
/* All releases, and all promises through them, as a JSON document. */
#include "report/json.h"

#include "model/version.h"

static json_t *
make_release(struct bg_arena *scratch, const struct bg_release *row)
{
	const struct bg_revision *rev = &row->revision;
	json_t *object = json_object();

	bg_json_set(object, "tag", bg_json_text(scratch, rev->name));
	bg_json_set(object, "version",
	            bg_json_text(scratch, bg_version_text(scratch, &rev->version)));
	bg_json_set(object, "commit", bg_json_text(scratch, rev->commit));
	bg_json_set(object, "date", bg_json_text(scratch, rev->date));
	bg_json_set(object, "base", bg_json_text(scratch, row->base));
	bg_json_set(object, "verdict", bg_json_text(scratch, bg_verdict_word(row->verdict)));
	bg_json_set(object, "declared",
	            bg_json_text(scratch, row->declares ? bg_bump_word(row->declared) : NULL));
	bg_json_set(object, "required",
	            bg_json_text(scratch, row->requires ? bg_bump_word(row->required) : NULL));
	bg_json_set(object, "breaks", bg_json_count(row->breaks));
	bg_json_set(object, "announced", bg_json_count(row->announced));
	bg_json_set(object, "unnamed", bg_json_count(row->unnamed));
	bg_json_set(object, "errors", bg_json_count(row->errors));
	bg_json_set(object, "cause", bg_json_text(scratch, row->cause));
	return object;
}

/* The tag of release number n, or null. */
static json_t *
make_tag(struct bg_arena *scratch, const struct bg_report *r, size_t n)
{
	return bg_json_text(scratch, n < r->nrelease ? r->release[n].revision.name : NULL);
}

static json_t *
make_promise(struct bg_arena *scratch, const struct bg_report *r, const struct bg_span *p)
{
	json_t *object = json_object();

	bg_json_set(object, "surface", bg_json_text(scratch, p->surface));
	bg_json_set(object, "tier", bg_json_text(scratch, bg_tier_word(p->tier)));
	bg_json_set(object, "kind", bg_json_text(scratch, p->kind));
	bg_json_set(object, "item", bg_json_text(scratch, p->item));
	bg_json_set(object, "since", make_tag(scratch, r, p->since));
	bg_json_set(object, "announced",
	            make_tag(scratch, r, p->announces ? p->announced : r->nrelease));
	bg_json_set(object, "gone", make_tag(scratch, r, p->gone));
	bg_json_place(object, scratch, &p->loc);
	return object;
}

void
bg_json_history(json_t *root, struct bg_arena *scratch, const struct bg_report *r)
{
	json_t *releases = json_array(), *promises = json_array();

	for (size_t i = 0; i < r->nrelease; i++)
		bg_json_append(releases, make_release(scratch, &r->release[i]));
	for (size_t i = 0; i < r->npromise; i++)
		bg_json_append(promises, make_promise(scratch, r, &r->promise[i]));
	bg_json_set(root, "target", bg_json_revision(scratch, r->target, r->target_why));
	bg_json_set(root, "policy", bg_json_policy(scratch, r));
	bg_json_set(root, "releases", releases);
	bg_json_set(root, "promises", promises);
}
