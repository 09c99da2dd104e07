#!/usr/bin/env bash
# bats.bash - runs the tests of a .bats file; speaks TAP
#
# usage: tests/cli/bats.bash FILE.bats [WORDS]	only the tests with WORDS in their name
#
# bats spends eight processes on each test and a look on each command, more than what is
# tested (docs/decisions/0018-bats-files-without-bats.md).  Here a test is one fork of a
# shell that has read its file.  What a file may use is the same; bats runs the same files.

# shellcheck disable=SC2034 # what run and the number are for is the files' own
BATS_FILE=$1
BATS_WORDS=${2:-}
BATS_TEST_DIRNAME=$(cd "${BATS_FILE%/*}" && pwd) || exit 2
BATS_RUN_TMPDIR=$(mktemp -d "${TMPDIR:-/tmp}/bats-XXXXXX") || exit 2
BATS_FILE_TMPDIR=$BATS_RUN_TMPDIR/file
BATS_SOURCE=$BATS_RUN_TMPDIR/${BATS_FILE##*/}
trap 'rm -rf "$BATS_RUN_TMPDIR"' EXIT
trap 'exit 143' TERM INT HUP

# ---- what a file may use ----

load() { # NAME
	# shellcheck disable=SC1090 # the file says which
	source "$BATS_TEST_DIRNAME/$1.bash"
}

skip() { # REASON
	BATS_SKIPPED=$1
	exit 0
}

# What COMMAND says is in $output and ${lines[@]}, how it ended in $status.  bats does it in a
# subshell; here a function that is COMMAND must not exit, and what it sets stays.
run() { # [--separate-stderr] COMMAND...
	local said=$BATS_TEST_TMPDIR.said
	if [ "$1" = --separate-stderr ]; then
		shift
		"$@" >"$said" 2>"$said.err" && status=0 || status=$?
		stderr=$(<"$said.err")
	else
		"$@" >"$said" 2>&1 && status=0 || status=$?
	fi
	output=$(<"$said")
	IFS=$'\n' read -r -d '' -a lines <<<"$output" || true
}

bats_require_minimum_version() { :; }
setup_file() { :; }
setup() { :; }
teardown() { :; }

# ---- one test ----

# The command that failed, and the way to it from the test.
bats_failed_at() { # STATUS
	local i line file
	BATS_WHERE="status $1"
	for ((i = 1; i < ${#FUNCNAME[@]}; i++)); do
		line=${BASH_LINENO[i - 1]} file=${BASH_SOURCE[i]}
		[ "$file" != "$BATS_SOURCE" ] || file=$BATS_FILE
		BATS_WHERE+=$'\n'"$file:$line: ${FUNCNAME[i]}"
		if [[ ${FUNCNAME[i]} == bats_test_* ]]; then
			BATS_WHERE+=$'\n'${BATS_LINES[line - 1]}
			break
		fi
	done
}

bats_ended() {
	local rc=$? failed=0
	trap - ERR EXIT
	set +eE
	if [ -z "$BATS_DONE$BATS_SKIPPED" ]; then
		printf '%s\n' "${BATS_WHERE:-exit $rc before its end}" >&"$BATS_LOG"
		failed=1
	fi
	teardown >&"$BATS_LOG" 2>&1 || failed=1
	[ -z "$BATS_SKIPPED" ] || printf '%s' "$BATS_SKIPPED" >"$BATS_TEST_TMPDIR.skipped"
	exit "$failed"
}

# In a shell of its own, where "set -e" holds: not behind if, && or ||.
bats_perform() { # N
	exec {BATS_LOG}>"$BATS_TEST_TMPDIR.log" >&"$BATS_LOG" 2>&1
	BATS_DONE='' BATS_SKIPPED='' BATS_WHERE=''
	trap bats_ended EXIT
	trap 'bats_failed_at "$?"' ERR
	set -eE
	setup
	"bats_test_$1"
	BATS_DONE=yes
}

bats_test() { # N NAME
	local rc
	BATS_TEST_NUMBER=$1
	BATS_TEST_TMPDIR=$BATS_RUN_TMPDIR/$1
	(bats_perform "$1")
	rc=$?
	if [ "$rc" -ne 0 ]; then
		echo "not ok $1 $2"
		sed 's/^/# /' "$BATS_TEST_TMPDIR.log"
		BATS_FAILED=1
	elif [ -f "$BATS_TEST_TMPDIR.skipped" ]; then
		echo "ok $1 $2 # skip $(<"$BATS_TEST_TMPDIR.skipped")"
	else
		echo "ok $1 $2"
	fi
}

# ---- the file ----

# The N-th "@test" becomes the function bats_test_N, on the line where it stood.
bats_read() {
	local i
	mapfile -t BATS_LINES <"$BATS_FILE" || return
	BATS_NAMES=()
	for i in "${!BATS_LINES[@]}"; do
		[[ ${BATS_LINES[i]} =~ ^@test\ [\"\'](.*)[\"\']\ \{(.*)$ ]] || continue
		BATS_NAMES+=("${BASH_REMATCH[1]}")
		BATS_LINES[i]="bats_test_${#BATS_NAMES[@]}() {${BASH_REMATCH[2]}"
	done
	printf '%s\n' "${BATS_LINES[@]}" >"$BATS_SOURCE"
}

bats_read || exit 2
# shellcheck disable=SC1090 # made above
source "$BATS_SOURCE" || exit 2
BATS_PICKED=()
for BATS_N in "${!BATS_NAMES[@]}"; do
	[[ ${BATS_NAMES[BATS_N]} != *"$BATS_WORDS"* ]] || BATS_PICKED+=($((BATS_N + 1)))
done
echo "1..${#BATS_PICKED[@]}"
[ "${#BATS_PICKED[@]}" -gt 0 ] || exit 2
mkdir "$BATS_FILE_TMPDIR" "${BATS_PICKED[@]/#/$BATS_RUN_TMPDIR/}" || exit 2
setup_file || exit 2
BATS_FAILED=0
for BATS_N in "${BATS_PICKED[@]}"; do
	bats_test "$BATS_N" "${BATS_NAMES[BATS_N - 1]}"
done
exit "$BATS_FAILED"
