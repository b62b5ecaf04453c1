//! The worker that sends mails: any node that serves pages may run it, several at once.

use office::Office;
use office::smtp::{Smtp, Unusable};
use std::time::Duration;

/// How long it waits when nothing is due.
const PAUSE: Duration = Duration::from_secs(15);

/// Where mails are given to be sent.
#[derive(Debug, Clone, clap::Args)]
// Two groups of one name would be one too many where a command has arguments of its own beside these.
#[group(id = "mails")]
pub struct Args {
    /// Serveur de courrier : `smtp://HÔTE:PORT`, `smtps://NOM:SECRET@HÔTE`, ou `?tls=required` à la fin pour STARTTLS.
    /// Sans lui, les courriels restent gardés.
    #[arg(long, env = "FLORILEGE_SMTP", hide_env_values = true)]
    pub smtp: Option<String>,
    /// Adresse qui envoie, par exemple « Florilège <avis@example.org> ».
    #[arg(long, env = "FLORILEGE_FROM", requires = "smtp")]
    pub from: Option<String>,
}

impl Args {
    /// The server of mails, where one is named.
    ///
    /// # Errors
    /// A French sentence; it never tells the address, which may hold a password.
    pub fn carrier(&self) -> Result<Option<Smtp>, String> {
        let Some(server) = &self.smtp else { return Ok(None) };
        let Some(from) = &self.from else {
            return Err("--smtp demande --from : l’adresse qui envoie les courriels".to_owned());
        };
        let unusable = |fault| match fault {
            Unusable::Server => {
                "--smtp ne s’écrit pas ainsi : smtp://HÔTE:PORT ou smtps://NOM:SECRET@HÔTE".to_owned()
            }
            Unusable::From => format!("--from n’est pas une adresse électronique : {from}"),
        };
        Smtp::new(server, from).map(Some).map_err(unusable)
    }
}

/// Sends what is due, then waits; for ever. What it was doing when it is dropped is done again by the next.
pub async fn send_for_ever(office: Office, carrier: Smtp) {
    loop {
        match office.send_mails(&carrier).await {
            Ok(round) if round.sent + round.failed > 0 => {
                tracing::info!(sent = round.sent, failed = round.failed, "mails");
            }
            Ok(_) => {}
            Err(failure) => tracing::error!(?failure, "mails"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(smtp: Option<&str>, from: Option<&str>) -> Args {
        Args { smtp: smtp.map(str::to_owned), from: from.map(str::to_owned) }
    }

    #[test]
    fn a_server_needs_an_address_that_sends_and_no_secret_is_told() {
        assert!(args(None, None).carrier().is_ok_and(|carrier| carrier.is_none()));
        let no = |smtp, from| args(Some(smtp), from).carrier().err().unwrap_or_default();
        assert!(no("smtp://exemple.org", None).contains("--from"));
        assert!(no("smtp://exemple.org", Some("personne")).contains("personne"));
        let told = no("http://moi:secret@exemple.org", Some("avis@exemple.org"));
        assert!(told.contains("--smtp") && !told.contains("secret"), "{told}");
    }
}
