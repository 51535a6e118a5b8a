#!/bin/sh
# The library as another project meets it: exported symbols, and the header's example, built
# against an installed copy by pkg-config, shared and static.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
bad=0
say() { echo "check-library: $*" >&2; bad=1; }

sed 's,/\*.*\*/,,' include/bumpgate.h | awk '/\/\*/ { skip = 1 } !skip { print } /\*\// { skip = 0 }' |
	tr '\n' ' ' | tr ';' '\n' | grep -v '[{}]' | sed -n 's/.*[ *]\(bg_[a-z_]*\)(.*/\1/p' |
	LC_ALL=C sort >"$dir/header"
sed -n 's/^	\(bg_[a-z_]*\);$/\1/p' lib/bumpgate.map | LC_ALL=C sort >"$dir/map"
nm -D --defined-only "$O/$SONAME" | sed -n 's/.* [TDRB] \([a-z_]*\)@.*/\1/p' |
	LC_ALL=C sort >"$dir/exported"
[ -s "$dir/header" ] || say "no function was found in bumpgate.h"
diff "$dir/header" "$dir/map" || say "lib/bumpgate.map is not what bumpgate.h declares"
diff "$dir/map" "$dir/exported" || say "$SONAME exports other names than lib/bumpgate.map"
nm -g --defined-only "$O/libbumpgate.a" 2>/dev/null | awk 'NF == 3 { print $3 }' | grep -v '^bg_' &&
	say "libbumpgate.a defines names that do not begin with bg_"

$MAKE --no-print-directory -s install-lib O="$O" PREFIX="$dir/usr" >/dev/null
export PKG_CONFIG_PATH="$dir/usr/lib/pkgconfig"
sed -n 's/^ \*	//p; s/^ \*$//p' include/bumpgate.h | sed '1,/^#include/{/^#include/!d}' >"$dir/example.c"
sh tests/demo.sh "$dir/demo" >/dev/null
for mode in shared static; do
	if [ $mode = shared ]; then
		libs=$(pkg-config --cflags --libs bumpgate)
	else
		rm -f "$dir"/usr/lib/libbumpgate.so*
		libs=$(pkg-config --cflags --libs --static bumpgate)
	fi
	$CC -std=c11 -Wall -Wextra -Werror -o "$dir/$mode" "$dir/example.c" $libs ||
		{ say "the example does not build: $mode"; continue; }
	LD_LIBRARY_PATH=$dir/usr/lib "$dir/$mode" "$dir/none" v1.0.0 >"$dir/out" 2>&1 && got=0 || got=$?
	[ "$got" = 3 ] || say "$mode: the example's exit status is $got where there is no repository"
	LD_LIBRARY_PATH=$dir/usr/lib "$dir/$mode" "$dir/demo/service" v0.3.0 >"$dir/out" 2>&1 ||
		say "$mode: the example fails on the demo"
	grep -q '^command-removed: ' "$dir/out" || say "$mode: the example does not see the break"
done
[ $bad = 0 ] && echo "library: $(wc -l <"$dir/map") functions exported, the example runs"
exit $bad
