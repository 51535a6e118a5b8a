# Sourced: makes a repository of a given size. make_repo DIR RELEASES FILES: a service with
# that many releases, each with one new variable, in a tree with that many other files.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=Test GIT_AUTHOR_EMAIL=test@example.org
export GIT_COMMITTER_NAME=Test GIT_COMMITTER_EMAIL=test@example.org

make_repo() {
	git init -q -b main "$1"
	awk -v releases="$2" -v files="$3" '
	function data(text) { printf "data %d\n%s\n", length(text), text }
	BEGIN {
		for (i = 0; i < files; i++) {
			printf "blob\nmark :%d\n", i + 1; data("file " i "\n")
		}
		for (r = 1; r <= releases; r++) {
			env = env "NAME_" r "_URL=x\n"
			log_ = "## [1." r ".0] - 2026-01-01\n\n### Added\n\n- `NAME_" r "_URL`.\n\n" log_
			when = 1767225600 + r * 3600
			printf "commit refs/heads/main\ncommitter Test <test@example.org> %d +0000\n", when
			data("release")
			if (r == 1) for (i = 0; i < files; i++)
				printf "M 100644 :%d src/d%d/f%d.txt\n", i + 1, i % 100, i
			printf "M 100644 inline .env.example\n"; data(env)
			printf "M 100644 inline CHANGELOG.md\n"; data("# Changelog\n\n" log_)
			printf "\ntag v1.%d.0\nfrom refs/heads/main\n", r
			printf "tagger Test <test@example.org> %d +0000\n", when; data("release")
		}
	}' | git -C "$1" fast-import --quiet
}
