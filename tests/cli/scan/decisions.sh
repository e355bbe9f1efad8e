#!/bin/sh
# decisions.sh - scan, inventory, and what a person decided after a second scan
#
#     decisions.sh TINGFU
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_LANG
LC_ALL=C TINGFU_DOSSIER=$home/dossier
export LC_ALL TINGFU_DOSSIER

fail() {
	echo "$*" >&2
	exit 1
}

python3 - "$home/shop.db" <<'END' || fail "no database"
import sqlite3, sys
shop = sqlite3.connect(sys.argv[1])
shop.executescript("""
CREATE TABLE users (id INTEGER PRIMARY KEY, login_name TEXT, password TEXT, mobile TEXT, birthday TEXT, ext1 TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, receiver_phone TEXT, amount NUMERIC(10,2), created_at TEXT);
CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT, price NUMERIC(10,2));
""")
for i in range(40):
    shop.execute("INSERT INTO users VALUES (?,?,?,?,?,?)",
                 (i, "u%d" % i, "x", "1380013%04d" % i, "2015-01-01" if i < 4 else "1990-01-01", "note %d" % i))
    shop.execute("INSERT INTO orders VALUES (?,?,?,?,?)", (i, i, "1390013%04d" % i, i, "2025-01-01"))
    shop.execute("INSERT INTO goods VALUES (?,?,?)", (i, "cup %d" % i, i))
shop.commit()
END
"$tingfu" init --operator X --platform Y --stop 2026-10-31 --rehearsal --now 2026-08-20 "$home/dossier" >/dev/null || fail init
"$tingfu" inventory >/dev/null 2>"$home/err"
[ $? -eq 2 ] || fail "an inventory before the first scan"
grep -q "tingfu scan" "$home/err" || fail "the error does not say what to do"
"$tingfu" scan >/dev/null 2>&1
[ $? -eq 2 ] || fail "a scan without a source"
"$tingfu" source add shop "sqlite:$home/shop.db" >/dev/null || fail "source add"
"$tingfu" scan nowhere >/dev/null 2>&1
[ $? -eq 2 ] || fail "a scan of a source that is not there"
"$tingfu" scan --format json >"$home/scan.json" || fail scan

check() {
	"$tingfu" inventory --format json >"$home/inventory.json" || fail inventory
	python3 - "$home/scan.json" "$home/inventory.json" || fail inventory
}

check <<'END'
import json, sys
scan, fields = (json.load(open(name)) for name in sys.argv[1:3])
field = {f["container"] + "/" + f["field"]: f for f in fields}
assert scan["persons"] == 80, scan            # 40 users and 40 receivers
assert scan["minors_14"] == 4, scan
assert scan["rows"] == 120, scan
assert field["users/mobile"]["kind"] == "mobile" and field["users/mobile"]["persons"] == 40
assert field["users/mobile"]["personal"] is True and field["goods/name"]["personal"] is False
assert field["orders/user_id"]["leads_to_container"] == "users"
assert "sms-trigger" in field["orders/receiver_phone"]["sensitivity"]
assert "minor" in field["users/birthday"]["sensitivity"]
assert all(isinstance(f["reasons"], list) and f["reasons"] for f in fields)
assert not any("1380013" in json.dumps(f["reasons"]) for f in fields)
for f in fields:
    shown = (f["sample"] or "").replace("*", "")
    assert len(shown) <= 4, f
END

"$tingfu" inventory confirm shop/users/mobile --as officer >/dev/null || fail confirm
"$tingfu" inventory reject shop/orders/receiver_phone --as officer >/dev/null || fail reject
"$tingfu" inventory set shop/users/ext1 --kind address --as officer >/dev/null || fail set
"$tingfu" inventory set shop/users/ext1 --kind nothing >/dev/null 2>&1
[ $? -eq 2 ] || fail "an unknown kind"
"$tingfu" inventory confirm shop/users/nothing >/dev/null 2>&1
[ $? -eq 2 ] || fail "an unknown field"
"$tingfu" scan --format json >"$home/scan.json" || fail "second scan"
check <<'END'
import json, sys
scan, fields = (json.load(open(name)) for name in sys.argv[1:3])
field = {f["container"] + "/" + f["field"]: f for f in fields}
assert scan["scan"] == 2, scan
assert field["users/mobile"]["status"] == "confirmed" and field["users/mobile"]["decided_by"] == "officer"
assert field["orders/receiver_phone"]["status"] == "rejected"
assert field["orders/receiver_phone"]["personal"] is False and field["orders/receiver_phone"]["sensitivity"] == []
assert field["users/ext1"]["status"] == "set" and field["users/ext1"]["kind"] == "address"
assert field["users/ext1"]["personal"] is True
END
"$tingfu" ledger show --format json >"$home/ledger" 2>/dev/null || fail "ledger show"
[ "$(grep -c 'field.decided' "$home/ledger")" -ge 3 ] || fail "decisions are not in the ledger"
"$tingfu" ledger verify >/dev/null || fail "ledger verify"
"$tingfu" inventory --lang zh --why >"$home/zh" || fail "in Chinese"
grep -q '字段名表明' "$home/zh" || fail "reasons are not in Chinese"
"$tingfu" inventory --skipped --format csv >"$home/skipped" || fail skipped
grep -q 'sqlite_schema' "$home/skipped" || fail "the system table is not named"
exit 0
