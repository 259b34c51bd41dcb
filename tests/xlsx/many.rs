//! Twenty thousand rows with merged cells, running totals, ranks and look-ups. The figures are held
//! against what was put in; had any step to look at all rows for each row, these tests would take
//! many minutes.

use std::collections::BTreeMap;

use serde_json::json;

use super::harness::{Book, Filled};

const ROWS: usize = 20_000;

/// The values of a sheet's cells as they are shown, formulas by the values stored beside them.
fn values(filled: &Filled, sheet: &str) -> BTreeMap<String, String> {
    let shown = filled.show(sheet);
    let cells = shown.lines().filter_map(|line| line.split_once(' '));
    cells
        .map(|(at, shown)| (at.to_owned(), shown.rsplit(" → ").next().unwrap().to_owned()))
        .collect()
}

/// One of five thousand names, without digits: of those nobody knows what a criterion makes.
fn name(row: usize) -> String {
    let letter =
        |place: usize| char::from(b'a' + u8::try_from(row % 5_000 / place % 18).unwrap());
    format!("Tổ {}{}{}", letter(324), letter(18), letter(1))
}

fn amount(row: usize) -> usize {
    row * 7 % 97 + 1
}

#[test]
fn merges_running_totals_ranks_and_look_ups_are_right_over_twenty_thousand_rows() {
    let book = Book::new()
        .sheet(
            "S",
            &[
                ("A1", "Tên"),
                ("A2", "{% for r in rows %}"),
                ("A3", "{{ r.ten }}"),
                ("B3", "{{ r.so }}"),
                ("C3", "=B3*2→0"),
                ("D3", "=SUM(C$3:C3)→0"),
                ("E3", "=COUNTIF(A$3:A3,A3)→0"),
                ("F3", "=MATCH(A3,A$3:A$3,0)→0"),
                ("G3", "=RANK(B3,B$3:B$3)→0"),
                ("H3", "=N(H2)+B3→0"),
                ("A4", "{% endfor %}"),
                ("B5", "=SUM(B3:B3)→0"),
                ("D5", "=SUMIF(A3:A3,\"tổ AAH\",B3:B3)→0"),
            ],
        )
        .after("<mergeCells count=\"1\"><mergeCell ref=\"I3:J3\"/></mergeCells>");
    let rows: Vec<_> =
        (0..ROWS).map(|row| json!({"ten": name(row), "so": amount(row)})).collect();
    let filled = book.fill(&json!({"rows": rows}));
    assert_eq!(filled.part("xl/worksheets/sheet1.xml").matches("<mergeCell ").count(), ROWS);
    filled.holds(&["<mergeCell ref=\"I2:J2\"/>", "<mergeCell ref=\"I20001:J20001\"/>"]);
    let values = values(&filled, "S");
    let mut sum = 0;
    for row in 0..ROWS {
        sum += amount(row);
        let rank = 1
            + (0..97)
                .filter(|other| amount(*other) > amount(row))
                .map(|other| {
                    // Every 97 rows the amounts come again.
                    (ROWS - other).div_ceil(97)
                })
                .sum::<usize>();
        let expected = [
            ("C", 2 * amount(row)),
            ("D", 2 * sum),
            ("E", row / 5_000 + 1),
            ("F", row % 5_000 + 1),
            ("G", rank),
            ("H", sum),
        ];
        for (column, expected) in expected {
            let at = format!("{column}{}", row + 2);
            assert_eq!(values.get(&at), Some(&expected.to_string()), "{at}");
        }
    }
    let of_one: usize = (7..ROWS).step_by(5_000).map(amount).sum();
    assert_eq!(values["B20002"], sum.to_string());
    assert_eq!(values["D20002"], of_one.to_string());
}

#[test]
fn totals_that_shrink_and_numbers_of_subtotals_are_right_over_twenty_thousand_rows() {
    let mut cells = vec![("A1".to_owned(), "{{ a }}".to_owned())];
    for row in 2..=ROWS {
        cells.push((format!("A{row}"), "1".to_owned()));
        cells.push((format!("B{row}"), format!("=SUM(A{row}:A${ROWS})+A$1→0")));
        cells.push((format!("C{row}"), format!("=SUBTOTAL(3,A$1:A{row})→0")));
    }
    let cells: Vec<_> = cells.iter().map(|(at, text)| (at.as_str(), text.as_str())).collect();
    let filled = Book::new().sheet("S", &cells).fill(&json!({"a": 5}));
    let values = values(&filled, "S");
    for row in 2..=ROWS {
        assert_eq!(values[&format!("B{row}")], (ROWS - row + 6).to_string());
        assert_eq!(values[&format!("C{row}")], row.to_string());
    }
}
