#!/bin/sh
# Speed as ratios: each pair is timed in turns in one run, so that a slow machine slows both.
set -eu
bumpgate=$(cd "$(dirname "$BUMPGATE")" && pwd)/$(basename "$BUMPGATE")
. "$(dirname "$0")/repo.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM

make_repo "$dir/small" 20 10
make_repo "$dir/wide" 20 20000
make_repo "$dir/long" 500 10

now() { date +%s%N; }
# Median of 11 runs of each of two commands, in turns.
compare() { # name, command A, command B
	a="" b=""
	for _ in 1 2 3 4 5 6 7 8 9 10 11; do
		t=$(now); sh -c "$2" >/dev/null 2>&1 || :; a="$a $(($(now) - t))"
		t=$(now); sh -c "$3" >/dev/null 2>&1 || :; b="$b $(($(now) - t))"
	done
	ma=$(printf '%s\n' $a | sort -n | sed -n 6p)
	mb=$(printf '%s\n' $b | sort -n | sed -n 6p)
	awk -v n="$1" -v a="$ma" -v b="$mb" \
		'BEGIN { printf "%-58s %7.1f ms %7.1f ms  ratio %.2f\n", n, a / 1e6, b / 1e6, a / b }'
}
compare "check: 20000 files beside / 10 files beside" \
	"$bumpgate -C $dir/wide check v1.20.0" "$bumpgate -C $dir/small check v1.20.0"
compare "check: 500 releases / 20 releases" \
	"$bumpgate -C $dir/long check v1.500.0" "$bumpgate -C $dir/small check v1.20.0"
compare "check: 20 releases / git log -1" \
	"$bumpgate -C $dir/small check v1.20.0" "git -C $dir/small log -1"

# The Python reader: the same files, each side in one process, the best of some rounds.
python=${PYTHON:-python3}
if "$python" -c 'import ast' 2>/dev/null; then
	lib=$("$python" -c 'import sysconfig; print(sysconfig.get_paths()["stdlib"])')
	find "$lib" -name '*.py' ! -path '*-packages/*' | LC_ALL=C sort >"$dir/files"
	{ "$python" tests/oracle/py_time.py <"$dir/files"; "$BENCH_PYTHON" <"$dir/files"; } |
		awk -v n="$(wc -l <"$dir/files")" '
		$1 == "ast.parse" { theirs = $2; next }
		{ printf "%-58s %7.1f ms %7.1f ms  ratio %.1f\n", "python: ast.parse / " $1 \
			" tree, " n " files", theirs * 1e3, $2 * 1e3, theirs / $2 }'
else
	echo "skip: no $python to time ast.parse"
fi
