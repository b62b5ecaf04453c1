//! Each sentence of the referential is looked up in the official text, whitespace aside.

use std::collections::{BTreeMap, BTreeSet};

use super::e4;

/// The official text, as it was received.
const SEED: &str = include_str!("../../../../../docs/sources/annexe-6-epreuve-e4-session-2022.md");

/// Sentences that the columns of a table cut into pieces: put end to end, the pieces give the sentence.
const CUT: [(&str, &[&str]); 12] = [
    ("parts[1].title", &["Échange ave", "c le jury"]),
    ("parts[1].wording", &["Partie 2 : Échange ave", "c le jury (30", "minutes)"]),
    ("penalties[0].label", &["Portfolio inacces", "sible"]),
    ("penalties[1].label", &["Absence de tabl", "eau de synt", "hèse"]),
    ("penalties[1].wording", &["Absence de tabl", "eau de synt", "hèse (2 points de pén", "alité)"]),
    ("wordings.commission_members", &["Noms des membres d", "e la commis", "sion d'interrogation"]),
    (
        "wordings.proposed_mark_heading",
        &["Propo", "sition de", "note suite à l'évaluat", "ion du profil de", "la perso", "nne candidate"],
    ),
    ("wordings.penalties_heading", &["Liste des pé", "nalités retenues"]),
    ("wordings.final_mark", &["NOTE F", "INALE"]),
    (
        "wordings.final_mark_notice",
        &["Note à repo", "rter sur la fiche d'ap", "préciation", "destinée à la per", "sonne candidate"],
    ),
    (
        "wordings.appraisal_heading",
        &[
            "Appréciation sur le niv",
            "eau de maîtr",
            "ise des compétences, s",
            "ur la mobilisation",
            "de toute",
            "s les compétence",
            "s du bloc et",
            "sur la conformité de l'",
            "environneme",
            "nt technologique des r",
            "éalisations profes",
            "sionnelle",
            "s présentées",
        ],
    ),
    ("wordings.visa_heading", &["Visa des membres de", "la commissi", "on d'interrogation"]),
];

/// Sentences of which pieces are lost: what is left stands in the sentence, in this order.
const LOST: [(&str, &[&str]); 6] = [
    ("parts[0].title", &["du parcours", "de professionnalisatio"]),
    ("parts[0].wording", &["du parcours", "de professionnalisatio", "n (10 minutes max", "imum)"]),
    ("penalties[0].wording", &["Portfolio inacces", "sible (10 p", "ints de pénalité)"]),
    (
        "wordings.grid_guidance",
        &[
            "candidate (voir au vers",
            "niveaux de maîtrise d",
            "es compéte",
            "nces est proposée en",
            "bas de page.",
        ],
    ),
    (
        "wordings.vigilance",
        &[
            "La commission sera",
            "vigilante, l",
            "ors de l'établissement",
            "de la note, à la",
            "couvert",
            "ure des compét",
            "ences du bloc",
            "exigée dans la défi",
            "nition de l'",
            "épreuve, ainsi que la",
            "conformité de l'",
            "environn",
            "ement technolo",
            "gique. Le cas",
            "on littérale",
            "fera apparaitre ce c",
            "ndidate.",
        ],
    ),
    (
        "wordings.penalties_notice",
        &[
            "Les pénalités ci-des",
            "nt être appliquées de f",
            "açon à ce que la",
            "note fi",
            "nale de la perso",
            "nne candidate",
            "annexe 6-4",
            "en tien",
        ],
    ),
];

/// Sentences of the software: the text gives nothing for them.
const OURS: [&str; 6] = [
    "source",
    "pieces[1].label",
    "pieces[2].label",
    "wordings.conformity_title",
    "wordings.certificate_title",
    "wordings.software_layout",
];

/// The text on one line, without markup.
fn flat(text: &str) -> String {
    let mut plain = String::new();
    let mut in_tag = false;
    for c in text.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                plain.push(' ');
            }
            _ if in_tag => {}
            '*' => {}
            _ => plain.push(c),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Every sentence of the referential with its path, codes and settings left out.
fn sentences() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    collect("", &toml::Value::try_from(e4()).unwrap(), &mut found);
    found
}

fn collect(path: &str, value: &toml::Value, found: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::String(text) => {
            found.insert(path.to_owned(), text.clone());
        }
        toml::Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(&format!("{path}[{index}]"), item, found);
            }
        }
        toml::Value::Table(table) => {
            let settings = ["code", "version", "layout", "rounding", "level", "competence"];
            let sections = ["policy", "grounds", "verdicts", "annex_changes", "classes"];
            for (key, item) in table {
                if !settings.contains(&key.as_str()) && !sections.contains(&key.as_str()) {
                    let dot = if path.is_empty() { "" } else { "." };
                    collect(&format!("{path}{dot}{key}"), item, found);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn e4_12_every_sentence_is_in_the_official_text_or_listed_here() {
    let seed = flat(SEED);
    let found = sentences();
    assert!(found.len() > 150, "{}", found.len());
    let missing: BTreeSet<_> =
        found.iter().filter(|(_, text)| !seed.contains(&flat(text))).map(|(path, _)| path.as_str()).collect();
    let listed = CUT.iter().map(|(path, _)| *path).chain(LOST.iter().map(|(path, _)| *path)).chain(OURS);
    assert_eq!(missing, listed.collect());
}

#[test]
fn e4_15_restored_sentences_keep_every_piece_that_was_left() {
    let (seed, found) = (flat(SEED), sentences());
    for (path, pieces) in CUT.iter().chain(&LOST) {
        let mut rest = found[*path].as_str();
        for piece in *pieces {
            assert!(seed.contains(piece), "{path} : « {piece} » n'est pas dans le texte");
            let at =
                rest.find(piece).unwrap_or_else(|| panic!("{path} : « {piece} » n'est pas dans la phrase"));
            rest = &rest[at + piece.len()..];
        }
    }
    for (path, pieces) in CUT {
        assert_eq!(without_spaces(&pieces.concat()), without_spaces(&found[path]), "{path}");
    }
}

#[test]
fn e4_31_the_rules_printed_on_forms_are_the_official_sentences() {
    let seed = flat(SEED);
    let wordings = e4().wordings;
    assert!(seed.contains(&format!("({})", wordings.rounding_notice)));
    assert!(seed.contains(&wordings.secrecy_notice));
    assert!(seed.contains(&e4().retention.wording));
}

/// The rows of the tables of the text, cell by cell.
fn rows() -> impl Iterator<Item = Vec<String>> {
    SEED.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').map(flat).collect())
}

#[test]
fn e4_12_each_competence_has_the_whole_of_its_row() {
    for line in e4().lines {
        let row = rows().find(|row| row[0].starts_with(&line.label)).expect("a row of the grid");
        let first = [vec![line.label], line.skills].concat().join(" ");
        assert_eq!(row[0], first);
        let last = row.into_iter().skip(1).collect::<Vec<_>>().concat();
        assert_eq!(last, line.indicators.join(" "));
    }
}

#[test]
fn e4_12_each_level_has_the_whole_of_its_column() {
    let head: Vec<_> = e4().levels.into_iter().map(|level| level.label).collect();
    let table: Vec<_> = rows().skip_while(|row| !row.starts_with(&head)).skip(1).take(5).collect();
    for (column, level) in e4().levels.into_iter().enumerate() {
        let cells: Vec<_> =
            table.iter().map(|row| row[column].as_str()).filter(|cell| !cell.is_empty()).collect();
        assert_eq!(cells.join(" "), level.descriptors.join(" "));
    }
}
