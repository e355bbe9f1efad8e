#!/bin/bash
# carry-out.sh - kill -9 at every named point of carry-out, run again: same end, ledger intact
#
#     carry-out.sh TINGFU-CRASH GENERATOR
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1
generator=$2
# shellcheck source=tests/crash/small-shop.sh
. "$(dirname "$0")/small-shop.sh"

shop_make
shop_save
export TINGFU_CRASH_LIST=$work/points
must carry-out
unset TINGFU_CRASH_LIST
must verify
expected=$(shop_state)

crash_and_resume() {
	local status=0 end

	shop_restore
	# The braces keep bash's own word about the killed process to itself.
	{ TINGFU_CRASH_AT=$1 "$tingfu" carry-out >/dev/null || status=$?; } 2>/dev/null
	[ "$status" -eq 137 ] || fail "$1: was not killed but left with $status"
	must carry-out
	end=$(shop_state)
	[ "$end" = "$expected" ] || fail "$1: another end: $(diff <(echo "$expected") <(echo "$end"))"
	must ledger verify
	must verify
}

# Each name at its first, its middle and its last passage; the ledger's own points are
# tested with the ledger.
for name in $(grep -v '^ledger' "$work/points" | sort -u); do
	passages=$(grep -cx "$name" "$work/points")
	for passage in $(printf '%s\n' 1 $(((passages + 1) / 2)) "$passages" | sort -un); do
		crash_and_resume "$name:$passage"
	done
done
