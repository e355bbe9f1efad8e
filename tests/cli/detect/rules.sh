#!/bin/bash
# rules.sh TINGFU - a user's own kinds: found in the pass, bad ones refused with their line
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export TINGFU_LANG=en
failed=0

fail() {
	echo "rules.sh: $*"
	failed=1
}

cat >own.rules <<'EOF'
# kinds of a platform

[Kind staff-number]
Title=工号
Pattern=YG[0-9]{6}
Near=工号 staff
NeedsWord=yes
Shown=2 1

[Kind member-card]
Title=会员卡号
Pattern=88[0-9]{14}
Check=luhn
EOF

# expect NAME TEXT MATCHES: offset, kind, how sure
expect() {
	printf '%s' "$2" >text
	"$tingfu" detect --rules own.rules --kinds staff-number,member-card text |
		cut -f 2,4,5,6 | tr '\t\n' ', ' >got
	[ "$(cat got)" = "$3" ] || fail "$1: '$(cat got)', not '$3'"
}

expect "a word near" '工号：YG123456' '9,staff-number,shape,75 '
expect "no word" 'x YG123456 y' ''
expect "a longer run" '工号：YG1234567 工号：aYG123456' ''
expect "Han neighbours" '工号为YG123456号' '9,staff-number,shape,75 '
expect "the check digit" '8800000000000005 8800000000000003' \
	'0,member-card,validated,90 17,member-card,shape,50 '
expect "CSV in JSON" '{"row":"staff,YG000001\n8800000000000005"}' \
	'14,staff-number,shape,75 24,member-card,validated,90 '

# Wherever windows and stretches end, every planted value is found once.
python3 - <<'EOF' >long
for i in range(60000):
    print("x" * (i % 97) + f" 工号 YG{i:06d}", end="\n" if i % 7 == 0 else ",")
EOF
n=$("$tingfu" detect --rules own.rules --kinds staff-number --count long | cut -f 2)
[ "$n" = 60000 ] || fail "of 60000 in a long file $n were found"

# refuse LINE TEXT: with the text in a line of its own
refuse() {
	printf '[Kind a-b]\nTitle=x\nPattern=abcd\n' >good
	printf '%s\n' "$2" >>good
	"$tingfu" detect --rules good /dev/null 2>error
	[ $? -eq 2 ] || fail "'$2' is taken"
	grep -q "^tingfu: good: line $1: " error || fail "'$2': $(cat error)"
}

refuse 4 'Colour=red'
refuse 4 'no key'
refuse 4 'Check=crc'
refuse 4 'Category=P99'
refuse 4 'Shown=3 2'
refuse 4 'Identifies=perhaps'
refuse 4 'Title=again'
refuse 4 '[Group]'
refuse 4 '[Kind mobile]'
refuse 4 '[Kind a-b]'
refuse 4 '[Kind UPPER]'
refuse 1 'NeedsWord=yes'
for pattern in '[0-9]*' '^abcd' 'abcd$' '\Aabcd' 'ab(cd' '(a)\1bcd' '(?=abcd)abcd' '[甲乙]{4}' 'ab' 'a{1000}'; do
	printf '[Kind a-b]\nTitle=x\n\nPattern=%s\n' "$pattern" >bad
	"$tingfu" detect --rules bad /dev/null 2>error
	[ $? -eq 2 ] || fail "the pattern $pattern is taken"
	grep -q '^tingfu: bad: line 4: the pattern cannot be used: ' error || fail "$(cat error)"
done
: >empty
"$tingfu" detect --rules empty /dev/null 2>/dev/null
[ $? -eq 2 ] || fail "an empty file is taken"
"$tingfu" detect --rules absent /dev/null 2>/dev/null
[ $? -eq 2 ] || fail "an absent file is taken"

# A scan takes the rules into the dossier; later commands know the kinds.
sqlite3 shop.db "create table staff(id integer primary key, no text, note text);
insert into staff values (1,'YG000001','a'),(2,'YG000002','b'),(3,'YG000003','c');"
"$tingfu" init --operator X --platform Y --stop 2026-10-31 --rehearsal --now 2026-08-20 d >/dev/null 2>error ||
	fail "init: $(cat error)"
"$tingfu" source add --dossier d shop "sqlite:$work/shop.db" >/dev/null 2>error ||
	fail "source add: $(cat error)"
"$tingfu" scan --dossier d --rules own.rules >/dev/null 2>error || fail "scan: $(cat error)"
"$tingfu" inventory --dossier d --format json >inventory.json 2>error || fail "inventory: $(cat error)"
grep -q '"staff-number"' inventory.json || fail "the inventory does not name the user's kind"
"$tingfu" scan --dossier d --rules own.rules >/dev/null 2>&1
[ $? -eq 2 ] || fail "rules are taken twice"
"$tingfu" scan --dossier d >/dev/null 2>error || fail "scan again: $(cat error)"
exit $failed
