//! Reading TOML into typed values, noting every fault with its line instead of stopping at the first.
//!
//! A value that cannot be read is replaced by a blank one, so that the rest of the file is still looked at.
//! A blank never leaves this module's callers: one fault is enough for [`load`](super::load()) to refuse.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::ReferentialError;

/// The faults found so far, and where each field stands in the text.
pub(super) struct Faults<'a> {
    file: &'a str,
    /// Byte after each end of line, in order.
    starts: Vec<usize>,
    lines: BTreeMap<String, usize>,
    found: Vec<ReferentialError>,
}

impl<'a> Faults<'a> {
    pub(super) fn new(file: &'a str, text: &str) -> Self {
        let starts = text.match_indices('\n').map(|(byte, _)| byte + 1).collect();
        Self { file, starts, lines: BTreeMap::new(), found: Vec::new() }
    }

    /// Line, counted from 1, of a byte of the text.
    pub(super) fn line_at(&self, byte: usize) -> usize {
        1 + self.starts.partition_point(|start| *start <= byte)
    }

    /// Line of a field, or of the nearest part that holds it.
    fn line_of(&self, field: &str) -> Option<usize> {
        let mut path = field;
        loop {
            if let Some(line) = self.lines.get(path) {
                return Some(*line);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }

    /// Notes a fault of a field, unless the field or a part that holds it has one already.
    pub(super) fn note(&mut self, field: &str, message: impl Into<String>) {
        if self.found.iter().any(|known| holds(&known.field, field)) {
            return;
        }
        self.note_at(self.line_of(field), field, message);
    }

    /// Notes a fault at a known line.
    pub(super) fn note_at(&mut self, line: Option<usize>, field: &str, message: impl Into<String>) {
        let (file, field) = (self.file.to_owned(), field.to_owned());
        self.found.push(ReferentialError { file, line, field, message: message.into() });
    }

    /// All faults, in the order of the file.
    pub(super) fn into_found(mut self) -> Vec<ReferentialError> {
        self.found.sort_by(|a, b| (a.line, &a.field).cmp(&(b.line, &b.field)));
        self.found
    }
}

/// Whether `inner` is `outer` or a part of it.
fn holds(outer: &str, inner: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// One value of the file with its path.
pub(super) struct Node<'a> {
    path: String,
    value: &'a DeValue<'a>,
}

impl<'a> Node<'a> {
    fn new(path: String, value: &'a Spanned<DeValue<'a>>, faults: &mut Faults<'_>) -> Self {
        let line = faults.line_at(value.span().start);
        faults.lines.entry(path.clone()).or_insert(line);
        Self { path, value: value.get_ref() }
    }

    /// Notes that another kind of value was expected.
    fn unexpected(&self, expected: &str, faults: &mut Faults<'_>) {
        let found = match self.value {
            DeValue::String(_) => "un texte",
            DeValue::Integer(_) => "un nombre entier",
            DeValue::Float(_) => "un nombre à virgule",
            DeValue::Boolean(_) => "un booléen",
            DeValue::Datetime(_) => "une date",
            DeValue::Array(_) => "une liste",
            DeValue::Table(_) => "une section",
        };
        let why = if self.path.ends_with(".points") && matches!(self.value, DeValue::Float(_)) {
            " ; une pénalité est un nombre entier de points, sans quoi l'arrondi avant ou après les \
             pénalités ne donnerait pas la même note"
        } else {
            ""
        };
        faults.note(&self.path, format!("il faut {expected}, pas {found}{why}"));
    }

    /// The text of this value if it is one.
    pub(super) fn text(&self, faults: &mut Faults<'_>) -> Option<&'a str> {
        let text = self.value.as_str();
        if text.is_none() {
            self.unexpected("un texte", faults);
        }
        text
    }

    /// Notes a fault of this value.
    pub(super) fn refuse(&self, message: String, faults: &mut Faults<'_>) {
        faults.note(&self.path, message);
    }

    /// The fields of this value; notes those that are not among `known`.
    pub(super) fn fields(&self, known: &[&str], faults: &mut Faults<'_>) -> Fields<'a> {
        if let Some(table) = self.value.as_table() {
            return Fields::new(&self.path, table, known, faults);
        }
        self.unexpected("une section", faults);
        Fields { path: self.path.clone(), table: None }
    }
}

/// The fields of one section.
pub(super) struct Fields<'a> {
    path: String,
    table: Option<&'a DeTable<'a>>,
}

impl<'a> Fields<'a> {
    /// The fields of a section; notes those that are not among `known`.
    pub(super) fn new(path: &str, table: &'a DeTable<'a>, known: &[&str], faults: &mut Faults<'_>) -> Self {
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let line = faults.line_at(key.span().start);
            faults.note_at(Some(line), &join(path, key.get_ref()), "champ inconnu");
        }
        Self { path: path.to_owned(), table: Some(table) }
    }

    /// Reads one field.
    pub(super) fn read<T: Read>(&self, name: &str, faults: &mut Faults<'_>) -> T {
        let Some(table) = self.table else { return T::blank() };
        let path = join(&self.path, name);
        match table.get(name) {
            Some(value) => T::read(&Node::new(path, value, faults), faults),
            None => T::absent(&path, faults),
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A type that can be read from a value of the file.
pub(super) trait Read: Sized {
    /// Reads the value; notes its faults.
    fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self;

    /// Stands in for a value that could not be read.
    fn blank() -> Self;

    /// The value of a field that is not in the file: a fault unless the type says otherwise.
    fn absent(path: &str, faults: &mut Faults<'_>) -> Self {
        faults.note(path, "champ manquant");
        Self::blank()
    }
}

impl Read for String {
    fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
        let text = node.text(faults).unwrap_or_default();
        if text.trim().is_empty() {
            node.refuse("le texte est vide".to_owned(), faults);
        }
        text.to_owned()
    }

    fn blank() -> Self {
        Self::new()
    }
}

impl Read for bool {
    fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
        node.value.as_bool().unwrap_or_else(|| {
            node.unexpected("un booléen (true ou false)", faults);
            Self::blank()
        })
    }

    fn blank() -> Self {
        false
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
        Some(T::read(node, faults))
    }

    fn blank() -> Self {
        None
    }

    fn absent(_path: &str, _faults: &mut Faults<'_>) -> Self {
        None
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
        let Some(items) = node.value.as_array() else {
            node.unexpected("une liste", faults);
            return Self::blank();
        };
        let read = |(index, item)| {
            let path = format!("{}[{index}]", node.path);
            T::read(&Node::new(path, item, faults), faults)
        };
        items.iter().enumerate().map(read).collect()
    }

    fn blank() -> Self {
        Self::new()
    }

    /// An absent list is empty; the checks refuse those that may not be.
    fn absent(_path: &str, _faults: &mut Faults<'_>) -> Self {
        Self::blank()
    }
}

macro_rules! whole_numbers {
    ($($type:ty),+) => {$(
        impl Read for $type {
            fn read(node: &Node<'_>, faults: &mut Faults<'_>) -> Self {
                let Some(number) = node.value.as_integer() else {
                    node.unexpected("un nombre entier", faults);
                    return Self::blank();
                };
                Self::from_str_radix(number.as_str(), number.radix()).unwrap_or_else(|_| {
                    let (low, high) = (Self::MIN, Self::MAX);
                    node.refuse(format!("le nombre doit être compris entre {low} et {high}"), faults);
                    Self::blank()
                })
            }

            fn blank() -> Self {
                0
            }
        }
    )+};
}

whole_numbers!(u8, u16, i16);
