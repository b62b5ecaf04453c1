//! E4-31: « En AUCUN CAS, la note proposée n'est communiquée à la personne candidate. »

use exam::access::{Actor, Role};
use exam::sheet::{Change, Field};
use office::Failure;
use office::acts::absences::SeeAbsences;
use office::acts::claims::{
    ClaimAppraisal, GiveAppraisal, ReadAppraisal, SeeClaim, SeeClaims, SeeOwnAppraisal, SeeOwnClaim,
};
use office::acts::commissions::{Perimeter, SeeCommissions};
use office::acts::conformity::SeeConformity;
use office::acts::days::SeeDay;
use office::acts::dossiers::{SeeDossier, SeeOwnDossier};
use office::acts::jury::{SeeJury, SeeOwnResult};
use office::acts::notices::SeeSentNotices;
use office::acts::optional::{SeeOwnOptionalResult, SeeRequest, SeeRequests};
use office::acts::people::SeePeople;
use office::acts::rosters::SeeRosterPlan;
use office::acts::seats::SeeSeats;
use office::acts::sessions::SeeSession;
use office::acts::sheets::{SeeSheet, WriteFields};
use std::fmt::{Debug, Write as _};
use world::{ExamDay, World, story};

/// What is planted: a mark and what it is rounded to, levels, an observation, an appraisal and a remark.
const PLANTED: [&str; 5] = ["13,37", "1337", "1400", "PLANTÉ", "well_mastered"];

async fn plant(world: &World, day: &ExamDay) {
    world.fill(day, "13,37").await;
    let observations = Field::Observations("interview".into());
    let changes = vec![
        Change { field: observations, seen: 0, value: "PLANTÉ".to_owned() },
        Change { field: Field::Appraisal, seen: 1, value: "PLANTÉ".to_owned() },
    ];
    world.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    world.sign(day, &day.arnaud).await;
    world.sign(day, &day.bastien).await;
}

/// Everything a person gets from every view there is, and from the page « à faire ».
pub async fn everything(world: &World, day: &ExamDay, reader: &Actor) -> (usize, String) {
    let (session, candidate) = (day.session.clone(), day.candidate.clone());
    let here = Perimeter::Session(session.clone());
    let commission = exam::id::CommissionId::from("commission");
    let office = &world.office;
    let mut read = Read { shown: 0, text: String::new() };
    read.keep(office.consult(reader, SeeOwnDossier { candidate: candidate.clone() }).await);
    read.keep(office.consult(reader, SeeDossier { candidate: candidate.clone() }).await);
    read.keep(office.consult(reader, SeeOwnResult { candidate: candidate.clone() }).await);
    read.keep(office.consult(reader, SeeAbsences { candidate }).await);
    read.keep(office.consult(reader, SeeSheet { sheet: day.sheet.clone() }).await);
    read.keep(office.consult(reader, SeeDay { commission: commission.clone() }).await);
    read.keep(office.consult(reader, SeeSeats { commission }).await);
    read.keep(office.consult(reader, SeeCommissions { perimeter: here.clone() }).await);
    read.keep(office.consult(reader, SeeConformity { perimeter: here }).await);
    read.keep(office.consult(reader, SeeJury { session: session.clone() }).await);
    read.keep(office.consult(reader, SeePeople { session: session.clone() }).await);
    read.keep(office.consult(reader, SeeSession { session: session.clone() }).await);
    read.keep(office.consult(reader, SeeRosterPlan { session, draft: "draft".to_owned() }).await);
    read.keep(office.consult(reader, SeeSentNotices { candidate: day.candidate.clone() }).await);
    read.keep(office.print_grid(reader, &day.sheet).await.map(|pdf| pdf.len()));
    read.keep(office.print_appraisal(reader, &day.sheet).await.map(|pdf| pdf.len()));
    read.keep(office.consult(reader, SeeRequest { candidate: day.candidate.clone() }).await);
    read.keep(office.print_request(reader, &day.candidate).await.map(|pdf| pdf.len()));
    read.keep(office.consult(reader, SeeOwnOptionalResult { candidate: day.candidate.clone() }).await);
    let perimeter = Perimeter::Session(day.session.clone());
    read.keep(office.consult(reader, SeeRequests { perimeter }).await);
    read.keep(office.print_bordereau(reader, &day.session, None).await.map(|pdf| pdf.len()));
    read.keep(office.print_minutes(reader, &day.session).await.map(|pdf| pdf.len()));
    read.keep(office.consult(reader, SeeOwnClaim { candidate: day.candidate.clone() }).await);
    read.keep(office.consult(reader, SeeOwnAppraisal { candidate: day.candidate.clone() }).await);
    read.keep(office.print_own_appraisal(reader, &day.candidate).await.map(|pdf| pdf.len()));
    read.keep(office.consult(reader, SeeClaims { session: day.session.clone() }).await);
    read.keep(office.consult(reader, SeeClaim { candidate: day.candidate.clone() }).await);
    let mut tx = world.db.read().await.unwrap();
    let optional = store::tables::sheets::optional_of_candidate(&mut tx, &day.candidate).await.unwrap();
    drop(tx);
    if let Some(sitting) = optional {
        read.keep(office.consult(reader, SeeSheet { sheet: sitting.sheet.clone() }).await);
        read.keep(office.print_grid(reader, &sitting.sheet).await.map(|pdf| pdf.len()));
        read.keep(office.print_appraisal(reader, &sitting.sheet).await.map(|pdf| pdf.len()));
    }
    for (notice, _) in office.notices(reader).await.unwrap() {
        writeln!(read.text, "{}\n{}", notice.subject, notice.text).unwrap();
    }
    writeln!(read.text, "{:?}", office.duties(reader).await.unwrap()).unwrap();
    (read.shown, read.text)
}

struct Read {
    shown: usize,
    text: String,
}

impl Read {
    fn keep<T: Debug>(&mut self, answer: Result<T, Failure>) {
        match answer {
            Ok(shown) => {
                self.shown += 1;
                writeln!(self.text, "{shown:?}").unwrap();
            }
            Err(refused) => writeln!(self.text, "{refused:?}").unwrap(),
        }
    }
}

pub fn holds_a_planted_word(text: &str) -> Option<&'static str> {
    PLANTED.into_iter().find(|planted| text.contains(planted))
}

story!(e4_31_no_view_shows_a_candidate_anything_of_the_sheet, |world| {
    let day = world.exam_day().await;
    plant(&world, &day).await;
    let (shown, text) = everything(&world, &day, &day.alix).await;
    assert_eq!(shown, 4, "the own dossier, request and claim, and nothing else before the publication");
    assert_eq!(holds_a_planted_word(&text), None);
    let president = world.president(&day.session).await;
    let (_, text) = everything(&world, &day, &president).await;
    assert!(holds_a_planted_word(&text).is_some(), "the walk would see it");
});

story!(e4_31_the_decided_mark_is_read_after_the_publication_and_the_proposal_never, |world| {
    let day = world.exam_day().await;
    plant(&world, &day).await;
    let president = world.president(&day.session).await;
    let decide = office::acts::jury::DecideMark {
        candidate: day.candidate.clone(),
        mark: "16".to_owned(),
        remark: "PLANTÉ".to_owned(),
    };
    world.office.perform(&president, decide).await.unwrap();
    let (shown, text) = everything(&world, &day, &day.alix).await;
    assert_eq!((shown, holds_a_planted_word(&text)), (4, None), "decided, not published");
    world.signed(&president, &day.session).await;
    let publish = office::acts::jury::PublishResults { session: day.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let (shown, text) = everything(&world, &day, &day.alix).await;
    assert_eq!((shown, holds_a_planted_word(&text)), (5, None));
    assert!(text.contains("1600"), "the jury's mark");
});

story!(e4_31_an_appraisal_that_was_given_tells_no_proposed_mark, |world| {
    let day = world.exam_day().await;
    world.claimed(&day, "Proposé à 13,37, donc quatorze ou 14/20. Bien.", ("13,37", "16")).await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let (_, text) = everything(&world, &day, &day.alix).await;
    assert_eq!(holds_a_planted_word(&text), None, "asked, not given");
    let seen = SeeClaim { candidate: day.candidate.clone() };
    let passages = world.office.consult(&authority, seen).await.unwrap().telling;
    assert_eq!(passages, ["13,37", "quatorze", "14"]);
    let give = GiveAppraisal { candidate: day.candidate.clone(), passages };
    world.office.perform(&authority, give).await.unwrap();
    world.office.perform(&day.alix, ReadAppraisal { candidate: day.candidate.clone() }).await.unwrap();
    let (shown, text) = everything(&world, &day, &day.alix).await;
    assert_eq!((shown, holds_a_planted_word(&text)), (7, None));
    assert!(text.contains("donc […] ou […]/20. Bien.") && !text.contains("quatorze"), "{text}");
    let twice = world.office.perform(&day.alix, ClaimAppraisal { candidate: day.candidate.clone() }).await;
    assert!(twice.is_err());
});

story!(e4_31_who_convenes_and_controls_reads_no_mark_either, |world| {
    let day = world.exam_day().await;
    plant(&world, &day).await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let controller = world.in_session("Camille Contrôle", Role::Controller, &day.session).await;
    for reader in [&authority, &controller] {
        let (shown, text) = everything(&world, &day, reader).await;
        assert!(shown > 1);
        assert_eq!(holds_a_planted_word(&text), None, "{}", reader.name);
    }
});

story!(e4_31_a_candidate_reads_nothing_of_another, |world| {
    let day = world.exam_day().await;
    let sacha = world.person("Sacha Bernard", vec![]).await;
    let grants = vec![exam::access::Grant {
        role: Role::Candidate,
        place: exam::access::Place::Candidate("sacha".into()),
    }];
    plant(&world, &day).await;
    world.whole_dossier(&day.alix, &day.candidate).await;
    let sacha = Actor { grants, ..sacha };
    let own = world.office.consult(&sacha, SeeOwnDossier { candidate: day.candidate.clone() }).await;
    assert!(own.is_err());
    let result = world.office.consult(&sacha, SeeOwnResult { candidate: day.candidate.clone() }).await;
    assert!(result.is_err());
});
