//! How each engine copies itself while others write, and is put back: SQLite by `VACUUM INTO`, PostgreSQL by its own
//! `pg_dump` and `pg_restore`.

use super::BackupError;
use crate::{Db, Fault};
use percent_encoding::percent_decode_str;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The engine's word in a manifest.
pub fn code(db: &Db) -> &'static str {
    match db {
        Db::Sqlite { .. } => "sqlite",
        Db::Postgres(_) => "postgres",
    }
}

/// The name of the database in an archive.
pub fn name(db: &Db) -> &'static str {
    match db {
        Db::Sqlite { .. } => "base.sqlite",
        Db::Postgres(_) => "base.pgdump",
    }
}

/// Whether a copy is compressed already.
pub fn packed(db: &Db) -> bool {
    matches!(db, Db::Postgres(_))
}

/// Copies a live database, as it stands at one moment, to a file that does not exist.
pub async fn copy(db: &Db, address: &str, to: &Path) -> Result<(), BackupError> {
    match db {
        Db::Sqlite { read, .. } => {
            let place = to.display().to_string();
            sqlx::query("VACUUM INTO $1").bind(place).execute(read).await.map_err(Fault::from)?;
            Ok(())
        }
        Db::Postgres(_) => {
            let mut command = tool("pg_dump", address);
            command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(to);
            ran("pg_dump", command).await
        }
    }
}

/// The file of an SQLite address; `None` for another engine.
fn file(address: &str) -> Option<PathBuf> {
    let path = address.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(path.split('?').next().unwrap_or(path).into())
}

/// Whether an archive of an engine may be put there: the same engine, and nothing there.
pub async fn is_free(address: &str, engine: &str) -> Result<(), BackupError> {
    let wanted = if file(address).is_some() { "sqlite" } else { "postgres" };
    if wanted != engine {
        return Err(BackupError::OtherEngine { found: engine.to_owned(), wanted: wanted.to_owned() });
    }
    if let Some(file) = file(address) {
        let beside = |end: &str| PathBuf::from(format!("{}{end}", file.display()));
        return match [file.clone(), beside("-wal"), beside("-shm")].into_iter().find(|one| one.exists()) {
            Some(there) => Err(BackupError::NotEmpty(there.display().to_string())),
            None => Ok(()),
        };
    }
    let db = Db::open(address).await?;
    let mut tx = db.read().await?;
    let sql = "SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname = 'public'";
    let tables = tx.one(sql, &[]).await?.int("n")?;
    drop(tx);
    db.close().await;
    if tables == 0 { Ok(()) } else { Err(BackupError::NotEmpty("PostgreSQL".to_owned())) }
}

/// Puts a copy in its place.
pub async fn put_back(address: &str, copy: &Path) -> Result<(), BackupError> {
    let Some(file) = file(address) else {
        let mut command = tool("pg_restore", address);
        command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]).arg(copy);
        return ran("pg_restore", command).await;
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    // Beside its place first: it may be another disk, and a half copy never has the name.
    let mut beside = tempfile::NamedTempFile::new_in(folder)?;
    std::io::copy(&mut std::fs::File::open(copy)?, &mut beside)?;
    beside.as_file().sync_all()?;
    match beside.persist_noclobber(&file) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.error.into()),
    }
}

/// A program of PostgreSQL over an address. The password is not among the arguments, which every account of the machine
/// may read.
fn tool(program: &str, address: &str) -> Command {
    let mut command = Command::new(program);
    let (address, password) = without_password(address);
    command.arg("--dbname").arg(address).stdin(Stdio::null()).stdout(Stdio::null());
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command
}

fn without_password(address: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = address.split_once("://")?;
        let (person, place) = rest.split_once('@')?;
        let (user, password) = person.split_once(':')?;
        let password = percent_decode_str(password).decode_utf8_lossy().into_owned();
        Some((format!("{scheme}://{user}@{place}"), password))
    };
    match parts() {
        Some((address, password)) => (address, Some(password)),
        None => (address.to_owned(), None),
    }
}

async fn ran(program: &'static str, mut command: Command) -> Result<(), BackupError> {
    let done = tokio::task::spawn_blocking(move || command.output()).await;
    let done = done.map_err(|error| Fault::Internal(format!("task: {error}")))?;
    let done = done.map_err(|error| BackupError::Tool { program, said: error.to_string() })?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    Err(BackupError::Tool { program, said })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_an_argument() {
        let (address, password) =
            without_password("postgres://florilege:s%40c:ret@db.example/exam?sslmode=require");
        assert_eq!(address, "postgres://florilege@db.example/exam?sslmode=require");
        assert_eq!(password.as_deref(), Some("s@c:ret"));
        let socket = "postgres://florilege@%2Ftmp%2Fpg/exam";
        assert_eq!(without_password(socket), (socket.to_owned(), None));
    }

    #[test]
    fn the_file_of_an_address_is_found_however_it_is_written() {
        for address in ["sqlite:a/b.sqlite", "sqlite://a/b.sqlite", "sqlite:a/b.sqlite?mode=rwc"] {
            assert_eq!(file(address), Some(PathBuf::from("a/b.sqlite")), "{address}");
        }
        assert_eq!(file("postgres://x/y"), None);
    }
}
