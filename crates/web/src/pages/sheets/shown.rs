//! The sheet as its templates show it.

use super::recommended::{Recommended, recommended};
use super::timer::{PartClock, arrangement, clocks};
use super::words::{self, Counted};
use crate::pages::dossiers::shown::{Kind, kinds_of};
use crate::pages::dossiers::{Seen, seen_table};
use crate::pages::portfolio::reach::seen;
use exam::candidate::Track;
use exam::french;
use exam::retention::note_kept_until;
use exam::sheet::{Field, Sheet, State};
use exam::sitting::{Identity, WhichExam, late_by};
use exam::{dossier::PieceKind, grid::Level};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use office::acts::oral::Arrival;
use office::acts::sheets::SheetPage;

/// One control of the form: its name, its value, its revision, when it was received.
#[derive(Debug, Clone)]
pub(crate) struct Control {
    pub name: String,
    pub value: String,
    pub revision: i64,
    pub received: String,
}

/// A line of the grid.
#[derive(Debug, Clone)]
pub(crate) struct GridLine {
    pub number: usize,
    pub title: String,
    pub skills: Vec<String>,
    pub indicators: Vec<String>,
    pub control: Control,
    /// The name of the level chosen; empty for none.
    pub chosen: String,
    /// The commission's own note on the line.
    pub note: Control,
}

/// A part of the oral, with its observations.
#[derive(Debug, Clone)]
pub(crate) struct PartText {
    pub title: String,
    pub control: Control,
}

/// A penalty beside its evidence.
#[derive(Debug, Clone)]
pub(crate) struct PenaltyLine {
    pub wording: String,
    pub evidence: String,
    pub retained: Control,
    pub reason: Control,
}

/// A level and its descriptors.
#[derive(Debug, Clone)]
pub(crate) struct LevelHelp {
    pub label: String,
    pub descriptors: Vec<String>,
}

/// Everything of a sheet, in words.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub id: String,
    pub candidate: String,
    pub candidate_id: String,
    pub lead: String,
    pub state: State,
    pub lines: Vec<GridLine>,
    pub levels: Vec<(&'static str, String)>,
    pub help: Vec<LevelHelp>,
    pub parts: Vec<PartText>,
    pub coverage: Control,
    pub environment: Control,
    pub gaps: Vec<String>,
    pub appraisal: Control,
    pub mark: Control,
    pub penalties: Vec<PenaltyLine>,
    pub calculation: Vec<Counted>,
    pub missing: Vec<String>,
    pub visas: Vec<String>,
    pub hash: String,
    pub scale: u16,
    pub commission: String,
    /// The names of those whose visa a change cancelled.
    pub cancelled: String,
    pub vigilance: String,
    /// What harmonisation recommended, once the sheet is closed.
    pub recommended: Vec<Recommended>,
    pub secrecy: String,
    /// The mark that the jury decided, and its remark; empty before.
    pub decided: String,
    pub remark: String,
    pub member: bool,
    /// The reader's account: whose device may keep what is typed.
    pub me: String,
    pub clocks: Vec<PartClock>,
    pub arrangement: String,
    pub presence: Presence,
    /// The scanned pages of the paper grid that the sheet was typed from.
    pub scans: Vec<Scanned>,
    /// The own note of preparation, and until when it is kept.
    pub note: Control,
    pub note_until: String,
    /// The dossier, to be read beside the grid.
    pub pieces: Vec<Kind>,
    /// When the dossier was frozen; empty where it was not.
    pub frozen: String,
    pub table: Option<Seen>,
    pub divergence: Option<Disagreement>,
    /// Who decides what an absence comes to, by the track (E4-29).
    pub who_decides: &'static str,
    /// The request that the optional exam is about: label, value. Empty at the oral.
    pub request: Vec<(&'static str, String)>,
    /// The official grid's name; empty where the form is the software's own.
    pub official: String,
    /// The word of the exam that a form sends back.
    pub exam: &'static str,
}

/// The candidate's arrival.
#[derive(Debug, Clone)]
pub(crate) struct Presence {
    /// « Là depuis 9 h 25 (passeport, vu par Inès Arnaud) »; empty while nobody noted it.
    pub told: String,
    /// « Arrivée 12 min après l’heure »; empty where on time.
    pub late: String,
    /// The proofs to choose from.
    pub identities: Vec<(&'static str, &'static str)>,
}

/// A scanned page.
#[derive(Debug, Clone)]
pub(crate) struct Scanned {
    pub id: String,
    pub name: String,
    pub told: String,
}

fn scans(page: &SheetPage) -> Vec<Scanned> {
    let zone = &page.session.zone;
    let scanned = page.content.scans.iter().map(|one| Scanned {
        id: one.id.to_string(),
        name: one.file_name.clone(),
        told: format!("jointe par {} {}", one.by_name, french::instant(one.at, zone)),
    });
    scanned.collect()
}

/// A divergence between the two members.
#[derive(Debug, Clone)]
pub(crate) struct Disagreement {
    pub reason: String,
    pub told: String,
    /// What the president settled, and when; empty before.
    pub settlement: String,
    pub settled: String,
}

/// The arrival in words.
pub(crate) fn presence(arrival: Option<&Arrival>, starts_at: Timestamp, zone: &TimeZone) -> Presence {
    let told = arrival.map(|one| {
        let at = french::hour_of(one.at, zone);
        let device = if one.received.is_some() { " selon l’appareil" } else { "" };
        format!("Là depuis {at}{device} ({}, vu par {})", one.identity.label().to_lowercase(), one.by_name)
    });
    let late = arrival.and_then(|one| late_by(starts_at, one.at));
    Presence {
        told: told.unwrap_or_default(),
        late: late.map(|late| format!("{} min après l’heure prévue", late.as_mins())).unwrap_or_default(),
        identities: Identity::ALL.map(|one| (one.code(), one.label())).to_vec(),
    }
}

fn disagreement(page: &SheetPage) -> Option<Disagreement> {
    let zone = &page.session.zone;
    let one = page.content.divergence.as_ref()?;
    if one.settlement.is_none() && page.content.open_divergence().is_none() {
        return None;
    }
    let settled = one.settlement.as_ref();
    Some(Disagreement {
        reason: one.reason.clone(),
        told: format!("consignée par {} {}", one.by_name, french::instant(one.at, zone)),
        settlement: settled.map(|one| one.text.clone()).unwrap_or_default(),
        settled: settled
            .map(|one| format!("{}, {}", one.by_name, french::instant(one.at, zone)))
            .unwrap_or_default(),
    })
}

fn request(page: &SheetPage) -> Vec<(&'static str, String)> {
    let answers = page.request.iter().flat_map(|kept| kept.request.answers());
    answers.map(|(label, value)| (label, value.to_owned())).collect()
}

fn frozen(page: &SheetPage) -> String {
    let at = page.watch.snapshot.as_ref().map(|snapshot| french::instant(snapshot.at, &page.session.zone));
    at.map(|at| format!("Dossier figé {at}.")).unwrap_or_default()
}

fn note(page: &SheetPage) -> Control {
    Control {
        name: "note".to_owned(),
        value: page.note.text.clone(),
        revision: page.note.revision,
        received: page.note.at.map(|at| french::second_of(at, &page.session.zone)).unwrap_or_default(),
    }
}

/// A control over a field.
pub(crate) fn control(field: &Field, content: &Sheet, zone: &TimeZone) -> Control {
    let entry = content.fields.get(field);
    Control {
        name: field.to_string(),
        value: content.value(field).to_owned(),
        revision: content.revision(field),
        received: entry.map(|entry| french::second_of(entry.at, zone)).unwrap_or_default(),
    }
}

impl Read {
    /// The page's words from what the office shows.
    pub fn of(page: &SheetPage) -> Self {
        let (session, content) = (&page.session, &page.content);
        let (referential, zone) = (&session.referential, &session.zone);
        let control = |field: Field| control(&field, content, zone);
        let levels = referential.levels.iter().map(|one| (one.level.code(), one.label.clone()));
        let help = referential
            .levels
            .iter()
            .map(|one| LevelHelp { label: one.label.clone(), descriptors: one.descriptors.clone() });
        let parts = referential.parts.iter().map(|part| PartText {
            title: part.wording.clone(),
            control: control(Field::Observations(part.code.clone())),
        });
        let calculation = page.calculation.as_ref();
        let visas =
            content.standing_visas().map(|visa| format!("{}, {}", visa.name, french::instant(visa.at, zone)));
        let gaps = page.table.iter().flat_map(|table| table.coverage.gaps());
        let pieces: Vec<_> = page.pieces.iter().collect();
        Self {
            clocks: clocks(&page.oral, page.now, (referential, zone)),
            arrangement: arrangement(page.oral.extra),
            presence: presence(page.arrival.as_ref(), page.seated.sitting.starts_at, zone),
            scans: scans(page),
            note: note(page),
            note_until: french::date(note_kept_until(session.dates.orals_to)),
            pieces: kinds_of(&pieces, session, &page.watch),
            frozen: frozen(page),
            table: page.table.as_ref().map(|table| seen_table(table, page.seated.candidate.speciality)),
            divergence: disagreement(page),
            who_decides: match page.seated.candidate.track {
                Track::OneOff => "L’autorité académique",
                Track::Continuous => "La cheffe ou le chef d’établissement",
            },
            request: request(page),
            recommended: recommended(page),
            exam: page.which.code(),
            official: page.official.clone().unwrap_or_default(),
            id: page.seated.sitting.sheet.to_string(),
            candidate: page.seated.candidate.full_name(),
            candidate_id: page.seated.candidate.id.to_string(),
            lead: lead(page),
            state: content.state(),
            lines: lines(page),
            levels: levels.collect(),
            help: help.collect(),
            parts: parts.collect(),
            coverage: control(Field::CoverageGap),
            environment: control(Field::EnvironmentGap),
            gaps: gaps.map(|gap| gap.label.clone()).collect(),
            appraisal: control(Field::Appraisal),
            mark: control(Field::Mark),
            penalties: penalties(page),
            calculation: calculation.map(|one| words::calculation(one, referential)).unwrap_or_default(),
            missing: words::missing(&page.missing, referential),
            visas: visas.collect(),
            hash: content.content_hash(),
            scale: referential.scale,
            vigilance: referential.wordings.vigilance.clone(),
            commission: page.commission.id.to_string(),
            cancelled: content.cancelled_visas().join(" et "),
            secrecy: referential.wordings.secrecy_notice.clone(),
            decided: page.decision.as_ref().map(|one| one.mark.to_string()).unwrap_or_default(),
            remark: page.decision.as_ref().map(|one| one.remark.clone()).unwrap_or_default(),
            member: page.member,
            me: page.me.to_string(),
        }
    }

    /// Whether this is the sheet of the optional exam (E4-37).
    pub fn optional(&self) -> bool {
        self.exam == WhichExam::Optional.code()
    }

    /// What to know of the mark before it is typed.
    pub fn mark_hint(&self) -> &'static str {
        if self.penalties.is_empty() {
            "Les niveaux ne la calculent pas : c’est vous qui la proposez."
        } else {
            "Avant les pénalités. Les niveaux ne la calculent pas : c’est vous qui la proposez."
        }
    }

    /// Whether both visas stand.
    pub fn closed(&self) -> bool {
        self.state == State::Closed
    }
}

/// « Commission 12, salle B 204, 9 h 30, SLAM, Épreuve ponctuelle ».
fn lead(page: &SheetPage) -> String {
    let (commission, zone) = (&page.commission, &page.session.zone);
    let exam = match page.which {
        WhichExam::Oral => String::new(),
        WhichExam::Optional => {
            let referential = &page.session.referential;
            format!("Épreuve facultative {}, {}. ", referential.exam, referential.exam_title.to_lowercase())
        }
    };
    format!(
        "{exam}{}, {}, salle {}. Option {}, {}. Commission {} : {}.",
        french::capital(&french::day(commission.held_on)),
        french::hour_of(page.seated.sitting.starts_at, zone),
        commission.room,
        commission.speciality.label(),
        commission.track.label().to_lowercase(),
        commission.number,
        page.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>().join(" et ")
    )
}

fn lines(page: &SheetPage) -> Vec<GridLine> {
    let (referential, zone) = (&page.session.referential, &page.session.zone);
    let profile = page.content.profile();
    let label = |level: Level| referential.level(level).map(|one| one.label.clone());
    let lines = referential.lines.iter().enumerate().map(|(index, line)| GridLine {
        number: index + 1,
        title: line.label.clone(),
        skills: line.skills.clone(),
        indicators: line.indicators.clone(),
        control: control(&Field::Level(line.code.clone()), &page.content, zone),
        chosen: profile.level(&line.code).and_then(label).unwrap_or_default(),
        note: control(&Field::LineNote(line.code.clone()), &page.content, zone),
    });
    lines.collect()
}

fn penalties(page: &SheetPage) -> Vec<PenaltyLine> {
    let zone = &page.session.zone;
    let control = |field: Field| control(&field, &page.content, zone);
    let penalties = page.session.referential.penalties.iter().map(|penalty| PenaltyLine {
        wording: penalty.wording.clone(),
        evidence: evidence(page, &penalty.code),
        retained: control(Field::Penalty(penalty.code.clone())),
        reason: control(Field::PenaltyReason(penalty.code.clone())),
    });
    penalties.collect()
}

/// What the dossier shows beside a penalty; the commission alone decides (E4-14).
fn evidence(page: &SheetPage, code: &str) -> String {
    let kind = match code {
        "no_table" => PieceKind::Table,
        "portfolio_unreachable" => PieceKind::Portfolio,
        _ => return String::new(),
    };
    let piece = page.pieces.iter().find(|piece| piece.kind == kind);
    match (kind, piece) {
        (_, Some(piece)) => {
            let what = piece.address.as_deref().or(piece.file_name.as_deref()).unwrap_or_default();
            let late = if piece.late { ", en retard" } else { "" };
            let look = page.watch.last(&piece.id).map(|probe| seen(probe, &page.session));
            let look = look.map(|look| format!(" {} ({}).", look.word, look.at)).unwrap_or_default();
            format!(
                "Au dossier : {what}, reçu {}{late}.{look}",
                french::instant(piece.at, &page.session.zone)
            )
        }
        (PieceKind::Portfolio, None) => "Aucun portfolio n’a été déposé.".to_owned(),
        (_, None) => "Aucun tableau de synthèse n’a été déposé.".to_owned(),
    }
}
