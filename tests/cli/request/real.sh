#!/bin/sh
# real.sh - the rows of real subjects on real platforms, against links labelled by hand
#
#     real.sh TINGFU DATA
#
# Prints precision and recall of rows for each subject.
#
# SPDX-License-Identifier: Apache-2.0
set -u
tingfu=$1
data=${TINGFU_DATA:-$2}
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$data" ] || exit 77
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
unset TINGFU_LANG
LC_ALL=C.UTF-8
export LC_ALL
failed=0

fail() {
	echo "$*" >&2
	exit 1
}

# platform NAME URI: a dossier, scanned.
platform() {
	TINGFU_DOSSIER=$home/$1-dossier
	export TINGFU_DOSSIER
	number=0
	"$tingfu" init "$TINGFU_DOSSIER" --operator X --platform Y --stop 2026-10-31 --rehearsal \
		--now 2026-08-20 >/dev/null || fail "$1: init"
	"$tingfu" source add s "$2" >/dev/null || fail "$1: source add"
	"$tingfu" scan >/dev/null || fail "$1: scan"
}

# answer VALUE [OPTION...]: sets package.
answer() {
	value=$1
	shift
	number=$((number + 1))
	printf '%s' "$value" | "$tingfu" request add --answer "$@" >"$home/out" || fail "no answer"
	package=$TINGFU_DOSSIER/request/$(printf %04d "$number")
}

# judge ARGUMENTS of person_truth.py.
judge() {
	python3 "$here/person_truth.py" "$@" || failed=1
}

for name in mall litemall; do
	mkdir -p "$home/$name"
	for packed in "$data/platform-$name"/*.sql.xz; do
		xz -dc "$packed" >"$home/$name/$(basename "$packed" .xz)" || fail "$packed"
	done
done
xz -dc "$data/db-chinook/Chinook_Sqlite.sqlite.xz" >"$home/chinook.db" || fail "chinook"

platform mall "files:$home/mall"
links=$data/platform-mall/subject_links.tsv
for mobile in 18061581849 18961511111 18061581848 18911111111; do
	answer "$mobile"
	judge "$links" ums_member phone "$mobile" "$package" "$home"/mall/*.sql
done
for mail in admin@163.com test@qq.com macro@qq.com; do
	answer "$mail"
	judge "$links" ums_admin email "$mail" "$package" "$home"/mall/*.sql
done

platform litemall "files:$home/litemall"
links=$data/platform-litemall/subject_links.tsv
answer user123 --field 's/2-litemall_data.sql!litemall_user/username'
judge "$links" litemall_user username user123 "$package" "$home"/litemall/*.sql
for name in admin123 mall123; do
	answer "$name" --field 's/2-litemall_data.sql!litemall_admin/username'
	judge "$links" litemall_admin username "$name" "$package" "$home"/litemall/*.sql
done

platform chinook "sqlite:$home/chinook.db"
for mail in luisg@embraer.com.br leonekohler@surfeu.de hholy@gmail.com; do
	answer "$mail"
	judge --sqlite Customer Email "$mail" "$package" "$home/chinook.db"
done
answer andrew@chinookcorp.com
judge --sqlite Employee Email andrew@chinookcorp.com "$package" "$home/chinook.db"
exit $failed
