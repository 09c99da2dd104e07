#!/bin/sh
# narrow.sh - the store's boundary: what the rest sees of it, and where SQLite ends
#
# docs/ARCHITECTURE.md, "Another engine", says why.
set -eu
most=17
public='store|keys|members|care|life|clients'
sealing='seal fields card keyfile code words'
bad=0

say() {
	echo "$1"
	bad=1
}

seen=$(grep -rl '<sqlite3.h>' src | grep -v '^src/store/internal.h$' || true)
[ -z "$seen" ] || say "only src/store/internal.h may include sqlite3.h: $seen"

seen=$(grep -rnE '#include "store/' src | grep -v '^src/store/' |
	grep -vE "#include \"store/($public)\\.h\"" || true)
[ -z "$seen" ] || say "not a header for other folders: $seen"

for h in $(echo "$public" | tr '|' ' '); do
	f=src/store/$h.h
	[ -f "$f" ] || continue
	seen=$(grep -nE 'sqlite3|#include "store/' "$f" | grep -vE "#include \"store/($public)\\.h\"" || true)
	[ -z "$seen" ] || say "$f names an engine: $seen"
done

for c in $sealing; do
	seen=$(grep -nE '#include "store/|sqlite3' "src/store/$c.c" | grep -vE '#include "store/(seal|keys)\.h"' || true)
	[ -z "$seen" ] || say "src/store/$c.c must do without an engine: $seen"
done

# a declaration begins at the margin, or its type stands on a line of its own before it
count=$(grep -vE '^( \*|/\*|	|typedef)' src/store/store.h | grep -oE '\bstore_[a-z_]+\(' | sort -u | wc -l)
[ "$count" -gt 9 ] || say "narrow.sh cannot read src/store/store.h any more"
[ "$count" -le "$most" ] || say "src/store/store.h has $count functions, and $most are enough"
exit $bad
