/* SPDX-License-Identifier: MIT */
/* One file, or one body that was skipped, to its tree. */
#include "python/parse.h"

#include "python/parser.h"

/* Larger files would not fit the offsets. */
#define TEXT_MAX ((size_t)1 << 30)

static const char *
word(struct bg_py_parser *p, const char *text)
{
	return bg_py_words_get(p->words, p->arena, text, strlen(text))->text;
}

static struct bg_py_parser *
make_parser(struct bg_arena *arena, const struct bg_limits *limits, const char *path,
            struct bg_py_words *words, struct bg_err *err)
{
	struct bg_py_parser *p = bg_alloc(arena, sizeof(*p));

	p->arena = arena;
	p->limits = limits;
	p->path = path;
	p->err = err;
	p->words = words;
	p->word_match = word(p, "match");
	p->word_case = word(p, "case");
	p->word_type = word(p, "type");
	p->word_blank = word(p, "_");
	p->lex.line = 1;
	p->lex.nindent = 1;
	p->lex.fresh = true;
	p->tok.type = BG_TOK_NEWLINE;
	p->tok.at.line = 1;
	return p;
}

int
bg_py_parse(struct bg_py_module *out, struct bg_arena *arena, const struct bg_limits *limits,
            const struct bg_blob *blob, enum bg_py_mode mode, struct bg_err *err)
{
	struct bg_py_words *words = bg_py_words_new(arena);
	struct bg_py_parser *p = make_parser(arena, limits, blob->path, words, err);

	memset(out, 0, sizeof(*out));
	out->arena = arena;
	if (blob->n > TEXT_MAX)
		return bg_fail_limit(err, limits, BG_LIMIT_BLOB, blob->path, 0);
	if (!bg_py_read_text(p, blob))
		return -1;
	p->mode = mode;
	p->lex.p = p->lex.line_start = p->text;
	bg_py_next(p);
	bg_py_statements(p);
	if (!bg_py_failed(p) && !bg_py_is(p, BG_TOK_EOF))
		bg_py_expected(p, "a statement");
	if (bg_py_failed(p))
		return -1;
	out->path = blob->path;
	out->text = p->text;
	out->n = (size_t)(p->text_end - p->text);
	out->node = bg_py_make_part(p, BG_PY_MODULE);
	out->node->module.body = bg_py_seal(p, 0);
	out->words = words;
	out->nodes = p->nodes;
	return err->code == BG_OK ? 0 : -1;
}

/* The indentation of the line that a function begins on. */
static bool
enter_body(struct bg_py_parser *p, struct bg_py_module *module, const struct bg_py_node *node)
{
	const struct bg_py_def *def = node->def;
	uint32_t spaces, tabs;

	p->text = module->text;
	p->text_end = module->text + module->n;
	p->lex.line = node->line;
	p->lex.p = p->lex.line_start = module->text + module->line_at[node->line - 1];
	if (!bg_py_lex_width(p, &spaces, &tabs))
		return false;
	p->indent[0] = spaces;
	p->tab_indent[0] = tabs;
	p->partial = true;
	p->lex.line = def->body_line;
	p->lex.p = p->lex.line_start = module->text + def->body_at;
	return true;
}

int
bg_py_parse_body(struct bg_py_module *module, const struct bg_limits *limits,
                 struct bg_py_node *def, struct bg_err *err)
{
	struct bg_py_parser *p;
	uint32_t line, column;

	if (!def->def->skipped)
		return 0;
	bg_py_place(module, 0, &line, &column);
	p = make_parser(module->arena, limits, module->path, module->words, err);
	p->nodes = module->nodes;
	if (!enter_body(p, module, def))
		return -1;
	bg_py_next(p);
	bg_py_expect(p, BG_TOK_INDENT);
	bg_py_statements(p);
	if (bg_py_failed(p) || err->code != BG_OK)
		return -1;
	module->nodes = p->nodes;
	def->def->body = bg_py_seal(p, 0);
	def->def->skipped = false;
	return 0;
}

static void
index_lines(struct bg_py_module *module)
{
	const char *end = module->text + module->n, *s;
	uint32_t *at;
	size_t n = 1;

	for (s = module->text; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		n++;
	at = bg_calloc(module->arena, n, sizeof(*at));
	n = 1;
	for (s = module->text; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		at[n++] = (uint32_t)(s + 1 - module->text);
	module->line_at = at;
	module->nline = n;
}

void
bg_py_place(struct bg_py_module *module, uint32_t at, uint32_t *line, uint32_t *column)
{
	size_t low = 0, high, middle;

	if (!module->line_at)
		index_lines(module);
	high = module->nline;
	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (module->line_at[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	*line = (uint32_t)low + 1;
	*column = at - module->line_at[low];
}

const char *
bg_py_source(struct bg_py_module *module, const struct bg_py_node *node, size_t *n)
{
	uint32_t line, column, from;

	bg_py_place(module, 0, &line, &column);
	*n = 0;
	if (!node->line || node->line > module->nline)
		return "";
	from = module->line_at[node->line - 1] + node->column;
	*n = node->end > from ? node->end - from : 0;
	return module->text + from;
}
