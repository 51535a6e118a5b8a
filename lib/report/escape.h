/* SPDX-License-Identifier: MIT */
/*
 * Text from a repository made safe for a format. All functions take any NUL-terminated
 * bytes (NULL counts as ""), make them printable first (bg_printable()), and return one
 * line of UTF-8 allocated in arena.
 */
#ifndef BG_REPORT_ESCAPE_H
#define BG_REPORT_ESCAPE_H

#include "base/arena.h"

/* For XML 1.0 (5th edition) text and attribute values in either quotes. */
const char *bg_escape_xml(struct bg_arena *arena, const char *s);

/*
 * For Markdown as the forges render it (GFM 0.29): shows the same characters, with no
 * markup, HTML, automatic link, mention, issue reference or emoji, in table cells too.
 * It must not begin a line.
 */
const char *bg_escape_markdown(struct bg_arena *arena, const char *s);

/* A Markdown code span of s, "" for ""; not for table cells, which end at any '|'. */
const char *bg_escape_code(struct bg_arena *arena, const char *s);

/*
 * For GitHub's workflow commands ("::error file=…::message"): the message, and the value
 * of a property.
 */
const char *bg_escape_command(struct bg_arena *arena, const char *s);
const char *bg_escape_property(struct bg_arena *arena, const char *s);

/* A relative path as a URI reference (RFC 3986, 3.3); control characters as they are. */
const char *bg_escape_uri(struct bg_arena *arena, const char *path);

#endif
