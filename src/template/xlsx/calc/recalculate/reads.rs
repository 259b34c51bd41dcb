//! What a formula reads, as far as its text says.

use super::Calculation;
use crate::ooxml::CellRef;
use crate::template::xlsx::calc::columns::Place;
use crate::template::xlsx::calc::evaluate::Area;
use crate::template::xlsx::calc::parse::{Expression, parse};
use crate::template::xlsx::calc::tables;
use crate::template::xlsx::formula::lexer::{Kind, Reference, SheetName, tokens};

/// Functions that read cells their arguments do not name, or where they themselves stand.
const READS_ANYWHERE: [&str; 9] = [
    "INDIRECT",
    "OFFSET",
    "GETPIVOTDATA",
    "CELL",
    "SHEET",
    "SHEETS",
    "FORMULATEXT",
    "ROW",
    "COLUMN",
];

/// Functions whose value is another one each time: what the file says of it is of another day.
const VOLATILE: [&str; 8] =
    ["TODAY", "NOW", "RAND", "RANDBETWEEN", "RANDARRAY", "INDIRECT", "OFFSET", "INFO"];

/// What a formula reads, as far as its text says.
pub(super) struct Reads {
    pub(super) areas: Vec<Area>,
    /// It may read cells that its text does not name.
    pub(super) anywhere: bool,
    /// Its value is another one each time.
    pub(super) volatile: bool,
    /// A name in it stands for other cells than in the template.
    pub(super) renamed: bool,
}

/// What a formula behind a defined name stands for, when it is cells, a number or an error.
pub(super) fn stands_for(formula: &str) -> Option<Expression> {
    parse(formula).ok().filter(|expression| {
        matches!(
            expression,
            Expression::Reference(_) | Expression::Number(_) | Expression::Error(_)
        )
    })
}

impl Calculation<'_> {
    /// What a formula reads.
    pub(super) fn reads(&self, text: &str, place: Place) -> Reads {
        let home = place.0;
        let mut areas = Vec::new();
        let mut anywhere = false;
        let mut volatile = false;
        let mut renamed = false;
        for token in tokens(text) {
            let word = text.get(token.span.clone()).unwrap_or_default();
            match &token.kind {
                Kind::Reference(reference) => match self.areas_from(reference, home) {
                    Some(found) => areas.extend(found),
                    None => anywhere = true,
                },
                Kind::Name if is_truth(word) => {}
                Kind::Name => {
                    renamed |= self.name_changed(word, home);
                    match self.named(word, home) {
                        Some(Expression::Reference(reference)) => {
                            let found = self.areas_from(reference, home);
                            areas.extend(found.into_iter().flatten());
                        }
                        Some(Expression::Number(_) | Expression::Error(_)) => {}
                        _ => anywhere = true,
                    }
                }
                Kind::Structured => match self.structured(word, place) {
                    Some(area) => areas.push(area),
                    None => anywhere = true,
                },
                Kind::Other | Kind::Operator(":" | "#") => anywhere = true,
                Kind::Function => {
                    let name = word.to_uppercase();
                    // Functions of later Excel carry a mark in files.
                    let name = name.strip_prefix("_XLFN.").unwrap_or(&name);
                    anywhere |= READS_ANYWHERE.contains(&name);
                    volatile |= VOLATILE.contains(&name);
                }
                _ => {}
            }
        }
        Reads { areas, anywhere, volatile, renamed }
    }

    /// The areas a reference means, one for each sheet it spans.
    pub(super) fn areas_from(&self, reference: &Reference, home: usize) -> Option<Vec<Area>> {
        let sheet = |name: &String| self.sheets.get(&name.to_lowercase()).copied();
        let sheets = match &reference.sheet {
            None => home..=home,
            Some(SheetName::One(name)) => sheet(name)?..=sheet(name)?,
            Some(SheetName::Span(first, last)) => {
                let (first, last) = (sheet(first)?, sheet(last)?);
                first.min(last)..=first.max(last)
            }
        };
        Some(sheets.map(|sheet| Area::of(reference, sheet)).collect())
    }

    pub(super) fn structured(&self, text: &str, place: Place) -> Option<Area> {
        let home = CellRef::new(place.2, place.1);
        tables::area(&self.names.tables, text, place.0, Some(home))
    }

    fn name_changed(&self, name: &str, home: usize) -> bool {
        let key = name.to_lowercase();
        let local = (Some(home), key.clone());
        let own = self.names.defined.contains_key(&local);
        self.names.changed.contains(&if own { local } else { (None, key) })
    }

    pub(super) fn named(&self, name: &str, home: usize) -> Option<&Expression> {
        let key = name.to_lowercase();
        let local = self.named.get(&(Some(home), key.clone()));
        local.or_else(|| self.named.get(&(None, key)))?.as_ref()
    }
}

fn is_truth(word: &str) -> bool {
    word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false")
}
