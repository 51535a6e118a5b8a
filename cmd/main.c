/* SPDX-License-Identifier: MIT */
/* The process: its streams, its environment, its exit status. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"

/* A file that is opened later must not become standard output or error. */
static void
hold_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", O_RDONLY) != fd)
			exit(BG_EXIT_UNJUDGED);
}

static int
write_stream(void *data, const char *bytes, size_t n)
{
	return fwrite(bytes, 1, n, data) == n ? 0 : -1;
}

/* What was buffered may turn out not to be writable only now. */
static int
close_output(int status)
{
	bool failed = ferror(stdout) != 0;

	errno = 0;
	if (fclose(stdout) == 0 && !failed)
		return status;
	fprintf(stderr, "bumpgate: error: standard output could not be written%s%s\n",
	        errno ? ": " : "", errno ? strerror(errno) : "");
	return BG_EXIT_UNJUDGED;
}

int
main(int argc, char **argv)
{
	struct bg_sink out = {write_stream, stdout}, err = {write_stream, stderr};
	const struct bg_stdio io = {
		.out = &out,
		.err = &err,
		.out_is_tty = isatty(STDOUT_FILENO) != 0,
		.err_is_tty = isatty(STDERR_FILENO) != 0,
		.env =
			{
				.no_color = getenv("NO_COLOR"),
				.columns = getenv("COLUMNS"),
				.term = getenv("TERM"),
				.github_sha = getenv("GITHUB_SHA"),
				.sudo_uid = getenv("SUDO_UID"),
				.home = getenv("HOME"),
				.git_config = getenv("GIT_CONFIG_GLOBAL"),
				.config_home = getenv("XDG_CONFIG_HOME"),
			},
	};

	hold_descriptors();
	signal(SIGPIPE, SIG_IGN);
	return close_output(bg_main(argc, argv, &io));
}
