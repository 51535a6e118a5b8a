/* SPDX-License-Identifier: MIT */
/* What names an item: the parts of its id, and words that point to it. */
#include <string.h>

#include "base/words.h"
#include "ledger/phrase.h"
#include "model/tree.h"

/* Parts of environment names that tell nothing about the one they are in. */
static const char generic[] =
	" ACCESS ACCOUNT ADDRESS ADMIN ALLOWED API APP APPLICATION AUTH BACKEND BASE BATCH "
	"BOOL BROKER CACHE CERT CHECK CLIENT CODE COMMAND CONFIG CONFIGURATION CONNECTION "
	"COUNT CREDENTIAL CREDENTIALS DATA DATABASE DATE DAYS DEBUG DEFAULT DELAY DEST DIR "
	"DIRECTORY DISABLE DISABLED DOMAIN DRIVER EMAIL ENABLE ENABLED ENDPOINT ENGINE "
	"ENVIRONMENT ERROR EVENT EXTERNAL FILE FILES FLAG FLAGS FOLDER FORCE FORMAT GLOBAL "
	"GROUP HEADER HOME HOST HOSTNAME HOSTS HOURS HTTP HTTPS IMAGE INDEX INFO INPUT "
	"INTERNAL INTERVAL ITEM ITEMS KEYS LANGUAGE LEVEL LIMIT LINE LINK LIST LOCAL "
	"LOCATION LOGGING LOGIN LOGS MAIL MAIN MASTER MAXIMUM MEMORY MESSAGE METHOD MINIMUM "
	"MINUTES MODE MODEL MODULE MONITOR NAME NAMES NAMESPACE NODE NUMBER OPTION OPTIONS "
	"ORIGIN OUTPUT PAGE PARAM PASS PASSWORD PATH PATHS PERIOD PLUGIN POLICY POOL PORT "
	"PORTS PREFIX PRIVATE PROD PRODUCTION PROFILE PROJECT PROTOCOL PROVIDER PROXY PUBLIC "
	"QUEUE RATE READ REGION REMOTE REQUEST REQUESTS RESULT RETRIES RETRY ROLE ROOT "
	"SCHEDULE SCHEMA SCOPE SCRIPT SECONDS SECRET SECRETS SECURE SECURITY SERVER SERVICE "
	"SESSION SETTING SETTINGS SIZE SOURCE STAGE STAGING STATE STATIC STATUS STORAGE "
	"STORE STRING SUFFIX SYNC SYSTEM TABLE TARGET TASK TASKS TEST TESTING TEXT THREAD "
	"THREADS TIME TIMEOUT TIMEZONE TOKEN TOKENS TYPE UPDATE URLS USER USERNAME USERS "
	"VALUE VERSION WORKER WORKERS WORKSPACE WRITE ZONE WITH FROM ONLY TRUE FALSE "
	"NONE ";

struct piece {
	const char *s;
	size_t n;
};

static bool
is_part_byte(char c)
{
	return bg_is_name(c) || c == '-';
}

/*
 * The last named part of a dotted path of *n bytes, "[]" and '*' passed over; *n
 * becomes the length of what stands before it.
 */
static struct piece
last_part(const char *s, size_t *n)
{
	struct piece p = {s, 0};
	size_t end = *n, from;

	while (end && !is_part_byte(s[end - 1]))
		end--;
	for (from = end; from && is_part_byte(s[from - 1]);)
		from--;
	p.s = s + from;
	p.n = end - from;
	while (from && s[from - 1] == '.')
		from--;
	*n = from;
	return p;
}

/* The first part of a dotted path. */
static struct piece
first_part(const char *s, size_t n)
{
	struct piece p = {s, 0};

	while (p.n < n && is_part_byte(s[p.n]))
		p.n++;
	return p;
}

static const char *
copy(struct bg_arena *arena, struct piece p)
{
	return p.n ? bg_strndup(arena, p.s, p.n) : NULL;
}

/* "f" or "a.b.f" before a parameter, a flag or a value: the owner and its module. */
static void
set_owner(struct bg_subject *out, struct bg_arena *arena, const char *s, size_t n)
{
	out->owner = copy(arena, last_part(s, &n));
	out->module = copy(arena, last_part(s, &n));
}

/* Whether an item is a part of a document that programs read: a key, a value, a label. */
static bool
is_datum(const struct bg_item *item)
{
	static const char kinds[] = "key|path|label|status|value";

	return bg_list_has(kinds, '|', item->kind, strlen(item->kind));
}

/* Whether a dotted id is a path of keys, and not one of modules and names. */
static bool
is_key_path(const struct bg_item *item)
{
	return strcmp(item->kind, "key") == 0 || strchr(item->id, '*') || strchr(item->id, '[');
}

static void
read_path(struct bg_subject *out, struct bg_arena *arena, const struct bg_item *item)
{
	const char *id = item->id;
	size_t n = strlen(id), before, up;
	struct piece leaf, owner, top = first_part(id, n);

	leaf = last_part(id, &n);
	if (!leaf.n)
		return;
	out->leaf = copy(arena, leaf);
	before = n;
	owner = last_part(id, &before);
	if (item->parent) {
		up = strlen(item->parent);
		out->owner = copy(arena, last_part(item->parent, &up));
	} else if (owner.n && (is_key_path(item) || bg_is_upper(owner.s[*owner.s == '_']))) {
		out->owner = copy(arena, owner);
	}
	if (is_key_path(item))
		out->module = out->owner && top.s != owner.s ? copy(arena, top) : NULL;
	else if (out->owner)
		out->module = copy(arena, last_part(id, &before));
	else
		out->module = copy(arena, owner);
}

/* "app/migrations/0001_initial.py": the file by its name, the app as its owner. */
static void
read_file(struct bg_subject *out, struct bg_arena *arena, const char *slash)
{
	const char *name = slash + 1, *dot = strrchr(name, '.'), *from;
	struct piece dir = {slash, 0};

	out->leaf = dot && dot > name ? bg_strndup(arena, name, (size_t)(dot - name)) : name;
	for (from = slash; from > out->id; from--) {
		if (from[-1] != '/') {
			dir = (struct piece){from - 1, dir.n + 1};
			continue;
		}
		if (dir.n && strncmp(dir.s, "migrations/", dir.n + 1) != 0)
			break;
		dir.n = 0;
	}
	out->owner = copy(arena, dir);
}

/* "HTTP 503": the number by itself, too. */
static bool
read_status(struct bg_subject *out, const struct bg_item *item)
{
	static const char protocol[] = "HTTP";

	if (strcmp(item->kind, "status") != 0 || !bg_starts(item->id, "HTTP "))
		return false;
	out->owner = protocol;
	out->leaf = item->id + sizeof(protocol);
	return true;
}

/* "f(x)", "a=b", "run_x --flag", "HTTP 503", "docs/x.md", "NAME", "a.b.c". */
static void
read_id(struct bg_subject *out, struct bg_arena *arena, const struct bg_item *item)
{
	const char *id = item->id, *open = strchr(id, '('), *equals = strrchr(id, '=');
	const char *flag = strstr(id, " -"), *slash = strrchr(id, '/');
	size_t n = strlen(id);

	out->leaf = id;
	if (read_status(out, item))
		return;
	if (open && open > id && id[n - 1] == ')') {
		out->leaf = bg_strndup(arena, open + 1, n - (size_t)(open - id) - 2);
		set_owner(out, arena, id, (size_t)(open - id));
	} else if (equals && equals > id && equals[1]) {
		const char *from = flag && flag < equals ? flag + 1 : id;

		out->leaf = equals + 1;
		set_owner(out, arena, from, (size_t)(equals - from));
	} else if (flag && flag > id) {
		out->leaf = flag + 1;
		out->owner = bg_strndup(arena, id, (size_t)(flag - id));
	} else if (item->parent && bg_starts(id, item->parent) &&
	           id[strlen(item->parent)] == ' ') {
		out->leaf = id + strlen(item->parent) + 1;
		out->owner = item->parent;
	} else if (slash && *id != '/' && slash[1] && !strpbrk(id, " {<")) {
		read_file(out, arena, slash);
	} else if (!strpbrk(id, " /") && strcmp(item->kind, "file") != 0) {
		read_path(out, arena, item);
	}
	if (bg_ends(id, "_*"))
		out->leaf = id;
}

static bool
in_list(const char *list, const char *s, size_t n)
{
	size_t m;

	for (; *list; list += m) {
		list += strspn(list, " ,");
		m = strcspn(list, " ,");
		if (m && m == n && bg_same_fold(list, s, n))
			return true;
	}
	return false;
}

/* Parts of an env name that few names have: REDIS of REDIS_CACHE_URL. */
static void
add_distinctive(struct bg_subject *out, struct bg_arena *arena, const char *name,
                const char *common)
{
	enum { SHORT = 4 };
	size_t n;

	for (; *name; name += n + (name[n] != 0)) {
		n = strcspn(name, "_*");
		if (n >= SHORT && !in_list(generic, name, n) && !in_list(common, name, n))
			bg_strings_add(arena, &out->hint, bg_strndup(arena, name, n));
	}
}

/* A word of the banner that an app may be called by: it has a '_', or is a part of the name. */
static bool
is_app_word(const char *s, size_t n, const char *id)
{
	enum { SHORT = 4 };
	size_t m;

	if (n < SHORT || in_list(generic, s, n))
		return false;
	if (memchr(s, '_', n) && bg_is_alpha(*s) && !(bg_is_upper(*s) && bg_is_upper(s[1])))
		return true;
	for (; *id; id += m + (id[m] != 0)) {
		m = strcspn(id, "_*");
		if (m == n && bg_same_fold(id, s, n))
			return true;
	}
	return false;
}

static void
add_banner(struct bg_subject *out, struct bg_arena *arena, const char *banner,
           const char *common)
{
	size_t n;

	for (; *banner; banner += n ? n : 1) {
		for (n = 0; bg_is_word(banner[n]);)
			n++;
		if (is_app_word(banner, n, out->id) && !in_list(common, banner, n))
			bg_strings_add(arena, &out->hint, bg_strndup(arena, banner, n));
	}
}

/* Words of a file's name that say what it is about: "schedule" of schedule_config.py. */
static void
add_places(struct bg_subject *out, struct bg_arena *arena, const char *path)
{
	static const char empty[] = " CONFIG SETTINGS CONSTANTS UTILS COMMON BASE MAIN INIT "
				    "VIEWS MODELS TYPES EXAMPLE SAMPLE TASKS ROUTES URLS ";
	enum { SHORT = 4 };
	const char *slash = path ? strrchr(path, '/') : NULL, *s = slash ? slash + 1 : path;
	size_t n;

	for (; s && *s && *s != '.'; s += n + (s[n] == '_' || s[n] == '-')) {
		n = strcspn(s, "_-.");
		if (n >= SHORT && !in_list(empty, s, n))
			bg_strings_add(arena, &out->place, bg_strndup(arena, s, n));
	}
}

/* Whether the id is an environment name: capitals, digits and '_'. */
static bool
is_env_name(const char *id)
{
	bool letter = false;

	for (; *id; id++) {
		letter = letter || bg_is_upper(*id);
		if (!bg_is_upper(*id) && !bg_is_digit(*id) && *id != '_' && *id != '*')
			return false;
	}
	return letter;
}

/* "github_tracker" of "github_tracker.services.save": the app whose code it is; NULL: a word. */
static const char *
root_of(struct bg_arena *arena, const struct bg_item *item)
{
	struct piece top = first_part(item->id, strlen(item->id));

	if (is_key_path(item) || item->id[top.n] != '.' || !memchr(top.s, '_', top.n))
		return NULL;
	return copy(arena, top);
}

void
bg_subject_make(struct bg_subject *out, struct bg_arena *arena, const struct bg_item *item)
{
	const char *app = bg_item_fact(item, "app"), *banner = bg_item_fact(item, "banner");
	const char *common = bg_item_fact(item, "common");
	const char *verb = "run_", *root = root_of(arena, item);

	*out = (struct bg_subject){.id = item->id, .leaf = item->id};
	out->values = bg_item_attr(item, "choices");
	read_id(out, arena, item);
	if (app && *app)
		bg_strings_add(arena, &out->hint, app);
	else if (root)
		bg_strings_add(arena, &out->hint, root);
	else if (bg_starts(item->id, verb) && !strpbrk(item->id, ". (") &&
	         strchr(item->id + strlen(verb), '_'))
		bg_strings_add(arena, &out->hint, bg_strdup(arena, item->id + strlen(verb)));
	if (is_env_name(item->id) ||
	    (strcmp(item->kind, "name") == 0 && !strchr(item->id, '.')))
		add_distinctive(out, arena, item->id, common ? common : "");
	if (is_datum(item)) {
		add_places(out, arena, item->loc.path);
		out->things = out->owner && bg_is_plain_word(out->owner) &&
		              bg_ends(out->owner, "s") && !bg_ends(out->owner, "ss") &&
		              !bg_ends(out->owner, "us");
	}
	if (banner)
		add_banner(out, arena, banner, common ? common : "");
}
