#!/bin/sh
# run.sh - every fuzz target for a while, side by side; speaks TAP
#
# usage: run.sh BUILD-FOLDER SECONDS [RUNS]	(RUNS: inputs of each, the seeds with them)
#
# What was found new is kept in BUILD-FOLDER/corpus and used again.  What breaks a target
# is left in BUILD-FOLDER and named.
set -u
build=$1
seconds=$2
most=${3:--1}
work=$build/fuzz-run
rm -rf "$work"
mkdir -p "$work/condition" "$work/answers"
mkdir -p "$build/corpus/form" "$build/corpus/condition" "$build/corpus/answers"

# one condition a file, out of all forms; the answers of tests
cat forms/*.xml tests/forms/*/*.xml | tr '\n' ' ' | grep -oE '(show-|zero-)?if="[^"]*"' |
	sed 's/^[^"]*"//; s/"$//' | sort -u | awk -v to="$work/condition/" '{ f = to NR; printf "%s", $0 >f; close(f) }'
cp tests/fuzz/*.answers tests/interview/*.answers "$work/answers/"

start() { # TARGET SEEDS...
	target=$1
	shift
	dict=
	[ -f "tests/fuzz/$target.dict" ] && dict=-dict=tests/fuzz/$target.dict
	# shellcheck disable=SC2086
	"$build/tests/fuzz/$target" $dict -max_total_time="$seconds" -runs="$most" -timeout=10 -rss_limit_mb=1024 \
		-max_len=8192 -print_final_stats=1 -artifact_prefix="$build/$target-" \
		"$build/corpus/$target" "$@" >"$work/$target.log" 2>&1
	echo $? >"$work/$target.rc"
}

start form forms tests/forms/ok tests/forms/bad tests/score/forms &
start condition "$work/condition" &
start answers "$work/answers" &
{
	"$build/tests/fuzz/keys" "$seconds" >"$work/keys.log" 2>&1
	echo $? >"$work/keys.rc"
} &
wait

n=0
failed=0
for target in form condition answers; do
	n=$((n + 1))
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")
	if [ "$(cat "$work/$target.rc")" -eq 0 ] && [ "${runs:-0}" -gt 100 ]; then
		echo "ok $n - fuzz: $target, $runs runs without a finding"
	else
		echo "not ok $n - fuzz: $target"
		tail -n 40 "$work/$target.log" | sed 's/^/# /'
		failed=1
	fi
done
n=$((n + 1))
if [ "$(cat "$work/keys.rc")" -eq 0 ]; then
	echo "ok $n - fuzz: keys, $(tail -n 1 "$work/keys.log") without a finding"
else
	echo "not ok $n - fuzz: keys"
	tail -n 60 "$work/keys.log" | sed 's/^/# /'
	failed=1
fi
echo "1..$n"
exit $failed
