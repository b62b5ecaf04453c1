//! The schema's versions.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use store::{Db, migrate};
use tempfile::TempDir;
use world::{Engine, World, empty, story};

const START: &str = include_str!("../../migrations/0001_start.sql");

/// A database as the first version of the program left it.
async fn at_version_one(engine: Engine, folder: &TempDir) -> Db {
    let db = empty(engine, folder).await;
    let start = Migration::new(1, "start".into(), MigrationType::Simple, START.into_sql_str(), false);
    let migrator = Migrator::with_migrations(vec![start]);
    match &db {
        Db::Sqlite { write, .. } => migrator.run(write).await.unwrap(),
        Db::Postgres(pool) => migrator.run(pool).await.unwrap(),
    }
    db
}

async fn an_empty_database_reaches_the_version_wanted(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let db = empty(engine, &folder).await;
    assert_eq!(migrate::version(&db).await.unwrap(), 0);
    migrate::run(&db).await.unwrap();
    assert_eq!(migrate::version(&db).await.unwrap(), migrate::wanted());
    let mut tx = db.write().await.unwrap();
    tx.run("INSERT INTO blob (hash, size, created_at) VALUES ('a', 1, '')", &[]).await.unwrap();
    tx.commit().await.unwrap();
    migrate::run(&db).await.unwrap();
    assert_eq!(migrate::version(&db).await.unwrap(), migrate::wanted());
    let mut tx = db.read().await.unwrap();
    let kept = tx.one("SELECT COUNT(*) AS n FROM blob", &[]).await.unwrap();
    assert_eq!(kept.int("n").unwrap(), 1, "running twice changes nothing");
}

async fn rows_of_version_one_are_kept(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let db = at_version_one(engine, &folder).await;
    assert_eq!(migrate::version(&db).await.unwrap(), 1);
    let mut tx = db.write().await.unwrap();
    let sql = "INSERT INTO account (id, login, name, created_at) VALUES ('a', 'alix', 'Alix Martin', '')";
    tx.run(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
    migrate::run(&db).await.unwrap();
    assert_eq!(migrate::version(&db).await.unwrap(), migrate::wanted());
    let mut tx = db.read().await.unwrap();
    let row = tx.one("SELECT name, provisional FROM account WHERE id = 'a'", &[]).await.unwrap();
    assert_eq!(
        (row.text("name").unwrap().as_str(), row.bool("provisional").unwrap()),
        ("Alix Martin", false)
    );
    assert!(tx.all("SELECT * FROM absence", &[]).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_empty_database_reaches_the_version_wanted_on_sqlite() {
    an_empty_database_reaches_the_version_wanted(Engine::Sqlite).await;
}

#[tokio::test]
async fn an_empty_database_reaches_the_version_wanted_on_postgres() {
    an_empty_database_reaches_the_version_wanted(Engine::Postgres).await;
}

#[tokio::test]
async fn rows_of_version_one_are_kept_on_sqlite() {
    rows_of_version_one_are_kept(Engine::Sqlite).await;
}

#[tokio::test]
async fn rows_of_version_one_are_kept_on_postgres() {
    rows_of_version_one_are_kept(Engine::Postgres).await;
}

story!(the_second_lock_is_there, |world| {
    let refused = async |sql: &'static str| {
        let mut tx = world.db.write().await.unwrap();
        tx.run(sql, &[]).await.is_err()
    };
    let stranger = "INSERT INTO web_session (token_hash, account_id, csrf, created_at, expires_at)
                    VALUES ('t', 'nobody', '', '', '')";
    assert!(refused(stranger).await, "a foreign key");
    let place =
        "INSERT INTO role_grant (account_id, role, place_kind, place_id) VALUES ('a', 'b', 'room', 'c')";
    assert!(refused(place).await, "a check");
    is_whole(&world).await;
});

async fn is_whole(world: &World) {
    assert_eq!(migrate::version(&world.db).await.unwrap(), migrate::wanted());
}
