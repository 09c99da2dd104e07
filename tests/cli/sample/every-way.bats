#!/usr/bin/env bats
# every-way.bats - each way in which a test may pass, fail and be skipped; for bats.bats

# shellcheck disable=all # it fails on purpose

setup() {
	SET=up
}

teardown() {
	echo "taken down"
	[ ! -e "$BATS_TEST_TMPDIR/stuck" ]
}

is_x() {
	[ "$1" = x ]
}

@test "passes" {
	[ "$SET" = up ]
	echo one >"$BATS_FILE_TMPDIR/left"
	run sh -c 'echo said; echo; echo more >&2; exit 3'
	[ "$status" -eq 3 ]
	[ "$output" = $'said\n\nmore' ]
	[ "${#lines[@]}" -eq 2 ]
}

@test "the file's folder is one, a test's own" {
	[ "$(<"$BATS_FILE_TMPDIR/left")" = one ]
	[ -d "$BATS_TEST_TMPDIR" ]
	[ -z "$(ls "$BATS_TEST_TMPDIR")" ]
}

@test "fails in a helper" {
	is_x x
	is_x y
	true
}

@test "fails in the middle" {
	[[ a == b ]]
	true
}

@test "fails behind a redirection" {
	{ false; } >/dev/null 2>&1
	true
}

@test "fails in what it asks" {
	answer=$(false)
	true
}

@test "fails in a pipe's end" {
	echo a | grep -q b
	true
}

@test "ends too early" {
	exit 0
}

@test "cannot be taken down" {
	: >"$BATS_TEST_TMPDIR/stuck"
}

@test "is skipped" {
	skip "for a reason"
	false
}

@test "keeps its errors apart" {
	run --separate-stderr sh -c 'echo out; echo err >&2'
	[ "$output" = out ]
	[ "$stderr" = err ]
}

@test "what failed is looked at" {
	if is_x y; then false; fi
	! is_x y
	is_x y || true
}
