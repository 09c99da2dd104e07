#!/usr/bin/env bats
# bats.bats - what runs these files says what bats says of them, and never passes what failed

load helpers

SAMPLE=tests/cli/sample/every-way.bats

@test "of each test it says what bats says" {
	command -v bats >/dev/null || skip "NOT TESTED: there is no bats here"
	run bats --tap "$SAMPLE"
	[ "$status" -eq 1 ]
	grep -E '^(not )?ok |^1\.\.' <<<"$output" >"$WORK/bats"
	run tests/cli/bats.bash "$SAMPLE"
	[ "$status" -eq 1 ]
	grep -E '^(not )?ok |^1\.\.' <<<"$output" | diff "$WORK/bats" -
	[ "$(grep -c '^ok' "$WORK/bats")" -eq 5 ]
	[ "$(grep -c '^not ok' "$WORK/bats")" -eq 7 ]
}

@test "what failed is told with its line, the way to it, what was said, and it is taken down" {
	run tests/cli/bats.bash "$SAMPLE" "in a helper"
	[ "$status" -eq 1 ]
	[ "${lines[0]}" = "1..1" ]
	[[ $output == *"$SAMPLE:16: is_x"*"$SAMPLE:36: bats_test_3"*"is_x y"*"# taken down"* ]]
}

@test "a test that is killed, a file that is broken, one without tests: none passes" {
	printf '@%s "killed" {\n\tkill -9 $BASHPID\n}\n' test >"$WORK/a.bats"
	run tests/cli/bats.bash "$WORK/a.bats"
	[ "$status" -eq 1 ]
	[[ $output == *"not ok 1 killed"* ]]
	printf '@%s "broken" {\n\tif\n}\n' test >"$WORK/b.bats"
	run tests/cli/bats.bash "$WORK/b.bats"
	[ "$status" -eq 2 ]
	echo "true" >"$WORK/c.bats"
	run tests/cli/bats.bash "$WORK/c.bats"
	[ "$status" -eq 2 ]
}
