//! What the words of a list mean: option, category, state, optional test, number, e-mail.

use crate::model::{CategoryKind, Opt, State};
use crate::value::fold;

/// The five digits of the BTS SIO.
const SIO: &str = "32602";

/// What the option columns say together.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum OptionReading {
    Is(Opt),
    Missing,
    Unknown(String),
    BothAtOnce,
    OtherDiploma(String),
}

/// Reads the option from all the columns that speak of it.
pub(crate) fn option(texts: &[String]) -> OptionReading {
    let (mut sisr, mut slam) = (false, false);
    for text in texts {
        let folded = fold(text);
        if is_other_diploma(&folded) {
            return OptionReading::OtherDiploma(text.clone());
        }
        let words: Vec<&str> = folded.split(' ').collect();
        let has = |word: &str| words.contains(&word);
        // « OPTION A » alone is clear; in the long name of another diploma it means nothing.
        let sio = has("sio") || has(SIO) || folded.contains("services informatiques aux organisations");
        let letter = |letter: &str| {
            let pair = |first: &str| words.windows(2).any(|two| two == [first, letter]);
            folded == letter
                || ((words.len() == 2 || sio) && (pair("option") || pair("opt") || pair("sio") || pair(SIO)))
        };
        sisr |= has("sisr") || has("32602a") || letter("a") || folded.contains("solutions d infrastructure");
        slam |= has("slam") || has("32602b") || letter("b") || folded.contains("solutions logicielles");
    }
    match (sisr, slam) {
        (true, true) => OptionReading::BothAtOnce,
        (true, false) => OptionReading::Is(Opt::Sisr),
        (false, true) => OptionReading::Is(Opt::Slam),
        (false, false) => {
            texts.first().map_or(OptionReading::Missing, |text| OptionReading::Unknown(text.clone()))
        }
    }
}

/// A code of the same shape with other digits.
fn is_other_diploma(folded: &str) -> bool {
    let (digits, letter) = folded.split_at_checked(5).unwrap_or_default();
    digits.len() == 5
        && digits.bytes().all(|b| b.is_ascii_digit())
        && digits != SIO
        && letter.len() < 2
        && letter.bytes().all(|b| b.is_ascii_alphabetic())
}

/// Reads a category.
pub(crate) fn category(text: &str) -> CategoryKind {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["ex scolaire", "ex apprenti", "individuel", "libre", "experience professionnelle"]) {
        CategoryKind::Individual
    } else if has(&["cned", "distance"]) {
        CategoryKind::Distance
    } else if has(&["apprenti"]) {
        CategoryKind::Apprentice
    } else if has(&["form cont", "formation continue", "formation professionnelle continue", "greta"]) {
        CategoryKind::ContinuingEducation
    } else if has(&["scolaire", "eleve", "etudiant"]) {
        CategoryKind::Pupil
    } else {
        CategoryKind::Other
    }
}

/// Reads a state.
pub(crate) fn state(text: &str) -> State {
    let folded = fold(text);
    if folded.starts_with("inscrit") {
        State::Registered
    } else if folded.contains("desist") {
        State::Withdrawn
    } else {
        State::Other(text.to_owned())
    }
}

/// Whether the optional tests name EF4. `yes_no` is for a column that is only about EF4.
pub(crate) fn ef4(text: &str, yes_no: bool) -> bool {
    let folded = fold(text);
    let named = folded.split(' ').any(|word| word == "ef4") || folded.contains("engagement etudiant");
    named || (yes_no && matches!(folded.as_str(), "oui" | "o" | "x" | "1" | "vrai"))
}

/// What a candidate number is worth.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NumberReading {
    Right(String),
    /// Ten digits: the 0 has been put back.
    Repaired(String),
    /// Eleven digits that do not begin with 0.
    Unusual(String),
    /// Scientific notation: the last digits are lost.
    Rounded,
    Wrong,
}

/// Reads a candidate number.
pub(crate) fn number(text: &str) -> NumberReading {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    // The decimals a spreadsheet adds.
    let compact =
        [".0", ",0", ".00", ",00"].iter().find_map(|tail| joined.strip_suffix(tail)).unwrap_or(&joined);
    let digits = !compact.is_empty() && compact.bytes().all(|b| b.is_ascii_digit());
    match (digits, compact.len(), compact.starts_with('0')) {
        (true, 11, true) => NumberReading::Right(compact.to_owned()),
        (true, 11, false) => NumberReading::Unusual(compact.to_owned()),
        (true, 10, false) => NumberReading::Repaired(format!("0{compact}")),
        (false, ..) if is_scientific(compact) => NumberReading::Rounded,
        _ => NumberReading::Wrong,
    }
}

fn is_scientific(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let Some((mantissa, exponent)) = upper.split_once('E') else { return false };
    !mantissa.is_empty()
        && !exponent.is_empty()
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && exponent.bytes().all(|b| b.is_ascii_digit() || b == b'+')
}

/// Whether a text looks like one e-mail address.
pub(crate) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"');
    !local.is_empty()
        && text.chars().all(|c| c == '@' || plain(c))
        && !domain.contains('@')
        && domain.contains('.')
        && domain.split('.').all(|part| !part.is_empty())
}

/// Whether a name holds only what names hold.
pub(crate) fn is_plain_name(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_alphabetic()
            || matches!(c, ' ' | '-' | '\'' | '’' | '.' | ',' | '\u{300}'..='\u{36f}' | '‐' | '‑')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> OptionReading {
        option(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn roster_facts_option() {
        for sisr in ["32602A", "OPTION A", "option a", "A", "SISR", "BTS SIO - SISR", "SIO option A"] {
            assert_eq!(read(&[sisr]), OptionReading::Is(Opt::Sisr), "{sisr}");
        }
        let long = "SERVICES INFORMATIQUES AUX ORGANISATIONS OPTION B : SOLUTIONS LOGICIELLES ET APPLICATIONS METIERS";
        for slam in ["32602b", "Option B", "B", "slam", "32602 option B", long] {
            assert_eq!(read(&[slam]), OptionReading::Is(Opt::Slam), "{slam}");
        }
        assert_eq!(read(&["32602", long]), OptionReading::Is(Opt::Slam));
        assert_eq!(read(&["32602A", long]), OptionReading::BothAtOnce);
        assert_eq!(read(&[]), OptionReading::Missing);
        assert_eq!(read(&["C"]), OptionReading::Unknown("C".to_owned()));
        assert_eq!(read(&["32408A", "OPTION A"]), OptionReading::OtherDiploma("32408A".to_owned()));
        let other = "CYBERSECURITE, INFORMATIQUE ET RESEAUX OPTION A : INFORMATIQUE";
        assert_eq!(read(&[other]), OptionReading::Unknown(other.to_owned()));
    }

    #[test]
    fn roster_facts_category() {
        for (text, kind) in [
            ("SCOLAIRE BTS 2 ANS (110)", CategoryKind::Pupil),
            ("Étudiant", CategoryKind::Pupil),
            ("APPRENTI BTS 2 ANS (120)", CategoryKind::Apprentice),
            ("FORM.CONT. BTS", CategoryKind::ContinuingEducation),
            ("Formation continue", CategoryKind::ContinuingEducation),
            ("INDIVIDUEL", CategoryKind::Individual),
            ("EX-SCOLAIRE BTS", CategoryKind::Individual),
            ("Candidat libre", CategoryKind::Individual),
            ("Expérience professionnelle 3 ans", CategoryKind::Individual),
            ("SCOLAIRE CNED", CategoryKind::Distance),
            ("Enseignement à distance", CategoryKind::Distance),
            ("?", CategoryKind::Other),
        ] {
            assert_eq!(category(text), kind, "{text}");
        }
    }

    #[test]
    fn roster_facts_number() {
        let wrong =
            ["", "0193650018", "936500185", "019365001850", "0193650O185", "-1936500185", "+1936500185", "E"];
        for text in wrong {
            assert_eq!(number(text), NumberReading::Wrong, "{text}");
        }
        let repaired = NumberReading::Repaired("01936500185".to_owned());
        assert_eq!(number("1936500185"), repaired);
        assert_eq!(number("1 936 500 185"), repaired);
        assert_eq!(number("1936500185.0"), repaired);
        assert_eq!(number("01936500185"), NumberReading::Right("01936500185".to_owned()));
        assert_eq!(number("21936500185"), NumberReading::Unusual("21936500185".to_owned()));
        assert_eq!(number("1,93650E+09"), NumberReading::Rounded);
    }

    #[test]
    fn roster_facts_state_ef4_email() {
        assert_eq!(state("Inscrite"), State::Registered);
        assert_eq!(state("DÉSISTÉ"), State::Withdrawn);
        assert_eq!(state("Non inscrit"), State::Other("Non inscrit".to_owned()));
        assert!(ef4("EF1 LV2, EF4 ENGAGEMENT ETUDIANT", false));
        assert!(ef4("Engagement étudiant", false) && ef4("Oui", true));
        assert!(!ef4("EF1", true) && !ef4("oui", false) && !ef4("non", true));
        assert!(is_email("alix.martin@exemple.fr"));
        for wrong in
            ["alix", "alix@", "@exemple.fr", "a@b@c.fr", "a@exemple", "a b@c.fr", "a@c..fr", "a@b.fr,c@d.fr"]
        {
            assert!(!is_email(wrong), "{wrong}");
        }
        assert!(is_plain_name("MARTIN-LAURENT D’ÉON") && !is_plain_name("=cmd") && !is_plain_name("R2"));
    }
}
