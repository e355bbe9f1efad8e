#!/bin/sh
# identifier.sh - where an identifier may come from, and that it stands nowhere afterwards
#
#     identifier.sh TINGFU
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_LANG
LC_ALL=C
TINGFU_DOSSIER=$home/dossier
export LC_ALL TINGFU_DOSSIER
mobile=13800138001

fail() {
	echo "$*" >&2
	exit 1
}

# refused WORDS COMMAND...: exit 2, the message has the words and not the identifier.
refused() {
	words=$1
	shift
	"$@" >"$home/out" 2>"$home/err" </dev/null
	[ $? -eq 2 ] || fail "'$*' does not end with 2"
	grep -q "$words" "$home/err" || fail "'$*' says: $(cat "$home/err")"
	grep -q "$mobile" "$home/out" "$home/err" && fail "'$*' repeats the identifier"
	return 0
}

"$tingfu" init "$TINGFU_DOSSIER" --operator X --platform Y --stop 2026-10-31 --rehearsal \
	--now 2026-08-20 >"$home/out" || fail "init"

refused 'not taken from the command line' "$tingfu" request add "$mobile"
refused 'not taken from the command line' "$tingfu" request add --identifier "$mobile"
refused 'no identifier of one person' "$tingfu" request add
refused 'cannot be read' "$tingfu" request add --identifier "file:$home/none"
refused 'is not offered' "$tingfu" request add --actions delete
refused 'names no field' "$tingfu" request add --field nickname
refused 'there is no request 1' "$tingfu" request answer 1
refused 'name one request' "$tingfu" request answer one
printf '张三 %s' "$mobile" >"$home/two"
refused 'no identifier of one person' "$tingfu" request add --identifier "file:$home/two"
head -c 1000 /dev/zero | tr '\0' 1 >"$home/long"
refused '1 to 256 bytes' "$tingfu" request add --identifier "file:$home/long"
[ "$("$tingfu" request list --format json)" = "[]" ] || fail "something was opened"

printf '%s\n' "$mobile" | "$tingfu" request add >"$home/out" || fail "standard input"
grep -q '^request 1 is open, to be answered by 2026-10-08$' "$home/out" || fail "$(cat "$home/out")"
printf '%s' "$mobile" >"$home/id"
"$tingfu" request add --identifier "file:$home/id" --actions view >"$home/out" || fail "file:"
refused 'must give its reason' "$tingfu" request refuse 2
refused 'holds an identifier' "$tingfu" request refuse 2 --reason "ask $mobile"
"$tingfu" request refuse 2 --reason 'the account is another person' >"$home/out" || fail "refuse"
refused 'was refused before' "$tingfu" request answer 2
"$tingfu" request list --format json >"$home/list" || fail "list"
python3 - "$home/list" <<'END' || fail "the list is another: $(cat "$home/list")"
import json, sys
rows = json.load(open(sys.argv[1], encoding="utf-8"))
assert [row["state"] for row in rows] == ["open", "refused"], rows
assert rows[0]["identifier_kind"] == "mobile" and rows[0]["actions"] == "view,copy"
assert rows[0]["due"] == "2026-10-08" and rows[0]["provisional"] is False
assert rows[1]["reason"] == "the account is another person"
END
"$tingfu" ledger verify >/dev/null || fail "the ledger is not intact"
"$tingfu" ledger show --format json >"$home/ledger"
[ "$(grep -c '"kind": "request' "$home/ledger")" -eq 3 ] || fail "not three entries of requests"
grep -r "$mobile" "$TINGFU_DOSSIER" >/dev/null && fail "the identifier stands in the dossier"
exit 0
