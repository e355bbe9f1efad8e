#!/bin/sh
# scan.sh - the scan of the demonstration's database, in rows a second, beside `.dump`
#
#     scan.sh [BUILD [PERSONS]]
#
# Ratios of one run on one machine; what was found stands beside, because a scan that finds
# nothing is fast.
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

python3 - "$build/tingfu" "$home/platform/shop.db" <<'END'
import json, resource, subprocess, sys, time
tingfu, database = sys.argv[1:]
scans, dumps = [], []
for _ in range(5):
    start = time.monotonic()
    subprocess.run(["sqlite3", database, ".dump"], stdout=subprocess.DEVNULL, check=True)
    dumps.append(time.monotonic() - start)
    start = time.monotonic()
    done = subprocess.run([tingfu, "scan", "--format", "json"], capture_output=True, check=True)
    scans.append(time.monotonic() - start)
found = json.loads(done.stdout)
scan, dump = sorted(scans)[2], sorted(dumps)[2]
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"scan: {found['rows'] / scan:,.0f} rows/s, .dump: {found['rows'] / dump:,.0f} rows/s, "
      f"ratio {dump / scan:.2f}; peak memory of both {peak} MiB; "
      f"{found['persons']} persons, {found['personal_fields']} personal fields")
END
