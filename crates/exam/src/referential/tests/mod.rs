//! What the built-in referentials say, that they say it as the official text does, and how faults are told.

mod content;
mod faults;
mod verbatim;

use super::{Referential, builtin_text, load};

/// A built-in referential.
fn built(code: &str) -> Referential {
    let text = builtin_text(code).expect("a built-in referential");
    load(text, &format!("{code}.toml")).unwrap_or_else(|found| {
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        panic!("{}", found.join("\n"))
    })
}

fn e4() -> Referential {
    built("sio-e4-2022")
}

fn e5() -> Referential {
    built("sio-e5-2026")
}

fn ef4() -> Referential {
    built("sio-ef4-2022")
}
