/* SPDX-License-Identifier: MIT */
/* SemVer 2.0.0. */
#include "model/version.h"

#include <string.h>

#include "base/buf.h"
#include "base/words.h"

#define LONGEST 255

/* A run of digits without leading zero; advances *s. */
static bool
take_number(uint64_t *out, const char **s, const char *end)
{
	const char *p = *s;
	uint64_t n = 0;
	unsigned digit;

	if (p == end || !bg_is_digit(*p))
		return false;
	if (*p == '0' && p + 1 < end && bg_is_digit(p[1]))
		return false;
	for (; p < end && bg_is_digit(*p); p++) {
		digit = (unsigned)(*p - '0');
		if (n > (UINT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	*s = p;
	return true;
}

/* Dot-separated identifiers up to stop or end; advances *s. */
static bool
take_identifiers(const char **out, struct bg_arena *arena, const char **s, const char *end,
                 bool numeric_rule)
{
	const char *start = *s, *p = start, *id = start;
	bool digits = true;

	for (;; p++) {
		if (p < end && (bg_is_alpha(*p) || *p == '-')) {
			digits = false;
			continue;
		}
		if (p < end && bg_is_digit(*p))
			continue;
		if (p == id || (numeric_rule && digits && *id == '0' && p - id > 1))
			return false;
		if (p == end || *p != '.')
			break;
		id = p + 1;
		digits = true;
	}
	*out = bg_strndup(arena, start, (size_t)(p - start));
	*s = p;
	return true;
}

bool
bg_version_parse(struct bg_version *out, struct bg_arena *arena, const char *s, size_t n)
{
	const char *end = s + n;

	*out = (struct bg_version){.pre = "", .build = ""};
	if (n > LONGEST)
		return false;
	if (!take_number(&out->major, &s, end) || s == end || *s++ != '.')
		return false;
	if (!take_number(&out->minor, &s, end) || s == end || *s++ != '.')
		return false;
	if (!take_number(&out->patch, &s, end))
		return false;
	if (s < end && *s == '-') {
		s++;
		if (!take_identifiers(&out->pre, arena, &s, end, true))
			return false;
	}
	if (s < end && *s == '+') {
		s++;
		if (!take_identifiers(&out->build, arena, &s, end, false))
			return false;
	}
	return s == end;
}

static bool
all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!bg_is_digit(s[i]))
			return false;
	return n > 0;
}

/* One pair of identifiers by section 11.4.1 - 11.4.3. */
static int
compare_identifier(const char *a, size_t na, const char *b, size_t nb)
{
	bool da = all_digits(a, na), db = all_digits(b, nb);
	int order;

	if (da != db)
		return da ? -1 : 1;
	if (da && na != nb)
		return na < nb ? -1 : 1;
	order = memcmp(a, b, na < nb ? na : nb);
	if (order)
		return order;
	return na < nb ? -1 : na > nb;
}

static int
compare_pre(const char *a, const char *b)
{
	size_t na, nb;
	int order;

	if (!*a || !*b)
		return !*a - !*b;
	for (;;) {
		na = strcspn(a, ".");
		nb = strcspn(b, ".");
		order = compare_identifier(a, na, b, nb);
		if (order)
			return order;
		a += na;
		b += nb;
		if (!*a || !*b)
			return !*b - !*a;
		a++;
		b++;
	}
}

static int
compare_number(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

int
bg_version_compare(const struct bg_version *a, const struct bg_version *b)
{
	int order = compare_number(a->major, b->major);

	if (!order)
		order = compare_number(a->minor, b->minor);
	if (!order)
		order = compare_number(a->patch, b->patch);
	return order ? order : compare_pre(a->pre, b->pre);
}

bool
bg_version_stable(const struct bg_version *v)
{
	return !*v->pre;
}

const char *
bg_version_text(struct bg_arena *arena, const struct bg_version *v)
{
	return bg_strf(arena, "%llu.%llu.%llu%s%s%s%s", (unsigned long long)v->major,
	               (unsigned long long)v->minor, (unsigned long long)v->patch,
	               *v->pre ? "-" : "", v->pre, *v->build ? "+" : "", v->build);
}

enum bg_bump
bg_version_bump(const struct bg_version *base, const struct bg_version *target)
{
	if (base->major != target->major)
		return target->major > base->major ? BG_MAJOR : BG_NONE;
	if (base->minor != target->minor)
		return target->minor > base->minor ? BG_MINOR : BG_NONE;
	return target->patch > base->patch ? BG_PATCH : BG_NONE;
}

struct bg_version
bg_version_next(const struct bg_version *base, enum bg_bump bump)
{
	struct bg_version v = *base;

	v.pre = v.build = "";
	if (bump == BG_MAJOR) {
		v.major++;
		v.minor = v.patch = 0;
	} else if (bump == BG_MINOR) {
		v.minor++;
		v.patch = 0;
	} else if (bump == BG_PATCH) {
		v.patch++;
	}
	return v;
}

/* Whether pre ends as git-describe names a later commit: "3-gabc", "rc.1-3-gabc". */
static bool
is_described(const char *pre)
{
	size_t n = strlen(pre), hex = 0, digits = 0;

	while (n && (bg_is_digit(pre[n - 1]) || (pre[n - 1] >= 'a' && pre[n - 1] <= 'f'))) {
		n--;
		hex++;
	}
	if (hex < 3 || n < 3 || memcmp(pre + n - 2, "-g", 2) != 0)
		return false;
	for (n -= 2; n && bg_is_digit(pre[n - 1]); n--)
		digits++;
	return digits && (n == 0 || pre[n - 1] == '-');
}

bool
bg_version_from_tag(struct bg_version *out, struct bg_arena *arena, const char *pattern,
                    const char *tag)
{
	static const char mark[] = "{version}";
	const char *hole = strstr(pattern, mark), *tail;
	size_t before, after, n = strlen(tag);

	if (!hole)
		return false;
	tail = hole + sizeof(mark) - 1;
	before = (size_t)(hole - pattern);
	after = strlen(tail);
	if (n < before + after || memcmp(tag, pattern, before) != 0 ||
	    memcmp(tag + n - after, tail, after) != 0)
		return false;
	return bg_version_parse(out, arena, tag + before, n - before - after) &&
	       !is_described(out->pre);
}
