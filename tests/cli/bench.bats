#!/usr/bin/env bats
# bench.bats - the bench still runs; one run of each thing, and nothing is judged

load helpers

@test "make bench measures everything that it names" {
	# a minute is ten times what it takes: a form that hangs the check would need more
	# (one of Python's libraries, where it is: the others take longer than all the rest)
	BENCH_RUNS=1 BENCH_PYTHON=cairo run timeout 120 tests/bench/run.sh "$(dirname "$ANTEROOM")"
	[ "$status" -eq 0 ] || { echo "$output"; false; }
	for row in "load and check, made (5000 items)" "a condition of three" "PHQ-9: sets" \
		"anteroom form check" "xmllint" "an answer, sealed" "plain row of SQLite" \
		"anteroom take: the first frame" "anteroom take: an arrow key" "a bare ncurses" \
		"whiptail" "from answer to next question" "anteroom report" "a report among many" "60,000 attributes" \
		"5,000 levels" "the latest 50 of 1000 records, opened" "store verify, 1000 records" \
		"anteroom export, 1000 records"; do
		[[ "$output" == *"$row"* ]] || { echo "no row: $row"; echo "$output"; false; }
	done
}
