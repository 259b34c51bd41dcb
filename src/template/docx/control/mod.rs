//! Figures that a document remembers: each printed figure stands in a content control of its
//! own, invisible to a reader, whose tag says which figure it is.
//!
//! The control is written into the part's template around what prints the figure, so that a
//! filled document costs nothing more; a loop repeats it with its figure.

mod place;
mod read;

use std::collections::BTreeMap;

pub(super) use place::Controls;
pub use read::controls;

use super::looped::Looped;
use super::sites::Tagged;
use crate::ooxml::XmlTree;
use crate::template::AS_FIGURE;
use crate::template::engine::{with_argument, write_output, write_statement};

/// How the tag of a figure's control begins; what the caller calls the figure follows.
const MARK: &str = "th1-";

/// The longest tag of a control that Word takes, in characters.
const LONGEST_TAG: usize = 64;

/// The tag of the control that holds a figure with this identity.
pub fn control_tag(id: &str) -> String {
    format!("{MARK}{id}")
}

/// Whether a figure's identity fits into the tag of a control.
pub(super) fn fits_a_tag(id: &str) -> bool {
    id.chars().count() + MARK.len() <= LONGEST_TAG
}

/// What prints a figure: Tera code for its identity and for its text.
pub(super) struct Code {
    /// What must come before both.
    before: String,
    id: String,
    text: String,
}

impl Code {
    /// Of a figure whose identity and text are in variables.
    pub(super) fn of_variables(id: &str, text: &str) -> Self {
        Self { before: String::new(), id: id.to_owned(), text: text.to_owned() }
    }

    /// Of a figure that a function prints.
    pub(super) fn of_call(code: &str) -> Self {
        let call = with_argument(code, &format!("{AS_FIGURE}=true"));
        let mut before = String::new();
        write_statement(&mut before, &format!("set {PRINTED} = {call}"));
        Self { before, id: format!("{PRINTED}.id"), text: format!("{PRINTED}.text") }
    }

    /// The text that is printed.
    fn text(&self) -> String {
        let mut out = String::new();
        write_output(&mut out, &self.text);
        out
    }

    /// The properties of the control.
    fn properties(&self, number: usize, run_properties: &str) -> String {
        let mut id = String::new();
        write_output(&mut id, &self.id);
        format!(
            "<w:sdtPr>{run_properties}<w:tag w:val=\"{MARK}{id}\"/><w:id w:val=\"{number}\"/>\
             {HIDDEN}</w:sdtPr>"
        )
    }
}

/// The variable that holds what a function printed.
const PRINTED: &str = "__printed";

/// A control without a frame around it.
const HIDDEN: &str = "<w15:appearance w15:val=\"hidden\"/>";

/// The tags of a part that print figures, by tag.
#[derive(Default)]
pub(super) struct Figures {
    /// What prints them.
    pub(super) codes: BTreeMap<usize, Code>,
    /// The number of the part's first control.
    first_number: usize,
}

/// The lowest number of a control.
const LOWEST_NUMBER: usize = 1_600_000_000;
/// So many numbers later begin those of the next part.
const NUMBERS_PER_PART: usize = 1_000_000;
/// The numbers of so many parts stay below Word's limit of 2^31.
const MOST_PARTS: usize = 500;

impl Figures {
    /// None yet, in the part with this number; controls of an earlier filling keep theirs.
    pub(super) fn new(tree: &XmlTree<'_>, part: usize) -> Self {
        let lowest = LOWEST_NUMBER + part % MOST_PARTS * NUMBERS_PER_PART;
        let own = lowest..lowest + NUMBERS_PER_PART / 2;
        let controls = (0..tree.len()).filter(|element| tree.name(*element) == "w:sdtPr");
        let numbers = controls.filter_map(|properties| {
            let (number, _) = tree.attribute(tree.child(properties, "w:id")?, "w:val")?;
            number.parse().ok().filter(|number| own.contains(number))
        });
        let first_number = numbers.max().map_or(lowest, |highest: usize| highest + 1);
        Self { codes: BTreeMap::new(), first_number }
    }

    /// Whether one of them stands in what loops repeat.
    pub(super) fn stand_in(&self, tagged: &Tagged<'_>, looped: &Looped) -> bool {
        let sites = self.codes.keys().filter_map(|site| tagged.sites.get(*site));
        let mut starts = sites.map(|site| site.start);
        starts.any(|start| looped.contains(start))
    }
}
