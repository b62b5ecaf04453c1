//! Which room each session takes. Pure.

use exam::planning::{Frame, Session};
use std::collections::BTreeSet;

/// Gives each session a room of its centre: the one it has if it is still free, then the one where its lead sits that
/// day, then the first free one. A session for which none is left has an empty name; the count of rooms tells it.
pub(super) fn assign(frame: &Frame, sessions: &mut [Session]) {
    let mut taken: BTreeSet<(exam::planning::HalfDay, String, String)> = BTreeSet::new();
    let exists = |session: &Session| {
        frame.centre(&session.centre).is_some_and(|centre| centre.rooms.contains(&session.room))
    };
    for session in sessions.iter_mut() {
        let key = (session.half, session.centre.clone(), session.room.clone());
        if !exists(session) || !taken.insert(key) {
            session.room.clear();
        }
    }
    for index in 0..sessions.len() {
        if !sessions[index].room.is_empty() {
            continue;
        }
        let session = &sessions[index];
        let rooms = frame.centre(&session.centre).map(|centre| centre.rooms.clone()).unwrap_or_default();
        let same_day = sessions.iter().find(|one| {
            one.half.day == session.half.day && one.centre == session.centre && one.lead == session.lead
        });
        let usual = same_day.map(|one| one.room.clone()).filter(|room| !room.is_empty());
        let place = (session.half, session.centre.clone());
        let free = |room: &String| !taken.contains(&(place.0, place.1.clone(), room.clone()));
        let room = usual.into_iter().chain(rooms).find(free).unwrap_or_default();
        if !room.is_empty() {
            taken.insert((place.0, place.1, room.clone()));
        }
        sessions[index].room = room;
    }
}
