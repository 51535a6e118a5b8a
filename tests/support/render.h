/* SPDX-License-Identifier: MIT */
/* Markdown as the forges render it. */
#ifndef TESTS_SUPPORT_RENDER_H
#define TESTS_SUPPORT_RENDER_H

#include "base/arena.h"

/* The HTML of a document with all of a forge's extensions, in arena; raw HTML stays as it is. */
const char *support_render(struct bg_arena *arena, const char *markdown);

#endif
