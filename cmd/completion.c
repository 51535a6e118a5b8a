/* SPDX-License-Identifier: MIT */
/* What completes what, and the tables of it as shell functions. */
#include "completion.h"

#include <string.h>

struct word {
	const char *word, *help;
};

static const struct word values[] = {
	{"DIR", "dir"},
	{"FILE", "file"},
	{"NAME", "format"},
	{"NAME=FILE", "output"},
	{"WHEN", "when"},
	{"DATE", "nothing"},
	{"LABEL", "candidate"},
	{"VERSION", "rev"},
	{"FINGERPRINT", "nothing"},
	{"[[BASE..]TARGET]", "range"},
	{"[REV]", "rev"},
	{"[RULE]", "rule"},
	{"[COMMAND]", "command"},
	{"SHELL", "shell"},
	{"", "nothing"},
};

static const struct word shells[] = {
	{"bash", "GNU bash, 3.2 or newer"}, {"zsh", "Z shell"}, {"fish", "fish, 3.0 or newer"}};
static const struct word whens[] = {
	{"auto", "on a terminal"}, {"always", "everywhere"}, {"never", "nowhere"}};
static const struct word candidates[] = {
	{"rc", "release candidate"}, {"beta", ""}, {"alpha", ""}};

#define N(a) (sizeof(a) / sizeof(*(a)))

const char *
bg_completion_of(const char *word)
{
	for (size_t i = 0; i < N(values); i++)
		if (strcmp(values[i].word, word) == 0)
			return values[i].help;
	return NULL;
}

static bool
take_word(const struct word *list, size_t count, size_t n, struct word *out)
{
	if (n < count)
		*out = list[n];
	return n < count;
}

static bool
find_word(const char *what, size_t n, struct word *out)
{
	struct bg_rule_info rule;

	if (strcmp(what, "shell") == 0)
		return take_word(shells, N(shells), n, out);
	if (strcmp(what, "when") == 0)
		return take_word(whens, N(whens), n, out);
	if (strcmp(what, "candidate") == 0)
		return take_word(candidates, N(candidates), n, out);
	if (strcmp(what, "command") == 0 && n < BG_NCOMMANDS)
		*out = (struct word){bg_commands[n].name, bg_commands[n].help};
	else if (strcmp(what, "format") == 0 && bg_format_name(n))
		*out = (struct word){bg_format_name(n), bg_format_help(n)};
	else if (strcmp(what, "rule") == 0 && bg_rule_info(n, &rule))
		*out = (struct word){rule.id, ""};
	else
		return false;
	return true;
}

bool
bg_completion_word(const char *what, size_t n, const char **word, const char **help)
{
	struct word found;

	if (!find_word(what, n, &found))
		return false;
	*word = found.word;
	*help = found.help;
	return true;
}

void
bg_completion_quote(struct bg_print *p, const char *s, bool posix)
{
	char one[2] = "";

	bg_print_text(p, "'");
	for (; *s; s++) {
		one[0] = *s;
		if (*s == '\'')
			bg_print_text(p, posix ? "'\\''" : "\\'");
		else if (*s == '\\' && !posix)
			bg_print_text(p, "\\\\");
		else
			bg_print_text(p, one);
	}
	bg_print_text(p, "'");
}

/* ---- the tables, for bash and zsh -------------------------------------------------- */

static void
put_word(struct bg_print *p, const char *word, const char *help, bool described)
{
	bg_print_text(p, " \\\n\t\t\t");
	bg_completion_quote(p, word, true);
	if (!described || !*help)
		return;
	bg_print_text(p, ":");
	bg_completion_quote(p, help, true);
}

static void
open_table(struct bg_print *p, const char *name, const char *of)
{
	bg_print_text(p, "\n_bumpgate_");
	bg_print_text(p, name);
	bg_print_text(p, "() { # ");
	bg_print_text(p, of);
	bg_print_text(p, "\n\tcase $1 in\n");
}

static void
close_table(struct bg_print *p)
{
	bg_print_text(p, "\tesac\n}\n");
}

static void
open_row(struct bg_print *p, const char *label)
{
	bg_print_text(p, "\t");
	bg_print_text(p, label);
	bg_print_text(p, ") printf '%s\\n'");
}

static void
write_words(struct bg_print *p, bool described)
{
	static const char *const lists[] = {"command", "format",    "rule",
	                                    "shell",   "candidate", "when"};
	const char *word, *help;

	open_table(p, "words", "LIST");
	for (size_t i = 0; i < N(lists); i++) {
		open_row(p, lists[i]);
		for (size_t n = 0; bg_completion_word(lists[i], n, &word, &help); n++)
			put_word(p, word, help, described);
		bg_print_text(p, ";;\n");
	}
	close_table(p);
}

static void
put_option(struct bg_print *p, const struct bg_option_info *o, bool described)
{
	char letter[3] = {'-', o->letter, '\0'};

	if (o->letter)
		put_word(p, letter, o->help, described);
	if (o->name) {
		bg_print_text(p, " \\\n\t\t\t--");
		bg_print_text(p, o->name);
		bg_print_text(p, described ? ":" : "");
		if (described)
			bg_completion_quote(p, o->help, true);
	}
}

static void
write_options(struct bg_print *p, bool described)
{
	struct bg_option_info o;

	open_table(p, "options", "COMMAND, or '' before there is one");
	for (size_t i = 0; i <= BG_NCOMMANDS; i++) {
		open_row(p, i < BG_NCOMMANDS ? bg_commands[i].name : "''");
		for (size_t n = 0; bg_option_info(n, &o); n++)
			if (i == BG_NCOMMANDS || o.scope >> i & 1)
				put_option(p, &o, described);
		bg_print_text(p, ";;\n");
	}
	close_table(p);
}

static void
write_values(struct bg_print *p)
{
	char letter[3] = "-?";
	struct bg_option_info o;

	open_table(p, "value", "OPTION: what completes its value; nothing for a flag");
	for (size_t n = 0; bg_option_info(n, &o); n++) {
		if (!o.value)
			continue;
		letter[1] = o.letter;
		bg_print_text(p, "\t");
		bg_print_text(p, o.letter ? letter : "");
		bg_print_text(p, o.letter && o.name ? "|" : "");
		bg_print_text(p, o.name ? "--" : "");
		bg_print_text(p, o.name ? o.name : "");
		bg_print_text(p, ") echo ");
		bg_print_text(p, bg_completion_of(o.value));
		bg_print_text(p, ";;\n");
	}
	close_table(p);
	open_table(p, "argument", "COMMAND: what completes its argument");
	for (size_t i = 0; i < BG_NCOMMANDS; i++) {
		bg_print_text(p, "\t");
		bg_print_text(p, bg_commands[i].name);
		bg_print_text(p, ") echo ");
		bg_print_text(p, bg_completion_of(bg_commands[i].usage));
		bg_print_text(p, ";;\n");
	}
	close_table(p);
}

static void
write_tables(struct bg_print *p, bool described)
{
	write_words(p, described);
	write_options(p, described);
	write_values(p);
}

void
bg_completion_bash(struct bg_print *p)
{
	write_tables(p, false);
}

void
bg_completion_zsh(struct bg_print *p)
{
	write_tables(p, true);
}
