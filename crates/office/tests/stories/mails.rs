//! Mails: sent once, over a server that accepts, refuses or disappears, with a clock one turns.

use jiff::SignedDuration;
use office::acts::notices::{Choice, SeeUnsentMails, SettleMails, at_the_machine};
use office::mail::{Mail, Round, State};
use office::smtp::{Smtp, Unusable};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use store::outbox;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use world::{World, story};

/// How the server takes a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Accepts,
    Refuses,
    /// It hangs up in the middle.
    Disappears,
}

/// A server of mails on loopback, as far as a client needs one.
struct Server {
    address: SocketAddr,
    mood: Arc<Mutex<Mood>>,
    received: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (mood, received) = (Arc::new(Mutex::new(Mood::Accepts)), Arc::new(Mutex::new(vec![])));
        let (its_mood, its_received) = (Arc::clone(&mood), Arc::clone(&received));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mood = *its_mood.lock().unwrap();
                if let Some(mail) = talk(stream, mood).await {
                    its_received.lock().unwrap().push(mail);
                }
            }
        });
        Self { address, mood, received }
    }

    fn turns(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    fn carrier(&self) -> Smtp {
        Smtp::new(&format!("smtp://{}", self.address), "Florilège <avis@exemple.org>").unwrap()
    }
}

/// One conversation; the mail, where it was taken.
async fn talk(stream: TcpStream, mood: Mood) -> Option<String> {
    let mut stream = BufReader::new(stream);
    let mut mail = String::new();
    let mut taken = false;
    stream.write_all(b"220 ici\r\n").await.ok()?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return taken.then_some(mail);
        }
        let answer = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250 ici\r\n",
            "RCPT" if mood == Mood::Disappears => return None,
            "RCPT" if mood == Mood::Refuses => "550 inconnu ici\r\n",
            "DATA" => {
                stream.write_all(b"354 dites\r\n").await.ok()?;
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).await.ok()?;
                    if line == ".\r\n" {
                        break;
                    }
                    mail.push_str(&line);
                }
                taken = true;
                "250 pris\r\n"
            }
            "QUIT" => {
                stream.write_all(b"221 au revoir\r\n").await.ok()?;
                return taken.then_some(mail);
            }
            _ => "250 bien\r\n",
        };
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

async fn put(world: &World, keys: &[&str]) {
    let mut tx = world.db.write().await.unwrap();
    for key in keys {
        let mail = Mail {
            to: format!("{key}@exemple.fr"),
            subject: "Votre dossier est à régulariser".to_owned(),
            text: "Bonjour,\n\nIl manque une pièce.\n".to_owned(),
            encloses: None,
        };
        let payload = serde_json::to_string(&mail).unwrap();
        outbox::put(&mut tx, (*key).to_owned(), "mail", payload, world.office.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn counts(world: &World) -> (i64, i64) {
    let mut tx = world.db.read().await.unwrap();
    outbox::counts(&mut tx).await.unwrap()
}

fn round(sent: usize, failed: usize) -> Round {
    Round { sent, failed }
}

story!(a_mail_is_sent_once_in_french_with_its_key, |world| {
    let server = Server::start().await;
    put(&world, &["alix", "sacha"]).await;
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(2, 0));
    world.outside.forward(SignedDuration::from_hours(24));
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 0));
    let received = server.received();
    assert_eq!((received.len(), counts(&world).await), (2, (0, 0)));
    let mail = received.iter().find(|mail| mail.contains("To: alix@exemple.fr")).unwrap();
    assert!(
        mail.contains("Message-ID: <alix@exemple.org>") && mail.contains("text/plain; charset=utf-8"),
        "{mail}"
    );
    assert!(mail.contains("avis@exemple.org") && !mail.contains("sacha"), "{mail}");
    assert!(world.office.mailbox().await.unwrap().iter().all(|kept| kept.sent_at.is_some()));
});

story!(two_nodes_send_each_mail_once, |world| {
    let server = Server::start().await;
    put(&world, &["a", "b", "c", "d", "e"]).await;
    let (one, other) = (server.carrier(), server.carrier());
    let (one, other) = tokio::join!(world.office.send_mails(&one), world.office.send_mails(&other));
    assert_eq!(one.unwrap().sent + other.unwrap().sent, 5);
    assert_eq!(server.received().len(), 5);
});

story!(a_mail_refused_waits_and_the_others_go, |world| {
    let server = Server::start().await;
    put(&world, &["alix", "sacha"]).await;
    server.turns(Mood::Refuses);
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 2), "each is asked for");
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 0), "not due yet");
    server.turns(Mood::Accepts);
    world.outside.forward(SignedDuration::from_mins(1));
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(2, 0));
});

story!(a_server_that_disappears_ends_the_round_and_loses_nothing, |world| {
    let server = Server::start().await;
    put(&world, &["alix", "sacha", "lou"]).await;
    server.turns(Mood::Disappears);
    assert_eq!(
        world.office.send_mails(&server.carrier()).await.unwrap(),
        round(0, 1),
        "the others are not tried"
    );
    let nobody = Smtp::new("smtp://127.0.0.1:1", "avis@exemple.org").unwrap();
    assert_eq!(world.office.send_mails(&nobody).await.unwrap(), round(0, 1));
    assert_eq!(counts(&world).await, (3, 0));
    server.turns(Mood::Accepts);
    world.outside.forward(SignedDuration::from_mins(2));
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(3, 0));
    assert_eq!(server.received().len(), 3);
});

story!(a_mail_is_given_up_after_its_attempts_and_told_to_doctor, |world| {
    let server = Server::start().await;
    server.turns(Mood::Refuses);
    put(&world, &["alix"]).await;
    for _ in 0..outbox::MAX_ATTEMPTS {
        assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 1));
        world.outside.forward(SignedDuration::from_hours(24));
    }
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 0));
    assert_eq!(world.office.health().await.unwrap().outbox, (0, 1));
    let mut tx = world.db.read().await.unwrap();
    let kept = outbox::last(&mut tx, "mail", 1).await.unwrap();
    assert_eq!(kept[0].last_error.as_deref(), Some("SMTP 550"));
});

/// The states of the mails that were not sent.
async fn states(world: &World) -> Vec<State> {
    let unsent = world.office.consult(&at_the_machine(), SeeUnsentMails).await.unwrap();
    unsent.iter().map(|one| one.state).collect()
}

async fn settle(world: &World, choice: Choice) -> usize {
    let act = SettleMails { states: vec![State::GaveUp, State::TooOld], before: None, choice };
    world.office.perform(&at_the_machine(), act).await.unwrap()
}

story!(a_mail_given_up_leaves_when_an_administrator_says_so, |world| {
    let server = Server::start().await;
    server.turns(Mood::Refuses);
    put(&world, &["alix"]).await;
    for _ in 0..outbox::MAX_ATTEMPTS {
        world.office.send_mails(&server.carrier()).await.unwrap();
        world.outside.forward(SignedDuration::from_hours(24));
    }
    put(&world, &["sacha"]).await;
    server.turns(Mood::Accepts);
    assert_eq!(states(&world).await, [State::GaveUp, State::Waiting]);
    assert_eq!(settle(&world, Choice::Retry).await, 1);
    assert_eq!(states(&world).await, [State::Waiting; 2]);
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(2, 0));
    assert!(states(&world).await.is_empty());
    let told = world.journal("mails", "mails").await;
    assert_eq!(told.last().unwrap().after, "1 courriel(s) à envoyer de nouveau");
    world.journal_is_whole().await;
});

story!(mails_kept_without_a_server_never_leave_months_later_by_surprise, |world| {
    let server = Server::start().await;
    put(&world, &["alix", "lou"]).await;
    world.outside.forward(SignedDuration::from_hours(24 * 90));
    put(&world, &["sacha"]).await;
    assert_eq!(states(&world).await, [State::TooOld, State::TooOld, State::Waiting]);
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(1, 0), "Sacha's alone");
    assert_eq!(settle(&world, Choice::Drop).await, 2);
    assert_eq!(settle(&world, Choice::Drop).await, 0);
    world.outside.forward(SignedDuration::from_hours(1));
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 0));
    assert_eq!((server.received().len(), counts(&world).await), (1, (0, 0)));
});

story!(what_is_not_a_mail_is_left_to_others, |world| {
    let server = Server::start().await;
    let mut tx = world.db.write().await.unwrap();
    outbox::put(&mut tx, "probe".to_owned(), "probe", "{}".to_owned(), world.office.now()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.office.send_mails(&server.carrier()).await.unwrap(), round(0, 0));
    assert_eq!(counts(&world).await, (1, 0));
});

#[test]
fn an_address_that_is_none_is_told_before_anything_is_sent() {
    let from = "avis@exemple.org";
    assert_eq!(Smtp::new("http://exemple.org", from).err(), Some(Unusable::Server));
    assert_eq!(Smtp::new("exemple.org:25", from).err(), Some(Unusable::Server));
    assert_eq!(Smtp::new("smtp://exemple.org", "avis").err(), Some(Unusable::From));
}
