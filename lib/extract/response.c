/* SPDX-License-Identifier: MIT */
/* Kind json-response: the shape of what the views of a file answer. */
#include "extract/response.h"

#include "base/err.h"

static int
read_file(struct bg_walk w, const char *path, struct bg_responses *out)
{
	struct bg_extract *x = w.x;
	struct bg_py_unit *unit;

	if (bg_py_module_at(w.project, path, &unit, w.err))
		return -1;
	if (!unit)
		return 0;
	bg_strings_add(x->keep, &x->out->files, path);
	if (unit->unreadable) {
		bg_harvest_unread(x->keep, x->out, path, unit->err.line,
		                  bg_strdup(x->keep, unit->err.text));
		return 0;
	}
	if (bg_views_read(&w, unit, out))
		return -1;
	return bg_extract_room(x, w.err);
}

bool
bg_response_names(const struct bg_strings *urls, const char *url)
{
	for (size_t i = 0; i < urls->n; i++)
		if (strcmp(urls->v[i], url) == 0)
			return true;
	return false;
}

/* Whether no view that was read has one of the urls that the policy names. */
static bool
lacks_url(const struct bg_responses *out, const struct bg_strings *urls)
{
	bool found = false;

	for (size_t i = 0; i < out->v.n; i++)
		for (size_t k = 0; k < out->v.v[i].items.n; k++)
			found |= strcmp(out->v.v[i].items.v[k].kind, "url") == 0 &&
			         bg_response_names(urls,
			                           strchr(out->v.v[i].items.v[k].id, ' ') + 1);
	return urls->n > 0 && !found;
}

static int
read_at_urls(struct bg_walk w, struct bg_responses *out)
{
	struct bg_extract *x = w.x;

	return bg_views_at(&w, &x->out->spec->option[BG_OPT_URLS], out) ||
	                       bg_extract_room(x, w.err)
	               ? -1
	               : 0;
}

static int
read_responses(struct bg_extract *x, struct bg_err *err)
{
	struct bg_responses *out = bg_alloc(x->keep, sizeof(*out));
	struct bg_mounting mounting = {0};
	struct bg_walk w = {.x = x, .arena = x->scratch, .err = err, .mounting = &mounting};
	struct bg_strings paths = {0};

	x->out->kept = out;
	if (bg_extract_modules(x, BG_OPT_FILES, &paths, err))
		return -1;
	if (!paths.n && !x->out->spec->option[BG_OPT_URLS].n)
		return 0;
	if (bg_extract_python(x, &w.project, err))
		return -1;
	for (size_t i = 0; i < paths.n; i++)
		if (read_file(w, paths.v[i], out))
			return -1;
	if (lacks_url(out, &x->out->spec->option[BG_OPT_URLS]))
		return read_at_urls(w, out);
	return 0;
}

const struct bg_kind bg_kind_json_response = {
	.name = "json-response",
	.help = "the keys, types, labels and status codes of JSON that Python views answer",
	.accepts = BG_ACCEPTS(FILES) | BG_ACCEPTS(URLS),
	.needs = BG_ACCEPTS(FILES),
	.read = read_responses,
	.settle = bg_response_settle,
};
