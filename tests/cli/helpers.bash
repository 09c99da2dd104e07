# helpers.bash - what every command-line test begins with

work_begins() {
	ANTEROOM=${ANTEROOM:-$PWD/build/test/anteroom}
	WORK=$(mktemp -d)
	export ANTEROOM_HOME=$WORK/home
	PASS="a passphrase for tests"
	unset ACCESSIBLE ANTEROOM_KEY XDG_DATA_HOME SOURCE_DATE_EPOCH
	export TZ=UTC LC_ALL=C.UTF-8
}

work_ends() {
	umount "$WORK/disk" 2>/dev/null || true
	rm -rf "$WORK"
}

setup() {
	work_begins
}

teardown() {
	work_ends
}

anteroom() {
	"$ANTEROOM" "$@"
}

# a command that asks for the passphrase
unlocked() {
	"$ANTEROOM" "$@" --passphrase-fd 3 3<<<"$PASS"
}

sample_home() {
	unlocked init --sample --quiet
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
