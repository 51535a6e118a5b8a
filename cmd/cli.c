/* SPDX-License-Identifier: MIT */
/* The whole program but for its process: options, then one command. */
#include "cmd.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

const struct bg_command bg_commands[BG_NCOMMANDS] = {
#define _(name, usage, help, about) {#name, usage, help, about, bg_cmd_##name},
#include "commands.def"
#undef _
};

int
bg_refuse(struct bg_err *err, const char *fmt, ...)
{
	va_list ap;

	if (err->code != BG_OK)
		return -1;
	err->code = BG_EUSAGE;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return -1;
}

void
bg_advise(struct bg_err *err, const char *fmt, ...)
{
	va_list ap;

	if (err->hint[0])
		return;
	va_start(ap, fmt);
	vsnprintf(err->hint, sizeof(err->hint), fmt, ap);
	va_end(ap);
}

const struct bg_command *
bg_command_find(const char *name, struct bg_err *err)
{
	const char *names[BG_NCOMMANDS], *near;

	for (size_t i = 0; i < BG_NCOMMANDS; i++) {
		names[i] = bg_commands[i].name;
		if (strcmp(names[i], name) == 0)
			return &bg_commands[i];
	}
	if (bg_refuse(err, "there is no command '%s'", name) != 0) {
		near = bg_nearest(name, names, BG_NCOMMANDS);
		if (near)
			bg_advise(err, "did you mean 'bumpgate %s'?", near);
		else
			bg_advise(err, "'bumpgate help' lists the commands");
	}
	return NULL;
}

/* ---- what the environment says ------------------------------------------------ */

static bool
is_set(const char *value)
{
	return value && *value;
}

/* Whether a stream may be coloured when nothing was asked for (no-color.org). */
static bool
wants_color(const struct bg_stdio *io, bool is_tty)
{
	return is_tty && !is_set(io->env.no_color) && is_set(io->env.term) &&
	       strcmp(io->env.term, "dumb") != 0;
}

static unsigned
count_columns(const char *value)
{
	enum { DEFAULT = 80, LEAST = 40, MOST = 1000 };
	unsigned n = 0;

	if (!is_set(value) || strspn(value, "0123456789") != strlen(value))
		return DEFAULT;
	for (; *value && n <= MOST; value++)
		n = n * 10 + (unsigned)(*value - '0');
	return n == 0 ? DEFAULT : n < LEAST ? LEAST : n > MOST ? MOST : n;
}

static void
choose_style(struct bg_cli *cli)
{
	static const char *const words[] = {"auto", "always", "never"};
	const char *when = cli->options.color ? cli->options.color : "auto", *near;

	cli->style.quiet = cli->options.quiet;
	cli->style.verbose = cli->options.verbose;
	cli->style.columns = count_columns(cli->io->env.columns);
	cli->style.color = wants_color(cli->io, cli->io->out_is_tty);
	if (strcmp(when, "always") == 0)
		cli->style.color = true;
	else if (strcmp(when, "never") == 0)
		cli->style.color = false;
	else if (strcmp(when, "auto") != 0) {
		bg_refuse(&cli->err, "'--color %s' is none of auto, always and never", when);
		near = bg_nearest(when, words, 3);
		if (near)
			bg_advise(&cli->err, "did you mean '--color %s'?", near);
	}
}

/* ---- messages ------------------------------------------------------------------- */

static void
put(struct bg_sink *sink, const char *s)
{
	/* Standard error is where failures are told; there is no third place. */
	(void)sink->write(sink->data, s, strlen(s));
}

/* No section for a version is a release that falls short, not one that cannot be judged. */
static int
status_of(enum bg_code code)
{
	if (code == BG_EABSENT)
		return BG_EXIT_FAIL;
	return code == BG_EUSAGE || code == BG_EPOLICY ? BG_EXIT_USAGE : BG_EXIT_UNJUDGED;
}

int
bg_complain(const struct bg_stdio *io, const struct bg_err *err)
{
	char line[sizeof(err->path) + sizeof(err->text) + 32], place[32] = "";
	bool color = wants_color(io, io->err_is_tty);

	if (err->line && err->column)
		snprintf(place, sizeof(place), ":%u:%u", err->line, err->column);
	else if (err->line)
		snprintf(place, sizeof(place), ":%u", err->line);
	snprintf(line, sizeof(line), "%s%s%s%s", err->path, *err->path ? place : "",
	         *err->path ? ": " : "", err->text);
	put(io->err, color ? "bumpgate: \033[1;31merror:\033[0m " : "bumpgate: error: ");
	(void)bg_prose_write(io->err, line, 0, 0);
	if (err->hint[0]) {
		put(io->err, color ? "\033[1mhint:\033[0m " : "hint: ");
		(void)bg_prose_write(io->err, err->hint, 0, 0);
	}
	return status_of(err->code);
}

/* ---- the program ------------------------------------------------------------------ */

static int
show_version(const struct bg_cli *cli)
{
	static const char text[] = "bumpgate " BG_VERSION "\n";
	struct bg_sink *out = cli->io->out;

	return out->write(out->data, text, sizeof(text) - 1) == 0 ? BG_EXIT_PASS
	                                                          : BG_EXIT_UNJUDGED;
}

static int
dispatch(struct bg_cli *cli)
{
	const struct bg_options *o = &cli->options;

	cli->command = bg_command_find(o->command, &cli->err);
	if (!cli->command)
		return bg_complain(cli->io, &cli->err);
	bg_options_check(o, (size_t)(cli->command - bg_commands), o->command, &cli->err);
	if (o->version && cli->err.code == BG_OK)
		return show_version(cli);
	if (o->help && cli->err.code == BG_OK)
		return bg_help_show(cli, cli->command);
	return cli->command->run(cli);
}

int
bg_main(int argc, char *const *argv, const struct bg_stdio *io)
{
	struct bg_cli cli = {.io = io};

	bg_options_parse(&cli.options, argc, argv, &cli.err);
	choose_style(&cli);
	if (cli.options.command)
		return dispatch(&cli);
	if (cli.err.code != BG_OK)
		return bg_complain(io, &cli.err);
	if (cli.options.version)
		return show_version(&cli);
	if (cli.options.help)
		return bg_help_show(&cli, NULL);
	bg_help_write(&cli, io->err, NULL);
	return BG_EXIT_USAGE;
}
