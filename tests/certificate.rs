//! Certificates: what is said to have changed is what changed, in every workbook at hand.

#[cfg(test)]
mod xlsx_support;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use serde_json::json;
    use tonghop::template::xlsx::{CellChange, Filled, Options, Target, Template};
    use tonghop::template::{Data, Figure, Lookup, NoFiles, Problem, References};

    use crate::xlsx_support::{described, untruths};

    /// Every reference is a figure.
    struct Any;

    impl References for Any {
        fn resolve(&self, tag: &str) -> Lookup {
            const VARIABLES: [&str; 10] = [
                "loop",
                "so",
                "xs",
                "x",
                "dv",
                "r",
                "co_quan",
                "don_vi",
                "ky",
                "don_vi_cap_duoi",
            ];
            let is_path = |c: char| c.is_ascii_alphanumeric() || "_.@ -".contains(c);
            let head = tag.split(['.', ' ']).next().unwrap_or_default();
            if !tag.chars().all(is_path) || VARIABLES.contains(&head) {
                return Lookup::NotAReference;
            }
            Lookup::Figure(Figure {
                id: None,
                text: "1.284,5".to_owned(),
                number: Some("1284.5".parse().unwrap()),
                blank: false,
            })
        }
    }

    fn fill(template: &[u8], options: &Options) -> Result<Filled, Vec<Problem>> {
        let units = json!([
            {"ma": "CB1", "ten": "Chi bộ 1", "cap": 1},
            {"ma": "CB2", "ten": "Chi bộ 2", "cap": 1},
        ]);
        let data = json!({
            "don_vi_cap_duoi": units, "don_vi": units[0], "cac_don_vi": units, "rows": [], "ky": {"ten": "Quý I"},
            "so": 12, "co_quan": {"cap_tren": "Đảng ủy xã", "ten": "Chi bộ", "ten_cap_tren": "x"}, "xs": [1, 2, 3], "chi_tieu": [],
        });
        let data = Data {
            context: tera::Context::from_serialize(&data).unwrap(),
            references: &Any,
            functions: &|tera| {
                for name in ["so", "gia_tri"] {
                    tera.register_function(name, |_: tera::Kwargs, _: &tera::State| 7);
                }
                tera.register_function("co", |_: tera::Kwargs, _: &tera::State| true);
            },
            files: &NoFiles,
        };
        let mut template =
            Template::read(template.to_vec()).map_err(|problem| vec![problem])?;
        template.fill(&data, options)
    }

    fn workbooks(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            let name = path.to_string_lossy();
            if name.ends_with(".xlsx") || name.ends_with(".xlsm") {
                found.push(path);
            }
        }
    }

    fn target(sheet: &str, cell: &str) -> Options {
        Options {
            targets: vec![Target {
                sheet: sheet.to_owned(),
                cell: cell.parse().unwrap(),
                code: "so".to_owned(),
            }],
            overwrite_locked: true,
            overwrite_formulas: true,
        }
    }

    /// Puts a value into one cell of each workbook of the repository, and holds the packages
    /// against each other.
    #[test]
    fn filling_one_cell_changes_only_what_the_certificate_says_in_every_workbook() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Vec::new();
        for folder in
            ["templates", "input-samples", "tests/sheet", "tests/workspaces", "benches"]
        {
            workbooks(&root.join(folder), &mut files);
        }
        let (mut filled_count, mut wrong) = (0, Vec::new());
        for (path, cell) in files.iter().zip(["B7", "A1", "Z90"].iter().cycle()) {
            let bytes = std::fs::read(path).unwrap();
            let Some(sheet) = first_sheet(&bytes) else { continue };
            let filled = match fill(&bytes, &target(&sheet, cell)) {
                Ok(filled) => filled,
                Err(problems) => {
                    println!("{} {cell}: {problems:?}", path.display());
                    continue;
                }
            };
            filled_count += 1;
            let certificate = filled.certificate(&bytes).unwrap();
            if !certificate.cells.iter().any(|told| told.why == CellChange::Target) {
                wrong.push(format!("{}: {cell} was not filled", path.display()));
            }
            let untrue = untruths(&bytes, &filled.bytes, &certificate);
            wrong
                .extend(untrue.iter().map(|line| format!("{} {cell}: {line}", path.display())));
        }
        println!("{} workbooks, {filled_count} filled", files.len());
        assert!(filled_count * 10 >= files.len() * 8, "only {filled_count} filled");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn first_sheet(bytes: &[u8]) -> Option<String> {
        use calamine::Reader;
        let book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).ok()?;
        book.sheet_names().first().cloned()
    }

    fn told(template: &str, options: &Options) -> String {
        let bytes = described(template, &BTreeMap::new());
        let filled = fill(&bytes, options).unwrap();
        let certificate = filled.certificate(&bytes).unwrap();
        assert_eq!(untruths(&bytes, &filled.bytes, &certificate), Vec::<String>::new());
        let cells = certificate.cells.iter().map(|cell| {
            let at = cell.cell.map_or_else(|| "gone".to_owned(), |at| at.to_string());
            format!("{}!{at} {:?} {} | {}\n", cell.sheet, cell.why, cell.before, cell.after)
        });
        let parts = certificate.parts.iter();
        let parts = parts.map(|part| format!("{} {:?} {:?}\n", part.name, part.how, part.why));
        cells.chain(parts).collect()
    }

    #[test]
    fn a_target_and_what_reads_it_are_told_and_nothing_else() {
        let template = "[S]\nA1 || 5\nB1 || =A1*2 → 10\nC1 || =1+1 → 2\n[T]\nA1 || =S!B1 → 10";
        assert_eq!(
            told(template, &target("S", "A1")),
            "S!A1 Target 5 | 12\nS!B1 Recomputed =A1*2 → 10 | =A1*2 → 24\n\
             T!A1 Recomputed =S!B1 → 10 | =S!B1 → 24\n\
             xl/worksheets/sheet1.xml Rewritten [Targets, CachedValues]\n\
             xl/worksheets/sheet2.xml Rewritten [CachedValues]\n"
        );
    }

    #[test]
    fn rows_of_a_loop_are_told_with_where_they_came_from() {
        let template = "[S]\nA1 || Đầu\nA2 || {% for x in xs %}{{ x }}\nB2 || đồng chí{% endfor %}\nA3 || =SUM(A2:A2) → 0\nA4 || Cuối";
        let told = told(template, &Options::default());
        for line in [
            "S!A2 Tag {% for x in xs %}{{ x }} | 1\n",
            "S!A4 Tag {% for x in xs %}{{ x }} | 3\n",
            "S!A5 FormulaFollowed =SUM(A2:A2) → 0 | =SUM(A2:A4) → 6\n",
        ] {
            assert!(told.contains(line), "no {line} in {told}");
        }
        assert!(!told.contains("Cuối") && !told.contains("Đầu"), "{told}");
    }

    #[test]
    fn lines_that_repeat_are_told_once_with_all_their_places() {
        let places = |template: &str| {
            let bytes = described(template, &BTreeMap::new());
            let filled = fill(&bytes, &Options::default()).unwrap();
            let certificate = filled.certificate(&bytes).unwrap();
            let told = certificate.moved.iter().map(|moved| {
                let (axis, from, times) = (moved.axis, moved.from, moved.times);
                format!("{axis:?} {from:?} {:?} {times}", moved.to)
            });
            told.collect::<Vec<String>>()
        };
        // Three copies of a row, the first of which stands where the template has it.
        let row = "[S]\nA1 || Đầu\nA2 || {% for x in xs %}{{ x }}\nB2 || x{% endfor %}\nA3 || Cuối\nA4 || Hết";
        assert_eq!(places(row), ["Rows (1, 1) [(1, 3)] 3", "Rows (2, 3) [(4, 5)] 1"], "{row}");
        // Two rows together, and a loop within a loop.
        let pair = "[S]\nA1 || {% for x in xs %}{{ x }}\nA2 || dưới{% endfor %}";
        assert_eq!(places(pair), ["Rows (0, 1) [(0, 5)] 3"]);
        let nested = "[S]\nA1 || {% for x in xs %}{{ x }}\nA2 || {% for y in xs %}{{ y }}\nB2 || y{% endfor %}\nA3 || hết{% endfor %}";
        assert_eq!(
            places(nested),
            [
                "Rows (0, 0) [(0, 0), (5, 5), (10, 10)] 3",
                "Rows (1, 1) [(1, 3), (6, 8), (11, 13)] 9",
                "Rows (2, 2) [(4, 4), (9, 9), (14, 14)] 3",
            ]
        );
        let columns =
            "[S]\nA1 || Tên\nB1 || {%tc for x in xs %}{{ x }}{%tc endfor %}\nC1 || Cộng";
        assert_eq!(places(columns), ["Columns (1, 1) [(1, 3)] 3", "Columns (2, 2) [(4, 4)] 1"]);
    }

    #[test]
    fn sheets_that_repeat_are_all_told() {
        let template = "[{{ dv.ten }}]\nA1 || {%sheet for dv in cac_don_vi %}{{ dv.ma }}";
        let bytes = described(template, &BTreeMap::new());
        let filled = fill(&bytes, &Options::default()).unwrap();
        let certificate = filled.certificate(&bytes).unwrap();
        let names: Vec<&str> = certificate.sheets.iter().map(|made| &*made.name).collect();
        assert_eq!(names, ["Chi bộ 1", "Chi bộ 2"]);
    }

    #[test]
    fn a_workbook_without_tags_and_targets_has_an_empty_certificate() {
        assert_eq!(told("[S]\nA1 || 5\nB1 || =A1*2 → 10", &Options::default()), "");
    }
}
