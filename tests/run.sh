#!/bin/sh
# run.sh - every test, then the lint; ends with "N passed, N failed"
#
# usage: run.sh BUILD-FOLDER	(JOBS=4: so many programs side by side)
#
# Every program speaks TAP; one that hangs has failed after TEST_SECS=300.  What failed is
# printed whole; what passed is one line.  Those that take longest begin first; some only
# wait, so two more run than there are cores.  What tests write is in memory where there is
# room: they wait for the disk half of their time.  Power cuts bring a disk of their own.
set -u

seconds() { # since the machine started: in $now, without a process
	read -r now _ </proc/uptime
	now=${now%.*}
}

# One program: its line, and its tests in $work/N.passed and $work/N.failed.
if [ "$1" = --one ]; then
	work=$2
	IFS='	' read -r n name command <<-END
		$3
	END
	log=$work/$n.log
	seconds
	start=$now
	# shellcheck disable=SC2086 # a command and its words
	timeout -k 5 "${TEST_SECS:-300}" $command >"$log" 2>&1 </dev/null
	rc=$?
	seconds
	[ "$rc" -ne 124 ] || echo "not ok - not finished after ${TEST_SECS:-300} s" >>"$log"
	counts=$(awk '/^ok / { ok++ } /^not ok / { bad++ } END { print ok + 0, bad + 0 }' "$log")
	ok=${counts% *}
	bad=${counts#* }
	if [ "$rc" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi # it crashed
	if [ "$rc" -eq 0 ] && [ "$ok" -eq 0 ]; then bad=1; fi   # it tested nothing
	{
		printf '%-44s %4d passed %3d failed  %3d s\n' "$name" "$ok" "$bad" "$((now - start))"
		[ "$bad" -eq 0 ] || cat "$log"
	} >"$work/$n.out"
	cat "$work/$n.out"
	echo "$ok" >"$work/$n.passed"
	echo "$bad" >"$work/$n.failed"
	exit 0
fi

build=$1
work=
if [ -z "${TMPDIR:-}" ] && [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 1000000 ]; then
	work=$(mktemp -d -p /dev/shm) || work=
fi
[ -n "$work" ] || work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 711 "$work" # for tests with several users
mkdir -m 1777 "$work/tmp"
export TMPDIR="$work/tmp"
n=0

begun='|'
job() { # NAME COMMAND, once
	case $begun in *"|$1|"*) return ;; esac
	begun="$begun$1|"
	n=$((n + 1))
	printf '%d\t%s\t%s\0' "$n" "$1" "$2" >>"$work/jobs"
}

export LC_ALL=C.UTF-8 TZ=UTC LINES=24 COLUMNS=80 TERM=xterm-256color
unset ANTEROOM_HOME ANTEROOM_KEY XDG_DATA_HOME ACCESSIBLE SOURCE_DATE_EPOCH ANTEROOM_TEST_CLOCK
export ANTEROOM="$PWD/$build/anteroom"
cli() { # NAME
	job "cli $1" "tests/cli/bats.bash tests/cli/$1.bats"
}

cli screen
job "unit report_looks" "$build/tests/unit/report_looks"
for long in form_tools store doctor; do cli "$long"; done
job lint "tests/lint/lint.sh changed"
if [ -n "${FUZZ_RUNS:-}" ]; then
	job "fuzz, $FUZZ_RUNS inputs each" "tests/fuzz/run.sh build/fuzz 4 $FUZZ_RUNS"
fi
for t in tests/cli/*.bats; do
	name=${t##*/}
	cli "${name%.bats}"
done
for t in "$build"/tests/unit/*; do
	case $t in *.d | *.o) continue ;; esac
	if [ ! -x "$t" ] || [ ! -f "tests/unit/${t##*/}.c" ]; then continue; fi
	job "unit ${t##*/}" "$t"
done
xargs -0 -r -P "${JOBS:-$(($(nproc) + 2))}" -n 1 sh "$0" --one "$work" <"$work/jobs"
passed=$(cat "$work"/*.passed | awk '{ n += $1 } END { print n + 0 }')
failed=$(cat "$work"/*.failed | awk '{ n += $1 } END { print n + 0 }')
[ "$(cat "$work"/*.passed | wc -l)" -eq "$n" ] || failed=$((failed + 1)) # one was lost
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
