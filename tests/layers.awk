# Layers are law: a file includes its own room and rooms to its left.
BEGIN {
	n = split("base model parse python source extract diff ledger policy report run", room, " ")
	for (i = 1; i <= n; i++) rank[room[i]] = i
}
FNR == 1 { split(FILENAME, part, "/"); here = part[1] == "lib" ? part[2] : "cmd" }
/^#include "/ {
	split($2, q, "\""); file = q[2]
	if (file ~ /^bumpgate/) next
	split(file, p, "/"); there = p[1]
	if (here == "cmd") { if (index(file, "/")) bad("cmd sees only bumpgate.h") ; next }
	if (!(there in rank)) { bad("unknown room"); next }
	if (rank[there] > rank[here]) bad("upward include")
	if (there == "source" && (here == "extract" || here == "report")) bad("may not see source/")
	if (there == "extract" && here == "report") bad("may not see extract/")
}
/^#include <(git2|yaml|jansson|pcre2|cmark)/ {
	file = $2
	own["<git2.h>"] = "lib/source/git.c"; own["<yaml.h>"] = "lib/parse/yaml.c"
	own["<pcre2.h>"] = "lib/parse/pattern.c"
	if (file in own && FILENAME != own[file] && FILENAME !~ /lib\/source\/git/) bad("foreign library outside its file")
}
function bad(why) { printf "%s:%d: %s: %s\n", FILENAME, FNR, why, file; failed = 1 }
END { exit failed }
