//! Every statement of the store is one text that both engines understand, and stands in the sources as a literal.
#![allow(clippy::unwrap_used)]

mod source;

use source::Source;
use std::path::{Path, PathBuf};
use world::story;

/// Fewer than this, and the reader of sources would have gone blind.
const FLOOR: usize = 60;

/// The sources of this crate, by their path.
fn sources() -> Vec<(PathBuf, Source)> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut sources = vec![];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let source = Source::read(&std::fs::read_to_string(&path).unwrap());
                sources.push((path, source));
            }
        }
    }
    sources
}

/// The few statements of the seam and of the migrations that ask one engine about itself.
fn is_for(statement: &str, sqlite: bool) -> bool {
    let of_sqlite = statement.contains("sqlite_version") || statement.contains("sqlite_master");
    let of_postgres =
        ["pg_tables", "pg_advisory", "current_setting"].iter().any(|one| statement.contains(one));
    if sqlite { !of_postgres } else { !of_sqlite }
}

story!(every_statement_is_prepared, |world| {
    let sqlite = matches!(world.db, store::Db::Sqlite { .. });
    let (mut prepared, mut faults) = (0, vec![]);
    for (path, source) in sources() {
        for statement in source.statements().filter(|one| is_for(one, sqlite)) {
            let mut tx = world.db.write().await.unwrap();
            if let Err(fault) = tx.prepare(statement.clone()).await {
                faults.push(format!("{}: {statement}: {fault}", path.display()));
            }
            prepared += 1;
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(prepared >= FLOOR, "{prepared} statements found");
});

story!(a_statement_that_an_engine_does_not_know_is_found, |world| {
    let understands = async |sql: &str| {
        let mut tx = world.db.write().await.unwrap();
        tx.prepare(sql.to_owned()).await.is_ok()
    };
    assert!(understands("SELECT login FROM account WHERE id = $1").await);
    assert!(!understands("SELECT surname FROM account").await);
});

#[test]
fn transactions_are_given_literals_of_their_own_file() {
    let (mut calls, mut faults) = (0, vec![]);
    for (path, source) in sources() {
        calls += source.calls();
        let strange = source.strange_calls().into_iter().map(|call| format!("{}: {call}", path.display()));
        faults.extend(strange);
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(calls >= FLOOR, "{calls} calls found");
}

#[test]
fn the_reader_tells_literals_from_what_is_put_together() {
    let text = "// \"SELECT a\"\nlet sql = \"SELECT 1 \\\n    AS n\";\ntx.one(sql, &[]);\ntx\n.all(\"SELECT 2\", &[]);\n\
                let made = format!(\"SELECT {x}\");\ntx.run(made, &[]);\ntx.maybe(unknown, &[]);\nlist.all(f);";
    let source = Source::read(text);
    assert_eq!(source.statements().collect::<Vec<_>>(), ["SELECT 1 AS n", "SELECT 2", "SELECT {x}"]);
    assert_eq!(source.strange_calls(), ["made", "unknown"]);
    assert_eq!(source.calls(), 4);
}
