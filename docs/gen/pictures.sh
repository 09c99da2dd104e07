#!/bin/sh
# pictures.sh - the pictures of README and docs/report-templates.md, from the demo's records
#
# usage: pictures.sh FOLDER	(docs/pictures)
#
# A fictional practice, invented clients, the templates of this tree and the one in the guide.
set -eu
out=$1
anteroom=${ANTEROOM:-build/anteroom}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passphrase="pictures only"

unlocked() {
	printf '%s\n' "$passphrase" | "$anteroom" --home "$work/home" "$@" --passphrase-fd 0
}

# NAME DPI PAGE FORM TEMPLATE LANG
picture() {
	id=$(unlocked list --form "$4" | cut -f 1)
	unlocked report "$id" --template "$5" --lang "$6" --quiet --force -o "$work/r.pdf"
	pdftoppm -png -r "$2" -f "$3" -l "$3" -singlefile "$work/r.pdf" "$out/$1"
	echo "$out/$1.png"
}

unlocked init "$work/home" --sample --quiet
awk '/^```xml/ { x = 1; next } /^```/ { x = 0 } x' docs/report-templates.md \
	>"$work/home/templates/riverbend.xml"
cp "$out/example-logo.png" "$work/home/templates/"
"$anteroom" --home "$work/home" take numbness-intake --mode script --quiet --lang es \
	--client C-1001 --answers tests/interview/demo-numbness.answers >/dev/null
"$anteroom" --home "$work/home" take phq9 --mode script --quiet --lang en \
	--client C-1002 --answers tests/interview/demo-phq9.answers >/dev/null
picture report-page-1 80 1 phq9 standard en
picture template-standard 50 1 phq9 standard en
picture template-brief 50 1 phq9 brief en
picture template-plain 50 2 phq9 plain en
picture template-own 50 1 numbness-intake riverbend es
