#!/bin/sh
# law.sh - `tingfu law`: every list, every rule by its id, docs/obligations.md current
#
#     law.sh TINGFU SOURCE-DIRECTORY
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1") source=$2
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_DOSSIER TINGFU_LANG
LC_ALL=C
export LC_ALL

fail() {
	echo "$*" >&2
	exit 1
}

"$tingfu" law list --format markdown >"$home/list" || fail "markdown"
cmp -s "$home/list" "$source/docs/obligations.md" ||
	fail "docs/obligations.md is old: tingfu law list --format markdown > docs/obligations.md"

for kind in instruments requirements clocks retention notice; do
	"$tingfu" law list --kind $kind --format json >"$home/json" || fail "$kind"
	"$tingfu" law list --kind $kind --lang zh >"$home/text" || fail "$kind in zh"
	python3 - "$home/json" "$home/text" >"$home/ids" <<'END' || fail "$kind: the lists differ"
import json, sys
rows = json.load(open(sys.argv[1], encoding="utf-8"))
lines = open(sys.argv[2], encoding="utf-8").read().split("\n")[1:-1]
assert len(rows) == len(lines) and rows
for row, line in zip(rows, lines):
    assert line.split()[0] == row["id"]
    print(row["id"])
END
	while read -r id; do
		"$tingfu" law show "$id" >"$home/shown" || fail "law show $id"
		grep -q "^$id " "$home/shown" || fail "law show $id shows: $(cat "$home/shown")"
	done <"$home/ids"
done
[ "$("$tingfu" law list --format csv | wc -l)" -eq 96 ] || fail "not 95 requirements"

# No clause of the guide is known: nothing but fragments is printed.
"$tingfu" law list --format json | python3 -c '
import json, re, sys
for row in json.load(sys.stdin):
    for part in row["basis"].split("; "):
        if "guide (draft" in part:
            assert re.fullmatch(r"guide \(draft of 2024-08-07\), fragment K\d+", part), part
' || fail "a clause of the guide is printed"

"$tingfu" law show SD-NOT-99 >"$home/out" 2>&1
[ $? -eq 2 ] || fail "an unknown rule is shown"
"$tingfu" law show >"$home/out" 2>&1
[ $? -eq 2 ] || fail "no rule is shown"

"$tingfu" init "$home/shop" --operator X --platform Y --stop 2026-10-31 --sector e-commerce >/dev/null || fail "init"
"$tingfu" --dossier "$home/shop" law applicable --format csv >"$home/out" || fail "applicable"
grep -q '^SD-TRF-01,no,Transfer plan,nothing is transferred to a receiver' "$home/out" || fail "applicable reads: $(cat "$home/out")"
grep -q '^SD-NOT-05,unanswered,' "$home/out" || fail "what is not known is answered"

# Nothing was done yet: the answer is no, and it is on record.
"$tingfu" --dossier "$home/shop" assess --format json >"$home/out"
[ $? -eq 1 ] || fail "assess is content"
python3 - "$home/out" <<'END' || fail "assess reads otherwise"
import json, sys
rows = json.load(open(sys.argv[1], encoding="utf-8"))
assert len(rows) == 95
for row in rows:
    assert row["verdict"] in ("met", "partly", "not-met", "not-applicable", "unknown")
    assert row["reason"] and (row["verdict"] != "met" or row["entries"])
END
"$tingfu" --dossier "$home/shop" assess --verdict met --lang zh >"$home/out"
[ $? -eq 1 ] || fail "assess is content in zh"
grep -q '^SD-EVD-01 .*已满足 ' "$home/out" || fail "assess --verdict met reads: $(cat "$home/out")"
"$tingfu" --dossier "$home/shop" ledger show --format csv | grep -q 'assess.finished' || fail "assess is not on record"
exit 0
