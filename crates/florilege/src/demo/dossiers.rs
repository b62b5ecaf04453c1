//! Dossiers of the demonstration: real tables, portfolios and certificates, and the verdicts on them.

use super::people::{SACHA, create, join};
use super::stage::{LOVELACE, Stage, shifted};
use exam::access::{Actor, Grant, Place, Role};
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use jiff::ToSpan;
use office::acts::certificates::Certificate;
use office::acts::conformity::GiveVerdict;
use office::acts::deposits::Received;
use office::acts::dossiers::SeeOwnDossier;
use office::{Failure, Office};

/// The tables that candidates hand in: real ones, made anonymous.
const TABLES: [(&str, &[u8]); 6] = [
    (
        "fond-jaune-dates-excel.xlsx",
        include_bytes!("../../../tableau/tests/samples/fond-jaune-dates-excel.xlsx"),
    ),
    (
        "croix-en-bordures-diagonales.xlsx",
        include_bytes!("../../../tableau/tests/samples/croix-en-bordures-diagonales.xlsx"),
    ),
    ("coches-par-fond-vert.xlsx", include_bytes!("../../../tableau/tests/samples/coches-par-fond-vert.xlsx")),
    ("rempli-par-script.xlsx", include_bytes!("../../../tableau/tests/samples/rempli-par-script.xlsx")),
    (
        "option-dessinee-groupes-renommes.xlsx",
        include_bytes!("../../../tableau/tests/samples/option-dessinee-groupes-renommes.xlsx"),
    ),
    (
        "session-2022-ligne-masquee.xlsx",
        include_bytes!("../../../tableau/tests/samples/session-2022-ligne-masquee.xlsx"),
    ),
];

const SITE: &[u8] = include_bytes!("../../data/portfolio.zip");

const CERTIFICATE: &[u8] = include_bytes!("../../data/attestation.pdf");

const PHOTO: &[u8] = include_bytes!("../../data/attestation-photo.jpg");

/// Who handed in what, of those who did not hand everything in: number, table, portfolio, certificates.
const PARTIAL: &[(&str, bool, bool, usize)] = &[
    (SACHA, false, false, 0),
    ("01936500111", true, true, 0),
    ("01936500370", true, false, 1),
    ("01936500407", false, true, 2),
    ("01936500518", false, false, 1),
    ("01936500592", true, false, 0),
    ("01936500703", false, true, 0),
    ("01936500777", false, false, 0),
    ("01936501221", true, true, 0),
    ("01936501295", false, false, 0),
    ("01936501369", true, false, 1),
];

/// Everybody's deposits, some days before today; one table two days ago, which is late.
pub async fn deposits(stage: &Stage<'_>, days: i64) -> Result<(), Failure> {
    for (index, number) in stage.candidates.keys().enumerate() {
        let Ok(actor) = stage.actor(number).await else { continue };
        let known = PARTIAL.iter().find(|(partial, ..)| partial == number);
        let (_, table, portfolio, certificates) = known.copied().unwrap_or((number, true, true, 2));
        let table_on = if number == "01936500740" { -2 } else { days };
        hand_in(stage, &actor, number, (index, days, table_on), (table, portfolio, certificates)).await?;
    }
    Ok(())
}

async fn hand_in(
    stage: &Stage<'_>,
    actor: &Actor,
    number: &str,
    (index, days, table_on): (usize, i64, i64),
    (table, portfolio, certificates): (bool, bool, usize),
) -> Result<(), Failure> {
    let candidate = stage.candidate(number)?;
    let office = stage.office(days);
    if table {
        let (name, bytes) = TABLES[index % TABLES.len()];
        let office = stage.office(table_on);
        kept(office.deposit_table(actor, candidate, name, bytes.to_vec()).await?)?;
    }
    if portfolio && index % 9 == 4 {
        kept(site(&office, actor, candidate).await?)?;
    } else if portfolio {
        let address = format!("https://portfolio-{index}.example.org/");
        kept(office.deposit_address(actor, candidate, &address).await?)?;
    }
    let own = SeeOwnDossier { candidate: candidate.clone() };
    let cross = office.consult(actor, own).await?.cross();
    for year in 1..=certificates {
        // Some took a photo; the others scanned. The period is the one that the table tells, but for one in five.
        let (name, bytes) = if year == 1 && index % 3 == 0 {
            ("IMG_2025.jpg".to_owned(), PHOTO)
        } else {
            (format!("attestation-annee-{year}.pdf"), CERTIFICATE)
        };
        let period = cross.years.get(year - 1).and_then(|told| told.around).filter(|_| index % 5 != 3);
        let sent = Certificate { files: vec![(name, bytes.to_vec())], period };
        kept(office.deposit_whole_certificate(actor, candidate, sent).await?)?;
    }
    Ok(())
}

/// A portfolio hosted here.
async fn site(office: &Office, actor: &Actor, candidate: &CandidateId) -> Result<Received, Failure> {
    let mut incoming = office.incoming()?;
    incoming.take(SITE).await?;
    office.deposit_site(actor, candidate, "portfolio.zip", incoming.finish().await?).await
}

fn kept(received: Received) -> Result<(), Failure> {
    match received {
        Received::Kept(_) => Ok(()),
        Received::Unreadable(sentence) => Err(store::Fault::Internal(sentence).into()),
    }
}

/// The verdicts of five days ago, by the controllers (one-off) and by the teachers (CCF).
pub async fn verdicts(stage: &Stage<'_>) -> Result<(), Failure> {
    let office = stage.office(-5);
    let session = Place::Session(stage.session.clone());
    let controller = join(&office, "controle", Role::Controller, session).await?;
    let school = Place::School(stage.school(LOVELACE)?.clone());
    let teacher = join(&office, "enseignant", Role::Teacher, school).await?;
    let until = shifted(stage.today, (-1).days());
    for number in CONFORM {
        give(stage, &controller, number, [PieceVerdict::InOrder; 3], (Outcome::Conform, "")).await?;
    }
    for number in &["01936500814", "01936500851", "01936500888", "01936500925"] {
        give(stage, &teacher, number, [PieceVerdict::InOrder; 3], (Outcome::Conform, "")).await?;
    }
    let unsigned = [PieceVerdict::InOrder, PieceVerdict::InOrder, PieceVerdict::ToPutRight];
    let reason = "Il manque les attestations des deux stages : déposez-les, signées.";
    give(stage, &controller, "01936500111", unsigned, (Outcome::ToPutRight { until }, reason)).await?;
    let not_valid = Outcome::NotValid { ground: "internship_too_short".to_owned() };
    let short = [PieceVerdict::InOrder, PieceVerdict::Missing, PieceVerdict::Missing];
    // Proposed by somebody else: the second look waits for the demonstration's controller.
    let grant = Grant { role: Role::Controller, place: Place::Session(stage.session.clone()) };
    let other = create(&office, "brun", "Rose Brun", vec![grant]).await?;
    give(stage, &other, "01936500592", short, (not_valid, "Aucune période de stage n’est attestée.")).await
}

/// Dossiers found conform in the one-off exam.
const CONFORM: &[&str] = &[
    "01936500000",
    "01936500074",
    "01936500148",
    "01936500185",
    "01936500222",
    "01936500259",
    "01936500296",
    "01936500444",
    "01936500481",
    "01936500555",
    "01936500629",
];

async fn give(
    stage: &Stage<'_>,
    actor: &Actor,
    number: &str,
    [table, portfolio, certificates]: [PieceVerdict; 3],
    (outcome, reason): (Outcome, &str),
) -> Result<(), Failure> {
    let pieces = vec![
        (PieceKind::Table, table),
        (PieceKind::Portfolio, portfolio),
        (PieceKind::Certificate, certificates),
    ];
    let verdict = Verdict { pieces, outcome, reason: reason.to_owned() };
    let act = GiveVerdict { candidate: stage.candidate(number)?.clone(), seen: 0, verdict };
    stage.office(-5).perform(actor, act).await
}
