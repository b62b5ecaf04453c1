//! Sample papers, for the tests and for `examples/specimens.rs`.
#![allow(dead_code, clippy::unwrap_used)]

pub mod stress;

use exam::candidate::{Speciality, Track};
use exam::grid::{Level, Profile};
use exam::mark::{DecidedMark, Mark};
use exam::penalty::calculation;
use exam::referential::{Referential, builtin_text, load};
use papers::{
    BordereauLine, BordereauPaper, ClassPaper, ClassRow, ConformityPaper, HeldPiece, Look, MinutesLine,
    MinutesPaper, PieceLine, Printed, ReceiptLine, ReceiptPaper, RequestPaper, SheetPaper, TableLine,
    TablePaper, VisaLine, Who,
};

/// A built-in referential, fitted to a session.
pub fn referential(code: &str, session: i16) -> Referential {
    load(builtin_text(code).unwrap(), code).unwrap().for_session(session)
}

/// A mark out of 20.
pub fn mark(text: &str) -> Mark {
    Mark::parse(text, 20).unwrap()
}

/// What a jury decided.
pub fn decided(text: &str) -> DecidedMark {
    DecidedMark::recorded(mark(text))
}

/// A sheet on which nothing is written.
pub fn blank(code: &str, session: i16) -> SheetPaper {
    SheetPaper {
        referential: referential(code, session),
        session,
        academy: String::new(),
        candidate: Who::default(),
        track: Track::OneOff,
        speciality: Speciality::Sisr,
        commission_number: String::new(),
        date: None,
        members: Vec::new(),
        profile: Profile::default(),
        calculation: None,
        penalties: Vec::new(),
        observations: Vec::new(),
        appraisal: String::new(),
        visas: Vec::new(),
        printed: Printed::default(),
        draft: false,
    }
}

/// A whole sheet of session 2022: 14,5 rounded to 15, less 2 points.
pub fn sheet() -> SheetPaper {
    let mut paper = blank("sio-e4-2022", 2022);
    let levels = [
        Level::WellMastered,
        Level::ExcellentlyMastered,
        Level::WellMastered,
        Level::PartlyMastered,
        Level::WellMastered,
        Level::NotAssessable,
        Level::NotMastered,
    ];
    for (line, level) in paper.referential.lines.clone().iter().zip(levels) {
        paper.profile.set(&line.code, level);
    }
    "Académie de Nantes".clone_into(&mut paper.academy);
    paper.candidate = Who {
        family_name: "Le Goff".into(),
        usage_name: None,
        given_names: "Maëlys, Anne".into(),
        number: "02242718915".into(),
    };
    paper.track = Track::Continuous;
    paper.speciality = Speciality::Slam;
    paper.commission_number = "12".into();
    paper.date = Some(jiff::civil::date(2022, 5, 31));
    paper.members = vec!["Catherine Delaunay".into(), "Yann Kermarrec".into()];
    paper.calculation = Some(calculation(mark("14,5"), &["no_table"], &paper.referential));
    paper.penalties = vec![(
        "no_table".into(),
        "Aucun tableau de synthèse n'a été déposé à la date fixée, ni présenté le jour de l'oral.".into(),
    )];
    paper.observations =
        vec![("presentation".into(), PRESENTATION.into()), ("interview".into(), INTERVIEW.into())];
    paper.appraisal = APPRAISAL.into();
    paper.visas = vec![
        VisaLine { name: "Catherine Delaunay".into(), at: "le 31 mai 2022 à 10 h 42".into() },
        VisaLine { name: "Yann Kermarrec".into(), at: "le 31 mai 2022 à 10 h 44".into() },
    ];
    paper.printed = printed("Imprimé le 31 mai 2022 à 11 h 02");
    paper
}

/// A receipt with a late piece and a missing one.
pub fn receipt_paper() -> ReceiptPaper {
    ReceiptPaper {
        session: "BTS Services informatiques aux organisations, session 2026, épreuve E5".into(),
        academy: "Académie de Nantes".into(),
        candidate: sheet().candidate,
        number: "2026-000481".into(),
        lines: vec![
            ReceiptLine {
                piece: "Portfolio".into(),
                file: "https://maelys-legoff.example/portfolio".into(),
                received_at: "le 3 avril 2026 à 18 h 07 min 12 s".into(),
                ..ReceiptLine::default()
            },
            ReceiptLine {
                piece: "Attestations de stage ou certificats de travail".into(),
                file: "attestation_stage_1ere_annee #2 (final).pdf".into(),
                size: "1,2 Mo".into(),
                sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
                received_at: "le 11 avril 2026 à 23 h 59 min 58 s".into(),
                late: true,
                note: String::new(),
            },
        ],
        missing: vec!["Tableau de synthèse".into()],
        printed: printed("Imprimé le 12 avril 2026 à 8 h 15"),
    }
}

/// A check confirmed by a second look.
pub fn conformity_paper() -> ConformityPaper {
    use exam::conformity::{Outcome, PieceVerdict, Verdict};
    use exam::dossier::PieceKind;
    let found = [PieceVerdict::InOrder, PieceVerdict::InOrder, PieceVerdict::ToPutRight];
    let referential = referential("sio-e5-2026", 2026);
    let standing = [
        ("tableau_synthese_legoff.xlsx", "le 20 mars 2026 à 18 h 07"),
        ("https://maelys-legoff.example/portfolio", "le 20 mars 2026 à 18 h 12"),
        ("attestation-annee-1.pdf", "le 5 avril 2026 à 9 h 30, hors délai"),
    ];
    let piece = |((kind, found), (name, at)): ((PieceKind, PieceVerdict), (&str, &str))| PieceLine {
        label: kind.label().into(),
        standing: vec![(name.into(), at.into())],
        found: Some(found),
    };
    let look =
        |name: &str, at: &str, said: &str| Look { name: name.into(), at: at.into(), said: said.into() };
    ConformityPaper {
        session: 2026,
        academy: "Académie de Nantes".into(),
        candidate: sheet().candidate,
        school: "Lycée Ada Lovelace, Portneuf".into(),
        track: Track::OneOff,
        speciality: Speciality::Slam,
        pieces: PieceKind::ALL.into_iter().zip(found).zip(standing).map(piece).collect(),
        verdict: Some(Verdict {
            pieces: PieceKind::ALL.into_iter().zip(found).collect(),
            outcome: Outcome::NotValid { ground: "certificates_unsigned".into() },
            reason: "L'attestation de première année ne porte ni signature ni cachet : faites-la signer."
                .into(),
        }),
        settled: true,
        looks: vec![
            look("Camille Mercier", "le 6 avril 2026 à 10 h 42", "Non valide, proposé"),
            look("Rose Brun", "le 6 avril 2026 à 14 h 05", "Non valide"),
        ],
        findings: vec!["Ligne 9 : la période ne se lit pas.".into(); 9],
        coverage: referential.competences.iter().map(|one| (one.label.clone(), 2)).collect(),
        weeks: "Périodes en entreprise du tableau : 9 semaines entières, pour 10 semaines au moins.".into(),
        printed: "Imprimé le 6 avril 2026 à 14 h 10".into(),
        referential,
    }
}

/// A request for the optional exam, refused.
pub fn request_paper() -> RequestPaper {
    let pair = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    RequestPaper {
        referential: referential("sio-ef4-2022", 2026),
        session: 2026,
        academy: "Académie de Nantes".into(),
        candidate: sheet().candidate,
        track: Track::OneOff,
        speciality: Speciality::Slam,
        asked: vec![
            pair("Organisme ou structure", "Association Vélocité, Villefictive"),
            pair("Nature de l’engagement et responsabilités exercées", "Trésorière"),
            pair("Période et durée", "Depuis septembre 2024"),
            pair("Activités menées", "Tenue des comptes"),
            pair("Compétences acquises et lien avec le diplôme", "Rendre compte"),
        ],
        sent: "Envoyée par la personne candidate le 3 avril 2026 à 18 h 07, après la date limite.".into(),
        answered: "Refusée par Claude Rectorat, le 6 avril 2026 à 10 h 42".into(),
        reason: "Précisez la durée.".into(),
        printed: "Imprimé le 6 avril 2026 à 14 h 10".into(),
    }
}

/// A bordereau of so many candidates, of a session with one school in CCF.
pub fn bordereau_paper(candidates: usize) -> BordereauPaper {
    let line = |nth: usize| BordereauLine {
        number: format!("019365{nth:05}"),
        name: format!("CANDIDATE-{nth} Noor"),
        speciality: "SLAM".into(),
        commission: "12".into(),
        state: "complètes, closes".into(),
        proposed: "13".into(),
        optional: if nth.is_multiple_of(7) {
            ("sans visa".into(), String::new())
        } else {
            Default::default()
        },
    };
    let half = candidates / 2;
    BordereauPaper {
        session: "BTS SIO, session 2026, épreuve E5".into(),
        academy: "Académie de Villefictive".into(),
        groups: vec![
            ("Épreuve ponctuelle".into(), (0..half).map(line).collect()),
            ("CCF, Lycée Ada Lovelace".into(), (half..candidates).map(line).collect()),
        ],
        secrecy: "En AUCUN CAS, la note proposée n'est communiquée à la personne candidate.".into(),
        printed: printed("Imprimé le 6 juin 2026 à 14 h 10"),
    }
}

/// Provisional minutes of so many candidates.
pub fn minutes_paper(candidates: usize) -> MinutesPaper {
    let line = |nth: usize| MinutesLine {
        number: format!("019365{nth:05}"),
        name: format!("CANDIDATE-{nth} Noor"),
        decided: if nth == 3 { "absent".into() } else { "13 / 20".into() },
        optional: if nth.is_multiple_of(7) { "15".into() } else { String::new() },
        remark: if nth == 1 { "Le jury retient le tableau remis en séance.".into() } else { String::new() },
    };
    MinutesPaper {
        session: "BTS SIO, session 2026, épreuve E5".into(),
        academy: "Académie de Villefictive".into(),
        held: vec![],
        signed: String::new(),
        undecided: 2,
        lines: (0..candidates).map(line).collect(),
        printed: printed("Imprimé le 6 juin 2026 à 14 h 10"),
    }
}

/// A class of two; the first has a name that looks like a formula.
pub fn class_paper() -> ClassPaper {
    let at = jiff::civil::date(2026, 3, 20).at(18, 7, 0, 0);
    let held = HeldPiece { count: 1, since: Some(at), late: true };
    ClassPaper {
        title: "Lycée Ada Lovelace, E5 2026".into(),
        at,
        rows: vec![
            ClassRow {
                number: "01936500037".into(),
                name: "=HYPERLINK(\"x\") Zoé".into(),
                class: "2 SIO".into(),
                pieces: [held, HeldPiece::default(), HeldPiece::default()],
                missing: "portfolio".into(),
                verdict_on: Some(at.date()),
                ..ClassRow::default()
            },
            ClassRow { number: "01936500074".into(), ..ClassRow::default() },
        ],
    }
}

/// A synthesis table of session 2026, with one group left empty.
pub fn table_paper() -> TablePaper {
    let line = |title: &str, documents: &[&str], period: &str, ticks: [bool; 6]| TableLine {
        title: title.into(),
        documents: documents.iter().map(|one| (*one).to_owned()).collect(),
        period: period.into(),
        ticks: ticks.to_vec(),
    };
    let training = vec![
        line(
            "Mise en place d'un serveur GLPI",
            &["Cahier des charges", "Procédure d'installation #2 (final).pdf"],
            "01/10/24 au 31/10/24",
            [true, true, false, false, true, false],
        ),
        line(
            "Veille sur la sécurité",
            &[],
            "depuis septembre 2024",
            [false, false, false, false, false, true],
        ),
    ];
    let workplace = vec![line("", &["Rapport"], "", [false; 6])];
    TablePaper {
        referential: referential("sio-e5-2026", 2026),
        session: 2026,
        candidate: sheet().candidate,
        speciality: Speciality::Slam,
        centre: "Lycée Jean Zay".into(),
        address: "https://maelys-legoff.example/portfolio".into(),
        groups: vec![
            ("Réalisations en cours de formation".into(), training),
            ("Réalisations en milieu professionnel en cours de première année".into(), workplace),
            ("Réalisations en milieu professionnel en cours de seconde année".into(), vec![]),
        ],
        printed: "Imprimé le 12 avril 2026 à 8 h 15".into(),
    }
}

const PRESENTATION: &str = "Exposé clair et structuré, tenu en neuf minutes. Le parcours est retracé avec méthode ; \
la part personnelle dans le projet d'équipe est bien distinguée de celle du groupe.";

const INTERVIEW: &str = "Maîtrise réelle de la gestion de parc (GLPI) : inventaire, tickets, niveaux d'habilitation.\n\
Des difficultés à justifier les choix de sauvegarde. La veille est évoquée sans outil ni régularité.\n\
Questions sur le déploiement : réponses précises, vocabulaire juste, 80 % des cas de test couverts !";

const APPRAISAL: &str = "Prestation solide, appuyée sur des réalisations authentiques menées dans un environnement \
technologique conforme. Les compétences de gestion du patrimoine et de réponse aux incidents sont bien maîtrisées ; \
la compétence « Mettre à disposition des utilisateurs un service informatique » n'a pas pu être évaluée, faute de \
réalisation présentée. L'organisation de la veille reste à construire.";

/// When a paper is printed: these words, and an instant for its file.
pub fn printed(words: &str) -> Printed {
    Printed { words: words.to_owned(), at: Some("2026-06-06T12:10:30Z".parse().unwrap()) }
}
