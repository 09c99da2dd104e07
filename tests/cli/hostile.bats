#!/usr/bin/env bats
# hostile.bats - files that mean harm, or are no forms at all: one clear sentence each
#
# Whether they are also cheap is measured in "make bench".

load helpers

# the check says no with exit 4 (or another), in at most a few lines, on the line it must be
refused() { # FILE PATTERN [STATUS]
	run timeout 10 "$ANTEROOM" form check "$1"
	[ "$status" -eq "${3:-4}" ] || { echo "exit $status: $output"; false; }
	[[ "$output" == *$2* ]] || { echo "not '$2': $output"; false; }
	[ "${#lines[@]}" -le 4 ] || { echo "${#lines[@]} lines"; false; }
	# nothing that a terminal would act on, whatever the file holds
	local LC_ALL=C
	[[ "$output" != *[$'\001'-$'\010\013'-$'\037\177']* && "$output" != *$'\302'[$'\200'-$'\237']* ]]
}

form_with() { # TEXT-BEFORE-THE-FORM TEXT-IN-ITS-TITLE
	printf '<?xml version="1.0" encoding="UTF-8"?>\n%s\n<form id="x" version="1" xml:lang="en">\n' "$1"
	printf '<title>%s</title>\n<section id="s"><title>S</title>' "$2"
	printf '<question id="q" type="text"><text>Q</text></question></section></form>\n'
}

repeat() { # TEXT TIMES
	awk -v t="$1" -v n="$2" 'BEGIN { while (n-- > 0) printf "%s", t }'
}

@test "the harmless one of these forms has nothing to mend" {
	form_with "" "T" >"$WORK/f.xml"
	run anteroom form check "$WORK/f.xml"
	[ "$status" -eq 0 ]
}

@test "entities of every kind are refused before they exist" {
	form_with '<!DOCTYPE form [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>' '&c;' >"$WORK/f.xml"
	refused "$WORK/f.xml" ":2:1: error: a DOCTYPE"
	form_with "<!DOCTYPE form [<!ENTITY a \"$(repeat x 60000)\">]>" "$(repeat '&a;' 1000)" >"$WORK/f.xml"
	refused "$WORK/f.xml" ":2:1: error: a DOCTYPE"
	form_with '<!DOCTYPE form [<!ENTITY a "&b;"><!ENTITY b "&a;">]>' '&a;' >"$WORK/f.xml"
	refused "$WORK/f.xml" ":2:1: error: a DOCTYPE"
	form_with '<!DOCTYPE form [<!ENTITY % a "<!ENTITY b SYSTEM &#34;f.xml&#34;>"> %a;]>' '&b;' >"$WORK/f.xml"
	refused "$WORK/f.xml" ":2:1: error: a DOCTYPE"
	form_with '<!DOCTYPE form [<!ATTLIST title a CDATA "1">]>' 'T' >"$WORK/f.xml"
	refused "$WORK/f.xml" ":2:1: error: a DOCTYPE"
	form_with '' '&a;' >"$WORK/f.xml"
	refused "$WORK/f.xml" "&a; is not known here"
}

@test "nothing outside of the file is ever opened" {
	echo "SECRET OF ANOTHER FILE" >"$WORK/secret"
	mkfifo "$WORK/fifo" # to open it would hang
	for what in "SYSTEM \"$WORK/secret\"" "SYSTEM \"file://$WORK/fifo\"" 'SYSTEM "http://127.0.0.1:9/x"' \
		'PUBLIC "-//x//y" "http://127.0.0.1:9/x"'; do
		form_with "<!DOCTYPE form $what>" "T" >"$WORK/f.xml"
		refused "$WORK/f.xml" "a DOCTYPE"
		form_with "<!DOCTYPE form [<!ENTITY a $what>]>" "&a;" >"$WORK/f.xml"
		refused "$WORK/f.xml" "a DOCTYPE"
		[[ "$output" != *"SECRET"* ]]
	done
	form_with "" "T<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href='$WORK/secret'/>" >"$WORK/f.xml"
	run anteroom form check "$WORK/f.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *"there is no <xi:include>"* && "$output" != *"SECRET"* ]]
	form_with "<?xml-stylesheet href='$WORK/fifo'?>" "T" >"$WORK/f.xml"
	run timeout 10 "$ANTEROOM" form check "$WORK/f.xml"
	[ "$status" -eq 0 ]
}

@test "an include is found by its name and by nothing else" {
	for name in ../secret /etc/passwd "phq9/../phq9" "http://127.0.0.1/x" "a b"; do
		form_with "" "T" | sed "s|</form>|<include form=\"$name\"/></form>|" >"$WORK/f.xml"
		refused "$WORK/f.xml" "form must be a name"
	done
}

@test "what has no end has a cap: attributes, levels, tags, bytes, brackets" {
	awk 'BEGIN {
		printf "<form "
		for (i = 0; i < 60000; i++)
			printf "%c%c%c%c=\"\" ", 97 + i % 26, 97 + int(i / 26) % 26, 97 + int(i / 676) % 26, 97 + int(i / 17576)
		printf "/>"
	}' >"$WORK/f.xml"
	refused "$WORK/f.xml" "this tag is too long"
	{ repeat '<section>' 5000; repeat '</section>' 5000; } >"$WORK/f.xml"
	refused "$WORK/f.xml" "nested too deeply"
	form_with "" "$(repeat '<b/>' 30000)" >"$WORK/f.xml"
	refused "$WORK/f.xml" "too many tags"
	form_with "" "$(repeat 'words ' 20000)$(repeat 'words ' 20000)" >"$WORK/f.xml"
	repeat '<!-- words words words words words words words words words words -->' 9000 >>"$WORK/f.xml"
	refused "$WORK/f.xml" "too large"
	for sign in '(' 'not ' '-'; do
		form_with "" "T" | sed "s/type=\"text\"/& show-if=\"$(repeat "$sign" 2000 | cut -c1-2000)\"/" >"$WORK/f.xml"
		refused "$WORK/f.xml" "[cond-long]"
	done
}

@test "characters that act on a terminal or turn a line round are refused and not shown" {
	for c in $'\001' $'\033[2J' $'\177' $'\302\233' $'\302\205' $'\342\200\256' $'\342\201\246' $'\330\234' $'\357\273\277'; do
		form_with "" "T${c}T" >"$WORK/f.xml"
		refused "$WORK/f.xml" "f.xml:4:9: error: there is an invisible"
	done
	for c in '&#x9B;' '&#x202E;' '&#127;'; do
		form_with "" "T${c}T" >"$WORK/f.xml"
		refused "$WORK/f.xml" "cannot be shown safely"
	done
	for c in '&#0;' '&#xFFFF;' '&#xD800;' '&#x110000;' '&#27;'; do
		form_with "" "T${c}T" >"$WORK/f.xml"
		refused "$WORK/f.xml" "not the number of a character"
	done
}

@test "files that are not UTF-8 are told apart" {
	form_with "" "T" >"$WORK/good.xml"
	iconv -f UTF-8 -t UTF-16LE "$WORK/good.xml" >"$WORK/f.xml"
	refused "$WORK/f.xml" "UTF-16"
	iconv -f UTF-8 -t UTF-16 "$WORK/good.xml" >"$WORK/f.xml"
	refused "$WORK/f.xml" "UTF-16"
	iconv -f UTF-8 -t UTF-16BE "$WORK/good.xml" >"$WORK/f.xml"
	refused "$WORK/f.xml" "UTF-16"
	form_with "" "$(printf 'A\361o')" >"$WORK/f.xml"
	refused "$WORK/f.xml" "f.xml:4:9: error: this character is not in UTF-8"
	form_with "" "$(printf 'a\300\257b')" >"$WORK/f.xml" # a slash, too long
	refused "$WORK/f.xml" "not in UTF-8"
	{ form_with "" "T"; printf '\000'; } >"$WORK/f.xml"
	refused "$WORK/f.xml" "invisible control character"
	printf 'PK\003\004word document' >"$WORK/f.xml"
	refused "$WORK/f.xml" "a Word, LibreOffice or zip file"
}

@test "what is no file with words in it is told, and nothing hangs" {
	: >"$WORK/f.xml"
	refused "$WORK/f.xml" "the file is empty"
	mkdir "$WORK/folder"
	run timeout 10 "$ANTEROOM" form check "$WORK/folder"
	[ "$status" -eq 4 ] && [[ "$output" == *"folder"* ]]
	mkfifo "$WORK/fifo"
	run timeout 10 "$ANTEROOM" form check "$WORK/fifo"
	[ "$status" -eq 4 ]
	run timeout 10 "$ANTEROOM" form check /dev/zero
	[ "$status" -eq 4 ]
	run timeout 10 "$ANTEROOM" form check "$WORK/none.xml"
	[ "$status" -eq 3 ]
	ln -s loop "$WORK/loop"
	run timeout 10 "$ANTEROOM" form check "$WORK/loop"
	[ "$status" -ne 0 ] && [ "$status" -lt 128 ] && [ "${#lines[@]}" -le 2 ]
	head -c 600000 /dev/urandom >"$WORK/f.xml"
	run timeout 10 "$ANTEROOM" form check "$WORK/f.xml"
	[ "$status" -eq 4 ] && [ "${#lines[@]}" -le 4 ]
}

@test "a form cut off at any of a hundred places is refused" {
	local LC_ALL=C whole cuts=()
	IFS= read -r -d '' whole <tests/forms/ok/early-life.xml || true
	for i in {1..100}; do
		cuts+=("$WORK/$((${#whole} * i / 101)).xml")
		printf %s "${whole:0:${#whole} * i / 101}" >"${cuts[-1]}"
	done
	run timeout 100 "$ANTEROOM" form check --quiet "${cuts[@]}"
	[ "$status" -eq 4 ]
	for f in "${cuts[@]}"; do
		[[ "$output" =~ (^|$'\n')"$f":[0-9]+:[0-9]+:\ error: ]] || { echo "not refused: $f"; false; }
	done
}
