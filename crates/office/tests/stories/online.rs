//! The synthesis table edited on line, and its way to and from files.

use super::deposits::SAMPLES;
use super::offers::{Things, Tried};
use exam::Refusal;
use exam::access::Actor;
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use jiff::civil::date;
use office::Failure;
use office::acts::deposits::Received;
use office::acts::models::SeeModel;
use office::acts::official::Filled;
use office::acts::online::{
    Line, MAX_ACHIEVEMENTS, OnlinePage, Period, ReplaceTable, Saved, SeeOnlineTable, Source, Table,
    WriteTable,
};
use office::print::Year;
use tableau::{Context, Reading};
use world::{OTHER_TABLE, TABLE, World, kept, refused, story};

fn line(title: &str, ticks: [bool; 6]) -> Line {
    let (from, to) = (Some(date(2025, 1, 6)), Some(date(2025, 2, 14)));
    let documents = vec!["Cahier des charges".to_owned(), "Procédure".to_owned()];
    Line { title: Some(title.to_owned()), documents, period: Period { raw: None, from, to }, ticks }
}

fn table(titles: &[&str]) -> Table {
    let lines = titles.iter().map(|title| line(title, [true; 6])).collect();
    Table { centre: Some("Lycée".to_owned()), groups: [lines, vec![], vec![]], ..Table::default() }
}

async fn write(world: &World, who: &Actor, candidate: &CandidateId, seen: i64, table: Table) -> Saved {
    world.office.perform(who, WriteTable { candidate: candidate.clone(), seen, table }).await.unwrap()
}

async fn seen(world: &World, who: &Actor, candidate: &CandidateId) -> OnlinePage {
    world.office.consult(who, SeeOnlineTable { candidate: candidate.clone() }).await.unwrap()
}

async fn replace(
    world: &World,
    who: &Actor,
    candidate: &CandidateId,
    seen: i64,
    source: Source,
) -> Result<(), Failure> {
    world.office.perform(who, ReplaceTable { candidate: candidate.clone(), seen, source }).await
}

async fn official(world: &World, who: &Actor, candidate: &CandidateId) -> Reading {
    match world.office.official_file(who, candidate).await.unwrap() {
        Filled::File(name, bytes) => tableau::read(&bytes, &name, &Context::default()).unwrap(),
        Filled::Impossible(why) => panic!("{why}"),
    }
}

story!(e4_05_every_real_table_goes_on_line_and_back_to_a_file_without_loss, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    for (name, bytes) in SAMPLES {
        world.table(alix, id, bytes).await;
        let wanted = Table::from(&tableau::read(bytes, name, &Context::default()).unwrap()).kept();
        let revision = seen(&world, alix, id).await.revision();
        replace(&world, alix, id, revision, Source::Deposit).await.unwrap();
        let online = seen(&world, alix, id).await;
        let out = Table::from(&official(&world, alix, id).await);
        assert_eq!(out.groups, wanted.groups, "{name}");
        assert_eq!((&out.centre, &out.portfolio_url), (&wanted.centre, &wanted.portfolio_url), "{name}");
        let candidate = &online.dossier.candidate;
        assert_eq!(out.name.as_deref(), Some(candidate.full_name().as_str()), "{name}: the roster's");
        assert_eq!(out.option.unwrap().as_str().to_lowercase(), candidate.speciality.label().to_lowercase());
        let deposited = world.office.deposit_online_table(alix, id, online.revision()).await.unwrap();
        let (deposit, _) = world.office.open_deposit(alix, &kept(deposited)).await.unwrap();
        assert!(deposit.file_name.unwrap().starts_with("tableau-de-synthese-MARTIN-Alix-"));
        replace(&world, alix, id, online.revision(), Source::Deposit).await.unwrap();
        assert_eq!(seen(&world, alix, id).await.table(), online.table(), "{name}: there and back");
    }
    world.journal_is_whole().await;
});

story!(two_windows_on_one_table_lose_nothing, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    assert!(matches!(write(&world, alix, id, 0, table(&["Un"])).await, Saved::Received(1, _)));
    assert!(matches!(write(&world, alix, id, 1, table(&["Un", "Deux"])).await, Saved::Received(2, _)));
    match write(&world, alix, id, 1, table(&["Un", "Trois"])).await {
        Saved::Stale(theirs) => {
            assert_eq!((theirs.revision, theirs.by_name.as_str()), (2, alix.name.as_str()));
            assert_eq!(theirs.table, table(&["Un", "Deux"]));
        }
        saved @ Saved::Received(..) => panic!("{saved:?}"),
    }
    assert_eq!(seen(&world, alix, id).await.table(), table(&["Un", "Deux"]), "nothing was overwritten");
    let again = write(&world, alix, id, 1, table(&["Un", "Deux"])).await;
    assert!(matches!(again, Saved::Received(2, _)), "the answer that was lost: {again:?}");
    assert!(matches!(write(&world, alix, id, 2, table(&["Un", "Trois"])).await, Saved::Received(3, _)));
    let stale = world.office.deposit_online_table(alix, id, 2).await;
    assert!(matches!(stale, Err(Failure::Outdated)), "what is handed in is what was seen");
    assert!(matches!(replace(&world, alix, id, 2, Source::Replaced).await, Err(Failure::Outdated)));
    let told = world.journal("candidate", id.as_str()).await;
    let last = &told.last().unwrap();
    assert_eq!(last.after, "tableau en ligne : révision 3, 2 réalisation(s)");
    assert!(!format!("{told:?}").contains("Trois"), "the journal never repeats what was typed");
});

story!(e4_18_a_table_filled_on_line_is_handed_in_with_its_receipt, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    assert_eq!(refused(world.office.deposit_online_table(alix, id, 0).await), Refusal::NoTable);
    write(&world, alix, id, 0, table(&["Un"])).await;
    world.outside.set("2026-04-03T22:00:00Z".parse().unwrap());
    let deposit = kept(world.office.deposit_online_table(alix, id, 1).await.unwrap());
    assert!(world.office.print_receipt(alix, &deposit).await.unwrap().starts_with(b"%PDF"));
    assert!(world.office.print_table(alix, id).await.unwrap().starts_with(b"%PDF"));
    let dossier = seen(&world, alix, id).await.dossier;
    let standing = dossier.of(PieceKind::Table);
    assert!(standing.len() == 1 && standing[0].id == deposit && standing[0].late);
    let reading = &dossier.table.as_ref().unwrap().reading;
    assert_eq!(reading.achievements[0].documents, ["Cahier des charges", "Procédure"]);
    assert_eq!(reading.achievements[0].period.raw.as_deref(), Some("06/01/25 au 14/02/25"));
    assert!(dossier.table.unwrap().coverage.gaps().is_empty());
});

story!(an_import_is_taken_back, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    assert_eq!(refused(replace(&world, alix, id, 0, Source::Deposit).await), Refusal::NoTable);
    assert_eq!(refused(replace(&world, alix, id, 0, Source::Replaced).await), Refusal::NoTable);
    write(&world, alix, id, 0, table(&["Un"])).await;
    let import = |seen, bytes: &[u8]| world.office.import_file(alix, id, seen, ("a.xlsx", bytes.to_vec()));
    assert!(import(1, b"bonjour").await.unwrap().is_some_and(|why| !why.is_empty()));
    assert_eq!(import(1, OTHER_TABLE).await.unwrap(), None);
    assert_ne!(seen(&world, alix, id).await.table(), table(&["Un"]));
    replace(&world, alix, id, 2, Source::Replaced).await.unwrap();
    assert_eq!(seen(&world, alix, id).await.table(), table(&["Un"]));
    assert!(seen(&world, alix, id).await.dossier.deposits.is_empty(), "nothing was handed in");
});

story!(e4_04_a_table_on_line_is_checked_as_its_file_would_be, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    let mut typed = table(&["Un"]);
    typed.groups[1] = vec![Line::default(), line("Sans compétence", [false; 6])];
    typed.groups[1][1].period = Period { raw: Some("un jour".to_owned()), from: None, to: None };
    let page = seen(&world, alix, id).await;
    let checked = world.office.check_table(&page, &typed).await.unwrap();
    assert_eq!(checked.lines, [(0, 0), (1, 1)], "a line that says nothing is not in the file");
    let reading = checked.outcome.unwrap().reading;
    let row = reading.achievements[1].row;
    let codes = reading
        .findings
        .iter()
        .filter(|one| one.cell.as_ref().is_some_and(|cell| cell.ends_with(&row.to_string())));
    let codes: Vec<_> = codes.map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["achievement_without_tick", "period_unreadable"]);
});

story!(e4_36_a_closed_dossier_s_table_is_not_written_any_more, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    world.table(alix, id, TABLE).await;
    let many = table(&vec!["Un"; MAX_ACHIEVEMENTS + 1]);
    let act = |table| WriteTable { candidate: id.clone(), seen: 0, table };
    let asked = refused(world.office.perform(alix, act(many)).await);
    assert_eq!(asked, Refusal::TooManyAchievements { limit: MAX_ACHIEVEMENTS });
    let long = "é".repeat(office::acts::online::MAX_CHARACTERS);
    assert!(matches!(
        refused(world.office.perform(alix, act(table(&[&long]))).await),
        Refusal::TextTooLong { .. }
    ));
    write(&world, alix, id, 0, table(&["Un"])).await;
    world.decided(&day, "13", "13").await;
    assert_eq!(refused(world.office.perform(alix, act(table(&["Deux"]))).await), Refusal::DossierClosed);
    assert_eq!(refused(replace(&world, alix, id, 1, Source::Deposit).await), Refusal::DossierClosed);
    assert_eq!(refused(world.office.deposit_online_table(alix, id, 1).await), Refusal::DossierClosed);
    let file = world.office.import_file(alix, id, 1, ("a.xlsx", TABLE.to_vec())).await;
    assert_eq!(refused(file), Refusal::DossierClosed);
    assert_eq!(official(&world, alix, id).await.achievements.len(), 1, "it is still read");
});

/// The acts on tables and models, for the walk over the rights.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session, candidate) = (&world.office, things.session.clone(), things.candidate.clone());
    let answer = match name {
        "deposit online table" => office.deposit_online_table(who, &candidate, 99).await.map(drop),
        "write table" => {
            let table = table(&vec!["Un"; MAX_ACHIEVEMENTS + 1]);
            office.perform(who, WriteTable { candidate, seen: 0, table }).await.map(drop)
        }
        "replace table" => {
            office.perform(who, ReplaceTable { candidate, seen: 0, source: Source::Deposit }).await
        }
        "import table" => {
            let file = ("a.xlsx", b"bonjour".to_vec());
            office.import_file(who, &candidate, 0, file).await.map(drop)
        }
        "see online table" => office.consult(who, SeeOnlineTable { candidate }).await.map(drop),
        "official file" => office.official_file(who, &candidate).await.map(drop),
        "print table" => office.print_table(who, &candidate).await.map(drop),
        "print certificate" => office.print_certificate(who, &candidate, Year::First).await.map(drop),
        "set model" => {
            let set = office.set_model(who, &session, "a.xlsx", b"bonjour".to_vec()).await;
            return Some((things.of_session(), set.map(drop)));
        }
        "see model" => {
            let seen = office.consult(who, SeeModel { session }).await;
            return Some((things.of_session(), seen.map(drop)));
        }
        "open model" => {
            let opened = office.open_model(who, &session).await;
            return Some((things.of_session(), opened.map(drop)));
        }
        _ => return super::portfolio::watch::offer(world, things, name, who).await,
    };
    Some((things.of_candidate(), answer))
}

story!(an_unreadable_model_never_loses_what_was_typed, |world| {
    let day = world.exam_day().await;
    let (alix, id) = (&day.alix, &day.candidate);
    let mut long = table(&["Un"]);
    long.groups[0][0].documents = vec!["mot ".repeat(20_000)];
    write(&world, alix, id, 0, long.clone()).await;
    let deposited = world.office.deposit_online_table(alix, id, 1).await.unwrap();
    assert!(matches!(deposited, Received::Unreadable(why) if why.contains("La réalisation n° 1")));
    assert!(matches!(world.office.official_file(alix, id).await.unwrap(), Filled::Impossible(_)));
    assert!(world.office.print_table(alix, id).await.is_ok(), "the paper takes it");
    assert_eq!(seen(&world, alix, id).await.table(), long);
});
