use super::*;
use crate::sample;
use jiff::civil::date;

fn plain(letter: &Letter) -> String {
    format!("{}\n\n{}", letter.subject, letter.text).replace('\u{a0}', " ")
}

fn says(letter: &Letter, sentences: &[&str]) {
    let text = plain(letter);
    for sentence in sentences {
        assert!(text.contains(sentence), "« {sentence} » is not in: {text}");
    }
}

fn given(outcome: Outcome, certificate: PieceVerdict, reason: &str) -> Verdict {
    let pieces = vec![
        (PieceKind::Table, PieceVerdict::InOrder),
        (PieceKind::Portfolio, PieceVerdict::InOrder),
        (PieceKind::Certificate, certificate),
    ];
    Verdict { pieces, outcome, reason: reason.to_owned() }
}

fn at() -> Timestamp {
    "2026-04-06T08:42:00Z".parse().unwrap()
}

#[test]
fn kinds_read_back() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_code(kind.code()), Some(*kind));
    }
    assert_eq!(Kind::from_code("mark"), None);
}

#[test]
fn e4_19_a_verdict_is_told_with_its_date_its_reason_and_what_to_do() {
    let (referential, zone) = (sample(), TimeZone::get("Europe/Paris").unwrap());
    let exam = Exam { referential: &referential, year: 2026, zone: &zone };
    let told = |outcome, certificate, reason| verdict(exam, &given(outcome, certificate, reason), at());
    let conform = told(Outcome::Conform, PieceVerdict::InOrder, "");
    says(&conform, &["Votre dossier est conforme", "le 6 avril 2026 à 10 h 42", "rien à faire de plus"]);
    assert!(!plain(&conform).contains("Message"), "no reason, no line for it");
    let until = date(2026, 4, 17);
    let to_put_right = told(Outcome::ToPutRight { until }, PieceVerdict::ToPutRight, "Signature absente.");
    says(
        &to_put_right,
        &[
            "à régulariser jusqu’au 17 avril 2026",
            "– Attestation de stage ou certificat de travail : à régulariser",
            "Signature absente.",
            "au plus tard le vendredi 17 avril 2026",
        ],
    );
    assert!(!plain(&to_put_right).contains("Portfolio :"), "what is in order is not listed");
    let ground = referential.grounds[0].clone();
    let not_valid = told(Outcome::NotValid { ground: ground.code }, PieceVerdict::Missing, "Rien.");
    says(&not_valid, &["n’est pas valide", &ground.label, ": manque", "l’oral n’aura pas lieu"]);
    let absent = told(Outcome::Absent, PieceVerdict::Missing, "Personne ne répond.");
    says(&absent, &["Aucun dossier n’a été présenté", "Personne ne répond.", "Si c’est une erreur"]);
    let kinds = [conform.kind, to_put_right.kind, not_valid.kind, absent.kind];
    assert_eq!(kinds, [Kind::Conform, Kind::ToPutRight, Kind::NotValid, Kind::FoundAbsent]);
}

#[test]
fn an_oral_is_told_where_the_centre_is() {
    let (referential, zone) = (sample(), TimeZone::get("Indian/Reunion").unwrap());
    let exam = Exam { referential: &referential, year: 2026, zone: &zone };
    let place = Oral { starts_at: "2026-05-18T04:30:00Z".parse().unwrap(), room: "B 204" };
    let fixed = oral(exam, place, false);
    says(&fixed, &["Votre oral est fixé", "lundi 18 mai 2026 à 8 h 30, salle B 204", "pièce d’identité"]);
    assert_eq!(oral(exam, place, true).kind, Kind::OralMoved);
    says(&oral(exam, Oral { room: " ", ..place }, true), &["à 8 h 30."]);
    says(&oral_withdrawn(exam, place), &["n’a plus lieu", "lundi 18 mai 2026 à 8 h 30"]);
}

#[test]
fn what_is_missing_is_listed_before_and_after_the_date() {
    let (referential, zone) = (sample(), TimeZone::UTC);
    let exam = Exam { referential: &referential, year: 2026, zone: &zone };
    let (due, pieces) = (date(2026, 4, 3), [PieceKind::Table, PieceKind::Portfolio]);
    says(
        &missing(exam, &pieces, due, false),
        &["Il manque 2 pièces", "– Portfolio", "au plus tard le vendredi 3 avril"],
    );
    says(&missing(exam, &pieces[..1], due, true), &["Il manque une pièce", "est passée", "sans attendre"]);
    says(
        &late(exam, PieceKind::Table, at(), due),
        &["« Tableau de synthèse »", "le 6 avril 2026", "le 3 avril 2026"],
    );
}

#[test]
fn e4_31_what_is_told_of_the_sheet_and_the_results_holds_no_mark() {
    let (referential, zone) = (sample(), TimeZone::UTC);
    let exam = Exam { referential: &referential, year: 2026, zone: &zone };
    says(&published(exam), &["Les résultats sont publiés", "Connectez-vous", "ni ici ni par courriel"]);
    says(&visa_voided(exam, "01936500000"), &["n° 01936500000", "Votre visa ne compte plus"]);
    says(
        &sheet_reopened(exam, "01936500000", "Une ligne oubliée."),
        &["rouvert", "Motif : Une ligne oubliée."],
    );
}
