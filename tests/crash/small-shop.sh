# shellcheck shell=bash
# small-shop.sh - for the crash tests: a small shop with an approved plan, ready to be closed
#
# Sourced.  Needs: tingfu, generator (paths of programs).  Makes in $work: platform/, dossier/,
# custodian/; shop_save and shop_restore copy them and bring them back.
#
# SPDX-License-Identifier: Apache-2.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=Asia/Shanghai LC_ALL=C TINGFU_LANG=en
export TINGFU_DOSSIER=$work/dossier

fail() {
	echo "$*" >&2
	exit 1
}

# One command of tingfu; what it said is shown where it fails.
must() {
	"$tingfu" "$@" >"$work/out" 2>&1 && return
	cat "$work/out" >&2
	fail "tingfu $*"
}

shop_make() {
	"$generator" --persons 100 "$work/shop" >/dev/null || fail "the generator failed"
	mv "$work/shop/platform" "$work/platform"
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
		-subj /CN=custodian -keyout "$work/custodian.key" -out "$work/custodian.crt" \
		2>/dev/null || fail "no certificate"
	for person in a b; do
		openssl genpkey -algorithm ed25519 -out "$work/$person.pem" || fail "no key"
	done
	must init --rehearsal --now 2026-08-20 --stop 2026-10-31 --operator Shop --platform Shop \
		--sector e-commerce --custodian Keeper --custodian-certificate "$work/custodian.crt" \
		--custodian-store "$work/custodian" "$work/dossier"
	must source add shop "sqlite:$work/platform/shop.db"
	must source add files "files:$work/platform/files"
	must scan
	must plan
	must approve plan --as A --key "$work/a.pem"
	must approve plan --as B --key "$work/b.pem"
	must clock set 2026-10-31
}

shop_save() {
	mkdir "$work/saved"
	cp -a "$work/platform" "$work/dossier" "$work/saved/"
}

shop_restore() {
	rm -rf "$work/platform" "$work/dossier" "$work/custodian"
	cp -a "$work/saved/platform" "$work/saved/dossier" "$work/"
}

# What is left in the end, said so that two runs can be compared.
shop_state() {
	(cd "$work/platform" && find . -type f ! -name '*-shm' ! -name '*-wal' | sort)
	for table in $(sqlite3 "$work/platform/shop.db" \
		"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"); do
		echo "$table $(sqlite3 "$work/platform/shop.db" "SELECT count(*) FROM \"$table\"")"
	done
	python3 - "$work/custodian/manifest.json" <<'PY'
import collections, json, sys
rows = collections.Counter()
for segment in json.load(open(sys.argv[1], encoding="utf-8"))["segments"]:
    rows[segment["step"], segment["container"]] += segment["rows"]
for key in sorted(rows):
    print(*key, rows[key])
PY
}
