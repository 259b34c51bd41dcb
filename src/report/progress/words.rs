//! A cell of the table in words: the worst first.

use chrono::{Datelike, NaiveDate};

use super::{Counts, SealedPeriod};
use crate::pack::period_words::in_words;
use crate::report::summary::{Arrival, Receipt, ReceiptState};
use crate::text::Lang;
use crate::text::date::short;

/// A return in as few words as there are; nothing of one that came as it should.
pub(in crate::report) fn short_words(receipt: &Receipt) -> String {
    let day = |day: NaiveDate| format!("{}/{}", day.day(), day.month());
    match receipt.state {
        ReceiptState::WithErrors(count) => return format!("{count} lỗi"),
        ReceiptState::Disputed => return "nhiều bản".to_owned(),
        ReceiptState::Missing => return "chưa nhận".to_owned(),
        ReceiptState::NotDue => return String::new(),
        ReceiptState::Received => {}
    }
    let arrival = &receipt.arrival;
    match (arrival.is_late(), arrival.received, arrival.revision) {
        (true, Some(received), _) => format!("muộn {}", day(received)),
        (_, _, Some(number)) => format!("sửa lần {number}"),
        _ if arrival.entered => "nhập thay".to_owned(),
        _ => String::new(),
    }
}

/// What the cell is, for whoever colours it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Missing,
    Wrong,
    Late,
    Whole,
    NotDue,
}

/// The worst of some returns of a unit.
pub(super) fn kind(receipts: &[Receipt]) -> Kind {
    let counts = Counts::of(receipts);
    match counts {
        Counts { due: 0, .. } => Kind::NotDue,
        Counts { missing: 1.., .. } => Kind::Missing,
        Counts { disputed: 1.., .. } | Counts { with_errors: 1.., .. } => Kind::Wrong,
        Counts { late: 1.., .. } | Counts { with_blanks: 1.., .. } => Kind::Late,
        _ => Kind::Whole,
    }
}

/// Some returns of a unit in words, the worst first.
pub(super) fn cell(receipts: &[Receipt], lang: Lang) -> String {
    let counts = Counts::of(receipts);
    let Counts { due, missing, .. } = counts;
    if due == 0 {
        return "-".to_owned();
    }
    let mut parts = Vec::new();
    match (missing, due) {
        (0, _) => {}
        (1, 1) => parts.push(lang.pick("chưa nhận", "missing").to_owned()),
        _ => parts.push(lang.pick(
            format!("chưa nhận {missing}/{due} biểu"),
            format!("{missing} of {due} missing"),
        )),
    }
    if counts.disputed > 0 {
        parts.push(lang.pick("nhiều bản khác nhau", "several versions").to_owned());
    }
    let errors: usize = receipts.iter().map(errors).sum();
    if errors > 0 {
        parts.push(lang.pick(format!("{errors} lỗi"), format!("errors: {errors}")));
    }
    let blank: usize = receipts.iter().map(|receipt| receipt.blank).sum();
    if blank > 0 {
        parts.push(lang.pick(format!("{blank} ô trống"), format!("blank cells: {blank}")));
    }
    parts.extend(came(receipts, lang));
    parts.join("; ")
}

fn errors(receipt: &Receipt) -> usize {
    match receipt.state {
        ReceiptState::WithErrors(count) => count,
        _ => 0,
    }
}

/// How what was taken came.
fn came(receipts: &[Receipt], lang: Lang) -> Vec<String> {
    let taken: Vec<&Receipt> = receipts.iter().filter(|receipt| receipt.is_taken()).collect();
    let late = taken.iter().filter(|receipt| receipt.arrival.is_late());
    let last_late = late.filter_map(|receipt| receipt.arrival.received).max();
    let last = taken.iter().filter_map(|receipt| receipt.arrival.received).max();
    let mut parts = Vec::new();
    match (last_late.map(short), last.map(short)) {
        (Some(day), _) => {
            parts.push(lang.pick(format!("muộn, nhận {day}"), format!("late, came {day}")));
        }
        (None, Some(day)) => {
            parts.push(lang.pick(format!("nhận {day}"), format!("came {day}")));
        }
        (None, None) if !taken.is_empty() => {
            parts.push(lang.pick("đã nhận", "received").to_owned());
        }
        (None, None) => {}
    }
    for receipt in &taken {
        if let Some(number) = receipt.arrival.revision {
            let on = receipt.arrival.last.map(short);
            let on = on.map_or_else(String::new, |day| format!(" ({day})"));
            parts.push(
                lang.pick(
                    format!("sửa đổi lần {number}{on}"),
                    format!("revision {number}{on}"),
                ),
            );
        }
    }
    let any = |is_so: fn(&Arrival) -> bool| taken.iter().any(|of| is_so(&of.arrival));
    for (is_so, vi, en) in [
        (any(|of| of.none_occurred), "không phát sinh", "nothing occurred"),
        (any(|of| of.entered), "nhập thay", "entered by the office"),
        (any(|of| of.after_seal), "sau chốt", "after the seal"),
    ] {
        if is_so {
            parts.push(lang.pick(vi, en).to_owned());
        }
    }
    parts
}

/// A period that is sealed, in one line.
pub(super) fn sealed_in_words(of: &SealedPeriod, lang: Lang) -> String {
    let SealedPeriod { period, number, document, folder, changed } = of;
    let period = in_words(*period);
    let again = match number {
        0 | 1 => String::new(),
        _ => lang.pick(format!(" lần {number}"), format!(" (seal {number})")),
    };
    let now = match changed {
        0 => lang.pick("số liệu không đổi", "figures unchanged").to_owned(),
        _ => lang.pick(
            format!("{changed} số liệu nay khác số đã chốt"),
            format!("figures other than sealed: {changed}"),
        ),
    };
    lang.pick(
        format!("Đã chốt{again} {period} theo {document} ({folder}); {now}"),
        format!("Sealed{again}: {period} by {document} ({folder}); {now}"),
    )
}

/// How many returns came, in one line.
pub(super) fn totals(counts: &Counts, lang: Lang) -> String {
    let Counts { due, taken, .. } = *counts;
    let mut parts = vec![lang.pick(
        format!("đã nhận {taken}/{due} biểu"),
        format!("{taken} of {due} returns received"),
    )];
    for (count, vi, en) in [
        (counts.late, "muộn", "late"),
        (counts.with_errors, "có lỗi", "with errors"),
        (counts.with_blanks, "còn ô trống", "with blank cells"),
        (counts.revised, "sửa đổi", "revised"),
        (counts.none_occurred, "không phát sinh", "nothing occurred"),
        (counts.entered, "nhập thay", "entered by the office"),
        (counts.disputed, "gửi nhiều bản khác nhau", "in several versions"),
        (counts.missing, "chưa nhận", "missing"),
    ] {
        if count > 0 {
            parts.push(lang.pick(format!("{vi} {count}"), format!("{en}: {count}")));
        }
    }
    parts.join(", ")
}
