# Completions of bumpgate for fish; "bumpgate completion fish" prints them.
# Prints the words of the line without options and their values: the command, its
# argument; with a name of an option, only the last value that was given to it.
function __bumpgate_line
	set -l before ''
	set -l words (commandline -opc)
	for word in $words[2..-1]
		if test -n "$before"
			test "$before" = "$argv[1]"; and set -l found $word
			set before ''
		else if string match -q -- '-*' $word
			__bumpgate_takes_value $word; and set before $word
		else if not set -q argv[1]
			echo $word
		end
		set -q found; and echo $found; and set -e found
	end
end

# Whether the command is one of those given; '' stands for none yet.
function __bumpgate_is
	set -l line (__bumpgate_line)
	contains -- "$line[1]" $argv
end

# Whether the command is the one given, and its argument is still to come.
function __bumpgate_wants
	set -l line (__bumpgate_line)
	test (count $line) = 1; and test "$line[1]" = $argv[1]
end

function __bumpgate_revs
	set -l directory (__bumpgate_line -C)[-1]
	set -q directory[1]; or set directory .
	set -l revs (git -C $directory for-each-ref --format='%(refname:strip=2)' \
		refs/tags refs/heads 2>/dev/null) HEAD
	set -l base (string match -r -- '^.*\.\.' (commandline -ct))
	printf '%s\n' "$base"$revs
end

# @TABLES@
