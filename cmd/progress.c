/* SPDX-License-Identifier: MIT */
/* Progress on a terminal. */
#include "progress.h"

#include <stdio.h>
#include <string.h>

void
bg_progress_init(struct bg_progress *p, const struct bg_cli *cli)
{
	const char *term = cli->io->env.term;
	bool able = cli->io->err_is_tty && term && *term && strcmp(term, "dumb") != 0;

	*p = (struct bg_progress){.sink = able && !cli->options.quiet ? cli->io->err : NULL};
}

void
bg_progress_show(const char *what, size_t done, size_t total, void *data)
{
	enum { LONG_WORK = 50 };
	struct bg_progress *p = data;
	size_t percent;
	char line[80];
	int n;

	if (!p->sink || total < LONG_WORK)
		return;
	percent = 100 * done / total;
	if (p->any && percent == p->shown)
		return;
	n = snprintf(line, sizeof(line), "\r%s: %zu %%\033[K", what, percent);
	if (n > 0 && (size_t)n < sizeof(line))
		(void)p->sink->write(p->sink->data, line, (size_t)n);
	p->shown = percent;
	p->any = true;
}

void
bg_progress_clear(struct bg_progress *p)
{
	static const char clear[] = "\r\033[K";

	if (p->any)
		(void)p->sink->write(p->sink->data, clear, sizeof(clear) - 1);
	p->any = false;
}
