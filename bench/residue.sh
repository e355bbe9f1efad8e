#!/bin/bash
# residue.sh - residue search beside ripgrep with the same values, in one run
#
#     bench/residue.sh [BUILD] [BYTES] [VALUES]
#
# The corpus is that of $TINGFU_DATA/../bench/gen.c; half of the values are taken from it, half
# are not in it.  Medians of five, ratios pair by pair, recall beside them.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
build=${1:-build}
bytes=${2:-268435456}
values=${3:-100000}
data=${TINGFU_DATA:-../shared/data}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gcc -O2 -w -o "$work/gen" "$data/../bench/gen.c"
mkdir "$work/corpus"
"$work/gen" "$work/corpus" "$bytes"
cat "$work"/corpus/{dump.sql,app.log,export.csv} >"$work/all.bin"
python3 - "$work" "$values" <<'PY'
import random, re, sys
work, wanted = sys.argv[1], int(sys.argv[2])
random.seed(1)
there = set()
with open(work + "/all.bin", "rb") as corpus:
    for line in corpus:
        there.update(re.findall(rb"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])", line))
        if len(there) > 4 * wanted:
            break
there = random.sample(sorted(there), wanted // 2)
with open(work + "/values", "wb") as out:
    for value in there:
        out.write(value + b"\n")
    for i in range(wanted - len(there)):
        out.write(b"19%02d00%05d@nobody.invalid\n" % (i % 90, i))
print(len(there), "values are in the corpus,", wanted - len(there), "are not")
PY
python3 - "$build/bench/residue-bench" "$work" <<'PY'
import resource, statistics, subprocess, sys, time
program, work = sys.argv[1:]
rates, ratios = [], []
for turn in range(6):
    started = time.monotonic()
    size, seconds, hits, found, count = subprocess.run(
        [program, work + "/all.bin", work + "/values"], stdout=subprocess.PIPE, check=True,
        text=True).stdout.split()
    ours = time.monotonic() - started
    started = time.monotonic()
    rg = subprocess.run(["rg", "-j1", "-a", "--count-matches", "-F", "-f", work + "/values",
                         work + "/all.bin"], stdout=subprocess.PIPE, text=True).stdout
    theirs = time.monotonic() - started
    if turn:
        rates.append(int(size) / float(seconds) / 1e9)
        ratios.append(theirs / ours)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"search alone: median {statistics.median(rates):.2f} GB/s "
      f"({min(rates):.2f} to {max(rates):.2f}); values found {found} of {count}, {hits} places")
print(f"whole process against rg -F -f: {statistics.median(ratios):.2f} times as fast "
      f"({min(ratios):.2f} to {max(ratios):.2f}); rg counts {rg.strip()} places")
print(f"largest process of both: {peak / 1024:.0f} MiB")
PY
