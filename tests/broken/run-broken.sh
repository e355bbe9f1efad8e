#!/bin/sh
# run-broken.sh LIST-SOURCE DEFECT-DIR - one broken input against what must be said of it
#
# DEFECT-DIR/make FOLDER makes the input.  DEFECT-DIR/expect has "uri REST" (FOLDER stands
# for @), "status N", and then lines that must be whole lines of the output, tabs as blanks.
#
# SPDX-License-Identifier: Apache-2.0
set -u
list=$1
defect=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/tingfu-broken-XXXXXX") || exit 2
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
mkdir "$work/in"
sh "$defect/make" "$work/in" > "$work/made" 2>&1
made=$?
[ $made -eq 77 ] && exit 77
[ $made -eq 0 ] || { cat "$work/made"; exit 1; }
uri=$(sed -n 's/^uri //p' "$defect/expect" | sed "s|@|$work/in|")
status=$(sed -n 's/^status //p' "$defect/expect")
"$list" "$uri" > "$work/out" 2>&1
got=$?
sed "s|$work/in|@|g" "$work/out" | tr '\t' ' ' > "$work/said"
failed=0
if [ "$got" -ne "$status" ]; then
	echo "exit status $got, not $status"
	failed=1
fi
grep -v -e '^uri ' -e '^status ' "$defect/expect" > "$work/wanted"
while IFS= read -r line; do
	grep -qxF -e "$line" "$work/said" || { echo "not said: $line"; failed=1; }
done < "$work/wanted"
[ $failed -eq 0 ] || head -c 4000 "$work/said"
exit $failed
