//! The day as it goes: somebody arrives, both parts are timed, things happen, one prepares for oneself, two disagree.

use exam::Refusal;
use exam::access::{Actor, Role};
use exam::sheet::{Field, State};
use exam::sitting::{ExtraTime, Identity, IncidentKind, Told};
use jiff::SignedDuration;
use office::acts::absences::{DecideAbsence, SeeAbsences};
use office::acts::days::SeeDay;
use office::acts::dossiers::SeeDossier;
use office::acts::jury::{DecideMark, SeeJury};
use office::acts::notices::ReadNotice;
use office::acts::oral::{
    ArrangeTime, KeepTime, Moment, RecordDivergence, RecordIncident, SeeAttendance, SeeIncidents,
    SettleDivergence, TellMissing, WelcomeCandidate, WriteNote, Wrote,
};
use office::acts::seats::UnseatCandidate;
use office::acts::sheets::pulse::SeePulse;
use office::acts::sheets::{ReopenSheet, SeeSheet, SheetPage, WriteFields};
use world::{ExamDay, World, change, refused, story};

async fn keep(world: &World, day: &ExamDay, who: &Actor, part: &str, moment: Moment) -> Result<(), Refusal> {
    let act = KeepTime { sheet: day.sheet.clone(), part: part.to_owned(), moment, ago: SignedDuration::ZERO };
    match world.office.perform(who, act).await {
        Ok(()) => Ok(()),
        Err(office::Failure::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other:?}"),
    }
}

async fn sheet(world: &World, day: &ExamDay, who: &Actor) -> SheetPage {
    world.office.consult(who, SeeSheet { sheet: day.sheet.clone() }).await.unwrap()
}

story!(e4_16_both_members_see_one_timer_and_each_instant_is_kept_once, |world| {
    let day = world.exam_day().await;
    let (arnaud, bastien) = (&day.arnaud, &day.bastien);
    let minutes = |minutes| world.outside.forward(SignedDuration::from_mins(minutes));
    let early = keep(&world, &day, arnaud, "interview", Moment::Start).await;
    assert!(matches!(early, Err(Refusal::TimesOutOfOrder { .. })));
    keep(&world, &day, arnaud, "presentation", Moment::Start).await.unwrap();
    minutes(4);
    let twice = keep(&world, &day, bastien, "presentation", Moment::Start).await;
    assert!(matches!(twice, Err(Refusal::TimeAlreadyKept { .. })), "the first instant stays");
    let seen = sheet(&world, &day, bastien).await;
    let elapsed = seen.oral.elapsed(seen.now, &seen.session.referential);
    assert_eq!((elapsed[0].spent, elapsed[0].running), (SignedDuration::from_mins(4), true));
    minutes(8);
    keep(&world, &day, bastien, "presentation", Moment::End).await.unwrap();
    let pulse = world.office.consult(arnaud, SeePulse { sheet: day.sheet.clone() }).await.unwrap();
    let elapsed = pulse.oral.elapsed(pulse.now, &pulse.session.referential);
    assert_eq!(elapsed[0].overrun, SignedDuration::from_mins(2), "told, not refused");
    keep(&world, &day, arnaud, "interview", Moment::Start).await.unwrap();
    minutes(30);
    keep(&world, &day, arnaud, "interview", Moment::End).await.unwrap();
    let moved = world.office.perform(&arrangement_maker(&world).await, arrange(&day, ExtraTime::THIRD)).await;
    assert_eq!(refused(moved), Refusal::OralBegun, "the durations do not change after the fact");
    let told: Vec<_> = world.journal("sheet", "sheet").await.into_iter().map(|line| line.act).collect();
    assert_eq!(told.iter().filter(|act| *act == "keep_time").count(), 6, "four kept, two refused");
    world.journal_is_whole().await;
});

async fn arrangement_maker(world: &World) -> Actor {
    world.office.actor("claude.rectorat").await.unwrap().unwrap()
}

fn arrange(day: &ExamDay, extra: ExtraTime) -> ArrangeTime {
    ArrangeTime { candidate: day.candidate.clone(), extra }
}

story!(e4_16_a_third_more_time_counts_for_both_parts, |world| {
    let day = world.exam_day().await;
    let authority = arrangement_maker(&world).await;
    world.office.perform(&authority, arrange(&day, ExtraTime::THIRD)).await.unwrap();
    keep(&world, &day, &day.arnaud, "presentation", Moment::Start).await.unwrap();
    world.outside.forward(SignedDuration::from_mins(13));
    let seen = sheet(&world, &day, &day.bastien).await;
    let elapsed = seen.oral.elapsed(seen.now, &seen.session.referential);
    assert_eq!((elapsed[0].allowed.as_secs(), elapsed[0].overrun), (800, SignedDuration::ZERO));
    let paper = world.office.consult(&authority, SeeAttendance { commission: "commission".into() }).await;
    assert_eq!(paper.unwrap().expected[0].extra, ExtraTime::THIRD);
    assert!(world.office.print_attendance(&authority, &"commission".into()).await.unwrap().len() > 1000);
});

story!(e4_17_after_two_visas_the_day_s_ways_of_writing_are_refused_and_journaled, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let before = world.journal("sheet", "sheet").await.len();
    let sheet = day.sheet.clone();
    let late = keep(&world, &day, &day.arnaud, "presentation", Moment::Start).await;
    assert_eq!(late, Err(Refusal::SheetClosed));
    let welcome =
        WelcomeCandidate { sheet: sheet.clone(), identity: Identity::Passport, ago: SignedDuration::ZERO };
    assert_eq!(refused(world.office.perform(&day.arnaud, welcome).await), Refusal::SheetClosed);
    let diverge = RecordDivergence { sheet: sheet.clone(), reason: "trop haut".to_owned() };
    assert_eq!(refused(world.office.perform(&day.bastien, diverge).await), Refusal::SheetClosed);
    let president = world.president(&day.session).await;
    let settle = SettleDivergence { sheet, settlement: "12".to_owned() };
    assert_eq!(refused(world.office.perform(&president, settle).await), Refusal::SheetClosed);
    let lines = world.journal("sheet", "sheet").await;
    assert_eq!(lines.len() - before, 4);
    assert!(lines.iter().rev().take(4).all(|line| line.after == "refusé : SheetClosed (E4-17)"));
    let authority = arrangement_maker(&world).await;
    let arranged = world.office.perform(&authority, arrange(&day, ExtraTime::THIRD)).await;
    assert_eq!(refused(arranged), Refusal::SheetClosed);
});

story!(an_arrival_is_noted_once_and_its_proof_may_be_corrected, |world| {
    let day = world.exam_day().await;
    let welcome =
        |identity| WelcomeCandidate { sheet: day.sheet.clone(), identity, ago: SignedDuration::ZERO };
    world.outside.set("2026-05-18T07:42:00Z".parse().unwrap());
    world.office.perform(&day.arnaud, welcome(Identity::DrivingLicence)).await.unwrap();
    let first = sheet(&world, &day, &day.bastien).await.arrival.unwrap();
    assert_eq!(
        exam::sitting::late_by("2026-05-18T07:30:00Z".parse().unwrap(), first.at).unwrap().as_mins(),
        12
    );
    world.outside.forward(SignedDuration::from_mins(5));
    world.office.perform(&day.bastien, welcome(Identity::Passport)).await.unwrap();
    let corrected = sheet(&world, &day, &day.arnaud).await.arrival.unwrap();
    assert_eq!((corrected.identity, corrected.at), (Identity::Passport, first.at), "the hour stays");
    let lines = world.journal("sheet", "sheet").await;
    assert_eq!(lines.last().unwrap().before, "Permis de conduire");
});

fn noted(world: &World, lines: &[(&str, i64)]) -> Vec<Told> {
    // The device is three hours late: only how long ago counts.
    let here = world.office.now() - SignedDuration::from_hours(3);
    let line =
        |(what, minutes): &(&str, i64)| format!("{what} {}", here - SignedDuration::from_mins(*minutes));
    let lines: Vec<_> = lines.iter().map(line).collect();
    Told::read(&lines.join("\n"), &here.to_string()).unwrap()
}

story!(e4_16_what_was_noted_without_a_network_is_told_afterwards_by_the_server_s_clock, |world| {
    let day = world.exam_day().await;
    let now = "2026-05-18T08:30:00Z".parse().unwrap();
    world.outside.set(now);
    let told = noted(
        &world,
        &[
            ("arrival passport", 62),
            ("start presentation", 58),
            ("end presentation", 48),
            ("start interview", 47),
            ("end interview", 15),
        ],
    );
    for _ in 0..2 {
        assert_eq!(world.office.take_told(&day.arnaud, &day.sheet, told.clone()).await.unwrap(), []);
    }
    let seen = sheet(&world, &day, &day.bastien).await;
    let times = seen.oral.times("presentation").unwrap();
    let at = |minutes| now - SignedDuration::from_mins(minutes);
    assert_eq!((times.started_at, times.ended_at), (at(58), Some(at(48))));
    assert_eq!((times.start_received, times.end_received), (Some(now), Some(now)));
    assert_eq!(seen.oral.elapsed(now, &seen.session.referential)[1].overrun, SignedDuration::from_mins(2));
    let arrival = seen.arrival.unwrap();
    assert_eq!((arrival.at, arrival.received), (at(62), Some(now)));
    // The other device had noted its own: the first instant stays, and that is no fault of anybody.
    let other = noted(&world, &[("start presentation", 57)]);
    assert_eq!(world.office.take_told(&day.bastien, &day.sheet, other).await.unwrap(), []);
    let times = sheet(&world, &day, &day.bastien).await.oral.times("presentation").unwrap().clone();
    assert_eq!(times.started_at, at(58));
    world.journal_is_whole().await;
});

story!(what_cannot_be_kept_of_a_day_without_a_network_is_written_as_an_incident, |world| {
    let day = world.exam_day().await;
    world.outside.set("2026-05-18T08:30:00Z".parse().unwrap());
    let a_year = 60 * 24 * 365;
    let told = noted(&world, &[("start presentation", a_year), ("end interview", 5)]);
    let refused = world.office.take_told(&day.arnaud, &day.sheet, told).await.unwrap();
    assert!(matches!(refused[..], [Refusal::ClockMoved, Refusal::TimesOutOfOrder { .. }]), "{refused:?}");
    let commission = exam::id::CommissionId::from("commission");
    let seen = world.office.consult(&day.bastien, SeeIncidents { commission }).await.unwrap();
    let texts: Vec<_> = seen.lines.iter().map(|line| line.text.as_str()).collect();
    assert!(texts.iter().all(|text| text.starts_with("Noté sans réseau, ")), "{texts:?}");
    assert!(
        texts.iter().any(|text| text.contains("selon l’appareil, et non relevé : début de")),
        "{texts:?}"
    );
    // At once, a refusal is told to the person, who is there: no incident.
    let now = noted(&world, &[("end interview", 0)]);
    let refused = world.office.take_told(&day.arnaud, &day.sheet, now).await.unwrap();
    assert!(matches!(refused[..], [Refusal::TimesOutOfOrder { .. }]));
    let commission = exam::id::CommissionId::from("commission");
    assert_eq!(world.office.consult(&day.bastien, SeeIncidents { commission }).await.unwrap().lines.len(), 2);
});

story!(e4_29_somebody_missing_is_told_and_the_absence_is_decided_by_those_who_may, |world| {
    let day = world.exam_day().await;
    let authority = arrangement_maker(&world).await;
    let commission = exam::id::CommissionId::from("commission");
    let missing = RecordIncident {
        commission: commission.clone(),
        candidate: Some(day.candidate.clone()),
        kind: IncidentKind::CandidateMissing,
        text: String::new(),
    };
    world.office.perform(&day.arnaud, missing).await.unwrap();
    let seen =
        world.office.consult(&authority, SeeIncidents { commission: commission.clone() }).await.unwrap();
    assert_eq!(
        (seen.lines[0].kind, seen.lines[0].by_name.as_str()),
        (IncidentKind::CandidateMissing, "Inès Arnaud")
    );
    let decide = DecideAbsence {
        candidate: day.candidate.clone(),
        seen: 0,
        justification: exam::absence::Justification::Justified,
        ground: "certificat médical".to_owned(),
        decided: None,
        reason: String::new(),
    };
    assert_eq!(refused(world.office.perform(&day.arnaud, decide.clone()).await), Refusal::NotAllowed);
    world.office.perform(&authority, decide).await.unwrap();
    let left = world.office.consult(&authority, SeeDay { commission: commission.clone() }).await.unwrap();
    assert!(left.sittings.is_empty(), "the seat is free, the line of the log stays");
    let seen = world.office.consult(&authority, SeeIncidents { commission }).await.unwrap();
    assert_eq!(seen.lines.len(), 1);
});

story!(who_began_the_oral_stays_with_the_commission, |world| {
    let day = world.exam_day().await;
    keep(&world, &day, &day.arnaud, "presentation", Moment::Start).await.unwrap();
    let unseat = UnseatCandidate { candidate: day.candidate.clone() };
    let authority = arrangement_maker(&world).await;
    assert_eq!(refused(world.office.perform(&authority, unseat).await), Refusal::OralBegun);
});

story!(a_candidate_whose_commission_is_missing_says_so_from_the_hour_on, |world| {
    let day = world.exam_day().await;
    let tell = || TellMissing { candidate: day.candidate.clone() };
    assert_eq!(refused(world.office.perform(&day.alix, tell()).await), Refusal::NotThatHour);
    world.outside.set("2026-05-18T07:40:00Z".parse().unwrap());
    world.office.perform(&day.alix, tell()).await.unwrap();
    world.office.perform(&day.alix, tell()).await.unwrap();
    let authority = arrangement_maker(&world).await;
    let see = SeeIncidents { commission: "commission".into() };
    let seen = world.office.consult(&authority, see.clone()).await.unwrap();
    assert_eq!(seen.lines.len(), 1, "said once");
    let told = world.office.notices(&authority).await.unwrap();
    assert_eq!(told.len(), 1, "and who runs the day is told");
    assert!(told[0].0.subject.contains("personne n’est là"));
    world.office.perform(&authority, ReadNotice { notice: told[0].0.id.clone() }).await.unwrap();
    assert!(world.office.consult(&day.alix, see).await.is_err(), "the log is not a candidate's to read");
});

async fn note(world: &World, day: &ExamDay, who: &Actor, seen: i64, text: &str) -> Wrote {
    let act = WriteNote { sheet: day.sheet.clone(), seen, text: text.to_owned() };
    world.office.perform(who, act).await.unwrap()
}

story!(a_note_of_preparation_is_its_writer_s_alone_whichever_way_one_looks, |world| {
    const PLANTED: &str = "PLANTÉ : demander le schéma réseau";
    let day = world.exam_day().await;
    assert_eq!(note(&world, &day, &day.arnaud, 0, PLANTED).await.note.revision, 1);
    note(&world, &day, &day.bastien, 0, "La mienne.").await;
    assert_eq!(sheet(&world, &day, &day.arnaud).await.note.text, PLANTED);
    assert_eq!(sheet(&world, &day, &day.bastien).await.note.text, "La mienne.");
    let authority = arrangement_maker(&world).await;
    let president = world.president(&day.session).await;
    let teacher = world.in_session("Camille Contrôle", Role::Controller, &day.session).await;
    let commission = exam::id::CommissionId::from("commission");
    for reader in [&day.bastien, &authority, &president, &teacher, &day.alix] {
        let office = &world.office;
        let (sheet, candidate) = (day.sheet.clone(), day.candidate.clone());
        let read = [
            format!("{:?}", office.consult(reader, SeeSheet { sheet: sheet.clone() }).await),
            format!("{:?}", office.consult(reader, SeePulse { sheet: sheet.clone() }).await),
            format!("{:?}", office.consult(reader, SeeDay { commission: commission.clone() }).await),
            format!("{:?}", office.consult(reader, SeeIncidents { commission: commission.clone() }).await),
            format!("{:?}", office.consult(reader, SeeAttendance { commission: commission.clone() }).await),
            format!("{:?}", office.consult(reader, SeeDossier { candidate: candidate.clone() }).await),
            format!("{:?}", office.consult(reader, SeeAbsences { candidate }).await),
            format!("{:?}", office.consult(reader, SeeJury { session: day.session.clone() }).await),
            format!("{:?}", office.duties(reader).await),
            format!("{:?}", office.notices(reader).await),
        ];
        assert!(read.iter().all(|text| !text.contains("PLANTÉ")), "{}", reader.name);
        let stolen = WriteNote { sheet, seen: 1, text: "effacée".to_owned() };
        let _ = office.perform(reader, stolen).await;
    }
    assert_eq!(sheet(&world, &day, &day.arnaud).await.note.text, PLANTED, "nor does anybody write over it");
    for (kind, id) in [("sheet", "sheet"), ("candidate", "alix"), ("commission", "commission")] {
        let lines = world.journal(kind, id).await;
        assert!(lines.iter().all(|line| !line.after.contains("PLANTÉ")), "not even the journal");
    }
    let mut tx = world.db.read().await.unwrap();
    let rows = tx.one(
        "SELECT COUNT(*) AS n FROM journal WHERE act = 'keep_note' AND after_text NOT LIKE 'refus%'",
        &[],
    );
    assert_eq!(rows.await.unwrap().int("n").unwrap(), 0);
});

story!(a_note_written_in_two_windows_loses_neither_and_goes_on_its_day, |world| {
    let day = world.exam_day().await;
    note(&world, &day, &day.arnaud, 0, "première").await;
    let late = note(&world, &day, &day.arnaud, 0, "seconde fenêtre").await;
    assert_eq!((late.note.text.as_str(), late.stale.as_deref()), ("première", Some("seconde fenêtre")));
    assert_eq!(note(&world, &day, &day.arnaud, 1, "les deux").await.note.revision, 2);
    world.outside.set("2026-07-29T10:00:00Z".parse().unwrap());
    assert_eq!(sheet(&world, &day, &day.arnaud).await.note.text, "les deux", "its last day");
    world.outside.set("2026-07-30T10:00:00Z".parse().unwrap());
    assert_eq!(sheet(&world, &day, &day.arnaud).await.note.text, "", "out of reach at once");
    let _ = world.office.sign_in("personne", "x".to_owned()).await.unwrap();
    let mut tx = world.db.write().await.unwrap();
    let today = jiff::civil::date(2026, 7, 30);
    store::tables::oral::notes::delete_expired(&mut tx, today).await.unwrap();
    let left = tx.one("SELECT COUNT(*) AS n FROM private_note", &[]).await.unwrap().int("n").unwrap();
    assert_eq!(left, 0, "and gone");
});

story!(e4_17_a_divergence_is_settled_by_the_president_and_the_jury_then_decides, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    let president = world.president(&day.session).await;
    let settle = |text: &str| SettleDivergence { sheet: day.sheet.clone(), settlement: text.to_owned() };
    assert_eq!(refused(world.office.perform(&president, settle("12")).await), Refusal::NoDivergence);
    let diverge = RecordDivergence { sheet: day.sheet.clone(), reason: "13 est trop haut".to_owned() };
    world.office.perform(&day.bastien, diverge.clone()).await.unwrap();
    assert_eq!(refused(world.office.perform(&day.arnaud, diverge).await), Refusal::DivergenceKnown);
    let seen = world.office.consult(&president, SeeJury { session: day.session.clone() }).await.unwrap();
    assert!(seen.lines[0].diverging && !seen.lines[0].ready());
    assert_eq!(refused(world.office.perform(&day.bastien, settle("12")).await), Refusal::NotAllowed);
    world.office.perform(&president, settle("La ligne 3 est « maitrise partielle ».")).await.unwrap();
    assert_eq!(sheet(&world, &day, &day.bastien).await.content.state(), State::Closed);
    let changes = vec![change(Field::Mark, "8")];
    let write = WriteFields { sheet: day.sheet.clone(), changes };
    assert_eq!(refused(world.office.perform(&day.bastien, write).await), Refusal::SheetClosed);
    for member in [&day.arnaud, &day.bastien] {
        let told = world.office.notices(member).await.unwrap();
        assert!(!told[0].0.text.contains("ligne 3"), "what is settled is read on the sheet alone");
        assert_eq!(told[0].0.kind, exam::notice::Kind::DivergenceTold);
    }
    let reopen = ReopenSheet { sheet: day.sheet.clone(), reason: "erreur de feuille".to_owned() };
    world.office.perform(&president, reopen).await.unwrap();
    assert_eq!(sheet(&world, &day, &day.bastien).await.content.state(), State::Open);
    let again = RecordDivergence { sheet: day.sheet.clone(), reason: "toujours".to_owned() };
    world.office.perform(&day.bastien, again).await.unwrap();
    world.office.perform(&president, settle("12")).await.unwrap();
    let decide = DecideMark {
        candidate: day.candidate.clone(),
        mark: "12".to_owned(),
        remark: "Divergence tranchée.".to_owned(),
    };
    world.office.perform(&president, decide).await.unwrap();
    world.journal_is_whole().await;
});

story!(e4_17_two_visas_end_a_divergence, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let diverge = RecordDivergence { sheet: day.sheet.clone(), reason: "à revoir".to_owned() };
    world.office.perform(&day.bastien, diverge).await.unwrap();
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let seen = sheet(&world, &day, &day.arnaud).await;
    assert!(seen.content.state() == State::Closed && seen.content.open_divergence().is_none());
});
