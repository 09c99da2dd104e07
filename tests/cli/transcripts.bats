#!/usr/bin/env bats
# transcripts.bats - whole interviews in line mode, as they are heard, through a pipe
#
# tests/interview/line-NAME.in is what is typed, line-NAME.out what is heard, to be read
# line by line.  Codes are masked and the clock stands still.  ANTEROOM_TEST_UPDATE=1
# writes the .out files anew.

load helpers

CODES='[0-9]+-[0-9A-Z]{5}-[0-9A-Z]{5}'

setup_file() {
	export ANTEROOM_TEST_CLOCK=2026-11-21T14:05:00Z
}

# hear NAME COMMAND... - the .in file is typed, what is heard is kept; CODE in it is the
# code that was heard last
hear() {
	local name=$1
	shift
	HEARD=$WORK/$name
	sed "s/^CODE$/${CODE:-}/" "tests/interview/line-$name.in" |
		"$ANTEROOM" "$@" --mode line >"$HEARD" 2>"$WORK/errors" || STATUS=$?
	CODE=$(grep -oE "$CODES" "$HEARD" | tail -1)
	sed -E "s/$CODES/217-XXXXX-XXXXX/; s/^(One by one|Uno por uno): .*/\1: 2 1 7, X X X X X, X X X X X./" \
		"$HEARD" >"$WORK/masked"
	if [ -n "${ANTEROOM_TEST_UPDATE:-}" ]; then
		cp "$WORK/masked" "tests/interview/line-$name.out"
	fi
	diff -u "tests/interview/line-$name.out" "$WORK/masked"
	reads_well
}

# Every prompt ends the line that it begins: what is typed behind it is taken off first.
PROMPTS='^((Your answer|Type|Press|Numbers|More|Enter to go on|Su respuesta|Escriba|Oprima|Números|Más|Enter para)[^:]*: ).*$'

reads_well() {
	# no escape byte, no other control byte
	run grep -nP '[\x00-\x09\x0b-\x1f\x7f]' "$HEARD"
	[ "$status" -eq 1 ]
	# no line over 72 columns
	sed -E "s/$PROMPTS/\1/" "$HEARD" >"$WORK/said"
	run grep -nE '^.{73,}' "$WORK/said"
	[ "$status" -eq 1 ]
	# every line that was typed stands behind a prompt: as many prompts as lines
	run grep -cE "$PROMPTS" "$HEARD"
	[ "$output" -ge "$(wc -l <"tests/interview/line-${HEARD##*/}.in")" ]
	answers_are_heard
	places_are_heard
}

# Behind every prompt for an answer stands what was stored, or why nothing was.
answers_are_heard() {
	awk '
	/^(Your answer|Su respuesta), [^:]*: ([0-9]|nada)/ { asked = $0; getline
		if ($0 !~ /^(You chose [0-9]+, |Eligió [0-9]+, |Saved\.|Guardado\.|That is not one of|Esa no es una de|Your answer:|Su respuesta:)/) {
			print "not heard: " asked " -> " $0; bad = 1 } }
	/: (skip|omitir|\/omitir)$/ { getline
		if ($0 !~ /^(Skipped\.|Omitida\.|Omitió esta parte\.)/) { print "skip not heard: " $0; bad = 1 } }
	END { exit bad }' "$HEARD"
}

# The place is said at the first question of a part, and at least at every fifth question.
places_are_heard() {
	awk '
	/(Question|Pregunta) [0-9]+\./ { since = 0 }
	/^(You chose [0-9]|Eligió [0-9]|Skipped\.|Omitida\.|Saved|Guardado)/ { if (++since > 5) { print "no place since: " $0; bad = 1 } }
	END { exit bad }' "$HEARD"
}

@test "the PHQ-9 in English, with the safety message, reads as it should" {
	sample_home
	hear phq9-en take phq9 --lang en --client C-1
	[ -z "${STATUS:-}" ]
	run unlocked show @last --flags
	[[ "$output" == *'answered "Several days"'* || "$output" == *'answered "More than half the days"'* ]]
}

@test "the PHQ-9 for a Spanish client, who goes on in English, reads as it should" {
	sample_home
	hear phq9-es take phq9 --lang es --client C-1
	[ -z "${STATUS:-}" ]
}

@test "the intake in Spanish, stopped and resumed, reads as it should" {
	sample_home
	hear numbness-es take numbness-intake --lang es --client C-2
	[ "$STATUS" -eq 5 ]
	STATUS=
	hear numbness-es-2 resume
	[ -z "$STATUS" ]
}
