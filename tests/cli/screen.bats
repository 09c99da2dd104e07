#!/usr/bin/env bats
# screen.bats - the full screen: what only a terminal shows
#
# Screens are compared byte for byte with those in screens/, at 80x24 and at 40x12, in
# English and Spanish.  Read them by eye after ANTEROOM_TEST_UPDATE=1 bats screen.bats.

# shellcheck disable=SC2034 # WITH and TERMINAL are for terminal.bash

load helpers
load terminal

FORM=tests/interview/two-tongues.xml

# The form that has every kind of screen, at its first one
two_tongues() { # SIZE OPTION...
	local size=$1
	shift
	start "$size" take "$FORM" --client C-1 --idle off "$@"
}

# ... at its first question
first_question() { # SIZE OPTION...
	two_tongues "$1" --lang en "${@:2}"
	press Enter
	press y Enter
	press Enter
	shows "I could not feel emotions"
}

# ---- every screen ----

wide() { # NAME
	golden "$1-80x24-$TONGUE"
}

both_sizes() { # NAME
	wide "$1"
	squeeze 40x12
	golden "$1-40x12-$TONGUE"
	squeeze 80x24
}

# From the first screen to the last; keys that are letters differ between languages.
walk() { # LANG LANGUAGE-DIGIT WHY BACK SKIP YES GO
	TONGUE=$1
	local why=$3 back=$4 skip=$5 yes=$6 go=$7

	two_tongues 80x24
	both_sizes language
	press "$2" Enter
	both_sizes welcome
	press x
	both_sizes hidden
	press Enter
	press Enter
	both_sizes consent
	press Enter
	both_sizes consent-refused
	press "$yes"
	wide consent-yes
	press Enter
	both_sizes code
	press Enter
	both_sizes one
	press Enter
	both_sizes one-refused
	press 3
	both_sizes one-chosen
	press "$why"
	both_sizes why
	press Enter '?'
	both_sizes help
	press n
	both_sizes card
	press Enter Enter Escape
	both_sizes menu
	press Escape p
	both_sizes pause
	press Enter q
	both_sizes leave
	press n Enter
	press Enter
	both_sizes one-second
	press 1 Enter
	wide one-third
	press 0 Enter
	wide number
	press 9 9
	wide number-chosen
	press Enter
	both_sizes number-refused
	press BSpace BSpace 7 Enter
	wide text
	typed "Me cuesta sentir."
	press Enter
	typed "A veces nada: ¿qué más?"
	both_sizes text-typed
	press Tab
	both_sizes note
	press "$go"
	wide note-go
	press Enter
	wide many
	press 1 3
	both_sizes many-ticked
	press Enter
	wide date
	typed "3 2021"
	both_sizes date-chosen
	press Enter
	both_sizes after
	press Enter # to the safety item, which takes its time
	press "$skip"
	both_sizes safety-soft
	press Enter
	both_sizes yes-no
	press "$back"
	press 1 Enter
	both_sizes safety
	press Enter
	both_sizes safety-refused
	press 1 Enter
	press 1 Enter
	both_sizes review
	press Down Down
	both_sizes review-row
	press f
	both_sizes "done"
	keys Enter
	ended 0
}

# ... and the screens that this walk does not meet
stop_and_return() { # LANG YES NO BACK-TO-PART
	TONGUE=$1
	local yes=$2 no=$3 code

	two_tongues 80x24 --lang "$1"
	press Enter
	press "$no" Enter
	both_sizes declined
	keys Enter
	ended 6
	two_tongues 80x24 --lang "$1"
	press Enter
	press "$yes" Enter
	press Enter
	press 1 Enter
	press q "$yes" Enter
	both_sizes saved
	code=$(code_shown)
	keys Enter
	ended 5
	begin 80x24 resume --idle off
	keys "$code" Enter
	until_frame 1
	both_sizes welcome-back
	press 1 Enter
	both_sizes resumed
}

@test "every screen, in English, is as its picture; a code leads back to where one stopped" {
	walk en 1 w b s y g
	stop_and_return en y n
}

@test "every screen, in Spanish, is as its picture; a code leads back to where one stopped" {
	walk es 2 m a o s s
	stop_and_return es s n
}

@test "an idle screen asks first, any key goes on, and then it is hidden" {
	WITH=(ANTEROOM_TEST_HASTE=30) # two seconds to warn
	start 80x24 take "$FORM" --client C-1 --idle 1s --lang es
	until_frame 2
	TONGUE=es golden idle-80x24-es
	press z
	shows "Estas preguntas"
	until_frame 4
	shows "¿Sigue ahí?"
	until_frame 5
	shows "Oprima Enter"
	lacks "Estas preguntas" "¿Sigue" "MUESTRA"
	keys z
	keys Enter
	until_shows "Estas preguntas"
}

# ---- where things stand ----

@test "the choices of a set keep their rows, and an error goes with the next key" {
	first_question 80x24
	squeeze 40x12
	local row
	row_of "( ) 0  Never"
	row=$ROW
	press 3 Enter
	shows "My body felt far away"
	row_of "( ) 0  Never"
	[ "$ROW" = "$row" ]
	press Enter
	shows "! Choose one answer"
	row_of "( ) 0  Never"
	[ "$ROW" = "$row" ]
	squeeze 80x24
	shows "! Choose one answer"
	squeeze 40x12
	press Down
	lacks "! Choose one answer"
	press 3 Enter
	shows "I felt numb."
	row_of "( ) 0  Never"
	[ "$ROW" = "$row" ]
}

@test "the hardware cursor is on the focused choice: after arrows, digits and errors" {
	first_question 80x24
	press Down
	cursor_on "0  Never"
	press Down Down
	cursor_on "2  Sometimes"
	press Up
	cursor_on "1  Rarely"
	press 4
	cursor_on "(*) 4  Almost always"
	press Down
	cursor_on "(*) 4  Almost always"
	press Up Space
	cursor_on "(*) 3  Often"
	press Enter 7
	lacks "(*)"
	press Down Enter
	shows "I felt numb."
	press b
	cursor_on "(*) 0  Never"
	press Escape Down Down
	cursor_on "b      go back"
	press Escape
	cursor_on "(*) 0  Never"
}

@test "another size or language keeps what was chosen, what has the focus, and the screen" {
	first_question 80x24
	press 2 Down
	for size in 40x12 132x40 20x5 80x24; do
		resize "$size"
		cursor_on "3  Often"
	done
	shows "(*) 2  Sometimes"
	press Up Enter
	shows "My body felt far away"
	press p
	resize 20x5
	shows "Take your time"
	press Enter
	lacks "My body"
	resize 80x24
	shows "Take your time"
	press Enter 2 l
	shows "(*) 2  A veces" "Mi cuerpo"
	cursor_on "2  A veces"
	press i
	shows "(*) 2  Sometimes"
}

# ---- nothing answers by itself ----

kept() { # what the therapist can see of the newest record
	unlocked show @last --items
}

@test "Enter held down and keys typed ahead pass no consent and no choice, and nothing is kept" {
	WITH=(ANTEROOM_TEST_HASTE=1)
	two_tongues 80x24 --lang en
	tm send-keys -t t -N 200 Enter
	until_frame 2
	shows "Is it all right to go on?"
	lacks "(*)"
	press Down
	cursor_on "y  Yes"
	press y Enter
	press Enter
	tm send-keys -t t -N 200 Enter
	until_frame $((FRAME + 200))
	shows "I could not feel emotions" "! Choose one answer" "At most 8 left"
	lacks "(*)"
	stopped_by TERM
	run kept
	[[ $output != *Never* && $output != *kipped* && $output == *"Not reached"* ]]
	two_tongues 80x24 --lang en
	keys Enter y Enter Enter 3 Enter
	until_frame 2
	shows "Is it all right to go on?"
	lacks "(*)"
	keys Down
	until_frame 3
	shows "Is it all right to go on?"
}

# Enter held down for more than half a second, as a keyboard repeats it.  A machine with other
# work may be too slow for it: the first too late, or one so late that the key was let go.
held_down() { # MICROSECONDS since the epoch, when the first is too late
	local by=$1 now
	for _ in {1..20}; do
		keys Enter
		now=${EPOCHREALTIME/./}
		[ "$now" -lt "$by" ] || return 1
		by=$((now + 200000))
		IFS= read -r -t 0.03 _ <&"$ANSWER" || true
	done
}

@test "Enter held down passes no message about safety, however late its repeats begin" {
	WITH=(ANTEROOM_TEST_HASTE=1)
	local shown held=
	for _ in {1..8}; do
		start 80x24 take phq9 --client C-1 --idle off --lang en
		press Enter
		press y Enter
		press Enter
		for _ in 1 2 3 4 5 6 7 8; do press 0 Enter; done
		shows "better off dead"
		shown=${EPOCHREALTIME/./}
		keys s
		until_shows "You skipped a question"
		sleep 0.6 # as long as X waits
		if held_down $((shown + 1000000)); then
			held=yes
			break
		fi
	done
	[ "$held" ] || { echo "this machine is too slow to hold a key down" && false; }
	look
	shows "You skipped a question"
	sleep 0.5 # it was let go
	keys Enter
	until_shows "how difficult"
}

@test "at a safety question and at the choice of a language Enter right behind the digit goes on" {
	WITH=(ANTEROOM_TEST_HASTE=1)
	begin 80x24 take "$FORM" --client C-1 --idle off
	until_shows "Choose a language"
	sleep 0.4 # what was on its way is dropped until then
	keys 1 Enter
	until_shows "Who reads it"
	start 80x24 take phq9 --client C-1 --idle off --lang en
	press Enter
	press y Enter
	press Enter
	for _ in 1 2 3 4 5 6 7; do press 0 Enter; done
	press 0
	keys Enter
	until_shows "better off dead"
	sleep 0.4
	keys 0 Enter
	until_shows "how difficult"
}

@test "a paste never answers: a choice ignores it, a number and a text take what belongs there" {
	first_question 80x24
	paste $'3\n4\n1\nq\ny\n'
	shows "I could not feel emotions"
	lacks "(*)" "!"
	press Escape
	paste $'\ns\n'
	shows "What you can do"
	press Escape
	shows "I could not feel emotions"
	press 4 Enter s s
	shows "For about how many years?"
	paste $'about 1b2\nq\n'
	shows "> 12" "For about how many years?"
	press Enter
	shows "Anything to add?"
	shows "Anything to add?"
	paste $'uno\tdos\n\ntres \xe2\x80\xaecuatro\e[31m\n'
	shows "> uno dos" "  tres cuatro" "Anything to add?"
	press Tab
	shows "The next part"
	stopped_by HUP
	run kept
	[[ $output == *"uno dos"*"tres cuatro"* ]]
}

@test "SIGTERM, SIGHUP and a terminal that is gone keep what was answered, and nothing else" {
	for signal in TERM HUP; do
		first_question 80x24
		press 3 Enter 1
		stopped_by "$signal"
		run unlocked list
		[[ $output == *stopped* ]]
		run kept
		[[ $output == *Often* && $output != *Rarely* ]]
	done
	first_question 80x24
	press 1 Enter
	press Down Down
	local pid
	pid=$(program_pid)
	tm respawn-pane -k -t t cat
	while [ -e "/proc/$pid/exe" ]; do breathe; done
	run unlocked list
	[[ $output == *stopped* ]]
	run kept
	[[ $output == *Rarely* && $output != *Never* && $output != *Sometimes* ]]
}

@test "who runs it in the background and ends it is not left with a program that never ends" {
	local rc=0 client=B-$BASHPID-$RANDOM # nobody else's
	timeout -k 1 20 script -qec "timeout 1 $ANTEROOM take $FORM --mode screen --lang en --client $client" \
		/dev/null </dev/null >"$WORK/out" 2>&1 || rc=$?
	[ "$rc" -eq 124 ]
	run pgrep -f -- "--client $client"
	[ "$status" -eq 1 ]
}

@test "after kill -9 the code leads to the first question that was not kept, as it was" {
	two_tongues 80x24 --lang en
	press Enter
	press y Enter
	local code before
	code=$(code_shown)
	press Enter
	press 3 Enter 1 Enter
	before=$SCREEN
	press 2
	kill -9 "$(program_pid)"
	until_shows "rc=137"
	begin 80x24 resume --idle off
	keys "$code" Enter
	until_frame 1
	shows "You stopped at question 3."
	press 1 Enter
	[ "$SCREEN" = "$before" ]
	press b
	shows "(*) 1  Rarely"
}

# ---- keys that people hit ----

@test "Ctrl-C is a break; no other key that one hits by mistake does anything, nor an arrow in parts" {
	first_question 80x24
	press 3 Enter
	press 2 C-c
	shows "Take your time"
	press C-c Enter
	shows "(*) 2  Sometimes" "My body felt far away"
	local before=$SCREEN sign
	press C-z C-s C-q C-\\ C-d C-b C-a C-h F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 IC DC
	[ "$SCREEN" = "$before" ]
	for sign in '[' O; do
		press Escape
		typed "${sign}B"
		[ "$SCREEN" = "$before" ]
	done
	press Escape
	typed "[3~"
	[ "$SCREEN" = "$before" ]
	keys M-x # at most what the letter is
	until_shows "Press Enter"
	press Enter
	[ "$SCREEN" = "$before" ]
}

@test "the hidden screen listens to Enter alone, and shows nothing of the form" {
	first_question 80x24
	press 3 x
	lacks "SAMPLE" "emotions" "Question"
	press q b Escape Space 1
	lacks "emotions"
	press Enter
	shows "(*) 3  Often"
}

@test "in a text Esc leads to everything else, and what was typed is there again" {
	first_question 80x24
	press s s s
	typed "sq?"
	press C-x
	lacks "sq?"
	press Enter Escape
	shows "( ) s " "skip this question"
	press w
	lacks "> sq?"
	press C-c
	press Enter
	shows "> sq?"
	[ "$CURSOR" = 6,5 ]
}

# ---- other terminals ----

at_once() { # BYTES of one key
	printf '%s' "$1" >"$WORK/key"
	tm load-buffer -b k "$WORK/key" \; paste-buffer -r -b k -t t
	until_frame $((FRAME + 1))
}

@test "thirteen kinds of terminal show the same, know the arrows, and nothing stays on them" {
	local consent=
	for TERMINAL in tmux-256color screen xterm-256color xterm-mono vt100 vt220 linux ansi \
		rxvt st-256color putty alacritty xterm; do
		two_tongues 80x24 --lang en
		press Enter
		press Down Down
		cursor_on "n  No, not today"
		[ -n "$consent" ] || consent=$SCREEN
		[ "$SCREEN" = "$consent" ]
		at_once $'\e[A' # as some send it, whatever their description says
		cursor_on "y  Yes"
		at_once $'\e[B'
		at_once $'\eOA'
		cursor_on "y  Yes"
		case $TERMINAL in
		vt100 | linux | xterm) stopped_by TERM ;; # the first two have no second screen
		esac
	done
	tm capture-pane -p -S - -t t # xterm has one: nothing can be scrolled back to
	[[ $SAID != *"all right"* ]]
}

# Line by line, to the consent and out again, without one escape byte
lines_only() { # OPTION...
	record 80x24 take "$FORM" --client C-1 --lang en --idle off "$@"
	until_shows "Press Enter to go on:"
	keys Enter
	until_shows "Type yes, no or talk:"
	keys C-d
	until_shows "rc=5, line as before"
	until is_recorded "rc=5"; do breathe; done
	[[ $(<"$WORK/bytes") != *$'\e'* ]]
}

@test "an unknown or dumb terminal, ACCESSIBLE, --accessible and --mode line give lines, no escape byte" {
	for TERMINAL in dumb no-such-terminal; do lines_only; done
	TERMINAL=xterm
	lines_only --mode line
	lines_only --accessible
	WITH=(ACCESSIBLE=1)
	lines_only
	WITH=(ACCESSIBLE=0)
	two_tongues 80x24
}

@test "a full screen where there is no terminal is refused in a sentence" {
	run anteroom take "$FORM" --client C-1 --lang en --mode screen </dev/null
	[ "$status" -eq 8 ]
	[[ $output == *"not a terminal"*"--mode line"* ]]
	WITH=()
	TERMINAL=dumb
	begin 80x24 take "$FORM" --client C-1 --lang en --mode screen
	until_shows "rc=8, line as before"
	shows "no full screen here"
}

@test "Spanish is right in the C locale, in POSIX, and where the locale is not installed; or ASCII" {
	for locale in C POSIX es_ES.UTF-8; do
		WITH=("LC_ALL=$locale")
		start 80x24 take numbness-intake --client C-1 --idle off --lang es
		press Enter
		press s Enter
		press Enter
		until_shows "¿Qué tanto se parece"
	done
	WITH=()
	two_tongues 80x24 --lang es --ascii
	shows "Quien lo lee"
	[[ $SCREEN != *[!$'\n'\ -~]* ]]
	press Enter
	shows "Le parece bien seguir?"
	[[ $SCREEN != *[!$'\n'\ -~]* ]]
}

@test "the window's title is a neutral word" {
	WITH=(-u ANTEROOM_TEST_TITLE)
	TERMINAL=xterm
	begin 80x24 take "$FORM" --client C-4711 --idle off
	until_shows "Choose a language"
	[ "$TITLE" = anteroom ]
	stopped_by TERM
	[[ $TITLE != *tongues* && $TITLE != *4711* ]]
}
