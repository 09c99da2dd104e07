#!/bin/sh
# install.sh - prompt libraries from npm, where there is a Node with npm, as peers
#
# usage: install.sh FOLDER	(build/peers)
#
# FOLDER/usable lists what can be run: library, version.  Nothing is run while installing,
# and each package must have the checksum of package-lock.json.  What cannot be had is
# said in one line, and is no failure.
set -u
folder=$1
here=$(dirname "$0")

skip() { # WHY
	echo "skipped: prompt libraries of npm: $1"
	exit 0
}

mkdir -p "$folder" || exit 1
rm -f "$folder/usable"
command -v node >/dev/null || skip "there is no node"
if ! cmp -s "$here/package-lock.json" "$folder/node_modules/installed.json"; then
	command -v npm >/dev/null || skip "there is no npm"
	cp "$here/package.json" "$here/package-lock.json" "$folder" || exit 1
	timeout 120 npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund \
		>"$folder/log" 2>&1 </dev/null || skip "npm could not install them; see $folder/log"
	cp "$here/package-lock.json" "$folder/node_modules/installed.json"
fi
cp "$here/ask.mjs" "$here/package.json" "$folder" || exit 1
node "$folder/ask.mjs" >"$folder/usable" 2>>"$folder/log"
[ -s "$folder/usable" ] || skip "this node is too old for them"
