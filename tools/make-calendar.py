#!/usr/bin/env python3
"""make-calendar.py - law/cn/calendar/ from two public data sets

Usage: npm pack chinese-days@1.5.7 holiday-calendar@1.3.3
       tools/make-calendar.py chinese-days-1.5.7.tgz holiday-calendar-1.3.3.tgz law/cn/calendar

A year is "agreed" where both say the same of each day and the plan was checked for this
project (2024 on), "single-source" where only the first is relied upon, "disputed" where
the two differ.  A day on which they differ in effect is named: it counts in the safe
direction.  Needs node for the lunar dates (chinese-days).

SPDX-License-Identifier: Apache-2.0
"""
import datetime
import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import tempfile

FIRST, LAST = 2004, 2026
AGREED_FROM = 2024
DISPUTED = {2011, 2012, 2015, 2016, 2018, 2020}
LUNAR_LAST = 2100

LUNAR = """
const c = require(process.argv[1]);
const solar = (y, m, d) => c.getSolarDateFromLunar(`${y}-${m}-${d}`).date;
const years = {};
for (let y = %d; y < %d; y++)
	years[y] = [solar(y, 1, 1), c.getSolarTermDate(y, 4, 'pure_brightness'),
	            solar(y, 5, 5), solar(y, 8, 15)];
console.log(JSON.stringify(years));
"""

# id, title, Chinese, month-day or None, days, offset of the first, reach, earliest, latest
FESTIVALS = [
    ("new-year", "New Year", "元旦", "01-01", 1, 0, 4, "01-01", "01-01"),
    ("spring-festival", "Spring Festival", "春节", None, 4, -1, 7, "01-21", "02-21"),
    ("qingming", "Qingming", "清明节", None, 1, 0, 4, "04-04", "04-06"),
    ("labour-day", "Labour Day", "劳动节", "05-01", 2, 0, 6, "05-01", "05-01"),
    ("dragon-boat", "Dragon Boat Festival", "端午节", None, 1, 0, 4, "05-27", "06-26"),
    ("mid-autumn", "Mid-Autumn Festival", "中秋节", None, 1, 0, 4, "09-07", "10-09"),
    ("national-day", "National Day", "国庆节", "10-01", 3, 0, 7, "10-01", "10-01"),
]
LUNAR_ORDER = ["spring-festival", "qingming", "dragon-boat", "mid-autumn"]


def members(package):
    with tarfile.open(package) as archive:
        return {m.name: archive.extractfile(m).read() for m in archive if m.isfile()}


def is_working(day, off, worked):
    text = day.isoformat()
    return text in worked or (text not in off and day.weekday() < 5)


def differing(year, one, two):
    day = datetime.date(year, 1, 1)
    found = []
    while day.year == year:
        if is_working(day, *one) != is_working(day, *two):
            found.append(day.isoformat())
        day += datetime.timedelta(1)
    return found


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def certainty(year, apart):
    if year >= AGREED_FROM and not apart:
        return "agreed"
    return "disputed" if year in DISPUTED or apart else "single-source"


def write_year(directory, year, one, two, sources):
    apart = differing(year, one, two)
    kind = certainty(year, apart)
    head = [f"# {year}.calendar - days off and days worked by the State Council's plan",
            "# Made by tools/make-calendar.py; do not edit.",
            *[f"# {line}" for line in sources]]
    if kind == "single-source":
        head.append("# The days are those of chinese-days; before 2024 the second set is not")
        head.append("# taken as a confirmation.")
    if kind == "disputed":
        head.append("# The two sets do not name the same days.")
    body = ["[Calendar]", f"Year={year}", f"Certainty={kind}"]
    for key, days in (("Off", one[0]), ("Worked", one[1])):
        body.append(f"{key}=" + "".join(d + ";" for d in sorted(days) if d[:4] == str(year)))
    if apart:
        body.append("Disputed=" + "".join(d + ";" for d in apart))
    text = "\n".join(head + ["# SPDX-License-Identifier: Apache-2.0", ""] + body) + "\n"
    (directory / f"{year}.calendar").write_text(text)


def lunar_dates(files):
    with tempfile.TemporaryDirectory() as folder:
        script = pathlib.Path(folder) / "days.js"
        script.write_bytes(files["package/dist/index.min.js"])
        out = subprocess.run(["node", "-e", LUNAR % (FIRST, LUNAR_LAST), str(script)],
                             check=True, capture_output=True, text=True)
    return json.loads(out.stdout)


def write_festivals(directory, dates, source):
    lines = ["# statutory.festivals - what is off by statute, and how far a plan may stretch it",
             "# Made by tools/make-calendar.py; do not edit.",
             f"# {source} (lunar dates and solar terms)",
             "# Days: Measures on national holidays (2024), 13 days.  Reach: days before and after",
             "# which a yearly plan may add by swapping weekends; ours, wider than any plan of",
             "# 2004-2026.  Where a year has no date the festival may fall anywhere from Earliest",
             "# to Latest.",
             "# SPDX-License-Identifier: Apache-2.0"]
    for name, title, chinese, fixed, days, offset, reach, earliest, latest in FESTIVALS:
        lines += ["", f"[{name}]", f"Title={title}", f"Title[zh]={chinese}", f"Days={days}",
                  f"Offset={offset}", f"Reach={reach}", f"Earliest={earliest}", f"Latest={latest}"]
        if fixed is None:
            at = LUNAR_ORDER.index(name)
            lines.append("Dates=" + "".join(d[at] + ";" for _, d in sorted(dates.items())))
    (directory / "statutory.festivals").write_text("\n".join(lines) + "\n")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    first, second, directory = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    days, calendar = members(first), members(second)
    data = json.loads(days["package/dist/chinese-days.json"])
    one = (set(data["holidays"]), set(data["workdays"]))
    two = (set(), set())
    for name, content in calendar.items():
        if name.startswith("package/data/CN/") and not name.endswith(".min.json"):
            for day in json.loads(content).get("dates", []):
                two[day["type"] != "public_holiday"].add(day["date"])
    names = ("npm chinese-days 1.5.7, MIT", "npm holiday-calendar 1.3.3, MIT")
    sources = []
    for name, path in zip(names, (first, second)):
        sources += [f"Source: {name},", f"  SHA-256 {digest(path)}"]
    for year in range(FIRST, LAST + 1):
        write_year(directory, year, one, two, sources)
    write_festivals(directory, lunar_dates(days), "Source: npm chinese-days 1.5.7")


if __name__ == "__main__":
    main()
