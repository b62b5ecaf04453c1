//! The binary: one command for each thing an administrator, a teacher or a student does from a terminal.

mod account;
mod backup;
mod bundle;
mod demo;
mod doctor;
mod installation;
mod mails;
mod outside;
mod papers;
mod plan;
mod probe;
mod progress;
mod purge;
mod serve;
mod severity;
mod tableau;
mod unsent;
mod watcher;

use clap::{Parser, Subcommand};
use installation::Place;
use std::process::ExitCode;

/// Florilège : l’oral du portfolio du BTS SIO, du dossier à la publication.
#[derive(Debug, Parser)]
#[command(name = "florilege", version, about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lance une démonstration : une session fictive, sur cette machine seulement.
    Demo(demo::Args),
    /// Sert les pages.
    Serve(serve::Args),
    /// Met le schéma de la base à jour.
    Migrate(Place),
    /// Examine l’installation : base, schéma, journal, fichiers, tâches en attente.
    Doctor(doctor::Args),
    /// Montre les courriels qui ne sont pas partis, les renvoie ou les efface.
    Mails(unsent::Args),
    /// Sauvegarde une installation en service : base et pièces, dans une archive vérifiable.
    Backup(backup::Backup),
    /// Rétablit une archive là où il n’y a rien.
    Restore(backup::Restore),
    /// Imprime tous les documents d’une session dans un dossier.
    Papers(papers::Args),
    /// Montre ce qui est conservé, jusqu’à quand, et ce qui peut être détruit.
    Purge(purge::Args),
    /// Crée le premier compte d’une installation.
    Account(account::Args),
    /// Lit un tableau de synthèse (.xlsx ou .ods).
    Tableau(tableau::Args),
    /// Compose les commissions et le calendrier d’une session.
    Plan(plan::Args),
    /// Compare les profils et les notes des commissions.
    Severity(severity::Args),
    /// Vérifie un dossier scellé pour le jury, sans rien installer.
    Bundle(bundle::Args),
    /// Vérifie que des adresses de portfolios s’ouvrent, sans rien installer.
    Probe(probe::Args),
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("FLORILEGE_LOG").unwrap_or_else(|_| "warn".into()),
        )
        .with_writer(std::io::stderr)
        .init();
    // The database and the files hold marks: they are readable by their owner alone.
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
    let done = match Cli::parse().command {
        Command::Demo(args) => Box::pin(demo::run(args)).await,
        Command::Serve(args) => serve::run(args).await,
        Command::Migrate(place) => installation::migrate(&place).await,
        Command::Doctor(args) => doctor::run(&args).await,
        Command::Mails(args) => unsent::run(args).await,
        Command::Backup(args) => backup::back_up(&args).await,
        Command::Restore(args) => backup::restore(&args).await,
        Command::Papers(args) => papers::run(&args).await,
        Command::Purge(args) => purge::run(&args).await,
        Command::Account(args) => account::run(args).await,
        Command::Tableau(args) => tableau::run(&args),
        Command::Plan(args) => plan::run(args).await,
        Command::Severity(args) => Ok(severity::run(&args)),
        Command::Bundle(args) => Ok(bundle::run(&args)),
        Command::Probe(args) => probe::run(args).await,
    };
    match done {
        Ok(code) => code,
        Err(message) => {
            eprintln!("florilege : {message}");
            ExitCode::from(1)
        }
    }
}
