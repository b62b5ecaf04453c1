//! From a failure to the page that explains it.

use crate::App;
use crate::page::{Page, render};
use crate::visitor::{self, Visitor};
use crate::words;
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use exam::Refusal;
use office::Failure;
use std::sync::Arc;

/// Why a handler has no page to show. [`explain`] turns it into one.
#[derive(Debug, Clone)]
pub(crate) enum Oops {
    /// The office did not do it.
    Failed(Arc<Failure>),
    /// The form was made for another sign-in.
    StaleForm,
    /// Another site made the browser send it.
    Elsewhere,
    /// What was sent cannot be read: cut on the way, or of another kind.
    Malformed,
}

impl From<Failure> for Oops {
    fn from(failure: Failure) -> Self {
        Self::Failed(Arc::new(failure))
    }
}

impl From<Refusal> for Oops {
    fn from(refusal: Refusal) -> Self {
        Failure::Refused(refusal).into()
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A PDF, to read in the browser.
pub(crate) fn pdf(bytes: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/pdf")], bytes).into_response()
}

/// What a handler answers.
pub(crate) type Answer = Result<Response, Oops>;

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage<'a> {
    page: Page,
    code: u16,
    title: &'a str,
    sentence: &'a str,
    todo: &'a str,
    back: &'a str,
    incident: Option<String>,
}

struct Explanation {
    status: StatusCode,
    title: &'static str,
    sentence: String,
    todo: &'static str,
    incident: Option<String>,
}

/// What a bare status means, where no page said it.
fn say_status(status: StatusCode) -> Explanation {
    let (title, sentence, todo) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => (
            "L’envoi est trop volumineux",
            "Rien n’a été enregistré : ce qui a été envoyé dépasse ce que cette page reçoit.",
            "Revenez à la page précédente et raccourcissez le texte ou le fichier.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "Cette adresse ne s’ouvre pas ainsi",
            "L’adresse existe, mais elle attend un formulaire.",
            "Revenez à l’accueil et suivez les liens.",
        ),
        StatusCode::NOT_FOUND => {
            ("Cette page n’existe pas", "L’adresse est incomplète, ou ce qu’elle désigne n’existe plus.", "")
        }
        _ => (
            "L’envoi est illisible",
            "Rien n’a été enregistré : ce qui a été envoyé est incomplet ou n’est pas un formulaire de Florilège.",
            "Revenez à la page précédente, rechargez-la, puis recommencez.",
        ),
    };
    Explanation { status, title, sentence: sentence.to_owned(), todo, incident: None }
}

/// Whether an answer is a refusal of the framework, without a page of ours.
fn is_bare(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let written = kind.is_some_and(|kind| !kind.starts_with("text/plain"));
    let known = [400, 404, 405, 411, 413, 415, 422].contains(&response.status().as_u16());
    known && !written
}

fn explanation(oops: &Oops, app: &App) -> Explanation {
    let say = |status, title, sentence: &str, todo| Explanation {
        status,
        title,
        sentence: sentence.to_owned(),
        todo,
        incident: None,
    };
    let failure = match oops {
        Oops::Failed(failure) => failure,
        Oops::Elsewhere => {
            return say(
                StatusCode::FORBIDDEN,
                "Cette demande vient d’un autre site",
                "Rien n’a été enregistré : votre navigateur dit que la demande n’a pas été faite depuis Florilège.",
                "Ouvrez Florilège dans un nouvel onglet, puis recommencez.",
            );
        }
        Oops::Malformed => return say_status(StatusCode::BAD_REQUEST),
        Oops::StaleForm => {
            return say(
                StatusCode::FORBIDDEN,
                "Cette page a été ouverte avant votre dernière connexion",
                "Rien n’a été enregistré : le formulaire date d’une connexion précédente.",
                "Revenez à la page avec le bouton « Précédent » de votre navigateur, copiez ce que vous avez écrit, \
                 rechargez la page, puis recommencez.",
            );
        }
    };
    match &**failure {
        Failure::Refused(Refusal::NotAllowed) => say(
            StatusCode::FORBIDDEN,
            "Cette page n’est pas ouverte à votre rôle",
            "Votre compte n’a pas le droit de lire ou de faire ce que vous demandez.",
            "Si vous pensez que c’est une erreur, adressez-vous à l’autorité académique.",
        ),
        Failure::Refused(refusal) => Explanation {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            title: "Ce n’est pas possible ainsi",
            sentence: words::sentence(refusal),
            todo: "Revenez à la page précédente : ce que vous avez écrit y est encore.",
            incident: None,
        },
        Failure::Conflict(_) | Failure::Outdated => say(
            StatusCode::CONFLICT,
            "Quelqu’un d’autre a modifié cette page entre-temps",
            "Rien n’a été écrasé : votre modification n’a pas été enregistrée, la sienne est conservée.",
            "Revenez à la page, rechargez-la pour voir la version reçue, puis refaites votre modification.",
        ),
        Failure::NotFound => say(
            StatusCode::NOT_FOUND,
            "Cette page n’existe pas",
            "L’adresse est incomplète, ou ce qu’elle désigne n’existe plus.",
            "",
        ),
        Failure::Fault(fault) => {
            let incident = app.office.incident();
            tracing::error!(incident, %fault, "fault");
            Explanation {
                status: StatusCode::INTERNAL_SERVER_ERROR,
                title: "Le service a rencontré une panne",
                sentence: "Rien n’a été perdu de ce qui avait été reçu, mais cette demande n’a pas abouti."
                    .to_owned(),
                todo: "Attendez une minute, puis recommencez. Si la panne dure, donnez le numéro d’incident.",
                incident: Some(incident),
            }
        }
    }
}

/// The refusal behind a failure, for a page that shows it beside its form.
pub(crate) fn refusal(failure: &Failure) -> Option<String> {
    match failure {
        Failure::Refused(Refusal::NotAllowed) => None,
        Failure::Refused(refusal) => Some(words::sentence(refusal)),
        _ => None,
    }
}

/// Puts the page that explains in the place of an answer that failed; as JSON where a script asked.
pub(crate) async fn explain(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let script = parts.headers.get("accept").is_some_and(|accept| accept == "application/json");
    let kept = parts.clone();
    let response = next.run(Request::from_parts(parts.clone(), body)).await;
    let said = match response.extensions().get::<Oops>() {
        Some(oops) => explanation(oops, &app),
        None if is_bare(&response) => say_status(response.status()),
        None => return response,
    };
    if script {
        let json = serde_json::json!({ "message": said.sentence, "incident": said.incident });
        return (said.status, axum::Json(json)).into_response();
    }
    let page = match visitor::token(&kept) {
        Some(_) => match Visitor::from_request_parts(&mut parts, &app).await {
            Ok(visitor) => Page::new(&app, &visitor, said.title, ""),
            Err(_) => Page::public(&app, said.title),
        },
        None => Page::public(&app, said.title),
    };
    let template = ErrorPage {
        page,
        code: said.status.as_u16(),
        title: said.title,
        sentence: &said.sentence,
        todo: said.todo,
        back: "",
        incident: said.incident,
    };
    render(said.status, &template)
}
