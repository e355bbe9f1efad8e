#!/bin/bash
# detect.sh [TINGFU] - throughput of `tingfu detect --count` beside `wc -l` and ripgrep
#
# One run: the corpus of the data folder's neighbour (bench/gen.c, deterministic) is built,
# every program reads the same bytes hot, in turns; medians, ratios of the pairs, recall
# against the truth, peak memory.  MEBIBYTES and ROUNDS set the size and the count of turns.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
tingfu=${1:-$root/build/tingfu}
data=${TINGFU_DATA:-$root/../shared/data}
mebibytes=${MEBIBYTES:-256}
rounds=${ROUNDS:-5}
corpus=$data/../bench
test -f "$corpus/gen.c" || {
	echo "detect.sh: no corpus generator at $corpus/gen.c: set TINGFU_DATA" >&2
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cc -O2 -w -o "$work/gen" "$corpus/gen.c"
mkdir "$work/corpus"
"$work/gen" "$work/corpus" $((mebibytes * 1048576))
cat "$work"/corpus/{dump.sql,app.log,export.csv} >"$work/all"
rm "$work"/corpus/{dump.sql,app.log,export.csv}
cat "$work/all" >/dev/null

have_rg=$(command -v rg || true)
for _ in $(seq "$rounds"); do
	/usr/bin/time -a -o "$work/tingfu.time" -f '%e %M' "$tingfu" detect --count "$work/all" >"$work/count"
	/usr/bin/time -a -o "$work/wc.time" -f '%e %M' wc -l "$work/all" >/dev/null
	test -z "$have_rg" || /usr/bin/time -a -o "$work/rg.time" -f '%e %M' \
		rg -j1 -a --count-matches -f "$corpus/patterns-42.rg.txt" "$work/all" >/dev/null
done

python3 - "$work" <<'EOF'
import json, os, re, statistics, sys

work = sys.argv[1]
size = os.path.getsize(f"{work}/all")
times = {}
for name in ("tingfu", "wc", "rg"):
    path = f"{work}/{name}.time"
    if os.path.exists(path):
        times[name] = [tuple(map(float, line.split())) for line in open(path) if line[0].isdigit()]
print(f"corpus {size / 1e6:.0f} MB, dense; {len(times['tingfu'])} turns, medians")
for name, runs in times.items():
    seconds = statistics.median(run[0] for run in runs)
    memory = max(run[1] for run in runs) / 1024
    print(f"{name:8} {seconds:7.2f} s {size / max(seconds, 0.01) / 1e9:7.2f} GB/s  peak {memory:6.1f} MiB")
for name in ("wc", "rg"):
    if name in times:
        ratio = statistics.median(max(other[0], 0.01) / own[0]
                                  for own, other in zip(times["tingfu"], times[name]))
        print(f"tingfu is {ratio:.2f} times as fast as {name} (median of the pairs)")
truth = json.loads(re.sub(r",\s*}", "}", open(f"{work}/corpus/truth.json").read()))
count = {kind: (int(n), int(valid)) for kind, n, valid in
         (line.split("\t") for line in open(f"{work}/count"))}
print("recall: planted, found, validated")
for kind, planted in (
        ("resident-id", truth["id18_valid"] + truth["id18_bad_checksum"]),
        ("mobile", truth["mobile_valid"]), ("email", truth["email"]), ("ipv4", truth["ipv4"]),
        ("uscc", truth["uscc_valid"] + truth["uscc_bad"]), ("bank-card", truth["card_valid"]),
        ("plate", truth["plate"]), ("passport-cn", truth["passport"]),
        ("secret-key", truth["secret"])):
    found, valid = count.get(kind, (0, 0))
    print(f"  {kind:14} {planted:10} {found:10} {valid:10}")
EOF
