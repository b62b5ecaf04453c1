//! A convocation for a calendar: an iCalendar file (RFC 5545).

use icalendar::{Calendar, Component, Event, EventLike};
use jiff::Timestamp;

/// One appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its identifier, the same for every convocation to the same thing: a calendar puts the new one in its place.
    pub uid: String,
    /// Grows with each convocation.
    pub sequence: i64,
    /// When the convocation was sent.
    pub sent_at: Timestamp,
    /// When the person is to be there.
    pub starts_at: Timestamp,
    /// When it ends, as planned.
    pub ends_at: Timestamp,
    /// Its title.
    pub title: String,
    /// Where.
    pub place: String,
    /// What else to know.
    pub text: String,
}

/// An instant as iCalendar writes it, in UTC: `20260518T070000Z`.
fn instant(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The appointments as one file. The same value gives the same bytes.
pub fn calendar(appointments: &[Appointment]) -> Vec<u8> {
    let mut calendar = Calendar::new();
    for one in appointments {
        let mut event = Event::new();
        event
            .uid(&one.uid)
            .sequence(u32::try_from(one.sequence).unwrap_or(0))
            .summary(&one.title)
            .location(&one.place)
            .description(&one.text)
            .add_property("DTSTAMP", instant(one.sent_at))
            .add_property("DTSTART", instant(one.starts_at))
            .add_property("DTEND", instant(one.ends_at));
        calendar.push(event.done());
    }
    calendar.to_string().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_has_its_hours_in_utc_and_its_text_escaped() {
        let one = Appointment {
            uid: "a@florilege".into(),
            sequence: 2,
            sent_at: "2026-04-02T08:00:00Z".parse().unwrap(),
            starts_at: "2026-05-18T07:00:00Z".parse().unwrap(),
            ends_at: "2026-05-18T07:40:00Z".parse().unwrap(),
            title: "Oral de l’épreuve E5".into(),
            place: "salle B 204, lycée Jean Zay ; bâtiment B".into(),
            text: "Apportez :\nune pièce d’identité".into(),
        };
        let bytes = calendar(std::slice::from_ref(&one));
        assert_eq!(bytes, calendar(&[one]), "the same value gives the same bytes");
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "UID:a@florilege",
            "SEQUENCE:2",
            "DTSTAMP:20260402T080000Z",
            "DTSTART:20260518T070000Z",
            "DTEND:20260518T074000Z",
            "LOCATION:salle B 204\\, lycée Jean Zay \\; bâtiment B",
            "DESCRIPTION:Apportez :\\nune pièce d’identité",
        ] {
            assert!(unfolded.lines().any(|one| one == line), "« {line} » is not in: {unfolded}");
        }
        assert!(text.lines().all(|line| line.len() <= 75), "lines are folded");
    }
}
