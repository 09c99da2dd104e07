# terminal.bash - a real terminal for a test: tmux, asked and never slept for
#
# With ANTEROOM_TEST_TITLE=1 the program sets the title of its window to "frame N" behind
# the bytes of each frame, and to "frame N wait" while it ignores keys (SCREEN_DEAF_MS).
# tmux reads in order: a title that names a frame proves that all of the frame is there.
# One key makes one frame, so keys are counted, and a test goes on at the last of them.
#
# tmux is spoken to through one client in control mode: a question costs no new process.
# It answers or is gone; one that hangs ends with its file (TEST_SECS in run.sh).
#
#	start 80x24 take phq9 --lang en ...	the program, on a terminal of its own
#	press 3 Enter				keys as tmux names them, a frame each
#	typed "some words"		signs, a frame each
#	shows "text" ...; lacks "text" ...	of $SCREEN, as it was at the last look
#	cursor_on "text"			the hardware cursor stands on that choice
#	TERMINAL=vt100 WITH=(LC_ALL=C)		for the programs started from now on
#	golden NAME				$SCREEN and the cursor are as in screens/NAME.txt

TERMINAL_WAIT=${TERMINAL_WAIT:-30} # seconds that a machine with other work may take

setup() {
	work_begins
	sample_home
	SOCKET=anteroom-$$-$BATS_TEST_NUMBER-$RANDOM$RANDOM
	GOLDEN=$BATS_TEST_DIRNAME/screens
	TERMINAL=tmux-256color
	WITH=()
	RECORDED=
	FRAME=0
	CLIENT=
	TTY=
	SQUEEZER=
	export ANTEROOM_TEST_TITLE=1 ANTEROOM_TEST_HASTE=10 SHELL=/bin/sh
	unset TMUX SSH_CONNECTION NO_COLOR
}

teardown() {
	terminal_ends
}

terminal_ends() {
	[ -n "$CLIENT" ] || return 0
	tmux -L "$SOCKET" kill-server 2>/dev/null || true
	exec {ASK}>&- {ANSWER}<&-
	[ -z "$SQUEEZER" ] || exec {SQUEEZER}>&-
	wait "$CLIENT" 2>/dev/null || true
	CLIENT=
}

# ---- asking tmux ----

# One command, or several with \; between; what they said is in $SAID.
tm() {
	local arg line='' blocks=1 inside=
	for arg; do
		if [ "$arg" = ';' ]; then
			line+=' ;'
			blocks=$((blocks + 1))
		else
			line+=" ${arg@Q}"
		fi
	done
	printf '%s\n' "$line" >&"$ASK"
	SAID=
	# without -t, which costs four more calls to the system for each letter
	while [ "$blocks" -gt 0 ] && IFS= read -r line <&"$ANSWER"; do
		case $inside:$line in
		:"%begin "*" 1") inside=yes ;;
		yes:"%end "*" 1") inside='' blocks=$((blocks - 1)) ;;
		yes:"%error "*" 1")
			echo "tmux $*: $SAID"
			return 1
			;;
		yes:*) SAID+=$line$'\n' ;;
		esac
	done
	[ "$blocks" -eq 0 ]
}

# What stands on the screen now, whole: $SCREEN, $CURSOR ("column,row"), $TITLE, $FRAME.  By
# way of a file: from a pipe bash reads a byte at a time.
look() {
	tm display-message -p -t t '#{cursor_x},#{cursor_y} #{pane_title}' \; \
		capture-pane -b seen -t t \; save-buffer -b seen "$WORK/seen"
	local first=${SAID%%$'\n'*}
	CURSOR=${first%% *}
	TITLE=${first#* }
	IFS= read -r -d '' SCREEN <"$WORK/seen" || true
	while [[ $SCREEN == *$'\n' ]]; do SCREEN=${SCREEN%$'\n'}; done
	[[ $TITLE =~ ^frame\ ([0-9]+) ]] && FRAME=${BASH_REMATCH[1]}
	return 0
}

look_title() {
	tm display-message -p -t t '#{pane_title}'
	TITLE=${SAID%$'\n'}
}

# A moment, without a process; longer each time, so that a busy machine gets on.
breathe() {
	local pause
	printf -v pause '0.%03d' "${BREATH:=1}"
	IFS= read -r -t "$pause" _ <&"$ANSWER" || true
	BREATH=$((BREATH < 16 ? 2 * BREATH : 25))
}

# Until COMMAND... is true of the title, or of the screen; then all of it is looked at.
until_true() { # LOOK COMMAND...
	local look=$1 end=$((SECONDS + TERMINAL_WAIT))
	shift
	BREATH=2 # ms
	"$look"
	until "$@"; do
		if [ "$SECONDS" -gt "$end" ]; then
			look
			echo "never came: $*"
			screen_say
			return 1
		fi
		breathe
		"$look"
	done
}

screen_say() {
	printf '%s\n' "--- $TITLE, cursor $CURSOR" "$SCREEN" "---"
}

is_settled() { # FRAME: it or a later one is there, and keys are listened to
	[[ $TITLE =~ ^frame\ ([0-9]+)$ ]] && [ "${BASH_REMATCH[1]}" -ge "$1" ]
}

is_shown() {
	[[ $SCREEN == *"$1"* ]]
}

# Also where one more frame came before all of it was looked at.
until_frame() {
	until_true look_title is_settled "$1"
	look
	is_settled "$1" || until_frame "$1"
}

# A program that begins again counts its frames from 1.
until_listens() { # TEXT
	FRAME=0
	until_shows "$1"
	until_frame 1
}

# A text may be there before the rest of its frame: it is looked at until nothing moves.
until_shows() {
	local seen=
	until_true look is_shown "$1" || return 1
	while [ "$TITLE$SCREEN" != "$seen" ]; do
		seen=$TITLE$SCREEN
		IFS= read -r -t 0.02 _ <&"$ANSWER" || true
		look
	done
}

# ---- the program ----

# What runs on the terminal: the program, and the state of the line before and after it.
TERMINAL_SHELL='[ -z "$RECORDED" ] || read -r go
before=$(stty -g)
"$@"
rc=$?
[ "$before" = "$(stty -g)" ] && line="line as before" || line="line is different"
echo "rc=$rc, $line"
exec cat'

# SIZE ARGUMENT...: without waiting for a frame
begin() {
	local size=$1 line
	shift
	[ -e "$WORK/shell" ] || echo "$TERMINAL_SHELL" >"$WORK/shell"
	set -- env "${WITH[@]}" "RECORDED=$RECORDED" "TERM=$TERMINAL" sh "$WORK/shell" "$ANTEROOM" "$@"
	FRAME=0
	TTY=
	if [ -n "$CLIENT" ]; then
		tm select-pane -t t -T '' \; resize-window -t t -x "${size%x*}" -y "${size#*x}"
		tm clear-history -t t \; respawn-pane -k -t t "$@"
		return
	fi
	tmux -L "$SOCKET" -f /dev/null new-session -d -s t -x "${size%x*}" -y "${size#*x}" "$@" \; \
		set -g status off \; set -g escape-time 0 \; set -g window-size manual 3>&-
	coproc CONTROL { exec tmux -L "$SOCKET" -C attach -t t -f no-output,ignore-size 2>&1 3>&-; }
	# shellcheck disable=SC2153 # bash sets it
	CLIENT=$CONTROL_PID
	exec {ASK}>&"${CONTROL[1]}" {ANSWER}<&"${CONTROL[0]}"
	# until it is attached: before, it writes files (look) in its own time
	while IFS= read -r -t "$TERMINAL_WAIT" line <&"$ANSWER"; do
		[[ $line != %session-changed* ]] || return 0
	done
	echo "tmux did not answer"
	return 1
}

# SIZE ARGUMENT...: and every byte that it sends goes to $WORK/bytes
record() {
	RECORDED=yes
	begin "$@"
	RECORDED=
	tm pipe-pane -t t "cat >'$WORK/bytes'" \; send-keys -t t Enter
}

is_recorded() {
	grep -aq "$1" "$WORK/bytes"
}

# SIZE ARGUMENT...: to its first frame
start() {
	begin "$@"
	until_frame 1
}

# The program's own process.
program_pid() {
	local shell children
	tm display-message -p -t t '#{pane_pid}'
	shell=${SAID%$'\n'}
	read -r children _ <"/proc/$shell/task/$shell/children"
	echo "$children"
}

# SIGNAL: to the program, and it ends as somebody who stopped
stopped_by() {
	kill "-$1" "$(program_pid)"
	ended 5
}

# RC: it has ended so, its line is as it was, and nothing else stands on the screen
ended() {
	until_shows "rc="
	[ "${SCREEN##*$'\n'}" = "rc=$1, line as before" ] && [[ ${SCREEN%rc=*} != *[!$'\n']* ]] || {
		screen_say
		return 1
	}
}

# ---- keys ----

# Keys, without waiting for what comes of them
keys() {
	tm send-keys -t t -- "$@"
}

# Each makes a frame; those that lead on to a view that ignores keys come last.
press() {
	local to=$((FRAME + $#))
	keys "$@"
	until_frame "$to"
}

# Signs, each of them a frame
typed() {
	local to=$((FRAME + ${#1}))
	tm send-keys -t t -l -- "$1"
	until_frame "$to"
}

paste() {
	printf '%s' "$1" >"$WORK/paste"
	tm load-buffer -b p "$WORK/paste" \; paste-buffer -p -r -b p -t t
	until_frame $((FRAME + 1))
}

# The size of the line alone, in the upper left corner of the window: at once, where
# tmux takes a quarter of a second for each resize.
squeeze() { # COLUMNSxROWS
	if [ -z "$TTY" ]; then
		tm display-message -p -t t '#{pane_tty}'
		TTY=${SAID%$'\n'}
	fi
	[ -n "$SQUEEZER" ] || exec {SQUEEZER}> >(exec "${ANTEROOM%/*}/tests/cli/squeeze")
	echo "$TTY ${1#*x} ${1%x*}" >&"$SQUEEZER"
	until_frame $((FRAME + 1))
}

resize() {
	tm resize-window -t t -x "${1%x*}" -y "${1#*x}"
	until_frame $((FRAME + 1))
}

# ---- what must be there ----

shows() {
	local text
	for text; do
		is_shown "$text" || {
			echo "not there: $text"
			screen_say
			return 1
		}
	done
}

lacks() {
	local text
	for text; do
		! is_shown "$text" || {
			echo "should not be there: $text"
			screen_say
			return 1
		}
	done
}

row_of() { # TEXT: in $ROW the row where it stands first, from 0
	local before=${SCREEN%%"$1"*} breaks
	ROW=none
	is_shown "$1" || return 0
	breaks=${before//[!$'\n']/}
	ROW=${#breaks}
}

# In the brackets of that choice, which is where a braille display looks.
cursor_on() {
	local line rows
	row_of "$1"
	[ "${CURSOR#*,}" = "$ROW" ] || {
		echo "the cursor is not on: $1"
		screen_say
		return 1
	}
	mapfile -t rows <<<"$SCREEN"
	line=${rows[ROW]}
	case ${line:$((${CURSOR%,*} - 1)):3} in
	"("?")" | "["?"]") ;;
	*)
		echo "the cursor is not in the brackets of: $1"
		screen_say
		return 1
		;;
	esac
}

code_shown() {
	[[ $SCREEN =~ [0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5} ]] && echo "${BASH_REMATCH[0]}"
}

# ---- golden screens ----

# A code is different each time: 1-?????-?????, and so where it is spaced; and the clock.
masked() { # $SCREEN in $MASKED
	local code spaced i
	MASKED=$SCREEN
	if [[ $MASKED =~ [0-9]+-([0-9A-Z]{5}-[0-9A-Z]{5}) ]]; then
		code=${BASH_REMATCH[1]}
		spaced=''
		for ((i = 0; i < ${#code}; i++)); do spaced+=" ${code:i:1}"; done
		spaced=${spaced# }
		MASKED=${MASKED//"$code"/?????-?????}
		MASKED=${MASKED//"$spaced"/? ? ? ? ? - ? ? ? ? ?}
	fi
	if [[ $MASKED =~ ^\ [0-9]+:[0-9]{2}$'\n' ]]; then MASKED=" HH:MM"$'\n'${MASKED#*$'\n'}; fi
}

# "2/3" at the foot, and it is not the last one
has_more_pages() {
	[[ ${SCREEN##*$'\n'} =~ (^|\ )([0-9]+)/([0-9]+)(\ |$) ]] &&
		[ "${BASH_REMATCH[2]}" -lt "${BASH_REMATCH[3]}" ]
}

# Every page of the view, each with its cursor, as it stands in the file; with
# ANTEROOM_TEST_UPDATE=1 the file is written instead.
golden() {
	local file=$GOLDEN/$1.txt all='' kept='' back=0
	while :; do
		masked
		all+=$MASKED$'\n'"-- cursor $CURSOR"$'\n'
		has_more_pages || break
		press NPage
		back=$((back + 1))
	done
	if [ -n "${ANTEROOM_TEST_UPDATE:-}" ]; then
		printf '%s' "$all" >"$file"
	else
		IFS= read -r -d '' kept <"$file" || true
		[ "$kept" = "$all" ] || diff -u "$file" - <<<"${all%$'\n'}"
	fi
	for (( ; back > 0; back--)); do press PPage; done
}
