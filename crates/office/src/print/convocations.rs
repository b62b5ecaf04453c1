//! Convocations, the lists of the doors and rooms, and appointments for a calendar.

use super::press;
use crate::acts::convocations::{
    Addressee, Convocation, Door, Doors, OneConvocation, Passage, SeeConvocation, SeeConvocations, SeeDoors,
    load,
};
use crate::acts::jury::titled;
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::convocation::Call;
use exam::french;
use exam::id::ConvocationId;
use exam::sitting::ExtraTime;
use jiff::SignedDuration;
use jiff::civil::Date;
use papers::{Appointment, CallLine, ConvocationPaper, DoorList, DoorsPaper};

impl Office {
    /// One convocation as PDF, for its person and for who convenes.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such convocation, one that only cancels, or a fault.
    pub async fn print_convocation(&self, actor: &Actor, id: &ConvocationId) -> Result<Vec<u8>, Failure> {
        let one = self.convocation(actor, id).await?;
        let paper = paper(&one);
        press(move || papers::convocations(std::slice::from_ref(&paper), &paper.sent)).await
    }

    /// One convocation for a calendar (.ics).
    ///
    /// # Errors
    /// As [`Office::print_convocation`].
    pub async fn convocation_calendar(&self, actor: &Actor, id: &ConvocationId) -> Result<Vec<u8>, Failure> {
        Ok(papers::calendar(&appointments(&self.convocation(actor, id).await?)))
    }

    async fn convocation(&self, actor: &Actor, id: &ConvocationId) -> Result<OneConvocation, Failure> {
        let one = self.consult(actor, SeeConvocation { convocation: id.clone() }).await?;
        if one.convocation.calls.is_empty() { Err(Failure::NotFound) } else { Ok(one) }
    }

    /// The convocations of a perimeter that hold, in one PDF to be sent by post.
    ///
    /// # Errors
    /// [`Failure`]: no right, nobody convened yet, or a fault.
    pub async fn print_convocations(&self, actor: &Actor, perimeter: &Perimeter) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeConvocations { perimeter: perimeter.clone() }).await?;
        let printed = self.printed(&seen.drawn.session).words;
        let holds = |one: &Convocation| !one.calls.is_empty();
        let ids: Vec<_> = seen
            .people
            .iter()
            .filter_map(|one| one.last.as_ref())
            .filter(|one| holds(one))
            .map(|one| &one.id)
            .collect();
        let mut tx = self.db.read().await?;
        let mut papers = vec![];
        for id in ids {
            papers.push(paper(&load(&mut tx, id).await?));
        }
        drop(tx);
        if papers.is_empty() {
            return Err(Failure::NotFound);
        }
        press(move || papers::convocations(&papers, &printed)).await
    }

    /// The PDF and the calendar file of a convocation, for the mail that carries it to its person.
    pub(crate) async fn convocation_files(&self, one: OneConvocation) -> Result<(Vec<u8>, Vec<u8>), Failure> {
        let calendar = papers::calendar(&appointments(&one));
        let paper = paper(&one);
        let pdf = press(move || papers::convocations(std::slice::from_ref(&paper), &paper.sent)).await?;
        Ok((pdf, calendar))
    }

    /// What hangs on the doors of a day, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn print_doors(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        day: Date,
    ) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeDoors { perimeter: perimeter.clone(), day }).await?;
        let paper = lists(&seen, self.printed(&seen.drawn.session).words);
        press(move || papers::doors(&paper)).await
    }

    /// The list of the rooms of a day, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn print_rooms(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        day: Date,
    ) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeDoors { perimeter: perimeter.clone(), day }).await?;
        let paper = lists(&seen, self.printed(&seen.drawn.session).words);
        press(move || papers::rooms(&paper)).await
    }
}

fn convener(drawn: &Drawn) -> String {
    match &drawn.school {
        Some(school) => format!("La cheffe ou le chef d’établissement, {}", school.name),
        None => "L’autorité académique".to_owned(),
    }
}

fn hours(call: &Call, drawn: &Drawn) -> String {
    let zone = &drawn.session.zone;
    format!("{} à {}", french::hour_of(call.starts_at, zone), french::hour_of(call.ends_at, zone))
}

fn paper(one: &OneConvocation) -> ConvocationPaper {
    let (drawn, kept) = (&one.drawn, &one.convocation);
    let zone = &drawn.session.zone;
    let call = |call: &Call| CallLine {
        day: french::day(call.starts_at.to_zoned_datetime(zone.clone()).date()),
        hours: hours(call, drawn),
        room: call.room.clone(),
        commission: call.commission.clone(),
        with: call.with.clone(),
    };
    let (what, bring, duty) = match kept.to {
        Addressee::Candidate(_) => {
            let duty = drawn.session.referential.wordings.candidate_duty.clone();
            ("à l’oral", kept.instructions.bring.clone(), duty)
        }
        Addressee::Examiner(_) => ("comme membre de commission", String::new(), String::new()),
    };
    let replaces = match kept.number {
        1 => String::new(),
        number => format!("Cette convocation remplace la précédente (n° {}).", number - 1),
    };
    let early = match kept.instructions.early {
        0 => String::new(),
        minutes => format!("Soyez là {minutes} minutes avant l’heure."),
    };
    ConvocationPaper {
        session: titled(&drawn.session),
        academy: drawn.session.academy.clone(),
        convener: convener(drawn),
        name: one.name.clone(),
        detail: one.detail.clone(),
        school: one.school.clone(),
        what: what.to_owned(),
        calls: kept.calls.iter().map(call).collect(),
        place: kept.instructions.place.clone(),
        early,
        bring,
        duty,
        contact: kept.instructions.contact.clone(),
        replaces,
        sent: format!("Convocation n° {}, envoyée {}", kept.number, french::instant(kept.sent_at, zone)),
    }
}

fn appointments(one: &OneConvocation) -> Vec<Appointment> {
    let (drawn, kept) = (&one.drawn, &one.convocation);
    let early = SignedDuration::from_mins(i64::from(kept.instructions.early));
    let title = match kept.to {
        Addressee::Candidate(_) => format!("Oral de l’épreuve {}", drawn.session.referential.exam),
        Addressee::Examiner(_) => format!("Commission d’interrogation, {}", drawn.session.referential.exam),
    };
    let who = match &kept.to {
        Addressee::Candidate(id) => id.as_str(),
        Addressee::Examiner(id) => id.as_str(),
    };
    let appointment = |call: &Call| Appointment {
        // One oral a candidate: another hour or commission moves the same appointment. An examiner has one a commission.
        uid: match kept.to {
            Addressee::Candidate(_) => format!("{who}@florilege"),
            Addressee::Examiner(_) => format!("{who}-{}@florilege", call.commission),
        },
        sequence: kept.number,
        sent_at: kept.sent_at,
        starts_at: call.starts_at - early,
        ends_at: call.ends_at,
        title: format!("{title} ({})", hours(call, drawn)),
        place: place(&call.room, &kept.instructions.place),
        text: match kept.to {
            Addressee::Candidate(_) => {
                format!("Commission {}\n{}\n{}", call.commission, call.with, kept.instructions.bring)
            }
            Addressee::Examiner(_) => format!("Commission {}\n{}", call.commission, call.with),
        },
    };
    kept.calls.iter().map(appointment).collect()
}

fn place(room: &str, place: &str) -> String {
    match place.lines().next().unwrap_or_default() {
        "" => format!("salle {room}"),
        first => format!("salle {room}, {first}"),
    }
}

fn lists(seen: &Doors, printed: String) -> DoorsPaper {
    let zone = &seen.drawn.session.zone;
    let passage = |one: &Passage| {
        let passing = &one.passing;
        let starts = french::hour_of(passing.seated.sitting.starts_at, zone);
        let mut known = vec![];
        if passing.extra != ExtraTime::NONE {
            known.push(format!("temps majoré : {}", passing.extra));
        }
        if one.optional {
            known.push("suivi de l’épreuve facultative EF4".to_owned());
        }
        [
            format!("{starts} à {}", french::hour_of(one.ends_at, zone)),
            passing.seated.candidate.number.clone(),
            passing.seated.candidate.full_name(),
            known.join(" ; "),
        ]
    };
    let list = |door: &Door| DoorList {
        room: door.commission.room.clone(),
        commission: door.commission.number.clone(),
        option: door.commission.speciality.label().to_owned(),
        members: door.members.iter().map(|one| one.name.clone()).collect(),
        passages: door.passages.iter().map(passage).collect(),
    };
    DoorsPaper {
        session: titled(&seen.drawn.session),
        place: seen.drawn.school.as_ref().map_or(&seen.drawn.session.academy, |school| &school.name).clone(),
        day: french::capital(&french::day(seen.day)),
        doors: seen.doors.iter().map(list).collect(),
        printed,
    }
}
