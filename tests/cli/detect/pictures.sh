#!/bin/bash
# pictures.sh TINGFU - the text on pictures, and pictures of identity cards, where OCR is built in
#
# The card is drawn here, of invented data.  Skipped where there is no ImageMagick or no font.
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

fail() {
	echo "pictures.sh: $1" >&2
	exit 1
}

command -v convert >/dev/null && command -v fc-match >/dev/null || exit 77
font=$(fc-match -f '%{file}' ':lang=zh-cn')
[[ $(fc-match -f '%{lang}' ':lang=zh-cn') == *zh-cn* && -f $font ]] || exit 77

convert -size 856x540 xc:'#eef4fa' -font "$font" -fill black -pointsize 34 \
	-draw "text 60,90 '姓 名  王芳'" -draw "text 60,150 '性 别  女   民 族  汉'" \
	-draw "text 60,210 '出 生  1949 年 12 月 31 日'" -draw "text 60,280 '住 址  北京市朝阳区测试路12号'" \
	-draw "text 60,480 '公民身份号码  11010519491231002X'" -fill '#99a' -draw "rectangle 620,80 800,340" \
	scan.jpg || exit 77
convert -size 1200x300 xc:white -font "$font" -fill black -pointsize 40 -draw "text 60,120 '手机：13812345678'" note.png
python3 - <<'EOF' || fail "the PDF cannot be made"
picture = open("scan.jpg", "rb").read()
draw = b"q 428 0 0 270 0 0 cm /I Do Q"
stream = lambda head, body: b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(body), body)
objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
           b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 428 270]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
           stream(b"", draw),
           stream(b"/Type/XObject/Subtype/Image/Width 856/Height 540/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode", picture)]
out, places = b"%PDF-1.4\n", []
for number, body in enumerate(objects, 1):
    places.append(len(out))
    out += b"%d 0 obj%s endobj\n" % (number, body)
start = len(out)
out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
open("scan.pdf", "wb").write(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start)
EOF

"$tingfu" detect --kinds id-card-photo,resident-id scan.jpg >out || fail "scan.jpg: exit status $?"
test "$(grep -c "^scan.jpg!id-card-photo.*id-card-photo.*95" out)" = 1 || fail "no card: $(cut -f 1,4-6 out)"
grep -q "^scan.jpg!scan.*resident-id.validated" out || fail "no number: $(cut -f 1,4-6 out)"
"$tingfu" detect --kinds id-card-photo,mobile note.png >out || fail "note.png: exit status $?"
test "$(cut -f 1,4 out)" = "$(printf 'note.png!note\tmobile')" || fail "note.png: $(cut -f 1,4 out)"
if command -v pdftoppm >/dev/null && command -v pdftotext >/dev/null; then
	"$tingfu" detect --kinds resident-id scan.pdf >out || fail "scan.pdf: exit status $?"
	grep -q "resident-id.validated" out || fail "scan.pdf: $(cut -f 1,4-6 out)"
fi
exit 0
