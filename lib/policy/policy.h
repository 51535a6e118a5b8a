/* SPDX-License-Identifier: MIT */
/* What a project promises and how strictly: .bumpgate.yml and the built-in packs. */
#ifndef BG_POLICY_POLICY_H
#define BG_POLICY_POLICY_H

#include "extract/extract.h"
#include "policy/rules.h"

/* A finding that is forgiven. Strings are NULL where the file does not say them. */
struct bg_waiver {
	const char *rule; /* known, never NULL */
	const char *surface, *item, *reason, *approved_by, *record, *expires;
	bool expires_by_day;       /* day is set; else, with expires, version */
	int64_t day;               /* the last one that it holds on */
	struct bg_version version; /* the first one that it does not hold for */
	bool recorded;             /* the target has the file that record names */
	struct bg_loc loc;
};

struct bg_policy {
	const char *source;     /* ".bumpgate.yml", the file given, or "built-in" */
	const char *pack;       /* the built-in pack it extends, or NULL */
	struct bg_strings tags; /* tag patterns with {version}, in order of preference */
	const char *branch;     /* releases stand on it; NULL: not checked */
	bool zero_semver;       /* zero-major: semver */
	struct bg_strings version_files; /* globs of files that declare the version */
	const char *changelog;           /* path */
	uint64_t deprecation_releases, deprecation_days;
	struct {
		struct bg_spec *v;
		size_t n, cap;
	} specs;
	struct {
		struct bg_waiver *v;
		size_t n, cap;
	} waivers;
	enum bg_level level[BG_NRULES]; /* as rules.def has it, or as the policy says */
};

/* The spec of the surface called id, or NULL. */
const struct bg_spec *bg_policy_spec(const struct bg_policy *policy, const char *id);

/* Whether the waiver names a finding by its rule, surface and item; NULL equals only NULL. */
bool bg_waiver_names(const struct bg_waiver *waiver, const char *rule, const char *surface,
                     const char *item);

/* The path of the policy in a repository. */
#define BG_POLICY_PATH ".bumpgate.yml"

/*
 * Reads a policy file. 0, or -1 with BG_EPOLICY, line and column: malformed YAML,
 * an unknown key, kind, rule or pack (with the nearest right name), a wrong type, a
 * missing option, or a rule that owes a bump switched off; BG_ELIMIT.
 */
int bg_policy_read(struct bg_policy *out, struct bg_arena *arena,
                   const struct bg_limits *limits, const struct bg_blob *blob,
                   struct bg_err *err);

/* The names of the built-in packs. */
const char *const *bg_policy_packs(void);
size_t bg_policy_npacks(void);

/* The policy of a repository without one: the pack django-service. */
int bg_policy_builtin(struct bg_policy *out, struct bg_arena *arena,
                      const struct bg_limits *limits, struct bg_err *err);

#endif
