#!/bin/sh
# demo.sh - the main job, from a form to a PDF in the therapist's hand
#
# usage: demo.sh FOLDER	(build/demo)
#
# A fictional practice, two invented clients.  Everything goes through the program as a
# clinic would use it; only the answers come from files instead of a person.
set -eu
demo=$1
anteroom=${ANTEROOM:-build/anteroom}
home=$demo/home
passphrase="demo passphrase only"

rm -rf "$demo"
mkdir -p "$demo"

# The passphrase goes through a descriptor, never through an argument.
unlocked() {
	printf '%s\n' "$passphrase" | "$anteroom" --home "$home" "$@" --passphrase-fd 0
}

echo "1. a practice home"
printf '%s\n' "$passphrase" | "$anteroom" init "$home" --sample --quiet --passphrase-fd 0
echo "   $home (fictional; its passphrase is \"$passphrase\")"

echo "2. the shipped forms, checked"
for form in forms/*.xml; do
	printf '   %s: ' "$form"
	"$anteroom" --home "$home" form check "$form"
done

echo "3. two invented clients answer"
"$anteroom" --home "$home" take numbness-intake --mode script --quiet --lang es \
	--client C-1001 --answers tests/interview/demo-numbness.answers >/dev/null
echo "   C-1001: the numbness intake, in Spanish, one part skipped"
"$anteroom" --home "$home" take phq9 --mode script --quiet --lang en \
	--client C-1002 --answers tests/interview/demo-phq9.answers >/dev/null
echo "   C-1002: the PHQ-9, with a safety flag"

echo "4. what the therapist sees"
unlocked list | sed 's/^/   /'

echo "5. one report each"
unlocked list --form numbness-intake | while IFS="$(printf '\t')" read -r id _; do
	unlocked report "$id" --quiet -o "$demo/numbness-intake.pdf"
done
unlocked list --form phq9 | while IFS="$(printf '\t')" read -r id _; do
	unlocked report "$id" --quiet -o "$demo/phq9.pdf"
done
for pdf in numbness-intake phq9; do
	test -s "$demo/$pdf.pdf"
	echo "   $demo/$pdf.pdf"
done

echo
echo "Take the form yourself:"
echo "   $anteroom --home $home take numbness-intake"
