//! Whether an outside portfolio answers, with what was seen; without ever reaching what is not the public Internet.
#![warn(missing_docs)]

mod copy;
mod guard;
mod hop;
mod page;
mod report;
mod target;

pub use copy::{COPY_BYTES, COPY_DEPTH, COPY_FILES, Copied, CopyOutcome};
pub use guard::forbidden;
pub use report::{Finding, Hop, Report};
pub use target::Target;

use async_trait::async_trait;
use hop::{Answer, Client};
use sha2::{Digest, Sha256};
use std::io;
use std::net::IpAddr;
use std::time::Duration;

/// The most redirections followed.
pub const REDIRECTS: usize = 5;

/// The most bytes read of a page.
pub const BYTES: usize = 5_000_000;

/// The longest that one step may take: a name, a connection, a first byte, the next one.
pub const STEP: Duration = Duration::from_secs(10);

/// The longest that a whole probe may take.
pub const WHOLE: Duration = Duration::from_secs(40);

/// Who asks, and why: a site's owner reads it in the log.
pub const AGENT: &str = "Florilege/0.1 (verification d'un portfolio d'examen ; bot)";

/// How names become addresses. The answer is checked, and the connection goes to what was checked.
#[async_trait]
pub trait Names: Send + Sync {
    /// The addresses of a host.
    ///
    /// # Errors
    /// The name is unknown, or nobody answers.
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The system's names.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

#[async_trait]
impl Names for SystemNames {
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((host, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// What a probe may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// The public Internet, on the ports of the web.
    #[default]
    Public,
    /// That, and the loopback on any port: for tests against a server of their own.
    Loopback,
}

/// Probes addresses.
pub struct Prober {
    client: Client,
}

impl Prober {
    /// A prober of the public Internet.
    pub fn new() -> Self {
        Self::with(Box::new(SystemNames), Reach::Public)
    }

    /// A prober with other names and another reach.
    pub fn with(names: Box<dyn Names>, reach: Reach) -> Self {
        Self { client: Client::new(names, reach) }
    }

    /// What an address answers. Never fails: what goes wrong is a finding.
    pub async fn probe(&self, address: &str) -> Report {
        let mut report = Report::new(address);
        let finding = tokio::time::timeout(WHOLE, self.follow(address, &mut report)).await;
        report.finding = finding.unwrap_or(Finding::TooSlow);
        report
    }

    async fn follow(&self, address: &str, report: &mut Report) -> Finding {
        let mut target = match Target::parse(address, self.client.reach()) {
            Ok(target) => target,
            Err(finding) => return finding,
        };
        for _ in 0..=REDIRECTS {
            let answer = match self.client.get(&target, BYTES).await {
                Ok(answer) => answer,
                Err(failed) => {
                    report.hops.push(Hop { address: target.text(), ip: failed.ip, status: None });
                    return failed.finding;
                }
            };
            report.hops.push(Hop {
                address: target.text(),
                ip: Some(answer.ip.to_string()),
                status: Some(answer.status),
            });
            let Some(next) = &answer.location else {
                return conclude(&target, &answer, report);
            };
            if page::is_sign_in(next) {
                return Finding::SignIn;
            }
            target = match target.join(next, self.client.reach()) {
                Ok(target) => target,
                Err(finding) => return finding,
            };
        }
        Finding::TooManyRedirects
    }
}

impl Default for Prober {
    fn default() -> Self {
        Self::new()
    }
}

fn conclude(target: &Target, answer: &Answer, report: &mut Report) -> Finding {
    report.bytes = answer.body.len() as u64;
    report.cut = answer.cut;
    report.media_type.clone_from(&answer.media_type);
    if !answer.body.is_empty() {
        let hex = Sha256::digest(&answer.body).iter().fold(String::with_capacity(64), |mut hex, byte| {
            use std::fmt::Write as _;
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        report.hash = Some(hex);
    }
    page::finding(target, answer)
}
