//! The sheet as its templates show it.

use super::words::{self, Counted};
use exam::french;
use exam::sheet::{Field, Sheet, State};
use exam::{dossier::PieceKind, grid::Level};
use jiff::tz::TimeZone;
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
    pub secrecy: String,
    /// The mark that the jury decided, and its remark; empty before.
    pub decided: String,
    pub remark: String,
    pub member: bool,
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
        Self {
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
    format!(
        "{}, {}, salle {}. Option {}, {}. Commission {} : {}.",
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
            format!("Au dossier : {what}, reçu {}{late}.", french::instant(piece.at, &page.session.zone))
        }
        (PieceKind::Portfolio, None) => "Aucun portfolio n’a été déposé.".to_owned(),
        (_, None) => "Aucun tableau de synthèse n’a été déposé.".to_owned(),
    }
}
