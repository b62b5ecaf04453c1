//! An address of the web, read strictly.

use crate::{Finding, Reach};
use std::net::IpAddr;
use url::{Host, Url};

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    url: Url,
}

/// Names that are never the public Internet's, whatever they resolve to.
const LOCAL: [&str; 8] =
    ["localhost", "local", "internal", "lan", "home.arpa", "localdomain", "intranet", "corp"];

impl Target {
    /// Reads an address. Every way of writing an IPv4 address is read as what it is.
    ///
    /// # Errors
    /// [`Finding::Malformed`]; [`Finding::Private`] for a local name, a special address, or a port of no site.
    pub fn parse(text: &str, reach: Reach) -> Result<Self, Finding> {
        let url = Url::parse(text.trim()).map_err(|_| Finding::Malformed)?;
        Self::checked(url, reach)
    }

    /// Where a redirection leads.
    ///
    /// # Errors
    /// As [`Target::parse`].
    pub fn join(&self, location: &str, reach: Reach) -> Result<Self, Finding> {
        let url = self.url.join(location).map_err(|_| Finding::Malformed)?;
        Self::checked(url, reach)
    }

    fn checked(mut url: Url, reach: Reach) -> Result<Self, Finding> {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some()
        {
            return Err(Finding::Malformed);
        }
        url.set_fragment(None);
        if url.as_str().len() > 4_000 {
            return Err(Finding::Malformed);
        }
        let loopback = match url.host() {
            None => return Err(Finding::Malformed),
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                if name.is_empty() {
                    return Err(Finding::Malformed);
                }
                let local = |known: &&str| name == *known || name.ends_with(&format!(".{known}"));
                if LOCAL.iter().any(local) || !name.contains('.') {
                    return Err(Finding::Private);
                }
                false
            }
            Some(Host::Ipv4(ip)) => Self::allowed(IpAddr::V4(ip), reach)?,
            Some(Host::Ipv6(ip)) => Self::allowed(IpAddr::V6(ip), reach)?,
        };
        let port = url.port_or_known_default();
        if !loopback && reach == Reach::Public && !matches!(port, Some(80 | 443 | 8080 | 8443)) {
            return Err(Finding::Private);
        }
        Ok(Self { url })
    }

    /// Whether an address may be reached; says whether it is the loopback that a test may reach.
    pub(crate) fn allowed(ip: IpAddr, reach: Reach) -> Result<bool, Finding> {
        let loopback = reach == Reach::Loopback && ip.to_canonical().is_loopback();
        if crate::forbidden(ip) && !loopback { Err(Finding::Private) } else { Ok(loopback) }
    }

    /// The address, for people.
    pub fn text(&self) -> String {
        self.url.to_string()
    }

    /// Whether it goes over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The name to resolve, or the address itself.
    pub(crate) fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        host.trim_start_matches('[').trim_end_matches(']').to_owned()
    }

    pub(crate) fn port(&self) -> u16 {
        self.url.port_or_known_default().unwrap_or(0)
    }

    /// The header `Host`.
    pub(crate) fn authority(&self) -> String {
        self.url.authority().to_owned()
    }

    /// The path with its query, as a request line has it.
    pub(crate) fn path(&self) -> String {
        let query = self.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", self.url.path())
    }
}
