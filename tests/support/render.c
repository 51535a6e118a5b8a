/* SPDX-License-Identifier: MIT */
/* Markdown as the forges render it. */
#include "support/render.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

const char *
support_render(struct bg_arena *arena, const char *markdown)
{
	static const char *const names[] = {"table", "autolink", "strikethrough", "tagfilter"};
	int options = CMARK_OPT_UNSAFE | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE;
	cmark_parser *parser;
	cmark_node *root;
	char *html, *kept;

	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(options);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		cmark_parser_attach_syntax_extension(parser,
		                                     cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(parser, markdown, strlen(markdown));
	root = cmark_parser_finish(parser);
	html = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser));
	kept = bg_strdup(arena, html);
	cmark_node_free(root);
	cmark_parser_free(parser);
	cmark_get_default_mem_allocator()->free(html);
	return kept;
}
