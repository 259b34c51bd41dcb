//! What the office decides in its settings, put in the place of what the packs say.

use rust_decimal::Decimal;

use crate::diagnostic::{Finding, Findings};
use crate::pack::{Pack, Reading, Target, TargetChoice};
use crate::text::{self, Lang};
use crate::workspace::{TargetLine, Workspace, WrittenThreshold};

/// Applies the sheet «Chỉ tiêu» to the packs in use.
pub(super) fn apply(packs: &mut [Pack], workspace: &Workspace, findings: &mut Findings) {
    for line in &workspace.targets {
        if let Err(finding) = find(packs, line).and_then(|at| choose(packs, at, line)) {
            findings.push(*finding);
        }
    }
}

/// Positions of a pack and of one of its targets.
type At = (usize, usize);

/// The target that a line names: by its code, or by `pack/code` where several packs have it.
fn find(packs: &[Pack], line: &TargetLine) -> Result<At, Box<Finding>> {
    let written = line.target.text.as_str();
    let (pack_code, code) = match written.split_once('/') {
        Some((pack, code)) => (Some(pack.trim()), code.trim()),
        None => (None, written),
    };
    let mut known: Vec<(At, String, &str)> = Vec::new();
    for (pack_at, pack) in packs.iter().enumerate() {
        let wanted = pack_code.is_none_or(|wanted| wanted == pack.code);
        for (at, target) in pack.targets.iter().enumerate().filter(|_| wanted) {
            let full = format!("{}/{}", pack.code, target.code);
            known.push(((pack_at, at), full, target.code.as_str()));
        }
    }
    let found: Vec<&(At, String, &str)> =
        known.iter().filter(|(_, _, known)| known.eq_ignore_ascii_case(code)).collect();
    match found.as_slice() {
        [(at, _, _)] => Ok(*at),
        [] => {
            let nearest = text::nearest(code, known.iter().map(|(_, _, known)| known));
            let finding = line.target.unusable().maybe("nearest", nearest);
            Err(Box::new(finding.text("reason", "không có chỉ tiêu này")))
        }
        several => {
            let finding = line.target.unusable();
            let finding = finding.text("reason", "nhiều bộ biểu mẫu có chỉ tiêu này");
            Err(Box::new(finding.list("allowed", several.iter().map(|(_, full, _)| full))))
        }
    }
}

fn choose(packs: &mut [Pack], at: At, line: &TargetLine) -> Result<(), Box<Finding>> {
    let Some(pack) = packs.get_mut(at.0) else { return Ok(()) };
    let Some(target) = pack.targets.get_mut(at.1) else { return Ok(()) };
    let reading = reading(target, line)?;
    let in_force = reading.as_ref().unwrap_or(&target.reading);
    let indicator = pack.indicators.get(in_force.indicator);
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    let threshold = match &line.threshold {
        Some(written) => Some(threshold(written, unit)?),
        None => None,
    };
    target.choose(TargetChoice {
        reading,
        comparison: line.threshold.as_ref().and_then(|written| written.comparison),
        threshold,
        in_use: line.in_use,
        source: Some(line.source.clone()).filter(|source| !source.is_empty()),
    });
    Ok(())
}

/// The reading that a line names by code or name.
fn reading(target: &Target, line: &TargetLine) -> Result<Option<Reading>, Box<Finding>> {
    let Some(written) = &line.reading else { return Ok(None) };
    let key = text::key::of(&written.text);
    let is_meant = |reading: &&Reading| {
        !reading.code.is_empty() && reading.code.eq_ignore_ascii_case(&written.text)
            || !reading.name.is_empty() && text::key::of(&reading.name) == key
    };
    if let Some(reading) = target.readings.iter().find(is_meant) {
        return Ok(Some(reading.clone()));
    }
    let finding = written.unusable();
    let codes: Vec<&str> =
        target.readings.iter().map(|reading| reading.code.as_str()).collect();
    if codes.iter().all(|code| code.is_empty()) {
        let reason = "chỉ tiêu này chỉ có một cách tính, để trống ô này";
        return Err(Box::new(finding.text("reason", reason)));
    }
    let nearest = text::nearest(&written.text, &codes);
    let finding = finding.text("reason", "chỉ tiêu không có cách tính này");
    Err(Box::new(finding.maybe("nearest", nearest).list("allowed", codes)))
}

/// The threshold in the indicator's unit.
///
/// Excel keeps `25%` as 0.25: a number up to 1 in a cell may be a percentage or that number, and
/// is refused rather than guessed.
fn threshold(written: &WrittenThreshold, unit: &str) -> Result<Decimal, Box<Finding>> {
    let refuse =
        |reason: String| Err(Box::new(written.written.unusable().text("reason", reason)));
    let value = written.value;
    if written.written.text.ends_with('%') && unit != "%" {
        return refuse(format!("ngưỡng của chỉ tiêu này tính bằng {unit}, không phải %"));
    }
    let small = value > Decimal::ZERO && value <= Decimal::ONE;
    if unit == "%" && written.is_number && small {
        let number = |value| text::number::exact(value, Lang::Vi);
        let (one, hundred) = (number(value), number(value * Decimal::ONE_HUNDRED));
        return refuse(format!(
            "không rõ là {one}% hay {hundred}%; đổi định dạng ô thành Văn bản (Text) rồi ghi cả dấu %"
        ));
    }
    Ok(value)
}
