//! By what authority an office signs, as far as its name and the signer's title tell.

use crate::model::Letterhead;
use crate::profile::{Kind, Profile};
use crate::text;

/// Bodies for which their secretary or chairman signs: first words of the office's name. The name
/// of the place that follows does not stand in the line.
const BODIES_OF_THE_PARTY: [&str; 9] = [
    "Ban Thường vụ",
    "Đảng ủy",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Quận ủy",
    "Thị ủy",
    "Chi ủy",
    "Chi bộ",
];
const BODIES_OF_THE_STATE: [&str; 2] = ["Ủy ban nhân dân", "Hội đồng nhân dân"];

/// Titles of who signs for such a body.
const SECRETARIES: [&str; 3] = ["Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực"];
const CHAIRMEN: [&str; 2] = ["Chủ tịch", "Phó Chủ tịch"];

const DEPUTY: &str = "Phó ";

/// What is within the names of other offices of the Party: «Đảng bộ», «Ban Tổ chức Tỉnh ủy».
const WITHIN_NAMES_OF_THE_PARTY: [&str; 8] =
    ["Đảng", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Chi ủy", "Chi bộ"];

/// Whether an office is one of the Party, as far as its name tells.
pub(super) fn is_of_the_party(office: &str) -> bool {
    let name = text::key::of(office);
    let begins = |body: &&str| name.starts_with(&text::key::of(body));
    let has = |word: &&str| name.contains(&text::key::of(word));
    BODIES_OF_THE_PARTY.iter().any(|body| begins(body))
        || (WITHIN_NAMES_OF_THE_PARTY.iter().any(|word| has(word))
            && !BODIES_OF_THE_STATE.iter().any(|body| begins(body)))
}

/// The lines above the signer's title: for a body, for a head, or none for the head himself.
///
/// A committee of the Party is signed for and never has a line for its head.
pub(super) fn lines(profile: &Profile, office: &Letterhead) -> Vec<String> {
    let (bodies, titles): (&[&str], &[&str]) = match profile.kind {
        Kind::Party => (&BODIES_OF_THE_PARTY, &SECRETARIES),
        Kind::State => (&BODIES_OF_THE_STATE, &CHAIRMEN),
    };
    let same = |a: &str, b: &str| text::key::of(a) == text::key::of(b);
    let for_body = titles.iter().any(|title| same(title, &office.signer_title));
    let mut lines = Vec::new();
    if for_body {
        let name = text::key::of(&office.name);
        let body = bodies.iter().find(|body| name.starts_with(&text::key::of(body)));
        // Which body it is stays open where the name does not say so.
        lines.push(format!("{} {}", profile.signing.for_body, body.unwrap_or(&"…")));
    }
    let of_a_committee = for_body && profile.kind == Kind::Party;
    let head = office.signer_title.strip_prefix(DEPUTY);
    if let Some(head) = head.filter(|_| !of_a_committee) {
        lines.push(format!("{} {head}", profile.signing.for_head));
    }
    lines
}
