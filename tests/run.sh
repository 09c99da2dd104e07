#!/bin/sh
# run.sh - every test, then the lint; ends with "N passed, N failed"
#
# usage: run.sh BUILD-FOLDER	(JOBS=2: so many programs side by side)
#
# Every program speaks TAP; one that hangs has failed after TEST_SECS=300.  What failed is
# printed whole; what passed is one line.  The lint and the command line take longest and
# begin first.
set -u

# One program: its line, and its tests in $work/N.passed and $work/N.failed.
if [ "$1" = --one ]; then
	work=$2
	IFS='	' read -r n name command <<-END
		$3
	END
	log=$work/$n.log
	start=$(date +%s)
	timeout -k 5 "${TEST_SECS:-300}" sh -c "$command" >"$log" 2>&1 </dev/null
	rc=$?
	[ "$rc" -ne 124 ] || echo "not ok - not finished after ${TEST_SECS:-300} s" >>"$log"
	ok=$(grep -c '^ok ' "$log")
	bad=$(grep -c '^not ok ' "$log")
	if [ "$rc" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi # it crashed
	if [ "$rc" -eq 0 ] && [ "$ok" -eq 0 ]; then bad=1; fi   # it tested nothing
	{
		printf '%-44s %4d passed %3d failed  %3d s\n' "$name" "$ok" "$bad" "$(($(date +%s) - start))"
		[ "$bad" -eq 0 ] || cat "$log"
	} >"$work/$n.out"
	cat "$work/$n.out"
	echo "$ok" >"$work/$n.passed"
	echo "$bad" >"$work/$n.failed"
	exit 0
fi

build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

job() { # NAME COMMAND
	n=$((n + 1))
	printf '%d\t%s\t%s\0' "$n" "$1" "$2" >>"$work/jobs"
}

run_jobs() { # HOW-MANY-SIDE-BY-SIDE
	xargs -0 -r -P "$1" -n 1 sh "$0" --one "$work" <"$work/jobs"
	: >"$work/jobs"
}

export LC_ALL=C.UTF-8 TZ=UTC LINES=24 COLUMNS=80 TERM=xterm-256color
unset ANTEROOM_HOME ANTEROOM_KEY XDG_DATA_HOME ACCESSIBLE SOURCE_DATE_EPOCH ANTEROOM_TEST_CLOCK
export ANTEROOM="$PWD/$build/anteroom"
job lint "tests/lint/lint.sh changed"
for t in tests/cli/*.bats; do
	job "cli $(basename "$t" .bats)" "bats --tap $t"
done
for t in "$build"/tests/unit/*; do
	case $t in *.d | *.o) continue ;; esac
	if [ ! -x "$t" ] || [ ! -f "tests/unit/$(basename "$t").c" ]; then continue; fi
	job "unit $(basename "$t")" "$t"
done
run_jobs "${JOBS:-$(nproc)}"
if [ -n "${FUZZ_SECS:-}" ]; then
	job "fuzz, $FUZZ_SECS s each, side by side" "tests/fuzz/run.sh build/fuzz $FUZZ_SECS"
	run_jobs 1
fi
passed=$(cat "$work"/*.passed | awk '{ n += $1 } END { print n + 0 }')
failed=$(cat "$work"/*.failed | awk '{ n += $1 } END { print n + 0 }')
[ "$(cat "$work"/*.passed | wc -l)" -eq "$n" ] || failed=$((failed + 1)) # one was lost
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
