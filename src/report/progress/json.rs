//! The matrix for programs: every return of every unit.

use serde_json::{Value, json};

use super::{Counts, Progress, ProgressLine, SealedPeriod};
use crate::report::summary::{Receipt, ReceiptState};

/// The completeness of some packs.
///
/// # Errors
/// When it cannot be written as JSON, which no input should bring about.
pub fn progress_json(all: &[Progress]) -> Result<Vec<u8>, serde_json::Error> {
    let packs: Vec<Value> = all.iter().map(pack).collect();
    let mut bytes = serde_json::to_vec_pretty(&json!({ "packs": packs }))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn pack(progress: &Progress) -> Value {
    let duties = progress.duties.iter().map(|duty| {
        json!({
            "form": duty.code,
            "name": duty.name,
            "period": duty.period.to_string(),
            "deadline": duty.deadline.map(|day| day.to_string()),
        })
    });
    let all = progress.lines.iter().flat_map(|line| &line.receipts);
    let counts = Counts::of(all);
    json!({
        "pack": progress.pack,
        "name": progress.pack_name,
        "periods": progress.periods.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "due": counts.due,
        "received": counts.taken,
        "late": counts.late,
        "with_errors": counts.with_errors,
        "with_blanks": counts.with_blanks,
        "revised": counts.revised,
        "none_occurred": counts.none_occurred,
        "entered": counts.entered,
        "disputed": counts.disputed,
        "missing": counts.missing,
        "sealed": progress.sealed.iter().map(sealed).collect::<Vec<_>>(),
        "returns": duties.collect::<Vec<_>>(),
        "units": progress.lines.iter().map(|line| unit(progress, line)).collect::<Vec<_>>(),
    })
}

fn sealed(of: &SealedPeriod) -> Value {
    json!({
        "period": of.period.to_string(),
        "number": of.number,
        "document": of.document,
        "folder": of.folder,
        "changed": of.changed,
    })
}

fn unit(progress: &Progress, line: &ProgressLine) -> Value {
    let due = progress.duties.iter().zip(&line.receipts);
    let due = due.filter(|(_, receipt)| receipt.state != ReceiptState::NotDue);
    let returns = due.map(|(duty, receipt)| {
        let mut told = receipt_json(receipt);
        if let Some(told) = told.as_object_mut() {
            told.insert("form".to_owned(), duty.code.clone().into());
            told.insert("period".to_owned(), duty.period.to_string().into());
        }
        told
    });
    json!({
        "code": line.code,
        "name": line.name,
        "depth": line.depth,
        "group": line.is_group,
        "returns": returns.collect::<Vec<_>>(),
    })
}

fn receipt_json(receipt: &Receipt) -> Value {
    let (state, errors) = match receipt.state {
        ReceiptState::Received => ("received", 0),
        ReceiptState::WithErrors(errors) => ("with-errors", errors),
        ReceiptState::Disputed => ("disputed", 0),
        ReceiptState::Missing => ("missing", 0),
        ReceiptState::NotDue => ("not-due", 0),
    };
    let mut told = json!({ "state": state });
    let Some(fields) = told.as_object_mut() else { return told };
    if errors > 0 {
        fields.insert("errors".to_owned(), errors.into());
    }
    if receipt.is_taken() {
        let arrival = &receipt.arrival;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).into();
        fields.insert("received".to_owned(), day(arrival.received));
        fields.insert("late".to_owned(), arrival.is_late().into());
        fields.insert("revision".to_owned(), arrival.revision.into());
        if arrival.revision.is_some() {
            fields.insert("revised".to_owned(), day(arrival.last));
        }
        fields.insert("none_occurred".to_owned(), arrival.none_occurred.into());
        fields.insert("entered".to_owned(), arrival.entered.into());
        fields.insert("blank_cells".to_owned(), receipt.blank.into());
        fields.insert("after_seal".to_owned(), arrival.after_seal.into());
    }
    told
}
