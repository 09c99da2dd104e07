#!/usr/bin/env bats
# xsd.bats - the schemas for editors say what the check says, as far as a schema can

load helpers

# forms that others include are found in the home
with_parts() {
	mkdir -p -m 700 "$ANTEROOM_HOME/forms"
	cp tests/forms/parts/*.xml "$ANTEROOM_HOME/forms/"
}

schema_of() { # FILE
	case $(sed -n 's/^<\(form\|template\|practice\)[ >].*/\1/p' "$1" | head -n 1) in
	template) echo templates/template.xsd ;;
	practice) echo templates/practice.xsd ;;
	*) echo forms/form.xsd ;;
	esac
}

by_schema() { # FILE
	xmllint --noout --nonet --schema "$(schema_of "$1")" "$1" >"$WORK/schema" 2>&1
}

by_check() { # FILE
	anteroom form check --quiet "$1" >"$WORK/check" 2>&1
}

@test "what the check accepts every schema accepts" {
	with_parts
	for f in forms/*.xml templates/*.xml tests/forms/parts/*.xml tests/forms/ok/*.xml tests/score/forms/*.xml tests/report/*.xml; do
		by_check "$f" || { cat "$WORK/check"; false; }
		by_schema "$f" || { cat "$WORK/schema"; false; }
	done
}

@test "what the schema accepts of the bad forms is on the list of what only has a meaning" {
	with_parts
	grep -v '^#' tests/forms/meaning-only.txt >"$WORK/listed"
	for f in tests/forms/bad/*.xml; do
		if by_check "$f"; then # a warning or a note alone
			by_schema "$f" || { echo "$f: only the schema refuses it"; cat "$WORK/schema"; false; }
		elif by_schema "$f"; then
			basename "$f" .xml
		fi
	done >"$WORK/passed"
	diff "$WORK/listed" "$WORK/passed"
}

@test "every shipped file names its schema, and it is there" {
	for f in forms/*.xml templates/*.xml; do
		xsd=$(sed -n 's/^<?xml-model href="\([^"]*\)"?>$/\1/p' "$f")
		[ "$(dirname "$f")/$xsd" = "$(schema_of "$f")" ] || { echo "$f names '$xsd'"; false; }
		[ -f "$(dirname "$f")/$xsd" ]
	done
}

@test "a new home has the schemas beside the files that name them" {
	sample_home
	for f in practice.xsd xml.xsd forms/form.xsd forms/xml.xsd templates/template.xsd templates/xml.xsd; do
		[ -f "$ANTEROOM_HOME/$f" ]
	done
	xmllint --noout --nonet --schema "$ANTEROOM_HOME/practice.xsd" "$ANTEROOM_HOME/practice.xml"
}
