//! `florilege papers`: every paper of a session in a folder.

use crate::installation::{self, Done, Place};
use crate::progress::bar;
use exam::access::{Actor, Grant, Place as Held, Role};
use exam::dossier::PieceKind;
use exam::id::{CandidateId, CommissionId, DepositId, SchoolId, SessionId, SheetId};
use office::acts::commissions::SeeCommissions;
use office::acts::dossiers::SeeDossier;
use office::acts::jury::{JuryLine, SeeJury, Workspace};
use office::acts::optional::SeeRequest;
use office::acts::perimeter::Perimeter;
use office::acts::retention::SeeRetention;
use office::acts::sessions::Session;
use office::{Failure, Office};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the command is given.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    place: Place,
    /// La session : son identifiant, ou son année s’il n’y en a qu’une.
    #[arg(long)]
    session: String,
    /// Le dossier où écrire ; il est créé, et ne doit rien contenir.
    #[arg(long)]
    out: PathBuf,
}

/// One paper to print.
enum Paper {
    Table(DepositId),
    Conformity(CandidateId),
    Grid(SheetId),
    Appraisal(SheetId),
    Request(CandidateId),
    Bordereau(Option<SchoolId>),
    Minutes,
    Attendance(CommissionId),
    Purge(Perimeter, String),
}

/// Prints everything; the exit code is 1 where a paper could not be.
pub async fn run(args: &Args) -> Done {
    let installation = installation::open(&args.place).await?;
    let done = print(&installation.office, args).await;
    installation.office.close().await;
    done
}

async fn print(office: &Office, args: &Args) -> Done {
    let actor = machine();
    let session = chosen(office.sessions(&actor).await.map_err(told)?, &args.session)?;
    let there = std::fs::read_dir(&args.out).is_ok_and(|mut there| there.next().is_some());
    if there {
        return Err(format!("{} n’est pas vide et n’est pas remplacé", args.out.display()));
    }
    let actor = of_schools(office, actor, &session).await.map_err(told)?;
    let papers = papers(office, &actor, &session).await.map_err(told)?;
    let (bar, mut failed) = (bar("Impression"), vec![]);
    for (nth, (name, paper)) in papers.iter().enumerate() {
        let place = args.out.join(name);
        match one(office, &actor, &session.id, paper).await {
            Ok(bytes) => {
                write(&place, &bytes).map_err(|error| format!("{} : {error}", place.display()))?;
            }
            Err(failure) => failed.push((name, told(failure))),
        }
        bar.tell(nth + 1, papers.len());
    }
    bar.end();
    println!("{} documents dans {}.", papers.len() - failed.len(), args.out.display());
    for (name, why) in &failed {
        eprintln!("{name} : {why}");
    }
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Who has the database and its files reads them anyway: the command asks as a jury's president, an authority and the
/// heads of schools would, and writes nothing.
fn machine() -> Actor {
    let everywhere = |role| Grant { role, place: Held::Everywhere };
    let grants = vec![everywhere(Role::JuryPresident), everywhere(Role::Authority)];
    Actor { account: "machine".into(), name: "Ligne de commande".to_owned(), grants }
}

/// The same, with what the head of each school may print.
async fn of_schools(office: &Office, mut actor: Actor, session: &Session) -> Result<Actor, Failure> {
    let seen = office.consult(&actor, SeeJury { session: session.id.clone() }).await?;
    let head = |id: &SchoolId| Grant { role: Role::HeadOfSchool, place: Held::School(id.clone()) };
    actor.grants.extend(seen.schools.iter().map(|school| head(&school.id)));
    Ok(actor)
}

fn told(failure: Failure) -> String {
    match failure {
        Failure::Fault(fault) => format!("l’impression n’a pas abouti ({fault})"),
        other => format!("l’impression n’a pas abouti ({other:?})"),
    }
}

fn chosen(sessions: Vec<Session>, wanted: &str) -> Result<Session, String> {
    let names: Vec<_> = sessions
        .iter()
        .map(|one| format!("  {}  {} {}, {}", one.id, one.referential.exam, one.year, one.academy))
        .collect();
    let fits = |one: &Session| one.id.0 == wanted || one.year.to_string() == wanted;
    let mut fitting: Vec<_> = sessions.into_iter().filter(fits).collect();
    match fitting.len() {
        1 => Ok(fitting.remove(0)),
        0 => Err(format!(
            "aucune session n’est « {wanted} » ; donnez l’identifiant de l’une d’elles :\n{}",
            names.join("\n")
        )),
        _ => Err(format!(
            "plusieurs sessions sont « {wanted} » ; donnez l’identifiant de l’une d’elles :\n{}",
            names.join("\n")
        )),
    }
}

async fn one(office: &Office, actor: &Actor, session: &SessionId, paper: &Paper) -> Result<Vec<u8>, Failure> {
    match paper {
        Paper::Table(deposit) => office.print_deposited_table(actor, deposit).await,
        Paper::Conformity(candidate) => office.print_conformity(actor, candidate).await,
        Paper::Grid(sheet) => office.print_grid(actor, sheet).await,
        Paper::Appraisal(sheet) => office.print_appraisal(actor, sheet).await,
        Paper::Request(candidate) => office.print_request(actor, candidate).await,
        Paper::Bordereau(school) => office.print_bordereau(actor, session, school.as_ref()).await,
        Paper::Minutes => office.print_minutes(actor, session).await,
        Paper::Attendance(commission) => office.print_attendance(actor, commission).await,
        Paper::Purge(perimeter, id) => office.print_purge(actor, perimeter, id).await,
    }
}

/// Every paper with its place in the folder, which begins with the number of its annexe.
async fn papers(office: &Office, actor: &Actor, session: &Session) -> Result<Vec<(String, Paper)>, Failure> {
    let seen = office.consult(actor, SeeJury { session: session.id.clone() }).await?;
    let mut papers = vec![
        ("bordereau.pdf".to_owned(), Paper::Bordereau(None)),
        ("proces-verbal.pdf".to_owned(), Paper::Minutes),
    ];
    for school in seen.schools.iter().filter(|school| school.runs_ccf) {
        let name = format!("bordereau-{}.pdf", plain(&school.uai));
        papers.push((name, Paper::Bordereau(Some(school.id.clone()))));
    }
    let ccf = seen.schools.iter().filter(|school| school.runs_ccf);
    let schools = ccf.map(|school| Perimeter::School(school.id.clone()));
    for perimeter in [Perimeter::Session(session.id.clone())].into_iter().chain(schools) {
        papers.extend(of_perimeter(office, actor, perimeter).await?);
    }
    for line in &seen.lines {
        papers.extend(of_candidate(office, actor, &seen, line).await?);
    }
    Ok(papers)
}

/// The attendance sheet of each commission, and the record of each purge.
async fn of_perimeter(
    office: &Office,
    actor: &Actor,
    perimeter: Perimeter,
) -> Result<Vec<(String, Paper)>, Failure> {
    let seen = office.consult(actor, SeeCommissions { perimeter: perimeter.clone() }).await?;
    let attendance = seen.commissions.iter().map(|one| {
        let name = format!("emargement/commission-{}.pdf", plain(&one.commission.number));
        (name, Paper::Attendance(one.commission.id.clone()))
    });
    let mut papers: Vec<_> = attendance.collect();
    let kept = office.consult(actor, SeeRetention { perimeter: perimeter.clone() }).await?;
    for purge in kept.done {
        let name = format!("destruction/{}.pdf", plain(&purge.id));
        papers.push((name, Paper::Purge(perimeter.clone(), purge.id)));
    }
    Ok(papers)
}

async fn of_candidate(
    office: &Office,
    actor: &Actor,
    seen: &Workspace,
    line: &JuryLine,
) -> Result<Vec<(String, Paper)>, Failure> {
    let annexes = &seen.session.referential.annexes;
    let id = line.candidate.id.clone();
    let folder = plain(&format!("{}-{}", line.candidate.number, line.candidate.full_name()));
    let name = |annex: &str, what: &str| format!("{folder}/{}-{what}.pdf", plain(annex));
    let dossier = office.consult(actor, SeeDossier { candidate: id.clone() }).await?;
    let mut papers = vec![];
    for table in dossier.of(PieceKind::Table).into_iter().filter(|table| table.reading.is_some()) {
        papers.push((name(&annexes.table, "tableau"), Paper::Table(table.id.clone())));
    }
    papers.push((name(&annexes.conformity, "conformite"), Paper::Conformity(id.clone())));
    if let Some(sheet) = &line.sheet {
        papers.push((name(&annexes.grid, "grille"), Paper::Grid(sheet.clone())));
        papers.push((name(&annexes.appraisal, "appreciation"), Paper::Appraisal(sheet.clone())));
    }
    let request = office.consult(actor, SeeRequest { candidate: id.clone() }).await?;
    if request.requested.kept.is_some() {
        papers.push((name(&request.exam.referential.annexes.ef4_request, "demande-ef4"), Paper::Request(id)));
    }
    if let Some(optional) = &line.optional {
        let annexes = &request.exam.referential.annexes;
        papers.push((name(&annexes.grid, "grille-ef4"), Paper::Grid(optional.sheet.clone())));
        papers.push((name(&annexes.appraisal, "appreciation-ef4"), Paper::Appraisal(optional.sheet.clone())));
    }
    Ok(papers)
}

/// A name that every disk takes: letters of any alphabet, digits, points and hyphens.
fn plain(text: &str) -> String {
    let kept: String =
        text.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' }).collect();
    kept.trim_matches(['-', '.']).chars().take(100).collect()
}

fn write(place: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = place.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(place, bytes)
}
