//! `florilege tableau`: what is understood of a file, many files checked, the official file filled in; without any
//! installation.

mod check;
mod write;

use crate::installation::Done;
use clap::{Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lit un fichier et dit ce qui en est compris.
    Read {
        /// Le fichier .xlsx ou .ods.
        file: PathBuf,
        /// La forme de la réponse.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Remplit le modèle officiel d’une session.
    Write(write::Args),
    /// Vérifie des fichiers ou des dossiers entiers. Code de sortie : 0 rien à reprendre, 1 sinon, 2 commande incorrecte.
    Check(check::Args),
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the command. Exit code 0 done, 1 not readable or not as it should be, 2 usage.
pub fn run(args: &Args) -> Done {
    match &args.command {
        Command::Read { file, format } => read(file, *format),
        Command::Write(args) => write::run(args),
        Command::Check(args) => check::run(args),
    }
}

fn read(file: &Path, format: Format) -> Done {
    let bytes = bytes(file)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reading =
        tableau::read(&bytes, &name, &tableau::Context::default()).map_err(|no| format!("{name} : {no}"))?;
    match format {
        Format::Json => println!("{}", tableau::to_json(&reading)),
        Format::Text => println!("{}", tableau::to_text(&reading, std::io::stdout().is_terminal())),
    }
    Ok(ExitCode::SUCCESS)
}

/// The bytes of a file, or a French sentence.
fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{} ne s’ouvre pas ({error})", file.display()))
}
