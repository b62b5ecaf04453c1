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
    (6, "portfolio", include_str!("../migrations/0006_portfolio.sql")),
    (7, "watch", include_str!("../migrations/0007_watch.sql")),
    (8, "certificates", include_str!("../migrations/0008_certificates.sql")),
    (9, "timetable", include_str!("../migrations/0009_timetable.sql")),
    (10, "day", include_str!("../migrations/0010_day.sql")),
    (12, "optional", include_str!("../migrations/0012_optional.sql")),
    (13, "offline", include_str!("../migrations/0013_offline.sql")),
    (14, "jury", include_str!("../migrations/0014_jury.sql")),
    (15, "retention", include_str!("../migrations/0015_retention.sql")),
    (16, "convocation", include_str!("../migrations/0016_convocation.sql")),
    (17, "harmonisation", include_str!("../migrations/0017_harmonisation.sql")),
    (19, "professionals", include_str!("../migrations/0019_professionals.sql")),
    (20, "room", include_str!("../migrations/0020_room.sql")),
    (21, "transmission", include_str!("../migrations/0021_transmission.sql")),
    (22, "claims", include_str!("../migrations/0022_claims.sql")),
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

/// The version of a database's schema: the last one up to which none is missing; 0 where there is none yet. A schema of a
/// later program keeps its own number.
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
    let rows = tx.all("SELECT version FROM _sqlx_migrations ORDER BY version", &[]).await?;
    let applied: Vec<_> = rows.iter().map(|row| row.int("version")).collect::<Result<_, _>>()?;
    Ok(whole(&applied))
}

fn whole(applied: &[i64]) -> i64 {
    let last = applied.last().copied().unwrap_or(0);
    if last > wanted() {
        return last;
    }
    let known = MIGRATIONS.iter().map(|(version, ..)| *version);
    known.take_while(|version| applied.contains(version)).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_with_a_hole_is_not_the_whole_one() {
        let all: Vec<_> = MIGRATIONS.iter().map(|(version, ..)| *version).collect();
        assert_eq!([whole(&all), whole(&[])], [wanted(), 0]);
        let hole: Vec<_> = all.iter().copied().filter(|version| *version != 16).collect();
        assert_eq!(whole(&hole), 15);
        assert_eq!(whole(&[all.as_slice(), &[1000]].concat()), 1000);
    }
}
