#!/usr/bin/env python3
#
# check-platform.py - does truth.tsv agree with what lies in the generated platform?
#
#     check-platform.py DIRECTORY
#
# Reads the files with the standard library only: every planted value is found in the container
# and field that the truth names, and no identifier belongs to two persons.
#
# SPDX-License-Identifier: Apache-2.0
import collections
import csv
import gzip
import io
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import zipfile

UNIQUE = {"resident-id", "mobile", "email", "bank-card", "wechat-openid", "password-hash"}


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(1)


def read_truth(path):
    planted = collections.defaultdict(list)
    owner = {}
    with open(path, encoding="utf-8", newline="") as stream:
        if stream.readline() != "store\tcontainer\tfield\tkind\tperson\tvalue\n":
            fail("truth.tsv has another header")
        for line in stream:
            store, container, field, kind, person, value = line.rstrip("\n").split("\t")
            planted[store, container].append((field, value))
            if kind in UNIQUE and owner.setdefault((kind, value), person) != person:
                fail(f"one {kind} belongs to persons {owner[kind, value]} and {person}")
    return planted


def database_rows(path, table):
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


def csv_rows(content, encoding):
    return list(csv.DictReader(io.StringIO(content.decode(encoding))))


def dump_rows(content, table):
    """The rows of one table of a mysqldump, by its own little reader."""
    text = content.decode("utf-8")
    declared = re.search(rf"CREATE TABLE `{table}` \((.*?)\n\) ENGINE", text, re.S).group(1)
    fields = re.findall(r"^  `(\w+)`", declared, re.M)
    value = re.compile(r"'((?:[^'\\]|\\.)*)'|([^',()]+)")
    rows = []
    for insert in re.findall(rf"^INSERT INTO `{table}` VALUES (.*);$", text, re.M):
        cells = [re.sub(r"\\(.)", r"\1", a) if b == "" else b for a, b in value.findall(insert)]
        for start in range(0, len(cells), len(fields)):
            rows.append(dict(zip(fields, cells[start:start + len(fields)])))
    return rows


def rows_of(work, store, container):
    files = os.path.join(work, "files")
    if store == "shop":
        return database_rows(os.path.join(work, "shop.db"), container)
    path, table = container.split("!")
    if path.endswith(".bak"):
        return database_rows(os.path.join(files, path), table)
    if path.startswith("uploads/uploads.zip/"):
        with zipfile.ZipFile(os.path.join(files, "uploads/uploads.zip")) as packed:
            content = packed.read(path.removeprefix("uploads/uploads.zip/"))
        if path.endswith(".txt"):
            return [{"text": content.decode("utf-8")}]
        return csv_rows(content, "utf-8")
    with open(os.path.join(files, path), "rb") as stream:
        content = stream.read()
    if path.endswith(".gz"):
        return dump_rows(gzip.decompress(content), table)
    if path.endswith(".jsonl"):
        return [json.loads(line) for line in content.decode("utf-8").splitlines()]
    return csv_rows(content, "gb18030" if "gb18030" in path else "utf-8-sig")


def check_container(rows, container, expected):
    held = collections.defaultdict(list)
    for row in rows:
        for field, value in row.items():
            if value is not None:
                held[field].append(str(value))
    for field in {field for field, _ in expected}:
        cells = collections.Counter(held[field])
        text = "\n".join(held[field])
        for value in (v for f, v in expected if f == field):
            if cells[value] == 0 and value not in text:
                fail(f"{container}: {field} does not hold a planted value")


def check_remains(work, planted):
    """Deleted and superseded values lie in the main file, and in no row."""
    with open(os.path.join(work, "shop.db"), "rb") as stream:
        content = stream.read()
    for (_, container), expected in planted.items():
        if not container.endswith(")"):
            continue
        table = container.split("(")[0]
        live = {str(v) for row in database_rows(os.path.join(work, "shop.db"), table)
                for v in row.values()}
        strong = [v for _, v in expected if len(v) == 11 and v.isdigit()]
        if not strong or any(v in live for v in strong):
            fail(f"{container}: nothing, or something that is still in a row")
        if sum(v.encode() in content for v in strong) < len(strong) // 2:
            fail(f"{container}: the old values are gone from the file")


def main():
    directory = sys.argv[1]
    planted = read_truth(os.path.join(directory, "truth.tsv"))
    with tempfile.TemporaryDirectory() as temporary:
        work = os.path.join(temporary, "platform")
        shutil.copytree(os.path.join(directory, "platform"), work)
        if os.path.getsize(os.path.join(work, "shop.db-wal")) == 0:
            fail("the log was checkpointed")
        check_remains(work, planted)
        for (store, container), expected in sorted(planted.items()):
            if not container.endswith(")"):
                check_container(rows_of(work, store, container), container, expected)


main()
