/* SPDX-License-Identifier: MIT */
/* Objects that must be there: peeling tags, and saying what is broken. */
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "source/git_private.h"

#define DAY_SECONDS 86400
/* Far beyond the calendar, and safe to add an offset to. */
#define LATEST ((int64_t)1 << 56)

int
bg_git_fail(struct bg_err *err, enum bg_code code, const char *text)
{
	const git_error *last = git_error_last();

	return bg_fail(err, code, "%s: %s", text,
	               last && last->message ? last->message : "no reason known");
}

/* Each of these was tried: the tests run them on repositories that are so broken. */
static void
hint_repair(const struct bg_git *git, bool missing, struct bg_err *err)
{
	if (missing && git->partial)
		bg_hint(err, "a partial clone left it out; fetch everything: "
		             "git fetch --refetch --no-filter --tags");
	else if (missing)
		bg_hint(err, "'git fsck --full' lists what is missing; fetch it again: "
		             "git fetch --refetch --tags");
	else
		bg_hint(err, "'git fsck --full' lists what is damaged; judge a fresh clone, or "
		             "delete the damaged file and: git fetch --refetch --tags");
}

int
bg_git_fail_object(const struct bg_git *git, const char *path, const char *what,
                   const git_oid *oid, struct bg_err *err)
{
	const git_error *last = git_error_last();
	const char *why = last && last->message ? last->message : "it is damaged";
	char reason[256], hex[GIT_OID_HEXSZ + 1] = "";
	bool missing;

	/* Asking for the object below replaces the message. */
	memset(reason, 0, sizeof(reason));
	memcpy(reason, why, strnlen(why, sizeof(reason) - 1));
	missing = !git_odb_exists(git->odb, oid);
	git_oid_tostr(hex, sizeof(hex), oid);
	if (missing)
		bg_fail_at(err, BG_EOBJECT, path, 0, 0, "cannot read %s: object %s is missing",
		           what, hex);
	else
		bg_fail_at(err, BG_EOBJECT, path, 0, 0, "cannot read %s: object %s: %s", what,
		           hex, reason);
	hint_repair(git, missing, err);
	return -1;
}

/* The day in the signature's own zone. */
static void
set_date(struct bg_revision *out, struct bg_arena *arena, git_time when)
{
	int64_t t = when.time;

	t = t > LATEST ? LATEST : t < -LATEST ? -LATEST : t;
	t += (int64_t)when.offset * 60;
	out->day = t / DAY_SECONDS - (t % DAY_SECONDS < 0);
	out->date = bg_day_text(arena, out->day);
}

static int
take_tag(struct bg_git *git, struct bg_arena *arena, git_oid *oid, struct bg_revision *out)
{
	const git_signature *tagger;
	git_tag *tag = NULL;

	if (git_tag_lookup(&tag, git->repo, oid) < 0)
		return -1;
	tagger = git_tag_tagger(tag);
	if (tagger && !out->date)
		set_date(out, arena, tagger->when);
	git_oid_cpy(oid, git_tag_target_id(tag));
	git_tag_free(tag);
	return 0;
}

static int
take_commit(struct bg_git *git, struct bg_arena *arena, const git_oid *oid,
            struct bg_revision *out)
{
	git_commit *commit = NULL;
	char hex[GIT_OID_HEXSZ + 1];

	if (git_commit_lookup(&commit, git->repo, oid) < 0)
		return -1;
	if (!out->date)
		set_date(out, arena, git_commit_committer(commit)->when);
	out->commit = bg_strdup(arena, git_oid_tostr(hex, sizeof(hex), oid));
	git_commit_free(commit);
	return 0;
}

int
bg_git_peel(struct bg_git *git, struct bg_arena *arena, const char *what, const git_oid *start,
            struct bg_revision *out, struct bg_err *err)
{
	git_oid oid = *start;
	git_object_t type;
	size_t size;

	for (size_t depth = 0; depth <= git->limits.v[BG_LIMIT_DEPTH]; depth++) {
		if (git_odb_read_header(&size, &type, git->odb, &oid) < 0)
			return bg_git_fail_object(git, NULL, what, &oid, err);
		if (size > git->limits.v[BG_LIMIT_BLOB])
			return bg_fail_limit(err, &git->limits, BG_LIMIT_BLOB, NULL, 0);
		if (type == GIT_OBJECT_COMMIT)
			return take_commit(git, arena, &oid, out)
			               ? bg_git_fail_object(git, NULL, what, &oid, err)
			               : 0;
		if (type != GIT_OBJECT_TAG)
			return bg_fail(err, BG_EREPO, "%s points at a %s, not at a commit",
			               what, git_object_type2string(type));
		if (take_tag(git, arena, &oid, out))
			return bg_git_fail_object(git, NULL, what, &oid, err);
	}
	return bg_fail_limit(err, &git->limits, BG_LIMIT_DEPTH, NULL, 0);
}
