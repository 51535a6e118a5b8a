# Completions of bumpgate for bash; "bumpgate completion bash" prints them.
# @TABLES@

# Adds the lines of standard input that begin with $1, quoted for the command line
# and without their first $2 characters, which stand there already.
_bumpgate_offer() { # CURRENT SKIP
	local word quoted
	while IFS= read -r word; do
		case $word in
		"$1"*)
			printf -v quoted %q "${word:$2}"
			COMPREPLY[${#COMPREPLY[@]}]=$quoted;;
		esac
	done
}

_bumpgate_revs() { # DIRECTORY BEFORE
	local name
	git -C "$1" for-each-ref --format='%(refname:strip=2)' refs/tags refs/heads 2>/dev/null |
	while IFS= read -r name; do printf '%s%s\n' "$2" "$name"; done
	printf '%sHEAD\n' "$2"
}

_bumpgate_files() { # CURRENT SKIP BEFORE ACTION: bash itself quotes names of files
	local file
	compopt -o filenames 2>/dev/null
	while IFS= read -r file; do
		file=$3$file
		COMPREPLY[${#COMPREPLY[@]}]=${file:$2}
	done < <(compgen -A "$4" -- "${1#"$3"}")
}

_bumpgate_list() { # LIST BEFORE AFTER
	local word
	_bumpgate_words "$1" | while IFS= read -r word; do printf '%s%s%s\n' "$2" "$word" "$3"; done
}

# BEFORE is what stands in the same word before the value, as "--format=".
_bumpgate_complete() { # WHAT CURRENT SKIP DIRECTORY BEFORE
	local value=${2#"$5"}
	case $1 in
	nothing|'') ;;
	file) _bumpgate_files "$2" "$3" "$5" file;;
	dir) _bumpgate_files "$2" "$3" "$5" directory;;
	output)
		case $value in
		*=*) _bumpgate_files "$2" "$3" "$5${value%%=*}=" file;;
		*)
			compopt -o nospace 2>/dev/null
			_bumpgate_offer "$2" "$3" < <(_bumpgate_list format "$5" =);;
		esac;;
	range)
		case $value in
		*..*) _bumpgate_offer "$2" "$3" < <(_bumpgate_revs "$4" "$5${value%..*}..");;
		*) _bumpgate_offer "$2" "$3" < <(_bumpgate_revs "$4" "$5");;
		esac;;
	rev) _bumpgate_offer "$2" "$3" < <(_bumpgate_revs "$4" "$5");;
	*) _bumpgate_offer "$2" "$3" < <(_bumpgate_list "$1" "$5" '');;
	esac
}

_bumpgate() {
	local line=${COMP_LINE:0:COMP_POINT} last=${COMP_WORDS[COMP_CWORD]} current='' skip=0
	local words word before='' command='' directory=. only='' count=0 what
	COMPREPLY=()
	# Words by blanks alone: bash also ends words at '=' and replaces only what is behind.
	read -ra words <<<"$line"
	case $line in
	*[[:blank:]]) ;;
	*) current=${words[${#words[@]} - 1]}; unset "words[${#words[@]} - 1]";;
	esac
	case $last in
	[=:@]*) skip=${#current};;
	*) [ "${current%"$last"}" != "$current" ] && skip=$((${#current} - ${#last}));;
	esac
	for word in "${words[@]:1}"; do
		if [ -n "$before" ]; then
			[ "$before" = -C ] && directory=${word/#\~\//$HOME/}
			before=''
		elif [ -z "$only" ] && [ "$word" = -- ]; then only=1
		elif [ -z "$only" ] && [ "${word#-}" != "$word" ]; then
			[ -n "$(_bumpgate_value "$word")" ] && before=$word
		elif [ -z "$command" ]; then command=$word
		else count=$((count + 1))
		fi
	done
	if [ -n "$before" ]; then
		_bumpgate_complete "$(_bumpgate_value "$before")" "$current" "$skip" "$directory" ''
	elif [ -z "$only" ] && [ "${current#--*=}" != "$current" ]; then
		what=$(_bumpgate_value "${current%%=*}")
		_bumpgate_complete "$what" "$current" "$skip" "$directory" "${current%%=*}="
	elif [ -z "$only" ] && [ "${current#-}" != "$current" ]; then
		_bumpgate_offer "$current" "$skip" < <(_bumpgate_options "$command")
	elif [ -z "$command" ]; then
		_bumpgate_complete command "$current" "$skip" "$directory" ''
	elif [ "$count" = 0 ]; then
		_bumpgate_complete "$(_bumpgate_argument "$command")" "$current" "$skip" "$directory" ''
	fi
}
complete -F _bumpgate bumpgate
