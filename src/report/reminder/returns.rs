//! The returns that are due from units, each with how it stands: not come, lost by the office, not
//! asked for any more, entered by the office, or come and how.

use std::collections::BTreeMap;

use super::gather::{Material, is_asked_again, period_of};
use super::{LostReturn, NotedReturn, Return, UnitReturns};
use crate::diagnostic::{Code, Field, Finding};
use crate::model::{OrgIx, Period};
use crate::report::Owed;

/// A return as findings name it: unit, form, period.
type Named<'a> = (&'a str, &'a str, Period);

/// The returns of every unit that owes any, in the office's order.
pub(super) fn of_units(material: &Material<'_>) -> BTreeMap<OrgIx, UnitReturns> {
    let not_there = told(material, Code::W401);
    let gone = told(material, Code::W419);
    let mut units: BTreeMap<OrgIx, UnitReturns> = BTreeMap::new();
    for (data, receipts) in &material.packs {
        for form in &data.pack.forms {
            for period in data.made_of() {
                for org in data.due.units(&data.tree, &form.code, period) {
                    let named = (data.tree.name(org), form.name.as_str(), period);
                    let missing = not_there.get(&named);
                    let of = Return {
                        form: form.name.clone(),
                        period,
                        deadline: data.deadline(&form.code, period),
                        is_asked_again: missing.is_some_and(|told| is_asked_again(told)),
                    };
                    let owed: Owed = (form.code.clone(), org, period);
                    let of_unit = units.entry(org).or_default();
                    if receipts.taken.contains_key(&owed) {
                        let arrival = receipts.arrivals.get(&owed).copied().unwrap_or_default();
                        if arrival.entered {
                            of_unit.entered.push(of.clone());
                        }
                        if arrival.is_late() || arrival.revision.is_some() {
                            of_unit.noted.push(NotedReturn { of, arrival });
                        }
                    } else if !receipts.disputed.contains(&owed) {
                        not_come(of_unit, of, missing.copied(), gone.get(&named).copied());
                    }
                }
            }
        }
    }
    units
}

/// A return that is not there: what the office said of it, or lost, decides whether it is asked for.
fn not_come(
    unit: &mut UnitReturns,
    mut of: Return,
    missing: Option<&Finding>,
    gone: Option<&Finding>,
) {
    if missing.is_some_and(Finding::is_accepted) {
        unit.waived.push(of);
        return;
    }
    match gone {
        // It came: the unit is not told that nothing did, unless the office says so.
        Some(gone) if gone.decided.is_none() => {
            let day = gone.fields.get("day").map(|day| day.print_whole());
            unit.lost.push(LostReturn { of, day });
        }
        Some(gone) => {
            of.is_asked_again |= is_asked_again(gone);
            unit.missing.push(of);
        }
        None => unit.missing.push(of),
    }
}

/// What findings of a code say, by the returns that they name: of one unit, or of several.
fn told<'a>(material: &'a Material<'_>, code: Code) -> BTreeMap<Named<'a>, &'a Finding> {
    let findings = material.findings.iter().map(|reported| &reported.finding);
    let mut told = BTreeMap::new();
    for finding in findings.filter(|finding| finding.code == code) {
        let Some(Field::Text(form)) = finding.fields.get("form") else { continue };
        let Some(period) = period_of(finding) else { continue };
        let units = match (finding.fields.get("unit"), finding.fields.get("units")) {
            (Some(Field::Text(unit)), _) => std::slice::from_ref(unit),
            (_, Some(Field::List(units))) => units.as_slice(),
            _ => continue,
        };
        told.extend(units.iter().map(|unit| ((unit.as_str(), form.as_str(), period), finding)));
    }
    told
}
