#!/bin/sh
# Prints an SPDX 2.3 document of bumpgate and the libraries that it is linked with.
# VERSION, PKGS (names of pkg-config); SOURCE_DATE_EPOCH, else the commit's date.
set -eu
when=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
created=$(date -u -d "@$when" +%Y-%m-%dT%H:%M:%SZ)
license_of() {
	case $1 in
	libgit2) echo 'GPL-2.0-only WITH GCC-exception-2.0' ;;
	inih | libpcre2-8) echo BSD-3-Clause ;;
	libcmark-gfm) echo BSD-2-Clause ;;
	*) echo MIT ;;
	esac
}
package() { # NAME VERSION LICENSE
	printf '    {"SPDXID": "SPDXRef-%s", "name": "%s", "versionInfo": "%s",\n' "$1" "$1" "$2"
	printf '     "downloadLocation": "NOASSERTION", "filesAnalyzed": false,\n'
	printf '     "licenseConcluded": "NOASSERTION", "licenseDeclared": "%s",\n' "$3"
	printf '     "copyrightText": "NOASSERTION"}'
}
printf '{"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",\n'
printf ' "name": "bumpgate-%s",\n' "$VERSION"
printf ' "documentNamespace": "urn:bumpgate:sbom:%s:%s",\n' "$VERSION" "$when"
printf ' "creationInfo": {"created": "%s", "creators": ["Tool: bumpgate-sbom"]},\n' "$created"
printf ' "packages": [\n'
package bumpgate "$VERSION" MIT
for name in $PKGS; do
	printf ',\n'
	package "$name" "$(pkg-config --modversion "$name")" "$(license_of "$name")"
done
printf '\n ],\n "relationships": [\n'
printf '    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",\n'
printf '     "relatedSpdxElement": "SPDXRef-bumpgate"}'
for name in $PKGS; do
	printf ',\n    {"spdxElementId": "SPDXRef-bumpgate", "relationshipType": "DEPENDS_ON",\n'
	printf '     "relatedSpdxElement": "SPDXRef-%s"}' "$name"
done
printf '\n ]}\n'
