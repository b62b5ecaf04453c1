//! What was seen of the portfolios of the demonstration: prepared, for the demonstration opens no site.

use super::stage::Stage;
use async_trait::async_trait;
use office::Failure;
use office::acts::portfolio::{Copied, CopyOutcome, Finding, Hop, Looked, Looker, Report};

/// What every address answers, some days before today.
struct Prepared {
    days: i64,
}

/// The candidate's place in the list, from an address of the demonstration.
fn place(address: &str) -> Option<usize> {
    address.strip_prefix("https://portfolio-")?.split('.').next()?.parse().ok()
}

impl Prepared {
    fn finding(&self, address: &str) -> Finding {
        match place(address) {
            Some(2 | 17) => Finding::SignIn,
            // It died the night before the oral.
            Some(5 | 12) if self.days >= -1 => Finding::NoConnection,
            _ => Finding::Reachable,
        }
    }
}

#[async_trait]
impl Looker for Prepared {
    async fn look(&self, address: &str) -> Report {
        let finding = self.finding(address);
        let answers = finding != Finding::NoConnection;
        let changed = place(address) == Some(7) && self.days > -7;
        let hash = if changed { "b5bb9d80" } else { "7d865e95" }.repeat(8);
        Report {
            address: address.to_owned(),
            finding,
            hops: vec![Hop {
                address: address.to_owned(),
                ip: Some("192.0.2.7".to_owned()),
                status: answers.then_some(if finding == Finding::SignIn { 401 } else { 200 }),
            }],
            bytes: if answers { 5_120 } else { 0 },
            cut: false,
            hash: (finding == Finding::Reachable).then_some(hash),
            media_type: answers.then(|| "text/html".to_owned()),
        }
    }

    async fn copy(&self, address: &str) -> CopyOutcome {
        match self.finding(address) {
            Finding::Reachable => {
                let page = format!(
                    "<!doctype html><html lang=\"fr\"><meta charset=\"utf-8\"><title>Portfolio</title>\
                     <h1>Portfolio</h1><p>Copie fictive de {address}, prise à la date de dépôt.</p></html>"
                );
                let media_type = "text/html; charset=utf-8".to_owned();
                let index = Copied { path: "index.html".to_owned(), media_type, bytes: page.into_bytes() };
                CopyOutcome::Files(vec![index], false)
            }
            other => CopyOutcome::Silent(other),
        }
    }
}

/// Looks and snapshots, from the deposits to today.
pub async fn all(stage: &Stage<'_>) -> Result<(), Failure> {
    for days in [-21, -8] {
        at(stage, days).await?;
    }
    stage.office(-6).freeze_dossiers().await?;
    for days in [-6, 0] {
        at(stage, days).await?;
    }
    Ok(())
}

/// Everything that is due some days before today.
async fn at(stage: &Stage<'_>, days: i64) -> Result<(), Failure> {
    let (office, prepared) = (stage.office(days), Prepared { days });
    while office.look_at_portfolios(&prepared).await? != Looked::default() {}
    Ok(())
}
