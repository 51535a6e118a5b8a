/* SPDX-License-Identifier: MIT */
/* Regular expressions by PCRE2's interpreter, with every step counted. */
#include "parse/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

/* Steps that are free for each byte that the search moves on. */
#define STEPS_PER_BYTE ((size_t)64)
/* Heap that one backtracking point takes, generously, and what every match takes. */
#define BYTES_PER_STEP ((size_t)64)
#define LEAST_HEAP ((size_t)1024)

struct bg_pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct bg_limits limits;
	size_t most; /* steps of one match */
};

/* The work of one search so far. */
struct work {
	size_t steps, start, at, most;
};

/*
 * Called before each item of the pattern that is tried. PCRE2's own match limit
 * starts anew at every byte and does not see how far a repetition ran.
 */
static int
count_steps(pcre2_callout_block *block, void *data)
{
	struct work *work = data;
	size_t at = block->current_position, moved;

	moved = at > work->at ? at - work->at : work->at - at;
	work->at = at;
	if (work->steps)
		work->steps += moved;
	work->steps++;
	moved = block->start_match > work->start ? block->start_match - work->start : 0;
	return work->steps > work->most + moved * STEPS_PER_BYTE ? PCRE2_ERROR_CALLOUT : 0;
}

static uint32_t
clamp(size_t n)
{
	return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static void
set_limits(struct bg_pattern *p)
{
	pcre2_set_match_limit(p->context, clamp(p->most));
	pcre2_set_depth_limit(p->context, clamp(p->most));
	pcre2_set_heap_limit(p->context, clamp(p->most / (1024 / BYTES_PER_STEP) + LEAST_HEAP));
}

/* PCRE2's words for one of its codes. */
static const char *
describe(int code, char *out, size_t n)
{
	if (pcre2_get_error_message(code, (PCRE2_UCHAR *)out, n) < 0)
		return "unknown error";
	return out;
}

/* Lines end as the subject ends them: a change to CRLF must change no value. */
static pcre2_code *
compile(const char *text, int *code, PCRE2_SIZE *offset)
{
	uint32_t options =
		PCRE2_UTF | PCRE2_MULTILINE | PCRE2_AUTO_CALLOUT | PCRE2_NEVER_BACKSLASH_C;
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	pcre2_code *compiled;

	if (!context)
		bg_die("out of memory");
	pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
	compiled =
		pcre2_compile((PCRE2_SPTR)text, strlen(text), options, code, offset, context);
	pcre2_compile_context_free(context);
	return compiled;
}

int
bg_pattern_compile(struct bg_pattern **out, const char *text, const struct bg_limits *limits,
                   struct bg_err *err)
{
	struct bg_pattern *p;
	PCRE2_SIZE offset = 0;
	int code = 0;
	char words[256];

	*out = NULL;
	if (strlen(text) > limits->v[BG_LIMIT_LINE])
		return bg_fail_limit(err, limits, BG_LIMIT_LINE, NULL, 0);
	p = calloc(1, sizeof(*p));
	if (!p)
		bg_die("out of memory");
	p->limits = *limits;
	p->most = limits->v[BG_LIMIT_STEPS];
	p->code = compile(text, &code, &offset);
	if (!p->code) {
		bg_pattern_free(p);
		return bg_fail_at(err, BG_EPOLICY, NULL, 0, (unsigned)offset + 1,
		                  "bad regular expression: %s",
		                  describe(code, words, sizeof(words)));
	}
	p->data = pcre2_match_data_create_from_pattern(p->code, NULL);
	p->context = pcre2_match_context_create(NULL);
	if (!p->data || !p->context)
		bg_die("out of memory");
	set_limits(p);
	*out = p;
	return 0;
}

void
bg_pattern_free(struct bg_pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_match_context_free(pattern->context);
	pcre2_match_data_free(pattern->data);
	pcre2_code_free(pattern->code);
	free(pattern);
}

/* With (?J) or (?|…) a name may stand for several groups: the one that took part counts. */
static struct bg_group
find_group(const struct bg_pattern *p, const char *name, const char *subject)
{
	const PCRE2_SIZE *offset = pcre2_get_ovector_pointer(p->data);
	struct bg_group group = {0};
	PCRE2_SPTR first, last;
	int size = pcre2_substring_nametable_scan(p->code, (PCRE2_SPTR)name, &first, &last);
	size_t n;

	for (; size > 0 && first <= last && !group.text; first += size) {
		n = (size_t)first[0] << 8 | first[1];
		if (n >= pcre2_get_ovector_count(p->data) || offset[2 * n] == PCRE2_UNSET)
			continue;
		group.text = subject + offset[2 * n];
		group.n = offset[2 * n + 1] - offset[2 * n];
	}
	return group;
}

static int
fail_match(const struct bg_pattern *p, int code, struct bg_err *err)
{
	char words[256];

	if (code == PCRE2_ERROR_NOMEMORY)
		bg_die("out of memory");
	if (code != PCRE2_ERROR_CALLOUT && code != PCRE2_ERROR_MATCHLIMIT &&
	    code != PCRE2_ERROR_DEPTHLIMIT && code != PCRE2_ERROR_HEAPLIMIT)
		return bg_fail(err, BG_ELIMIT, "cannot search with a regular expression: %s",
		               describe(code, words, sizeof(words)));
	bg_fail_limit(err, &p->limits, BG_LIMIT_STEPS, NULL, 0);
	bg_hint(err, "avoid repetitions inside of repetitions, as (a+)+, and .* across lines");
	return -1;
}

int
bg_pattern_next(const struct bg_pattern *pattern, const char *subject, size_t n, size_t start,
                struct bg_match *out, bool *found, struct bg_err *err)
{
	struct work work = {.start = start, .at = start, .most = pattern->most};
	const PCRE2_SIZE *offset = pcre2_get_ovector_pointer(pattern->data);
	int code;

	*found = false;
	memset(out, 0, sizeof(*out));
	if (start > n)
		return 0;
	if (start == 0 && bg_utf8_check(subject, n) != n)
		bg_die("a subject of a regular expression is not well-formed UTF-8");
	pcre2_set_callout(pattern->context, count_steps, &work);
	code = pcre2_match(pattern->code, (PCRE2_SPTR)subject, n, start, PCRE2_NO_UTF_CHECK,
	                   pattern->data, pattern->context);
	if (code == PCRE2_ERROR_NOMATCH)
		return 0;
	if (code < 0)
		return fail_match(pattern, code, err);
	*found = true;
	out->from = offset[0];
	out->to = offset[1] > offset[0] ? offset[1] : offset[0];
	out->id = find_group(pattern, "id", subject);
	out->value = find_group(pattern, "value", subject);
	return 0;
}
