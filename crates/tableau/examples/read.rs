//! Reads a table and tells it: `cargo run --release --example read -- [--json] FILE [TIMES]`.
//!
//! With TIMES, reads the file so many times and tells only its size, to be timed from outside.

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).peekable();
    let json = arguments.next_if_eq("--json").is_some();
    let (Some(file), times) =
        (arguments.next(), arguments.next().and_then(|times| times.parse::<u32>().ok()))
    else {
        eprintln!("usage: read [--json] FILE [TIMES]");
        return ExitCode::FAILURE;
    };
    let bytes = match std::fs::read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{file}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let context = tableau::Context::default();
    for _ in 1..times.unwrap_or(1) {
        let _ = std::hint::black_box(tableau::read(&bytes, &file, &context));
    }
    match tableau::read(&bytes, &file, &context) {
        Ok(reading) if json => println!("{}", tableau::to_json(&reading)),
        Ok(reading) if times.is_none() => print!("{}", tableau::to_text(&reading, false)),
        Ok(reading) => println!("{} achievements", reading.achievements.len()),
        Err(error) => {
            eprintln!("{file}: {} ({error})", error.code());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
