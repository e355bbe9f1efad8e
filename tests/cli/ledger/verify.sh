#!/bin/sh
# verify.sh - `tingfu ledger verify`: answers, exit statuses, forms; it writes nothing
#
#     verify.sh TINGFU LEDGER-GROW
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1 grow=$2
home=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$home"; rm -rf "$home"' EXIT
unset TINGFU_DOSSIER TINGFU_LANG
LC_ALL=C
export LC_ALL

fail() {
	echo "$*" >&2
	exit 1
}

# answer STATUS PATTERN COMMAND...: that exit status, and that text on stdout or stderr.
answer() {
	wanted=$1 pattern=$2
	shift 2
	"$@" >"$home/out" 2>&1
	status=$?
	[ $status -eq "$wanted" ] || fail "$*: exit status $status, not $wanted: $(cat "$home/out")"
	grep -q -- "$pattern" "$home/out" || fail "$*: no '$pattern' in: $(cat "$home/out")"
}

"$grow" "$home/case" 7 >/dev/null || fail "no ledger"
key=$home/case/keys/ledger.vkey
ledger=$home/case/ledger
before=$(find "$ledger" -printf '%p %s %T@\n' | sort)

answer 0 '^intact, signer not authenticated$' "$tingfu" ledger verify "$ledger"
answer 0 '^entries: 7$' "$tingfu" ledger verify --dossier "$home/case"
answer 0 '^intact, signer authenticated$' "$tingfu" ledger verify --key "file:$key" "$ledger"
answer 0 '^intact, signer authenticated$' "$tingfu" ledger verify --key "$key" "$ledger"
answer 0 '^intact, signer authenticated$' "$tingfu" ledger verify --key "$(cat "$key")" "$ledger"
answer 0 '完好，签名人未经核实' "$tingfu" --lang zh ledger verify "$ledger"
answer 0 '"intact": true' "$tingfu" ledger verify --format json "$ledger"
answer 0 '"signer_authenticated": false' "$tingfu" ledger verify --format json "$ledger"

"$tingfu" ledger checkpoint --dossier "$home/case" >"$home/earlier" || fail "no checkpoint"
cmp -s "$home/earlier" "$ledger/checkpoint" || fail "checkpoint prints something else"
answer 0 '^continues the earlier checkpoint$' "$tingfu" ledger verify --checkpoint "$home/earlier" "$ledger"

# Nothing was written, not even a time of change; and nothing needs to be writable.
[ "$before" = "$(find "$ledger" -printf '%p %s %T@\n' | sort)" ] || fail "verify wrote"
chmod -R a-w "$ledger"
answer 0 '^intact' "$tingfu" ledger verify "$ledger"
chmod -R u+w "$ledger"

# Trouble is not tampering.
answer 2 'there is no ledger' "$tingfu" ledger verify "$home/nowhere"
answer 2 'name one ledger' "$tingfu" ledger verify "$ledger" "$ledger"
answer 2 'cannot be read' "$tingfu" ledger verify --checkpoint "$home/nowhere" "$ledger"
answer 2 'not a checkpoint' "$tingfu" ledger verify --checkpoint "$key" "$ledger"
answer 2 'cannot be read' "$tingfu" ledger verify --key "file:$home/nowhere" "$ledger"
answer 2 'not a verifier key' "$tingfu" ledger verify --key a+b+c "$ledger"
answer 2 'contradicts itself' "$tingfu" ledger verify --key "$(sed 's/+......../+00000000/' "$key")" "$ledger"

# Tampering is not trouble.
mkdir "$home/empty"
answer 1 "tampered: 'checkpoint' is missing" "$tingfu" ledger verify "$home/empty"
sed -i 's/"rows":3/"rows":4/' "$ledger/tile/entries/000.p/7"
answer 1 "^tampered: entry 3 and its hash in 'tile/0/000.p/7' disagree$" "$tingfu" ledger verify "$ledger"
answer 1 '"intact": false' "$tingfu" ledger verify --format json "$ledger"
answer 1 '已被篡改：第 3 号条目' "$tingfu" --lang zh ledger verify "$ledger"
answer 2 'entry 3 is not what its hash says' "$tingfu" ledger show --dossier "$home/case"
exit 0
