#!/bin/sh
# Makes sure that programs Sereda works with are installed:
#
#   scripts/need.sh postgres redis gcc chromium emoji poppler
#
# What is there is left alone. On Debian and Ubuntu the missing packages are
# installed, by root or with sudo; elsewhere the script says what to install
# and ends with 3.
# No service is started or enabled by it and no database cluster is made:
# Sereda runs PostgreSQL by itself, and only the tests run Redis.
set -eu

# The same places as postgres.Find; $PGBIN, if set, stands alone.
postgres_places() {
	if [ -n "${PGBIN:-}" ]; then
		echo "$PGBIN"
		return
	fi
	program=$(command -v postgres) && dirname "$(readlink -f "$program")"
	printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin \
		/opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin \
		/home/linuxbrew/.linuxbrew/opt/postgresql*/bin
}

has_postgres() {
	for dir in $(postgres_places); do
		if [ ! -x "$dir/initdb" ] || [ ! -x "$dir/postgres" ]; then continue; fi
		major=$("$dir/postgres" --version | sed -n 's/.*PostgreSQL) \([0-9]*\).*/\1/p')
		if [ "${major:-0}" -ge 15 ]; then return 0; fi
	done
	return 1
}

has_redis() { command -v redis-server >/dev/null; }

has_gcc() {
	command -v gcc >/dev/null &&
		echo '#include <stdlib.h>' | gcc -E -x c - >/dev/null 2>&1
}

# The same names as the browser tests look for.
has_chromium() {
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
		command -v google-chrome >/dev/null
}

has_emoji() { command -v fc-list >/dev/null && fc-list 2>/dev/null | grep -qi emoji; }

has_poppler() { command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null; }

packages_for() {
	case $1 in
	postgres) echo postgresql ;;
	redis) echo redis-server ;;
	gcc) echo gcc libc6-dev ;;
	chromium) echo chromium ;;
	emoji) echo fontconfig fonts-noto-color-emoji ;;
	poppler) echo poppler-utils ;;
	esac
}

say() { echo "need: $*" >&2; }

missing='' packages=''
for tool in "$@"; do
	case $tool in
	postgres | redis | gcc | chromium | emoji | poppler) ;;
	*)
		say "unknown program $tool; known are postgres (15 or newer), redis, gcc, chromium, emoji, poppler"
		exit 2
		;;
	esac
	if ! "has_$tool"; then
		missing="$missing $tool"
		packages="$packages $(packages_for "$tool")"
	fi
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
	say "missing:$missing. Install PostgreSQL 15 or newer, Redis and a C compiler with this system's own"
	say "means (Fedora: dnf install postgresql-server redis gcc chromium poppler-utils; macOS: brew install postgresql redis poppler)."
	exit 3
fi

# Ubuntu's package of the name only fetches a snap, which does not run for
# root, in containers or without its service.
case " $packages " in
*' chromium '*)
	if grep -qx 'ID=ubuntu' /etc/os-release 2>/dev/null; then
		say "missing: chromium, which Ubuntu does not package. Install Chromium or Google Chrome by other means."
		exit 3
	fi
	;;
esac

installer=$(dirname "$0")/apt-quietly.sh
say "installing:$packages"
if [ "$(id -u)" = 0 ]; then
	# shellcheck disable=SC2086 # a list of words
	"$installer" $packages
elif command -v sudo >/dev/null; then
	say "running: sudo $installer$packages"
	# shellcheck disable=SC2086
	sudo "$installer" $packages
else
	say "not root and no sudo: ask an administrator to run $installer$packages"
	exit 1
fi

for tool in $missing; do
	if ! "has_$tool"; then
		say "$tool is still missing after the installation; PostgreSQL must be version 15 or newer"
		say "(for an older system: https://www.postgresql.org/download/)"
		exit 1
	fi
done
