#!/usr/bin/env bats
# accessible.bats - what a screen reader is given: labelled lines, no bars, no escape byte

load helpers

# no escape byte, no other control byte, no tab, no box, bar or caret
is_plain() { # FILE
	run grep -nP '[\x00-\x09\x0b-\x1f\x7f]|[─-╿]|[|^]|----|====' "$1"
	[ "$status" -eq 1 ]
}

answered() {
	sample_home
	phq9_answers "$WORK/a" 1 1 2 0 0 1 0 0 1
	anteroom take phq9 --mode script --lang en --client C-9 --answers "$WORK/a"
}

# a command on a terminal, as a person runs it; what is shown goes to a file
on_terminal() { # FILE COMMAND...
	local out=$1
	shift
	script -qec "timeout --foreground 3 $*" /dev/null </dev/null 2>&1 | tr -d '\r' >"$out"
}

@test "list, form list: a line for each value, whichever way it is asked for" {
	answered
	unlocked list --accessible >"$WORK/1"
	ACCESSIBLE=1 unlocked list >"$WORK/2"
	cmp "$WORK/1" "$WORK/2"
	is_plain "$WORK/1"
	grep -qx "client: C-9" "$WORK/1"
	grep -qx "safety: FLAG" "$WORK/1"
	anteroom form list --accessible >"$WORK/3"
	is_plain "$WORK/3"
	grep -qx "form: phq9" "$WORK/3"
}

@test "ACCESSIBLE=0 and =false are a no" {
	answered
	ACCESSIBLE=0 run unlocked list
	[[ "$output" != *"client: "* ]]
	ACCESSIBLE=false run unlocked list
	[[ "$output" != *"client: "* ]]
}

@test "show: who, when, flags, scores and answers as labelled lines" {
	answered
	unlocked show @last --accessible >"$WORK/1"
	is_plain "$WORK/1"
	grep -qx "client: C-9" "$WORK/1"
	grep -qx "state: done" "$WORK/1"
	grep -q "^started: " "$WORK/1"
	grep -q "6 of 27, Mild" "$WORK/1"
	grep -qx "answer: More than half the days" "$WORK/1"
	run grep -nE '^ *- |   ' "$WORK/1"
	[ "$status" -eq 1 ]
}

@test "form check: each finding is named, then placed, without a caret" {
	run anteroom form check --accessible tests/forms/bad/band-gap.xml
	[ "$status" -eq 4 ]
	printf '%s\n' "$output" >"$WORK/1"
	is_plain "$WORK/1"
	grep -qx 'error: score 2 falls in no band of scale "flat"' "$WORK/1"
	grep -qx "rule: band-gap" "$WORK/1"
	grep -qx "file: tests/forms/bad/band-gap.xml" "$WORK/1"
	grep -qx "line: 21" "$WORK/1"
	grep -qx 'text: <band from="0" to="1">Low</band>' "$WORK/1"
}

@test "doctor: a state, a check, what was found and what to do, each with its name" {
	sample_home
	anteroom doctor --accessible >"$WORK/1" || true
	is_plain "$WORK/1"
	grep -qx "check: store" "$WORK/1"
	grep -q "^found: " "$WORK/1"
	grep -q "^state: " "$WORK/1"
}

@test "form score: a score is a sentence, not columns" {
	phq9_answers "$WORK/a" 1 1 2 0 0 1 0 0 1
	anteroom form score forms/phq9.xml --answers "$WORK/a" --accessible >"$WORK/1"
	is_plain "$WORK/1"
	grep -qx "phq9: scored, 6, Mild" "$WORK/1"
}

@test "form show, form diff and form preview have no bars" {
	sample_home
	anteroom form show phq9 --accessible >"$WORK/1"
	anteroom form diff forms/phq8.xml forms/phq9.xml --accessible >"$WORK/2" || true
	anteroom form preview phq9 --accessible >"$WORK/3"
	anteroom form preview numbness-intake --lang es --accessible >"$WORK/4"
	for i in 1 2 3 4; do is_plain "$WORK/$i"; done
}

@test "on a terminal with ACCESSIBLE=1 a client is asked line by line, without an escape byte" {
	sample_home
	export ACCESSIBLE=1
	on_terminal "$WORK/1" "$ANTEROOM" take phq9 --lang en --client C-1
	is_plain "$WORK/1"
	grep -q "Press Enter to go on: " "$WORK/1"
	on_terminal "$WORK/2" "$ANTEROOM" form list
	is_plain "$WORK/2"
}

@test "the full screen is given to who asks for it, whatever ACCESSIBLE says" {
	ldd "$ANTEROOM" | grep -q ncurses || skip "built without the full screen"
	sample_home
	ACCESSIBLE=1 TERM=xterm script -qec \
		"timeout --foreground 2 $ANTEROOM take phq9 --mode screen --lang en --client C-1" \
		/dev/null </dev/null >"$WORK/1" 2>&1 || true
	grep -q $'\033' "$WORK/1"
}

@test "an error is a sentence on lines of its own" {
	run anteroom take no-such-form --accessible --lang en --client C-1
	[ "$status" -ne 0 ]
	printf '%s\n' "$output" >"$WORK/1"
	is_plain "$WORK/1"
}
