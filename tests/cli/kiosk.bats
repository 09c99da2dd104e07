#!/usr/bin/env bats
# kiosk.bats - one client after another at a machine that stands in the open

# shellcheck disable=SC2034 # WITH is for terminal.bash

load helpers
load terminal

FORM=tests/interview/two-tongues.xml
STAFF=code-of-the-staff

opened() { # OPTION...
	WITH=("ANTEROOM_TEST_HASTE=${HASTE:-60}")
	begin 80x24 kiosk "$FORM" "$@"
	until_shows "Choose a staff code for this kiosk:"
	keys "$STAFF" Enter
	until_shows "The same staff code again:"
	keys "$STAFF" Enter
}

kiosk() { # OPTION...
	opened "$@"
	until_listens "Press Enter when you are ready"
}

# From the start screen to the first question, in English
client() {
	press Enter
	press 1 Enter
	press Enter
	press y Enter
	CODE=$(code_shown)
	press Enter
	shows "I could not feel emotions"
}

is_gone_from_sight() { # TEXT
	[[ $SCREEN != *"$1"* ]]
}

# Hidden, and back: it takes a code
lock() {
	press x
	press Enter
	shows "This screen is closed for now"
	lacks "emotions"
}

@test "the staff code is asked for twice and never shown; two that differ start no kiosk" {
	begin 80x24 kiosk "$FORM" --idle off
	until_shows "Choose a staff code for this kiosk:"
	keys one-code Enter
	until_shows "The same staff code again:"
	keys another-code Enter
	until_shows "rc=2, line as before"
	shows "not the same"
	lacks "one-code" "another-code"
}

@test "one client after another: chart code, last screen, start screen, and nothing of the one before" {
	kiosk --idle off
	golden kiosk-start-80x24-en
	press s
	golden kiosk-staff-80x24-en
	typed "wrong"
	lacks "wrong"
	press Enter
	shows "That code does not work here"
	typed "$STAFF"
	press Enter
	golden kiosk-desk-80x24-en
	press 1 Enter
	typed "C 77"
	press Enter
	shows "A chart code has letters"
	typed "C-77"
	golden kiosk-chart-80x24-en
	press Enter
	shows "The chart code is set for the next client."
	client
	press 3 Enter s s s
	press Escape s # a text
	press s
	press Enter # the part about home
	press s
	press Enter # the safety item
	press s
	press f
	golden kiosk-done-80x24-en
	until_listens "Press Enter when you are ready"
	lacks "chart code"
	golden kiosk-start-80x24-en
	tm capture-pane -p -S - -t t
	[[ $SAID != *emotions* && $SAID != *C-77* ]]
	client
	lacks "(*)"
	lock
	lacks "C-77"
	kill "$(program_pid)"
	until_shows "rc=5, line as before"
	lacks "emotions" "C-77" "$STAFF"
	run unlocked list
	[[ ${#lines[@]} -eq 2 && $output == *C-77*done* && $output == *stopped* ]]
}

@test "a locked screen opens with the client's code or the staff's; three wrong ones wait a minute" {
	kiosk --idle off
	client
	press 3
	lock
	golden kiosk-locked-80x24-en
	typed "${CODE,,}"
	press Enter
	shows "I could not feel emotions" "(*) 3  Often"
	lock
	typed "$STAFF"
	press Enter
	shows "(*) 3  Often"
	lock
	for ((i = 0; i < 2; i++)); do
		typed "no"
		press Enter
		shows "That code does not work here"
	done
	typed "no"
	press Enter
	shows "Please wait one minute"
	typed "$CODE"
	press Enter
	shows "Please wait one minute"
	lacks "emotions"
}

@test "walked away from: asked, locked, closed as stopped; the code goes on from there" {
	HASTE=1800 kiosk --idle 2s # 1 s to close
	client
	press 3 Enter
	until_shows "This screen is closed for now"
	lacks "emotions" "My body"
	until_listens "Press Enter when you are ready"
	lacks "emotions"
	run unlocked list
	[[ $output == *stopped* ]]
	run unlocked show @last --items
	[[ $output == *Often* ]]
	press c
	shows "Go on where you stopped"
	typed "$CODE"
	keys Enter
	until_listens "You stopped at question 2."
	press 1 Enter
	shows "My body felt far away"
}

@test "line by line: after the last words, Enter clears the screen for the next, who is not asked" {
	HASTE=10 opened --idle off --accessible # 12 s to listen
	until_shows "Press Enter to go on:"
	keys Enter
	until_shows "1, 2:"
	keys 1 Enter
	until_shows "Press Enter to go on:"
	keys Enter
	until_shows "Type yes, no or talk:"
	keys no Enter
	until_shows "Press Enter:"
	lacks "Clear it?"
	keys Enter
	until_true look is_gone_from_sight "Type yes, no or talk:"
	until_shows "Press Enter when you are ready"
}

@test "who comes and goes before a question leaves the start screen to the next" {
	HASTE=900 kiosk --idle 1s
	press Enter
	press 1 Enter
	until_listens "Press Enter when you are ready"
	run unlocked list
	[ "$output" = "" ]
}

@test "no key and no signal of the keyboard leads from the start screen to a shell; the staff end it" {
	kiosk --idle off
	local before=$SCREEN pid
	pid=$(program_pid)
	press C-c C-z C-\\ C-d C-x q Escape Escape F1 ':' '!'
	[ "$SCREEN" = "$before" ]
	kill -INT "$pid" # a frame, as of a key that does nothing here
	until_frame $((FRAME + 1))
	kill -QUIT "$pid"
	kill -TSTP "$pid"
	press F1
	[ "$SCREEN" = "$before" ]
	press s
	typed "$STAFF"
	press Enter
	press 2
	keys Enter
	until_shows "rc=0, line as before"
	lacks "$STAFF"
	run unlocked list
	[ "$output" = "" ]
}
