#!/bin/sh
# packages.sh - install the Debian packages that are missing, and say so
#
# usage: packages.sh WHY PACKAGE...
set -eu
why=$1
shift
missing=
# shellcheck disable=SC2016 # dpkg-query fills it in; it fails where one is not known
have=$(dpkg-query -W -f=' ${Package}=${Status}' "$@" 2>/dev/null) || true
for p in "$@"; do
	case "$have " in
	*" $p=install ok installed "*) ;;
	*) missing="$missing $p" ;;
	esac
done
[ -z "$missing" ] && exit 0
sudo=
if [ "$(id -u)" -ne 0 ]; then
	sudo=sudo
	command -v sudo >/dev/null || {
		echo "anteroom needs these Debian packages $why:$missing" >&2
		echo "become root, or install sudo, and try again" >&2
		exit 1
	}
fi
echo "installing Debian packages $why:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# shellcheck disable=SC2086 # a list of words
if ! { $sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive \
	apt-get install -q -y --no-install-recommends $missing; } >"$log" 2>&1; then
	cat "$log" >&2
	rm -f "$log"
	echo "apt-get could not install:$missing" >&2
	exit 1
fi
rm -f "$log"
