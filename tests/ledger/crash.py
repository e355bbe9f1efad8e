"""crash.py - a ledger killed at each crash point of an append is whole, and goes on

    python3 crash.py LEDGER-GROW-CRASH TINGFU VERIFY-LEDGER.PY

For ledgers around the size at which a tile fills, at every passage of every crash point:
kill, ask both verifiers (intact, with at most the leftovers of one append), cut or spoil
what was being written and ask again, go on appending, ask again (no leftovers).

SPDX-License-Identifier: Apache-2.0
"""
import contextlib
import importlib.util
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile

SIZES = (0, 1, 254, 255, 256)
APPENDS = 2


def load(path):
    spec = importlib.util.spec_from_file_location("verify_ledger", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def grow(program, home, count, **environment):
    return subprocess.run(
        [program, home, str(count)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )


def verdicts(tingfu, verifier, home):
    """What both say; they have to agree on everything, the number of leftovers included."""
    directory, key = os.path.join(home, "ledger"), os.path.join(home, "keys", "ledger.vkey")
    done = subprocess.run(
        [tingfu, "--lang", "en", "ledger", "verify", "--key", key, directory],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        other = verifier.main([directory, "--key", key])
    if done.returncode != other or done.stdout.decode() != said.getvalue():
        sys.exit("the verifiers differ:\n%s\n%s" % (done.stdout.decode(), said.getvalue()))
    return other, said.getvalue()


def expect(condition, what, said=""):
    if not condition:
        sys.exit("%s\n%s" % (what, said))


def leftovers(verifier, home, entries):
    """Files that a tree of so many entries does not have."""
    directory = os.path.join(home, "ledger")
    found = []
    for place, _, names in os.walk(directory):
        for name in names:
            path = os.path.join(place, name)
            tile = verifier.parse(os.path.relpath(path, directory))
            if tile is not None and tile[2] != verifier.tile_of(tile[0], tile[1], entries):
                found.append((path, tile[2] < verifier.tile_of(tile[0], tile[1], entries)))
    return found


def spoil(tingfu, verifier, home, entries, what):
    """A torn file that was written ahead is still one; what contradicts the entries is tampering."""
    for path, is_superseded in leftovers(verifier, home, entries):
        with open(path, "rb") as file:
            content = file.read()
        for cut in (0, 1, len(content) // 2, len(content) - 1):
            with open(path, "wb") as file:
                file.write(content[:cut])
            status, said = verdicts(tingfu, verifier, home)
            expect(status == (1 if is_superseded else 0), "%s, %s cut to %d bytes" % (what, path, cut), said)
        with open(path, "wb") as file:
            file.write(content + content + bytes(70000))
        status, said = verdicts(tingfu, verifier, home)
        expect(status == 1, "%s, %s too long" % (what, path), said)
        with open(path, "wb") as file:
            file.write(content)


def main(arguments):
    program, tingfu, path = arguments
    verifier = load(path)
    kills = 0
    for size in SIZES:
        with tempfile.TemporaryDirectory() as base:
            start, passed = os.path.join(base, "start"), os.path.join(base, "passed")
            whole = os.path.join(base, "whole")
            expect(grow(program, start, size).returncode == 0, "no ledger of %d entries" % size)
            shutil.copytree(start, whole)
            done = grow(program, whole, APPENDS, TINGFU_CRASH_LIST=passed)
            expect(done.returncode == 0, "an append without a crash fails", done.stdout.decode())
            with open(passed, encoding="utf-8") as file:
                points = file.read().split()
            for name in ("salt", "tile", "synced", "checkpoint", "superseded"):
                expect("ledger." + name in points or (size == 0 and name == "superseded"), "no point " + name)
            for i, name in enumerate(points):
                passage = "%s:%d" % (name, points[: i + 1].count(name))
                what = "killed at %s, %d entries before" % (passage, size)
                home = os.path.join(base, "case")
                shutil.copytree(start, home)
                done = grow(program, home, APPENDS, TINGFU_CRASH_AT=passage)
                expect(done.returncode == -signal.SIGKILL, "not " + what)
                kills += 1
                status, said = verdicts(tingfu, verifier, home)
                expect(status == 0, what, said)
                entries = int(said.split("entries: ")[1].split()[0])
                spoil(tingfu, verifier, home, entries, what)
                expect(size <= entries <= size + APPENDS, what + ": entries lost", said)
                done = grow(program, home, APPENDS)
                expect(done.stdout.split() == [b"%d" % (entries + APPENDS)], what + ", gone on", done.stdout.decode())
                status, said = verdicts(tingfu, verifier, home)
                expect(status == 0 and "cut off" not in said, what + ", gone on", said)
                shutil.rmtree(home)
    print("%d kills" % kills)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
