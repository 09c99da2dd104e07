#!/usr/bin/env bats
# reports.bats - a report of each of many records into a folder

load helpers

# so many finished records, and a folder for their reports
records() { # COUNT
	sample_home
	phq9_answers "$WORK/a" 1 1 2 0 0 1 0 0 1
	for ((i = 1; i <= $1; i++)); do
		anteroom take phq9 --mode script --quiet --lang en --client "C-$i" --answers "$WORK/a" >/dev/null
	done
	mkdir "$WORK/out"
}

# the newest record, so many times: a long run without a long preparation
lines() { # COUNT
	yes @last | head -n "$1"
}

count_pdfs() {
	find "$WORK/out" -name '*.pdf' | wc -l
}

@test "what list prints on a pipe names the records whose reports go into the folder" {
	records 3
	unlocked list >"$WORK/list"
	run unlocked report - -o "$WORK/out" <"$WORK/list"
	[ "$status" -eq 0 ]
	[[ $output == *"3 of 3 reports were written"* ]]
	[ "$(count_pdfs)" -eq 3 ]
	while read -r id _; do
		pdftotext "$WORK/out/$id"*.pdf - | grep -q "Patient Health Questionnaire"
	done <"$WORK/list"
}

@test "reports of one client are the same together as alone, and open and log each record once" {
	sample_home
	for i in 0 1 2; do
		phq9_answers "$WORK/a" 1 1 $i 0 0 1 0 0 0
		anteroom take phq9 --mode script --quiet --lang en --client C-1 --answers "$WORK/a" >/dev/null
	done
	mkdir "$WORK/out" "$WORK/alone"
	export SOURCE_DATE_EPOCH=1777904400
	unlocked list | cut -f 1 >"$WORK/ids"
	unlocked report - -o "$WORK/out" --quiet <"$WORK/ids"
	# what a report is of is opened each time; what stands beside it, once; what came later, not
	[ "$(unlocked store audit | cut -f 4 | grep -E '^(open|report)$' | tr '\n' ' ')" = \
		"open open open report open report open report " ]
	while read -r id; do
		unlocked report "$id" -o "$WORK/alone" --quiet
	done <"$WORK/ids"
	diff -r "$WORK/out" "$WORK/alone"
}

@test "a report that fails is named, the rest are written, and the exit is 1" {
	records 3
	unlocked list | cut -f 1 >"$WORK/ids"
	first=$(head -n 1 "$WORK/ids")
	unlocked report "$first" -o "$WORK/out" --quiet
	run unlocked report "$first" no-such-id $(tail -n 2 "$WORK/ids") -o "$WORK/out"
	[ "$status" -eq 1 ]
	[[ $output == *"/$first"*".pdf"* ]]
	[[ $output == *"no-such-id"* ]]
	[[ $output == *"2 of 4 reports were not written"* ]]
	[ "$(count_pdfs)" -eq 3 ]
}

@test "several records need a folder, and none named is a wrong use" {
	records 1
	run unlocked report @last @last -o "$WORK/one.pdf"
	[ "$status" -eq 2 ]
	[[ $output == *"need a folder"* ]]
	run unlocked report - -o "$WORK/out" </dev/null
	[ "$status" -eq 2 ]
	[[ $output == *"no record was named"* ]]
}

@test "ids and a passphrase do not both come on standard input" {
	records 1
	run anteroom report - -o "$WORK/out" --passphrase-fd 0 <<<"$PASS"
	[ "$status" -eq 2 ]
	[[ $output == *"not both"*"--passphrase-fd 3 3<FILE"* ]]
	[[ $output != *"$PASS"* ]]
	run unlocked report - -o "$WORK/out" --protect-fd 0 <<<"$PASS"
	[ "$status" -eq 2 ]
	[[ $output == *"--protect-fd 3 3<FILE"* ]]
	[ "$(count_pdfs)" -eq 0 ]
}

@test "one report over a file that is there is refused with what to do, in a folder too" {
	records 1
	run unlocked report @last -o "$WORK/out"
	file=$(echo "$WORK"/out/*.pdf)
	[ "$output" = "$file" ]
	for to in "$file" "$WORK/out"; do
		run unlocked report @last -o "$to"
		[ "$status" -eq 8 ]
		[[ $output == *"'$file' is already there"*"--force"* ]]
		unlocked report @last -o "$to" --force
	done
	ln -s "$file" "$WORK/link.pdf"
	run unlocked report @last -o "$WORK/link.pdf" --force
	[ "$status" -eq 8 ]
	[[ $output != *"--force"* ]]
	run unlocked report no-such-id -o "$WORK/out" --json
	[ "$status" -eq 3 ]
	[[ $output == *'"named": "no-such-id"'*'"error": '* ]]
}

@test "SIGINT finishes the report in hand, says how many there are, and leaves no part of one" {
	records 1
	lines 100000 >"$WORK/names"
	"$ANTEROOM" report - -o "$WORK/out" --force --passphrase-fd 4 4<<<"$PASS" <"$WORK/names" >"$WORK/said" 2>&1 3>&- &
	pid=$!
	timeout 20 sh -c "until ls '$WORK'/out/*.pdf >/dev/null 2>&1; do sleep 0.02; done"
	kill -INT "$pid"
	rc=0
	wait "$pid" || rc=$?
	[ "$rc" -eq 130 ]
	grep -qE "^[0-9]+ of 100000 reports were written" "$WORK/said"
	[ "$(find "$WORK/out" -type f | wc -l)" -eq 1 ]
	qpdf --check "$WORK"/out/*.pdf >/dev/null
}

@test "on a terminal a bar says how far it is, with --accessible lines do, and off one nothing" {
	records 1
	lines 100 >"$WORK/names"
	echo "$PASS" >"$WORK/pass"
	on_terminal() { # OPTION...
		ANTEROOM_TEST_HASTE=40 script -qec "'$ANTEROOM' report - -o '$WORK/out' --force --passphrase-fd 4 $* 4<'$WORK/pass' <'$WORK/names'" /dev/null </dev/null
	}
	on_terminal >"$WORK/said"
	grep -qE 'reports \[#+\.*\] [0-9]+ of 100, [0-9]+ s left' "$WORK/said"
	on_terminal --accessible >"$WORK/said"
	grep -qE '^reports [0-9]+ of 100, [0-9]+ s left' "$WORK/said"
	run grep -F '[#' "$WORK/said"
	[ "$status" -eq 1 ]
	ANTEROOM_TEST_HASTE=40 unlocked report - -o "$WORK/out" --force <"$WORK/names" >"$WORK/said" 2>&1
	[ "$(wc -l <"$WORK/said")" -eq 1 ]
}
