#!/bin/bash
# guard.sh - a second writer, a newer dossier, a full disk, a wrong setting: said, exit 2, nothing lost
#
#     guard.sh TINGFU
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C TINGFU_LANG=en TINGFU_DOSSIER=$work/dossier

fail() {
	echo "$*" >&2
	exit 1
}

# refused WORDS COMMAND...: exit 2 and the words on standard error
refused() {
	local words=$1 status=0
	shift
	"$@" >out 2>error || status=$?
	[ "$status" -eq 2 ] || fail "'$*' left with $status"
	grep -q -- "$words" error || fail "'$*' says: $(cat error)"
}

"$tingfu" init --operator O --platform P --stop 2026-10-31 --rehearsal --now 2026-08-20 dossier \
	>/dev/null || fail init
refused 'is not empty' "$tingfu" init --operator O --platform P --stop 2026-10-31 dossier
refused "setting 'Operator' is missing" "$tingfu" init --platform P --stop 2026-10-31 other
refused 'is not a date' "$tingfu" init --operator O --platform P --stop 2026-02-30 other
refused 'only moves forward' "$tingfu" clock set 2026-08-01
sqlite3 x.db 'CREATE TABLE t (a)'
refused 'never itself' "$tingfu" source add s sqlite:x.db --secret hunter2
refused 'nothing was scanned yet' "$tingfu" plan
refused 'there is no plan yet' "$tingfu" carry-out
refused 'is no dossier' "$tingfu" --dossier nowhere inventory
refused "no option '--forse'" "$tingfu" carry-out --forse

# A second writer is told who writes; a reader is not in the way.
flock dossier/lock "$tingfu" clock set 2026-08-21 >out 2>error && fail 'two writers'
grep -q 'is writing here' error || fail "second writer: $(cat error)"
flock dossier/lock "$tingfu" source list >/dev/null || fail 'a reader was kept out'

# A dossier of a newer program is left alone.
cp -a dossier newer
sqlite3 newer/dossier.db 'PRAGMA user_version = 999'
refused 'newer version' "$tingfu" --dossier newer clock set 2026-08-22

# Unknown keys are named with their nearest neighbour.
cp -a dossier odd
sed -i 's/^Operator=/OperatorName=/' odd/dossier.conf
refused "did you mean 'Operator'" "$tingfu" --dossier odd source list

# A full disk under the output.
refused 'cannot be written' sh -c "'$tingfu' help >/dev/full"

# What was refused changed nothing.
"$tingfu" ledger verify >out || fail "the ledger: $(cat out)"
grep -q 'entries: 1' out || fail "entries were added: $(cat out)"
