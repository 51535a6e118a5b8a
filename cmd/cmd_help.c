/* SPDX-License-Identifier: MIT */
/* "bumpgate help" and "--help": from the tables of commands, options and formats. */
#include "cmd.h"

#include <stdio.h>

#include "print.h"

enum { INDENT = 24 };

/* The whole program's help shows what several commands take. */
static bool
is_shown(const struct bg_option_info *o, size_t command)
{
	if (command < BG_NCOMMANDS)
		return o->scope >> command & 1;
	return (o->scope & (o->scope - 1)) != 0;
}

static void
show_options(struct bg_print *p, size_t command)
{
	struct bg_option_info o;
	char label[64];

	bg_print_text(p, "\n");
	bg_print_bold(p, "Options");
	bg_print_text(p, "\n");
	for (size_t i = 0; bg_option_info(i, &o); i++) {
		if (!is_shown(&o, command))
			continue;
		if (!o.name)
			snprintf(label, sizeof(label), "-%c %s", o.letter, o.value);
		else
			snprintf(label, sizeof(label), "%c%c%s--%s%s%s", o.letter ? '-' : ' ',
			         o.letter ? o.letter : ' ', o.letter ? ", " : "  ", o.name,
			         o.value ? " " : "", o.value ? o.value : "");
		bg_print_row(p, label, INDENT, o.help);
	}
}

static void
show_formats(struct bg_print *p)
{
	bg_print_text(p, "\n");
	bg_print_bold(p, "Formats");
	bg_print_text(p, "\n");
	for (size_t i = 0; bg_format_name(i); i++)
		bg_print_row(p, bg_format_name(i), INDENT, bg_format_help(i));
}

static void
show_statuses(struct bg_print *p)
{
	bg_print_text(p, "\n");
	bg_print_bold(p, "Exit status");
	bg_print_text(p, "\n");
	bg_print_row(p, "0", 6, "the release passes; 'diff' and 'surface': there is an answer");
	bg_print_row(p, "1", 6, "the release falls short");
	bg_print_row(p, "2", 6, "the command line or the policy file cannot be used");
	bg_print_row(p, "3", 6, "nothing could be judged, or the output could not be written");
}

static void
show_program(struct bg_print *p)
{
	char label[64];

	bg_print_text(p, "usage: bumpgate COMMAND [OPTION ...] [ARGUMENT]\n\n");
	bg_print_prose(p, 0,
	               "Reads two release tags of a git repository and says which SemVer "
	               "bump the release owes.");
	bg_print_text(p, "\n");
	bg_print_bold(p, "Commands");
	bg_print_text(p, "\n");
	for (size_t i = 0; i < BG_NCOMMANDS; i++) {
		snprintf(label, sizeof(label), "%s %s", bg_commands[i].name,
		         bg_commands[i].usage);
		bg_print_row(p, label, 28, bg_commands[i].help);
	}
	show_options(p, BG_NCOMMANDS);
}

static void
show_command(struct bg_print *p, const struct bg_command *command)
{
	bg_print_text(p, "usage: bumpgate ");
	bg_print_text(p, command->name);
	bg_print_text(p, " [OPTION ...] ");
	bg_print_text(p, command->usage);
	bg_print_text(p, "\n\n");
	bg_print_prose(p, 0, command->help);
	bg_print_text(p, "\n");
	bg_print_prose(p, 0, command->about);
	show_options(p, (size_t)(command - bg_commands));
}

static bool
write_help(const struct bg_cli *cli, struct bg_sink *sink, const struct bg_command *command)
{
	struct bg_style plain = {.columns = cli->style.columns,
	                         .color = sink == cli->io->out && cli->style.color};
	struct bg_print p = {sink, &plain, false};

	if (command)
		show_command(&p, command);
	else
		show_program(&p);
	show_formats(&p);
	show_statuses(&p);
	return !p.failed;
}

void
bg_help_write(const struct bg_cli *cli, struct bg_sink *sink, const struct bg_command *command)
{
	(void)write_help(cli, sink, command);
}

int
bg_help_show(const struct bg_cli *cli, const struct bg_command *command)
{
	return write_help(cli, cli->io->out, command) ? BG_EXIT_PASS : BG_EXIT_UNJUDGED;
}

int
bg_cmd_help(struct bg_cli *cli)
{
	const struct bg_options *o = &cli->options;
	const struct bg_command *command = NULL;

	if (cli->err.code == BG_OK && o->narg > 1)
		bg_refuse(&cli->err, "'help' takes one command");
	else if (cli->err.code == BG_OK && o->narg == 1)
		command = bg_command_find(o->arg[0], &cli->err);
	if (cli->err.code != BG_OK)
		return bg_complain(cli->io, &cli->err);
	return bg_help_show(cli, command);
}
