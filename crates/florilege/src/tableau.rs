//! `florilege tableau read`: what the reader understands of a file, without any installation.

use crate::installation::Done;
use clap::{Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;
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
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Reads the file. Exit code 0 read, 1 not readable, 2 usage.
pub fn run(args: &Args) -> Done {
    let Command::Read { file, format } = &args.command;
    let bytes =
        std::fs::read(file).map_err(|error| format!("{} ne s’ouvre pas ({error})", file.display()))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let reading =
        tableau::read(&bytes, &name, &tableau::Context::default()).map_err(|no| format!("{name} : {no}"))?;
    match format {
        Format::Json => println!("{}", tableau::to_json(&reading)),
        Format::Text => println!("{}", tableau::to_text(&reading, std::io::stdout().is_terminal())),
    }
    Ok(ExitCode::SUCCESS)
}
