//! Forms and uploads: read, checked for their token, never trusted.

mod big;

pub(crate) use big::big_file;

use crate::App;
use crate::answer::Oops;
use crate::visitor::Visitor;
use crate::words;
use axum::body::Body;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, RawForm, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use exam::Refusal;
use http_body_util::BodyExt as _;
use office::Failure;

/// The largest upload, in megabytes.
pub(crate) const MAX_UPLOAD_MB: u64 = 20;

/// A form sent by a signed-in person, with the browser's token checked.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The person.
    pub visitor: Visitor,
    fields: Fields,
}

/// The fields of a form, in the order sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Fields with these values.
    pub fn of<const N: usize>(pairs: [(&str, String); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// Adds the fields of others that were not sent.
    pub fn complete(&mut self, others: Self) {
        let missing = |(name, _): &(String, String)| !self.0.iter().any(|(known, _)| known == name);
        let added: Vec<_> = others.0.into_iter().filter(missing).collect();
        self.0.extend(added);
    }

    /// The value of a field; empty where it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.sent(name).unwrap_or_default()
    }

    /// The value of a field, where it was sent.
    pub fn sent(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The fields whose name begins so: what follows in the name, and the value.
    pub fn with_prefix<'a>(&'a self, prefix: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let matching = move |(name, value): &'a (String, String)| {
            name.strip_prefix(prefix).map(|rest| (rest, value.as_str()))
        };
        self.0.iter().filter_map(matching)
    }

    /// Every value of a field that may be sent several times.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A date as the browser sends it.
    ///
    /// # Errors
    /// [`Refusal::Required`] with the field's name in the form, where it is no date.
    pub fn date(&self, name: &str, field: &'static str) -> Result<jiff::civil::Date, Refusal> {
        self.text(name).trim().parse().map_err(|_| Refusal::Required { field })
    }
}

impl Form {
    /// Everything that was sent.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }
}

impl std::ops::Deref for Form {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.fields
    }
}

fn check(visitor: &Visitor, sent: &str) -> Result<(), Response> {
    let same = sent.len() == visitor.csrf.len()
        && sent.bytes().zip(visitor.csrf.bytes()).fold(0, |acc, (a, b)| acc | (a ^ b)) == 0;
    if same { Ok(()) } else { Err(Oops::StaleForm.into_response()) }
}

/// The most fields of a form: a sheet has about a hundred, a commission seats dozens.
const MAX_FIELDS: usize = 1_000;

/// The largest form without files, in bytes: a whole sheet twice over, every letter written as three bytes.
pub(crate) const MAX_FORM: usize = 1_000_000;

/// Reads urlencoded pairs, the first ones where there are far too many.
pub(crate) fn pairs(bytes: &[u8]) -> Fields {
    Fields(form_urlencoded::parse(bytes).into_owned().take(MAX_FIELDS).collect())
}

async fn form(request: Request, app: &App) -> Result<(Visitor, RawForm), Response> {
    let (mut parts, body) = request.into_parts();
    let visitor = Visitor::from_request_parts(&mut parts, app).await?;
    let request = Request::from_parts(parts, body);
    let raw = RawForm::from_request(request, app).await.map_err(IntoResponse::into_response)?;
    Ok((visitor, raw))
}

impl FromRequest<App> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (visitor, RawForm(bytes)) = form(request, app).await?;
        let fields = pairs(&bytes);
        check(&visitor, fields.text("csrf"))?;
        Ok(Self { visitor, fields })
    }
}

/// A form of many lines: the table on line. None of its fields is left out: far too many are refused.
#[derive(Debug, Clone)]
pub(crate) struct LongForm(pub Form);

/// The most fields of a long form: 1,000 achievements with all their ticks.
const MAX_LONG_FIELDS: usize = 16_000;

impl FromRequest<App> for LongForm {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (visitor, RawForm(bytes)) = form(request, app).await?;
        if form_urlencoded::parse(&bytes).count() > MAX_LONG_FIELDS {
            let limit = office::acts::online::MAX_ACHIEVEMENTS;
            return Err(Oops::from(Refusal::TooManyAchievements { limit }).into_response());
        }
        let fields = Fields(form_urlencoded::parse(&bytes).into_owned().collect());
        check(&visitor, fields.text("csrf"))?;
        Ok(Self(Form { visitor, fields }))
    }
}

/// A file as it was sent.
#[derive(Debug, Clone)]
pub(crate) struct SentFile {
    /// Its name, as the browser tells it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A form with files, sent by a signed-in person, with the browser's token checked before any file is read.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// The person.
    pub visitor: Visitor,
    /// The files that are not empty.
    pub files: Vec<SentFile>,
    /// What was sent with them.
    pub fields: Fields,
}

impl FromRequest<App> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let too_heavy = || Oops::from(Refusal::FileTooLarge { limit: MAX_UPLOAD_MB }).into_response();
        let limit = usize::try_from(MAX_UPLOAD_MB * 1_000_000).unwrap_or(usize::MAX);
        let announced = parts.headers.get(axum::http::header::CONTENT_LENGTH);
        let announced = announced.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > limit + 100_000) {
            discard(body, limit).await;
            return Err(too_heavy());
        }
        let request = Request::from_parts(parts, Body::new(http_body_limit(body, limit + 100_000)));
        let mut multipart =
            Multipart::from_request(request, app).await.map_err(|_| Oops::Malformed.into_response())?;
        let unsent = |error: MultipartError| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => too_heavy(),
            _ => Oops::Malformed.into_response(),
        };
        let (mut fields, mut files) = (Fields::default(), vec![]);
        loop {
            let field = match multipart.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => break,
                Err(error) => return Err(unsent(error)),
            };
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                None => {
                    let value = field.text().await.map_err(unsent)?;
                    fields.0.push((name, value));
                }
                Some(file_name) => {
                    check(&visitor, fields.text("csrf"))?;
                    let bytes = field.bytes().await.map_err(unsent)?.to_vec();
                    if !bytes.is_empty() {
                        files.push(SentFile { name: file_name, bytes });
                    }
                }
            }
        }
        check(&visitor, fields.text("csrf"))?;
        Ok(Self { visitor, files, fields })
    }
}

/// The sentence to show where an upload was refused for its size; `None` for any other answer.
pub(crate) fn too_large(response: &Response) -> Option<String> {
    let Some(Oops::Failed(failure)) = response.extensions().get::<Oops>() else { return None };
    match &**failure {
        Failure::Refused(refusal @ Refusal::FileTooLarge { .. }) => Some(words::sentence(refusal)),
        _ => None,
    }
}

/// Reads a body to its end, and forgets it: a browser that is still sending shows no answer. Past ten times the
/// limit, it is left to fail.
async fn discard(body: Body, limit: usize) {
    let mut body = http_body_limit(body, limit * 10);
    while let Some(Ok(_)) = body.frame().await {}
}

/// The body, cut at a number of bytes.
fn http_body_limit(body: Body, limit: usize) -> Body {
    Body::new(http_body_util::Limited::new(body, limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_write_it() {
        let fields = pairs("nom=L%C3%A9a+Petit&case=on&vide=&a=1&a=2&p%3Ax=y&%ZZ=100%".as_bytes());
        assert_eq!(fields.text("nom"), "Léa Petit");
        assert!(fields.ticked("case") && !fields.ticked("vide") && !fields.ticked("absent"));
        assert_eq!([fields.text("a"), fields.text("p:x")], ["1", "y"]);
        assert_eq!(fields.text("%ZZ"), "100%");
    }
}
