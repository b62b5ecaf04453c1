//! `florilege bundle verify`, as somebody runs it: on a whole bundle, on one tampered with, on something else.
#![allow(clippy::unwrap_used)]

use bundle::{Document, Kind, Manifest, Sealed, seal};
use std::path::Path;
use std::process::{Command, Output};

fn sealed() -> Sealed {
    let document = |path: &str, kind| Document {
        path: path.to_owned(),
        kind,
        candidate: None,
        signed: vec![],
        bytes: format!("%PDF-1.7 {path}").into_bytes(),
    };
    let documents =
        vec![document("bordereau.pdf", Kind::Bordereau), document("grilles/0193.pdf", Kind::Grid)];
    seal(Manifest { bundle: "b1".to_owned(), ..Manifest::default() }, documents).unwrap()
}

fn verify(place: &Path, more: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_florilege"));
    let Output { status, stdout, stderr } =
        command.args(["bundle", "verify"]).arg(place).args(more).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

#[test]
fn e4_33_a_whole_bundle_one_tampered_with_and_what_is_none_have_three_exit_codes() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("dossier.zip");
    let one = sealed();
    std::fs::write(&place, &one.bytes).unwrap();
    let (code, told, _) = verify(&place, &["--sha256", &one.sha256]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("est entier") && told.contains(&one.sha256), "{told}");

    let mut bytes = one.bytes.clone();
    let at = bytes.windows(25).position(|bytes| bytes == b"%PDF-1.7 grilles/0193.pdf").unwrap();
    bytes[at + 2] = b'X';
    std::fs::write(&place, &bytes).unwrap();
    let (code, told, _) = verify(&place, &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("grilles/0193.pdf : ") && !told.contains("bordereau.pdf : "), "{told}");
    let (code, told, _) = verify(&place, &["--format", "json", "--sha256", &one.sha256]);
    assert_eq!(code, Some(1), "{told}");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["whole"], told["findings"].as_array().unwrap().len()), (&false.into(), 2));

    std::fs::write(&place, b"bonjour").unwrap();
    let (code, told, why) = verify(&place, &[]);
    assert_eq!((code, told.as_str()), (Some(2), ""));
    assert!(why.contains("pas une archive .zip"), "{why}");
    assert_eq!(verify(&folder.path().join("nulle-part.zip"), &[]).0, Some(2));
    let (code, told, _) = verify(&place, &["--format", "json"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("\"bundle\":false"), "{told}");
}
