/* SPDX-License-Identifier: MIT */
/* What the files of deprecated.h share; nobody else includes it. */
#ifndef BG_PYTHON_MARKER_H
#define BG_PYTHON_MARKER_H

#include "base/buf.h"
#include "base/utf8.h"
#include "base/words.h"
#include "python/deprecated.h"
#include "python/folder.h"

#define BG_MARKER_STEPS 2000 /* names and bodies looked at for one definition */
#define BG_MARKER_TEXT 200
#define BG_MARKER_HELPERS 3 /* functions of the repository that hand a warning on */

/* One definition being looked at. */
struct bg_marker {
	struct bg_arena *arena;
	struct bg_err *err;
	struct bg_py_mark *out;
	bool failed; /* err is set */
	unsigned steps;
};

/* What a dotted expression means; false: it is another expression, or that failed. */
bool bg_marker_resolve(struct bg_marker *m, const struct bg_py_where *where,
                       const struct bg_py_node *e, struct bg_py_ref *out);
/* A function's body, read; NULL: it does not parse. */
const struct bg_py_list *bg_marker_body(struct bg_marker *m, struct bg_py_unit *unit,
                                        const struct bg_py_node *def);
/* Sets what the mark says, from a message that may be NULL or unknown. */
void bg_marker_say(struct bg_marker *m, const struct bg_py_where *where,
                   const struct bg_py_node *message, uint32_t line);
/*
 * Whether a body (NULL: none) warns of a deprecation in any case, by itself or through
 * other functions, at most BG_MARKER_HELPERS less helpers of them; sets what it says.
 */
bool bg_marker_warns(struct bg_marker *m, const struct bg_py_where *where,
                     const struct bg_py_list *body, unsigned helpers);

/*
 * What a module's __getattr__ (where->function) returns for a name from the statements that
 * answer for it; NOTHING where that is not plain. 0, or -1 with BG_EOBJECT or BG_ELIMIT.
 */
int bg_marker_given(struct bg_marker *m, const struct bg_py_where *where,
                    const struct bg_py_list *branch, const char *parameter, const char *name,
                    struct bg_py_ref *out);

#endif
