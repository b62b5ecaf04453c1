//! `florilege doctor`: is the installation sound?

use crate::installation::{self, Done, Place};
use crate::outside::Machine;
use crate::{mails, unsent};
use office::Outside;
use office::mail::State;
use std::process::ExitCode;

/// Below this many free bytes, deposits are about to fail.
const LEAST_FREE: u64 = 500_000_000;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    mails: mails::Args,
}

/// Looks at everything and says it line by line; the exit code is 1 where something is wrong.
pub async fn run(args: &Args) -> Done {
    let place = &args.place;
    let installation = installation::open(place).await?;
    let health = installation
        .office
        .health()
        .await
        .map_err(|fault| format!("la base ne répond pas ou n’a pas de schéma ({fault})"))?;
    let mut sound = true;
    let mut line = |good: bool, text: String| {
        sound &= good;
        println!("{} {text}", if good { "✓" } else { "✗" });
    };
    line(true, format!("Moteur : {}", health.engine));
    let (found, wanted) = health.schema;
    line(found == wanted, format!("Schéma : version {found}, attendue {wanted}"));
    let journal = &health.journal;
    line(
        journal.broken.is_empty(),
        format!("Journal : {} lignes, {} rompues", journal.lines, journal.broken.len()),
    );
    for broken in &journal.broken {
        line(false, format!("  chaîne rompue à {broken}"));
    }
    let (blobs, damaged) = &health.blobs;
    line(damaged.is_empty(), format!("Pièces : {blobs}, {} absentes ou altérées", damaged.len()));
    for hash in damaged {
        line(false, format!("  pièce {hash}"));
    }
    let (waiting, given_up) = health.outbox;
    line(given_up == 0, format!("Tâches : {waiting} en attente, {given_up} abandonnées"));
    if found == wanted {
        let unsent = unsent::unsent(&installation.office).await?;
        let old = unsent.iter().filter(|one| one.state == State::TooOld).count();
        let told = format!("Courriels trop anciens pour partir d’eux-mêmes : {old}");
        let todo = if old > 0 { " (voir « florilege mails list », puis retry ou drop)" } else { "" };
        line(old == 0, format!("{told}{todo}"));
    }
    match args.mails.carrier() {
        Ok(Some(_)) => {
            line(
                true,
                "Courrier : un serveur est donné, « florilege serve » envoie les courriels".to_owned(),
            );
        }
        Ok(None) => line(
            true,
            "Courrier : aucun serveur (--smtp), les courriels restent gardés et rien n’est envoyé".to_owned(),
        ),
        Err(sentence) => line(false, format!("Courrier : {sentence}")),
    }
    let now = Machine.now();
    line(now.as_second() > 1_700_000_000, format!("Horloge : {now}"));
    let free = rustix::fs::statvfs(&place.blobs).map(|disk| disk.f_bavail * disk.f_frsize);
    match free {
        Ok(free) => {
            line(free > LEAST_FREE, format!("Disque : {} Mo libres pour les pièces", free / 1_000_000));
        }
        Err(error) => line(false, format!("Disque : illisible ({error})")),
    }
    installation.office.close().await;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
