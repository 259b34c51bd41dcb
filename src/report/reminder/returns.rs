//! The returns that are due from units, each with how it stands: not come, lost by the office, not
//! asked for any more, entered by the office, or come and how.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::gather::{Material, is_asked_again, period_of};
use super::{LostReturn, NotedReturn, Return, UnitReturns};
use crate::diagnostic::{Code, Field, Finding};
use crate::model::{OrgIx, Period, UnitNames};
use crate::report::Owed;
use crate::text::date::short;

/// A return as findings name it: unit (told apart from others of its name), form, period.
type Named<'a> = (String, &'a str, Period);

/// The returns of every unit that owes any, in the office's order.
pub(super) fn of_units(material: &Material<'_>) -> BTreeMap<OrgIx, UnitReturns> {
    let not_there = told(material, Code::W401);
    let gone = told(material, Code::W419);
    let names = UnitNames::new(material.tree);
    let mut units: BTreeMap<OrgIx, UnitReturns> = BTreeMap::new();
    for (data, receipts) in &material.packs {
        for form in &data.pack.forms {
            for period in data.made_of() {
                for org in data.due.units(&data.tree, &form.code, period) {
                    let named = (names.told_apart(org), form.name.as_str(), period);
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
                        let lost = receipts.lost.get(&owed).map(|day| Lost {
                            day: *day,
                            is_told_now: gone.contains_key(&named),
                        });
                        not_come(of_unit, of, missing.copied(), lost);
                    }
                }
            }
        }
    }
    units
}

/// What is known of a return that came and is not there any more.
#[derive(Clone, Copy)]
struct Lost {
    /// The day on which it came, if it is known.
    day: Option<NaiveDate>,
    /// Whether this run is the first to miss it: the office cannot have decided yet.
    is_told_now: bool,
}

/// A return that is not there: what the office said of it, or lost, decides whether it is asked for.
fn not_come(unit: &mut UnitReturns, of: Return, missing: Option<&Finding>, lost: Option<Lost>) {
    if missing.is_some_and(Finding::is_accepted) {
        unit.waived.push(of);
        return;
    }
    match lost {
        // It came: the unit is not told that nothing did, unless the office says so of the return
        // that is not there any more, not of the one that had not come yet.
        Some(lost) if lost.is_told_now || !of.is_asked_again => {
            unit.lost.push(LostReturn { of, day: lost.day.map(short) });
        }
        Some(_) | None => unit.missing.push(of),
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
        told.extend(units.iter().map(|unit| ((unit.clone(), form.as_str(), period), finding)));
    }
    told
}
