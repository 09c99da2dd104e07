#!/bin/sh
# lint.sh - everything a reader should not have to notice
#
# usage: lint.sh all | changed
#
# Each check is one line of TAP.  "changed": the linters that read one file at a time
# look only at files that differ from the last commit.
set -u
scope=${1:-all}
n=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

check() { # NAME COMMAND...
	name=$1
	shift
	n=$((n + 1))
	if "$@" >"$log" 2>&1; then
		echo "ok $n - lint: $name"
	else
		echo "not ok $n - lint: $name"
		sed 's/^/# /' "$log"
		failed=1
	fi
}

files() { # PATTERN... : tracked or new files of the scope
	if [ "$scope" = all ]; then
		git ls-files -co --exclude-standard -- "$@"
	else
		{ git diff --name-only HEAD -- "$@"; git ls-files -o --exclude-standard -- "$@"; } | sort -u
	fi | while read -r f; do [ -f "$f" ] && echo "$f"; done
}

format() {
	list=$(files 'src/*.[ch]' 'tests/*.[ch]' 'docs/*.[ch]')
	[ -z "$list" ] && return 0
	# shellcheck disable=SC2086
	clang-format-14 --dry-run -Werror $list
}

includes() {
	pkg-config --cflags-only-I libxml-2.0 sqlite3 libsodium jansson
}

tidy() {
	rc=0
	for f in $(files 'src/*.c'); do
		# one file per run: several at once give false va_list findings
		# shellcheck disable=SC2046
		clang-tidy-14 --quiet "$f" -- -std=c17 -D_XOPEN_SOURCE=700 -Isrc -Ibuild/gen $(includes) ||
			rc=1
	done 2>/dev/null
	return $rc
}

cpp_check() {
	list=$(files 'src/*.c')
	[ -z "$list" ] && return 0
	# shellcheck disable=SC2086
	cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr -Isrc -Ibuild/gen \
		--suppress=missingIncludeSystem --suppress=varFuncNullUB --error-exitcode=1 -j2 $list
}

clang_warnings() {
	rc=0
	for f in $(files 'src/*.c'); do
		# shellcheck disable=SC2046
		clang-14 -fsyntax-only -Werror -std=c17 -D_XOPEN_SOURCE=700 -Wall -Wextra -Wpedantic -Wshadow \
			-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wcast-qual \
			-Wwrite-strings -Wformat=2 -Wundef -Wvla -Wswitch-enum -Isrc -Ibuild/gen $(includes) "$f" ||
			rc=1
	done
	return $rc
}

gcc_warnings() { # the build for tests has -Werror
	make --no-print-directory MODE=test all-objects \
		build/test/src/console/terminal_none.o # what SCREEN=no has instead
}

shell_scripts() {
	list=$(git ls-files -co --exclude-standard -- '*.sh' .ci/run)
	# shellcheck disable=SC2086
	shellcheck --severity=warning $list
}

spelling() {
	# shellcheck disable=SC2046
	codespell -q 3 -L "atleast,adn,leas,te,ser,datas,som,nd,fo,ue,sur,ot,hace,puede,sentir" \
		$(git ls-files -co --exclude-standard -- 'src/*.[ch]' 'src/po/en/*.po' '*.md' Makefile ':!docs/diagnostics.md' ':!docs/writing-forms.md')
}

xml_form() {
	# shellcheck disable=SC2046
	xmllint --noout --nonet --schema forms/form.xsd forms/*.xml &&
		xmllint --noout --nonet --schema templates/practice.xsd templates/practice*.xml &&
		xmllint --noout --nonet --schema templates/template.xsd \
			$(grep -l '^<template' templates/*.xml)
}

manuals() {
	out=$(mandoc -Tlint docs/man/*.[157])
	echo "$out"
	[ -z "$out" ]
}

texts() {
	src/po/compile.sh build/gen/po-lint src/po
}

left_over() {
	! grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' src tests Makefile --include='*.[ch]' --include=Makefile
}

check "layers" tests/lint/layers.sh
check "the store is narrow" tests/lint/narrow.sh
check "gcc warnings are errors" gcc_warnings
check "clang warnings are errors ($scope)" clang_warnings
check "clang-format ($scope)" format
check "clang-tidy ($scope)" tidy
check "cppcheck ($scope)" cpp_check
check "forms and templates fit their schemas" xml_form
check "message catalogues" texts
check "manual pages" manuals
check "shellcheck" shell_scripts
check "codespell" spelling
check "nothing left to do in the code" left_over
echo "1..$n"
exit $failed
