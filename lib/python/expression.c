/* SPDX-License-Identifier: MIT */
/* Expressions as canonical text: what they are known to be, else their source in one layout. */
#include "python/annotation.h"

#include "base/buf.h"
#include "base/hash.h"
#include "python/typist.h"

#define LENGTH 280 /* bytes of a text before it is cut */
#define DEPTH 40   /* of expressions inside of each other */
#define FOLDS 200  /* expressions that are folded for one text */

struct writer {
	struct bg_typist *t;
	const struct bg_py_where *where;
	struct bg_buf buf;
	unsigned depth, folds;
};

static void put(struct writer *w, const struct bg_py_node *e);

static bool
is_known(const struct bg_py_value *v)
{
	if (v->kind == BG_PYV_UNKNOWN || v->open)
		return false;
	for (size_t i = 0; i < v->nv; i++)
		if (!is_known(v->v[i]) || (v->kind == BG_PYV_DICT && !is_known(v->w[i])))
			return false;
	return true;
}

/* Writes what an expression is known to be; false: that is not known. */
static bool
put_known(struct writer *w, const struct bg_py_node *e)
{
	const struct bg_py_value *value;

	if (e->type == BG_PY_LAMBDA || w->folds >= FOLDS || w->t->failed)
		return false;
	w->folds++;
	if (bg_py_fold(w->where->unit->project, w->where, e, &value, w->t->err) != 0) {
		w->t->failed = true;
		return false;
	}
	if (!is_known(value))
		return false;
	bg_typist_put_value(&w->buf, value);
	return true;
}

static void
put_list(struct writer *w, const struct bg_py_list *list, const char *between)
{
	for (uint32_t i = 0; i < list->n; i++) {
		bg_buf_puts(&w->buf, i ? between : "");
		put(w, list->v[i]);
	}
}

static void
put_call(struct writer *w, const struct bg_py_node *e)
{
	const struct bg_py_list *keywords = e->call.keywords;
	const struct bg_py_node *k;

	put(w, e->call.func);
	bg_buf_putc(&w->buf, '(');
	put_list(w, e->call.args, ", ");
	for (uint32_t i = 0; i < keywords->n; i++) {
		k = keywords->v[i];
		bg_buf_puts(&w->buf, i || e->call.args->n ? ", " : "");
		bg_buf_printf(&w->buf, "%s%s", k->keyword.name ? k->keyword.name : "**",
		              k->keyword.name ? "=" : "");
		put(w, k->keyword.value);
	}
	bg_buf_putc(&w->buf, ')');
}

static const char *
sign_of(unsigned op)
{
	static const char *const signs[] = {
		[BG_PY_AND] = " and ",       [BG_PY_OR] = " or ",
		[BG_PY_ADD] = " + ",         [BG_PY_SUB] = " - ",
		[BG_PY_MULT] = " * ",        [BG_PY_MAT_MULT] = " @ ",
		[BG_PY_DIV] = " / ",         [BG_PY_MOD] = " % ",
		[BG_PY_POW] = " ** ",        [BG_PY_LSHIFT] = " << ",
		[BG_PY_RSHIFT] = " >> ",     [BG_PY_BIT_OR] = " | ",
		[BG_PY_BIT_XOR] = " ^ ",     [BG_PY_BIT_AND] = " & ",
		[BG_PY_FLOOR_DIV] = " // ",  [BG_PY_INVERT] = "~",
		[BG_PY_NOT] = "not ",        [BG_PY_UADD] = "+",
		[BG_PY_USUB] = "-",          [BG_PY_EQ] = " == ",
		[BG_PY_NOT_EQ] = " != ",     [BG_PY_LT] = " < ",
		[BG_PY_LT_E] = " <= ",       [BG_PY_GT] = " > ",
		[BG_PY_GT_E] = " >= ",       [BG_PY_IS] = " is ",
		[BG_PY_IS_NOT] = " is not ", [BG_PY_IN] = " in ",
		[BG_PY_NOT_IN] = " not in ",
	};

	return op < sizeof(signs) / sizeof(*signs) && signs[op] ? signs[op] : " ? ";
}

static int
put_child(const struct bg_py_child *child, void *data)
{
	struct writer *w = data;

	if (w->buf.n && w->buf.bytes[w->buf.n - 1] != '(')
		bg_buf_puts(&w->buf, ", ");
	put(w, child->node);
	return 0;
}

/* Any other node, by its name in the grammar. */
static void
put_node(struct writer *w, const struct bg_py_node *e)
{
	bg_buf_puts(&w->buf, bg_py_type_word(e->type));
	if (e->type == BG_PY_ARG)
		bg_buf_printf(&w->buf, " %s", e->arg.name);
	bg_buf_putc(&w->buf, '(');
	bg_py_each(e, put_child, w);
	bg_buf_putc(&w->buf, ')');
}

/* A name: in full where it is imported from outside. */
static void
put_name(struct writer *w, const struct bg_py_node *e)
{
	const char *name = bg_py_dotted(w->t->arena, e);
	struct bg_py_ref ref;

	if (!name) {
		put(w, e->attribute.value);
		bg_buf_printf(&w->buf, ".%s", e->attribute.attr);
		return;
	}
	bg_typist_resolve(w->t, w->where, name, &ref);
	bg_buf_puts(&w->buf,
	            ref.kind == BG_PY_FOUND_EXTERNAL ? bg_typist_known(ref.name) : name);
}

static void
put_compare(struct writer *w, const struct bg_py_node *e)
{
	put(w, e->compare.left);
	for (uint32_t i = 0; i < e->compare.comparators->n; i++) {
		bg_buf_puts(&w->buf, sign_of(e->compare.ops[i]));
		put(w, e->compare.comparators->v[i]);
	}
}

static void
put_dict(struct writer *w, const struct bg_py_node *e)
{
	bg_buf_putc(&w->buf, '{');
	for (uint32_t i = 0; i < e->dict.values->n; i++) {
		bg_buf_puts(&w->buf, i ? ", " : "");
		if (e->dict.keys->v[i])
			put(w, e->dict.keys->v[i]);
		bg_buf_puts(&w->buf, e->dict.keys->v[i] ? ": " : "**");
		put(w, e->dict.values->v[i]);
	}
	bg_buf_putc(&w->buf, '}');
}

static void
put_around(struct writer *w, const char *ends, const struct bg_py_list *list)
{
	bg_buf_putc(&w->buf, ends[0]);
	put_list(w, list, ", ");
	bg_buf_puts(&w->buf, ends[0] == '(' && list->n == 1 ? "," : "");
	bg_buf_putc(&w->buf, ends[1]);
}

static void
put_binary(struct writer *w, const struct bg_py_node *e)
{
	bg_buf_putc(&w->buf, '(');
	put(w, e->binary.left);
	bg_buf_puts(&w->buf, sign_of(e->op));
	put(w, e->binary.right);
	bg_buf_putc(&w->buf, ')');
}

static void
put_kind(struct writer *w, const struct bg_py_node *e)
{
	switch ((int)e->type) {
	case BG_PY_NAME:
	case BG_PY_ATTRIBUTE:
		put_name(w, e);
		break;
	case BG_PY_CALL:
		put_call(w, e);
		break;
	case BG_PY_BIN_OP:
		put_binary(w, e);
		break;
	case BG_PY_BOOL_OP:
		put_list(w, e->items.v, sign_of(e->op));
		break;
	case BG_PY_UNARY_OP:
		bg_buf_puts(&w->buf, sign_of(e->op));
		put(w, e->unary.value);
		break;
	case BG_PY_COMPARE:
		put_compare(w, e);
		break;
	case BG_PY_SUBSCRIPT:
		put(w, e->binary.left);
		bg_buf_putc(&w->buf, '[');
		put(w, e->binary.right);
		bg_buf_putc(&w->buf, ']');
		break;
	case BG_PY_STARRED:
		bg_buf_putc(&w->buf, '*');
		put(w, e->unary.value);
		break;
	case BG_PY_LIST:
		put_around(w, "[]", e->items.v);
		break;
	case BG_PY_TUPLE:
		put_around(w, "()", e->items.v);
		break;
	case BG_PY_SET:
		put_around(w, "{}", e->items.v);
		break;
	case BG_PY_DICT:
		put_dict(w, e);
		break;
	default:
		put_node(w, e);
		break;
	}
}

static void
put(struct writer *w, const struct bg_py_node *e)
{
	if (w->depth >= DEPTH || w->buf.n >= BG_TYPIST_BYTES) {
		bg_buf_puts(&w->buf, "…");
		return;
	}
	w->depth++;
	if (!put_known(w, e))
		put_kind(w, e);
	w->depth--;
}

/* The text in the buffer, cut where it is too long. */
static const char *
cut(struct bg_buf *buf)
{
	size_t n = LENGTH;

	if (buf->n <= LENGTH)
		return bg_buf_str(buf);
	while (n && ((unsigned char)buf->bytes[n] & 0xC0) == 0x80)
		n--;
	return bg_strf(buf->arena, "%.*s…#%08x", (int)n, buf->bytes,
	               (unsigned)(bg_hash(BG_HASH_START, buf->bytes, buf->n) & 0xffffffffU));
}

const char *
bg_typist_source(struct bg_typist *t, const struct bg_py_where *where,
                 const struct bg_py_node *e)
{
	struct writer w = {.t = t, .where = where, .buf = {.arena = t->arena}};

	put(&w, e);
	return cut(&w.buf);
}

int
bg_py_expression_text(const char **out, struct bg_arena *arena, const struct bg_py_where *where,
                      const struct bg_py_node *node, struct bg_err *err)
{
	struct bg_typist t = {.arena = arena, .err = err};

	*out = bg_typist_source(&t, where, node);
	return t.failed ? -1 : 0;
}

int
bg_py_member_text(const char **out, struct bg_arena *arena, const struct bg_py_where *where,
                  const char *name, struct bg_err *err)
{
	struct bg_buf buf = {.arena = arena};
	const struct bg_py_value *value;

	*out = NULL;
	if (bg_py_fold_attribute(where->unit->project, where->unit, where->cls, name, &value,
	                         err) != 0)
		return -1;
	if (!value || value->kind != BG_PYV_MEMBER || !is_known(value->v[0]))
		return 0;
	bg_typist_put_value(&buf, value->v[0]);
	*out = cut(&buf);
	return 0;
}
