#!/usr/bin/env python3
"""person_truth.py - which rows are one person's, by a reading of the dump that shares no code

    person_truth.py LINKS.tsv TABLE COLUMN VALUE PACKAGE DUMP.sql...
    person_truth.py --sqlite TABLE COLUMN VALUE PACKAGE FILE

Reads the CREATE TABLE and INSERT statements (or the SQLite file), follows the links by hand
labelled in LINKS.tsv, adds rows with an equal identifier, and compares with the package.
Prints rows, precision and recall; exit status 0 where both are at least the bounds below.

SPDX-License-Identifier: Apache-2.0
"""
import glob
import json
import os
import re
import sqlite3
import sys

LEAST_PRECISION = 0.98
LEAST_RECALL = 0.98

VALUE = re.compile(r"\s*(?:'((?:[^'\\]|\\.|'')*)'|([^,()\s]+))\s*", re.S)


def rows_of(text):
    """The value lists behind VALUES, each a list of texts and Nones."""
    at = 0
    while True:
        at = text.find("(", at)
        if at < 0:
            return
        at += 1
        row = []
        while True:
            match = VALUE.match(text, at)
            if match is None:
                return
            quoted, bare = match.groups()
            row.append(None if bare == "NULL" else bare if quoted is None else quoted)
            at = match.end()
            if text[at] == ")":
                break
            at += 1
        yield row
        at += 1


def read_dumps(paths):
    columns, tables = {}, {}
    for path in paths:
        text = open(path, encoding="utf-8", errors="replace").read()
        for match in re.finditer(r"CREATE TABLE `(\w+)`\s*\((.*?)\n\)", text, re.S):
            columns[match.group(1)] = re.findall(r"^\s*`(\w+)`", match.group(2), re.M)
    for path in paths:
        text = open(path, encoding="utf-8", errors="replace").read()
        for match in re.finditer(r"^INSERT INTO `(\w+)`[^;]*? VALUES (.*?);\s*$", text, re.S | re.M):
            table = tables.setdefault(match.group(1), [])
            table.extend(dict(zip(columns[match.group(1)], row)) for row in rows_of(match.group(2)))
    return tables


def read_links(path):
    links = []
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            links.append(line.rstrip("\n").split("\t"))
    return links


def key_of(table, row):
    return (table, str(next(iter(row.values()))))


def person_rows(tables, links, table, column, value):
    """Rows by labelled links, and rows by equal identifiers."""
    linked, equal = {}, set()
    for row in tables.get(table, []):
        if row.get(column) == value:
            linked[key_of(table, row)] = row
    roots = list(linked.values())
    grew = True
    while grew:
        grew = False
        for child, field, parent, target, how in links:
            values = {row[target] for key, row in linked.items() if key[0] == parent and row.get(target)}
            if "by value" in how:
                everybody = [row.get(target) for row in tables.get(parent, [])]
                values = {v for v in values if everybody.count(v) == 1}
            for row in tables.get(child, []):
                key = key_of(child, row)
                if row.get(field) in values and key not in linked:
                    linked[key] = row
                    grew = True
    own = {
        v
        for row in roots
        for v in row.values()
        if v and re.fullmatch(r"1[3-9]\d{9}|[^@\s]+@[^@\s]+\.\w+", v)
    }
    accounts = {link[0] for link in links if "root" in link[4]}
    for name, rows in tables.items():
        for row in rows:
            if any(v in own for v in row.values()) and key_of(name, row) not in linked:
                if name not in accounts:
                    equal.add(key_of(name, row))
    return set(linked), equal


def package_rows(package):
    found = set()
    manifest = json.load(open(os.path.join(package, "manifest.json"), encoding="utf-8"))
    files = sorted(glob.glob(os.path.join(glob.escape(package), "data", "*.jsonl")))
    listed = [f["path"] for f in manifest["files"] if f["path"].endswith(".jsonl")]
    assert sorted(listed) == [os.path.relpath(f, package) for f in files]
    for container, path in zip(manifest["containers"], listed):
        table = container["container"].split("!")[-1]
        for line in open(os.path.join(package, path), encoding="utf-8"):
            found.add(key_of(table, json.loads(line)))
    return found


def read_sqlite(path):
    base = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    base.row_factory = sqlite3.Row
    names = [r[0] for r in base.execute("select name from sqlite_master where type = 'table'")]
    tables, links = {}, []
    for name in names:
        rows = base.execute('select * from "%s"' % name)
        tables[name] = [{k: None if row[k] is None else str(row[k]) for k in row.keys()} for row in rows]
    for child, field, parent, target in (
        ("Invoice", "CustomerId", "Customer", "CustomerId"),
        ("InvoiceLine", "InvoiceId", "Invoice", "InvoiceId"),
    ):
        links.append([child, field, parent, target, "fk"])
    links += [["Customer", "", "", "", "root"], ["Employee", "", "", "", "root"]]
    return tables, links


def main():
    arguments = sys.argv[1:]
    if arguments[0] == "--sqlite":
        _, table, column, value, package, path = arguments
        tables, links = read_sqlite(path)
    else:
        links, table, column, value, package = arguments[:5]
        tables, links = read_dumps(arguments[5:]), read_links(links)
    linked, equal = person_rows(tables, links, table, column, value)
    found = package_rows(package)
    right = found & (linked | equal)
    precision = len(right) / len(found) if found else 0.0
    recall = len(found & linked) / len(linked) if linked else 0.0
    print(
        "%s.%s: %d rows by links, %d by equal identifiers, %d found: precision %.3f, recall %.3f"
        % (table, column, len(linked), len(equal), len(found), precision, recall)
    )
    for key in sorted(linked - found):
        print("  missing: %s %s" % key)
    for key in sorted(found - linked - equal):
        print("  too many: %s %s" % key)
    return 0 if precision >= LEAST_PRECISION and recall >= LEAST_RECALL else 1


if __name__ == "__main__":
    sys.exit(main())
