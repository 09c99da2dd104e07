#!/bin/sh
# run.sh - every test, then the lint; ends with "N passed, N failed"
#
# usage: run.sh BUILD-FOLDER
#
# Every program speaks TAP.  What failed is printed whole; what passed is one line.
set -u
build=$1
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() { # NAME COMMAND...
	name=$1
	shift
	start=$(date +%s)
	"$@" >"$log" 2>&1
	rc=$?
	ok=$(grep -c '^ok ' "$log")
	bad=$(grep -c '^not ok ' "$log")
	if [ "$rc" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi # it crashed
	if [ "$rc" -eq 0 ] && [ "$ok" -eq 0 ]; then bad=1; fi   # it tested nothing
	printf '%-44s %4d passed %3d failed  %3d s\n' "$name" "$ok" "$bad" "$(($(date +%s) - start))"
	[ "$bad" -eq 0 ] || cat "$log"
	passed=$((passed + ok))
	failed=$((failed + bad))
}

export LC_ALL=C.UTF-8 TZ=UTC LINES=24 COLUMNS=80 TERM=xterm-256color
unset ANTEROOM_HOME ANTEROOM_KEY XDG_DATA_HOME ACCESSIBLE SOURCE_DATE_EPOCH ANTEROOM_TEST_CLOCK
for t in "$build"/tests/unit/*; do
	case $t in *.d | *.o) continue ;; esac
	if [ ! -x "$t" ] || [ ! -f "tests/unit/$(basename "$t").c" ]; then continue; fi
	run "unit $(basename "$t")" "$t"
done
for t in tests/cli/*.bats; do
	ANTEROOM="$PWD/$build/anteroom" run "cli $(basename "$t" .bats)" bats --tap "$t"
done
[ -z "${FUZZ_SECS:-}" ] || run "fuzz, $FUZZ_SECS s each, side by side" tests/fuzz/run.sh build/fuzz "$FUZZ_SECS"
run "lint" tests/lint/lint.sh changed
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
