#!/bin/sh
# What takes longer: many rounds of the properties, wide and long repositories.
set -eu
O=${O:-build}
bumpgate=$(cd "$O" && pwd)/bumpgate
. "$(dirname "$0")/repo.sh"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
pass=0 fail=0
expect() { # status, name, command…
	want=$1 name=$2; shift 2
	got=0; "$@" >"$dir/out" 2>&1 || got=$?
	if [ "$got" = "$want" ]; then pass=$((pass + 1)); else
		fail=$((fail + 1)); echo "FAILED: $name: exit status $got, not $want"; cat "$dir/out"
	fi
}
make -s "O=$O" "$O/tests/test_properties"
expect 0 "properties, 2000 rounds" env ROUNDS=2000 "$O/tests/test_properties"

make_repo "$dir/wide" 3 50000
expect 0 "50000 files" "$bumpgate" -C "$dir/wide" check v1.3.0
make_repo "$dir/long" 1500 10
expect 0 "1500 releases" "$bumpgate" -C "$dir/long" check v1.1500.0
git -C "$dir/long" tag -d v1.1499.0 >/dev/null
expect 0 "1500 releases, one skipped" "$bumpgate" -C "$dir/long" check v1.1500.0
git -C "$dir/long" checkout -qf main
sed -i /NAME_700_URL/d "$dir/long/.env.example"
git -C "$dir/long" commit -qam "drop a name"
git -C "$dir/long" tag v2.0.0
expect 1 "1500 changelogs asked for one name" "$bumpgate" -C "$dir/long" check v2.0.0
make -s "O=$O" "$O/tests/test_py_oracle"
expect 0 "every file of the standard library of Python" env ALL=1 "$O/tests/test_py_oracle"
grep '^skip:\|the same' "$dir/out" || :
make -s "O=$O" "$O/tests/test_history"
expect 0 "the page of a history in a browser, on a phone, a desktop and paper" "$O/tests/test_history"
grep '^skip:' "$dir/out" || :
expect 0 "packages" make -s check-packages-large "O=$O"
mkdir "$dir/abi"
cp -R Makefile lib include cmd .github .gitignore "$dir/abi"
abi() { # what it is, sed expression for the header, exit status
	sed -i "$2" "$dir/abi/include/bumpgate.h"
	git -C "$dir/abi" add -A
	git -C "$dir/abi" commit -qm "$1"
	expect "$3" "ABI: $1" env -u MAKEFLAGS make -s -C "$dir/abi" abi O=build
}
if command -v abidiff >/dev/null 2>&1; then
	git init -q -b main "$dir/abi"
	git -C "$dir/abi" add -A
	git -C "$dir/abi" commit -qm "a release"
	git -C "$dir/abi" tag v0.0.1
	abi "a comment" 's|/\* check \*/|/* check it */|' 0
	abi "a member more" 's/^	size_t npromise;/&\n	size_t nmore;/' 2
	sed -i 's/^SOVERSION = .*/SOVERSION = 77/' "$dir/abi/.github/packaging/packaging.mk"
	abi "a member more, and another soname" '' 0
else
	echo "skip: no abidiff"
fi
expect 0 "what each shell offers" env BUMPGATE="$O/bumpgate" sh tests/completion.sh
grep '^skip:' "$dir/out" || :
expect 0 "what is offered to CI services" "${PYTHON:-python3}" tests/services.py "$O/bumpgate"
grep '^skip:' "$dir/out" || :
mkdir "$dir/action" "$dir/temp"
cp -R Makefile lib include cmd .github "$dir/action"
expect 0 "the action builds what it runs" env -u BUMPGATE RUNNER_TEMP="$dir/temp" \
	GITHUB_REF_TYPE=tag GITHUB_REF_NAME=v1.3.0 BUMPGATE_DIRECTORY="$dir/wide" \
	sh "$dir/action/.github/actions/bumpgate/run.sh"
echo "$pass passed, $fail failed"
[ "$fail" = 0 ]
