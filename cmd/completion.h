/* SPDX-License-Identifier: MIT */
/* Completions for shells: a script a shell, with words from the program's tables. */
#ifndef BG_CMD_COMPLETION_H
#define BG_CMD_COMPLETION_H

#include "cmd.h"
#include "print.h"

/*
 * What completes the value that help calls word ("NAME", "[REV]"): "format", "output", "rule",
 * "command", "shell", "when", "candidate", "rev", "range", "file", "dir", or "nothing" where
 * there is no list. NULL for a word that is not known.
 */
const char *bg_completion_of(const char *word);

/* The nth word of such a list, and its help (may be ""); false past the last. */
bool bg_completion_word(const char *what, size_t n, const char **word, const char **help);

/* s in single quotes, as bash and zsh (posix) or fish read them. */
void bg_completion_quote(struct bg_print *p, const char *s, bool posix);

/*
 * The tables as functions that bash and zsh both read: _bumpgate_words LIST,
 * _bumpgate_options COMMAND, _bumpgate_value OPTION and _bumpgate_argument COMMAND.
 * Those for zsh add ':' and its help to each word.
 */
void bg_completion_bash(struct bg_print *p);
void bg_completion_zsh(struct bg_print *p);

/* The tables as calls of "complete", and as functions that say what takes a value. */
void bg_completion_fish(struct bg_print *p);

#endif
