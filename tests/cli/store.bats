#!/usr/bin/env bats
# store.bats - the store looked after: verify, log, status, backup, restore

load helpers

# a practice with one finished record, C-7
kept_home() {
	sample_home
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 0
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a" 2>/dev/null
}

tamper() { # SQL
	sqlite3 "$ANTEROOM_HOME/store.db" "$1"
}

# the practice home of an earlier version, as git has it, with its rights
old_home() { # VERSION
	cp -r "tests/store/fixtures/version-$1" "$ANTEROOM_HOME"
	chmod -R go= "$ANTEROOM_HOME"
}

@test "a store as it was written verifies; what was done is in the log, with who" {
	kept_home
	run unlocked store verify
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 finished records"* ]]
	run unlocked store audit
	[ "$status" -eq 0 ]
	id=$(unlocked list | cut -f1)
	printf '%s\n' "${lines[@]}" | grep -qP "^1\t\S+T\S+Z\tconsole\tinit\t$"
	printf '%s\n' "${lines[@]}" | grep -qP "\tconsole\tseal\t$id$"
	printf '%s\n' "${lines[@]}" | grep -qP "\ttherapist\tverify\t$"
	[[ "$output" != *"C-7"* ]]
	run unlocked store audit --accessible
	[[ "$output" == *"who: therapist"* ]]
	unlocked store audit --json | grep -q '"schema": "anteroom.audit/1"'
}

@test "the log from a day on" {
	old_home 1
	run unlocked store audit --since 2026-11-23
	[ "$status" -eq 0 ]
	[[ "${lines[0]}" == 8$'\t'* ]]
	run unlocked store audit --since yesterday
	[ "$status" -eq 2 ]
}

@test "what was changed is exit 4, a line each, without content" {
	kept_home
	tamper "UPDATE audit SET at = at + 1 WHERE n = 3"
	run unlocked store verify
	[ "$status" -eq 4 ]
	[[ "$output" == *"log: entry 3 was changed"* ]]
	id=$(sqlite3 "$ANTEROOM_HOME/store.db" "SELECT lower(substr(hex(id), 1, 8)) FROM record")
	tamper "UPDATE envelope SET record = 99"
	run unlocked store verify
	[[ "$output" == *"database: a row of envelope belongs to no record"* ]]
	tamper "DELETE FROM envelope"
	unlocked store verify --json >"$WORK/j" || [ $? -eq 4 ]
	grep -q '"whole": false' "$WORK/j"
	grep -q "\"fault\": \"record-none\"" "$WORK/j"
	grep -q "record $id: it is finished" "$WORK/j"
	LC_ALL='' LANG=es_MX.UTF-8 run unlocked store verify
	[[ "$output" == *"registro: la entrada 3 fue cambiada"* ]]
}

@test "an older store put back is told at the next unlock, and until it is accepted" {
	kept_home
	cp "$ANTEROOM_HOME/store.db" "$WORK/older"
	unlocked list >/dev/null
	cp "$WORK/older" "$ANTEROOM_HOME/store.db"
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"older than what this key last saw"* ]]
	run unlocked store verify
	[ "$status" -eq 4 ]
	run unlocked store verify --accept
	[ "$status" -eq 4 ]
	run unlocked store verify
	[ "$status" -eq 0 ]
}

@test "status tells what stands in the clear, without a key" {
	kept_home
	run anteroom store status
	[ "$status" -eq 0 ]
	printf '%s\n' "${lines[@]}" | grep -qP "^done\t1$"
	printf '%s\n' "${lines[@]}" | grep -qP "^last verified backup\tnever$"
	[[ "$output" == *"truncate, synchronous extra; not WAL"* ]]
	unlocked store backup "$WORK/b" --quiet
	anteroom store status --json >"$WORK/j"
	grep -q '"schema": "anteroom.store/1"' "$WORK/j"
	grep -q "\"backup\": \"$(date +%F)\"" "$WORK/j"
}

@test "a backup is a home without keys, closed to others, and never replaces one" {
	kept_home
	run unlocked store backup "$WORK/b"
	[ "$status" -eq 0 ]
	[[ "$output" == *"verified"*"key"* ]]
	[ "$(stat -c %a "$WORK/b")" = 700 ]
	[ "$(stat -c %a "$WORK/b/store.db")" = 600 ]
	[ ! -e "$WORK/b.part" ]
	[ -z "$(find "$WORK/b" -name '*.key*')" ]
	[ -f "$WORK/b/practice.xml" ] && [ -f "$WORK/b/keys/practice.card" ]
	run unlocked --home "$WORK/b" list --key "$ANTEROOM_HOME/keys/therapist.key"
	[[ "$output" == *"C-7"* ]]
	run unlocked store backup "$WORK/b"
	[ "$status" -eq 8 ]
	mkdir "$WORK/stick"
	unlocked store backup "$WORK/stick" --quiet
	unlocked store backup "$WORK/stick" --quiet
	[ -f "$WORK/stick/anteroom-$(date +%F)/store.db" ]
	[ -f "$WORK/stick/anteroom-$(date +%F)-2/store.db" ]
}

@test "a backup of a store that is not whole is kept, told, and not counted as verified" {
	kept_home
	tamper "DELETE FROM audit WHERE n = 3"
	run unlocked store backup "$WORK/b"
	[ "$status" -eq 4 ]
	[[ "$output" == *"entry 3 is missing"* ]]
	[ -f "$WORK/b/store.db" ]
	anteroom store status | grep -q "never"
}

@test "a backup with a record that does not open is no verified one; --accept restores all the others" {
	kept_home
	anteroom take phq9 --mode script --lang en --client C-8 --answers "$WORK/a" 2>/dev/null
	tamper "UPDATE envelope SET body = zeroblob(length(body)) WHERE record = 1"
	run unlocked store backup "$WORK/b"
	[ "$status" -eq 4 ]
	[[ "$output" == *"answers do not open"* ]]
	anteroom store status | grep -q "never"
	key=$ANTEROOM_HOME/keys/therapist.key
	run unlocked --home "$WORK/new" store restore "$WORK/b" --key "$key"
	[ "$status" -eq 4 ]
	[[ "$output" == *"--accept"* ]]
	run unlocked --home "$WORK/new" store restore "$WORK/b" --key "$key" --accept
	[ "$status" -eq 0 ]
	[[ "$output" == *"answers do not open"* ]]
	run unlocked --home "$WORK/new" show @last --scores --key "$key"
	[ "$status" -eq 0 ]
}

@test "a new machine gets everything back from a backup and the key" {
	kept_home
	cp templates/practice-sample.xml "$ANTEROOM_HOME/forms/not-a-form.xml"
	unlocked store backup "$WORK/b" --quiet
	cp "$ANTEROOM_HOME/keys/therapist.key" "$WORK/mine.key"
	rm -r "$ANTEROOM_HOME"
	run unlocked store restore "$WORK/b"
	[ "$status" -eq 3 ]
	run unlocked store restore "$WORK/b" --key "$WORK/mine.key"
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 finished records"*"card says"* ]]
	[ "$(stat -c %a "$ANTEROOM_HOME")" = 700 ]
	[ -f "$ANTEROOM_HOME/forms/not-a-form.xml" ]
	[ ! -e "$ANTEROOM_HOME/.restore-part" ]
	run unlocked list --key "$WORK/mine.key"
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-7"* ]]
	[[ "$output" != *"older"* ]]
	unlocked store audit --key "$WORK/mine.key" | grep -q "restore"
	unlocked store verify --key "$WORK/mine.key"
}

@test "restore overwrites nothing; --force moves what is there aside" {
	kept_home
	unlocked store backup "$WORK/b" --quiet
	anteroom take phq9 --mode script --lang en --client C-8 --answers "$WORK/a" 2>/dev/null
	before=$(sha256sum <"$ANTEROOM_HOME/store.db")
	run unlocked store restore "$WORK/b"
	[ "$status" -eq 8 ]
	[ "$before" = "$(sha256sum <"$ANTEROOM_HOME/store.db")" ]
	run unlocked store restore "$WORK/b" --force
	[ "$status" -eq 0 ]
	[[ "$output" == *"before-restore-"* ]]
	aside=$(echo "$ANTEROOM_HOME"/before-restore-*)
	[ "$before" = "$(sha256sum <"$aside/store.db")" ]
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-7"* && "$output" != *"C-8"* ]]
	run unlocked --home "$aside" list --key "$ANTEROOM_HOME/keys/therapist.key"
	[[ "$output" == *"C-8"* ]]
}

@test "a restore that cannot move what is there leaves it as it was" {
	[ "$EUID" -eq 0 ] || skip "needs root to mount"
	kept_home
	unlocked store backup "$WORK/b" --quiet
	anteroom take phq9 --mode script --lang en --client C-8 --answers "$WORK/a" 2>/dev/null
	mount --bind "$ANTEROOM_HOME/forms" "$ANTEROOM_HOME/forms" || skip "cannot mount here"
	run unlocked store restore "$WORK/b" --force
	umount "$ANTEROOM_HOME/forms"
	[ "$status" -eq 1 ]
	[[ "$output" == *"cannot move"*"what was there is as before"* ]]
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-8"* ]]
	[ -z "$(find "$ANTEROOM_HOME" -maxdepth 1 -name '*restore*')" ]
}

@test "a backup of another practice, a changed one and a folder that is none are refused" {
	kept_home
	unlocked store backup "$WORK/b" --quiet
	ANTEROOM_HOME=$WORK/other another_home
	before=$(sha256sum <"$WORK/other/store.db")
	run unlocked --home "$WORK/other" store restore "$WORK/b" --force
	[ "$status" -eq 8 ]
	[[ "$output" == *"another practice"* ]]
	[ "$before" = "$(sha256sum <"$WORK/other/store.db")" ]
	run unlocked store restore "$WORK" --force
	[ "$status" -eq 3 ]
	sqlite3 "$WORK/b/store.db" "UPDATE envelope SET body = zeroblob(length(body))"
	before=$(sha256sum <"$ANTEROOM_HOME/store.db")
	run unlocked store restore "$WORK/b" --force
	[ "$status" -eq 4 ]
	[[ "$output" == *"answers do not open"* ]]
	[ "$before" = "$(sha256sum <"$ANTEROOM_HOME/store.db")" ]
	[ ! -e "$ANTEROOM_HOME/.restore-part" ]
	run unlocked list
	[[ "$output" != *"older"* && "$output" != *"not the one"* ]]
	run "$ANTEROOM" store restore "$WORK/b" --force --passphrase-fd 3 3<<<"another passphrase"
	[ "$status" -eq 7 ]
	[ "$before" != "" ] && [ -f "$ANTEROOM_HOME/store.db" ]
}

@test "a home of version 1 opens, lists, resumes, verifies and is backed up" {
	old_home 1
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"73385c3b"*"C-1003"*"stopped"*"77a5c346"*"C-1002"*"declined"*"9b479c31"*"C-1001"*"done"* ]]
	run unlocked list --client C-1001
	[ "${#lines[@]}" -eq 1 ]
	run unlocked show 9b479c31 --scores
	[[ "$output" == *"8 / 27"* ]]
	run anteroom resume <<<"3-4DYP0-AFT9H"
	[ "$status" -eq 5 ]
	run unlocked store verify
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 finished records, 1 in progress"* ]]
	unlocked store backup "$WORK/b" --quiet
	cp "$ANTEROOM_HOME/keys/therapist.key" "$WORK/mine.key"
	cp -r tests/store/fixtures/version-1 "$WORK/old"
	ANTEROOM_HOME=$WORK/new run unlocked store restore "$WORK/old" --key "$WORK/mine.key"
	[ "$status" -eq 0 ]
}

@test "a home of version 2 opens, lists, resumes, verifies and is backed up, notes included" {
	old_home 2
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"e220efcb"*"C-1001"*"e956fa9d"*"C-1002"*"stopped"*"144b67a0"*"C-1001"*"54c7412d"*"C-1002"*"seen by therapist"* ]]
	run unlocked list --client C-1001
	[ "${#lines[@]}" -eq 3 ]
	run unlocked list --client C-1002
	[ "${#lines[@]}" -eq 2 ]
	run unlocked show 54c7412d --flags
	[[ "$output" == *"called at noon, safe"* ]]
	run anteroom resume <<<"4-GGSA3-MKTY4"
	[ "$status" -eq 5 ]
	run unlocked store verify
	[ "$status" -eq 0 ]
	[[ "$output" == *"3 finished records, 2 in progress"* ]]
	unlocked store backup "$WORK/b" --quiet
	unlocked store rekey --quiet
	run unlocked show 54c7412d --flags
	[[ "$output" == *"called at noon, safe"* ]]
}

@test "what a backup that was cut off left is taken away by the next, and nothing else is" {
	kept_home
	unlocked store backup "$WORK/whole" --quiet
	[ ! -e "$WORK/whole/.anteroom-part" ]
	# as kill -9 leaves it
	cp -r "$WORK/whole" "$WORK/b.part"
	touch "$WORK/b.part/.anteroom-part"
	unlocked store backup "$WORK/b" --quiet
	[ -f "$WORK/b/store.db" ] && [ ! -e "$WORK/b.part" ]
	# one of an earlier day, in the folder of all of them
	mkdir -p "$WORK/stick/anteroom-2026-01-02.part" "$WORK/stick/anteroom-2026-01-03.part" "$WORK/stick/photos.part"
	touch "$WORK/stick/anteroom-2026-01-02.part/.anteroom-part"
	echo mine >"$WORK/stick/anteroom-2026-01-03.part/letter"
	run unlocked store backup "$WORK/stick" --quiet
	[ "$status" -eq 0 ]
	[[ "$output" == *"anteroom-2026-01-03.part' is in the way"* ]]
	[ ! -e "$WORK/stick/anteroom-2026-01-02.part" ]
	[ -f "$WORK/stick/anteroom-2026-01-03.part/letter" ] && [ -d "$WORK/stick/photos.part" ]
	# somebody's own folder of that name
	mkdir "$WORK/c.part"
	echo mine >"$WORK/c.part/letter"
	run unlocked store backup "$WORK/c"
	[ "$status" -eq 8 ]
	[[ "$output" == *"c.part' is in the way"* && "$output" == *"move it away"* ]]
	[ "$(cat "$WORK/c.part/letter")" = mine ] && [ ! -e "$WORK/c" ]
	ln -s "$WORK/whole" "$WORK/d.part"
	run unlocked store backup "$WORK/d"
	[ "$status" -eq 8 ]
	[ -f "$WORK/whole/store.db" ]
}

# a backup in a process of its own, whose id is $! (a function would be another shell)
@test "a backup that is really killed leaves a part that the next one takes away" {
	kept_home
	mkdir "$WORK/left"
	for i in 1 2 3 4 5 6 7 8; do
		"$ANTEROOM" store backup "$WORK/left/b$i" --quiet --passphrase-fd 3 3<<<"$PASS" &
		sleep "0.0$i"
		kill -9 $! 2>/dev/null || true
		wait $! 2>/dev/null || true
		[ -e "$WORK/left/b$i" ] || unlocked store backup "$WORK/left/b$i" --quiet
		[ ! -e "$WORK/left/b$i.part" ] && [ -f "$WORK/left/b$i/store.db" ]
	done
}

@test "two backups to one place: one is made, and the other is told so" {
	kept_home
	local first second rc
	# stopped while it writes; one that was too fast for us, or that has the database locked
	# where it was stopped, is tried again
	for i in {1..30}; do
		"$ANTEROOM" store backup "$WORK/b$i" --quiet --passphrase-fd 3 3<<<"$PASS" &
		first=$!
		until [ -e "$WORK/b$i.part/.anteroom-part" ] || [ -e "$WORK/b$i" ]; do :; done
		kill -STOP "$first" 2>/dev/null || true
		# which takes a moment, unless it has ended
		while read -r _ _ state _ <"/proc/$first/stat" && [[ $state != [TZ] ]]; do :; done 2>/dev/null
		run unlocked store backup "$WORK/b$i"
		second=$status
		kill -CONT "$first" 2>/dev/null || true
		rc=0
		wait "$first" || rc=$?
		[[ $second$rc != 80 || $output != *"another command is writing"* ]] || break
		[[ $second$rc == 80 || $second$rc == 08 || $output == *"another program is using the store"* ]]
	done
	[ "$second$rc" = 80 ]
	[ -f "$WORK/b$i/store.db" ] && [ ! -e "$WORK/b$i.part" ]
}

@test "what a restore that was cut off left does not stop the next" {
	kept_home
	unlocked store backup "$WORK/b" --quiet
	mkdir "$ANTEROOM_HOME/.restore-part"
	touch "$ANTEROOM_HOME/.restore-part/.anteroom-part" "$ANTEROOM_HOME/.restore-part/store.db"
	run unlocked store restore "$WORK/b" --force
	[ "$status" -eq 0 ]
	[ ! -e "$ANTEROOM_HOME/.restore-part" ]
	run unlocked list
	[[ "$output" == *"C-7"* ]]
}

@test "clients answer while a backup runs, and the copy holds what was there" {
	kept_home
	for i in 1 2 3; do
		for who in A B; do
			anteroom take phq9 --mode script --lang en --client "$who-$i" \
				--answers "$WORK/a" >>"$WORK/out" 2>&1 &
		done
		unlocked store backup "$WORK/b$i" --quiet
		wait
	done
	[ "$(unlocked list | wc -l)" -eq 7 ]
	for i in 1 2 3; do
		unlocked --home "$WORK/b$i" store verify --key "$ANTEROOM_HOME/keys/therapist.key" --accept >/dev/null || true
	done
	run unlocked list
	[ "$status" -eq 0 ]
}

@test "a store that was moved aside takes no answer from a console that still runs" {
	kept_home
	unlocked store backup "$WORK/b" --quiet
	mkfifo "$WORK/in"
	anteroom take phq9 --mode line --lang en --client C-3 <"$WORK/in" >"$WORK/out" 2>&1 3>&- &
	exec 7>"$WORK/in"
	printf '\nyes\n\n1\n' >&7
	timeout 20 sh -c "until grep -q 'You chose 1' '$WORK/out'; do sleep 0.02; done"
	unlocked store restore "$WORK/b" --force --quiet
	echo 2 >&7
	timeout 20 sh -c "until grep -q 'could not be saved' '$WORK/out'; do sleep 0.02; done"
	exec 7>&-
	wait
	! grep -q 'You chose 2' "$WORK/out"
}

@test "doctor tells how old the last verified backup is" {
	kept_home
	anteroom doctor | grep -P "^warn\tbackup\tthere is no verified backup"
	ANTEROOM_TEST_CLOCK=2026-12-01T12:00:00Z unlocked store backup "$WORK/b" --quiet
	ANTEROOM_TEST_CLOCK=2026-12-08T12:00:00Z anteroom doctor | grep -P "^ok\tbackup\t.*2026-12-01"
	ANTEROOM_TEST_CLOCK=2026-12-09T13:00:00Z anteroom doctor | grep -P "^warn\tbackup\t.*8 days"
}
