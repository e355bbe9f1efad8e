#!/usr/bin/env python3
"""verify-ledger.py - a second opinion on a ledger of tingfu

    python3 tools/verify-ledger.py LEDGER-DIR [--key VKEY-or-FILE] [--checkpoint FILE]

Recomputes everything from the bytes on disk with nothing but Python's standard library;
the Ed25519 signature is checked by the openssl command.  No code is shared with tingfu.
Formats: RFC 9162 section 2.1 (hashes), C2SP tlog-tiles (files), tlog-checkpoint and
signed-note (the signed head), RFC 8785 narrowed to integers and strings (entries).

    checkpoint            origin, size, head, 'key ' line, empty line, signature lines
    tile/L/N[.p/W]        hashes of level L: the heads of 256^L entries each
    tile/entries/N[.p/W]  entries, each behind its length in two bytes

--key is the verifier key line or a file with it, from somebody else than the ledger;
without it the signature is checked against the key that the checkpoint itself names.
--checkpoint is an earlier checkpoint, which the ledger must continue.

Exit status 0 intact, 1 tampered, 2 trouble.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import binascii
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
import tempfile

WIDTH = 256
LEVELS = 8
FORMAT = 1
NOTE_BOUND = 64 * 1024
ENTRY_BOUND = 65535
EXACT = 2**53
DEPTH_BOUND = 64
DASH = "\u2014 "
# RFC 8410: what precedes the 32 bytes of an Ed25519 public key in DER.
SPKI = bytes.fromhex("302a300506032b6570032100")


class Tampered(Exception):
    """The ledger is not what was signed."""


class Trouble(Exception):
    """It cannot be said."""


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """Heads of the perfect subtrees at the right edge, with their sizes."""

    def __init__(self):
        self.size = 0
        self.stack = []

    def add(self, leaf):
        self.size += 1
        count = 1
        while self.stack and self.stack[-1][0] == count:
            leaf = node_hash(self.stack.pop()[1], leaf)
            count *= 2
        self.stack.append((count, leaf))

    def head(self):
        if not self.stack:
            return hashlib.sha256(b"").digest()
        head = self.stack[-1][1]
        for _, left in reversed(self.stack[:-1]):
            head = node_hash(left, head)
        return head


def head_of(hashes):
    tree = Tree()
    for one in hashes:
        tree.add(one)
    return tree.head()


def decode(text):
    """Base64 in its one spelling, or None."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if raw and base64.b64encode(raw).decode() == text else None


def is_name(text):
    return (
        text != ""
        and "+" not in text
        and not any(c.isspace() or ord(c) < 32 or 127 <= ord(c) < 160 for c in text)
    )


def key_id(name, public):
    return hashlib.sha256(name.encode() + b"\n\x01" + public).digest()[:4]


def decode_key(text):
    raw = decode(text)
    return raw[1:] if raw is not None and len(raw) == 33 and raw[0] == 1 else None


class Checkpoint:
    def __init__(self, raw):
        """ValueError unless it is a signed note in its one spelling."""
        if len(raw) > NOTE_BOUND or b"\0" in raw:
            raise ValueError("this is not a checkpoint")
        self.raw = raw
        lines = raw.decode("utf-8").split("\n")
        if lines.pop() != "" or len(lines) < 5 or "" not in lines:
            raise ValueError("this is not a checkpoint")
        end = lines.index("")
        body, signatures = lines[:end], lines[end + 1 :]
        if end < 3 or not signatures or not is_name(body[0]):
            raise ValueError("this is not a checkpoint")
        if not re.fullmatch(r"0|[1-9][0-9]{0,18}", body[1]) or int(body[1]) >= 2**63:
            raise ValueError("this is not a checkpoint")
        self.origin, self.size, self.head = body[0], int(body[1]), decode(body[2])
        if self.head is None or len(self.head) != 32:
            raise ValueError("this is not a checkpoint")
        keys = [line[4:] for line in body[3:] if line.startswith("key ")]
        self.key = decode_key(keys[0]) if keys else None
        if len(keys) > 1 or (keys and self.key is None):
            raise ValueError("this is not a checkpoint")
        self.signed = ("\n".join(body) + "\n").encode()
        self.signatures = [self.read_signature(line) for line in signatures]

    @staticmethod
    def read_signature(line):
        if not line.startswith(DASH):
            raise ValueError("this is not a checkpoint")
        name, _, text = line[len(DASH) :].partition(" ")
        raw = decode(text)
        if not is_name(name) or raw is None or len(raw) <= 4:
            raise ValueError("this is not a checkpoint")
        return name, raw

    def is_signed_by(self, public):
        wanted = key_id(self.origin, public)
        for name, raw in self.signatures:
            if name == self.origin and raw[:4] == wanted and len(raw) == 68:
                if ed25519_agrees(public, raw[4:], self.signed):
                    return True
        return False


def ed25519_agrees(public, signature, message):
    with tempfile.TemporaryDirectory() as directory:
        paths = [os.path.join(directory, name) for name in ("key", "signature", "message")]
        for path, content in zip(paths, (SPKI + public, signature, message)):
            with open(path, "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin"]
        command += ["-inkey", paths[0], "-sigfile", paths[1], "-in", paths[2]]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        except OSError as error:
            raise Trouble("the openssl command does not run: %s" % error) from error
    if done.returncode == 0 and b"Verified Successfully" in done.stdout:
        return True
    if b"Verification Failure" in done.stdout + done.stderr:
        return False
    # A key that is no point of the curve is refused before anything is verified.
    return False


def count_of(level, size):
    return size if level < 0 else size >> (8 * level)


def path_of(level, index, width):
    parts = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        parts.insert(0, "x%03d" % (index % 1000))
    name = "tile/%s/%s" % ("entries" if level < 0 else level, "/".join(parts))
    return name if width == WIDTH else "%s.p/%d" % (name, width)


def tile_of(level, index, size):
    """The file that holds number @index of @level in a tree of @size: its width, or 0."""
    count = count_of(level, size)
    return min(WIDTH, max(0, count - index * WIDTH))


def parse(path):
    """(level, index, width), or None for every spelling but the one of path_of."""
    match = re.fullmatch(r"tile/(entries|[0-7])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([0-9]{1,3}))?", path)
    if match is None:
        return None
    level = -1 if match.group(1) == "entries" else int(match.group(1))
    index = int(match.group(2).replace("x", "").replace("/", ""))
    width = int(match.group(3)) if match.group(3) else WIDTH
    if width < 1 or index >= 2**63 or path_of(level, index, width) != path:
        return None
    return level, index, width


def changed(size):
    """(added, superseded) by the last entry of a tree of @size, as tiles."""
    added, superseded = [], []
    for level in range(-1, LEVELS):
        count, old = count_of(level, size), count_of(level, max(size - 1, 0))
        if count == old:
            break
        index = (count - 1) // WIDTH
        added.append((level, index, tile_of(level, index, size)))
        if old % WIDTH != 0:
            superseded.append((level, old // WIDTH, old % WIDTH))
    return added, superseded


def read(directory, path):
    try:
        with open(os.path.join(directory, path), "rb") as file:
            return file.read()
    except FileNotFoundError as error:
        raise Tampered("'%s' is missing" % path) from error
    except OSError as error:
        raise Trouble("'%s' cannot be read: %s" % (path, error)) from error


def read_tile(directory, level, index, width):
    path = path_of(level, index, width)
    content = read(directory, path)
    if level >= 0 and len(content) != 32 * width:
        raise Tampered("'%s' has %d bytes where %d belong" % (path, len(content), 32 * width))
    return content


def next_entry(content, at):
    """(entry, offset behind it), or None where the length does not fit."""
    if len(content) - at < 2:
        return None
    length = int.from_bytes(content[at : at + 2], "big")
    end = at + 2 + length
    return None if end > len(content) else (content[at + 2 : end], end)


def refuse(_):
    raise ValueError("a fraction")


def unique(pairs):
    object_ = dict(pairs)
    if len(object_) != len(pairs):
        raise ValueError("a key twice")
    return object_


def check_value(value, depth):
    if depth > DEPTH_BOUND:
        raise ValueError("too deep")
    if isinstance(value, dict):
        for key, member in value.items():
            if not key.isascii():
                raise ValueError("a key that is not ASCII")
            check_value(member, depth + 1)
    elif isinstance(value, list):
        for member in value:
            check_value(member, depth + 1)
    elif isinstance(value, str) and "\0" in value:
        raise ValueError("a NUL")
    elif isinstance(value, int) and abs(value) > EXACT:
        raise ValueError("a number of more than 53 bits")


def check_entry(index, entry):
    try:
        value = json.loads(
            entry.decode("utf-8"), parse_float=refuse, parse_constant=refuse, object_pairs_hook=unique
        )
        check_value(value, 0)
        again = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        if not isinstance(value, dict) or again.encode("utf-8") != entry:
            raise ValueError("another spelling")
    except (ValueError, RecursionError) as error:
        raise Tampered("entry %d is not canonical" % index) from error
    numbers = [value.get("format"), value.get("index")]
    if any(type(number) is not int for number in numbers):
        raise Tampered("entry %d stands in a place that is not its own" % index)
    if numbers[0] > FORMAT:
        raise Trouble("entry %d was written by a newer program" % index)
    if numbers != [FORMAT, index]:
        raise Tampered("entry %d stands in a place that is not its own" % index)


class Audit:
    def __init__(self, directory, checkpoint, earlier):
        self.directory, self.checkpoint, self.earlier = directory, checkpoint, earlier
        self.size = checkpoint.size
        self.tree = Tree()
        self.tiles = [[] for _ in range(LEVELS)]
        self.leftovers = []
        self.new_checkpoint = False
        self.earlier_agrees = earlier is None

    def not_part(self, path):
        raise Tampered("'%s' is no part of the signed ledger" % path)

    def files(self):
        ahead, behind = changed(self.size + 1)[0], changed(self.size)[1]
        places = set()
        directories = []
        for tile in ahead + behind:
            self.allow(places, path_of(*tile))
        for path, mode in self.walk(""):
            tile = parse(path)
            if stat.S_ISDIR(mode):
                directories.append(path)
            elif not stat.S_ISREG(mode):
                self.not_part(path)
            elif path == "checkpoint.new":
                self.new_checkpoint = True
            elif tile is not None and tile[2] == tile_of(tile[0], tile[1], self.size):
                self.allow(places, path)
            elif tile is not None and tile in ahead + behind:
                self.leftovers.append(tile)
            elif path != "checkpoint":
                self.not_part(path)
        for path in directories:
            if path not in places:
                self.not_part(path)

    @staticmethod
    def allow(places, path):
        while "/" in path:
            path = path.rpartition("/")[0]
            places.add(path)

    def walk(self, relative):
        try:
            names = sorted(os.listdir(os.path.join(self.directory, relative)))
        except FileNotFoundError:
            return
        except OSError as error:
            raise Trouble("'%s' cannot be read: %s" % (relative, error)) from error
        for name in names:
            path = os.path.join(relative, name)
            try:
                mode = os.lstat(os.path.join(self.directory, path)).st_mode
            except FileNotFoundError:
                continue
            yield path, mode
            if stat.S_ISDIR(mode):
                yield from self.walk(path)

    def compare(self, level, index):
        hashes = self.tiles[level]
        stored = read_tile(self.directory, level, index, len(hashes))
        for i, one in enumerate(hashes):
            if stored[32 * i : 32 * i + 32] != one:
                path = path_of(level, index, len(hashes))
                if level == 0:
                    raise Tampered("entry %d and its hash in '%s' disagree" % (index * WIDTH + i, path))
                raise Tampered("'%s' does not follow from the entries" % path)

    def add_hash(self, one):
        for level in range(LEVELS):
            self.tiles[level].append(one)
            if len(self.tiles[level]) < WIDTH:
                return
            index = count_of(level, self.tree.size) // WIDTH - 1
            self.compare(level, index)
            one = head_of(self.tiles[level])
            self.tiles[level] = []

    def meet_earlier(self):
        if self.earlier is not None and self.tree.size == self.earlier.size:
            self.earlier_agrees = self.tree.head() == self.earlier.head

    def entries(self):
        self.meet_earlier()
        for number in range((self.size + WIDTH - 1) // WIDTH):
            width = tile_of(-1, number, self.size)
            content = read_tile(self.directory, -1, number, width)
            at = 0
            for i in range(width):
                index = number * WIDTH + i
                found = next_entry(content, at)
                if found is None:
                    raise Tampered("entry %d is cut short" % index)
                entry, at = found
                one = leaf_hash(entry)
                self.tree.add(one)
                self.add_hash(one)
                self.meet_earlier()
                check_entry(index, entry)
            if at != len(content):
                raise Tampered("'%s' has bytes behind its last entry" % path_of(-1, number, width))
        for level in range(LEVELS):
            if self.tiles[level]:
                self.compare(level, count_of(level, self.size) // WIDTH)
        if self.tree.head() != self.checkpoint.head:
            raise Tampered("the entries do not lead to the signed head")

    def check_leftovers(self):
        for level, index, width in self.leftovers:
            path = path_of(level, index, width)
            try:
                left = read(self.directory, path)
            except Tampered:
                continue
            have = tile_of(level, index, self.size)
            now = read_tile(self.directory, level, index, have) if have else b""
            common = min(len(left), len(now))
            if left[:common] != now[:common] or not self.fits(level, width, left, now, have):
                self.not_part(path)

    @staticmethod
    def fits(level, width, left, now, have):
        """Superfluous: the beginning of what is there.  Ahead: one hash or entry more, or cut."""
        if level >= 0:
            return len(left) == 32 * width if width < have else len(left) <= 32 * width
        if width < have:
            at = 0
            for _ in range(width):
                at = next_entry(now, at)[1]
            return len(left) == at
        found = next_entry(left, min(len(left), len(now)))
        return found is None or found[1] == len(left)


def read_signed(directory):
    if not os.path.isdir(directory):
        raise Trouble("there is no ledger '%s'" % directory)
    path = os.path.join(directory, "checkpoint")
    if os.path.islink(path) or not os.path.isfile(path):
        raise Tampered("'checkpoint' is missing")
    try:
        checkpoint = Checkpoint(read(directory, "checkpoint"))
    except ValueError as error:
        raise Tampered("the signature of the ledger's checkpoint does not agree") from error
    if checkpoint.key is None or not checkpoint.is_signed_by(checkpoint.key):
        raise Tampered("the signature of the ledger's checkpoint does not agree")
    return checkpoint


def read_key(text, origin):
    """The public key of a vkey line, of file:PATH, or of a file."""
    if text.startswith("file:"):
        text = text[5:]
        is_file = True
    else:
        is_file = "+" not in text or os.path.isfile(text)
    if is_file:
        with open(text, encoding="utf-8") as file:
            text = file.read(NOTE_BOUND)
    parts = text.strip().split("+", 2)
    public = decode_key(parts[2]) if len(parts) == 3 else None
    if public is None or key_id(parts[0], public).hex() != parts[1]:
        raise Trouble("this is not a verifier key: NAME+HASH+BASE64")
    if parts[0] != origin:
        raise Tampered("the verifier key is that of ledger '%s', this is '%s'" % (parts[0], origin))
    return public


def check_earlier(earlier, checkpoint, public):
    if earlier.origin != checkpoint.origin:
        raise Tampered("the earlier checkpoint is of another ledger")
    if not earlier.is_signed_by(public):
        raise Tampered("the earlier checkpoint is not signed by the key of this ledger")
    if earlier.size > checkpoint.size:
        raise Tampered(
            "entries are missing: the earlier checkpoint has %d, this ledger %d" % (earlier.size, checkpoint.size)
        )


def audit(directory, key, earlier):
    while True:
        checkpoint = read_signed(directory)
        public = checkpoint.key if key is None else read_key(key, checkpoint.origin)
        if key is not None and not checkpoint.is_signed_by(public):
            raise Tampered("the checkpoint is not signed by the key given")
        if earlier is not None:
            check_earlier(earlier, checkpoint, public)
        one = Audit(directory, checkpoint, earlier)
        try:
            one.files()
            one.entries()
            one.check_leftovers()
        except Tampered:
            # Where tingfu appended meanwhile, the files are those of a later tree.
            if read(directory, "checkpoint") == checkpoint.raw:
                raise
            continue
        if not one.earlier_agrees:
            raise Tampered("the ledger does not continue the earlier checkpoint")
        return one


def report(one, key):
    print("intact, signer authenticated" if key is not None else "intact, signer not authenticated")
    print("entries: %d" % one.size)
    print("head: %s" % base64.b64encode(one.checkpoint.head).decode())
    if one.earlier is not None:
        print("continues the earlier checkpoint")
    if one.leftovers or one.new_checkpoint:
        print(
            "files of one append that was cut off: %d (the next command that writes removes them)"
            % (len(one.leftovers) + one.new_checkpoint)
        )
    if len(one.checkpoint.signatures) > 1:
        print("signatures by others, not checked: %d" % (len(one.checkpoint.signatures) - 1))


def arguments_of(arguments):
    options = {"--key": None, "--checkpoint": None}
    rest = []
    arguments = list(arguments)
    while arguments:
        word = arguments.pop(0)
        name, has_value, value = word.partition("=")
        if name in options:
            if not has_value and not arguments:
                raise Trouble("%s wants a value" % name)
            options[name] = value if has_value else arguments.pop(0)
        elif word.startswith("--"):
            raise Trouble("unknown option %s" % word)
        else:
            rest.append(word)
    if len(rest) != 1:
        raise Trouble("usage: verify-ledger.py LEDGER-DIR [--key VKEY-or-FILE] [--checkpoint FILE]")
    return rest[0], options["--key"], options["--checkpoint"]


def main(arguments):
    try:
        directory, key, path = arguments_of(arguments)
        earlier = None
        if path is not None:
            with open(path, "rb") as file:
                earlier = Checkpoint(file.read(NOTE_BOUND + 1))
        report(audit(directory, key, earlier), key)
        return 0
    except Tampered as tampered:
        print("tampered: %s" % tampered)
        return 1
    except (Trouble, ValueError, OSError) as trouble:
        print("verify-ledger: %s" % trouble, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
