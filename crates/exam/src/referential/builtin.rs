//! The referentials that come with the software.

/// Code and TOML text of each.
const BUILTIN: [(&str, &str); 3] = [
    ("sio-e4-2022", include_str!("../../../../referentials/sio-e4-2022.toml")),
    ("sio-e5-2026", include_str!("../../../../referentials/sio-e5-2026.toml")),
    ("sio-ef4-2022", include_str!("../../../../referentials/sio-ef4-2022.toml")),
];

/// Code and TOML text of each referential that comes with the software.
pub fn builtin() -> &'static [(&'static str, &'static str)] {
    &BUILTIN
}

/// The TOML text of the referential with this code, if it comes with the software.
pub fn builtin_text(code: &str) -> Option<&'static str> {
    BUILTIN.iter().find(|(known, _)| *known == code).map(|(_, text)| *text)
}
