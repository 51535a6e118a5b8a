/* SPDX-License-Identifier: MIT */
/* A stack of open collections; every node is counted before it is made. */
#include "parse/yaml_build.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"
#include "parse/yaml_map.h"
#include "parse/yaml_scalar.h"

#define MOST_REMARKS 100
#define MOST_SHOWN 60 /* bytes of a name in a remark */

/* A node that aliases may name. */
struct anchor {
	struct bg_node *node;
	size_t nodes;  /* it and all below it, aliases followed */
	size_t height; /* levels of collections, itself included */
	bool open;     /* it did not end yet */
};

struct bg_yaml_frame {
	struct bg_node *node;
	struct anchor *anchor; /* or NULL */
	size_t base;           /* its first child in build->child */
	size_t before;         /* build->nodes when it began */
	size_t height;         /* of its highest child */
};

void
bg_yaml_remark(struct bg_yaml_build *build, unsigned line, const char *fmt, ...)
{
	struct bg_remark *remark;
	va_list ap;

	if (build->remark.n >= MOST_REMARKS) {
		build->unsaid++;
		return;
	}
	remark = bg_list_add(build->arena, &build->remark);
	remark->line = line;
	va_start(ap, fmt);
	remark->text = bg_vstrf(build->arena, fmt, ap);
	va_end(ap);
}

const char *
bg_yaml_show(struct bg_yaml_build *build, const char *text)
{
	size_t n = strlen(text), end = MOST_SHOWN - 3;

	if (n <= MOST_SHOWN)
		return bg_printable(build->arena, text);
	while (end && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	text = bg_strndup(build->arena, text, end);
	return bg_strf(build->arena, "%s…", bg_printable(build->arena, text));
}

static int
count(struct bg_yaml_build *build, size_t n, unsigned line)
{
	if (n > build->limits->v[BG_LIMIT_NODES] - build->nodes)
		return bg_fail_limit(build->err, build->limits, BG_LIMIT_NODES, build->path,
		                     line);
	build->nodes += n;
	return 0;
}

/* Whether levels more fit below the open collections. */
static int
check_depth(struct bg_yaml_build *build, size_t levels, unsigned line)
{
	if (levels > build->limits->v[BG_LIMIT_DEPTH] - build->open.n)
		return bg_fail_limit(build->err, build->limits, BG_LIMIT_DEPTH, build->path,
		                     line);
	return 0;
}

static struct bg_node *
make(struct bg_yaml_build *build, const struct bg_yaml_event *event, enum bg_node_type type)
{
	struct bg_yaml_node *made = bg_alloc(build->arena, sizeof(*made));
	struct bg_node *node = &made->node;

	node->type = type;
	node->text = "";
	node->tag = event->tag ? bg_strdup(build->arena, event->tag) : NULL;
	node->line = event->line;
	node->column = event->column;
	return node;
}

/* Puts a node into the innermost open collection. */
static void
place(struct bg_yaml_build *build, struct bg_node *node, size_t height)
{
	struct bg_yaml_frame *parent;

	*bg_list_add(build->arena, &build->child) = node;
	if (!build->open.n)
		return;
	parent = &build->open.v[build->open.n - 1];
	if (height > parent->height)
		parent->height = height;
}

/* An anchor may be used again: aliases mean the last one before them. */
static struct anchor *
set_anchor(struct bg_yaml_build *build, const struct bg_yaml_event *event, struct bg_node *node)
{
	struct bg_name *name;
	struct anchor *anchor, *first;

	if (!event->anchor)
		return NULL;
	name = bg_name_at(build->arena, &build->anchor, bg_strdup(build->arena, event->anchor));
	first = name->owner;
	if (first)
		bg_yaml_remark(build, event->line,
		               "anchor '%s' stands on line %u already: aliases from here on "
		               "mean this one",
		               bg_yaml_show(build, event->anchor), first->node->line);
	anchor = bg_alloc(build->arena, sizeof(*anchor));
	anchor->node = node;
	anchor->nodes = 1;
	name->owner = anchor;
	return anchor;
}

int
bg_yaml_scalar(struct bg_yaml_build *build, const struct bg_yaml_event *event)
{
	struct bg_node *node;

	if (event->n && memchr(event->text, '\0', event->n))
		return bg_fail_at(build->err, BG_ESYNTAX, build->path, event->line,
		                  event->column, "a scalar holds a NUL character");
	if (count(build, 1, event->line) < 0)
		return -1;
	node = make(build, event, BG_NODE_STRING);
	node->text = bg_strndup(build->arena, event->text, event->n);
	if (event->tag)
		node->type = bg_yaml_tagged(event->tag);
	else if (event->implicit)
		node->type = bg_yaml_resolve(node->text);
	node->quoted = !event->plain && node->type == BG_NODE_STRING;
	node->sexagesimal = (node->type == BG_NODE_INT || node->type == BG_NODE_FLOAT) &&
	                    strchr(node->text, ':');
	((struct bg_yaml_node *)node)->merge =
		event->tag ? strcmp(event->tag, BG_YAML_TAG "merge") == 0
			   : event->implicit && strcmp(node->text, "<<") == 0;
	set_anchor(build, event, node);
	place(build, node, 0);
	return 0;
}

int
bg_yaml_alias(struct bg_yaml_build *build, const struct bg_yaml_event *event)
{
	struct anchor *anchor =
		bg_name_at(build->arena, &build->anchor, bg_strdup(build->arena, event->anchor))
			->owner;

	if (!anchor)
		return bg_fail_at(build->err, BG_ESYNTAX, build->path, event->line,
		                  event->column, "alias '*%s' has no anchor before it",
		                  bg_yaml_show(build, event->anchor));
	if (anchor->open)
		return bg_fail_at(build->err, BG_ESYNTAX, build->path, event->line,
		                  event->column, "alias '*%s' stands inside its own anchor",
		                  bg_yaml_show(build, event->anchor));
	if (check_depth(build, anchor->height, event->line) < 0 ||
	    count(build, anchor->nodes, event->line) < 0)
		return -1;
	place(build, anchor->node, anchor->height);
	return 0;
}

int
bg_yaml_open(struct bg_yaml_build *build, const struct bg_yaml_event *event,
             enum bg_node_type type)
{
	struct bg_yaml_frame *frame;
	size_t before = build->nodes;

	if (check_depth(build, 1, event->line) < 0 || count(build, 1, event->line) < 0)
		return -1;
	frame = bg_list_add(build->arena, &build->open);
	*frame = (struct bg_yaml_frame){.base = build->child.n, .before = before};
	frame->node = make(build, event, type);
	frame->anchor = set_anchor(build, event, frame->node);
	if (frame->anchor)
		frame->anchor->open = true;
	return 0;
}

int
bg_yaml_close(struct bg_yaml_build *build)
{
	struct bg_yaml_frame frame = build->open.v[--build->open.n];
	size_t n = build->child.n - frame.base;
	struct bg_node **child = n ? build->child.v + frame.base : NULL;

	if (frame.node->type == BG_NODE_SEQUENCE) {
		frame.node->item = bg_calloc(build->arena, n, sizeof(struct bg_node *));
		frame.node->nitem = n;
		if (n)
			memcpy(frame.node->item, child, n * sizeof(struct bg_node *));
	} else if (bg_yaml_pairs(build, frame.node, child, n / 2) < 0) {
		return -1;
	}
	build->child.n = frame.base;
	if (frame.anchor) {
		frame.anchor->nodes = build->nodes - frame.before;
		frame.anchor->height = frame.height + 1;
		frame.anchor->open = false;
	}
	place(build, frame.node, frame.height + 1);
	return 0;
}

void
bg_yaml_begin(struct bg_yaml_build *build, unsigned line)
{
	build->anchor = NULL;
	if (build->document.n == 1)
		build->second = line;
}

void
bg_yaml_end(struct bg_yaml_build *build)
{
	*bg_list_add(build->arena, &build->document) = build->child.v[0];
	build->child.n = 0;
}

static int
compare_remarks(const void *a, const void *b)
{
	const struct bg_remark *one = a, *two = b;

	if (one->line != two->line)
		return one->line < two->line ? -1 : 1;
	return strcmp(one->text, two->text);
}

/* Remarks come when a mapping ends; the reader wants them from the top. */
void
bg_yaml_finish(struct bg_yaml_build *build, struct bg_nodes *out)
{
	struct bg_remark *last;

	if (build->document.n > 1)
		bg_yaml_remark(build, build->second,
		               "the file holds %zu documents; the second one starts here",
		               build->document.n);
	if (build->remark.n)
		qsort(build->remark.v, build->remark.n, sizeof(*build->remark.v),
		      compare_remarks);
	if (build->unsaid) {
		last = bg_list_add(build->arena, &build->remark);
		last->text =
			bg_strf(build->arena, "%zu more remarks are left out", build->unsaid);
	}
	out->document = build->document.v;
	out->ndocument = build->document.n;
	out->remark = build->remark.v;
	out->nremark = build->remark.n;
}
