//! What moves between units of one organisation leaves one as often as it reaches another.

use rust_decimal::Decimal;

use crate::diagnostic::{CellNote, Code, Field, Finding, Findings};
use crate::model::{FactKey, How, Item, Operands, OrgIx, Period, Sign, Transfer};
use crate::pack::Consolidated;

/// Names every unit within which what came and what left do not match, where all have reported.
///
/// Gives the units and periods for which that was found: what came and left does not agree with
/// the stocks there, which needs no second word.
pub fn transfers(data: &Consolidated, findings: &mut Findings) -> Vec<(OrgIx, Period)> {
    let mut unmatched = Vec::new();
    for transfer in &data.pack.transfers {
        for period in data.due.periods(transfer.incoming) {
            for &org in data.tree.bottom_up().iter().rev() {
                let incoming = taken_off(data, org, transfer.incoming, period);
                let outgoing = taken_off(data, org, transfer.outgoing, period);
                if let (Some(incoming), Some(outgoing)) = (incoming, outgoing)
                    && incoming.sum != outgoing.sum
                {
                    let found = finding(data, transfer, &incoming, &outgoing);
                    findings.push(found.scope(data.tree.name(org)).scope(period.to_string()));
                    unmatched.push((org, period));
                }
            }
        }
    }
    unmatched
}

/// What was taken off at a unit, and of whom.
struct TakenOff {
    sum: Decimal,
    of: Vec<(OrgIx, Decimal)>,
}

/// What of an item was taken off at a unit; nothing where it does not end or is not complete.
fn taken_off(data: &Consolidated, org: OrgIx, item: Item, period: Period) -> Option<TakenOff> {
    let figure = data.figures.get(FactKey { org, item, period })?;
    let Operands::Combined { how: How::OverUnits, of } = &figure.operands else { return None };
    let off =
        of.iter().filter(|operand| operand.sign == Sign::Minus).map(|operand| operand.key);
    let mut taken = TakenOff { sum: Decimal::ZERO, of: Vec::new() };
    let mut any = false;
    for key in off {
        any = true;
        let value = data.figures.get(key)?.value?;
        taken.sum = taken.sum.checked_add(value)?;
        taken.of.push((key.org, value));
    }
    (any && figure.coverage.is_complete()).then_some(taken)
}

fn finding(
    data: &Consolidated,
    transfer: &Transfer,
    incoming: &TakenOff,
    outgoing: &TakenOff,
) -> Finding {
    let mut finding = Finding::new(Code::E309)
        .text("label", transfer.name.as_str())
        .number("incoming", incoming.sum)
        .number("outgoing", outgoing.sum)
        .maybe(
            "difference",
            incoming.sum.checked_sub(outgoing.sum).map(|off| Field::Number(off.abs())),
        );
    let mut units = Vec::new();
    for (item, taken) in [(transfer.incoming, incoming), (transfer.outgoing, outgoing)] {
        let label = data.pack.catalogue.label(item);
        for (org, value) in taken.of.iter().filter(|(_, value)| !value.is_zero()) {
            let name = data.tree.name(*org);
            if !units.contains(&name) {
                units.push(name);
            }
            let value = Field::Number(value.normalize());
            finding = finding.cell(CellNote::figure(format!("{name}: {label}"), value));
        }
    }
    finding.list("units", units)
}
