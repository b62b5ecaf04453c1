//! `florilege mails`: the mails that were not sent, and what becomes of them.

use crate::installation::{self, Done, Place};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use office::acts::notices::{Choice, SeeUnsentMails, SettleMails, UnsentMail, at_the_machine};
use office::mail::State;
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Montre les courriels qui ne sont pas partis.
    List(Place),
    /// Envoie de nouveau ceux qui sont abandonnés ou trop anciens : « florilege serve --smtp » s’en charge.
    Retry(Chosen),
    /// Efface ceux qui sont abandonnés ou trop anciens : ils ne partiront jamais. Les avis restent lisibles dans Florilège.
    Drop(Chosen),
}

#[derive(Debug, clap::Args)]
struct Chosen {
    #[command(flatten)]
    place: Place,
    /// Seulement ceux d’avant ce jour (AAAA-MM-JJ).
    #[arg(long)]
    before: Option<Date>,
    /// Aussi ceux qui partiraient d’eux-mêmes.
    #[arg(long)]
    all: bool,
}

/// In words.
fn word(state: State) -> &'static str {
    match state {
        State::Waiting => "en attente",
        State::TooOld => "trop ancien",
        State::GaveUp => "abandonné",
    }
}

/// Shows them, or settles what becomes of them.
pub async fn run(args: Args) -> Done {
    match args.what {
        What::List(place) => list(&place).await,
        What::Retry(chosen) => {
            let done = settle(&chosen, Choice::Retry).await?;
            println!("{done} courriel(s) à envoyer de nouveau : « florilege serve --smtp … » s’en charge.");
            Ok(ExitCode::SUCCESS)
        }
        What::Drop(chosen) => {
            let done = settle(&chosen, Choice::Drop).await?;
            println!(
                "{done} courriel(s) effacé(s) : ils ne partiront pas. Les avis restent lisibles dans Florilège."
            );
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Every mail that was not sent.
///
/// # Errors
/// A French sentence.
pub async fn unsent(office: &office::Office) -> Result<Vec<UnsentMail>, String> {
    let unsent = office.consult(&at_the_machine(), SeeUnsentMails).await;
    unsent.map_err(|failure| format!("les courriels ne se lisent pas ({failure:?})"))
}

async fn list(place: &Place) -> Done {
    let installation = installation::open(place).await?;
    let unsent = unsent(&installation.office).await?;
    for one in &unsent {
        let (to, subject) =
            one.mail.as_ref().map_or(("?", "?"), |mail| (mail.to.as_str(), mail.subject.as_str()));
        let why = one.last_error.as_deref().map(|why| format!(" ; {why}")).unwrap_or_default();
        let at = one.at.strftime("%Y-%m-%d %H:%M UTC");
        println!("{} : {at}, à {to}, « {subject} », {} essai(s){why}", word(one.state), one.attempts);
    }
    let count = |state| unsent.iter().filter(|one| one.state == state).count();
    println!(
        "{} en attente, {} trop ancien(s) (plus de 7 jours), {} abandonné(s).",
        count(State::Waiting),
        count(State::TooOld),
        count(State::GaveUp)
    );
    installation.office.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn settle(chosen: &Chosen, choice: Choice) -> Result<usize, String> {
    let installation = installation::open(&chosen.place).await?;
    let mut states = vec![State::GaveUp, State::TooOld];
    if chosen.all {
        states.push(State::Waiting);
    }
    let midnight = |day: Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0));
    let before = chosen.before.map(midnight).transpose();
    let before = before.map_err(|_| "--before : cette date n’existe pas".to_owned())?;
    let act = SettleMails { states, before, choice };
    let done = installation.office.perform(&at_the_machine(), act).await;
    installation.office.close().await;
    done.map_err(|failure| format!("rien n’a changé ({failure:?})"))
}
