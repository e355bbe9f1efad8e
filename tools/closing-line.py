#!/usr/bin/env python3
"""closing-line.py - sum what Meson's test runs and other checks found into one line

    tools/closing-line.py [--add PASSED,FAILED,SKIPPED] BUILD-DIR...

Reads BUILD-DIR/meson-logs/testlog.json of each directory and prints, as its last line,

    N passed, N failed, N skipped

Names what failed before that.  Exit status 0 nothing failed, 1 something did, or a log
is missing.  A TAP program counts as one test.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import sys

PASSED = ("OK", "EXPECTEDFAIL")
SKIPPED = ("SKIP", "IGNORED")


def main(arguments):
    passed = failed = skipped = 0
    while arguments and arguments[0] == "--add":
        more = [int(n) for n in arguments[1].split(",")]
        passed, failed, skipped = passed + more[0], failed + more[1], skipped + more[2]
        arguments = arguments[2:]
    for directory in arguments:
        path = os.path.join(directory, "meson-logs", "testlog.json")
        try:
            with open(path, encoding="utf-8") as file:
                results = [json.loads(line) for line in file if line.strip()]
        except (OSError, ValueError) as error:
            print("no results of %s: %s" % (directory, error))
            failed += 1
            continue
        for result in results:
            if result["result"] in PASSED:
                passed += 1
            elif result["result"] in SKIPPED:
                skipped += 1
            else:
                failed += 1
                print("failed in %s: %s (%s)" % (directory, result["name"], result["result"]))
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed > 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
