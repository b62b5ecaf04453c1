//! Identifiers. Each is an opaque text (a `UUIDv7` given by the store); the types keep them apart.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+};
}

ids! {
    /// A person's account.
    AccountId,
    /// An exam session (one academy, one year).
    SessionId,
    /// A school.
    SchoolId,
    /// A candidate of a session.
    CandidateId,
    /// A commission of two examiners.
    CommissionId,
    /// A member of commissions: teacher or professional.
    ExaminerId,
    /// The evaluation sheet of one candidate.
    SheetId,
    /// A deposit of one piece of a dossier.
    DepositId,
    /// A notice given to somebody.
    NoticeId,
    /// A scanned page of a grid that was held on paper.
    ScanId,
    /// A browser that holds the pack of a commission's day.
    DeviceId,
    /// A convocation sent to somebody.
    ConvocationId,
    /// A recommendation of the harmonisation.
    RecommendationId,
}
