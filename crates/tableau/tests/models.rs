//! Models of all kinds, filled in: what must move moves, what must stay stays, and what cannot be is refused.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

use support::{archive, zipped};
use tableau::{Context, Line, ModelSummary, Refusal, Speciality, Table, check_model, read, write};

const SHEET: &str = "xl/worksheets/sheet1.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)).unwrap()
}

fn official() -> Vec<u8> {
    sample("modele-officiel-2025-vierge.xlsx")
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |at| {
        let (mut file, mut text) = (archive.by_index(at).unwrap(), String::new());
        file.read_to_string(&mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().len()).map(&mut part).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(part, _)| part == name).unwrap().1
}

/// The official model with texts of a part replaced.
fn bent(name: &str, changes: &[(&str, &str)]) -> Vec<u8> {
    let mut all = parts(&official());
    let text = &mut all.iter_mut().find(|(part, _)| part == name).unwrap().1;
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        *text = text.replace(from, to);
    }
    zipped(&all)
}

fn lines(count: usize) -> Vec<Line> {
    let line = |at| Line {
        title: Some(format!("N {at} a")),
        ticks: [true, false, false, false, false, true],
        ..Line::default()
    };
    (0..count).map(line).collect()
}

fn table(counts: [usize; 3]) -> Table {
    Table {
        session: Some("2026".into()),
        name: Some("DURAND Alex".into()),
        number: Some("01936542087".into()),
        centre: Some("Lycée Jean Zay".into()),
        option: Some(Speciality::Slam),
        portfolio_url: Some("https://alex.example".into()),
        groups: counts.map(lines),
    }
}

fn filled(table: &Table, model: &[u8]) -> Vec<u8> {
    write(table, model).unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[test]
fn only_what_must_change_changes() {
    let model = official();
    let written = filled(&table([2, 1, 1]), &model);
    let (before, after) = (parts(&model), parts(&written));
    assert_eq!(
        before.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        after.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    for ((name, before), (_, after)) in before.iter().zip(&after) {
        let changed = [SHEET, "xl/workbook.xml", "xl/styles.xml"].contains(&name.as_str());
        assert!(changed || before == after, "{name}");
    }
    let (before, after) = (part(&model, SHEET), part(&written, SHEET));
    let tail = |text: &str| text[text.find("</sheetData>").unwrap()..].to_owned();
    let head = |text: &str| text[..text.find("<sheetData>").unwrap()].to_owned();
    assert_eq!((tail(&before), head(&before)), (tail(&after), head(&after)));
}

#[test]
fn everything_below_inserted_rows_moves() {
    let extra = "<conditionalFormatting sqref=\"C9:H18\"><cfRule type=\"expression\" priority=\"1\"><formula>$A14=\"\"</formula></cfRule>\
        </conditionalFormatting><dataValidations count=\"1\"><dataValidation type=\"list\" sqref=\"C9:H18 C20:H26\"><formula1>$K$20:$K$21</formula1>\
        </dataValidation></dataValidations><hyperlinks><hyperlink ref=\"A30\" location=\"x\"/></hyperlinks><printOptions";
    let end = "<rowBreaks count=\"1\" manualBreakCount=\"1\"><brk id=\"19\" max=\"16383\" man=\"1\"/></rowBreaks>\
        <colBreaks><brk id=\"20\"/></colBreaks><drawing r:id=\"rId1\"/><legacyDrawing \
        r:id=\"rId2\"/></worksheet>";
    let formula = "<c r=\"C35\" s=\"34\"><f>COUNTIF(C9:C34,\"X\")</f><v>0</v></c>";
    let model =
        bent(SHEET, &[("<printOptions", extra), ("</worksheet>", end), ("<c r=\"C35\" s=\"34\"/>", formula)]);
    let mut all = parts(&model);
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    all.push((
        "xl/worksheets/_rels/sheet1.xml.rels".into(),
        format!("<Relationships><Relationship Id=\"rId1\" Type=\"{relation}/drawing\" Target=\"../drawings/drawing1.xml\"/><Relationship \
                 Id=\"rId2\" Type=\"{relation}/vmlDrawing\" Target=\"../drawings/vml.vml\"/></Relationships>"),
    ));
    let anchor = "<twoCellAnchor><from><col>1</col><row>27</row></from><to><col>2</col><row>28</row></to></twoCellAnchor>";
    all.push(("xl/drawings/drawing1.xml".into(), format!("<wsDr>{anchor}</wsDr>")));
    all.push(("xl/drawings/vml.vml".into(), "<xml><x:Anchor>1,0,3,0,2,0,27,0</x:Anchor><br></xml>".into()));
    all.push(("xl/calcChain.xml".into(), "<calcChain><c r=\"C35\"/></calcChain>".into()));
    let book = &mut all.iter_mut().find(|(name, _)| name == "xl/_rels/workbook.xml.rels").unwrap().1;
    *book = book.replace("</Relationships>", &format!("<Relationship Id=\"rId9\" Type=\"{relation}/calcChain\" Target=\"calcChain.xml\"/></Relationships>"));
    // Three rows more in the first group, two in the second.
    let written = filled(&table([13, 9, 7]), &zipped(&all));
    let sheet = part(&written, SHEET);
    for wanted in [
        "<mergeCell ref=\"A22:H22\"/>",
        "<mergeCell ref=\"A32:H32\"/>",
        "<mergeCell ref=\"A6:A7\"/>",
        "sqref=\"C9:H21\"",
        "<formula>$A17=\"\"</formula>",
        "sqref=\"C9:H21 C23:H31\"",
        "<formula1>$K$23:$K$24</formula1>",
        "<hyperlink ref=\"A35\"",
        "<brk id=\"22\" max",
        "<brk id=\"20\"/></colBreaks>",
        "<f>COUNTIF(C9:C39,\"X\")</f>",
        "<dimension ref=\"A1:M40\"/>",
    ] {
        assert!(sheet.contains(wanted), "{wanted}");
    }
    assert!(
        part(&written, "xl/drawings/drawing1.xml")
            .contains("<row>32</row></from><to><col>2</col><row>33</row>")
    );
    assert!(part(&written, "xl/drawings/vml.vml").contains(">1, 0, 3, 0, 2, 0, 32, 0<"));
    let book = part(&written, "xl/workbook.xml");
    assert!(book.contains("!$A$1:$H$40<") && book.contains("fullCalcOnLoad=\"1\""), "{book}");
    assert!(
        !parts(&written).iter().any(|(name, text)| name.contains("calcChain") || text.contains("calcChain"))
    );
}

#[test]
fn inserted_rows_look_like_those_around() {
    let merged = bent(
        SHEET,
        &[("<mergeCell ref=\"A8:H8\"/>", "<mergeCell ref=\"A8:H8\"/><mergeCell ref=\"I13:J13\"/>")],
    );
    let written = filled(&Table { groups: [lines(12), vec![], vec![]], ..Table::default() }, &merged);
    let sheet = part(&written, SHEET);
    for row in [13, 14, 15] {
        assert!(sheet.contains(&format!("<mergeCell ref=\"I{row}:J{row}\"/>")), "{row}");
        assert!(
            sheet.contains(&format!("<row r=\"{row}\" s=\"16\" customFormat=\"true\" ht=\"39.95\"")),
            "{row}"
        );
        assert!(sheet.contains(&format!("<c r=\"A{row}\" s=\"18\" t=\"inlineStr\">")), "{row}");
    }
    assert!(sheet.contains("<mergeCells count=\"15\">"));
    // The last line keeps the frame's bottom.
    let written = filled(&table([0, 0, 9]), &official());
    assert!(part(&written, SHEET).contains("<c r=\"A36\" s=\"28\" t=\"inlineStr\">"));
}

#[test]
fn a_missing_label_is_named() {
    for (label, text) in [
        ("NOM et prénom", "NOM et prénom : "),
        ("N° candidat", "N° candidat : "),
        ("Centre de formation", "Centre de formation :"),
        ("Adresse URL du portfolio", "Adresse URL du portfolio :"),
        ("Période", "Période (sous la forme du JJ/MM/AA au JJ/MM/AA)"),
        (
            "Réalisations professionnelles",
            "Réalisations professionnelles&#10;(intitulé et liste des documents et productions associés)",
        ),
        ("Travailler en mode projet", ">Travailler en mode projet<"),
        ("Organiser son développement professionnel", "Organiser son développement professionnel"),
        ("Réalisations en cours de formation", "Réalisation en cours de formation"),
        (
            "Réalisations en milieu professionnel en cours de seconde année",
            "Réalisations en milieu professionnel en cours de seconde année",
        ),
        ("SISR", "▢ SISR"),
        ("SLAM", "▢ SLAM"),
    ] {
        let other = if text.starts_with('>') { ">autre chose<" } else { "autre chose" };
        let refusal = write(&table([1, 1, 1]), &bent(STRINGS, &[(text, other)])).unwrap_err();
        assert_eq!(refusal, Refusal::Label(label.into()), "{text}");
        assert!(refusal.to_string().contains(&format!("« {label} »")));
    }
}

#[test]
fn other_files_are_no_model() {
    let code = |bytes: &[u8]| check_model(bytes).map_err(|refusal| refusal.code());
    assert_eq!(code(&official()), Ok(ModelSummary { session: Some("2026".into()), takes_portfolio: true }));
    assert_eq!(code(b"%PDF-1.7"), Err("model_unreadable"));
    assert_eq!(code(&sample("coches-par-fond-vert.xlsx")), Err("model_not_blank"));
    assert_eq!(code(&support::ods(&support::Sheet::model(6, 1))), Err("model_not_xlsx"));
    assert_eq!(code(&support::xlsx(&[support::Sheet::default()])), Err("model_label_missing"));
    let mut all = parts(&official());
    all.push(("xl/vbaProject.bin".into(), "..".into()));
    assert_eq!(code(&zipped(&all)), Err("model_not_xlsx"));
    assert_eq!(code(&archive(&[("word/document.xml", b"<w/>")])), Err("model_not_xlsx"));
}

#[test]
fn a_model_without_a_portfolio_takes_none() {
    let model = bent(STRINGS, &[("Adresse URL du portfolio :", "")]);
    assert_eq!(check_model(&model).map(|model| model.takes_portfolio), Ok(false));
    let without = Table { portfolio_url: None, ..table([1, 0, 0]) };
    assert!(write(&without, &model).is_ok());
}

#[test]
fn moved_labels_prefixes_and_fonts() {
    // Labels in several fonts keep them; a session left blank is filled in.
    let rich = "<si><r><rPr><b/></rPr><t>Centre de </t></r><r><rPr><i/></rPr><t xml:space=\"preserve\">formation :</t></r></si>";
    let model = bent(
        STRINGS,
        &[
            ("<si><t xml:space=\"preserve\">Centre de formation :</t></si>", rich),
            ("SESSION 2026", "SESSION"),
        ],
    );
    let written = filled(&table([1, 0, 0]), &model);
    let added = "<r><rPr><i/></rPr><t xml:space=\"preserve\"> Lycée Jean Zay</t></r></is>";
    assert!(part(&written, SHEET).contains(added));
    assert_eq!(read(&written, "x", &Context::default()).unwrap().session.as_deref(), Some("2026"));
    // Elements with a prefix.
    let mut all: BTreeMap<String, String> = parts(&official()).into_iter().collect();
    for name in [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml"] {
        let text = all.get_mut(name).unwrap();
        let tags =
            text.replace("</", "\u{1}").replace('<', "<x:").replace('\u{1}', "</x:").replace("<x:?", "<?");
        *text = tags
            .replace("<x:loext:", "<loext:")
            .replace("</x:loext:", "</loext:")
            .replace("xmlns=", "xmlns:x=");
    }
    let all: Vec<(String, String)> = all.into_iter().collect();
    let table = table([12, 3, 0]);
    assert_eq!(Table::from(&read(&filled(&table, &zipped(&all)), "x", &Context::default()).unwrap()), table);
    // The table further down and to the right.
    let mut sheet = support::Sheet::model(20, 10);
    for row in (23..=25).chain(27..=29).chain(31..=33) {
        for column in 10..=17 {
            sheet.paint(row, column, support::PLAIN);
        }
    }
    sheet.text(18, 16, "▢ SISR").text(18, 17, "▢ SLAM");
    let model = support::xlsx(&[support::Sheet::default(), sheet]);
    let written = filled(&table, &model);
    assert_eq!(Table::from(&read(&written, "x", &Context::default()).unwrap()), table);
}

#[test]
fn texts_too_long_and_lines_too_many_are_refused() {
    let long = |length: usize| Line { title: Some("é".repeat(length)), ..Line::default() };
    let mut table = table([0, 0, 0]);
    table.groups[1] = vec![long(10), long(20_000)];
    let refusal = write(&table, &official()).unwrap_err();
    assert_eq!(refusal, Refusal::TooLong(Some((1, 1))));
    assert!(refusal.to_string().contains("n° 2 du groupe n° 2"));
    table.groups[1] = vec![long(2); 1_001];
    assert_eq!(write(&table, &official()), Err(Refusal::TooMany));
    table = Table { name: Some("x".repeat(40_000)), ..Table::default() };
    assert_eq!(write(&table, &official()), Err(Refusal::TooLong(None)));
}

#[test]
fn a_written_file_may_be_edited_by_hand() {
    let mut table = table([2, 0, 1]);
    table.name = Some("Option : Session : 2019".into());
    table.groups[0][0].title = Some("Total".into());
    let written = filled(&table, &official());
    assert_eq!(Table::from(&read(&written, "x", &Context::default()).unwrap()), table);
    // A label taken out, a line emptied, a title and documents written otherwise.
    let mut all = parts(&written);
    let sheet = &mut all.iter_mut().find(|(name, _)| name == SHEET).unwrap().1;
    for (from, to) in [
        ("Adresse URL du portfolio : https://alex.example", "https://alex.example/b"),
        (">Total<", "><"),
        (">N 1 a<", ">Projet :\nServeur\n• Guide<"),
    ] {
        assert!(sheet.contains(from), "{from}");
        *sheet = sheet.replace(from, to);
    }
    let reading = read(&zipped(&all), "x", &Context::default()).unwrap();
    assert_eq!((reading.candidate.name, reading.candidate.portfolio_url), (table.name, None));
    assert_eq!(reading.achievements[0].title, None);
    assert_eq!(reading.achievements[1].title.as_deref(), Some("Projet : Serveur"));
    assert_eq!(reading.achievements[1].documents, ["Guide"]);
}
