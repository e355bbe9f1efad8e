#!/bin/bash
# jobs.sh TINGFU - several threads print what one prints, byte for byte
#
# SPDX-License-Identifier: Apache-2.0
set -eu
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Numbers that lie across the ends of slices in every way: the lines are of all lengths.
awk 'BEGIN {
	for (i = 0; size < 7000000; i++) {
		line = substr("abcdefghijklmnopqrstuvwxyz", 1, i % 26) " 手机号：138" \
			sprintf("%08d", (i * 7919) % 100000000) ",user" i "@example.com,10.1." \
			i % 256 "." i % 250 ",11010519491231002X;::1:" i % 9 "\\n13912345678"
		print line
		size += length(line) + 7
	}
}' >plain
# One value of several kibibytes over the end of the first slice.
{
	head -c 1046000 plain
	printf ' eyJhbGciOiJIUzI1NiJ9.eyJ'
	head -c 7000 /dev/zero | tr '\0' a
	printf ' '
	cat plain
} >token
# Full-width digits far from the beginning, which one pass converts from there on.
{
	head -c 5000000 plain
	printf '\n１３８１２３４５６７８ '
	head -c 2000000 plain
} >wide
iconv -f UTF-8 -t GB18030 plain >chinese
# ASCII first, another encoding behind it.
{
	head -c 3000000 plain | tr -cd '\0-\177'
	cat chinese
} >late
for name in plain token wide chinese late; do
	for format in text json jsonl; do
		"$tingfu" detect --jobs 1 --format "$format" "$name" >one || true
		"$tingfu" detect --jobs 5 --format "$format" "$name" >several || true
		cmp one several || {
			echo "jobs.sh: $name: five threads print other $format than one" >&2
			exit 1
		}
	done
	test "$(wc -l <one)" -gt 1000 || {
		echo "jobs.sh: $name: only $(wc -l <one) matches" >&2
		exit 1
	}
	"$tingfu" detect --jobs 1 --count "$name" >one
	"$tingfu" detect --jobs 4 --count "$name" >several
	cmp one several
done
