//! People and places for tests: the office on both engines, with a clock one can turn.
//!
//! A story begins with `World::new(engine).await`, asks for people (`world.authority()`, `world.examiner(…)`) and
//! lets them act. Write it with [`story!`] and it runs on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc)]

mod answers;
mod centre;
mod claims;
mod dossiers;
mod engine;
mod exam_day;
mod jury;
mod optional;
mod outside;
mod people;
mod pieces;

pub use answers::refused;
pub use centre::{Centre, commission, no_password};
pub use dossiers::{Owner, TABLE_WITH_GAPS, verdict};
pub use engine::{Engine, address, empty, fresh};
pub use exam_day::{ExamDay, change};
pub use optional::request;
pub use outside::FakeOutside;
pub use pieces::{CERTIFICATE, OTHER_TABLE, TABLE, kept, zipped};
pub use store::db::counted;

use office::Office;
use std::sync::Arc;
use store::blobs::Blobs;
use tempfile::TempDir;

/// One test's installation.
pub struct World {
    /// The office.
    pub office: Office,
    /// The clock and the dice.
    pub outside: Arc<FakeOutside>,
    /// The database itself, for what only a test may look at.
    pub db: store::Db,
    /// Which engine it is, and its address.
    pub engine: (Engine, String),
    /// The blobs.
    pub blobs: Blobs,
    folder: TempDir,
}

impl World {
    /// An empty installation; it is 9 o'clock in Paris on Monday 2 March 2026.
    pub async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let address = address(engine, &folder).await;
        let db = store::Db::open(&address).await.unwrap();
        store::migrate::run(&db).await.unwrap();
        let blobs = Blobs::in_folder(&folder.path().join("blobs")).unwrap();
        let outside = Arc::new(FakeOutside::at("2026-03-02T08:00:00Z".parse().unwrap()));
        let office = Office::new(db.clone(), blobs.clone(), outside.clone());
        Self { office, outside, db, engine: (engine, address), blobs, folder }
    }

    /// The installation's folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// A story told on both engines: `story!(name, |world| { … });` makes `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! story {
    ($(#[$meta:meta])* $name:ident, |$world:ident| $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn told($world: $crate::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                told($crate::World::new($crate::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                told($crate::World::new($crate::Engine::Postgres).await).await;
            }
        }
    };
}
