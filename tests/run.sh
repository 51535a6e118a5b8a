#!/bin/sh
# Runs every unit test and fuzz replay below $O; the last line counts them.
set -u
O=${O:-build}
log=$O/test.log
pass=0 fail=0
: >"$log"
run() {
	if "$@" >"$O/one.log" 2>&1; then
		pass=$((pass + 1))
		grep -h 'SKIPPED\|^skip:' "$O/one.log" | sort -u
	else
		fail=$((fail + 1))
		echo "FAILED: $*"
		cat "$O/one.log"
	fi
	cat "$O/one.log" >>"$log"
}
for t in "$O"/tests/test_*; do
	case $t in *.o|*.d) continue;; esac
	[ -x "$t" ] && run "$t"
done
for t in "$O"/replay/fuzz_*; do
	case $t in *.o|*.d) continue;; esac
	[ -x "$t" ] && run "$t" $(sh tests/fuzz/seeds.sh "$(basename "$t")")
done
cases=$(grep -ch '^\[       OK \]' "$log")
echo "$O: $cases unit cases in $((pass + fail)) programs"
echo "$pass passed, $fail failed"
[ "$fail" = 0 ] && [ "$pass" -gt 0 ]
