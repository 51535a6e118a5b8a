/* SPDX-License-Identifier: MIT */
/* The command line: what main() hands in, and the table of commands. */
#ifndef BG_CMD_CMD_H
#define BG_CMD_CMD_H

#include <stddef.h>

#include "bumpgate.h"
#include "options.h"

/* The variables of the environment that count; NULL or "": not set. */
struct bg_environment {
	const char *no_color, *columns, *term;
	const char *github_sha, *sudo_uid, *home, *git_config, *config_home;
};

/* The process around a command: where it writes, what it is told. */
struct bg_stdio {
	struct bg_sink *out, *err;
	bool out_is_tty, err_is_tty;
	struct bg_environment env;
};

enum bg_exit { BG_EXIT_PASS, BG_EXIT_FAIL, BG_EXIT_USAGE, BG_EXIT_UNJUDGED };

enum bg_command_id {
#define _(name, usage, help, about) BG_CMD_##name,
#include "commands.def"
#undef _
	BG_NCOMMANDS
};

/* One call of the program. */
struct bg_cli {
	const struct bg_stdio *io;
	const struct bg_command *command;
	struct bg_options options;
	struct bg_style style; /* of standard output */
	struct bg_err err;     /* what is wrong with the command line; code BG_OK: nothing */
};

struct bg_command {
	const char *name, *usage, *help, *about;
	int (*run)(struct bg_cli *cli); /* the exit status */
};
extern const struct bg_command bg_commands[BG_NCOMMANDS];

#define _(name, usage, help, about) int bg_cmd_##name(struct bg_cli *cli);
#include "commands.def"
#undef _

/* The whole program but for its process: the exit status. */
int bg_main(int argc, char *const *argv, const struct bg_stdio *io);

/* The command called name; NULL, with *err set, when there is none. */
const struct bg_command *bg_command_find(const char *name, struct bg_err *err);

/* Fails with BG_EUSAGE and advises what to do; the first failure wins. Returns -1. */
int bg_refuse(struct bg_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void bg_advise(struct bg_err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Says on standard error what went wrong; the exit status that belongs to it. */
int bg_complain(const struct bg_stdio *io, const struct bg_err *err);

/* Help on the whole program (NULL) or on one command. */
void bg_help_write(const struct bg_cli *cli, struct bg_sink *sink,
                   const struct bg_command *command);
/* Help on standard output: the exit status. */
int bg_help_show(const struct bg_cli *cli, const struct bg_command *command);

#endif
