//! Checks tables: `cargo run --release --example check -- text|json|sarif FILE…`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let format = arguments.next().unwrap_or_default();
    let mut checks = Vec::new();
    for file in arguments {
        match std::fs::read(&file) {
            Ok(bytes) => checks.push(tableau::check(&bytes, &file, &tableau::Context::default())),
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
    match format.as_str() {
        "sarif" => println!("{}", tableau::to_sarif(&checks, env!("CARGO_PKG_VERSION"))),
        "json" => println!("{}", tableau::checks_to_json(&checks)),
        _ => println!("{}", tableau::checks_to_text(&checks, false)),
    }
    if tableau::Summary::of(&checks).is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
