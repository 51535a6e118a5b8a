/* SPDX-License-Identifier: MIT */
/*
 * FastAPI's dependencies: what they give, and the answers that they raise. Of its security
 * schemes OAuth2 and basic authentication answer 401, the others 403.
 */
#include "base/err.h"
#include "extract/shape.h"
#include "python/ask.h"

static const char *
leaf_of(const char *dotted)
{
	const char *dot = dotted ? strrchr(dotted, '.') : NULL;

	return dot ? dot + 1 : dotted ? dotted : "";
}

/* The code of "HTTPBearer()", or of a name that stands for one; 0: it is none. */
static unsigned
code_of_scheme(struct bg_scene *s, struct bg_py_unit *unit, const struct bg_py_node *e,
               unsigned depth)
{
	static const struct {
		const char *name;
		unsigned code;
	} schemes[] = {
		{"OAuth2PasswordBearer", 401},
		{"OAuth2AuthorizationCodeBearer", 401},
		{"HTTPBasic", 401},
		{"HTTPBearer", 403},
		{"HTTPDigest", 403},
		{"APIKeyHeader", 403},
		{"APIKeyQuery", 403},
		{"APIKeyCookie", 403},
	};
	const struct bg_py_node *quiet;
	struct bg_py_ref ref = {0};
	const char *dotted;

	if (e->type == BG_PY_CALL) {
		quiet = bg_py_argument(e, "auto_error");
		dotted = leaf_of(bg_shape_dotted(s->w, e->call.func));
		for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
			if (strcmp(schemes[i].name, dotted) == 0 &&
			    !(quiet && quiet->type == BG_PY_CONSTANT &&
			      quiet->op == BG_PY_FALSE))
				return schemes[i].code;
		return 0;
	}
	dotted = bg_shape_dotted(s->w, e);
	if (!dotted || depth > 4)
		return 0;
	if (bg_py_resolve(s->w->project, unit, dotted, &ref, s->w->err)) {
		s->w->failed = true;
		return 0;
	}
	return ref.kind == BG_PY_FOUND_VARIABLE && ref.unit && ref.node &&
	                       ref.node->type == BG_PY_ASSIGN
	               ? code_of_scheme(s, ref.unit, ref.node->assign.value, depth + 1)
	               : 0;
}

static void
refuse_by_scheme(struct bg_scene *s, const struct bg_py_node *e)
{
	unsigned code = code_of_scheme(s, s->unit, e, 0);
	const struct bg_shape *given[] = {bg_shape_number(s->w, code)};
	const struct bg_given g = {.arg = given, .narg = 1};

	if (code)
		bg_shape_refuse(s, bg_shape_raise(s, "HTTPException", &g));
}

/* A function, or an instance that is called: "Depends(Allowed("staff"))". */
static bool
callee_of(struct bg_scene *s, const struct bg_shape *f, struct bg_shape_ref *out)
{
	const struct bg_cell *cell = f->ncell == 1 ? bg_cell_at(s, f->cell[0]) : NULL;

	if (f->nref == 1 && f->ref[0].kind == BG_PY_FOUND_FUNCTION) {
		*out = f->ref[0];
		return true;
	}
	if (!cell || !cell->cls ||
	    !bg_shape_method(s->w, cell->unit, cell->cls, "__call__", out))
		return false;
	out->self = f->cell[0] + 1;
	return true;
}

const struct bg_shape *
bg_shape_depend(struct bg_scene *s, const struct bg_py_node *value)
{
	const struct bg_shape *f, *out;
	const struct bg_py_node *on;
	struct bg_shape_ref ref;
	const char *leaf;

	if (!value || value->type != BG_PY_CALL)
		return NULL;
	leaf = leaf_of(bg_shape_dotted(s->w, value->call.func));
	on = value->call.args->n ? value->call.args->v[0] : bg_py_argument(value, "dependency");
	if ((strcmp(leaf, "Depends") != 0 && strcmp(leaf, "Security") != 0) || !on)
		return NULL;
	f = bg_shape_expr(s, on);
	if (!callee_of(s, f, &ref)) {
		refuse_by_scheme(s, on);
		return NULL;
	}
	out = bg_shape_inline(s, &ref, NULL);
	s->state.live = true;
	for (size_t i = 0; i < out->ncell; i++)
		if (!bg_cell_at(s, out->cell[i]) ||
		    bg_cell_at(s, out->cell[i])->kind == BG_CELL_LIST)
			return NULL; /* of a generator it is what is yielded */
	return out;
}

/* "Annotated[X, Depends(f)]", or a name that stands for it in whichever module. */
static const struct bg_shape *
depend_stated(struct bg_scene *s, const struct bg_py_node *e, unsigned depth)
{
	const struct bg_shape *out = NULL;
	struct bg_py_unit *own = s->unit;
	struct bg_py_ref ref = {0};
	const char *dotted;

	if (e->type == BG_PY_SUBSCRIPT) {
		dotted = leaf_of(bg_shape_dotted(s->w, e->binary.left));
		if (strcmp(dotted, "Annotated") != 0 || e->binary.right->type != BG_PY_TUPLE)
			return NULL;
		for (uint32_t i = 1; i < e->binary.right->items.v->n && !out; i++)
			out = bg_shape_depend(s, e->binary.right->items.v->v[i]);
		return out;
	}
	dotted = bg_shape_dotted(s->w, e);
	if (!dotted || depth > 4)
		return NULL;
	if (bg_py_resolve(s->w->project, s->unit, dotted, &ref, s->w->err)) {
		s->w->failed = true;
		return NULL;
	}
	if (!ref.unit || !ref.node)
		return NULL;
	s->unit = ref.unit;
	if (ref.kind == BG_PY_FOUND_VARIABLE && ref.node->type == BG_PY_ASSIGN)
		out = depend_stated(s, ref.node->assign.value, depth + 1);
	else if (ref.kind == BG_PY_FOUND_VARIABLE && ref.node->type == BG_PY_ANN_ASSIGN &&
	         ref.node->ann_assign.value)
		out = depend_stated(s, ref.node->ann_assign.value, depth + 1);
	else if (ref.kind == BG_PY_FOUND_TYPE && ref.node->type == BG_PY_TYPE_ALIAS)
		out = depend_stated(s, ref.node->type_alias.value, depth + 1);
	s->unit = own;
	return out;
}

const struct bg_shape *
bg_shape_depend_parameter(struct bg_scene *s, const struct bg_py_node *annotation,
                          const struct bg_py_node *value)
{
	const struct bg_shape *out = bg_shape_depend(s, value);

	return out || !annotation ? out : depend_stated(s, annotation, 0);
}
