//! The convocation in words: the first, another one, its cancellation, and the reminder to answer (E4-27).

use super::{Exam, Kind, Letter, letter};
use crate::convocation::{Call, Instructions};
use crate::french;
use jiff::tz::TimeZone;

/// Who is convened, for the words that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convened {
    /// A candidate, with the candidate's own duty where the referential words it (E4-20).
    Candidate,
    /// A member of commissions.
    Examiner,
}

/// One call on one line: « lundi 18 mai 2026, de 9 h 00 à 9 h 40, salle B 204 (commission 12) ».
pub fn called(call: &Call, zone: &TimeZone) -> String {
    let day = call.starts_at.to_zoned_datetime(zone.clone()).date();
    let (from, to) = (french::hour_of(call.starts_at, zone), french::hour_of(call.ends_at, zone));
    let with = if call.with.is_empty() { String::new() } else { format!(", {}", call.with) };
    french::spaced(&format!(
        "{}, de {from} à {to}, salle {} (commission {}){with}",
        french::day(day),
        call.room,
        call.commission
    ))
}

/// A convocation; `again` where another one was sent before.
pub fn convened(
    exam: Exam<'_>,
    who: Convened,
    calls: &[Call],
    instructions: &Instructions,
    again: bool,
) -> Letter {
    if calls.is_empty() {
        return cancelled(exam, who);
    }
    let subject = match (who, again) {
        (Convened::Candidate, false) => "Votre convocation à l’oral",
        (Convened::Candidate, true) => "Votre convocation a changé",
        (Convened::Examiner, false) => "Votre convocation comme membre de commission",
        (Convened::Examiner, true) => "Votre convocation comme membre de commission a changé",
    };
    let lines: Vec<_> = calls.iter().map(|call| format!("– {}", called(call, exam.zone))).collect();
    let head = match who {
        Convened::Candidate => format!("Vous êtes convoqué ou convoquée ({}) :", exam.named()),
        Convened::Examiner => {
            format!("Vous êtes convoqué ou convoquée comme membre de commission ({}) :", exam.named())
        }
    };
    let old = if again { "Elle remplace celle que vous aviez reçue." } else { "" };
    let early = match instructions.early {
        0 => String::new(),
        minutes => format!("Soyez là {minutes} minutes avant."),
    };
    let (bring, duty) = match who {
        Convened::Candidate => {
            (said("À apporter", &instructions.bring), exam.referential.wordings.candidate_duty.clone())
        }
        Convened::Examiner => (String::new(), String::new()),
    };
    letter(
        Kind::Convened,
        subject,
        &[
            head,
            lines.join("\n"),
            old.to_owned(),
            said("Lieu", &instructions.place),
            early,
            bring,
            duty,
            said("Contact", &instructions.contact),
            "Dites que vous l’avez reçue, dans « Mes avis » : la convocation à imprimer et le rendez-vous pour votre \
             agenda y sont."
                .to_owned(),
        ],
    )
}

fn said(label: &str, text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        String::new()
    } else if text.contains('\n') {
        format!("{label} :\n{text}")
    } else {
        format!("{label} : {text}")
    }
}

fn cancelled(exam: Exam<'_>, who: Convened) -> Letter {
    let (what, rest) = match who {
        Convened::Candidate => (
            "Votre convocation à l’oral",
            "Une autre vous sera envoyée s’il y a un nouveau jour. D’ici là, il n’y a rien à faire.",
        ),
        Convened::Examiner => {
            ("Votre convocation comme membre de commission", "Vous n’êtes attendu ou attendue nulle part.")
        }
    };
    letter(
        Kind::Convened,
        format!("{what} est annulée"),
        &[format!("{what} ({}) est annulée.", exam.named()), rest.to_owned()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn call() -> Call {
        Call {
            commission: "12".into(),
            room: "B 204".into(),
            starts_at: "2026-05-18T07:00:00Z".parse().unwrap(),
            ends_at: "2026-05-18T07:40:00Z".parse().unwrap(),
            with: String::new(),
        }
    }

    fn told(who: Convened, calls: &[Call], again: bool) -> String {
        let (referential, zone) = (sample(), TimeZone::get("Europe/Paris").unwrap());
        let exam = Exam { referential: &referential, year: 2026, zone: &zone };
        let instructions = Instructions {
            place: "Lycée Jean Zay, 1 rue des Fictions".into(),
            bring: "une pièce d’identité\nla convocation".into(),
            contact: String::new(),
            early: 15,
        };
        let letter = convened(exam, who, calls, &instructions, again);
        format!("{}\n\n{}", letter.subject, letter.text).replace(['\u{a0}', '\u{202f}'], " ")
    }

    #[test]
    fn e4_27_a_candidate_is_told_the_own_hour_the_place_and_what_to_bring() {
        let text = told(Convened::Candidate, &[call()], false);
        for said in [
            "Votre convocation à l’oral",
            "lundi 18 mai 2026, de 9 h 00 à 9 h 40, salle B 204 (commission 12)",
            "Lieu : Lycée Jean Zay",
            "15 minutes avant",
            "À apporter :\nune pièce d’identité\nla convocation",
            "doit s'assurer auprès des autorités académiques",
        ] {
            assert!(text.contains(said), "« {said} » is not in: {text}");
        }
        assert!(!text.contains("Contact"), "what is not said has no line");
        assert!(told(Convened::Candidate, &[call()], true).contains("remplace celle"));
        assert!(told(Convened::Candidate, &[], true).contains("est annulée"));
    }

    #[test]
    fn e4_27_an_examiner_is_told_each_day_and_with_whom() {
        let calls = [call(), Call { with: "avec Marc Bastien".into(), ..call() }];
        let text = told(Convened::Examiner, &calls, false);
        assert!(text.contains("comme membre de commission") && text.contains("avec Marc Bastien"), "{text}");
        assert_eq!(text.matches("salle B 204").count(), 2);
        assert!(
            !text.contains("doit s'assurer") && !text.contains("À apporter"),
            "these are the candidate's"
        );
    }
}
