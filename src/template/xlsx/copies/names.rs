//! What the sheets of the result are called.
//!
//! Excel's rules: 1 to 31 characters (UTF-16), none of `[ ] : * ? / \`, no `'` at either end, no two
//! names that differ in case only, and not `History`.

use std::collections::{BTreeMap, BTreeSet};

/// Characters of a sheet's name, counted as Excel does (UTF-16 code units).
pub(super) const MAX_NAME: usize = 31;

/// A name that Excel keeps for itself.
const RESERVED: &str = "history";

/// What a sheet of the template is to become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Wanted {
    /// Itself.
    Same,
    /// One sheet for each of these: what its tab is to say, or the template's own name.
    Copies(Vec<Option<String>>),
}

/// A name that could not be used as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Renamed {
    /// What was asked for.
    pub wanted: String,
    /// What the sheet is called.
    pub name: String,
}

/// The names of all sheets of the result, by the sheet of the template they come from, with the
/// names that had to be changed; or the index of a sheet of which a copy would have no name.
pub(super) fn decide(
    tabs: &[(&str, &Wanted)],
) -> Result<(Vec<Vec<String>>, Vec<Renamed>), usize> {
    let mut taken: BTreeSet<String> = BTreeSet::from([RESERVED.to_owned()]);
    // Who keeps the template's name has it before anybody else asks.
    for (name, wanted) in tabs {
        let keeps = match wanted {
            Wanted::Same => true,
            Wanted::Copies(copies) => copies.iter().any(Option::is_none),
        };
        if keeps {
            taken.insert(name.to_lowercase());
        }
    }
    let mut taken = Taken { names: taken, numbers: BTreeMap::new() };
    let mut names = Vec::new();
    let mut renamed = Vec::new();
    for (tab, (own, wanted)) in tabs.iter().enumerate() {
        let Wanted::Copies(copies) = wanted else {
            names.push(vec![(*own).to_owned()]);
            continue;
        };
        let mut given = Vec::new();
        let mut own_given = false;
        for copy in copies {
            let name = match copy {
                None if !own_given => {
                    own_given = true;
                    (*own).to_owned()
                }
                None => free(own, &mut taken),
                Some(wanted) => {
                    let cleaned = cleaned(wanted);
                    if cleaned.is_empty() {
                        return Err(tab);
                    }
                    let name = free(&cleaned, &mut taken);
                    if name != *wanted {
                        let wanted = wanted.clone();
                        renamed.push(Renamed { wanted, name: name.clone() });
                    }
                    name
                }
            };
            given.push(name);
        }
        names.push(given);
    }
    Ok((names, renamed))
}

/// Names that are taken.
struct Taken {
    /// In lower case.
    names: BTreeSet<String>,
    /// For names that were asked for again, the first number that may be free.
    numbers: BTreeMap<String, u64>,
}

/// A name without what no name may hold, short enough.
fn cleaned(wanted: &str) -> String {
    let allowed = |c: char| {
        let forbidden = matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') || c.is_control();
        if forbidden { ' ' } else { c }
    };
    let text: String = wanted.chars().map(allowed).collect();
    let at_the_ends = |c: char| c.is_whitespace() || c == '\'';
    let text = text.trim_matches(at_the_ends);
    shortened(text, MAX_NAME).trim_end_matches(at_the_ends).to_owned()
}

/// The longest beginning of a text within a number of UTF-16 code units.
fn shortened(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    end.map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The name, or the name with the first free number, and takes it.
fn free(name: &str, taken: &mut Taken) -> String {
    let Taken { names: taken, numbers } = taken;
    if taken.insert(name.to_lowercase()) {
        return name.to_owned();
    }
    let number = numbers.entry(name.to_owned()).or_insert(2);
    loop {
        let suffix = format!(" ({number})");
        let base = shortened(name, MAX_NAME - suffix.len()).trim_end();
        let numbered = format!("{base}{suffix}");
        *number += 1;
        if taken.insert(numbered.to_lowercase()) {
            return numbered;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copies(names: &[&str]) -> Wanted {
        Wanted::Copies(names.iter().map(|name| Some((*name).to_owned())).collect())
    }

    fn names(tabs: &[(&str, Wanted)]) -> Vec<Vec<String>> {
        let tabs: Vec<_> = tabs.iter().map(|(name, wanted)| (*name, wanted)).collect();
        decide(&tabs).unwrap().0
    }

    #[test]
    fn copies_without_a_tag_are_numbered_as_excel_does() {
        let found = names(&[("Biểu", Wanted::Copies(vec![None, None, None]))]);
        assert_eq!(found, [["Biểu", "Biểu (2)", "Biểu (3)"]]);
    }

    #[test]
    fn a_sheet_that_stays_keeps_its_name_before_any_copy() {
        let found = names(&[("{{x}}", copies(&["tổng", "A", "a"])), ("Tổng", Wanted::Same)]);
        assert_eq!(found, [vec!["tổng (2)", "A", "a (2)"], vec!["Tổng"]]);
    }

    #[test]
    fn what_excel_forbids_is_taken_out_and_told() {
        let wanted = copies(&["'Quý I/2024: [x]*?\\'", "History", &"ấ".repeat(40)]);
        let (found, renamed) = decide(&[("M", &wanted)]).unwrap();
        assert_eq!(found[0], ["Quý I 2024   x", "History (2)", &"ấ".repeat(31)]);
        assert_eq!(renamed.len(), 3);
        assert_eq!(renamed[1].wanted, "History");
    }

    #[test]
    fn a_number_still_fits_in_31_characters() {
        let long = "a".repeat(31);
        let found = names(&[("M", copies(&[&long, &long]))]);
        assert_eq!(found[0][1], format!("{} (2)", "a".repeat(27)));
        // One beyond the basic plane counts twice.
        let found = names(&[("M", copies(&[&"😀".repeat(31)]))]);
        assert_eq!(found[0][0], "😀".repeat(15));
    }

    #[test]
    fn a_copy_without_a_name_is_told() {
        assert_eq!(decide(&[("M", &copies(&["A", " ' "]))]), Err(0));
    }
}
