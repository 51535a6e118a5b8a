/* SPDX-License-Identifier: MIT */
/* One report, several outputs: standard output and the files of --output. */
#include "document.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool
is_stdout(const struct bg_output *o)
{
	return strcmp(o->file, "-") == 0;
}

const char *
bg_outputs_stdout(const struct bg_options *options)
{
	for (size_t i = 0; i < options->noutput; i++)
		if (is_stdout(&options->output[i]))
			return options->output[i].format;
	return options->format;
}

static int
swallow(void *data, const char *bytes, size_t n)
{
	(void)data;
	(void)bytes;
	(void)n;
	return 0;
}

/* Whether a format can show a document is known once it has shown an empty one. */
static int
try_format(const char *name, enum bg_document type, struct bg_err *err)
{
	const struct bg_report empty = {.type = type, .verdict = BG_UNJUDGED};
	const struct bg_style style = {.columns = 80};
	struct bg_sink nowhere = {swallow, NULL};

	return bg_report_write(&empty, name, &style, &nowhere, err);
}

int
bg_outputs_check(const struct bg_cli *cli, enum bg_document type, struct bg_err *err)
{
	const struct bg_options *o = &cli->options;
	size_t to_stdout = o->format != NULL;

	if (o->format && try_format(o->format, type, err) != 0)
		return -1;
	for (size_t i = 0; i < o->noutput; i++) {
		if (try_format(o->output[i].format, type, err) != 0)
			return -1;
		to_stdout += is_stdout(&o->output[i]);
	}
	if (to_stdout > 1)
		return bg_refuse(err, "standard output takes one format");
	return 0;
}

static int
write_bytes(void *data, const char *bytes, size_t n)
{
	return fwrite(bytes, 1, n, data) == n ? 0 : -1;
}

static int
write_file(const struct bg_report *report, const struct bg_output *o,
           const struct bg_style *style, struct bg_err *err)
{
	struct bg_style plain = *style;
	FILE *file = fopen(o->file, "w");
	struct bg_sink sink = {write_bytes, file};
	struct bg_err failure = {0};
	int cause = errno, failed;

	plain.color = false;
	if (file) {
		failed = bg_report_write(report, o->format, &plain, &sink, &failure) != 0;
		cause = errno;
		if (fclose(file) == 0 && !failed)
			return 0;
		cause = failed ? cause : errno;
	}
	if (err->code == BG_OK) {
		err->code = BG_EOUTPUT;
		snprintf(err->text, sizeof(err->text), "'%s' could not be written: %s", o->file,
		         strerror(cause));
	}
	return -1;
}

int
bg_outputs_write(const struct bg_cli *cli, const struct bg_report *report, struct bg_err *err)
{
	const struct bg_options *o = &cli->options;
	const char *format = bg_outputs_stdout(o);
	struct bg_err failure = {0};
	int status = 0;

	if (bg_report_write(report, format ? format : "text", &cli->style, cli->io->out,
	                    &failure) != 0)
		status = -1;
	for (size_t i = 0; i < o->noutput; i++)
		if (!is_stdout(&o->output[i]) &&
		    write_file(report, &o->output[i], &cli->style, &failure) != 0)
			status = -1;
	if (status != 0 && err->code == BG_OK)
		*err = failure;
	return status;
}
