//! Where a page is: under `/sessions/{id}` or under `/etablissements/{id}`.

use crate::App;
use crate::answer::Oops;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use office::Failure;
use office::acts::perimeter::{Drawn, Perimeter};
use std::collections::BTreeMap;

/// The perimeter of an address.
#[derive(Debug, Clone)]
pub(crate) struct Place(pub Perimeter);

impl FromRequestParts<App> for Place {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        // An address may have other parts after the place's.
        let Path(mut named) = Path::<BTreeMap<String, String>>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let id = named.remove("id").unwrap_or_default();
        match parts.uri.path().split('/').nth(1) {
            Some("sessions") => Ok(Self(Perimeter::Session(id.into()))),
            Some("etablissements") => Ok(Self(Perimeter::School(id.into()))),
            _ => Err(Oops::from(Failure::NotFound).into_response()),
        }
    }
}

/// The address of a perimeter: `/sessions/{id}` or `/etablissements/{id}`.
pub(crate) fn address(perimeter: &Perimeter) -> String {
    match perimeter {
        Perimeter::Session(id) => format!("/sessions/{id}"),
        Perimeter::School(id) => format!("/etablissements/{id}"),
    }
}

/// What a perimeter is called: « E5 2026, Académie de Nantes », and the school where there is one.
pub(crate) fn title(drawn: &Drawn) -> String {
    let session = &drawn.session;
    let of = format!("{} {}, {}", session.referential.exam, session.year, session.academy);
    match &drawn.school {
        Some(school) => format!("{}, {of}", school.name),
        None => of,
    }
}
