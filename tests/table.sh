#!/bin/sh
# The tables hold together: every rule is kebab-case, unique, in the man page, has a
# case that fires and one that stays quiet; every fixture directory is a rule's.
set -u
bumpgate=${BUMPGATE:-build/bumpgate}
bad=0
say() { echo "check-table: $*" >&2; bad=1; }

rules=$("$bumpgate" explain --format json | sed -n 's/^ *"id": "\(.*\)",$/\1/p')
[ -n "$rules" ] || { say "explain --format json lists no rules"; exit 1; }
[ -z "$(echo "$rules" | sort | uniq -d)" ] || say "rule ids are not unique"

for rule in $rules; do
	case $rule in
	*[!a-z0-9-]*|-*|*-) say "$rule: not kebab-case";;
	esac
	dir=fixtures/rules/$rule
	fires=0 quiet=0
	for case in "$dir"/*/; do
		[ -d "$case" ] || continue
		name=$(basename "$case")
		facts=$case/expect.json
		case $name in
		fires*)
			fires=1
			grep -q "\"rule\": \"$rule\"" "$facts" || say "$case: '$rule' does not fire";;
		quiet*)
			quiet=1
			! grep -q "\"rule\": \"$rule\"" "$facts" || say "$case: '$rule' fires";;
		*) say "$case: neither fires* nor quiet*";;
		esac
	done
	[ "$fires" = 1 ] || say "$rule: no case that fires"
	[ "$quiet" = 1 ] || say "$rule: no case that stays quiet"
	grep -q "^\.It Li $rule\$" cmd/bumpgate.1 || say "$rule: not in cmd/bumpgate.1"
done
for dir in fixtures/rules/*/; do
	echo "$rules" | grep -qx "$(basename "$dir")" || say "$dir: no such rule"
done
for rule in $(sed -n 's/^\.It Li //p' cmd/bumpgate.1); do
	echo "$rules" | grep -qx "$rule" || say "cmd/bumpgate.1: '$rule' is no rule"
done

# What the man page says of each rule is its row.
"$bumpgate" explain | awk '/^  [a-z]/ && $1 != "rule" { print $1, $2 == "none" ? "nothing" : $2, $3 }' |
while read -r rule owes level; do
	awk -v rule="$rule" '$2 == "Li" && $3 == rule { getline; print }' cmd/bumpgate.1 |
		grep -q "^Owes $owes, $level:" || echo "$rule: owes $owes, $level; not so in cmd/bumpgate.1"
done >"${TMPDIR:-/tmp}/rows.$$"
[ ! -s "${TMPDIR:-/tmp}/rows.$$" ] || say "$(cat "${TMPDIR:-/tmp}/rows.$$")"
rm -f "${TMPDIR:-/tmp}/rows.$$"

# Each kind is in bumpgate.yml(5) with its options, and each option is.
"$bumpgate" explain --kinds | awk '
/^[a-z]/ { print n++ ? ".\n" $1 : $1; between = "Options: " }
/^    [a-z]/ { printf "%s%s%s", between, $1, $2 == "(needed)" ? " (needed)" : ""; between = ", " }
END { print "." }' | while read -r kind && read -r options; do
	awk -v kind="$kind" '/^\.Ss/ { on = $2 == "Kinds" } $1 == ".It" { at = on && $3 == kind } at' \
		cmd/bumpgate.yml.5 | grep -qxF "$options" || echo "$kind: not '$options' in cmd/bumpgate.yml.5"
done >"${TMPDIR:-/tmp}/kinds.$$"
[ ! -s "${TMPDIR:-/tmp}/kinds.$$" ] || say "$(cat "${TMPDIR:-/tmp}/kinds.$$")"
rm -f "${TMPDIR:-/tmp}/kinds.$$"
for kind in $("$bumpgate" explain --kinds --format json | sed -n 's/^ *"name": "\(.*\)",$/\1/p' | sort -u); do
	grep -q "^\.It \(Cm\|Ic\) $kind\$" cmd/bumpgate.yml.5 || say "$kind: not in cmd/bumpgate.yml.5"
done

# Each numbered rule of the judgement is proved, and each history fixture proves one.
proofs=tests/proofs.txt
for number in 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 1.10 1.11 1.12 types families schedule; do
	grep -q "^$number	" "$proofs" || say "$proofs: nothing proves $number"
done
grep -v '^#' "$proofs" | cut -f 2 >"${TMPDIR:-/tmp}/proofs.$$"
while read -r fixture; do
	case $fixture in
	mutations/*:*) # a case, by its title
		grep -qx "case ${fixture#*: }" "fixtures/${fixture%%:*}/cases" ||
			say "$proofs: no case $fixture";;
	unit/*:*) # a test function
		grep -q "TEST(${fixture#*:})\|_test(${fixture#*:})" "tests/${fixture%%:*}.c" ||
			say "$proofs: no test $fixture";;
	*)
		[ -f "fixtures/$fixture/expect.json" ] || say "$proofs: no fixtures/$fixture";;
	esac
done <"${TMPDIR:-/tmp}/proofs.$$"
rm -f "${TMPDIR:-/tmp}/proofs.$$"
# A sentence that the design numbers is proved by what fires and by what stays quiet.
for number in 1.5 1.6; do
	for kind in fires quiet; do
		grep -q "^$number	rules/[a-z-]*/$kind" "$proofs" ||
			say "$proofs: nothing $kind for $number"
	done
done
for rule in $(echo "$rules" | grep '^changelog-\|^deprecation-\|^removed-too-early'); do
	grep -q "	rules/$rule/" "$proofs" ||
		say "$proofs: nothing proves $rule"
done
for dir in fixtures/history/*/; do
	cut -f 2 "$proofs" | grep -qx "history/$(basename "$dir")" || say "$dir: not in $proofs"
done
exit "$bad"
