#compdef bumpgate
# Completions of bumpgate for zsh; "bumpgate completion zsh" prints them.
# @TABLES@

_bumpgate_complete() { # WHAT DIRECTORY
	local -a list
	case $1 in
	nothing|'') _message 'value';;
	file) _files;;
	dir) _files -/;;
	output)
		if compset -P 1 '*='; then
			_files
		else
			list=("${(@f)$(_bumpgate_words format)}")
			_describe -t formats format list -S =
		fi;;
	range) compset -P '*..'; _bumpgate_complete rev "$2";;
	rev)
		list=("${(@f)$(git -C "$2" for-each-ref --format='%(refname:strip=2)' \
			refs/tags refs/heads 2>/dev/null)}" HEAD)
		compadd -J revisions -a list;;
	*)
		list=("${(@f)$(_bumpgate_words "$1")}")
		_describe -t "$1" "$1" list;;
	esac
}

_bumpgate() {
	local word before='' command='' directory=. only='' current=${words[CURRENT]}
	local -i count=0
	local -a list
	for word in "${(@Q)words[2,CURRENT-1]}"; do
		if [[ -n $before ]]; then
			[[ $before = -C ]] && directory=${word/#\~\//$HOME/}
			before=''
		elif [[ -z $only && $word = -- ]]; then only=1
		elif [[ -z $only && $word = -* ]]; then
			[[ -n "$(_bumpgate_value "$word")" ]] && before=$word
		elif [[ -z $command ]]; then command=$word
		else count+=1
		fi
	done
	if [[ -n $before ]]; then
		_bumpgate_complete "$(_bumpgate_value "$before")" "$directory"
	elif [[ -z $only && $current = --*=* ]]; then
		compset -P 1 '*='
		_bumpgate_complete "$(_bumpgate_value "${current%%=*}")" "$directory"
	elif [[ -z $only && $current = -* ]]; then
		list=("${(@f)$(_bumpgate_options "$command")}")
		_describe -o -t options option list
	elif [[ -z $command ]]; then
		_bumpgate_complete command "$directory"
	elif ((count == 0)); then
		_bumpgate_complete "$(_bumpgate_argument "$command")" "$directory"
	fi
}

if [[ ${funcstack[1]} = _bumpgate ]]; then
	_bumpgate "$@"
else
	compdef _bumpgate bumpgate
fi
