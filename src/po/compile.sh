#!/bin/sh
# compile.sh - message catalogues to const tables
#
# usage: compile.sh OUTPUT-FOLDER FOLDER	(src/po, with en/*.po, es/*.po ...)
#
# A catalogue per stage and language.  English names every message; ids.h gets
# "enum text_id" and "enum lang", tables.h all texts in one piece and where each begins:
# no pointers, which the loader would have to write at every start.  msgfmt checks each
# file, msgcat puts the files of a language together (a name used twice is refused).
set -eu
out=$1
po=$2
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

langs=en
for folder in "$po"/*/; do
	lang=$(basename "$folder")
	[ "$lang" = en ] || langs="$langs $lang"
	for f in "$folder"*.po; do msgfmt --check-domain -o /dev/null "$f"; done
	twice=$(cat "$folder"*.po | grep '^msgid "[^"]' | sort | uniq -d)
	if [ -n "$twice" ]; then
		echo "$folder: named twice: $twice" >&2
		exit 1
	fi
	# one line a message: id <tab> text, both still quoted as in C
	msgcat --use-first --no-wrap --no-location "$folder"*.po | awk '
		/^msgid /  { id = substr($0, 7); text = ""; into = 1; next }
		/^msgstr / { text = substr($0, 8); into = 2; next }
		/^"/ && into == 2 { text = substr(text, 1, length(text) - 1) substr($0, 2); next }
		/^"/ && into == 1 { id = substr(id, 1, length(id) - 1) substr($0, 2); next }
		/^$/ || /^#/ { if (into == 2 && id != "\"\"") print id "\t" text; into = 0 }
		END { if (into == 2 && id != "\"\"") print id "\t" text }
	' >"$work/$lang"
done

{
	echo "/* Made from src/po by compile.sh. */"
	echo "#ifndef PO_IDS_H"
	echo "#define PO_IDS_H"
	echo "enum text_id {"
	cut -f1 "$work/en" | tr -d '"' | tr 'a-z-' 'A-Z_' | sed 's/.*/\tTEXT_&,/'
	printf '\tTEXT_COUNT\n};\nenum lang {\n'
	for l in $langs; do printf '\tLANG_%s,\n' "$(echo "$l" | tr a-z- A-Z_)"; done
	printf '\tLANG_COUNT\n};\n#endif\n'
} >"$work/ids.h"
# every string and what it is called: name_0, en_0, es_0 ...
{
	awk -F'\t' '{ print "name_" NR - 1 "\t" $1 }' "$work/en"
	for l in $langs; do
		awk -F'\t' -v l="$(echo "$l" | tr - _)" 'NR == FNR { t[$1] = $2; next }
			$1 in t && t[$1] != "\"\"" { print l "_" FNR - 1 "\t" t[$1] }' "$work/$l" "$work/en"
	done
} >"$work/pool"
{
	echo "/* Made from src/po by compile.sh. */"
	echo "static const char *const lang_tags[LANG_COUNT] = {"
	for l in $langs; do printf '\t"%s",\n' "$l"; done
	echo "};"
	echo "static const struct text_pool {"
	echo "	char none[1];"
	awk '{ print "\tchar " $1 "[sizeof(" $2 ")];" }' FS='\t' "$work/pool"
	echo "} text_pool = {"
	echo "	\"\","
	awk '{ print "\t" $2 "," }' FS='\t' "$work/pool"
	echo "};"
	echo "static const unsigned text_names[TEXT_COUNT] = {"
	awk '{ print "\toffsetof(struct text_pool, name_" NR - 1 ")," }' "$work/en"
	echo "};"
	echo "/* Their places in the order of the alphabet. */"
	echo "static const unsigned short text_by_name[TEXT_COUNT] = {"
	cut -f1 "$work/en" | tr -d '"' | awk '{ print $0 "\t" NR - 1 }' | LC_ALL=C sort |
		sed 's/.*\t\(.*\)/\t\1,/'
	echo "};"
	echo "static const unsigned text_places[LANG_COUNT][TEXT_COUNT] = {"
	for l in $langs; do
		echo "	{"
		# in the order of en.po; what a language lacks stays 0 and a test says so
		awk -F'\t' -v l="$(echo "$l" | tr - _)" 'NR == FNR { t[$1] = $2; next }
			{ print "\t\t" ($1 in t && t[$1] != "\"\"" ? "offsetof(struct text_pool, " l "_" FNR - 1 ")" : "0") "," }' \
			"$work/$l" "$work/en"
		echo "	},"
	done
	echo "};"
} >"$work/tables.h"
for f in ids.h tables.h; do
	cmp -s "$work/$f" "$out/$f" || mv "$work/$f" "$out/$f"
	touch "$out/$f"
done
