#!/usr/bin/env bats
# options.bats - wrong use is exit 2, with what to do about it

load helpers

@test "without a command five lines of help, and no form by accident" {
	run anteroom
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 5 ]
}

@test "every command has help that names its options" {
	for c in init doctor take resume list show report export "form check" "form score" "key add" "store rekey"; do
		# shellcheck disable=SC2086 # one or two words
		run anteroom $c --help
		[ "$status" -eq 0 ]
		[[ "$output" == "usage: anteroom $c"* ]]
		[[ "$output" == *"--home DIR"* ]]
	done
}

@test "a typo in a command or option is exit 2 and names the near one" {
	run anteroom tak phq9
	[ "$status" -eq 2 ]
	[[ "$output" == *"did you mean 'take'"* ]]
	run anteroom list --flaged
	[ "$status" -eq 2 ]
	[[ "$output" == *"did you mean '--flagged'"* ]]
}

@test "an option's wrong word is exit 2 and lists the right ones" {
	run anteroom take phq9 --mode loud
	[ "$status" -eq 2 ]
	[[ "$output" == *"auto|screen|line|script"* ]]
}

@test "with --no-input a question that has no answer is exit 2 and names its option" {
	sample_home
	run anteroom take phq9 --no-input
	[ "$status" -eq 2 ]
	[[ "$output" == *"--client"* ]]
	run anteroom list --no-input
	[ "$status" -eq 2 ]
	[[ "$output" == *"--passphrase-fd"* ]]
}

@test "no home is exit 3 and says how to make one" {
	run anteroom list
	[ "$status" -eq 3 ]
	[[ "$output" == *"anteroom init"* ]]
}

@test "a home that others can read is refused" {
	sample_home
	chmod 755 "$ANTEROOM_HOME"
	run unlocked list
	[ "$status" -eq 8 ]
}

@test "an unknown form is exit 3 and says where it looked" {
	sample_home
	run anteroom take no-such-form --client C-1
	[ "$status" -eq 3 ]
	[[ "$output" == *"looked for"* ]]
}

@test "a name with a space is not a client code" {
	sample_home
	run anteroom take phq9 --client "Jane Doe"
	[ "$status" -eq 2 ]
	[[ "$output" != *"Jane"* ]]
}

@test "the manual page names every command and every option that all share" {
	anteroom --help | sed -nE 's/^  ((form |store |key )?[a-z]+)( [A-Z[].*)?  .*/\1/p' | grep -v -- -- | while read -r c; do
		grep -qE "^\.It Cm $c( |$)" docs/man/anteroom.1 || { echo "no '$c' in the manual"; false; }
	done
	anteroom --help | sed -nE 's/^  (-h, )?--([a-z-]+).*/\2/p' | while read -r o; do
		grep -qF -- "Fl -$o" docs/man/anteroom.1 || { echo "no --$o in the manual"; false; }
	done
}

@test "with ACCESSIBLE lists are labelled lines" {
	sample_home
	phq9_answers "$WORK/a" 0 0 0 0 0 0 0 0 0
	anteroom take phq9 --mode script --lang en --client C-9 --answers "$WORK/a"
	ACCESSIBLE=1 run unlocked list
	[[ "$output" == *"client: C-9"* ]]
}
