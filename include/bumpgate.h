/* SPDX-License-Identifier: MIT */
/*
 * bumpgate - which SemVer bump does a release owe?
 *
 * The one public header: the shared types and the calls behind the commands.
 * All strings are NUL-terminated UTF-8. Unless a comment says otherwise, a
 * pointer found in a structure is never NULL and is owned by the run (or the
 * arena) that made it.
 *
 * An example, which lists what a release breaks:
 *
 *	#include <bumpgate.h>
 *	#include <stdio.h>
 *
 *	int
 *	main(int argc, char **argv)
 *	{
 *		struct bg_run *run = bg_run_new();
 *		struct bg_request req;
 *		struct bg_report report;
 *		struct bg_err err = {0};
 *		int status = 0;
 *
 *		bg_request_init(&req);
 *		req.dir = argc > 1 ? argv[1] : ".";
 *		req.target = argc > 2 ? argv[2] : NULL;
 *		if (bg_check(run, &req, &report, &err) != 0) {
 *			fprintf(stderr, "%s\n", err.text);
 *			status = 3;
 *		}
 *		for (size_t i = 0; status == 0 && i < report.nfinding; i++)
 *			if (report.finding[i].bump == BG_MAJOR)
 *				printf("%s: %s\n", report.finding[i].rule, report.finding[i].message);
 *		bg_run_free(run);
 *		return status;
 *	}
 *
 * It is built by: cc example.c $(pkg-config --cflags --libs bumpgate)
 */
#ifndef BUMPGATE_H
#define BUMPGATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BG_VERSION "0.1.0"

/* How a call failed, or (BG_ESYNTAX) why a file was not read. */
enum bg_code {
	BG_OK,
	BG_ESYNTAX, /* a user's file does not parse: becomes a note, not an end */
	BG_EUSAGE,  /* unusable request: exit status 2 */
	BG_EPOLICY, /* unusable policy file: exit status 2 */
	BG_EREPO,   /* no repository, tag or base to judge: exit status 3 */
	BG_EOBJECT, /* a git object is missing or corrupt: exit status 3 */
	BG_ELIMIT,  /* a row of limits.def was exceeded: exit status 3 */
	BG_EOUTPUT, /* the report could not be written: exit status 3 */
	BG_EABSENT  /* the CHANGELOG has no section of that version: exit status 1 */
};

/* A place in a file of the judged repository. */
struct bg_loc {
	const char *path; /* relative to the repository root; NULL: no file */
	unsigned line;    /* from 1; 0: the whole file */
};

/*
 * Why a call failed. A value on the caller's stack, zeroed before first use;
 * the first failure wins. The text is a sentence fragment fit to print: lower
 * case, no full stop, names in single quotes.
 */
struct bg_err {
	enum bg_code code;
	unsigned line, column; /* in path; 0: unknown */
	char path[256];        /* the file meant; "" where there is none */
	char text[512];
	char hint[512]; /* what to do about it; "" where nothing is known */
};

/* A version by SemVer 2.0.0. pre and build lack their '-' and '+', "" if absent. */
struct bg_version {
	uint64_t major, minor, patch;
	const char *pre, *build;
};

enum bg_bump { BG_NONE, BG_PATCH, BG_MINOR, BG_MAJOR };  /* ordered: join is max */
enum bg_level { BG_OFF, BG_INFO, BG_WARNING, BG_ERROR }; /* ordered */
enum bg_tier { BG_TIER_A, BG_TIER_B, BG_TIER_C };
enum bg_op { BG_ADDED, BG_REMOVED, BG_CHANGED };
enum bg_verdict { BG_PASS, BG_FAIL, BG_UNJUDGED };
enum bg_status { BG_OPEN, BG_ANNOUNCED, BG_WAIVED, BG_ALLOWED, BG_EXEMPT };
enum bg_named { BG_NAMED_NA, BG_NAMED_NO, BG_NAMED_INDIRECT, BG_NAMED_EXACT };

/* The ceilings of limits.def; a request may set lower or higher ones. */
enum bg_limit {
#define _(id, name, value, unit, what) BG_LIMIT_##id,
#include "bumpgate-limits.def"
#undef _
	BG_NLIMITS
};
struct bg_limits {
	size_t v[BG_NLIMITS];
};

/* One revision that is judged. */
struct bg_revision {
	const char *name;   /* as asked for or found: "v1.2.0", "HEAD" */
	const char *commit; /* full lower-case hex of the peeled commit */
	const char *date;   /* "2026-01-31" in the tag's (commit's) own zone */
	int64_t day;        /* the same as days since 1970-01-01 */
	bool is_tag;        /* name is refs/tags/NAME */
	bool has_version;   /* name is a release tag; version is set */
	bool modified;      /* a work tree whose files are not all those of commit */
	struct bg_version version;
};

struct bg_attr {
	const char *name, *value;
};

/* One thing users can depend on. (kind, id) is its identity in a surface. */
struct bg_item {
	const char *kind;           /* a word its extractor owns: "name", "command", "key" */
	const char *id;             /* as reports show it: "checks.database.ok" */
	const char *parent;         /* id of the item it is a part of; NULL: none */
	const struct bg_attr *attr; /* what the differ compares, sorted by name */
	size_t nattr;
	const struct bg_attr *fact; /* evidence, never compared, sorted by name */
	size_t nfact;
	struct bg_loc loc; /* for reports, never compared */
};

/* Something a reader or an extractor saw that no item says. */
struct bg_note {
	const char *surface; /* surface id; NULL: the whole run */
	struct bg_loc loc;
	const char *message;
	const char *item; /* id of the item that it is about; NULL: all of the surface */
};

/* A revision's promises of one sort, or both revisions' counts of them. */
struct bg_surface {
	const char *id, *kind; /* "env", "dotenv" */
	enum bg_tier tier;
	const char *const *file; /* paths read, sorted, unique */
	size_t nfile;
	size_t examined, added, removed, changed, unread;
};

struct bg_change {
	enum bg_op op;
	const char *surface;
	const struct bg_item *was, *now; /* NULL where absent */
	const char *attr, *from, *to;    /* CHANGED only; from/to NULL: attribute absent */
	size_t children;                 /* items folded into this one */
};

struct bg_finding {
	const char *rule, *surface, *item; /* surface, item NULL: the whole release */
	enum bg_level level;
	enum bg_bump bump; /* owed, after announcement or exemption */
	enum bg_status status;
	size_t children;
	const char *message, *why, *fix; /* a sentence each; fix may be NULL */
	struct bg_loc was, now;          /* path NULL where absent */
	const char *since;               /* first tag that announced it, or NULL */
	enum bg_named named;
	struct bg_loc changelog; /* the entry that names it; path NULL: none */
	const char *entry;       /* its text, or NULL */
	const char *waiver;      /* the waiver's reason, or NULL */
	const char *fingerprint; /* 16 hex digits of rule, surface and item */
};

/* How far a deprecation is. Overdue: what was promised to go by now is still there. */
enum bg_stage {
	BG_UNANNOUNCED, /* marked, but no CHANGELOG entry announces it */
	BG_PENDING,     /* announced, but in no stable release yet */
	BG_WAITING,     /* the policy's window or the promise is not over */
	BG_REMOVABLE,
	BG_OVERDUE
};

/* One name that is to go. */
struct bg_deprecation {
	const struct bg_item *item;
	const char *surface;
	enum bg_stage stage;
	const char *since;      /* the first release that announced it, or NULL */
	const char *entry;      /* the newest entry that says so, or NULL */
	struct bg_loc note;     /* the first such entry; path NULL: none */
	const char *marker;     /* what marks it in a file or in code, or NULL */
	const char *promised;   /* "1.0.0" or "2027-01-01", as announced, or NULL */
	const char *instead;    /* what to use, as announced, or NULL */
	const char *removable;  /* the first version that may be without it, or NULL */
	const char *not_before; /* nor before this day, or NULL */
	size_t wait;            /* releases to be made before that one */
};

/* What one command found; which parts are set follows from type. */
enum bg_document {
	BG_DOC_CHECK,
	BG_DOC_DIFF,
	BG_DOC_SURFACE,
	BG_DOC_HISTORY,
	BG_DOC_DEPRECATIONS,
	BG_DOC_CHANGELOG,
	BG_DOC_WAIVERS,
	BG_NDOCUMENTS
};

/* One waiver of the policy. Strings are NULL where the policy does not say them. */
struct bg_waived {
	const char *rule; /* never NULL */
	const char *surface, *item, *reason, *approved_by, *record, *expires;
	const char *fault;               /* the rule that it breaks itself; NULL: in force */
	const struct bg_finding *covers; /* NULL: nothing today */
	struct bg_loc loc;               /* in the policy */
};

/* One release among all of a repository, as it would have been judged. */
struct bg_release {
	struct bg_revision revision;
	const char *base; /* tag; NULL: a first release, which passes */
	enum bg_verdict verdict;
	bool declares, requires; /* as of struct bg_report */
	enum bg_bump declared, required;
	size_t breaks;     /* changes that owe MAJOR unless they were announced */
	size_t announced;  /* those of them that were */
	size_t unnamed;    /* those that the CHANGELOG does not name */
	size_t errors;     /* findings that stop the release */
	const char *cause; /* BG_UNJUDGED: why; else NULL */
};

/* One promise through all releases. The numbers are indices of struct bg_release. */
struct bg_span {
	const char *surface, *kind, *item;
	enum bg_tier tier;
	size_t since;      /* the first that made it */
	size_t gone;       /* the first without it; as many as there are releases: none */
	size_t announced;  /* whose CHANGELOG announced its end; as above */
	bool announces;    /* announced is set */
	struct bg_loc loc; /* where it was seen last */
};
struct bg_report {
	enum bg_document type;
	enum bg_verdict verdict; /* check */
	bool declares, requires; /* declared and required hold a value */
	enum bg_bump declared, required;
	const char *next_version;                /* NULL: unknown */
	const struct bg_revision *base;          /* NULL: none; diff and check */
	const char *base_why;                    /* NULL with base NULL */
	const struct bg_revision *target;        /* NULL: could not be resolved */
	const char *target_why;                  /* NULL: as asked for */
	const char *policy_source, *policy_pack; /* NULL: none */
	const struct bg_surface *surface;
	size_t nsurface;
	const struct bg_finding *finding; /* check; errors first, then by surface */
	size_t nfinding;
	const struct bg_change *change; /* diff */
	size_t nchange;
	const struct bg_item *item;      /* surface */
	const char *const *item_surface; /* the surface id of item[i] */
	size_t nitem;
	const struct bg_deprecation *deprecation; /* deprecations; by surface and item */
	size_t ndeprecation;
	const struct bg_note *note;
	size_t nnote;
	const char *const *ignored_tag;
	size_t nignored;
	const struct bg_waived *waived; /* waivers; in their order */
	size_t nwaived;
	const struct bg_release *release; /* history; by precedence */
	size_t nrelease;
	const struct bg_span *promise; /* history; by surface, kind, item and since */
	size_t npromise;
};

/* What a caller asks for. Zeroed fields mean "not given". */
struct bg_request {
	const char *dir;           /* where to look for the repository; NULL: "." */
	const char *fixture;       /* a directory of tag-named directories instead */
	const char *policy;        /* a policy file instead of the target's */
	const char *base, *target; /* revisions; NULL: chosen */
	const char *now;           /* "2026-01-31"; NULL: the target's date */
	bool initial;              /* the target is a first release */
	bool work_tree;            /* the target is the work tree; target must be NULL */
	bool dry;                /* what the target would be released as, though it is a tag */
	const char *pre;         /* "rc": next_version is its next candidate; NULL: none */
	const char *sha;         /* GITHUB_SHA, to be compared; NULL: unknown */
	const char *uid;         /* SUDO_UID; NULL: none */
	const char *home;        /* HOME, for the user's git configuration; NULL: none */
	const char *git_config;  /* GIT_CONFIG_GLOBAL: a file instead of it; NULL: none */
	const char *config_home; /* XDG_CONFIG_HOME; NULL: HOME/.config */
	struct bg_limits limits; /* see bg_limits_init() */
	void (*progress)(const char *what, size_t done, size_t total, void *data);
	void *data;
};

/* Sets every limit to its default. */
void bg_limits_init(struct bg_limits *limits);

/* Sets *req to an empty request with default limits. */
void bg_request_init(struct bg_request *req);

/* A run owns all that its calls hand out. Aborts the process without memory. */
struct bg_run *bg_run_new(void);
void bg_run_free(struct bg_run *run); /* NULL is allowed */

/*
 * Judge a release, compare two revisions, list one revision's promises.
 * Return 0 and fill *out, valid until the run is freed. Return -1 with *err
 * set when that could not be done; *out then holds what was known, with
 * verdict BG_UNJUDGED and the cause among its notes, fit to be written.
 */
int bg_check(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
             struct bg_err *err);
int bg_diff(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
            struct bg_err *err);
int bg_inventory(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                 struct bg_err *err);

/* The policy's waivers, and what each covers in the release. Returns as bg_check(). */
int bg_waivers(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
               struct bg_err *err);

/* What is announced to go, or marked so, at one revision. Returns as bg_check(). */
int bg_deprecations(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                    struct bg_err *err);

/*
 * The same as bg_check() for the target as if it had no tag: out->next_version is the
 * version that it owes, or its next candidate (req->pre); for a first release 0.1.0. It is
 * NULL when nothing changed, or when something at the target was not read.
 */
int bg_next(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
            struct bg_err *err);

/*
 * Judges every stable release up to the target (by default all), each against the one below,
 * by the policy of the target (by default HEAD), or by req->policy. A release that cannot
 * be judged is a row with its cause; the verdict is PASS unless nothing could be judged.
 */
int bg_history(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
               struct bg_err *err);

/*
 * Judges the CHANGELOG alone: the findings about it, and a verdict by them. A first release
 * and a repository without surfaces are judged too. Returns as bg_check().
 */
int bg_changelog_check(struct bg_run *run, const struct bg_request *req, struct bg_report *out,
                       struct bg_err *err);

/*
 * The Markdown below the heading of a version, as "1.2.0", a tag's name or "Unreleased",
 * byte for byte. NULL with *err: BG_EABSENT where there is no such section.
 */
const char *bg_changelog_notes(struct bg_run *run, const struct bg_request *req,
                               const char *version, size_t *n, struct bg_err *err);

/* The entries that a CHANGELOG lacks. */
struct bg_draft {
	const char *text;      /* as Markdown in the file's style; "": nothing is missing */
	const char *path;      /* of the CHANGELOG in the repository */
	const char *file;      /* the same in the work tree; NULL: there is none */
	const char *was, *now; /* the file's bytes, without and with the entries */
	size_t nwas, nnow;
};

/*
 * Drafts the entries for what a release of the target would change and the CHANGELOG does
 * not name; the target counts as if it had no tag. 0, or -1 with *err.
 */
int bg_changelog_draft(struct bg_run *run, const struct bg_request *req, struct bg_draft *out,
                       struct bg_err *err);

/* A first policy file. */
struct bg_first {
	const char *text; /* commented, with what each surface would hold */
	const char *file; /* where it belongs, absolute; NULL: there is no work tree */
};

/*
 * Drafts a policy of what the target (by default HEAD, or the work tree) has. -1 with BG_EREPO
 * where nothing is found that could be named; nothing is written.
 */
int bg_init(struct bg_run *run, const struct bg_request *req, struct bg_first *out,
            struct bg_err *err);

/* How a report is laid out. */
struct bg_style {
	bool color;
	bool verbose, quiet;
	unsigned columns; /* at least 40 */
};

/* Where bytes go. write returns 0, or -1 when they could not be written. */
struct bg_sink {
	int (*write)(void *data, const char *bytes, size_t n);
	void *data;
};

/*
 * Write a report in the format called name. -1 with BG_EUSAGE for a format
 * that does not exist or cannot show this document, with BG_EOUTPUT when
 * the sink refused.
 */
int bg_report_write(const struct bg_report *report, const char *name,
                    const struct bg_style *style, struct bg_sink *sink, struct bg_err *err);

/* The nth format's name and help; NULL past the last. */
const char *bg_format_name(size_t n);
const char *bg_format_help(size_t n);

/*
 * Write text for people: safe for terminals, wrapped to columns (0: not at all) and with
 * the line ended. What stands before it on its first line takes indent columns,
 * and later lines are indented by as many. 0, or -1 when the sink refused.
 */
int bg_prose_write(struct bg_sink *sink, const char *text, unsigned indent, unsigned columns);

/* One row of rules.def, as "explain" shows it. */
struct bg_rule_info {
	const char *id, *kind; /* kind of surface; NULL: the release as a whole */
	enum bg_bump bump;
	enum bg_level level;
	const char *says, *why, *fix;
};
/* The nth rule; false past the last. */
bool bg_rule_info(size_t n, struct bg_rule_info *out);

/* The nth kind of surface and the nth limit; false past the last. */
bool bg_kind_info(size_t n, const char **name, const char **help);
/* The nth option of the kind with that number; needed: it must be given. */
bool bg_kind_option_info(size_t kind, size_t n, const char **name, const char **help,
                         bool *needed);
bool bg_limit_info(size_t n, const char **name, size_t *value, const char **unit,
                   const char **what);

/* The JSON Schema of the json format, NUL-terminated. */
const char *bg_report_schema(void);

/* Writes the JSON Schema of the policy file. 0, or -1 with BG_EOUTPUT. */
int bg_policy_schema_write(struct bg_sink *sink, struct bg_err *err);

/* The words of the enumerations: "major", "error", "A", "fail", "announced" … */
const char *bg_bump_word(enum bg_bump bump);
const char *bg_level_word(enum bg_level level);
const char *bg_tier_word(enum bg_tier tier);
const char *bg_op_word(enum bg_op op);
const char *bg_verdict_word(enum bg_verdict verdict);
const char *bg_status_word(enum bg_status status);
const char *bg_stage_word(enum bg_stage stage);
const char *bg_named_word(enum bg_named named); /* NULL for BG_NAMED_NA */

/* The attribute or fact called name, or NULL. */
const char *bg_item_attr(const struct bg_item *item, const char *name);
const char *bg_item_fact(const struct bg_item *item, const char *name);

/* The word of list (n words) nearest to word, or NULL when none is near. */
const char *bg_nearest(const char *word, const char *const *list, size_t n);

#endif
