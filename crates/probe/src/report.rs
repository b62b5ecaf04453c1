//! What was seen.

use serde::{Deserialize, Serialize};

/// What an address came to. A closed list: pages word each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// A page answers, and nothing in it asks for more.
    Reachable,
    /// A file answers, not a page: it must be saved and opened.
    Download,
    /// 404 or 410.
    NotFound,
    /// 5xx.
    ServerError,
    /// Another refusal: 400, 429, 451…
    Refused,
    /// A name and a password are asked for.
    SignIn,
    /// A shared document whose owner must first say yes.
    AskAccess,
    /// The page is empty, or made of scripts alone.
    Empty,
    /// The page of a host that has no site there (yet, or any more).
    UnderConstruction,
    /// The host's name is unknown.
    UnknownName,
    /// Nobody answers at this address.
    NoConnection,
    /// The site's certificate is over, or another site's.
    Certificate,
    /// Too long, at some step or in all.
    TooSlow,
    /// More than [`crate::REDIRECTS`] redirections, or a loop.
    TooManyRedirects,
    /// What answers is no HTTP.
    Garbled,
    /// The address is no address of the web.
    Malformed,
    /// The address leads to a private network: the jury could not open it either.
    Private,
}

impl Finding {
    /// Every finding.
    pub const ALL: [Self; 17] = [
        Self::Reachable,
        Self::Download,
        Self::NotFound,
        Self::ServerError,
        Self::Refused,
        Self::SignIn,
        Self::AskAccess,
        Self::Empty,
        Self::UnderConstruction,
        Self::UnknownName,
        Self::NoConnection,
        Self::Certificate,
        Self::TooSlow,
        Self::TooManyRedirects,
        Self::Garbled,
        Self::Malformed,
        Self::Private,
    ];

    /// Whether the jury can open it as it is.
    pub fn answers(self) -> bool {
        matches!(self, Self::Reachable | Self::Download)
    }
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// The address asked for.
    pub address: String,
    /// The network address that answered, once there was one.
    pub ip: Option<String>,
    /// The status that it answered, once it did.
    pub status: Option<u16>,
}

/// Everything seen of an address at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The address as it was given.
    pub address: String,
    /// What it came to.
    pub finding: Finding,
    /// Every request, in order.
    pub hops: Vec<Hop>,
    /// How many bytes were read.
    pub bytes: u64,
    /// There were more: [`crate::BYTES`] at most are read.
    pub cut: bool,
    /// SHA-256 of the bytes read.
    pub hash: Option<String>,
    /// The kind that the server told.
    pub media_type: Option<String>,
}

impl Report {
    pub(crate) fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            finding: Finding::Malformed,
            hops: vec![],
            bytes: 0,
            cut: false,
            hash: None,
            media_type: None,
        }
    }
}
