#!/bin/bash
# period.sh - a row that hangs on another is kept as long as that one, and no longer
#
#     period.sh TINGFU
#
# SPDX-License-Identifier: Apache-2.0
set -eu
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C TINGFU_LANG=en TINGFU_DOSSIER=$work/dossier

# Two of four orders are within three years of the stop; lines bear no day of their own.
sqlite3 shop.db <<'SQL'
CREATE TABLE orders (id INTEGER PRIMARY KEY, order_no TEXT, receiver_name TEXT,
                     receiver_mobile TEXT, created_at TEXT);
CREATE TABLE old_orders (id INTEGER PRIMARY KEY, order_no TEXT, receiver_name TEXT,
                         receiver_mobile TEXT, created_at TEXT);
INSERT INTO old_orders VALUES (9, '2019010100000001', '王芳', '13900000001', '2019-01-01 10:00:00');
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders (id),
                          product_name TEXT, quantity INTEGER);
INSERT INTO orders VALUES (1, '2020010100000001', '王芳', '13900000001', '2020-01-01 10:00:00'),
 (2, '2021010100000002', '李强', '13900000002', '2021-01-01 10:00:00'),
 (3, '2025010100000003', '赵敏', '13900000003', '2025-01-01 10:00:00'),
 (4, '2026010100000004', '陈静', '13900000004', '2026-01-01 10:00:00');
INSERT INTO order_items VALUES (1, 1, 'tea', 1), (2, 1, 'pot', 1), (3, 2, 'cup', 2),
 (4, 3, 'tea', 1), (5, 4, 'tea', 1), (6, 4, 'pot', 1), (7, 4, 'cup', 1);
SQL
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 -subj /CN=k \
	-keyout k.key -out k.crt 2>/dev/null
"$tingfu" init --operator O --platform P --stop 2026-10-31 --sector e-commerce --rehearsal \
	--now 2026-08-20 --custodian K --custodian-certificate k.crt --custodian-store kept \
	dossier >/dev/null
"$tingfu" source add shop sqlite:shop.db >/dev/null
"$tingfu" scan >/dev/null
"$tingfu" plan >/dev/null
"$tingfu" plan show --format json >plan.json
python3 - <<'PY'
import json
kept = {s["container"]: s["count"] for s in json.load(open("plan.json"))["steps"]
        if s["form"] == "keep"}
assert kept == {"orders": 2, "order_items": 4, "old_orders": 0}, kept
plan = json.load(open("plan.json"))
fates = {(i["container"], i["field"]): i["disposition"] for i in plan["items"]}
assert fates["orders", "order_no"] == "keep", fates
assert {f for (c, _), f in fates.items() if c == "old_orders"} == {"delete"}, fates
gone = {s["container"]: s["count"] for s in json.load(open("plan.json"))["steps"]
        if s["form"] == "delete"}
assert gone == {"orders": 4, "order_items": 7, "old_orders": 1}, gone
PY

# What cannot be carried out yet is refused, and nothing is written.
for fate in transfer anonymise; do
	status=0
	"$tingfu" plan --dispose "$fate" 2>error >/dev/null || status=$?
	[ "$status" -eq 2 ] && grep -q "cannot carry out '$fate' yet" error
done
[ "$(find dossier/plan -type f | wc -l)" -eq 1 ]
