/* SPDX-License-Identifier: MIT */
/* The next version owed, or its next candidate. */
#include <string.h>

#include "base/err.h"
#include "base/words.h"
#include "model/version.h"
#include "run/line.h"

/* A candidate's name and number: "rc.2", "rc2". */
struct candidate {
	const char *dot; /* "." or "" */
	unsigned long long number;
};

/* Reads a pre-release part as name and number; false when it is something else. */
static bool
read_candidate(struct candidate *out, const char *pre, const char *name)
{
	unsigned long long n = 0;

	if (!bg_starts(pre, name))
		return false;
	pre += strlen(name);
	out->dot = *pre == '.' ? "." : "";
	pre += *pre == '.';
	if (!*pre || strlen(pre) > 9)
		return false;
	for (; *pre; pre++) {
		if (!bg_is_digit(*pre))
			return false;
		n = n * 10 + (unsigned)(*pre - '0');
	}
	out->number = n;
	return true;
}

static bool
same_numbers(const struct bg_version *a, const struct bg_version *b)
{
	return a->major == b->major && a->minor == b->minor && a->patch == b->patch;
}

/* The number after the greatest candidate of that version, written as the last one was. */
static const char *
next_candidate(const struct bg_line *line, const struct bg_version *next)
{
	const char *name = line->req->pre, *dot = ".";
	struct candidate c;
	unsigned long long number = 0;

	for (size_t i = 0; i < line->releases.n; i++) {
		const struct bg_version *v = &line->releases.v[i].version;

		if (!read_candidate(&c, v->pre, name))
			continue;
		dot = c.dot;
		if (same_numbers(v, next) && c.number > number)
			number = c.number;
	}
	return bg_strf(line->run->keep, "%s-%s%s%llu", bg_version_text(line->run->keep, next),
	               name, dot, number + 1);
}

static int
check_pre(const struct bg_line *line, struct bg_err *err)
{
	const char *pre = line->req->pre, *text;
	struct bg_version v;

	if (!pre)
		return 0;
	text = bg_strf(line->run->keep, "0.0.0-%s.1", pre);
	if (bg_version_parse(&v, line->run->keep, text, strlen(text)) && !strchr(pre, '+'))
		return 0;
	bg_fail(err, BG_EUSAGE, "'%s' cannot name a candidate", pre);
	bg_hint(err, "a name as 'rc' or 'beta' is made of letters, digits and '-'");
	return -1;
}

/* What was not read may owe more than what was. */
static bool
read_all(const struct bg_line *line)
{
	for (size_t i = 0; i < line->sides.n; i++)
		if (line->sides.now[i].unread.n &&
		    line->policy.level[BG_RULE_SURFACE_UNREADABLE] == BG_ERROR)
			return false;
	return true;
}

static int
find_next(struct bg_line *line, struct bg_err *err)
{
	static const struct bg_version first = {0, 1, 0, "", ""};
	struct bg_report *out = line->out;
	struct bg_version next = first;
	const struct bg_finding *taken;

	if (check_pre(line, err) != 0 || bg_line_check(line, err) != 0)
		return -1;
	taken = bg_line_taken(line);
	if (taken) {
		bg_fail(err, BG_EREPO, "%s", taken->message);
		bg_hint(err, "%s", taken->fix);
		return -1;
	}
	out->next_version = NULL;
	if (!read_all(line) || (line->has_base && out->required == BG_NONE))
		return 0;
	if (line->has_base)
		next = bg_version_next(&line->base.version, out->required);
	out->next_version = line->req->pre ? next_candidate(line, &next)
	                                   : bg_version_text(line->run->keep, &next);
	return 0;
}

int
bg_next(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
        struct bg_err *err)
{
	struct bg_request dry = *req;
	struct bg_line *line = bg_line_new(run, &dry, out, BG_DOC_CHECK);
	int status;

	dry.dry = true;
	status = bg_line_finish(line, find_next(line, err), err);
	line->req = req;
	return status;
}
