/* SPDX-License-Identifier: MIT */
/* "bumpgate next" prints the version owed, and nothing else, on standard output. */
#include "document.h"

#include <stdio.h>
#include <string.h>

#include "progress.h"

/* One line of reasons on standard error. */
static void
tell(const struct bg_cli *cli, const char *text)
{
	char line[1200];

	if (cli->options.quiet)
		return;
	snprintf(line, sizeof(line), "bumpgate: %s", text);
	(void)bg_prose_write(cli->io->err, line, 0, 0);
}

/* "v1.2.0 -> 1.3.0: minor, owed by NAME and 2 more" */
static void
tell_reason(const struct bg_cli *cli, const struct bg_report *r)
{
	const struct bg_finding *first = NULL;
	char text[1024], by[600] = "", more[48] = "";
	size_t n = 0;

	for (size_t i = 0; i < r->nfinding; i++) {
		if (r->finding[i].status == BG_WAIVED || r->finding[i].bump < r->required)
			continue;
		if (!first)
			first = &r->finding[i];
		n++;
	}
	if (n > 1)
		snprintf(more, sizeof(more), " and %zu more", n - 1);
	if (first && r->required != BG_NONE)
		snprintf(by, sizeof(by), ", owed by %s%s",
		         first->item ? first->item : first->rule, more);
	if (r->base)
		snprintf(text, sizeof(text), "%s -> %s: %s%s", r->base->name, r->next_version,
		         bg_bump_word(r->required), by);
	else
		snprintf(text, sizeof(text), "%s: a first release", r->next_version);
	tell(cli, text);
}

static void
tell_errors(const struct bg_cli *cli, const struct bg_report *r)
{
	char text[128];
	size_t n = 0;

	for (size_t i = 0; i < r->nfinding; i++)
		n += r->finding[i].status == BG_OPEN && r->finding[i].level == BG_ERROR;
	if (!n)
		return;
	snprintf(text, sizeof(text),
	         "before tagging, resolve %zu error%s: see 'bumpgate check'", n,
	         n == 1 ? "" : "s");
	tell(cli, text);
}

static int
print_version(const struct bg_cli *cli, const struct bg_report *r)
{
	struct bg_sink *out = cli->io->out;

	tell_reason(cli, r);
	tell_errors(cli, r);
	if (out->write(out->data, r->next_version, strlen(r->next_version)) == 0 &&
	    out->write(out->data, "\n", 1) == 0)
		return BG_EXIT_PASS;
	return BG_EXIT_UNJUDGED;
}

/* Why there is no version: the release falls short of being one. */
static int
refuse(const struct bg_cli *cli, const struct bg_report *r)
{
	char text[1024];

	if (r->requires && r->required == BG_NONE && r->base)
		snprintf(text, sizeof(text), "nothing has changed since %s: no release is owed",
		         r->base->name);
	else
		snprintf(text, sizeof(text),
		         "a surface could not be read, so that the version owed is not known");
	tell(cli, text);
	for (size_t i = 0; i < r->nfinding; i++)
		if (r->finding[i].status == BG_OPEN && r->finding[i].level == BG_ERROR)
			tell(cli, r->finding[i].message);
	return BG_EXIT_FAIL;
}

static int
answer(struct bg_cli *cli, const struct bg_report *r)
{
	struct bg_err ignored = {0};

	if (r->verdict == BG_UNJUDGED)
		return bg_complain(cli->io, &cli->err);
	if (cli->options.verbose)
		(void)bg_report_write(r, "text", &cli->style, cli->io->err, &ignored);
	return r->next_version ? print_version(cli, r) : refuse(cli, r);
}

int
bg_cmd_next(struct bg_cli *cli)
{
	char base[1024];
	struct bg_request req;
	struct bg_progress progress;
	struct bg_report report;
	struct bg_run *run;
	int status;

	bg_document_request(cli, &req);
	if (cli->err.code != BG_OK ||
	    bg_document_revisions(cli, &req, base, sizeof(base), &cli->err) != 0)
		return bg_complain(cli->io, &cli->err);
	bg_progress_init(&progress, cli);
	req.progress = bg_progress_show;
	req.data = &progress;
	run = bg_run_new();
	(void)bg_next(run, &req, &report, &cli->err);
	bg_progress_clear(&progress);
	status = answer(cli, &report);
	bg_run_free(run);
	return status;
}
