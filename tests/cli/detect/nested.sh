#!/bin/bash
# nested.sh TINGFU - JSON in JSON, in PHP's form and in CSV, in the strings of a dump
#
# Each value is found where it lies, whatever escapes surround it; points in time as numbers
# are nobody's.  The same in a file of which one line is in GBK, and in UTF-16.
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() {
	echo "nested.sh: $1" >&2
	exit 1
}

cat >dump.sql <<'SQL'
-- MySQL dump
INSERT INTO `log` VALUES (1,'{\"body\":\"{\\\"mobile\\\":\\\"13812345678\\\",\\\"ts\\\":1650000000}\"}',1650000000,'😀13912345678😀');
INSERT INTO `log` VALUES (2,'a:2:{s:5:\"phone\";s:11:\"13712345678\";s:4:\"time\";i:1650000000;}',1650000001,'id,name\n1,\"{\"\"tel\"\":\"\"13612345678\"\"}\"\n');
INSERT INTO `log` VALUES (3,'{\"v\":\"\\u624b\\u673a13512345678\"}',1650000002,'x');
SQL
printf "INSERT INTO \`log\` VALUES (4,'\xca\xd6\xbb\xfa13412345678',1650000003,'\xd5\xc5\xc8\xfd');\n" >gbk
cat dump.sql gbk dump.sql >mixed.sql
{
	printf '\xff\xfe'
	iconv -f UTF-8 -t UTF-16LE dump.sql
} >wide.sql

# FILE COUNT: so many mobiles and nothing else, each where it says it is.
expect() {
	"$tingfu" detect --format jsonl --kinds mobile,resident-id,bank-card,landline,imei,birth-date "$1" >found ||
		fail "$1: exit status $?"
	python3 - "$1" "$2" <<'PY' || fail "$1: not what was planted"
import json, sys
data = open(sys.argv[1], "rb").read()
rows = [json.loads(line) for line in open("found", encoding="utf-8")]
assert [row["kind"] for row in rows] == ["mobile"] * int(sys.argv[2]), rows
for row in rows:
    value = data[row["offset"]:row["offset"] + row["length"]].replace(b"\0", b"").decode()
    assert value.isdigit() and len(value) == 11 and value.endswith("12345678"), row
PY
}
expect dump.sql 5
expect wide.sql 5
expect mixed.sql 11
