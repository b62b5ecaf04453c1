//! The optional exam: a candidate who asked for it, and the sheet after the oral.

use crate::{ExamDay, World};
use exam::sitting::{Answer, Request};
use jiff::{SignedDuration, Timestamp};
use office::acts::optional::{AnswerRequest, OpenOptional, WriteRequest};
use office::acts::oral::{KeepTime, Moment};
use store::tables::candidates;

/// A whole request.
pub fn request() -> Request {
    let text = |text: &str| text.to_owned();
    Request {
        place: text("Association Vélocité, Villefictive"),
        duty: text("Trésorière, responsable des comptes"),
        period: text("Depuis septembre 2024, trois heures par semaine"),
        activities: text("Tenue des comptes, site des adhésions"),
        skills: text("Rendre compte, tenir un calendrier"),
    }
}

impl World {
    /// The candidate of the day is registered for the optional exam.
    pub async fn registered(&self, day: &ExamDay) {
        let mut tx = self.db.write().await.unwrap();
        let mut known = candidates::find(&mut tx, &day.candidate).await.unwrap().unwrap();
        known.optional_exam = true;
        candidates::upsert(&mut tx, &known).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The candidate of the day is registered, asked, and the authority accepted.
    pub async fn accepted(&self, day: &ExamDay) {
        self.registered(day).await;
        let candidate = day.candidate.clone();
        let send = WriteRequest { candidate: candidate.clone(), seen: 0, request: request(), send: true };
        self.office.perform(&day.alix, send).await.unwrap();
        let authority = self.office.actor("claude.rectorat").await.unwrap().unwrap();
        let (answer, reason) = (Answer::Accepted, String::new());
        self.office.perform(&authority, AnswerRequest { candidate, seen: 1, answer, reason }).await.unwrap();
    }

    /// Both parts of the oral are heard, from half past nine on.
    pub async fn heard(&self, day: &ExamDay) {
        let mut at: Timestamp = "2026-05-18T07:30:00Z".parse().unwrap();
        for (part, minutes) in [("presentation", 10), ("interview", 30)] {
            for moment in [Moment::Start, Moment::End] {
                self.outside.set(at);
                let act = KeepTime {
                    sheet: day.sheet.clone(),
                    part: part.to_owned(),
                    moment,
                    ago: SignedDuration::ZERO,
                };
                self.office.perform(&day.arnaud, act).await.unwrap();
                if moment == Moment::Start {
                    at += SignedDuration::from_mins(minutes);
                }
            }
        }
    }

    /// The whole way to the sheet of the optional exam: accepted, heard, opened. The same day, with that sheet.
    pub async fn optional_day(&self, day: &ExamDay) -> ExamDay {
        self.accepted(day).await;
        self.heard(day).await;
        let sheet = self
            .office
            .perform(&day.arnaud, OpenOptional { candidate: day.candidate.clone() })
            .await
            .unwrap();
        ExamDay {
            session: day.session.clone(),
            arnaud: day.arnaud.clone(),
            bastien: day.bastien.clone(),
            alix: day.alix.clone(),
            candidate: day.candidate.clone(),
            sheet,
        }
    }
}
