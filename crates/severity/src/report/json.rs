//! A whole report as JSON. Effects are in points of 20, above 0 where a commission gives more.

use super::Report;
use super::words::{clue_sentence, design_sentences, effect_sentence, status_words};
use crate::compare::{Compared, Deal, Status, Support};
use crate::data::Data;
use crate::session::{Clue, View};
use serde_json::{Value, json};

/// The report, for programs.
pub fn to_json(data: &Data, report: &Report) -> Value {
    let comparison = &report.comparison;
    let design = &comparison.design;
    let names = data.rater.names.iter();
    let commissions = names.zip(&comparison.commissions).zip(&report.views);
    json!({
        "sheets": data.rows(),
        "design": {
            "deal": deal(design.deal),
            "support": support(design.support),
            "common_candidates": design.common,
            "groups": design.groups,
            "examiner_groups": design.examiner_groups,
            "strata": design.sizes,
            "covariate": design.covariate,
            "sentences": design_sentences(data, design),
        },
        "without": comparison.without.as_ref().map(ToString::to_string),
        "redeal": comparison.redeal.map(|redeal| json!({ "usual": redeal.usual, "redeals": redeal.redeals })),
        "not_assessable": comparison.not_assessable,
        "seen": view(data, &report.whole),
        "commissions": commissions
            .map(|((name, compared), own)| commission(data, name, compared, own))
            .collect::<Vec<_>>(),
        "clues": report.clues.iter().map(|found| clue(data, found)).collect::<Vec<_>>(),
    })
}

fn deal(deal: Deal) -> &'static str {
    match deal {
        Deal::Recorded => "recorded",
        Deal::Stated => "stated",
        Deal::Even => "even",
        Deal::Uneven => "uneven",
        Deal::Unknown => "unknown",
    }
}

fn support(support: Support) -> &'static str {
    match support {
        Support::Drawn => "drawn",
        Support::Linked => "linked",
        Support::None => "none",
    }
}

fn commission(data: &Data, name: &str, compared: &Compared, own: &View) -> Value {
    let status = match compared.status {
        Status::Compatible => "compatible",
        Status::ToExamine => "to_examine",
        Status::Insufficient => "insufficient",
    };
    json!({
        "commission": name,
        "stratum": compared.stratum,
        "status": status,
        "words": status_words(compared.status),
        "sentence": effect_sentence(compared),
        "effect": compared.effect.map(|effect| json!({
            "points": effect.points,
            "low": effect.low,
            "high": effect.high,
            "beyond_one": effect.beyond_one,
        })),
        "simulation": own.marks.and_then(|marks| compared.simulated(marks.mean)).map(|mean| json!({
            "mean": mean.mean, "low": mean.low, "high": mean.high,
        })),
        "redealt": compared.redealt.map(|share| json!({
            "seen": share.seen, "low": share.low, "high": share.high, "usual": share.is_usual(),
        })),
        "levels": compared.levels.map(|levels| json!({
            "left_out": levels.left_out,
            "as_lowest": levels.as_lowest,
            "deviation": levels.deviation,
            "hinges": levels.hinges(),
        })),
        "seen": view(data, own),
    })
}

fn view(data: &Data, view: &View) -> Value {
    let lines = data.items.iter().zip(&view.levels);
    json!({
        "sheets": view.sheets,
        "few": view.few,
        "marks": view.marks.map(|marks| json!({
            "lowest": marks.lowest,
            "first_quartile": marks.first,
            "median": marks.median,
            "third_quartile": marks.third,
            "highest": marks.highest,
            "mean": marks.mean,
            "deviation": marks.deviation,
        })),
        "levels": lines.map(|(line, counts)| json!({
            "line": line,
            "counts": counts[..counts.len() - 1],
            "not_assessable": counts[counts.len() - 1],
        })).collect::<Vec<_>>(),
    })
}

fn clue(data: &Data, clue: &Clue) -> Value {
    let person = |row: &usize| &data.person.names[data.person.index[*row] as usize];
    let people = |rows: &[usize]| rows.iter().map(|row| person(row).clone()).collect::<Vec<_>>();
    let name = |commission: &usize| &data.rater.names[*commission];
    let mut value = match clue {
        Clue::FarFromProfile { sheet, mark, alike, middle } => json!({
            "kind": "far_from_profile",
            "candidate": person(sheet),
            "commission": data.rater.names[data.rater.index[*sheet] as usize],
            "mark": mark,
            "alike": alike,
            "middle": [middle.0, middle.1],
        }),
        Clue::OwnReading { commission, line, levels, sheets } => json!({
            "kind": "own_reading",
            "commission": name(commission),
            "line": data.items[*line],
            "levels": levels,
            "sheets": sheets,
        }),
        Clue::Halo { commission, sheets, of, elsewhere } => json!({
            "kind": "halo",
            "commission": name(commission),
            "candidates": people(sheets),
            "of": of,
            "elsewhere": elsewhere,
        }),
        Clue::Drift { commission, points, sheets } => json!({
            "kind": "drift",
            "commission": name(commission),
            "points": points,
            "sheets": [sheets.0, sheets.1],
        }),
        Clue::Penalties { commission, with, of, elsewhere } => json!({
            "kind": "penalties",
            "commission": name(commission),
            "candidates": people(with),
            "of": of,
            "elsewhere": elsewhere,
        }),
    };
    value["sentence"] = json!(clue_sentence(data, clue));
    value
}
