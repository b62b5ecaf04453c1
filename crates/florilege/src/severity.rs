//! `florilege severity`: the commissions of a session compared, from a file of readings, without any installation.

use clap::ValueEnum;
use severity::compare::{Asked, compare};
use severity::marks::{Beside, Formula};
use severity::rasch::Steps;
use severity::report::{self, Report};
use severity::{Fault, marks, ordinal, rasch, read};
use std::path::PathBuf;
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Les lectures : « `pid,rater[,school,x,mark,block,option,order,penalty]` » puis une colonne par ligne de la grille.
    data: PathBuf,
    /// Un seul modèle, avec ses estimations ; sans cette option, la comparaison entière.
    #[arg(long, value_enum)]
    model: Option<Model>,
    /// La colonne d’une note antérieure ou d’une autre covariable du candidat.
    #[arg(long)]
    covariate: Option<String>,
    /// Ajoute un effet d’établissement au modèle des notes (colonne « school »).
    #[arg(long, requires = "model")]
    school: bool,
    /// Lit « non évaluable » comme le niveau le plus bas : un essai de sensibilité, jamais la règle.
    #[arg(long, requires = "model")]
    lowest: bool,
    /// Déclare que les candidats ont été répartis au hasard, sans blocs enregistrés.
    #[arg(long, conflicts_with = "model")]
    drawn: bool,
    /// La graine des nouveaux tirages ; celle du plan, s’il en a enregistré une.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Model {
    /// Rasch à facettes, pas communs aux lignes.
    Rsm,
    /// Rasch à facettes, pas propres à chaque ligne.
    Pcm,
    /// Ordinal mixte des niveaux.
    Ordinal,
    /// Linéaire mixte des notes.
    Marks,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A file that cannot be used.
const BAD_FILE: u8 = 2;

/// Compares. Exit code 0 done, 2 a file that cannot be used.
pub fn run(args: &Args) -> ExitCode {
    let bytes = match std::fs::read(&args.data) {
        Ok(bytes) => bytes,
        Err(error) => return bad(args, &format!("le fichier ne s’ouvre pas ({error})")),
    };
    match work(args, &bytes) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(fault) => bad(args, &fault.to_string()),
    }
}

fn bad(args: &Args, reason: &str) -> ExitCode {
    eprintln!("florilege : {} : {reason}", args.data.display());
    ExitCode::from(BAD_FILE)
}

fn work(args: &Args, bytes: &[u8]) -> Result<String, Fault> {
    let data = read::from_csv(bytes, args.covariate.as_deref())?;
    let data = if args.lowest { data.with_lowest() } else { data };
    let Some(model) = args.model else {
        let report = Report::new(&data, compare(&data, Asked { drawn: args.drawn, seed: args.seed })?);
        return Ok(match args.format {
            Format::Json => format!("{}\n", report::to_json(&data, &report)),
            Format::Text => report::to_text(&data, &report),
        });
    };
    let json = args.format == Format::Json;
    let covariate = args.covariate.is_some();
    let line = |value: serde_json::Value| format!("{value}\n");
    Ok(match model {
        Model::Rsm | Model::Pcm => {
            let steps = if model == Model::Rsm { Steps::Shared } else { Steps::PerItem };
            let fit = rasch::fit(&data, steps)?;
            if json { line(report::rasch_json(&data, &fit)) } else { report::rasch_text(&data, &fit) }
        }
        Model::Ordinal => {
            let fit = ordinal::fit(&data, covariate)?;
            if json { line(report::ordinal_json(&data, &fit)) } else { report::ordinal_text(&data, &fit) }
        }
        Model::Marks => {
            let beside = if args.school { Beside::School } else { Beside::Nothing };
            let fit = marks::fit(&data, Formula { covariate, beside })?;
            if json { line(report::marks_json(&data, &fit)) } else { report::marks_text(&data, &fit) }
        }
    })
}
