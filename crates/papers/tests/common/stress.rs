//! Papers at their limits: long names, long texts, hostile signs.
#![allow(dead_code)]

use super::{mark, sheet, table_paper};
use exam::penalty::calculation;
use papers::{SheetPaper, TablePaper};

/// 4000 characters, the longest text of a sheet.
pub fn long_text() -> String {
    let sentence =
        "La démarche est exposée avec rigueur, les choix sont justifiés ; le vocabulaire reste à préciser. ";
    sentence.chars().cycle().take(4000).collect()
}

/// Both penalties with long reasons, long names, long observations.
pub fn long_sheet() -> SheetPaper {
    let mut paper = sheet();
    paper.candidate.family_name = "de la Rochefoucauld-Montmorency d'Estissac".into();
    paper.candidate.usage_name = Some("Wolfeschlegelsteinhausenbergerdorff".into());
    paper.candidate.given_names = "Marie-Antoinette Joséphine Bernadette, Anne-Charlotte".into();
    paper.members = vec![
        "Jean-Baptiste de Saint-Exupéry-Lavallière".into(),
        "Marie-Christine Vandenbroucke-Delahousse".into(),
        "Wolfgang-Amadeus Papadimitrakopoulos".into(),
    ];
    paper.commission_number = "ACADEMIE-NANTES-COMMISSION-INTERRO-00012A".into();
    paper.calculation =
        Some(calculation(mark("17,25"), &["portfolio_unreachable", "no_table"], &paper.referential));
    let reason: String = long_text().chars().take(600).collect();
    paper.penalties = vec![("portfolio_unreachable".into(), reason.clone()), ("no_table".into(), reason)];
    paper.observations = vec![("presentation".into(), long_text()), ("interview".into(), long_text())];
    paper.appraisal = long_text();
    paper
}

/// What a template language, a font or a PDF could stumble over.
pub const HOSTILE: &str = "#import \"x\": * $x^2$ \\ `a` _b_ *c* @d <e> ~ [f] {g} // h /* i */ = j \u{1f600} 👍🏽 中文 \u{0}\u{202e}x";

/// Hostile text in every field a person writes.
pub fn hostile_sheet() -> SheetPaper {
    let mut paper = sheet();
    let hostile = || format!("{HOSTILE}\n= Titre\n- liste\n{}", "m".repeat(300));
    paper.academy = HOSTILE.into();
    paper.candidate.family_name = HOSTILE.into();
    paper.candidate.given_names = hostile();
    paper.candidate.number = HOSTILE.into();
    paper.commission_number = hostile();
    paper.members = vec![hostile(), String::new()];
    paper.penalties = vec![("no_table".into(), hostile())];
    paper.observations = vec![("presentation".into(), hostile())];
    paper.appraisal = hostile();
    for visa in &mut paper.visas {
        (visa.name, visa.at) = (hostile(), hostile());
    }
    paper.printed = super::printed(HOSTILE);
    paper
}

/// Sixty achievements, one with a title, a document and a period without end.
pub fn long_table() -> TablePaper {
    let mut paper = table_paper();
    paper.address = format!("https://exemple.fr/{}", "a".repeat(300));
    let lines = &mut paper.groups[0].1;
    let one = lines[0].clone();
    lines.extend(
        (0..60).map(|number| papers::TableLine { title: format!("Réalisation {number}"), ..one.clone() }),
    );
    lines[1].title = "x".repeat(400);
    lines[1].documents = vec!["#import \"x\": * $y$ \\ `a`".into(), "y".repeat(400)];
    lines[1].period = "z".repeat(200);
    paper
}
