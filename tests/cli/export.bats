#!/usr/bin/env bats
# export.bats - whole records for other programs

load helpers

# two finished PHQ-9 and one that stands in the middle, of three clients
three_records() {
	sample_home
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 0
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
	anteroom take phq9 --mode script --lang en --client C-8 --answers "$WORK/a"
	head -3 "$WORK/a" >"$WORK/b"
	anteroom take phq9 --mode line --lang en --client C-9 >/dev/null <<<$'\nyes\n1\nstop\n' || [ $? -eq 5 ]
}

export_to() { # FILE ARGS...
	local file=$1
	shift
	unlocked export -o "$file" "$@"
}

@test "all records in one JSON document, newest first, each in the log once" {
	three_records
	export_to "$WORK/all.json" --all --format json --quiet
	[ "$(stat -c %a "$WORK/all.json")" = 600 ]
	[ "$(grep -c '^{"id":' "$WORK/all.json")" -eq 3 ]
	[ "$(grep -o '"client":"C-[0-9]"' "$WORK/all.json" | tr -d '\n')" = '"client":"C-9""client":"C-8""client":"C-7"' ]
	[ "$(grep -o '"state":"[a-z]*","client"' "$WORK/all.json" | sort | uniq -c | tr -s ' ' | tr -d '\n')" = \
		' 2 "state":"done","client" 1 "state":"stopped","client"' ]
	grep -q '"item":"phq9_3","missing":"not-reached"' "$WORK/all.json"
	unlocked store audit >"$WORK/log"
	[ "$(grep -cP '\texport\t' "$WORK/log")" -eq 3 ]
	[ "$(grep -cP '\topen\t' "$WORK/log")" -eq 0 ]
	unlocked store verify
}

@test "some by name, by what list printed, or to standard output" {
	three_records
	run unlocked export @last --format csv -o -
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 11 ]
	[[ "${lines[0]}" == "record,day,state,client,"* ]]
	[[ "${lines[1]}" == *",stopped,C-9,phq9,1,en,phq9_1,"* ]]
	unlocked list "--state=done" >"$WORK/ids"
	export_to "$WORK/two.json" - --format json <"$WORK/ids"
	[ "$(grep -c '^{"id":' "$WORK/two.json")" -eq 2 ]
}

@test "a record that does not open is named, the rest is written, exit 1" {
	three_records
	id=$(sqlite3 "$ANTEROOM_HOME/store.db" "SELECT lower(substr(hex(id), 1, 8)) FROM record WHERE seq = 2")
	sqlite3 "$ANTEROOM_HOME/store.db" "UPDATE envelope SET body = zeroblob(1961) WHERE record = 2"
	run export_to "$WORK/all.json" --all --format json
	[ "$status" -eq 1 ]
	[[ "$output" == *"$id"* ]]
	[[ "$output" == *"1 of 3 records were not written"* ]]
	[ "$(grep -c '^{"id":' "$WORK/all.json")" -eq 2 ]
}

@test "wrong use is exit 2, a file that is there exit 8, and neither leaves anything" {
	three_records
	for wrong in "--all --format json" "--all -o $WORK/x" "--format json -o $WORK/x" \
		"@last --all --format json -o $WORK/x" "--all --format xls -o $WORK/x"; do
		# shellcheck disable=SC2086
		run unlocked export $wrong
		[ "$status" -eq 2 ] || { echo "$wrong: $status"; false; }
	done
	echo mine >"$WORK/x"
	run export_to "$WORK/x" --all --format json
	[ "$status" -eq 8 ]
	[ "$(cat "$WORK/x")" = mine ]
	run export_to "$WORK/y" ffff --format json
	[ "$status" -eq 3 ]
	[ -z "$(find "$WORK" -maxdepth 1 -name 'y*')" ]
}
