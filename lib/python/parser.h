/* SPDX-License-Identifier: MIT */
/*
 * The state of one parse: the lexer's place, the token in hand, the tree in the making.
 *
 * A failure is kept in err and turns the token in hand into BG_TOK_ERROR for good. No rule
 * accepts that token, so that every rule ends by itself and none has to ask; what the
 * rules return then are nodes all the same, which nobody looks at.
 */
#ifndef BG_PYTHON_PARSER_H
#define BG_PYTHON_PARSER_H

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/list.h"
#include "python/parse.h"
#include "python/words.h"

enum bg_tok {
	BG_TOK_EOF,
	BG_TOK_ERROR,
	BG_TOK_NEWLINE,
	BG_TOK_INDENT,
	BG_TOK_DEDENT,
	BG_TOK_NAME,
	BG_TOK_NUMBER,
	BG_TOK_STRING,
	BG_TOK_FSTRING,
#define _(id, text) BG_TOK_##id,
#include "python/tokens.def"
	BG_NTOKS
};

/* What stands before a string's quote, as bits of a token's prefix. */
enum {
	BG_PREFIX_RAW = 1,
	BG_PREFIX_BYTES = 2,
	BG_PREFIX_U = 4,
	BG_PREFIX_F = 8,
	BG_PREFIX_T = 16,
	BG_PREFIX_TRIPLE = 32,
	BG_PREFIX_ESCAPES = 64
};

struct bg_py_at {
	uint32_t line, column;
};

struct bg_py_token {
	uint8_t type;   /* enum bg_tok */
	uint8_t prefix; /* strings */
	uint8_t quote;  /* strings: 1 + the prefix' length + (0 or 2): offset of the text */
	struct bg_py_at at;
	uint32_t from, end; /* offsets in the text; FSTRING: up to its opening quote */
	const char *name;   /* names and keywords: the shared string */
};

/* Where the lexer is; a copy of it is a place to come back to. */
struct bg_py_lexer {
	const char *p, *line_start;
	uint32_t line;
	uint16_t depth;  /* open brackets */
	uint16_t floor;  /* depth inside the innermost field of an f-string; 0: none */
	uint16_t fields; /* open fields of f-strings */
	uint16_t nindent;
	uint16_t dedents; /* still to be handed out */
	bool fresh;       /* at the start of a line that may change the indentation */
};

struct bg_py_bracket {
	char kind;
	struct bg_py_at at;
};

struct bg_py_parser {
	struct bg_py_lexer lex;
	struct bg_py_token tok;
	uint32_t last_end; /* offset behind the token before the one in hand */
	const char *text, *text_end;
	struct bg_arena *arena;
	const struct bg_limits *limits;
	const char *path;
	struct bg_err *err;
	struct bg_py_words *words;
	enum bg_py_mode mode;
	bool partial; /* only one block is read: what comes behind it does not matter */
	struct bg_py_node *slab; /* nodes to be used next */
	size_t nslab, nodes;
	struct bg_py_node **stack; /* elements of the lists in the making */
	size_t top, cap;
	unsigned depth;       /* of the rules that call themselves */
	unsigned block_depth; /* of elif chains and blocks */
	const char *word_match, *word_case, *word_type, *word_blank; /* soft keywords */
	struct bg_py_bracket bracket[BG_PY_NESTING];
	uint32_t indent[BG_PY_INDENTS], tab_indent[BG_PY_INDENTS];
};

/* ---- lexer (lex*.c) ---- */

/* Makes the next token the one in hand. */
void bg_py_next(struct bg_py_parser *p);
/* Indentation at the start of a line; false: no token comes of it. */
bool bg_py_lex_line(struct bg_py_parser *p);
/* The indentation at the lexer's place, with tabs to the next eighth column and as one. */
bool bg_py_lex_width(struct bg_py_parser *p, uint32_t *spaces, uint32_t *tabs);
void bg_py_lex_number(struct bg_py_parser *p);
/* A string whose prefix has n bytes; the lexer stands at its quote. */
void bg_py_lex_string(struct bg_py_parser *p, const char *from, size_t n);
/* The bits of a prefix; -1 when these n bytes are none. */
int bg_py_lex_prefix(const char *s, size_t n);
/* The name from there to the lexer's place, which has bytes beyond ASCII: checked and
   brought into normal form. */
const char *bg_py_lex_name(struct bg_py_parser *p, const char *from, struct bg_py_at at);
/* The character at *s, which is well-formed; *s is behind it then. */
uint32_t bg_py_take_point(const char **s);
/* The NFKC form of well-formed text that may stand in a name. */
void bg_py_normal(struct bg_arena *arena, struct bg_buf *out, const char *s, const char *end);
/* Opening and closing a bracket at the lexer's place. */
void bg_py_lex_open(struct bg_py_parser *p, char kind);
void bg_py_lex_close(struct bg_py_parser *p, char kind);
/* Bytes to UTF-8 with LF only: sets text and text_end; false with the failure. */
bool bg_py_read_text(struct bg_py_parser *p, const struct bg_blob *blob);
/* Skips an indented block whose first line comes next; *end is the offset behind it. */
void bg_py_skip_block(struct bg_py_parser *p, uint32_t *at, uint32_t *line, uint32_t *end);

/* ---- failures ---- */

/* At the token in hand, at a place: the first one wins. */
void bg_py_fail(struct bg_py_parser *p, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void bg_py_fail_at(struct bg_py_parser *p, struct bg_py_at at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* "expected X, found Y" at the token in hand. */
void bg_py_expected(struct bg_py_parser *p, const char *what);
/* Goes on to the next token when the one in hand is of a type; fails otherwise. */
void bg_py_expect(struct bg_py_parser *p, enum bg_tok type);
/* "'for'", "an indented block". */
const char *bg_py_tok_word(enum bg_tok type);

/* One more level of rules; false, with the failure, when they are too many. */
bool bg_py_enter(struct bg_py_parser *p);

/* A place to come back to. */
struct bg_py_mark {
	struct bg_py_lexer lex;
	struct bg_py_token tok;
	uint32_t last_end;
	size_t top;
	unsigned depth, block_depth;
	struct bg_err err;
};
void bg_py_mark(const struct bg_py_parser *p, struct bg_py_mark *mark);
/* Back to it; *failure is what had gone wrong since. */
void bg_py_return(struct bg_py_parser *p, const struct bg_py_mark *mark,
                  struct bg_err *failure);

static inline bool
bg_py_is(const struct bg_py_parser *p, enum bg_tok type)
{
	return p->tok.type == type;
}

/* Whether the token is that soft keyword, written in ASCII: other letters make a name of it. */
static inline bool
bg_py_is_soft(const struct bg_py_parser *p, const char *word)
{
	return bg_py_is(p, BG_TOK_NAME) && p->tok.name == word &&
	       p->tok.end - p->tok.from == strlen(word);
}

static inline bool
bg_py_take(struct bg_py_parser *p, enum bg_tok type)
{
	if (p->tok.type != type)
		return false;
	bg_py_next(p);
	return true;
}

static inline bool
bg_py_failed(const struct bg_py_parser *p)
{
	return p->tok.type == BG_TOK_ERROR;
}

/* ---- making nodes (tree.c) ---- */

extern const struct bg_py_list bg_py_no_nodes;
extern const struct bg_py_names bg_py_no_names;

/* A node that begins at a place and ends behind the last token. */
struct bg_py_node *bg_py_make(struct bg_py_parser *p, enum bg_py_type type, struct bg_py_at at);
struct bg_py_node *bg_py_make_unary(struct bg_py_parser *p, enum bg_py_type type,
                                    struct bg_py_at at, struct bg_py_node *value);
struct bg_py_node *bg_py_make_binary(struct bg_py_parser *p, enum bg_py_type type,
                                     struct bg_py_at at, struct bg_py_node *left,
                                     struct bg_py_node *right);
struct bg_py_node *bg_py_make_items(struct bg_py_parser *p, enum bg_py_type type,
                                    struct bg_py_at at, const struct bg_py_list *items);
/* A node without a position. */
struct bg_py_node *bg_py_make_part(struct bg_py_parser *p, enum bg_py_type type);
/* Makes a node higher than what is below it; fails where that is too much. */
void bg_py_raise(struct bg_py_parser *p, struct bg_py_node *node, uint32_t height);

/* A list: remember top, push its elements, seal. */
void bg_py_push(struct bg_py_parser *p, struct bg_py_node *node);
const struct bg_py_list *bg_py_seal(struct bg_py_parser *p, size_t top);
const struct bg_py_list *bg_py_one(struct bg_py_parser *p, struct bg_py_node *node);

/* The literal text and the fields of strings that stand side by side. */
struct bg_py_pieces {
	struct bg_buf text; /* of the constant in the making */
	struct bg_py_at at; /* where it begins */
	uint32_t end;
	bool open, named, u; /* it has begun; it has a \N{…}; its first literal is u'…' */
	size_t top;          /* finished ones are on the stack from here */
};
/* Makes a node of the constant in the making, unless it is empty. */
void bg_py_pieces_cut(struct bg_py_parser *p, struct bg_py_pieces *pieces);

/* ---- rules (expr*.c, string*.c, params.c, target.c, pattern.c, stmt*.c) ---- */

/* expression, named_expression, bitwise_or, disjunction */
struct bg_py_node *bg_py_expression(struct bg_py_parser *p);
struct bg_py_node *bg_py_named(struct bg_py_parser *p);
struct bg_py_node *bg_py_bitwise_or(struct bg_py_parser *p);
struct bg_py_node *bg_py_disjunction(struct bg_py_parser *p);
/* '*' bitwise_or, or one of the two above */
struct bg_py_node *bg_py_star_expression(struct bg_py_parser *p);
struct bg_py_node *bg_py_star_named(struct bg_py_parser *p);
/* star_expressions, or yield_expr | star_expressions */
struct bg_py_node *bg_py_expressions(struct bg_py_parser *p);
struct bg_py_node *bg_py_yield_or_expressions(struct bg_py_parser *p);
/* primary, with what may come before it: await */
struct bg_py_node *bg_py_primary(struct bg_py_parser *p);
struct bg_py_node *bg_py_atom(struct bg_py_parser *p);
/* The items of a call in parentheses, the first one in hand; ends behind the ')'. */
void bg_py_call_items(struct bg_py_parser *p, struct bg_py_at open, bool generator,
                      const struct bg_py_list **args, const struct bg_py_list **keywords);
struct bg_py_node *bg_py_slices(struct bg_py_parser *p);
/* The for clauses of a comprehension; its node. */
struct bg_py_node *bg_py_comprehension(struct bg_py_parser *p, enum bg_py_type type,
                                       struct bg_py_at at, struct bg_py_node *elt,
                                       struct bg_py_node *value);
bool bg_py_at_for(const struct bg_py_parser *p);
/* The display or group at a bracket. */
struct bg_py_node *bg_py_group(struct bg_py_parser *p);
struct bg_py_node *bg_py_list_display(struct bg_py_parser *p);
struct bg_py_node *bg_py_brace_display(struct bg_py_parser *p);
struct bg_py_node *bg_py_strings(struct bg_py_parser *p);
/* Appends a character as UTF-8. */
void bg_py_put_point(struct bg_buf *out, uint32_t c);
/* Appends the value of n bytes of a literal; false, with the failure, if it has none. */
bool bg_py_decode(struct bg_py_parser *p, struct bg_buf *out, const struct bg_py_token *tok,
                  const char *s, size_t n, bool *named);
/* Appends the pieces of an f-string whose opening quote was read, and goes behind it. */
void bg_py_fstring(struct bg_py_parser *p, struct bg_py_pieces *pieces,
                   const struct bg_py_token *tok);
struct bg_py_node *bg_py_number(struct bg_py_parser *p);
struct bg_py_node *bg_py_lambda(struct bg_py_parser *p);
/* Parameters up to a ')' or a lambda's ':'. */
struct bg_py_node *bg_py_params(struct bg_py_parser *p, enum bg_tok close);

/* Names, attributes, subscripts only; those, tuples, lists and stars; those of del. */
enum bg_py_target { BG_TARGET_SINGLE, BG_TARGET_ANY, BG_TARGET_DEL };
/* Whether an expression is a target; fails when not. verb: "assign to". */
void bg_py_target(struct bg_py_parser *p, const struct bg_py_node *node, struct bg_py_at at,
                  enum bg_py_target which, const char *verb);
/* star_targets, before an 'in'; one star_target. */
struct bg_py_node *bg_py_targets(struct bg_py_parser *p);
struct bg_py_node *bg_py_one_target(struct bg_py_parser *p);

struct bg_py_node *bg_py_patterns(struct bg_py_parser *p);
/* Statements up to a dedent or the end, pushed. */
void bg_py_statements(struct bg_py_parser *p);
void bg_py_simple_line(struct bg_py_parser *p);
struct bg_py_node *bg_py_import(struct bg_py_parser *p);
struct bg_py_node *bg_py_import_from(struct bg_py_parser *p);
/* A compound statement at its keyword; NULL when there is none. */
struct bg_py_node *bg_py_compound(struct bg_py_parser *p);
/* "match" and "type" at the start of a statement; NULL when they are just names. */
struct bg_py_node *bg_py_match(struct bg_py_parser *p);
struct bg_py_node *bg_py_type_alias(struct bg_py_parser *p);
struct bg_py_node *bg_py_with(struct bg_py_parser *p, struct bg_py_at at, bool async);
struct bg_py_node *bg_py_try_block(struct bg_py_parser *p);
/* A function or class; decorators may come first. */
struct bg_py_node *bg_py_definition(struct bg_py_parser *p);
struct bg_py_node *bg_py_function(struct bg_py_parser *p, struct bg_py_at at, bool async,
                                  const struct bg_py_list *decorators);
const struct bg_py_list *bg_py_type_params(struct bg_py_parser *p);
/* ':' block */
const struct bg_py_list *bg_py_block(struct bg_py_parser *p);
/* The name in hand. */
const char *bg_py_identifier(struct bg_py_parser *p, const char *what);

#endif
