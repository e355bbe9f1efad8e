#!/bin/bash
# broken-eraser.sh - an eraser that lies is caught, whatever its lie
#
#     broken-eraser.sh TINGFU-CRASH GENERATOR
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1
generator=$2
# shellcheck source=tests/crash/small-shop.sh
. "$(dirname "$0")/small-shop.sh"

shop_make
shop_save
for lie in remove-noop remove-last no-rewrite keep-file; do
	shop_restore
	if TINGFU_BREAK_ERASER=$lie "$tingfu" carry-out >"$work/out" 2>&1; then
		cat "$work/out" >&2
		fail "$lie: carry-out believed it"
	fi
	must ledger verify
done
