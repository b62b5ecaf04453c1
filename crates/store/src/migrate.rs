//! The schema's versions. A landed migration never changes; a new one is a new file.

use crate::{Db, Fault};
use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Every migration: version, name, text.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "start", include_str!("../migrations/0001_start.sql")),
    (2, "absences", include_str!("../migrations/0002_absences.sql")),
    (3, "online_table", include_str!("../migrations/0003_online_table.sql")),
    (4, "notices", include_str!("../migrations/0004_notices.sql")),
    (5, "second_look", include_str!("../migrations/0005_second_look.sql")),
];

/// The version that this program needs.
pub fn wanted() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, ..)| *version)
}

/// Brings the schema to [`wanted`]; does nothing where it is there already.
///
/// # Errors
/// [`Fault::Migration`].
pub async fn run(db: &Db) -> Result<(), Fault> {
    let migrations = MIGRATIONS.iter().map(|(version, name, sql)| {
        Migration::new(*version, (*name).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    let migrator = Migrator::with_migrations(migrations.collect());
    match db {
        Db::Sqlite { write, .. } => migrator.run(write).await?,
        Db::Postgres(pool) => migrator.run(pool).await?,
    }
    Ok(())
}

/// The version of a database's schema; 0 where there is none yet.
///
/// # Errors
/// [`Fault::Database`] where the database does not answer.
pub async fn version(db: &Db) -> Result<i64, Fault> {
    let table = match db {
        Db::Sqlite { .. } => "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = '_sqlx_migrations'",
        Db::Postgres(_) => "SELECT COUNT(*) AS n FROM pg_tables WHERE tablename = '_sqlx_migrations'",
    };
    let mut tx = db.read().await?;
    if tx.one(table, &[]).await?.int("n")? == 0 {
        return Ok(0);
    }
    let row = tx.one("SELECT MAX(version) AS version FROM _sqlx_migrations", &[]).await?;
    Ok(row.int_or_none("version")?.unwrap_or(0))
}
