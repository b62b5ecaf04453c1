//! A reading told in a terminal, in French.

use std::fmt::Write as _;

use crate::reading::{Achievement, OptionReadBy, ReadBy, Reading, Severity};

/// Terminal colours, or none.
#[derive(Clone, Copy)]
pub struct Ink(pub bool);

impl Ink {
    /// A text in a colour, given by its ANSI code.
    pub fn paint(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A text in bold.
    pub fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }
}

/// The reading as a student wants it: who, each group with its achievements and ticks, the coverage, and what
/// to look at. ANSI colours only if `colour`; control characters of the file are left out.
pub fn to_text(reading: &Reading, colour: bool) -> String {
    let ink = Ink(colour);
    let mut out = String::new();
    head(&mut out, reading, ink);
    body(&mut out, reading, ink);
    coverage(&mut out, reading, ink);
    findings(&mut out, reading, ink);
    out
}

/// Text of the file, safe for a terminal and on one line.
pub fn safe(text: &str) -> String {
    let spaced: String = text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}");
}

fn head(out: &mut String, reading: &Reading, ink: Ink) {
    let candidate = &reading.candidate;
    let or_missing = |text: &Option<String>| {
        text.as_deref().map(safe).filter(|text| !text.is_empty()).unwrap_or_else(|| "(non indiqué)".into())
    };
    line(out, &ink.strong(&format!("Tableau de synthèse – {}", safe(&reading.file))));
    let exam = reading.exam.as_deref().map(|exam| format!(", épreuve {}", safe(exam))).unwrap_or_default();
    line(out, &format!("Feuille    {}{exam}", safe(&reading.sheet)));
    line(out, &format!("Session    {}", or_missing(&reading.session)));
    line(out, &format!("Nom        {}", or_missing(&candidate.name)));
    line(out, &format!("N°         {}", or_missing(&candidate.number)));
    line(out, &format!("Centre     {}", or_missing(&candidate.centre)));
    let by = match candidate.option_read_by {
        OptionReadBy::Text => " (lue dans une cellule)",
        OptionReadBy::Drawing => " (lue d’après un dessin)",
        OptionReadBy::None => "",
    };
    let option = candidate.option.map_or("(non indiquée)", crate::reading::Speciality::as_str);
    line(out, &format!("Option     {option}{by}"));
    line(out, &format!("Portfolio  {}", or_missing(&candidate.portfolio_url)));
}

fn body(out: &mut String, reading: &Reading, ink: Ink) {
    let of = |group: Option<usize>| reading.achievements.iter().filter(move |one| one.group == group);
    if of(None).next().is_some() {
        line(out, &format!("\n{}", ink.strong("Hors groupe")));
        of(None).for_each(|one| achievement(out, one, ink));
    }
    for (at, group) in reading.groups.iter().enumerate() {
        let label = safe(&group.label);
        line(out, &format!("\n{} {}", ink.strong(&label), ink.faint(&format!("(ligne {})", group.row))));
        if of(Some(at)).next().is_none() {
            line(out, "  aucune réalisation");
        }
        of(Some(at)).for_each(|one| achievement(out, one, ink));
    }
}

fn achievement(out: &mut String, one: &Achievement, ink: Ink) {
    let title = one.title.as_deref().map_or_else(|| "(sans intitulé)".into(), safe);
    let hidden = if one.hidden { " [ligne masquée]" } else { "" };
    line(out, &format!("  {:>3}  {title}{hidden}", one.row));
    if let Some(raw) = &one.period.raw {
        let shown = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".into(), crate::period::shown);
        let days = format!("[{} → {}]", shown(one.period.from), shown(one.period.to));
        line(out, &format!("       Période : {} {}", safe(raw), ink.faint(&days)));
    }
    if !one.documents.is_empty() {
        let documents: Vec<String> = one.documents.iter().map(|document| safe(document)).collect();
        line(out, &format!("       Documents : {}", documents.join(" ; ")));
    }
    let ticks: Vec<String> =
        one.ticks.iter().map(|tick| format!("{}{} ({})", tick.column, one.row, how(tick.read_by))).collect();
    if ticks.is_empty() {
        line(out, &format!("       {}", ink.paint("31", "Aucune compétence cochée")));
    } else {
        line(out, &format!("       Coches : {}", ticks.join(", ")));
    }
}

const fn how(read_by: ReadBy) -> &'static str {
    match read_by {
        ReadBy::Text => "texte",
        ReadBy::Boolean => "case à cocher",
        ReadBy::Fill => "couleur",
        ReadBy::Border => "bordures croisées",
        ReadBy::Drawing => "dessin",
    }
}

fn coverage(out: &mut String, reading: &Reading, ink: Ink) {
    if reading.competences.is_empty() {
        return;
    }
    line(out, &format!("\n{}", ink.strong("Compétences mobilisées")));
    for competence in &reading.competences {
        let count = reading.coverage.get(&competence.column).copied().unwrap_or(0);
        let row = format!("  {:>2}  {count:>3}  {}", competence.column, safe(&competence.label));
        line(out, &if count == 0 { ink.paint("31", &row) } else { row });
    }
}

fn findings(out: &mut String, reading: &Reading, ink: Ink) {
    if reading.findings.is_empty() {
        line(out, &format!("\n{}", ink.paint("32", "Rien à signaler.")));
        return;
    }
    line(out, &format!("\n{}", ink.strong("À regarder")));
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let (name, code) = match severity {
            Severity::Error => ("erreur", "31"),
            Severity::Warning => ("attention", "33"),
            Severity::Info => ("note", "36"),
        };
        for finding in reading.findings.iter().filter(|finding| finding.severity == severity) {
            let cell = finding.cell.as_deref().unwrap_or("–");
            line(
                out,
                &format!(
                    "  {} {cell:>5}  {}",
                    ink.paint(code, &format!("{name:<9}")),
                    safe(&finding.message)
                ),
            );
        }
    }
}
