#!/bin/sh
# forms.sh - values that are masked, digests, ciphertext or codes are personal all the same
#
#     forms.sh TINGFU
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
import base64, hashlib, sqlite3, sys
shop = sqlite3.connect(sys.argv[1])
shop.executescript("""
CREATE TABLE member (id INTEGER PRIMARY KEY, password TEXT, mobile TEXT, id_card_hash TEXT, id_card_enc TEXT,
    bank_card TEXT, sex TEXT, blood_type TEXT, qq TEXT, f1 TEXT, f2 TEXT);
CREATE TABLE member_location (id INTEGER PRIMARY KEY, member_id INTEGER, lng REAL, lat REAL, report_time TEXT);
CREATE TABLE member_home (member_id INTEGER PRIMARY KEY, lng REAL, lat REAL, report_time TEXT);
CREATE TABLE payment_card (id INTEGER PRIMARY KEY, member_id INTEGER, bank_card TEXT, cvv TEXT, exp_date TEXT);
CREATE TABLE gift (id INTEGER PRIMARY KEY, member_id INTEGER, cvv TEXT, exp_date TEXT);
""")
def digest(i):
    return hashlib.sha256(b"salt%d" % i)
for i in range(50):
    cipher = base64.b64encode(digest(i).digest()).decode()
    shop.execute("INSERT INTO member VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                 (i, "word%d" % i, "138****%04d" % i, digest(i).hexdigest(), cipher, "6222****%04d" % i, "男",
                  "AB", str(10000000 + 7 * i), "1101**********%03dX" % i, "red"))
    shop.execute("INSERT INTO member_home VALUES (?,?,?,?)", (i, 116.4 + i / 1e4, 39.9, "2025-01-01 10:00:00"))
    shop.execute("INSERT INTO payment_card VALUES (?,?,?,?,?)", (i, i, None, None, None))
    shop.execute("INSERT INTO gift VALUES (?,?,?,?)", (i, i, "%03d" % i, "2026-01-01"))
    for j in range(4):
        shop.execute("INSERT INTO member_location VALUES (?,?,?,?,?)",
                     (4 * i + j, i, 116.4 + i / 1e4, 39.9 + j / 1e4, "2025-01-01 10:00:%02d" % j))
shop.commit()
END
"$tingfu" init --operator X --platform Y --stop 2026-10-31 --rehearsal --now 2026-08-20 "$home/dossier" >/dev/null || fail init
"$tingfu" source add shop "sqlite:$home/shop.db" >/dev/null || fail "source add"
"$tingfu" scan >/dev/null || fail scan
"$tingfu" inventory --format json >"$home/inventory" || fail inventory
python3 - "$home/inventory" <<'END' || fail verdict
import json, sys
field = {f["container"] + "/" + f["field"]: f for f in json.load(open(sys.argv[1]))}
def kind(name):
    return field[name]["kind"]
def form(name):
    f = field["member/" + name]
    assert f["personal"] is True, f
    return f["kind"], f["form"]
assert form("mobile") == ("mobile", "masked"), field["member/mobile"]
assert form("id_card_hash") == ("resident-id", "hashed"), field["member/id_card_hash"]
assert form("id_card_enc") == ("resident-id", "encrypted"), field["member/id_card_enc"]
assert form("bank_card") == ("bank-card", "masked"), field["member/bank_card"]
assert form("f1") == ("resident-id", "masked"), field["member/f1"]     # by its values alone
assert form("password") == ("password", "plain"), field["member/password"]
assert form("sex") == ("sex", "plain") and field["member/sex"]["hits"] == 50
assert form("blood_type") == ("blood-type", "plain")
assert form("qq") == ("qq", "plain") and field["member/qq"]["persons"] == 50, field["member/qq"]
assert field["member/id_card_hash"]["persons"] == 50, field["member/id_card_hash"]
assert field["member/mobile"]["persons"] is None, field["member/mobile"]   # what a mask leaves is shared
assert field["member/f2"]["personal"] is False
# Several rows a person with time are a track, one row is a place.
assert kind("member_location/lng") == kind("member_location/lat") == "trajectory", field["member_location/lng"]
assert "sensitive" in field["member_location/lng"]["sensitivity"]
assert kind("member_home/lng") == "coordinates", field["member_home/lng"]
# A code and a date are a card's beside its number only, empty or not.
assert kind("payment_card/cvv") == "card-cvv" and kind("payment_card/exp_date") == "card-expiry"
assert field["gift/cvv"]["personal"] is False and field["gift/exp_date"]["personal"] is False
END
exit 0
