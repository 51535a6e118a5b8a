/* SPDX-License-Identifier: MIT */
/* The table of formats, and writing a report in one of them. */
#include "report/report.h"

#include <string.h>

#include "base/err.h"

extern const char bg_embed_report_schema_json[];

static const struct {
	const char *name, *help;
	const struct bg_reporter *reporter;
} formats[] = {
#define _(name, help) {#name, help, &bg_reporter_##name},
#include "report/reports.def"
#undef _
};

enum { NFORMATS = sizeof(formats) / sizeof(*formats) };

static const char *const document_word[BG_NDOCUMENTS] = {
	[BG_DOC_CHECK] = "a judgement",
	[BG_DOC_DIFF] = "a comparison",
	[BG_DOC_SURFACE] = "an inventory",
	[BG_DOC_HISTORY] = "a history",
	[BG_DOC_DEPRECATIONS] = "a list of deprecations",
	[BG_DOC_CHANGELOG] = "a CHANGELOG",
	[BG_DOC_WAIVERS] = "a list of waivers",
};

const char *
bg_format_name(size_t n)
{
	return n < NFORMATS ? formats[n].name : NULL;
}

const char *
bg_format_help(size_t n)
{
	return n < NFORMATS ? formats[n].help : NULL;
}

const char *
bg_report_schema(void)
{
	return bg_embed_report_schema_json;
}

static int
refuse_name(const char *name, struct bg_err *err)
{
	const char *names[NFORMATS], *near;

	for (size_t i = 0; i < NFORMATS; i++)
		names[i] = formats[i].name;
	near = bg_nearest(name, names, NFORMATS);
	if (near)
		bg_hint(err, "did you mean '%s'? 'bumpgate help' lists the formats", near);
	else
		bg_hint(err, "'bumpgate help' lists the formats");
	return bg_fail(err, BG_EUSAGE, "there is no format '%s'", name);
}

static const struct bg_reporter *
find_reporter(const char *name)
{
	for (size_t i = 0; i < NFORMATS; i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].reporter;
	return NULL;
}

int
bg_report_write(const struct bg_report *report, const char *name, const struct bg_style *style,
                struct bg_sink *sink, struct bg_err *err)
{
	const struct bg_reporter *reporter = find_reporter(name);
	struct bg_arena *scratch;
	struct bg_out out;
	int status;

	if (!reporter)
		return refuse_name(name, err);
	if (!reporter->write[report->type])
		return bg_fail(err, BG_EUSAGE, "the format '%s' cannot show %s", name,
		               document_word[report->type]);
	scratch = bg_arena_new();
	out = (struct bg_out){.sink = sink, .arena = scratch};
	status = reporter->write[report->type](&out, scratch, report, style);
	bg_arena_free(scratch);
	if (status != 0 || out.failed)
		return bg_fail(err, BG_EOUTPUT, "the report could not be written");
	return 0;
}
