#!/usr/bin/env bats
# xsd.bats - the schemas for editors say what the check says, as far as a schema can

load helpers

# forms that others include are found in the home
with_parts() {
	mkdir -p -m 700 "$ANTEROOM_HOME/forms"
	cp tests/forms/parts/*.xml "$ANTEROOM_HOME/forms/"
}

schema_of() { # FILE: in $SCHEMA; its text in $TEXT
	IFS= read -r -d '' TEXT <"$1" || true
	case $'\n'$TEXT in
	*$'\n<template'[\ \>]*) SCHEMA=templates/template.xsd ;;
	*$'\n<practice'[\ \>]*) SCHEMA=templates/practice.xsd ;;
	*) SCHEMA=forms/form.xsd ;;
	esac
}

# those that their schema accepts, one a line; all of a schema in one go
by_schema() { # FILE...
	local f
	local -A files
	for f; do
		schema_of "$f"
		files[$SCHEMA]+="$f "
	done
	for SCHEMA in "${!files[@]}"; do
		# shellcheck disable=SC2086 # names without a blank
		xmllint --noout --nonet --schema "$SCHEMA" ${files[$SCHEMA]} || true
	done >"$WORK/schema" 2>&1
	sed -n 's/ validates$//p' "$WORK/schema" | sort
}

# those in which the check finds no error
by_check() { # FILE...
	anteroom form check --quiet "$@" >"$WORK/check" || [ $? -eq 4 ]
	sed -n 's/^\([^:]*\):.* error: .*/\1/p' "$WORK/check" | sort -u >"$WORK/refused"
	printf '%s\n' "$@" | sort | comm -23 - "$WORK/refused"
}

@test "what the check accepts every schema accepts" {
	with_parts
	files=(forms/*.xml templates/*.xml tests/forms/parts/*.xml tests/forms/ok/*.xml tests/score/forms/*.xml tests/report/*.xml)
	printf '%s\n' "${files[@]}" | sort >"$WORK/all"
	anteroom form check --quiet "${files[@]}"
	by_schema "${files[@]}" >"$WORK/accepted"
	diff "$WORK/all" "$WORK/accepted" || { cat "$WORK/schema"; false; }
}

@test "what the schema accepts of the bad forms is on the list of what only has a meaning" {
	with_parts
	grep -v '^#' tests/forms/meaning-only.txt >"$WORK/listed"
	by_check tests/forms/bad/*.xml >"$WORK/by-check"
	by_schema tests/forms/bad/*.xml >"$WORK/by-schema"
	# a warning or a note alone
	comm -23 "$WORK/by-check" "$WORK/by-schema" >"$WORK/schema-alone"
	[ ! -s "$WORK/schema-alone" ] || { echo "only the schema refuses:"; cat "$WORK/schema-alone" "$WORK/schema"; false; }
	[ -s "$WORK/by-check" ]
	comm -13 "$WORK/by-check" "$WORK/by-schema" | sed 's|.*/||; s/\.xml$//' >"$WORK/passed"
	diff "$WORK/listed" "$WORK/passed"
}

@test "every shipped file names its schema, and it is there" {
	for f in forms/*.xml templates/*.xml; do
		schema_of "$f"
		[[ $TEXT =~ $'\n<?xml-model href="'([^\"]*)'"?>'$'\n' ]] || { echo "$f names none"; false; }
		xsd=${f%/*}/${BASH_REMATCH[1]}
		[ "$xsd" = "$SCHEMA" ] || { echo "$f names '$xsd'"; false; }
		[ -f "$xsd" ]
	done
}

@test "a new home has the schemas beside the files that name them" {
	sample_home
	for f in practice.xsd xml.xsd forms/form.xsd forms/xml.xsd templates/template.xsd templates/xml.xsd; do
		[ -f "$ANTEROOM_HOME/$f" ]
	done
	xmllint --noout --nonet --schema "$ANTEROOM_HOME/practice.xsd" "$ANTEROOM_HOME/practice.xml"
}
