#!/usr/bin/env bats
# main_job.bats - from init to a PDF, as a practice does it

load helpers

teardown() {
	[ ! -d "$WORK/disk" ] || umount "$WORK/disk" 2>/dev/null || true
}

@test "init makes a home that only its owner can enter, and never twice" {
	sample_home
	[ "$(stat -c %a "$ANTEROOM_HOME")" = 700 ]
	[ "$(stat -c %a "$ANTEROOM_HOME/store.db")" = 600 ]
	run unlocked init --sample
	[ "$status" -eq 8 ]
}

@test "a short passphrase is refused" {
	run "$ANTEROOM" init --sample --passphrase-fd 3 3<<<"short"
	[ "$status" -eq 2 ]
	[ ! -e "$ANTEROOM_HOME/store.db" ]
}

@test "a client answers, the therapist lists, shows and reports" {
	sample_home
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 0
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
	run unlocked list
	[ "$status" -eq 0 ]
	[[ "$output" == *"phq9"*"C-7"*"done"* ]]
	run unlocked show @last --scores
	[ "$status" -eq 0 ]
	[[ "$output" == *"8 / 27"* ]]
	unlocked report @last -o "$WORK/r.pdf"
	pdftotext "$WORK/r.pdf" - | grep -q "C-7"
	[ "$(stat -c %a "$WORK/r.pdf")" = 600 ]
}

@test "a report never overwrites without --force" {
	sample_home
	phq9_answers "$WORK/a" 0 0 0 0 0 0 0 0 0
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
	unlocked report @last -o "$WORK/r.pdf"
	run unlocked report @last -o "$WORK/r.pdf"
	[ "$status" -eq 8 ]
	unlocked report @last -o "$WORK/r.pdf" --force
}

@test "the same record, form, template and clock give the same PDF" {
	sample_home
	phq9_answers "$WORK/a" 1 2 1 2 1 2 1 2 1
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
	export SOURCE_DATE_EPOCH=1790000000
	unlocked report @last -o "$WORK/1.pdf"
	unlocked report @last -o "$WORK/2.pdf"
	cmp "$WORK/1.pdf" "$WORK/2.pdf"
}

@test "a wrong passphrase is exit 7 and tells nothing" {
	sample_home
	run "$ANTEROOM" list --passphrase-fd 3 3<<<"another passphrase"
	[ "$status" -eq 7 ]
	[[ "$output" != *"$PASS"* ]]
}

@test "a safety flag makes --fail-on-flag exit 9, and the list says so" {
	sample_home
	phq9_answers "$WORK/a" 0 0 0 0 0 0 0 0 1
	run anteroom take phq9 --mode script --lang en --client C-9 --answers "$WORK/a" --fail-on-flag
	[ "$status" -eq 9 ]
	run unlocked list --flagged
	[[ "$output" == *"C-9"*"FLAG"* ]]
	run unlocked show @last --flags
	[[ "$output" == *"Several days"* ]]
}

@test "a form with a safety item is refused where there are no crisis lines" {
	unlocked init --quiet
	phq9_answers "$WORK/a" 0 0 0 0 0 0 0 0 0
	run anteroom take phq9 --mode script --lang en --client C-9 --answers "$WORK/a"
	[ "$status" -eq 8 ]
	[[ "$output" == *"crisis lines"* ]]
}

@test "a broken form is exit 4 with every finding and stores nothing" {
	sample_home
	sed 's/several_days"/sevral_days"/' forms/phq9.xml >"$WORK/phq9.xml"
	phq9_answers "$WORK/a" 0 0 0 0 0 0 0 0 0
	run anteroom take "$WORK/phq9.xml" --mode script --lang en --client C-9 --answers "$WORK/a"
	[ "$status" -eq 4 ]
	[[ "$output" == *"phq9.xml:"*": error: "* ]]
	run unlocked list
	[ "$output" = "" ]
}

@test "a client who declines is exit 6 and only the refusal is kept" {
	sample_home
	run anteroom take phq9 --mode line --lang en --client C-3 <<<$'\nno\n'
	[ "$status" -eq 6 ]
	run unlocked list
	[[ "$output" == *"declined"* ]]
}

@test "the end of input saves and is exit 5; resume goes on with the code" {
	sample_home
	run anteroom take phq9 --mode line --lang en --client C-3 <<<$'\nyes\n\n1\n'
	[ "$status" -eq 5 ]
	code=$(grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' <<<"$output" | head -1)
	[ -n "$code" ]
	run unlocked list
	[[ "$output" == *"stopped"* ]]
	run anteroom resume <<<"$code"$'\n1\n'
	[ "$status" -eq 5 ]
	[[ "$output" == *"Feeling down, depressed, or hopeless"* ]]
}

@test "a wrong code is exit 7" {
	sample_home
	run anteroom resume <<<"1-AAAAA-BBBBB"
	[ "$status" -eq 7 ]
}

@test "no words, no client code and no resume code stand readable in the store" {
	sample_home
	printf 'stm5 = "xyzzyplugh words"\n' >"$WORK/a"
	run anteroom take numbness-intake --mode auto --lang en --client QQ-4711 --answers "$WORK/a"
	[ "$status" -eq 0 ] || [ "$status" -eq 5 ]
	! grep -aq -e xyzzyplugh -e QQ-4711 "$ANTEROOM_HOME/store.db"
	run unlocked show @last
	[[ "$output" == *"xyzzyplugh"* ]]
}

@test "in the C locale the Spanish is still right" {
	sample_home
	LC_ALL=C run anteroom take numbness-intake --mode line --lang es --client C-3 <<<$'\nsí\n\n'
	[[ "$output" == *"¿Qué tanto se parece esto a usted últimamente?"* ]]
	[[ "$output" != *$'\033'* ]]
}

@test "kill -9 at any question: resume stands at the first one not acknowledged" {
	sample_home
	for answered in 1 2 4 7; do
		mkfifo "$WORK/in"
		anteroom take phq9 --mode line --lang en --client C-3 <"$WORK/in" >"$WORK/out" 2>&1 &
		pid=$!
		exec 7>"$WORK/in"
		printf '\nyes\n\n' >&7
		for ((i = 0; i < answered; i++)); do echo 1 >&7; done
		until [ "$(grep -c 'You chose' "$WORK/out")" -ge "$answered" ]; do sleep 0.02; done
		kill -9 "$pid"
		wait "$pid" || true
		exec 7>&-
		rm "$WORK/in"
		code=$(grep -oE '[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}' "$WORK/out" | head -1)
		run anteroom resume <<<"$code"$'\n1\n'
		[ "$status" -eq 5 ]
		[[ "$output" == *"Question $((answered + 1))."* ]]
	done
}

@test "a full disk: the question stays and says so, and nothing acknowledged is lost" {
	[ "$EUID" -eq 0 ] || skip "needs root to mount a small disk"
	mkdir "$WORK/disk"
	mount -t tmpfs -o size=400k,mode=700 tmpfs "$WORK/disk" || skip "cannot mount here"
	export ANTEROOM_HOME=$WORK/disk/home
	sample_home
	mkfifo "$WORK/in"
	anteroom take phq9 --mode line --lang en --client C-3 <"$WORK/in" >"$WORK/out" 2>&1 3>&- &
	exec 7>"$WORK/in"
	printf '\nyes\n\n1\n2\n' >&7
	until grep -q 'You chose 2' "$WORK/out"; do sleep 0.02; done
	dd if=/dev/zero of="$WORK/disk/full" bs=1k status=none || true
	echo 3 >&7
	until grep -q 'could not be saved' "$WORK/out"; do sleep 0.02; done
	rm "$WORK/disk/full"
	echo 3 >&7
	until grep -q 'You chose 3' "$WORK/out"; do sleep 0.02; done
	exec 7>&-
	wait
	run unlocked show @last --items
	umount "$WORK/disk"
	[[ "$output" == *"Several days"*"More than half the days"*"Nearly every day"* ]]
}

@test "answers from a file that could not be saved are told, and are no stopped interview" {
	[ "$EUID" -eq 0 ] || skip "needs root to mount a small disk"
	mkdir "$WORK/disk"
	mount -t tmpfs -o size=400k,mode=700 tmpfs "$WORK/disk" || skip "cannot mount here"
	export ANTEROOM_HOME=$WORK/disk/home
	sample_home
	phq9_answers "$WORK/a" 1 2 1 2 1 2 1 2 0
	anteroom take phq9 --lang en --client C-3 --answers "$WORK/a"
	dd if=/dev/zero of="$WORK/disk/full" bs=1k status=none || true
	run anteroom take phq9 --lang en --client C-4 --answers "$WORK/a"
	umount "$WORK/disk"
	[ "$status" -eq 1 ]
	[[ "$output" == *"the disk is full"* ]]
	[[ "$output" != *"kept"* ]]
}
