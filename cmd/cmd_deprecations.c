/* SPDX-License-Identifier: MIT */
/* "bumpgate deprecations" lists what is announced to go. */
#include "document.h"

int
bg_cmd_deprecations(struct bg_cli *cli)
{
	return bg_document_run(cli, BG_DOC_DEPRECATIONS, bg_deprecations);
}
