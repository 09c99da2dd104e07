#!/usr/bin/env bats
# measure.bats - mistakes in the shipped forms are told where and whose they are

load helpers

@test "of one mistake of each kind in each form the lines and culprits are told, and none passes" {
	run "$(dirname "$ANTEROOM")/tests/measure/measure" -n 1 -s 31 forms/*.xml
	[ "$status" -eq 0 ] || { echo "$output"; false; }
	[[ "$output" == *"**all**"* ]]
}

@test "the table in docs has every kind of mistake" {
	"$(dirname "$ANTEROOM")/tests/measure/measure" -n 1 -s 31 forms/phq9.xml >"$WORK/table" || true
	sed -n 's/^| \(.*[^ ]\)  *|[^|]*|[^|]*|[^|]*|[^|]*|$/\1/p' "$WORK/table" | grep -v '^mistake' >"$WORK/kinds"
	[ "$(wc -l <"$WORK/kinds")" -gt 90 ]
	table=$(<docs/measured-check.md)
	while read -r kind; do
		[[ $table == *"| $kind "* ]] || { echo "not in the table: $kind"; false; }
	done <"$WORK/kinds"
}
