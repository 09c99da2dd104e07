#!/usr/bin/env bats
# doctor.bats - a machine made of files, right in every point, then wrong in one at a time

load helpers

KIOSK=64102 THERAPIST=64101 GROUP=64100

teardown() {
	[ ! -d "$WORK/disk" ] || umount "$WORK/disk" 2>/dev/null || true
}

# what the machine's /etc, /proc and /sys are for anteroom
machine() {
	M=$WORK/machine
	export ANTEROOM_TEST_ROOT=$M
	made_once machine_made
}

machine_made() {
	mkdir -p "$M"/{etc/systemd/system,etc/systemd/logind.conf.d,etc/systemd/system.conf.d,etc/anteroom} \
		"$M"/{etc/ssh,usr/bin,proc/self,proc/sys/kernel,sys/class/tty/tty0} \
		"$M"/{sys/dev/block/254:1/dm,sys/fs/cgroup/system.slice/anteroom-kiosk.service} \
		"$M"/usr/share/terminfo/x
	: >"$M/usr/share/terminfo/x/xterm"
	echo "36 1 254:1 / / rw,relatime shared:1 - ext4 /dev/mapper/home rw" >"$M/proc/self/mountinfo"
	echo "CRYPT-LUKS2-0123-home" >"$M/sys/dev/block/254:1/dm/uuid"
	echo "Filename Type Size Used Priority" >"$M/proc/swaps"
	echo 0 >"$M/proc/sys/kernel/sysrq"
	echo tty1 >"$M/sys/class/tty/tty0/active"
	cat >"$M/etc/passwd" <<-END
		root:x:0:0::/:/bin/bash
		anteroom-kiosk:x:$KIOSK:$KIOSK::/nonexistent:/usr/sbin/nologin
	END
	cat >"$M/etc/group" <<-END
		root:x:0:
		sudo:x:27:anna
		anteroom:x:$GROUP:anteroom-kiosk,anna
		anteroom-kiosk:x:$KIOSK:
	END
	cp docs/kiosk/anteroom-kiosk.service "$M/etc/systemd/system/"
	cp docs/kiosk/logind-kiosk.conf "$M/etc/systemd/logind.conf.d/anteroom.conf"
	cp docs/kiosk/system-kiosk.conf "$M/etc/systemd/system.conf.d/anteroom.conf"
	for unit in getty@tty{2,3,4,5,6}.service ctrl-alt-del.target; do
		ln -s /dev/null "$M/etc/systemd/system/$unit"
	done
}

# the two-user layout, for the fake machine
kiosk() {
	if [ "$EUID" -ne 0 ]; then
		skip "NOT TESTED: a kiosk's user needs root (run make check as root)"
	fi
	others_may_enter
	made_once kiosk_made
	M=$WORK/machine
	export ANTEROOM_TEST_ROOT=$M ANTEROOM_KEY=$WORK/own/therapist.key
}

kiosk_made() {
	machine
	sample_home
	mv "$ANTEROOM_HOME/keys/practice.card" "$M/etc/anteroom/"
	mkdir -m 700 "$WORK/own"
	mv "$ANTEROOM_HOME/keys/therapist.key" "$WORK/own/"
	rmdir "$ANTEROOM_HOME/keys"
	chown -R "$THERAPIST" "$WORK/own"
	sed -i "s|</practice>|<group>$GROUP</group></practice>|" "$ANTEROOM_HOME/practice.xml"
	chown -R "$THERAPIST:$GROUP" "$ANTEROOM_HOME"
	chmod 2770 "$ANTEROOM_HOME"
	chmod 660 "$ANTEROOM_HOME"/store.db*
	chmod 640 "$ANTEROOM_HOME/practice.xml"
	chmod -R go+rX "$M"
}

as_kiosk() {
	setpriv --reuid "$KIOSK" --regid "$KIOSK" --groups "$GROUP" -- "$@"
}

# the row of a check is in this state and says this
row() { # STATE ID TEXT
	local some=$'[^\n]*'
	[[ $'\n'$output =~ $'\n'"$1"$'\t'"$2"$'\t'$some"$3" ]] ||
		{ echo "no '$1 $2 ... $3' in:"; echo "$output"; false; }
}

no_row() { # STATE
	[[ $'\n'$output != *$'\n'"$1"$'\t'* ]] || { echo "$output"; false; }
}

@test "on a machine that is right nothing fails, and each check has its row" {
	machine
	sample_home
	run anteroom doctor
	[ "$status" -eq 0 ]
	no_row fail
	for id in locale fonts home store database keys clock disk encryption swap locked-memory core-dumps; do
		row ok "$id" ""
	done
	row warn terminal "not run at a terminal"
	row warn crisis-lines "made-up practice"
	row ok database "truncate, synchronous extra; not WAL"
}

@test "a terminal is told by its name and its size" {
	machine
	at() { # COLUMNS ROWS TERM
		script -qec "stty cols $1 rows $2; TERM=$3 $ANTEROOM doctor" /dev/null | tr -d '\r'
	}
	at 40 12 xterm | grep -q "^ok    terminal  .*xterm, 40 columns and 12 rows"
	at 39 24 xterm | grep -q "^warn  terminal  .*39 columns"
	at 80 11 xterm | grep -q "^warn  terminal  .*11 rows"
	at 80 24 no-such | grep -q '^warn  terminal  .*no description'
	at 80 24 dumb | grep -q '^ok    terminal  .*dumb'
	at 80 24 ../../x | grep -q '^warn  terminal'
	[ "$(at 80 24 xterm | wc -L)" -le 79 ]
}

@test "a locale that is not here is told, and C.UTF-8 is used" {
	machine
	LC_ALL=xx_XX.UTF-8 run anteroom doctor
	row warn locale 'C.UTF-8 is used in its place'
	LC_ALL='' LANG='' run anteroom doctor
	row warn locale '"C"'
}

@test "it speaks Spanish too, and the states and checks stay words for programs" {
	machine
	LC_ALL='' LANG=es_MX.UTF-8 run anteroom doctor
	row ok swap "no hay memoria de intercambio"
}

@test "without a home the machine is checked; a home that was named and is missing is exit 3" {
	machine
	run anteroom doctor
	[ "$status" -eq 0 ]
	row warn home "no practice home"
	row ok core-dumps ""
	row ok database "no store yet"
	run anteroom doctor --home "$WORK/elsewhere"
	[ "$status" -eq 3 ]
	row fail home "$WORK/elsewhere"
	row ok core-dumps ""
	run anteroom doctor --kiosk
	[ "$status" -eq 1 ]
	row fail home ""
}

@test "rights that are too wide fail and say what to type" {
	machine
	sample_home
	chmod 755 "$ANTEROOM_HOME"
	run anteroom doctor
	[ "$status" -eq 1 ]
	row fail home "chmod go="
	chmod 700 "$ANTEROOM_HOME"
	chmod 640 "$ANTEROOM_HOME/store.db" "$ANTEROOM_HOME/keys/therapist.key"
	run anteroom doctor
	row fail store "chmod go="
	row fail keys "chmod go="
	chmod 600 "$ANTEROOM_HOME/store.db" "$ANTEROOM_HOME/keys/therapist.key"
	run anteroom doctor
	[ "$status" -eq 0 ]
}

@test "a store that may not be written fails: no answer could be saved" {
	machine
	sample_home
	read_only anteroom doctor
	[ "$status" -eq 1 ]
	row fail store "read-only"
}

@test "a store that is damaged, and a profile with mistakes, are told" {
	machine
	sample_home
	cp "$ANTEROOM_HOME/practice.xml" "$WORK/p"
	sed -i 's/region=/regoin=/' "$ANTEROOM_HOME/practice.xml"
	run anteroom doctor
	[ "$status" -eq 1 ]
	row fail home "form check"
	cp "$WORK/p" "$ANTEROOM_HOME/practice.xml"
	printf 'not a store' >"$ANTEROOM_HOME/store.db"
	run anteroom doctor
	[ "$status" -eq 1 ]
	row fail store "store.db"
}

@test "a practice without lines fails; a line not checked for 180 days is a warning" {
	machine
	unlocked init --quiet
	run anteroom doctor
	[ "$status" -eq 1 ]
	row fail crisis-lines "cannot be started"
	cp templates/practice-sample.xml "$ANTEROOM_HOME/practice.xml"
	sed -i 's/ sample="yes"//' "$ANTEROOM_HOME/practice.xml"
	ANTEROOM_TEST_CLOCK=2026-12-01T12:00:00Z run anteroom doctor
	row ok crisis-lines "within 180 days"
	ANTEROOM_TEST_CLOCK=2027-12-01T12:00:00Z run anteroom doctor
	[ "$status" -eq 0 ]
	row warn crisis-lines "nobody has checked"
}

@test "a clock before 2026, or before the newest record, fails" {
	machine
	sample_home
	ANTEROOM_TEST_CLOCK=2025-12-31T12:00:00Z run anteroom doctor
	[ "$status" -eq 1 ]
	row fail clock 2025-12-31
	phq9_answers "$WORK/a" 0 0 0 0 0 0 0 0 0
	ANTEROOM_TEST_CLOCK=2027-05-02T12:00:00Z anteroom take phq9 --mode script --lang en --client C-1 --answers "$WORK/a"
	ANTEROOM_TEST_CLOCK=2027-05-01T12:00:00Z run anteroom doctor
	row fail clock 2027-05-02
	ANTEROOM_TEST_CLOCK=2027-05-02T12:00:00Z run anteroom doctor
	row ok clock 2027-05-02
}

@test "a full disk fails and a nearly full one warns" {
	[ "$EUID" -eq 0 ] || skip "NOT TESTED: mounting a small disk needs root"
	machine
	mkdir "$WORK/disk"
	mount -t tmpfs -o size=8m,mode=700 none "$WORK/disk" || skip "NOT TESTED: this place cannot mount"
	ANTEROOM_HOME=$WORK/disk/h run anteroom doctor
	row fail disk "MiB left"
	umount "$WORK/disk"
	mount -t tmpfs -o size=100m,mode=700 none "$WORK/disk"
	ANTEROOM_HOME=$WORK/disk/h run anteroom doctor
	row warn disk "MiB left"
}

@test "encryption is told from what lies below the disk, also through LVM" {
	machine
	block=$M/sys/dev/block
	echo "LVM-abc" >"$block/254:1/dm/uuid"
	run anteroom doctor
	[ "$status" -eq 0 ]
	row warn encryption "does not encrypt"
	mkdir -p "$block/254:1/slaves/dm-0/dm"
	echo "CRYPT-LUKS2-x" >"$block/254:1/slaves/dm-0/dm/uuid"
	run anteroom doctor
	row ok encryption ""
	mkdir -p "$block/254:1/slaves/sdb1" # a second disk, and not encrypted
	run anteroom doctor
	row warn encryption "does not encrypt"
	echo "36 1 0:40 / / rw - btrfs /dev/sda1 rw" >"$M/proc/self/mountinfo"
	run anteroom doctor
	row warn encryption "could not be looked at"
	rm "$M/proc/self/mountinfo"
	run anteroom doctor
	row warn encryption "could not be looked at"
}

@test "a network file system is warned about, by the nearest mount" {
	machine
	real=$(realpath "$WORK")
	echo "40 36 0:50 / $real rw - nfs4 clinic:/home rw" >>"$M/proc/self/mountinfo"
	run anteroom doctor
	row warn disk "nfs4"
	echo "41 36 0:51 / ${real}x rw - cifs //x rw" >>"$M/proc/self/mountinfo"
	run anteroom doctor
	row warn disk "nfs4"
}

@test "swap in the clear is warned about; in memory or encrypted it is not" {
	machine
	mkdir -p "$M/sys/class/block/dm-1" "$M/sys/class/block/sda2" "$M/sys/dev/block/8:2" "$M/sys/dev/block/254:2/dm"
	echo 254:2 >"$M/sys/class/block/dm-1/dev"
	echo 8:2 >"$M/sys/class/block/sda2/dev"
	echo "CRYPT-PLAIN-swap" >"$M/sys/dev/block/254:2/dm/uuid"
	printf '/dev/dm-1 partition 9 0 -2\n/dev/zram0 partition 9 0 -2\n/swap\\040file file 9 0 -2\n' >>"$M/proc/swaps"
	run anteroom doctor
	row ok swap "encrypted"
	echo "/dev/sda2 partition 9 0 -2" >>"$M/proc/swaps"
	run anteroom doctor
	[ "$status" -eq 0 ]
	row warn swap "/dev/sda2"
	rm "$M/proc/swaps"
	run anteroom doctor
	row warn swap "could not be looked at"
}

@test "that keys cannot be kept out of swap is told, with the limit" {
	[[ $ANTEROOM != */san/* ]] || skip "a sanitizer answers mlock() itself"
	machine
	local as=
	[ "$(id -u)" -ne 0 ] || as="setpriv --bounding-set=-ipc_lock"
	ulimit -l 0
	run $as "$ANTEROOM" doctor
	row warn locked-memory "0 KiB of memory may be locked, not 64"
}

@test "--json is one document, --accessible labelled lines, --quiet only what is not right" {
	machine
	sample_home
	anteroom doctor --json >"$WORK/j"
	grep -q '"schema": "anteroom.doctor/1"' "$WORK/j"
	grep -q '"id": "clock"' "$WORK/j"
	run anteroom doctor --accessible
	[[ "$output" == *$'state: ok\ncheck: clock\nfound: the clock says'* ]]
	run anteroom doctor --quiet
	no_row ok
	row warn terminal ""
}

# ---- the kiosk ----

@test "a kiosk set up as the guide says has nothing open, for root and for its own user" {
	kiosk
	run anteroom doctor --kiosk
	[ "$status" -eq 0 ]
	for id in home store kiosk-{user,shell,keys,card,sudo,console,logins,logind,sysrq,ctrl-alt-del}; do
		row ok "$id" ""
	done
	row ok home "shared with the group"
	run as_kiosk "$ANTEROOM" doctor --kiosk
	[ "$status" -eq 0 ]
	for id in home store kiosk-{user,shell,keys,card,sudo,console,logins,logind,sysrq,ctrl-alt-del}; do
		row ok "$id" ""
	done
}

@test "root without a unit, a unit that is root's, and a user that is not there" {
	kiosk
	unit=$M/etc/systemd/system/anteroom-kiosk.service
	sed -i 's/^User=.*/User=root/' "$unit"
	run anteroom doctor --kiosk
	[ "$status" -eq 1 ]
	row fail kiosk-user "runs as root"
	row warn kiosk-keys "could not be looked at"
	mkdir "$unit.d" # a drop-in says otherwise
	printf '[Service]\nUser=nobody-here\n' >"$unit.d/user.conf"
	run anteroom doctor --kiosk
	row fail kiosk-user "nobody-here"
	printf '[Service]\nUser = anteroom-kiosk\n' >"$unit.d/user.conf"
	run anteroom doctor --kiosk
	row ok kiosk-user "anteroom-kiosk"
	rm -r "$unit" "$unit.d"
	run anteroom doctor --kiosk
	row fail kiosk-user "this is root"
	row fail kiosk-console "no unit"
}

@test "a kiosk's user who owns a key or the home, or can read a key" {
	kiosk
	chown -R "$KIOSK" "$WORK/own"
	run anteroom doctor --kiosk
	row fail kiosk-user "owns"
	row fail kiosk-keys "can read the key file"
	chown -R "$THERAPIST" "$WORK/own"
	chmod 755 "$WORK/own"
	chgrp "$GROUP" "$WORK/own/therapist.key"
	chmod 640 "$WORK/own/therapist.key"
	run anteroom doctor --kiosk
	row fail kiosk-keys "can read the key file"
	run as_kiosk "$ANTEROOM" doctor --kiosk
	row fail kiosk-keys "can read the key file"
	chmod 600 "$WORK/own/therapist.key"
	ANTEROOM_KEY='' run anteroom doctor --kiosk
	row warn kiosk-keys "no key file is known here"
	run anteroom doctor --kiosk --key "$WORK/own/therapist.key"
	row ok kiosk-keys ""
	chown "$KIOSK" "$ANTEROOM_HOME"
	run anteroom doctor --kiosk
	row fail kiosk-user "owns '$ANTEROOM_HOME'"
}

@test "a card that the kiosk's user can change, or that is not there" {
	kiosk
	card=$M/etc/anteroom/practice.card
	chmod 666 "$card"
	run as_kiosk "$ANTEROOM" doctor --kiosk
	row fail kiosk-card "can change"
	chmod 644 "$card"
	chmod 777 "$M/etc/anteroom"
	run anteroom doctor --kiosk
	row fail kiosk-card "can change"
	chmod 755 "$M/etc/anteroom"
	chown "$KIOSK" "$card"
	chmod 444 "$card"
	run anteroom doctor --kiosk
	row fail kiosk-card "can change"
	rm "$card"
	run anteroom doctor --kiosk
	row fail kiosk-card "no practice card"
}

@test "a shell is open, unless sshd forces the user into a command" {
	kiosk
	sed -i 's|/usr/sbin/nologin|/bin/sh|' "$M/etc/passwd"
	run anteroom doctor --kiosk
	[ "$status" -eq 1 ]
	row fail kiosk-shell "/bin/sh"
	mkdir "$M/etc/ssh/sshd_config.d"
	sed 's/anteroom-remote/anteroom-kiosk/' docs/kiosk/sshd-anteroom.conf >"$M/etc/ssh/sshd_config.d/anteroom.conf"
	run anteroom doctor --kiosk
	row warn kiosk-shell "sshd forces"
	sed -i 's/User anteroom-kiosk/User somebody,else/' "$M/etc/ssh/sshd_config.d/anteroom.conf"
	run anteroom doctor --kiosk
	row fail kiosk-shell "/bin/sh"
	sed -i "/^anteroom-kiosk/d" "$M/etc/passwd"
	run as_kiosk "$ANTEROOM" doctor --kiosk
	row warn kiosk-shell "no line in /etc/passwd"
}

@test "sudo: a rule, a group, an alias; a file that only root may read is said to be" {
	kiosk
	: >"$M/usr/bin/sudo"
	mkdir "$M/etc/sudoers.d"
	rules() { printf '%s\n' 'Defaults env_reset' '@includedir /etc/sudoers.d' '%sudo ALL=(ALL:ALL) ALL' "$@" >"$M/etc/sudoers"; }
	rules
	run anteroom doctor --kiosk
	row ok kiosk-sudo "no rule"
	for rule in 'anteroom-kiosk ALL=(ALL) NOPASSWD: ALL' 'anna, anteroom-kiosk ALL=ALL' '%anteroom ALL=/bin/ls' \
		'ALL ALL=/bin/ls' "#$KIOSK ALL=ALL" "%#$GROUP ALL=ALL" 'User_Alias DESK = anna, anteroom-kiosk'; do
		rules "$rule"
		run anteroom doctor --kiosk
		[ "$status" -eq 1 ] || { echo "not seen: $rule"; false; }
		row fail kiosk-sudo "/etc/sudoers"
	done
	rules '# anteroom-kiosk ALL=ALL' 'Cmnd_Alias LS = /bin/ls'
	echo 'anteroom-kiosk ALL=ALL' >"$M/etc/sudoers.d/left-out.old"
	run anteroom doctor --kiosk
	row ok kiosk-sudo ""
	chmod 440 "$M/etc/sudoers"
	run as_kiosk "$ANTEROOM" doctor --kiosk
	[ "$status" -eq 0 ]
	row warn kiosk-sudo "could not be looked at"
	row warn kiosk-sudo "as root"
	sed -i 's/^sudo:.*/&,anteroom-kiosk/' "$M/etc/group"
	run anteroom doctor --kiosk
	row fail kiosk-sudo "group sudo"
}

@test "another console, by a login, by logind, or still running" {
	kiosk
	rm "$M/etc/systemd/system/getty@tty4.service"
	run anteroom doctor --kiosk
	[ "$status" -eq 1 ]
	row fail kiosk-logins "systemctl mask --now getty@tty4.service"
	ln -s /dev/null "$M/etc/systemd/system/getty@.service"
	run anteroom doctor --kiosk
	row ok kiosk-logins ""
	mkdir -p "$M/sys/fs/cgroup/system.slice/system-getty.slice/getty@tty3.service"
	run anteroom doctor --kiosk
	row fail kiosk-logins "tty3"
	printf '[Login]\nReserveVT=1\n' >"$M/etc/systemd/logind.conf.d/zz.conf" # later wins
	run anteroom doctor --kiosk
	row fail kiosk-logind "NAutoVTs=0, ReserveVT=1"
	mkdir -p "$M/usr/lib/systemd/logind.conf.d"
	printf '[Login]\nReserveVT=0\n' >"$M/usr/lib/systemd/logind.conf.d/zz.conf" # hidden by /etc's
	run anteroom doctor --kiosk
	row fail kiosk-logind "ReserveVT=1"
	rm -r "$M"/etc/systemd/logind.conf.d
	run anteroom doctor --kiosk
	row fail kiosk-logind "NAutoVTs=6, ReserveVT=0"
}

@test "keys that the system takes, and a console that is not the kiosk's" {
	kiosk
	echo 438 >"$M/proc/sys/kernel/sysrq"
	rm "$M/etc/systemd/system/ctrl-alt-del.target" "$M/etc/systemd/system.conf.d/anteroom.conf"
	echo tty2 >"$M/sys/class/tty/tty0/active"
	run anteroom doctor --kiosk
	[ "$status" -eq 1 ]
	row fail kiosk-sysrq "438"
	row fail kiosk-ctrl-alt-del "mask"
	row warn kiosk-ctrl-alt-del "at once"
	row warn kiosk-console "tty2"
	rmdir "$M/sys/fs/cgroup/system.slice/anteroom-kiosk.service"
	run anteroom doctor --kiosk
	row warn kiosk-console "not running"
	sed -i 's|^TTYPath=.*|TTYPath=/dev/tty7|' "$M/etc/systemd/system/anteroom-kiosk.service"
	rm "$M/proc/sys/kernel/sysrq"
	run anteroom doctor --kiosk
	row fail kiosk-console "/dev/tty7"
	row warn kiosk-sysrq "could not be looked at"
}

@test "a machine without systemd is said to be one, not guessed at" {
	kiosk
	rm -r "$M/etc/systemd"
	run as_kiosk "$ANTEROOM" doctor --kiosk
	for id in console logins logind ctrl-alt-del; do
		row warn "kiosk-$id" "could not be looked at"
	done
}

@test "the kiosk's unit is one that systemd takes" {
	command -v systemd-analyze >/dev/null || skip "NOT TESTED: there is no systemd-analyze here"
	sed "s|/usr/local/bin/anteroom|$ANTEROOM|" docs/kiosk/anteroom-kiosk.service >"$WORK/anteroom-kiosk.service"
	run systemd-analyze verify --man=no "$WORK/anteroom-kiosk.service"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}
