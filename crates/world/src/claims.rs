//! Results that are published, and an appraisal that its candidate may ask for.

use crate::{ExamDay, World};
use exam::access::Actor;
use exam::sheet::{Change, Field};
use office::acts::claims::ClaimAppraisal;
use office::acts::jury::{DecideMark, PublishResults};
use office::acts::sheets::WriteFields;

impl World {
    /// The whole way to the publication, with this appraisal on the sheet. Says who presides.
    pub async fn published(
        &self,
        day: &ExamDay,
        appraisal: &str,
        (proposed, decided): (&str, &str),
    ) -> Actor {
        self.fill(day, proposed).await;
        let changes = vec![Change { field: Field::Appraisal, seen: 1, value: appraisal.to_owned() }];
        self.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
        self.sign(day, &day.arnaud).await;
        self.sign(day, &day.bastien).await;
        let president = self.president(&day.session).await;
        let (mark, remark) = (decided.to_owned(), "Examen du dossier.".to_owned());
        let decide = DecideMark { candidate: day.candidate.clone(), mark, remark };
        self.office.perform(&president, decide).await.unwrap();
        self.signed(&president, &day.session).await;
        let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
        self.office.perform(&president, publish).await.unwrap();
        president
    }

    /// As [`World::published`], and the candidate asks to read the appraisal.
    pub async fn claimed(&self, day: &ExamDay, appraisal: &str, marks: (&str, &str)) {
        self.published(day, appraisal, marks).await;
        let ask = ClaimAppraisal { candidate: day.candidate.clone() };
        self.office.perform(&day.alix, ask).await.unwrap();
    }
}
