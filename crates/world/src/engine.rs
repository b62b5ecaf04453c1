//! A fresh database of each engine, for one test.

use std::sync::atomic::{AtomicU32, Ordering};
use store::{Db, migrate};
use tempfile::TempDir;

/// Which engine a story runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in a folder of its own.
    Sqlite,
    /// A database of its own in the private cluster that `./test.sh` starts.
    Postgres,
}

/// The address of the private cluster.
const CLUSTER: &str = "FLORILEGE_TEST_POSTGRES";

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A migrated, empty database.
///
/// # Panics
/// Where the engine cannot be had: a story that did not run must not pass.
pub async fn fresh(engine: Engine, folder: &TempDir) -> Db {
    let db = empty(engine, folder).await;
    migrate::run(&db).await.unwrap();
    db
}

/// A database without any table.
///
/// # Panics
/// Where the engine cannot be had.
pub async fn empty(engine: Engine, folder: &TempDir) -> Db {
    Db::open(&address(engine, folder).await).await.unwrap()
}

/// The address of a database that does not exist yet (SQLite) or has no table (PostgreSQL).
///
/// # Panics
/// Where the engine cannot be had.
pub async fn address(engine: Engine, folder: &TempDir) -> String {
    match engine {
        Engine::Sqlite => format!("sqlite:{}/test.sqlite", folder.path().display()),
        Engine::Postgres => {
            let cluster = std::env::var(CLUSTER).unwrap_or_else(|_| {
                panic!("{CLUSTER} is not set: run ./test.sh, or `. scripts/postgres.sh start` first")
            });
            let name = format!("story_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
            create(&cluster, &name).await;
            let (server, _) = cluster.rsplit_once('/').unwrap();
            format!("{server}/{name}")
        }
    }
}

/// Databases are created outside any transaction.
async fn create(cluster: &str, name: &str) {
    let Db::Postgres(pool) = Db::open(cluster).await.unwrap() else { panic!("{CLUSTER} is not PostgreSQL") };
    store::db::create_database(&pool, name).await.unwrap();
    pool.close().await;
}
