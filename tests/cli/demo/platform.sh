#!/bin/sh
# platform.sh - the demonstration's platform: the same bytes twice, and a truth that is true
#
# SPDX-License-Identifier: Apache-2.0
set -eu

generator=$1
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

TZ=Asia/Shanghai LC_ALL=C "$generator" --persons 300 "$work/one"
TZ=America/New_York LC_ALL=C.UTF-8 "$generator" --persons 300 "$work/two"
diff -r "$work/one" "$work/two"
python3 "$here/check-platform.py" "$work/one"

# It writes over nothing, and says what it wants.
status=0
"$generator" "$work/one" 2>"$work/error" || status=$?
test "$status" -eq 2
grep -q 'exists already' "$work/error"
status=0
"$generator" --persons 7 "$work/three" 2>"$work/error" || status=$?
test "$status" -eq 2
test ! -e "$work/three"
