//! `florilege backup` and `florilege restore`: a whole installation in one archive, and back.

use crate::installation::{self, Done, Place};
use crate::outside::Machine;
use crate::progress::bar;
use office::Outside;
use std::path::PathBuf;
use std::process::ExitCode;
use store::backup::{self, BackupError, Manifest};

/// What `backup` is given.
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// L’archive à écrire (.zip) ; elle ne doit pas exister.
    #[arg(long)]
    to: PathBuf,
}

/// What `restore` is given.
#[derive(Debug, clap::Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// L’archive écrite par « florilege backup ».
    archive: PathBuf,
    /// Lit l’archive en entier et dit ce qu’elle contient, sans rien écrire.
    #[arg(long)]
    check: bool,
}

/// Copies a live installation; the exit code is 1 where a piece was damaged already.
pub async fn back_up(args: &Backup) -> Done {
    let installation = installation::open(&args.place).await?;
    let bar = bar("Sauvegarde");
    let mut told = |done: usize, all: usize| bar.tell(done, all);
    let at = (Machine.now(), &mut told as backup::Told<'_>);
    let from = (&installation.db, args.place.database.as_str());
    let written = backup::write(from, &installation.blobs, &args.to, at).await;
    bar.end();
    installation.office.close().await;
    let manifest = written.map_err(|error| sentence(&error))?;
    println!("{} : {}.", args.to.display(), said(&manifest));
    if manifest.damaged.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    println!("Ces pièces étaient déjà absentes ou altérées, l’archive ne les a pas :");
    for hash in &manifest.damaged {
        println!("  {hash}");
    }
    Ok(ExitCode::from(1))
}

/// Puts an archive back where nothing is, or only reads it.
pub async fn restore(args: &Restore) -> Done {
    let bar = bar("Lecture de l’archive");
    let mut told = |done: usize, all: usize| bar.tell(done, all);
    if args.check {
        let manifest = backup::check(&args.archive, &mut told);
        bar.end();
        let manifest = manifest.map_err(|error| sentence(&error))?;
        println!("L’archive est entière : {}.", said(&manifest));
        return Ok(ExitCode::SUCCESS);
    }
    let done = backup::restore(&args.archive, &args.place.database, &args.place.blobs, &mut told).await;
    bar.end();
    let manifest = done.map_err(|error| sentence(&error))?;
    println!("Rétabli : {}.", said(&manifest));
    if manifest.schema < store::migrate::wanted() {
        println!("Le schéma est d’une version précédente : lancez « florilege migrate ».");
    }
    println!("Lancez « florilege doctor » pour examiner l’installation avant de la servir.");
    Ok(ExitCode::SUCCESS)
}

fn said(manifest: &Manifest) -> String {
    let engine = if manifest.engine == "sqlite" { "SQLite" } else { "PostgreSQL" };
    format!(
        "base {engine} au schéma {}, {} pièces, {}, sauvegardées le {}",
        manifest.schema,
        manifest.blobs(),
        exam::french::size(manifest.bytes()),
        manifest.made_at
    )
}

/// What went wrong, where, and what to do.
fn sentence(error: &BackupError) -> String {
    match error {
        BackupError::Exists(place) => {
            format!("{} existe déjà et n’est pas remplacé : donnez un autre nom à l’archive", place.display())
        }
        BackupError::NoSchema => {
            "la base n’a pas de schéma : il n’y a rien à sauvegarder, vérifiez --database".to_owned()
        }
        BackupError::NotAnArchive(why) => {
            format!("ce fichier n’est pas une archive de « florilege backup », ou il est coupé ({why})")
        }
        BackupError::Altered(files) => format!(
            "l’archive est altérée, rien n’est rétabli : {} ; reprenez une autre copie de l’archive",
            files.join(", ")
        ),
        BackupError::OtherEngine { found, wanted } => format!(
            "l’archive vient de {found} et --database désigne {wanted} : rétablissez-la sur le même moteur"
        ),
        BackupError::Newer { found, wanted } => format!(
            "l’archive a le schéma {found}, ce programme va jusqu’au {wanted} : prenez une version plus récente"
        ),
        BackupError::NotEmpty(what) => format!(
            "{what} n’est pas vide et n’est pas remplacé : donnez une base et un dossier de pièces neufs"
        ),
        BackupError::Tool { program, said } => format!(
            "{program} n’a pas abouti ({said}) : il vient avec PostgreSQL, dans la version du serveur ou plus récente"
        ),
        BackupError::Fault(fault) => format!("la sauvegarde n’a pas abouti ({fault})"),
    }
}
