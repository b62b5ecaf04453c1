//! Mme Arnaud prepares a tablet; who runs the day sees what waits on it; it is withdrawn; the day is closed.

use exam::access::Role;
use exam::id::CommissionId;
use office::Failure;
use office::acts::devices::{OpenDevice, PrepareDevice, Prepared, ReportDevice, SeeDevices, WithdrawDevice};
use world::{ExamDay, World, story};

async fn prepared(world: &World, day: &ExamDay) -> Prepared {
    let act = PrepareDevice { commission: CommissionId::from("commission"), name: "Firefox".to_owned() };
    world.office.perform(&day.arnaud, act).await.unwrap()
}

fn list() -> SeeDevices {
    SeeDevices { commission: CommissionId::from("commission") }
}

story!(a_device_s_secret_is_its_owner_s_until_it_is_withdrawn, |world| {
    let day = world.exam_day().await;
    let Prepared { device, secret } = prepared(&world, &day).await;
    assert_eq!(secret.len(), 64);
    let open = OpenDevice { device: device.clone() };
    let told = world.office.consult(&day.arnaud, open.clone()).await.unwrap();
    assert_eq!((told.secret, told.over), (Some(secret.clone()), false));
    for other in [&day.bastien, &day.alix] {
        assert!(world.office.consult(other, open.clone()).await.is_err());
    }
    world.outside.set("2026-05-18T08:42:00Z".parse().unwrap());
    let report = ReportDevice { device: device.clone(), pending: 3 };
    world.office.perform(&day.arnaud, report).await.unwrap();
    let authority = world.in_session("Le rectorat", Role::Authority, &day.session).await;
    let seen = world.office.consult(&authority, list()).await.unwrap();
    assert_eq!((seen.devices[0].pending, seen.runs, seen.member), (3, true, false));
    assert_eq!(seen.devices[0].seen_at.to_string(), "2026-05-18T08:42:00Z");
    assert!(!format!("{seen:?}").contains(&secret), "a list shows no secret");
    let withdraw = WithdrawDevice { device };
    let by_the_other = world.office.perform(&day.bastien, withdraw.clone()).await;
    assert!(matches!(by_the_other, Err(Failure::NotFound)), "{by_the_other:?}");
    world.office.perform(&authority, withdraw).await.unwrap();
    assert_eq!(world.office.consult(&day.arnaud, open).await.unwrap().secret, None);
    let lines = world.journal("commission", "commission").await;
    let told: Vec<_> = lines.iter().map(|line| line.after.as_str()).collect();
    assert_eq!(told, ["appareil préparé : Firefox", "appareil retiré : Firefox (Inès Arnaud)"]);
});

story!(a_device_is_told_once_every_sheet_is_closed, |world| {
    let day = world.exam_day().await;
    let device = prepared(&world, &day).await.device;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    let over =
        async || world.office.consult(&day.arnaud, OpenDevice { device: device.clone() }).await.unwrap().over;
    assert!(!over().await);
    world.sign(&day, &day.bastien).await;
    assert!(over().await);
});
