//! `florilege serve`: the pages, until somebody stops it.

use crate::installation::{self, Done, Place};
use crate::{mails, watcher};
use office::Office;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::sync::watch;
use web::{Closing, Options};

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// Adresse d’écoute. Derrière un mandataire TLS, gardez la boucle locale.
    #[arg(long, env = "FLORILEGE_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Les pages sont servies en HTTPS par un mandataire : les cookies l’exigent.
    #[arg(long, env = "FLORILEGE_HTTPS")]
    https: bool,
    /// Ne vérifie aucune adresse de portfolio : rien n’est envoyé vers d’autres sites.
    #[arg(long, env = "FLORILEGE_NO_PROBE")]
    no_probe: bool,
    #[command(flatten)]
    mails: mails::Args,
}

/// Serves an installation whose schema is up to date.
pub async fn run(args: Args) -> Done {
    let carrier = args.mails.carrier()?;
    let installation = installation::open(&args.place).await?;
    match installation.office.is_ready().await {
        Ok(true) => {}
        Ok(false) => {
            return Err("le schéma n’est pas à jour : lancez d’abord « florilege migrate »".to_owned());
        }
        Err(fault) => return Err(format!("la base ne répond pas ({fault})")),
    }
    let swept = installation.office.sweep().map_err(|fault| fault.to_string())?;
    if swept > 0 {
        tracing::info!("{swept} envois interrompus ont été effacés");
    }
    let options = Options { https: args.https, ..Options::default() };
    let office = installation.office;
    let worker = carrier.map(|carrier| tokio::spawn(mails::send_for_ever(office.clone(), carrier)));
    let watcher = tokio::spawn(watcher::watch_for_ever(office.clone(), !args.no_probe));
    let served = listen(office, options, args.listen).await;
    watcher.abort();
    if let Some(worker) = worker {
        worker.abort();
    }
    served
}

/// Listens and serves; ends what it is doing before it stops.
pub async fn listen(office: Office, options: Options, address: SocketAddr) -> Done {
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("l’adresse {address} n’est pas libre ({error})"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let (stopping, signal) = watch::channel(false);
    let options = Options { closing: Closing::on(signal), ..options };
    println!("Florilège écoute sur http://{address}/ (Ctrl+C pour arrêter).");
    axum::serve(listener, web::router(office.clone(), options))
        .with_graceful_shutdown(async move {
            stopped().await;
            let _ = stopping.send(true);
        })
        .await
        .map_err(|error| format!("le service s’est arrêté ({error})"))?;
    office.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Ends when the person or the system asks to stop.
async fn stopped() {
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
