//! The period of a certificate: chosen among those of the table, or typed.

use crate::forms::Fields;
use crate::pages::dossiers::shown::between;
use exam::Refusal;
use exam::dossier::periods::Period;
use office::acts::certificates::{Cross, Year};

/// The year at work, as pages call it.
pub(super) fn label(year: Year) -> &'static str {
    match year {
        Year::First => "Première année",
        Year::Second => "Deuxième année",
    }
}

/// What a candidate may choose: value and label. Empty where the table tells no period.
pub(in crate::pages::dossiers) fn choices(cross: &Cross) -> Vec<(String, String)> {
    let told = cross.years.iter().filter_map(|year| {
        let around = year.around?;
        let value = format!("{}/{}", around.from, around.to);
        Some((value, format!("{} : {}", label(year.year), between(around))))
    });
    let mut choices: Vec<_> = told.collect();
    if !choices.is_empty() {
        choices.insert(0, (String::new(), "Les dates écrites ci-dessous".to_owned()));
    }
    choices
}

/// What was chosen, else what was typed; `None` where nothing was. The fields' names end with `suffix`.
///
/// # Errors
/// [`Refusal::Required`] or [`Refusal::DateBefore`]: a date is missing, or they are the wrong way round.
pub(super) fn read(fields: &Fields, suffix: &str) -> Result<Option<Period>, Refusal> {
    let named = |name: &str| format!("{name}{suffix}");
    let chosen = fields.text(&named("period"));
    let own = |name: &str| fields.text(&named(name)).trim().to_owned();
    let (from, to) = chosen
        .split_once('/')
        .map_or_else(|| (own("from"), own("to")), |(from, to)| (from.to_owned(), to.to_owned()));
    let fields = &Fields::of([("from", from), ("to", to)]);
    if fields.text("from").is_empty() && fields.text("to").is_empty() {
        return Ok(None);
    }
    let (from, to) = (fields.date("from", "Premier jour")?, fields.date("to", "Dernier jour")?);
    Period::new(from, to).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn sent(chosen: &str, from: &str, to: &str) -> Result<Option<Period>, Refusal> {
        let fields = [("period-x", chosen.to_owned()), ("from-x", from.to_owned()), ("to-x", to.to_owned())];
        read(&Fields::of(fields), "-x")
    }

    #[test]
    fn what_was_chosen_counts_before_what_was_typed() {
        let spring = Period { from: date(2025, 5, 19), to: date(2025, 6, 20) };
        assert_eq!(sent("2025-05-19/2025-06-20", "2024-01-01", ""), Ok(Some(spring)));
        assert_eq!(sent("", "2025-05-19", " 2025-06-20"), Ok(Some(spring)));
        assert_eq!(sent("", "", ""), Ok(None));
        assert_eq!(sent("", "2025-05-19", ""), Err(Refusal::Required { field: "Dernier jour" }));
        assert!(matches!(sent("", "2025-06-20", "2025-05-19"), Err(Refusal::DateBefore { .. })));
        assert!(sent("hier/demain", "", "").is_err());
    }
}
