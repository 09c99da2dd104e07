# helpers.bash - what every command-line test begins with
#
# To start a process costs more than most of what is tested: what bash can look at by
# itself, it looks at, and what tests of a file have in common is made once.

work_begins() {
	ANTEROOM=${ANTEROOM:-$PWD/build/test/anteroom}
	WORK=$BATS_TEST_TMPDIR # which bats removes
	export ANTEROOM_HOME=$WORK/home
	PASS="a passphrase for tests"
	unset ACCESSIBLE ANTEROOM_KEY XDG_DATA_HOME SOURCE_DATE_EPOCH
	export TZ=UTC LC_ALL=C.UTF-8
}

setup() {
	work_begins
}

anteroom() {
	"$ANTEROOM" "$@"
}

# a command that asks for the passphrase
unlocked() {
	"$ANTEROOM" "$@" --passphrase-fd 3 3<<<"$PASS"
}

# a copy of one that the file has: a new one costs a key each time
sample_home() {
	local made=$BATS_FILE_TMPDIR/sample-home
	[ -d "$made" ] || ANTEROOM_HOME=$made another_home
	cp -aT "$made" "$ANTEROOM_HOME"
}

# of a practice that no other test has
another_home() {
	unlocked init --sample --quiet
}

# what COMMAND leaves in $WORK, which was empty: made by the first test that asks, then copied
made_once() { # COMMAND
	local made=$BATS_FILE_TMPDIR/$1
	if [ -d "$made" ]; then
		cp -aT "$made" "$WORK"
	else
		"$1"
		cp -a "$WORK" "$made"
	fi
}

# what COMMAND says where the home may only be read
read_only() { # COMMAND...
	[ "$EUID" -eq 0 ] || skip "needs root to mount"
	mount --bind "$ANTEROOM_HOME" "$ANTEROOM_HOME" || skip "cannot mount here"
	mount -o remount,bind,ro "$ANTEROOM_HOME"
	run "$@"
	umount "$ANTEROOM_HOME"
}

# $WORK, for tests with several users
others_may_enter() {
	chmod 755 "$BATS_RUN_TMPDIR" "$WORK"
}

# the PHQ-9 with its nine items answered in order by digit, and the difficulty
phq9_answers() { # FILE D1 ... D9
	local file=$1 i=1
	shift
	for d in "$@"; do
		echo "phq9_$i = $d"
		i=$((i + 1))
	done >"$file"
	echo "phq9_difficulty = 1" >>"$file"
}
