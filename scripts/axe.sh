#!/bin/sh
# Fetches axe-core, which looks for what people with disabilities would stumble
# over on the page, and prints the path of its script. Nothing is printed where
# npm is missing or cannot fetch: the tests then say what was not run.
set -eu

version=4.14.1
dir=${XDG_CACHE_HOME:-$HOME/.cache}/sereda
script=$dir/axe-core-$version.min.js

if [ ! -s "$script" ]; then
	if ! command -v npm >/dev/null; then
		echo "axe: npm is missing" >&2
		exit 0
	fi
	mkdir -p "$dir"
	temporary=$(mktemp -d "$dir/fetch-XXXXXX")
	trap 'rm -rf "$temporary"' EXIT
	if ! (cd "$temporary" && npm pack --silent "axe-core@$version" >/dev/null 2>&1 && tar -xzf ./*.tgz package/axe.min.js); then
		echo "axe: axe-core $version could not be fetched" >&2
		exit 0
	fi
	mv "$temporary/package/axe.min.js" "$script"
fi
echo "$script"
