//! The key of a finding: the same for the same figures, whatever their file is called.

use sha2::{Digest, Sha256};

use super::about::{About, Known};
use crate::diagnostic::{Field, Finding};
use crate::text::Lang;

/// Digits and letters that nobody takes for one another: no 0, 1, I, O.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// The fact of what is usual where an unusual figure stands.
const USUAL: &str = "usual";

/// The key of a finding, such as `K7F3-9A2C`.
///
/// What it is about, where, and every fact go into it; names of files, their folders and the number in
/// the list do not, nor does what is usual elsewhere: it changes with the returns of others. A cell that
/// says something else makes another key.
pub fn key(finding: &Finding, about: &About, known: Known<'_>) -> String {
    let mut told = Told::default();
    told.say(finding.code.as_str());
    told.say(about.unit.map_or("", |unit| known.tree.code(unit)));
    told.say(about.form.as_deref().unwrap_or(""));
    told.say(&about.period.map(|period| period.to_string()).unwrap_or_default());
    // What is not of the run's own returns says by itself whom it is about.
    finding.scope.iter().for_each(|name| told.say(name));
    if let Some(place) = &finding.place {
        let is_return = !known.files.returns(&place.file).is_empty();
        let sha256 = known.files.sha256(&place.file);
        // Cells that are not named one by one may change without anything else changing.
        if !is_return || shows_not_all(finding) {
            told.say(sha256.unwrap_or(""));
        }
        told.say(place.sheet.as_deref().unwrap_or(""));
        told.say(&place.cell.map(|cell| cell.to_string()).unwrap_or_default());
    }
    for (name, field) in finding.fields.iter().filter(|(name, _)| **name != USUAL) {
        told.say(name);
        told.field(field, known);
    }
    for note in &finding.cells {
        told.say(&of_file(note.file.as_deref().unwrap_or(""), known));
        told.say(note.sheet.as_deref().unwrap_or(""));
        told.say(&note.cell.map(|cell| cell.to_string()).unwrap_or_default());
        told.say(&note.label);
        told.field(&note.value, known);
    }
    told.key()
}

/// Whether a finding counts more cells than it shows.
pub(super) fn shows_not_all(finding: &Finding) -> bool {
    let counted = match finding.fields.get("count") {
        Some(Field::Count(count)) => usize::try_from(*count).unwrap_or(usize::MAX),
        _ => 0,
    };
    counted > finding.cells.len()
}

/// What a text says, a file by what it holds.
fn of_file(text: &str, known: Known<'_>) -> String {
    let Some((path, rest)) = known.files.named(text) else { return text.to_owned() };
    let mut returns: Vec<String> = known
        .files
        .returns(path)
        .iter()
        .map(|of| format!("{}/{}/{}", of.form, known.tree.code(of.org), of.period))
        .collect();
    returns.sort();
    if returns.is_empty() {
        returns.push(known.files.sha256(path).unwrap_or("").to_owned());
    }
    format!("{} {rest}", returns.join(" "))
}

#[derive(Default)]
struct Told {
    hash: Sha256,
}

impl Told {
    /// Each text with its length, so that two never say what one says.
    fn say(&mut self, text: &str) {
        self.hash.update((text.len() as u64).to_be_bytes());
        self.hash.update(text);
    }

    fn field(&mut self, field: &Field, known: Known<'_>) {
        match field {
            Field::Text(text) => self.say(&of_file(text, known)),
            Field::List(items) => items.iter().for_each(|item| self.say(&of_file(item, known))),
            Field::Number(_) | Field::Count(_) | Field::Words { .. } => {
                self.say(&field.print(Lang::Vi));
            }
        }
    }

    fn key(self) -> String {
        let digest = self.hash.finalize();
        let bits = digest.iter().take(5).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        let letter = |at: u32| {
            let index = usize::try_from(bits >> (5 * at) & 31).unwrap_or(0);
            char::from(LETTERS.get(index).copied().unwrap_or(b'-'))
        };
        let half = |from: u32| (from..from + 4).map(letter).collect::<String>();
        format!("{}-{}", half(0), half(4))
    }
}
