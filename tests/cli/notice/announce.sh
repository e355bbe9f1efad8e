#!/bin/sh
# announce.sh - a small shop is announced, published and reported, in LC_ALL=C
#
#     announce.sh TINGFU
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_LANG
LC_ALL=C
TINGFU_DOSSIER=$home/dossier
export LC_ALL TINGFU_DOSSIER
cd "$home" || exit 1

fail() {
	echo "$*" >&2
	exit 1
}

# accepted STATUS COMMAND...
accepted() {
	wanted=$1
	shift
	"$@" >out 2>err
	[ $? -eq "$wanted" ] || fail "'$*': not exit status $wanted: $(cat out err)"
}

python3 - <<'END' || fail "no shop"
import sqlite3
shop = sqlite3.connect("shop.db")
shop.execute("CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT, mobile TEXT, email TEXT, bank_card TEXT)")
shop.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES members(id),"
             " amount TEXT, paid_at TEXT)")
for i in range(200):
    shop.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?)",
                 (i + 1, "王小" + chr(0x4E00 + i), "138%08d" % (i * 7919), "u%d@mail.example" % i, ""))
for i in range(90):
    shop.execute("INSERT INTO orders VALUES (?, ?, ?, '2026-07-01')", (i + 1, i % 45 + 1, "%d.00" % i))
shop.commit()
END
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj /O=Custodian \
	-keyout custodian.key -out custodian.pem 2>/dev/null || fail "no certificate"
mkdir custodian
accepted 0 "$tingfu" init --rehearsal --now 2026-09-01 --stop 2026-10-31 --trigger closure \
	--sector e-commerce --operator '<b>Sons & 商店</b>' --platform 小店 \
	--surfaces 'web:https://shop.example' --officer Officer --officer-contact privacy@shop.example \
	--complaints complaints@shop.example --custodian Archive --custodian-contact custody@archive.example \
	--custodian-certificate custodian.pem --custodian-store custodian \
	--request-url https://shop.example/my-data --request-until 2026-10-30 dossier
accepted 2 "$tingfu" notice lint
accepted 0 "$tingfu" report
accepted 0 "$tingfu" source add shop sqlite:shop.db
accepted 0 "$tingfu" scan
accepted 0 "$tingfu" plan
accepted 2 "$tingfu" notice draft --date 2026-13-01
accepted 0 "$tingfu" notice draft
grep -q 'must also be told personally: 45' out || fail "not 45 persons to be told: $(cat out)"
[ "$(grep -c -v '^#' dossier/notice/personal-0001.tsv)" -eq 45 ] || fail "the list has not 45 lines"
accepted 0 "$tingfu" notice lint
grep -v 'my-data' dossier/notice/announcement-0001.zh.txt >edited.txt
accepted 1 "$tingfu" notice lint --format json edited.txt
python3 - <<'END' || fail "another answer: $(cat out)"
import json
defects = {f["item"] for f in json.load(open("out", encoding="utf-8")) if f["stand"] == "defect"}
assert defects == {r + "-" + w for r in "view copy download transfer delete".split() for w in ("limit", "way")}, defects
END
cp dossier/notice/announcement-0001.zh.txt whole.txt
cp edited.txt dossier/notice/announcement-0001.zh.txt
accepted 2 "$tingfu" notice publish
cp whole.txt dossier/notice/announcement-0001.zh.txt
accepted 0 "$tingfu" notice publish
accepted 0 "$tingfu" clock set 2026-09-20
accepted 2 "$tingfu" notice publish
accepted 0 "$tingfu" notice draft
accepted 1 "$tingfu" notice lint
grep -q '^lead-time.*defect' out || fail "too short a notice is not found: $(cat out)"
accepted 0 "$tingfu" report
cp -r dossier/report first
accepted 0 "$tingfu" report
diff -r first dossier/report || fail "the second report differs"
python3 - dossier/report/index.html dossier/report/index.en.html dossier/notice/announcement-0001.zh.html \
	dossier/notice/announcement-0001.en.html <<'END' || fail "a page is not well formed"
import html.parser, sys
EMPTY = {"meta", "br", "img", "link", "hr", "input"}
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links = [], set(), set()
    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        assert tag not in ("script", "b"), tag
        if "id" in known:
            assert known["id"] not in self.ids, known["id"]
            self.ids.add(known["id"])
        if known.get("href", "").startswith("#"):
            self.links.add(known["href"][1:])
        if tag not in EMPTY:
            self.open.append(tag)
    def handle_startendtag(self, tag, attributes):
        pass
    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (self.open[-3:], tag)
        self.open.pop()
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    page = Page()
    page.feed(text)
    assert not page.open, page.open
    assert not page.links - page.ids, page.links - page.ids
    for i in range(200):
        for value in ("138%08d" % (i * 7919), "u%d@mail.example" % i, "王小" + chr(0x4E00 + i)):
            assert value not in text, path
END
exit 0
