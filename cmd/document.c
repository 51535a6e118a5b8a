/* SPDX-License-Identifier: MIT */
/* From the command line to a report and an exit status. */
#include "document.h"

#include <stdio.h>
#include <string.h>

#include "progress.h"

static const char *
given(const char *value)
{
	return value && *value ? value : NULL;
}

int
bg_range_split(struct bg_request *req, const char *range, char *base, size_t n,
               struct bg_err *err)
{
	const char *dots = strstr(range, "..");
	size_t length = dots ? (size_t)(dots - range) : 0;

	if (!*range) {
		bg_refuse(err, "the revision is empty");
		bg_advise(err, "leave the argument out for the release tag at HEAD");
		return -1;
	}
	if (!dots) {
		req->target = range;
		return 0;
	}
	if (strncmp(dots, "...", 3) == 0) {
		bg_refuse(err, "'%s' has three dots, which git reads as a symmetric difference",
		          range);
		bg_advise(err, "write BASE..TARGET with two dots");
		return -1;
	}
	if (strstr(dots + 2, "..") || length >= n)
		return bg_refuse(err, "'%s' is not of the form BASE..TARGET", range);
	memcpy(base, range, length);
	base[length] = '\0';
	req->base = given(base);
	req->target = given(dots + 2);
	return 0;
}

int
bg_document_revisions(const struct bg_cli *cli, struct bg_request *req, char *base, size_t n,
                      struct bg_err *err)
{
	const struct bg_options *o = &cli->options;
	bool range = strstr(cli->command->usage, "..") != NULL;

	if (o->narg > 1) {
		bg_refuse(err, "'%s' takes one argument, but %zu were given",
		          cli->command->name, o->narg);
		bg_advise(err,
		          range ? "two revisions are written BASE..TARGET"
		                : "see 'bumpgate help %s'",
		          cli->command->name);
		return -1;
	}
	if (o->narg == 0)
		return 0;
	if (!range && strstr(o->arg[0], ".."))
		return bg_refuse(err, "'%s' takes one revision, not the range '%s'",
		                 cli->command->name, o->arg[0]);
	return bg_range_split(req, o->arg[0], base, n, err);
}

void
bg_document_request(const struct bg_cli *cli, struct bg_request *req)
{
	const struct bg_options *o = &cli->options;
	const struct bg_environment *env = &cli->io->env;

	bg_request_init(req);
	req->dir = o->dir;
	req->policy = o->policy;
	req->now = o->now;
	req->initial = o->initial;
	req->work_tree = o->work_tree;
	req->pre = o->pre;
	req->uid = given(env->sudo_uid);
	req->home = given(env->home);
	req->git_config = given(env->git_config);
	req->config_home = given(env->config_home);
	if (cli->command->run == bg_cmd_check)
		req->sha = given(env->github_sha);
}

/* A report for those who read only the format they asked for. */
static void
report_refusal(struct bg_cli *cli, enum bg_document type, const struct bg_err *err)
{
	char message[sizeof(err->text) + sizeof(err->hint) + 2];
	const struct bg_note note = {.message = message};
	const struct bg_report report = {
		.type = type, .verdict = BG_UNJUDGED, .note = &note, .nnote = 1};
	struct bg_err ignored = {0};

	snprintf(message, sizeof(message), "%s%s%s", err->text, err->hint[0] ? "; " : "",
	         err->hint);
	if (bg_outputs_stdout(&cli->options) || cli->options.noutput)
		(void)bg_outputs_write(cli, &report, &ignored);
}

/* The status of a call that gave a report. */
static int
status_of(const struct bg_report *report)
{
	switch (report->verdict) {
	case BG_PASS:
		return BG_EXIT_PASS;
	case BG_FAIL:
		return BG_EXIT_FAIL;
	case BG_UNJUDGED:
		break;
	}
	return BG_EXIT_UNJUDGED;
}

int
bg_document_run(struct bg_cli *cli, enum bg_document type, bg_document_fn *call)
{
	char base[1024];
	struct bg_request req;
	struct bg_progress progress;
	struct bg_report report;
	struct bg_run *run;
	int status;

	bg_document_request(cli, &req);
	bg_progress_init(&progress, cli);
	req.progress = bg_progress_show;
	req.data = &progress;
	if (cli->err.code != BG_OK || bg_outputs_check(cli, type, &cli->err) != 0 ||
	    bg_document_revisions(cli, &req, base, sizeof(base), &cli->err) != 0) {
		report_refusal(cli, type, &cli->err);
		return bg_complain(cli->io, &cli->err);
	}
	run = bg_run_new();
	(void)call(run, &req, &report, &cli->err);
	bg_progress_clear(&progress);
	status = status_of(&report);
	(void)bg_outputs_write(cli, &report, &cli->err);
	if (cli->err.code != BG_OK)
		status = bg_complain(cli->io, &cli->err);
	bg_run_free(run);
	return status;
}
