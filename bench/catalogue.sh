#!/bin/sh
# catalogue.sh - a database of very many columns catalogued: time, memory, the same twice
#
#     catalogue.sh [BUILD [TABLES]]
#
# Each table has twenty columns or a little fewer, of which four may be keys, and thirty rows.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
build=${1:-build}
tables=${2:-5000}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export TINGFU_DOSSIER="$home/dossier" LC_ALL=C

python3 - "$home/wide.db" "$tables" <<'END'
import random, sqlite3, sys
path, tables = sys.argv[1], int(sys.argv[2])
random.seed(1)
modules = "oms ums pms cms sms wms crm fin".split()
nouns = ("order member item log address coupon product comment message payment refund session task role "
         "dept ticket invoice cart stock brand").split()
plain = "name mobile email status remark create_time update_time amount title content ip sort type code url".split()
database = sqlite3.connect(path)
for table in range(tables):
    keys = list(dict.fromkeys(f"{nouns[(table * 7 + k) % 20]}_id" for k in range(4)))
    name = f"{modules[table % 8]}_{nouns[table // 8 % 20]}_{nouns[table // 160 % 20]}{table}"
    database.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {', '.join(keys + plain)})")
    marks = ", ".join("?" * (len(keys) + len(plain)))
    for row in range(30):
        values = [random.randint(1, 40) for _ in keys] + [f"{column}{random.randint(1, 20)}" for column in plain]
        database.execute(f"INSERT INTO {name} VALUES ({row + 1}, {marks})", values)
database.commit()
END
"$build/tingfu" init --operator X --platform Y --stop 2026-10-31 --rehearsal --now 2026-08-20 \
	"$home/dossier" >/dev/null
"$build/tingfu" source add wide "sqlite:$home/wide.db" >/dev/null
python3 - "$build/tingfu" <<'END'
import json, resource, subprocess, sys, time
digests = []
for _ in range(2):
    start = time.monotonic()
    done = subprocess.run([sys.argv[1], "scan", "--format", "json"], capture_output=True, check=True)
    seconds = time.monotonic() - start
    found = json.loads(done.stdout)
    digests.append(found["inventory_digest"])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
print(f"{found['fields']:,} columns of {found['containers']:,} tables in {seconds:.1f} s, {peak} MiB, "
      f"{'the same twice' if digests[0] == digests[1] else 'NOT the same twice'}")
sys.exit(digests[0] != digests[1])
END
