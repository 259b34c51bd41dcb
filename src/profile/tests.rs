use super::*;

fn shipped() -> Vec<Profile> {
    crate::pack::shipped_profiles().iter().map(|text| Profile::read(text).unwrap()).collect()
}

fn on(day: &str, kind: Kind) -> String {
    let profiles = shipped();
    at(&profiles, kind, text::date::parse(day).unwrap()).unwrap().code.clone()
}

#[test]
fn a_document_follows_the_rules_of_its_day() {
    assert_eq!(on("2019-01-21", Kind::Party), "hd-36-2018");
    assert_eq!(on("2026-05-26", Kind::Party), "hd-36-2018");
    assert_eq!(on("2026-05-27", Kind::Party), "hd-05-2026");
    assert_eq!(on("2024-03-27", Kind::State), "nd-30-2020");
}

#[test]
fn before_the_first_rules_known_the_first_hold() {
    assert_eq!(on("2004-05-28", Kind::Party), "hd-36-2018");
    assert_eq!(on("2019-01-21", Kind::State), "nd-30-2020");
}

#[test]
fn a_misspelt_line_is_refused() {
    let text = crate::pack::shipped_profiles()[0].replace("left_mm", "left_cm");
    assert!(Profile::read(&text).unwrap_err().to_string().contains("left_cm"));
}
