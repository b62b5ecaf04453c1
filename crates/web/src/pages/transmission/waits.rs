//! What waits for a person about bundles, as « À faire » tells it: detail, then kind and word of the badge.

use super::people;
use office::acts::transmission::{Next, Prepared, Transmissions};

/// A detail, a badge's kind and its word.
pub(crate) type Waits = (String, (&'static str, &'static str));

/// For the head of a school.
pub(crate) fn of_head(prepared: &Prepared) -> Waits {
    let past = if prepared.is_past { " La date fixée est passée." } else { "" };
    let badge = |word| (if prepared.is_past { "warning" } else { "info" }, word);
    match prepared.next() {
        Next::Complete(count) => {
            (format!("Il manque des documents pour {}.{past}", people(count)), badge("Incomplet"))
        }
        Next::Sign { again: false } => (format!("Tout est là : relisez et signez.{past}"), badge("À signer")),
        Next::Sign { again: true } => {
            let told = "Le contenu a changé, la signature ne vaut plus : signez de nouveau.";
            (format!("{told}{past}"), ("warning", "À signer"))
        }
        Next::Send { .. } => (format!("Scellez le dossier et transmettez-le.{past}"), badge("À transmettre")),
        Next::Done | Next::Nobody => ("Le dossier est transmis au jury.".to_owned(), ("success", "À jour")),
    }
}

/// For the authority: its own bundle, then those of the schools.
pub(crate) fn of_authority(seen: &Transmissions) -> Waits {
    let own = seen.bundles.iter().find(|one| one.drawn.school.is_none()).map(Prepared::next);
    let late = seen.bundles.iter().filter(|one| one.is_past && waits(one)).count();
    let (missing, all) = (seen.missing(), seen.bundles.len());
    let sent = format!("{} sur {all} transmis", all - missing);
    let told = match late {
        0 => format!("{sent}."),
        1 => format!("{sent}, un établissement est en retard."),
        count => format!("{sent}, {count} établissements sont en retard."),
    };
    match (own, late) {
        (Some(Next::Send { .. }), _) => {
            (format!("L’épreuve ponctuelle est complète : transmettez-la. {told}"), ("info", "À transmettre"))
        }
        (_, 1..) => (told, ("warning", "En retard")),
        _ if missing == 0 => (told, ("success", "À jour")),
        _ => (told, ("neutral", "À suivre")),
    }
}

/// For the jury's side.
pub(crate) fn of_jury(seen: &Transmissions) -> Waits {
    let (missing, all) = (seen.missing(), seen.bundles.len());
    let expected = match missing {
        0 => String::new(),
        1 => " Un autre est attendu.".to_owned(),
        count => format!(" {count} autres sont attendus."),
    };
    match (seen.altered(), seen.to_receive()) {
        (1.., _) => (
            format!("Un dossier est altéré : demandez une nouvelle transmission.{expected}"),
            ("error", "Altéré"),
        ),
        (0, 1) => (format!("1 dossier à recevoir.{expected}"), ("info", "À recevoir")),
        (0, count @ 2..) => (format!("{count} dossiers à recevoir.{expected}"), ("info", "À recevoir")),
        _ if missing == 0 => ("Tous les dossiers sont reçus.".to_owned(), ("success", "À jour")),
        _ => (format!("{} sur {all} reçus.", all - missing), ("neutral", "En attente")),
    }
}

fn waits(prepared: &Prepared) -> bool {
    !matches!(prepared.next(), Next::Done | Next::Nobody)
}
