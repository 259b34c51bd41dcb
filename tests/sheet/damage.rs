//! One flipped bit must never become another figure.

use rayon::prelude::*;
use tonghop::ooxml::{Package, check_structure};
use tonghop::sheet::{Limits, ReadError, Workbook};

use crate::workbooks::{open, package, parts, small};

/// A damaged copy is refused or reads as the original does.
fn assert_harmless(original: &Workbook, damaged: &[u8], what: impl Fn() -> String) -> bool {
    match open(damaged) {
        Err(_) => true,
        Ok(read) => {
            assert_eq!(&read, original, "{} changed what is read", what());
            false
        }
    }
}

/// Where the compressed bytes of parts lie from which no figure is read.
fn without_figures(bytes: &[u8]) -> Vec<std::ops::Range<u64>> {
    let entries = check_structure(bytes, &Limits::default()).expect("sound");
    let others = ["xl/theme/theme1.xml", "docProps/app.xml", "docProps/core.xml"];
    entries
        .iter()
        .filter(|entry| others.contains(&entry.name.as_str()))
        .map(|entry| entry.data_start..entry.data_start + entry.compressed_size)
        .collect()
}

#[test]
fn every_flipped_bit_is_refused_or_harmless() {
    let bytes = small();
    let original = open(&bytes).expect("readable");
    let others = without_figures(&bytes);
    let bits: Vec<_> = (0..bytes.len() * 8)
        // Of parts without figures one bit in nine will do.
        .filter(|bit| {
            bit % 9 == 0 || !others.iter().any(|part| part.contains(&(*bit as u64 / 8)))
        })
        .collect();
    let refused = bits
        .par_iter()
        .filter(|&&bit| {
            let mut damaged = bytes.clone();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert_harmless(&original, &damaged, || format!("bit {bit}"))
        })
        .count();
    // Harmless are dates, versions, attributes and the like: a few bytes per entry.
    assert!(refused * 10 > bits.len() * 8, "{refused} of {} refused", bits.len());
}

#[test]
fn every_truncation_is_refused() {
    let bytes = small();
    // Two bytes of it are the text "PK".
    (3..bytes.len()).into_par_iter().for_each(|length| {
        assert!(open(&bytes[..length]).is_err(), "cut at {length} of {}", bytes.len());
    });
}

#[test]
fn every_zeroed_range_is_refused_or_harmless() {
    let bytes = small();
    let original = open(&bytes).expect("readable");
    for length in [2, 16, 512] {
        (0..bytes.len() - length).into_par_iter().step_by(length / 2).for_each(|start| {
            let mut damaged = bytes.clone();
            damaged[start..start + length].fill(0);
            assert_harmless(&original, &damaged, || format!("zeros at {start}+{length}"));
        });
    }
}

#[test]
fn bytes_added_anywhere_are_refused_or_harmless() {
    let bytes = small();
    let original = open(&bytes).expect("readable");
    (0..bytes.len()).into_par_iter().step_by(7).for_each(|at| {
        let mut damaged = bytes.clone();
        damaged.insert(at, b'7');
        assert_harmless(&original, &damaged, || format!("a byte at {at}"));
    });
}

#[test]
fn the_template_engines_refuse_a_damaged_frame_too() {
    let bytes = small();
    assert!(Package::open(bytes.clone()).is_ok());
    assert!(Package::open(bytes[..bytes.len() - 1].to_vec()).is_err());
    let mut renamed = bytes.clone();
    // The first local header's name, which most readers never look at.
    renamed[30] ^= 1;
    assert!(Package::open(renamed).is_err());
}

#[test]
fn a_missing_part_that_carries_figures_is_named() {
    let sheet = "<worksheet><sheetData/></worksheet>";
    for gone in ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"] {
        let kept: Vec<_> = parts(sheet).into_iter().filter(|(name, _)| *name != gone).collect();
        match open(&package(&kept)) {
            Err(ReadError::Damaged { part: Some(part), .. }) => {
                assert_eq!(part, gone.to_lowercase());
            }
            other => panic!("{gone}: {other:?}"),
        }
    }
}
