//! The journal's chains.

use jiff::Timestamp;
use store::journal::{Entry, append, of, verify};
use world::{World, story};

fn entry(subject: &str, after: &str) -> Entry {
    Entry {
        subject_kind: "sheet",
        subject_id: subject.to_owned(),
        act: "write_sheet",
        actor_id: "arnaud".to_owned(),
        actor_name: "Inès Arnaud".to_owned(),
        at: Timestamp::from_second(1_780_000_000).unwrap(),
        before: String::new(),
        after: after.to_owned(),
    }
}

/// Two chains, of three lines and of two.
async fn two_chains(world: &World) {
    let mut tx = world.db.write().await.unwrap();
    for (nth, (subject, after)) in
        [("a", "1"), ("a", "2"), ("b", "1"), ("a", "3"), ("b", "2")].into_iter().enumerate()
    {
        append(&mut tx, format!("line {nth}"), &entry(subject, after)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn broken(world: &World) -> Vec<String> {
    let mut tx = world.db.read().await.unwrap();
    verify(&mut tx).await.unwrap().broken
}

async fn tamper(world: &World, sql: &'static str) -> Vec<String> {
    let mut tx = world.db.write().await.unwrap();
    assert_eq!(tx.run(sql, &[]).await.unwrap(), 1);
    tx.commit().await.unwrap();
    broken(world).await
}

story!(chains_follow_from_line_to_line, |world| {
    two_chains(&world).await;
    assert!(broken(&world).await.is_empty());
    let mut tx = world.db.read().await.unwrap();
    let lines = of(&mut tx, "sheet", "a").await.unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.position, line.after.as_str())).collect();
    assert_eq!(told, [(1, "1"), (2, "2"), (3, "3")]);
    assert_eq!(verify(&mut tx).await.unwrap().lines, 5);
});

story!(a_line_that_was_changed_is_found, |world| {
    two_chains(&world).await;
    let sql = "UPDATE journal SET after_text = '20' WHERE id = 'line 1'";
    assert_eq!(tamper(&world, sql).await, ["sheet a n° 2"]);
});

story!(a_name_or_an_instant_that_was_changed_is_found, |world| {
    two_chains(&world).await;
    let sql = "UPDATE journal SET actor_name = 'Marc Bastien' WHERE id = 'line 4'";
    assert_eq!(tamper(&world, sql).await, ["sheet b n° 2"]);
    let sql = "UPDATE journal SET at = '2026-06-03T08:42:07.001Z' WHERE id = 'line 0'";
    assert_eq!(tamper(&world, sql).await, ["sheet a n° 1", "sheet b n° 2"]);
});

story!(a_line_that_was_taken_out_is_found, |world| {
    two_chains(&world).await;
    assert_eq!(tamper(&world, "DELETE FROM journal WHERE id = 'line 1'").await, ["sheet a n° 3"]);
    assert_eq!(
        tamper(&world, "DELETE FROM journal WHERE id = 'line 2'").await,
        ["sheet a n° 3", "sheet b n° 2"]
    );
});

story!(a_line_moved_to_another_chain_is_found, |world| {
    two_chains(&world).await;
    let sql = "UPDATE journal SET subject_id = 'c', position = 1 WHERE id = 'line 2'";
    assert_eq!(tamper(&world, sql).await, ["sheet b n° 2", "sheet c n° 1"]);
});
