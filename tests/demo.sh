#!/bin/sh
# The demo: a small service with four releases becomes a git repository, and the gate
# judges three of them. Exit status 0 when the verdicts are the expected ones.
# demo.sh DIR only makes the repository, in DIR/service.
set -eu
bumpgate=$(cd "$(dirname "$BUMPGATE")" && pwd)/$(basename "$BUMPGATE")
demo=$(cd "$(dirname "$0")/../fixtures/demo" && pwd)
if [ $# = 1 ]; then
	mkdir -p "$1"
	repo=$1
else
	repo=$(mktemp -d)
	trap 'rm -rf "$repo"' EXIT INT TERM
fi

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 HOME="$repo"
export GIT_AUTHOR_NAME=Demo GIT_AUTHOR_EMAIL=demo@example.org
export GIT_COMMITTER_NAME=Demo GIT_COMMITTER_EMAIL=demo@example.org
git init -q -b main "$repo/service"
cd "$repo/service"
while read -r tag date; do
	git rm -rqf --ignore-unmatch . >/dev/null
	cp -R "$demo/$tag/." .
	export GIT_AUTHOR_DATE="${date#date=}T12:00:00Z" GIT_COMMITTER_DATE="${date#date=}T12:00:00Z"
	git add -A
	git commit -q -m "release $tag"
	git tag -a -m "release $tag" "$tag"
done <"$demo/.tags"
[ $# = 0 ] || exit 0

wrong=0
judge() { # tag, expected status, what it shows
	echo
	echo "---- $1: $3"
	echo "\$ bumpgate check $1"
	status=0
	"$bumpgate" check "$1" || status=$?
	echo "(exit status $status)"
	[ "$status" = "$2" ] || { echo "demo: expected exit status $2" >&2; wrong=1; }
}
judge v0.2.0 0 "new names in a MINOR release"
judge v0.3.0 1 "a scheduled command removed without a word"
judge v0.4.0 0 "a variable removed, as v0.2.0 had announced"
echo
[ "$wrong" = 0 ] && echo "demo: the three verdicts are the expected ones"
exit "$wrong"
