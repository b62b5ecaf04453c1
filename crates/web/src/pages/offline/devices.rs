//! `/commissions/{id}/appareils`: the devices that hold a day; `/appareils/{id}`: what a device asks and says.

use crate::App;
use crate::answer::{Answer, Oops, pdf};
use crate::forms::Form;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use axum::{Json, Router};
use exam::french;
use office::acts::devices::{
    Contact, Device, Devices, OpenDevice, PrepareDevice, ReportDevice, SeeDevices, WithdrawDevice,
};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/commissions/{id}/appareils", get(see).post(prepare))
        .route("/commissions/{id}/grilles-vierges.pdf", get(blanks))
        .route("/appareils/{id}", get(open).post(report))
        .route("/appareils/{id}/retrait", post(withdraw))
}

/// A device as the page shows it.
struct Line {
    id: String,
    owner: String,
    detail: String,
    /// What waits on it, as it last said.
    waits: String,
    kind: &'static str,
    state: &'static str,
    /// The actor may withdraw it.
    withdrawable: bool,
    /// What is lost where it is withdrawn now; empty where nothing is.
    loses: String,
}

#[derive(Template)]
#[template(path = "pages/offline/devices.html")]
struct DevicesPage {
    page: Page,
    id: String,
    lead: String,
    account: String,
    member: bool,
    lines: Vec<Line>,
}

/// « 3 saisies attendent sur l’appareil de Mme Arnaud, vu à 10 h 42 ».
fn waits(device: &Device, seen: &str) -> String {
    let owner = &device.owner;
    match device.pending {
        0 => format!("Rien n’attendait sur l’appareil de {owner}, vu {seen}"),
        1 => format!("1 saisie attend sur l’appareil de {owner}, vu {seen}"),
        many => format!("{many} saisies attendent sur l’appareil de {owner}, vu {seen}"),
    }
}

fn line(device: &Device, seen: &Devices, me: &str) -> Line {
    let zone = &seen.session.zone;
    let withdrawn = device.secret.is_none();
    let (kind, state) = match (withdrawn, device.pending) {
        (true, _) => ("neutral", "Retiré"),
        (false, 0) => ("success", "Prêt"),
        (false, _) => ("warning", "Des saisies attendent"),
    };
    Line {
        id: device.id.to_string(),
        owner: device.owner.clone(),
        detail: format!("{}, préparé {}", device.name, french::instant(device.prepared_at, zone)),
        waits: waits(device, &french::instant(device.seen_at, zone)),
        kind,
        state,
        withdrawable: !withdrawn && (seen.runs || device.account.as_str() == me),
        loses: match device.pending {
            0 => String::new(),
            1 => "La saisie qui attend sur cet appareil sera perdue.".to_owned(),
            many => format!("Les {many} saisies qui attendent sur cet appareil seront perdues."),
        },
    }
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let view = SeeDevices { commission: id.as_str().into() };
    let seen = app.office.consult(&visitor.actor, view).await?;
    let me = visitor.actor.account.as_str();
    let lead = format!(
        "Commission {}, {}, salle {}.",
        seen.commission.number,
        french::day(seen.commission.held_on),
        seen.commission.room
    );
    let template = DevicesPage {
        lead,
        account: me.to_owned(),
        member: seen.member,
        lines: seen.devices.iter().map(|one| line(one, &seen, me)).collect(),
        page: Page::new(&app, &visitor, "Les appareils", "").done(query.as_deref()),
        id,
    };
    Ok(show(&template))
}

async fn blanks(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_blank_grids(&visitor.actor, &id.into()).await?))
}

/// What a device is told; with the token of this sign-in, since its own pages may be older.
fn contact(told: &Contact, visitor: &Visitor) -> Value {
    json!({ "secret": told.secret, "over": told.over, "csrf": visitor.csrf, "account": visitor.actor.account.as_str() })
}

async fn prepare(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = PrepareDevice { commission: id.into(), name: form.text("name").to_owned() };
    let prepared = app.office.perform(&form.visitor.actor, act).await?;
    Ok(Json(json!({ "device": prepared.device.as_str(), "secret": prepared.secret })).into_response())
}

async fn open(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let told = app.office.consult(&visitor.actor, OpenDevice { device: id.into() }).await?;
    Ok(Json(contact(&told, &visitor)).into_response())
}

async fn report(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let pending = form.text("pending").parse().unwrap_or(0);
    let act = ReportDevice { device: id.into(), pending };
    let told = app.office.perform(&form.visitor.actor, act).await?;
    Ok(Json(contact(&told, &form.visitor)).into_response())
}

async fn withdraw(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = WithdrawDevice { device: id.into() };
    let commission = app.office.perform(&form.visitor.actor, act).await.map_err(Oops::from)?;
    Ok(Redirect::to(&format!("/commissions/{commission}/appareils?fait=appareil")).into_response())
}
