#!/bin/sh
# history.sh - what a second scan finds otherwise, decisions it contradicts, exports
#
#     history.sh TINGFU
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

shop() {
	python3 - "$home/shop.db" "$1" <<'END' || fail "no database"
import sqlite3, sys
shop = sqlite3.connect(sys.argv[1])
if sys.argv[2] == "first":
    shop.executescript("""
    CREATE TABLE users (id INTEGER PRIMARY KEY, password TEXT, mobile TEXT, ext1 TEXT, sex TEXT, id_card TEXT);
    CREATE TABLE "=cmd" (id INTEGER PRIMARY KEY, "@email" TEXT);
    CREATE TABLE goods (id INTEGER PRIMARY KEY, name TEXT);
    """)
    for i in range(40):
        shop.execute("INSERT INTO users VALUES (?,?,?,?,?,?)", (i, "x", "1380013%04d" % i, "note %d" % i, "m", None))
        shop.execute("INSERT INTO goods VALUES (?,?)", (i, "cup %d" % i))
else:
    shop.executescript("""
    DROP TABLE goods;
    CREATE TABLE visits (id INTEGER PRIMARY KEY, client_ip TEXT);
    ALTER TABLE users ADD COLUMN email TEXT;
    """)
    for i in range(40):
        shop.execute("UPDATE users SET ext1 = ? WHERE id = ?", ("user%d@example.org" % i, i))
    shop.execute("DELETE FROM users WHERE id = 39")
shop.commit()
END
}

shop first
"$tingfu" init --operator X --platform Y --stop 2026-10-31 --rehearsal --now 2026-08-20 "$home/dossier" >/dev/null || fail init
"$tingfu" source add shop "sqlite:$home/shop.db" >/dev/null || fail "source add"
"$tingfu" inventory diff >/dev/null 2>&1
[ $? -eq 2 ] || fail "a difference before any scan"
"$tingfu" scan >/dev/null || fail scan
"$tingfu" scan >/dev/null || fail "second scan"
"$tingfu" inventory diff >"$home/same" || fail "the same is said to differ: $(cat "$home/same")"
[ ! -s "$home/same" ] || fail "something is said of nothing"
"$tingfu" inventory reject shop/users/ext1 --as officer >/dev/null || fail reject
"$tingfu" inventory set shop/users/mobile --kind landline --as officer >/dev/null || fail set
"$tingfu" inventory diff 1 2 >/dev/null || fail "a decision changed what an old scan found"
shop second
"$tingfu" scan >"$home/scan" || fail "third scan"
grep -q 'inventory --contradicted' "$home/scan" || fail "the scan does not say what it contradicts"
"$tingfu" inventory diff 2 3 --format json >"$home/diff"
[ $? -eq 1 ] || fail "differences and no exit status 1"
"$tingfu" inventory diff --since 2 --format json | cmp -s - "$home/diff" || fail "--since is another"
"$tingfu" inventory diff --format csv >/dev/null
[ $? -eq 1 ] || fail "csv"
"$tingfu" inventory diff 2 9 >/dev/null 2>&1
[ $? -eq 2 ] || fail "a scan that never was"
"$tingfu" inventory --format json >"$home/inventory" || fail inventory
"$tingfu" inventory --contradicted --format json >"$home/contradicted" || fail contradicted
python3 - "$home/diff" "$home/inventory" "$home/contradicted" <<'END' || fail "difference"
import json, sys
diff, fields, contradicted = (json.load(open(name)) for name in sys.argv[1:4])
seen = [(d["change"], d["container"], d["field"]) for d in diff]
assert ("container-gone", "goods", None) in seen, seen
assert ("container-new", "visits", None) in seen, seen
assert ("field-new", "users", "email") in seen, seen
assert ("rows", "users", None) in seen, seen
assert seen == sorted(seen, key=lambda s: (s[1], s[2] or "")), seen
assert not any(container == "goods" and field for _, container, field in seen)
# The decision stands; that the evidence is now against it is said, and nowhere else.
field = {f["container"] + "/" + f["field"]: f for f in fields}
ext1 = field["users/ext1"]
assert ext1["status"] == "rejected" and ext1["personal"] is False and ext1["contradicted"] is True, ext1
assert ext1["suggested"] is True and ext1["suggested_kind"] == "email", ext1
assert ext1["decided_by"] == "officer" and ext1["decided_at"].startswith("2026-08-"), ext1
assert sorted(f["field"] for f in contradicted) == ["ext1", "mobile"], contradicted
END
"$tingfu" inventory --why | grep -q 'contradicts the decision' || fail "no word of the contradiction"

"$tingfu" inventory --format csv >"$home/csv" || fail csv
"$tingfu" inventory --format sarif >"$home/sarif" || fail sarif
"$tingfu" inventory --format labels >"$home/labels" || fail labels
for form in csv sarif labels; do
	"$tingfu" inventory --format $form | cmp -s - "$home/$form" || fail "$form differs from one call to the next"
	grep -q '1380013[0-9]' "$home/$form" && fail "$form: a value in clear"
done
python3 - "$home/csv" "$home/sarif" "$home/labels" <<'END' || fail export
import csv, hashlib, json, sys
raw = open(sys.argv[1], newline="").read()
assert raw.endswith("\r\n") and raw.count("\n") == raw.count("\r\n")
rows = list(csv.DictReader(raw.splitlines()))
assert all(None not in row and None not in row.values() for row in rows)
assert any(row["container"] == "'=cmd" and row["field"] == "'@email" for row in rows), rows
assert not any(cell[:1] in ("=", "+", "@") for row in rows for cell in row.values())

# What SARIF 2.1.0 asks of the parts used here (OASIS, sections 3.13 to 3.52).
log = json.load(open(sys.argv[2]))
assert set(log) == {"$schema", "version", "runs"} and log["version"] == "2.1.0"
(run,) = log["runs"]
assert set(run) <= {"tool", "language", "results", "properties"}
driver = run["tool"]["driver"]
assert set(driver) <= {"name", "version", "language", "rules"} and driver["name"]
ids = [rule["id"] for rule in driver["rules"]]
assert len(ids) == len(set(ids)) and all(rule["shortDescription"]["text"] for rule in driver["rules"])
assert run["results"]
for result in run["results"]:
    assert set(result) <= {"ruleId", "ruleIndex", "kind", "level", "message", "locations", "rank",
                           "partialFingerprints", "properties", "suppressions"}, result
    assert ids[result["ruleIndex"]] == result["ruleId"]
    assert result["level"] in ("none", "note", "warning", "error")
    assert result["kind"] in ("pass", "open", "informational", "notApplicable", "review", "fail")
    assert (result["kind"] == "fail") == (result["level"] != "none"), result
    assert result["message"]["text"] and 0 <= result["rank"] <= 100
    (place,) = result["locations"]
    (logical,) = place["logicalLocations"]
    assert set(logical) == {"name", "fullyQualifiedName", "kind"}
    assert logical["fullyQualifiedName"].endswith(logical["name"])
    assert all(isinstance(text, str) for text in result["partialFingerprints"].values())
    for suppression in result.get("suppressions", []):
        assert suppression["kind"] in ("inSource", "external") and suppression["status"] == "accepted"
assert any("suppressions" in result for result in run["results"])
assert any(result["level"] == "error" for result in run["results"])      # id_card: high-risk

labels = [json.loads(line) for line in open(sys.argv[3], encoding="utf-8")]
assert labels
for label in labels:
    digest = label.pop("digest")
    # Sorted members, no spaces, integers only: the canonical form.
    bare = json.dumps(label, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(bare.encode()).hexdigest() == digest, label
    assert label["grade_proposal"] in ("general-2", "general-3", "general-4", "undecided")
    assert label["format"] == "tingfu-data-label/1" and label["object"]["field"] and label["rules"]
grade = {label["object"]["field"]: label["grade_proposal"] for label in labels}
assert grade["id_card"] == "general-3" and grade["email"] == "general-2", grade
END
"$tingfu" ledger verify >/dev/null || fail "ledger verify"
exit 0
