#!/bin/sh
# run.sh - how fast: one table, each line beside its peer or its floor in the same run
#
# usage: run.sh BUILD-FOLDER [PEERS]	(BENCH_RUNS=9: medians of so many)
#
# PEERS: where prompt libraries from npm are or may be installed; without it none is run.
# BENCH_PYTHON="reportlab cairo weasyprint": the libraries of Python that draw the same report.
# Exit 1 where a limit was passed.  Below three runs nothing is judged.
set -u
build=$1
peers=${2:-}
bench=$build/tests/bench
anteroom=$build/anteroom
dir=$(mktemp -d "$build/bench.XXXXXX") # on the disk that is measured
trap 'rm -rf "$dir"' EXIT
rc=0

measure() { # PROGRAM ARGS...
	name=$1
	shift
	"$bench/$name" "$@" || rc=1
}

# The console on a terminal, with a form of 300 questions.
console() {
	"$bench/made" questions 300 >"$dir/questions.xml"
	mkdir -m 700 "$dir/console"
	# from the first frame to the first question: a client who reads a little
	opening="-w Made -p 400 -k Enter -w right -p 400 -k y -k Enter -w code -p 400 -k Enter"
	last="Almost all the time" # the last of the answers
	asked="In the last 7 days: I could not feel emotions. Made line 0"
	take="$anteroom --home $home take $dir/questions.xml --mode screen --lang en --client B-2"

	# the peers, which open with the question itself
	set -- -w "$last" "  a bare ncurses program" "$bench/bare" \
		-- -w "$last" "  whiptail" whiptail --notags --radiolist "$asked" 20 76 5 \
		0 "Not at all" off 1 "A little" off 2 "Sometimes" off 3 "Often" off 4 "$last" off
	if [ -n "$peers" ]; then
		tests/bench/node/install.sh "$peers"
		[ ! -e "$peers/usable" ] || while read -r library version; do
			set -- "$@" -- -w "$last" "  $library $version, on Node" \
				node "$peers/ask.mjs" "$library"
		done <"$peers/usable"
	fi
	# shellcheck disable=SC2086
	measure terminal -l $opening -w "$last" "anteroom take" $take -- "$@"
	# shellcheck disable=SC2086
	measure answer -l "$dir/console" $opening -w "$last" \
		"anteroom take: from answer to next question" $take
}

sha256() { # FILE
	sha256sum "$1" | cut -d ' ' -f 1
}

# One report as a process and many in one, beside other libraries with the same pages.
reports() {
	intake="forms/numbness-intake.xml tests/interview/full-numbness-en.answers"
	"$bench/made" stored forms/numbness-intake.xml >"$dir/intake.xml"
	stored="$dir/intake.xml $(sha256 "$dir/intake.xml") ${intake#* }"
	usable=
	for library in ${BENCH_PYTHON-reportlab cairo weasyprint}; do
		if $python -c "import $library" 2>/dev/null; then
			usable="$usable $library"
		else
			echo "skipped: $library: Debian's python3 does not have it"
		fi
	done
	# shellcheck disable=SC2086
	measure reports $intake "$dir/drawing" "$dir/peer.pdf" $usable
	for library in ${usable:-none}; do
		set -- "  the same as a process" "$bench/report"
		# shellcheck disable=SC2086
		case $library in
		none) measure process -l 15:16 "$@" $stored "$dir/out.pdf" ;;
		*)
			least=1
			[ "$library" != reportlab ] || least=20
			measure process -l 15:16 -r $least "$@" $stored "$dir/out.pdf" \
				-- "  $library, as a process" $python tests/bench/python/draw.py \
				"$library" "$dir/drawing" "$dir/peer.pdf"
			;;
		esac
	done
}

# Many reports of one command: records opened, logged, drawn, put into a folder and logged.
folders() {
	mkdir "$dir/reports"
	few=600 most=1000 # SQLite keeps 2 MB of pages: both stores are larger
	[ "${BENCH_RUNS:-9}" -ge 3 ] || few=2 most=4
	for count in $few $most; do
		home=$dir/intakes-$count
		"$anteroom" init "$home" --sample --quiet --passphrase-fd 0 <"$passphrase" &&
			"$anteroom" --home "$home" take numbness-intake --mode script --quiet \
				--lang en --client B-0 --answers "${intake#* }" >/dev/null &&
			"$bench/bulk" "$home" "$count" <"$passphrase" &&
			"$anteroom" --home "$home" list --quiet --passphrase-fd 0 \
				<"$passphrase" >"$home/list" &&
			cut -f 1 "$home/list" >"$home/ids" || exit 1
	done
	# shellcheck disable=SC2016
	measure rate "$passphrase" "$dir/intakes-$few" "$few" "$dir/intakes-$most" "$most" \
		"anteroom report into a folder" sh -c \
		'exec "$1" --home "$2" report $(cat "$2/ids") -o "$3" --force --quiet --passphrase-fd 0' \
		sh "$anteroom" @ "$dir/reports"
}

form=forms/numbness-packet.xml
[ -e "$form" ] || form=forms/numbness-intake.xml
lint="--nonet --noout"
[ -e forms/form.xsd ] && lint="$lint --schema forms/form.xsd"
passphrase=$dir/passphrase
home=$dir/home
python=/usr/bin/python3 # Debian's, which has Debian's libraries

# a practice with one finished PHQ-9, for report and list
echo "bench passphrase only" >"$passphrase"
"$anteroom" init "$home" --sample --quiet --passphrase-fd 0 <"$passphrase" &&
	"$anteroom" --home "$home" take phq9 --mode script --quiet --lang en --client B-1 \
		--answers tests/interview/demo-phq9.answers >/dev/null || exit 1
mkdir -m 700 "$dir/store"
"$bench/made" form 5000 >"$dir/made.xml"

printf '%-46s %9s %9s %9s %-9s %s\n' "" median min max "" ""
measure check "$form"
measure condition
measure score forms/phq9.xml
for f in "$form" "$dir/made.xml"; do
	# shellcheck disable=SC2086
	measure process "anteroom form check $(basename "$f")" "$anteroom" form check "$f" \
		-- "  xmllint${lint#*--noout}" xmllint $lint "$f"
done
measure store "$dir/store"
measure process -i "$passphrase" "anteroom report, a PHQ-9" "$anteroom" --home "$home" \
	report @last --quiet --force --passphrase-fd 0 -o "$dir/out.pdf" \
	-- "  anteroom list: the passphrase alone" "$anteroom" --home "$home" list --passphrase-fd 0
measure process -l 15:16 "  the same report without a passphrase" "$bench/report" \
	forms/phq9.xml "$(sha256 forms/phq9.xml)" tests/interview/demo-phq9.answers "$dir/out.pdf" \
	-- "  anteroom --version: the floor of a process" "$anteroom" --version
reports
folders

# a thousand records and a hundred thousand; of a trial a hundred and a thousand
[ "${BENCH_RUNS:-9}" -lt 3 ] && many=1000 || many=100000
tests/bench/records.sh "$build" "$many" || rc=1

if [ -x "$bench/bare" ]; then
	console
else
	echo "skipped: the console: this build has no full screen (SCREEN=no)"
fi

# what a hostile or hopeless file may cost; 4: it is refused
while IFS=: read -r status kind number what; do
	"$bench/made" "$kind" "$number" >"$dir/bad.xml"
	limit="-l 100:20"
	[ "$status" -eq 4 ] || limit= # nothing is wrong with it, it is only large
	# shellcheck disable=SC2086
	measure process $limit -e "$status" "$what" "$anteroom" form check "$dir/bad.xml"
done <<'END'
4:entities:30:hostile: an entity of 10^30 letters
4:attributes:60000:hostile: 60,000 attributes
4:levels:5000:hostile: 5,000 levels
4:bytes:600000:hostile: 600 KB
4:brackets:2000:hostile: a condition of 2,000 brackets
4:line:15000:hostile: 30,000 mistakes in one line
4:names:4900:hostile: 4,900 conditions on wrong names
4:references:60:hostile: 60,000 wrong items in scales
4:translations:3000:hostile: 3,000 wrong translations
4:twins:4900:hostile: 4,900 questions of one name
4:scores:1600:hostile: 160 million possible scores
0:conditions:2700:large: 2,700 conditions, 46 million combinations
0:lists:2200:large: 2,200 lists of answers
0:alerts:2450:large: 2,450 alerts
END
exit $rc
