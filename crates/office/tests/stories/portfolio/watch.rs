//! An outside portfolio is looked at, and the dossier frozen at the date.

use crate::offers::{Things, Tried};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::Actor;
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use jiff::{SignedDuration, Timestamp};
use office::acts::dossiers::{Dossier, SeeDossier, SeeOwnDossier};
use office::acts::notices::SeeSentNotices;
use office::acts::portfolio::{
    AskProbe, Copied, CopyOutcome, Drift, Finding, FreezeDossier, Frozen, Looker, Report,
};
use std::sync::Mutex;
use world::{ExamDay, OTHER_TABLE, TABLE, World, kept, refused, story};

const ADDRESS: &str = "https://portfolio.example.fr/alix";

/// The Internet of the story: what every address answers for now.
struct Internet(Mutex<(Finding, &'static str)>);

impl Internet {
    fn new() -> Self {
        Self(Mutex::new((Finding::Reachable, "aa")))
    }

    fn set(&self, finding: Finding, hash: &'static str) {
        *self.0.lock().unwrap() = (finding, hash);
    }
}

#[async_trait]
impl Looker for Internet {
    async fn look(&self, address: &str) -> Report {
        let (finding, hash) = *self.0.lock().unwrap();
        let hash = finding.answers().then(|| hash.to_owned());
        Report {
            address: address.to_owned(),
            finding,
            hops: vec![],
            bytes: 2,
            cut: false,
            hash,
            media_type: None,
        }
    }

    async fn copy(&self, _: &str) -> CopyOutcome {
        let (finding, _) = *self.0.lock().unwrap();
        let page = |path: &str, bytes: &[u8]| Copied {
            path: path.to_owned(),
            media_type: "text/html".to_owned(),
            bytes: bytes.to_vec(),
        };
        match finding {
            Finding::Reachable => CopyOutcome::Files(
                vec![page("index.html", b"<h1>Alix</h1>"), page("copie/1.html", b"x")],
                false,
            ),
            other => CopyOutcome::Silent(other),
        }
    }
}

async fn address(world: &World, day: &ExamDay) {
    kept(world.office.deposit_address(&day.alix, &day.candidate, ADDRESS).await.unwrap());
}

async fn own(world: &World, day: &ExamDay) -> Dossier {
    world.office.consult(&day.alix, SeeOwnDossier { candidate: day.candidate.clone() }).await.unwrap()
}

async fn looks(world: &World, internet: &Internet) -> usize {
    world.office.look_at_portfolios(internet).await.unwrap().looks
}

fn at(instant: &str) -> Timestamp {
    instant.parse().unwrap()
}

story!(e4_07_an_address_is_looked_at_at_once_and_then_on_its_schedule, |world| {
    let day = world.exam_day().await;
    world.outside.set(at("2026-03-25T10:00:00Z"));
    let internet = Internet::new();
    address(&world, &day).await;
    assert_eq!(looks(&world, &internet).await, 1);
    assert_eq!(looks(&world, &internet).await, 0, "once");
    world.outside.set(at("2026-03-26T09:59:00Z"));
    assert_eq!(looks(&world, &internet).await, 0);
    world.outside.set(at("2026-03-26T10:00:00Z"));
    assert_eq!(looks(&world, &internet).await, 1, "a day later, so near the date");
    let dossier = own(&world, &day).await;
    assert_eq!(dossier.watch.probes.len(), 2);
    assert_eq!(dossier.watch.probes[0].at, at("2026-03-26T10:00:00Z"));
    address(&world, &day).await;
    assert_eq!(looks(&world, &internet).await, 1, "the new deposit");
    world.outside.set(at("2026-03-27T10:00:00Z"));
    assert_eq!(looks(&world, &internet).await, 1, "a replaced address is looked at no more");
});

story!(e4_07_a_portfolio_that_dies_is_told_once_sure, |world| {
    let day = world.exam_day().await;
    world.outside.set(at("2026-03-25T10:00:00Z"));
    let internet = Internet::new();
    address(&world, &day).await;
    looks(&world, &internet).await;
    let reader = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let subjects = async || {
        let seen = SeeSentNotices { candidate: day.candidate.clone() };
        let notices = world.office.consult(&reader, seen).await.unwrap();
        notices.into_iter().map(|notice| notice.subject).collect::<Vec<_>>()
    };
    internet.set(Finding::SignIn, "");
    world.outside.set(at("2026-03-26T10:00:00Z"));
    looks(&world, &internet).await;
    assert!(subjects().await.is_empty(), "a first silence may be a bad minute");
    world.outside.set(at("2026-03-26T10:15:00Z"));
    assert_eq!(looks(&world, &internet).await, 1);
    assert_eq!(subjects().await, ["Votre portfolio ne s’ouvre plus"]);
    world.outside.set(at("2026-03-27T10:15:00Z"));
    looks(&world, &internet).await;
    assert_eq!(subjects().await.len(), 1, "told once");
    internet.set(Finding::Reachable, "aa");
    world.outside.set(at("2026-03-28T10:15:00Z"));
    looks(&world, &internet).await;
    assert_eq!(subjects().await.len(), 2);
    assert!(subjects().await.contains(&"Votre portfolio s’ouvre de nouveau".to_owned()));
    world.journal_is_whole().await;
});

story!(a_look_is_asked_for_by_who_reads_the_dossier_and_not_twice_in_five_minutes, |world| {
    let day = world.exam_day().await;
    let internet = Internet::new();
    let ask =
        async |who: &Actor| world.office.perform(who, AskProbe { candidate: day.candidate.clone() }).await;
    assert_eq!(refused(ask(&day.alix).await), Refusal::NoAddress);
    address(&world, &day).await;
    assert_eq!(refused(ask(&day.alix).await), Refusal::LookedAtJustNow, "the deposit has it looked at");
    looks(&world, &internet).await;
    world.outside.set(world.office.now() + SignedDuration::from_mins(5));
    ask(&day.arnaud).await.unwrap();
    assert_eq!(refused(ask(&day.alix).await), Refusal::LookedAtJustNow, "one is on its way");
    assert_eq!(looks(&world, &internet).await, 1);
    assert_eq!(own(&world, &day).await.watch.probes.len(), 2);
    let stranger = world.person("Jo Passant", vec![]).await;
    assert_eq!(refused(ask(&stranger).await), Refusal::NotAllowed);
});

story!(e4_18_the_dossier_is_frozen_at_the_date_and_drift_is_shown, |world| {
    let day = world.exam_day().await;
    let internet = Internet::new();
    world.outside.set(at("2026-04-01T10:00:00Z"));
    let table = world.table(&day.alix, &day.candidate, TABLE).await;
    address(&world, &day).await;
    looks(&world, &internet).await;
    assert_eq!(world.office.freeze_dossiers().await.unwrap(), 0);
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let early = world.office.perform(&authority, FreezeDossier { candidate: day.candidate.clone() }).await;
    assert!(matches!(refused(early), Refusal::DateNotOver { .. }));
    world.outside.set(at("2026-04-03T22:00:00Z"));
    assert_eq!(world.office.freeze_dossiers().await.unwrap(), 1);
    assert_eq!(world.office.freeze_dossiers().await.unwrap(), 0, "once");
    assert_eq!(world.office.look_at_portfolios(&internet).await.unwrap().copies, 1);
    let dossier = own(&world, &day).await;
    let snapshot = dossier.watch.snapshot.clone().unwrap();
    let frozen: Frozen = serde_json::from_str(&snapshot.content).unwrap();
    assert_eq!(frozen.pieces.len(), 2);
    assert!(frozen.pieces.iter().any(|piece| piece.deposit == table.to_string()));
    assert_eq!(store::blobs::hash(snapshot.content.as_bytes()), snapshot.hash);
    assert!(dossier.watch.drift(dossier.standing()).unwrap().is_empty());
    let outside = dossier.of(PieceKind::Portfolio)[0].clone();
    let copy = dossier.watch.copy(&outside.id).unwrap();
    assert_eq!((copy.files, copy.bytes), (2, 14));
    let token = world.office.view_copy(&day.alix, &outside.id).await.unwrap();
    let site = world.office.viewed_site(&token).await.unwrap().unwrap();
    assert!(site.find("copie/1.html").is_some());
    // The night before the oral, the site dies; the table was replaced meanwhile.
    let late = world.table(&day.alix, &day.candidate, OTHER_TABLE).await;
    internet.set(Finding::NotFound, "");
    world.outside.set(at("2026-05-18T05:00:00Z"));
    looks(&world, &internet).await;
    let seen = SeeDossier { candidate: day.candidate.clone() };
    let dossier = world.office.consult(&day.arnaud, seen).await.unwrap();
    assert_eq!(dossier.watch.drift(dossier.standing()).unwrap(), [Drift::Replaced(late, PieceKind::Table)]);
    assert_eq!(dossier.watch.last(&outside.id).unwrap().report.finding, Finding::NotFound);
    assert!(!dossier.watch.has_changed(&outside.id), "silent is not changed");
    internet.set(Finding::Reachable, "bb");
    world.outside.set(at("2026-05-18T09:00:00Z"));
    looks(&world, &internet).await;
    assert!(own(&world, &day).await.watch.has_changed(&outside.id));
    assert!(world.office.view_copy(&day.arnaud, &outside.id).await.is_ok());
    let health = world.office.health().await.unwrap();
    assert!(health.blobs.1.is_empty());
    world.journal_is_whole().await;
});

/// The acts of this page, as [`super::offers`] tries them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let candidate: CandidateId = things.candidate.clone();
    let answer = match name {
        "ask probe one-off" => {
            let asked = world.office.perform(who, AskProbe { candidate: things.one_off.clone() }).await;
            return Some((things.of_one_off(), asked));
        }
        "ask probe" => world.office.perform(who, AskProbe { candidate }).await,
        "freeze" => world.office.perform(who, FreezeDossier { candidate }).await.map(drop),
        "deposit site" => {
            let archive = world.arrived(b"PK").await;
            world.office.deposit_site(who, &candidate, "a.zip", archive).await.map(drop)
        }
        _ => return super::pages::offer(world, things, name, who).await,
    };
    Some((things.of_candidate(), answer))
}
