use std::fmt::Write;
use std::io::{Cursor, Read};

use zip::{DateTime, ZipArchive};

use super::prefix_code::{Code, codes, lengths};
use super::repetitions::Repetitions;
use super::token::Token;
use super::{BLOCK, deflate};
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

/// Bytes that look random and are the same each time.
fn bytes(count: usize) -> Vec<u8> {
    numbers().take(count).map(|number| u8::try_from(number % 256).unwrap()).collect()
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
    let random = bytes(300_000);
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
    let random = bytes(40_000);
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
fn no_code_has_more_bits_than_allowed_and_all_codes_are_used_up() {
    let fibonacci = |count| {
        let next = |(one, next): &(u32, u32)| Some((*next, one + next));
        std::iter::successors(Some((1, 1)), next).map(|(one, _)| one).take(count)
    };
    let alone = |at: usize| {
        let mut frequencies = vec![0; 30];
        frequencies[at] = 7;
        frequencies
    };
    for (frequencies, most) in [
        (fibonacci(40).collect(), 15),
        (fibonacci(19).collect(), 7),
        (vec![u32::MAX; 286], 15),
        (vec![0; 30], 15),
        (alone(0), 15),
        (alone(29), 15),
        (vec![1; 286], 15),
    ] {
        let lengths: Vec<u32> = lengths(&frequencies, most);
        assert!(lengths.iter().all(|length| *length <= most), "{lengths:?}");
        for (length, frequency) in lengths.iter().zip(&frequencies) {
            assert!(*length > 0 || *frequency == 0, "{lengths:?}");
        }
        // Kraft: readers refuse sets of codes that are too many or too few.
        let shares = lengths.iter().filter(|length| **length > 0);
        assert_eq!(shares.map(|length| 1 << (15 - length)).sum::<u32>(), 1 << 15);
        let codes: Vec<_> = codes(&lengths).into_iter().filter(|code| code.count > 0).collect();
        for (at, code) in codes.iter().enumerate() {
            let begins = |other: &Code| {
                other.count >= code.count && other.bits & ((1 << code.count) - 1) == code.bits
            };
            assert!(!codes[at + 1..].iter().any(begins), "{code:?}");
        }
    }
}

/// Bytes of which no four that follow each other come twice within 32,768.
fn without_copies(count: usize) -> Vec<u8> {
    let seven = |number: usize| u8::try_from(number % 128).unwrap();
    let three = |number: usize| [0x80 | seven(number >> 7), seven(number), 0];
    (0..).flat_map(three).take(count).collect()
}

#[test]
fn blocks_that_are_just_full_read_back() {
    for count in [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK - 1, 2 * BLOCK, 2 * BLOCK + 1] {
        let random = without_copies(count);
        let mut tokens = Vec::new();
        Repetitions::new(&random).read(usize::MAX, &mut tokens);
        assert_eq!(tokens.len(), count);
        assert!(read_back(&random) == random, "{count}");
        // The last token of a block a copy, and the first of the next.
        let with_copy = [&random[..], &random[count - 9..], b"."].concat();
        assert!(read_back(&with_copy) == with_copy, "{count}");
    }
}

#[test]
fn a_byte_repeated_ten_million_times_reads_back() {
    let text = vec![b'0'; 10_000_000];
    assert!(read_back(&text) == text);
}

#[test]
fn copies_of_each_length_read_back() {
    let random = without_copies(2000);
    for length in 0..=600 {
        let text = [&random[..], &random[100..100 + length], &random[1500..]].concat();
        assert!(read_back(&text) == text, "{length}");
    }
    let mut tokens = Vec::new();
    let text = [&random[..], &random[100..358], b"\x01"].concat();
    Repetitions::new(&text).read(usize::MAX, &mut tokens);
    assert_eq!(tokens[2000..], [Token::copy(258, 1900), Token::byte(1)]);
}

#[test]
fn what_cannot_be_compressed_hardly_grows() {
    let random = bytes(300_000);
    assert!(deflate(&random).len() < random.len() + random.len() / 100);
    let twice = deflate(&cells());
    assert!(read_back(&twice) == twice);
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
