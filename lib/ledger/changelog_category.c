/* SPDX-License-Identifier: MIT */
/* What categories, labels and migration notes are called in practice. */
#include <string.h>

#include "base/words.h"
#include "ledger/changelog_heading.h"

enum { LABEL = 48, INTRO = 160 }; /* longer ones are sentences */

struct word {
	const char *text; /* a whole word, or its beginning with '*' */
	enum bg_category category;
};

static const struct word words[] = {
	{"add", BG_CAT_ADDED},
	{"adds", BG_CAT_ADDED},
	{"added", BG_CAT_ADDED},
	{"addition", BG_CAT_ADDED},
	{"additions", BG_CAT_ADDED},
	{"new", BG_CAT_ADDED},
	{"feat", BG_CAT_ADDED},
	{"feature*", BG_CAT_ADDED},
	{"change", BG_CAT_CHANGED},
	{"changes", BG_CAT_CHANGED},
	{"changed", BG_CAT_CHANGED},
	{"update", BG_CAT_CHANGED},
	{"updates", BG_CAT_CHANGED},
	{"updated", BG_CAT_CHANGED},
	{"enhance*", BG_CAT_CHANGED},
	{"improve*", BG_CAT_CHANGED},
	{"upgraded", BG_CAT_CHANGED},
	{"upgrades", BG_CAT_CHANGED},
	{"deprecat*", BG_CAT_DEPRECATED},
	{"remov*", BG_CAT_REMOVED},
	{"dropped", BG_CAT_REMOVED},
	{"deleted", BG_CAT_REMOVED},
	{"fix*", BG_CAT_FIXED},
	{"bug*", BG_CAT_FIXED},
	{"hotfix*", BG_CAT_FIXED},
	{"secur*", BG_CAT_SECURITY},
	{"vulnerabilit*", BG_CAT_SECURITY},
	{"breaking", BG_CAT_BREAKING},
	{"incompatib*", BG_CAT_BREAKING},
	{"migration", BG_CAT_MIGRATION},
	{"migrating", BG_CAT_MIGRATION},
	{"upgrade", BG_CAT_MIGRATION},
	{"upgrading", BG_CAT_MIGRATION},
};

static size_t
word_length(const char *s)
{
	size_t n = 0;

	while (bg_is_alpha(s[n]))
		n++;
	return n;
}

static bool
is_word(const char *s, size_t n, const char *pattern)
{
	size_t m = strlen(pattern);

	if (pattern[m - 1] == '*')
		return n >= m - 1 && bg_same_fold(s, pattern, m - 1);
	return n == m && bg_same_fold(s, pattern, n);
}

/* Whether any word of text is the pattern, a whole word or its beginning with '*'. */
static bool
has_word(const char *text, const char *pattern)
{
	size_t n;

	for (; *text; text += n ? n : 1) {
		n = word_length(text);
		if (n && is_word(text, n, pattern))
			return true;
	}
	return false;
}

static bool
is_breaking(const char *text)
{
	if (has_word(text, "non") || has_word(text, "no"))
		return false;
	if (has_word(text, "backward") || has_word(text, "backwards"))
		return has_word(text, "incompatib*") || has_word(text, "breaking");
	return has_word(text, "breaking");
}

/* Category headings begin with emoji, warning signs or underscores. */
static const char *
skip_ornament(const char *s)
{
	while (*s && !bg_is_alpha(*s) && !bg_is_digit(*s))
		s++;
	return s;
}

enum bg_category
bg_category_heading(const char *text)
{
	const char *s = skip_ornament(text);
	size_t n = word_length(s);

	if (is_breaking(s))
		return BG_CAT_BREAKING;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!is_word(s, n, words[i].text))
			continue;
		/* "Removals and deprecations": each entry has to say which it is */
		if (words[i].category == BG_CAT_REMOVED && has_word(s, "deprecat*"))
			return BG_CAT_CHANGED;
		return words[i].category;
	}
	return BG_CAT_OTHER;
}

/* "Deprecated options" speaks of a list, "Deprecated foo" of foo. */
static bool
is_deprecated_label(const char *label)
{
	static const char *const plural[] = {
		"options",   "settings",  "features",     "apis",     "names",
		"variables", "flags",     "and",          "commands", "functions",
		"methods",   "endpoints", "functionality"};
	const char *second = label + strcspn(label, " ");

	if (!*skip_ornament(second))
		return true;
	second = skip_ornament(second);
	for (size_t i = 0; i < sizeof(plural) / sizeof(*plural); i++)
		if (is_word(second, word_length(second), plural[i]))
			return true;
	return false;
}

/* At most three words of letters and blanks, n bytes. */
static bool
is_short(const char *s, size_t n)
{
	size_t blanks = 0;

	for (size_t i = 0; i < n; i++) {
		blanks += s[i] == ' ';
		if (s[i] != ' ' && !bg_is_alpha(s[i]))
			return false;
	}
	return n > 0 && n <= LABEL && blanks <= 2;
}

enum bg_category
bg_category_label(const char *text, size_t *end)
{
	const char *s = skip_ornament(text);
	bool bracket = s > text && s[-1] == '[';
	size_t n = strcspn(s, bracket ? "]" : ":(");
	char label[LABEL + 1];
	size_t behind = n;
	enum bg_category category;

	*end = 0;
	if (!is_short(s, n))
		return BG_CAT_OTHER;
	if (s[behind] == '(') {
		behind += strcspn(s + behind, ")");
		behind += s[behind] == ')';
	}
	if (s[behind] != (bracket ? ']' : ':'))
		return BG_CAT_OTHER;
	memcpy(label, s, n);
	label[n] = 0;
	*end = (size_t)(s - text) + behind + 1;
	category = bg_category_heading(label);
	if (category == BG_CAT_DEPRECATED && !is_deprecated_label(label))
		return BG_CAT_OTHER;
	return category;
}

/* "The following … are deprecated:", which says of what follows that it is. */
static enum bg_category
read_following(const char *text)
{
	static const char *const other[] = {"use",     "uses",    "using", "instead", "not",
	                                    "longer",  "replac*", "fix*",  "add*",    "new",
	                                    "rename*", "except",  "un",    "migrat*"};

	if (!has_word(text, "following") && !has_word(text, "these"))
		return BG_CAT_OTHER;
	if (has_word(text, "removed") || has_word(text, "remove") || has_word(text, "dropped"))
		return has_word(text, "will") ? BG_CAT_OTHER : BG_CAT_REMOVED;
	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
		if (has_word(text, other[i]))
			return BG_CAT_OTHER;
	return has_word(text, "deprecat*") ? BG_CAT_DEPRECATED : BG_CAT_OTHER;
}

enum bg_category
bg_category_intro(const char *text)
{
	const char *s = skip_ornament(text);
	size_t n = strlen(text), end;
	enum bg_category category;

	if (!n || text[n - 1] != ':') {
		category = is_short(s, strlen(s)) ? bg_category_heading(s) : BG_CAT_OTHER;
		return category != BG_CAT_DEPRECATED || is_deprecated_label(s) ? category
		                                                               : BG_CAT_OTHER;
	}
	category = bg_category_label(text, &end);
	if (category != BG_CAT_OTHER && end == n)
		return category;
	return n <= INTRO ? read_following(text) : BG_CAT_OTHER;
}

/* What may follow "Upgrade" in a heading that is about upgrading the project. */
static bool
is_guide(const char *s)
{
	static const char *const next[] = {"note*",     "guide*",  "instruct*", "step*",
	                                   "path",      "notice*", "info*",     "consider*",
	                                   "procedure", "from",    "to",        "doc*",
	                                   "help",      "advice",  "warning*",  "and"};
	const char *p = skip_ornament(s);
	size_t n = word_length(p);

	if (!*p)
		return true;
	for (size_t i = 0; i < sizeof(next) / sizeof(*next); i++)
		if (is_word(p, n, next[i]))
			return true;
	return false;
}

bool
bg_migration_heading(const char *text)
{
	size_t n;

	for (; *text; text += n ? n : 1) {
		n = word_length(text);
		if (is_word(text, n, "migration") || is_word(text, n, "migrating") ||
		    is_word(text, n, "upgrading"))
			return true;
		if (is_word(text, n, "upgrade") && is_guide(text + n))
			return true;
	}
	return false;
}

static bool
is_about_migration(const char *s, size_t n)
{
	return (bg_has_fold(s, n, "migrat") && !bg_has_fold(s, n, "migrated") &&
	        !bg_has_fold(s, n, "migrations/")) ||
	       (bg_has_fold(s, n, "upgrad") && !bg_has_fold(s, n, "upgraded"));
}

/* A link to a pull request or a commit documents nothing, whatever its title. */
static bool
is_change_link(const char *target)
{
	static const char *const part[] = {"/pull/", "/issues/", "/commit/", "/compare/",
	                                   "/merge_requests/"};

	for (size_t i = 0; i < sizeof(part) / sizeof(*part); i++)
		if (strstr(target, part[i]))
			return true;
	return false;
}

/* "docs/upgrading.md": n bytes that end as documents do. */
static bool
is_document(const char *s, size_t n)
{
	static const char *const suffix[] = {".md", ".rst", ".txt", ".adoc", ".html"};
	size_t m;

	for (size_t i = 0; i < sizeof(suffix) / sizeof(*suffix); i++) {
		m = strlen(suffix[i]);
		if (n > m && bg_same_fold(s + n - m, suffix[i], m))
			return is_about_migration(s, n);
	}
	return false;
}

bool
bg_migration_link(const struct bg_md_block *block)
{
	const char *s = block->text;
	size_t n;

	for (size_t i = 0; i < block->nspan; i++) {
		const struct bg_md_span *span = &block->span[i];

		if (span->type != BG_MD_LINK || !span->target || is_change_link(span->target))
			continue;
		if (is_about_migration(s + span->from, span->to - span->from) ||
		    is_about_migration(span->target, strlen(span->target)))
			return true;
	}
	for (; *s; s += n + (s[n] != 0)) {
		n = strcspn(s, " ,;()");
		while (n && strchr(".:!", s[n - 1]))
			n--;
		if (n && is_document(s, n))
			return true;
		n += strcspn(s + n, " ,;()");
	}
	return false;
}
