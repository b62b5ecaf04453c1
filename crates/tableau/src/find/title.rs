//! A title's cell: the title, then the documents listed below it.

use crate::words;

/// A title and the documents found with it; nothing of the cell is lost but bullets and « Documents : ».
pub fn split(text: &str) -> (Option<String>, Vec<String>) {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let Some(first) = lines.next() else { return (None, Vec::new()) };
    let (title, listed) = inline(first);
    let (mut title, mut documents) = (title.to_owned(), Vec::new());
    if let Some(listed) = listed {
        push(&mut documents, listed);
    }
    // A label alone, or a sentence that runs on, is not yet the whole title.
    while documents.is_empty()
        && let Some(next) = lines.peek()
        && !is_bullet(next)
        && !is_list_heading(next)
        && (title.ends_with(':') || title.ends_with(',') || is_label(&title) || runs_on(next))
    {
        let (more, listed) = inline(next);
        title = format!("{title} {more}");
        if let Some(listed) = listed {
            push(&mut documents, listed);
        }
        lines.next();
    }
    for line in lines {
        push(&mut documents, list_item(line));
    }
    (Some(title.trim().to_owned()).filter(|title| !title.is_empty()), documents)
}

/// What a document's line begins with in a title's cell of our own.
pub const DOCUMENT: &str = "- ";

/// A title's cell as our own writer writes it: the title on the first line, then « - » and a document on each.
/// None when some line is written otherwise.
pub fn own(text: &str) -> Option<(Option<String>, Vec<String>)> {
    let (title, list) = text.split_once('\n').unwrap_or((text, ""));
    let lines = list.split('\n').filter(|line| !line.trim().is_empty());
    let documents: Option<Vec<String>> =
        lines.map(|line| Some(line.strip_prefix(DOCUMENT)?.trim().to_owned())).collect();
    let title = Some(title.trim().to_owned()).filter(|title| !title.is_empty());
    Some((title, documents?.into_iter().filter(|document| !document.is_empty()).collect()))
}

/// Documents of a column of their own: one for each line.
pub fn documents(text: &str) -> Vec<String> {
    let mut documents = Vec::new();
    for line in text.lines() {
        push(&mut documents, list_item(line.trim()));
    }
    documents
}

/// Whether a title says nothing: a number, « Réalisation 3 », the model's own words.
pub fn is_leftover(text: &str) -> bool {
    const MODEL: [&str; 17] = [
        "realisation",
        "realisations",
        "n",
        "no",
        "numero",
        "intitule",
        "productions",
        "production",
        "documents",
        "document",
        "associes",
        "et",
        "liste",
        "des",
        "de",
        "la",
        "projet",
    ];
    let plain = words::plain(&text[..cut(text, 200)]);
    plain.split(' ').all(|word| {
        word.is_empty()
            || MODEL.contains(&word)
            || word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x')
    })
}

/// Where to cut a text so that it is no longer than so many bytes.
pub fn cut(text: &str, most: usize) -> usize {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

fn push(documents: &mut Vec<String>, document: &str) {
    let document = document.trim_start_matches(is_bullet_sign).trim();
    if !document.is_empty() {
        documents.push(document.to_owned());
    }
}

/// A line « Supervision – Productions associées : guide, schéma » in its two halves.
fn inline(line: &str) -> (&str, Option<&str>) {
    for marker in
        ["Productions", "Documents", "productions", "documents", "Livrables", "PRODUCTIONS", "DOCUMENTS"]
    {
        let Some(at) = line.find(marker).filter(|at| *at > 0) else { continue };
        let Some((heading, rest)) = line[at..].split_once(':') else { continue };
        let before =
            line[..at].trim_end_matches(|char: char| char.is_whitespace() || "-–—(/|;,".contains(char));
        if is_list_heading(heading) && !rest.trim().is_empty() && before.chars().any(char::is_alphabetic) {
            return (before, Some(rest.trim().trim_end_matches(')')));
        }
    }
    (line, None)
}

/// What a line lists, without « Documents associés : » before it.
fn list_item(line: &str) -> &str {
    match line.split_once(':') {
        Some((heading, rest)) if is_list_heading(heading) => rest,
        None if is_list_heading(line) => "",
        _ => line,
    }
}

fn is_list_heading(line: &str) -> bool {
    let head = line.split(':').next().unwrap_or(line);
    let plain = words::plain(&head[..cut(head, 120)]);
    let known =
        ["documents", "document", "productions", "production", "livrables", "annexes", "liste des documents"];
    let words = [
        "documents",
        "document",
        "productions",
        "production",
        "livrables",
        "livrable",
        "annexes",
        "associes",
        "associees",
        "et",
        "liste",
        "des",
        "les",
        "s",
        "fournis",
        "joints",
        "associe",
    ];
    known.iter().any(|start| plain.starts_with(start)) && plain.split(' ').all(|word| words.contains(&word))
}

fn is_bullet_sign(char: char) -> bool {
    char.is_whitespace() || "-–—•▸►▪●◦‣*·→>✓✔➢➤○■□–o\u{f0b7}".contains(char) && char != 'o'
}

/// Whether a line begins with the bullet of a list.
pub fn is_bullet(line: &str) -> bool {
    line.starts_with(is_bullet_sign)
}

/// « Réalisation n° 2 », « Projet 1 »: a label, not a title.
fn is_label(title: &str) -> bool {
    is_leftover(title)
}

/// A line that goes on with the sentence of the one before.
fn runs_on(line: &str) -> bool {
    line.starts_with(|char: char| char.is_lowercase())
        && !line.starts_with("http")
        && !line.starts_with("www")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Vec<String>) {
        let (title, documents) = split(text);
        (title.unwrap_or_default(), documents)
    }

    #[test]
    fn documents_follow_the_title() {
        let (title, documents) =
            told("Mise en place d'un VPN\nCahier des charges\n- Schéma réseau\n▸ Compte rendu");
        assert_eq!(title, "Mise en place d'un VPN");
        assert_eq!(documents, ["Cahier des charges", "Schéma réseau", "Compte rendu"]);
    }

    #[test]
    fn a_heading_of_the_list_is_left_out() {
        let (title, documents) = told(
            "Réalisation 1 :\nServeur de fichiers\nProductions et documents associés :\n- Guide\nDocuments : Tests",
        );
        assert_eq!(title, "Réalisation 1 : Serveur de fichiers");
        assert_eq!(documents, ["Guide", "Tests"]);
    }

    #[test]
    fn a_title_may_run_on_and_a_list_may_stand_inline() {
        assert_eq!(
            told("Développement d'une application\nde réservation de salles").0,
            "Développement d'une application de réservation de salles"
        );
        let (title, documents) = told("Supervision Zabbix – Productions associées : guide, schéma");
        assert_eq!((title.as_str(), documents), ("Supervision Zabbix", vec!["guide, schéma".to_owned()]));
    }

    #[test]
    fn leftovers_of_the_model_say_nothing() {
        for text in [
            "1",
            "1.",
            "Réalisation n°3 :",
            "Réalisation : intitulé …\nProductions/documents associés",
            "…",
            "-",
        ] {
            assert!(is_leftover(text), "{text}");
        }
        for text in ["GLPI", "Réalisation d'un site", "Projet 1 : intranet"] {
            assert!(!is_leftover(text), "{text}");
        }
    }
}
