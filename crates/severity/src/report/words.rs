//! The sentences that a jury president reads: no statistics in them.

use crate::compare::{Compared, Deal, Design, FEWEST, Redeal, Status, Support};
use crate::session::Clue;
use crate::{Data, compare::Levels};

/// A number as French writes it.
pub(super) fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let zero = text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.');
    let text = if zero { text.trim_start_matches('-').to_owned() } else { text };
    text.replace('.', ",").replace('-', "−")
}

pub(super) fn points(value: f64) -> String {
    let digits = number(value, 1);
    let plural = value.abs() >= 1.95;
    format!("{digits} point{}", if plural { "s" } else { "" })
}

/// The three statuses, in words.
pub fn status_words(status: Status) -> &'static str {
    match status {
        Status::Compatible => "compatible avec le hasard",
        Status::ToExamine => "à examiner",
        Status::Insufficient => "données insuffisantes",
    }
}

/// What can be said of a commission, in one sentence.
pub fn effect_sentence(compared: &Compared) -> String {
    let Some(effect) = compared.effect else {
        let few = format!("on ne peut pas conclure : moins de {FEWEST} fiches");
        return if compared.sheets < FEWEST { few } else { "on ne peut pas conclure".to_owned() };
    };
    let (way, low, high) = if effect.points < 0.0 {
        ("plus sévère", -effect.high, -effect.low)
    } else {
        ("plus généreuse", effect.low, effect.high)
    };
    match compared.status {
        Status::Insufficient => {
            let (low, high) = (number(effect.low, 1), number(effect.high, 1));
            format!("on ne peut pas conclure : l’écart est entre {low} et {high} points")
        }
        Status::Compatible => {
            let (low, high) = (number(effect.low, 1), number(effect.high, 1));
            format!("rien ne distingue cette commission (écart entre {low} et {high} point)")
        }
        Status::ToExamine => {
            let (size, low, high) = (points(effect.points.abs()), number(low, 1), number(high, 1));
            format!("probablement {way} d’environ {size} ({low} à {high})")
        }
    }
}

/// What the other reading of « non évaluable » changes, where it changes what is read.
pub fn levels_sentence(levels: &Levels) -> Option<String> {
    levels.hinges().then(|| {
        "la lecture de ses niveaux dépend du sens donné à « non évaluable » : regardez ces lignes d’abord"
            .to_owned()
    })
}

/// What dealing the blocks again says of the commissions as a whole.
pub fn redeal_sentence(redeal: &Redeal) -> &'static str {
    if redeal.usual {
        "Dans l’ensemble, le tirage seul donne souvent autant d’écarts entre commissions."
    } else {
        "Dans l’ensemble, le tirage seul donne rarement autant d’écarts entre commissions."
    }
}

/// What the design supports, sentence by sentence.
pub fn design_sentences(data: &Data, design: &Design) -> Vec<String> {
    let mut sentences = vec![match design.deal {
        Deal::Recorded => "Les commissions ont été tirées au sort dans des blocs enregistrés : elles se comparent à \
                           l’intérieur de ces blocs.",
        Deal::Stated => "Les candidats ont été répartis au hasard, d’après l’auteur de la demande : la comparaison \
                         vaut ce que vaut cette déclaration.",
        Deal::Even => "Aucun tirage n’est enregistré, mais les établissements sont répartis entre les commissions comme \
                       un tirage l’aurait fait : la comparaison vaut si rien d’autre n’a guidé la répartition.",
        Deal::Uneven => "Les candidats d’un même établissement vont plus souvent aux mêmes commissions que ne le ferait \
                         un tirage : une commission qui note bas est peut-être sévère, ou ses candidats moins préparés.",
        Deal::Unknown => "Rien ne dit assez comment les candidats ont été répartis : ni bloc de tirage, ni assez \
                          d’établissements et de fiches.",
    }
    .to_owned()];
    match (design.support, design.common) {
        (Support::None, _) => sentences.push(
            "Aucun candidat n’a été vu par deux commissions. On ne peut pas conclure sur la sévérité : aucun écart \
             n’est donné."
                .to_owned(),
        ),
        (Support::Linked, common) => sentences.push(format!(
            "Les candidats vus par plusieurs commissions ({common}) permettent de les comparer, et eux seuls."
        )),
        (Support::Drawn, 0) => {}
        (Support::Drawn, common) => {
            sentences.push(format!("Les candidats vus par plusieurs commissions ({common}) précisent la comparaison."));
        }
    }
    let groups = design.sizes.len();
    if design.support != Support::None && groups > 1 {
        sentences.push(format!(
            "Les commissions forment {groups} ensembles que rien ne relie : chacune n’est comparée qu’à celles du sien."
        ));
    }
    if design.support != Support::None && design.covariate {
        sentences.push("La note antérieure des candidats est prise en compte.".to_owned());
    }
    if let Some(examiners) = design.examiner_groups {
        sentences.push(format!(
            "Par leurs membres communs, les commissions forment {examiners} {} ; cela ne suffit pas à séparer la sévérité \
             du niveau des candidats.",
            if examiners == 1 { "ensemble" } else { "ensembles" }
        ));
    }
    let few = data.rater.counts().iter().filter(|count| **count < FEWEST).count();
    if few > 0 {
        let who = if few == 1 { "commission a" } else { "commissions ont" };
        sentences.push(format!("{few} {who} moins de {FEWEST} fiches : rien n’en est dit."));
    }
    sentences
}

/// A clue with its evidence, in one sentence.
pub fn clue_sentence(data: &Data, clue: &Clue) -> String {
    let commission = |place: &usize| &data.rater.names[*place];
    let person = |row: usize| data.person.names[data.person.index[row] as usize].as_str();
    let people = |rows: &[usize]| rows.iter().map(|row| person(*row)).collect::<Vec<_>>().join(", ");
    let percent = |share: f64| format!("{} %", number(100.0 * share, 0));
    match clue {
        Clue::FarFromProfile { sheet, mark, alike, middle } => format!(
            "fiche {} (commission {}) : {} ; la moitié des {alike} fiches de profil voisin ont entre {} et {}",
            person(*sheet),
            data.rater.names[data.rater.index[*sheet] as usize],
            number(*mark, 2),
            number(middle.0, 2),
            number(middle.1, 2),
        ),
        Clue::OwnReading { commission: place, line, levels, sheets } => format!(
            "commission {} : la ligne {} est lue {} niveau plus {} qu’ailleurs, à autres lignes égales ({sheets} fiches)",
            commission(place),
            data.items[*line],
            number(levels.abs(), 1),
            if *levels < 0.0 { "bas" } else { "haut" },
        ),
        Clue::Halo { commission: place, sheets, of, elsewhere } => format!(
            "commission {} : {} des {of} fiches ont le même niveau partout ({} ailleurs) : {}",
            commission(place),
            sheets.len(),
            percent(*elsewhere),
            people(sheets),
        ),
        Clue::Drift { commission: place, points: moved, sheets } => format!(
            "commission {} : les notes {} de {} de la première moitié de la journée ({} fiches) à la seconde ({})",
            commission(place),
            if *moved < 0.0 { "baissent" } else { "montent" },
            points(moved.abs()),
            sheets.0,
            sheets.1,
        ),
        Clue::Penalties { commission: place, with, of, elsewhere } => format!(
            "commission {} : une pénalité sur {} fiches de {of} ({} ailleurs){}",
            commission(place),
            with.len(),
            percent(*elsewhere),
            if with.is_empty() { String::new() } else { format!(" : {}", people(with)) },
        ),
    }
}
