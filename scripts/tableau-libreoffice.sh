#!/usr/bin/env bash
# Passes tables through LibreOffice, as .ods, .xlsx and .pdf, and reads them again: what our writer wrote, and the
# tables of the tests. Not part of test.sh: it wants LibreOffice Calc (Debian: libreoffice-calc).
#
#     scripts/tableau-libreoffice.sh [FOLDER]
#
# FOLDER keeps what was made, the PDFs to look at among it.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v soffice >/dev/null || { echo "soffice is missing: install libreoffice-calc" >&2; exit 2; }

samples=crates/tableau/tests/samples
model=$samples/modele-officiel-2025-vierge.xlsx
folder=${1:-$(mktemp -d)}
mkdir -p "$folder/written"
cargo build --release --quiet -p tableau --example write
write=${CARGO_TARGET_DIR:-target}/release/examples/write

convert() { # FORMAT FOLDER FILE…
    local format=$1 to=$2
    shift 2
    soffice "-env:UserInstallation=file://$(realpath "$folder")/profile" --headless \
        --convert-to "$format" --outdir "$to" "$@" >/dev/null 2>&1
}

failed=0
compare() { # DATA FILE
    if "$write" "$1" - - "$2"; then echo "same      $2"; else
        echo "DIFFERENT $2"
        failed=1
    fi
}

for data in "$samples"/*.xlsx "$samples"/../data/*.json; do
    name=$(basename "${data%.*}")
    "$write" "$data" "$model" "$folder/written/$name.xlsx"
done
for kind in ods xlsx pdf; do
    convert "$kind" "$folder/written-$kind" "$folder"/written/*.xlsx
    convert "$kind" "$folder/samples-$kind" "$samples"/*.xlsx
done
for kind in ods xlsx; do
    for data in "$samples"/*.xlsx "$samples"/../data/*.json; do
        name=$(basename "${data%.*}")
        compare "$data" "$folder/written-$kind/$name.$kind"
        [ "${data##*.}" = json ] || compare "$data" "$folder/samples-$kind/$name.$kind"
    done
done
echo "made in $folder"
exit $failed
