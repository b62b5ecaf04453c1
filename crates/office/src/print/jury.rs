//! Papers of the jury and of the optional exam: bordereau, minutes, form 11-1.

use super::{press, who};
use crate::acts::jury::{
    HeldSitting, JuryLine, Minutes as Drawn, MinutesEntry, OptionalLine, SeeJury, SeeMinutes, Workspace,
    instead, titled,
};
use crate::acts::optional::{RequestPage, SeeRequest};
use crate::acts::perimeter::Perimeter;
use crate::{Failure, Office};
use exam::access::Actor;
use exam::candidate::Track;
use exam::forms::OwnForm;
use exam::french;
use exam::id::{CandidateId, SchoolId, SessionId};
use exam::sheet::State;
use exam::sitting::Request;
use papers::{BordereauLine, BordereauPaper, MinutesLine, MinutesPaper, Printed, RequestPaper};
use store::blobs::hash;

impl Office {
    /// Form 11-1, a request for the optional exam, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such candidate, or a fault.
    pub async fn print_request(&self, actor: &Actor, candidate: &CandidateId) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeRequest { candidate: candidate.clone() }).await?;
        let mut paper = request(&seen, self.printed(&seen.session).words);
        self.name_official(&seen.session.id, OwnForm::Request, &mut paper.referential).await?;
        press(move || papers::request(&paper)).await
    }

    /// The bordereau (E4-33) of a session, or of one of its schools that assesses continuously, as PDF. It holds
    /// proposed marks.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such session, or a fault.
    pub async fn print_bordereau(
        &self,
        actor: &Actor,
        session: &SessionId,
        school: Option<&SchoolId>,
    ) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeJury { session: session.clone() }).await?;
        let perimeter = school.map(|id| Perimeter::School(id.clone()));
        let paper = bordereau(&seen, perimeter.as_ref(), self.printed(&seen.session));
        press(move || papers::bordereau(&paper)).await
    }

    /// The minutes of the jury as PDF: what it decided. Once they are signed, what was signed.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such session, or a fault.
    pub async fn print_minutes(&self, actor: &Actor, session: &SessionId) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeMinutes { session: session.clone() }).await?;
        let paper = minutes(&seen, self.printed(&seen.session));
        press(move || papers::minutes(&paper)).await
    }
}

fn request(seen: &RequestPage, printed: String) -> RequestPaper {
    let (session, candidate) = (&seen.session, &seen.requested.candidate);
    let (kept, blank) = (seen.requested.kept.as_ref(), Request::default());
    let asked = kept.map_or(&blank, |kept| &kept.request).answers();
    let late = if kept.is_some_and(|kept| kept.late) { ", après la date limite" } else { "" };
    let sent = kept.and_then(|kept| kept.sent_at).map(|at| french::instant(at, &session.zone));
    let answered = kept.and_then(|kept| kept.answered.as_ref());
    RequestPaper {
        referential: seen.exam.referential.clone(),
        session: session.year,
        academy: session.academy.clone(),
        candidate: who(candidate),
        track: candidate.track,
        speciality: candidate.speciality,
        asked: asked.map(|(label, value)| (label.to_owned(), value.to_owned())).to_vec(),
        sent: sent.map(|at| format!("Envoyée par la personne candidate {at}{late}.")).unwrap_or_default(),
        answered: answered
            .map(|one| {
                format!(
                    "{} par {}, {}",
                    one.answer.label(),
                    one.by_name,
                    french::instant(one.at, &session.zone)
                )
            })
            .unwrap_or_default(),
        reason: answered.map(|one| one.reason.clone()).unwrap_or_default(),
        printed,
    }
}

/// Where a sheet stands, for those who transmit it.
fn stands(state: State, diverging: bool) -> &'static str {
    match (state, diverging) {
        (_, true) => "divergence à trancher",
        (State::Closed, _) => "complètes, closes",
        (State::OneVisa, _) => "un visa manque",
        (State::Open, _) => "sans visa",
    }
}

/// Where the papers of a candidate stand, in words.
pub(crate) fn state_of(line: &JuryLine) -> &'static str {
    if line.sheet.is_some() { stands(line.state, line.diverging) } else { instead(line) }
}

fn bordereau_line(line: &JuryLine) -> BordereauLine {
    let optional = line.optional.as_ref();
    let proposed = |one: &OptionalLine| one.calculation.as_ref().map(|one| one.after_penalties.to_string());
    BordereauLine {
        number: line.candidate.number.clone(),
        name: who(&line.candidate).full_name(),
        speciality: line.candidate.speciality.label().to_owned(),
        commission: line.commission.clone(),
        state: state_of(line).to_owned(),
        proposed: line.calculation.as_ref().map(|one| one.after_penalties.to_string()).unwrap_or_default(),
        optional: (
            optional.map(|one| stands(one.state, one.diverging).to_owned()).unwrap_or_default(),
            optional.and_then(proposed).unwrap_or_default(),
        ),
    }
}

/// The bordereau of a session, or of one bundle of it.
pub(crate) fn bordereau(seen: &Workspace, only: Option<&Perimeter>, printed: Printed) -> BordereauPaper {
    let alone = Perimeter::Session(seen.session.id.clone());
    let schools = seen.schools.iter().map(|one| {
        let title = format!("{}, {} ({})", Track::Continuous.label(), one.name, one.uai);
        (Perimeter::School(one.id.clone()), title)
    });
    let mut groups = vec![];
    for (perimeter, title) in [(alone, Track::OneOff.label().to_owned())].into_iter().chain(schools) {
        if only.is_some_and(|only| *only != perimeter) {
            continue;
        }
        let held = seen.lines.iter().filter(|line| perimeter.holds(&line.candidate));
        let lines: Vec<_> = held.map(bordereau_line).collect();
        if !lines.is_empty() || only.is_some() || matches!(perimeter, Perimeter::Session(_)) {
            groups.push((title, lines));
        }
    }
    BordereauPaper {
        session: titled(&seen.session),
        academy: seen.session.academy.clone(),
        groups,
        secrecy: seen.session.referential.wordings.secrecy_notice.clone(),
        printed,
    }
}

/// SHA-256 of what a bordereau says, in hexadecimal: its foot left out.
pub(crate) fn fingerprint(paper: &BordereauPaper) -> String {
    let mut said = format!("{}\n{}\n{}\n", paper.session, paper.academy, paper.secrecy);
    for (title, lines) in &paper.groups {
        said.push_str(title);
        for line in lines {
            let (state, mark) = &line.optional;
            let cells = [
                &line.number,
                &line.name,
                &line.speciality,
                &line.commission,
                &line.state,
                &line.proposed,
                state,
                mark,
            ];
            for cell in cells {
                said = format!("{said}\n{}:{cell}", cell.len());
            }
        }
    }
    hash(said.as_bytes())
}

fn minutes(seen: &Drawn, printed: Printed) -> MinutesPaper {
    let line = |line: &MinutesEntry| MinutesLine {
        number: line.number.clone(),
        name: line.name.clone(),
        decided: line.decided.clone(),
        optional: line.optional.clone(),
        remark: line.remarks.join("\n"),
    };
    let held = |one: &HeldSitting| papers::HeldSitting {
        told: one.told.clone(),
        present: one.present.join(" ; "),
        absent: one.absent.join(" ; "),
        reason: one.reason.clone(),
    };
    let at = |at| french::instant(at, &seen.session.zone);
    let signed = seen.signed.as_ref().map(|one| {
        format!("Signé par {}, {}. Empreinte (SHA-256) du contenu : {}", one.by_name, at(one.at), one.hash)
    });
    MinutesPaper {
        session: seen.content.session.clone(),
        academy: seen.content.academy.clone(),
        held: seen.content.held.iter().map(held).collect(),
        signed: signed.unwrap_or_default(),
        undecided: seen.undecided,
        lines: seen.content.lines.iter().map(line).collect(),
        printed,
    }
}
