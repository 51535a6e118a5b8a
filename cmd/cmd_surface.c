/* SPDX-License-Identifier: MIT */
/* "bumpgate surface" lists the promises in force. */
#include "document.h"

int
bg_cmd_surface(struct bg_cli *cli)
{
	return bg_document_run(cli, BG_DOC_SURFACE, bg_inventory);
}
