/* SPDX-License-Identifier: MIT */
/* An entry's text as words, names and marks, one sentence at a time. */
#ifndef BG_LEDGER_PHRASE_H
#define BG_LEDGER_PHRASE_H

#include "ledger/naming.h"

enum bg_token_type {
	BG_TOKEN_WORD,
	BG_TOKEN_NAME, /* a code span, a quoted word, or a word that looks like an identifier */
	BG_TOKEN_MARK  /* punctuation; '-' a dash, '>' an arrow, 's' a possessive */
};

/* What the words before a name make of it. */
enum bg_role {
	BG_ROLE_FREE,
	BG_ROLE_ASIDE,  /* behind "to", "when", "because" …: not what is spoken of */
	BG_ROLE_HOLDER, /* what holds the thing spoken of: "`x` of `HOLDER`" */
	BG_ROLE_GONE    /* a replacement, or said of one */
};

struct bg_token {
	enum bg_token_type type;
	enum bg_role role;
	const char *s; /* n bytes in the block's text */
	size_t n;
	bool code;
	char mark;
};

enum { BG_PHRASE_TOKENS = 256 };
struct bg_phrase {
	struct bg_token token[BG_PHRASE_TOKENS];
	size_t n;
};

/* Where the reading of a block stands; at moves on. */
struct bg_text {
	const struct bg_md_block *block;
	size_t at, end; /* end: of the text */
	size_t code;    /* index of the first code span that does not end before at */
};
void bg_text_open(struct bg_text *text, const struct bg_md_block *block);

/*
 * Reads the next sentence; false at the text's end. What is longer than
 * BG_PHRASE_TOKENS is cut off. '|' (a table's next column) and ';' do not end sentences.
 */
bool bg_phrase_read(struct bg_phrase *out, struct bg_text *text);

/*
 * The code span that begins where the text stands, or NULL; *next is where the next one
 * after it begins, or the text's end.
 */
const struct bg_md_span *bg_text_code(struct bg_text *text, size_t *next);

/* Whether a token is a word of a list: words between single blanks, blanks around. */
bool bg_token_in(const struct bg_token *token, const char *list);
/* Whether it begins with prefix, in any case. */
bool bg_token_begins(const struct bg_token *token, const char *prefix);

/* Gives each name of the tokens from .. to - 1, one clause, its role. */
void bg_phrase_roles(struct bg_phrase *phrase, size_t from, size_t to);

/*
 * The word that says where the name at i belongs, "of", "in" and the like, over articles and
 * nouns between them; BG_NOWHERE when there is none behind token from.
 */
size_t bg_place_before(const struct bg_phrase *phrase, size_t i, size_t from);

/* Words that stand around names without changing what is said of them. */
bool bg_token_is_filler(const struct bg_token *token);

/*
 * The offset of word in n bytes, at or behind from, on word boundaries: FOO is neither in
 * FOO_BAR nor in BAR-FOO, --strict not in --strict-mode. BG_NOWHERE when it is not there.
 */
#define BG_NOWHERE ((size_t)-1)
size_t bg_word_find(const char *s, size_t n, const char *word, size_t from);

/*
 * Whether the dotted names before offset at (of n bytes at s) can be the subject's own:
 * "core.errors." before classify_failure, not "other.errors.". *joined: the owner is one.
 */
bool bg_path_fits(const char *s, size_t at, const struct bg_subject *subject, bool *joined);
/* Whether what follows offset at is a member: ".name" (and not a file's suffix). */
bool bg_path_goes_on(const char *s, size_t n, size_t at);

/*
 * Whether n bytes name the subject's owner, on word boundaries. An owner that is a plural
 * key is named in any case and by its singular too: "each task" of "tasks".
 */
bool bg_owner_stands(const char *s, size_t n, const struct bg_subject *subject);

/* A word that prose has too: letters of one case, or a capital first. */
bool bg_is_plain_word(const char *word);

/* The stem of a family's leaf, "NAME_" of "NAME_*", as its length; 0 for no family. */
size_t bg_family_stem(const char *leaf);
/* Whether n bytes at s, behind the stem, stand for any member: "*", "<id>", "{id}", "...". */
bool bg_is_placeholder(const char *s, size_t n);

/* How a token speaks of a subject. */
enum bg_mention {
	BG_MENTION_NO,
	BG_MENTION_LEAF, /* the leaf, and nothing against the owner */
	BG_MENTION_WHOLE /* the leaf with its owner, or without need of one */
};
enum bg_mention bg_token_mentions(const struct bg_token *token,
                                  const struct bg_subject *subject);

/* A cheap test: false when no word of text can mention the subject. */
bool bg_text_may_mention(const char *text, const struct bg_subject *subject);

#endif
