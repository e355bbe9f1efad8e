#!/bin/sh
# ledger.sh - appends a second, time to verify, peak memory, beside the speed of SHA-256
#
#     bench/ledger.sh [BUILD-DIRECTORY]
#
# The first line is on the disk that holds the build directory, where a sync costs what it
# costs; the others are in memory, to show what the program itself needs.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
disk=$(mktemp -d "$build/bench-ledger-XXXXXX")
memory=$(mktemp -d /dev/shm/bench-ledger-XXXXXX)
trap 'rm -rf "$disk" "$memory"' EXIT

printf 'where\tentries\tappends/s\tverify ms\tverified/s\tbytes\tSHA-256 MB/s\tpeak MiB\n'
printf 'disk\t%s\n' "$("$build/bench/ledger-bench" "$disk/a" 2000)"
for count in 10000 100000; do
	printf 'memory\t%s\n' "$("$build/bench/ledger-bench" "$memory/$count" "$count")"
done
