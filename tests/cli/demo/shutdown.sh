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
# Copies of a table and a second store of accounts hold no persons more.
counted=$(sed -n 's/^persons  *\([0-9]*\)$/\1/p' "$work/output" | head -n 1)
if [ "${counted:-0}" -lt 297 ] || [ "$counted" -gt 303 ]; then
	echo "shutdown.sh: of 300 persons ${counted:-none} are counted" >&2
	exit 1
fi
test "$(tail -n 1 "$work/output")" = "report: $work/demo/dossier/report/index.html"
test -s "$work/demo/dossier/report/index.html"
test -s "$work/demo/dossier/report/index.en.html"
