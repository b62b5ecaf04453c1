//! Convocations: who is told what, when something changes, who answers, and what hangs on the doors.

mod offers;

pub use offers::{OFFERS, Sent, offer};

use exam::access::{Actor, Role};
use exam::conformity::Outcome;
use exam::convocation::{Instructions, Stage};
use exam::id::{CandidateId, CommissionId, ConvocationId};
use jiff::SignedDuration;
use jiff::civil::date;
use office::Failure;
use office::acts::commissions::Perimeter;
use office::acts::conformity::GiveVerdict;
use office::acts::convocations::{
    Chase, Chased, CloseWalls, Convene, Convocations, Person, SeeConvocation, SeeConvocations, SeeDoors,
    Sent as Came, WallState, WriteInstructions,
};
use office::acts::notices::ReadNotice;
use office::acts::oral::{ArrangeTime, KeepTime, Moment};
use office::acts::seats::UnseatCandidate;
use office::mail::Mail;
use world::{Centre, World, refused, story, verdict};

/// A commission of the session with Alix at 9 and Sacha at 10, who both have an address; Lise Caron's hears nobody.
struct Planned {
    centre: Centre,
    here: Perimeter,
    commission: CommissionId,
    alix: (CandidateId, Actor),
    sacha: (CandidateId, Actor),
}

async fn planned(world: &World) -> Planned {
    let centre = world.centre().await;
    let here = Perimeter::Session(centre.session.clone());
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let sacha_is = world.account_of(&sacha, "Sacha Bernard").await;
    world.office.change_email(&alix_is, "alix@exemple.fr").await.unwrap();
    let commission = world.composed(&centre, here.clone(), "12", (&centre.diallo, &centre.bastien)).await;
    world.seat(&centre.authority, &commission, &[&alix, &sacha], 9).await.unwrap();
    Planned { centre, here, commission, alix: (alix, alix_is), sacha: (sacha, sacha_is) }
}

impl Planned {
    async fn see(&self, world: &World) -> Convocations {
        let view = SeeConvocations { perimeter: self.here.clone() };
        world.office.consult(&self.centre.authority, view).await.unwrap()
    }

    async fn convene(&self, world: &World, seen: usize) -> Came {
        let act = Convene { perimeter: self.here.clone(), seen };
        world.office.perform(&self.centre.authority, act).await.unwrap()
    }

    async fn chase(&self, world: &World) -> Chased {
        world.office.perform(&self.centre.authority, Chase { perimeter: self.here.clone() }).await.unwrap()
    }
}

fn of<'a>(seen: &'a Convocations, name: &str) -> &'a Person {
    seen.people.iter().find(|one| one.name.contains(name)).unwrap_or_else(|| panic!("{name} is not there"))
}

fn last(seen: &Convocations, name: &str) -> ConvocationId {
    of(seen, name).last.as_ref().unwrap().id.clone()
}

/// The mails that enclose a convocation: the orals' notices are others.
async fn mails(world: &World) -> Vec<Mail> {
    let kept = world.office.mailbox().await.unwrap().into_iter().map(|kept| kept.mail);
    kept.filter(|mail| mail.encloses.is_some()).collect()
}

story!(e4_27_each_person_is_told_once_and_answers, |world| {
    let planned = planned(&world).await;
    let seen = planned.see(&world).await;
    assert_eq!(
        (seen.waiting(), seen.people.len()),
        (4, 4),
        "two candidates, two members; who hears nobody is not called"
    );
    assert_eq!(of(&seen, "Diallo").calls.len(), 1);
    let day = &of(&seen, "Bastien").calls[0];
    assert_eq!(day.ends_at.duration_since(day.starts_at).as_mins(), 100, "from the first to the last oral");
    assert_eq!(day.with, "avec Omar Diallo");
    assert!(of(&seen, "MARTIN").calls[0].with.is_empty(), "a candidate is not told who examines");
    let outdated = Convene { perimeter: planned.here.clone(), seen: 3 };
    let refused = world.office.perform(&planned.centre.authority, outdated).await;
    assert!(matches!(refused, Err(Failure::Outdated)), "{refused:?}");

    let sent = planned.convene(&world, 4).await;
    assert_eq!(sent, Came { first: 4, again: 0, cancelled: 0, without_mail: 3 });
    let seen = planned.see(&world).await;
    assert_eq!(seen.waiting(), 0);
    assert!(seen.people.iter().all(|one| one.stage() == Stage::Sent && one.unanswered()));
    let mail = mails(&world).await;
    assert_eq!((mail.len(), mail[0].to.as_str()), (1, "alix@exemple.fr"));
    assert!(mail[0].text.contains("doit s'assurer auprès des autorités académiques"), "{}", mail[0].text);

    let notice = of(&seen, "MARTIN").last.as_ref().unwrap().notice.clone();
    world.office.perform(&planned.alix.1, ReadNotice { notice }).await.unwrap();
    let bastien = world.sitting_as(&planned.centre, &planned.centre.bastien).await;
    let notice = of(&seen, "Bastien").last.as_ref().unwrap().notice.clone();
    world.office.perform(&bastien, ReadNotice { notice }).await.unwrap();
    let seen = planned.see(&world).await;
    assert!(!of(&seen, "MARTIN").unanswered() && !of(&seen, "Bastien").unanswered());
    assert!(of(&seen, "BERNARD").unanswered());
    world.journal_is_whole().await;
});

story!(e4_27_only_those_who_move_are_convened_anew, |world| {
    let planned = planned(&world).await;
    let other = world
        .composed(
            &planned.centre,
            planned.here.clone(),
            "13",
            (&planned.centre.arnaud, &planned.centre.caron),
        )
        .await;
    let noor = world.candidate(&planned.centre, ("03", "AZIZ", "Noor"), |one| one.school = None).await;
    world.seat(&planned.centre.authority, &other, &[&noor], 14).await.unwrap();
    assert_eq!(planned.convene(&world, 7).await.first, 7);
    // Sacha goes to the afternoon: the members of the commission end later, and nobody else hears of it.
    let unseat = UnseatCandidate { candidate: planned.sacha.0.clone() };
    world.office.perform(&planned.centre.authority, unseat).await.unwrap();
    world.seat(&planned.centre.authority, &planned.commission, &[&planned.sacha.0], 15).await.unwrap();
    let seen = planned.see(&world).await;
    let moved: Vec<_> = seen
        .people
        .iter()
        .filter(|one| one.stage() == Stage::ToSendAgain)
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!((moved, seen.waiting()), (vec!["BERNARD Sacha", "Marc Bastien", "Omar Diallo"], 3));
    assert_eq!(planned.convene(&world, 3).await, Came { first: 0, again: 3, cancelled: 0, without_mail: 3 });
    let seen = planned.see(&world).await;
    assert_eq!(of(&seen, "BERNARD").last.as_ref().unwrap().number, 2);
    assert_eq!(of(&seen, "MARTIN").last.as_ref().unwrap().number, 1);
    // Noor is taken out: the commission 13 hears nobody any more.
    world.office.perform(&planned.centre.authority, UnseatCandidate { candidate: noor }).await.unwrap();
    let sent = planned.convene(&world, 3).await;
    assert_eq!((sent.first, sent.again, sent.cancelled), (0, 0, 3));
    let cancelled = last(&planned.see(&world).await, "AZIZ");
    let answer = world.office.print_convocation(&planned.centre.authority, &cancelled).await;
    assert!(matches!(answer, Err(Failure::NotFound)), "a cancellation is no paper");
    assert_eq!(planned.see(&world).await.waiting(), 0, "it is told once");
    world.journal_is_whole().await;
});

story!(e4_27_who_does_not_answer_is_chased_once_a_day, |world| {
    let planned = planned(&world).await;
    planned.convene(&world, 4).await;
    assert_eq!(
        planned.chase(&world).await,
        Chased { told: 0, already: 4, without_mail: 0 },
        "convened today"
    );
    world.outside.forward(SignedDuration::from_hours(24));
    assert_eq!(planned.chase(&world).await, Chased { told: 1, already: 0, without_mail: 3 });
    assert_eq!(planned.chase(&world).await, Chased { told: 0, already: 1, without_mail: 3 });
    let subjects: Vec<_> = mails(&world).await.into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects, ["Rappel : Votre convocation à l’oral", "Votre convocation à l’oral"]);
    let notice = of(&planned.see(&world).await, "MARTIN").last.as_ref().unwrap().notice.clone();
    world.office.perform(&planned.alix.1, ReadNotice { notice }).await.unwrap();
    world.outside.forward(SignedDuration::from_hours(24));
    assert_eq!(planned.chase(&world).await.told, 0, "who answered is left alone");
});

story!(e4_27_a_withdrawn_or_not_valid_candidate_is_not_convened, |world| {
    let planned = planned(&world).await;
    planned.convene(&world, 4).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &planned.centre.session).await;
    let second = world.in_session("Dominique Contrôle", Role::Controller, &planned.centre.session).await;
    let no = || verdict(Outcome::NotValid { ground: "certificates_unsigned".to_owned() }, "Sans signature.");
    world.give_verdict(&controller, &planned.alix.0, no()).await;
    let act = GiveVerdict { candidate: planned.alix.0.clone(), seen: 1, verdict: no() };
    world.office.perform(&second, act).await.unwrap();
    let seen = planned.see(&world).await;
    let alix = of(&seen, "MARTIN");
    assert_eq!(alix.stage(), Stage::ToCancel);
    assert!(alix.barred.is_some(), "the page says why");
    assert_eq!(planned.convene(&world, 1).await.cancelled, 1);
});

story!(e4_27_a_convocation_is_its_person_s_and_the_convener_s, |world| {
    let planned = planned(&world).await;
    planned.convene(&world, 4).await;
    let seen = planned.see(&world).await;
    let (alix, member) = (last(&seen, "MARTIN"), last(&seen, "Bastien"));
    let see = async |who: &Actor, id: &ConvocationId| {
        world.office.consult(who, SeeConvocation { convocation: id.clone() }).await
    };
    let bastien = world.sitting_as(&planned.centre, &planned.centre.bastien).await;
    let diallo = world.sitting_as(&planned.centre, &planned.centre.diallo).await;
    assert!(see(&planned.alix.1, &alix).await.is_ok() && see(&bastien, &member).await.is_ok());
    assert!(see(&planned.centre.authority, &member).await.is_ok());
    for (who, id) in [
        (&planned.sacha.1, &alix),
        (&planned.alix.1, &member),
        (&diallo, &member),
        (&planned.centre.head, &alix),
    ] {
        refused(see(who, id).await.map(drop));
    }
    let paper = world.office.print_convocation(&planned.alix.1, &alix).await.unwrap();
    assert!(paper.starts_with(b"%PDF-"));
    let calendar =
        String::from_utf8(world.office.convocation_calendar(&bastien, &member).await.unwrap()).unwrap();
    assert!(
        calendar.contains("DTSTART:20260518T064500Z"),
        "a quarter of an hour before nine in Paris: {calendar}"
    );
    let all = world.office.print_convocations(&planned.centre.authority, &planned.here).await.unwrap();
    assert!(all.len() > paper.len());
    let ccf = Perimeter::School(planned.centre.zay.clone());
    refused(
        world.office.perform(&planned.centre.authority, Convene { perimeter: ccf, seen: 0 }).await.map(drop),
    );
    refused(
        world
            .office
            .perform(&planned.centre.head, Convene { perimeter: planned.here.clone(), seen: 0 })
            .await
            .map(drop),
    );
});

story!(what_a_place_says_is_kept_with_what_was_sent, |world| {
    let planned = planned(&world).await;
    let usual = planned.see(&world).await.instructions;
    assert!(usual.0.bring.contains("pièce d’identité") && usual.1 == 0);
    let write = async |seen: i64, place: &str, early: u8| {
        let instructions = Instructions { place: place.to_owned(), early, ..Instructions::default() };
        let act = WriteInstructions { perimeter: planned.here.clone(), seen, instructions };
        world.office.perform(&planned.centre.authority, act).await
    };
    refused(write(0, "Loin", 121).await);
    write(0, "Lycée Voltaire, 2 rue des Fictions", 20).await.unwrap();
    assert!(matches!(write(0, "Un autre onglet", 20).await, Err(Failure::Outdated)));
    planned.convene(&world, 4).await;
    write(1, "Lycée Zola", 20).await.unwrap();
    let seen = planned.see(&world).await;
    assert_eq!(
        of(&seen, "MARTIN").last.as_ref().unwrap().instructions.place,
        "Lycée Voltaire, 2 rue des Fictions"
    );
    assert_eq!(
        seen.waiting(),
        0,
        "what a place says changes no hour: nobody is written to again by surprise"
    );
});

story!(doors_and_walls_say_who_is_called_where_and_nothing_else, |world| {
    let planned = planned(&world).await;
    let authority = &planned.centre.authority;
    let extra = exam::sitting::ExtraTime::THIRD;
    world.office.perform(authority, ArrangeTime { candidate: planned.sacha.0.clone(), extra }).await.unwrap();
    let view = SeeDoors { perimeter: planned.here.clone(), day: date(2026, 5, 18) };
    let doors = world.office.consult(authority, view).await.unwrap();
    assert_eq!((doors.doors.len(), doors.doors[0].passages.len(), doors.doors[0].members.len()), (1, 2, 2));
    let day = date(2026, 5, 18);
    for paper in [
        world.office.print_doors(authority, &planned.here, day).await.unwrap(),
        world.office.print_rooms(authority, &planned.here, date(2026, 5, 19)).await.unwrap(),
    ] {
        assert!(paper.starts_with(b"%PDF-"), "a day without orals prints too");
    }
    refused(world.office.open_wall(&planned.alix.1, &planned.here).await);
    let token = world.office.open_wall(authority, &planned.here).await.unwrap();
    assert!(world.office.wall(&token).await.unwrap().unwrap().lines.is_empty(), "not the day yet");
    assert!(world.office.wall("another").await.unwrap().is_none());
    world.outside.set("2026-05-18T06:50:00Z".parse().unwrap());
    let token = world.office.open_wall(authority, &planned.here).await.unwrap();
    let wall = world.office.wall(&token).await.unwrap().unwrap();
    assert_eq!(wall.lines.iter().map(|line| line.state).collect::<Vec<_>>(), [WallState::Expected; 2]);
    let diallo = world.sitting_as(&planned.centre, &planned.centre.diallo).await;
    let sheet = doors.doors[0].passages[0].passing.seated.sitting.sheet.clone();
    let start =
        KeepTime { sheet, part: "presentation".to_owned(), moment: Moment::Start, ago: SignedDuration::ZERO };
    world.office.perform(&diallo, start).await.unwrap();
    assert_eq!(world.office.wall(&token).await.unwrap().unwrap().lines[0].state, WallState::UnderWay);
    let close = CloseWalls { perimeter: planned.here.clone() };
    assert_eq!(world.office.perform(authority, close).await.unwrap(), 1, "the first one's week is over");
    assert!(world.office.wall(&token).await.unwrap().is_none());
});
