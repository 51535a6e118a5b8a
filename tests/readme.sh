#!/bin/sh
# The README's transcript is what the demo prints.
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
sh "$(dirname "$0")/demo.sh" >"$dir/demo" || exit 1
awk '/^```/ { on = 0 } on { print } /^```console$/ { on = 1 }' README.md |
	awk '/^\$ bumpgate check/ { on = 1 } /^\$ make/ { on = 0 } on { print }' >"$dir/readme"
awk '/^\$ bumpgate check v0\.3\.0$/ { on = 1 } /^\(exit status/ { on = 0 } on { print }' \
	"$dir/demo" >"$dir/printed"
[ -s "$dir/printed" ] && diff -u "$dir/readme" "$dir/printed" && exit 0
echo "check-readme: the transcript in README.md is not what the demo prints" >&2
exit 1
