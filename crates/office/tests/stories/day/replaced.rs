//! Half past seven: a member is ill. Two clicks, and the day goes on with somebody whom the rules allow.

use exam::Refusal;
use exam::commission::{Quality, Seat};
use exam::id::{CommissionId, ExaminerId, SheetId};
use exam::notice::Kind;
use exam::sheet::{Field, State};
use office::Failure;
use office::acts::commissions::Perimeter;
use office::acts::devices::{OpenDevice, PrepareDevice, ReportDevice};
use office::acts::oral::{ReplaceMember, SeeReplacements};
use office::acts::sheets::{GiveVisa, SeeSheet, WriteFields};
use world::{Centre, World, change, refused, story};

struct Morning {
    centre: Centre,
    commission: CommissionId,
    sheet: SheetId,
}

/// Arnaud and Bastien hear Lou Petit, of no school of theirs.
async fn morning(world: &World) -> Morning {
    let centre = world.centre().await;
    let lou = world.candidate(&centre, ("07", "PETIT", "Lou"), |one| one.school = None).await;
    let here = Perimeter::Session(centre.session.clone());
    let commission = world.composed(&centre, here, "12", (&centre.arnaud, &centre.bastien)).await;
    let sheets = world.seat(&centre.authority, &commission, &[&lou], 9).await.unwrap();
    world.outside.set("2026-05-18T05:30:00Z".parse().unwrap());
    Morning { centre, commission, sheet: sheets[0].clone() }
}

fn replace(morning: &Morning, seat: Seat, leaving: &ExaminerId, arriving: &ExaminerId) -> ReplaceMember {
    ReplaceMember {
        commission: morning.commission.clone(),
        seat,
        leaving: leaving.clone(),
        arriving: arriving.clone(),
        reason: String::new(),
    }
}

story!(e4_21_a_member_is_replaced_and_the_open_sheets_continue, |world| {
    let morning = morning(&world).await;
    let (centre, office) = (&morning.centre, &world.office);
    let bastien = world.sitting_as(centre, &centre.bastien).await;
    let changes = vec![change(Field::Appraisal, "Commencée.")];
    office.perform(&bastien, WriteFields { sheet: morning.sheet.clone(), changes }).await.unwrap();
    let view = SeeReplacements { commission: morning.commission.clone(), seat: Seat::Second };
    let seen = office.consult(&centre.authority, view).await.unwrap();
    let names: Vec<_> =
        seen.allowed.iter().map(|one| (one.examiner.name.as_str(), one.needs_reason)).collect();
    assert_eq!(names, [("Lise Caron", false), ("Omar Diallo", true)], "professionals first");
    let silent = replace(&morning, Seat::Second, &centre.bastien, &centre.diallo);
    assert_eq!(
        refused(office.perform(&centre.authority, silent).await),
        Refusal::NoProfessionalWithoutReason
    );
    let act = replace(&morning, Seat::Second, &centre.bastien, &centre.caron);
    office.perform(&centre.authority, act.clone()).await.unwrap();
    assert!(matches!(office.perform(&centre.authority, act).await, Err(Failure::Outdated)));
    let gone = world.again(&bastien).await;
    let see = SeeSheet { sheet: morning.sheet.clone() };
    assert_eq!(refused(office.consult(&gone, see.clone()).await), Refusal::NotAllowed);
    let caron = world.sitting_as(centre, &centre.caron).await;
    let page = office.consult(&caron, see).await.unwrap();
    assert!(page.writable() && page.content.value(&Field::Appraisal) == "Commencée.");
    let arnaud = world.sitting_as(centre, &centre.arnaud).await;
    for told in [&bastien, &caron, &arnaud] {
        let notices = office.notices(told).await.unwrap();
        assert_eq!(notices[0].0.kind, Kind::MemberReplaced, "{}", told.name);
    }
    let lines = world.journal("commission", morning.commission.as_str()).await;
    assert!(lines.iter().any(|line| line.act == "replace_member" && line.before == "Marc Bastien"));
    world.journal_is_whole().await;
});

story!(the_device_of_who_is_replaced_hears_that_it_is_withdrawn, |world| {
    let morning = morning(&world).await;
    let (centre, office) = (&morning.centre, &world.office);
    let bastien = world.sitting_as(centre, &centre.bastien).await;
    let arnaud = world.sitting_as(centre, &centre.arnaud).await;
    let prepare = PrepareDevice { commission: morning.commission.clone(), name: "Firefox".to_owned() };
    let his = office.perform(&bastien, prepare.clone()).await.unwrap().device;
    let hers = office.perform(&arnaud, prepare.clone()).await.unwrap().device;
    office
        .perform(&centre.authority, replace(&morning, Seat::Second, &centre.bastien, &centre.caron))
        .await
        .unwrap();
    let gone = world.again(&bastien).await;
    let told = office.consult(&gone, OpenDevice { device: his.clone() }).await.unwrap();
    assert_eq!(told.secret, None, "the seat is somebody else's, the device still hears of it");
    assert_eq!(office.perform(&gone, ReportDevice { device: his, pending: 2 }).await.unwrap().secret, None);
    assert_eq!(refused(office.perform(&gone, prepare).await), Refusal::NotAllowed);
    assert!(office.consult(&arnaud, OpenDevice { device: hers }).await.unwrap().secret.is_some());
    let lines = world.journal("commission", morning.commission.as_str()).await;
    let told = "appareils retirés : Marc Bastien ne siège plus";
    assert!(lines.iter().any(|line| line.after == told), "{lines:?}");
});

story!(a_device_opens_nothing_once_its_owner_sits_no_longer, |world| {
    let morning = morning(&world).await;
    let (centre, office) = (&morning.centre, &world.office);
    let bastien = world.sitting_as(centre, &centre.bastien).await;
    office
        .perform(&centre.authority, replace(&morning, Seat::Second, &centre.bastien, &centre.caron))
        .await
        .unwrap();
    // His request to prepare a device was on its way when he was replaced: he still holds the seat in it.
    let prepare = PrepareDevice { commission: morning.commission.clone(), name: "Firefox".to_owned() };
    let device = office.perform(&bastien, prepare).await.unwrap().device;
    assert_eq!(office.consult(&bastien, OpenDevice { device }).await.unwrap().secret, None);
});

async fn fill_and_sign(world: &World, morning: &Morning, by: &[&ExaminerId]) {
    let centre = &morning.centre;
    let arnaud = world.sitting_as(centre, &centre.arnaud).await;
    let see = SeeSheet { sheet: morning.sheet.clone() };
    let page = world.office.consult(&arnaud, see.clone()).await.unwrap();
    let lines = page.session.referential.lines.iter();
    let level = exam::grid::Level::WellMastered.code();
    let mut changes: Vec<_> = lines.map(|line| change(Field::Level(line.code.clone()), level)).collect();
    changes.extend([change(Field::Mark, "13"), change(Field::Appraisal, "Solide.")]);
    let write = WriteFields { sheet: morning.sheet.clone(), changes };
    world.office.perform(&arnaud, write).await.unwrap();
    for member in by {
        let member = world.sitting_as(centre, member).await;
        let seen = world.office.consult(&member, see.clone()).await.unwrap().content.content_hash();
        world.office.perform(&member, GiveVisa { sheet: morning.sheet.clone(), seen }).await.unwrap();
    }
}

story!(e4_17_the_visa_of_who_leaves_counts_no_longer_on_an_open_sheet, |world| {
    let morning = morning(&world).await;
    let centre = &morning.centre;
    fill_and_sign(&world, &morning, &[&centre.bastien]).await;
    let act = replace(&morning, Seat::Second, &centre.bastien, &centre.caron);
    world.office.perform(&centre.authority, act).await.unwrap();
    let arnaud = world.sitting_as(centre, &centre.arnaud).await;
    let see = SeeSheet { sheet: morning.sheet.clone() };
    let page = world.office.consult(&arnaud, see).await.unwrap();
    assert_eq!(page.content.state(), State::Open);
    assert_eq!(page.content.cancelled_visas(), ["Marc Bastien"]);
});

story!(e4_17_a_closed_sheet_stays_closed_by_those_who_heard, |world| {
    let morning = morning(&world).await;
    let centre = &morning.centre;
    fill_and_sign(&world, &morning, &[&centre.arnaud, &centre.bastien]).await;
    let act = replace(&morning, Seat::Second, &centre.bastien, &centre.caron);
    world.office.perform(&centre.authority, act).await.unwrap();
    let arnaud = world.sitting_as(centre, &centre.arnaud).await;
    let page = world.office.consult(&arnaud, SeeSheet { sheet: morning.sheet.clone() }).await.unwrap();
    assert_eq!(page.content.state(), State::Closed);
});

story!(e4_21_whom_the_rules_do_not_allow_is_neither_listed_nor_taken, |world| {
    let morning = morning(&world).await;
    let (centre, office) = (&morning.centre, &world.office);
    let sisr =
        world.examiner(&centre.authority, &centre.session, "Rose Réseau", Quality::TeacherSisr, "0999991A");
    let sisr = sisr.await.unwrap();
    let view = SeeReplacements { commission: morning.commission.clone(), seat: Seat::Lead };
    let seen = office.consult(&centre.authority, view.clone()).await.unwrap();
    assert_eq!(
        seen.allowed.iter().map(|one| one.examiner.name.as_str()).collect::<Vec<_>>(),
        ["Omar Diallo"]
    );
    let forged = replace(&morning, Seat::Lead, &centre.arnaud, &sisr);
    let no = refused(office.perform(&centre.authority, forged).await);
    assert!(matches!(no, Refusal::LeadNotATeacherOfSpeciality(_)));
    let sacha = world.candidate(centre, ("08", "BERNARD", "Sacha"), |one| one.school = None).await;
    let there = Perimeter::Session(centre.session.clone());
    let other = world.composed(centre, there, "13", (&centre.diallo, &centre.caron)).await;
    world.seat(&centre.authority, &other, &[&sacha], 9).await.unwrap();
    assert!(office.consult(&centre.authority, view).await.unwrap().allowed.is_empty(), "taken at that hour");
    let taken = replace(&morning, Seat::Second, &centre.bastien, &centre.caron);
    assert!(matches!(refused(office.perform(&centre.authority, taken).await), Refusal::AlreadyTaken { .. }));
});
