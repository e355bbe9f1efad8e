#!/bin/bash
# long-line.sh TINGFU - a line of one gigabyte in bounded memory
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
# The sanitizers themselves take terabytes of address space.
grep -qaE '__(asan|tsan)_init' "$tingfu" && exit 77
# 1 GB without a newline; the number stands behind nine tenths of it.
count=$(
	{
		head -c 900000000 /dev/zero | tr '\0' x
		printf ' 11010519491231002X '
		head -c 100000000 /dev/zero | tr '\0' 1
	} | (ulimit -v 262144 && "$tingfu" detect --count -)
)
test "$count" = "$(printf 'resident-id\t1\t1')" || {
	echo "long-line.sh: $count" >&2
	exit 1
}
