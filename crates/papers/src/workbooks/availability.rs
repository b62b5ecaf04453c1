//! The table of availabilities as a workbook to fill in and to import again: one line for each person, one column for
//! each half-day, a cross where the person can come.

use crate::error::PaperError;
use jiff::civil::DateTime;
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

/// The table, ready for a spreadsheet.
#[derive(Debug, Clone, Default)]
pub struct AvailabilityPaper {
    /// What it is of, such as `E5 2026, Académie de Villefictive`.
    pub title: String,
    /// When it was asked for, where the centre is.
    pub at: DateTime,
    /// The half-days, such as `18/05/2026 matin`.
    pub halves: Vec<String>,
    /// The centres.
    pub centres: Vec<String>,
    /// The people.
    pub rows: Vec<AvailabilityRow>,
}

/// One person's line, as far as the person has answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AvailabilityRow {
    /// What the person types to log in: most often the address.
    pub login: String,
    /// The name.
    pub name: String,
    /// The names of the centres that were given.
    pub centres: String,
    /// Half-days at most; nothing where nothing was said.
    pub most: Option<usize>,
    /// The numbers of the candidates whom the person tutored.
    pub tutored: String,
    /// In the order of the half-days: whether the person comes.
    pub comes: Vec<bool>,
}

/// Heading and width, in characters, of the columns before the half-days.
const COLUMNS: [(&str, u32); 5] =
    [("Courriel ou identifiant", 32), ("Nom", 26), ("Centres", 26), ("Maximum", 10), ("Suivis", 20)];

const HELP: [&str; 7] = [
    "Une ligne par personne. Ne changez ni l’identifiant, ni les titres des colonnes.",
    "Une croix (x) dans une demi-journée : la personne peut venir. Vide : elle ne peut pas.",
    "Centres : ceux où elle peut venir, séparés par une barre (|). Vide : tous.",
    "Maximum : le nombre de demi-journées qu’elle accepte. Vide : toutes celles qui sont cochées. 0 : aucune.",
    "Suivis : les numéros des personnes candidates qu’elle a suivies et n’entend pas, séparés par une barre (|).",
    "Une ligne sans croix et sans maximum est laissée de côté : la réponse connue reste.",
    "À l’import, rien n’est enregistré avant que vous l’ayez relu ; les erreurs disent la feuille et la cellule.",
];

/// The bytes of the workbook.
pub fn workbook(paper: &AvailabilityPaper) -> Result<Vec<u8>, PaperError> {
    written(paper).map_err(|error| PaperError::Workbook(error.to_string()))
}

fn written(paper: &AvailabilityPaper) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let part = |value: i8| u8::try_from(value).unwrap_or(0);
    let at = paper.at;
    let made =
        ExcelDateTime::from_ymd(u16::try_from(at.year()).unwrap_or(1900), part(at.month()), part(at.day()))?;
    let properties = DocProperties::new().set_title(&paper.title).set_author("Florilège");
    workbook.set_properties(&properties.set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Disponibilités")?;
    let head = Format::new().set_bold().set_text_wrap().set_background_color("#E4EFE7");
    let cross = Format::new().set_align(FormatAlign::Center);
    for (column, (heading, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading, &head)?;
    }
    for (column, half) in (5..).zip(&paper.halves) {
        sheet.set_column_width(column, 12)?;
        sheet.write_string_with_format(0, column, half, &head)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (line, row) in (1..).zip(&paper.rows) {
        write_row(sheet, line, row, &cross)?;
    }
    let last = (
        u32::try_from(paper.rows.len()).unwrap_or(u32::MAX),
        4 + u16::try_from(paper.halves.len()).unwrap_or(0),
    );
    if last.0 > 0 && last.1 > 4 {
        let only = DataValidation::new().allow_list_strings(&["x"])?;
        sheet.add_data_validation(1, 5, last.0, last.1, &only)?;
    }
    let help = workbook.add_worksheet();
    help.set_name("Mode d’emploi")?.set_column_width(0, 110)?;
    for (line, sentence) in (0..).zip(HELP) {
        help.write_string(line, 0, sentence)?;
    }
    let known = format!("Centres de ce calendrier : {}.", paper.centres.join(" | "));
    help.write_string(8, 0, &known)?;
    workbook.save_to_buffer()
}

fn write_row(
    sheet: &mut Worksheet,
    line: u32,
    row: &AvailabilityRow,
    cross: &Format,
) -> Result<(), XlsxError> {
    for (column, text) in [(0, &row.login), (1, &row.name), (2, &row.centres), (4, &row.tutored)] {
        sheet.write_string(line, column, text)?;
    }
    if let Some(most) = row.most {
        sheet.write_number(line, 3, u32::try_from(most).unwrap_or(u32::MAX))?;
    }
    for (column, _) in (5..).zip(&row.comes).filter(|(_, comes)| **comes) {
        sheet.write_string_with_format(line, column, "x", cross)?;
    }
    Ok(())
}
