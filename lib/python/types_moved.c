/* SPDX-License-Identifier: MIT */
/* Classes that moved between two revisions, and other classes that are called alike. */
#include "base/buf.h"
#include "base/words.h"
#include "python/annotation.h"
#include "python/term.h"

/* The class that a dotted name is in a revision: its place, or NULL. */
static bool
is_class_at(struct bg_py_project *project, struct bg_arena *arena, const char *name,
            const char **home)
{
	const char *dot = name + strlen(name);
	struct bg_py_unit *unit = NULL;
	struct bg_err err = {0};
	struct bg_py_ref ref;

	*home = NULL;
	while (dot > name && !unit) {
		while (dot > name && *--dot != '.')
			continue;
		if (dot > name &&
		    bg_py_module_get(project,
		                     bg_strndup(project->arena, name, (size_t)(dot - name)),
		                     &unit, &err) != 0)
			return false;
	}
	if (!unit ||
	    bg_py_resolve(project, unit, bg_strdup(project->arena, dot + 1), &ref, &err) != 0)
		return false;
	if (ref.kind == BG_PY_FOUND_CLASS)
		*home = bg_strf(arena, "%s.%s", ref.unit->name, ref.name);
	return true;
}

/* Whether was and now, places of two revisions, are one class. */
static bool
is_moved(struct bg_arena *arena, const char *was, const char *now, struct bg_py_project *before,
         struct bg_py_project *after)
{
	const char *home, *other;

	if (!is_class_at(before, arena, was, &home) || !home || strcmp(home, was) != 0 ||
	    !is_class_at(after, arena, now, &home) || !home || strcmp(home, now) != 0)
		return false;
	if (!is_class_at(after, arena, was, &other))
		return false;
	if (other && strcmp(other, was) == 0)
		return false;
	return is_class_at(before, arena, now, &other) && !(other && strcmp(other, now) == 0);
}

static size_t
name_length(const char *s)
{
	size_t n = 0;

	while (bg_is_word(s[n]) || s[n] == '.')
		n++;
	return n;
}

/* What stands at s: a name, a quoted text or another byte. */
static size_t
part_length(const char *s)
{
	size_t n = name_length(s);

	if (*s != '\'')
		return n ? n : 1;
	for (n = 1; s[n] && s[n] != '\''; n++)
		n += s[n] == '\\' && s[n + 1];
	return s[n] ? n + 1 : n;
}

/* The dotted names of a text, sorted. */
static void
names_of(struct bg_arena *arena, const char *text, struct bg_strings *out)
{
	size_t n;

	for (; *text; text += n) {
		n = part_length(text);
		if (*text != '\'' && *text != '.' && memchr(text, '.', n))
			bg_strings_add(arena, out, bg_strndup(arena, text, n));
	}
	bg_strings_sort(out);
}

static const char *
leaf(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot + 1 : name;
}

/* The text with one dotted name in place of another. */
static const char *
rename_in(struct bg_arena *arena, const char *text, const char *was, const char *now)
{
	struct bg_buf buf = {.arena = arena};
	size_t n, length = strlen(was);

	for (; *text; text += n) {
		n = part_length(text);
		if (n == length && memcmp(text, was, n) == 0)
			bg_buf_puts(&buf, now);
		else
			bg_buf_add(&buf, text, n);
	}
	return bg_buf_str(&buf);
}

static void
names_in(struct bg_arena *arena, const struct bg_py_type_text *t, struct bg_strings *out)
{
	names_of(arena, t->text, out);
	if (t->is)
		names_of(arena, t->is, out);
}

void
bg_py_types_move(struct bg_py_type_text *was, const struct bg_py_type_text *now,
                 struct bg_arena *arena, struct bg_py_project *before,
                 struct bg_py_project *after)
{
	struct bg_strings old = {0}, new = {0};
	const char *a, *b, *text;

	if (!was->text || !now->text || strcmp(was->text, now->text) == 0)
		return;
	names_in(arena, was, &old);
	names_in(arena, now, &new);
	text = was->text;
	for (size_t i = 0; i < old.n; i++)
		for (size_t k = 0; k < new.n; k++) {
			a = old.v[i];
			b = new.v[k];
			if (bg_strings_has(&new, a) || bg_strings_has(&old, b) ||
			    strcmp(leaf(a), leaf(b)) != 0 ||
			    !is_moved(arena, a, b, before, after))
				continue;
			text = rename_in(arena, text, a, b);
			if (was->is)
				was->is = rename_in(arena, was->is, a, b);
		}
	if (text != was->text)
		was->text = bg_term_parse(arena, text)->text;
}
