#!/usr/bin/env bash
# Runs everything: format, unit tests, stories on SQLite and PostgreSQL, tidy, clippy, documentation, licences, and
# the real binary in a real browser. Installs what it lacks on Debian. Says « N passed, N failed » at the end.
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
        grep -E '^test result|^ +(✓|ok) |^ +[0-9]+ passed' "$log" || true
        echo "   ok, $((SECONDS - start)) s"
    else
        failed=$((failed + 1))
        cat "$log"
        echo "   FAILED, $((SECONDS - start)) s"
    fi
}

# Debian's packages for what is missing.
install() {
    local sudo=""
    [ "$(id -u)" = 0 ] || sudo=sudo
    echo "── installing $*"
    $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "$@" >/dev/null
}

ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install postgresql ||
    echo "PostgreSQL could not be installed: its stories will fail" >&2
[ -x "${FLORILEGE_CHROMIUM:-/usr/bin/chromium}" ] || install chromium ||
    echo "Chromium could not be installed: the browser's stories will fail" >&2
command -v pdftotext >/dev/null 2>&1 || install poppler-utils ||
    echo "pdftotext could not be installed: the hunt for a planted mark in papers will fail" >&2
command -v npm >/dev/null 2>&1 || install nodejs npm ||
    echo "npm could not be installed: the browser's stories will fail" >&2

# Built once, kept with the build cache.
tools="${CARGO_TARGET_DIR:-target}/tools"
deny() {
    [ -x "$tools/bin/cargo-deny" ] ||
        CARGO_TARGET_DIR="$tools/build" cargo install cargo-deny --version "^0.20" --locked --no-default-features \
            --root "$tools" || return 1
    rm -rf "$tools/build"
    "$tools/bin/cargo-deny" check --hide-inclusion-graph licenses bans sources
}

browser() {
    cargo build --release --locked -p florilege || return 1
    (cd e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund && npx playwright test)
}

# shellcheck source=scripts/postgres.sh
. scripts/postgres.sh start
trap '. scripts/postgres.sh stop; rm -f "$log"' EXIT

step "format" cargo fmt --all --check
step "tests, release" cargo test --release --workspace --locked --no-fail-fast
tests=$(grep -hE '^test result' "$log" | awk '{ p += $4; f += $6 } END { print p + 0, f + 0 }')
step "clippy" cargo clippy --workspace --all-targets --locked -- -D warnings
step "documentation" env RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --document-private-items
step "licences" deny
step "browser" browser
browser_passed=$(grep -oE '^ +[0-9]+ passed' "$log" | grep -oE '[0-9]+' | tail -n 1)
browser_failed=$(grep -oE '^ +[0-9]+ failed' "$log" | grep -oE '[0-9]+' | tail -n 1)

read -r tests_passed tests_failed <<<"$tests"
echo "$((passed + tests_passed + ${browser_passed:-0})) passed, $((failed + tests_failed + ${browser_failed:-0})) failed"
[ "$failed" = 0 ]
