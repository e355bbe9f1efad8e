#!/bin/bash
# documents.sh TINGFU - what is in office files, mails, PDF and HTML is found, from files and pipes
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() {
	echo "documents.sh: $1" >&2
	exit 1
}

cat >pictures.py <<'EOF'
import os, struct, zlib


def picture(name, width, height):
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height))
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    open(name, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
                           chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
EOF
export PYTHONPATH=$work PYTHONDONTWRITEBYTECODE=1
python3 - <<'EOF' || fail "the documents cannot be made"
from pictures import picture
import base64, zipfile

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def office(name, parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        for part, content in parts.items():
            archive.writestr(part, content)


cell = lambda at, text: f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
office("list.xlsx", {
    "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
                       '<sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}"><si><t>110105</t><t>19491231002X</t></si></sst>',
    "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>'
        f'<row>{cell("A1", "员工名单")}</row>'
        f'<row>{cell("A2", "证件号码")}{cell("B2", "手机")}{cell("C2", "出生日期")}</row>'
        '<row><c r="A3" t="s"><v>0</v></c><c r="B3"><v>1.3812345678E10</v></c><c r="C3" s="1"><v>18263</v></c></row>'
        '</sheetData></worksheet>',
})
# A title, then who made the list and when, then the names of the columns.
office("above.xlsx", {
    "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
                       '<sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>'
        f'<row>{cell("A1", "员工名单")}</row><row>{cell("A2", "人事处")}{cell("B2", "2025-08-31")}</row>'
        f'<row>{cell("A3", "姓名")}{cell("B3", "出生日期")}{cell("C3", "手机")}</row>'
        f'<row>{cell("A4", "王芳")}{cell("B4", "1949-12-31")}{cell("C4", "13812345678")}</row>'
        '</sheetData></worksheet>',
})
picture("blank.png", 8, 8)
# The number is split over runs, as Word does.
office("letter.docx", {
    "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>身份证：11010519</w:t></w:r>'
                         '<w:r><w:t>491231002X</w:t></w:r></w:p></w:body></w:document>',
    "word/media/image1.png": open("blank.png", "rb").read(),
})
mail = (b"From: =?gb2312?B?" + base64.b64encode("王芳".encode("gb2312")) + b"?= <a@b.cn>\n"
        b"To: c@d.cn\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n"
        b"--B\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes("电话13812345678。".encode("gb2312")) +
        b"--B\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=list.xlsx\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(open("list.xlsx", "rb").read()) + b"--B--\n")
open("one.eml", "wb").write(mail)
# Nothing says what its bytes are.
open("bare.eml", "wb").write("From: x\nTo: y\nReceived: z\n\n王芳，手机：13812345678\n".encode("gb18030"))
open("box.mbox", "wb").write(b"".join(b"From x Mon Jun 01 10:00:00 2009\n" + mail + b"\n" for _ in range(2)))
open("page.html", "wb").write(
    '<html><head><meta charset="gbk"></head><body><p>1381234<b>5678</b>&#44;卡</p></body></html>'.encode("gbk"))
with zipfile.ZipFile("all.zip", "w") as archive:
    for name in ("one.eml", "letter.docx", "page.html"):
        archive.write(name)
EOF

# found FILE KIND...: the streams of FILE in which these were found, with their kinds.
found() {
	"$tingfu" detect --kinds resident-id,mobile,email,birth-date "$1" >out
	local status=$?
	test "$status" -eq 0 || fail "$1: exit status $status"
	cut -f 1,4 out | sed "s/^-//" | sort -u | tr '\t' ' ' >streams
	printf '%s\n' "${@:2}" | sort -u >expected
	diff expected streams >difference || fail "$1: $(cat difference)"
}

found list.xlsx "list.xlsx!名单 resident-id" "list.xlsx!名单 mobile" "list.xlsx!名单 birth-date"
found above.xlsx "above.xlsx!s mobile" "above.xlsx!s birth-date"
"$tingfu" detect --kinds birth-date above.xlsx >out
test "$(wc -l <out)" = 1 || fail "above.xlsx: the date of the list is none of birth"
found letter.docx "letter.docx!document resident-id" "letter.docx/word/media/image1.png not-searched"
found page.html "page.html!page mobile"
found one.eml "one.eml!one email" "one.eml!one mobile" "one.eml/list.xlsx!名单 resident-id" \
	"one.eml/list.xlsx!名单 mobile" "one.eml/list.xlsx!名单 birth-date"
found bare.eml "bare.eml!bare mobile"
"$tingfu" detect --kinds person-name bare.eml >out || fail "bare.eml: no name"
found box.mbox "box.mbox!box email" "box.mbox!box mobile" "box.mbox/1/list.xlsx!名单 resident-id" \
	"box.mbox/1/list.xlsx!名单 mobile" "box.mbox/1/list.xlsx!名单 birth-date" "box.mbox/2/list.xlsx!名单 resident-id" \
	"box.mbox/2/list.xlsx!名单 mobile" "box.mbox/2/list.xlsx!名单 birth-date"
found all.zip "all.zip/one.eml!one email" "all.zip/one.eml!one mobile" \
	"all.zip/one.eml/list.xlsx!名单 resident-id" "all.zip/one.eml/list.xlsx!名单 mobile" "all.zip/one.eml/list.xlsx!名单 birth-date" \
	"all.zip/letter.docx!document resident-id" \
	"all.zip/letter.docx/word/media/image1.png not-searched" "all.zip/page.html!page mobile"

if command -v pdftotext >/dev/null; then
	python3 - <<'EOF' || fail "the PDF cannot be made"
text = b"BT /F1 12 Tf 72 700 Td (call 138) Tj (12345678 or a@b.cn) Tj ET"
objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
           b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
           b"<</Length %d>>stream\n%s\nendstream" % (len(text), text), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj%s endobj\n" % (number, body)
start = len(out)
out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
open("page.pdf", "wb").write(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
EOF
	found page.pdf "page.pdf!page mobile" "page.pdf!page email"
	# Without the program it is not searched, and said not to be.
	mkdir -p empty
	PATH=$work/empty "$tingfu" detect page.pdf >out
	grep -q "not-searched.*pdftotext" out || fail "PDF without pdftotext: $(/bin/cat out)"
fi

# The number is parted by control words, the label written in bytes of GBK.
printf '%s' '{\rtf1\ansi\ansicpg936{\fonttbl{\f0 a@b.cn;}}\f0 \'"'"'ca\'"'"'d6\'"'"'bb\'"'"'fa: 138\b 1234\b0 5678\par}' >note.rtf
found note.rtf "note.rtf!note mobile"

# The same from a pipe.
for name in list.xlsx one.eml box.mbox all.zip; do
	"$tingfu" detect --count "$name" >file.count
	cat "$name" | "$tingfu" detect --count - >pipe.count || fail "$name from a pipe"
	cmp -s file.count pipe.count || fail "$name: $(diff file.count pipe.count)"
done

# Positions are those in the text: the title, and the record's values behind their names.
"$tingfu" detect --kinds resident-id list.xlsx >out
test "$(cut -f 2 out)" = "$(printf '员工名单\n证件号码: ' | wc -c)" || fail "position: $(cat out)"

# A picture by name and proportions: suggested; whatever its name by what is written on it.
python3 - <<'EOF' || fail "the pictures cannot be made"
from pictures import picture

picture("身份证/1.png", 856, 540)
picture("身份证/2.png", 540, 540)
picture("plain.png", 856, 540)
EOF
"$tingfu" detect --kinds id-card-photo 身份证/1.png 身份证/2.png plain.png >out || fail "pictures: exit status $?"
test "$(grep -c "^身份证/1.png!id-card-photo.*id-card-photo.shape.50" out)" = 1 || fail "pictures: $(cat out)"
test "$(grep -c not-searched out)" = 3 || fail "pictures: $(cat out)"
test "$(wc -l <out)" = 4 || fail "pictures: $(cat out)"

# What cannot be read is listed, whatever the form, and is trouble where it is damage.
head -c 700 list.xlsx >cut.xlsx
"$tingfu" detect --format jsonl cut.xlsx >out 2>err
test $? -eq 2 || fail "a damaged file must be exit status 2"
grep -q '"not_searched": "damaged' out || fail "cut.xlsx: $(cat out err)"
exit 0
