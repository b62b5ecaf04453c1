//! No table is forgotten: what names a candidate, a sheet, a deposit or a blob is erased, or looked at before a blob goes.

use std::path::Path;

const ERASE: &str = include_str!("../../../../store/src/tables/retention/erase.rs");

/// The tables whose migrations name another one, with the statement that does.
fn naming(other: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut tables = vec![];
    for file in files {
        let text = std::fs::read_to_string(file).unwrap();
        for statement in text.split(';') {
            let words =
                statement.split_once("CREATE TABLE ").or_else(|| statement.split_once("ALTER TABLE "));
            let Some((_, rest)) = words else { continue };
            let table = rest.split_whitespace().next().unwrap().trim_start_matches("new_");
            if statement.contains(&format!("REFERENCES {other} (")) {
                tables.push(table.to_owned());
            }
        }
    }
    tables.sort();
    tables.dedup();
    tables
}

#[test]
fn e4_32_every_table_that_names_a_candidate_is_erased() {
    // A table that names one of these is one of these: a sheet's field, an answer to a recommendation on a sheet…
    let mut tables = vec!["candidate".to_owned()];
    let mut at = 0;
    while at < tables.len() {
        let (plain, anew) = (naming(&tables[at]), naming(&format!("new_{}", tables[at])));
        let found: Vec<_> = plain.into_iter().chain(anew).filter(|one| !tables.contains(one)).collect();
        tables.extend(found);
        at += 1;
    }
    tables.sort();
    tables.dedup();
    assert!(tables.len() > 20, "the reader of migrations would have gone blind: {tables:?}");
    let forgotten: Vec<_> =
        tables.iter().filter(|table| !ERASE.contains(&format!("DELETE FROM {table} WHERE"))).collect();
    assert!(forgotten.is_empty(), "erase.rs does not delete from {forgotten:?}");
}

#[test]
fn e4_32_every_table_that_names_a_blob_is_looked_at_before_the_blob_goes() {
    let named = ERASE.split_once("pub async fn named(").unwrap().1.split_once("\n}").unwrap().0;
    let tables = naming("blob");
    assert!(tables.len() > 3, "{tables:?}");
    // An address that shows a site keeps no site: it goes with it.
    let forgotten: Vec<_> = tables
        .iter()
        .filter(|table| *table != "portfolio_view" && !named.contains(&format!("FROM {table}")))
        .collect();
    assert!(forgotten.is_empty(), "erase::named does not look at {forgotten:?}");
}
