//! Fills in a model: `cargo run --release --example write -- DATA MODEL.xlsx OUT.xlsx`.
//!
//! DATA is JSON, or a table to take the data from (`.xlsx`, `.ods`). With a fourth argument, OUT is read back
//! and compared with it: `write -- DATA MODEL.xlsx OUT.xlsx CHECKED.ods`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [data, model, out] => write(data, model, out),
        [data, _, _, checked] => compare(data, checked),
        _ => Err("usage: write DATA MODEL.xlsx OUT.xlsx [CHECKED]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn bytes(file: &str) -> Result<Vec<u8>, String> {
    std::fs::read(file).map_err(|error| format!("{file}: {error}"))
}

fn table(file: &str) -> Result<tableau::Table, String> {
    let bytes = bytes(file)?;
    if let Ok(text) = std::str::from_utf8(&bytes)
        && text.trim_start().starts_with('{')
    {
        return tableau::Table::from_json(text).map_err(|fault| fault.to_string());
    }
    let reading = tableau::read(&bytes, file, &tableau::Context::default());
    reading.map(|reading| tableau::Table::from(&reading)).map_err(|error| format!("{file}: {error}"))
}

fn write(data: &str, model: &str, out: &str) -> Result<(), String> {
    let written = tableau::write(&table(data)?, &bytes(model)?).map_err(|refusal| refusal.to_string())?;
    std::fs::write(out, written).map_err(|error| format!("{out}: {error}"))
}

/// Says the first difference between what was to be written and what a file says.
fn compare(data: &str, checked: &str) -> Result<(), String> {
    let (mut wanted, found) = (table(data)?.kept(), table(checked)?);
    // The model's own session stays.
    wanted.session.clone_from(&found.session);
    if wanted == found {
        return Ok(());
    }
    let (wanted, found) = (format!("{wanted:#?}"), format!("{found:#?}"));
    let pairs = wanted.lines().zip(found.lines()).find(|(wanted, found)| wanted != found);
    Err(format!("{checked}: {pairs:?}"))
}
