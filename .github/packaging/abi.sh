#!/bin/sh
# Compares the library of the newest release with this checkout's. Exit status 0: compatible,
# or nothing to compare; otherwise incompatible without another soname.
set -eu
last=$(git describe --tags --abbrev=0 --match 'v[0-9]*' HEAD^ 2>/dev/null || :)
[ -n "$last" ] || { echo "abi: no earlier release"; exit 0; }
command -v abidiff >/dev/null 2>&1 || { echo "skip: no abidiff"; exit 0; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
git archive "$last" | tar -x -C "$dir"
number=$(sed -n 's/^SOVERSION = //p' "$dir/.github/packaging/packaging.mk" 2>/dev/null || :)
[ -n "$number" ] || { echo "abi: $last has no library"; exit 0; }
was=libbumpgate.so.$number
[ "$was" = "$SONAME" ] || { echo "abi: $SONAME is another than $was of $last"; exit 0; }
env -u MAKEFLAGS -u MFLAGS make -s -C "$dir" O=build "build/$was" >&2
# New functions are no harm; any other change is, as callers allocate the structures.
abidiff --no-added-syms --headers-dir1 "$dir/include" --headers-dir2 include \
	"$dir/build/$was" "$O/$SONAME"
