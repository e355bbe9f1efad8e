#!/bin/sh
# run.sh - close the sample platform from the first command to the report
#
#     demo/run.sh [--persons N] [BUILD-DIRECTORY [OUTPUT-DIRECTORY]]
#
# Everything is made anew under build/demo: the platform, the custodian's and the approvers' keys, the
# dossier (or under the directory given).  Each command is shown with its output.  Exit status 1, "the answer is no", is
# accepted of verify and assess; anything else stops the demonstration.
#
# SPDX-License-Identifier: Apache-2.0
set -eu
umask 077

cd "$(dirname "$0")/.."
persons=50000
if [ "${1:-}" = --persons ]; then
	persons=$2
	shift 2
fi
build=${1:-build}
out=${2:-build/demo}
here=demo
bin=$(cd "$build" && pwd)
PATH=$bin:$PATH
TINGFU_DOSSIER=$out/dossier
export PATH TINGFU_DOSSIER

started=$(date +%s)

stop() {
	printf '\ndemo: stopped: %s\n' "$1" >&2
	exit 2
}

say() {
	printf '\n# %s\n' "$1"
}

# echo_command COMMAND...: as one would type it; a long one with a line an option.
echo_command() {
	line=
	for word in "$@"; do
		case $word in
		*[\;\ ]*) line="$line '$word'" ;;
		*) line="$line $word" ;;
		esac
	done
	if [ "${#line}" -gt 150 ]; then
		line=$(printf '%s' "$line" | sed 's/ --/ \\\n    --/g')
	fi
	printf '\n$%s\n' "$line"
}

# show COMMAND...: echo it, run it, accept 0.
show() {
	show_accepting 0 "$@"
}

# show_accepting STATUS COMMAND...: accept 0 and STATUS.
show_accepting() {
	accepted=$1
	shift
	echo_command "$@"
	status=0
	"$@" || status=$?
	if [ "$status" -ne 0 ] && [ "$status" -ne "$accepted" ]; then
		stop "'$*' ended with exit status $status"
	fi
	if [ "$status" -ne 0 ]; then
		printf '(exit status %s: the answer is no)\n' "$status"
	fi
}

for tool in "$bin/tingfu" "$bin/demo/tingfu-demo-platform"; do
	[ -x "$tool" ] || stop "'$tool' is not built: run 'make build' first"
done
for tool in openssl python3; do
	command -v "$tool" >/dev/null || stop "'$tool' is missing: run 'make deps' first"
done

say "A shop that never existed, and the keys of the people who close it"
for old in platform truth.tsv dossier custodian custodian-key approvers asking-person.txt inventory.json; do
	rm -rf "${out:?}/$old"
done
mkdir -p "$out/custodian" "$out/custodian-key" "$out/approvers"
printf '\n$ tingfu-demo-platform --persons %s %s\n' "$persons" "$out"
"$bin/demo/tingfu-demo-platform" --persons "$persons" "$out" || stop "the platform was not made"
find "$out/platform" -type f | LC_ALL=C sort | xargs ls -l | awk '{print "  " $5 "\t" $9}'

# The private key stays with the custodian; tingfu is given the certificate.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
	-subj '/O=Custodian of the demonstration' \
	-keyout "$out/custodian-key/custodian.key" -out "$out/custodian-key/custodian.pem" 2>/dev/null
for approver in officer manager; do
	openssl genpkey -algorithm ed25519 -out "$out/approvers/$approver.pem"
done

say "Before: how much of it our own search finds, without tingfu"
python3 "$here/check-truth.py" search "$out/truth.tsv" "$out/platform/files/export" ||
	[ $? -eq 1 ] || stop "the independent search failed"

say "20 August 2026: open the dossier, name the stores"
show tingfu init "$TINGFU_DOSSIER" --rehearsal --now 2026-08-20 --stop 2026-10-31 \
	--trigger closure --sector e-commerce --region 33 \
	--operator 杭州晴川网络科技有限公司 --uscc 91330108MA7QC00019 \
	--platform 晴川优品 --icp 浙ICP备19000000号-1 \
	--surfaces 'web:https://shop.example;app:晴川优品;mini-program:wx0000000000000000' \
	--officer 林知远 --officer-contact privacy@shop.example \
	--complaints 'complaints@shop.example' \
	--custodian 杭州清源档案托管有限公司 --custodian-contact custody@archive.example \
	--custodian-certificate "$out/custodian-key/custodian.pem" \
	--custodian-store "$out/custodian" \
	--request-url https://shop.example/my-data --request-until 2026-10-30
show tingfu source add shop "sqlite:$out/platform/shop.db"
show tingfu source add files "files:$out/platform/files"

say "Find out"
show tingfu scan
show tingfu inventory
tingfu inventory --format json >"$out/inventory.json" || stop "the inventory cannot be read"
python3 "$here/check-truth.py" inventory "$out/truth.tsv" "$out/inventory.json" || [ $? -eq 1 ] ||
	stop "the inventory cannot be compared with what was planted"

say "The officer's word: the suppliers are companies, their office is nobody's home"
for table in shop/suppliers 'files/backup/shop.db.bak!suppliers'; do
	for field in company_name credit_code office_tel office_address; do
		show tingfu inventory reject "$table/$field" --as 林知远
	done
done

say "Decide"
show tingfu deadlines
show tingfu plan
show tingfu approve plan --as 林知远 --role officer --key "$out/approvers/officer.pem"
show tingfu approve plan --as 周明理 --role manager --key "$out/approvers/manager.pem"

say "10 September 2026: tell people; more than thirty working days before the stop"
show tingfu clock set 2026-09-10
show tingfu notice draft
show tingfu notice lint
show tingfu notice publish

say "A person asks; the number is read from a file and never stands on a command line"
python3 "$here/check-truth.py" person "$out/truth.tsv" >"$out/asking-person.txt"
printf '\n$ tingfu request add --actions view,copy <%s\n' "$out/asking-person.txt"
tingfu request add --actions view,copy <"$out/asking-person.txt" || stop "the request failed"
show tingfu request answer 1
show tingfu request list
python3 "$here/check-truth.py" package "$out/truth.tsv" "$out/asking-person.txt" \
	"$TINGFU_DOSSIER/request" || stop "the package is not complete"

say "31 October 2026: the service has stopped; keep, erase, look again"
show tingfu clock set 2026-10-31
show tingfu carry-out
show_accepting 1 tingfu verify

say "Give account"
show_accepting 1 tingfu assess
show tingfu ledger verify --key "file:$TINGFU_DOSSIER/keys/ledger.vkey"
show python3 tools/verify-ledger.py "$TINGFU_DOSSIER/ledger" \
	--key "$(cat "$TINGFU_DOSSIER/keys/ledger.vkey")"
show tingfu report

say "After: our own search again, without tingfu"
python3 "$here/check-truth.py" search "$out/truth.tsv" --except "$TINGFU_DOSSIER/request" \
	"$out/platform" "$TINGFU_DOSSIER" || stop "personal values are still there"

say "The custodian opens a kept segment with openssl"
segment=$(find "$out/custodian" -name '*.cms' | LC_ALL=C sort | head -n 1)
[ -n "$segment" ] || stop "the custodian received nothing"
openssl cms -decrypt -inform DER -binary -in "$segment" \
	-inkey "$out/custodian-key/custodian.key" -out "$out/custodian-key/opened.jsonl" ||
	stop "'$segment' does not open"
rows=$(wc -l <"$out/custodian-key/opened.jsonl")
rm -f "$out/custodian-key/opened.jsonl"
printf '%s: %s records\n' "$segment" "$rows"

printf '\ndone in %s seconds\n' "$(($(date +%s) - started))"
printf 'report: %s/report/index.html\n' "$TINGFU_DOSSIER"
