#!/bin/sh
# crash.sh - killed while a package is built: no half of one, and the next run completes it
#
#     crash.sh TINGFU-CRASH
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

fail() {
	echo "$*" >&2
	exit 1
}

python3 - "$home/shop.db" <<'END' || fail "no database"
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("create table members (id integer primary key, nickname text, mobile text)")
base.execute(
    "create table orders (id integer primary key, member_id integer references members(id), remark text)"
)
for i in range(200):
    base.execute("insert into members values (?, ?, ?)", (i + 1, "m%d" % i, str(13800138000 + i)))
    for n in range(20):
        base.execute("insert into orders values (?, ?, 'x')", (i * 20 + n + 1, i + 1))
base.commit()
END
"$tingfu" init "$TINGFU_DOSSIER" --operator X --platform Y --stop 2026-10-31 --rehearsal \
	--now 2026-08-20 >/dev/null || fail "init"
"$tingfu" source add shop "sqlite:$home/shop.db" >/dev/null || fail "source add"
"$tingfu" scan >/dev/null || fail "scan"

number=0
for point in request.row:1 request.row:7 request.before-rename request.packaged request.recorded:2; do
	number=$((number + 1))
	place=$TINGFU_DOSSIER/request/$(printf %04d "$number")
	printf '13800138005' >"$home/asking"
	(TINGFU_CRASH_AT=$point "$tingfu" request add --answer <"$home/asking"; exit $?) >/dev/null 2>&1
	[ $? -eq 137 ] || fail "$point: was not killed"
	if [ -e "$place" ] && [ ! -e "$place/receipt.json" ]; then
		fail "$point: half a package is in its place"
	fi
	state=$("$tingfu" request list --format csv | tail -n 1 | cut -d, -f5)
	if [ "$state" = open ]; then
		"$tingfu" request answer "$number" >/dev/null || fail "$point: the next run fails"
	else
		printf '13800138006' | "$tingfu" request add >/dev/null || fail "$point: add"
		"$tingfu" request refuse $((number + 1)) --reason none >/dev/null || fail "$point: refuse"
		number=$((number + 1))
	fi
	[ "$(wc -l <"$place/data/shop-orders.jsonl")" -eq 20 ] || fail "$point: not every row is there"
	left=$(find "$TINGFU_DOSSIER/request" -name '.*.tmp' | wc -l)
	[ "$left" -eq 0 ] || fail "$point: something half made is left"
	"$tingfu" ledger verify >/dev/null || fail "$point: the ledger is not intact"
done
"$tingfu" ledger show --format json >"$home/ledger" || fail "ledger show"
"$tingfu" request list --format json >"$home/list" || fail "request list"
python3 - "$home/list" "$home/ledger" <<'END' || fail "the ledger does not say each once"
import json, sys
requests = json.load(open(sys.argv[1], encoding="utf-8"))
entries = json.load(open(sys.argv[2], encoding="utf-8"))
for request in requests:
    mine = [e["kind"] for e in entries if e["kind"].startswith("request.") and e["payload"]["request"] == request["number"]]
    closing = "request.refused" if request["state"] == "refused" else "request.answered"
    assert mine == ["request.opened", closing], (request, mine)
END
exit 0
