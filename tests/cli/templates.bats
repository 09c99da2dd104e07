#!/usr/bin/env bats
# templates.bats - a clinic's report: which template, and what is beside it

load helpers

one_record() {
	sample_home
	phq9_answers "$WORK/a" 1 2 1 2 1 2 1 2 1
	anteroom take phq9 --mode script --quiet --lang en --client C-7 --answers "$WORK/a" >/dev/null
}

# a template of the clinic's own: NAME HEAD REST-OF-BODY [ROOT-SETTINGS]
own_template() {
	mkdir -p "$ANTEROOM_HOME/templates"
	cat >"$ANTEROOM_HOME/templates/$1.xml" <<-END
		<template id="$1" ${4-}>
		$2
		<body><identity/><alerts/>$3<skipped/></body>
		</template>
	END
}

pages() {
	pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

@test "the shipped templates: brief has one page, large print more than the usual one" {
	one_record
	for t in standard brief plain; do
		unlocked report @last --template "$t" -o "$WORK/$t.pdf" --quiet
	done
	[ "$(pages "$WORK/brief.pdf")" -eq 1 ]
	[ "$(pages "$WORK/plain.pdf")" -gt "$(pages "$WORK/standard.pdf")" ]
	pdftotext "$WORK/brief.pdf" - | tr '\n' ' ' | grep -q "Not in this report: .*All of it: anteroom report .* --template standard"
}

@test "the command in the last line of a short report makes the whole one" {
	one_record
	unlocked report @last --template brief -o "$WORK/brief.pdf" --quiet
	read -ra words < <(pdftotext -raw "$WORK/brief.pdf" - | tr '\n' ' ' |
		grep -oE 'anteroom report [0-9a-f]+ --template standard')
	unlocked "${words[@]:1}" -o "$WORK/whole.pdf" --quiet
	pdftotext "$WORK/whole.pdf" - | grep -q "Every item"
}

@test "a template of the clinic's own called standard is the one that is used" {
	one_record
	own_template standard "" '<text><paragraph>As we do it here.</paragraph></text>'
	unlocked report @last -o "$WORK/r.pdf" --quiet
	pdftotext "$WORK/r.pdf" - | grep -q "As we do it here."
	unlocked report @last --template brief -o "$WORK/b.pdf" --quiet
	! pdftotext "$WORK/b.pdf" - | grep -q "As we do it here."
}

@test "a template has its own language and paper, and who asks has the last word" {
	one_record
	own_template carta '<page size="a4"/>' '' 'xml:lang="es"'
	unlocked report @last --template carta -o "$WORK/1.pdf" --quiet
	pdftotext "$WORK/1.pdf" - | grep -q "Revisar primero"
	pdfinfo "$WORK/1.pdf" | grep -q "A4"
	unlocked report @last --template carta --lang en --paper letter -o "$WORK/2.pdf" --quiet
	pdftotext "$WORK/2.pdf" - | grep -q "Review first"
	pdfinfo "$WORK/2.pdf" | grep -q "letter"
}

@test "a logo beside the template is in the report; without it the report is refused, with the line" {
	one_record
	own_template house '<letterhead logo="logo.png"/>' ''
	run unlocked report @last --template house -o "$WORK/r.pdf"
	[ "$status" -eq 4 ]
	[[ $output == *"house.xml:2:19: error: cannot open"*"no such file"* ]]
	[ ! -e "$WORK/r.pdf" ]
	cp docs/pictures/example-logo.png "$ANTEROOM_HOME/templates/logo.png"
	unlocked report @last --template house -o "$WORK/r.pdf" --quiet
	[ "$(pdfimages -list "$WORK/r.pdf" | tail -n +3 | wc -l)" -eq 1 ]
}

@test "a template that hides what must be seen makes no report" {
	one_record
	mkdir -p "$ANTEROOM_HOME/templates"
	echo '<template id="h"><body><identity/><scores/><alerts/><skipped/></body></template>' \
		>"$ANTEROOM_HOME/templates/h.xml"
	run unlocked report @last --template h -o "$WORK/r.pdf"
	[ "$status" -eq 4 ]
	[[ $output == *"h.xml:1:"*": error: "*"[template-review-late]"* ]]
	[ ! -e "$WORK/r.pdf" ]
}

@test "a warning about a colour does not keep the report from being made" {
	one_record
	own_template pale '<style accent="#9ab8d0"/>' ''
	run anteroom form check "$ANTEROOM_HOME/templates/pale.xml"
	[ "$status" -eq 0 ]
	[[ $output == *"too pale"* ]]
	unlocked report @last --template pale -o "$WORK/r.pdf" --quiet
	[ -s "$WORK/r.pdf" ]
}

@test "a backup has the logo and the fonts, and a restore brings them back" {
	one_record
	own_template house '<letterhead logo="logo.JPG"/>' ''
	mkdir -p "$ANTEROOM_HOME/templates"
	echo logo >"$ANTEROOM_HOME/templates/logo.JPG"
	echo font >"$ANTEROOM_HOME/templates/own.ttf"
	unlocked store backup "$WORK/b" --quiet
	cmp "$ANTEROOM_HOME/templates/logo.JPG" "$WORK/b/templates/logo.JPG"
	cp "$ANTEROOM_HOME/keys/therapist.key" "$WORK/mine.key"
	rm -r "$ANTEROOM_HOME"
	unlocked store restore "$WORK/b" --key "$WORK/mine.key" --quiet
	[ -s "$ANTEROOM_HOME/templates/logo.JPG" ]
	[ -s "$ANTEROOM_HOME/templates/own.ttf" ]
}

@test "the guide's template has nothing to mend, and each mistake in it is told in its words" {
	awk '/^```xml/ { x = 1; next } /^```/ { x = 0 } x' docs/report-templates.md >"$WORK/riverbend.xml"
	cp docs/pictures/example-logo.png "$WORK/"
	run anteroom form check "$WORK/riverbend.xml"
	[ "$output" = "Nothing to mend." ]
	told() { # SED-EXPRESSION
		sed "$1" "$WORK/riverbend.xml" >"$WORK/broken.xml"
		run anteroom form check "$WORK/broken.xml"
		[ "$status" -eq 4 ]
		local line
		line=$(head -1 <<<"$output" | sed -E 's/^[^ ]*: error: //')
		sed -E 's/^riverbend.xml:[0-9:]+ error: //' docs/report-templates.md | grep -qxF -- "$line" ||
			{ echo "not in the guide: $line"; false; }
	}
	told '/<skipped/d'
	told '/<alerts/d'
	told 's/<footer>/<footer page-numbers="no">/'
	told 's/logo="example-logo.png"/logo="pictures\/example-logo.png"/'
}
