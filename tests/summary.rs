//! The summary of a draft: the workbook says what the export says, of every unit; the page shows
//! where things stand, to everybody, and takes nothing for markup.

#[cfg(test)]
mod common;

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use rust_decimal::Decimal;
    use tempfile::TempDir;

    use super::common::{Content, copy_folder, copy_of, root, set_cell, text, tonghop};
    use tonghop::ooxml::{CellRef, Package};
    use tonghop::sheet::{Limits, Sheet, Value, Workbook, read};

    const PERIOD: &str = "2024-6T";
    const PLAIN: [&str; 2] = ["1-BTCTW", "1-BTCTW (2)"];

    /// A copy of the commune with what it makes.
    struct Draft {
        folder: TempDir,
        period: &'static str,
    }

    impl Draft {
        fn of(edit: impl FnOnce(&Path)) -> Self {
            Self::over("xa", PERIOD, edit)
        }

        fn over(sample: &str, period: &'static str, edit: impl FnOnce(&Path)) -> Self {
            let folder = tempfile::tempdir().unwrap();
            copy_of(sample, folder.path());
            edit(folder.path());
            let at = folder.path().to_str().unwrap();
            let made = tonghop(&["build", at, "--period", period]);
            assert_ne!(made.status.code(), Some(2), "{}", text(&made.stderr));
            Self { folder, period }
        }

        fn bytes(&self, name: &str) -> Vec<u8> {
            let results = self.folder.path().join("ket-qua").join(self.period);
            let draft = results.join("du-thao-01");
            std::fs::read(draft.join(name)).unwrap()
        }

        fn book(&self, name: &str) -> Workbook {
            read(name, &self.bytes(name), &Limits::default()).unwrap()
        }

        fn page(&self) -> String {
            text(&self.bytes("tong-quan.html"))
        }

        /// Values by unit, period and path.
        fn exported(&self) -> BTreeMap<(String, String), Decimal> {
            let at = self.folder.path().to_str().unwrap();
            let said = tonghop(&["export", at, "--period", PERIOD, "--format", "csv"]);
            let mut values = BTreeMap::new();
            for line in text(&said.stdout).lines().skip(1) {
                let cells: Vec<&str> = line.split(',').collect();
                let [org, period, element, category, value, ..] = cells[..] else { panic!() };
                let path = match category {
                    "" | "tong" => element.to_owned(),
                    part => format!("{element}.{part}"),
                };
                if let (PERIOD, Ok(value)) = (period, value.parse::<Decimal>()) {
                    values.insert((org.to_owned(), path), value.round_dp(2).normalize());
                }
            }
            values
        }

        /// Codes of units by name, as the settings have them.
        fn codes(&self) -> BTreeMap<String, String> {
            let bytes = std::fs::read(self.folder.path().join("thiet-lap.xlsx")).unwrap();
            let book = read("thiet-lap.xlsx", &bytes, &Limits::default()).unwrap();
            let sheet = book.sheet("Tổ chức").unwrap();
            let rows = (1..=60).filter(|row| !at(sheet, *row, 0).is_empty());
            rows.map(|row| (at(sheet, row, 1), at(sheet, row, 0))).collect()
        }
    }

    fn at(sheet: &Sheet, row: u32, col: u16) -> String {
        sheet.get(CellRef::new(row, col)).map_or_else(String::new, |cell| cell.text.clone())
    }

    fn number(sheet: &Sheet, row: u32, col: u16) -> Option<Decimal> {
        match sheet.get(CellRef::new(row, col)).map(|cell| &cell.value) {
            Some(Value::Number(number)) => Some(number.normalize()),
            _ => None,
        }
    }

    fn row_of(sheet: &Sheet, col: u16, wanted: &str) -> u32 {
        let found = sheet.iter().find(|(at, cell)| at.col == col && cell.text == wanted);
        found.unwrap_or_else(|| panic!("no {wanted} in {}", sheet.name)).0.row
    }

    /// The figures of the commune's form by the name that stands above them.
    fn paths() -> BTreeMap<String, &'static str> {
        let named = [
            ("Tổng số đảng viên cuối kỳ trước chuyển sang", "dang_vien_dau_ky"),
            ("Đảng viên tăng trong kỳ: Tổng số", "tang"),
            ("Đảng viên tăng trong kỳ: Kết nạp", "tang.ket_nap"),
            ("Đảng viên chuyển đến: Tổng số", "chuyen_den"),
            ("Đảng viên chuyển đến: Tỉnh khác", "chuyen_den.tinh_khac"),
            ("Đảng viên tăng trong kỳ: Phục hồi đảng tịch", "tang.phuc_hoi"),
            ("Đảng viên giảm trong kỳ: Tổng số", "giam"),
            ("Đảng viên giảm trong kỳ: Từ trần", "giam.tu_tran"),
            ("Xóa tên: Tổng số", "xoa_ten"),
            ("Xóa tên: Đảng viên dự bị", "xoa_ten.du_bi"),
            ("Đảng viên chuyển đi: Tổng số", "chuyen_di"),
            ("Đảng viên trong danh sách cuối kỳ báo cáo", "dang_vien"),
            ("Tuổi bình quân của đảng viên mới kết nạp", "tuoi_ket_nap"),
            ("Tỷ lệ kết nạp so với tổng số đảng viên cuối kỳ", "ty_le_ket_nap"),
        ];
        named.into_iter().map(|(name, path)| (name.to_owned(), path)).collect()
    }

    /// What stands above each column of a table of units.
    fn headings(sheet: &Sheet) -> BTreeMap<u16, String> {
        let mut group = String::new();
        let mut all = BTreeMap::new();
        for col in 2..40 {
            let (above, name) = (at(sheet, 3, col), at(sheet, 4, col));
            if !above.is_empty() {
                group = above;
            }
            if at(sheet, 5, col).is_empty() {
                break;
            }
            let whole =
                if name.is_empty() { group.clone() } else { format!("{group}: {name}") };
            all.insert(col, whole);
        }
        all
    }

    #[test]
    fn the_tables_of_units_say_what_the_export_says_of_every_unit() {
        let draft = Draft::of(|_| {});
        let (book, exported, codes) =
            (draft.book("tong-hop.xlsx"), draft.exported(), draft.codes());
        let (mut compared, mut known) = (0, BTreeSet::new());
        for name in PLAIN {
            let sheet = book.sheet(name).unwrap();
            let total = row_of(sheet, 0, "TỔNG CỘNG");
            for (col, heading) in headings(sheet) {
                let Some(path) = paths().get(&heading).copied() else { continue };
                known.insert(path);
                for row in 6..=total {
                    let unit = at(sheet, row, 1);
                    let code = if row == total { "DBX" } else { &codes[&unit] };
                    let expected = exported.get(&(code.to_owned(), path.to_owned()));
                    assert_eq!(
                        number(sheet, row, col),
                        expected.copied(),
                        "{heading}, {unit}, row {row}"
                    );
                    compared += 1;
                }
            }
            let units: BTreeSet<String> = (6..total).map(|row| at(sheet, row, 1)).collect();
            let all = codes.iter().filter(|(_, code)| *code != "DBX");
            let all: BTreeSet<String> = all.map(|(name, _)| name.clone()).collect();
            assert_eq!(units, all);
        }
        assert_eq!(known.len(), paths().len(), "{known:?}");
        assert_eq!(compared, paths().len() * 44);
    }

    #[test]
    fn a_total_is_what_the_returns_give_less_what_moved_between_units() {
        let draft = Draft::of(|_| {});
        let (book, exported) = (draft.book("tong-hop.xlsx"), draft.exported());
        let sheet = book.sheet("Đối chiếu").unwrap();
        for (label, path) in
            [("Đảng viên tăng trong kỳ", "tang"), ("Đảng viên chuyển đi", "chuyen_di")]
        {
            let row = row_of(sheet, 0, label);
            let cells = [2, 3, 4].map(|col| number(sheet, row, col).unwrap());
            let [returned, cancelled, total] = cells;
            let of_cells =
                exported.iter().filter(|((org, of), _)| org.starts_with("CB") && of == path);
            let plain: Decimal = of_cells.map(|(_, value)| *value).sum();
            assert_eq!(returned, plain, "{label}");
            assert!(cancelled > Decimal::ZERO, "{label}");
            assert_eq!(returned - cancelled, total, "{label}");
            assert_eq!(total, exported[&("DBX".to_owned(), path.to_owned())]);
        }
        let mut package = Package::open(draft.bytes("tong-hop.xlsx")).unwrap();
        let notes = text(&package.read("xl/comments1.xml").unwrap());
        assert!(notes.contains("Cộng các biểu được 35; trừ 6"), "{notes}");
    }

    #[test]
    fn a_return_that_has_not_come_leaves_marks_and_no_nought() {
        let draft = Draft::of(|workspace| {
            let returns = workspace.join("bao-cao-den/2024-6-thang");
            let file = returns.join("Biểu 1-BTCTW thôn 1 6 tháng 2024.xlsx");
            let found = walkdir::WalkDir::new(&returns).into_iter().filter_map(Result::ok);
            let found = found.map(walkdir::DirEntry::into_path);
            let found = found.into_iter().find(|path| path.file_name() == file.file_name());
            std::fs::remove_file(found.unwrap()).unwrap();
        });
        let book = draft.book("tong-hop.xlsx");
        let sheet = book.sheet("1-BTCTW").unwrap();
        let row = row_of(sheet, 1, "Chi bộ thôn 1");
        assert!((2..8).all(|col| at(sheet, row, col) == "…"), "{}", at(sheet, row, 2));
        let covered = row_of(sheet, 0, "Đơn vị có số liệu");
        assert_eq!(at(sheet, covered, 2), "39/40");
        let front = book.sheet("Tổng quan").unwrap();
        let says = |wanted: &str| front.iter().any(|(_, cell)| cell.text.contains(wanted));
        assert!(says("Chưa nhận của: Chi bộ thôn 1"));
        assert!(says("ĐÃ NHẬN 39/40 BIỂU"));
        let against = book.sheet("Đối chiếu").unwrap();
        let row = row_of(against, 0, "Đảng viên tăng trong kỳ");
        assert_eq!(at(against, row, 9), "…", "figures of 39 and of 40 units are not compared");
        assert!(at(against, row, 10).contains("W404"), "{}", at(against, row, 10));

        let page = draft.page();
        assert_eq!(page.matches("✗ chưa nhận").count(), 1);
        assert!(page.contains("ĐÃ NHẬN 39/40 BIỂU"));
        assert!(page.contains("Đôn đốc 1 đơn vị chưa gửi đủ biểu: Chi bộ thôn 1."));
    }

    #[test]
    fn what_is_printed_in_a_summary_is_in_the_ledger() {
        let draft = Draft::of(|_| {});
        let ledger = draft.book("bang-nguon-so-lieu.xlsx");
        let sheet = ledger.sheet("Số liệu đã in").unwrap();
        let printed_in = |unit: &str, path: &str| {
            let rows = sheet.iter().filter(|(at, cell)| at.col == 4 && cell.text == path);
            let mut rows = rows.map(|(place, _)| place.row);
            let row =
                rows.find(|row| at(sheet, *row, 1) == unit && at(sheet, *row, 2) == PERIOD);
            row.map(|row| at(sheet, row, 9)).unwrap_or_default()
        };
        assert_eq!(printed_in("Chi bộ thôn Đông 1", "ty_le_ket_nap"), "tong-hop.xlsx");
        let total = printed_in("Đảng bộ xã Tân Hòa", "tang.ket_nap");
        for name in ["bao-cao-tang-giam.docx", "tong-hop.xlsx", "tong-quan.html"] {
            assert!(total.contains(name), "{total}");
        }
    }

    #[test]
    fn the_page_needs_no_network_and_names_every_unit() {
        let draft = Draft::of(|_| {});
        let page = draft.page();
        for stranger in ["http", "<script", "src=", "@import", "url("] {
            assert!(!page.contains(stranger), "{stranger}");
        }
        for name in draft.codes().keys().filter(|name| *name != "Đảng bộ xã Tân Hòa") {
            assert!(page.contains(&format!(">{name}<")), "{name}");
        }
        assert_eq!(page.matches("class=\"r ok\"").count(), 40);
    }

    #[test]
    fn names_are_no_markup_in_the_page_and_no_formula_in_the_workbook() {
        let name = "=1+1 <b>Đảng ủy</b> & \"xã\"";
        let draft = Draft::of(|workspace| {
            let settings = workspace.join("thiet-lap.xlsx");
            set_cell(&settings, "Đơn vị", "B2", &Content::Text(name.to_owned()));
            // Nobody's return comes under this name any more.
            let unit = Content::Text("<i>Chi bộ</i> =SUM(A1)".to_owned());
            set_cell(&settings, "Tổ chức", "B4", &unit);
        });
        let page = draft.page();
        assert!(!page.contains("<b>Đảng ủy</b>") && !page.contains("<i>Chi bộ</i>"), "{page}");
        assert!(page.contains("=1+1 &lt;b&gt;Đảng ủy") && page.contains("&lt;i&gt;Chi bộ"));
        let book = draft.book("tong-hop.xlsx");
        let sheet = book.sheet("1-BTCTW").unwrap();
        let cell = sheet.iter().find(|(_, cell)| cell.text == "<i>Chi bộ</i> =SUM(A1)");
        assert!(cell.unwrap().1.formula.is_none());
        let formulas = book.sheets.iter().flat_map(Sheet::iter);
        assert_eq!(formulas.filter(|(_, cell)| cell.formula.is_some()).count(), 0);
        let mut package = Package::open(draft.bytes("tong-hop.xlsx")).unwrap();
        let sheet = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
        assert!(sheet.contains("&lt;b&gt;Đảng ủy&lt;/b&gt; &amp;&amp; "), "the footer's codes");
    }

    /// A copy of the pack of the commune, some of its text replaced.
    fn own_pack(workspace: &Path, file: &str, from: &str, to: &str) {
        let own = workspace.join("bo-bieu/quy");
        copy_folder(&root().join("templates/quy"), &own);
        let text = std::fs::read_to_string(own.join(file)).unwrap();
        assert!(text.contains(from));
        std::fs::write(own.join(file), text.replacen(from, to, 1)).unwrap();
    }

    #[test]
    fn what_is_sensitive_and_what_is_made_of_it_is_not_on_the_page() {
        let shown = ["Đảng viên trong danh sách cuối kỳ báo cáo", "R01", "905"];
        let open = Draft::of(|_| {}).page();
        assert!(shown.iter().all(|text| open.contains(text)));
        let page = Draft::of(|workspace| {
            let code = "code = \"dang_vien\"\n";
            own_pack(workspace, "elements.toml", code, &format!("{code}sensitive = true\n"));
        })
        .page();
        for text in shown {
            assert!(!page.contains(text), "{text}");
        }
        assert!(page.contains("R02") && page.contains("Đảng viên tăng trong kỳ: Kết nạp"));
    }

    #[test]
    fn a_pack_says_which_figures_are_drawn_and_a_wrong_name_is_told() {
        let trends = "trends = [\"tang.ket_nap\", \"dang_vien\"]";
        let page = Draft::of(|workspace| {
            own_pack(workspace, "pack.toml", trends, "trends = [\"ty_le_ket_nap\"]");
        })
        .page();
        assert!(page.contains("aria-label=\"Tỷ lệ kết nạp so với tổng số đảng viên cuối kỳ\""));
        assert!(!page.contains("aria-label=\"Đảng viên tăng trong kỳ: Kết nạp\""));

        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());
        own_pack(folder.path(), "pack.toml", trends, "trends = [\"tang.ket_nax\"]");
        let at = folder.path().to_str().unwrap();
        let said = tonghop(&["check", at, "--period", PERIOD]);
        assert_eq!(said.status.code(), Some(2));
        let said = text(&said.stdout) + &text(&said.stderr);
        assert!(said.contains("E704") && said.contains("`tang.ket_nap`"), "{said}");
    }

    #[test]
    fn a_difference_is_that_of_the_two_figures_beside_it() {
        let draft = Draft::over("xa", "2024-Q1", |_| {});
        let book = draft.book("tong-hop.xlsx");
        let sheet = book.sheet("Đối chiếu").unwrap();
        let mut compared = 0;
        for row in 4..200 {
            let cells = [4, 7, 9].map(|col| number(sheet, row, col));
            if let [Some(now), Some(before), Some(difference)] = cells {
                assert_eq!(now - before, difference, "{}", at(sheet, row, 0));
                compared += 1;
            }
        }
        assert!(compared > 3, "{compared}");
        let row = row_of(sheet, 0, "Tỷ lệ kết nạp so với tổng số đảng viên cuối kỳ");
        let shown = [4, 7, 9].map(|col| number(sheet, row, col).unwrap().to_string());
        assert_eq!(shown, ["0.45", "0.22", "0.23"]);
    }

    #[test]
    fn a_name_that_begins_with_a_digit_does_not_change_the_size_of_the_footer() {
        let draft = Draft::of(|workspace| {
            let settings = workspace.join("thiet-lap.xlsx");
            let name = Content::Text("5A Đảng ủy xã".to_owned());
            set_cell(&settings, "Đơn vị", "B2", &name);
        });
        let mut package = Package::open(draft.bytes("tong-hop.xlsx")).unwrap();
        let sheet = text(&package.read("xl/worksheets/sheet1.xml").unwrap());
        let (_, footer) = sheet.split_once("<oddFooter>").unwrap();
        let (before, _) = footer.split_once("5A ").unwrap();
        assert!(before.ends_with('"') || before.ends_with("&quot;"), "{before}");
    }

    #[test]
    fn a_figure_below_nought_has_its_number_and_an_axis_that_reaches_it() {
        let draft = Draft::of(|workspace| {
            own_pack(
                workspace,
                "pack.toml",
                "trends = [\"tang.ket_nap\", \"dang_vien\"]",
                "trends = [\"chenh_lech\"]",
            );
            let file = workspace.join("bo-bieu/quy/indicators.toml");
            let more = "[[indicator]]\ncode = \"chenh_lech\"\nname = \"Chênh lệch\"\nunit = \"người\"\n\
                numerator = \"tang - dang_vien\"\ndenominator = \"1\"\nfactor = 1\ndecimals = 0\n\n";
            let known = std::fs::read_to_string(&file).unwrap();
            std::fs::write(&file, more.to_owned() + &known).unwrap();
        });
        let page = draft.page();
        let (_, drawing) = page.split_once("aria-label=\"Chênh lệch\"").unwrap();
        let (drawing, _) = drawing.split_once("</svg>").unwrap();
        assert!(drawing.contains(">-8") || drawing.contains(">−8"), "{drawing}");
        assert!(!drawing.contains("height=\"-"), "{drawing}");
        let axis = |draft: &Draft| {
            let mut package = Package::open(draft.bytes("tong-hop.xlsx")).unwrap();
            text(&package.read("xl/charts/chart1.xml").unwrap())
        };
        assert!(!axis(&draft).contains("<c:min val=\"0\"/>"), "the column would not be seen");
        assert!(axis(&Draft::of(|_| {})).contains("<c:min val=\"0\"/>"));
    }

    #[test]
    fn a_sensitive_part_of_an_open_figure_is_not_on_the_page() {
        let trends = "trends = [\"tang.ket_nap\", \"dang_vien\"]";
        let page = |path: &str| {
            let wanted = format!("trends = [\"{path}\"]");
            let edit = |workspace: &Path| own_pack(workspace, "pack.toml", trends, &wanted);
            Draft::of(edit).page()
        };
        assert!(page("giam.tu_tran").contains("Đảng viên giảm trong kỳ: Từ trần"));
        for path in ["giam.khai_tru", "giam.xin_ra", "ss_khai_tru"] {
            assert!(!page(path).contains("<h2>Diễn biến</h2>"), "{path}");
        }
    }

    #[test]
    fn an_earlier_figure_that_lacks_units_marks_the_draft_and_is_explained() {
        let earlier = |workspace: &Path| {
            own_pack(workspace, "pack.toml", "periods", "periods");
            let file = workspace.join("bo-bieu/quy/bao-cao.docx");
            let mut package = Package::open(std::fs::read(&file).unwrap()).unwrap();
            let body = text(&package.read("word/document.xml").unwrap());
            let tag = "{{ dang_vien_dau_ky }}";
            assert!(body.contains(tag));
            let body = body.replacen(tag, "{{ so(\"tang.ket_nap\", ky=\"2023\") }}", 1);
            package.put("word/document.xml", body.into_bytes());
            std::fs::write(&file, package.write().unwrap()).unwrap();
        };
        let explained = "Số kèm [m/n] mới gồm số liệu của m trong n đơn vị";
        let whole = Draft::of(earlier);
        assert!(!whole.page().contains(explained));
        let partial = Draft::of(|workspace| {
            earlier(workspace);
            let returns = std::fs::read_dir(workspace.join("bao-cao-den/2023")).unwrap();
            let mut files: Vec<_> = returns.map(|file| file.unwrap().path()).collect();
            files.sort();
            std::fs::remove_file(&files[0]).unwrap();
        });
        let report = super::common::paragraphs(&partial.bytes("bao-cao-tang-giam.docx"));
        let report = report.join("\n");
        assert!(report.contains("[39/40]"), "{report}");
        assert!(report.contains("SỐ LIỆU KỲ TRƯỚC IN KÈM CHƯA ĐẦY ĐỦ"), "{report}");
        assert!(report.contains(explained), "{report}");
        assert!(partial.page().contains(explained));
    }

    #[test]
    fn the_classes_of_a_span_are_drawn_by_whole_years() {
        let workspace = tempfile::tempdir().unwrap();
        copy_folder(&root().join("tests/workspaces/chi-tieu"), workspace.path());
        let at = workspace.path().to_str().unwrap();
        let drawn = |period: &str| {
            let made = tonghop(&["build", at, "--period", period]);
            assert_ne!(made.status.code(), Some(2), "{}", text(&made.stderr));
            let results = workspace.path().join("ket-qua").join(period.replace("..", "-"));
            let page = results.join("du-thao-01/tong-quan.html");
            let page = std::fs::read_to_string(page).unwrap();
            let bars = page.split("<text x=\"0\" ").skip(1);
            let bars =
                bars.map(|bar| bar.split_once('>').unwrap().1.split_once('<').unwrap().0);
            bars.map(str::to_owned).collect::<BTreeSet<String>>()
        };
        // Half a year is drawn where the run is of half a year, and nowhere beside a whole one.
        assert_eq!(drawn("2026-6T").len(), 1);
        assert_eq!(drawn("2026..2027").into_iter().collect::<Vec<_>>(), ["2026"]);
    }
}
