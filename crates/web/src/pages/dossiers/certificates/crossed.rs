//! The cross-check in words: what the table tells of the work in companies, beside the certificates (E4-06).

use super::period::label;
use crate::pages::dossiers::shown::{between, count};
use exam::dossier::PieceKind;
use exam::dossier::periods::Attested;
use office::acts::certificates::{AtWork, Cross, YearAtWork};
use office::acts::dossiers::{Deposit, Dossier};
use office::print::{attested_weeks, weeks};

/// The achievements done at work, the weeks, and what does not match: found, never decided.
#[derive(Debug, Clone)]
pub(crate) struct Crossed {
    /// The weeks of the table and those of the certificates, in sentences.
    pub weeks: Vec<String>,
    /// « Première année », « Deuxième année ».
    pub years: Vec<Year>,
    /// What does not match, in words.
    pub findings: Vec<String>,
}

/// One year in companies.
#[derive(Debug, Clone)]
pub(crate) struct Year {
    /// The year.
    pub label: String,
    /// Each achievement.
    pub lines: Vec<Line>,
}

/// An achievement done at work.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its title.
    pub title: String,
    /// Its period, as it is written.
    pub period: String,
    /// A badge's kind and word: whether a certificate is for that time.
    pub badge: (&'static str, &'static str),
}

/// What there is to cross-check, once a table was read.
pub(crate) fn crossed(dossier: &Dossier) -> Option<Crossed> {
    dossier.table.as_ref()?;
    let cross = dossier.cross();
    let told = [weeks(dossier.weeks(), &dossier.session), attested_weeks(&cross, &dossier.session)];
    Some(Crossed {
        weeks: told.into_iter().filter(|sentence| !sentence.is_empty()).collect(),
        findings: findings(dossier, &cross),
        years: cross.years.iter().map(|one| year(one, &cross)).collect(),
    })
}

fn year(one: &YearAtWork, cross: &Cross) -> Year {
    Year {
        label: format!("En entreprise, {}", label(one.year).to_lowercase()),
        lines: one.lines.iter().map(|work| line(work, cross)).collect(),
    }
}

fn title(work: &AtWork) -> String {
    work.title.clone().unwrap_or_else(|| "Réalisation sans intitulé".to_owned())
}

fn written(work: &AtWork) -> String {
    work.written.clone().unwrap_or_else(|| "période non indiquée".to_owned())
}

fn line(work: &AtWork, cross: &Cross) -> Line {
    let badge = match work.attested {
        Attested::By(_) => ("success", "attestée"),
        Attested::Partly(_) => ("warning", "attestée en partie"),
        Attested::Nowhere if cross.untold() > 0 => ("neutral", "à vérifier"),
        Attested::Nowhere => ("warning", "sans attestation"),
        Attested::Untold => ("neutral", "période à lire"),
    };
    Line { title: title(work), period: written(work), badge }
}

fn findings(dossier: &Dossier, cross: &Cross) -> Vec<String> {
    let pieces = dossier.of(PieceKind::Certificate);
    let certificate = |place: usize| pieces.get(place).map(|one| named(one)).unwrap_or_default();
    let mut found = vec![];
    match cross.untold() {
        0 => {}
        1 => found
            .push("La période d’une attestation n’est pas indiquée : elle se lit sur la pièce.".to_owned()),
        several => found.push(format!(
            "La période de {several} attestations n’est pas indiquée : elle se lit sur les pièces."
        )),
    }
    for work in cross.years.iter().flat_map(|year| &year.lines) {
        let what = || format!("« {} » ({})", title(work), written(work));
        match work.attested {
            Attested::Partly(place) => {
                found.push(format!("{} dépasse la période de l’attestation {}.", what(), certificate(place)));
            }
            Attested::Nowhere if cross.untold() == 0 => {
                found.push(format!("{} : aucune attestation n’est à cette période.", what()));
            }
            Attested::By(_) | Attested::Nowhere | Attested::Untold => {}
        }
    }
    for place in &cross.without_work {
        let what = certificate(*place);
        found.push(format!("Attestation {what} : le tableau ne cite aucune réalisation à cette période."));
    }
    let (asked, told) = (dossier.session.referential.internship.min_weeks, cross.weeks.whole);
    if cross.untold() == 0 && !cross.certificates.is_empty() && told < i64::from(asked) {
        let told = count(usize::try_from(told).unwrap_or(0), "semaine");
        found.push(format!("Les attestations couvrent {told}, pour {asked} au moins."));
    }
    found
}

fn named(piece: &Deposit) -> String {
    let name = piece.file_name.clone().unwrap_or_default();
    let period = piece.period.map(|period| format!(" ({})", between(period))).unwrap_or_default();
    format!("« {name} »{period}")
}
