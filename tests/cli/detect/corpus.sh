#!/bin/bash
# corpus.sh TINGFU - the benchmark's corpus: planted values are met, near misses are not
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
data=${TINGFU_DATA:-$(dirname "$0")/../../../../shared/data}
test -d "$data" || exit 77
generator=$data/../bench/gen.c
test -f "$generator" || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O1 -w -o "$work/gen" "$generator" || exit 1
mkdir "$work/corpus"
"$work/gen" "$work/corpus" 33554432 || exit 1
"$tingfu" detect --count "$work"/corpus/{dump.sql,app.log,export.csv} >"$work/count" || exit 1
python3 - "$work/corpus/truth.json" "$work/count" <<'EOF'
import json, re, sys
truth = json.loads(re.sub(r",\s*}", "}", open(sys.argv[1]).read()))
count = {kind: (int(all_), int(valid)) for kind, all_, valid in
         (line.split("\t") for line in open(sys.argv[2]))}
wanted = {
    "resident-id": (truth["id18_valid"] + truth["id18_bad_checksum"], truth["id18_valid"]),
    "mobile": (truth["mobile_valid"], 0),
    "email": (truth["email"], 0),
    "ipv4": (truth["ipv4"], truth["ipv4"]),
    "uscc": (truth["uscc_valid"] + truth["uscc_bad"], truth["uscc_valid"]),
    "plate": (truth["plate"], 0),
    "passport-cn": (truth["passport"], 0),
    "secrets": (truth["secret"], truth["secret"]),
}
secrets = [count.get(kind, (0, 0)) for kind in ("secret-key", "private-key", "jwt", "cloud-key")]
count["secrets"] = tuple(map(sum, zip(*secrets)))
wrong = {kind: (count.get(kind), pair) for kind, pair in wanted.items() if count.get(kind, (0, 0)) != pair}
cards, valid = count["bank-card"]
if not truth["card_valid"] <= cards <= truth["card_valid"] + truth["card_bad_luhn"] or valid > truth["card_valid"]:
    wrong["bank-card"] = (cards, valid)
if wrong:
    sys.exit(f"corpus.sh: found and planted differ: {wrong}")
EOF
