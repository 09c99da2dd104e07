#!/usr/bin/env bats
# keys.bats - who opens the records: members, the code on paper, passphrases

load helpers

SECOND="another passphrase for tests"

# a command given several secrets, a line each
given() { # "SECRETS" COMMAND...
	local secrets=$1
	shift
	"$ANTEROOM" "$@" --passphrase-fd 3 3<<<"$secrets"
}

paper_home() { # $CODE is what stands on the paper
	CODE=$(unlocked init --sample --quiet --print-code)
	[[ "$CODE" =~ ^([0-9A-Z]{5}-){6}[0-9A-Z]{5}$ ]]
}

one_record() {
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 0
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
}

second_member() {
	given "$PASS"$'\n'"$SECOND" key add "Dr. Mbeki Torvald" -o "$WORK/own/mbeki.key"
}

second() { # COMMAND... as the second member
	given "$SECOND" "$@" --key "$WORK/own/mbeki.key"
}

setup() {
	work_begins
	mkdir -m 700 "$WORK/own"
}

@test "two members both open a record; a removed one opens none, with exit 7" {
	sample_home
	one_record
	second_member
	[ "$(stat -c %a "$WORK/own/mbeki.key")" = 600 ]
	run second list
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-7"* ]]
	cp -a "$ANTEROOM_HOME" "$WORK/before"
	run unlocked key remove "Dr. Mbeki Torvald"
	[ "$status" -eq 0 ]
	[[ "$output" == *"opens no record"*"again: 1."* ]]
	run second list
	[ "$status" -eq 7 ]
	[[ "$output" == *"its member was removed"* ]]
	run unlocked list
	[[ "$output" == *"C-7"* ]]
	# not with an old card either
	cp "$WORK/before/keys/practice.card" "$ANTEROOM_HOME/keys/practice.card"
	run second list
	[ "$status" -eq 8 ]
	[[ "$output" == *"before the keys of this practice were changed"* ]]
	run anteroom take phq9 --mode script --lang en --client C-8 --answers "$WORK/a"
	[ "$status" -eq 8 ]
}

@test "the console goes on after a rekey, and what it left before can be resumed" {
	sample_home
	run anteroom take phq9 --mode line --lang en --client C-3 <<<$'\nyes\n\n1\n'
	[ "$status" -eq 5 ]
	code=$(grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' <<<"$output" | head -1)
	unlocked store rekey
	[ ! -e "$ANTEROOM_HOME/keys/practice.card.next" ]
	run anteroom resume <<<"$code"$'\n1\n'
	[ "$status" -eq 5 ]
	[[ "$output" == *"Feeling down, depressed, or hopeless"* ]]
	one_record
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-7"*"done"*"C-3"*"stopped"* ]]
}

@test "the code on paper opens the canary, and answers a lost passphrase" {
	paper_home
	one_record
	given "$CODE" key check --recovery
	unlocked key check
	given "${CODE,,}" key check --recovery
	given "$CODE"$'\n'"$SECOND" key add "Therapist again" --recovery --json \
		-o "$WORK/own/mbeki.key" >"$WORK/j"
	grep -q '"schema": "anteroom.key-added/1"' "$WORK/j"
	grep -q '"name": "Therapist again"' "$WORK/j"
	run second list
	[ "$status" -eq 0 ]
	[[ "$output" == *"C-7"* ]]
	second key remove therapist
	run unlocked list --key "$ANTEROOM_HOME/keys/therapist.key"
	[ "$status" -eq 7 ]
}

@test "a wrong code is exit 7 and says which group has a slip" {
	paper_home
	if [ "${CODE:0:1}" = 0 ]; then wrong=1${CODE:1}; else wrong=0${CODE:1}; fi
	run given "$wrong" key check --recovery
	[ "$status" -eq 7 ]
	[[ "$output" == *"group 1 of 7"* ]]
	[[ "$output" != *"${CODE:6}"* ]]
	run given "1234" key check --recovery
	[ "$status" -eq 7 ]
	other=$(ANTEROOM_HOME=$WORK/other unlocked init --sample --quiet --print-code)
	run given "$other" key check --recovery
	[ "$status" -eq 7 ]
	[[ "$output" == *"not the recovery code of this practice"* ]]
}

@test "a practice made without a code gets one, and a new one ends the old" {
	run unlocked init --sample
	[[ "$output" == *"There is no recovery code"* ]]
	run unlocked store rekey --recovery
	[ "$status" -eq 2 ]
	[[ "$output" == *"--print-code"* ]]
	first=$(unlocked store rekey --recovery --print-code --quiet)
	given "$first" key check --recovery
	fresh=$(unlocked store rekey --recovery --print-code --quiet)
	given "$fresh" key check --recovery
	run given "$first" key check --recovery
	[ "$status" -eq 7 ]
}

@test "a passphrase is changed: the new one opens, the old one is refused" {
	sample_home
	run given "$PASS"$'\nshort' key passphrase
	[ "$status" -eq 2 ]
	run given "not the passphrase"$'\n'"$SECOND" key passphrase
	[ "$status" -eq 7 ]
	given "$PASS"$'\n'"$SECOND" key passphrase --quiet
	run unlocked list
	[ "$status" -eq 7 ]
	given "$SECOND" list
	[ "$(stat -c %a "$ANTEROOM_HOME/keys/therapist.key")" = 600 ]
}

@test "key list says who opens the records and who did, in a table, lines and JSON" {
	paper_home
	second_member
	unlocked key remove "Dr. Mbeki Torvald" --quiet
	run unlocked key list
	[ "$status" -eq 0 ]
	[[ "$output" == *"therapist"$'\t'"therapist"$'\t'"active, you"* ]]
	[[ "$output" == *$'\t'"recovery code"$'\t'"active"* ]]
	[[ "$output" == *"Dr. Mbeki Torvald"$'\t'"therapist"$'\t'"removed 2"* ]]
	run unlocked key list --accessible
	[[ "$output" == *"name: Dr. Mbeki Torvald"* ]]
	run unlocked key list --json
	[[ "$output" == *'"anteroom.members/1"'* ]]
	[[ "$output" == *'"state": "removed"'* ]]
	LC_ALL=C.UTF-8 LANG=es LC_MESSAGES='' run unlocked key list
	[ "$status" -eq 0 ]
}

@test "what cannot be done is said before anything is: oneself, nobody, a name twice, the paper" {
	paper_home
	run unlocked key remove therapist
	[ "$status" -eq 8 ]
	run unlocked key remove nobody
	[ "$status" -eq 3 ]
	id=$(unlocked key list | grep "recovery code" | cut -f 4)
	run unlocked key remove "$id"
	[ "$status" -eq 8 ]
	[[ "$output" == *"store rekey --recovery"* ]]
	run given "$PASS"$'\n'"$SECOND" key add therapist
	[ "$status" -eq 8 ]
	run anteroom key list --no-input
	[ "$status" -eq 2 ]
	[[ "$output" == *"--passphrase-fd"* ]]
	run anteroom key check --recovery --no-input
	[ "$status" -eq 2 ]
	run anteroom key
	[ "$status" -eq 2 ]
	run anteroom key lst
	[ "$status" -eq 2 ]
	[[ "$output" == *"did you mean 'key list'"* ]]
}

@test "a new key file never replaces one that is there" {
	sample_home
	: >"$WORK/own/mbeki.key"
	run second_member
	[ "$status" -eq 8 ]
	[ ! -s "$WORK/own/mbeki.key" ]
	run unlocked key list
	[[ "$output" != *"Torvald"* ]]
}

@test "every key command is in the log, and nothing secret stands in any file" {
	paper_home
	second_member
	third="a third passphrase for tests"
	given "$PASS"$'\n'"$third" key passphrase --json | grep -q '"changed": true'
	given "$third" store rekey
	given "$third" key remove "Dr. Mbeki Torvald"
	for event in key-add key-passphrase rekey key-remove; do
		grep -aq "$event" "$ANTEROOM_HOME/store.db"
	done
	for secret in "$CODE" "${CODE:0:11}" "${CODE//-/}" "$SECOND" "$PASS" "$third" Torvald; do
		run grep -raF -- "$secret" "$ANTEROOM_HOME" "$WORK/own"
		[ "$status" -eq 1 ]
	done
}

@test "no secret is in the arguments or the environment while a key command runs" {
	sample_home
	mkfifo "$WORK/secrets"
	exec 4<>"$WORK/secrets"
	"$ANTEROOM" key passphrase --passphrase-fd 4 3>&- >"$WORK/out" 2>&1 &
	pid=$!
	echo "$PASS" >&4
	for f in cmdline environ; do
		# a process that cannot be dumped shows its environment to root only
		if tr '\0' '\n' <"/proc/$pid/$f" 2>/dev/null | grep -F "$PASS"; then false; fi
	done
	echo "$SECOND" >&4
	wait "$pid"
	exec 4>&-
	given "$SECOND" list
}

# What a terminal shows, the answers typed at the prompts that end in a colon.
at_terminal() { # COMMAND ANSWER...
	local command=$1 shown part
	shift
	coproc TTY { script -qec "$command" /dev/null; }
	shown=
	for answer; do
		IFS= read -r -d : -t 60 part <&"${TTY[0]}"
		shown+=$part:
		echo "$answer" >&"${TTY[1]}"
	done
	shown+=$(cat <&"${TTY[0]}")
	wait "$TTY_PID" || true
	echo "$shown"
}

@test "at a terminal the code is shown once, with what to do with it, and passphrases never" {
	shown=$(ANTEROOM_HOME=$WORK/other at_terminal "'$ANTEROOM' init --sample 2>&1 >'$WORK/out'" "$PASS" "$PASS")
	[[ "$shown" != *"$PASS"* ]]
	[[ "$shown" == *"on paper now"* ]]
	code=$(grep -oE '([0-9A-Z]{5}-){6}[0-9A-Z]{5}' <<<"$shown")
	[ "$(wc -l <<<"$code")" -eq 1 ]
	[ ! -s "$WORK/out" ]
	shown=$(ANTEROOM_HOME=$WORK/other at_terminal "'$ANTEROOM' key check --recovery 2>&1" "$code")
	[[ "$shown" == *"recovery code opens"* ]]
	[[ "$shown" != *"$code"* ]]
}

@test "what became of the keys is a row in a pipe and one document with --json" {
	sample_home
	row=$(unlocked store rekey 2>/dev/null)
	[ "$row" = $'\t0\t0\t'"$ANTEROOM_HOME/keys/practice.card" ]
	unlocked store rekey --json >"$WORK/j" 2>"$WORK/e"
	grep -q '"schema": "anteroom.epoch/1"' "$WORK/j"
	grep -q '"records": 0' "$WORK/j"
	run grep -q '"removed"' "$WORK/j"
	[ "$status" -eq 1 ]
	[ ! -s "$WORK/e" ]
	printf '%s\n%s\n' "$PASS" "another passphrase" >"$WORK/two"
	"$ANTEROOM" key add "Second One" -o "$WORK/second.key" --quiet --passphrase-fd 3 3<"$WORK/two"
	unlocked key remove "Second One" --json --key "$ANTEROOM_HOME/keys/therapist.key" >"$WORK/j"
	grep -q '"removed": "Second One"' "$WORK/j"
	[ "$(unlocked key check 2>/dev/null)" = $'key\topens' ]
	unlocked key check --json >"$WORK/j" 2>"$WORK/e"
	grep -q '"schema": "anteroom.key/1"' "$WORK/j" && grep -q '"opens": true' "$WORK/j"
	[ ! -s "$WORK/e" ]
	run unlocked store rekey --recovery --print-code --json
	[ "$status" -eq 2 ]
}
