/* SPDX-License-Identifier: MIT */
/* The tables of "explain" as JSON arrays. */
#include "cmd_explain.h"

#include <jansson.h>

static json_t *
make_rule(const struct bg_rule_info *rule)
{
	return json_pack("{s:s, s:s?, s:s, s:s, s:s, s:s, s:s?}", "id", rule->id, "kind",
	                 rule->kind, "bump", bg_bump_word(rule->bump), "level",
	                 bg_level_word(rule->level), "says", rule->says, "why", rule->why,
	                 "fix", rule->fix);
}

static int
add_rules(json_t *array)
{
	struct bg_rule_info rule;

	for (size_t i = 0; bg_rule_info(i, &rule); i++)
		if (json_array_append_new(array, make_rule(&rule)) != 0)
			return -1;
	return 0;
}

static json_t *
make_options(size_t kind)
{
	json_t *array = json_array(), *option;
	const char *name, *help;
	bool needed;

	for (size_t i = 0; bg_kind_option_info(kind, i, &name, &help, &needed); i++) {
		option = json_pack("{s:s, s:s, s:b}", "name", name, "help", help, "needed",
		                   (int)needed);
		if (json_array_append_new(array, option) != 0) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static int
add_kinds(json_t *array)
{
	const char *name, *help;
	json_t *kind;

	for (size_t i = 0; bg_kind_info(i, &name, &help); i++) {
		kind = json_pack("{s:s, s:s, s:o}", "name", name, "help", help, "options",
		                 make_options(i));
		if (json_array_append_new(array, kind) != 0)
			return -1;
	}
	return 0;
}

static int
add_limits(json_t *array)
{
	const char *name, *unit, *what;
	json_t *limit;
	size_t value;

	for (size_t i = 0; bg_limit_info(i, &name, &value, &unit, &what); i++) {
		limit = json_pack("{s:s, s:I, s:s, s:s}", "name", name, "value",
		                  (json_int_t)value, "unit", unit, "what", what);
		if (json_array_append_new(array, limit) != 0)
			return -1;
	}
	return 0;
}

static int
pass_on(const char *bytes, size_t n, void *data)
{
	struct bg_sink *sink = data;

	return sink->write(sink->data, bytes, n);
}

/* Takes over the array. */
static int
dump(struct bg_sink *sink, json_t *array)
{
	const size_t flags = JSON_INDENT(2) | JSON_ENSURE_ASCII;
	int status = json_dump_callback(array, pass_on, sink, flags);

	json_decref(array);
	return status == 0 && sink->write(sink->data, "\n", 1) == 0 ? 0 : -1;
}

int
bg_explain_json(struct bg_sink *sink, const struct bg_options *options,
                const struct bg_rule_info *one)
{
	json_t *array = json_array();
	int status;

	if (options->kinds)
		status = add_kinds(array);
	else if (options->limits)
		status = add_limits(array);
	else if (one)
		status = json_array_append_new(array, make_rule(one));
	else
		status = add_rules(array);
	return dump(sink, array) == 0 && status == 0 ? 0 : -1;
}

int
bg_explain_refusal(struct bg_sink *sink, const struct bg_err *err)
{
	/* What the user typed may be no UTF-8; then only the sentence around it is lost. */
	json_t *error = json_pack("{s:s}", "error", err->text);
	json_t *array = json_array();

	if (!error)
		error = json_pack("{s:s}", "error", "the command line cannot be used");
	if (json_array_append_new(array, error) != 0) {
		json_decref(array);
		return -1;
	}
	return dump(sink, array);
}
