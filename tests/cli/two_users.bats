#!/usr/bin/env bats
# two_users.bats - a kiosk's user who may write records, a therapist who may read them
#
# The users are numbers that nobody has, taken on with setpriv; that needs root.

load helpers

KIOSK=64102 THERAPIST=64101 GROUP=64100 STRANGER=64103

as() { # UID COMMAND...
	local uid=$1
	shift
	setpriv --reuid "$uid" --regid "$uid" --groups "$GROUP" -- "$@"
}

as_stranger() {
	setpriv --reuid "$STRANGER" --regid "$STRANGER" --clear-groups -- "$@"
}

therapist() { # COMMAND... with the key, unlocked
	as "$THERAPIST" env ANTEROOM_KEY="$WORK/own/therapist.key" "$ANTEROOM" "$@" --passphrase-fd 3 3<<<"$PASS"
}

# as docs/kiosk/README.md does it, the machine's /etc under $WORK/machine
two_users() {
	if [ "$EUID" -ne 0 ]; then
		skip "NOT TESTED: two users need root (run make check as root)"
	fi
	export ANTEROOM_TEST_ROOT=$WORK/machine
	others_may_enter
	made_once two_users_made
}

two_users_made() {
	sample_home
	mkdir -p "$WORK/machine/etc/anteroom" "$WORK/own"
	mv "$ANTEROOM_HOME/keys/practice.card" "$WORK/machine/etc/anteroom/"
	chmod -R go+rX "$WORK/machine"
	mv "$ANTEROOM_HOME/keys/therapist.key" "$WORK/own/"
	rmdir "$ANTEROOM_HOME/keys"
	chown -R "$THERAPIST:$THERAPIST" "$WORK/own"
	chmod 700 "$WORK/own"
	sed -i "s|</practice>|<group>$GROUP</group></practice>|" "$ANTEROOM_HOME/practice.xml"
	chown -R "$THERAPIST:$GROUP" "$ANTEROOM_HOME"
	chmod 2770 "$ANTEROOM_HOME"
	chmod 660 "$ANTEROOM_HOME"/store.db*
	chmod 640 "$ANTEROOM_HOME/practice.xml"
	chmod 2750 "$ANTEROOM_HOME/forms" "$ANTEROOM_HOME/templates"
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 0
	chmod 644 "$WORK/a"
}

kiosk_takes() {
	as "$KIOSK" "$ANTEROOM" take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
}

@test "the kiosk's user takes an interview; only the therapist can list, show and report it" {
	two_users
	kiosk_takes
	run as "$KIOSK" "$ANTEROOM" list --passphrase-fd 3 3<<<"$PASS"
	[ "$status" -eq 3 ]
	[[ "$output" == *"no key file"* ]]
	run as "$KIOSK" env ANTEROOM_KEY="$WORK/own/therapist.key" "$ANTEROOM" list --passphrase-fd 3 3<<<"$PASS"
	[ "$status" -ne 0 ]
	[[ "$output" != *"C-7"* ]]
	run therapist list
	[ "$status" -eq 0 ]
	[[ "$output" == *"phq9"*"C-7"*"done"* ]]
	run therapist show @last --scores
	[[ "$output" == *"8 / 27"* ]]
	therapist report @last -o "$WORK/own/r.pdf"
	[ "$(stat -c '%a %u' "$WORK/own/r.pdf")" = "600 $THERAPIST" ]
}

@test "both write in turn: the journal is the group's, whoever made it" {
	two_users
	kiosk_takes
	therapist list >/dev/null # writes the log
	kiosk_takes
	for f in store.db store.db-journal; do
		[ "$(stat -c '%a %g' "$ANTEROOM_HOME/$f")" = "660 $GROUP" ]
	done
	rm "$ANTEROOM_HOME/store.db-journal"
	therapist list >/dev/null
	[ "$(stat -c '%a %u %g' "$ANTEROOM_HOME/store.db-journal")" = "660 $THERAPIST $GROUP" ]
	kiosk_takes
	[ "$(therapist list | wc -l)" -eq 3 ]
}

@test "a kiosk killed in the middle of an interview leaves a store that the therapist opens" {
	two_users
	mkfifo "$WORK/keys"
	setpriv --reuid "$KIOSK" --regid "$KIOSK" --groups "$GROUP" -- \
		"$ANTEROOM" take phq9 --lang en --client C-8 <"$WORK/keys" >"$WORK/out" 3>&- &
	kiosk=$!
	exec 5>"$WORK/keys"
	printf '\nyes\n\n2\n' >&5
	timeout 20 sh -c "until grep -q 'You chose 2' '$WORK/out'; do sleep 0.1; done"
	kill -9 "$kiosk"
	wait "$kiosk" || true
	exec 5>&-
	run therapist list
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-8"*"open"* ]]
}

@test "a stranger gets nothing, and others are never let in" {
	two_users
	run as_stranger "$ANTEROOM" take phq9 --client C-1
	[ "$status" -ne 0 ]
	chmod o+rx "$ANTEROOM_HOME"
	run kiosk_takes
	[ "$status" -eq 8 ]
	[[ "$output" == *"open to other users"* ]]
	chmod 2770 "$ANTEROOM_HOME"
	chmod o+r "$ANTEROOM_HOME/store.db"
	run kiosk_takes
	[ "$status" -eq 8 ]
	[[ "$output" == *"chmod o="* ]]
}

@test "the group must be the one that the profile names, and its bits whole" {
	two_users
	chgrp "$STRANGER" "$ANTEROOM_HOME"
	chmod 2770 "$ANTEROOM_HOME"
	run therapist list
	[ "$status" -eq 8 ]
	[[ "$output" == *"chgrp $GROUP"* ]]
	chgrp "$GROUP" "$ANTEROOM_HOME"
	chmod 770 "$ANTEROOM_HOME"
	chmod g-s "$ANTEROOM_HOME"
	run therapist list
	[ "$status" -eq 8 ]
	[[ "$output" == *"chmod 2770"* ]]
	chmod 2770 "$ANTEROOM_HOME"
	chmod 600 "$ANTEROOM_HOME/store.db-journal"
	run kiosk_takes
	[ "$status" -eq 8 ]
	[[ "$output" == *"chmod 660"*"store.db-journal"* ]]
	chmod 660 "$ANTEROOM_HOME/store.db-journal"
	sed -i "s|<group>$GROUP</group>||" "$ANTEROOM_HOME/practice.xml"
	run therapist list
	[ "$status" -eq 8 ]
	sed -i "s|</practice>|<group>no-such-group</group></practice>|" "$ANTEROOM_HOME/practice.xml"
	run therapist list
	[ "$status" -eq 3 ]
	[[ "$output" == *"groupadd"* ]]
}

@test "what the kiosk's user puts in place of a profile, form or template is not used" {
	two_users
	cp "$ANTEROOM_HOME/practice.xml" "$WORK/p.xml"
	chmod 644 "$WORK/p.xml"
	as "$KIOSK" sh -c "rm -f '$ANTEROOM_HOME/practice.xml' && cp '$WORK/p.xml' '$ANTEROOM_HOME/practice.xml'"
	run kiosk_takes
	[ "$status" -eq 8 ]
	[[ "$output" == *"neither the owner"* ]]
	cp "$WORK/p.xml" "$WORK/q.xml"
	rm "$ANTEROOM_HOME/practice.xml"
	as "$KIOSK" ln -s "$WORK/q.xml" "$ANTEROOM_HOME/practice.xml"
	run kiosk_takes
	[ "$status" -eq 8 ]
	rm "$ANTEROOM_HOME/practice.xml"
	install -o "$THERAPIST" -g "$GROUP" -m 640 "$WORK/p.xml" "$ANTEROOM_HOME/practice.xml"
	kiosk_takes
	as "$KIOSK" sh -c "mv '$ANTEROOM_HOME/forms' '$ANTEROOM_HOME/old' && mkdir -m 755 '$ANTEROOM_HOME/forms' &&
		cp '$PWD/forms/phq9.xml' '$ANTEROOM_HOME/forms/'"
	run kiosk_takes
	[ "$status" -eq 8 ]
	as "$KIOSK" sh -c "mv '$ANTEROOM_HOME/templates' '$ANTEROOM_HOME/old-t' && mkdir -m 755 '$ANTEROOM_HOME/templates' &&
		cp '$PWD/templates/standard.xml' '$ANTEROOM_HOME/templates/'"
	run therapist report @last -o "$WORK/own/r.pdf"
	[ "$status" -eq 8 ]
}

@test "a card in the shared folder is not looked at, and /etc's must be root's" {
	two_users
	as "$KIOSK" mkdir "$ANTEROOM_HOME/keys"
	sed 's/^words: .*/words: none/' "$WORK/machine/etc/anteroom/practice.card" >"$WORK/c"
	as "$KIOSK" cp "$WORK/c" "$ANTEROOM_HOME/keys/practice.card"
	kiosk_takes
	chown "$THERAPIST" "$WORK/machine/etc/anteroom/practice.card"
	run kiosk_takes
	[ "$status" -eq 8 ]
	[[ "$output" == *"belongs to another user"* ]]
}

@test "a form that the therapist installs is one that the kiosk can read" {
	two_users
	sed 's/id="phq9"/id="phq9-own"/' tests/forms/ok/early-life.xml >"$WORK/f.xml"
	chmod 644 "$WORK/f.xml"
	therapist form install "$WORK/f.xml"
	f=$(ls "$ANTEROOM_HOME"/forms/*.xml)
	[ "$(stat -c '%a %g' "$f")" = "640 $GROUP" ]
	run as "$KIOSK" "$ANTEROOM" form list
	[[ "$output" == *"$(basename "$f" .xml)"* ]]
}

@test "one user and a group named in the profile: the private home stays private" {
	sample_home
	sed -i "s|</practice>|<group>nobody-has-this</group></practice>|" "$ANTEROOM_HOME/practice.xml"
	unlocked list
	chmod 640 "$ANTEROOM_HOME/store.db"
	run unlocked list
	[ "$status" -eq 8 ]
}

@test "the therapist backs up and restores; afterwards the kiosk's user takes interviews as before" {
	two_users
	kiosk_takes
	therapist store backup "$WORK/own/b" --quiet
	[ "$(stat -c '%a %u' "$WORK/own/b/store.db")" = "600 $THERAPIST" ]
	kiosk_takes
	run therapist store restore "$WORK/own/b" --force
	[ "$status" -eq 0 ]
	for f in store.db practice.xml forms; do
		stat -c '%a %g' "$ANTEROOM_HOME/$f"
	done >"$WORK/rights"
	printf '660 %s\n640 %s\n2750 %s\n' "$GROUP" "$GROUP" "$GROUP" | diff - "$WORK/rights"
	kiosk_takes
	[ "$(therapist list | wc -l)" -eq 2 ]
	therapist store verify
}

@test "new keys in the shared layout: root makes room for the card, and puts it in its place" {
	two_users
	kiosk_takes
	card=$WORK/machine/etc/anteroom/practice.card
	run therapist store rekey
	[ "$status" -eq 8 ]
	[[ "$output" == *"may not be replaced by this user"*"install -o $THERAPIST -m 644 /dev/null"* ]]
	kiosk_takes # nothing has changed
	install -o "$THERAPIST" -m 644 /dev/null "$card.next"
	kiosk_takes
	run therapist store rekey
	[ "$status" -eq 0 ]
	[[ "$output" == *"again: 3."*"install -m 644 '$card.next' '$card'"* ]]
	# until root has: the console says so and takes nothing, the therapist goes on
	run kiosk_takes
	[ "$status" -eq 8 ]
	[[ "$output" == *"before the keys of this practice were changed"* ]]
	run therapist list
	[ "$status" -eq 0 ]
	[ "$(grep -c C-7 <<<"$output")" -eq 3 ]
	install -m 644 "$card.next" "$card" && rm "$card.next"
	kiosk_takes
	run therapist list
	[ "$(grep -c C-7 <<<"$output")" -eq 4 ]
}
