#!/bin/sh
# layers.sh - holds every #include under src/ against docs/layers.txt
set -eu
# shellcheck disable=SC2046 # a list of files
awk '
	FILENAME == "docs/layers.txt" {
		if (/^#/ || !/:/) next
		split($0, half, ":")
		folder = half[1]
		rest = substr($0, length(folder) + 2)
		n = index(rest, ";")
		ours = n ? substr(rest, 1, n - 1) : rest
		theirs = n ? substr(rest, n + 1) : ""
		m = split(ours, w, " ")
		for (i = 1; i <= m; i++) may[folder, w[i]] = 1
		may[folder, folder] = 1
		m = split(theirs, w, " ")
		for (i = 1; i <= m; i++) owner[w[i], folder] = 1
		for (i = 1; i <= m; i++) guarded[w[i]] = guarded[w[i]] " " folder
		known[folder] = 1
		next
	}
	/^#include/ {
		split(FILENAME, path, "/")
		folder = path[2]
		if (folder == "main.c") folder = "main"
		if (!(folder in known)) { print FILENAME ": folder is not in docs/layers.txt"; bad = 1; next }
		match($0, /["<][^">]*[">]/)
		quoted = substr($0, RSTART, 1) == "\""
		name = substr($0, RSTART + 1, RLENGTH - 2)
		if (quoted) {
			split(name, part, "/")
			if (part[1] != "po" && !((folder, part[1]) in may)) {
				print FILENAME ":" FNR ": " folder " may not include " name
				bad = 1
			}
			next
		}
		for (g in guarded) {
			prefix = g ~ /\/$/ ? substr(name, 1, length(g)) == g : name == g
			if (prefix && !((g, folder) in owner)) {
				print FILENAME ":" FNR ": only" guarded[g] " may include <" name ">"
				bad = 1
			}
		}
	}
	END { exit bad }
' docs/layers.txt $(find src -name '*.[ch]' | sort)
