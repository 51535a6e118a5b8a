/* SPDX-License-Identifier: MIT */
/* The tables as fish reads them: one "complete" for each command, option and argument. */
#include "completion.h"

#include <string.h>

/* -a 'one two', with all that completes the value. */
static void
put_choices(struct bg_print *p, const char *what)
{
	const char *word, *help;
	bool output = strcmp(what, "output") == 0;

	if (strcmp(what, "rev") == 0 || strcmp(what, "range") == 0)
		bg_print_text(p, " -k -a '(__bumpgate_revs)'");
	else if (strcmp(what, "dir") == 0)
		bg_print_text(p, " -a '(__fish_complete_directories)'");
	if (!bg_completion_word(output ? "format" : what, 0, &word, &help))
		return;
	bg_print_text(p, " -a '");
	for (size_t n = 0; bg_completion_word(output ? "format" : what, n, &word, &help); n++) {
		bg_print_text(p, n > 0 ? " " : "");
		bg_print_text(p, word);
		bg_print_text(p, output ? "=" : "");
	}
	bg_print_text(p, "'");
}

static void
write_command(struct bg_print *p, const struct bg_command *command)
{
	bg_print_text(p, "complete -c bumpgate -n '__bumpgate_is \"\"' -a ");
	bg_print_text(p, command->name);
	bg_print_text(p, " -d ");
	bg_completion_quote(p, command->help, false);
	bg_print_text(p, "\n");
	if (!*command->usage)
		return;
	bg_print_text(p, "complete -c bumpgate -n '__bumpgate_wants ");
	bg_print_text(p, command->name);
	bg_print_text(p, "'");
	put_choices(p, bg_completion_of(command->usage));
	bg_print_text(p, "\n");
}

static void
write_option(struct bg_print *p, const struct bg_option_info *o)
{
	char letter[2] = {o->letter, '\0'};
	const char *what = o->value ? bg_completion_of(o->value) : NULL;

	bg_print_text(p, "complete -c bumpgate -n '__bumpgate_is \"\"");
	for (size_t i = 0; i < BG_NCOMMANDS; i++) {
		if (!(o->scope >> i & 1))
			continue;
		bg_print_text(p, " ");
		bg_print_text(p, bg_commands[i].name);
	}
	bg_print_text(p, "'");
	if (o->letter) {
		bg_print_text(p, " -s ");
		bg_print_text(p, letter);
	}
	if (o->name) {
		bg_print_text(p, " -l ");
		bg_print_text(p, o->name);
	}
	if (what) { /* -r: files as well */
		bool files = strcmp(what, "file") == 0 || strcmp(what, "output") == 0;

		bg_print_text(p, files ? " -r -F" : " -x");
		put_choices(p, what);
	}
	bg_print_text(p, " -d ");
	bg_completion_quote(p, o->help, false);
	bg_print_text(p, "\n");
}

/* What __bumpgate_line needs to know. */
static void
write_takes_value(struct bg_print *p)
{
	char letter[4] = " -?";
	struct bg_option_info o;

	bg_print_text(p, "function __bumpgate_takes_value\n\tcontains -- $argv[1]");
	for (size_t n = 0; bg_option_info(n, &o); n++) {
		letter[2] = o.letter;
		if (o.value && o.letter)
			bg_print_text(p, letter);
		if (o.value && o.name) {
			bg_print_text(p, " --");
			bg_print_text(p, o.name);
		}
	}
	bg_print_text(p, "\nend\n\ncomplete -c bumpgate -f\n");
}

void
bg_completion_fish(struct bg_print *p)
{
	struct bg_option_info o;

	write_takes_value(p);
	for (size_t i = 0; i < BG_NCOMMANDS; i++)
		write_command(p, &bg_commands[i]);
	for (size_t n = 0; bg_option_info(n, &o); n++)
		write_option(p, &o);
}
