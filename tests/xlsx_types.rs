//! Types of values: what stands in the cell afterwards, and what is told when it is not all.

#[cfg(test)]
mod xlsx_support;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};
    use tonghop::template::xlsx::{Filled, Options, Template};
    use tonghop::template::{
        Data, Figure, Lookup, NoFiles, Place, Problem, ProblemKind, References,
    };

    use crate::xlsx_support::described;

    /// Figures by name, in their digits; `blank` is one to be left empty.
    struct Figures;

    impl References for Figures {
        fn resolve(&self, tag: &str) -> Lookup {
            let Some(digits) = tag.strip_prefix("so @ ") else { return Lookup::NotAReference };
            let number = (digits != "blank").then(|| digits.parse().unwrap());
            let blank = number.is_none();
            Lookup::Figure(Figure { id: None, text: "…".to_owned(), number, blank })
        }
    }

    fn try_fill(template: &str, data: &Value) -> Result<Filled, Vec<Problem>> {
        let bytes = described(template, &BTreeMap::new());
        let data = Data {
            context: tera::Context::from_serialize(data).unwrap(),
            references: &Figures,
            functions: &|_| {},
            files: &NoFiles,
        };
        Template::read(bytes).unwrap().fill(&data, &Options::default())
    }

    /// The cell `A1` of the first sheet, as markup, and the notes.
    fn cell(template: &str, data: &Value) -> (String, Vec<Problem>) {
        let filled =
            try_fill(template, data).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let sheet = part(&filled.bytes, "xl/worksheets/sheet1.xml");
        let (_, cell) = sheet.split_once("<c ").unwrap();
        let end = cell.find("</c>").or_else(|| cell.find("/>")).unwrap();
        (cell[..end].to_owned(), filled.notes)
    }

    fn part(file: &[u8], name: &str) -> String {
        use std::io::Read;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn value(style: u32, value: &Value) -> String {
        let style = if style == 0 { String::new() } else { format!("{{{style}}}") };
        cell(&format!("[S]\nA1 || {style}{{{{ x }}}}"), &json!({ "x": value })).0
    }

    #[test]
    fn a_day_is_a_number_where_the_format_shows_days_and_a_text_elsewhere() {
        for style in [2, 7, 10, 14] {
            let is = value(style, &json!("2024-03-31"));
            assert_eq!(is, format!("r=\"A1\" s=\"{style}\"><v>45382</v>"));
        }
        for style in [0, 1, 3, 4, 5, 6] {
            assert!(
                value(style, &json!("2024-03-31")).contains("<t>2024-03-31</t>"),
                "{style}"
            );
        }
        assert!(value(7, &json!("2024-03-31T12:30:00")).contains("<v>45382.520833333336</v>"));
        assert!(value(2, &json!("1899-12-31")).contains("<t>1899-12-31</t>"));
        assert!(value(2, &json!(45382)).contains("<v>45382</v>"));
    }

    #[test]
    fn a_day_with_words_around_it_stays_text() {
        let (is, _) = cell("[S]\nA1 || {2}Ngày {{ x }}", &json!({"x": "2024-03-31"}));
        assert!(is.contains("<t>Ngày 2024-03-31</t>"), "{is}");
    }

    #[test]
    fn a_workbook_that_counts_from_1904_gets_its_own_numbers() {
        let template = "[S]\nA1 || {2}{{ x }}";
        let file = described(template, &BTreeMap::new());
        let workbook = part(&file, "xl/workbook.xml");
        assert!(workbook.contains("<sheets>"));
        let template = format!("{template}\nworkbook <workbookPr date1904=\"1\"/>");
        let (is, _) = cell(&template, &json!({"x": "2024-03-31"}));
        assert!(is.contains("<v>43920</v>"), "{is}");
    }

    #[test]
    fn days_in_the_rows_of_a_loop_are_numbers_too() {
        let filled = try_fill(
            "[S]\nA1 || {2}{% for x in xs %}{{ x }}{# #}\nB1 || {% endfor %}",
            &json!({"xs": ["2024-03-31", "chưa rõ", "2024-04-01"]}),
        );
        let sheet = part(&filled.unwrap().bytes, "xl/worksheets/sheet1.xml");
        for piece in ["<v>45382</v>", "<t>chưa rõ</t>", "<v>45383</v>"] {
            assert!(sheet.contains(piece), "no {piece} in {sheet}");
        }
    }

    #[test]
    fn digits_that_excel_does_not_keep_are_told_at_their_cell() {
        let (is, notes) = cell("[S]\nA1 || {{ so @ 1234567890123456789.5 }}", &json!({}));
        assert!(is.contains("<v>1234567890123456789.5</v>"), "{is}");
        assert_eq!(notes[0].kind, ProblemKind::Digits("1234567890123456789.5".to_owned()));
        let at = Place::Cell { sheet: "S".to_owned(), cell: "A1".parse().unwrap() };
        assert_eq!(notes[0].place, at);
        for digits in
            ["123456789012345", "0.00012345678901234", "33.333333333333333333333333333"]
        {
            let (is, notes) = cell(&format!("[S]\nA1 || {{{{ so @ {digits} }}}}"), &json!({}));
            assert!(is.contains(digits) && notes.is_empty(), "{is} {notes:?}");
        }
        let (_, notes) =
            cell("[S]\nA1 || {{ x }}", &json!({"x": 1_234_567_890_123_456_789_i64}));
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn numbers_of_every_size_keep_what_they_are() {
        for (number, digits) in [
            (json!(0), "0"),
            (json!(-0.0), "0"),
            (json!(1e300), "1e300"),
            (json!(-2.5), "-2.5"),
            (json!(1e-20), "1e-20"),
            (json!(1.5e-28), "1.5e-28"),
            (json!(0.1), "0.1"),
        ] {
            assert_eq!(value(0, &number), format!("r=\"A1\"><v>{digits}</v>"), "{number}");
        }
        for (style, number) in [(5, 35.0), (5, 0.35), (4, 0.0)] {
            let is = value(style, &json!(number));
            assert_eq!(is, format!("r=\"A1\" s=\"{style}\"><v>{number}</v>"));
        }
    }

    #[test]
    fn what_is_no_number_for_excel_is_refused() {
        for code in ["1e308 * 10", "1e308 * 1.5"] {
            let told = try_fill(&format!("[S]\nA1 || {{{{ {code} }}}}"), &json!({}));
            let problems = told.map(|_| ()).unwrap_err();
            assert!(matches!(problems[0].kind, ProblemKind::Evaluation(_)), "{problems:?}");
        }
    }

    #[test]
    fn nothing_there_is_blank_and_not_zero() {
        assert_eq!(value(4, &Value::Null), "r=\"A1\" s=\"4\"");
        assert_eq!(value(4, &json!("")), "r=\"A1\" s=\"4\"");
        let (is, _) = cell("[S]\nA1 || {4}{{ so @ blank }}", &json!({}));
        assert_eq!(is, "r=\"A1\" s=\"4\"");
        assert_eq!(value(0, &json!(false)), "r=\"A1\" t=\"b\"><v>0</v>");
    }

    #[test]
    fn a_text_is_kept_to_the_letter() {
        use calamine::Reader;
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@x",
            "'12",
            "\t=1",
            " hai đầu ",
            "hai\ndòng",
            "mã_x000D_",
            "_x005F_",
            "_x0041",
            "0012",
            "1e5",
            "TRUE",
            "#N/A",
            "<b>&amp;</b>",
            "{{ x }}",
            "😀 Đ",
            "2024-03-31",
        ] {
            let filled = try_fill("[S]\nA1 || {{ x }}", &json!({"x": text})).unwrap();
            let mut book: calamine::Xlsx<_> =
                calamine::Xlsx::new(std::io::Cursor::new(filled.bytes.clone())).unwrap();
            let sheet = part(&filled.bytes, "xl/worksheets/sheet1.xml");
            assert!(sheet.contains("t=\"inlineStr\"") && !sheet.contains("<f>"), "{sheet}");
            let range = book.worksheet_range("S").unwrap();
            let read = range.get_value((0, 0)).unwrap().to_string();
            assert_eq!(read, text);
        }
    }

    #[test]
    fn a_cell_holds_as_many_characters_as_excel_counts() {
        let fits = "x".repeat(32_767);
        assert!(try_fill("[S]\nA1 || {{ x }}", &json!({ "x": fits })).is_ok());
        // Excel counts an emoji as two.
        for long in ["x".repeat(32_768), "😀".repeat(16_384)] {
            let told = try_fill("[S]\nA1 || {{ x }}", &json!({ "x": long }));
            let problems = told.map(|_| ()).unwrap_err();
            assert!(
                matches!(problems[0].kind, ProblemKind::TooLong { most: 32_767 }),
                "{problems:?}"
            );
            assert!(matches!(problems[0].place, Place::Cell { .. }));
        }
    }

    #[test]
    fn the_format_of_a_cell_stays_whatever_comes() {
        for style in 0..=14 {
            for value in [json!(1), json!("x"), json!(true), json!("2024-03-31"), Value::Null] {
                let is = self::value(style, &value);
                let kept = style == 0 || is.contains(&format!("s=\"{style}\""));
                assert!(kept, "{style} {value}: {is}");
            }
        }
    }
}
