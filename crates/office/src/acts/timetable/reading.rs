//! What a table of availabilities says: its columns, its cells, and what is wrong in which cell. Pure.

use super::import::{ImportLine, TypedTable};
use exam::Refusal;
use exam::id::{CandidateId, ExaminerId};
use exam::planning::{Answer, Frame, HalfDay, Part};
use exam::text::letters;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Somebody who may sit, as tables name people.
pub(super) struct Known {
    pub id: ExaminerId,
    pub name: String,
    pub login: String,
    pub email: String,
}

/// A candidate, as tables name candidates.
pub(super) struct Numbered {
    pub id: CandidateId,
    pub number: String,
}

/// A file as a table, line for line.
pub(super) fn file(bytes: &[u8], name: &str) -> Result<TypedTable, roster::Unreadable> {
    // Whatever the year: a heading may leave it out.
    let any = Some(Date::constant(2000, 1, 1));
    let table = roster::table(bytes, name, &|cells| Columns::of(cells, any).is_some())?;
    let mut text = String::new();
    let mut next = 1;
    for (line, cells) in &table.rows {
        while next < *line {
            text.push('\n');
            next += 1;
        }
        let cells: Vec<_> =
            cells.iter().map(|cell| cell.replace(['\t', '\r', '\n'], " ").replace('"', "'")).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
        next += 1;
    }
    Ok(TypedTable { sheet: table.sheet, text })
}

/// The columns: who, half-days in a list or one by one, centres, at most, candidates tutored.
struct Columns {
    who: Option<usize>,
    name: Option<usize>,
    list: Option<usize>,
    each: Vec<(usize, Vec<HalfDay>)>,
    centres: Option<usize>,
    most: Option<usize>,
    tutored: Option<usize>,
}

impl Columns {
    /// `None` where nothing names a person, or nothing says when.
    fn of(cells: &[String], first: Option<Date>) -> Option<Self> {
        let find = |words: &[&str]| {
            let named = |cell: &String| words.iter().any(|word| plain(cell).starts_with(word));
            cells
                .iter()
                .position(|cell| named(cell) && (words[0] == "maximum" || !plain(cell).starts_with("nombre")))
        };
        let each = cells.iter().enumerate().filter_map(|(at, cell)| Some((at, halves(cell, first)?)));
        let columns = Self {
            who: find(&["courriel", "identifiant", "adresse", "mail", "e-mail"]),
            name: find(&["nom", "personne", "membre"]),
            list: find(&["demi-journee", "disponib"]),
            each: each.collect(),
            centres: find(&["centre"]),
            most: find(&["maximum", "max", "au plus", "nombre"]),
            tutored: find(&["suivi", "encadr", "tutorat", "candidat"]),
        };
        let told = columns.who.or(columns.name).is_some();
        (told && (columns.list.is_some() || !columns.each.is_empty())).then_some(columns)
    }
}

/// A table with its columns.
pub(super) struct Sheet {
    name: String,
    columns: Columns,
    rows: Vec<(usize, Vec<String>)>,
    /// The first day of the frame, which gives its year to days without one.
    first: Option<Date>,
}

impl Sheet {
    /// Reads a table that was typed, pasted or taken from a file.
    ///
    /// # Errors
    /// [`Refusal::NoAvailabilityColumns`].
    pub fn read(table: &TypedTable, first: Option<Date>) -> Result<Self, Refusal> {
        let is_header = |cells: &[String]| Columns::of(cells, first).is_some();
        let read = roster::table(table.text.as_bytes(), "tableau.csv", &is_header);
        let mut rows = read.map(|read| read.rows).unwrap_or_default();
        let columns = rows.first().and_then(|(_, cells)| Columns::of(cells, first));
        let columns = columns.ok_or(Refusal::NoAvailabilityColumns)?;
        rows.remove(0);
        Ok(Self { name: table.sheet.clone(), columns, rows, first })
    }

    /// What each line would write.
    pub fn lines(&self, people: &[Known], frame: &Frame, numbers: &[Numbered]) -> Vec<ImportLine> {
        let mut lines: Vec<ImportLine> = vec![];
        let mut seen = BTreeSet::new();
        for (line, cells) in &self.rows {
            let mut row = Row { sheet: self, line: *line, cells, problems: vec![] };
            let who =
                row.cell(self.columns.who).or(row.cell(self.columns.name)).unwrap_or_default().to_owned();
            if who.is_empty() && row.says_nothing() {
                continue;
            }
            let examiner = row.person(people);
            let answer = row.answer(frame, numbers);
            if let Some(id) = &examiner
                && !seen.insert(id.clone())
            {
                let at = self.columns.who.or(self.columns.name).unwrap_or_default();
                let told = format!("« {who} » est déjà plus haut dans le tableau : gardez une seule ligne.");
                row.wrong(at, &told);
            }
            let says = !row.says_nothing();
            let problems = row.problems;
            let answer = examiner.filter(|_| says && problems.is_empty()).map(|id| (id, answer));
            lines.push(ImportLine { line: *line, who, answer, problems, contradictions: vec![] });
        }
        lines
    }
}

/// A line while it is read.
struct Row<'a> {
    sheet: &'a Sheet,
    line: usize,
    cells: &'a [String],
    problems: Vec<String>,
}

impl<'a> Row<'a> {
    /// What stands in a column; nothing where it is empty.
    fn cell(&self, at: Option<usize>) -> Option<&'a str> {
        self.cells.get(at?).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
    }

    /// The values of a column, and their place.
    fn values(&self, at: Option<usize>) -> Vec<(usize, &'a str)> {
        let cell = self.cell(at).unwrap_or_default();
        let values = cell.split(['|', '+', ';']).map(str::trim).filter(|one| !one.is_empty());
        values.map(|value| (at.unwrap_or_default(), value)).collect()
    }

    /// No half-day and no maximum: a line of the model that nobody filled in.
    fn says_nothing(&self) -> bool {
        let columns = &self.sheet.columns;
        let crosses = columns.each.iter().any(|(at, _)| self.cell(Some(*at)).is_some());
        !crosses && self.cell(columns.list).is_none() && self.cell(columns.most).is_none()
    }

    fn wrong(&mut self, column: usize, told: &str) {
        let cell = format!("{}{}", letters(column), self.line);
        let place = match self.sheet.name.as_str() {
            "" => format!("Cellule {cell}"),
            sheet => format!("Feuille « {sheet} », cellule {cell}"),
        };
        self.problems.push(format!("{place} : {told}"));
    }

    fn person(&mut self, people: &[Known]) -> Option<ExaminerId> {
        let columns = &self.sheet.columns;
        let (at, written) = match (self.cell(columns.who), self.cell(columns.name)) {
            (Some(login), _) => (columns.who, login),
            (None, Some(name)) => (columns.name, name),
            (None, None) => (columns.who.or(columns.name), ""),
        };
        let same = |one: &&Known| {
            let written = plain(written);
            [&one.login, &one.email, &one.name]
                .iter()
                .any(|known| plain(known) == written && !known.is_empty())
        };
        let found: Vec<_> = people.iter().filter(same).collect();
        let told = match found.as_slice() {
            [one] => return Some(one.id.clone()),
            [] if written.is_empty() => "écrivez de qui il s’agit.".to_owned(),
            [] => format!(
                "« {written} » n’est pas parmi les membres possibles : ajoutez cette personne d’abord."
            ),
            _ => format!("« {written} » désigne plusieurs personnes : écrivez l’adresse électronique."),
        };
        self.wrong(at.unwrap_or_default(), &told);
        None
    }

    fn answer(&mut self, frame: &Frame, numbers: &[Numbered]) -> Answer {
        let columns = &self.sheet.columns;
        let mut answer = Answer::default();
        for (at, written) in self.values(columns.list) {
            if let Some(some) = halves(written, self.sheet.first) {
                answer.halves.extend(some);
            } else {
                let told = "n’est pas une demi-journée : écrivez par exemple 18/05/2026 matin.";
                self.wrong(at, &format!("« {written} » {told}"));
            }
        }
        for (at, some) in &columns.each {
            match self.cell(Some(*at)).map(plain).as_deref() {
                None | Some("non" | "0" | "-" | "n") => {}
                Some("x" | "oui" | "1" | "o" | "✓" | "✔") => answer.halves.extend(some),
                Some(_) => {
                    let written = self.cell(Some(*at)).unwrap_or_default();
                    let told = "n’est ni une croix ni vide : écrivez x si la personne peut venir.";
                    self.wrong(*at, &format!("« {written} » {told}"));
                }
            }
        }
        for (at, written) in self.values(columns.centres) {
            let centre = frame.centres.iter().find(|one| plain(&one.name) == plain(written));
            if let Some(centre) = centre {
                answer.centres.insert(centre.id.clone());
            } else {
                let known: Vec<_> = frame.centres.iter().map(|one| one.name.as_str()).collect();
                let known = known.join(", ");
                self.wrong(
                    at,
                    &format!("« {written} » n’est pas un centre du calendrier. Centres : {known}."),
                );
            }
        }
        if self.cell(columns.centres).is_none() {
            answer.centres = frame.centres.iter().map(|one| one.id.clone()).collect();
        }
        answer.most = self.most(answer.halves.len());
        for (at, written) in self.values(columns.tutored) {
            // A spreadsheet takes the first 0 of a number off.
            let bare = |number: &str| number.trim_start_matches('0').to_owned();
            if let Some(known) = numbers.iter().find(|one| bare(&one.number) == bare(written)) {
                answer.kept_away.insert(known.id.clone());
            } else {
                self.wrong(at, &format!("« {written} » n’est pas le numéro d’une personne candidate."));
            }
        }
        answer
    }

    fn most(&mut self, given: usize) -> usize {
        let at = self.sheet.columns.most;
        match self.cell(at) {
            None => given,
            Some(written) => written.parse().unwrap_or_else(|_| {
                let told =
                    format!("« {written} » n’est pas un nombre de demi-journées : écrivez par exemple 3.");
                self.wrong(at.unwrap_or_default(), &told);
                given
            }),
        }
    }
}

/// Lower case, without accents.
fn plain(text: &str) -> String {
    let strip = |c: char| match c {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'î' => 'i',
        'ô' => 'o',
        'û' => 'u',
        '\u{a0}' | '\u{202f}' => ' ',
        other => other,
    };
    text.trim().to_lowercase().chars().map(strip).collect()
}

/// « 18/05/2026 matin », as the model's headings write a half-day.
pub(super) fn heading(half: HalfDay) -> String {
    let part = if half.part == Part::Morning { "matin" } else { "après-midi" };
    format!("{} {part}", half.day.strftime("%d/%m/%Y"))
}

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// « 18/05/2026 matin », « lundi 18 mai 2026, matin », « 2026-05-18 après-midi », « 18/05 » for the whole day.
fn halves(written: &str, first: Option<Date>) -> Option<Vec<HalfDay>> {
    let text = plain(written).replace(',', " ");
    let mut words =
        text.split_whitespace().skip_while(|word| !word.starts_with(|c: char| c.is_ascii_digit())).peekable();
    let start = words.next()?;
    let day = match words.peek().and_then(|word| MONTHS.iter().position(|month| month == word)) {
        Some(month) => {
            words.next();
            let year = words.peek().and_then(|word| word.parse::<i16>().ok());
            if year.is_some() {
                words.next();
            }
            let month = i8::try_from(month + 1).ok()?;
            let number = start.trim_end_matches("er").parse().ok()?;
            Date::new(year.or(first.map(Date::year))?, month, number).ok()?
        }
        None => read_day(start, first)?,
    };
    let parts = match words.collect::<Vec<_>>().join(" ").as_str() {
        "" | "journee" => vec![Part::Morning, Part::Afternoon],
        "matin" | "am" => vec![Part::Morning],
        "apres-midi" | "apres midi" | "pm" => vec![Part::Afternoon],
        _ => return None,
    };
    Some(parts.into_iter().map(|part| HalfDay { day, part }).collect())
}

fn read_day(text: &str, first: Option<Date>) -> Option<Date> {
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let mut parts = text.split('/');
    let (day, month): (i8, i8) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year: i16 = match parts.next() {
        Some(year) => year.parse().ok()?,
        None => first?.year(),
    };
    if !(1..=12).contains(&month) || !(1..=9999).contains(&year) {
        return None;
    }
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn half_days_are_read_as_people_write_them() {
        let morning = HalfDay { day: date(2026, 5, 18), part: Part::Morning };
        let both = vec![morning, HalfDay { part: Part::Afternoon, ..morning }];
        let first = Some(date(2026, 5, 18));
        for written in ["18/05/2026 matin", "lundi 18 mai 2026, matin", "lun. 18/05 matin", "18 mai matin"] {
            assert_eq!(halves(written, first), Some(vec![morning]), "{written}");
        }
        assert_eq!(halves("2026-05-18 Après-midi", first), Some(vec![both[1]]));
        assert_eq!(halves(&heading(both[1]), None), Some(vec![both[1]]));
        assert_eq!(halves("18/05", first), Some(both));
        for wrong in ["", "lundi", "32/05 matin", "18/13/2026", "18/05/2026 soir", "31 juin matin", "18/05"] {
            let first = if wrong == "18/05" { None } else { first };
            assert_eq!(halves(wrong, first), None, "{wrong}");
        }
    }

    #[test]
    fn a_file_keeps_the_numbers_of_its_lines() {
        let csv = "Liste\n\nCourriel;Demi-journées\n\n\"a@b.fr\"; 18/05, matin \n";
        let table = file(csv.as_bytes(), "liste.csv").unwrap();
        assert_eq!(table.text, "\n\nCourriel\tDemi-journées\n\na@b.fr\t18/05, matin\n");
        let sheet = Sheet::read(&table, Some(date(2026, 5, 18))).unwrap();
        assert_eq!(sheet.rows, [(5, vec!["a@b.fr".to_owned(), "18/05, matin".to_owned()])]);
    }
}
