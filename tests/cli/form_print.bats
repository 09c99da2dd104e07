#!/usr/bin/env bats
# form_print.bats - a form on paper, as a clinic makes it

load helpers

# every text of a PDF, one space between words
pdf_words() { # FILE
	pdftotext -raw -nopgbrk "$1" - 2>&1 | tr '\n' ' ' | tr -s ' '
}

@test "every question and answer of a form is on the paper, on Letter and A4" {
	for paper in letter a4; do
		anteroom form print phq9 --lang en --paper $paper -o "$WORK/$paper.pdf" --quiet
		qpdf --check "$WORK/$paper.pdf"
		[ -z "$(pdftotext "$WORK/$paper.pdf" /dev/null 2>&1)" ]
		words=$(pdf_words "$WORK/$paper.pdf")
		n=$(xmllint --nonet --xpath "count(//item|//question)" forms/phq9.xml)
		[ "$n" -eq 10 ]
		for i in 1 2 3 4 5 6 7 8 9; do
			text=$(xmllint --nonet --xpath "normalize-space(//item[$i])" forms/phq9.xml)
			[[ "$words" == *" $i $text 0 1 2 3"* ]]
		done
		for i in 1 2 3 4; do
			text=$(xmllint --nonet --xpath "normalize-space(//question/answer[$i])" forms/phq9.xml)
			[[ "$words" == *" $i $text"* ]]
		done
		[[ "$words" == *"Not at all Several days More than half the days Nearly every day"* ]]
	done
	pdfinfo "$WORK/letter.pdf" | grep -q '612 x 792'
	pdfinfo "$WORK/a4.pdf" | grep -q 'A4'
}

@test "the paper is in Spanish where that is asked for, and in the terminal's language else" {
	anteroom form print numbness-intake --lang es -o "$WORK/a.pdf" --quiet
	words=$(pdf_words "$WORK/a.pdf")
	[[ "$words" == *"Responda esta pregunta solo si marcó “Algo cierto”, “Bastante cierto” o “Muy cierto” en la pregunta 24."* ]]
	[[ "$words" == *"No sé"* ]]
	[[ "$words" == *"Página 1 de "* ]]
	LANG=es_MX.UTF-8 LC_ALL= anteroom form print numbness-intake -o "$WORK/b.pdf" --quiet
	cmp <(pdf_words "$WORK/a.pdf") <(pdf_words "$WORK/b.pdf")
}

@test "no score, band or cut is on the paper" {
	anteroom form print phq9 --lang en -o "$WORK/a.pdf" --quiet
	words=$(pdf_words "$WORK/a.pdf")
	for w in score Mild Moderate Severe threshold phq2; do
		[[ "$words" != *"$w"* ]]
	done
	[[ "$words" == *"phq9 1 · sha256 "* ]]
}

@test "crisis lines are those of the practice home; without one there is room for them" {
	run anteroom form print phq9 --lang en -o "$WORK/a.pdf"
	[ "$status" -eq 0 ]
	[[ "$output" == *"No crisis lines are known here."* ]]
	words=$(pdf_words "$WORK/a.pdf")
	[[ "$words" == *"Numbers to call or text, from the practice:"* ]]
	[[ "$words" != *"988"* ]]
	sample_home
	run anteroom form print phq9 --lang en -o "$WORK/b.pdf"
	[ "$output" = "$WORK/b.pdf" ]
	words=$(pdf_words "$WORK/b.pdf")
	[[ "$words" == *"988 Suicide and Crisis Lifeline: call or text 988"* ]]
	[[ "$words" == *"SAMPLE"* ]]
	[[ "$words" != *"Numbers to call or text, from the practice:"* ]]
}

@test "the same form gives the same bytes, and standard output has them too" {
	export SOURCE_DATE_EPOCH=1777904400
	anteroom form print pcl5 --lang en -o "$WORK/a.pdf" --quiet
	anteroom form print forms/pcl5.xml --lang en -o "$WORK/b.pdf" --quiet
	anteroom form print pcl5 --lang en -o - >"$WORK/c.pdf"
	cmp "$WORK/a.pdf" "$WORK/b.pdf"
	cmp "$WORK/a.pdf" "$WORK/c.pdf"
}

@test "a file that is there stays as it is, unless --force says so" {
	echo mine >"$WORK/a.pdf"
	run anteroom form print phq9 -o "$WORK/a.pdf"
	[ "$status" -eq 8 ]
	[[ "$output" == *"--force"* ]]
	[ "$(cat "$WORK/a.pdf")" = mine ]
	anteroom form print phq9 -o "$WORK/a.pdf" --force --quiet
	qpdf --check "$WORK/a.pdf"
	[ "$(stat -c %a "$WORK/a.pdf")" = 600 ]
}

@test "no -o, another language or paper is exit 2; no such form 3; a broken one 4" {
	run anteroom form print phq9
	[ "$status" -eq 2 ]
	[[ "$output" == *"-o FILE.pdf"* ]]
	run anteroom form print phq9 --lang es -o "$WORK/a.pdf"
	[ "$status" -eq 2 ]
	[[ "$output" == *"it has: en"* ]]
	run anteroom form print phq9 --paper a5 -o "$WORK/a.pdf"
	[ "$status" -eq 2 ]
	run anteroom form print no-such -o "$WORK/a.pdf"
	[ "$status" -eq 3 ]
	sed 's/method="sum"/metod="sum"/' forms/phq9.xml >"$WORK/f.xml"
	run anteroom form print "$WORK/f.xml" -o "$WORK/a.pdf"
	[ "$status" -eq 4 ]
	[ ! -e "$WORK/a.pdf" ]
	run anteroom form print phq9 -o /dev/full --force
	[ "$status" -ne 0 ]
}

@test "what was marked on paper is typed in by the names and digits that it shows" {
	sample_home
	anteroom form print phq9 --lang en -o "$WORK/a.pdf" --quiet
	words=$(pdf_words "$WORK/a.pdf")
	[[ "$words" == *"anteroom take phq9 --answers FILE"* ]]
	for i in 1 2 3 4 5 6 7 8 9; do
		[[ "$words" == *"$i phq9_$i"* ]]
		echo "phq9_$i = 2" >>"$WORK/answers"
	done
	echo "phq9_difficulty = !skipped" >>"$WORK/answers"
	anteroom take phq9 --client C-1 --lang en --answers "$WORK/answers" --quiet
	run unlocked show @last --scores
	[[ "$output" == *"18"* ]]
}
