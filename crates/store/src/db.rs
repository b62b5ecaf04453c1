//! The seam: the one file that knows there are two engines.
//!
//! Everything else writes one SQL text with `$1` placeholders and reads columns by name. On SQLite a writing
//! transaction takes the write lock at once (`BEGIN IMMEDIATE`); on PostgreSQL [`Tx::lock`] makes the acts on one
//! subject wait for each other, so that both engines behave the same.

use crate::Fault;
use sqlx::postgres::{PgArguments, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Postgres, Row as _, Sqlite, Transaction};
use std::cell::Cell;
use std::pin::Pin;
use std::str::FromStr;
use std::time::Duration;

/// A database of either engine.
#[derive(Debug, Clone)]
pub enum Db {
    /// A file. One connection writes, several read.
    Sqlite {
        /// The one connection that writes.
        write: SqlitePool,
        /// The connections that read.
        read: SqlitePool,
    },
    /// A server.
    Postgres(PgPool),
}

/// A value bound to a placeholder. The type is told even when the value is absent, as PostgreSQL requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// TEXT.
    Text(Option<String>),
    /// BIGINT.
    Int(Option<i64>),
    /// BOOLEAN.
    Bool(bool),
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}
impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::from(value.clone())
    }
}
impl From<String> for Value {
    /// PostgreSQL keeps no NUL in a text: it is left out on both engines.
    fn from(mut value: String) -> Self {
        value.retain(|c| c != '\0');
        Self::Text(Some(value))
    }
}
impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        value.map_or(Self::Text(None), Self::from)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// Values for the placeholders `$1`, `$2`, … in order.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] };
}

/// A row, read by column name.
#[derive(Debug)]
pub enum Row {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
    Postgres(PgRow),
}

macro_rules! column {
    ($(#[$doc:meta])* $name:ident, $type:ty) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// [`Fault::Database`] for an unknown column or another type.
        pub fn $name(&self, column: &str) -> Result<$type, Fault> {
            Ok(match self {
                Self::Sqlite(row) => row.try_get(column)?,
                Self::Postgres(row) => row.try_get(column)?,
            })
        }
    };
}

impl Row {
    column!(
        /// A TEXT that is never absent.
        text, String
    );
    column!(
        /// A TEXT that may be absent.
        text_or_none, Option<String>
    );
    column!(
        /// A BIGINT that is never absent.
        int, i64
    );
    column!(
        /// A BIGINT that may be absent.
        int_or_none, Option<i64>
    );
    column!(
        /// A BOOLEAN.
        bool, bool
    );
}

/// What the database is doing. Boxed, so that the engines' code is compiled once, in this crate.
pub type Doing<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// A transaction of either engine. Dropped without [`Tx::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    statements: u32,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens a database from its address: `sqlite:PATH` (created where it is missing) or `postgres://…`.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn open(address: &str) -> Result<Self, Fault> {
        if !address.starts_with("sqlite:") {
            return Ok(Self::Postgres(PgPoolOptions::new().max_connections(8).connect(address).await?));
        }
        let options = SqliteConnectOptions::from_str(address)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let read = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        Ok(Self::Sqlite { write, read })
    }

    /// The engine's name and version, for people.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn engine(&self) -> Result<String, Fault> {
        let (name, sql) = match self {
            Self::Sqlite { .. } => ("SQLite", "SELECT sqlite_version() AS version"),
            Self::Postgres(_) => ("PostgreSQL", "SELECT current_setting('server_version') AS version"),
        };
        let mut tx = self.read().await?;
        Ok(format!("{name} {}", tx.one(sql, &[]).await?.text("version")?))
    }

    /// Begins a transaction that writes.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub fn write(&self) -> Doing<'_, Tx> {
        Box::pin(async move {
            let inner = match self {
                Self::Sqlite { write, .. } => Inner::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
                Self::Postgres(pool) => Inner::Postgres(pool.begin().await?),
            };
            Ok(Tx { inner, statements: 0 })
        })
    }

    /// Begins a transaction that only reads, on one moment of the database.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub fn read(&self) -> Doing<'_, Tx> {
        Box::pin(async move {
            let inner = match self {
                Self::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
                Self::Postgres(pool) => {
                    Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
                }
            };
            Ok(Tx { inner, statements: 0 })
        })
    }

    /// Writes the whole database anew, so that nothing deleted is left in its files. Others wait meanwhile.
    ///
    /// # Errors
    /// [`Fault::Database`]; [`Fault::Internal`] where a reader kept the write-ahead log from being folded in.
    pub async fn rewrite(&self) -> Result<(), Fault> {
        match self {
            Self::Sqlite { write, .. } => {
                sqlx::query("VACUUM").execute(write).await?;
                let folded = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(write).await?;
                match folded.try_get::<i64, _>(0)? {
                    0 => Ok(()),
                    _ => Err(Fault::Internal("the write-ahead log is in use".into())),
                }
            }
            Self::Postgres(pool) => Ok(sqlx::query("VACUUM (FULL)").execute(pool).await.map(|_| ())?),
        }
    }

    /// Closes the connections; on SQLite this folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

macro_rules! bound {
    ($sql:expr, $values:expr, $database:ty, $arguments:ty) => {{
        let mut query = sqlx::query::<$database>($sql);
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Int(number) => query.bind(*number),
                Value::Bool(truth) => query.bind(*truth),
            };
        }
        let query: sqlx::query::Query<'_, $database, $arguments> = query;
        query
    }};
}

tokio::task_local! {
    /// How many statements ran inside [`counted`].
    static COUNTED: Cell<u32>;
}

/// Does something, and says how many statements it ran in all its transactions: what a request costs the database.
/// `BEGIN` and `COMMIT` are not among them; the locks of PostgreSQL are.
pub async fn counted<F: Future>(doing: F) -> (F::Output, u32) {
    COUNTED.scope(Cell::new(0), async { (doing.await, COUNTED.with(Cell::get)) }).await
}

impl Tx {
    fn count(&mut self) {
        self.statements += 1;
        // Nobody counts outside of [`counted`].
        let _ = COUNTED.try_with(|counted| counted.set(counted.get() + 1));
    }

    /// Runs a statement; says how many rows it touched.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub fn run<'a>(&'a mut self, sql: &'static str, values: &'a [Value]) -> Doing<'a, u64> {
        self.count();
        Box::pin(async move {
            Ok(match &mut self.inner {
                Inner::Sqlite(tx) => {
                    bound!(sql, values, Sqlite, SqliteArguments).execute(&mut **tx).await?.rows_affected()
                }
                Inner::Postgres(tx) => {
                    bound!(sql, values, Postgres, PgArguments).execute(&mut **tx).await?.rows_affected()
                }
            })
        })
    }

    /// Every row of a query.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub fn all<'a>(&'a mut self, sql: &'static str, values: &'a [Value]) -> Doing<'a, Vec<Row>> {
        self.count();
        Box::pin(async move {
            Ok(match &mut self.inner {
                Inner::Sqlite(tx) => {
                    let rows = bound!(sql, values, Sqlite, SqliteArguments).fetch_all(&mut **tx).await?;
                    rows.into_iter().map(Row::Sqlite).collect()
                }
                Inner::Postgres(tx) => {
                    let rows = bound!(sql, values, Postgres, PgArguments).fetch_all(&mut **tx).await?;
                    rows.into_iter().map(Row::Postgres).collect()
                }
            })
        })
    }

    /// The first row of a query, if there is one.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn maybe(&mut self, sql: &'static str, values: &[Value]) -> Result<Option<Row>, Fault> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    /// The one row of a query.
    ///
    /// # Errors
    /// [`Fault::Database`], also where there is none.
    pub async fn one(&mut self, sql: &'static str, values: &[Value]) -> Result<Row, Fault> {
        self.maybe(sql, values).await?.ok_or(Fault::Database(sqlx::Error::RowNotFound))
    }

    /// Makes the writing transactions on one subject wait for each other until they end.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn lock(&mut self, subject: &str) -> Result<(), Fault> {
        if let Inner::Postgres(_) = self.inner {
            self.all("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", values![subject]).await?;
        }
        Ok(())
    }

    /// How many statements this transaction ran.
    pub fn statements(&self) -> u32 {
        self.statements
    }

    /// Asks the engine to prepare a statement without running it.
    ///
    /// # Errors
    /// [`Fault::Database`] where the engine does not understand it.
    pub async fn prepare(&mut self, sql: String) -> Result<(), Fault> {
        use sqlx::{AssertSqlSafe, Executor, SqlSafeStr};
        let text = AssertSqlSafe(sql).into_sql_str();
        match &mut self.inner {
            Inner::Sqlite(tx) => drop((&mut **tx).prepare(text).await?),
            Inner::Postgres(tx) => drop((&mut **tx).prepare(text).await?),
        }
        Ok(())
    }

    /// Ends the transaction and keeps what it wrote. Durable when this returns.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub fn commit(self) -> Doing<'static, ()> {
        Box::pin(async move {
            match self.inner {
                Inner::Sqlite(tx) => tx.commit().await?,
                Inner::Postgres(tx) => tx.commit().await?,
            }
            Ok(())
        })
    }
}

/// Creates a database on a server; for tests and first installations.
///
/// # Errors
/// [`Fault::Database`], also for a name that is not made of letters, digits and `_`.
pub async fn create_database(pool: &PgPool, name: &str) -> Result<(), Fault> {
    use sqlx::{AssertSqlSafe, Executor};
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(Fault::Internal(format!("database name {name:?}")));
    }
    pool.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
    Ok(())
}
