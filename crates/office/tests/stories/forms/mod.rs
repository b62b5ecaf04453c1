//! Official files in the place of the software's own forms.

use crate::offers::{Things, Tried};
use exam::Refusal;
use exam::access::{Act, Actor};
use exam::forms::OwnForm;
use office::Failure;
use office::acts::forms::{SeeForms, WithdrawForm};
use world::{World, refused, story};

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("set form", Act::SetForm, true),
    ("withdraw form", Act::SetForm, true),
    ("see forms", Act::SeeSession, false),
];

/// Tries one of [`OFFERS`].
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session, form) = (&world.office, things.session.clone(), OwnForm::Request);
    let answer = match name {
        "set form" => office.set_form(who, (&session, form), "a.pdf", b"<html>".to_vec()).await,
        "withdraw form" => office.perform(who, WithdrawForm { session, form }).await,
        "see forms" => office.consult(who, SeeForms { session }).await.map(drop),
        _ => return None,
    };
    Some((things.of_session(), answer))
}

/// A whole PDF, as far as anybody looks.
const OFFICIAL: &[u8] = b"%PDF-1.7\nformulaire officiel\n%%EOF\n";

story!(e4_06_an_official_form_takes_the_place_of_our_own_and_leaves_again, |world| {
    let day = world.exam_day().await;
    let office = &world.office;
    let authority = office.actor("claude.rectorat").await.unwrap().unwrap();
    let here = (&day.session, OwnForm::Certificate);
    let cut = office.set_form(&authority, here, "a.pdf", b"%PDF-1.7 cut off".to_vec()).await;
    assert!(matches!(refused(cut), Refusal::FileKind { .. }));
    let foreign = office.set_form(&day.arnaud, here, "a.pdf", OFFICIAL.to_vec()).await;
    assert_eq!(refused(foreign), Refusal::NotAllowed);
    office.set_form(&authority, here, "annexe-IX.pdf", OFFICIAL.to_vec()).await.unwrap();
    let own = async |reader: &Actor| office.official_form(reader, &day.candidate, OwnForm::Certificate).await;
    for reader in [&day.alix, &day.arnaud, &authority] {
        let official = own(reader).await.unwrap().unwrap();
        assert_eq!((official.file_name.as_str(), official.size), ("annexe-IX.pdf", OFFICIAL.len() as u64));
        assert_eq!(office.open_official(&official).await.unwrap(), OFFICIAL);
    }
    let nobody = world.person("Personne Ailleurs", vec![]).await;
    assert_eq!(refused(own(&nobody).await), Refusal::NotAllowed);
    let others = office.official_form(&day.alix, &day.candidate, OwnForm::Request).await.unwrap();
    assert!(others.is_none(), "the other forms stay the software's own");
    let printed = office.print_certificate(&day.alix, &day.candidate, office::print::Year::First).await;
    assert!(printed.unwrap().starts_with(b"%PDF"));
    let lines = world.journal("session", day.session.as_str()).await;
    assert!(lines.last().unwrap().after.contains("annexe-IX.pdf, SHA-256"), "{lines:?}");
    let away = WithdrawForm { session: day.session.clone(), form: OwnForm::Certificate };
    office.perform(&authority, away.clone()).await.unwrap();
    assert!(own(&day.alix).await.unwrap().is_none());
    assert!(matches!(office.perform(&authority, away).await, Err(Failure::NotFound)));
    world.journal_is_whole().await;
});
