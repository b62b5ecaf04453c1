//! `florilege demo`: a fictional session, on this machine only.

mod ancient;
mod bundles;
mod claims;
mod convocations;
mod dossiers;
mod jury;
mod living;
mod looks;
mod optional;
mod orals;
mod past;
mod people;
mod planned;
mod stage;

use crate::installation::{self, Done, Place};
use crate::outside::Machine;
use crate::serve;
use jiff::tz::TimeZone;
use office::{Failure, Outside};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use store::migrate;
use web::Options;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Dossier de la démonstration ; il est créé s’il manque, et repris s’il existe.
    #[arg(long, default_value = "demo-data")]
    folder: PathBuf,
    /// Base à employer à la place du fichier du dossier, par exemple postgres://…
    #[arg(long, env = "FLORILEGE_DATABASE")]
    database: Option<String>,
    /// Port d’écoute sur la boucle locale.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Fills an empty installation, then serves it on loopback.
pub async fn run(args: Args) -> Done {
    std::fs::create_dir_all(&args.folder)
        .map_err(|error| format!("le dossier {} ne se crée pas ({error})", args.folder.display()))?;
    let file = args.folder.join("florilege.sqlite");
    let database = args.database.unwrap_or_else(|| format!("sqlite:{}", file.display()));
    let place = Place { database, blobs: args.folder.join("pieces") };
    let installation = installation::create(&place).await?;
    migrate::run(&installation.db).await.map_err(|fault| format!("le schéma n’est pas à jour ({fault})"))?;
    let zone = TimeZone::get("Europe/Paris").map_err(|error| error.to_string())?;
    let today = Machine.now().to_zoned_datetime(zone).date();
    let filled = people::install(&installation.office).await.map_err(told)?;
    if let Some(authority) = filled {
        println!("Préparation des sessions fictives…");
        living::fill_session(&installation, &authority, today, "presidente").await.map_err(told)?;
        past::fill_session(&installation, &authority, today).await.map_err(told)?;
        ancient::fill_session(&installation, &authority, today).await.map_err(told)?;
        Box::pin(planned::fill_session(&installation, &authority, today)).await.map_err(told)?;
    }
    let options = Options { personas: people::personas(), ..Options::default() };
    serve::listen(installation.office, options, SocketAddr::from((Ipv4Addr::LOCALHOST, args.port))).await
}

fn told(failure: Failure) -> String {
    let failure = match failure {
        Failure::Fault(fault) => fault.to_string(),
        other => format!("{other:?}"),
    };
    format!("la démonstration ne s’est pas préparée ({failure})")
}
