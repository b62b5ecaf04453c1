//! What a candidate has to do next, in one sentence.

use super::seen;
use super::shown::{count, ground, missing_words};
use crate::pages::portfolio::reach::words;
use exam::absence::Consequence;
use exam::candidate::Track;
use exam::conformity::Outcome;
use exam::deadline::{Deadline, today};
use exam::dossier::PieceKind;
use exam::french;
use jiff::Timestamp;
use jiff::civil::Date;
use office::acts::dossiers::{Dossier, Given};

/// The first thing on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Next {
    /// In a few words.
    pub title: String,
    /// What happened, what to do, until when.
    pub sentence: String,
    /// Where to do it; empty where there is nothing to do.
    pub href: String,
    /// The link's words.
    pub label: &'static str,
}

impl Next {
    fn rest(title: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self { title: title.into(), sentence: sentence.into(), href: String::new(), label: "" }
    }

    fn go(self, href: impl Into<String>, label: &'static str) -> Self {
        Self { href: href.into(), label, ..self }
    }
}

/// The date limit of a dossier.
pub(super) fn due(dossier: &Dossier) -> Deadline {
    Deadline { date: dossier.session.dates.dossier_due, zone: dossier.session.zone.clone() }
}

/// What to do next.
pub(super) fn next(dossier: &Dossier, now: Timestamp) -> Next {
    let id = &dossier.candidate.id;
    if dossier.candidate.withdrawn {
        return Next::rest(
            "Votre désistement est enregistré",
            format!("Il n’y a rien à déposer. Si c’est une erreur, écrivez à {}.", whom(dossier)),
        );
    }
    if dossier.session.published_at.is_some() {
        return Next::rest("Les résultats sont publiés", "Le dossier est clos : il ne reçoit plus de pièce.")
            .go(format!("/mon-resultat/{id}"), "Voir mon résultat");
    }
    if dossier.closed {
        return Next::rest(
            "Le jury a terminé l’examen de votre dossier",
            "Le dossier est clos : il ne reçoit plus de pièce. Votre résultat sera publié ici.",
        );
    }
    let checked = dossier.verdict().and_then(|given| after(dossier, given, now));
    let silent = || checked.is_none().then(|| silent(dossier)).flatten();
    let first = checked.clone().or_else(|| to_deposit(dossier, now)).or_else(silent);
    first.unwrap_or_else(|| all_there(dossier, now))
}

/// The portfolio's address does not open (E4-07): it comes before any « tout va bien ».
fn silent(dossier: &Dossier) -> Option<Next> {
    let standing = dossier.of(PieceKind::Portfolio);
    let look = standing.iter().find_map(|one| dossier.watch.last(&one.id))?;
    let finding = look.report.finding;
    if finding.answers() {
        return None;
    }
    let (sentence, todo) = words(finding);
    let at = french::instant(look.at, &dossier.session.zone);
    let told = format!("{sentence} Vérifié {at}. {todo}");
    Some(Next::rest("Votre portfolio ne s’ouvre pas", told).go("#portfolio", "Corriger mon portfolio"))
}

fn whom(dossier: &Dossier) -> &'static str {
    match dossier.candidate.track {
        Track::OneOff => "l’autorité académique",
        Track::Continuous => "votre établissement",
    }
}

/// After a verdict that asks for something.
fn after(dossier: &Dossier, given: &Given, now: Timestamp) -> Option<Next> {
    let reason = given.verdict.reason.trim();
    let since = dossier.standing().any(|piece| piece.at > given.at);
    match &given.verdict.outcome {
        Outcome::Conform => None,
        _ if since => Some(Next::rest(
            "Votre correction est reçue",
            format!("Le dossier sera contrôlé de nouveau. L’avis précédent disait : « {reason} »"),
        )),
        Outcome::ToPutRight { until } => {
            let until = *until;
            let late = today(now, &dossier.session.zone) > until;
            let told = if late {
                format!(
                    "La date fixée, le {}, est passée. Corrigez quand même maintenant : {reason}",
                    french::date(until)
                )
            } else {
                format!("Ce qui est demandé : {reason}")
            };
            let title = format!("À régulariser jusqu’au {}", french::day(until));
            Some(Next::rest(title, told).go("#pieces", "Corriger mes pièces"))
        }
        outcome @ Outcome::NotValid { .. } => Some(Next::rest(
            "Votre dossier n’est pas valide",
            format!(
                "Motif : {}. {reason} Sans nouvel avis, l’oral n’aura pas lieu : écrivez à {}.",
                ground(outcome, &dossier.session),
                whom(dossier)
            ),
        )),
        Outcome::Absent => Some(Next::rest(
            "Aucun dossier n’a été présenté au contrôle",
            format!("{reason} Si c’est une erreur, écrivez vite à {}.", whom(dossier)),
        )),
    }
}

/// Where a piece is missing.
fn to_deposit(dossier: &Dossier, now: Timestamp) -> Option<Next> {
    let missing = dossier.missing();
    let first = missing.first()?;
    let due = due(dossier);
    let title = format!("Il manque {}", missing_words(&missing));
    let sentence = if due.is_past(now) {
        format!(
            "La date limite, le {}, est passée. Déposez quand même, dès maintenant : ce qui arrive en retard est \
             reçu et marqué « en retard ».",
            french::day(due.date)
        )
    } else {
        format!(
            "À déposer au plus tard le {} à 23 h 59{}.",
            french::day(due.date),
            left(today(now, &due.zone), due.date)
        )
    };
    Some(Next::rest(title, sentence).go(format!("#{}", first.code()), "Déposer maintenant"))
}

/// « : il reste 5 jours », « : c’est aujourd’hui ».
fn left(today: Date, due: Date) -> String {
    match due.since(today).map_or(0, |span| span.get_days()) {
        0 => " : c’est aujourd’hui".to_owned(),
        days => format!(" : il reste {}", count(usize::try_from(days).unwrap_or(0), "jour")),
    }
}

/// Where nothing is missing.
fn all_there(dossier: &Dossier, now: Timestamp) -> Next {
    let conform = dossier.verdict().is_some();
    let title = if conform { "Votre dossier est conforme" } else { "Tout est déposé" };
    if let Some(seat) = &dossier.seat {
        let zone = &dossier.session.zone;
        let day = seat.sitting.starts_at.to_zoned_datetime(zone.clone()).date();
        let sentence = format!(
            "Votre oral a lieu le {} à {}, {}. Relisez ce que le jury lira.",
            french::day(day),
            french::hour_of(seat.sitting.starts_at, zone),
            seat.commission.room
        );
        return Next::rest(title, sentence).go(preview(dossier), "Voir ce que le jury lira");
    }
    if dossier.absences.first().is_some_and(|absence| absence.decided == Consequence::NewDate) {
        return Next::rest(
            "Une nouvelle date vous sera donnée",
            "Votre absence est justifiée. Le jour et l’heure du nouvel oral seront affichés ici.",
        );
    }
    let serious = seen(dossier).map_or(0, |table| table.serious);
    if serious > 0 && !conform && !due(dossier).is_past(now) {
        let sentence = format!(
            "Relisez {} sur votre tableau : vous pouvez déposer un tableau corrigé jusqu’au {}.",
            count(serious, "remarque"),
            french::day(dossier.session.dates.dossier_due)
        );
        return Next::rest(title, sentence).go("#remarques", "Lire les remarques");
    }
    let sentence = if conform {
        "Rien à faire pour le moment : le jour et l’heure de l’oral seront affichés ici."
    } else {
        "Rien à faire pour le moment : le dossier va être contrôlé. L’avis sera affiché ici."
    };
    Next::rest(title, sentence).go(preview(dossier), "Voir ce que le jury lira")
}

fn preview(dossier: &Dossier) -> String {
    format!("/mon-dossier/{}/apercu", dossier.candidate.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_days_left_are_told() {
        assert_eq!(left(date(2026, 4, 3), date(2026, 4, 3)), " : c’est aujourd’hui");
        assert_eq!(left(date(2026, 4, 2), date(2026, 4, 3)), " : il reste 1 jour");
        assert_eq!(left(date(2026, 3, 2), date(2026, 4, 3)), " : il reste 32 jours");
    }
}
