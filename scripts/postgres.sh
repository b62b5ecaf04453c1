# A private PostgreSQL cluster for the tests, in a temporary folder, on a socket of its own.
# Source it: `. scripts/postgres.sh start` sets FLORILEGE_TEST_POSTGRES; `. scripts/postgres.sh stop` ends the cluster.

florilege_pg_bin() {
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) $(pg_config --bindir 2>/dev/null); do
        if [ -x "$folder/initdb" ]; then
            echo "$folder"
            return
        fi
    done
    echo "PostgreSQL's server programs are missing: install Debian's package « postgresql »" >&2
    return 1
}

# PostgreSQL refuses to run as root: where the tests do, it runs as « nobody ».
florilege_pg_run() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    else
        "$@"
    fi
}

florilege_pg_start() {
    bin=$(florilege_pg_bin) || return 1
    FLORILEGE_PG_FOLDER=$(mktemp -d /tmp/florilege-pg.XXXXXX)
    chmod 755 "$FLORILEGE_PG_FOLDER"
    if [ "$(id -u)" = 0 ]; then chown 65534:65534 "$FLORILEGE_PG_FOLDER"; fi
    florilege_pg_run "$bin/initdb" -D "$FLORILEGE_PG_FOLDER/data" -U florilege --auth=trust -E UTF8 \
        --locale=C >"/tmp/florilege-initdb.$$" 2>&1 || { cat "/tmp/florilege-initdb.$$"; return 1; }
    rm -f "/tmp/florilege-initdb.$$"
    florilege_pg_run "$bin/pg_ctl" -D "$FLORILEGE_PG_FOLDER/data" -w -l "$FLORILEGE_PG_FOLDER/log" \
        -o "-c listen_addresses='' -c unix_socket_directories='$FLORILEGE_PG_FOLDER' -c fsync=off -c max_connections=300" \
        start >/dev/null || { cat "$FLORILEGE_PG_FOLDER/log"; return 1; }
    socket=$(printf '%s' "$FLORILEGE_PG_FOLDER" | sed 's#/#%2F#g')
    export FLORILEGE_PG_FOLDER
    export FLORILEGE_TEST_POSTGRES="postgres://florilege@$socket/postgres"
}

florilege_pg_stop() {
    if [ -n "${FLORILEGE_PG_FOLDER:-}" ]; then
        bin=$(florilege_pg_bin) || return 1
        florilege_pg_run "$bin/pg_ctl" -D "$FLORILEGE_PG_FOLDER/data" -m immediate stop >/dev/null 2>&1 || true
        rm -rf "$FLORILEGE_PG_FOLDER"
        unset FLORILEGE_PG_FOLDER FLORILEGE_TEST_POSTGRES
    fi
}

case "${1:-}" in
start) florilege_pg_start ;;
stop) florilege_pg_stop ;;
*) echo "usage: . scripts/postgres.sh start|stop" >&2 ;;
esac
