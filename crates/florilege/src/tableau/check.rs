//! `florilege tableau check`: a folder of tables, one summary.

use crate::installation::Done;
use crate::outside::Machine;
use clap::ValueEnum;
use office::Outside;
use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tableau::{Check, Context, Summary};

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Les fichiers .xlsx ou .ods, ou des dossiers qui en contiennent.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// L’année de la session, pour reconnaître le modèle d’une autre.
    #[arg(long, value_name = "ANNÉE")]
    session: Option<i16>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

/// Checks the files. Exit code 0 nothing above a note, 1 something, 2 usage.
pub fn run(args: &Args) -> Done {
    let mut files = Vec::new();
    for path in &args.files {
        if !path.exists() {
            eprintln!("florilege : {} n’existe pas.", path.display());
            return Ok(ExitCode::from(2));
        }
        if path.is_dir() { tables_in(path, &mut files)? } else { files.push(path.clone()) }
    }
    if files.is_empty() {
        eprintln!("florilege : aucun fichier .xlsx ou .ods dans ce dossier.");
        return Ok(ExitCode::from(2));
    }
    let today = exam::deadline::today(Machine.now(), &jiff::tz::TimeZone::system());
    let context = Context { today: Some(today), session: args.session, ..Context::default() };
    let checks = check_all(&files, &context);
    let colour = std::io::stdout().is_terminal();
    let told = match args.format {
        Format::Text => tableau::checks_to_text(&checks, colour),
        Format::Json => tableau::checks_to_json(&checks),
        Format::Sarif => tableau::to_sarif(&checks, env!("CARGO_PKG_VERSION")),
    };
    println!("{told}");
    let summary = Summary::of(&checks);
    if !matches!(args.format, Format::Text) && std::io::stderr().is_terminal() {
        eprintln!("{}", tableau::summary_to_text(&summary, true));
    }
    Ok(if summary.is_sound() && checks.len() == files.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks every file that opens; the others are told and left out.
fn check_all(files: &[PathBuf], context: &Context) -> Vec<Check> {
    let mut progress = Progress::new(files.len());
    let mut checks = Vec::with_capacity(files.len());
    for file in files {
        let name = file.to_string_lossy();
        match super::bytes(file) {
            Ok(bytes) => checks.push(tableau::check(&bytes, &name, context)),
            Err(closed) => eprintln!("\rflorilege : {closed}"),
        }
        progress.one_more();
    }
    checks
}

/// The tables of a folder and of those in it, by name; links to folders are not followed.
fn tables_in(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let closed = |error| format!("{} ne s’ouvre pas ({error})", folder.display());
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(closed)? {
        entries.push(entry.map_err(closed)?);
    }
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().to_lowercase());
        // « ~$… » and « .~lock… » are left by a program in which the table is open.
        if name.starts_with(['~', '.']) {
            continue;
        }
        if entry.file_type().map_err(closed)?.is_dir() {
            tables_in(&path, files)?;
        } else if [".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"].iter().any(|end| name.ends_with(end)) {
            files.push(path);
        }
    }
    Ok(())
}

/// A bar on a terminal; nothing elsewhere, nor for a single file.
struct Progress {
    all: usize,
    done: usize,
    shown: bool,
}

impl Progress {
    const WIDTH: usize = 30;

    fn new(all: usize) -> Self {
        Self { all, done: 0, shown: all > 1 && std::io::stderr().is_terminal() }
    }

    fn one_more(&mut self) {
        self.done += 1;
        let step = (self.all / 200).max(1);
        if self.shown && (self.done.is_multiple_of(step) || self.done == self.all) {
            let full = self.done * Self::WIDTH / self.all;
            let bar = "█".repeat(full) + &"░".repeat(Self::WIDTH - full);
            eprint!("\r{bar} {}/{}", self.done, self.all);
            let _ = std::io::stderr().flush();
        }
    }
}

impl Drop for Progress {
    /// The bar goes when the work is done, or given up.
    fn drop(&mut self) {
        if self.shown {
            eprint!("\r\u{1b}[2K");
        }
    }
}
