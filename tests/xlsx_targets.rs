//! Cells filled by their address, and what stands in the way.

#[cfg(test)]
mod xlsx_support;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;
    use tonghop::template::xlsx::{Filled, Options, Target, Template};
    use tonghop::template::{Data, NoFiles, NoReferences, Place, Problem, ProblemKind};

    use crate::xlsx_support::{complaints, described, untruths};

    fn options(targets: &[(&str, &str)]) -> Options {
        let target = |(place, code): &(&str, &str)| {
            let (sheet, cell) = place.rsplit_once('!').unwrap();
            let (sheet, code) = (sheet.to_owned(), (*code).to_owned());
            Target { sheet, cell: cell.parse().unwrap(), code }
        };
        Options { targets: targets.iter().map(target).collect(), ..Options::default() }
    }

    fn fill(template: &[u8], options: &Options) -> Result<Filled, Vec<Problem>> {
        let data = json!({"so": 12, "chu": "Chi bộ", "xs": [1, 2, 3]});
        let data = Data {
            context: tera::Context::from_serialize(&data).unwrap(),
            references: &NoReferences,
            functions: &|_| {},
            files: &NoFiles,
        };
        let mut template = Template::read(template.to_vec()).unwrap();
        template.fill(&data, options)
    }

    /// The first sheet's rows after filling; the result is sound and its certificate true.
    fn filled(template: &str, options: &Options) -> String {
        let bytes = described(template, &BTreeMap::new());
        let filled = fill(&bytes, options).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let before = complaints(&bytes);
        let after: Vec<_> = complaints(&filled.bytes)
            .into_iter()
            .filter(|line| !before.contains(line))
            .collect();
        assert_eq!(after, Vec::<String>::new());
        let certificate = filled.certificate(&bytes).unwrap();
        assert_eq!(untruths(&bytes, &filled.bytes, &certificate), Vec::<String>::new());
        let sheet = part(&filled.bytes, "xl/worksheets/sheet1.xml");
        let (_, rows) = sheet.split_once("<sheetData>").unwrap();
        rows.split_once("</sheetData>").unwrap().0.to_owned()
    }

    fn part(file: &[u8], name: &str) -> String {
        use std::io::Read;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn refused(template: &str, options: &Options) -> String {
        let bytes = described(template, &BTreeMap::new());
        let problems = fill(&bytes, options).map(|_| ()).unwrap_err();
        let line = |problem: &Problem| {
            let Place::Cell { sheet, cell } = &problem.place else { panic!("{problem:?}") };
            let kind = match &problem.kind {
                ProblemKind::Locked { cells } => {
                    let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
                    format!("Locked {}", cells.join(" "))
                }
                kind => format!("{kind:?}"),
            };
            format!("{sheet}!{cell} {kind} «{}»", problem.around)
        };
        problems.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_cell_without_a_tag_is_filled_and_keeps_its_style() {
        let rows = filled("[S]\nA1 || nhãn\nB1 || {3}5", &options(&[("S!B1", "so")]));
        assert!(rows.contains("<c r=\"B1\" s=\"3\"><v>12</v></c>"), "{rows}");
        let rows = filled("[S]\nA1 || nhãn\nB1 || {3}", &options(&[("s!B1", "chu")]));
        assert!(
            rows.contains("<c r=\"B1\" s=\"3\" t=\"inlineStr\"><is><t>Chi bộ</t></is></c>"),
            "{rows}"
        );
    }

    #[test]
    fn cells_and_rows_that_the_file_does_not_have_are_made_in_order() {
        let template = "[S]\nA1 || a\nD1 || d\nA5 || e";
        let rows =
            filled(template, &options(&[("S!B1", "so"), ("S!C3", "so"), ("S!F9", "so")]));
        let order: Vec<&str> =
            rows.split("r=\"").skip(1).map(|at| at.split('"').next().unwrap()).collect();
        assert_eq!(order, ["1", "A1", "B1", "D1", "3", "C3", "5", "A5", "9", "F9"]);
    }

    #[test]
    fn a_new_cell_takes_the_style_of_its_row_or_else_of_its_column() {
        let template = "[S]\n<cols><col min=\"2\" max=\"3\" width=\"9\" style=\"2\"/></cols>\nA1 || a\nA2 || b";
        let rows =
            filled(template, &options(&[("S!C1", "so"), ("S!D1", "so"), ("S!B7", "so")]));
        assert!(rows.contains("<c r=\"C1\" s=\"2\">"), "{rows}");
        assert!(rows.contains("<c r=\"D1\"><v>"), "{rows}");
        assert!(rows.contains("<c r=\"B7\" s=\"2\">"), "{rows}");
    }

    #[test]
    fn of_a_merged_area_the_first_cell_is_filled() {
        let template =
            "[S]\nA1 || a\n<mergeCells count=\"1\"><mergeCell ref=\"B2:C4\"/></mergeCells>";
        let rows = filled(template, &options(&[("S!C3", "so")]));
        assert!(rows.contains("<c r=\"B2\"><v>12</v></c>") && !rows.contains("C3"), "{rows}");
        let both = options(&[("S!C3", "so"), ("S!B2", "chu")]);
        let told = refused(template, &both);
        assert!(told.contains("ô B2 đã có một giá trị khác"), "{told}");
    }

    #[test]
    fn a_tag_in_a_covered_cell_goes_to_the_first_or_is_told() {
        let merged = "\n<mergeCells count=\"1\"><mergeCell ref=\"A1:C1\"/></mergeCells>";
        let rows = filled(&format!("[S]\nB1 || {{{{ so }}}}{merged}"), &Options::default());
        assert!(rows.contains("<c r=\"A1\"><v>12</v></c><c r=\"B1\"/>"), "{rows}");
        let told = refused(
            &format!("[S]\nA1 || nhãn\nB1 || {{{{ so }}}}{merged}"),
            &Options::default(),
        );
        assert_eq!(told, "S!B1 Covered(CellRef { row: 0, col: 0 }) «{{ so }}»");
    }

    #[test]
    fn a_formula_is_not_written_over_without_leave() {
        let template = "[S]\nA1 || 1\nB1 || =A1*2 → 2\nC1 || =B1+1 → 3";
        let mut options = options(&[("S!B1", "so")]);
        assert_eq!(refused(template, &options), "S!B1 OverFormula(\"=A1*2\") «so»");
        options.overwrite_formulas = true;
        let rows = filled(template, &options);
        assert!(rows.contains("<c r=\"B1\"><v>12</v></c>"), "{rows}");
        assert!(rows.contains("<f>B1+1</f><v>13</v>"), "{rows}");
    }

    #[test]
    fn members_of_a_shared_formula_outlive_its_first_cell() {
        let rows = "[S]\nA1 || 1\nB1 || =A1*2 (shared 0 in B1:B3) → 2\nA2 || 2\nB2 || (shared 0) → 4\nA3 || 3\nB3 || (shared 0) → 6";
        let mut options = options(&[("S!B1", "so")]);
        options.overwrite_formulas = true;
        let rows = filled(rows, &options);
        assert!(
            rows.contains("<f>A2*2</f><v>4</v>") && rows.contains("<f>A3*2</f><v>6</v>"),
            "{rows}"
        );
    }

    #[test]
    fn a_part_of_an_array_is_never_written_over() {
        let template = "[S]\nA1 || 1\nB1 || {=A1:A2*2} in B1:B2 → 2\nA2 || 2\nB2 || 4";
        let mut options = options(&[("S!B2", "so")]);
        options.overwrite_formulas = true;
        assert!(refused(template, &options).contains("công thức mảng B1:B2"));
    }

    #[test]
    fn what_cannot_be_a_target_is_told_all_at_once() {
        let template = "[Biểu 1]\nA1 || {{ so }}";
        let told = refused(template, &options(&[("Bieu 1!A1", "so"), ("Biểu 1!A1", "so")]));
        assert_eq!(
            told,
            "Bieu 1!A1 NoTarget(\"tệp không có trang tính «Bieu 1»; có phải «Biểu 1»?\") «so»\n\
             Biểu 1!A1 NoTarget(\"ô này đã có thẻ; bỏ thẻ hoặc bỏ chỉ định ô\") «so»"
        );
    }

    #[test]
    fn a_target_that_names_nothing_is_told_at_its_cell() {
        let told = refused("[S]\nA1 || a", &options(&[("S!B2", "khong_co")]));
        assert!(told.starts_with("S!B2 UnknownName"), "{told}");
    }

    #[test]
    fn a_target_in_the_rows_of_a_loop_sees_the_loop() {
        let template = "[S]\nA1 || {% for x in xs %}a\nC1 || {% endfor %}";
        let rows = filled(template, &options(&[("S!B1", "x * 2")]));
        for cell in ["<c r=\"B1\"><v>2</v></c>", "<c r=\"B3\"><v>6</v></c>"] {
            assert!(rows.contains(cell), "no {cell} in {rows}");
        }
    }

    #[test]
    fn the_same_template_is_filled_with_one_target_after_another() {
        let bytes = described("[S]\nA1 || a", &BTreeMap::new());
        let data = || Data {
            context: tera::Context::from_serialize(&json!({"so": 12})).unwrap(),
            references: &NoReferences,
            functions: &|_| {},
            files: &NoFiles,
        };
        let mut template = Template::read(bytes.clone()).unwrap();
        let first = template.fill(&data(), &options(&[("S!B1", "so")])).unwrap().bytes;
        let second = template.fill(&data(), &options(&[("S!C1", "so")])).unwrap().bytes;
        let plain = template.fill(&data(), &Options::default()).unwrap().bytes;
        assert_eq!(first, fill(&bytes, &options(&[("S!B1", "so")])).unwrap().bytes);
        assert_eq!(second, fill(&bytes, &options(&[("S!C1", "so")])).unwrap().bytes);
        assert!(part(&second, "xl/worksheets/sheet1.xml").contains("C1"));
        assert_eq!(plain, bytes);
    }

    const PROTECTED: &str = "[S]\nA1 || {{ so }}\nB1 || {9}{{ so }}\n<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\"/>";

    #[test]
    fn locked_cells_of_a_protected_sheet_are_filled_with_leave_only() {
        let template = PROTECTED.replace("{9}", "");
        let told = refused(&template, &options(&[("S!C3", "so")]));
        assert_eq!(told, "S!A1 Locked A1 B1 C3 «{{ so }}»");
        let mut options = options(&[("S!C3", "so")]);
        options.overwrite_locked = true;
        assert!(filled(&template, &options).contains("<c r=\"A1\"><v>12</v></c>"));
    }

    #[test]
    fn protection_that_is_off_and_ranges_open_to_all_lock_nothing() {
        let off = PROTECTED.replace("{9}", "").replace("sheet=\"1\" ", "");
        filled(&off, &Options::default());
        let open = PROTECTED.replace("{9}", "")
            + "\n<protectedRanges><protectedRange sqref=\"A1:B1\" name=\"r\"/></protectedRanges>";
        filled(&open, &Options::default());
        let guarded = open.replace("name=", "password=\"CC1A\" name=");
        assert!(refused(&guarded, &Options::default()).contains("Locked A1 B1"));
    }

    #[test]
    fn a_problem_of_the_template_is_told_by_what_it_is() {
        let bytes = described("[S]\nA1 || 1\nB1 || =A1", &BTreeMap::new());
        let problems = fill(&bytes, &options(&[("S!B1", "so")])).map(|_| ()).unwrap_err();
        assert_eq!(problems[0].kind, ProblemKind::OverFormula("=A1".to_owned()));
    }
}
