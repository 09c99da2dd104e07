#!/bin/sh
# records.sh - lists, export and verify of a thousand records and of many
#
# usage: records.sh BUILD-FOLDER MANY	(BENCH_RUNS=9)
#
# Exit 1 where a limit was passed.  Below three runs nothing is judged.
set -u
build=$1
many=$2
few=1000
[ "$many" -gt "$few" ] || few=100
bench=$build/tests/bench
anteroom=$build/anteroom
dir=$(mktemp -d "$build/records.XXXXXX")
trap 'rm -rf "$dir"' EXIT
rc=0

echo "bench passphrase only" >"$dir/passphrase"
for count in "$few" "$many"; do
	home=$dir/$count
	"$anteroom" init "$home" --sample --quiet --passphrase-fd 0 <"$dir/passphrase" &&
		"$anteroom" --home "$home" take phq9 --mode script --quiet --lang en --client B-0 \
			--answers tests/interview/demo-phq9.answers >/dev/null &&
		"$bench/bulk" "$home" "$count" <"$dir/passphrase" || exit 1
done
"$bench/lists" "$dir/$few" "$dir/$many" <"$dir/passphrase" || rc=1
rate() { # NAME ARGS...
	name=$1
	shift
	"$bench/rate" "$dir/passphrase" "$dir/$few" "$few" "$dir/$many" "$many" "$name" \
		"$anteroom" --home @ "$@" --quiet --passphrase-fd 0 || rc=1
}
rate "anteroom store verify" store verify
rate "anteroom export" export --all --format json --force -o "$dir/export.json"
exit $rc
