/* SPDX-License-Identifier: MIT */
/* Looking at items, and empty requests. */
#include <string.h>

#include "bumpgate.h"

static const char *
find(const struct bg_attr *v, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].name, name) == 0)
			return v[i].value;
	return NULL;
}

const char *
bg_item_attr(const struct bg_item *item, const char *name)
{
	return find(item->attr, item->nattr, name);
}

const char *
bg_item_fact(const struct bg_item *item, const char *name)
{
	return find(item->fact, item->nfact, name);
}

void
bg_request_init(struct bg_request *req)
{
	memset(req, 0, sizeof(*req));
	bg_limits_init(&req->limits);
}
