//! What the board shows: half-days and centres with their commissions, people with their places, figures.

use super::words::{count, hour};
use exam::id::CandidateId;
use office::acts::timetable::{Board, Broken, Passage, Session};

/// A candidate of a card.
pub(super) struct Seat {
    pub id: String,
    pub at: String,
    pub name: String,
}

/// A commission of the board.
pub(super) struct Card {
    pub id: String,
    pub room: String,
    pub speciality: &'static str,
    pub members: [String; 2],
    pub seats: Vec<Seat>,
    pub locked: bool,
    /// What is called when a candidate is put there.
    pub name: String,
    /// Why it cannot be published as it is.
    pub wrong: Vec<String>,
}

impl Card {
    /// « Inès Arnaud et Marc Bastien ».
    pub fn members(&self) -> String {
        self.members.join(" et ")
    }
}

/// A half-day in a centre.
pub(super) struct Cell {
    pub centre: String,
    pub cards: Vec<Card>,
}

/// A half-day.
pub(super) struct Half {
    pub name: String,
    pub anchor: String,
    pub cells: Vec<Cell>,
    pub told: String,
    pub wrong: usize,
    /// Its commissions, and whether all of them are locked.
    pub sessions: Vec<String>,
    pub locked: bool,
}

/// Somebody of the view by person.
pub(super) struct Row {
    pub name: String,
    pub detail: String,
    pub places: Vec<String>,
}

/// A candidate's name and number.
pub(super) fn candidate(board: &Board, id: &CandidateId) -> String {
    let known = board.candidates.iter().find(|one| one.id == *id);
    known.map_or_else(|| "?".to_owned(), |one| format!("{} ({})", one.full_name(), one.number))
}

pub(super) fn card(board: &Board, session: &Session) -> Card {
    let seat = |one: &Passage| {
        let known = board.candidates.iter().find(|known| known.id == one.candidate);
        let name = known.map_or_else(|| "?".to_owned(), office::acts::dossiers::Candidate::full_name);
        Seat { id: one.candidate.to_string(), at: hour(one.at), name }
    };
    let members = [&session.lead, &session.second].map(|id| board.name(id).to_owned());
    let own = |one: &&Broken| one.session.as_ref() == Some(&session.id);
    Card {
        id: session.id.clone(),
        name: format!("{}, {}, {}", session.room, session.half.label(), members.join(" et ")),
        room: session.room.clone(),
        speciality: session.speciality.label(),
        members,
        seats: session.passages.iter().map(seat).collect(),
        locked: session.locked,
        wrong: board.broken.iter().filter(own).map(|one| exam::french::capital(&one.reason)).collect(),
    }
}

pub(super) fn halves(board: &Board) -> Vec<Half> {
    let sessions = &board.plan.draft.sessions;
    let mut all: Vec<_> = board.frame.halves.iter().copied().collect();
    all.extend(sessions.iter().map(|one| one.half));
    all.sort();
    all.dedup();
    let cell = |half, centre: &str, name: &str| Cell {
        centre: name.to_owned(),
        cards: sessions
            .iter()
            .filter(|one| one.half == half && one.centre == centre)
            .map(|one| card(board, one))
            .collect(),
    };
    let one = |half: exam::planning::HalfDay| {
        let own: Vec<_> = sessions.iter().filter(|one| one.half == half).collect();
        let passages: usize = own.iter().map(|one| one.passages.len()).sum();
        let mut centres: Vec<_> =
            board.frame.centres.iter().map(|one| (one.id.as_str(), one.name.as_str())).collect();
        for session in &own {
            if !centres.iter().any(|(id, _)| *id == session.centre) {
                centres.push((session.centre.as_str(), "Un centre qui n’est plus ouvert"));
            }
        }
        let cells: Vec<_> = centres.into_iter().map(|(id, name)| cell(half, id, name)).collect();
        Half {
            name: exam::french::capital(&half.label()),
            anchor: half.to_string(),
            told: match own.len() {
                0 => "aucune commission".to_owned(),
                some => format!(
                    "{}, {}",
                    count(some, "commission", "commissions"),
                    count(passages, "passage", "passages")
                ),
            },
            wrong: cells.iter().flat_map(|cell| &cell.cards).filter(|card| !card.wrong.is_empty()).count(),
            locked: !own.is_empty() && own.iter().all(|one| one.locked),
            sessions: own.into_iter().map(|one| one.id.clone()).collect(),
            cells,
        }
    };
    all.into_iter().map(one).collect()
}

/// Where and when, in words.
pub(super) fn place_of(board: &Board, session: &Session) -> String {
    let centre = board.frame.centre(&session.centre).map_or("?", |one| &one.name);
    format!("{}, {centre}, {}", session.half.label(), session.room)
}

pub(super) fn people(board: &Board) -> (Vec<Row>, Vec<Row>) {
    let sessions = &board.plan.draft.sessions;
    let examiners = board.examiners.iter().map(|one| {
        let own: Vec<_> = sessions.iter().filter(|it| it.lead == one.id || it.second == one.id).collect();
        let detail = match board.accepted.get(&one.id) {
            None => "n’a pas répondu".to_owned(),
            Some(most) => {
                format!("{} sur {most} acceptées", count(own.len(), "demi-journée", "demi-journées"))
            }
        };
        let places = own.iter().map(|session| place_of(board, session)).collect();
        Row { name: one.name.clone(), detail, places }
    });
    let candidates = board.candidates.iter().map(|one| {
        let session = board.plan.draft.session_of(&one.id);
        let at = session.and_then(|session| session.passages.iter().find(|it| it.candidate == one.id));
        let told = session.zip(at).map(|(session, at)| {
            format!("{}, {}, {}", place_of(board, session), hour(at.at), card(board, session).members())
        });
        Row { name: one.full_name(), detail: one.number.clone(), places: told.into_iter().collect() }
    });
    (examiners.collect(), candidates.collect())
}

pub(super) fn facts(board: &Board) -> Vec<(&'static str, String)> {
    let draft = &board.plan.draft;
    let seated: usize = draft.sessions.iter().map(|one| one.passages.len()).sum();
    let drawn = match draft.blocks.len() {
        0 => "aucun : les commissions ne pourront pas être comparées par le tirage".to_owned(),
        blocks => format!("{}, graine {}", count(blocks, "bloc", "blocs"), draft.how.seed),
    };
    vec![
        ("Commissions", draft.sessions.len().to_string()),
        ("Passages", seated.to_string()),
        ("Sans personne professionnelle", board.without_professional.to_string()),
        ("Paires de membres", board.design.pairs.to_string()),
        ("Groupes que rien ne relie", board.design.groups.to_string()),
        ("Tirage au sort", drawn),
        ("Graine", draft.how.seed.to_string()),
        ("Modifié à la main", if draft.touched { "oui".to_owned() } else { "non".to_owned() }),
    ]
}
