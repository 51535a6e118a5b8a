#!/bin/sh
# The action's step: builds bumpgate where none is named, judges, and tells the runner.
# What workflows and repositories choose arrives in the environment, never in this text.
set -euf
here=$(cd "$(dirname "$0")" && pwd)
temp=${RUNNER_TEMP:-/tmp}
reports=$(mktemp -d "$temp/bumpgate.XXXXXX")

fail() { echo "::error title=bumpgate::$1"; exit 3; }
output() { printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"; }

# A word of the report's first lines; nothing for null.
word() {
	[ ! -e "$reports/bumpgate.json" ] ||
		sed -n 's/^  "'"$1"'": "\([0-9A-Za-z.+-]*\)",*$/\1/p' "$reports/bumpgate.json" | head -n 1
}

# From the action's own source and the distribution's packages; nothing else is downloaded.
build() {
	root=
	[ "$(id -u)" = 0 ] || root="sudo -n"
	command -v make >/dev/null || { $root apt-get update -q; $root apt-get install -y -q make; }
	make -s -C "$here/../../.." O="$temp/bumpgate-build" JOBS="$(nproc)" all
}

file_of() {
	case $1 in
	sarif) echo bumpgate.sarif ;;
	junit) echo bumpgate-junit.xml ;;
	checklist) echo bumpgate-checklist.md ;;
	text) echo bumpgate.txt ;;
	*) echo "bumpgate-$1.json" ;;
	esac
}

# Until there is a judgement, this is what a later step sees.
output verdict unjudged
output status 3

if [ -z "${BUMPGATE:-}" ]; then
	echo "::group::build bumpgate"
	build || fail "bumpgate could not be built"
	echo "::endgroup::"
	BUMPGATE=$temp/bumpgate-build/bumpgate
fi

pushed=
[ "${GITHUB_REF_TYPE:-}" != tag ] || pushed=${GITHUB_REF_NAME:-}
target=${BUMPGATE_TARGET:-${pushed:-HEAD}}
# The event's commit is that of the tag that was pushed, not that of another target.
[ "$target" = "$pushed" ] || unset GITHUB_SHA

cd "${BUMPGATE_DIRECTORY:-.}" || fail "the input 'directory' is not there"
set -- --output "json=$reports/bumpgate.json" --output "markdown=$reports/bumpgate.md" \
	--output "github=$reports/annotations"
for format in ${BUMPGATE_FORMATS:-}; do
	case $format in json|markdown|github) continue ;; esac
	set -- "$@" --output "$format=$reports/$(file_of "$format")"
done
[ -z "${BUMPGATE_POLICY:-}" ] || set -- "$@" --policy "$BUMPGATE_POLICY"
[ "${BUMPGATE_INITIAL:-}" != true ] || set -- "$@" --initial

# The runner made the checkout; in a container it belongs to another user. Objects and refs
# are all that is read, so that it is trusted here, and nowhere else.
printf '[safe]\n\tdirectory = *\n' >"$reports/gitconfig"
status=0
GIT_CONFIG_GLOBAL=$reports/gitconfig \
	"$BUMPGATE" check "$@" -- "${BUMPGATE_BASE:+$BUMPGATE_BASE..}$target" || status=$?
rm "$reports/gitconfig"

[ -n "$(word verdict)" ] || fail "no report was written (exit status $status)"
output status "$status"
output reports "$reports"
output verdict "$(word verdict)"
output declared "$(word declared)"
output required "$(word required)"
output next-version "$(word next_version)"
cat "$reports/annotations"

hint=
if [ "$status" = 3 ] && [ -f .git/shallow ]; then
	hint="this checkout is shallow and has no other tags: give actions/checkout 'fetch-depth: 0'"
	echo "::error title=bumpgate needs the earlier releases::$hint"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -s "$reports/bumpgate.md" ]; then
	# A summary of more than 1 MiB is dropped as a whole.
	head -c 900000 "$reports/bumpgate.md" >>"$GITHUB_STEP_SUMMARY"
	[ "$(wc -c <"$reports/bumpgate.md")" -le 900000 ] ||
		printf '\n\n… and more in bumpgate.md\n' >>"$GITHUB_STEP_SUMMARY"
	[ -z "$hint" ] || printf '\n%s\n' "$hint" >>"$GITHUB_STEP_SUMMARY"
fi
exit "$status"
