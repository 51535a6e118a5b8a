#!/bin/sh
# Prints what links the packages named, each library from its archive where there is one.
set -eu
archives= shared=
for word in $(pkg-config --static --libs-only-l "$@") -lcmark-gfm-extensions -lcmark-gfm; do
	file=$($CC -print-file-name="lib${word#-l}.a")
	case $word in
	-lssh2 | -lssl | -lcrypto | -lrt | -lm | -lpthread | -ldl) shared="$shared $word" ;;
	*) if [ -f "$file" ]; then archives="$archives $file"; else shared="$shared $word"; fi ;;
	esac
done
# libgit2 does not tell of Kerberos; its archive has no header to be found by.
gss=$($CC -print-file-name=libgssapi_krb5.so.2)
[ -f "$gss" ] && shared="$shared $gss"
echo "-Wl,--start-group $archives -Wl,--end-group $shared -lpthread"
