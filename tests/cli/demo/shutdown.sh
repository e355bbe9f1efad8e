#!/bin/sh
# shutdown.sh - the whole way, with a shop of three hundred persons
#
#     shutdown.sh BUILD-DIRECTORY
#
# SPDX-License-Identifier: Apache-2.0
set -eu

build=$1
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! "$root/demo/run.sh" --persons 300 "$build" "$work/demo" >"$work/output" 2>&1; then
	tail -n 40 "$work/output" >&2
	exit 1
fi
test "$(tail -n 1 "$work/output")" = "report: $work/demo/dossier/report/index.html"
test -s "$work/demo/dossier/report/index.html"
test -s "$work/demo/dossier/report/index.en.html"
