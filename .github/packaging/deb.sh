#!/bin/sh
# Builds a .deb of the commit that is checked out with Debian's own tools, checks it by
# lintian, and leaves it in $O/deb.
set -eu
out=$(mkdir -p "$O/deb" && cd "$O/deb" && pwd)
missing=
for package in $PACKAGES; do
	dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' || missing=1
done
if [ -n "$missing" ]; then
	$SUDO apt-get update -q >&2 &&
		$SUDO apt-get install -y -q --no-install-recommends $PACKAGES >&2 ||
		{ echo "make deb needs these packages: $PACKAGES" >&2; exit 1; }
fi
rm -rf "$out"/bumpgate-"$VERSION" "$out"/*.deb "$out"/*.changes "$out"/*.buildinfo
git archive --prefix="bumpgate-$VERSION/" HEAD | tar -x -C "$out"
cp -R .github/packaging/debian "$out/bumpgate-$VERSION/debian"
said=$(sed -n '1s/.*(\(.*\)-[0-9]*).*/\1/p' .github/packaging/debian/changelog)
[ "$said" = "$VERSION" ] ||
	{ echo "make deb: debian/changelog says $said, bumpgate.h says $VERSION" >&2; exit 1; }
(cd "$out/bumpgate-$VERSION" && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u O -u VERSION \
	dpkg-buildpackage -us -uc -b >"$out/build.log" 2>&1) ||
	{ tail -n 40 "$out/build.log" >&2; exit 1; }
lintian --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs,bad-distribution-in-changes-file \
	"$out"/bumpgate_*.changes
rm -rf "$out/bumpgate-$VERSION"
ls "$out"/bumpgate_*.deb
