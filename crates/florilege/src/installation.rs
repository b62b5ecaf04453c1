//! Where an installation keeps its database and its files.

use crate::outside::Machine;
use clap::Args;
use office::Office;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use store::blobs::Blobs;
use store::{Db, migrate as schema};

/// What a command says to the person when it fails: one French sentence.
pub type Done = Result<ExitCode, String>;

/// Where the installation is.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Adresse de la base : sqlite:CHEMIN ou postgres://…
    #[arg(long, env = "FLORILEGE_DATABASE", default_value = "sqlite:florilege.sqlite")]
    pub database: String,
    /// Dossier des pièces déposées.
    #[arg(long, env = "FLORILEGE_BLOBS", default_value = "florilege-pieces")]
    pub blobs: PathBuf,
}

/// The parts of an installation.
pub struct Installation {
    /// The database.
    pub db: Db,
    /// The files.
    pub blobs: Blobs,
    /// The office over them.
    pub office: Office,
}

/// Opens an installation that exists: a mistyped path is told, not created.
///
/// # Errors
/// A French sentence that says what does not answer.
pub async fn open(place: &Place) -> Result<Installation, String> {
    if let Some(path) = place.database.strip_prefix("sqlite:")
        && !std::path::Path::new(path.trim_start_matches("//")).exists()
    {
        return Err(format!("la base {path} n’existe pas : lancez d’abord « florilege migrate »"));
    }
    create(place).await
}

/// Opens an installation, created where there is none.
///
/// # Errors
/// A French sentence that says what does not answer.
pub async fn create(place: &Place) -> Result<Installation, String> {
    let db = Db::open(&place.database).await.map_err(|fault| format!("la base ne s’ouvre pas ({fault})"))?;
    let blobs = Blobs::in_folder(&place.blobs)
        .map_err(|fault| format!("le dossier {} ne s’ouvre pas ({fault})", place.blobs.display()))?;
    let office = Office::new(db.clone(), blobs.clone(), Arc::new(Machine));
    Ok(Installation { db, blobs, office })
}

/// Brings the schema to the wanted version.
///
/// # Errors
/// A French sentence.
pub async fn migrate(place: &Place) -> Done {
    let installation = create(place).await?;
    schema::run(&installation.db).await.map_err(|fault| format!("la mise à jour a échoué ({fault})"))?;
    println!("Le schéma est à la version {}.", schema::wanted());
    installation.office.close().await;
    Ok(ExitCode::SUCCESS)
}
