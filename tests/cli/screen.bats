#!/usr/bin/env bats
# screen.bats - the full screen: what only a terminal shows
#
# Screens are compared byte for byte with those in screens/, at 80x24 and at 40x12, in
# English and Spanish.  Read them by eye after ANTEROOM_TEST_UPDATE=1 bats screen.bats.

load helpers
load terminal

FORM=tests/interview/two-tongues.xml

# The form that has every kind of screen, at its first one
two_tongues() { # SIZE OPTION...
	local size=$1
	shift
	start "$size" take "$FORM" --client C-1 --idle off "$@"
}

# ... at its first question
first_question() { # SIZE OPTION...
	two_tongues "$1" --lang en "${@:2}"
	press Enter
	press y Enter
	press Enter
	shows "I could not feel emotions"
}

# ---- every screen ----

both_sizes() { # NAME
	golden "$1-80x24-$TONGUE"
	squeeze 40x12
	golden "$1-40x12-$TONGUE"
	squeeze 80x24
}

# From the first screen to the last; keys that are letters differ between languages.
walk() { # LANG LANGUAGE-DIGIT WHY BACK SKIP YES GO
	TONGUE=$1
	local why=$3 back=$4 skip=$5 yes=$6 go=$7

	two_tongues 80x24
	both_sizes language
	press "$2" Enter
	both_sizes welcome
	press x
	both_sizes hidden
	press Enter
	press Enter
	both_sizes consent
	press Enter
	both_sizes consent-refused
	press "$yes"
	both_sizes consent-yes
	press Enter
	both_sizes code
	press Enter
	both_sizes one
	press Enter
	both_sizes one-refused
	press 3
	both_sizes one-chosen
	press "$why"
	both_sizes why
	press Enter '?'
	both_sizes help
	press n
	both_sizes card
	press Enter Enter Escape
	both_sizes menu
	press Escape p
	both_sizes pause
	press Enter q
	both_sizes leave
	press n Enter
	press Enter
	both_sizes one-second
	press 1 Enter
	both_sizes one-third
	press 0 Enter
	both_sizes number
	press 9 9
	both_sizes number-chosen
	press Enter
	both_sizes number-refused
	press BSpace BSpace 7 Enter
	both_sizes text
	typed "Me cuesta sentir."
	press Enter
	typed "A veces nada: ¿qué más?"
	both_sizes text-typed
	press Tab
	both_sizes note
	press "$go"
	both_sizes note-go
	press Enter
	both_sizes many
	press 1 3
	both_sizes many-ticked
	press Enter
	both_sizes date
	typed "3 2021"
	both_sizes date-chosen
	press Enter
	both_sizes after
	press Enter # to the safety item, which takes its time
	press "$skip"
	both_sizes safety-soft
	press Enter
	both_sizes yes-no
	press "$back"
	press 1 Enter
	both_sizes safety
	press Enter
	both_sizes safety-refused
	press 1 Enter
	press 1 Enter
	both_sizes review
	press Down Down
	both_sizes review-row
	press f
	both_sizes done
	keys Enter
	ended 0
}

@test "every screen, in English, is as its picture" {
	walk en 1 w b s y g
}

@test "every screen, in Spanish, is as its picture" {
	walk es 2 m a o s s
}
