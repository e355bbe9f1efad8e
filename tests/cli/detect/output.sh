#!/bin/bash
# output.sh TINGFU - one object a match, offsets in bytes of the file, exit statuses
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() {
	echo "output.sh: $1" >&2
	exit 1
}

printf '手机13812345678号,a@b.cn\n身份证11010519491231002X\n' >plain.txt
iconv -f UTF-8 -t GB18030 plain.txt >gb.txt
iconv -f UTF-8 -t UTF-16LE plain.txt >wide.txt
printf 'nothing here\n' >none.txt
gzip -k plain.txt

"$tingfu" detect --format jsonl plain.txt gb.txt wide.txt plain.txt.gz >out.jsonl || fail "matches: exit status $?"
python3 - <<'EOF' || fail "matches are not where they should be"
import gzip, json
rows = [json.loads(line) for line in open("out.jsonl", encoding="utf-8")]
assert len(rows) == 12, len(rows)
for row in rows:
    assert list(row) == ["file", "offset", "length", "kind", "validated", "confidence", "sample"], row
    name = row["file"]
    data = gzip.open(name).read() if name.endswith(".gz") else open(name, "rb").read()
    encoding = {"gb.txt": "gb18030", "wide.txt": "utf-16-le"}.get(name, "utf-8")
    value = data[row["offset"]:row["offset"] + row["length"]].decode(encoding)
    expected = {"mobile": "13812345678", "email": "a@b.cn", "resident-id": "11010519491231002X"}
    assert value == expected[row["kind"]], (row, value)
    assert row["validated"] == (row["kind"] == "resident-id"), row
    assert 0 <= row["confidence"] <= 100
    assert len(row["sample"]) == len(value) and len(row["sample"].replace("*", "")) <= 4, row
EOF

"$tingfu" detect --format json plain.txt | python3 -c 'import json,sys; assert len(json.load(sys.stdin)) == 3' ||
	fail "--format json is no array of three"
"$tingfu" detect --format json none.txt >none.json
test $? -eq 1 || fail "none found must be exit status 1"
python3 -c 'import json; assert json.load(open("none.json")) == []' || fail "none found must be an empty array"
test "$("$tingfu" detect plain.txt | wc -l)" -eq 3 || fail "text is a line a match"

count=$("$tingfu" detect --count plain.txt gb.txt)
test "$count" = "$(printf 'resident-id\t2\t2\nmobile\t2\t0\nemail\t2\t0')" || fail "--count: $count"
test -z "$("$tingfu" detect --count none.txt)" || fail "--count leaves out kinds with zero"
test "$("$tingfu" detect --count --kinds email,mobile - <plain.txt)" = "$(printf 'mobile\t1\t0\nemail\t1\t0')" ||
	fail "--kinds and standard input"

"$tingfu" detect --kinds mobile,unicorn plain.txt >out 2>err
test $? -eq 2 || fail "an unknown kind must be exit status 2"
grep -q unicorn err || fail "the error must name the kind"
"$tingfu" detect absent.txt plain.txt >out 2>err
test $? -eq 2 || fail "an unreadable file must be exit status 2"
grep -q absent.txt err || fail "the error must name the file"
test "$(wc -l <out)" -eq 3 || fail "an unreadable file must not hide the others"
"$tingfu" detect >out 2>err
test $? -eq 2 || fail "no file must be exit status 2"
if test "$(id -u)" -ne 0; then
	chmod 000 none.txt
	"$tingfu" detect none.txt 2>err
	test $? -eq 2 || fail "no permission must be exit status 2"
fi

"$tingfu" detect --list --format json | python3 -c '
import json, sys
kinds = json.load(sys.stdin)
assert len(kinds) >= 60, len(kinds)
for kind in kinds:
    assert list(kind) == ["id", "title", "region", "category", "standard", "check",
                          "known_by", "sensitivity", "identifies"], kind
    assert all(kind[key] for key in list(kind)[:7]), kind
' || fail "--list --format json"
LC_ALL=zh_CN.UTF-8 "$tingfu" detect --list | grep -q 公民身份号码 || fail "titles in Chinese"
