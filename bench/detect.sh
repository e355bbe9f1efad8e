#!/bin/bash
# detect.sh [BUILD [MEBIBYTES [ROUNDS]]] - throughput of `tingfu detect`, and what it found
#
# One run, paired: the corpora of the data folder's neighbour (bench/gen.c and gensparse.c,
# deterministic) are built, every program reads the same bytes hot, in turns; medians, ratios of the
# pairs, recall against the planted truth, peak memory.  Wall time is what a user sees, processor
# time (user and system) what does not depend on who else works on the machine.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(realpath "${1:-$root/build}")
mebibytes=${2:-1024}
rounds=${3:-5}
corpus=${TINGFU_DATA:-$root/../shared/data}/../bench
test -f "$corpus/gen.c" || {
	echo "detect.sh: no corpus generator at $corpus/gen.c: set TINGFU_DATA" >&2
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ninja -C "$build" tingfu bench/hyperscan-count >/dev/null

cc -O2 -w -o "$work/gen" "$corpus/gen.c"
cc -O2 -w -o "$work/gensparse" "$corpus/gensparse.c"
"$work/gen" "$work" $((mebibytes * 1048576))
cat "$work"/{dump.sql,app.log,export.csv} >"$work/dense"
"$work/gensparse" "$work/sparse" $((mebibytes * 524288)) 2>/dev/null
openssl enc -aes-128-ctr -K 00 -iv 00 -in /dev/zero 2>/dev/null | head -c $((mebibytes * 131072)) >"$work/random" || true
# A tenth of the dense corpus at most, from all of it.
python3 - "$work" <<'END'
import os, sys
work = sys.argv[1]
size = os.path.getsize(work + "/dense")
whole = min(100_000_000, size // 2)
with open(work + "/dense", "rb") as source, open(work + "/sample", "wb") as sample:
    for i in range(100):
        source.seek(size * i // 100)
        sample.write(source.read(whole // 100))
for encoding in ("gb18030", "utf-16-le"):
    with open(work + "/dense", encoding="utf-8") as source, open(work + "/" + encoding, "wb") as target:
        mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
        target.write(mark)
        for _ in range(max(size // 8_000_000, 1)):
            target.write(source.read(1_000_000).encode(encoding))
END
cat "$work"/* >/dev/null

python3 - "$build" "$corpus" "$work" "$rounds" <<'END'
import json, os, re, resource, shutil, statistics, subprocess, sys, time

build, corpus, work, rounds = sys.argv[1:4] + [int(sys.argv[4])]
tingfu = build + "/tingfu"
one = [tingfu, "detect", "--jobs", "1", "-c"]
two = [tingfu, "detect", "--jobs", "2", "-c"]
records = [tingfu, "detect", "--jobs", "1", "--format", "text"]
rg = ["rg", "-j1", "-a", "--count-matches", "-f", corpus + "/patterns-42.rg.txt"]
offsets = ["rg", "-j1", "-a", "-o", "-b", "-f", corpus + "/patterns-42.rg.txt"]
hyperscan = [build + "/bench/hyperscan-count", corpus + "/patterns-42.hs.txt"]
runs = {}


def run(command, name):
    """Wall seconds, processor seconds and peak of one run."""
    start = time.monotonic()
    with open(os.devnull, "wb") as nowhere:
        child = subprocess.Popen(command + [work + "/" + name], stdout=nowhere)
        _, status, used = os.wait4(child.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1), command
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def turns(title, name, programs, count=rounds):
    """Run @programs in turns over @name; what each took."""
    taken = {program: [] for program in programs}
    for _ in range(count):
        for program, command in programs.items():
            taken[program].append(run(command, name))
    size = os.path.getsize(work + "/" + name)
    print(f"\n{title}: {size / 1e6:,.0f} MB, {count} turns, medians")
    for program, times in taken.items():
        wall = statistics.median(t[0] for t in times)
        cpu = statistics.median(t[1] for t in times)
        peak = max(t[2] for t in times)
        print(f"  {program:18} {size / wall / 1e9:7.3f} GB/s wall {size / max(cpu, 1e-3) / 1e9:7.3f} GB per "
              f"processor second, peak {peak:7.1f} MiB")
    return taken


def ratio(taken, fast, slow, which):
    return statistics.median(b[which] / max(a[which], 1e-3) for a, b in zip(taken[fast], taken[slow]))


def compare(taken, fast, slow, wanted):
    print(f"  {fast} : {slow} = {ratio(taken, fast, slow, 0):.2f} wall, {ratio(taken, fast, slow, 1):.2f} processor"
          f" (wanted {wanted})")


have_rg = shutil.which("rg") is not None
programs = {"tingfu": one, "tingfu, 2 threads": two, "wc -l": ["wc", "-l"]}
if have_rg:
    programs["rg"] = rg
taken = turns("dense", "dense", programs)
compare(taken, "tingfu", "wc -l", "0.20")
compare(taken, "tingfu, 2 threads", "tingfu", "1.6 wall")
if have_rg:
    compare(taken, "tingfu", "rg", "4")
taken = turns("sample of the dense", "sample", {"tingfu": one, "hyperscan": hyperscan}, min(rounds, 3))
compare(taken, "tingfu", "hyperscan", "12")
taken = turns("sparse", "sparse", {"tingfu": one, "wc -l": ["wc", "-l"]})
compare(taken, "tingfu", "wc -l", "0.45")
if have_rg:
    taken = turns("one record a match", "sample", {"tingfu": records, "rg -o -b": offsets}, min(rounds, 3))
    compare(taken, "tingfu", "rg -o -b", "3")

print("\nby input, one thread:")
rates = {}
for title, name in (("dump", "dump.sql"), ("log", "app.log"), ("CSV", "export.csv"), ("random bytes", "random"),
                    ("prose and code", "sparse"), ("GB18030", "gb18030"), ("UTF-16LE", "utf-16-le")):
    size = os.path.getsize(work + "/" + name)
    rates[title] = size / statistics.median(run(one, name)[1] for _ in range(min(rounds, 3))) / 1e9
plain = statistics.median(list(rates.values())[:5])
for title, rate in rates.items():
    print(f"  {title:16} {rate:7.3f} GB per processor second, {rate / plain:5.2f} of the median of the first five")

truth = json.loads(re.sub(r",\s*}", "}", open(work + "/truth.json").read()))
counted = subprocess.run(one + [work + "/dense"], stdout=subprocess.PIPE).stdout.decode()
count = {kind: (int(n), int(valid)) for kind, n, valid in (line.split("\t") for line in counted.splitlines())}
# What has a check digit must be validated where it is planted, and must not where it is planted broken.
print("\nplanted, of them validated; broken ones planted, reported as shape only")
exact = True
for kind, planted, broken in (("resident-id", truth["id18_valid"], truth["id18_bad_checksum"]),
                              ("bank-card", truth["card_valid"], truth["card_bad_luhn"]),
                              ("uscc", truth["uscc_valid"], truth["uscc_bad"])):
    found, valid = count.get(kind, (0, 0))
    exact &= valid == planted
    print(f"  {kind:14} {planted:10,} {valid:10,} {'exact' if valid == planted else 'NOT EXACT':10}"
          f"{broken:10,} {found - valid:10,}")
print("planted, found (no check digit: the form is all there is)")
for kind, planted in (("mobile", truth["mobile_valid"]), ("email", truth["email"]), ("ipv4", truth["ipv4"]),
                      ("plate", truth["plate"]), ("passport-cn", truth["passport"]), ("cloud-key", truth["secret"])):
    found = count.pop(kind, (0, 0))[0]
    exact &= found == planted
    print(f"  {kind:14} {planted:10,} {found:10,} {'exact' if found == planted else 'NOT EXACT'}")
print("found, not planted as such: " + ", ".join(f"{kind} {n[0]:,}" for kind, n in sorted(count.items())
                                                 if kind not in ("resident-id", "bank-card", "uscc")))
sys.exit(0 if exact else 1)
END
