//! Signed sheets as plain values, what is seen of them, and what to look at.

mod look;
mod profile;
mod seen;

pub use look::{Clue, Sheets, look};
pub use seen::{Spread, View, seen};

use crate::data::{Data, Factor};
use crate::fault::Fault;

/// One signed sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The candidate, under any name that tells candidates apart.
    pub candidate: String,
    /// The commission.
    pub commission: String,
    /// Its members.
    pub examiners: Vec<String>,
    /// The school.
    pub school: Option<String>,
    /// The option.
    pub option: Option<String>,
    /// The centre.
    pub centre: Option<String>,
    /// The block inside which commissions were drawn, where a plan recorded one.
    pub block: Option<String>,
    /// The level of each line, 0 the lowest; `None` is « non évaluable ».
    pub levels: Vec<Option<u8>>,
    /// The mark before penalties, in hundredths of a point of 20.
    pub mark: Option<u16>,
    /// Penalties retained, in hundredths of a point.
    pub penalties: u16,
    /// An earlier mark of the candidate, in points.
    pub earlier: Option<f64>,
    /// The place of the oral in its commission's day: a rank, or minutes since midnight.
    pub order: Option<u32>,
}

/// Lays sheets out for the models. What only some sheets have (a school, a block, an earlier mark) is left out: half a
/// column would compare those who have it with those who have not.
///
/// # Errors
/// A sheet that has not one level for each line, or a mark above 20.
pub fn lay_out(lines: &[String], sheets: &[Sheet]) -> Result<Data, Fault> {
    for sheet in sheets {
        if sheet.levels.len() != lines.len() {
            let (got, want) = (sheet.levels.len(), lines.len());
            return Err(Fault::new(format!("fiche {} : {got} niveaux au lieu de {want}", sheet.candidate)));
        }
        if sheet.mark.is_some_and(|mark| mark > 2000) {
            return Err(Fault::new(format!("fiche {} : la note dépasse 20", sheet.candidate)));
        }
    }
    let complete = |of: fn(&Sheet) -> Option<&str>| -> Option<Factor> {
        let names: Option<Vec<&str>> = sheets.iter().map(of).collect();
        names.map(|names| Factor::sorted(names.into_iter()))
    };
    let rater = Factor::sorted(sheets.iter().map(|sheet| sheet.commission.as_str()));
    let kinds: Vec<String> = sheets.iter().map(kind).collect();
    let kinds = Factor::sorted(kinds.iter().map(String::as_str));
    let order: Vec<Option<u32>> = sheets.iter().map(|sheet| sheet.order).collect();
    Ok(Data {
        person: Factor::as_they_come(sheets.iter().map(|sheet| sheet.candidate.as_str())),
        school: complete(|sheet| sheet.school.as_deref()),
        block: complete(|sheet| sheet.block.as_deref()),
        stratum: (kinds.names.len() > 1).then_some(kinds),
        covariate: sheets.iter().map(|sheet| sheet.earlier).collect(),
        mark: Some(sheets.iter().map(|sheet| sheet.mark.map(|mark| f64::from(mark) / 100.0)).collect()),
        order: order.iter().any(Option::is_some).then_some(order),
        penalised: Some(sheets.iter().map(|sheet| sheet.penalties > 0).collect()),
        examiners: examiners(sheets, &rater),
        items: lines.to_vec(),
        levels: sheets.iter().flat_map(|sheet| sheet.levels.iter().copied()).collect(),
        lines: Vec::new(),
        rater,
    })
}

/// The option and the centre: candidates of two kinds were never dealt to the same commissions.
fn kind(sheet: &Sheet) -> String {
    let parts = [&sheet.option, &sheet.centre];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn examiners(sheets: &[Sheet], rater: &Factor) -> Vec<Vec<String>> {
    let mut members: Vec<Vec<String>> = vec![Vec::new(); rater.names.len()];
    for (sheet, commission) in sheets.iter().zip(&rater.index) {
        let known = &mut members[*commission as usize];
        known.extend(
            sheet.examiners.iter().filter(|person| !known.contains(person)).cloned().collect::<Vec<_>>(),
        );
    }
    if members.iter().all(Vec::is_empty) { Vec::new() } else { members }
}
