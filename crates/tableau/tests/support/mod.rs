//! Tables written by the tests: one description, as `.xlsx` or as `.ods`.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use tableau::{Context, Reading, Unreadable};
use zip::write::{SimpleFileOptions, ZipWriter};

pub const HEADINGS: [&str; 6] = [
    "Gérer le patrimoine informatique",
    "Répondre aux incidents et aux demandes d’assistance et d’évolution",
    "Développer la présence en ligne de l’organisation",
    "Travailler en mode projet",
    "Mettre à disposition des utilisateurs un service informatique",
    "Organiser son développement professionnel",
];

/// Styles of the written workbook.
pub const PLAIN: usize = 0;
pub const GREEN: usize = 1;
pub const THEME: usize = 2;
pub const WHITE: usize = 3;
pub const CROSSED: usize = 4;
pub const DATE: usize = 5;
pub const YELLOW: usize = 6;

#[derive(Clone)]
pub enum V {
    None,
    Text(String),
    Number(f64),
    Bool(bool),
    Day(&'static str),
}

#[derive(Clone, Default)]
pub struct Sheet {
    pub name: String,
    pub cells: BTreeMap<(u32, u32), (V, usize)>,
    pub merges: Vec<(u32, u32, u32, u32)>,
    pub hidden: Vec<u32>,
    /// (row, column, text) of a shape over a cell.
    pub shapes: Vec<(u32, u32, String)>,
    /// Put as such before `</worksheet>`.
    pub extra: String,
    /// Style of a whole column.
    pub columns: BTreeMap<u32, usize>,
}

pub fn letters(mut column: u32) -> String {
    let mut out = String::new();
    while column > 0 {
        out.insert(0, char::from(b'A' + u8::try_from((column - 1) % 26).unwrap()));
        column = (column - 1) / 26;
    }
    out
}

impl Sheet {
    /// The official frame with its headings at a row, its titles in a column; groups at +2, +6 and +10.
    pub fn model(row: u32, column: u32) -> Self {
        let mut sheet = Self { name: "Tableau E5".into(), ..Self::default() };
        if row > 4 {
            sheet.text(row - 4, column, "BTS SERVICES INFORMATIQUES AUX ORGANISATIONS");
            sheet.text(row - 4, column + 6, "SESSION 2026");
            sheet.text(row - 3, column, "NOM et prénom : MARTIN Camille");
            sheet.text(row - 3, column + 5, "N° candidat : 01936542087");
            sheet.text(row - 2, column, "Centre de formation : Lycée Jean Zay");
            sheet.text(row - 2, column + 5, "Option :");
            sheet.text(row - 2, column + 6, "▢ SISR");
            sheet.text(row - 2, column + 7, "X SLAM");
            sheet.text(row - 1, column, "Adresse URL du portfolio : https://camille.example");
        }
        sheet.text(row, column, "Compétences mises en œuvre\n\nRéalisations professionnelles\n(intitulé et liste des documents et productions associés)");
        sheet.text(row, column + 1, "Période (sous la forme du JJ/MM/AA au JJ/MM/AA)");
        for (at, heading) in (column + 2..).zip(HEADINGS) {
            sheet.text(row, at, heading);
            sheet.text(row + 1, at, "▸Une longue liste d’activités professionnelles du bloc");
        }
        sheet.merge(row, column, row + 1, column);
        sheet.merge(row, column + 1, row + 1, column + 1);
        let labels = [
            "Réalisation en cours de formation\n\n",
            "Réalisations en milieu professionnel en cours de première année",
            "Réalisations en milieu professionnel en cours de seconde année",
        ];
        for (at, label) in (row + 2..).step_by(4).zip(labels) {
            sheet.text(at, column, label);
            sheet.merge(at, column, at, column + 7);
        }
        sheet
    }

    pub fn text(&mut self, row: u32, column: u32, text: &str) -> &mut Self {
        self.put(row, column, V::Text(text.into()), PLAIN)
    }

    pub fn put(&mut self, row: u32, column: u32, value: V, style: usize) -> &mut Self {
        self.cells.insert((row, column), (value, style));
        self
    }

    pub fn paint(&mut self, row: u32, column: u32, style: usize) -> &mut Self {
        self.cells.entry((row, column)).or_insert((V::None, PLAIN)).1 = style;
        self
    }

    /// A title, a period, and X in columns counted from the first competence.
    pub fn line(&mut self, row: u32, column: u32, title: &str, ticks: &[u32]) -> &mut Self {
        self.text(row, column, title).text(row, column + 1, "01/10/24 au 31/10/24");
        for tick in ticks {
            self.text(row, column + 2 + tick, "X");
        }
        self
    }

    pub fn merge(&mut self, row: u32, column: u32, to_row: u32, to_column: u32) -> &mut Self {
        self.merges.push((row, column, to_row, to_column));
        self
    }

    fn rows(&self) -> BTreeMap<u32, Vec<(u32, &V, usize)>> {
        let mut rows: BTreeMap<u32, Vec<(u32, &V, usize)>> = BTreeMap::new();
        for ((row, column), (value, style)) in &self.cells {
            rows.entry(*row).or_default().push((*column, value, *style));
        }
        for row in &self.hidden {
            rows.entry(*row).or_default();
        }
        rows
    }

    /// The worksheet part, elements prefixed.
    pub fn worksheet(&self, p: &str, namespace: &str) -> String {
        let colon = if p.is_empty() { "" } else { ":" };
        let (x, ns) =
            (format!("{p}{colon}"), if p.is_empty() { "xmlns".into() } else { format!("xmlns:{p}") });
        let mut out = format!("<{x}worksheet {ns}=\"{namespace}\" xmlns:r=\"r\">");
        if !self.columns.is_empty() {
            let _ = write!(out, "<{x}cols>");
            for (column, style) in &self.columns {
                let _ =
                    write!(out, "<{x}col min=\"{column}\" max=\"{column}\" width=\"18\" style=\"{style}\"/>");
            }
            let _ = write!(out, "</{x}cols>");
        }
        let _ = write!(out, "<{x}sheetData>");
        for (row, cells) in self.rows() {
            let hidden = if self.hidden.contains(&row) { " hidden=\"1\"" } else { "" };
            let _ = write!(out, "<{x}row r=\"{row}\"{hidden}>");
            for (column, value, style) in cells {
                let head = format!("<{x}c r=\"{}{row}\" s=\"{style}\"", letters(column));
                let _ = match value {
                    V::None => write!(out, "{head}/>"),
                    V::Text(text) => write!(
                        out,
                        "{head} t=\"inlineStr\"><{x}is><{x}t xml:space=\"preserve\">{}</{x}t></{x}is></{x}c>",
                        escaped(text)
                    ),
                    V::Number(number) => write!(out, "{head}><{x}v>{number}</{x}v></{x}c>"),
                    V::Bool(yes) => write!(out, "{head} t=\"b\"><{x}v>{}</{x}v></{x}c>", u8::from(*yes)),
                    V::Day(day) => write!(out, "{head} t=\"d\"><{x}v>{day}</{x}v></{x}c>"),
                };
            }
            let _ = write!(out, "</{x}row>");
        }
        let _ = write!(out, "</{x}sheetData><{x}mergeCells>");
        for (row, column, to_row, to_column) in &self.merges {
            let _ = write!(
                out,
                "<{x}mergeCell ref=\"{}{row}:{}{to_row}\"/>",
                letters(*column),
                letters(*to_column)
            );
        }
        let drawing =
            if self.shapes.is_empty() { String::new() } else { format!("<{x}drawing r:id=\"rId1\"/>") };
        let _ = write!(out, "</{x}mergeCells>{drawing}{}</{x}worksheet>", self.extra);
        out
    }

    fn drawing(&self) -> String {
        let mut out = String::from("<xdr:wsDr xmlns:xdr=\"d\" xmlns:a=\"a\">");
        for (row, column, text) in &self.shapes {
            let (row, column) = (row - 1, column - 1);
            let _ = write!(
                out,
                "<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>90000</xdr:colOff><xdr:row>{row}</xdr:row>\
                 <xdr:rowOff>9000</xdr:rowOff></xdr:from><xdr:to><xdr:col>{column}</xdr:col><xdr:colOff>300000</xdr:colOff>\
                 <xdr:row>{row}</xdr:row><xdr:rowOff>90000</xdr:rowOff></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p>\
                 </xdr:txBody></xdr:sp></xdr:twoCellAnchor>",
                escaped(text)
            );
        }
        out + "</xdr:wsDr>"
    }
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn styles() -> String {
    let fill = |colour: &str| {
        format!("<fill><patternFill patternType=\"solid\"><fgColor {colour}/></patternFill></fill>")
    };
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><fills><fill><patternFill patternType=\"none\"/></fill>{}{}{}{}</fills><borders><border/>\
         <border diagonalUp=\"1\" diagonalDown=\"1\"><diagonal style=\"thin\"/></border></borders><cellXfs><xf/><xf fillId=\"1\"/>\
         <xf fillId=\"2\"/><xf fillId=\"3\"/><xf borderId=\"1\"/><xf numFmtId=\"14\"/><xf fillId=\"4\"/></cellXfs></styleSheet>",
        fill("rgb=\"FF00B050\""),
        fill("theme=\"9\" tint=\"0.4\""),
        fill("theme=\"0\""),
        fill("indexed=\"13\""),
    )
}

/// An archive of the given parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The parts of a workbook of these sheets.
pub fn parts(sheets: &[Sheet]) -> Vec<(String, String)> {
    let (mut tabs, mut relations) = (String::new(), String::new());
    let mut parts = vec![("xl/styles.xml".to_owned(), styles())];
    for (at, sheet) in (1..).zip(sheets) {
        let _ = write!(tabs, "<sheet name=\"{}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>", escaped(&sheet.name));
        let _ = write!(
            relations,
            "<Relationship Id=\"rId{at}\" Type=\"{RELATION}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"
        );
        parts.push((format!("xl/worksheets/sheet{at}.xml"), sheet.worksheet("", MAIN)));
        if !sheet.shapes.is_empty() {
            let to = format!(
                "<Relationships><Relationship Id=\"rId1\" Type=\"{RELATION}/drawing\" Target=\"../drawings/d{at}.xml\"/></Relationships>"
            );
            parts.push((format!("xl/worksheets/_rels/sheet{at}.xml.rels"), to));
            parts.push((format!("xl/drawings/d{at}.xml"), sheet.drawing()));
        }
    }
    parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
    parts.push((
        "xl/workbook.xml".into(),
        format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"r\"><sheets>{tabs}</sheets></workbook>"),
    ));
    parts.push(("[Content_Types].xml".into(), "<Types/>".into()));
    parts
}

pub fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&parts)
}

pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    zipped(&parts(sheets))
}

/// The content part of an OpenDocument spreadsheet, with the far repetitions LibreOffice writes.
pub fn ods_content(sheet: &Sheet) -> String {
    let mut out = String::from(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:text=\"x\" xmlns:draw=\"d\"\
         ><office:automatic-styles><style:style style:name=\"ce1\" style:family=\"table-cell\"><style:table-cell-properties \
         fo:background-color=\"#00b050\"/></style:style><style:style style:name=\"ce4\" style:family=\"table-cell\">\
         <style:table-cell-properties style:diagonal-bl-tr=\"0.06pt solid #000\" style:diagonal-tl-br=\"0.06pt solid #000\"/>\
         </style:style></office:automatic-styles><office:body><office:spreadsheet>",
    );
    let _ = write!(
        out,
        "<table:table table:name=\"{}\"><table:table-column table:number-columns-repeated=\"16384\"/>",
        escaped(&sheet.name)
    );
    let mut last = 0;
    for (row, cells) in sheet.rows() {
        if row > last + 1 {
            let _ = write!(
                out,
                "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell/></table:table-row>",
                row - last - 1
            );
        }
        last = row;
        let hidden = if sheet.hidden.contains(&row) { " table:visibility=\"filter\"" } else { "" };
        let _ = write!(out, "<table:table-row{hidden}>");
        let mut column = 0;
        for (at, value, style) in cells {
            if at > column + 1 {
                let _ =
                    write!(out, "<table:table-cell table:number-columns-repeated=\"{}\"/>", at - column - 1);
            }
            column = at;
            out.push_str(&ods_cell(sheet, row, at, value, style));
        }
        let _ = write!(
            out,
            "<table:table-cell table:number-columns-repeated=\"{}\"/></table:table-row>",
            16_384 - column
        );
    }
    let _ = write!(
        out,
        "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell table:style-name=\"ce9\" \
         table:number-columns-repeated=\"16384\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        1_048_576 - last
    );
    out
}

fn ods_cell(sheet: &Sheet, row: u32, column: u32, value: &V, style: usize) -> String {
    let paragraphs = |text: &str| {
        text.lines().map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect::<Vec<_>>().concat()
    };
    let mut attributes = format!(" table:style-name=\"ce{style}\"");
    if let Some((_, _, to_row, to_column)) =
        sheet.merges.iter().find(|area| (area.0, area.1) == (row, column))
    {
        let (rows, columns) = (to_row - row + 1, to_column - column + 1);
        let _ = write!(
            attributes,
            " table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\""
        );
    }
    let (kind, mut inside) = match value {
        V::None => (String::new(), String::new()),
        V::Text(text) => ("string\"".into(), paragraphs(text)),
        V::Number(number) => (format!("float\" office:value=\"{number}\""), paragraphs(&number.to_string())),
        V::Bool(yes) => (
            format!("boolean\" office:boolean-value=\"{yes}\""),
            paragraphs(if *yes { "VRAI" } else { "FAUX" }),
        ),
        V::Day(day) => (format!("date\" office:date-value=\"{day}\""), paragraphs(day)),
    };
    if !kind.is_empty() {
        let _ = write!(attributes, " office:value-type=\"{kind}");
    }
    for (_, _, text) in sheet.shapes.iter().filter(|shape| (shape.0, shape.1) == (row, column)) {
        let _ = write!(inside, "<draw:custom-shape>{}</draw:custom-shape>", paragraphs(text));
    }
    let note = "<office:annotation><text:p>note du correcteur</text:p></office:annotation>";
    format!("<table:table-cell{attributes}>{note}{inside}</table:table-cell>")
}

pub fn ods(sheet: &Sheet) -> Vec<u8> {
    let content = ods_content(sheet);
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
        ("content.xml", content.as_bytes()),
    ])
}

pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    tableau::read(bytes, "essai", &Context::default())
}

/// « 9:CG » for each achievement: row, ticked columns.
pub fn ticks(reading: &Reading) -> Vec<String> {
    let ticked =
        |one: &tableau::Achievement| one.ticks.iter().map(|tick| tick.column.as_str()).collect::<String>();
    reading.achievements.iter().map(|one| format!("{}:{}", one.row, ticked(one))).collect()
}

pub fn codes(reading: &Reading) -> Vec<&str> {
    reading.findings.iter().map(|finding| finding.code.as_str()).collect()
}
