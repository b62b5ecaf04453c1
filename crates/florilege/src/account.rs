//! `florilege account`: the first account of an installation.

use crate::installation::{self, Done, Place};
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Identifiant.
    #[arg(long)]
    login: String,
    /// Nom de la personne.
    #[arg(long)]
    name: String,
}

/// Creates the first account, an administrator who is also the academic authority, with a provisional password.
pub async fn run(args: Args) -> Done {
    let installation = installation::open(&args.place).await?;
    if !matches!(installation.office.is_ready().await, Ok(true)) {
        return Err("le schéma n’est pas à jour : lancez d’abord « florilege migrate »".to_owned());
    }
    let first = installation.office.first_password().await;
    let first = first.map_err(|failure| format!("le compte n’a pas été créé ({failure:?})"))?;
    let password = first.plain.clone();
    match installation.office.install(&args.login, &args.name, Some(&first)).await {
        Ok(true) => {
            println!("Compte « {} » créé. Mot de passe provisoire : {password}", args.login);
            Ok(ExitCode::SUCCESS)
        }
        Ok(false) => Err("cette installation a déjà un compte : connectez-vous avec lui".to_owned()),
        Err(failure) => Err(format!("le compte n’a pas été créé ({failure:?})")),
    }
}
