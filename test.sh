#!/usr/bin/env bash
# Runs everything: format, clippy, documentation, unit tests, stories on SQLite and PostgreSQL, tidy.
# Installs what it lacks on Debian. Says « N passed, N failed » at the end.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

if [ "${CI:-}" = true ]; then
    # The build cache lives outside the clone, so that the next run finds it.
    export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/florilege/target}"
fi
export CARGO_TERM_COLOR=never

passed=0
failed=0
log=$(mktemp)

step() {
    local name=$1
    shift
    local start=$SECONDS
    echo "── $name"
    if "$@" >"$log" 2>&1; then
        passed=$((passed + 1))
        grep -E '^test result' "$log" || true
        echo "   ok, $((SECONDS - start)) s"
    else
        failed=$((failed + 1))
        cat "$log"
        echo "   FAILED, $((SECONDS - start)) s"
    fi
}

install_postgres() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return 0
    echo "── PostgreSQL is missing: installing Debian's"
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq postgresql
}

install_pdftotext() {
    command -v pdftotext >/dev/null && return 0
    echo "── pdftotext is missing: installing Debian's"
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq poppler-utils
}

install_postgres || echo "PostgreSQL could not be installed: its stories will fail" >&2
install_pdftotext || echo "pdftotext could not be installed: the hunt for a planted mark in papers will fail" >&2
# shellcheck source=scripts/postgres.sh
. scripts/postgres.sh start
trap '. scripts/postgres.sh stop; rm -f "$log"' EXIT

step "format" cargo fmt --all --check
step "tests, release" cargo test --release --workspace --locked --no-fail-fast
tests=$(grep -hE '^test result' "$log" | awk '{ p += $4; f += $6 } END { print p + 0, f + 0 }')
step "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --document-private-items

read -r tests_passed tests_failed <<<"$tests"
echo "$((passed + tests_passed)) passed, $((failed + tests_failed)) failed"
[ "$failed" = 0 ]
