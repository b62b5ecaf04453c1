//! `florilege tableau write`: data and a session's model, to the official file.

use crate::installation::Done;
use std::path::PathBuf;
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Les données, en JSON : ce qu’affiche « tableau read --format json », ou moins.
    data: PathBuf,
    /// Le modèle vierge de la session (.xlsx).
    #[arg(long)]
    model: PathBuf,
    /// Le fichier à écrire (.xlsx).
    #[arg(long)]
    out: PathBuf,
}

/// Writes the file. Exit code 0 written, 1 refused, 2 usage.
pub fn run(args: &Args) -> Done {
    let (data, model) = (super::bytes(&args.data)?, super::bytes(&args.model)?);
    let same = |file: &PathBuf| {
        file.canonicalize().ok().filter(|one| args.out.canonicalize().ok().as_ref() == Some(one))
    };
    if same(&args.data).or(same(&args.model)).is_some() {
        eprintln!("florilege : --out désigne un fichier à lire : choisissez un autre nom.");
        return Ok(ExitCode::from(2));
    }
    let name = args.data.display();
    let text = String::from_utf8(data).map_err(|_| format!("{name} n’est pas du texte en UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}');
    let table = tableau::Table::from_json(text).map_err(|fault| format!("{name} : {fault}"))?;
    let written = tableau::write(&table, &model).map_err(|refusal| refusal.to_string())?;
    std::fs::write(&args.out, written)
        .map_err(|error| format!("{} ne peut pas être écrit ({error})", args.out.display()))?;
    println!("{} est écrit.", args.out.display());
    Ok(ExitCode::SUCCESS)
}
