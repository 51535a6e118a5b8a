/* SPDX-License-Identifier: MIT */
/* Marks of deprecation: decorators, bodies and docstrings of functions and classes. */
#include "python/deprecated.h"

#include "python/marker.h"

bool
bg_marker_resolve(struct bg_marker *m, const struct bg_py_where *where,
                  const struct bg_py_node *e, struct bg_py_ref *out)
{
	const char *name = bg_py_dotted(m->arena, e);

	*out = (struct bg_py_ref){0};
	if (!name || m->failed || ++m->steps > BG_MARKER_STEPS)
		return false;
	if (bg_py_resolve(where->unit->project, where->unit, name, out, m->err) != 0)
		m->failed = true;
	/* Not a name of the module: a builtin, or one that the function imports. */
	if (!m->failed && (out->kind == BG_PY_FOUND_NOTHING ||
	                   (out->kind == BG_PY_FOUND_UNKNOWN && out->dynamic)))
		out->name = name;
	return !m->failed;
}

const struct bg_py_list *
bg_marker_body(struct bg_marker *m, struct bg_py_unit *unit, const struct bg_py_node *def)
{
	struct bg_py_project *p = unit->project;
	struct bg_err err = {0};
	struct bg_py_node *node;

	if (!def->def->skipped)
		return def->def->body;
	memcpy(&node, &def, sizeof(node));
	if (++m->steps > BG_MARKER_STEPS ||
	    bg_py_parse_body(unit->file, p->limits, node, &err) != 0)
		return NULL;
	return def->def->body;
}

/* One line without what no terminal should see, cut to a readable length. */
static const char *
tidy(struct bg_arena *arena, const char *text, size_t n)
{
	struct bg_buf buf = {.arena = arena};
	bool blank = false;
	size_t length;

	for (size_t i = 0; i < n && buf.n < BG_MARKER_TEXT; i += length) {
		length = bg_utf8_length(text + i, n - i);
		if (!length || (length == 1 && (unsigned char)text[i] <= ' ')) {
			length = 1;
			blank = buf.n > 0;
			continue;
		}
		if (blank)
			bg_buf_putc(&buf, ' ');
		blank = false;
		bg_buf_add(&buf, text + i, length);
	}
	return bg_buf_str(&buf);
}

void
bg_marker_say(struct bg_marker *m, const struct bg_py_where *where,
              const struct bg_py_node *message, uint32_t line)
{
	const struct bg_py_value *value = NULL;
	const char *text = NULL;

	if (message && !m->failed &&
	    bg_py_fold(where->unit->project, where, message, &value, m->err) != 0)
		m->failed = true;
	if (value && value->kind == BG_PYV_STR && !m->failed)
		text = tidy(m->arena, value->text, value->n);
	m->out->text = text && *text ? text : "deprecated";
	m->out->line = line;
}

/* Whether a decorator's last name alone says it: "deprecated", "deprecated_class" … */
static bool
says_deprecated(const char *name)
{
	static const char *const names[] = {"deprecate",          "deprecated",
	                                    "deprecated_class",   "deprecated_function",
	                                    "deprecated_method",  "deprecatedproperty",
	                                    "deprecate_function", "deprecate_class"};
	const char *dot = strrchr(name, '.');

	name = dot ? dot + 1 : name;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* A decorator of the repository: one of the functions inside of it warns in any case. */
static bool
wraps_in_warning(struct bg_marker *m, const struct bg_py_ref *ref)
{
	const struct bg_py_where there = {.unit = ref->unit, .function = ref->node};
	const struct bg_py_list *body = bg_marker_body(m, ref->unit, ref->node), *inner;
	const struct bg_py_node *node;

	for (uint32_t i = 0; body && i < body->n; i++) {
		node = body->v[i];
		if (node->type != BG_PY_FUNCTION && node->type != BG_PY_ASYNC_FUNCTION)
			continue;
		inner = bg_marker_body(m, ref->unit, node);
		for (uint32_t k = 0; inner && k < inner->n; k++)
			if ((inner->v[k]->type == BG_PY_FUNCTION ||
			     inner->v[k]->type == BG_PY_ASYNC_FUNCTION) &&
			    bg_marker_warns(m, &there,
			                    bg_marker_body(m, ref->unit, inner->v[k]), 0))
				return true;
		if (bg_marker_warns(m, &there, inner, 0))
			return true;
	}
	return false;
}

static bool
find_decorator(struct bg_marker *m, const struct bg_py_where *where,
               const struct bg_py_list *decorators)
{
	const struct bg_py_node *e, *call;
	struct bg_py_ref ref;
	bool found;

	for (uint32_t i = 0; i < decorators->n && !m->failed; i++) {
		e = decorators->v[i];
		call = e->type == BG_PY_CALL ? e : NULL;
		if (!bg_marker_resolve(m, where, call ? call->call.func : e, &ref))
			continue;
		found = ref.name && says_deprecated(ref.name);
		if (!found && ref.kind == BG_PY_FOUND_FUNCTION && ref.unit)
			found = wraps_in_warning(m, &ref);
		if (!found)
			continue;
		bg_marker_say(m, where,
		              call && call->call.args->n ? call->call.args->v[0] : NULL,
		              e->line);
		m->out->warns = true;
		return true;
	}
	return false;
}

/* ".. deprecated:: 1.2" with the words behind it and those indented below. */
static bool
find_directive(struct bg_marker *m, const struct bg_py_list *body)
{
	static const char sign[] = ".. deprecated::";
	const struct bg_py_node *e;
	const char *text, *at, *end;

	if (!body || !body->n || body->v[0]->type != BG_PY_EXPR)
		return false;
	e = body->v[0]->unary.value;
	if (e->type != BG_PY_CONSTANT || (e->op != BG_PY_STR && e->op != BG_PY_USTR))
		return false;
	text = bg_strndup(m->arena, e->constant.text, e->constant.n);
	at = strstr(text, sign);
	if (!at)
		return false;
	end = strstr(at, "\n\n");
	m->out->text = tidy(m->arena, at + 3, end ? (size_t)(end - at - 3) : strlen(at + 3));
	m->out->line = e->line;
	return true;
}

/* Whether a body that was skipped has a word of a mark in its text, or of a helper's name. */
static bool
may_mark(const struct bg_py_unit *unit, const struct bg_py_node *def)
{
	const char *at = unit->file->text + def->def->body_at;
	const char *end = unit->file->text + def->def->body_end;

	if (!def->def->skipped)
		return true;
	for (; at + 4 < end; at++)
		if (memcmp(at, "arn", 3) == 0 || memcmp(at, "epre", 4) == 0 ||
		    memcmp(at, "EPRE", 4) == 0)
			return true;
	return false;
}

static void
mark_function(struct bg_marker *m, const struct bg_py_where *where,
              const struct bg_py_node *node)
{
	const struct bg_py_where inside = {where->unit, where->cls, node};
	const struct bg_py_list *body;

	if (find_decorator(m, where, node->def->decorators) || !may_mark(where->unit, node))
		return;
	body = bg_marker_body(m, where->unit, node);
	if (bg_marker_warns(m, &inside, body, 0))
		m->out->warns = true;
	else
		find_directive(m, body);
}

static void
mark_class(struct bg_marker *m, const struct bg_py_where *where, const struct bg_py_node *node)
{
	static const char *const makers[] = {"__init__", "__new__", "__init_subclass__",
	                                     "__post_init__"};
	const struct bg_py_list *body = node->cls->body;
	struct bg_py_where inside = {where->unit, node, NULL};

	if (find_decorator(m, where, node->cls->decorators))
		return;
	for (uint32_t i = 0; i < body->n && !m->failed; i++)
		for (size_t k = 0; k < sizeof(makers) / sizeof(*makers); k++) {
			if (body->v[i]->type != BG_PY_FUNCTION ||
			    strcmp(body->v[i]->def->name, makers[k]) != 0 ||
			    !may_mark(where->unit, body->v[i]))
				continue;
			inside.function = body->v[i];
			if (bg_marker_warns(m, &inside,
			                    bg_marker_body(m, where->unit, body->v[i]), 0)) {
				m->out->warns = true;
				return;
			}
		}
	find_directive(m, body);
}

int
bg_py_deprecation(struct bg_py_mark *out, struct bg_arena *arena,
                  const struct bg_py_where *where, const struct bg_py_node *node,
                  struct bg_err *err)
{
	struct bg_marker m = {.arena = arena, .err = err, .out = out};

	*out = (struct bg_py_mark){0};
	if (node->type == BG_PY_FUNCTION || node->type == BG_PY_ASYNC_FUNCTION)
		mark_function(&m, where, node);
	else if (node->type == BG_PY_CLASS)
		mark_class(&m, where, node);
	return m.failed ? -1 : 0;
}
