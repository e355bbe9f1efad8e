#!/bin/bash
# kinds.sh TINGFU SOURCE-ROOT - the kinds: enough of them, ids that stay, docs/kinds.md current
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$(realpath "$1")
source=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export TINGFU_LANG=en
failed=0

fail() {
	echo "kinds.sh: $*"
	failed=1
}

"$tingfu" detect --list --format markdown >kinds.md || fail "markdown"
cmp -s kinds.md "$source/docs/kinds.md" ||
	fail "docs/kinds.md is old: tingfu detect --list --format markdown > docs/kinds.md"
"$tingfu" detect --list --format json >kinds.json || fail "json"
python3 - "$source/tests/detect/kind-ids" <<'EOF' || failed=1
import json, sys
kinds = {row["id"]: row for row in json.load(open("kinds.json", encoding="utf-8"))}
released = open(sys.argv[1], encoding="utf-8").read().split()
gone = [name for name in released if name not in kinds]
new = [name for name in kinds if name not in released]
chinese = [row for row in kinds.values() if row["region"] in ("CN", "HK", "MO", "TW")]
if gone or new:
    sys.exit(f"kinds.sh: gone {gone}; not yet in tests/detect/kind-ids {new}")
if len(kinds) < 60 or len(chinese) < 35:
    sys.exit(f"kinds.sh: {len(kinds)} kinds, {len(chinese)} Chinese")
EOF
"$tingfu" detect --format markdown /dev/null 2>/dev/null
[ $? -eq 2 ] || fail "matches as markdown"
exit $failed
