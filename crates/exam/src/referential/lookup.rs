//! Finding things in a referential, and fitting it to one session.

use crate::grid::Level;

use super::types::{
    Annexes, Competence, Ground, LevelWording, Line, Penalty, Piece, Referential, SessionRange,
};

impl SessionRange {
    /// Whether the session of this year is in the range.
    pub fn contains(self, session: i16) -> bool {
        session >= self.from && self.to.is_none_or(|to| session <= to)
    }
}

impl Referential {
    /// The annex labels of one session: those of its circular where it numbers them in its own way.
    pub fn annexes_of(&self, session: i16) -> &Annexes {
        self.annex_changes
            .iter()
            .find(|change| change.sessions.contains(session))
            .map_or(&self.annexes, |change| &change.annexes)
    }

    /// This referential as one session prints it: its annex labels, in the sentences too.
    ///
    /// To be kept with the session, so that a sheet printed again later comes out the same.
    #[must_use]
    pub fn for_session(&self, session: i16) -> Self {
        let mut own = self.clone();
        own.annexes = self.annexes_of(session).clone();
        own.annex_changes = Vec::new();
        let renumber = |text: &str| renumbered(text, &self.annexes, &own.annexes);
        for piece in &mut own.pieces {
            piece.wording = renumber(&piece.wording);
        }
        own.wordings.penalties_notice = renumber(&own.wordings.penalties_notice);
        own
    }

    /// The kind of piece with this code.
    pub fn piece(&self, code: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.code == code)
    }

    /// The line of the grid with this code.
    pub fn line(&self, code: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.code == code)
    }

    /// The competence with this code.
    pub fn competence(&self, code: &str) -> Option<&Competence> {
        self.competences.iter().find(|competence| competence.code == code)
    }

    /// The penalty with this code.
    pub fn penalty(&self, code: &str) -> Option<&Penalty> {
        self.penalties.iter().find(|penalty| penalty.code == code)
    }

    /// The ground of non-conformity with this code.
    pub fn ground(&self, code: &str) -> Option<&Ground> {
        self.grounds.iter().find(|ground| ground.code == code)
    }

    /// The wording of a level.
    pub fn level(&self, level: Level) -> Option<&LevelWording> {
        self.levels.iter().find(|wording| wording.level == level)
    }

    /// Length of the whole oral, in minutes.
    pub fn minutes(&self) -> u16 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.minutes))
    }
}

/// The text with the label after each word « annexe » renumbered.
fn renumbered(text: &str, from: &Annexes, to: &Annexes) -> String {
    let labels = [
        (&from.appraisal, &to.appraisal),
        (&from.certificate, &to.certificate),
        (&from.ef4_request, &to.ef4_request),
    ];
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for index in 1..words.len() {
        if !words[index - 1].ends_with("annexe") {
            continue;
        }
        let label = words[index].trim_end_matches(['.', ',', ')']);
        if let Some((_, new)) = labels.iter().find(|(old, _)| *old == label) {
            words[index] = words[index].replacen(label, new, 1);
        }
    }
    words.join(" ")
}
