//! A whole report as French text: the design first.

use super::Report;
use super::words::{
    clue_sentence, design_sentences, effect_sentence, levels_sentence, number, redeal_sentence, status_words,
};
use crate::data::Data;
use crate::session::View;
use std::fmt::Write;

/// The report, for a terminal.
pub fn to_text(data: &Data, report: &Report) -> String {
    let mut text = String::new();
    let comparison = &report.comparison;
    let (sheets, commissions) = (data.rows(), data.rater.names.len());
    let _ = writeln!(text, "{sheets} fiches, {commissions} commissions.\n\nCe que la répartition permet");
    for sentence in design_sentences(data, &comparison.design) {
        let _ = writeln!(text, "  {sentence}");
    }
    if let Some(fault) = &comparison.without {
        let _ = writeln!(text, "  Aucun écart n’est donné : {fault}.");
    }
    if let Some(redeal) = &comparison.redeal {
        let _ = writeln!(text, "  {}", redeal_sentence(redeal));
    }
    if comparison.not_assessable > 0 {
        let count = comparison.not_assessable;
        let _ = writeln!(
            text,
            "  {count} lecture(s) « non évaluable » : elles ne comptent ni comme un zéro, ni comme un niveau."
        );
    }
    let _ =
        writeln!(text, "\nCommission par commission (le même ordre que le fichier trié, pas un classement)");
    let _ = writeln!(text, "  Toutes : {}", marks(&report.whole));
    for ((name, compared), view) in data.rater.names.iter().zip(&comparison.commissions).zip(&report.views) {
        let _ = writeln!(text, "  {name} : {}", marks(view));
        let _ = writeln!(text, "    {} : {}.", status_words(compared.status), effect_sentence(compared));
        if let Some(effect) = compared.effect {
            let share = chances(effect.beyond_one);
            let _ = writeln!(text, "    Chances que l’écart dépasse un point : {share}.");
        }
        if let Some(share) = compared.redealt.filter(|_| compared.effect.is_some()) {
            let (seen, low, high) = (number(share.seen, 1), number(share.low, 1), number(share.high, 1));
            let _ = writeln!(
                text,
                "    Ses candidats sont à {seen} point de leur bloc ; le tirage seul donne {low} à {high}."
            );
        }
        if let Some(sentence) = compared.levels.as_ref().and_then(levels_sentence) {
            let _ = writeln!(text, "    {sentence}.");
        }
    }
    let _ = writeln!(text, "\nÀ regarder (des questions à poser, pas des corrections)");
    if report.clues.is_empty() {
        let _ = writeln!(text, "  Rien ne ressort.");
    }
    for clue in &report.clues {
        let _ = writeln!(text, "  {}.", clue_sentence(data, clue));
    }
    text
}

/// A probability in steps of 5 %, without false precision at the ends.
fn chances(share: f64) -> String {
    match share {
        ..0.025 => "moins de 5 sur 100".to_owned(),
        0.975.. => "plus de 95 sur 100".to_owned(),
        _ => format!("environ {} sur 100", number((20.0 * share).round() * 5.0, 0)),
    }
}

fn marks(view: &View) -> String {
    let few = if view.few { " (très peu)" } else { "" };
    let sheets = format!("{} fiches{few}", view.sheets);
    match view.marks {
        Some(spread) => format!(
            "{sheets}, médiane {}, la moitié des notes entre {} et {}",
            number(spread.median, 1),
            number(spread.first, 1),
            number(spread.third, 1),
        ),
        None => sheets,
    }
}
