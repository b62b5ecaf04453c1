//! Words compared as a reader does: without case, accents, punctuation or spacing.

/// A text in comparable form, each character with the byte it came from.
pub struct Plain {
    /// Lower case letters and digits, words apart by one space.
    pub text: String,
    /// For each byte of `text`, the byte of the original it came from.
    from: Vec<usize>,
}

impl Plain {
    /// The comparable form of a text.
    pub fn new(original: &str) -> Self {
        let (mut text, mut from) =
            (String::with_capacity(original.len()), Vec::with_capacity(original.len()));
        let mut gap = None;
        for (at, char) in original.char_indices() {
            if is_invisible(char) {
                continue;
            }
            let letters = unaccented(char);
            if letters.is_empty() {
                gap.get_or_insert(at);
                continue;
            }
            if let Some(place) = gap.take()
                && !text.is_empty()
            {
                text.push(' ');
                from.push(place);
            }
            text.push_str(letters.as_str());
            from.resize(text.len(), at);
        }
        Self { text, from }
    }

    /// The byte of the original at which a byte of the comparable form stands.
    pub fn original(&self, at: usize) -> Option<usize> {
        self.from.get(at).copied()
    }
}

/// The comparable form alone.
pub fn plain(text: &str) -> String {
    Plain::new(text).text
}

/// Whether a comparable text holds a run of whole words.
pub fn holds(text: &str, words: &str) -> bool {
    position(text, words).is_some()
}

/// Whether a comparable text begins with a run of whole words.
pub fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Where a run of whole words stands in a comparable text.
pub fn position(text: &str, words: &str) -> Option<usize> {
    text.match_indices(words).map(|(at, _)| at).find(|&at| {
        let end = at + words.len();
        (at == 0 || text.as_bytes()[at - 1] == b' ') && (end == text.len() || text.as_bytes()[end] == b' ')
    })
}

/// Combining accents, soft hyphens and characters of no width.
fn is_invisible(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}')
}

/// Up to three letters or digits that stand for one character; empty for punctuation.
struct Letters([u8; 4], usize);

impl Letters {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..self.1]).unwrap_or_default()
    }

    fn is_empty(&self) -> bool {
        self.1 == 0
    }

    fn of(text: &str) -> Self {
        let mut bytes = [0; 4];
        let length = text.len().min(4);
        bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
        Self(bytes, length)
    }
}

fn unaccented(char: char) -> Letters {
    if char.is_ascii_alphanumeric() {
        return Letters([char.to_ascii_lowercase() as u8, 0, 0, 0], 1);
    }
    Letters::of(match char {
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'À' | 'Â' | 'Ä' | 'Á' => "a",
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => "e",
        'î' | 'ï' | 'í' | 'Î' | 'Ï' => "i",
        'ô' | 'ö' | 'ó' | 'õ' | 'Ô' | 'Ö' => "o",
        'ù' | 'û' | 'ü' | 'ú' | 'Ù' | 'Û' | 'Ü' => "u",
        'ç' | 'Ç' => "c",
        'ñ' | 'Ñ' => "n",
        'ÿ' | 'Ÿ' => "y",
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        '°' | 'º' => "",
        // Letters of other alphabets count as themselves, so that they are not mistaken for punctuation.
        _ if char.is_alphabetic() => {
            let mut bytes = [0; 4];
            let length = char.encode_utf8(&mut bytes).len();
            return Letters(bytes, length);
        }
        _ => "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(
            plain("  Répondre aux incidents, et aux demandes d’assistance "),
            plain("répondre aux INCIDENTS et aux demandes d'assistance")
        );
        assert_eq!(plain("N° candidat : "), "n candidat");
        assert_eq!(plain("Mise en œuvre"), "mise en oeuvre");
        // Decomposed accents, as macOS writes them.
        assert_eq!(plain("De\u{301}velopper"), "developper");
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let text = "N° candidat : 0193";
        let plain = Plain::new(text);
        let at = plain.text.find("0193").and_then(|at| plain.original(at));
        assert_eq!(at.map(|at| &text[at..]), Some("0193"));
    }

    #[test]
    fn words_are_whole() {
        assert!(holds("option sisr", "sisr"));
        assert!(!holds("loptions", "option"));
    }
}
