//! `florilege probe`: whether the addresses of portfolios open, without any installation.

use crate::installation::Done;
use office::acts::portfolio::Prober;
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Les adresses à vérifier.
    #[arg(required = true)]
    addresses: Vec<String>,
}

/// The exit code where an address does not open.
const SILENT: u8 = 3;

/// Looks at each address, one after the other.
pub async fn run(args: Args) -> Done {
    let prober = Prober::new();
    let mut silent = 0;
    for address in &args.addresses {
        let report = prober.probe(address).await;
        let (sentence, todo) = web::finding_words(report.finding);
        silent += usize::from(!report.finding.answers());
        println!("{} {address}\n  {sentence}", if report.finding.answers() { "✓" } else { "✗" });
        if !todo.is_empty() {
            println!("  {todo}");
        }
        for hop in &report.hops {
            let ip = hop.ip.as_deref().unwrap_or("nom inconnu");
            let status = hop.status.map_or_else(|| "sans réponse".to_owned(), |status| status.to_string());
            println!("  {} ({ip}) : {status}", hop.address);
        }
    }
    if silent > 0 {
        println!("{silent} adresse(s) sur {} ne s’ouvrent pas.", args.addresses.len());
    }
    Ok(if silent == 0 { ExitCode::SUCCESS } else { ExitCode::from(SILENT) })
}
