#!/bin/sh
# scan.sh - the scan of the demonstration's database, beside a fetch that looks at nothing
#
#     scan.sh [BUILD [PERSONS]]
#
# fetch-only reads every cell through the same cursor; `sqlite3 .dump` stands beside both.  Ratios
# are of one run on one machine, round after round; what was found stands beside, because a scan
# that finds nothing is fast.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
build=${1:-build}
persons=${2:-50000}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export TINGFU_DOSSIER="$home/dossier" LC_ALL=C

"$build/demo/tingfu-demo-platform" --persons "$persons" "$home" >/dev/null
"$build/tingfu" init --operator X --platform Y --stop 2026-10-31 --rehearsal --now 2026-08-20 \
	"$home/dossier" >/dev/null
"$build/tingfu" source add shop "sqlite:$home/platform/shop.db" >/dev/null
sqlite3 "$home/platform/shop.db" .dump >/dev/null # warm

python3 - "$build" "$home/platform/shop.db" <<'END'
import json, os, subprocess, sys, time
build, database = sys.argv[1:]
ROUNDS = 7
commands = {
    "scan": [build + "/tingfu", "scan", "--format", "json"],
    "fetch": [build + "/bench/fetch-only", "sqlite:" + database],
    "dump": ["sqlite3", database, ".dump"],
}
seconds = {name: [] for name in commands}
peak = {name: 0 for name in commands}
work = {name: [] for name in commands}
output = {}
for _ in range(ROUNDS):
    for name, command in commands.items():
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.PIPE if name != "dump" else subprocess.DEVNULL)
        output[name] = child.stdout.read() if child.stdout else b""
        _, status, used = os.wait4(child.pid, 0)
        seconds[name].append(time.monotonic() - start)
        assert status == 0, name
        work[name].append(used.ru_utime + used.ru_stime)
        peak[name] = max(peak[name], used.ru_maxrss // 1024)
found = json.loads(output["scan"])
rows, cells, _, _ = output["fetch"].split(b"\t")
assert int(rows) == found["rows"]
median = {name: sorted(times)[ROUNDS // 2] for name, times in seconds.items()}
best = {name: min(times) for name, times in seconds.items()}
for name in commands:
    print(f"{name}: {found['rows'] / median[name]:,.0f} rows/s (best {found['rows'] / best[name]:,.0f}), "
          f"processor time {sorted(work[name])[ROUNDS // 2]:.2f} s, peak {peak[name]} MiB")
print(f"{os.cpu_count()} processors; scan / fetch-only {median['fetch'] / median['scan']:.2f} (best of both {best['fetch'] / best['scan']:.2f}), "
      f"scan / .dump {median['dump'] / median['scan']:.2f}; {found['rows']:,} rows, {int(cells):,} cells, "
      f"{found['persons']} persons, {found['personal_fields']} personal fields")
END
