/* SPDX-License-Identifier: MIT */
/* "bumpgate changelog" checks the CHANGELOG, prints a section, or drafts what is missing. */
#include "document.h"

#include <string.h>

#include "replace.h"

static int
put(const struct bg_cli *cli, const char *bytes, size_t n)
{
	struct bg_sink *out = cli->io->out;

	return n == 0 || out->write(out->data, bytes, n) == 0 ? BG_EXIT_PASS : BG_EXIT_UNJUDGED;
}

static int
print_notes(struct bg_cli *cli, struct bg_run *run, const struct bg_request *req)
{
	size_t n;
	const char *text = bg_changelog_notes(run, req, cli->options.notes, &n, &cli->err);

	return text ? put(cli, text, n) : bg_complain(cli->io, &cli->err);
}

static int
write_draft(struct bg_cli *cli, const struct bg_draft *draft)
{
	if (!*draft->text)
		return BG_EXIT_PASS;
	if (!draft->file) {
		bg_refuse(&cli->err, "there is no work tree to write '%s' in", draft->path);
		return bg_complain(cli->io, &cli->err);
	}
	if (bg_file_replace(draft, &cli->err) != 0)
		return bg_complain(cli->io, &cli->err);
	return put(cli, draft->text, strlen(draft->text));
}

static int
print_draft(struct bg_cli *cli, struct bg_run *run, const struct bg_request *req)
{
	struct bg_draft draft;

	if (bg_changelog_draft(run, req, &draft, &cli->err) != 0)
		return bg_complain(cli->io, &cli->err);
	if (cli->options.write)
		return write_draft(cli, &draft);
	return put(cli, draft.text, strlen(draft.text));
}

static int
check_options(struct bg_cli *cli)
{
	const struct bg_options *o = &cli->options;

	if (o->notes && (o->draft || o->write))
		return bg_refuse(&cli->err, "--notes excludes --draft and --write");
	if (o->write && !o->draft)
		return bg_refuse(&cli->err, "--write belongs to --draft");
	if ((o->notes || o->draft) && (o->format || o->noutput))
		return bg_refuse(&cli->err, "--notes and --draft print Markdown only");
	if (o->write && o->narg)
		return bg_refuse(&cli->err, "--write goes into the work tree, so it takes no "
		                            "revision");
	return 0;
}

int
bg_cmd_changelog(struct bg_cli *cli)
{
	const struct bg_options *o = &cli->options;
	struct bg_request req;
	struct bg_run *run;
	char base[1024];
	int status;

	if (cli->err.code == BG_OK)
		(void)check_options(cli);
	if (!o->notes && !o->draft)
		return bg_document_run(cli, BG_DOC_CHANGELOG, bg_changelog_check);
	bg_document_request(cli, &req);
	if (cli->err.code != BG_OK ||
	    bg_document_revisions(cli, &req, base, sizeof(base), &cli->err) != 0)
		return bg_complain(cli->io, &cli->err);
	run = bg_run_new();
	status = o->notes ? print_notes(cli, run, &req) : print_draft(cli, run, &req);
	bg_run_free(run);
	return status;
}
