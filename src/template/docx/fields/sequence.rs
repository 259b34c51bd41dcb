//! `SEQ`: captions and other things that are numbered one after the other.

use std::collections::{BTreeMap, VecDeque};

use super::find::Field;
use super::format::counted;
use super::{Changes, is_inside};

/// Numbers every sequence of the body anew.
pub(super) fn refresh(fields: &[Field], changes: &mut Changes<'_, '_>) {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    // What the fields of a drawing say, for those in its copy for old programs.
    let mut drawn: BTreeMap<usize, VecDeque<String>> = BTreeMap::new();
    for field in fields.iter().filter(|field| field.instruction.kind == "SEQ") {
        let instruction = &field.instruction;
        let Some(name) = instruction.argument() else { continue };
        if field.has_field_in_code || is_inside(fields, field, "TOC") {
            continue;
        }
        let drawing = changes.tree.nearest(field.start, "mc:AlternateContent");
        if field.is_copy {
            let said = drawing.and_then(|drawing| drawn.get_mut(&drawing)?.pop_front());
            if let Some(text) = said {
                changes.set(field, &text);
            }
            continue;
        }
        let is_reference = instruction.arguments.len() > 1;
        if is_reference || instruction.has('s') {
            if changes.before.len() != changes.tree.xml.len() {
                changes.note(field, "đánh số theo chương hoặc theo dấu trang");
            }
            continue;
        }
        let count = counts.entry(name.to_lowercase()).or_insert(0);
        match instruction.switch('r').and_then(|number| number.parse().ok()) {
            Some(number) => *count = number,
            None if instruction.has('c') => {}
            None => *count = count.saturating_add(1),
        }
        let format = instruction.formats().next();
        if instruction.has('h') && format.is_none() {
            continue;
        }
        match counted(*count, format.unwrap_or("Arabic")) {
            Some(text) => {
                changes.set(field, &text);
                if let Some(drawing) = drawing {
                    drawn.entry(drawing).or_default().push_back(text);
                }
            }
            None => changes.note(field, "kiểu đánh số không quen"),
        }
    }
}
