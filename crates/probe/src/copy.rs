//! A bounded copy of an outside site: the pages of one host, as they were read, with links that work without it.

use crate::hop::Answer;
use crate::{Finding, Prober, REDIRECTS, Target, page};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

/// The most files of a copy.
pub const COPY_FILES: usize = 150;

/// The most bytes of a copy.
pub const COPY_BYTES: usize = 40_000_000;

/// How far from the first page links are followed.
pub const COPY_DEPTH: usize = 3;

/// How long to wait between two requests to one host.
const PAUSE: Duration = Duration::from_millis(200);

/// The longest that a copy may take; what was read by then is kept.
const COPY_WHOLE: Duration = Duration::from_mins(3);

/// A file of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its path in the copy.
    pub path: String,
    /// The kind that the server told.
    pub media_type: String,
    /// Its bytes; in a page, links to other files of the copy are relative.
    pub bytes: Vec<u8>,
}

/// What a copy came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyOutcome {
    /// The files, the first page first; whether a bound left something out.
    Files(Vec<Copied>, bool),
    /// The site's `robots.txt` asks for no copy.
    Unwelcome,
    /// The first page does not answer.
    Silent(Finding),
}

struct Page {
    url: String,
    path: String,
    answer: Answer,
}

impl Prober {
    /// Copies the pages of one host from an address on, within bounds.
    pub async fn copy(&self, address: &str) -> CopyOutcome {
        let start = match Target::parse(address, self.client.reach()) {
            Ok(start) => start,
            Err(finding) => return CopyOutcome::Silent(finding),
        };
        let robots = match start.join("/robots.txt", self.client.reach()) {
            Ok(robots) => self.fetch(robots).await.ok(),
            Err(_) => None,
        };
        let rules =
            robots.filter(|(_, answer)| answer.status == 200).map(|(_, answer)| disallowed(&answer.body));
        let rules = rules.unwrap_or_default();
        if !welcome(&rules, &start.path()) {
            return CopyOutcome::Unwelcome;
        }
        let (first, answer) = match self.fetch(start).await {
            Ok(found) => found,
            Err(finding) => return CopyOutcome::Silent(finding),
        };
        let finding = page::finding(&first, &answer);
        if !finding.answers() {
            return CopyOutcome::Silent(finding);
        }
        let mut pages = vec![];
        let walk = self.walk(&first, answer, &rules, &mut pages);
        let cut = tokio::time::timeout(COPY_WHOLE, walk).await.unwrap_or(true);
        CopyOutcome::Files(linked(&pages), cut)
    }

    /// An answer, redirections followed.
    async fn fetch(&self, mut target: Target) -> Result<(Target, Answer), Finding> {
        for _ in 0..=REDIRECTS {
            let answer = self.client.get(&target, COPY_BYTES / 4).await.map_err(|failed| failed.finding)?;
            match &answer.location {
                None => return Ok((target, answer)),
                Some(next) => target = target.join(next, self.client.reach())?,
            }
        }
        Err(Finding::TooManyRedirects)
    }

    /// Reads page after page, the nearest first; says whether a bound left something out.
    async fn walk(&self, first: &Target, answer: Answer, rules: &[String], pages: &mut Vec<Page>) -> bool {
        let mut known = BTreeSet::from([first.text()]);
        let mut waiting = VecDeque::from([(first.clone(), 0)]);
        let (mut bytes, mut cut, mut begun) = (0, false, Some(answer));
        while let Some((target, depth)) = waiting.pop_front() {
            let answer = if let Some(answer) = begun.take() {
                answer
            } else {
                if pages.len() >= COPY_FILES || bytes >= COPY_BYTES {
                    return true;
                }
                tokio::time::sleep(PAUSE).await;
                match self.fetch(target.clone()).await {
                    Ok((_, answer)) if answer.status == 200 => answer,
                    _ => continue,
                }
            };
            cut |= answer.cut;
            bytes += answer.body.len();
            let found = if depth < COPY_DEPTH { references(&answer) } else { vec![] };
            for link in found {
                let Ok(next) = target.join(&link, self.client.reach()) else { continue };
                let same = next.authority() == first.authority() && welcome(rules, &next.path());
                if same && known.insert(next.text()) {
                    waiting.push_back((next, depth + 1));
                }
            }
            let path =
                if pages.is_empty() { "index.html".to_owned() } else { path(&target, &answer, pages.len()) };
            pages.push(Page { url: target.text(), path, answer });
        }
        cut
    }
}

fn is_page(answer: &Answer) -> bool {
    answer.media_type.as_deref().is_none_or(|kind| kind.to_lowercase().contains("html"))
}

fn is_style(answer: &Answer) -> bool {
    answer.media_type.as_deref().is_some_and(|kind| kind.to_lowercase().contains("css"))
}

/// A path that no other file of the copy has, with the ending that its kind wants.
fn path(target: &Target, answer: &Answer, number: usize) -> String {
    let path = target.path();
    let name = path.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let clean: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).take(60).collect();
    let kept = clean.trim_matches('.');
    let named = kept.to_lowercase().rsplit('.').next().is_some_and(|ending| ending == "html");
    let ending = if is_page(answer) && !named { ".html" } else { "" };
    format!("copie/{number:03}-{kept}{ending}")
}

/// The addresses that a page or a style sheet names, as written, with their places.
fn places(answer: &Answer) -> Vec<(usize, usize)> {
    let source = &answer.body;
    let mut found = vec![];
    if is_page(answer) {
        for name in [&b"href="[..], b"src=", b"data-src="] {
            attributes(source, name, &mut found);
        }
    }
    if is_page(answer) || is_style(answer) {
        let mut at = 0;
        while let Some(open) = position(&source[at..], b"url(") {
            let from = at + open + 4;
            let Some(length) = source[from..].iter().position(|byte| *byte == b')') else { break };
            let trim = |byte: &u8| matches!(byte, b'"' | b'\'' | b' ');
            let skip = source[from..from + length].iter().take_while(|byte| trim(byte)).count();
            let tail = source[from + skip..from + length].iter().rev().take_while(|byte| trim(byte)).count();
            found.push((from + skip, from + length - tail));
            at = from + length;
        }
    }
    found.sort_unstable();
    found.dedup_by(|next, before| next.0 < before.1);
    found.retain(|(from, to)| to > from && to - from < 2_000);
    found
}

fn position(source: &[u8], wanted: &[u8]) -> Option<usize> {
    source.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted))
}

fn attributes(source: &[u8], name: &[u8], found: &mut Vec<(usize, usize)>) {
    let mut at = 0;
    while let Some(open) = position(&source[at..], name) {
        let from = at + open + name.len();
        at = from;
        let Some(quote @ (b'"' | b'\'')) = source.get(from) else { continue };
        let Some(length) = source[from + 1..].iter().position(|byte| byte == quote) else { break };
        found.push((from + 1, from + 1 + length));
        at = from + 1 + length;
    }
}

fn text(answer: &Answer, (from, to): (usize, usize)) -> String {
    String::from_utf8_lossy(&answer.body[from..to]).trim().replace("&amp;", "&")
}

fn references(answer: &Answer) -> Vec<String> {
    let links = places(answer).into_iter().map(|place| text(answer, place));
    links.filter(|link| !link.is_empty() && !link.starts_with('#')).collect()
}

/// The files, with the links between them made relative.
fn linked(pages: &[Page]) -> Vec<Copied> {
    let paths: BTreeMap<String, String> =
        pages.iter().map(|page| (page.url.clone(), page.path.clone())).collect();
    let one = |page: &Page| {
        let base = url::Url::parse(&page.url).ok();
        let (mut bytes, mut at) = (Vec::with_capacity(page.answer.body.len()), 0);
        let up = if page.path.contains('/') { "../" } else { "" };
        for (from, to) in places(&page.answer) {
            let link = text(&page.answer, (from, to));
            let full = base.as_ref().and_then(|base| base.join(&link).ok());
            let Some(mut full) = full else { continue };
            let fragment = full.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default();
            full.set_fragment(None);
            let Some(path) = paths.get(full.as_str()) else { continue };
            bytes.extend_from_slice(&page.answer.body[at..from]);
            bytes.extend_from_slice(format!("{up}{path}{fragment}").as_bytes());
            at = to;
        }
        bytes.extend_from_slice(&page.answer.body[at..]);
        let kind = page.answer.media_type.clone().unwrap_or_else(|| "text/html".to_owned());
        Copied { path: page.path.clone(), media_type: kind, bytes }
    };
    pages.iter().map(one).collect()
}

/// The paths that `robots.txt` keeps everybody out of, or this program.
fn disallowed(body: &[u8]) -> Vec<String> {
    let (mut rules, mut ours, mut naming) = (vec![], false, false);
    for line in String::from_utf8_lossy(body).lines() {
        let line = line.split('#').next().unwrap_or_default();
        let Some((field, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match field.trim().to_lowercase().as_str() {
            "user-agent" => {
                let one = value == "*" || value.to_lowercase().contains("florilege");
                ours = if naming { ours || one } else { one };
                naming = true;
            }
            "disallow" => {
                naming = false;
                if ours && !value.is_empty() {
                    rules.push(value.trim_end_matches('*').to_owned());
                }
            }
            _ => naming = false,
        }
    }
    rules
}

fn welcome(rules: &[String], path: &str) -> bool {
    !rules.iter().any(|rule| path.starts_with(rule.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn robots_are_heard() {
        let rules = disallowed(
            b"User-agent: bingbot\nDisallow: /\n\nUser-agent: *\nDisallow: /prive/ # x\nDisallow:\n",
        );
        assert_eq!(rules, ["/prive/"]);
        assert!(welcome(&rules, "/index.html") && !welcome(&rules, "/prive/a.html"));
        assert!(!welcome(&disallowed(b"user-agent: a\nuser-agent: *\ndisallow: /"), "/"));
    }
}
