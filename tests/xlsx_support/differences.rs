//! What differs between two packages, part by part, as lines that people read. Rows and cells of
//! sheets are shown elsewhere.

use super::dom::{Element, parse};
use super::package::Parts;
use std::fmt::Write as _;

/// Every part that is not the same bytes, with what differs in it.
pub(super) fn differences(before: &Parts, after: &Parts) -> String {
    let mut out = String::new();
    let names: std::collections::BTreeSet<&String> =
        before.0.keys().chain(after.0.keys()).collect();
    for name in names {
        match (before.0.get(name), after.0.get(name)) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => {
                writeln!(out, "{name}").unwrap();
                changed(a, b, &mut out);
            }
            (None, Some(b)) => {
                writeln!(out, "{name}: new").unwrap();
                match lines(b, false) {
                    Some(lines) => {
                        for line in lines {
                            writeln!(out, "  + {line}").unwrap();
                        }
                    }
                    None => writeln!(out, "  {} bytes", b.len()).unwrap(),
                }
            }
            _ => writeln!(out, "{name}: gone").unwrap(),
        }
    }
    out
}

fn changed(before: &[u8], after: &[u8], out: &mut String) {
    let (Some(a), Some(b)) = (lines(before, true), lines(after, true)) else {
        out.push_str("  other bytes\n");
        return;
    };
    let shown = compared(&a, &b);
    let rows = |bytes| Some(root(bytes)?.child("sheetData")?.lines());
    let rows_differ = rows(before) != rows(after);
    if rows_differ {
        out.push_str("  rows\n");
    }
    if shown.is_empty() && !rows_differ {
        out.push_str("  only the writing\n");
    }
    for line in shown {
        writeln!(out, "  {line}").unwrap();
    }
}

fn root(bytes: &[u8]) -> Option<Element> {
    parse(std::str::from_utf8(bytes).ok()?).ok()
}

/// A part of XML with an element a line, without the rows of a sheet if so wanted.
fn lines(bytes: &[u8], without_rows: bool) -> Option<Vec<String>> {
    let mut root = root(bytes)?;
    for child in &mut root.children {
        if let super::dom::Child::Element(data) = child
            && data.name == "sheetData"
            && without_rows
        {
            data.children.clear();
        }
    }
    Some(root.lines())
}

/// The lines that only one of two texts has, by their longest common sequence.
fn compared(before: &[String], after: &[String]) -> Vec<String> {
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[start..], &after[start..]);
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[..before.len() - end], &after[..after.len() - end]);
    // Length of the longest common sequence of what follows each pair of places.
    let mut length = vec![vec![0u32; after.len() + 1]; before.len() + 1];
    for a in (0..before.len()).rev() {
        for b in (0..after.len()).rev() {
            length[a][b] = if before[a] == after[b] {
                length[a + 1][b + 1] + 1
            } else {
                length[a + 1][b].max(length[a][b + 1])
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut shown = Vec::new();
    while a < before.len() || b < after.len() {
        if a < before.len() && b < after.len() && before[a] == after[b] {
            (a, b) = (a + 1, b + 1);
        } else if b == after.len() || a < before.len() && length[a + 1][b] >= length[a][b + 1] {
            shown.push(format!("- {}", before[a].trim_start()));
            a += 1;
        } else {
            shown.push(format!("+ {}", after[b].trim_start()));
            b += 1;
        }
    }
    shown
}
