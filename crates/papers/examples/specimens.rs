//! Prints one of each paper into a folder: `cargo run --release -p papers --example specimens -- <folder>`.
#![allow(clippy::disallowed_methods, reason = "an example may time itself")]

#[path = "../tests/common/mod.rs"]
mod common;

use papers::PaperError;
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder: PathBuf = std::env::args_os().nth(1).ok_or("name a folder")?.into();
    std::fs::create_dir_all(&folder)?;
    let save = |name: &str,
                print: &dyn Fn() -> Result<Vec<u8>, PaperError>|
     -> Result<(), Box<dyn std::error::Error>> {
        let start = Instant::now();
        let pdf = print()?;
        println!("{name}: {} kB in {} ms", pdf.len() / 1024, start.elapsed().as_millis());
        Ok(std::fs::write(folder.join(name).with_extension("pdf"), pdf)?)
    };
    let sheet = common::sheet();
    let mut draft = sheet.clone();
    (draft.draft, draft.visas) = (true, Vec::new());
    let other = |number: usize| {
        let mut sheet = sheet.clone();
        sheet.candidate.family_name = format!("Candidat {number}");
        sheet
    };
    save("grille", &|| papers::grid(&sheet))?;
    save("grille-vierge", &|| papers::grid(&common::blank("sio-e5-2026", 2026)))?;
    save("grille-ef4", &|| papers::grid(&common::blank("sio-ef4-2022", 2026)))?;
    save("grille-travail", &|| papers::grid(&draft))?;
    save("appreciation-jury", &|| papers::appraisal_for_jury(&sheet))?;
    save("appreciation-travail", &|| papers::appraisal_for_jury(&draft))?;
    save("appreciation-vierge", &|| papers::appraisal_for_jury(&common::blank("sio-e5-2026", 2026)))?;
    save("appreciation-candidat", &|| papers::appraisal_for_candidate(&sheet, common::decided("13")))?;
    save("grille-longue", &|| papers::grid(&common::stress::long_sheet()))?;
    save("appreciation-longue", &|| papers::appraisal_for_jury(&common::stress::long_sheet()))?;
    save("grille-hostile", &|| papers::grid(&common::stress::hostile_sheet()))?;
    save("appreciation-hostile", &|| papers::appraisal_for_jury(&common::stress::hostile_sheet()))?;
    save("recepisse", &|| papers::receipt(&common::receipt_paper()))?;
    save("conformite", &|| papers::conformity(&common::conformity_paper()))?;
    save("demande-ef4", &|| papers::request(&common::request_paper()))?;
    save("bordereau", &|| papers::bordereau(&common::bordereau_paper(30)))?;
    save("proces-verbal", &|| papers::minutes(&common::minutes_paper(30)))?;
    save("tableau", &|| papers::table(&common::table_paper()))?;
    save("tableau-long", &|| papers::table(&common::stress::long_table()))?;
    for number in 1..=5 {
        save("grille-suite", &|| papers::grid(&other(number)))?;
    }
    Ok(())
}
