"""tamper.py - every kind of tampering with a ledger is found, by both verifiers alike

    python3 tamper.py LEDGER-GROW TINGFU VERIFY-LEDGER.PY SIZE...

Flips, drops, swaps and truncates entries, tiles and the checkpoint of ledgers of the sizes
given, adds what does not belong, rolls back, signs anew.  Both verifiers have to give the
same answer, and after each change was taken back, the ledger has to be intact again.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import contextlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile

INTACT, TAMPERED = 0, 1
# Ledgers up to this size have every entry worked on; larger ones some, this far apart.
SMALL = 2
STRIDE = 41


def load(path):
    spec = importlib.util.spec_from_file_location("verify_ledger", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Bench:
    def __init__(self, grow, tingfu, verifier, size, home):
        self.grow, self.tingfu, self.verifier = grow, tingfu, verifier
        self.home = home
        self.directory = os.path.join(home, "ledger")
        self.key = os.path.join(home, "keys", "ledger.vkey")
        self.size = size
        self.cases = 0
        subprocess.run([grow, home, str(size)], check=True, stdout=subprocess.PIPE)

    def path(self, name):
        return os.path.join(self.directory, name)

    def files(self):
        found = []
        for place, _, names in os.walk(self.directory):
            found += [os.path.relpath(os.path.join(place, name), self.directory) for name in names]
        return sorted(found)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "wb") as file:
            file.write(content)

    def verdicts(self, *options):
        done = subprocess.run(
            [self.tingfu, "ledger", "verify", *options, self.directory],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            other = self.verifier.main([self.directory, *options])
        return done.returncode, other, done.stdout.decode() + "/ " + said.getvalue()

    def expect(self, wanted, what, *options):
        ours, other, said = self.verdicts(*options)
        self.cases += 1
        if ours != wanted or other != wanted:
            sys.exit(
                "%d entries, %s: wanted %d, tingfu said %d, the second verifier %d\n%s"
                % (self.size, what, wanted, ours, other, said)
            )

    def expect_changed(self, name, content, what):
        """Tampered with @content in the place of file @name, or without it."""
        before = self.read(name)
        if content is None:
            os.unlink(self.path(name))
        else:
            self.write(name, content)
        self.expect(TAMPERED, "%s: %s" % (name, what))
        self.write(name, before)


def flip(content, at, bit=0):
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


def split(bundle):
    entries, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        entries.append(bundle[at:end])
        at = end
    return entries


def chosen(count):
    if count <= SMALL:
        return range(count)
    return sorted({0, 1, count // 2, count - 2, count - 1} | set(range(0, count, STRIDE)))


def files(bench):
    for name in bench.files():
        content = bench.read(name)
        step = 1 if bench.size <= 1 else max(1, len(content) // 12)
        for at in range(0, len(content), step):
            bench.expect_changed(name, flip(content, at, at % 8), "bit flipped at byte %d" % at)
        bench.expect_changed(name, None, "dropped")
        bench.expect_changed(name, b"", "emptied")
        bench.expect_changed(name, content[:-1], "cut by one byte")
        bench.expect_changed(name, content[: len(content) // 2], "cut in half")
        bench.expect_changed(name, content + b"\0", "one byte longer")
        bench.expect_changed(name, content + b"\n", "one line feed longer")
        bench.expect_changed(name, content + content, "doubled")


def entries(bench):
    for name in [name for name in bench.files() if "entries" in name]:
        parts = split(bench.read(name))
        for i in chosen(len(parts)):
            one = parts[i]
            for at in (0, 1, 2, len(one) // 2, len(one) - 1):
                changed = parts[:i] + [flip(one, at)] + parts[i + 1 :]
                bench.expect_changed(name, b"".join(changed), "entry %d flipped at %d" % (i, at))
            bench.expect_changed(name, b"".join(parts[:i] + parts[i + 1 :]), "entry %d dropped" % i)
            bench.expect_changed(name, b"".join(parts[: i + 1] + parts[i:]), "entry %d twice" % i)
            bench.expect_changed(name, b"".join(parts[:i]) + one[:-1], "cut in entry %d" % i)
            short = (len(one) - 3).to_bytes(2, "big") + one[2:-1]
            bench.expect_changed(name, b"".join(parts[:i] + [short] + parts[i + 1 :]), "entry %d shorter" % i)
            if len(parts) > 1:
                j = (i + 1) % len(parts)
                swapped = list(parts)
                swapped[i], swapped[j] = swapped[j], swapped[i]
                bench.expect_changed(name, b"".join(swapped), "entries %d and %d swapped" % (i, j))


def swapped_files(bench):
    names = bench.files()
    for first, second in zip(names, names[1:]):
        a, b = bench.read(first), bench.read(second)
        bench.write(first, b)
        bench.write(second, a)
        bench.expect(TAMPERED, "%s and %s swapped" % (first, second))
        bench.write(first, a)
        bench.write(second, b)


def strangers(bench):
    content = bench.read("checkpoint")
    for name in ("lock", "tile/0/x000/000", "tile/0/0", "tile/8/000", "tile/entries/999", "tile/entries/000.p/256",
                 "tile/0/000.p/01", "tile/0/123.p/7", "tile/1/000.p/200", "checkpoint~", "tile/checkpoint"):  # fmt: skip
        if os.path.exists(bench.path(name)):
            continue
        had = {place for place, _, _ in os.walk(bench.directory)}
        bench.write(name, content)
        bench.expect(TAMPERED, "a stranger %s" % name)
        os.unlink(bench.path(name))
        for place, _, _ in list(os.walk(bench.directory, topdown=False)):
            if place not in had:
                os.rmdir(place)
    os.symlink("checkpoint", bench.path("link"))
    bench.expect(TAMPERED, "a link")
    os.unlink(bench.path("link"))
    os.mkdir(bench.path("empty"))
    bench.expect(TAMPERED, "an empty directory")
    os.rmdir(bench.path("empty"))


def forged(bench, home):
    """A whole ledger of the same name by somebody else: only --key tells."""
    other = Bench(bench.grow, bench.tingfu, bench.verifier, bench.size, home)
    other.expect(INTACT, "signed by somebody else, no key given")
    other.expect(INTACT, "signed by somebody else, their key", "--key", other.key)
    with open(bench.key, encoding="utf-8") as file:
        line = file.read().strip()
    other.expect(TAMPERED, "signed by somebody else, our key", "--key", line)
    other.expect(TAMPERED, "signed by somebody else, our key in a file", "--key", "file:" + bench.key)
    mixed = bench.read("checkpoint").split(b"\n")
    theirs = other.read("checkpoint").split(b"\n")
    bench.expect_changed("checkpoint", b"\n".join(mixed[:-2] + theirs[-2:]), "their signature line")
    bench.expect_changed("checkpoint", b"\n".join(theirs[:-2] + mixed[-2:]), "our line under their head")
    kept = os.path.join(home, "their-checkpoint")
    shutil.copy(other.path("checkpoint"), kept)
    bench.expect(TAMPERED, "an earlier checkpoint by somebody else", "--checkpoint", kept)


def signatures(bench, verifier):
    """More signature lines are allowed; they must be well formed, and do not replace ours."""
    content = bench.read("checkpoint")
    line = "\u2014 witness.example " + base64.b64encode(bytes(4 + 72)).decode() + "\n"
    for more in (content + line.encode(), content[: content.index(b"\n\n") + 2] + line.encode()
                 + content[content.index(b"\n\n") + 2 :]):  # fmt: skip
        bench.write("checkpoint", more)
        bench.expect(INTACT, "a second signature line", "--key", bench.key)
    only = content[: content.index(b"\n\n") + 2] + line.encode()
    bench.expect_changed("checkpoint", only, "only a witness's signature")
    for bad in (line.replace("A==", "B=="), line.replace("\u2014", "-"), line.replace(" witness", "  witness"),
                line.rstrip("\n"), line.replace("AAAA", "A AA", 1)):  # fmt: skip
        bench.expect_changed("checkpoint", content + bad.encode(), "a malformed signature line")
    bench.write("checkpoint", content)
    assert verifier.Checkpoint(content).size == bench.size


def grown(bench, home):
    """Later states continue earlier ones; earlier ones do not continue later ones."""
    earlier = os.path.join(home, "earlier")
    shutil.copy(bench.path("checkpoint"), earlier)
    copy = os.path.join(home, "old")
    shutil.copytree(bench.directory, copy)
    bench.expect(INTACT, "the same checkpoint", "--checkpoint", earlier, "--key", bench.key)
    subprocess.run([bench.grow, bench.home, "3"], check=True, stdout=subprocess.PIPE)
    bench.expect(INTACT, "grown by three", "--checkpoint", earlier, "--key", bench.key)
    later = os.path.join(home, "later")
    shutil.copy(bench.path("checkpoint"), later)
    shutil.rmtree(bench.directory)
    shutil.copytree(copy, bench.directory)
    bench.expect(INTACT, "rolled back, nothing said", "--key", bench.key)
    bench.expect(TAMPERED, "rolled back", "--checkpoint", later)
    # The same keys, another history.
    subprocess.run([bench.grow, bench.home, "4"], check=True, stdout=subprocess.PIPE)
    bench.expect(TAMPERED, "another history", "--checkpoint", later)


def main(arguments):
    grow, tingfu, path = arguments[:3]
    verifier = load(path)
    total = 0
    for size in [int(text) for text in arguments[3:]]:
        with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as other:
            bench = Bench(grow, tingfu, verifier, size, home)
            bench.expect(INTACT, "untouched")
            bench.expect(INTACT, "untouched, key given", "--key", bench.key)
            files(bench)
            entries(bench)
            swapped_files(bench)
            strangers(bench)
            forged(bench, other)
            signatures(bench, verifier)
            bench.expect(INTACT, "everything taken back", "--key", bench.key)
            grown(bench, home)
            total += bench.cases
    print("%d cases" % total)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
