"""floors.py - a floor cannot include what is above it or beside it

    python3 floors.py BUILD-DIRECTORY

Compiles one line with the include flags of each floor: headers of the floors named below it
have to be found, every other header of the program has to be unknown.

SPDX-License-Identifier: Apache-2.0
"""
import glob
import json
import os
import re
import shlex
import subprocess
import sys

# A floor and those it stands on, directly; what they stand on, it may see too.
STANDS_ON = {
    "base": [],
    "model": ["base"],
    "detect": ["model"],
    "source": ["model"],
    "ledger": ["model"],
    "law": ["model"],
    "survey": ["detect", "source", "ledger"],
    "plan": ["survey", "law"],
    "notice": ["plan"],
    "rights": ["plan"],
    "erase": ["plan"],
    "assess": ["plan", "notice", "rights", "erase"],
    "report": ["assess"],
    "cli": ["report"],
}
PROBE = "#include <stddef.h>\n"


def below(floor):
    seen = {floor}
    for one in STANDS_ON[floor]:
        seen |= below(one)
    return seen


def flags_of(build):
    """Floor -> compiler and include flags, as the build itself uses them."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        commands = json.load(file)
    flags = {}
    for command in commands:
        match = re.search(r"src/(\w+)/lib(\w+)\.a\.p/", command["output"])
        if match is None or match.group(1) != match.group(2):
            continue
        words = shlex.split(command["command"])
        words = words[words.index("ccache") + 1 :] if "ccache" in words[:2] else words
        kept = [words[0]] + [word for word in words if re.match(r"-I|-std|-D_GNU", word)]
        flags.setdefault(match.group(1), (kept, command["directory"]))
    return flags


def finds(flags, header):
    words, directory = flags
    text = '#include "%s"\n%s' % (header, PROBE)
    done = subprocess.run(
        words + ["-x", "c", "-E", "-o", os.devnull, "-"],
        cwd=directory,
        input=text.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    said = done.stderr.decode()
    if done.returncode != 0 and header not in said:
        sys.exit("the compiler fails for another reason than '%s':\n%s" % (header, said))
    return done.returncode == 0


def main(build):
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src")
    headers = {floor: sorted(glob.glob(os.path.join(root, floor, "*.h"))) for floor in STANDS_ON}
    found = {entry for entry in os.listdir(root) if os.path.isdir(os.path.join(root, entry))}
    if found != set(STANDS_ON):
        sys.exit("the floors are others than here: %s" % sorted(found ^ set(STANDS_ON)))
    flags = flags_of(build)
    checked = wrong = 0
    for floor, one in sorted(flags.items()):
        allowed = below(floor)
        for other, paths in headers.items():
            for path in paths[:2] if other in allowed else paths:
                name = os.path.basename(path)
                checked += 1
                if finds(one, name) != (other in allowed):
                    wrong += 1
                    print("%s %s '%s' of %s" % (floor, "misses" if other in allowed else "sees", name, other))
    print("%d floors, %d headers tried" % (len(flags), checked))
    return 1 if wrong or len(flags) < 2 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
