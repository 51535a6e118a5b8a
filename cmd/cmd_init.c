/* SPDX-License-Identifier: MIT */
/* "bumpgate init" writes a first policy file. */
#include "document.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "print.h"

/* A file that is there stays as it is, unless it may be replaced; links are not followed. */
static int
open_new(const char *path, bool force)
{
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (force ? O_TRUNC : O_EXCL);

	return open(path, flags, 0644);
}

static int
write_text(const struct bg_first *first, bool force, struct bg_err *err)
{
	int fd = open_new(first->file, force);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	int cause = errno, failed;

	if (!file && cause == EEXIST) {
		bg_refuse(err, "'%s' is there already", first->file);
		bg_advise(err, "--force replaces it; 'bumpgate surface' shows what it holds");
		return -1;
	}
	if (file) {
		failed = fputs(first->text, file) < 0;
		cause = errno;
		if (fclose(file) == 0 && !failed)
			return 0;
		cause = failed ? cause : errno;
	}
	err->code = BG_EOUTPUT;
	snprintf(err->text, sizeof(err->text), "'%s' could not be written: %s", first->file,
	         strerror(cause));
	return -1;
}

static int
finish(struct bg_cli *cli, const struct bg_first *first)
{
	struct bg_print p = {cli->io->out, &cli->style, false};

	if (!first->file) {
		bg_print_text(&p, first->text);
		return p.failed ? BG_EXIT_UNJUDGED : BG_EXIT_PASS;
	}
	if (write_text(first, cli->options.force, &cli->err) != 0)
		return bg_complain(cli->io, &cli->err);
	if (!cli->options.quiet) {
		bg_print_text(&p, first->text);
		bg_print_text(&p, "\n");
		bg_print_prose(
			&p, 0,
			"written; read it, then 'bumpgate surface --work-tree' lists the "
			"promises and 'bumpgate check HEAD' judges a dry run");
	}
	return p.failed ? BG_EXIT_UNJUDGED : BG_EXIT_PASS;
}

int
bg_cmd_init(struct bg_cli *cli)
{
	struct bg_request req;
	struct bg_first first;
	struct bg_run *run;
	int status;

	if (cli->err.code == BG_OK && cli->options.narg)
		bg_refuse(&cli->err, "'init' takes no argument");
	if (cli->err.code != BG_OK)
		return bg_complain(cli->io, &cli->err);
	bg_document_request(cli, &req);
	run = bg_run_new();
	if (bg_init(run, &req, &first, &cli->err) == 0)
		status = finish(cli, &first);
	else
		status = bg_complain(cli->io, &cli->err);
	bg_run_free(run);
	return status;
}
