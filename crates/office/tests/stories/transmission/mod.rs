//! The transmission to the jury: a head prepares, signs and sends; late is told; whatever moves afterwards shows.

mod jury;
mod marks;
mod offers;

pub use offers::{OFFERS, offer};

use exam::Refusal;
use exam::access::{Actor, Role};
use exam::dossier::Timeliness;
use exam::id::{CandidateId, SheetId};
use exam::transmission::Hole;
use jiff::civil::date;
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::portfolio::Arrived;
use office::acts::sheets::ReopenSheet;
use office::acts::transmission::{
    Next, Prepared, SeeBundle, SeeTransmissions, SetTransmissionDate, SignBundle,
};
use world::{Centre, ExamDay, World, refused, story};

/// A file as a browser sends one.
pub async fn arrived(world: &World, bytes: &[u8]) -> Arrived {
    let mut incoming = world.office.incoming().unwrap();
    incoming.take(bytes).await.unwrap();
    incoming.finish().await.unwrap()
}

/// Noor and Sami at Jean Zay, before the commission of Omar Diallo and Lise Caron; their head.
pub struct Ccf {
    /// The session and its people.
    pub centre: Centre,
    /// The sheets of Noor and of Sami, each as a day of its own.
    pub days: Vec<ExamDay>,
    /// The president of the jury.
    pub president: Actor,
}

impl Ccf {
    /// It is the day of the orals; nothing is written.
    pub async fn new(world: &World) -> Self {
        let centre = world.centre().await;
        let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
        let sami = world.ccf_candidate(&centre, ("05", "BELKACEM", "Sami")).await;
        let alix = world.account_of(&noor, "Noor Aziz").await;
        let here = Perimeter::School(centre.zay.clone());
        let commission = world.composed(&centre, here, "Z1", (&centre.diallo, &centre.caron)).await;
        let sheets = world.seat(&centre.head, &commission, &[&noor, &sami], 8).await.unwrap();
        world.outside.set("2026-05-18T06:00:00Z".parse().unwrap());
        let diallo = world.sitting_as(&centre, &centre.diallo).await;
        let caron = world.sitting_as(&centre, &centre.caron).await;
        let day = |candidate: &CandidateId, sheet: &SheetId| ExamDay {
            session: centre.session.clone(),
            arnaud: diallo.clone(),
            bastien: caron.clone(),
            alix: alix.clone(),
            candidate: candidate.clone(),
            sheet: sheet.clone(),
        };
        let days = vec![day(&noor, &sheets[0]), day(&sami, &sheets[1])];
        let president = world.president_alone(&centre.session).await;
        Self { centre, days, president }
    }

    /// Both sheets are filled and bear both visas.
    pub async fn heard(world: &World) -> Self {
        let ccf = Self::new(world).await;
        for (day, mark) in ccf.days.iter().zip(["13", "8,5"]) {
            world.fill(day, mark).await;
            both(world, day).await;
        }
        ccf
    }

    /// The school.
    pub fn here(&self) -> Perimeter {
        Perimeter::School(self.centre.zay.clone())
    }

    /// The bundle, as its head sees it.
    pub async fn seen(&self, world: &World) -> Prepared {
        world.office.consult(&self.centre.head, SeeBundle { perimeter: self.here() }).await.unwrap()
    }

    /// The head signs what stands.
    pub async fn signs(&self, world: &World) {
        let seen = self.seen(world).await.content();
        let act = SignBundle { school: self.centre.zay.clone(), seen };
        world.office.perform(&self.centre.head, act).await.unwrap();
    }

    /// The president reopens Noor's sheet.
    pub async fn reopens(&self, world: &World) {
        let act = ReopenSheet { sheet: self.days[0].sheet.clone(), reason: "erreur de saisie".to_owned() };
        world.office.perform(&self.president, act).await.unwrap();
    }
}

/// Both members give their visas.
pub async fn both(world: &World, day: &ExamDay) {
    world.sign(day, &day.arnaud).await;
    world.sign(day, &day.bastien).await;
}

story!(e4_33_every_hole_is_named_and_nothing_incomplete_is_signed_or_sent, |world| {
    let ccf = Ccf::new(&world).await;
    let (office, head) = (&world.office, &ccf.centre.head);
    let sign = |seen: String| SignBundle { school: ccf.centre.zay.clone(), seen };
    world.fill(&ccf.days[0], "13").await;
    both(&world, &ccf.days[0]).await;
    world.fill(&ccf.days[1], "8,5").await;
    world.sign(&ccf.days[1], &ccf.days[1].arnaud).await;
    let seen = ccf.seen(&world).await;
    assert_eq!((seen.next(), seen.lines[1].state), (Next::Complete(1), "un visa manque"));
    let visas = Hole::Visas("BELKACEM Sami".to_owned());
    assert_eq!((seen.lines[0].holes.len(), &seen.lines[1].holes), (0, &vec![visas.clone()]));
    assert!(
        seen.lines[1].commission.as_ref().is_some_and(|(_, number)| number == "Z1"),
        "where it is mended"
    );
    let early = office.perform(head, sign(seen.content())).await;
    assert_eq!(refused(early), Refusal::BundleIncomplete(vec![visas.clone()]));
    let unsent = office.send_bundle(head, &ccf.here()).await;
    assert_eq!(refused(unsent), Refusal::BundleIncomplete(vec![visas, Hole::Signature]));
    let last = world.journal("school", ccf.centre.zay.as_str()).await;
    assert_eq!(last.last().unwrap().after, "refusé : BundleIncomplete (E4-33)");

    world.sign(&ccf.days[1], &ccf.days[1].bastien).await;
    assert_eq!(ccf.seen(&world).await.next(), Next::Sign { again: false });
    let stale = office.perform(head, sign(seen.content())).await;
    assert!(matches!(stale, Err(Failure::Outdated)), "what was read is no longer what stands");
    let elsewhere = world.in_school("Paul Voltaire", Role::HeadOfSchool, &ccf.centre.voltaire).await;
    for stranger in [&elsewhere, &ccf.centre.authority, &ccf.president] {
        let content = ccf.seen(&world).await.content();
        assert_eq!(refused(office.perform(stranger, sign(content)).await), Refusal::NotAllowed);
        assert_eq!(refused(office.send_bundle(stranger, &ccf.here()).await), Refusal::NotAllowed);
    }
    let unsigned = office.send_bundle(head, &ccf.here()).await;
    assert_eq!(refused(unsigned), Refusal::BundleIncomplete(vec![Hole::Signature]));
    ccf.signs(&world).await;
    assert_eq!(ccf.seen(&world).await.next(), Next::Send { again: false });
    world.journal_is_whole().await;
});

story!(e4_30_a_reopened_sheet_voids_the_signature_even_where_it_comes_back_the_same, |world| {
    let ccf = Ccf::heard(&world).await;
    let (office, head) = (&world.office, &ccf.centre.head);
    ccf.signs(&world).await;
    assert!(ccf.seen(&world).await.signature().unwrap().1);
    ccf.reopens(&world).await;
    let seen = ccf.seen(&world).await;
    assert!(!seen.signature().unwrap().1, "the content changed after it");
    let holes = vec![Hole::Visas("AZIZ Noor".to_owned()), Hole::Signature];
    assert_eq!(refused(office.send_bundle(head, &ccf.here()).await), Refusal::BundleIncomplete(holes));
    world.outside.set("2026-05-18T10:00:00Z".parse().unwrap());
    both(&world, &ccf.days[0]).await;
    assert_eq!(ccf.seen(&world).await.next(), Next::Sign { again: true }, "the visas are others");
    ccf.signs(&world).await;
    let sent = office.send_bundle(head, &ccf.here()).await.unwrap();
    assert_eq!((sent.candidates, sent.documents, sent.late), (2, 5, false));
    assert_eq!(sent.signed.unwrap().0, "Paule Proviseure");
});

story!(e4_33_late_is_told_and_a_further_bundle_stands_in_the_place_of_the_first, |world| {
    let ccf = Ccf::heard(&world).await;
    let (office, head, session) = (&world.office, &ccf.centre.head, ccf.centre.session.clone());
    let set = |due, seen| SetTransmissionDate { session: session.clone(), seen, due };
    let authority = &ccf.centre.authority;
    let before = office.perform(authority, set(Some(date(2026, 5, 17)), 1)).await;
    assert!(matches!(refused(before), Refusal::DateBefore { field: "transmission au jury", .. }));
    let foreign = office.perform(head, set(Some(date(2026, 5, 29)), 1)).await;
    assert_eq!(refused(foreign), Refusal::NotAllowed);
    office.perform(authority, set(Some(date(2026, 5, 18)), 1)).await.unwrap();
    let stale = office.perform(authority, set(None, 1)).await;
    assert!(matches!(stale, Err(Failure::Outdated)));
    ccf.signs(&world).await;
    assert_eq!(ccf.seen(&world).await.may_send(world.office.now()), Ok(Timeliness::OnTime));
    world.outside.set("2026-05-18T22:30:00Z".parse().unwrap());
    let first = office.send_bundle(head, &ccf.here()).await.unwrap();
    assert!(first.late, "after midnight where the centre is");
    let seen = ccf.seen(&world).await;
    assert_eq!((seen.is_past, seen.next()), (true, Next::Done));
    let twice = office.send_bundle(head, &ccf.here()).await;
    assert!(matches!(refused(twice), Refusal::AlreadyThere { .. }));

    ccf.reopens(&world).await;
    assert!(ccf.seen(&world).await.has_moved(), "what was sent is no longer what stands");
    world.outside.set("2026-05-19T10:00:00Z".parse().unwrap());
    both(&world, &ccf.days[0]).await;
    ccf.signs(&world).await;
    let second = office.send_bundle(head, &ccf.here()).await.unwrap();
    let all = office.consult(&ccf.president, SeeTransmissions { session }).await.unwrap();
    let sent: Vec<_> = all.bundles[0].sent.iter().map(|one| one.sha256.clone()).collect();
    assert_eq!(sent, [second.sha256.clone(), first.sha256.clone()], "the latest first, none overwritten");
    assert_ne!(first.sha256, second.sha256);
    for one in sent {
        assert!(world.blobs.is_whole(&one).await);
    }
    let told = world.journal("school", ccf.centre.zay.as_str()).await;
    let last = told.last().unwrap();
    assert!(last.after.starts_with("dossier transmis au jury en retard, 2 personnes, 5 documents, SHA-256 "));
    assert_eq!(last.before, format!("transmission {}", first.sha256));
    world.journal_is_whole().await;
});

story!(e4_33_the_authority_sends_what_is_sat_one_off_and_reads_no_mark_of_it, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    both(&world, &day).await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let perimeter = Perimeter::Session(day.session.clone());
    let due = Some(date(2026, 5, 18));
    let set = SetTransmissionDate { session: day.session.clone(), seen: 1, due };
    world.office.perform(&authority, set).await.unwrap();
    world.outside.set("2026-06-18T08:00:00Z".parse().unwrap());
    let sent = world.office.send_bundle(&authority, &perimeter).await.unwrap();
    assert_eq!(
        (sent.late, sent.signed.is_none(), sent.documents),
        (false, true, 3),
        "the date is the schools'"
    );
    let opened = world.office.open_bundle(&authority, &perimeter, &sent.id).await.map(drop);
    assert_eq!(refused(opened), Refusal::NotAllowed);
    let bordereau = world.office.print_bundle_bordereau(&authority, &perimeter).await;
    assert_eq!(refused(bordereau), Refusal::NotAllowed);
    let receipt = world.office.print_transmission(&authority, &perimeter, &sent.id).await.unwrap();
    assert!(receipt.starts_with(b"%PDF"));
});
