#!/bin/bash
# archive.sh TINGFU - members of archives are looked into and shown as PATH/member
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

mkdir inner
printf '卡号6222021234567890128' >inner/card.txt
tar -czf inner.tar.gz inner
python3 - <<'EOF' || exit 1
import zipfile
with zipfile.ZipFile("outer.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.write("inner.tar.gz")
    archive.writestr("mail/a.txt", "x a@b.cn")
EOF
"$tingfu" detect --format jsonl outer.zip >out || exit 1
python3 - <<'EOF'
import json, sys
found = {(row["kind"], row["file"].split("/")[0], row["file"].split("/")[-1], row["offset"])
         for row in map(json.loads, open("out", encoding="utf-8"))}
expected = {("bank-card", "outer.zip", "card.txt", 6), ("email", "outer.zip", "a.txt", 2)}
if found != expected:
    sys.exit(f"archive.sh: {found}")
EOF
