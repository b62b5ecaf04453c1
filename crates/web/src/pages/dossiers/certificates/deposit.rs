//! `/mon-dossier/{candidate}/attestations…`: a candidate hands a certificate in, tells its period, or withdraws it.

use super::period::read;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, Upload};
use crate::pages::dossiers::deposit::{NO_FILE, Sent, again, answer, unsent};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use exam::Refusal;
use exam::id::{CandidateId, DepositId};
use office::Failure;
use office::acts::certificates::{Certificate, TellPeriod};
use office::acts::deposits::{Received, WithdrawCertificate};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/attestations", post(certificate))
        .layer(DefaultBodyLimit::disable())
        .route("/mon-dossier/{candidate}/attestations/{deposit}/periode", post(tell))
        .route("/mon-dossier/{candidate}/attestations/{deposit}/retrait", post(withdraw))
}

async fn certificate(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    sent: Sent,
) -> Answer {
    let Upload { files, fields, .. } = match sent {
        Ok(upload) => upload,
        Err(response) => return unsent(&app, &visitor, candidate, response).await,
    };
    if files.is_empty() {
        return again(&app, &visitor, candidate, NO_FILE.to_owned()).await;
    }
    // Dates that cannot be read never lose a file: it is received, and the page asks for its period again.
    let period = read(&fields, "");
    let name = files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(" + ");
    let files = files.into_iter().map(|file| (file.name, file.bytes)).collect();
    let sent = Certificate { files, period: period.clone().ok().flatten() };
    let done = app.office.deposit_whole_certificate(&visitor.actor, &candidate, sent).await;
    match (&done, period) {
        (Ok(Received::Kept(id)), Err(_)) => {
            Ok(Redirect::to(&format!("/mon-dossier/{candidate}?recu={id}&periode=illisible")).into_response())
        }
        _ => answer(&app, &visitor, candidate, (&name, "attestation"), done).await,
    }
}

async fn tell(
    State(app): State<App>,
    Path((candidate, deposit)): Path<(CandidateId, DepositId)>,
    form: Form,
) -> Answer {
    let period = read(&form, &format!("-{deposit}"));
    let period = period.and_then(|told| told.ok_or(Refusal::Required { field: "Premier jour" }));
    let done = match period {
        Ok(period) => {
            let act = TellPeriod { candidate: candidate.clone(), deposit, period };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(refused) => Err(refused.into()),
    };
    let to = format!("/mon-dossier/{candidate}?fait=periode#certificate");
    told(&app, &form.visitor, candidate, &to, done).await
}

async fn withdraw(
    State(app): State<App>,
    Path((candidate, deposit)): Path<(CandidateId, DepositId)>,
    form: Form,
) -> Answer {
    let to = format!("/mon-dossier/{candidate}?retire={deposit}");
    let act = WithdrawCertificate { candidate: candidate.clone(), deposit };
    let done = match app.office.perform(&form.visitor.actor, act).await {
        // Withdrawn a moment ago, by a second click or in another tab. What was wanted is done.
        Err(Failure::Outdated) => Ok(()),
        other => other,
    };
    told(&app, &form.visitor, candidate, &to, done).await
}

async fn told(
    app: &App,
    visitor: &Visitor,
    candidate: CandidateId,
    to: &str,
    done: Result<(), Failure>,
) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(to).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => again(app, visitor, candidate, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}
