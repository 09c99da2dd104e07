#!/usr/bin/env bats
# form.bats - form check and form score, for the clinic

load helpers

@test "the shipped forms, templates and the sample profile have nothing to mend" {
	for f in forms/*.xml templates/*.xml; do
		run anteroom form check "$f"
		[ "$status" -eq 0 ] || { echo "$output"; false; }
	done
}

@test "a mistake is exit 4, with its line, the line itself and a caret" {
	sed 's/method="sum"/metod="sum"/' forms/phq9.xml >"$WORK/f.xml"
	run anteroom form check "$WORK/f.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *"f.xml:"*"did you mean \"method\""* ]]
	[[ "$output" == *"^"* ]]
}

@test "the findings as JSON are one document with a schema" {
	sed 's/method="sum"/metod="sum"/' forms/phq9.xml >"$WORK/f.xml"
	run anteroom form check --json "$WORK/f.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *'"anteroom.check/1"'* ]]
}

@test "a file that is not there is exit 3, a folder is told apart" {
	run anteroom form check "$WORK/none.xml"
	[ "$status" -eq 3 ]
	run anteroom form check "$WORK"
	[ "$status" -ne 0 ]
}

@test "form score prints the score and stores nothing" {
	phq9_answers "$WORK/a" 2 2 2 2 2 0 0 0 0
	run anteroom form score forms/phq9.xml --answers "$WORK/a" --json
	[ "$status" -eq 0 ]
	[[ "$output" == *'"anteroom.score/1"'* ]]
	[[ "$output" == *'"score":10'* || "$output" == *'"score": 10'* ]]
	[ ! -e "$ANTEROOM_HOME" ]
}

@test "a mistake in the answers is exit 4 with its line, and no answer is shown" {
	printf 'phq9_1 = 1\nphq9_2 = sevral\n' >"$WORK/a"
	run anteroom form score forms/phq9.xml --answers "$WORK/a"
	[ "$status" -eq 4 ]
	[[ "$output" == *"a:2:"* ]]
}

@test "every bad answers file is told what stands beside it, and none of its words" {
	for f in tests/forms/bad/*.answers; do
		anteroom form score tests/forms/ok/all-kinds.xml --answers "$f" >/dev/null 2>"$WORK/said" || true
		grep '^tests/forms' "$WORK/said" >"$WORK/findings"
		diff "${f%.answers}.expect" "$WORK/findings"
	done
}

@test "with --size what needs pages on so small a screen is a warning, and not without" {
	run anteroom form check --size 40x12 tests/forms/bad/size-question.xml
	[ "$status" -eq 0 ]
	[[ "$output" == *'"sleep" needs 14 lines'*"[size-question]"* ]]
	run anteroom form check --size 40x14 tests/forms/bad/size-question.xml
	[ "$status" -eq 0 ]
	[[ "$output" != *"[size-question]"* ]]
	run anteroom form check tests/forms/bad/size-question.xml
	[[ "$output" != *"[size-question]"* ]]
	run anteroom form check --size 40 tests/forms/bad/size-question.xml
	[ "$status" -eq 2 ]
}
