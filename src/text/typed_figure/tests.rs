use super::*;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn number(text: &str) -> Reading {
    Reading::Number(decimal(text))
}

#[track_caller]
fn reads(texts: &[&str], expected: &TypedFigure) {
    for text in texts {
        assert_eq!(read(text), *expected, "{text}");
    }
}

fn with_unit(value: &str, unit: &str) -> TypedFigure {
    TypedFigure::WithUnit { number: number(value), unit: unit.to_owned() }
}

fn part_of(part: i64, whole: i64, unit: &str, percent: Option<&str>) -> TypedFigure {
    TypedFigure::PartOf {
        part: part.into(),
        whole: whole.into(),
        unit: unit.to_owned(),
        percent: percent.map(decimal),
    }
}

#[test]
fn a_number_alone_is_read_however_it_is_dressed() {
    for (text, value) in [
        ("12", "12"),
        (" 12 ", "12"),
        ("12.", "12"),
        ("12,", "12"),
        ("'1251", "1251"),
        ("’1251", "1251"),
        ("05", "5"),
        ("１２", "12"),
        ("1 251", "1251"),
        ("1\u{a0}251", "1251"),
        ("1\u{2009}251", "1251"),
        ("1\u{202f}251", "1251"),
        ("1.251,0", "1251.0"),
        ("1.284.000", "1284000"),
        ("35,34", "35.34"),
        ("12\u{200b}", "12"),
    ] {
        assert_eq!(read(text), TypedFigure::Number(number(value)), "{text}");
    }
    let both = Reading::Ambiguous { thousands: decimal("1251"), decimals: decimal("1.251") };
    reads(&["1.251", "1,251", "1.251."], &TypedFigure::Number(both));
}

#[test]
fn words_for_nothing_are_told_from_dashes_blanks_and_figures_not_known() {
    let nothing = TypedFigure::Nothing { unit: String::new() };
    reads(&["không", "Không có", "KHÔNG PHÁT SINH.", "không  "], &nothing);
    let people = TypedFigure::Nothing { unit: "đồng chí".to_owned() };
    reads(&["không có đồng chí nào", "Không đồng chí"], &people);
    reads(&["-", "–", "—", "--", "- -", "/", "\u{2212}"], &TypedFigure::Dash);
    reads(&["", " ", "…", "....", "____", ". . ."], &TypedFigure::Blank);
    let not_known =
        ["?", "chưa có số liệu", "Đang tổng hợp", "không rõ", "không có số liệu", "Chưa có."];
    reads(&not_known, &TypedFigure::NotKnown);
    reads(&["nt", "Như trên", "\"", "''", "”"], &TypedFigure::Ditto);
    reads(&["x", "X", "v", "✓", "✔"], &TypedFigure::Mark);
}

#[test]
fn a_number_and_what_it_counts_are_taken_apart() {
    reads(&["12 đ/c", "12đ/c", "12 Đ/C.", "12 (đ/c)"], &with_unit("12", "đ/c"));
    reads(&["03 lượt"], &with_unit("3", "lượt"));
    reads(&["0 đ/c"], &with_unit("0", "đ/c"));
    reads(&["1 251 người"], &with_unit("1251", "người"));
    reads(&["12,5 tuổi"], &with_unit("12.5", "tuổi"));
    // what it counts is not known here, and so not judged
    reads(&["12 quyển"], &with_unit("12", "quyển"));
}

#[test]
fn a_part_and_its_whole_are_kept_apart_with_the_percentage_beside_them() {
    reads(&["12/15", "12 / 15", "12⁄15"], &part_of(12, 15, "", None));
    reads(&["12/15 đ/c"], &part_of(12, 15, "đ/c", None));
    let whole = part_of(12, 12, "", Some("100"));
    reads(&["12/12 (Đạt 100%)", "12/12 (100%)", "12/12, đạt 100%", "12/12 = 100%"], &whole);
    reads(
        &["8/15 đ/c (đạt 53,33%)", "8/15 đ/c, đạt 53,33 %"],
        &part_of(8, 15, "đ/c", Some("53.33")),
    );
}

#[test]
fn percentages_are_no_counts() {
    reads(&["85%", "85 %"], &TypedFigure::Percent(number("85")));
    reads(&["85,5 %", "85.5%"], &TypedFigure::Percent(number("85.5")));
}

#[test]
fn what_is_meant_roughly_is_no_figure() {
    let texts = [
        "~12",
        "khoảng 12",
        "trên 12",
        "Hơn 12 người",
        "12-15",
        "12 - 15",
        "12–15 đ/c",
        "12 đến 15",
        ">12",
        "≥ 12",
        "12 trở lên",
        "12+",
        "gần 100%",
        "từ 12 đến 15",
    ];
    reads(&texts, &TypedFigure::Inexact);
}

#[test]
fn of_several_numbers_none_is_chosen() {
    let two = TypedFigure::Several(vec![12.into(), 5.into()]);
    reads(&["12 (nữ 5)", "12; 5", "12, 5", "12 và 5", "12 5", "12 đ/c, 5 nữ"], &two);
    let lines = TypedFigure::Several(vec![1.into(), 251.into()]);
    reads(&["1\n251", "1\t251", "1  251"], &lines);
    reads(&["5+7"], &TypedFigure::Several(vec![5.into(), 7.into()]));
    let dates = TypedFigure::Several(vec![12.into(), 5.into(), 2024.into()]);
    reads(&["12/5/2024"], &dates);
    reads(&["12/12 (nữ 5)", "12 12 5"], &two);
}

#[test]
fn other_words_are_words() {
    let texts = [
        "một người",
        "Nam: 5",
        "(5)",
        "+5",
        "x2",
        "5x",
        "1e5",
        "o",
        "l2",
        "N/A",
        "đ/c 12",
        "không áp dụng đối với 5",
        "1 .5",
        "#REF!",
    ];
    for text in texts {
        let told = read(text);
        let fits = matches!(told, TypedFigure::Words | TypedFigure::Several(_))
            || matches!(&told, TypedFigure::WithUnit { unit, .. } if !unit.is_empty());
        assert!(fits, "{text}: {told:?}");
        assert!(!matches!(told, TypedFigure::Number(_)), "{text}");
    }
}

/// Small random numbers, always the same.
fn random(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

/// The number of digits that differ from those of a text would be the fault of the reader.
fn digits_of(text: &str) -> String {
    let digits = text.chars().filter_map(|c| match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    });
    digits.collect::<String>().trim_start_matches('0').to_owned()
}

/// How often by hand: `TYPED_SEEDS=1000000 cargo test typed_figure`.
fn seeds() -> u64 {
    std::env::var("TYPED_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(20_000)
}

#[test]
fn whatever_is_typed_a_number_that_is_read_has_the_digits_that_were_typed() {
    const PIECES: [&str; 40] = [
        "0",
        "1",
        "2",
        "9",
        "12",
        "251",
        "000",
        "１",
        "５",
        ".",
        ",",
        " ",
        "\u{a0}",
        "-",
        "–",
        "/",
        "%",
        "(",
        ")",
        ";",
        ":",
        "+",
        "~",
        ">",
        "'",
        "\"",
        "x",
        "đ/c",
        " người",
        "đạt ",
        "khoảng ",
        "không",
        "…",
        "?",
        "\n",
        "e",
        "٣",
        "½",
        "²",
        "\u{200b}",
    ];
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..seeds() {
        let count = 1 + random(&mut state) % 7;
        let text: String = (0..count)
            .map(|_| PIECES[usize::try_from(random(&mut state) % 40).unwrap()])
            .collect();
        let value = match read(&text) {
            TypedFigure::Number(Reading::Number(value))
            | TypedFigure::WithUnit { number: Reading::Number(value), .. } => value,
            TypedFigure::Nothing { .. } => {
                assert!(digits_of(&text).is_empty(), "{text:?}");
                continue;
            }
            _ => continue,
        };
        let read = digits_of(&value.abs().to_string());
        assert_eq!(read, digits_of(&text), "{text:?} read as {value}");
        let sign = text.contains(['-', '–']);
        assert!(sign || !value.is_sign_negative(), "{text:?} read as {value}");
    }
}

#[test]
fn a_figure_written_in_any_habit_is_read_as_itself_or_refused() {
    let mut state = 0x2545_f491_4f6c_dd1d;
    for _ in 0..seeds() {
        let value =
            random(&mut state) % 10u64.pow(u32::try_from(random(&mut state) % 8).unwrap());
        let digits = value.to_string();
        let mark = ["", ".", ",", " ", "\u{a0}", "\u{202f}"]
            [usize::try_from(random(&mut state) % 6).unwrap()];
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push_str(mark);
            }
            grouped.push(digit);
        }
        let before = ["", " ", "'", "0"][usize::try_from(random(&mut state) % 4).unwrap()];
        let behind = ["", " ", ".", " đ/c", " lượt người", "đ/c", " (người)"]
            [usize::try_from(random(&mut state) % 7).unwrap()];
        let text = format!("{before}{grouped}{behind}");
        let (TypedFigure::Number(reading) | TypedFigure::WithUnit { number: reading, .. }) =
            read(&text)
        else {
            continue;
        };
        match reading {
            Reading::Number(read) => assert_eq!(read, Decimal::from(value), "{text:?}"),
            Reading::Ambiguous { thousands, .. } => {
                assert_eq!(thousands, Decimal::from(value), "{text:?}");
            }
            Reading::NotANumber => panic!("{text:?}"),
        }
    }
}
