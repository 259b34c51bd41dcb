//! An organisation made of nothing but the unit that a file names.

use crate::intake::Says;
use crate::model::{OrgIx, OrgTree, OrgUnit, OrgUnitKind};
use crate::pack::{Form, OwedBy};
use crate::text;

/// The organisation in which whoever sent a return owes its form.
pub(super) struct NamedOrganisation {
    pub(super) tree: OrgTree,
    /// The unit that consolidates.
    pub(super) office: OrgIx,
    /// What the unit of the return is called; the file's own name where it names none.
    pub(super) unit: String,
}

/// The organisation of a return: its unit, under an office of which nothing is known.
pub(super) fn organisation(says: &Says, forms: &[&Form], file_stem: &str) -> NamedOrganisation {
    let names: Vec<&str> = if says.units.is_empty() {
        vec![says.unit_code.as_deref().unwrap_or(file_stem)]
    } else {
        says.units.iter().map(String::as_str).collect()
    };
    let mut owing = forms.iter().flat_map(|form| &form.owed_by);
    let is_office = owing.all(|by| *by == OwedBy::Office);
    let mut units = Vec::new();
    if !is_office {
        // Of the lowest kind, so that whatever moves between units may move above it.
        units.push(unit("", "", OrgUnitKind::SubordinateCell, None));
    }
    let above = (!is_office).then_some(OrgIx(0));
    for (number, name) in names.iter().enumerate() {
        let code = says.unit_code.clone().filter(|_| number == 0);
        // A code that the blank was issued with may look like one of ours.
        let is_taken = |code: &String| says.unit_code.as_ref() == Some(code);
        let made_up = [format!("DV{number}"), format!("DV{number}.")];
        let made_up = made_up.into_iter().find(|code| !is_taken(code)).unwrap_or_default();
        let code = code.unwrap_or(made_up);
        units.push(unit(&code, name, kind(says, forms, name), above));
    }
    let unit = names.first().copied().unwrap_or_default().to_owned();
    // No unit is above itself: the first is above all others.
    let tree = OrgTree::new(units).unwrap_or_default();
    NamedOrganisation { tree, office: OrgIx(0), unit }
}

fn unit(code: &str, name: &str, kind: OrgUnitKind, parent: Option<OrgIx>) -> OrgUnit {
    OrgUnit {
        code: code.to_owned(),
        name: name.to_owned(),
        other_names: Vec::new(),
        kind,
        parent,
        opened: None,
        closed: None,
    }
}

/// The kind of a unit: of those that owe the form the first that its name begins like.
fn kind(says: &Says, forms: &[&Form], name: &str) -> OrgUnitKind {
    let owing = forms.iter().flat_map(|form| &form.owed_by).filter_map(|by| match by {
        OwedBy::Kind(kind) => Some(*kind),
        OwedBy::Office | OwedBy::Lowest => None,
    });
    let mut owing: Vec<OrgUnitKind> = owing.collect();
    if owing.is_empty() {
        owing = OrgUnitKind::ALL.to_vec();
    }
    let first_word = |name: &str| text::key::of(name).split(' ').next().map(str::to_owned);
    let named = owing.iter().find(|kind| first_word(kind.name()) == first_word(name));
    // What was consolidated from branches is no branch's return.
    let consolidated = owing.iter().find(|kind| says.is_consolidated && !kind.is_cell());
    let found = consolidated.or(named).or(owing.first()).copied();
    found.unwrap_or(OrgUnitKind::SubordinateCell)
}
