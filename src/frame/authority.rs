//! By what authority an office signs, as far as its name and the signer's title tell. Which bodies
//! and titles there are is said by the profile.

use crate::model::Letterhead;
use crate::profile::{Profile, Signing};
use crate::text;

/// What cannot be told, for a person to write.
const OPEN: &str = "…";

/// Whether an office's name has one of the profile's words for offices of its kind.
pub(super) fn is_named_by(profile: &Profile, office: &str) -> bool {
    let name = format!(" {} ", text::key::of(office));
    let has = |words: &String| name.contains(&format!(" {} ", text::key::of(words)));
    profile.signing.office_names.iter().any(has)
}

/// Whether the lines of authority leave something to a person.
pub(super) fn is_open(profile: &Profile, office: &Letterhead) -> bool {
    lines(profile, office).iter().any(|line| line.contains(OPEN))
}

/// The lines above the signer's title: for a body, for a head, by order, or none for the head of
/// an office himself. A body that decides together is signed for; whether its deputies have a line
/// for its head besides is the profile's to say.
pub(super) fn lines(profile: &Profile, office: &Letterhead) -> Vec<String> {
    let signing = &profile.signing;
    let title = Title::of(signing, &office.signer_title);
    if title.key.is_empty() {
        return Vec::new();
    }
    let name = text::key::of(&office.name);
    let body = signing.bodies.iter().filter(|body| begins_with(&name, &body.name));
    let body = body.max_by_key(|body| body.name.len());
    let is_head = |head: &String| begins_with(&title.key, head);
    let known = signing.bodies.iter().flat_map(|body| &body.heads);
    let heads: Vec<&String> =
        body.map_or_else(|| known.collect(), |b| b.heads.iter().collect());
    if let Some(head) = heads.into_iter().find(|head| is_head(head)) {
        // Which body it is stays open where the name does not say so.
        let body = body.map_or(OPEN, |body| body.name.as_str());
        let for_body = format!("{} {body}", signing.for_body);
        let for_head = format!("{} {head}", signing.for_head);
        let both = title.is_deputy && signing.deputies_sign_for_head;
        return if both { vec![for_body, for_head] } else { vec![for_body] };
    }
    match body {
        // Somebody of the body's own office, by its order; by whose exactly is not known.
        Some(_) if signing.office_heads.iter().any(is_head) => {
            vec![format!("{} {OPEN}", signing.by_order)]
        }
        Some(_) => vec![OPEN.to_owned()],
        None if title.is_deputy => vec![format!("{} {}", signing.for_head, title.head)],
        None => Vec::new(),
    }
}

/// The title of who signs, taken apart.
struct Title {
    /// Match key of the title of the head whose deputy or acting head it is.
    key: String,
    /// That title as it was written.
    head: String,
    /// Whether it is a deputy's.
    is_deputy: bool,
}

impl Title {
    fn of(signing: &Signing, written: &str) -> Self {
        let mut words: Vec<&str> = written.split_whitespace().collect();
        let is = |word: &str, known: &String| text::key::of(word) == text::key::of(known);
        let begins = |words: &[&str], known: &[String]| {
            words.first().is_some_and(|word| known.iter().any(|known| is(word, known)))
        };
        if begins(&words, &signing.acting) {
            words.remove(0);
        }
        let is_deputy = begins(&words, &signing.deputy);
        if is_deputy {
            words.remove(0);
        }
        // «Chánh Văn phòng Tỉnh ủy»: the body's name does not stand in the line.
        let names = |at: &usize| {
            let rest = text::key::of(&words.get(*at..).unwrap_or_default().join(" "));
            signing.office_names.iter().any(|name| begins_with(&rest, name))
        };
        let end = (1..words.len()).find(names).unwrap_or(words.len());
        let head = words.get(..end).unwrap_or_default().join(" ");
        let head = signing.first_deputy.iter().fold(head, |head, first| without(&head, first));
        Self { key: text::key::of(&head), head, is_deputy }
    }
}

/// A title without some words at its end.
fn without(title: &str, words: &str) -> String {
    let all: Vec<&str> = title.split_whitespace().collect();
    let count = words.split_whitespace().count();
    let (kept, last) = all.split_at(all.len().saturating_sub(count));
    let ends = text::key::of(&last.join(" ")) == text::key::of(words);
    if ends { kept.join(" ") } else { title.to_owned() }
}

/// Whether a match key begins with these words.
fn begins_with(key: &str, words: &str) -> bool {
    let rest = key.strip_prefix(&text::key::of(words));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
