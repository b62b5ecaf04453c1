//! From the sheet to the people.

use std::fmt::Display;

use jiff::civil::Date;

use crate::duplicates::compare_numbers;
use crate::facts::{self, NumberReading, OptionReading};
use crate::grid::{Cell, Cells, Grid};
use crate::headings::{Field, Header, is_heading};
use crate::model::{Category, FieldName, Opt, Problem, Roster, Row, Severity, State, fields};
use crate::value::{clean, date_in, quote, serial_date};
use crate::wording::problem;
use crate::{MAX_ROWS, Unreadable, preamble};

/// Age a candidate may have in the year of the session.
const YEARS_OLD: std::ops::RangeInclusive<i16> = 14..=90;

/// Reads everybody under the header.
pub(crate) fn roster(grid: &Grid, header: &Header) -> Result<Roster, Unreadable> {
    let said = preamble::read(grid, header.line);
    let mut rows: Vec<Row> = grid
        .rows()
        .skip_while(|(line, _)| *line <= header.line)
        .filter_map(|(line, cells)| {
            Reading { header, session: said.session, line, cells, problems: Vec::new() }.row()
        })
        .collect();
    if rows.is_empty() {
        return Err(Unreadable::NoCandidate);
    }
    if rows.len() > MAX_ROWS {
        return Err(Unreadable::TooManyRows);
    }
    compare_numbers(&mut rows);
    Ok(Roster {
        school_name: said.school_name,
        school_uai: said.school_uai,
        session: said.session,
        diploma: said.diploma,
        rows,
        ignored_columns: header.ignored.clone(),
        missing_columns: missing(header),
    })
}

/// The fields without a column, among those that a list may leave out.
fn missing(header: &Header) -> Vec<String> {
    let optional = [
        (fields::USAGE_NAME, &[Field::UsageName][..]),
        (fields::BIRTH_DATE, &[Field::BirthDate]),
        (fields::CLASS, &[Field::Class]),
        (fields::CATEGORY, &[Field::Category]),
        (fields::STATE, &[Field::State]),
        (fields::EF4, &[Field::Ef4, Field::Ef4YesNo]),
    ];
    let told = |columns: &[Field]| columns.iter().any(|field| header.columns(*field).next().is_some());
    optional.into_iter().filter(|(_, columns)| !told(columns)).map(|(name, _)| name.to_owned()).collect()
}

/// One row while it is being read.
struct Reading<'a> {
    header: &'a Header,
    session: Option<i16>,
    line: usize,
    cells: &'a Cells,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    /// `None` for a row that names nobody, or repeats the headings.
    fn row(mut self) -> Option<Row> {
        let written = self.text(Field::Number, fields::NUMBER).unwrap_or_default();
        if is_heading(Field::Number, &written) {
            return None;
        }
        let family_name = self.text(Field::FamilyName, fields::FAMILY_NAME).unwrap_or_default();
        let given_names = self.text(Field::GivenNames, fields::GIVEN_NAMES).unwrap_or_default();
        let nobody = written.is_empty() && family_name.is_empty() && given_names.is_empty();
        if nobody && self.problems.is_empty() {
            return None;
        }
        let (number, number_repaired) = self.number(written);
        let usage_name = self.text(Field::UsageName, fields::USAGE_NAME);
        self.check_names(&family_name, usage_name.as_deref(), &given_names);
        let birth_date = self.date(Field::BirthDate, fields::BIRTH_DATE);
        self.check_age(birth_date);
        let class = self.text(Field::Class, fields::CLASS);
        let category = self.category();
        let option = self.option();
        let state = self.state();
        let ef4 = self.ef4();
        let (school_name, school_uai) = self.school();
        let email = self.email();
        let training_end = self.date(Field::TrainingEnd, fields::TRAINING_END);
        Some(Row {
            line: self.line,
            number,
            number_repaired,
            family_name,
            usage_name,
            given_names,
            birth_date,
            class,
            category,
            option,
            state,
            ef4,
            school_uai,
            school_name,
            email,
            training_end,
            duplicate_of: None,
            problems: self.problems,
        })
    }

    fn tell(&mut self, severity: Severity, field: FieldName, text: impl Display) {
        self.problems.push(problem(severity, self.line, field, text));
    }

    fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.iter().find(|(known, _)| *known == column).map(|(_, cell)| cell)
    }

    /// The first filled cell of a field, cleaned.
    fn text(&mut self, field: Field, name: FieldName) -> Option<String> {
        self.texts(field, name).into_iter().next()
    }

    /// The filled cells of a field, cleaned.
    fn texts(&mut self, field: Field, name: FieldName) -> Vec<String> {
        let mut texts = Vec::new();
        for column in self.header.columns(field) {
            let Some(cell) = self.cell(column) else { continue };
            let cleaned = clean(&cell.display());
            if cleaned.had_ine {
                let text = "une valeur qui a la forme d’un INE a été effacée. Vérifiez l’ordre des colonnes.";
                self.tell(Severity::Warning, name, text);
            }
            if cleaned.was_cut {
                self.tell(Severity::Warning, name, "le texte était trop long et a été coupé. Vérifiez-le.");
            }
            let Some(text) = cleaned.text else { continue };
            if text.contains('\u{fffd}') {
                let shown = quote(&text);
                self.tell(
                    Severity::Warning,
                    name,
                    format!(
                        "caractère illisible dans {shown}. Corrigez-le, ou enregistrez la liste en UTF-8."
                    ),
                );
            }
            texts.push(text);
        }
        texts
    }

    fn number(&mut self, written: String) -> (String, bool) {
        let fault = match facts::number(&written) {
            NumberReading::Right(number) => return (number, false),
            NumberReading::Repaired(number) => {
                let text = format!("le 0 du début manquait et a été remis ({number}). Vérifiez le numéro.");
                self.tell(Severity::Info, fields::NUMBER, text);
                return (number, true);
            }
            NumberReading::Unusual(number) => {
                let text = format!("{number} ne commence pas par 0, ce qui est inhabituel. Vérifiez-le.");
                self.tell(Severity::Warning, fields::NUMBER, text);
                return (number, false);
            }
            NumberReading::Rounded => format!(
                "le tableur a arrondi le numéro ({}). Exportez à nouveau la liste, sans l’enregistrer dans le tableur.",
                quote(&written)
            ),
            NumberReading::Wrong if written.is_empty() => {
                "le numéro manque. Complétez-le : onze chiffres qui commencent par 0.".to_owned()
            }
            NumberReading::Wrong => format!(
                "{} n’est pas un numéro de candidat. Corrigez-le : onze chiffres qui commencent par 0.",
                quote(&written)
            ),
        };
        self.tell(Severity::Error, fields::NUMBER, fault);
        (written, false)
    }

    fn check_names(&mut self, family: &str, usage: Option<&str>, given: &str) {
        if !family.chars().any(char::is_alphabetic) {
            self.tell(Severity::Error, fields::FAMILY_NAME, "le nom manque. Complétez-le.");
        }
        if given.is_empty() {
            self.tell(Severity::Warning, fields::GIVEN_NAMES, "le prénom manque. Complétez-le s’il existe.");
        }
        for (field, name) in [
            (fields::FAMILY_NAME, family),
            (fields::USAGE_NAME, usage.unwrap_or_default()),
            (fields::GIVEN_NAMES, given),
        ] {
            if !facts::is_plain_name(name) && !name.contains('\u{fffd}') {
                let text = format!("caractère inattendu dans {}. Vérifiez-le.", quote(name));
                self.tell(Severity::Warning, field, text);
            }
        }
    }

    fn date(&mut self, field: Field, name: FieldName) -> Option<Date> {
        let column = self.header.columns(field).find(|column| self.cell(*column).is_some());
        if let Some(Cell::Date(date)) = column.and_then(|column| self.cell(column)) {
            return Some(*date);
        }
        if let Some(Cell::Number(number)) = column.and_then(|column| self.cell(column))
            && let Some(date) = serial_date(*number, false)
        {
            let shown = date.strftime("%d/%m/%Y");
            let text = format!("la cellule est un nombre, lu comme le {shown}. Vérifiez la date.");
            self.tell(Severity::Warning, name, text);
            return Some(date);
        }
        let Some(text) = self.text(field, name) else {
            if name == fields::BIRTH_DATE {
                self.tell(Severity::Warning, name, "la date manque. Complétez-la.");
            }
            return None;
        };
        let date = date_in(&text);
        if date.is_none() {
            let text = format!("{} n’est pas une date. Écrivez-la jj/mm/aaaa.", quote(&text));
            self.tell(Severity::Warning, name, text);
        }
        date
    }

    fn check_age(&mut self, birth_date: Option<Date>) {
        let (Some(born), Some(session)) = (birth_date, self.session) else { return };
        if !YEARS_OLD.contains(&session.saturating_sub(born.year())) {
            let shown = born.strftime("%d/%m/%Y");
            let text = format!("{shown} est peu vraisemblable pour la session {session}. Vérifiez la date.");
            self.tell(Severity::Warning, fields::BIRTH_DATE, text);
        }
    }

    fn category(&mut self) -> Category {
        let text = self.text(Field::Category, fields::CATEGORY).unwrap_or_default();
        let kind = facts::category(&text);
        if text.is_empty() {
            self.tell(Severity::Warning, fields::CATEGORY, "la catégorie manque. Complétez-la.");
        } else if kind == crate::CategoryKind::Other {
            let shown = quote(&text);
            let advice = "Choisissez scolaire, apprenti, formation continue, individuel ou à distance.";
            let fault = format!("{shown} n’est pas une catégorie connue. {advice}");
            self.tell(Severity::Warning, fields::CATEGORY, fault);
        }
        Category { text, kind }
    }

    fn option(&mut self) -> Option<Opt> {
        let texts = self.texts(Field::Option, fields::OPTION);
        let (severity, text) = match facts::option(&texts) {
            OptionReading::Is(option) => return Some(option),
            OptionReading::Missing => {
                (Severity::Warning, "l’option manque. Complétez-la : A (SISR) ou B (SLAM).".to_owned())
            }
            OptionReading::Unknown(text) => {
                let shown = quote(&text);
                (Severity::Error, format!("{shown} n’est pas une option connue. Écrivez 32602A ou 32602B."))
            }
            OptionReading::BothAtOnce => (
                Severity::Error,
                "les colonnes disent à la fois l’option A et l’option B. Gardez la bonne.".to_owned(),
            ),
            OptionReading::OtherDiploma(text) => {
                let shown = quote(&text);
                let advice = "Retirez cette ligne, ou corrigez le code.";
                (Severity::Error, format!("{shown} est le code d’un autre diplôme que le BTS SIO. {advice}"))
            }
        };
        self.tell(severity, fields::OPTION, text);
        None
    }

    fn state(&mut self) -> State {
        let Some(text) = self.text(Field::State, fields::STATE) else {
            if self.header.has(Field::State) {
                let text = "l’état manque ; la personne est lue comme inscrite. Vérifiez-le.";
                self.tell(Severity::Warning, fields::STATE, text);
            }
            return State::Registered;
        };
        let state = facts::state(&text);
        if matches!(state, State::Other(_)) {
            let fault = format!("{} n’est ni « Inscrit » ni « Désisté ». Vérifiez-le.", quote(&text));
            self.tell(Severity::Warning, fields::STATE, fault);
        }
        state
    }

    fn ef4(&mut self) -> bool {
        let named = self.texts(Field::Ef4, fields::EF4);
        let ticked = self.texts(Field::Ef4YesNo, fields::EF4);
        named.iter().any(|text| facts::ef4(text, false)) || ticked.iter().any(|text| facts::ef4(text, true))
    }

    /// The name and the UAI; the name may carry the UAI in brackets, or be the UAI.
    fn school(&mut self) -> (Option<String>, Option<String>) {
        let mut name = self.text(Field::SchoolName, fields::SCHOOL_NAME);
        let mut inner = None;
        if let Some(text) = &name {
            if let Some((outside, uai)) = preamble::school(text) {
                (name, inner) = (outside, Some(uai));
            } else if let Some(uai) = preamble::uai(text) {
                (name, inner) = (None, Some(uai));
            }
        }
        let Some(written) = self.text(Field::SchoolUai, fields::SCHOOL_UAI) else { return (name, inner) };
        if let Some(uai) = preamble::uai(&written) {
            return (name, Some(uai));
        }
        if let Some((outside, uai)) = preamble::school(&written) {
            return (name.or(outside), Some(uai));
        }
        let text =
            format!("{} n’est pas un UAI : sept chiffres et une lettre. Corrigez-le.", quote(&written));
        self.tell(Severity::Warning, fields::SCHOOL_UAI, text);
        (name, inner)
    }

    fn email(&mut self) -> Option<String> {
        let text = self.text(Field::Email, fields::EMAIL)?;
        if facts::is_email(&text) {
            return Some(text);
        }
        let fault = format!("{} n’est pas une adresse e-mail. Corrigez-la.", quote(&text));
        self.tell(Severity::Warning, fields::EMAIL, fault);
        None
    }
}
