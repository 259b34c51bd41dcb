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

/// Where a part's compressed bytes lie in the file.
fn part_extent(bytes: &[u8], name: &str) -> std::ops::Range<usize> {
    let entries = check_structure(bytes, &Limits::default()).expect("sound");
    let entry = entries.iter().find(|entry| entry.name == name).expect("present");
    let start = usize::try_from(entry.data_start).unwrap();
    start..start + usize::try_from(entry.compressed_size).unwrap()
}

#[test]
fn every_flipped_bit_is_refused_or_harmless() {
    let bytes = small();
    let original = open(&bytes).expect("readable");
    let theme = part_extent(&bytes, "xl/theme/theme1.xml");
    let bits: Vec<_> = (0..bytes.len() * 8)
        // Colours carry no figure, and are the largest part: one bit in nine will do.
        .filter(|bit| !theme.contains(&(bit / 8)) || bit % 9 == 0)
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
    (0..bytes.len()).into_par_iter().step_by(3).for_each(|at| {
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
