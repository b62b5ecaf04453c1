//! What people type: names, reasons, file names, brought within bounds before they are kept.

use crate::Refusal;

/// The longest name of a person, a school, a room, in characters.
pub const NAME_LIMIT: usize = 200;

/// The longest reason or remark, in characters.
pub const REASON_LIMIT: usize = 4000;

/// Whether a character may stand in a name: no control, and nothing that turns the direction of what follows.
fn is_plain(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name: trimmed, on one line, not empty.
///
/// # Errors
/// [`Refusal::Required`] with the field's name in the form, [`Refusal::TextTooLong`].
pub fn name(field: &'static str, typed: &str) -> Result<String, Refusal> {
    let kept: String = typed.trim().chars().filter(|c| is_plain(*c)).collect();
    if kept.is_empty() {
        return Err(Refusal::Required { field });
    }
    if kept.chars().count() > NAME_LIMIT {
        return Err(Refusal::TextTooLong { limit: NAME_LIMIT });
    }
    Ok(kept)
}

/// The number of a school in the national register (UAI): seven digits and a letter, in capitals.
///
/// # Errors
/// [`Refusal::UaiInvalid`].
pub fn uai(typed: &str) -> Result<String, Refusal> {
    let kept = typed.trim().to_uppercase();
    match kept.as_bytes() {
        [digits @ .., letter]
            if digits.len() == 7 && digits.iter().all(u8::is_ascii_digit) && letter.is_ascii_uppercase() =>
        {
            Ok(kept)
        }
        _ => Err(Refusal::UaiInvalid),
    }
}

/// A reason or a remark: trimmed, lines kept, perhaps empty.
///
/// # Errors
/// [`Refusal::TextTooLong`].
pub fn reason(typed: &str) -> Result<String, Refusal> {
    let typed = typed.trim().replace("\r\n", "\n");
    let kept: String = typed.chars().filter(|c| matches!(c, '\n' | '\t') || is_plain(*c)).collect();
    if kept.chars().count() > REASON_LIMIT {
        return Err(Refusal::TextTooLong { limit: REASON_LIMIT });
    }
    Ok(kept)
}

/// An address of electronic mail: one, with a name, a sign and a domain with a dot. Whether it answers is not known.
///
/// # Errors
/// [`Refusal::EmailInvalid`].
pub fn email(typed: &str) -> Result<String, Refusal> {
    let kept = typed.trim();
    let plain =
        |c: char| c.is_ascii_graphic() && !matches!(c, ',' | ';' | ':' | '<' | '>' | '"' | '(' | ')' | '\\');
    let domain = |domain: &str| {
        let parts: Vec<_> = domain.split('.').collect();
        let part =
            |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        parts.len() > 1 && parts.iter().all(part)
    };
    match kept.split_once('@') {
        Some((name, host))
            if (1..=64).contains(&name.len())
                && kept.len() <= NAME_LIMIT
                && kept.chars().all(plain)
                && !name.starts_with('.')
                && !name.ends_with('.')
                && !name.contains("..")
                && domain(host) =>
        {
            Ok(kept.to_owned())
        }
        _ => Err(Refusal::EmailInvalid),
    }
}

/// A file's name as it is kept: its last part, plain characters, its beginning where it is very long.
pub fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.trim().chars().filter(|c| is_plain(*c)).take(NAME_LIMIT).collect();
    if kept.is_empty() { "sans nom".to_owned() } else { kept }
}

/// `A`, `B`… `Z`, `AA`…: the column of a spreadsheet, or a commission without its number, from 0.
pub fn letters(mut place: usize) -> String {
    let mut letters = vec![];
    loop {
        letters.push(char::from(b'A' + u8::try_from(place % 26).unwrap_or(0)));
        if place < 26 {
            return letters.iter().rev().collect();
        }
        place = place / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 1, 25, 26, 27, 51, 52, 701, 702].map(letters).join(" "), "A B Z AA AB AZ BA ZZ AAA");
    }

    #[test]
    fn a_name_is_trimmed_and_bounded() {
        assert_eq!(name("nom", "  Zoé\u{202e} Éluard\n").as_deref(), Ok("Zoé Éluard"));
        assert_eq!(name("nom", " \u{0} "), Err(Refusal::Required { field: "nom" }));
        assert_eq!(name("nom", &"é".repeat(201)), Err(Refusal::TextTooLong { limit: 200 }));
        assert!(name("nom", &"é".repeat(200)).is_ok());
    }

    #[test]
    fn a_uai_is_seven_digits_and_a_letter() {
        assert_eq!(uai(" 0999999z ").as_deref(), Ok("0999999Z"));
        for wrong in ["", "abc", "09999999", "0999999", "0999999ZZ", "O999999Z"] {
            assert_eq!(uai(wrong), Err(Refusal::UaiInvalid), "{wrong}");
        }
    }

    #[test]
    fn an_address_of_mail_is_one_address() {
        for good in ["alix@exemple.fr", " alix.martin+sio@mail.exemple.fr "] {
            assert_eq!(email(good).as_deref(), Ok(good.trim()));
        }
        for wrong in [
            "",
            "alix",
            "@exemple.fr",
            "alix@",
            "alix@localhost",
            "a b@exemple.fr",
            "a@b@exemple.fr",
            "a@exemple.fr,b@exemple.fr",
            "Alix <a@exemple.fr>",
            "a@exemple.fr\r\nBcc: b@exemple.fr",
            "a..b@exemple.fr",
            "é@exemple.fr",
            "a@exemple..fr",
        ] {
            assert_eq!(email(wrong), Err(Refusal::EmailInvalid), "{wrong}");
        }
    }

    #[test]
    fn a_reason_keeps_its_lines() {
        assert_eq!(reason(" un\r\ndeux\u{7} ").as_deref(), Ok("un\ndeux"));
        assert_eq!(reason("").as_deref(), Ok(""));
        assert!(reason(&"a".repeat(4001)).is_err());
    }

    #[test]
    fn a_file_name_is_its_last_part() {
        assert_eq!(file_name("C:\\stages\\attestation été.pdf"), "attestation été.pdf");
        assert_eq!(file_name("../../\u{202e}fdp.exe"), "fdp.exe");
        assert_eq!(file_name("/"), "sans nom");
        assert_eq!(file_name(&"a".repeat(5000)).len(), 200);
    }
}
