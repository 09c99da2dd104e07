#!/usr/bin/env bats
# trend.bats - the scales of one client over time, at the console and in the report

# shellcheck disable=SC2030,SC2031 # bats runs each test in a shell of its own
load helpers

# a PHQ-9 of that client on that day
taken() { # DAY CLIENT D1 ... D9
	local day=$1 client=$2
	shift 2
	phq9_answers "$WORK/a" "$@"
	ANTEROOM_TEST_CLOCK=${day}T10:00:00Z anteroom take phq9 --mode script --lang en \
		--client "$client" --answers "$WORK/a" --quiet
}

two_times() {
	sample_home
	taken 2026-05-04 C-7 1 1 1 1 1 1 1 0 0 # 7
	taken 2026-06-01 C-7 2 2 2 2 2 2 1 0 0 # 13
	taken 2026-06-02 C-8 0 0 0 0 0 0 0 0 0
}

id_of_last() {
	unlocked list --json | sed -nE 's/.*"id": "([0-9a-f]{32})".*/\1/p' | head -1
}

@test "a language that nothing is written in is refused, not answered in English" {
	sample_home
	phq9_answers "$WORK/a" 1 1 2 0 0 1 0 0 0
	anteroom take phq9 --mode script --quiet --lang en --client C-1 --answers "$WORK/a" >/dev/null
	for tag in fr spanish 'not a tag'; do
		run unlocked trend C-1 --lang "$tag"
		[ "$status" -eq 2 ]
		[[ $output == *"not written in '$tag'"*"en, es"* ]]
		run unlocked report @last --lang "$tag" -o "$WORK/x.pdf"
		[ "$status" -eq 2 ]
		[ ! -e "$WORK/x.pdf" ]
		run anteroom take phq9 --lang "$tag" --mode script --client C-1 --answers "$WORK/a"
		[ "$status" -eq 2 ]
		[[ $output == *"has no language '$tag'"* ]]
	done
	unlocked report @last --lang es-MX -o "$WORK/x.pdf"
	pdftotext "$WORK/x.pdf" - | grep -q "Sin respuesta"
}

@test "trend says points, change, threshold with its source, and of that client alone" {
	two_times
	run unlocked trend C-7
	[ "$status" -eq 0 ]
	[[ "$output" == *"Client C-7: change over time"* ]]
	[[ "$output" == *"4 May 2026: 7 of 27, Mild"* ]]
	[[ "$output" == *"1 Jun 2026: 13 of 27, Moderate"* ]]
	[[ "$output" == *"Since last time (4 May 2026): 6 higher. Reliable increase: review"* ]]
	[[ "$output" == *"Reliable change, 6 points or more: NHS Talking Therapies"* ]]
	[[ "$output" != *"2 Jun 2026"* ]]
	[[ "$output" != *"PHQ-2"* ]]
}

@test "trend in Spanish, one scale, and as JSON" {
	two_times
	run unlocked trend C-7 --lang es --scale phq9
	[[ "$output" == *"Desde la última vez (4 may 2026): 6 más. Aumento fiable: revisar"* ]]
	run unlocked trend C-7 --json
	[ "$status" -eq 0 ]
	[[ "$output" == *'"schema": "anteroom.trend/1"'* ]]
	[[ "$output" == *'"by": 6'*'"worse": true'*'"verdict": "beyond"'* ]]
	[[ "$output" == *'"kind": "reliable"'*'"at": 6'*'"met": true'* ]]
}

@test "in JSON too a clinic-made scale is neither better nor worse" {
	sample_home
	for month in 05 06; do
		ANTEROOM_TEST_CLOCK=2026-$month-04T10:00:00Z anteroom take numbness-intake \
			--mode script --lang en --client C-7 --quiet \
			--answers tests/interview/full-numbness-en.answers
	done
	run unlocked trend C-7 --json
	[ "$status" -eq 0 ]
	[[ "$output" == *'"validated": false'*'"by": 0'* ]]
	[[ "$output" != *'"worse"'* ]]
}

@test "trend leaves out another way of filling in, and says so" {
	sample_home
	taken 2026-05-04 C-7 1 1 1 1 1 1 1 0 0
	phq9_answers "$WORK/a" 2 2 2 2 2 2 2 1 0
	ANTEROOM_TEST_CLOCK=2026-06-01T10:00:00Z anteroom take phq9 --lang en --client C-7 \
		--answers "$WORK/a" --quiet
	run unlocked trend C-7
	[ "$status" -eq 0 ]
	[[ "$output" == *"Not compared: 4 May 2026 (one was typed in from paper"* ]]
	[[ "$output" != *"Since last time"* ]]
}

@test "trend of nobody, of no scale, of a name: refused, and what to do" {
	two_times
	run unlocked trend C-99
	[ "$status" -eq 3 ]
	[[ "$output" == *"see: anteroom list --client C-99"* ]]
	run unlocked trend C-7 --scale gad7
	[ "$status" -eq 3 ]
	[[ "$output" == *"there are: phq9"* ]]
	run unlocked trend "Ana Maria"
	[ "$status" -eq 2 ]
	[[ "$output" != *Ana* ]]
}

@test "trend goes by the code that a record was assigned to" {
	two_times
	unlocked assign "$(id_of_last)" --client C-7 --quiet
	run unlocked trend C-7
	[[ "$output" == *"2 Jun 2026: 0 of 27, Minimal"* ]]
	[[ "$output" == *"Now below 5."* ]]
	run unlocked trend C-8
	[ "$status" -eq 3 ]
}

@test "a report compares with what the same client finished before, not after" {
	two_times
	taken 2026-07-01 C-7 1 1 0 0 0 0 0 0 0 # 2, later
	local first second
	second=$(unlocked list --client C-7 --json | sed -nE 's/.*"id": "([0-9a-f]{32})".*/\1/p' | sed -n 2p)
	first=$(unlocked list --client C-7 --json | sed -nE 's/.*"id": "([0-9a-f]{32})".*/\1/p' | sed -n 3p)
	unlocked report "$second" --quiet -o "$WORK/second.pdf"
	run pdftotext -layout "$WORK/second.pdf" -
	[[ "$output" == *"+6 since 4 May 2026"* ]]
	[[ "$output" == *"In the last finished record (4 May 2026): “Not at all”."* ]]
	[[ "$output" != *"1 Jul 2026"* ]]
	[[ "$output" != *"2 Jun 2026"* ]]
	unlocked report "$first" --quiet -o "$WORK/first.pdf"
	run pdftotext -layout "$WORK/first.pdf" -
	[[ "$output" == *"There is no earlier score to compare with."* ]]
}

@test "a record that does not open is said, counted in the report, and does not stop it" {
	two_times
	local id
	id=$(id_of_last) # C-8
	sqlite3 "$ANTEROOM_HOME/store.db" \
		"UPDATE envelope SET head = zeroblob(length(head)), body = zeroblob(length(body)) WHERE record = (SELECT seq FROM record WHERE id = x'$id')"
	run unlocked trend C-7
	[ "$status" -eq 1 ]
	[[ "$output" == *"record '${id:0:8}' cannot be opened"* ]]
	[[ "$output" == *"13 of 27"* ]]
	id=$(unlocked list --client C-7 --json 2>/dev/null | sed -nE 's/.*"id": "([0-9a-f]{32})".*/\1/p' | head -1)
	unlocked report "$id" --quiet -o "$WORK/r.pdf"
	run pdftotext -raw "$WORK/r.pdf" -
	[[ "$output" == *"1 stored records could not be opened"* ]]
}
