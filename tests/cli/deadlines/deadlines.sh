#!/bin/sh
# deadlines.sh - `tingfu deadlines` without a dossier: the table of the regulation file, forms, refusals
#
#     deadlines.sh TINGFU
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_DOSSIER TINGFU_LANG
LC_ALL=C
export LC_ALL
cd "$home" || exit 1

fail() {
	echo "$*" >&2
	exit 1
}

# Stop, and the latest lawful publication (regulation file, 6.3).
while read -r stop latest; do
	"$tingfu" deadlines --stop "$stop" --today 2026-01-01 --format json >out || fail "$stop: exit $?"
	python3 - "$latest" <<'END' || fail "$stop: another answer"
import datetime, json, sys
clocks = json.load(open("out", encoding="utf-8"))
wanted = {"id", "latest", "unit", "days", "binding", "provisional", "missed", "why", "title", "instrument",
          "article", "applies"}
for clock in clocks:
    assert wanted <= set(clock), wanted - set(clock)
    datetime.date.fromisoformat(clock["latest"])
    assert clock["why"] and clock["unit"] in ("day", "working-day")
    assert clock["applies"] in ("yes", "no", "unanswered")
assert [c["latest"] for c in clocks] == sorted(c["latest"] for c in clocks)
binding = [c for c in clocks if c["binding"]]
assert len(binding) == 1 and binding[0]["applies"] == "yes"
assert binding[0]["id"] == "cn.guide.k10.notice" and binding[0]["days"] == 30
assert binding[0]["latest"] == sys.argv[1], binding[0]["latest"]
assert binding[0]["provisional"] is False and binding[0]["missed"] is False
END
done <<'END'
2026-03-31 2026-02-10
2026-06-30 2026-05-17
2026-10-31 2026-09-14
2026-12-31 2026-11-18
END

"$tingfu" deadlines --stop 2027-03-31 --today 2027-01-01 --format csv >out || fail "csv"
grep -q '^cn.guide.k10.notice,2027-02-16,working-day,30,true,true,false,yes,' out || fail "2027 is not provisional: $(cat out)"

# A plan published since resolves it: the Spring Festival here is made up.
cat >2027.calendar <<'END'
[Calendar]
Year=2027
Certainty=agreed
Off=2027-02-05;2027-02-06;2027-02-07;2027-02-08;2027-02-09;2027-02-10;2027-02-11;
Worked=2027-02-20;2027-02-28;
END
"$tingfu" deadlines --stop 2027-03-31 --today 2027-01-01 --calendar 2027.calendar --format csv >out || fail "calendar"
grep -q '^cn.guide.k10.notice,2027-02-18,working-day,30,true,false,false,yes,' out || fail "the calendar does not resolve it: $(cat out)"

"$tingfu" deadlines --stop 2026-10-31 --today 2026-09-15 --sector e-commerce >out || fail "text"
grep -q '^2026-09-14 .*30 working days before .*yes .*binding, missed$' out || fail "the table reads: $(cat out)"
grep -q '^2026-10-01 .*30 days before .*yes ' out || fail "the e-commerce notice is missing"
grep -q '^latest lawful publication: 2026-09-14' out || fail "no summary"
"$tingfu" deadlines --stop 2026-10-31 --today 2026-09-01 --days --lang zh >out || fail "zh"
grep -q '2026-09-20  调休上班的周末$' out || fail "swapped days are not marked: $(cat out)"
[ "$(grep -c '^ *[0-9][0-9]*  *2026-..-..\( .*\)*$' out)" -eq 30 ] || fail "not thirty days"
grep -q '片段 K10' out || fail "the fragment is not named"
"$tingfu" deadlines --stop 2015-10-31 --format json >/dev/null || fail "a past year"

for bad in 2026-02-30 31.10.2026 tomorrow 0999-01-01; do
	"$tingfu" deadlines --stop "$bad" >out 2>err
	[ $? -eq 2 ] || fail "$bad is taken"
	[ -s err ] || fail "$bad: no word of it"
done
"$tingfu" deadlines >out 2>err
[ $? -eq 2 ] || fail "no stop date is taken"
grep -q -- '--stop' err || fail "it does not say what to give"
"$tingfu" deadlines --stop 2026-10-31 --calendar nowhere >out 2>err
[ $? -eq 2 ] || fail "a calendar that is not there is taken"

# With a dossier its facts decide.
"$tingfu" init shop --operator X --platform Y --stop 2026-10-31 --sector payment --trigger bankruptcy \
	--rehearsal --now 2026-09-01 >/dev/null || fail "init"
"$tingfu" --dossier shop deadlines --format csv >out || fail "dossier"
grep -q '^cn.aml.34.hand-over,2026-10-31,day,0,false,false,false,yes,' out || fail "the dossier is not asked: $(cat out)"
(cd shop && "$tingfu" deadlines --format csv) >out2 || fail "in the dossier"
cmp -s out out2 || fail "inside and outside differ"
exit 0
