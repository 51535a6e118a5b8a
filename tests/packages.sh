#!/bin/sh
# What is released besides the program: the same tarball twice, one version everywhere, an
# SPDX document; with "large", the package for Debian and the program of few libraries.
set -u
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
bad=0
say() { echo "check-packages: $*" >&2; bad=1; }

in_debian=$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' .github/packaging/debian/changelog)
[ "$in_debian" = "$VERSION" ] || say "debian/changelog says '$in_debian', bumpgate.h '$VERSION'"
[ "$("$BUMPGATE" --version)" = "bumpgate $VERSION" ] || say "--version does not say $VERSION"

if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	for n in 1 2; do
		$MAKE --no-print-directory -s dist O="$dir/$n" >/dev/null || say "make dist fails"
	done
	cmp "$dir"/1/dist/*.gz "$dir"/2/dist/*.gz || say "two tarballs of one commit differ"
	tar -tzf "$dir"/1/dist/*.gz | grep -qx "bumpgate-$VERSION/Makefile" || say "no Makefile in the tarball"
else
	echo "skip: no git repository to make a tarball of"
fi

SOURCE_DATE_EPOCH=1767225600 $MAKE --no-print-directory -s sbom O="$O" >"$dir/sbom" || say "make sbom fails"
command -v "${PYTHON:=python3}" >/dev/null 2>&1 || { PYTHON=:; echo "skip: no python3 to read the SPDX document"; }
"$PYTHON" - "$dir/sbom" <<'END' || say "the SPDX document is not what it should be"
import json, sys
d = json.load(open(sys.argv[1]))
ids = [p["SPDXID"] for p in d["packages"]]
assert d["spdxVersion"] == "SPDX-2.3" and d["creationInfo"]["created"] == "2026-01-01T00:00:00Z"
assert len(ids) == len(set(ids)) == 7 and all(p["versionInfo"] for p in d["packages"])
linked = {r["relatedSpdxElement"] for r in d["relationships"]}
assert linked == set(ids), linked
END

if [ "${1:-}" = large ]; then
	$MAKE --no-print-directory -s static O="$O" || say "make static fails"
	BUMPGATE=$O/bumpgate-static sh tests/demo.sh >"$dir/demo" 2>&1 || say "bumpgate-static fails the demo"
	n=$(readelf -d "$O/bumpgate-static" | grep -c NEEDED)
	[ "$n" -le 4 ] || say "bumpgate-static needs $n libraries"
	$MAKE --no-print-directory -s deb O="$dir/o" >"$dir/deb" 2>&1 || { say "make deb fails"; cat "$dir/deb"; }
	dpkg-deb -x "$dir"/o/deb/bumpgate_*.deb "$dir/root" &&
		BUMPGATE=$dir/root/usr/bin/bumpgate sh tests/demo.sh >"$dir/demo" 2>&1 ||
		say "the packaged program fails the demo"
fi
[ $bad = 0 ] && echo "packages: version $VERSION"
exit $bad
