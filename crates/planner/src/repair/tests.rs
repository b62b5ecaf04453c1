use super::*;

#[test]
fn changes_are_read_from_json() {
    let text =
        r#"{"unavailable": [{"examiner": ["T", 3], "halves": [0, 1]}, {"candidate": 5, "days": [2]}]}"#;
    let changes = Changes::from_json(text).unwrap();
    assert_eq!(changes.examiners, [(Person::Teacher(3), vec![0, 1])]);
    assert_eq!(changes.candidates, [(5, vec![2])]);
    assert_eq!(Changes::from_json("{}").unwrap(), Changes::default());
    assert!(Changes::from_json(r#"{"unavailable": [{"halves": [1]}]}"#).is_err());
}
