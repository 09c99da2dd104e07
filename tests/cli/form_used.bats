#!/usr/bin/env bats
# form_used.bats - a form that changed since a client took it
# shellcheck disable=SC2154 # stderr is what bats made of it

bats_require_minimum_version 1.5.0
load helpers

# two forms of the practice: one asks, one includes it
some_forms() {
	mkdir -p "$ANTEROOM_HOME/forms"
	cat >"$ANTEROOM_HOME/forms/asks.xml" <<'XML'
<form id="asks" version="2" xml:lang="en">
  <title>Asks</title>
  <answer-set id="asks_how">
    <answer code="never" score="0">Never</answer>
    <answer code="often" score="1">Often</answer>
  </answer-set>
  <section id="asks_part">
    <title>A part</title>
    <grid id="asks_lines" answers="asks_how">
      <stem>Lately:</stem>
      <item id="asks_a">I slept.</item>
    </grid>
  </section>
</form>
XML
	cat >"$ANTEROOM_HOME/forms/holds.xml" <<'XML'
<form id="holds" version="1" xml:lang="en">
  <title>Holds</title>
  <section id="holds_part">
    <title>First</title>
    <question id="holds_gate" type="yes-no"><text>Go on?</text></question>
  </section>
  <include form="asks" show-if="holds_gate is yes"/>
</form>
XML
	printf 'asks_a = often\n' >"$WORK/a"
	printf 'holds_gate = yes\nasks_a = often\n' >"$WORK/h"
}

takes() { # FORM ANSWERS
	run --separate-stderr anteroom take "$1" --mode script --client C-1 --answers "$2"
}

home_with_forms() {
	sample_home
	some_forms
}

@test "a form that was only reworded is taken, and both texts are kept" {
	home_with_forms
	takes asks "$WORK/a"
	[ "$status" -eq 0 ]
	sed -i 's/I slept\./I slept well./' "$ANTEROOM_HOME/forms/asks.xml"
	takes asks "$WORK/a"
	[ "$status" -eq 0 ]
	[[ "$stderr" == *"Only words or order changed"* ]]
	takes asks "$WORK/a"
	[ "$status" -eq 0 ]
	[[ "$stderr" != *"Only words or order changed"* ]]
}

@test "a form whose scores changed under the same version is refused before it begins" {
	home_with_forms
	takes asks "$WORK/a"
	[ "$status" -eq 0 ]
	sed -i 's/code="often" score="1"/code="often" score="3"/' "$ANTEROOM_HOME/forms/asks.xml"
	takes asks "$WORK/a"
	[ "$status" -eq 8 ]
	[[ "$stderr" == *'this form changed since it was last used; set version="3"'* ]]
	[[ "$stderr" == *"asks_how"* ]]
	sed -i 's/version="2"/version="3"/' "$ANTEROOM_HOME/forms/asks.xml"
	takes asks "$WORK/a"
	[ "$status" -eq 0 ]
}

@test "a form changes with what it includes" {
	home_with_forms
	takes holds "$WORK/h"
	[ "$status" -eq 0 ]
	sed -i 's/code="often" score="1"/code="often" score="3"/;s/version="2"/version="3"/' \
		"$ANTEROOM_HOME/forms/asks.xml"
	takes holds "$WORK/h"
	[ "$status" -eq 8 ]
	[[ "$stderr" == *'set version="2"'* ]]
}

@test "a condition of an include is part of the meaning" {
	home_with_forms
	takes holds "$WORK/h"
	sed -i 's/ show-if="holds_gate is yes"//' "$ANTEROOM_HOME/forms/holds.xml"
	takes holds "$WORK/h"
	[ "$status" -eq 8 ]
}

@test "a record of a packet is read again when the included form is gone" {
	home_with_forms
	takes holds "$WORK/h"
	[ "$status" -eq 0 ]
	rm "$ANTEROOM_HOME/forms/asks.xml"
	run unlocked show @last
	[ "$status" -eq 0 ]
	[[ "$output" == *"I slept."* ]]
	takes holds "$WORK/h"
	[ "$status" -eq 4 ]
	[[ "$stderr" == *"there is no form \"asks\""* ]]
}
