/* SPDX-License-Identifier: MIT */
/* YAML by libyaml's events; its document loader would build cycles. */
#include "parse/yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/err.h"
#include "parse/yaml_build.h"

/* libyaml looks through all of them at each one and at each tag of a node. */
#define MOST_TAG_DIRECTIVES 256

static unsigned
number(size_t from_zero)
{
	return from_zero >= UINT32_MAX ? UINT32_MAX : (unsigned)from_zero + 1;
}

/* The offset is one of bytes, so a place is known in UTF-8 only. */
static int
fail_reading(const yaml_parser_t *parser, const struct bg_blob *blob, struct bg_err *err)
{
	size_t line = 0, column = 0, end = parser->problem_offset;

	if (parser->encoding != YAML_UTF8_ENCODING)
		return bg_fail_at(err, BG_ESYNTAX, blob->path, 0, 0, "%s at byte %zu",
		                  parser->problem, end);
	for (size_t i = 0; i < end && i < blob->n; i++) {
		if (blob->bytes[i] == '\n') {
			line++;
			column = 0;
		} else if (((unsigned char)blob->bytes[i] & 0xC0) != 0x80) {
			column++;
		}
	}
	return bg_fail_at(err, BG_ESYNTAX, blob->path, number(line), number(column), "%s",
	                  parser->problem);
}

static int
fail_parsing(const yaml_parser_t *parser, const struct bg_blob *blob, struct bg_err *err)
{
	const yaml_mark_t *at = &parser->problem_mark;
	const char *context = parser->context ? parser->context : "";

	if (parser->error == YAML_MEMORY_ERROR)
		bg_die("out of memory");
	if (parser->error == YAML_READER_ERROR)
		return fail_reading(parser, blob, err);
	if (*context && parser->context_mark.line < at->line)
		return bg_fail_at(err, BG_ESYNTAX, blob->path, number(at->line),
		                  number(at->column), "%s %s that starts on line %u",
		                  parser->problem, context, number(parser->context_mark.line));
	return bg_fail_at(err, BG_ESYNTAX, blob->path, number(at->line), number(at->column),
	                  "%s%s%s", parser->problem, *context ? " " : "", context);
}

/* Where "%TAG" stands too often; NULs are skipped, for the text may be UTF-16. */
static bool
has_tag_flood(const struct bg_blob *blob)
{
	static const char word[] = "%TAG";
	size_t at = 0, n = 0;

	for (size_t i = 0; i < blob->n && n <= MOST_TAG_DIRECTIVES; i++) {
		if (blob->bytes[i] == '\0')
			continue;
		at = blob->bytes[i] == word[at] ? at + 1 : blob->bytes[i] == word[0];
		if (word[at])
			continue;
		n++;
		at = 0;
	}
	return n > MOST_TAG_DIRECTIVES;
}

/* libyaml leaves the tag "!", which stands for none, at collections and at nothing. */
static bool
is_no_tag(const yaml_char_t *tag)
{
	return !tag || strcmp((const char *)tag, "!") == 0;
}

static struct bg_yaml_event
event_of(const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	return (struct bg_yaml_event){
		.anchor = (const char *)anchor,
		.tag = is_no_tag(tag) ? NULL : (const char *)tag,
		.line = number(event->start_mark.line),
		.column = number(event->start_mark.column),
	};
}

static int
feed_scalar(struct bg_yaml_build *build, const yaml_event_t *event)
{
	struct bg_yaml_event scalar =
		event_of(event, event->data.scalar.anchor, event->data.scalar.tag);

	scalar.text = (const char *)event->data.scalar.value;
	scalar.n = event->data.scalar.length;
	scalar.plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	scalar.implicit = event->data.scalar.plain_implicit ||
	                  (event->data.scalar.tag && is_no_tag(event->data.scalar.tag));
	return bg_yaml_scalar(build, &scalar);
}

static int
feed(struct bg_yaml_build *build, const yaml_event_t *event)
{
	struct bg_yaml_event node;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		bg_yaml_begin(build, number(event->start_mark.line));
		return 0;
	case YAML_DOCUMENT_END_EVENT:
		bg_yaml_end(build);
		return 0;
	case YAML_ALIAS_EVENT:
		node = event_of(event, event->data.alias.anchor, NULL);
		return bg_yaml_alias(build, &node);
	case YAML_SCALAR_EVENT:
		return feed_scalar(build, event);
	case YAML_SEQUENCE_START_EVENT:
		node = event_of(event, event->data.sequence_start.anchor,
		                event->data.sequence_start.tag);
		return bg_yaml_open(build, &node, BG_NODE_SEQUENCE);
	case YAML_MAPPING_START_EVENT:
		node = event_of(event, event->data.mapping_start.anchor,
		                event->data.mapping_start.tag);
		return bg_yaml_open(build, &node, BG_NODE_MAPPING);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return bg_yaml_close(build);
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
		break;
	}
	return 0;
}

static int
run(yaml_parser_t *parser, struct bg_yaml_build *build, const struct bg_blob *blob)
{
	yaml_event_t event;
	bool last;
	int rc;

	do {
		if (!yaml_parser_parse(parser, &event))
			return fail_parsing(parser, blob, build->err);
		last = event.type == YAML_STREAM_END_EVENT;
		rc = feed(build, &event);
		yaml_event_delete(&event);
	} while (rc == 0 && !last);
	return rc;
}

int
bg_yaml_parse(struct bg_nodes *out, struct bg_arena *arena, const struct bg_limits *limits,
              const struct bg_blob *blob, struct bg_err *err)
{
	struct bg_yaml_build build = {
		.arena = arena, .limits = limits, .path = blob->path, .err = err};
	yaml_parser_t parser;
	int rc;

	*out = (struct bg_nodes){0};
	if (has_tag_flood(blob))
		return bg_fail_at(err, BG_ELIMIT, blob->path, 0, 0,
		                  "more than %d %%TAG directives", MOST_TAG_DIRECTIVES);
	if (!yaml_parser_initialize(&parser))
		bg_die("out of memory");
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)(blob->n ? blob->bytes : ""), blob->n);
	rc = run(&parser, &build, blob);
	yaml_parser_delete(&parser);
	if (rc == 0)
		bg_yaml_finish(&build, out);
	return rc;
}
