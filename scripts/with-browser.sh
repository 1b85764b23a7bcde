#!/bin/sh
# Runs a command, the tests, with what the tests in a browser need: Chromium,
# and axe-core in SEREDA_AXE. Where either cannot be had the last line says
# what was not run.
#
#   scripts/with-browser.sh go test ./...
set -eu

here=$(dirname "$0")

case " $* " in
*' ./... '* | *browsertest*) ;;
*) exec "$@" ;;
esac

not_run=''
code=0
"$here/need.sh" chromium || code=$?
case $code in
0)
	SEREDA_AXE=$("$here/axe.sh")
	export SEREDA_AXE
	[ -n "$SEREDA_AXE" ] || not_run='the look for barriers (axe-core could not be had)'
	;;
3)
	export SEREDA_NO_CHROMIUM=1
	not_run='the tests in a browser (Chromium could not be had)'
	;;
*) exit "$code" ;;
esac

code=0
"$@" || code=$?
[ -z "$not_run" ] || echo "NOT RUN: $not_run" >&2
exit "$code"
