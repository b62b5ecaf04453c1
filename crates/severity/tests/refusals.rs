//! What cannot be used gets a French sentence that says where.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::format_push_string,
    clippy::needless_range_loop,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and its numbers are small"
)]

use severity::marks::{Beside, Formula};
use severity::rasch::Steps;
use severity::{Fault, marks, ordinal, rasch, read};

fn read_fault(text: &str) -> String {
    read::from_csv(text.as_bytes(), None).unwrap_err().to_string()
}

fn rsm(text: &str) -> Fault {
    rasch::fit(&read::from_csv(text.as_bytes(), None).unwrap(), Steps::Shared).unwrap_err()
}

#[test]
fn a_column_that_is_missing_is_named() {
    assert!(read_fault("pid,g1\n1,2\n").starts_with("ligne 1, colonne « rater » : cette colonne manque"));
    assert!(read_fault("rater,g1\nA,2\n").starts_with("ligne 1, colonne « pid »"));
    let no_x = read::from_csv(b"pid,rater,g1\n1,A,2\n", Some("x")).unwrap_err().to_string();
    assert!(no_x.starts_with("ligne 1, colonne « x » : cette colonne manque"), "{no_x}");
    assert!(read_fault("").contains("vide"));
    assert!(read_fault("pid,rater,g1,g1\n1,A,2,2\n").contains("deux fois"));
    assert!(read_fault("pid,rater,,g1\n1,A,2,2\n").contains("n’a pas de nom"));
}

#[test]
fn a_value_that_is_wrong_has_its_line_and_column() {
    for (cell, said) in [
        ("2.5", "« 2.5 » n’est pas un niveau"),
        ("-1", "« -1 » n’est pas un niveau"),
        ("11", "« 11 » n’est pas un niveau"),
        ("bien", "« bien » n’est pas un niveau"),
        ("", "cellule vide"),
    ] {
        let fault = read_fault(&format!("pid,rater,g1,g2\n1,A,0,1\n2,B,{cell},1\n"));
        assert!(fault.starts_with("ligne 3, colonne « g1 » : ") && fault.contains(said), "{fault}");
    }
    for (cell, said) in
        [("abc", "n’est pas un nombre"), ("20.5", "de 0 à 20"), ("-1", "de 0 à 20"), ("inf", "nombre")]
    {
        let fault = read_fault(&format!("pid,rater,mark,g1\n1,A,10,1\n2,B,{cell},1\n"));
        assert!(fault.starts_with("ligne 3, colonne « mark » : ") && fault.contains(said), "{fault}");
    }
    assert!(read_fault("pid,rater,g1\n1,A,0\n,B,1\n").starts_with("ligne 3, colonne « pid » : cellule vide"));
    assert!(read_fault("pid,rater,g1\n1,A\n").starts_with("ligne 2 : 2 valeurs au lieu de 3"));
    let latin: &[u8] = b"pid,rater,g1\n1,A,0\n2,\xe9,1\n";
    assert!(
        read::from_csv(latin, None)
            .unwrap_err()
            .to_string()
            .starts_with("ligne 3 : le texte n’est pas en UTF-8")
    );
}

#[test]
fn french_spreadsheets_are_read() {
    let text = "\u{feff}pid;rater;mark;x;g1\r\n1;A;12,5;9,75;NE\r\n2;B;8;11;3\r\n";
    let data = read::from_csv(text.as_bytes(), Some("x")).unwrap();
    assert_eq!(data.mark, Some(vec![Some(12.5), Some(8.0)]));
    assert_eq!(data.covariate, Some(vec![9.75, 11.0]));
    assert_eq!(data.levels, [None, Some(3)]);
}

#[test]
fn what_has_no_maximum_is_refused() {
    let one = rsm("pid,rater,g1,g2\n1,A,0,1\n2,A,1,0\n").to_string();
    assert!(one.contains("une seule commission, « A »"), "{one}");
    let constant = rsm("pid,rater,g1,g2\n1,A,1,1\n2,B,1,0\n3,A,1,1\n");
    assert_eq!(constant.column.as_deref(), Some("g1"));
    let lowest = rsm("pid,rater,g1,g2\n1,A,0,0\n2,B,1,0\n3,B,0,1\n").to_string();
    assert!(lowest.contains("« A » n’a donné que le niveau le plus bas"), "{lowest}");
    let highest = rsm("pid,rater,g1,g2\n1,A,1,1\n2,B,1,0\n3,B,0,1\n").to_string();
    assert!(highest.contains("« A » n’a donné que le niveau le plus haut"), "{highest}");
    let nothing = rsm("pid,rater,g1,g2\n1,A,NE,NE\n2,B,1,0\n3,B,0,1\n").to_string();
    assert!(nothing.contains("« A » n’a donné aucun niveau"), "{nothing}");
}

#[test]
fn candidates_that_do_not_differ_leave_nothing_to_separate() {
    let mut text = "pid,rater,g1,g2,g3\n".to_owned();
    for person in 0..18 {
        let (a, b, c) = (person % 3, (person + 1) % 3, (person + 2) % 3);
        text += &format!("p{person},{},{a},{b},{c}\n", ["A", "B"][person % 2]);
    }
    let fault = rsm(&text).to_string();
    assert!(fault.contains("ne se distinguent pas"), "{fault}");
}

#[test]
fn a_level_off_the_scale_is_shown_where_it_stands() {
    let fault = rsm("pid,rater,g1,g2\n1,A,0,1\n2,B,2,1\n3,A,2,0\n4,B,1,7\n");
    assert_eq!((fault.line, fault.column.as_deref()), (Some(5), Some("g2")));
    assert!(fault.reason.contains("le niveau 3 n’est donné nulle part alors que le niveau 7"), "{fault}");
    let text = "pid,rater,g1,g2\n1,A,0,1\n2,B,2,2\n3,A,2,0\n4,B,0,1\n";
    let unused = rasch::fit(&read::from_csv(text.as_bytes(), None).unwrap(), Steps::PerItem).unwrap_err();
    assert!(unused.to_string().contains("colonne « g1 » : le niveau 1 n’y est jamais donné"), "{unused}");
}

#[test]
fn marks_that_cannot_be_compared_are_refused() {
    let formula = Formula { covariate: false, beside: Beside::Nothing };
    let fault = |text: &str, formula| {
        marks::fit(&read::from_csv(text.as_bytes(), None).unwrap(), formula).unwrap_err()
    };
    assert!(fault("pid,rater,g1\n1,A,0\n2,B,1\n", formula).to_string().contains("« mark » manque"));
    let hole = fault("pid,rater,mark\n1,A,10\n2,B,\n3,B,12\n", formula);
    assert_eq!((hole.line, hole.column.as_deref()), (Some(3), Some("mark")));
    assert!(fault("pid,rater,mark\n1,A,10\n2,B,10\n3,B,10\n", formula).to_string().contains("égales"));
    assert!(fault("pid,rater,mark\n1,A,10\n2,B,12\n", formula).to_string().contains("qu’une fiche"));
    let school = Formula { covariate: false, beside: Beside::School };
    assert_eq!(fault("pid,rater,mark\n1,A,10\n2,B,12\n3,B,9\n", school).column.as_deref(), Some("school"));
}

#[test]
fn a_covariate_that_never_varies_and_a_line_that_separates_are_said() {
    let flat = read::from_csv(b"pid,rater,x,g1\n1,A,5,0\n2,B,5,1\n3,B,5,0\n", Some("x")).unwrap();
    assert!(ordinal::fit(&flat, true).unwrap_err().to_string().contains("partout la même valeur"));
    // g1 only has the two lowest levels, g2 the two highest: no finite distance between the two lines is best.
    let mut text = "pid,rater,g1,g2\n".to_owned();
    for person in 0..24 {
        let commission = ["A", "B", "C"][person % 3];
        text += &format!("{person},{commission},{},{}\n", person / 2 % 2, 2 + person / 4 % 2);
    }
    let separated = read::from_csv(text.as_bytes(), None).unwrap();
    let fault = ordinal::fit(&separated, false).unwrap_err();
    assert!(fault.to_string().contains("n’a pas convergé"), "{fault}");
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    for (end, line) in [("\n", 3), ("\r\n", 3), ("\n\n", 5), ("\r\n\r\n", 5)] {
        let text = ["pid,rater,g1,g2", "a,A,1,2", "b,B,x,2", "c,B,1,2", ""].join(end);
        let fault = read::from_csv(text.as_bytes(), None).unwrap_err().to_string();
        assert!(fault.starts_with(&format!("ligne {line}, colonne « g1 »")), "{fault}");
    }
}
