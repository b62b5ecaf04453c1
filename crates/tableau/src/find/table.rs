//! Where the table stands on a sheet: its heading row and its columns, found by their words.

use crate::grid::{self, Grid, Value};
use crate::limits;
use crate::words;

/// A competence of the block: official heading, and words that tell it.
struct Known {
    label: &'static str,
    /// The heading's first words, comparable.
    heading: &'static str,
    /// The first words of its list of activities, comparable.
    activities: &'static str,
    /// Words that tell it in a heading put otherwise.
    telling: [&'static str; 2],
}

/// The six competences, in their official order.
const COMPETENCES: [Known; 6] = [
    Known {
        label: "Gérer le patrimoine informatique",
        heading: "gerer le patrimoine informatique",
        activities: "recenser et identifier les ressources",
        telling: ["patrimoine", "informatique"],
    },
    Known {
        label: "Répondre aux incidents et aux demandes d’assistance et d’évolution",
        heading: "repondre aux incidents et aux demandes d assistance et d evolution",
        activities: "collecter suivre et orienter",
        telling: ["incidents", "demandes"],
    },
    Known {
        label: "Développer la présence en ligne de l’organisation",
        heading: "developper la presence en ligne de l organisation",
        activities: "participer a la valorisation",
        telling: ["presence", "ligne"],
    },
    Known {
        label: "Travailler en mode projet",
        heading: "travailler en mode projet",
        activities: "analyser les objectifs et les modalites",
        telling: ["mode", "projet"],
    },
    Known {
        label: "Mettre à disposition des utilisateurs un service informatique",
        heading: "mettre a disposition des utilisateurs un service informatique",
        activities: "realiser les tests d integration",
        telling: ["disposition", "service"],
    },
    Known {
        label: "Organiser son développement professionnel",
        heading: "organiser son developpement professionnel",
        activities: "mettre en place son environnement d apprentissage",
        telling: ["developpement", "professionnel"],
    },
];

/// A competence's column.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1-based column.
    pub column: u32,
    /// The heading as found, or the official one.
    pub label: String,
    /// Its own heading was not found: the column was deduced.
    pub deduced: bool,
}

/// A table's frame.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The row of the six headings.
    pub header: u32,
    /// The first row below headings and activities.
    pub first: u32,
    /// The column of titles.
    pub title: u32,
    /// A column of documents apart, if any.
    pub documents: Option<u32>,
    /// The columns of periods: one, or one for each end.
    pub periods: Vec<u32>,
    /// The competences found or deduced, from left to right.
    pub competences: Vec<Heading>,
    /// Official headings found nowhere.
    pub missing: Vec<&'static str>,
    /// How many headings were found as such.
    pub found: usize,
}

struct Hit {
    row: u32,
    column: u32,
    which: usize,
    label: String,
}

/// Finds the table of a sheet; none when fewer than two headings stand in one row.
pub fn find(grid: &Grid) -> Option<Table> {
    let mut activities = Vec::new();
    let mut hits = Vec::new();
    for cell in &grid.cells {
        let Value::Text(text) = &cell.value else { continue };
        if text.len() < 12 {
            continue;
        }
        // Many cells may be long: a heading shows in its first words.
        let (start, _) = grid::bounded(text).split_at(boundary(text, 220));
        let plain = words::Plain::new(start);
        for (which, known) in COMPETENCES.iter().enumerate() {
            if let Some(at) = words::position(&plain.text, known.heading).filter(|at| *at <= 12) {
                let end = plain.original(at + known.heading.len()).unwrap_or(start.len());
                let from = plain.original(at).unwrap_or(0);
                let label = start[from..end].trim().trim_end_matches([',', '.', ':', ';']).trim_end();
                hits.push(Hit {
                    row: cell.place.0,
                    column: cell.place.1,
                    which,
                    label: label.replace('\n', " "),
                });
            } else if plain.text.starts_with(known.activities) {
                activities.push(Hit { row: cell.place.0, column: cell.place.1, which, label: String::new() });
            }
        }
    }
    let (header, found) = best_row(&hits)?;
    if found < 2 {
        return None;
    }
    let mut columns: [Option<Heading>; 6] = Default::default();
    take(&mut columns, &hits, |hit| hit.row == header, false);
    take(&mut columns, &hits, |hit| hit.row.abs_diff(header) <= 2, false);
    put_otherwise(grid, header, &mut columns);
    let found = columns.iter().flatten().count();
    take(&mut columns, &activities, |hit| hit.row >= header && hit.row - header <= 2, true);
    between(grid, header, &mut columns);
    let missing =
        COMPETENCES.iter().zip(&columns).filter(|(_, column)| column.is_none()).map(|(known, _)| known.label);
    let mut table = Table { header, found, missing: missing.collect(), ..Table::default() };
    table.competences = columns.into_iter().flatten().collect();
    table.competences.sort_by_key(|column| column.column);
    table.first = first_row(grid, &table, &activities);
    other_columns(grid, &mut table);
    Some(table)
}

/// Which competence (0 to 5, in the official order) a heading is that of.
pub fn rank(label: &str) -> Option<usize> {
    let plain = words::plain(&label[..boundary(label, 220)]);
    let exact = COMPETENCES.iter().position(|known| words::holds(&plain, known.heading));
    let telling = |known: &Known| known.telling.iter().all(|word| words::holds(&plain, word));
    exact.or_else(|| COMPETENCES.iter().position(telling))
}

/// The official heading of a competence, by its rank.
pub fn official(rank: usize) -> &'static str {
    COMPETENCES[rank].label
}

fn boundary(text: &str, most: usize) -> usize {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

fn best_row(hits: &[Hit]) -> Option<(u32, usize)> {
    let mut best: Option<(u32, usize)> = None;
    for run in hits.chunk_by(|left, right| left.row == right.row) {
        let count = (0..6).filter(|which| run.iter().any(|hit| hit.which == *which)).count();
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((run[0].row, count));
        }
    }
    best
}

fn take(columns: &mut [Option<Heading>; 6], hits: &[Hit], test: impl Fn(&Hit) -> bool, deduced: bool) {
    for hit in hits.iter().filter(|hit| test(hit)) {
        let free = columns.iter().flatten().all(|column| column.column != hit.column);
        let slot = &mut columns[hit.which];
        if slot.is_none() && free {
            let label = if deduced { COMPETENCES[hit.which].label.to_owned() } else { hit.label.clone() };
            *slot = Some(Heading { column: hit.column, label, deduced });
        }
    }
}

/// Headings of the same row put in other words.
fn put_otherwise(grid: &Grid, header: u32, columns: &mut [Option<Heading>; 6]) {
    for cell in grid.row(header) {
        let (Value::Text(text), column) = (&cell.value, cell.place.1) else { continue };
        if text.len() > 200 || columns.iter().flatten().any(|known| known.column == column) {
            continue;
        }
        let plain = words::plain(text);
        let told =
            COMPETENCES.iter().position(|known| known.telling.iter().all(|word| words::holds(&plain, word)));
        if let Some(slot) = told.map(|which| &mut columns[which])
            && slot.is_none()
        {
            *slot = Some(Heading { column, label: text.trim().replace('\n', " "), deduced: false });
        }
    }
}

/// A heading erased between its two neighbours.
fn between(grid: &Grid, header: u32, columns: &mut [Option<Heading>; 6]) {
    for which in 1..5 {
        let (before, after) = (columns[which - 1].as_ref(), columns[which + 1].as_ref());
        let (Some(before), Some(after)) = (before, after) else { continue };
        if columns[which].is_none() && after.column == before.column + 2 {
            let column = before.column + 1;
            let found = grid.text((header, column));
            let label = if found.is_empty() { COMPETENCES[which].label } else { found };
            columns[which] = Some(Heading { column, label: label.replace('\n', " "), deduced: true });
        }
    }
}

/// The first row below the headings, their merged areas and the lists of activities.
fn first_row(grid: &Grid, table: &Table, activities: &[Hit]) -> u32 {
    let leftmost = table.competences.first().map_or(1, |column| column.column);
    let mut last = table.header;
    for column in (1..leftmost).chain(table.competences.iter().map(|column| column.column)) {
        if let Some(area) = grid.area((table.header, column)) {
            last = last.max(area.to.0.min(table.header + 10));
        }
    }
    // A title may begin as an activity does: only those under the competences count.
    let under = |hit: &&Hit| table.competences.iter().any(|column| column.column == hit.column);
    for hit in activities.iter().filter(under) {
        if hit.row > table.header && hit.row <= table.header + 4 {
            last = last.max(hit.row);
        }
    }
    last + 1
}

fn other_columns(grid: &Grid, table: &mut Table) {
    let competences: Vec<u32> = table.competences.iter().map(|column| column.column).collect();
    let mut best_title = 0;
    let rows = table.header.saturating_sub(1).max(1)..table.first;
    for column in (1..=limits::COLUMNS.min(64)).filter(|column| !competences.contains(column)) {
        let mut heading = String::new();
        for row in rows.clone() {
            let anchor = grid.anchor((row, column));
            // A line of the candidate's, above, says nothing of the columns.
            if anchor.0 >= table.header || (anchor.0 + 1 == table.header && heading_above(grid, anchor)) {
                heading.push_str(&words::plain(grid.text((row, column))));
                heading.push(' ');
            }
        }
        let heading = heading.trim();
        if heading.is_empty() || heading.len() > 600 {
            continue;
        }
        let holds = |list: &[&str]| list.iter().any(|word| words::holds(heading, word));
        let weight = title_weight(heading);
        if weight > best_title {
            (best_title, table.title) = (weight, column);
        } else if weight == 0 && holds(&["periode", "periodes", "date", "dates", "debut", "fin"]) {
            table.periods.push(column);
        } else if weight == 0
            && holds(&[
                "documents",
                "document",
                "productions",
                "production",
                "livrables",
                "preuves",
                "annexes",
            ])
        {
            table.documents = table.documents.or(Some(column));
        }
    }
    table.periods.truncate(2);
    if best_title == 0 {
        table.title = wordiest(grid, table, &competences);
    }
}

fn heading_above(grid: &Grid, anchor: grid::Place) -> bool {
    let plain = words::plain(grid.text(anchor));
    matches!(
        plain.as_str(),
        "periode" | "periodes" | "documents" | "realisations" | "realisations professionnelles"
    )
}

/// How surely a heading is that of titles; 0 when it is not.
fn title_weight(heading: &str) -> u8 {
    let holds = |list: &[&str]| list.iter().any(|word| words::holds(heading, word));
    if holds(&["realisations professionnelles"]) {
        4
    } else if holds(&["intitule", "intitules"]) {
        3
    } else if holds(&["realisation", "realisations"]) {
        2
    } else {
        u8::from(holds(&["titre", "activites", "activite", "missions", "mission", "projets", "projet"]))
    }
}

/// Without a heading, the titles are the longest texts that are neither periods nor competences.
fn wordiest(grid: &Grid, table: &Table, competences: &[u32]) -> u32 {
    let mut lengths = std::collections::BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| cell.place.0 >= table.first) {
        let column = cell.place.1;
        if !competences.contains(&column)
            && !table.periods.contains(&column)
            && Some(column) != table.documents
        {
            *lengths.entry(column).or_insert(0_usize) += cell.value.text().len().min(200);
        }
    }
    let leftmost = competences.first().copied().unwrap_or(2);
    let longest = lengths.iter().max_by_key(|(column, length)| (**length, u32::MAX - **column));
    longest.map_or_else(|| leftmost.saturating_sub(2).max(1), |(column, _)| *column)
}
