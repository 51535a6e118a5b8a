#!/bin/sh
# What each shell offers behind the same words; zsh and fish where they are installed.
set -u
bumpgate=$(cd "$(dirname "$BUMPGATE")" && pwd)/$(basename "$BUMPGATE")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
bad=0 n=0
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 LC_ALL=C HOME="$dir"

mkdir "$dir/bin" "$dir/zsh" "$dir/repo" "$dir/repo/my policies"
ln -s "$bumpgate" "$dir/bin/bumpgate"
export PATH="$dir/bin:$PATH"
"$bumpgate" completion bash >"$dir/script.bash" || exit 1
"$bumpgate" completion zsh >"$dir/zsh/_bumpgate" || exit 1
"$bumpgate" completion fish >"$dir/script.fish" || exit 1
: >"$dir/repo/policy.yml"
git -C "$dir/repo" init -q -b main
git -C "$dir/repo" -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m x
for tag in v1.0.0 v1.1.0 'odd$(x)'; do git -C "$dir/repo" tag "$tag"; done

# bash splits a word at '=' and ':' too, and completes the last piece.
cat >"$dir/ask.bash" <<'END'
. "$1"; cd "$2"; COMP_LINE=$3 COMP_POINT=${#3}
word=${3##* } last=${word##*[=:]}
[ -z "$last" ] && [ -n "$word" ] && last=${word: -1}
COMP_WORDS=(bumpgate "$last") COMP_CWORD=1
_bumpgate 2>/dev/null
for offer in "${COMPREPLY[@]}"; do
	case $last in [=:]) echo "$word$offer";; *) echo "${word%"$last"}$offer";; esac
done
END
# zsh has no way to ask but to press the key; compadd tells what it adds.
cat >"$dir/ask.zsh" <<'END'
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PS1= PROMPT= RPS1=; cd ${(q)2}; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w z 'compadd() {
	local -a given __hits; local prefix=$IPREFIX
	builtin compadd -O __hits "$@"; (( $# )) && print -rl -- "<<"$^prefix$^__hits">>"; return 0
}; ask() { zle complete-word; print "DO""NE" }; zle -N ask; bindkey "^I" ask'
zpty -w z 'print READY'
zpty -r z out '*READY*READY*'
zpty -w -n z "$3"$'\t'
zpty -r z out '*DONE*'
print -r -- "$out" | sed -n 's/.*<<\(.*\)>>.*/\1/p'
END
ask() { # SHELL LINE
	case $1 in
	bash) bash "$dir/ask.bash" "$dir/script.bash" "$dir/repo" "$2" ;;
	fish) (cd "$dir/repo" && fish --no-config -c "source '$dir/script.fish'; complete -C \"\$argv[1]\"" \
		"$2" | sed 's/	.*//') ;;
	zsh) timeout 60 zsh -f "$dir/ask.zsh" "$dir/zsh" "$dir/repo" "$2" ;;
	esac
}
# The line, then each word that must be offered; "!" before what must not.
expect() { # LINE WORD…
	line=$1; shift
	for shell in $shells; do
		n=$((n + 1))
		got=$(ask "$shell" "$line" | sort -u)
		for word; do
			case $word in
			!*) printf '%s\n' "$got" | grep -Fqx -- "${word#!}" &&
				{ bad=1; echo "completion: $shell: '$line' offers '${word#!}'"; } ;;
			*) printf '%s\n' "$got" | grep -Fqx -- "$word" ||
				{ bad=1; echo "completion: $shell: '$line' does not offer '$word', but" $got; } ;;
			esac
		done
	done
}

shells=
for shell in bash zsh fish; do
	if command -v $shell >/dev/null 2>&1; then shells="$shells $shell"; else echo "skip: no $shell"; fi
done
expect 'bumpgate ' check next history completion
expect 'bumpgate ch' check changelog '!next'
expect 'bumpgate explain env-re' env-removed env-rename-not-kept '!env-added'
expect 'bumpgate completion ' bash zsh fish
expect 'bumpgate check --pol' --policy '!--format'
expect 'bumpgate check v1' v1.0.0 v1.1.0 '!main'
expect 'bumpgate check --format ' text json sarif '!v1.0.0'
expect 'bumpgate check --policy pol' policy.yml
expect 'bumpgate explain v1' '!v1.0.0'
expect 'bumpgate next --pre ' rc beta
expect 'bumpgate --color al' always '!auto'
expect 'bumpgate check v1.0.0 ' '!v1.0.0' '!v1.1.0'
expect 'bumpgate -C .. che' check
# An argument in the middle of a word, as each shell wants it.
line_of() { shells=$1; shift; expect "$@"; }
for shell in $shells; do
	case $shell in
	bash)
		line_of bash 'bumpgate check --format=js' --format=json
		line_of bash 'bumpgate check v1.0.0..v1' v1.0.0..v1.1.0
		line_of bash 'bumpgate check --output markdown=pol' markdown=policy.yml
		line_of bash 'bumpgate check odd' 'odd\$\(x\)'
		line_of bash 'bumpgate check --output ju' junit= ;;
	fish)
		line_of fish 'bumpgate check --format=js' --format=json
		line_of fish 'bumpgate check v1.0.0..v1' v1.0.0..v1.1.0 ;;
	esac
done
[ "$bad" = 0 ] && echo "completion: $n questions answered"
exit "$bad"
