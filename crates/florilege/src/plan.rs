//! `florilege plan`: commissions and timetable, from an instance file, without any installation.

use crate::installation::Done;
use crate::outside::Stopwatch;
use clap::ValueEnum;
use planner::repair::{Changes, repair};
use planner::report::{progress_line, to_json, to_text, verify};
use planner::watch::{Progress, Watch};
use planner::{Budget, Fault, Instance, Options, Plan, Problem, solve};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// L’instance, au format e4-ost-1.
    instance: PathBuf,
    /// Temps de recherche, en secondes ; Ctrl-C rend le meilleur plan trouvé.
    #[arg(long, default_value_t = 30.0)]
    seconds: f64,
    /// Nombre de mouvements, au lieu du temps : le même plan sur toute machine.
    #[arg(long, conflicts_with = "seconds")]
    moves: Option<u64>,
    /// La graine du tirage.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Fils d’exécution ; tous ceux de la machine par défaut.
    #[arg(long)]
    threads: Option<usize>,
    /// Un plan d’où partir.
    #[arg(long)]
    start: Option<PathBuf>,
    /// Ce qui a changé depuis ce plan : il est réparé en déplaçant le moins de personnes possible.
    #[arg(long, requires = "start")]
    change: Option<PathBuf>,
    /// Où écrire le plan.
    #[arg(long)]
    out: Option<PathBuf>,
    /// La forme de la réponse.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Vérifie ce plan et sa borne, sans rien chercher.
    #[arg(long, conflicts_with_all = ["start", "out", "moves"])]
    verify: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// The longest a repair searches.
const REPAIR_SECONDS: f64 = 1.5;

/// The exit codes: a complete plan is 0; a wrong file 2; an incomplete plan 3; a plan that does not hold 1.
const BAD_FILE: u8 = 2;
const INCOMPLETE: u8 = 3;

/// Makes, repairs or checks a plan.
pub async fn run(args: Args) -> Done {
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            asked.store(true, Ordering::Relaxed);
        }
    });
    let work = tokio::task::spawn_blocking(move || work(&args, &stop));
    match work.await {
        Ok(Ok(code)) => Ok(code),
        Ok(Err(message)) => {
            eprintln!("florilege : {message}");
            Ok(ExitCode::from(BAD_FILE))
        }
        Err(error) => Err(format!("le calcul s’est arrêté ({error})")),
    }
}

fn work(args: &Args, stop: &AtomicBool) -> Done {
    let watch = Terminal { clock: Stopwatch::start(), stop, shown: std::io::stderr().is_terminal() };
    if !args.seconds.is_finite() || args.seconds <= 0.0 {
        return Err("--seconds : un nombre de secondes positif est attendu".to_owned());
    }
    let instance = read(&args.instance, Instance::from_json)?;
    let problem = Problem::new(&instance).map_err(|fault| said(&args.instance, &fault))?;
    for name in read(&args.instance, Instance::unknown_names)? {
        eprintln!("florilege : {} : {name} : ce champ est inconnu, il n’est pas lu", args.instance.display());
    }
    if let Some(plan) = &args.verify {
        return check(&problem, plan);
    }
    let start = args.start.as_ref().map(|path| read(path, Plan::from_json)).transpose()?;
    let threads = args.threads.or_else(|| std::thread::available_parallelism().ok().map(usize::from));
    let seconds = if args.change.is_some() { args.seconds.min(REPAIR_SECONDS) } else { args.seconds };
    let budget = args.moves.map_or(Budget::Time(Duration::from_secs_f64(seconds)), Budget::Moves);
    let options = Options { seed: args.seed, threads: threads.unwrap_or(1), budget, bound: true };
    match (&args.change, start) {
        (Some(path), Some(start)) => mend(args, path, &instance, &start, options, &watch),
        (_, start) => {
            if let (Some(plan), Some(path)) = (&start, &args.start) {
                for breach in planner::audit::audit(&problem, plan).faults.iter().take(5) {
                    eprintln!("florilege : {} ne sert pas de départ : {}", path.display(), breach.reason);
                }
            }
            let solution = solve(&problem, start.as_ref(), options, &watch);
            watch.clear();
            answer(args, &problem, &solution, options, &[])
        }
    }
}

fn mend(
    args: &Args,
    path: &Path,
    instance: &Instance,
    start: &Plan,
    options: Options,
    watch: &Terminal,
) -> Done {
    let changes = read(path, Changes::from_json)?;
    let after = changes.apply(instance, start).map_err(|fault| said(path, &fault))?;
    let problem = Problem::new(&after).map_err(|fault| said(path, &fault))?;
    let silent = Terminal { shown: false, ..*watch };
    let (solution, moved) = repair(&problem, start, options, &silent);
    let told: Vec<String> = moved.iter().map(|moved| moved.sentence(&problem)).collect();
    answer(args, &problem, &solution, options, &told)
}

fn answer(
    args: &Args,
    problem: &Problem,
    solution: &planner::Solution,
    options: Options,
    moved: &[String],
) -> Done {
    let mut file = to_json(problem, solution, options);
    if args.change.is_some() {
        file["moved"] = serde_json::json!(moved);
    }
    if let Some(path) = &args.out {
        std::fs::write(path, file.to_string())
            .map_err(|error| format!("{} ne s’écrit pas ({error})", path.display()))?;
    }
    match args.format {
        Format::Json => println!("{file}"),
        Format::Text => {
            print!("{}", to_text(problem, solution));
            if args.change.is_some() {
                println!("{} personne(s) à prévenir.", moved.len());
                for sentence in moved {
                    println!("  {sentence}");
                }
            }
        }
    }
    Ok(if solution.is_complete() { ExitCode::SUCCESS } else { ExitCode::from(INCOMPLETE) })
}

fn check(problem: &Problem, path: &Path) -> Done {
    let verdict = read(path, |text| verify(problem, text))?;
    for breach in &verdict.breaches {
        let session = breach.session.map(|index| format!("commission {index} : ")).unwrap_or_default();
        println!("{session}{}", breach.reason);
    }
    println!("Règles enfreintes : {} ; sans place : {}.", verdict.breaches.len(), verdict.unseated);
    match verdict.stated_cost {
        Some(stated) if stated != verdict.cost => println!("Coût {} et non {stated}.", verdict.cost),
        _ => println!("Coût {}.", verdict.cost),
    }
    match verdict.bound {
        Some((bound, true)) => println!("Aucun plan ne coûte moins de {bound} : prouvé."),
        Some((bound, false)) => println!("La borne {bound} n’est pas prouvée par le fichier."),
        None => println!("Le fichier ne donne pas de borne."),
    }
    Ok(if verdict.is_right() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn read<T>(path: &Path, parse: impl Fn(&str) -> Result<T, Fault>) -> Result<T, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{} ne se lit pas ({error})", path.display()))?;
    parse(&text).map_err(|fault| said(path, &fault))
}

/// File, field, reason.
fn said(path: &Path, fault: &Fault) -> String {
    format!("{} : {fault}", path.display())
}

/// The machine's clock, Ctrl-C, and a line that a terminal rewrites.
struct Terminal<'a> {
    clock: Stopwatch,
    stop: &'a AtomicBool,
    shown: bool,
}

impl Terminal<'_> {
    fn clear(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}

impl Watch for Terminal<'_> {
    fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn progress(&self, progress: &Progress) {
        if self.shown {
            eprint!("\r\x1b[K{}", progress_line(progress));
            let _ = std::io::stderr().flush();
        }
    }
}
