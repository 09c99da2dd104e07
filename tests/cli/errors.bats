#!/usr/bin/env bats
# errors.bats - one sentence what, one what to do; the subject is named, and once

load helpers

kept_home() {
	sample_home
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 0
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a" 2>"$WORK/said"
}

# how often WORD stands in what was said first
times() { # WORD
	grep -o -F -- "$1" <<<"${lines[0]}" | wc -l
}

@test "a store, key or card that is open to others, or is not there, is named once, with what to do" {
	kept_home
	for f in store.db keys/therapist.key; do
		chmod o+r "$ANTEROOM_HOME/$f"
		run unlocked list
		[ "$status" -eq 8 ]
		[[ "${lines[0]}" == *"'$ANTEROOM_HOME/$f' is open to other users" && "${lines[1]}" == *chmod* ]]
		[ "$(times "/$f")" -eq 1 ]
		chmod o= "$ANTEROOM_HOME/$f"
	done
	mv "$ANTEROOM_HOME/keys/practice.card" "$WORK/card"
	run unlocked list
	[ "$status" -eq 3 ]
	[[ "${lines[0]}" == *"practice card '$ANTEROOM_HOME/keys/practice.card': it is not there" ]]
	[[ "${lines[1]}" == *"from a backup"* ]]
}

@test "a store that is gone from a practice home is brought back from a backup, not made anew" {
	kept_home
	unlocked store backup "$WORK/b" --quiet
	rm "$ANTEROOM_HOME/store.db"
	run unlocked list
	[ "$status" -eq 3 ]
	[[ "$output" == *"store '$ANTEROOM_HOME/store.db': it is not there"*"anteroom store restore FOLDER --force"* ]]
	[[ "$output" != *init* ]]
	unlocked store restore "$WORK/b" --force --quiet
	unlocked list | grep -q C-7
}

@test "a store that is damaged is named, with what to do" {
	kept_home
	size=$(stat -c %s "$ANTEROOM_HOME/store.db")
	dd if=/dev/urandom of="$ANTEROOM_HOME/store.db" bs=4096 seek=1 count=$((size / 4096 - 1)) conv=notrunc status=none
	run unlocked list
	[ "$status" -ne 0 ]
	[ "$(times "store '$ANTEROOM_HOME/store.db' is damaged")" -eq 1 ]
	[[ "$output" == *"store verify"*"store restore"* ]]
}

@test "a store that may not be written is named, with what to do" {
	kept_home
	read_only unlocked list
	[ "$status" -ne 0 ]
	[ "$(times "store '$ANTEROOM_HOME/store.db'")" -eq 1 ]
	[[ "$output" == *"must be able to write it and its folder"* ]]
}

@test "a record that does not open is named once, with what to do" {
	kept_home
	id=$(unlocked list | cut -f1)
	sqlite3 "$ANTEROOM_HOME/store.db" \
		"UPDATE envelope SET head = zeroblob(length(head)), body = zeroblob(length(body))"
	for c in list "show $id" "report $id -o $WORK/r.pdf" "report $id -o $WORK" "erase $id --yes"; do
		# shellcheck disable=SC2086 # words of a command
		run unlocked $c
		[ "$(times "record '$id' cannot be opened")" -eq 1 ] || { echo "$c: $output"; false; }
		[ "$(times "$id")" -eq 1 ] || { echo "$c: $output"; false; }
	done
}

@test "what can only be typed is not asked for with another option" {
	sample_home
	run anteroom resume --no-input
	[ "$status" -eq 2 ]
	[[ "$output" == *"can only be typed"*"leave out '--no-input'"* ]]
}

@test "help and manual say that a backup is a folder" {
	for c in backup restore; do
		run anteroom store $c --help
		[[ "${lines[0]}" == *"store $c FOLDER"* ]]
		grep -q "^\.It Cm store $c Ar folder" docs/man/anteroom.1
	done
}
