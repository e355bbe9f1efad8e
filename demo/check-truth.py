#!/usr/bin/env python3
"""check-truth.py - the demonstration's own eyes, which share no code with the program

    check-truth.py person TRUTH                     the mobile number of a person who is everywhere
    check-truth.py search TRUTH [--except DIR] PATH...
    check-truth.py package TRUTH FILE DIRECTORY     is the data of the person in FILE in the package?
    check-truth.py inventory TRUTH FILE             is what `tingfu inventory --format json` said right?

`search` looks for every strong value of the truth (eleven bytes or longer, or of a kind with a
check digit) in the raw bytes of every file, in UTF-8 and in GB18030, and inside gzip and zip.  It
prints how many values it looked for, how many bytes it read, how many it found and where.  Exit
status 0 none found, 1 some, 2 trouble.  Python's standard library only.

SPDX-License-Identifier: Apache-2.0
"""
import collections
import gzip
import io
import json
import os
import sys
import zipfile

STRONG_BYTES = 11
CHECKED_KINDS = {"resident-id", "bank-card", "uscc", "ipv4"}
HEAD = 7  # the shortest checked value is an address such as 36.1.2.3
DEEPEST = 3
FREE_TEXT = {"remark", "content", "msg", "text"}  # holds identifiers, is none
COMPANY_TABLES = {"products", "categories", "suppliers", "shop_settings"}
SHOWN = 8


def read_truth(path):
    with open(path, encoding="utf-8", newline="") as stream:
        next(stream)
        for line in stream:
            yield line.rstrip("\n").split("\t")


def is_live(container):
    """Not a row that was deleted, nor a value that was superseded, before tingfu came."""
    return not container.endswith(")")


def strong_values(truth):
    values = set()
    for _, _, _, kind, _, value in read_truth(truth):
        for encoding in ("utf-8", "gb18030"):
            encoded = value.encode(encoding)
            if len(encoded) >= STRONG_BYTES or kind in CHECKED_KINDS:
                values.add(encoded)
    lengths = collections.defaultdict(set)
    for value in values:
        lengths[value[:HEAD]].add(len(value))
    return values, lengths


def stands_alone(content, start, value):
    """A short dotted quad inside a longer one, or in a version number, is another thing."""
    if len(value) >= STRONG_BYTES:
        return True
    around = content[start - 1:start] + content[start + len(value):start + len(value) + 1]
    return not any(c in b"0123456789." for c in around)


def count_hits(content, values, lengths):
    count = 0
    for start in range(len(content) - HEAD + 1):
        head = content[start:start + HEAD]
        if head in lengths:
            for length in lengths[head]:
                value = content[start:start + length]
                if value in values and stands_alone(content, start, value):
                    count += 1
    return count


def streams_of(name, content, depth=0):
    """The bytes as they lie there, and what is packed in them."""
    yield name, content
    if depth == DEEPEST:
        return
    if content[:2] == b"\x1f\x8b":
        yield from streams_of(name + " (unpacked)", gzip.decompress(content), depth + 1)
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield from streams_of(f"{name}/{member}", packed.read(member), depth + 1)


def files_below(paths, excepted):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for directory, below, names in os.walk(path):
            below[:] = sorted(d for d in below if os.path.join(directory, d) not in excepted)
            yield from (os.path.join(directory, name) for name in sorted(names))


def search(truth, arguments):
    excepted = set()
    while arguments and arguments[0] == "--except":
        excepted.add(os.path.normpath(arguments[1]))
        arguments = arguments[2:]
    for path in arguments:
        if not os.path.exists(path):
            sys.exit(f"check-truth.py: '{path}' does not exist")
    values, lengths = strong_values(truth)
    n_files = n_bytes = n_hits = 0
    where = []
    for path in files_below([os.path.normpath(p) for p in arguments], excepted):
        n_files += 1
        with open(path, "rb") as stream:
            content = stream.read()
        for name, part in streams_of(path, content):
            n_bytes += len(part)
            found = count_hits(part, values, lengths)
            n_hits += found
            if found:
                where.append(f"  {found} in {name}")
    print(f"looked for {len(values)} values in {n_files} files, {n_bytes} bytes: {n_hits} found")
    print("\n".join(where[:SHOWN]), end="\n" if where else "")
    return 1 if n_hits else 0


def person_who_is_everywhere(truth):
    containers = collections.defaultdict(set)
    mobiles = {}
    for _, container, field, kind, person, value in read_truth(truth):
        if not is_live(container):
            continue
        containers[person].add(container)
        if container == "members" and field == "mobile":
            mobiles[person] = value
    best = max(mobiles, key=lambda person: (len(containers[person]), -int(person)))
    print(mobiles[best])
    return 0


def package(truth, asking, directory):
    with open(asking, encoding="ascii") as stream:
        mobile = stream.read().strip()
    rows = [row for row in read_truth(truth) if is_live(row[1])]
    persons = {row[4] for row in rows if row[5] == mobile}
    # Passwords are withheld, and the package says so.
    wanted = {row[5] for row in rows if row[4] in persons and row[3] != "password-hash"}
    content = b""
    for path in files_below([directory], set()):
        with open(path, "rb") as stream:
            content += b"".join(part for _, part in streams_of(path, stream.read()))
    missing = sorted(value for value in wanted if value.encode() not in content)
    print(f"the package holds {len(wanted) - len(missing)} of {len(wanted)} planted values")
    return 1 if missing else 0


def inventory(truth, path):
    """Every planted field is found and of the right kind; the shop's own tables are nobody's."""
    with open(path, encoding="utf-8") as stream:
        said = {(f["source"], f["container"], f["field"]): f for f in json.load(stream)}
    planted = collections.defaultdict(collections.Counter)
    for store, container, field, kind, _, _ in read_truth(truth):
        if is_live(container):
            planted[store, container, field][kind] += 1
    wrong = []
    for place, kinds in sorted(planted.items()):
        finding = said.get(place)
        if finding is None:
            wrong.append(f"  not in the inventory: {' '.join(place)}")
        elif finding["personal"] is not True:
            wrong.append(f"  not personal: {' '.join(place)}")
        elif finding["kind"] is None and place[2] in FREE_TEXT:
            continue
        elif len(kinds) == 1 and next(iter(kinds)) not in (finding["kind"], "gender", "nickname"):
            wrong.append(f"  {finding['kind']} instead of {next(iter(kinds))}: {' '.join(place)}")
    own = [place for place, finding in sorted(said.items())
           if place[1].split("!")[-1] in COMPANY_TABLES and finding["personal"]]
    wrong += [f"  personal, but the shop's own: {' '.join(place)}" for place in own]
    print(f"{len(planted)} planted fields, {len(wrong)} verdicts wrong")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


def main():
    if len(sys.argv) >= 4 and sys.argv[1] == "search":
        return search(sys.argv[2], sys.argv[3:])
    if len(sys.argv) == 3 and sys.argv[1] == "person":
        return person_who_is_everywhere(sys.argv[2])
    if len(sys.argv) == 4 and sys.argv[1] == "inventory":
        return inventory(*sys.argv[2:])
    if len(sys.argv) == 5 and sys.argv[1] == "package":
        return package(*sys.argv[2:])
    print(__doc__, file=sys.stderr)
    return 2


sys.exit(main())
