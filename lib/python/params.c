/* SPDX-License-Identifier: MIT */
/* Parameters of functions and lambdas, and type parameters. */
#include "python/parser.h"

struct nodes {
	struct bg_py_node **v;
	size_t n, cap;
};

struct params {
	struct nodes positional, defaults, keyword, keyword_defaults;
	const struct bg_py_list *posonly; /* NULL: no '/' yet */
	struct bg_py_node *vararg, *kwarg;
	bool star; /* behind a '*' */
	bool lambda;
};

static void
add(struct bg_py_parser *p, struct nodes *nodes, struct bg_py_node *node)
{
	*bg_list_add(p->arena, nodes) = node;
}

static const struct bg_py_list *
seal(struct bg_py_parser *p, const struct nodes *nodes)
{
	size_t top = p->top;

	for (size_t i = 0; i < nodes->n; i++)
		bg_py_push(p, nodes->v[i]);
	return bg_py_seal(p, top);
}

/* A name and its annotation, which may be a '*…' where star is set. */
static struct bg_py_node *
parse_arg(struct bg_py_parser *p, bool annotated, bool star)
{
	struct bg_py_at at = p->tok.at;
	const char *name = bg_py_identifier(p, "a parameter");
	struct bg_py_node *annotation = NULL, *node;

	if (annotated && bg_py_take(p, BG_TOK_COLON))
		annotation = star ? bg_py_star_expression(p) : bg_py_expression(p);
	node = bg_py_make(p, BG_PY_ARG, at);
	node->arg.name = name;
	node->arg.annotation = annotation;
	if (annotation)
		bg_py_raise(p, node, annotation->height);
	return node;
}

static void
parse_named(struct bg_py_parser *p, struct params *params)
{
	struct bg_py_at at = p->tok.at;
	struct bg_py_node *arg = parse_arg(p, !params->lambda, false), *value = NULL;

	if (bg_py_take(p, BG_TOK_ASSIGN))
		value = bg_py_expression(p);
	if (params->star) {
		add(p, &params->keyword, arg);
		add(p, &params->keyword_defaults, value);
		return;
	}
	add(p, &params->positional, arg);
	if (value)
		add(p, &params->defaults, value);
	else if (params->defaults.n)
		bg_py_fail_at(p, at, "expected a default, as the parameter before has one");
}

static void
parse_star(struct bg_py_parser *p, struct params *params)
{
	if (params->star)
		bg_py_fail(p, "unexpected second '*'");
	bg_py_next(p);
	params->star = true;
	if (bg_py_is(p, BG_TOK_COMMA)) {
		bg_py_next(p);
		if (!bg_py_is(p, BG_TOK_NAME) && !bg_py_failed(p))
			bg_py_expected(p, "a parameter behind '*'");
		return;
	}
	params->vararg = parse_arg(p, !params->lambda, true);
	if (!bg_py_is(p, BG_TOK_ASSIGN))
		bg_py_take(p, BG_TOK_COMMA);
}

static void
parse_slash(struct bg_py_parser *p, struct params *params)
{
	if (params->posonly || params->star || !params->positional.n)
		bg_py_fail(p, "unexpected '/' among parameters");
	bg_py_next(p);
	params->posonly = seal(p, &params->positional);
	params->positional.n = 0;
}

/* One parameter, '*' or '/', with the comma behind it. */
static void
parse_one(struct bg_py_parser *p, struct params *params, enum bg_tok close)
{
	switch (p->tok.type) {
	case BG_TOK_STAR:
		parse_star(p, params);
		return;
	case BG_TOK_SLASH:
		parse_slash(p, params);
		break;
	case BG_TOK_DSTAR:
		bg_py_next(p);
		params->kwarg = parse_arg(p, !params->lambda, false);
		bg_py_take(p, BG_TOK_COMMA);
		if (!bg_py_is(p, close) && !bg_py_failed(p))
			bg_py_expected(p, "the end of the parameters behind '**'");
		return;
	default:
		parse_named(p, params);
	}
	if (!bg_py_is(p, close))
		bg_py_expect(p, BG_TOK_COMMA);
}

struct bg_py_node *
bg_py_params(struct bg_py_parser *p, enum bg_tok close)
{
	struct params params = {.lambda = close == BG_TOK_COLON};
	struct bg_py_arguments *out = bg_alloc(p->arena, sizeof(*out));
	struct bg_py_node *node;

	while (!bg_py_is(p, close) && !bg_py_failed(p))
		parse_one(p, &params, close);
	node = bg_py_make_part(p, BG_PY_ARGUMENTS);
	node->arguments = out;
	out->posonlyargs = params.posonly ? params.posonly : &bg_py_no_nodes;
	out->args = seal(p, &params.positional);
	out->kwonlyargs = seal(p, &params.keyword);
	out->kw_defaults = seal(p, &params.keyword_defaults);
	out->defaults = seal(p, &params.defaults);
	out->vararg = params.vararg;
	out->kwarg = params.kwarg;
	bg_py_raise(p, node, out->kw_defaults->height);
	bg_py_raise(p, node, out->defaults->height);
	return node;
}

static struct bg_py_node *
parse_type_param(struct bg_py_parser *p, bool *defaults)
{
	struct bg_py_at at = p->tok.at;
	enum bg_py_type type = BG_PY_TYPE_VAR;
	struct bg_py_node *bound = NULL, *value = NULL, *node;
	const char *name;

	if (bg_py_take(p, BG_TOK_STAR))
		type = BG_PY_TYPE_VAR_TUPLE;
	else if (bg_py_take(p, BG_TOK_DSTAR))
		type = BG_PY_PARAM_SPEC;
	name = bg_py_identifier(p, "a type parameter");
	if (type == BG_PY_TYPE_VAR && bg_py_take(p, BG_TOK_COLON))
		bound = bg_py_expression(p);
	if (bg_py_take(p, BG_TOK_ASSIGN))
		value = type == BG_PY_TYPE_VAR_TUPLE ? bg_py_star_expression(p)
		                                     : bg_py_expression(p);
	*defaults = *defaults || value;
	node = bg_py_make(p, type, at);
	node->type_var.name = name;
	node->type_var.bound = bound;
	node->type_var.value = value;
	return node;
}

/* '[' … ']' where there is one. */
const struct bg_py_list *
bg_py_type_params(struct bg_py_parser *p)
{
	size_t top = p->top;
	bool defaults = false;

	if (!bg_py_take(p, BG_TOK_LSQB))
		return &bg_py_no_nodes;
	do
		bg_py_push(p, parse_type_param(p, &defaults));
	while (bg_py_take(p, BG_TOK_COMMA) && !bg_py_is(p, BG_TOK_RSQB));
	bg_py_expect(p, BG_TOK_RSQB);
	return bg_py_seal(p, top);
}
