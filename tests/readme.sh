#!/bin/sh
# The README's transcripts are what its commands print, in the demo's repository.
# BLESS=1 puts what they print now into the README.
set -eu
bin=$(cd "$(dirname "$BUMPGATE")" && pwd)
tests=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
sh "$tests/demo.sh" "$dir/demo"
awk '/^```/ { on = 0 } on { print } /^```console$/ { on = 1 }' README.md |
	awk '/^\$ / { on = !/^\$ make/ } on { print }' >"$dir/readme"
(
	cd "$dir/demo/service"
	export PATH="$bin:$PATH" HOME="$dir" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
	sed -n 's/^\$ //p' "$dir/readme" | while IFS= read -r line; do
		echo "\$ $line"
		sh -c "$line" </dev/null 2>&1 || :
	done
) >"$dir/printed"
if [ -n "${BLESS:-}" ]; then
	awk -v printed="$dir/printed" '
	BEGIN { while ((getline line <printed) > 0) now[++n] = line }
	/^```/ { on = 0 }
	/^\$ make/ { on = 0 }
	/^\$ / && !/^\$ make/ { on = 1; print now[++i]; while (i < n && now[i + 1] !~ /^\$ /) print now[++i] }
	!on { print }' README.md >"$dir/blessed"
	cat "$dir/blessed" >README.md
	exit 0
fi
bad=0
[ "$(grep -c '^\$ bumpgate' "$dir/readme")" -ge 3 ] && diff -u "$dir/readme" "$dir/printed" || bad=1
for format in $(sed -n 's/^_(\([a-z]*\),.*/\1/p' lib/report/reports.def); do
	grep -q "^| \`$format\` |" README.md || { echo "no format $format"; bad=1; }
done
for command in $(sed -n 's/^_(\([a-z]*\),.*/\1/p' cmd/commands.def); do
	[ "$command" = help ] || grep -q "^bumpgate $command " README.md ||
		{ echo "no command $command"; bad=1; }
done
[ "$bad" = 0 ] || echo "check-readme: README.md does not say what the tool does" >&2
exit "$bad"
