//! The worker that looks at outside portfolios and freezes dossiers at the date: any node may run it, several at once.

use office::Office;
use office::acts::portfolio::Prober;
use std::time::Duration;

/// How long it waits when nothing is due.
const PAUSE: Duration = Duration::from_secs(10);

/// Looks at what is due and freezes what is due, then waits; for ever. Without `probing`, nothing is sent to any site.
pub async fn watch_for_ever(office: Office, probing: bool) {
    let prober = Prober::new();
    loop {
        match office.freeze_dossiers().await {
            Ok(0) => {}
            Ok(frozen) => tracing::info!(frozen, "dossiers"),
            Err(failure) => tracing::error!(?failure, "dossiers"),
        }
        // Two people purged; what the machine did not finish of it, it takes up again.
        match office.clear_purged().await {
            Ok(cleared) if cleared.purges == 0 => {}
            Ok(cleared) => tracing::info!(?cleared, "purges"),
            Err(failure) => tracing::error!(?failure, "purges"),
        }
        let mut busy = false;
        if probing {
            match office.look_at_portfolios(&prober).await {
                Ok(looked) => busy = looked.looks + looked.copies > 0,
                Err(failure) => tracing::error!(?failure, "portfolios"),
            }
        }
        if !busy {
            tokio::time::sleep(PAUSE).await;
        }
    }
}
