#!/usr/bin/env bats
# docs.bats - pages and schemas that are made from tables are what the tables say today

load helpers

@test "references, diagnostics and schemas are up to date; if not: make docs" {
	mkdir -p "$WORK/docs" "$WORK/forms" "$WORK/templates"
	"$(dirname "$ANTEROOM")/docs/gen/gen" "$WORK"
	for f in docs/form-reference.md docs/template-reference.md docs/practice-reference.md \
		docs/diagnostics.md forms/form.xsd forms/xml.xsd templates/template.xsd \
		templates/practice.xsd templates/xml.xsd; do
		diff "$WORK/$f" "$f"
	done
	[ "$(find "$WORK/docs" "$WORK/forms" "$WORK/templates" -type f | wc -l)" -eq 9 ]
}

@test "docs, table and bad forms have the same findings" {
	sed -n 's/^## //p' docs/diagnostics.md >"$WORK/headings"
	[ "$(wc -l <"$WORK/headings")" -gt 120 ]
	[ -z "$(sort "$WORK/headings" | uniq -d)" ]
	headings=$(<"$WORK/headings")
	for f in tests/forms/bad/*.expect; do
		id=${f##*/} id=${id%.expect}
		IFS= read -r -d '' told <"$f" || true
		[[ $'\n'$headings$'\n' == *$'\n'"$id"$'\n'* ]] || { echo "no heading: $id"; false; }
		[[ $told == *"[$id]"* ]] || { echo "not told in $f"; false; }
	done
}

# what docs/security.md calls a proof: names of unit tests, and of tests in a .bats file, by
# the words before "..."
@test "each test that docs/security.md names is there" {
	tr '\n' ' ' <docs/security.md | tr -s ' ' >"$WORK/page"
	grep -oE '\b(an?|the|no|after|what|who|every|wrong|planted)_[a-z0-9_]{12,}' "$WORK/page" | sort -u >"$WORK/units"
	[ "$(wc -l <"$WORK/units")" -gt 12 ]
	while read -r name; do
		grep -qrE "(TEST\(\w+,|^)\s*$name\)" tests/unit || { echo "no test $name"; false; }
	done <"$WORK/units"
	# shellcheck disable=SC2016
	grep -oE '`[a-z_]+\.bats: "[^`]*`' "$WORK/page" | tr -d '`' | sort -u >"$WORK/bats"
	[ "$(wc -l <"$WORK/bats")" -gt 12 ]
	while IFS= read -r line; do
		file=${line%%:*} name=${line#*\"}
		name=${name%\"} name=${name%%...*}
		grep -qF "@test \"$name" "tests/cli/$file" || { echo "no test in $file: $name"; false; }
	done <"$WORK/bats"
}
