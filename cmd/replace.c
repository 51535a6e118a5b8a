/* SPDX-License-Identifier: MIT */
/* A file is written beside its place and renamed, so that no reader sees half of it. */
#include "replace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd.h"

/* Fails with what errno says. */
static int
fail_write(struct bg_err *err, const char *path)
{
	err->code = BG_EOUTPUT;
	snprintf(err->text, sizeof(err->text), "'%s' could not be written: %s", path,
	         strerror(errno));
	return -1;
}

/* Whether the file holds the bytes that the draft was made from. */
static bool
holds(const char *path, const char *bytes, size_t n)
{
	FILE *in = fopen(path, "rb");
	char piece[4096];
	size_t at = 0, got;
	bool same = in != NULL;

	while (same && (got = fread(piece, 1, sizeof(piece), in)) > 0) {
		same = got <= n - at && memcmp(piece, bytes + at, got) == 0;
		at += got;
	}
	if (in)
		fclose(in);
	return same && at == n;
}

static int
write_all(int fd, const char *bytes, size_t n)
{
	ssize_t done;

	for (; n > 0; bytes += done, n -= (size_t)done) {
		done = write(fd, bytes, n);
		if (done < 0 && errno == EINTR)
			done = 0;
		else if (done < 0)
			return -1;
	}
	return 0;
}

int
bg_file_replace(const struct bg_draft *draft, struct bg_err *err)
{
	char path[4096];
	struct stat st;
	int fd, status;

	if (lstat(draft->file, &st) != 0 || !S_ISREG(st.st_mode))
		return bg_refuse(err, "'%s' is no plain file in the work tree", draft->path);
	if (!holds(draft->file, draft->was, draft->nwas)) {
		bg_refuse(err, "'%s' in the work tree is not the file that was read",
		          draft->path);
		bg_advise(err, "commit it first, or read the work tree: --work-tree");
		return -1;
	}
	if (snprintf(path, sizeof(path), "%s.XXXXXX", draft->file) >= (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return fail_write(err, draft->path);
	}
	fd = mkstemp(path);
	if (fd < 0)
		return fail_write(err, draft->path);
	status = write_all(fd, draft->now, draft->nnow);
	status |= fchmod(fd, st.st_mode & 07777);
	status |= fsync(fd);
	status |= close(fd);
	if (status == 0)
		status = rename(path, draft->file);
	if (status == 0)
		return 0;
	(void)fail_write(err, draft->path);
	(void)unlink(path);
	return -1;
}
