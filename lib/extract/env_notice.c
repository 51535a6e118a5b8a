/* SPDX-License-Identifier: MIT */
/*
 * Which names a comment calls deprecated. A name is its subject when nothing but
 * harmless words stand between it and the verdict; names behind "use", "by" or "to" are
 * replacements; without a name it speaks of what stands below it.
 */
#include "extract/env.h"

struct word {
	const char *s;
	size_t n;
	bool name;
};
struct words {
	struct word *v;
	size_t n, cap;
	const char *end; /* of the sentence */
};

/* Verdicts, longest first where one begins with another. */
static const char *const verdicts[][3] = {
	{"deprecated"},
	{"deprecate"},
	{"obsolete"},
	{"will", "be", "removed"},
	{"to", "be", "removed"},
	{"scheduled", "for", "removal"},
	{"legacy", "name"},
	{"legacy", "alias"},
	{"legacy", "spelling"},
	{"renamed", "to"},
	{"moved", "to"},
	{"replaced", "by"},
	{"superseded", "by"},
	{"no", "longer", "used"},
	{"no", "longer", "supported"},
	{"no", "longer", "read"},
	{"renamed", "from"}, /* last: never about what stands below */
};
#define NVERDICTS (sizeof(verdicts) / sizeof(verdicts[0]))

/* May stand around the subject of a verdict without being it. */
static const char harmless[] =
	" a accepted alias aliases all also an and are as attention been being below both but "
	"by caution considered entry env environment following for from got has have here "
	"important in is it key keys legacy longer name named names necessary needed no not "
	"note now of old option options or please prefer read see set setting settings since "
	"still support supported take that the these they this to use value values var "
	"variable variables vars version warning was were will with works ";
static const char links[] = " also are as be been being considered is now was were ";
static const char fillers[] =
	" alias aliases env environment key keys legacy name names old option options setting "
	"settings spelling the var variable variables vars ";
static const char markers[] = " by prefer see to use with ";
static const char followers[] =
	" after alias and as at because but by do due entry env environment for from in key "
	"legacy name names not old only option options please replaced see setting settings "
	"since spelling until use var variable variables vars will with ";
static const char plurals[] =
	" all both following keys names options settings these they variables vars ";

/* Whether a list of words between blanks holds the word, in any case. */
static bool
holds(const char *list, const struct word *w)
{
	for (const char *at = list + 1; *at; at += strcspn(at, " ") + 1)
		if (strcspn(at, " ") == w->n && bg_same_fold(at, w->s, w->n))
			return true;
	return false;
}

static bool
is(const struct word *w, const char *text)
{
	return strlen(text) == w->n && bg_same_fold(text, w->s, w->n);
}

/* A name has a '_' and begins in upper case, or is known as one. */
static bool
looks_like_name(struct bg_arena *arena, const struct word *w, const struct bg_strings *names)
{
	bool lower = false, score = memchr(w->s, '_', w->n) != NULL;

	for (size_t i = 0; i < w->n; i++)
		lower |= bg_is_alpha(w->s[i]) && !bg_is_upper(w->s[i]);
	if (score && bg_is_upper(w->s[0]))
		return true;
	return (score || !lower) && bg_strings_has(names, bg_strndup(arena, w->s, w->n));
}

static void
split_words(struct words *out, struct bg_arena *arena, const char *s, const char *end,
            const struct bg_strings *names)
{
	struct word *w;
	const char *from;

	out->end = end;
	while (s < end) {
		if (!bg_is_word(*s)) {
			s++;
			continue;
		}
		for (from = s; s < end && (bg_is_word(*s) || *s == '\''); s++)
			;
		if (s < end && *s == '*' && s[-1] == '_')
			s++;
		w = bg_list_add(arena, out);
		w->s = from;
		w->n = (size_t)(s - from);
		w->name = looks_like_name(arena, w, names);
	}
}

/* Whether nothing but characters of set stands between word i and the next. */
static bool
only_between(const struct words *w, size_t i, const char *set)
{
	const char *s = w->v[i].s + w->v[i].n;
	const char *end = i + 1 < w->n ? w->v[i + 1].s : w->end;

	for (; s < end; s++)
		if (!strchr(set, *s))
			return false;
	return true;
}

static size_t
match_verdict(const struct words *w, size_t i, size_t which)
{
	size_t n = 0;

	for (; n < 3 && verdicts[which][n]; n++)
		if (i + n >= w->n || !is(&w->v[i + n], verdicts[which][n]))
			return 0;
	return n;
}

static bool
is_negated(const struct words *w, size_t i)
{
	return i > 0 && (is(&w->v[i - 1], "not") || is(&w->v[i - 1], "never") ||
	                 is(&w->v[i - 1], "isn't") || is(&w->v[i - 1], "aren't") ||
	                 is(&w->v[i - 1], "longer"));
}

/* The first verdict: its index in the sentence, *n words long; w->n when there is none. */
static size_t
find_verdict(const struct words *w, size_t *n, size_t *which)
{
	for (size_t i = 0; i < w->n; i++)
		for (*which = 0; *which < NVERDICTS; ++*which)
			if ((*n = match_verdict(w, i, *which)) > 0 && !is_negated(w, i))
				return i;
	return w->n;
}

/* "deprecated NAME", "deprecated names: A, B", "instead of NAME", "renamed from NAME". */
static bool
is_pointed_at(const struct words *w, size_t i)
{
	static const char quiet[] = " \n:`'\"*";

	for (; i > 0 && only_between(w, i - 1, quiet); i--) {
		const struct word *before = &w->v[i - 1];

		if (is(before, "deprecated") || is(before, "obsolete"))
			return !is_negated(w, i - 1);
		if (is(before, "replaces") || is(before, "supersedes"))
			return true;
		if (is(before, "of"))
			return i > 1 && is(&w->v[i - 2], "instead");
		if (is(before, "from"))
			return i > 1 && is(&w->v[i - 2], "renamed");
		if (!holds(fillers, before))
			return false;
	}
	return false;
}

/* Whether a list goes on from the name before: "A, B and C". */
static bool
continues(const struct words *w, size_t i)
{
	if (i > 0 && w->v[i - 1].name)
		return only_between(w, i - 1, " \n,/&`'\"");
	return i > 1 && w->v[i - 2].name &&
	       (is(&w->v[i - 1], "and") || is(&w->v[i - 1], "or")) &&
	       only_between(w, i - 2, " \n,`'\"") && only_between(w, i - 1, " \n`'\"");
}

static void
add_name(struct bg_arena *arena, struct bg_strings *list, const struct word *w)
{
	bg_strings_add(arena, list, bg_strndup(arena, w->s, w->n));
}

/* Names that the sentence points at outright; how many. */
static size_t
find_pointed(struct bg_env_notice *notice, struct bg_arena *arena, const struct words *w)
{
	bool last = false;

	for (size_t i = 0; i < w->n; i++) {
		if (!w->v[i].name)
			continue;
		last = is_pointed_at(w, i) || (last && continues(w, i));
		add_name(arena, last ? &notice->subject : &notice->other, &w->v[i]);
	}
	return notice->subject.n;
}

static bool
is_number(const struct word *w)
{
	return bg_is_digit(w->s[0]) ||
	       (w->n > 1 && bg_lower(w->s[0]) == 'v' && bg_is_digit(w->s[1]));
}

/* Whether all in front of the verdict is its subject and harmless words. */
static bool
is_plain_before(const struct words *w, size_t verdict)
{
	for (size_t i = 0; i < verdict; i++)
		if (!w->v[i].name && !is_number(&w->v[i]) && !holds(harmless, &w->v[i]))
			return false;
	return true;
}

static void
find_subjects(struct bg_env_notice *notice, struct bg_arena *arena, const struct words *w,
              size_t verdict)
{
	bool marked = false;

	notice->other.n = 0;
	for (size_t i = 0; i < w->n; i++) {
		if (!w->v[i].name)
			continue;
		if (!continues(w, i) || !only_between(w, i - 1, " \n/&`'\""))
			marked = i > 0 && holds(markers, &w->v[i - 1]);
		add_name(arena, i < verdict && !marked ? &notice->subject : &notice->other,
		         &w->v[i]);
	}
}

/* Whether a verdict without a subject is one about the name below. */
static bool
is_about_below(const struct words *w, size_t i, size_t n)
{
	bool bracket = w->v[i].s[-1] == '(' || w->v[i].s[-1] == '[';

	if (!bracket && !is_plain_before(w, i))
		return false;
	if (n > 1 || bracket || (i > 0 && holds(links, &w->v[i - 1])))
		return true;
	return i + 1 >= w->n || !only_between(w, i, " \n") || holds(followers, &w->v[i + 1]);
}

/* The byte in front of s is one of the text. */
static void
read_sentence(struct bg_env_notices *out, const struct bg_extract *x, const char *s,
              const char *end, const struct bg_strings *names)
{
	struct bg_arena *arena = x->scratch;
	struct bg_env_notice notice = {0};
	struct words w = {0};
	size_t verdict, n, which;

	split_words(&w, arena, s, end, names);
	verdict = find_verdict(&w, &n, &which);
	if (verdict == w.n)
		return;
	if (!find_pointed(&notice, arena, &w) && which < NVERDICTS - 1) {
		if (is_plain_before(&w, verdict))
			find_subjects(&notice, arena, &w, verdict);
		notice.self = !notice.subject.n && is_about_below(&w, verdict, n);
	}
	if (!notice.subject.n && !notice.self)
		return;
	for (size_t i = 0; i < w.n; i++)
		notice.all |= holds(plurals, &w.v[i]);
	bg_strings_sort(&notice.other);
	notice.text = bg_env_line_text(x->keep, s, (size_t)(end - s));
	*bg_list_add(arena, out) = notice;
}

/* The end of the sentence at s: a stop, a semicolon, or a line that begins anew. */
static const char *
sentence_end(const char *s)
{
	for (; *s; s++) {
		if (strchr(".!?", *s) && (!s[1] || bg_is_space(s[1])))
			return s + 1;
		if (*s == ';' || (*s == '\n' && bg_is_upper(s[1])))
			return s;
	}
	return s;
}

void
bg_env_read_notices(struct bg_env_notices *out, const struct bg_extract *x, const char *text,
                    const struct bg_strings *names)
{
	const char *padded = bg_strf(x->scratch, " %s", text), *s = padded + 1, *end;
	size_t n, line = 0;

	while (*s) {
		end = sentence_end(s);
		for (; s < end && bg_is_space(*s); s++)
			line += *s == '\n';
		n = out->n;
		read_sentence(out, x, s, end, names);
		if (out->n > n)
			out->v[n].line = line;
		for (; s < end; s++)
			line += *s == '\n';
		if (*s == ';' || *s == '\n')
			line += *s++ == '\n';
	}
}
