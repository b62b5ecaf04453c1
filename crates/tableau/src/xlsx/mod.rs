//! Workbooks in Office Open XML, transitional or strict, whatever their prefixes.

mod drawing;
mod sheet;
mod strings;
mod styles;

use std::collections::HashMap;
use std::rc::Rc;

use crate::archive::Archive;
use crate::colour;
use crate::grid::Grid;
use crate::limits;
use crate::named;
use crate::unreadable::Unreadable;
use crate::workbook::Workbook;
use crate::xml::{self, Node, Xml};

/// Where styles usually are.
const STYLES: &str = "xl/styles.xml";
/// Where shared strings usually are.
const STRINGS: &str = "xl/sharedStrings.xml";

/// What the sheets of a workbook share.
#[derive(Debug, Default)]
pub struct Book {
    strings: Vec<Rc<str>>,
    styles: styles::Styles,
    from_1904: bool,
}

/// One relation of a part.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The last word of its type, such as `worksheet`.
    pub kind: String,
    /// A part's name, or an address.
    pub target: String,
    /// The target is no part.
    pub external: bool,
}

/// Relations by their identifier.
pub type Relations = HashMap<String, Relation>;

/// Reads every worksheet of a workbook.
///
/// # Errors
/// A part the reading cannot do without is missing, damaged, locked or past a bound.
pub fn read(archive: &mut Archive<'_>) -> Result<Workbook, Unreadable> {
    let main = main_part(archive)?;
    let Some(part) = archive.text(&main)? else { return Err(missing(archive)) };
    let relations = relations(archive, &main)?;
    let Tabs { list: tabs, from_1904, names } = tabs(&part)?;
    let of_kind =
        |kind: &str| relations.values().find(|relation| relation.kind == kind && !relation.external);
    let theme = match of_kind("theme") {
        Some(relation) => archive.text(&relation.target)?.map(|part| styles::theme(&part)).transpose()?,
        None => None,
    };
    let theme = theme.unwrap_or_else(|| colour::OFFICE.to_vec());
    let styles = match archive.text(of_kind("styles").map_or(STYLES, |relation| &relation.target))? {
        Some(part) => styles::read(&part, &theme)?,
        None => styles::Styles::default(),
    };
    let target = of_kind("sharedStrings").map_or(STRINGS, |relation| &relation.target);
    let strings = match archive.text(target)? {
        Some(part) => strings::read(&part)?,
        None => Vec::new(),
    };
    let book = Book { strings, styles, from_1904 };
    let mut workbook = Workbook {
        macros: archive.any(|name| name.ends_with("vbaproject.bin") || name.contains("/macrosheets/")),
        external_links: archive.any(|name| name.contains("/externallinks/externallink")),
        ..Workbook::default()
    };
    for (at, tab) in tabs.iter().take(limits::SHEETS).enumerate() {
        let target = match relations.get(&tab.relation) {
            Some(relation) if relation.kind != "worksheet" => continue,
            Some(relation) => relation.target.clone(),
            None => format!("xl/worksheets/sheet{}.xml", at + 1),
        };
        let mut sheet = worksheet(archive, &book, tab, &target);
        if let Ok(Some(grid)) = &mut sheet {
            for (_, name, reference) in names.iter().filter(|(sheet, ..)| *sheet == at) {
                grid.named.keep(name, reference);
            }
            grid.part = target;
        }
        workbook.add(sheet);
    }
    Ok(workbook)
}

/// The names of the parts that the sheets of a workbook share.
pub struct Parts {
    /// The workbook's own.
    pub main: String,
    /// Its styles.
    pub styles: String,
    /// Its shared strings; there may be no such part.
    pub strings: String,
}

/// Finds the shared parts of a workbook.
///
/// # Errors
/// A part of relations is locked, damaged or past a bound.
pub fn parts(archive: &mut Archive<'_>) -> Result<Parts, Unreadable> {
    let main = main_part(archive)?;
    let relations = relations(archive, &main)?;
    let target = |kind: &str, usual: &str| {
        let known = relations.values().find(|relation| relation.kind == kind && !relation.external);
        known.map_or(usual.to_owned(), |relation| relation.target.clone())
    };
    Ok(Parts { styles: target("styles", STYLES), strings: target("sharedStrings", STRINGS), main })
}

/// What an archive without a main part is.
fn missing(archive: &Archive<'_>) -> Unreadable {
    if archive.has("xl/workbook.bin") {
        Unreadable::BinaryWorkbook
    } else if archive.has("EncryptedPackage") {
        Unreadable::PasswordProtected
    } else {
        Unreadable::OtherDocument
    }
}

fn main_part(archive: &mut Archive<'_>) -> Result<String, Unreadable> {
    let relations = relations(archive, "")?;
    let main = relations.values().find(|relation| relation.kind == "officeDocument");
    Ok(match main {
        Some(relation) if !relation.target.ends_with("workbook.bin") && archive.has(&relation.target) => {
            if relation.target.contains("word/") || relation.target.contains("ppt/") {
                return Err(Unreadable::OtherDocument);
            }
            relation.target.clone()
        }
        _ => "xl/workbook.xml".to_owned(),
    })
}

/// What the main part says.
#[derive(Default)]
struct Tabs {
    list: Vec<Tab>,
    from_1904: bool,
    /// Our own names: the sheet's place, the name, the reference.
    names: Vec<(usize, String, String)>,
}

struct Tab {
    name: String,
    visible: bool,
    relation: String,
}

fn tabs(part: &str) -> Result<Tabs, Unreadable> {
    let mut found = Tabs::default();
    let mut open: Option<(usize, String, String)> = None;
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        let tag = match node {
            Node::Open(tag) => tag,
            Node::Text(text) => {
                if let Some((.., reference)) = &mut open {
                    reference.push_str(&text);
                }
                continue;
            }
            Node::Close(_) => {
                found.names.extend(open.take());
                continue;
            }
        };
        match xml::opened(&tag) {
            "definedName" if found.names.len() < limits::NAMES => {
                let name = xml::attribute(&tag, "name").filter(|name| named::is_ours(name));
                let sheet = xml::parsed(&tag, "localSheetId");
                open = name.zip(sheet).map(|(name, sheet)| (sheet, name.into_owned(), String::new()));
            }
            "sheet" => found.list.push(Tab {
                name: xml::attribute(&tag, "name").map(Into::into).unwrap_or_default(),
                visible: xml::attribute(&tag, "state").is_none_or(|state| state == "visible"),
                relation: xml::attribute(&tag, "id").map(Into::into).unwrap_or_default(),
            }),
            "workbookPr" => found.from_1904 = xml::flag(&tag, "date1904").unwrap_or(false),
            _ => {}
        }
    }
    Ok(found)
}

fn worksheet(
    archive: &mut Archive<'_>,
    book: &Book,
    tab: &Tab,
    target: &str,
) -> Result<Option<Grid>, Unreadable> {
    let Some(part) = archive.text(target)? else { return Ok(None) };
    let mut grid = Grid::new(tab.name.clone(), tab.visible);
    let pointers = sheet::read(&part, book, &mut grid)?;
    drop(part);
    grid.seal();
    if pointers.drawing.is_none() && pointers.legacy.is_none() && pointers.links.is_empty() {
        return Ok(Some(grid));
    }
    let relations = relations(archive, target)?;
    // Shapes and links are an addition: a broken one does not hide the table.
    let part_of =
        |id: &Option<String>| id.as_ref().and_then(|id| relations.get(id)).filter(|one| !one.external);
    if let Some(relation) = part_of(&pointers.drawing)
        && let Ok(Some(part)) = archive.text(&relation.target)
    {
        drawing::read(&part, &mut grid)?;
    }
    if let Some(relation) = part_of(&pointers.legacy)
        && let Ok(Some(part)) = archive.text(&relation.target)
    {
        // The older drawings are HTML-like and often unsound: what was read before the fault stays.
        let _ = drawing::read_controls(&part, &mut grid);
    }
    for (place, id) in pointers.links {
        if let Some(relation) = relations.get(&id) {
            grid.links.insert(place, relation.target.clone());
        }
    }
    Ok(Some(grid))
}

/// The relations of a part; those of the package for the empty name.
///
/// # Errors
/// The part of relations is locked, damaged or past a bound.
pub fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Relations, Unreadable> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Some(text) = archive.text(&relations_of(part))? else { return Ok(Relations::new()) };
    let mut relations = Relations::new();
    let mut xml = Xml::new(&text);
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        let (Some(id), Some(target)) = (xml::attribute(&tag, "Id"), xml::attribute(&tag, "Target")) else {
            continue;
        };
        if relations.len() >= limits::ENTRIES {
            break;
        }
        let external = xml::attribute(&tag, "TargetMode").is_some_and(|mode| mode == "External");
        let kind = xml::attribute(&tag, "Type").unwrap_or_default();
        relations.insert(
            id.into_owned(),
            Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: if external { target.into_owned() } else { resolved(folder, &target) },
                external,
            },
        );
    }
    Ok(relations)
}

/// The name of the part that holds the relations of another.
pub fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned()
}

/// A target relative to a folder, or absolute, as a part's name.
fn resolved(folder: &str, target: &str) -> String {
    let kept = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = kept.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved() {
        assert_eq!(resolved("xl/worksheets", "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml");
        assert_eq!(resolved("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolved("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolved("", "../../../etc/passwd"), "etc/passwd");
    }
}
