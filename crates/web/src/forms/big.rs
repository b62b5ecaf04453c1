//! A large file: written to the disk as it comes, never whole in memory.

use super::{Fields, check, discard, http_body_limit};
use crate::App;
use crate::answer::Oops;
use crate::visitor::Visitor;
use axum::body::Body;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use exam::Refusal;
use office::acts::portfolio::Arrived;

/// Room for the other fields of the form, and for the boundaries.
const FORM: usize = 100_000;

/// The file of a form that holds one, with its name; `None` where none was chosen. The browser's token comes before the
/// file, and is checked before any of it is kept.
///
/// # Errors
/// The answer to give: too large, malformed, another sign-in's form, or a fault.
pub(crate) async fn big_file(
    app: &App,
    visitor: &Visitor,
    request: Request,
    megabytes: u64,
) -> Result<Option<(String, Arrived)>, Response> {
    let limit = usize::try_from(megabytes * 1_000_000).unwrap_or(usize::MAX);
    let too_heavy = || Oops::from(Refusal::FileTooLarge { limit: megabytes }).into_response();
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let (parts, body) = request.into_parts();
    if announced.is_some_and(|length| length > limit + FORM) {
        discard(body, limit).await;
        return Err(too_heavy());
    }
    let request = Request::from_parts(parts, Body::new(http_body_limit(body, limit + FORM)));
    let mut multipart =
        Multipart::from_request(request, app).await.map_err(|_| Oops::Malformed.into_response())?;
    let unsent = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_heavy(),
        _ => Oops::Malformed.into_response(),
    };
    let mut fields = Fields::default();
    while let Some(mut field) = multipart.next_field().await.map_err(unsent)? {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            fields.0.push((name, field.text().await.map_err(unsent)?));
            continue;
        };
        check(visitor, fields.text("csrf"))?;
        let failed = |failure: office::Failure| Oops::from(failure).into_response();
        let mut incoming = app.office.incoming().map_err(failed)?;
        while let Some(piece) = field.chunk().await.map_err(unsent)? {
            incoming.take(&piece).await.map_err(|fault| failed(fault.into()))?;
        }
        let arrived = incoming.finish().await.map_err(|fault| failed(fault.into()))?;
        return Ok((arrived.size > 0).then_some((file_name, arrived)));
    }
    check(visitor, fields.text("csrf"))?;
    Ok(None)
}
