#!/bin/sh
# Prints the seed files of a fuzz target: the files of fixtures/<what it reads>.
# usage: seeds.sh fuzz_NAME
set -eu
cd "$(dirname "$0")/../.."
name=${1#fuzz_}
case $name in
*[!a-z0-9_]* | "") echo "usage: seeds.sh fuzz_NAME" >&2; exit 2 ;;
esac
[ -d "fixtures/$name" ] || exit 0
find "fixtures/$name" -type f ! -name '*[[:space:]]*' | LC_ALL=C sort
