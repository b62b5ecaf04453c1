//! A portfolio written here: a first page and others, in Markdown, with files; one template, no script.

use crate::kinds;
use comrak::nodes::NodeValue;
use comrak::{Arena, Options, markdown_to_html, parse_document};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A portfolio as its candidate writes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The first page.
    pub home: Page,
    /// The others, in their order.
    pub pages: Vec<Page>,
    /// The files that pages show or link to.
    pub files: Vec<Attached>,
}

/// A page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Its stable word, also the name of its file; empty for the first page.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its text, in Markdown.
    pub text: String,
    /// The title of the achievement that it tells of, as in the synthesis table; empty for none.
    pub achievement: String,
    /// Grows by one with each write.
    pub revision: u32,
}

/// A file that pages show or link to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// Its name: what pages call it.
    pub name: String,
    /// Its kind.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub hash: String,
}

/// What an achievement brings to its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Achievement {
    /// Its period, as written in the table.
    pub period: String,
    /// The competences that it mobilises.
    pub competences: Vec<String>,
}

/// What stands around the pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Whose portfolio it is: name, option.
    pub whose: String,
    /// The achievements of the table, by title.
    pub achievements: BTreeMap<String, Achievement>,
}

/// The folder of the files, in the site.
pub const FILES: &str = "fichiers";

const STYLE: &str = include_str!("written.css");

/// Whether a file may be attached: what a page shows, or what a reader saves. Pages and scripts are not.
pub fn attachable(name: &str) -> Option<&'static str> {
    kinds::media_type(name).filter(|kind| {
        !matches!(
            *kind,
            "text/html" | "text/css" | "text/javascript" | "application/wasm" | "application/xml"
        )
    })
}

/// The pages of the site, by path: HTML, and one style sheet. Files come from where they are kept.
pub fn render(written: &Written, around: &Around) -> Vec<(String, &'static str, String)> {
    let html = "text/html; charset=utf-8";
    let mut files = vec![("style.css".to_owned(), "text/css; charset=utf-8", STYLE.to_owned())];
    files.push(("index.html".to_owned(), html, page(&written.home, written, around)));
    files.extend(
        written.pages.iter().map(|one| (format!("{}.html", one.key), html, page(one, written, around))),
    );
    files
}

fn page(one: &Page, written: &Written, around: &Around) -> String {
    let title = if one.title.trim().is_empty() { "Portfolio" } else { one.title.trim() };
    let mut links = String::new();
    for other in std::iter::once(&written.home).chain(&written.pages) {
        let href = if other.key.is_empty() { "index" } else { &other.key };
        let name = if other.key.is_empty() { "Accueil" } else { other.title.trim() };
        let current = if other.key == one.key { " aria-current=\"page\"" } else { "" };
        let _ = write!(links, "<li><a href=\"{href}.html\"{current}>{}</a></li>", escaped(name));
    }
    let told = around.achievements.get(one.achievement.trim()).map(told).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"style.css\"></head>\n<body>\n<header><p class=\"whose\">{whose}</p>\
         <nav aria-label=\"Pages\"><ul>{links}</ul></nav></header>\n<main>\n<h1>{title}</h1>\n{told}{text}</main>\n\
         </body>\n</html>\n",
        title = escaped(title),
        whose = escaped(&around.whose),
        text = html(&one.text),
    )
}

fn told(achievement: &Achievement) -> String {
    let period = match achievement.period.trim() {
        "" => String::new(),
        period => format!("<p class=\"period\">{}</p>", escaped(period)),
    };
    let one = |label: &String| format!("<li>{}</li>", escaped(label));
    let list: String = achievement.competences.iter().map(one).collect();
    if list.is_empty() {
        return period;
    }
    format!("{period}<aside><h2>Compétences mobilisées</h2><ul>{list}</ul></aside>\n")
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    // HTML that somebody types is shown as typed: nothing typed is lost, and nothing of it runs.
    options.render.escape = true;
    options
}

/// Markdown as HTML that holds nothing but text, links, images and tables. A link to a file of one's own goes to its
/// folder; titles begin at the second level, below that of the page.
pub fn html(markdown: &str) -> String {
    let raw = markdown_to_html(markdown, &options());
    let mut clean = ammonia::Builder::default();
    clean.rm_tags(["div", "span", "map", "area", "header", "footer", "nav", "aside", "article"]);
    clean.link_rel(Some("noopener noreferrer"));
    clean.add_tags(["input"]).add_tag_attributes("input", ["type", "checked", "disabled"]);
    clean.attribute_filter(|element, attribute, value| match (element, attribute) {
        ("img", "src") | ("a", "href") => Some(own(value).into()),
        ("input", "type") if value != "checkbox" => None,
        _ => Some(value.into()),
    });
    let clean = clean.clean(&raw).to_string();
    // A page has one first title, its own.
    let mut text = clean;
    for level in (1..6).rev() {
        let (from, to) = (level, level + 1);
        text = text.replace(&format!("<h{from}>"), &format!("<h{to}>"));
        text = text.replace(&format!("</h{from}>"), &format!("</h{to}>"));
    }
    text
}

/// A bare name is a file of one's own.
fn own(link: &str) -> String {
    let outside = link.contains(':') || link.starts_with('/') || link.starts_with('#') || link.contains('/');
    let page = link.split('#').next().is_some_and(kinds::is_page);
    if outside || page || link.is_empty() { link.to_owned() } else { format!("{FILES}/{link}") }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What a reader would miss in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// An image without a description, by its name.
    NoDescription(String),
    /// A link or an image to a file that is not there.
    NoFile(String),
    /// The achievement is not in the table any more.
    NoAchievement(String),
    /// Nothing is written.
    Nothing,
}

/// What a reader would miss in a page: told, never a refusal.
pub fn remarks(one: &Page, written: &Written, around: &Around) -> Vec<Remark> {
    let arena = Arena::new();
    let root = parse_document(&arena, &one.text, &options());
    let mut remarks = vec![];
    if one.text.trim().is_empty() {
        remarks.push(Remark::Nothing);
    }
    let known = |url: &str| {
        let name = percent_decoded(url);
        own(url) == url || written.files.iter().any(|file| file.name == name)
    };
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Image(link) => {
                let described = node.descendants().skip(1).any(|inner| match &inner.data.borrow().value {
                    NodeValue::Text(text) => !text.trim().is_empty(),
                    NodeValue::Code(code) => !code.literal.trim().is_empty(),
                    _ => false,
                });
                if !described {
                    remarks.push(Remark::NoDescription(link.url.clone()));
                }
                if !known(&link.url) {
                    remarks.push(Remark::NoFile(link.url.clone()));
                }
            }
            NodeValue::Link(link) if !known(&link.url) => remarks.push(Remark::NoFile(link.url.clone())),
            _ => {}
        }
    }
    let achievement = one.achievement.trim();
    if !achievement.is_empty() && !around.achievements.contains_key(achievement) {
        remarks.push(Remark::NoAchievement(achievement.to_owned()));
    }
    remarks
}

fn percent_decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (vec![], text.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        let digits = tail.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let coded = digits.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(coded.unwrap_or(*first));
        rest = if coded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The stable word of a new page: from its title, and told apart from the others.
pub fn key(title: &str, taken: &[Page]) -> String {
    let plain = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c if c.is_ascii_alphanumeric() => c,
        _ => '-',
    };
    let word: String = title.to_lowercase().chars().map(plain).take(50).collect();
    let parts: Vec<&str> = word.split('-').filter(|part| !part.is_empty()).collect();
    let word = if parts.is_empty() { "page".to_owned() } else { parts.join("-") };
    let free = |word: &str| word != "index" && !taken.iter().any(|page| page.key == word);
    if free(&word) {
        return word;
    }
    let numbered = (2..=taken.len() + 2).map(|number| format!("{word}-{number}"));
    numbered.into_iter().find(|word| free(word)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page_of(text: &str) -> Page {
        Page { key: "glpi".to_owned(), title: "GLPI".to_owned(), text: text.to_owned(), ..Page::default() }
    }

    #[test]
    fn what_is_written_becomes_text_and_nothing_else() {
        let text = html(
            "# Contexte\n\n**Parc** de <script>alert(1)</script> 180 postes\n\n![Écran](glpi.png)\n\n\
                         <img src=x onerror=alert(1)> [clic](javascript:alert(1)) [doc](procédure.pdf) <iframe src=//x>",
        );
        assert!(text.contains("<h2>Contexte</h2>") && text.contains("<strong>Parc</strong>"), "{text}");
        assert!(text.contains("src=\"fichiers/glpi.png\"") && text.contains("alt=\"Écran\""), "{text}");
        assert!(text.contains("href=\"fichiers/proc%C3%A9dure.pdf\""), "{text}");
        assert!(text.contains("&lt;script&gt;") && text.contains("onerror"), "told as typed: {text}");
        for never in ["<script", "<img src=\"x", "href=\"javascript:", "<iframe", "style="] {
            assert!(!text.contains(never), "{never}: {text}");
        }
    }

    #[test]
    fn a_page_shows_the_competences_of_its_achievement() {
        let achievement =
            Achievement { period: "01/2025".to_owned(), competences: vec!["Gérer <le>".to_owned()] };
        let around = Around {
            whose: "Alix MARTIN, option SISR".to_owned(),
            achievements: [("Parc".to_owned(), achievement)].into(),
        };
        let one = Page { achievement: "Parc".to_owned(), ..page_of("Texte") };
        let written = Written { pages: vec![one.clone()], ..Written::default() };
        let files = render(&written, &around);
        let paths: Vec<_> = files.iter().map(|(path, ..)| path.as_str()).collect();
        assert_eq!(paths, ["style.css", "index.html", "glpi.html"]);
        assert!(files[2].2.contains("<li>Gérer &lt;le&gt;</li>") && files[2].2.contains("01/2025"));
        assert!(files[1].2.contains("<a href=\"glpi.html\">GLPI</a>"));
        assert_eq!(remarks(&one, &written, &around), []);
        let lost = remarks(&Page { achievement: "Autre".to_owned(), ..one }, &written, &around);
        assert_eq!(lost, [Remark::NoAchievement("Autre".to_owned())]);
    }

    #[test]
    fn what_a_reader_would_miss_is_told() {
        let file = Attached {
            name: "mon schéma.png".to_owned(),
            media_type: "image/png".to_owned(),
            size: 1,
            hash: "00".to_owned(),
        };
        let written = Written { files: vec![file], ..Written::default() };
        let told = |text: &str| remarks(&page_of(text), &written, &Around::default());
        assert_eq!(told("![Schéma](<mon schéma.png>) [x](https://a.fr) [y](glpi.html)"), []);
        assert_eq!(told("![](https://a.fr/x.png)"), [Remark::NoDescription("https://a.fr/x.png".to_owned())]);
        assert_eq!(told("[doc](absent.pdf)"), [Remark::NoFile("absent.pdf".to_owned())]);
        assert_eq!(told("  "), [Remark::Nothing]);
    }

    #[test]
    fn a_new_page_has_a_word_of_its_own() {
        assert_eq!(key("Déploiement d’un GLPI !", &[]), "deploiement-d-un-glpi");
        assert_eq!(key("GLPI", &[page_of("")]), "glpi-2");
        assert_eq!([key("index", &[]), key("…", &[])], ["index-2", "page"]);
    }

    proptest! {
        #[test]
        fn no_text_brings_a_script(text in ".{0,200}") {
            let html = html(&text);
            prop_assert!(!html.contains("<script") && !html.contains("<iframe") && !html.contains("<style"));
        }
    }
}
