#!/usr/bin/env bats
# residue.bats - after whole interviews, every file below the practice home and $TMPDIR is
# read raw for what only the client, the therapist and the paper with the code know

load helpers

WORDS="The kettle hums in Zanzibar"
CLIENT="QQ-4711"

setup() {
	work_begins
	mkdir "$WORK/tmp"
	export TMPDIR=$WORK/tmp ANTEROOM_TEST_CLOCK=2026-11-21T14:05:00Z
	sample_home
}

# hidden TEXT... - no file holds it: as it is, in hex, in UTF-16
hidden() {
	local found utf16
	{
		printf '%s\n' "$@"
		printf '%s\n' "$@" | od -An -v -tx1 | tr -d '\n' | sed 's/ 0a/\n/g; s/ //g'
	} >"$WORK/patterns"
	found=$(grep -rlaiF -f "$WORK/patterns" "$ANTEROOM_HOME" "$TMPDIR") || true
	utf16=$(printf '%s\n' "$@" | sed 's/./&\\x00/g' | paste -sd '|')
	found+=$(grep -rlaP -e "$utf16" "$ANTEROOM_HOME" "$TMPDIR") || true
	if [ -n "$found" ]; then
		echo "one of '$*' stands in $found"
		return 1
	fi
	# the search does find what is in the clear
	grep -qaF "CREATE TABLE" "$ANTEROOM_HOME/store.db"
}

@test "the search finds what it looks for" {
	printf '%s' "$WORDS" | od -An -v -tx1 | tr -d ' \n' >"$TMPDIR/hex"
	run hidden "$WORDS"
	[ "$status" -eq 1 ]
	iconv -t UTF-16LE <<<"$WORDS" >"$TMPDIR/hex"
	run hidden "$WORDS"
	[ "$status" -eq 1 ]
	tr '[:lower:]' '[:upper:]' <<<"-- $WORDS --" >"$TMPDIR/hex"
	run hidden "$WORDS"
	[ "$status" -eq 1 ]
	rm "$TMPDIR/hex"
	hidden "$WORDS"
}

# the code with and without its dashes, and its secret alone
code_hidden() {
	hidden "$1" "${1//-/}" "${1#*-}" "$(cut -d- -f2- <<<"$1" | tr -d -)"
}

code_in() {
	grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' "$1" | tail -1
}

@test "line mode: in progress, killed, resumed, stopped, finished, listed, shown, reported" {
	mkfifo "$WORK/in"
	anteroom take numbness-intake --mode line --lang en --client "$CLIENT" <"$WORK/in" >"$WORK/out" 2>&1 3>&- &
	pid=$!
	exec 7>"$WORK/in"
	printf '\nyes\n\n1\n1\n1\n1\n%s\n\n' "$WORDS" >&7
	timeout 20 sh -c "until grep -q 'Saved, 1 line' '$WORK/out'; do sleep 0.05; done"
	code=$(code_in "$WORK/out")
	[ -n "$code" ]
	hidden "$WORDS" "$CLIENT" "$PASS"
	code_hidden "$code"
	kill -9 "$pid"
	wait "$pid" || true
	exec 7>&-
	hidden "$WORDS" "$CLIENT"
	# resumed, one more answer, stopped
	run anteroom resume <<<"$code"$'\n1\n'"$WORDS again"$'\n\nstop\n'
	[ "$status" -eq 5 ]
	hidden "$WORDS" "$CLIENT"
	code_hidden "$code"
	run unlocked list
	[[ "$output" == *"$CLIENT"* ]]
	run unlocked show @last
	[[ "$output" == *"$WORDS"* ]]
	unlocked report @last -o "$WORK/r.pdf"
	pdftotext "$WORK/r.pdf" - | tr '\n' ' ' | grep -q "Zanzibar"
	hidden "$WORDS" "Zanzibar" "$CLIENT" "$PASS"
	code_hidden "$code"
}

@test "script mode: finished, listed, shown, reported" {
	printf 'stm5 = "%s"\n' "$WORDS" >"$WORK/a"
	run anteroom take numbness-intake --mode script --lang en --client "$CLIENT" --answers "$WORK/a"
	[ "$status" -eq 0 ] || [ "$status" -eq 5 ]
	grep -v '^stm5' tests/interview/full-numbness-en.answers >"$WORK/b"
	cat "$WORK/a" >>"$WORK/b"
	anteroom take numbness-intake --mode script --lang en --client "$CLIENT" --answers "$WORK/b"
	hidden "$WORDS" "$CLIENT"
	run unlocked list --json
	[[ "$output" == *'"done"'*"$CLIENT"* || "$output" == *"$CLIENT"*'"done"'* ]]
	run unlocked show @last
	[[ "$output" == *"$WORDS"* ]]
	unlocked report @last -o "$WORK/r.pdf"
	hidden "$WORDS" "Zanzibar" "$CLIENT" "$PASS"
	[ -z "$(find "$TMPDIR" -mindepth 1)" ]
}
