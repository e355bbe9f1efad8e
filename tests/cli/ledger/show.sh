#!/bin/sh
# show.sh - `tingfu ledger show`, and `prove`, whose proof is checked here by other means
#
#     show.sh TINGFU LEDGER-GROW
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1 grow=$2
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_DOSSIER TINGFU_LANG
LC_ALL=C
export LC_ALL

fail() {
	echo "$*" >&2
	exit 1
}

"$grow" "$home" 300 >/dev/null || fail "no ledger"
TINGFU_DOSSIER=$home
export TINGFU_DOSSIER

lines() {
	"$tingfu" ledger show "$@" >"$home/out" || fail "ledger show $*"
	wc -l <"$home/out"
}
[ "$(lines --format csv)" -eq 301 ] || fail "csv has not one line an entry and a header"
[ "$(lines --format csv --from 255 --to 256)" -eq 3 ] || fail "--from and --to include their ends"
[ "$(lines --format csv --from 300)" -eq 1 ] || fail "behind the last there is nothing"
[ "$(lines --from 298)" -eq 3 ] || fail "the table has other lines"
grep -q '^299  *20.*step.outcome  *tingfu  *done  *SD-DEL-01,SD-DEL-02$' "$home/out" || fail "the table reads: $(cat "$home/out")"
"$tingfu" ledger show --from 4 --to 3 2>/dev/null
[ $? -eq 2 ] || fail "--from behind --to is taken"
"$tingfu" ledger show --format json --from 7 --to 9 >"$home/out" || fail "json"
python3 - "$home/out" <<'END' || fail "the JSON is another"
import json, sys
entries = json.load(open(sys.argv[1], encoding="utf-8"))
assert [entry["index"] for entry in entries] == [7, 8, 9]
assert entries[1]["payload"] == {"container": "container-8", "rows": 8, "source": "shop"}
END

for index in 0 1 255 256 298 299; do
	"$tingfu" ledger prove "$index" >"$home/proof" || fail "prove $index"
	python3 - "$home/proof" "$index" <<'END' || fail "the proof of entry $index does not hold"
import base64, hashlib, json, sys
proof = json.load(open(sys.argv[1], encoding="utf-8"))
index, size = int(sys.argv[2]), proof["size"]
assert (proof["index"], size) == (index, 300)
assert json.loads(proof["entry"])["index"] == index
head = hashlib.sha256(b"\0" + proof["entry"].encode()).digest()
assert base64.b64encode(head).decode() == proof["leaf_hash"]
hashes = [base64.b64decode(text) for text in proof["proof"]]
def rebuild(index, size, head):
    # The recursion of RFC 9162 2.1.3.1, read backwards.
    if size == 1:
        return head
    split = 1 << ((size - 1).bit_length() - 1)
    sibling = hashes.pop()
    if index < split:
        return hashlib.sha256(b"\1" + rebuild(index, split, head) + sibling).digest()
    return hashlib.sha256(b"\1" + sibling + rebuild(index - split, size - split, head)).digest()
root = base64.b64encode(rebuild(index, size, head)).decode()
assert not hashes and root == proof["head"] and root in proof["checkpoint"].split("\n")
END
done
for index in 300 -1 x '' 99999999999999999999; do
	"$tingfu" ledger prove "$index" >/dev/null 2>&1
	[ $? -eq 2 ] || fail "prove '$index' is no trouble"
done
exit 0
