//! What every request is asked, and the headers of every answer.

use crate::answer::Oops;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;
use tower_http::timeout::TimeoutBody;

/// Nothing from elsewhere, no inline script or style, no frame, forms to ourselves only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// As [`POLICY`], for the page that shows certificates beside the table: it frames files of ours, and nothing else.
pub(crate) const FRAMES_OWN_FILES: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'";

/// A file that pages of ours may frame, and no other site's. Pages in a sandbox are no pages of ours.
pub(crate) fn framed_by_us(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy = policy.map(|policy| policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
    if let Some(policy) = policy.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// How long a browser may stay silent in the middle of what it sends.
const SILENCE: Duration = Duration::from_secs(30);

/// Bodies that stop arriving are given up.
pub(crate) async fn silence(request: Request, next: Next) -> Response {
    next.run(request.map(|body| Body::new(TimeoutBody::new(SILENCE, body)))).await
}

/// Whether a request that writes comes from one of our own pages, as the browser tells it. A client that says nothing is
/// no browser: it has nobody's cookies.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), ..) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, Some(_), None) => false,
        (None, None, _) => true,
    }
}

/// Refuses what another site makes a browser send, the sign-in included.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    if request.method().is_safe() || is_ours(request.headers()) {
        next.run(request).await
    } else {
        Oops::Elsewhere.into_response()
    }
}

pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(header::CACHE_CONTROL, "no-store");
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(header::HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers_of(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (header::HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn only_our_own_pages_write() {
        let host = ("host", "florilege.example.org");
        for ours in [
            headers_of(&[host]),
            headers_of(&[host, ("sec-fetch-site", "same-origin")]),
            headers_of(&[host, ("sec-fetch-site", "none"), ("origin", "null")]),
            headers_of(&[host, ("origin", "https://florilege.example.org")]),
        ] {
            assert!(is_ours(&ours), "{ours:?}");
        }
        for elsewhere in [
            headers_of(&[host, ("sec-fetch-site", "cross-site")]),
            headers_of(&[host, ("sec-fetch-site", "same-site")]),
            headers_of(&[host, ("origin", "https://evil.example.org")]),
            headers_of(&[host, ("origin", "null")]),
            headers_of(&[("origin", "https://florilege.example.org")]),
        ] {
            assert!(!is_ours(&elsewhere), "{elsewhere:?}");
        }
    }
}
