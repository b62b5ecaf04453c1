use super::*;
use proptest::prelude::*;

fn marks(marks: &[&str]) -> Secret {
    Secret { marks: marks.iter().map(|mark| Mark::parse(mark, 20).unwrap()).collect(), scale: 20 }
}

fn appraisal(text: &str) -> Texts {
    Texts { observations: vec![], appraisal: text.to_owned() }
}

fn found(text: &str, of: &[&str]) -> Vec<String> {
    telling(&appraisal(text), &marks(of))
}

#[test]
fn e4_31_an_appraisal_is_asked_for_once_after_the_results() {
    let ready = Standing { published: true, has_appraisal: true, asked: false };
    assert_eq!(ready.may_ask(), Ok(()));
    assert_eq!(Standing { published: false, ..ready }.may_ask(), Err(Refusal::NotPublished));
    assert_eq!(Standing { has_appraisal: false, ..ready }.may_ask(), Err(Refusal::NothingToClaim));
    let twice = Standing { asked: true, ..ready }.may_ask();
    assert!(matches!(twice, Err(Refusal::AlreadyThere { .. })), "{twice:?}");
}

#[test]
fn e4_31_a_mark_is_found_however_it_is_written() {
    for text in [
        "Nous proposons 13.",
        "Nous proposons 13,00",
        "13 : bien",
        "(13)",
        "13pts",
        "13,000",
        "12-13",
        "un treize mérité",
        "Treize sur vingt",
        "l’échange vaut 13\u{a0}points",
    ] {
        assert_eq!(found(text, &["13"]).len(), 1, "{text}");
    }
    for text in ["13,5", "13.50 !", "13 et demi", "treize et demie", "13½", "13 ½"] {
        assert_eq!(found(text, &["13,5"]).len(), 1, "{text}");
    }
    assert_eq!(found("dix-sept, dix\u{2011}sept ou dix sept", &["17"]).len(), 3);
    assert_eq!(found("Note : 11/20, puis 12 sur vingt, puis quatorze sur 20", &[]), ["11", "12", "quatorze"]);
}

#[test]
fn e4_31_other_numbers_and_words_stay() {
    for text in [
        "Le réseau 192.168.13.7 de 2013",
        "13,5 tickets par jour",
        "dix-huit serveurs",
        "un tableau et une table",
        "trois ateliers sur 200",
        "treizième semaine",
    ] {
        assert_eq!(found(text, &["13", "10", "8", "1"]), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn e4_31_nothing_is_released_while_a_proposed_mark_stands_in_it() {
    let texts = Texts {
        observations: vec![("interview".to_owned(), "Échange à 13, en 2013.".to_owned())],
        appraisal: "Proposé à 13 : un dossier de 13,5 pages ; voir Paul.".to_owned(),
    };
    let secret = marks(&["13"]);
    assert_eq!(release(&texts, &[], &secret), Err(Refusal::MarkInAppraisal));
    let unknown = release(&texts, &["14".to_owned()], &secret);
    assert_eq!(unknown, Err(Refusal::PassageNotFound { passage: "14".to_owned() }));
    assert_eq!(telling(&texts, &secret), ["13"]);
    let passages = [" 13 ".to_owned(), "Paul".to_owned(), String::new()];
    let (released, masked) = release(&texts, &passages, &secret).unwrap();
    assert_eq!(masked, 3);
    assert_eq!(released.observations[0].1, "Échange à […], en 2013.");
    assert_eq!(released.appraisal, "Proposé à […] : un dossier de 13,5 pages ; voir […].");
    let many = vec!["13".to_owned(); MOST_PASSAGES + 1];
    assert!(release(&texts, &many, &secret).is_err());
}

#[test]
fn e4_31_every_mark_on_the_way_to_the_proposal_is_secret() {
    let referential = crate::sample();
    let penalty = referential.penalties[0].code.clone();
    let typed = Mark::parse("14,25", 20).unwrap();
    let calculation = crate::penalty::calculation(typed, &[&penalty], &referential);
    let recommended = Mark::parse("9", 20).unwrap();
    let secret = secret(Some(&calculation), [recommended].into_iter(), 20);
    for mark in ["14,25", "15", "9", &calculation.after_penalties.to_string()] {
        let told = format!("la note de {mark} ?");
        assert_eq!(telling(&appraisal(&told), &secret), [mark], "{told}");
    }
}

proptest! {
    /// Whatever is written, masking what the person is warned of is enough, and what is left tells no mark.
    #[test]
    fn e4_31_masking_what_is_warned_of_always_releases(
        pieces in proptest::collection::vec(
            prop_oneof![
                "[0-9]{1,3}", Just(",".to_owned()), Just(".".to_owned()), Just(" ".to_owned()), Just("-".to_owned()),
                Just("/20".to_owned()), Just(" sur vingt".to_owned()), Just("dix".to_owned()), Just("sept".to_owned()),
                Just("huit".to_owned()), Just(" et demi".to_owned()), Just("½".to_owned()), Just("é".to_owned()),
            ],
            0..24,
        ),
        secret in proptest::collection::vec(0_i64..=40, 1..4),
    ) {
        let texts = appraisal(&pieces.concat());
        let half = |halves: &i64| Mark::from_hundredths(halves * 50, 20).unwrap();
        let secret = Secret { marks: secret.iter().map(half).collect(), scale: 20 };
        let told = telling(&texts, &secret);
        let (released, _) = release(&texts, &told, &secret).unwrap();
        prop_assert!(telling(&released, &secret).is_empty());
        if told.is_empty() {
            prop_assert_eq!(released, texts);
        }
    }
}
