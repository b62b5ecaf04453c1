//! The statistics of a session: after the publication, and as they were after a purge.

use super::{one_off, purged};
use exam::Refusal;
use office::acts::jury::PublishResults;
use office::acts::statistics::SeeStatistics;
use world::{refused, story};

story!(the_numbers_come_with_the_publication_and_outlive_the_purge, |world| {
    let day = world.exam_day().await;
    let president = world.decided(&day, "13", "14").await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let view = SeeStatistics { session: day.session.clone() };
    let early = world.office.consult(&authority, view.clone()).await;
    assert_eq!(refused(early), Refusal::NoStatisticsYet);
    world.signed(&president, &day.session).await;
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let (_, before) = world.office.consult(&authority, view.clone()).await.unwrap();
    assert_eq!(before.candidates, None, "one candidate is nobody's business");
    assert!(before.levels.rows.iter().flat_map(|row| &row.cells).all(Option::is_none));
    assert!(before.median.is_empty());
    let workbook = world.office.export_statistics(&authority, &day.session).await.unwrap();
    assert!(workbook.starts_with(b"PK"));
    purged(&world, &one_off(&day.session), 1).await;
    let (_, after) = world.office.consult(&authority, view).await.unwrap();
    assert_eq!(after, before);
});
