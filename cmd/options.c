/* SPDX-License-Identifier: MIT */
/* Reading the command line by the table in options.def. */
#include "cmd.h"

#include <stdio.h>
#include <string.h>

enum kind { FLAG, TEXT, OUTPUT };

struct option {
	const char *name; /* NULL: only a letter */
	char letter;      /* 0: only a name */
	enum kind kind;
	size_t member; /* offset in struct bg_options; not for OUTPUT */
	const char *value, *help;
	unsigned scope;
};

#define ON(command) (1u << BG_CMD_##command)
#define ON_REPO \
	(ON(check) | ON(diff) | ON(surface) | ON(history) | ON(deprecations) | ON(changelog) | \
	 ON(waivers))
#define ON_LOOK (ON_REPO | ON(next))
#define ON_ALL (~0u)

static const struct option table[] = {
#define _(member, letter, name, value, kind, scope, help) \
	{name, letter, kind, offsetof(struct bg_options, member), value, help, scope},
#include "options.def"
#undef _
};

enum { NOPTIONS = sizeof(table) / sizeof(*table) };
_Static_assert(NOPTIONS <= 32, "struct bg_options has a bit for each option");

/* What is left of the command line. */
struct reader {
	struct bg_options *out;
	char *const *next, *const *end;
	struct bg_err *err;
};

bool
bg_option_info(size_t n, struct bg_option_info *out)
{
	if (n >= NOPTIONS)
		return false;
	*out = (struct bg_option_info){table[n].letter, table[n].name, table[n].value,
	                               table[n].help, table[n].scope};
	return true;
}

/* The value of NAME=FILE. */
static void
add_output(struct reader *r, const char *value)
{
	struct bg_options *o = r->out;
	const char *equals = strchr(value, '=');
	size_t n = equals ? (size_t)(equals - value) : 0;

	if (!n || !equals[1] || n >= sizeof(o->output->format)) {
		bg_refuse(r->err, "'--output %s' is not of the form NAME=FILE", value);
		bg_advise(r->err, "for example --output json=report.json");
		return;
	}
	if (o->noutput == BG_MAX_OUTPUTS) {
		bg_refuse(r->err, "'--output' is given more than %d times", BG_MAX_OUTPUTS);
		return;
	}
	memcpy(o->output[o->noutput].format, value, n);
	o->output[o->noutput].format[n] = '\0';
	o->output[o->noutput++].file = equals + 1;
}

/* An empty value is most often a shell variable that is not set. */
static void
set_value(struct reader *r, const struct option *o, const char *shown, const char *value)
{
	char *member = (char *)r->out + o->member;

	r->out->given |= 1u << (o - table);
	if (!*value)
		bg_refuse(r->err, "the value of '%s' is empty", shown);
	else if (o->kind == OUTPUT)
		add_output(r, value);
	else
		memcpy(member, &value, sizeof(value));
}

static void
set_flag(struct reader *r, const struct option *o)
{
	static const bool yes = true;

	r->out->given |= 1u << (o - table);
	memcpy((char *)r->out + o->member, &yes, sizeof(yes));
}

/* Takes the value from the next argument. */
static void
take_value(struct reader *r, const struct option *o, const char *shown)
{
	if (r->next == r->end) {
		bg_refuse(r->err, "'%s' needs a value", shown);
		bg_advise(r->err, "write '%s %s'", shown, o->value);
		return;
	}
	set_value(r, o, shown, *r->next++);
}

static void
refuse_name(struct reader *r, const char *name, size_t n)
{
	const char *names[NOPTIONS], *near;
	char word[64];
	size_t count = 0;

	bg_refuse(r->err, "there is no option '--%.*s'", (int)(n < 256 ? n : 256), name);
	for (size_t i = 0; i < NOPTIONS; i++)
		if (table[i].name)
			names[count++] = table[i].name;
	if (n < sizeof(word)) {
		memcpy(word, name, n);
		word[n] = '\0';
		near = bg_nearest(word, names, count);
		if (near)
			bg_advise(r->err, "did you mean '--%s'?", near);
	}
	bg_advise(r->err, "'bumpgate help' lists the options");
}

static void
read_long(struct reader *r, const char *arg)
{
	size_t n = strcspn(arg, "=");
	char shown[64];

	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option *o = &table[i];

		if (!o->name || strlen(o->name) != n || memcmp(o->name, arg, n) != 0)
			continue;
		snprintf(shown, sizeof(shown), "--%s", o->name);
		if (o->kind == FLAG && arg[n] == '=')
			bg_refuse(r->err, "'%s' takes no value", shown);
		else if (o->kind == FLAG)
			set_flag(r, o);
		else if (arg[n] == '=')
			set_value(r, o, shown, arg + n + 1);
		else
			take_value(r, o, shown);
		return;
	}
	refuse_name(r, arg, n);
}

/* Letters behind one '-'; the rest of one that takes a value is its value. */
static void
read_letters(struct reader *r, const char *arg)
{
	const struct option *o;
	char shown[3] = "-?";

	for (const char *p = arg; *p; p++) {
		for (o = table; o < table + NOPTIONS && o->letter != *p; o++)
			;
		shown[1] = *p;
		if (o == table + NOPTIONS) {
			bg_refuse(r->err, "there is no option '-%.1s' in '-%s'", p, arg);
			bg_advise(r->err, "'bumpgate help' lists the options");
			return;
		}
		if (o->kind == FLAG) {
			set_flag(r, o);
			continue;
		}
		if (p[1])
			set_value(r, o, shown, p + 1);
		else
			take_value(r, o, shown);
		return;
	}
}

static void
read_argument(struct reader *r, const char *arg)
{
	struct bg_options *out = r->out;

	if (!out->command) {
		out->command = arg;
		return;
	}
	if (out->narg < BG_MAX_ARGS)
		out->arg[out->narg] = arg;
	out->narg++;
}

int
bg_options_parse(struct bg_options *out, int argc, char *const *argv, struct bg_err *err)
{
	struct reader r = {out, argv + (argc > 0), argv + argc, err};
	bool literal = false;
	const char *arg;

	memset(out, 0, sizeof(*out));
	while (r.next < r.end) {
		arg = *r.next++;
		if (literal || arg[0] != '-' || !arg[1])
			read_argument(&r, arg);
		else if (strcmp(arg, "--") == 0)
			literal = true;
		else if (arg[1] == '-')
			read_long(&r, arg + 2);
		else
			read_letters(&r, arg + 1);
	}
	if (out->quiet && out->verbose)
		bg_refuse(err, "'--quiet' and '--verbose' exclude each other");
	return err->code == BG_OK ? 0 : -1;
}

int
bg_options_check(const struct bg_options *options, size_t command, const char *name,
                 struct bg_err *err)
{
	for (size_t i = 0; i < NOPTIONS; i++) {
		const struct option *o = &table[i];

		if (!(options->given >> i & 1) || (o->scope >> command & 1))
			continue;
		if (o->name)
			bg_refuse(err, "'%s' does not take '--%s'", name, o->name);
		else
			bg_refuse(err, "'%s' does not take '-%c'", name, o->letter);
		bg_advise(err, "'bumpgate help %s' lists its options", name);
		return -1;
	}
	return 0;
}
