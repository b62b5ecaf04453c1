//! Side effects: taken once, settled, tried again, given up.

use jiff::{SignedDuration, Timestamp};
use store::outbox::{MAX_ATTEMPTS, Waiting, counts, put, settle, take};
use world::{World, story};

fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000).unwrap() + SignedDuration::from_mins(minutes)
}

async fn two_mails(world: &World) {
    let mut tx = world.db.write().await.unwrap();
    for id in ["one", "two"] {
        put(&mut tx, id.to_owned(), "mail", "{}".to_owned(), at(0)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn taken(world: &World, minutes: i64, limit: i64) -> Vec<Waiting> {
    let mut tx = world.db.write().await.unwrap();
    let taken = take(&mut tx, "mail", at(minutes), limit).await.unwrap();
    tx.commit().await.unwrap();
    taken
}

async fn settled(world: &World, id: &str, outcome: Result<(), String>) {
    let mut tx = world.db.write().await.unwrap();
    settle(&mut tx, id, outcome, at(1)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn counted(world: &World) -> (i64, i64) {
    let mut tx = world.db.read().await.unwrap();
    counts(&mut tx).await.unwrap()
}

story!(what_is_taken_is_not_taken_by_another_node, |world| {
    two_mails(&world).await;
    assert!(taken(&world, -1, 10).await.is_empty(), "not due yet");
    let first = taken(&world, 0, 1).await;
    let second = taken(&world, 0, 10).await;
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first[0].id, second[0].id);
    assert!(taken(&world, 0, 10).await.is_empty());
    settled(&world, &first[0].id, Ok(())).await;
    assert_eq!(counted(&world).await, (1, 0));
    let again = taken(&world, 1, 10).await;
    assert_eq!(again, [Waiting { attempts: 1, ..second[0].clone() }], "what nobody settled comes again");
});

story!(two_nodes_at_once_take_each_effect_once, |world| {
    two_mails(&world).await;
    let (one, other) = tokio::join!(taken(&world, 0, 10), taken(&world, 0, 10));
    assert_eq!(one.len() + other.len(), 2);
});

story!(a_failure_waits_longer_each_time_and_is_given_up_at_last, |world| {
    two_mails(&world).await;
    settled(&world, "two", Ok(())).await;
    let mut minutes = 0;
    for attempt in 0..MAX_ATTEMPTS {
        let again = taken(&world, minutes, 10).await;
        assert_eq!(again.len(), 1, "attempt {attempt}");
        assert_eq!((again[0].id.as_str(), again[0].attempts), ("one", attempt));
        settled(&world, "one", Err("the server does not answer".to_owned())).await;
        let wait = 1_i64 << attempt;
        assert!(taken(&world, minutes + wait - 1, 10).await.is_empty(), "it waits {wait} minutes");
        minutes += wait;
    }
    assert!(taken(&world, minutes + 100_000, 10).await.is_empty());
    assert_eq!(counted(&world).await, (0, 1), "it waits for a person");
});

story!(an_act_that_fails_leaves_no_side_effect, |world| {
    let mut tx = world.db.write().await.unwrap();
    put(&mut tx, "one".to_owned(), "mail", "{}".to_owned(), at(0)).await.unwrap();
    drop(tx);
    assert_eq!(counted(&world).await, (0, 0));
});
