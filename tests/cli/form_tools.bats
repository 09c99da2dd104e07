#!/usr/bin/env bats
# form_tools.bats - what a form's author uses: list, show, new, try, preview, words, diff, install

load helpers

# a small form with a condition, a scale and a translation
small_form() { # FILE
	cat >"$1" <<'XML'
<form id="small" version="1" xml:lang="en" languages="en es">
  <title>Small</title>
  <answer-set id="how_often">
    <answer code="never" score="0">Never</answer>
    <answer code="often" score="1">Often</answer>
  </answer-set>
  <section id="part">
    <title>A part</title>
    <grid id="lines" answers="how_often">
      <stem>Lately:</stem>
      <item id="a">I slept.</item>
      <item id="b">I ate.</item>
    </grid>
    <question id="c" type="text" show-if="a is often">
      <text>Anything else?</text>
    </question>
  </section>
  <scale id="s" method="sum" items="a b">
    <title>Both</title>
    <source>Invented.</source>
  </scale>
  <example>
    <given>a = often, b = never</given>
    <expect scale="s" score="1"/>
  </example>
  <translation xml:lang="es">
    <!-- a remark that stays -->
    <t of="title">Chico</t>
    <t of="how_often.never">Nunca</t>
    <t of="how_often.often">A menudo</t>
    <t of="part">Una parte</t>
    <t of="lines">Últimamente:</t>
    <t of="a">Dormí.</t>
    <t of="b">Comí.</t>
    <t of="c">¿Algo más?</t>
  </translation>
</form>
XML
}

@test "form list has the shipped forms without a home, and a practice's own before them" {
	run anteroom form list
	[ "$status" -eq 0 ]
	[[ "$output" == *$'phq9\t'*$'\tshipped\t'*"forms/phq9.xml"* ]]
	mkdir -p "$ANTEROOM_HOME/forms"
	cp forms/phq9.xml "$ANTEROOM_HOME/forms/phq9.xml"
	echo "<form" >"$ANTEROOM_HOME/forms/broken.xml"
	run anteroom form list
	[ "$status" -eq 0 ]
	[[ "$output" == *$'broken\t\t\t\thas mistakes'* ]]
	[[ "$output" == *$'\tpractice\t'*"$ANTEROOM_HOME/forms/phq9.xml"* ]]
	[[ "$output" == *$'\tshipped, not used\t'* ]]
}

@test "form show has every question, answer, condition and score" {
	small_form "$WORK/f.xml"
	run anteroom form show "$WORK/f.xml"
	[ "$status" -eq 0 ]
	[[ "$output" == *"I slept. (a)"* ]]
	[[ "$output" == *"1  Often (often)"* ]]
	[[ "$output" == *"asked only if: a is often"* ]]
	[[ "$output" == *"Both (s). Sum of 2 items, 0 to 2."* ]]
	run anteroom form show "$WORK/f.xml" --lang es
	[[ "$output" == *"¿Algo más? (c)"* ]]
}

@test "form show in a language that the form lacks is exit 2 and names those it has" {
	run anteroom form show phq9 --lang es
	[ "$status" -eq 2 ]
	[[ "$output" == *"it has: en"* ]]
}

@test "form show of a form that is not there is exit 3, of a broken one exit 4" {
	run anteroom form show no-such
	[ "$status" -eq 3 ]
	sed 's/method="sum"/way="sum"/' forms/phq9.xml >"$WORK/f.xml"
	run anteroom form show "$WORK/f.xml"
	[ "$status" -eq 4 ]
}

@test "form try stores nothing and prints what would be stored and scored" {
	small_form "$WORK/f.xml"
	run anteroom form try "$WORK/f.xml" --lang en <<<$'\nyes\n1\n0\nsome words\n\n\nfinish\n'
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing of it is stored"* ]]
	[[ "$output" == *$'\tanswer\ta\toften\n'* ]]
	[[ "$output" == *$'\tanswer\tc\tsome words\n'* ]]
	[[ "$output" == *$'\tfinish\t'* ]]
	[[ "$output" == *"Both: 1 / 2 (2 of 2 items)"* ]]
	[ ! -e "$ANTEROOM_HOME" ]
}

@test "form try in a practice leaves its store as it was, and a flag is shown" {
	sample_home
	before=$(sha256sum "$ANTEROOM_HOME/store.db")
	run anteroom form try phq9 --lang en <<<$'\nyes\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\nfinish\n'
	[ "$status" -eq 0 ]
	[[ "$output" == *"SAFETY. Item 9"* ]]
	[ "$(sha256sum "$ANTEROOM_HOME/store.db")" = "$before" ]
}

@test "form try left early is exit 5, declined exit 6" {
	run anteroom form try phq9 --lang en <<<$'\nyes\n1\n'
	[ "$status" -eq 5 ]
	[[ "$output" == *$'\tanswer\tphq9_1\tseveral_days'* ]]
	run anteroom form try phq9 --lang en <<<$'\nno\n'
	[ "$status" -eq 6 ]
}

# the texts of a translator's file without its places
texts_of() { # FORM
	anteroom form words "$1" --lang es --quiet | grep -v '^#:'
}

@test "words out and back in again change not one byte of the form" {
	for f in numbness-intake about-you signs-of-change; do
		anteroom form words $f --lang es -o "$WORK/$f.po" --quiet
		msgfmt --check-domain -o /dev/null "$WORK/$f.po"
		anteroom form words $f --lang es --from "$WORK/$f.po" -o "$WORK/$f.xml" --quiet
		cmp "$WORK/$f.xml" "forms/$f.xml"
	done
}

@test "a translation put into a form that had none is the same, text for text" {
	anteroom form words numbness-intake --lang es -o "$WORK/n.po" --quiet
	msgcat --width=60 -o "$WORK/wrapped.po" "$WORK/n.po"
	sed '/<translation/,/<\/translation>/d' forms/numbness-intake.xml >"$WORK/bare.xml"
	anteroom form words "$WORK/bare.xml" --lang es --from "$WORK/wrapped.po" -o "$WORK/back.xml"
	run anteroom form check "$WORK/back.xml"
	[ "$output" = "Nothing to mend." ]
	diff <(texts_of "$WORK/back.xml") <(texts_of forms/numbness-intake.xml)
}

@test "form words says which texts are missing, first, also of a form that does not pass the check" {
	small_form "$WORK/f.xml"
	sed -i '/<t of="b">/d' "$WORK/f.xml"
	run anteroom form words "$WORK/f.xml" --lang es
	[ "$status" -eq 0 ]
	[[ "${lines[7]}" == "#. missing: clients read this" ]]
	[[ "${lines[9]}" == 'msgctxt "b"' ]]
	[[ "$output" == *"1 missing, 0 stale, 7 translated, 2 more"* ]]
}

@test "a text reworded after its translation is fuzzy, with what it was" {
	sed 's/<title>Daily life/<title>Everyday life/' forms/numbness-intake.xml >"$WORK/f.xml"
	run anteroom form words "$WORK/f.xml" --lang es
	[[ "$output" == *$'#, fuzzy\n#| msgid "Daily life"\nmsgctxt "daily_life"'* ]]
	anteroom form words numbness-intake --lang es -o "$WORK/old.po" --quiet
	run anteroom form words "$WORK/f.xml" --lang es --from "$WORK/old.po" -o "$WORK/g.xml"
	[[ "$output" == *"look at them again: daily_life"* ]]
}

@test "one text changed by the translator is one text changed in the form, remarks and all" {
	small_form "$WORK/f.xml"
	anteroom form words "$WORK/f.xml" --lang es -o "$WORK/f.po" --quiet
	sed -i 's/"A menudo"/"Muchas \\"veces\\" <\&>"/' "$WORK/f.po"
	anteroom form words "$WORK/f.xml" --lang es --from "$WORK/f.po" -o "$WORK/g.xml" --quiet
	[ "$(diff "$WORK/f.xml" "$WORK/g.xml" | grep -c '^[<>]')" -eq 2 ]
	grep -q 'of="how_often.often">Muchas "veces" &lt;&amp;&gt;</t>' "$WORK/g.xml"
	grep -q 'a remark that stays' "$WORK/g.xml"
}

@test "words that would make a form with mistakes are not written" {
	small_form "$WORK/f.xml"
	sed -i '/<t of="b">/d' "$WORK/f.xml"
	anteroom form words "$WORK/f.xml" --lang es -o "$WORK/f.po" --quiet
	run anteroom form words "$WORK/f.xml" --lang es --from "$WORK/f.po" -o "$WORK/g.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *"[untranslated]"* ]]
	[ ! -e "$WORK/g.xml" ]
}

@test "a translator's file of another form, language or kind is refused with the reason" {
	small_form "$WORK/f.xml"
	anteroom form words numbness-intake --lang es -o "$WORK/n.po" --quiet
	run anteroom form words "$WORK/f.xml" --lang es --from "$WORK/n.po" -o "$WORK/g.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *"of the form 'numbness-intake', not 'small'"* ]]
	printf 'msgctxt "a"\nmsgid "x\nmsgstr ""\n' >"$WORK/bad.po"
	run anteroom form words "$WORK/f.xml" --lang es --from "$WORK/bad.po" -o "$WORK/g.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *"line 2: the closing quotation mark is missing"* ]]
}

@test "form words needs a language, with --from an -o, and never overwrites without --force" {
	small_form "$WORK/f.xml"
	run anteroom form words "$WORK/f.xml"
	[ "$status" -eq 2 ]
	[[ "$output" == *"--lang"* ]]
	run anteroom form words "$WORK/f.xml" --lang en
	[ "$status" -eq 2 ]
	anteroom form words "$WORK/f.xml" --lang es -o "$WORK/f.po" --quiet
	run anteroom form words "$WORK/f.xml" --lang es --from "$WORK/f.po"
	[ "$status" -eq 2 ]
	[[ "$output" == *"-o FILE"* ]]
	run anteroom form words "$WORK/f.xml" --lang es --from "$WORK/f.po" -o "$WORK/f.xml"
	[ "$status" -eq 8 ]
	anteroom form words "$WORK/f.xml" --lang es --from "$WORK/f.po" -o "$WORK/f.xml" --force
}

# two versions of the small form: the second is the first through sed
diff_of() { # SED-SCRIPT
	small_form "$WORK/old.xml"
	sed "$1" "$WORK/old.xml" >"$WORK/new.xml"
	run anteroom form diff "$WORK/old.xml" "$WORK/new.xml"
	[ "$status" -eq 0 ]
	output=$(tr -s ' \n' ' ' <<<"$output") # wherever lines were broken
}

@test "form diff of the same form says that nothing is different" {
	diff_of ''
	[[ "$output" == "Nothing is different"* ]]
}

@test "reworded text alone is for clients, with its line, and needs no new version" {
	diff_of 's/I slept\./I slept well./; s/Comí/Yo comí/'
	[[ "$output" == *'For clients'*'a (line 11): reworded, before "I slept.", now "I slept well.".'* ]]
	[[ "$output" == *'b (es) (line 34): reworded, before "Comí.", now "Yo comí.".'* ]]
	[[ "$output" == *"can stay 1"* ]]
	[[ "$output" != *"For scores"* ]]
}

@test "a changed condition, code, score or rule is marked, and the next version named" {
	diff_of 's/a is often/b is often/'
	[[ "$output" == *'* c (line 14): asked only if b is often; before only if a is often.'* ]]
	[[ "$output" == *'Set version="2"'* ]]
	diff_of 's/code="often" score="1"/code="often" score="2"/; s/score="1"\/>/score="2"\/>/'
	[[ "$output" == *'* how_often.often (line 5): scores 2, before 1.'* ]]
	[[ "$output" == *'Set version="2"'* ]]
	diff_of 's/items="a b"/items="a b" reverse="b" may-miss="1"/'
	[[ "$output" == *'* s (line 18): may-miss="1", before "0".'* ]]
	[[ "$output" == *'* s (line 18): b is reversed now.'* ]]
}

@test "answers, questions and languages that came or went are told, gone ones by their old line" {
	diff_of 's/code="often"/code="always"/; s/is often/is always/; s/= often/= always/; s/how_often\.often/how_often.always/'
	[[ "$output" == *'* how_often.always (line 5): new answer, "Often".'* ]]
	[[ "$output" == *'* how_often.often (line 5 of the old form): this answer is gone'* ]]
	diff_of '/<question/,/<\/question>/d; /<t of="c">/d'
	[[ "$output" == *'* c (line 14 of the old form): no longer asked, "Anything else?".'* ]]
	diff_of 's/ languages="en es"//; /<translation/,/<\/translation>/d'
	[[ "$output" == *"clients can no longer answer in es"* ]]
	[[ "$output" == *"can stay 1"* ]]
}

@test "bands, cuts, alerts and safety are for scores" {
	cp forms/phq9.xml "$WORK/old.xml"
	sed 's/<cut at="10">/<cut at="11">/; s/from="several_days"\/>/from="more_than_half"\/>/; s/to="4">Minimal/to="5">Minimal/; s/from="5"  to="9"/from="6"  to="9"/; s/level="info"/level="review"/' \
		forms/phq9.xml >"$WORK/new.xml"
	run anteroom form diff "$WORK/old.xml" "$WORK/new.xml"
	[ "$status" -eq 0 ]
	[[ "$output" != *"For clients"* ]]
	[[ "$output" == *"cuts at 11, before 10."* ]]
	output=$(tr -s ' \n' ' ' <<<"$output")
	[[ "$output" == *"bands 0 - 5, 6 - 9, "*"before 0 - 4, 5 - 9, "* ]]
	[[ "$output" == *'* phq9_self_harm (line '*'from="more_than_half", before "several_days".'* ]]
	[[ "$output" == *'* phq9_impairment (line '*'level="review", before "info".'* ]]
}

@test "a moved question is one move, whatever it passed" {
	sed '/<item id="dl1"/d; s/^\( *\)\(<item id="dl4".*\)/\1\2\n\1<item id="dl1" seed="S-DL1">It felt as if I was a long way from myself.<\/item>/' \
		forms/numbness-intake.xml >"$WORK/new.xml"
	run anteroom form diff numbness-intake "$WORK/new.xml"
	[ "$status" -eq 0 ]
	[[ "$output" == *"dl1 (line "*"): now comes after dl4."* ]]
	[ "$(grep -c 'now comes' <<<"$output")" -eq 1 ]
	[[ "$output" == *"can stay 1"* ]]
}

@test "form diff of a form that is broken or not there is exit 4 or 3" {
	small_form "$WORK/old.xml"
	echo "<form" >"$WORK/new.xml"
	run anteroom form diff "$WORK/old.xml" "$WORK/new.xml"
	[ "$status" -eq 4 ]
	run anteroom form diff "$WORK/old.xml" no-such
	[ "$status" -eq 3 ]
}

@test "form install checks a form, puts it among the practice's own and logs it" {
	sample_home
	small_form "$WORK/f.xml"
	before=$(sha256sum "$ANTEROOM_HOME/store.db")
	run anteroom form install "$WORK/f.xml"
	[ "$status" -eq 0 ]
	cmp "$WORK/f.xml" "$ANTEROOM_HOME/forms/small.xml"
	[ "$(sha256sum "$ANTEROOM_HOME/store.db")" != "$before" ]
	grep -aq form-install "$ANTEROOM_HOME/store.db"
	run anteroom form list
	[[ "$output" == *$'small\t1\ten es\t3\tpractice\t'* ]]
}

@test "a changed condition under the same version is refused, and the next number said" {
	sample_home
	small_form "$WORK/f.xml"
	anteroom form install "$WORK/f.xml"
	sed 's/a is often/b is often/' "$WORK/f.xml" >"$WORK/g.xml"
	run anteroom form install "$WORK/g.xml"
	[ "$status" -eq 8 ]
	[[ "$output" == *'this form changed since it was last used; set version="2"'* ]]
	[[ "$output" == *"asked only if b is often"* ]]
	cmp "$WORK/f.xml" "$ANTEROOM_HOME/forms/small.xml"
	sed -i 's/version="1"/version="2"/' "$WORK/g.xml"
	anteroom form install "$WORK/g.xml"
	cmp "$WORK/g.xml" "$ANTEROOM_HOME/forms/small.xml"
	run anteroom form install "$WORK/f.xml"
	[ "$status" -eq 8 ]
	[[ "$output" == *"version 2 of 'small' is in use already"* ]]
}

@test "reworded text under the same version is a warning, and installed" {
	sample_home
	small_form "$WORK/f.xml"
	anteroom form install "$WORK/f.xml"
	sed -i 's/I slept\./I slept well./' "$WORK/f.xml"
	run anteroom form install "$WORK/f.xml"
	[ "$status" -eq 0 ]
	[[ "$output" == *"Only words or order changed"* ]]
	cmp "$WORK/f.xml" "$ANTEROOM_HOME/forms/small.xml"
}

@test "a shipped form is in use until it is replaced, so it is compared with that" {
	sample_home
	sed 's/level="info"/level="review"/' forms/phq9.xml >"$WORK/phq9.xml"
	run anteroom form install "$WORK/phq9.xml"
	[ "$status" -eq 8 ]
	[[ "$output" == *'set version="2"'* ]]
	[ ! -e "$ANTEROOM_HOME/forms/phq9.xml" ]
	anteroom form install forms/phq9.xml
}

@test "a form with mistakes is not installed, and without a home nothing is" {
	small_form "$WORK/f.xml"
	run anteroom form install "$WORK/f.xml"
	[ "$status" -eq 3 ]
	sample_home
	sed -i 's/a is often/a is oftn/' "$WORK/f.xml"
	run anteroom form install "$WORK/f.xml"
	[ "$status" -eq 4 ]
	[[ "$output" == *"did you mean"* ]]
	[ ! -e "$ANTEROOM_HOME/forms/small.xml" ]
}

@test "a form in use that is broken is replaced only with --force" {
	sample_home
	small_form "$WORK/f.xml"
	echo "<form" >"$ANTEROOM_HOME/forms/small.xml"
	run anteroom form install "$WORK/f.xml"
	[ "$status" -eq 8 ]
	[[ "$output" == *"--force"* ]]
	anteroom form install "$WORK/f.xml" --force
	cmp "$WORK/f.xml" "$ANTEROOM_HOME/forms/small.xml"
}

@test "form new with every kind of answer, score and language passes the check without a remark" {
	for choices in how-often how-much agreement yes-no; do
		for scored in yes no; do
			for lang in en es "en es" "es en"; do
				anteroom form new --title 'Sleep & "rest" <1>' --id a-rather-long-id-of-a-form \
					--lang "$lang" --choices $choices --scored $scored -o "$WORK/$choices-$scored-$lang.xml" --quiet
			done
		done
	done
	run anteroom form check "$WORK"/*.xml
	[ "$output" = "Nothing to mend." ]
	forms=("$WORK"/*.xml)
	[ "${#forms[@]}" -eq 32 ]
}

@test "form new asks five questions, takes the id from the title, and says what comes next" {
	cd "$WORK"
	run anteroom form new <<<$'¿Cómo duerme?\n\nes\n1\nsí\n'
	[ "$status" -eq 0 ]
	[[ "$output" == *"form check como-duerme.xml"* ]]
	run anteroom form show como-duerme.xml
	[[ "$output" == *"Sentí tensión. (como_duerme_1)"* ]]
	run anteroom form try como-duerme.xml --lang es <<<$'\nsí\n3\nhace un año\n\n1\n1\n\nno\n\n'
	[[ "$output" == *$'\tanswer\tcomo_duerme_1\toften'* ]]
}

@test "form new never overwrites without --force, and - is standard output" {
	cd "$WORK"
	new=(form new --title Sleep --id sleep --lang en --choices how-much --scored no)
	anteroom "${new[@]}" --quiet
	run anteroom "${new[@]}"
	[ "$status" -eq 8 ]
	[[ "$output" == *"--force"* ]]
	anteroom "${new[@]}" -o - | cmp - sleep.xml
}

@test "with --no-input a question of form new without its option is exit 2 and names it" {
	run anteroom form new --no-input
	[ "$status" -eq 2 ]
	[[ "$output" == *"--title"* ]]
	run anteroom form new --no-input --title T --id t --lang en --choices yes-no
	[ "$status" -eq 2 ]
	[[ "$output" == *"--scored"* ]]
	run anteroom form new --title T --id "Not An Id"
	[ "$status" -eq 2 ]
	[[ "$output" == *"an id begins with a small letter"* ]]
}

@test "form preview shows every question of every shipped form once in each language" {
	while IFS=$'\t' read -r id _ langs items _; do
		for lang in $langs; do
			anteroom form preview "$id" --lang "$lang" >"$WORK/out"
			[ "$(grep -c '^---- [0-9]*\. question ' "$WORK/out")" -eq "$items" ]
			[[ $(<"$WORK/out") != *'No answers were found'* ]]
		done
	done < <(anteroom form list)
}

@test "form preview has the screens around the questions too, the safety message three ways" {
	run anteroom form preview phq9
	[ "$status" -eq 0 ]
	for screen in "choice of the language" "no text in this language" welcome consent \
		"why, phq9_1" "safety message, after a flagged answer to phq9_9" \
		"safety message, after phq9_9 was left out" "looking over the answers" closing break; do
		[[ "$output" == *"---- "*". $screen"* ]]
	done
	[[ "$output" == *"0. Not at all"*"3. Nearly every day"*"Your answer, 0 to 3:"* ]]
	[[ "$output" == *"Everyone is asked these questions."* ]]
}

@test "form preview finds answers through numbers, lists, scores, safety and chains, and says which" {
	cat >"$WORK/f.xml" <<'XML'
<form id="branches" version="1" xml:lang="en">
  <title>Branches</title>
  <answer-set id="s"><answer code="no_never" score="0">Never</answer><answer code="some" score="1">Some</answer>
    <answer code="all" score="2">All</answer></answer-set>
  <section id="one"><title>One</title>
    <question id="age" type="number" min="0" max="120"><text>Age?</text></question>
    <question id="teen" type="yes-no" show-if="age is more than 12 and age is less than 14"><text>Thirteen?</text></question>
    <question id="many" type="many"><text>Which?</text>
      <answer code="x">X</answer><answer code="y">Y</answer><answer code="z" exclusive="yes">None</answer></question>
    <question id="both" type="text" show-if="many includes x and many includes y and teen is no"><text>Both?</text></question>
    <grid id="g" answers="s"><stem>How often?</stem>
      <item id="g1">G1</item><item id="g2">G2</item><item id="g3">G3</item></grid>
    <question id="five" type="text" show-if="sum is 5 and g2 is some"><text>Five?</text></question>
    <question id="flagged" type="text" show-if="harm and both is answered"><text>Flagged?</text></question>
    <question id="unsaid" type="text" show-if="flagged is not answered and sum is at most 1"><text>Unsaid?</text></question>
    <question id="never" type="text" show-if="age is more than 5 and age is less than 3"><text>Never?</text></question>
  </section>
  <scale id="sum" method="sum" items="g1 g2 g3" reverse="g3"><title>Sum</title><source>Invented.</source></scale>
  <safety id="harm" item="g1" from="some"/>
  <example><given>g1 = all, g2 = some, g3 = no_never</given><expect scale="sum" score="5"/></example>
</form>
XML
	run anteroom form preview "$WORK/f.xml"
	[ "$status" -eq 0 ]
	output=$(tr -s ' \n' ' ' <<<"$output")
	[[ "$output" == *"question 2, teen"*"Only if: age is more than 12 and age is less than 14"*"Here with: age = 13"* ]]
	[[ "$output" == *"question 4, both"*"Here with: age = 13, teen = no, many = x y"* ]]
	[[ "$output" == *"question 8, five"*"Here with: g1 = all, g2 = some, g3 = no_never"* ]]
	[[ "$output" == *"question 9, flagged"* ]]
	[[ "$output" == *"question 10, unsaid"*"Here with: age = 0, many = x, g1 = no_never, g2 = no_never, g3 = all"* ]]
	[[ "$output" != *"question 11"* ]]
	[[ "$output" == *"No answers were found that lead to these questions (line): never (16)."* ]]
}

@test "form preview wraps to a size and says which screens need paging there" {
	run anteroom form preview numbness-intake --lang es --size 40x12
	[ "$status" -eq 0 ]
	[[ "$output" == *"Needs paging: "* ]]
	[[ "$output" == *"These screens need paging at that size:"* ]]
	[ "$(wc -L <<<"$output")" -le 40 ]
	run anteroom form preview phq9 --size 300x200
	[[ "$output" == *"Every screen fits into 300x200."* ]]
	for size in 40 x 10x10 40x 40xtwelve; do
		run anteroom form preview phq9 --size $size
		[ "$status" -eq 2 ]
		[[ "$output" == *"such as 40x12"* ]]
	done
}

@test "words of topics, their second questions and included forms are those that a translation has" {
	small_form "$WORK/f.xml"
	cat >"$WORK/topics" <<'XML'
  <topics max="2">
    <none>Nothing.</none>
    <topic id="t1" if="a is often">
      <title>Sleep</title>
      <ask>One?</ask>
      <ask>Two?</ask>
      <note>Mind.</note>
    </topic>
  </topics>
XML
	sed -i "/<\/scale>/r $WORK/topics" "$WORK/f.xml"
	run anteroom form words "$WORK/f.xml" --lang es
	for key in none t1 t1.ask t1.ask.2 t1.note; do
		[[ "$output" == *"msgctxt \"$key\""* ]]
	done
	anteroom form words "$WORK/f.xml" --lang es --quiet | sed '/msgctxt "t1.ask.2"/,/msgstr/s/msgstr ""/msgstr "¿Dos?"/' >"$WORK/f.po"
	anteroom form words "$WORK/f.xml" --lang es --from "$WORK/f.po" -o "$WORK/g.xml"
	grep -q '<t of="t1.ask.2">¿Dos?</t>' "$WORK/g.xml"
	for f in $(anteroom form list | awk -F'\t' '$3 ~ /es/ { print $1 }'); do
		run anteroom form words "$f" --lang es -o "$WORK/w.po" --force
		[[ "$output" != *"no such text"* ]]
	done
}

@test "a change inside an included form is a change of the form that includes it" {
	sample_home
	cp forms/numbness-packet.xml "$WORK/old.xml"
	run anteroom form diff "$WORK/old.xml" numbness-packet
	[[ "$output" == "Nothing is different"* ]]
	sed '/<include form="gad7"/d' forms/numbness-packet.xml >"$WORK/new.xml"
	run anteroom form diff "$WORK/old.xml" "$WORK/new.xml"
	[ "$status" -eq 0 ]
	[[ "$output" == *"gad7_1 (line "*" of gad7.xml): no longer asked"* ]]
	[[ "$output" == *'Set version="2"'* ]]
}

@test "every command for a form's author has help" {
	all=$(anteroom --help)
	for c in list show try preview words diff install new; do
		run anteroom form $c --help
		[ "$status" -eq 0 ]
		[[ "$output" == "usage: anteroom form $c"* ]]
		[[ "$all" == *"  form $c "* ]]
	done
}
