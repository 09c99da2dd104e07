#!/usr/bin/env bats
# guide.bats - what docs/writing-forms.md says is what happens

load helpers

guide=docs/writing-forms.md

# the pieces of the guide's form, put together again
write_form() {
	awk '
		/^```xml/ { in_xml = 1; next }
		/^```/ { in_xml = 0 }
		in_xml && /^<\/form>/ { next }
		in_xml && /^  <\/section>/ { hold = $0; next }
		in_xml && hold != "" && /^  <scale/ { print hold; hold = "" }
		in_xml { print }
		END { print "</form>" }
	' "$guide" >"$1"
}

# the guide has this finding: its text without the place
told() { # SED-EXPRESSION FINDING-ID
	sed "$1" "$WORK/sleep.xml" >"$WORK/broken.xml"
	run anteroom form check "$WORK/broken.xml"
	[ "$status" -eq 4 ]
	local line
	line=$(grep -F "[$2]" <<<"$output" | head -1 | sed -E 's/^[^ ]*: error: //; s/ on line [0-9]+//g')
	[ -n "$line" ]
	sed -E 's/^sleep.xml:[0-9:]+ error: //; s/ on line [0-9]+//g' "$guide" | grep -qF -- "$line" ||
		{ echo "not in the guide: $line"; false; }
}

@test "the guide's form, put together from its pieces, has nothing to mend" {
	write_form "$WORK/sleep.xml"
	run anteroom form check "$WORK/sleep.xml"
	echo "$output"
	[ "$status" -eq 0 ]
	[ "$output" = "Nothing to mend." ]
}

@test "each mistake in the guide is told in the guide's words" {
	write_form "$WORK/sleep.xml"
	told 's/Sleep and rest<\/title>/Sleep and rest<title>/' xml-not-closed
	told 's/code="often"     score="2"/code="often     score="2"/' xml-quote
	told 's/answers="how_often"/answers="how_oftn"/' unknown-answers
	told 's/id="sleep_2">I/id="sleep_1">I/' id-twice
	told 's/sleep_1 is at least often/sleep_1 is at least oftn/' cond-code
	told 's/show-if="sleep_1/showif="sleep_1/' unknown-setting
	told 's/band from="4" to="6"/band from="5" to="6"/' band-gap
	told 's/from="7" to="9"/from="7" to="10"/' band-range
	told 's/score="8" band/score="6" band/' example-wrong
	told '/of="since.weeks"/d' untranslated
}
