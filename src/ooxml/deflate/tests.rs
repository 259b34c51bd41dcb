use std::fmt::Write;
use std::io::{Cursor, Read};

use zip::{DateTime, ZipArchive};

use super::deflate;
use super::repetitions::Repetitions;
use super::token::Token;
use crate::ooxml::compressed::alone;

/// What a reader makes of a text that was compressed; the reader checks its checksum.
fn read_back(text: &[u8]) -> Vec<u8> {
    let file = alone(text, DateTime::default()).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = Vec::new();
    archive.by_index(0).unwrap().read_to_end(&mut out).unwrap();
    out
}

/// Numbers that look random and are the same each time.
fn numbers() -> impl Iterator<Item = u32> {
    let mut state = 12_345u32;
    std::iter::from_fn(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some(state >> 8)
    })
}

/// Cells of a sheet, as they are written.
fn cells() -> Vec<u8> {
    let mut out = String::new();
    for (row, values) in (1..).zip(numbers().take(20_000).collect::<Vec<_>>().chunks(30)) {
        write!(out, "<row r=\"{row}\">").unwrap();
        for (column, value) in ('A'..).zip(values) {
            write!(out, "<c r=\"{column}{row}\" s=\"5\"><v>{}</v></c>", value % 90).unwrap();
        }
        out.push_str("</row>");
    }
    out.into_bytes()
}

#[test]
fn what_was_compressed_reads_back() {
    let random: Vec<u8> =
        numbers().take(300_000).map(|number| u8::try_from(number % 256).unwrap()).collect();
    let few: Vec<u8> = random.iter().map(|byte| b'a' + byte % 3).collect();
    let same = vec![b'x'; 100_000];
    let texts: [&[u8]; 8] = [b"", b"a", b"ab", b"aaaa", &same, &random, &few, &cells()];
    for text in texts {
        assert!(read_back(text) == text, "{} bytes", text.len());
    }
    for length in 0..400 {
        assert_eq!(read_back(&few[..length]), &few[..length]);
        assert_eq!(read_back(&random[..length]), &random[..length]);
    }
}

#[test]
fn copies_from_everywhere_in_reach_read_back() {
    // The same 300 bytes, further and further apart, up to beyond what a copy can reach.
    let random: Vec<u8> =
        numbers().take(40_000).map(|number| u8::try_from(number % 256).unwrap()).collect();
    for between in [0, 1, 2, 3, 255, 256, 257, 511, 512, 32_467, 32_468, 32_469, 33_000] {
        let text = [&random[..300], &random[300..300 + between], &random[..300]].concat();
        assert_eq!(read_back(&text), text, "{between}");
    }
}

/// Frequencies that Huffman's method would give codes of more bits than the format allows.
#[test]
fn symbols_of_very_different_frequency_read_back() {
    let mut text = Vec::new();
    let (mut one, mut next) = (1, 1);
    for letter in 0..24u8 {
        text.extend(std::iter::repeat_n(letter * 7, one));
        (one, next) = (next, one + next);
    }
    // Shuffled, so that they are no copies.
    let numbers: Vec<u32> = numbers().take(text.len()).collect();
    for (at, number) in numbers.iter().enumerate() {
        text.swap(at, *number as usize % numbers.len());
    }
    assert!(read_back(&text) == text);
}

#[test]
fn cells_take_few_bytes() {
    let cells = cells();
    assert!(deflate(&cells).len() * 6 < cells.len());
}

#[test]
fn a_number_in_a_cell_is_no_copy_from_far_away() {
    let cell = |number: u8| format!("<c s=\"5\"><v>{number}</v></c>").into_bytes();
    let text = [cell(7), vec![b'.'; 2000], cell(8), cell(9), cell(7)].concat();
    let mut tokens = Vec::new();
    Repetitions::new(&text).read(1000, &mut tokens);
    let end = tokens.get(tokens.len() - 2..).unwrap();
    assert_eq!(end, [Token::byte(b'7'), Token::copy(8, 21)]);
}
