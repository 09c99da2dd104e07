#!/usr/bin/env bats
# report.bats - the PDF that leaves the house, and what the log keeps of it

load helpers

one_record() {
	sample_home
	phq9_answers "$WORK/a" 1 2 1 2 1 2 1 2 1
	anteroom take phq9 --mode script --lang en --client C-7 --answers "$WORK/a"
}

# report @last under the passphrase $1, with more arguments
protected() {
	local secret=$1
	shift
	"$ANTEROOM" report @last --passphrase-fd 3 --protect-fd 4 "$@" 3<<<"$PASS" 4<<<"$secret"
}

@test "a protected report opens with its passphrase and with no other, and is AES-256" {
	one_record
	protected "plain words for a file" -o "$WORK/r.pdf"
	run qpdf --password="plain words for a file" --show-encryption "$WORK/r.pdf"
	[ "$status" -eq 0 ]
	[[ "$output" == *"R = 6"* ]]
	[[ "$output" == *"stream encryption method: AESv3"* ]]
	[[ "$output" == *"string encryption method: AESv3"* ]]
	pdftotext -upw "plain words for a file" "$WORK/r.pdf" - | grep -q "C-7"
	run pdftotext "$WORK/r.pdf" -
	[ "$status" -ne 0 ]
	run pdftotext -upw "plain words for a fil" "$WORK/r.pdf" -
	[ "$status" -ne 0 ]
	run grep -aq "Patient Health" "$WORK/r.pdf"
	[ "$status" -ne 0 ]
	[ "$(stat -c %a "$WORK/r.pdf")" = 600 ]
}

@test "a protected report is tagged, titled and whole like any other" {
	one_record
	protected "plain words for a file" -o "$WORK/r.pdf"
	unlocked report @last -o "$WORK/plain.pdf"
	qpdf --password="plain words for a file" --check "$WORK/r.pdf"
	diff <(pdfinfo -struct-text "$WORK/plain.pdf") \
		<(pdfinfo -upw "plain words for a file" -struct-text "$WORK/r.pdf")
	pdfinfo -upw "plain words for a file" "$WORK/r.pdf" | grep -q "PHQ-9"
}

@test "a passphrase with letters of any alphabet opens it, however a keyboard made them" {
	one_record
	protected $'contrase\u00f1a muy larga \u03a9' -o "$WORK/r.pdf"
	pdftotext -upw $'contrase\u00f1a muy larga \u03a9' "$WORK/r.pdf" - | grep -q "C-7"
	protected $'contrasen\u0303a muy larga \u03a9' -o "$WORK/r.pdf" --force
	pdftotext -upw $'contrase\u00f1a muy larga \u03a9' "$WORK/r.pdf" - | grep -q "C-7"
}

@test "a passphrase too short or too long is refused, and nothing is written" {
	one_record
	run protected "short" -o "$WORK/r.pdf"
	[ "$status" -eq 2 ]
	[[ "$output" != *"short"*"short"* ]]
	[ ! -e "$WORK/r.pdf" ]
	run protected "$(printf 'x%.0s' {1..200})" -o "$WORK/r.pdf"
	[ "$status" -eq 2 ]
	[[ "$output" == *"127"* ]]
	[ ! -e "$WORK/r.pdf" ]
}

@test "without a terminal --protect asks nobody and says which option to give" {
	one_record
	run setsid "$ANTEROOM" report @last --protect --passphrase-fd 3 -o "$WORK/r.pdf" 3<<<"$PASS"
	[ "$status" -eq 2 ]
	[[ "$output" == *"--protect-fd"* ]]
	[ ! -e "$WORK/r.pdf" ]
}

@test "the log has the digest of the file that was written, and it is whole" {
	one_record
	unlocked report @last -o "$WORK/r.pdf"
	protected "plain words for a file" -o "$WORK/p.pdf"
	unlocked store audit --json >"$WORK/log"
	for f in r p; do
		grep -q "$(sha256sum "$WORK/$f.pdf" | cut -c1-64)" "$WORK/log"
	done
	unlocked store audit | grep -q "report.*sha256 $(sha256sum "$WORK/r.pdf" | cut -c1-12)"
	unlocked store verify
}

@test "a report that was not written is not in the log" {
	one_record
	touch "$WORK/r.pdf"
	run unlocked report @last -o "$WORK/r.pdf"
	[ "$status" -eq 8 ]
	unlocked store audit --json >"$WORK/log"
	run grep -q '"report"' "$WORK/log"
	[ "$status" -ne 0 ]
}

@test "the program starts without libqpdf: only --protect loads it" {
	run ldd "$ANTEROOM"
	[ "$status" -eq 0 ]
	[[ "$output" == *libhpdf* ]]
	[[ "$output" != *libqpdf* ]]
}
