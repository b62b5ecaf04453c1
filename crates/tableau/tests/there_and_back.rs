//! What is written is read back the same, whatever it is.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use std::path::PathBuf;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use tableau::{Context, Line, Period, Speciality, Table, read, write};

fn model() -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    std::fs::read(folder.join("modele-officiel-2025-vierge.xlsx")).unwrap()
}

fn back(bytes: &[u8]) -> Table {
    Table::from(&read(bytes, "x.xlsx", &Context::default()).unwrap())
}

/// Texts that a reader could take for something else, and any others.
fn text() -> impl Strategy<Value = String> {
    let traps = prop::sample::select(vec![
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "+33 1",
        "-",
        "- tiret",
        "• puce",
        "'apostrophe",
        "1",
        "1.",
        "…",
        "X",
        "☒",
        "Réalisation",
        "Réalisation n°2 :",
        "Réalisations en milieu professionnel en cours de première année",
        "Réalisation en cours de formation",
        "Réalisations personnelles",
        "Total",
        "Légende : X",
        "NB : rien",
        "* note",
        "Gérer le patrimoine informatique",
        "Période",
        "Recenser et identifier les ressources numériques",
        "Supervision – Documents : guide, schéma",
        "Documents associés :",
        "SISR",
        "X SLAM",
        "Option : ☒ SISR ☐ SLAM",
        "N° candidat : 0123456789",
        "NOM et prénom : Bob",
        "Session : 2019",
        "Épreuve E4",
        "Centre de formation : autre",
        "_x0041_",
        "_x005F_x0041_",
        "_x000D_",
        "&lt;b&gt; & \"'",
        "]]>",
        "<c r=\"A1\"/>",
        "a\u{301}é",
        "👩‍💻🦀",
        "عربي",
        "\u{200b}",
        "\u{a0}x",
        "https://exemple.fr/?a=1&b=2#c",
        "voir https://a.example ici",
        "du candidat",
        "(obligatoire)",
        "  deux  espaces  ",
        "a\nb",
        "a\tb\r\nc",
        "\u{1}\u{b}",
        "\u{fffe}",
        "J. Martin.",
        "___",
        ": :",
        "FAUX",
        "12/02/2025",
        "1E5",
    ]);
    prop_oneof![
        4 => traps.prop_map(str::to_owned),
        2 => "\\PC{0,40}",
        1 => "[ -~\n\téèàçœ’«»_x0-9]{0,60}",
        1 => any::<String>(),
        1 => "[a-zé ]{400}",
    ]
}

fn some(text: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.8, text)
}

fn day() -> impl Strategy<Value = Option<Date>> {
    prop::option::of(
        (1985_i16..2110, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day)),
    )
}

fn period() -> impl Strategy<Value = Period> {
    let raw = prop_oneof![
        text(),
        prop::sample::select(vec![
            "01/10/24 au 31/10/24",
            "du 25/08/2025\nau 19/12/2025",
            "2023-2024",
            "09/2025 - en cours",
            "octobre 2024",
            "Stage 2",
            "01/06/2025 au 31/06/2025",
            "31/10/24 au 01/10/24",
            " – ",
            "45700",
        ])
        .prop_map(str::to_owned),
    ];
    (some(raw), prop::option::weighted(0.4, (day(), day()))).prop_map(|(raw, days)| {
        let (from, to) = days.unwrap_or_default();
        Period { raw, from, to }
    })
}

fn line() -> impl Strategy<Value = Line> {
    (some(text()), prop::collection::vec(text(), 0..5), period(), any::<[bool; 6]>())
        .prop_map(|(title, documents, period, ticks)| Line { title, documents, period, ticks })
}

fn table() -> impl Strategy<Value = Table> {
    let group =
        || prop_oneof![6 => prop::collection::vec(line(), 0..6), 1 => prop::collection::vec(line(), 9..25)];
    let option = prop::option::of(prop::sample::select(vec![Speciality::Sisr, Speciality::Slam]));
    let number = prop_oneof!["[0-9]{10,11}", "[0-9]{3} [0-9]{3} [0-9]{4}", text()];
    let candidate = (some(text()), some(number), some(text()), option, some(text()));
    (candidate, group(), group(), group()).prop_map(
        |((name, number, centre, option, portfolio_url), one, two, three)| Table {
            session: Some("2026".into()),
            name,
            number,
            centre,
            option,
            portfolio_url,
            groups: [one, two, three],
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_comes_back(table in table()) {
        let bytes = write(&table, &model());
        prop_assert!(bytes.is_ok(), "{:?}: {:#?}", bytes.err(), table.kept());
        let bytes = bytes.unwrap();
        prop_assert_eq!(back(&bytes), table.kept());
        prop_assert_eq!(&write(&table, &model()).unwrap(), &bytes, "the same bytes");
    }

    #[test]
    fn what_is_kept_is_kept_again(table in table()) {
        prop_assert_eq!(table.kept().kept(), table.kept());
    }
}

/// The parts of the official model, decompressed.
fn parts() -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(model())).unwrap();
    let mut part = |at| {
        let (mut file, mut text) = (archive.by_index(at).unwrap(), String::new());
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
        (file.name().unwrap().into_owned(), text)
    };
    (0..9).map(&mut part).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A bent model is refused, or filled in so that the data comes back; never a panic.
    #[test]
    fn bent_models(table in table(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[<>&\"'/=0-9A-Za-zé:;! -]{0,4}|r=\"4294967295\"| s=\"99\"", 0_usize..5), 1..5)) {
        let mut parts = parts();
        for (part, place, text, length) in changes {
            let count = parts.len();
            let content = &mut parts[part.index(count)].1;
            let floor = |mut at: usize| { while !content.is_char_boundary(at) { at -= 1; } at };
            let start = floor(place.index(content.len()));
            let end = floor((start + length).min(content.len()));
            content.replace_range(start..end.max(start), &text);
        }
        if let Ok(bytes) = write(&table, &support::zipped(&parts)) {
            let mut wanted = table.kept();
            let found = back(&bytes);
            wanted.session.clone_from(&found.session);
            prop_assert_eq!(found, wanted);
        }
    }
}

#[test]
fn sixty_achievements_in_one_group() {
    let line = |at: usize| Line {
        title: Some(format!("Réalisation n° {at} : {}", "é".repeat(380))),
        documents: vec!["Cahier des charges".into(), "Schéma".into()],
        period: Period { raw: Some("01/10/24 au 31/10/24".into()), ..Period::default() },
        ticks: [true; 6],
    };
    for group in 0..3 {
        let mut table = Table::default();
        table.groups[group] = (0..60).map(line).collect();
        let bytes = write(&table, &model()).unwrap();
        let found = back(&bytes);
        assert_eq!(found.groups, table.kept().groups);
        assert_eq!(found.groups[group].len(), 60);
    }
}
