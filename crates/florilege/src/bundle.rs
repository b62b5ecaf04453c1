//! `florilege bundle verify`: whether a sealed bundle is as it was sealed, without any installation and without a network.

use bundle::{Verified, verify};
use clap::{Subcommand, ValueEnum};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Vérifie un dossier transmis au jury : code 0 entier, 1 altéré (chaque fichier est nommé), 2 pas un dossier.
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// Le dossier scellé (.zip).
    file: PathBuf,
    /// L’empreinte imprimée sur l’accusé de transmission : elle vaut pour le fichier entier.
    #[arg(long)]
    sha256: Option<String>,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A file that is no bundle.
const NOT_A_BUNDLE: u8 = 2;

/// Verifies.
pub fn run(args: &Args) -> ExitCode {
    let What::Verify(asked) = &args.what;
    let expected = asked.sha256.as_deref().map(str::trim);
    let found = File::open(&asked.file)
        .map_err(|error| format!("le fichier ne s’ouvre pas ({error})"))
        .and_then(|file| verify(file, expected).map_err(|why| why.to_string()));
    match (found, asked.format) {
        (Ok(found), Format::Text) => {
            print!("{}", text(&asked.file, &found));
            code(&found)
        }
        (Ok(found), Format::Json) => {
            println!("{}", json(&found));
            code(&found)
        }
        (Err(why), Format::Text) => {
            eprintln!("florilege : {} : {why}", asked.file.display());
            ExitCode::from(NOT_A_BUNDLE)
        }
        (Err(why), Format::Json) => {
            println!("{}", serde_json::json!({ "bundle": false, "whole": false, "why": why }));
            ExitCode::from(NOT_A_BUNDLE)
        }
    }
}

fn code(found: &Verified) -> ExitCode {
    if found.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn text(place: &Path, found: &Verified) -> String {
    let mut lines = vec![];
    if let Some(manifest) = &found.manifest {
        let school = manifest.school.as_ref().map(|one| format!(", {} ({})", one.name, one.uai));
        let session = &manifest.session;
        lines.push(format!(
            "{} {}, {}{} : {} personnes, {} documents",
            session.exam,
            session.year,
            session.academy,
            school.unwrap_or_default(),
            manifest.candidates.len(),
            manifest.files.len()
        ));
        if let Some(signed) = &manifest.signed {
            lines.push(format!("signé par {} ({})", signed.name, signed.at));
        }
        lines.push(format!("scellé par {} ({})", manifest.sealed.name, manifest.sealed.at));
    }
    lines.push(format!("SHA-256 {}", found.sha256));
    lines.extend(found.findings.iter().map(|finding| format!("  {finding}")));
    lines.push(match found.findings.len() {
        0 => format!("{} est entier : chaque fichier est celui qui a été scellé.", place.display()),
        1 => format!("{} est altéré : un constat.", place.display()),
        count => format!("{} est altéré : {count} constats.", place.display()),
    });
    lines.join("\n") + "\n"
}

fn json(found: &Verified) -> serde_json::Value {
    let findings: Vec<_> = found.findings.iter().map(ToString::to_string).collect();
    serde_json::json!({
        "bundle": true,
        "whole": found.is_whole(),
        "sha256": found.sha256,
        "findings": findings,
        "manifest": found.manifest,
    })
}
