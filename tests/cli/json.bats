#!/usr/bin/env bats
# json.bats - with --json standard output is one document, or the command has no --json

load helpers

# a practice with a flagged record of C-7 and one of C-8 without
two_records() {
	sample_home
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 1 2
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a" 2>"$WORK/said"
	phq9_answers "$WORK/a" 1 1 1 1 1 1 1 '!skipped' 0
	anteroom take phq9 --mode script --lang en --client C-8 --answers "$WORK/a" 2>"$WORK/said"
}

tamper() { # SQL
	sqlite3 "$ANTEROOM_HOME/store.db" "$1"
}

# what `unlocked ARGS --json` writes, into $WORK/j; what it says goes to $WORK/e
document() { # SCHEMA ARGS...
	local want=$1
	shift
	code=0
	unlocked "$@" --json >"$WORK/j" 2>"$WORK/e" || code=$?
	[ "$(field schema)" = "$want" ] || { head -c 300 "$WORK/j" "$WORK/e"; false; }
}

# a value of it, by SQLite's path; all of it must be one document
field() { # PATH
	sqlite3 :memory: "SELECT json_extract(CAST(readfile('$WORK/j') AS TEXT), '\$.$1')"
}

# all there are
commands() {
	anteroom --help | sed -nE 's/^  ((form |store |key )?[a-z]+)( [A-Z[].*)?  .*/\1/p'
}

@test "a command either has --json in its help, or refuses it" {
	[ "$(commands | wc -l)" -gt 35 ]
	commands | while read -r c; do
		# shellcheck disable=SC2086 # one or two words
		help=$(anteroom $c --help)
		[[ "$help" == *"--json "* ]] && continue
		# shellcheck disable=SC2086
		run anteroom $c --json
		[ "$status" -eq 2 ] || { echo "$c: $status"; false; }
		[[ "$output" == *"this command writes no JSON"*"--help"* ]] || { echo "$c: $output"; false; }
	done
	for c in take resume kiosk "form try" "form preview" "form print"; do
		# shellcheck disable=SC2086
		run anteroom $c --json
		[ "$status" -eq 2 ]
	done
	run anteroom --json take phq9
	[ "$status" -eq 2 ]
}

@test "the manual names the commands that have --json, and no other" {
	named=$(tr '\n' ' ' <docs/man/anteroom.1 | sed -E 's/.*\.It Fl -json(.*)\.Sh ENVIRONMENT.*/\1/')
	commands | while read -r c; do
		# shellcheck disable=SC2086
		help=$(anteroom $c --help)
		if [[ "$help" == *"--json "* ]]; then
			[[ "$named" == *".Cm $c "[,.]* ]] || { echo "not named: $c"; false; }
		else
			[[ "$named" != *".Cm $c "* ]] || { echo "named: $c"; false; }
		fi
	done
}

@test "show: the record with its answers, scores, flags and notes; or the parts asked for" {
	two_records
	id=$(unlocked list --client C-7 | cut -f1)
	unlocked ack "$id" --quiet <<<"called at noon"
	unlocked hold "$id" --quiet
	document anteroom.show/1 show "$id"
	[[ "$(field id)" == "$id"* && "$(field client)" == C-7 ]]
	[[ "$(field form.id)" == phq9 && "$(field state)" == "done" && "$(field lang)" == en ]]
	[[ "$(field started)" == *T*Z && "$(field ended)" == *T*Z ]]
	[[ "$(field 'scales[0].id')" == phq9 && "$(field 'scales[0].score')" == 10 ]]
	[[ "$(field 'safety[0].state')" == flag && "$(field seen)" == 1 && "$(field hold)" == 1 ]]
	[[ "$(field 'notes[0].kind')" == ack && "$(field 'notes[0].text')" == "called at noon" ]]
	[[ "$(field 'answers[0].value')" == several_days ]]
	document anteroom.show/1 show "$id" --flags
	[[ -z "$(field scales)" && -z "$(field answers)" && -n "$(field safety)" ]]
	document anteroom.show/1 show "$id" --scores
	[[ -n "$(field scales)" && -z "$(field answers)" && -z "$(field safety)" ]]
	document anteroom.show/1 show @last --missing
	[[ "$(field 'answers[0].missing')" == skipped && -z "$(field 'answers[1]')" ]]
	[[ -z "$(field seen)" ]]
}

@test "list: what does not open is counted and named, for who asks for flags too" {
	two_records
	id=$(unlocked list --client C-7 --json | sed -nE 's/.*"id": "([0-9a-f]{32})".*/\1/p')
	tamper "UPDATE envelope SET head = zeroblob(length(head)), body = zeroblob(length(body)) WHERE record = 1"
	document anteroom.list/1 list --flagged
	[ "$code" -eq 1 ]
	[[ "$(field unread)" == 1 && "$(field 'unopened[0].id')" == "$id" ]]
	[[ "$(field 'unopened[0].state')" == "done" && "$(field 'unopened[0].day')" == ????-??-?? ]]
	[ "$(grep -o "$(printf %.8s "$id")" "$WORK/e" | wc -l)" -eq 1 ]
	run unlocked list --flagged
	[ "$status" -eq 1 ]
	[[ "$output" == *"${id:0:8}"*"done"*"does not open"* ]]
	document anteroom.list/1 list --state open
	[[ "$code" == 0 && "$(field unread)" == 0 ]]
}

@test "list: where the row of a record is damaged the others are listed, and it is counted" {
	two_records
	tamper "UPDATE record SET day = 'xxxxxxxxxx' WHERE seq = 2"
	document anteroom.list/1 list --flagged
	[ "$code" -eq 4 ]
	[[ "$(field 'records[0].client')" == C-7 && "$(field unread)" == 1 && -z "$(field 'unopened[0].id')" ]]
	grep -q "store '$ANTEROOM_HOME/store.db' is damaged: 1 records could not be listed" "$WORK/e"
	unlocked store audit | grep -qP "\tlist\t"
}

@test "list: a record whose head alone is damaged is listed by its body, and said to be" {
	two_records
	tamper "UPDATE envelope SET head = zeroblob(length(head)) WHERE record = 1"
	document anteroom.list/1 list --flagged
	[ "$code" -eq 0 ]
	[[ "$(field 'records[0].client')" == C-7 && "$(field 'records[0].flags')" == 1 ]]
	[[ "$(field unread)" == 0 ]]
	grep -q "the head of record .* is damaged" "$WORK/e"
}

@test "report: a row for each, with the digest that the log has, and why one was not written" {
	two_records
	document anteroom.report/1 report @last -o "$WORK/r.pdf"
	[ ! -s "$WORK/e" ]
	[[ "$(field 'reports[0].file')" == "$WORK/r.pdf" && "$(field 'reports[0].named')" == @last ]]
	[ "$(field 'reports[0].pages')" -eq "$(pdfinfo "$WORK/r.pdf" | awk '/^Pages/ { print $2 }')" ]
	[ "$(field 'reports[0].sha256')" = "$(sha256sum "$WORK/r.pdf" | cut -d' ' -f1)" ]
	tamper "UPDATE envelope SET body = zeroblob(length(body)) WHERE record = 1"
	unlocked list 2>/dev/null | cut -f1 >"$WORK/ids"
	mkdir "$WORK/all"
	document anteroom.report/1 report - -o "$WORK/all" <"$WORK/ids"
	[ "$code" -eq 1 ]
	[[ "$(field 'reports[0].file')" == "$WORK/all/$(field 'reports[0].record').pdf" ]]
	[[ "$(field 'reports[1].error')" == *"cannot be opened"* && -z "$(field 'reports[1].file')" ]]
	run unlocked report @last --json -o -
	[ "$status" -eq 2 ]
	[[ "$output" == *"-o FILE.pdf"* ]]
}

@test "ack, assign, hold: whose, by whom, when; nothing that was noted" {
	two_records
	document anteroom.ack/1 ack @last --no-input || true
	[ "$code" -eq 8 ] # no flag: nothing was done
	id=$(unlocked list --client C-7 | cut -f1)
	unlocked ack "$id" --json <<<"called at noon" >"$WORK/j" 2>"$WORK/e"
	[[ "$(field schema)" == anteroom.ack/1 && "$(field record)" == "$id"* ]]
	[[ "$(field by)" == therapist && "$(field at)" == *T*Z ]]
	run grep -q noon "$WORK/j"
	[ "$status" -eq 1 ]
	document anteroom.assign/1 assign "$id" --client C-9
	[[ "$(field record)" == "$id"* && "$(field client)" == C-9 && "$(field by)" == therapist ]]
	document anteroom.hold/1 hold "$id"
	[[ "$(field hold)" == 1 && "$(field changed)" == 1 ]]
	document anteroom.hold/1 hold "$id"
	[[ "$(field hold)" == 1 && "$(field changed)" == 0 ]]
	document anteroom.hold/1 hold "$id" --lift
	[[ "$(field hold)" == 0 && "$(field changed)" == 1 ]]
	[ ! -s "$WORK/e" ]
}

@test "erase and prune: what the certificate says, which goes to -o as text all the same" {
	two_records
	id=$(unlocked list --client C-7 | cut -f1)
	document anteroom.erased/1 erase "$id" --yes --quiet -o "$WORK/certificate"
	[[ "$(field records)" == 1 && "$(field by)" == therapist && "$(field what)" == "$id"* ]]
	[[ "$(field log.first)" -gt 0 && "$(field rewritten)" == 1 ]]
	grep -q "$id" "$WORK/certificate"
	document anteroom.erased/1 store prune --yes
	[[ "$code" == 0 && "$(field records)" == 0 ]]
	document anteroom.erased/1 store prune --yes --before 2100-01-01
	[[ "$(field records)" == 1 ]]
}

@test "backup and restore: where, and what was looked at" {
	two_records
	document anteroom.backup/1 store backup "$WORK/b"
	[ ! -s "$WORK/e" ]
	[[ "$(field folder)" == "$WORK/b" && "$(field whole)" == 1 && "$(field records)" == 2 ]]
	document anteroom.restore/1 store restore "$WORK/b" --force
	[[ "$(field folder)" == "$ANTEROOM_HOME" && "$(field made)" == 1 && "$(field whole)" == 1 ]]
	[ -d "$(field aside)" ]
	[[ "$(field words)" == *" "*" "* ]]
	tamper "UPDATE envelope SET body = zeroblob(length(body)) WHERE record = 1"
	document anteroom.backup/1 store backup "$WORK/c"
	[ "$code" -eq 4 ]
	[[ "$(field whole)" == 0 && "$(field 'findings[0].fault')" == record-body ]]
	document anteroom.restore/1 store restore "$WORK/c" --force
	[[ "$code" == 4 && "$(field made)" == 0 && -n "$(field 'findings[0].record')" ]]
}

@test "form list, diff and install" {
	two_records
	sed 's/<title>/<title>My /' forms/phq9.xml >"$WORK/phq9.xml"
	document anteroom.form-install/1 form install "$WORK/phq9.xml"
	[[ "$(field form.id)" == phq9 && "$(field changed)" == 1 && -f "$(field file)" ]]
	document anteroom.form-list/1 form list
	[[ "$(field 'forms[0].id')" == phq9 && "$(field 'forms[0].from')" == own ]]
	[[ "$(field 'forms[0].items')" == 10 && "$(field 'forms[0].languages')" == *'"en"'* ]]
	grep -q '"from": "hidden"' "$WORK/j"
	document anteroom.form-diff/1 form diff forms/phq9.xml "$WORK/phq9.xml"
	[[ "$(field old.id)" == phq9 && "$(field raises)" == 0 && "$(field 'differences[0].effect')" == clients ]]
}
