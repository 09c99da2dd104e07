#!/usr/bin/env bats
# clock.bats - a clock that was set back or forward, summer time, the end of 32 bits
#
# Order is by sequence, never by the clock; a wait after wrong codes is never longer than
# its minute.

load helpers

taken() { # INSTANT CLIENT
	ANTEROOM_TEST_CLOCK=$1 anteroom take phq9 --mode script --lang en --client "$2" --answers "$WORK/a"
}

resumed() { # INSTANT LINES
	ANTEROOM_TEST_CLOCK=$1 run anteroom resume --mode line --idle off <<<"$2"
}

@test "records stay in their order, whatever the clock said, and open, show and report" {
	sample_home
	phq9_answers "$WORK/a" 1 2 1 2 1 2 1 2 0
	taken 2026-11-23T10:00:00Z C-1
	taken 2016-11-23T10:00:00Z C-2 # back ten years
	taken 2056-11-23T10:00:00Z C-3 # forward forty
	taken 2038-01-19T03:14:05Z C-4 # 2^31 seconds go by in it
	TZ=Europe/Berlin taken 2026-10-25T00:59:57Z C-5 # summer time ends
	TZ=Europe/Berlin taken 2026-03-29T00:59:57Z C-6 # and begins
	TZ=America/New_York taken 2026-11-01T05:59:57Z C-7
	run unlocked list
	[ "$status" -eq 0 ]
	[ "$(grep -oE 'C-[0-9]' <<<"$output" | tr '\n' ' ')" = "C-7 C-6 C-5 C-4 C-3 C-2 C-1 " ]
	[[ "$output" == *2016-11-23*C-2* ]]
	awk '/C-[0-9]/ { print $1 }' <<<"$output" >"$WORK/ids"
	while read -r id; do
		run unlocked show "$id" --scores
		[ "$status" -eq 0 ]
		[[ "$output" == *"12 / 27"* ]]
		unlocked report "$id" -o "$WORK/$id.pdf"
	done <"$WORK/ids"
	[ "$(find "$WORK" -name '*.pdf' | wc -l)" -eq 7 ]
}

@test "an interview stopped, resumed ten years earlier and ended thirty years later is whole" {
	sample_home
	export ANTEROOM_TEST_CLOCK=2026-11-23T10:00:00Z
	run anteroom take phq9 --mode line --lang en --client C-3 <<<$'\nyes\n\n1\n2\n'
	[ "$status" -eq 5 ]
	code=$(grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' <<<"$output" | head -1)
	resumed 2016-11-23T10:00:00Z "$code"$'\n1\n3\n0\n'
	[ "$status" -eq 5 ]
	[[ "$output" == *"You stopped at question 3."* ]]
	resumed 2056-11-23T10:00:00Z "$code"$'\n1\n1\n1\n1\n1\n0\n1\nfinish\n'
	[ "$status" -eq 0 ]
	run unlocked show @last --items
	[ "$status" -eq 0 ]
	[ "$(grep -cE 'Several days|More than half|Nearly every|Not at all' <<<"$output")" -eq 9 ]
	run unlocked show @last --scores
	[[ "$output" == *"10 / 27"* ]]
	unlocked report @last -o "$WORK/r.pdf"
}

@test "a wait after wrong codes does not become years, whichever way the clock is set" {
	sample_home
	export ANTEROOM_TEST_CLOCK=2056-11-23T10:00:00Z
	run anteroom take phq9 --mode line --lang en --client C-3 <<<$'\nyes\n\n1\n'
	code=$(grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' <<<"$output" | head -1)
	for i in 1 2 3; do
		resumed 2056-11-23T10:00:0${i}Z "${code%%-*}-AAAAA-AAAAA"
		[ "$status" -eq 7 ]
	done
	# set back thirty years: a minute from there, no longer, and not again
	resumed 2026-11-23T10:00:00Z "$code"$'\n'
	[ "$status" -eq 7 ]
	seconds=$(grep -oE '[0-9]+ seconds' <<<"$output" | cut -d' ' -f1)
	[ "$seconds" -ge 1 ]
	[ "$seconds" -le 60 ]
	resumed 2026-11-23T10:01:10Z "$code"$'\n1\n'
	[ "$status" -eq 5 ]
	for i in 1 2 3; do
		resumed 2026-11-23T10:02:0${i}Z "${code%%-*}-AAAAA-AAAAA"
	done
	# and forward: the minute is long over
	resumed 2056-11-23T10:00:00Z "$code"$'\n1\n'
	[ "$status" -eq 5 ]
}

@test "a record that was ended while the clock was back is kept from the day it began" {
	sample_home
	export ANTEROOM_TEST_CLOCK=2026-11-23T10:00:00Z
	run anteroom take phq9 --mode line --lang en --client C-3 <<<$'\nyes\n\n1\n2\n'
	code=$(grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' <<<"$output" | head -1)
	resumed 2016-11-23T10:00:00Z "$code"$'\n1\n3\n0\n1\n1\n1\n1\n0\n1\nfinish\n'
	[ "$status" -eq 0 ]
	[ "$(sqlite3 "$ANTEROOM_HOME/store.db" 'SELECT keep_until FROM record')" = 2033-12-31 ]
}
