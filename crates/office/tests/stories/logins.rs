//! Signing in: first passwords, browsers, and guesses.

use jiff::SignedDuration;
use office::login::{PasswordChange, SignIn, SignedIn};
use world::{World, story};

const CHOSEN: &str = "une phrase assez longue";

async fn with_first_password(world: &World) -> String {
    let first = world.office.first_password().await.unwrap();
    world.office.install("alix", "Alix Martin", Some(&first)).await.unwrap();
    first.plain
}

async fn signed_in(world: &World, password: &str) -> SignedIn {
    match world.office.sign_in(" ALIX ", password.to_owned()).await.unwrap() {
        SignIn::Welcome(browser) => browser,
        other => panic!("{other:?}"),
    }
}

async fn is_in(world: &World, browser: &SignedIn) -> bool {
    world.office.visitor(&browser.token).await.unwrap().is_some()
}

story!(a_change_of_password_signs_the_other_browsers_out, |world| {
    let first = with_first_password(&world).await;
    let (one, other) = (signed_in(&world, &first).await, signed_in(&world, &first).await);
    let alix = world.office.visitor(&one.token).await.unwrap().unwrap().actor;
    assert!(world.office.has_provisional_password(&alix).await.unwrap());
    let change = async |current: &str, new: &str| {
        world.office.change_password(&alix, current.to_owned(), new.to_owned()).await.unwrap()
    };
    assert!(matches!(change(&first, "court").await, PasswordChange::Weak));
    assert!(matches!(change(&first, &first).await, PasswordChange::Weak));
    assert!(matches!(change("autre", CHOSEN).await, PasswordChange::Wrong));
    assert!(is_in(&world, &one).await && is_in(&world, &other).await);
    let PasswordChange::Done(new) = change(&first, CHOSEN).await else { panic!("not changed") };
    assert!(!is_in(&world, &one).await && !is_in(&world, &other).await);
    assert!(is_in(&world, &new).await);
    assert!(!world.office.has_provisional_password(&alix).await.unwrap());
    assert!(matches!(world.office.sign_in("alix", first).await.unwrap(), SignIn::Wrong));
    assert!(is_in(&world, &signed_in(&world, CHOSEN).await).await);
});

story!(a_browser_is_signed_out_by_itself_after_twelve_hours, |world| {
    let first = with_first_password(&world).await;
    let browser = signed_in(&world, &first).await;
    world.outside.forward(SignedDuration::from_mins(12 * 60 - 1));
    assert!(is_in(&world, &browser).await);
    world.outside.forward(SignedDuration::from_mins(1));
    assert!(!is_in(&world, &browser).await);
    let again = signed_in(&world, &first).await;
    world.office.sign_out(&again.token).await.unwrap();
    assert!(!is_in(&world, &again).await);
    assert!(world.office.visitor("a token that nobody has").await.unwrap().is_none());
});

story!(guesses_wait_longer_and_longer_whether_the_login_exists_or_not, |world| {
    let first = with_first_password(&world).await;
    for login in ["alix", "nobody"] {
        for _ in 0..5 {
            let guess = world.office.sign_in(login, "devine".to_owned()).await.unwrap();
            assert!(matches!(guess, SignIn::Wrong), "{login}: {guess:?}");
        }
        let right_too = world.office.sign_in(login, first.clone()).await.unwrap();
        assert!(matches!(right_too, SignIn::Wait(1)), "{login}: {right_too:?}");
        world.outside.forward(SignedDuration::from_secs(1));
        let guess = world.office.sign_in(login, "devine".to_owned()).await.unwrap();
        assert!(matches!(guess, SignIn::Wrong));
        let guess = world.office.sign_in(login, "devine".to_owned()).await.unwrap();
        assert!(matches!(guess, SignIn::Wait(2)), "{login}: {guess:?}");
    }
    world.outside.forward(SignedDuration::from_secs(2));
    signed_in(&world, &first).await;
    let guess = world.office.sign_in("alix", "devine".to_owned()).await.unwrap();
    assert!(matches!(guess, SignIn::Wrong), "a success forgets the failures");
});

story!(guesses_sent_all_at_once_wait_too, |world| {
    with_first_password(&world).await;
    let mut looked_at = 0;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let office = world.office.clone();
        tasks.spawn(async move { office.sign_in("alix", "devine".to_owned()).await.unwrap() });
    }
    while let Some(answer) = tasks.join_next().await {
        looked_at += usize::from(matches!(answer.unwrap(), SignIn::Wrong));
    }
    assert_eq!(looked_at, 5, "the clock stands still: five guesses are free, the others wait");
});
