//! A document for others shows neither sensitive figures nor small counts of people, and nothing
//! from which they follow.

#[cfg(test)]
mod common;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use docx_rs::{Docx, Paragraph, Run};
    use rust_xlsxwriter::Workbook;

    use super::common::{text, tonghop};
    use tonghop::ooxml::Package;

    const PACK: &str = r#"
code = "thu"
name = "Thử"
version = "1"
period = "2024"

[[form]]
code = "thu"
version = "1"
name = "Biểu thử"
file = "thu.xlsx"
owed_by = ["chi-bo-truc-thuoc"]
output = "bieu-thu.xlsx"

[[report]]
name = "Báo cáo"
file = "bao-cao.docx"
output = "bao-cao.docx"

[[report]]
name = "Thông báo"
file = "bao-cao.docx"
output = "thong-bao.docx"
for_others = true
"#;

    const ELEMENTS: &str = r#"
[[element]]
code = "ket_nap"
name = "Kết nạp"
unit = "người"
over_periods = "sum"
categories = [{ code = "nam", name = "Nam" }, { code = "nu", name = "Nữ" }]

[[element]]
code = "ky_luat"
name = "Kỷ luật"
unit = "người"
over_periods = "sum"
sensitive = true

[[element]]
code = "buoi"
name = "Số buổi sinh hoạt"
unit = "buổi"
over_periods = "sum"
"#;

    const INDICATORS: &str = r#"
[[indicator]]
code = "ty_le_nu"
name = "Tỷ lệ nữ"
unit = "%"
numerator = "ket_nap.nu"
denominator = "ket_nap"
factor = 100
"#;

    const RULES: &str = r#"
[[rule]]
code = "R"
name = "nam + nữ = kết nạp"
check = "ket_nap.nam + ket_nap.nu = ket_nap"
instruction = "đếm lại"
"#;

    const REPORT: [&str; 4] = [
        "Chung: {{ ket_nap }}; nam {{ ket_nap.nam }}; nữ {{ ket_nap.nu }}; {{ ty_le_nu }}%; kỷ luật {{ ky_luat }}; {{ buoi }} buổi.",
        "{% for dv in cac_don_vi %}{{ dv.ma }}={{ so(\"ket_nap\", dv=dv.ma) }} {% endfor %}",
        "{% if co(\"ky_luat\") and gia_tri(\"ky_luat\") == 0 %}không ai{% else %}có{% endif %}",
        "{% for dv in cac_don_vi %}{{ dv.ma }}: {{ so(\"ty_le_nu\", dv=dv.ma) }} {% endfor %}",
    ];

    /// Branches with men, women and disciplined members.
    type Branches<'a> = &'a [(u32, u32, u32)];

    fn rows(name: &str, values: [String; 6]) -> Vec<[String; 2]> {
        let labels = ["Kỳ báo cáo:", "Kết nạp", "Nam", "Nữ", "Kỷ luật", "Số buổi"];
        let mut rows = vec![["Đơn vị:".to_owned(), name.to_owned()]];
        rows.extend(
            labels.into_iter().zip(values).map(|(label, value)| [label.to_owned(), value]),
        );
        rows
    }

    fn book(rows: &[[String; 2]], path: &Path) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Biểu").unwrap();
        sheet.write_string(0, 0, "BIỂU THỬ CHE SỐ").unwrap();
        for (row, [label, value]) in (1u32..).zip(rows) {
            sheet.write_string(row, 0, label).unwrap();
            match value.parse::<f64>() {
                Ok(number) => sheet.write_number(row, 1, number).unwrap(),
                Err(_) => sheet.write_string(row, 1, value).unwrap(),
            };
        }
        book.save(path).unwrap();
    }

    /// The template of the report and of the notice.
    fn report(root: &Path, lines: &[&str]) {
        let docx = lines.iter().fold(Docx::new(), |docx, line| {
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(*line)))
        });
        let file = fs::File::create(root.join("bo-bieu/thu/bao-cao.docx")).unwrap();
        docx.build().pack(file).unwrap();
    }

    fn workspace(root: &Path, branches: Branches<'_>, more: &[[&str; 2]]) {
        let pack = root.join("bo-bieu/thu");
        fs::create_dir_all(&pack).unwrap();
        for (name, content) in [
            ("pack.toml", PACK),
            ("elements.toml", ELEMENTS),
            ("indicators.toml", INDICATORS),
            ("rules.toml", RULES),
        ] {
            fs::write(pack.join(name), content).unwrap();
        }
        let tags = ["ky.ten", "ket_nap", "ket_nap.nam", "ket_nap.nu", "ky_luat", "buoi"];
        let tags = tags.map(|tag| format!("{{{{ {tag} }}}}"));
        book(&rows("{{ don_vi.ten }}", tags), &pack.join("thu.xlsx"));
        report(root, &REPORT);

        let mut settings = Workbook::new();
        let mut office = vec![["Tên cơ quan, đơn vị", "Đảng ủy xã Mẫu"], ["Mã tổ chức", "DB"]];
        office.push(["Bộ biểu mẫu", "thu"]);
        office.extend(more);
        let sheet = settings.add_worksheet().set_name("Đơn vị").unwrap();
        sheet.write_row_matrix(0, 0, office).unwrap();
        let mut units = vec![["Mã", "Tên", "Loại", "Trực thuộc"].map(str::to_owned)];
        units.push(["DB", "Đảng bộ xã Mẫu", "Đảng bộ cơ sở", ""].map(str::to_owned));
        fs::create_dir_all(root.join("bao-cao-den")).unwrap();
        for (at, (men, women, punished)) in (1u32..).zip(branches) {
            let name = format!("Chi bộ Thôn số {at}");
            let kind = "Chi bộ trực thuộc".to_owned();
            units.push([format!("CB{at}"), name.clone(), kind, "DB".to_owned()]);
            let numbers = [men + women, *men, *women, *punished, 3].map(|n| n.to_string());
            let [all, men, women, punished, meetings] = numbers;
            let values = ["2024".to_owned(), all, men, women, punished, meetings];
            book(&rows(&name, values), &root.join(format!("bao-cao-den/{at}.xlsx")));
        }
        let sheet = settings.add_worksheet().set_name("Tổ chức").unwrap();
        sheet.write_row_matrix(0, 0, units).unwrap();
        settings.save(root.join("thiet-lap.xlsx")).unwrap();
    }

    fn build(root: &Path) -> PathBuf {
        build_for(root, "2024")
    }

    fn build_for(root: &Path, period: &str) -> PathBuf {
        let output = tonghop(&["build", root.to_str().unwrap(), "--period", period]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        root.join("ket-qua").join(period).join("du-thao-01")
    }

    /// A duty with cumulative returns, which branches have made for quarter I and six months:
    /// how many they admitted.
    fn cumulative(root: &Path, branches: &[(u32, u32)]) {
        workspace(root, &[], &[]);
        let pack = PACK.replace("period = \"2024\"", "periods = [\"Q1\", \"6T\"]");
        fs::write(root.join("bo-bieu/thu/pack.toml"), pack).unwrap();
        report(
            root,
            &[
                "{% for dv in cac_don_vi %}{{ so(\"ket_nap\", dv=dv.ma) }} {% endfor %}",
                "{{ ket_nap }}",
            ],
        );
        let mut units = vec![["Mã", "Tên", "Loại", "Trực thuộc"].map(str::to_owned)];
        units.push(["DB", "Đảng bộ xã Mẫu", "Đảng bộ cơ sở", ""].map(str::to_owned));
        for (at, (first, both)) in (1u32..).zip(branches) {
            let name = format!("Chi bộ Thôn số {at}");
            let kind = "Chi bộ trực thuộc".to_owned();
            units.push([format!("CB{at}"), name.clone(), kind, "DB".to_owned()]);
            for (period, count) in [("Quý I/2024", first), ("6 tháng đầu năm 2024", both)]
            {
                let [zero, all] = ["0".to_owned(), count.to_string()];
                let values =
                    [period.to_owned(), all.clone(), all, zero.clone(), zero.clone(), zero];
                let file = format!("bao-cao-den/{at}-{}.xlsx", &period[..1]);
                book(&rows(&name, values), &root.join(file));
            }
        }
        let mut settings = Workbook::new();
        let mut office = vec![["Tên cơ quan, đơn vị", "Đảng ủy xã Mẫu"], ["Mã tổ chức", "DB"]];
        office.push(["Bộ biểu mẫu", "thu"]);
        let sheet = settings.add_worksheet().set_name("Đơn vị").unwrap();
        sheet.write_row_matrix(0, 0, office).unwrap();
        let sheet = settings.add_worksheet().set_name("Tổ chức").unwrap();
        sheet.write_row_matrix(0, 0, units).unwrap();
        settings.save(root.join("thiet-lap.xlsx")).unwrap();
    }

    /// The notices of quarter I and of six months, read beside each other.
    #[test]
    fn nothing_small_follows_from_two_notices_of_the_same_year() {
        let root = tempfile::tempdir().unwrap();
        cumulative(root.path(), &[(5, 8), (8, 12), (9, 13), (20, 40), (6, 6), (7, 30)]);

        let first = lines(&build_for(root.path(), "2024-Q1").join("thong-bao.docx"));
        let both = lines(&build_for(root.path(), "2024-6T").join("thong-bao.docx"));
        let second = lines(&build_for(root.path(), "2024-Q2").join("thong-bao.docx"));

        assert_eq!(first[0].trim(), "5 8 9 20 6 7", "nothing was small in quarter I");
        assert_eq!(both[0].trim(), "* * * 40 6 30");
        assert_eq!(second[0].trim(), "* * * 20 0 23");
        assert_eq!(
            [&first[1], &both[1], &second[1]].map(|total| total.trim()),
            ["55", "109", "54"]
        );
    }

    #[test]
    fn stars_are_explained_only_in_a_document_that_has_some() {
        let lines_of = |tag: &str| {
            let root = tempfile::tempdir().unwrap();
            workspace(root.path(), BRANCHES, &[]);
            report(root.path(), &[tag, "Hết. {{ tinh_trang.che_so }}"]);
            lines(&build(root.path()).join("thong-bao.docx"))
        };
        assert_eq!(lines_of("{{ ky_luat }}")[1], "Hết. Dấu * thay cho số không công bố.");
        assert_eq!(lines_of("{{ buoi }}")[1].trim(), "Hết.");
        let shares = "{{ ty_trong(\"ky_luat\", tren=\"ket_nap\") }}";
        assert_eq!(lines_of(shares)[1], "Hết. Dấu * thay cho số không công bố.");
    }

    fn lines(path: &Path) -> Vec<String> {
        let mut package = Package::open(fs::read(path).unwrap()).unwrap();
        let xml = text(&package.read("word/document.xml").unwrap());
        let paragraphs = xml.split("</w:p>").map(|paragraph| {
            let texts = paragraph.split("<w:t").skip(1).filter_map(|text| text.split_once('>'));
            texts.filter_map(|(_, text)| Some(text.split_once("</w:t>")?.0)).collect::<String>()
        });
        paragraphs.filter(|text| !text.trim().is_empty()).collect()
    }

    const BRANCHES: Branches<'_> = &[(6, 6, 0), (1, 2, 1), (5, 7, 0), (10, 10, 2)];

    #[test]
    fn a_small_count_is_withheld_with_a_second_one_so_that_the_total_does_not_tell_it() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), BRANCHES, &[]);
        let draft = build(root.path());

        let shown = lines(&draft.join("thong-bao.docx"));

        assert!(shown[0].starts_with("Chung: 47;"), "{shown:?}");
        // 3 is small; of the others 12 is the smallest, and stands first.
        assert_eq!(shown[1].trim(), "CB1=* CB2=* CB3=12 CB4=20");
    }

    #[test]
    fn a_rule_on_totals_only_tells_nothing_of_a_total_that_is_withheld() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(20, 1, 0), (20, 1, 0), (20, 1, 0)], &[]);
        let rules = RULES.replace("code = \"R\"", "code = \"R\"\nlevels = \"totals\"");
        fs::write(root.path().join("bo-bieu/thu/rules.toml"), rules).unwrap();
        let shown = lines(&build(root.path()).join("thong-bao.docx"));
        assert!(shown[0].starts_with("Chung: 63; nam *; nữ *;"), "{shown:?}");
    }

    #[test]
    fn the_stars_of_targets_are_explained() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(20, 1, 0)], &[]);
        let target = "[[target]]\ncode = \"R1\"\nname = \"Tỷ lệ nữ\"\nindicator = \"ty_le_nu\"\n\
                      each = \"year\"\ncompare = \">=\"\nthreshold = 10\nbase = \"kết nạp\"\n\
                      source = \"nghị quyết\"\n";
        fs::write(root.path().join("bo-bieu/thu/targets.toml"), target).unwrap();
        let line = "{% for m in muc_tieu %}{{ m.gia_tri }}{% endfor %}";
        report(root.path(), &[line, "Hết. {{ tinh_trang.che_so }}"]);
        let shown = lines(&build(root.path()).join("thong-bao.docx"));
        assert_eq!(shown, ["*", "Hết. Dấu * thay cho số không công bố."]);
        report(root.path(), &["{{ buoi }}", "Hết. {{ tinh_trang.che_so }}"]);
        let draft = build(root.path()).with_file_name("du-thao-02");
        assert_eq!(lines(&draft.join("thong-bao.docx"))[1].trim(), "Hết.");
    }

    #[test]
    fn sensitive_figures_are_withheld_whatever_they_are_and_conditions_do_not_tell_them() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(6, 6, 0), (6, 6, 0)], &[]);
        let draft = build(root.path());

        let shown = lines(&draft.join("thong-bao.docx"));

        assert!(shown[0].contains("kỷ luật *"), "{shown:?}");
        assert_eq!(shown[2], "có", "that nobody was punished is sensitive too");
        assert_eq!(lines(&draft.join("bao-cao.docx"))[2], "không ai");
    }

    #[test]
    fn a_share_of_what_is_withheld_is_withheld() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(20, 3, 0), (20, 8, 0), (30, 9, 0)], &[]);
        let draft = build(root.path());

        let shown = lines(&draft.join("thong-bao.docx"));

        assert!(shown[3].contains("CB1: *"), "{shown:?}");
        assert!(shown[3].contains("CB3: 23,08"), "{shown:?}");
    }

    #[test]
    fn a_target_of_what_is_withheld_is_not_published_rather_than_not_known() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(20, 3, 0), (20, 8, 0), (30, 9, 0)], &[]);
        let pack = root.path().join("bo-bieu/thu");
        let target = "[[target]]\ncode = \"R1\"\nname = \"Tỷ lệ nữ\"\nindicator = \"ty_le_nu\"\n\
                      each = \"year\"\ncompare = \">=\"\nthreshold = 10\nbase = \"kết nạp\"\n\
                      source = \"nghị quyết\"\n";
        let each = target.replace("R1", "R2") + "level = \"each_unit\"\n";
        fs::write(pack.join("targets.toml"), format!("{target}{each}")).unwrap();
        let women = "sensitive = true\ncategories = [{ code = \"nam\"";
        let elements = ELEMENTS.replace("categories = [{ code = \"nam\"", women);
        fs::write(pack.join("elements.toml"), elements).unwrap();
        let line = "{% for m in muc_tieu %}{{ m.gia_tri }} {{ m.ket_qua }}|{% endfor %}";
        let docx =
            Docx::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(line)));
        docx.build().pack(fs::File::create(pack.join("bao-cao.docx")).unwrap()).unwrap();

        let draft = build(root.path());

        let shown = lines(&draft.join("thong-bao.docx"));
        assert_eq!(shown, ["* không công bố|* không công bố|"]);
        let own = lines(&draft.join("bao-cao.docx"));
        assert_eq!(own, ["22,22% đạt|3/3 đơn vị đạt đạt|"]);
    }

    #[test]
    fn small_counts_of_other_things_than_people_are_shown() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(20, 20, 0)], &[]);
        let draft = build(root.path());

        assert!(lines(&draft.join("thong-bao.docx"))[0].contains("3 buổi"));
    }

    #[test]
    fn a_unit_of_measure_that_no_figure_has_is_refused_with_the_nearest_one() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(20, 20, 0)], &[]);
        let pack = root.path().join("bo-bieu/thu/pack.toml");
        let others = format!("{PACK}\n[others]\nsmall_counts = [\"nguoi\", \"buổi\"]\n");
        fs::write(&pack, others).unwrap();

        let output = tonghop(&["check", root.path().to_str().unwrap(), "--period", "2024"]);

        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stdout);
        assert!(told.contains("E704") && told.contains("có phải là `người`"), "{told}");
        assert!(!told.contains("`buổi`"), "{told}");
    }

    #[test]
    fn the_office_sees_everything_in_its_own_report() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), BRANCHES, &[]);
        let draft = build(root.path());

        let shown = lines(&draft.join("bao-cao.docx"));

        assert_eq!(shown[1].trim(), "CB1=12 CB2=3 CB3=12 CB4=20");
        assert!(shown[0].contains("kỷ luật 3"), "{shown:?}");
    }

    #[test]
    fn the_office_says_which_counts_are_small() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), BRANCHES, &[["Che số nhỏ hơn", "0"]]);
        let draft = build(root.path());

        let shown = lines(&draft.join("thong-bao.docx"));

        assert_eq!(shown[1].trim(), "CB1=12 CB2=3 CB3=12 CB4=20");
        assert!(shown[0].contains("kỷ luật *"), "{shown:?}");
    }

    #[test]
    fn a_threshold_that_is_no_number_is_told() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), BRANCHES, &[["Che số nhỏ hơn", "năm"]]);

        let output = tonghop(&["check", root.path().to_str().unwrap(), "--period", "2024"]);

        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stdout).contains("E503"), "{}", text(&output.stdout));
    }

    #[test]
    fn a_return_that_has_not_come_does_not_give_a_small_count_away() {
        let root = tempfile::tempdir().unwrap();
        workspace(root.path(), &[(6, 6, 0), (6, 6, 0), (1, 3, 0), (10, 10, 0)], &[]);
        fs::remove_file(root.path().join("bao-cao-den/1.xlsx")).unwrap();

        let shown = lines(&build(root.path()).join("thong-bao.docx"));

        // The lines above say that a return is missing.
        assert!(shown[3].starts_with("Chung: 36 [3/4];"), "{shown:?}");
        assert_eq!(shown[4].trim(), "CB1=… CB2=* CB3=* CB4=20");
    }

    /// Numbers that look like chance and are the same in every run.
    struct Chance(u32);

    impl Chance {
        fn below(&mut self, end: u32) -> u32 {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (self.0 >> 16) % end
        }
    }

    const ITEMS: [&str; 3] = ["ket_nap", "ket_nap.nam", "ket_nap.nu"];
    const PERIODS: [&str; 3] = ["2024-6T", "2024-Q1", "2024-Q2"];
    /// Units with those directly below them; the last five are branches.
    const UNITS: [(&str, &[usize]); 8] = [
        ("DB", &[1, 2, 7]),
        ("BP1", &[3, 4]),
        ("BP2", &[5, 6]),
        ("CB1", &[]),
        ("CB2", &[]),
        ("CB3", &[]),
        ("CB4", &[]),
        ("CB5", &[]),
    ];

    /// A committee of two levels with returns of two quarters, of which some have not come.
    fn half_year(root: &Path, chance: &mut Chance) {
        workspace(root, &[], &[]);
        let pack = root.join("bo-bieu/thu");
        let periods =
            PACK.replace("period = \"2024\"", "periods = [\"Q1\", \"Q2\", \"Q3\", \"Q4\"]");
        fs::write(pack.join("pack.toml"), periods).unwrap();
        let docx = UNITS.iter().fold(Docx::new(), |docx, (unit, _)| {
            let tag = |item, period| {
                format!("{{{{ so(\"{item}\", ky=\"{period}\", dv=\"{unit}\") }}}}")
            };
            let of_item = |item| PERIODS.map(|period| tag(item, period)).join("|");
            let line = ITEMS.map(of_item).join("|");
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(line)))
        });
        docx.build().pack(fs::File::create(pack.join("bao-cao.docx")).unwrap()).unwrap();
        let mut units = vec![["Mã", "Tên", "Loại", "Trực thuộc"].map(str::to_owned)];
        for (at, (code, below)) in UNITS.iter().enumerate() {
            let kind = match (at, below.len()) {
                (0, _) => "Đảng bộ cơ sở",
                (_, 0) => "Chi bộ trực thuộc",
                _ => "Đảng bộ bộ phận",
            };
            let above = UNITS.iter().find(|(_, below)| below.contains(&at));
            let above = above.map_or("", |(code, _)| code);
            let name = format!("Đơn vị số {at}");
            units.push([(*code).to_owned(), name.clone(), kind.to_owned(), above.to_owned()]);
            if !below.is_empty() {
                continue;
            }
            for quarter in &PERIODS[1..] {
                let [men, women] = [chance.below(12), chance.below(12)];
                if chance.below(4) > 0 {
                    let numbers = [men + women, men, women, 0, 3].map(|n| n.to_string());
                    let [all, men, women, punished, meetings] = numbers;
                    let values = [(*quarter).to_owned(), all, men, women, punished, meetings];
                    let file = format!("bao-cao-den/{code}-{quarter}.xlsx");
                    book(&rows(&name, values), &root.join(file));
                }
            }
        }
        let mut settings = Workbook::new();
        let office = [
            ["Tên cơ quan, đơn vị", "Đảng ủy xã Mẫu"],
            ["Mã tổ chức", "DB"],
            ["Bộ biểu mẫu", "thu"],
        ];
        let sheet = settings.add_worksheet().set_name("Đơn vị").unwrap();
        sheet.write_row_matrix(0, 0, office).unwrap();
        let sheet = settings.add_worksheet().set_name("Tổ chức").unwrap();
        sheet.write_row_matrix(0, 0, units).unwrap();
        settings.save(root.join("thiet-lap.xlsx")).unwrap();
    }

    /// Whether of figures that make up one another exactly one is hidden.
    fn tells(shown: &[&str]) -> bool {
        shown.iter().filter(|text| text.contains('*')).count() == 1
    }

    /// Whoever knows the printed figures, what is below what, that quarters make the half-year and
    /// that men and women make the admitted tries to work out what is withheld, over many made-up
    /// offices whose returns have not all come. What has not come is in no sum.
    #[test]
    fn no_withheld_count_follows_from_one_sum_of_the_others() {
        let mut chance = Chance(7);
        let mut hidden = 0;
        for _ in 0..16 {
            let root = tempfile::tempdir().unwrap();
            half_year(root.path(), &mut chance);
            let args = ["build", root.path().to_str().unwrap(), "--period", "2024-6T"];
            let output = tonghop(&args);
            assert!(output.status.success(), "{}", text(&output.stderr));
            let draft = root.path().join("ket-qua/2024-6T/du-thao-01");
            let shown = lines(&draft.join("thong-bao.docx"));
            let shown: Vec<Vec<&str>> = shown
                .iter()
                .filter(|line| line.contains('|'))
                .map(|line| line.split('|').collect())
                .collect();
            hidden += shown.iter().flatten().filter(|text| text.contains('*')).count();
            let is_there = |text: &&str| !text.contains(['…', '-']);
            for (unit, (code, below)) in UNITS.iter().enumerate() {
                for figure in 0..9 {
                    let mut sum: Vec<&str> = vec![shown[unit][figure]];
                    sum.extend(
                        below.iter().map(|below| shown[*below][figure]).filter(is_there),
                    );
                    assert!(below.is_empty() || !tells(&sum), "{code} {figure}: {shown:?}");
                }
                for at in 0..3 {
                    let parts = [at, at + 3, at + 6].map(|figure| shown[unit][figure]);
                    assert!(!tells(&parts), "{code}: {shown:?}");
                    let halves = [3 * at, 3 * at + 1, 3 * at + 2].map(|at| shown[unit][at]);
                    let whole = halves.iter().all(|text| is_there(text) && !text.contains('['));
                    assert!(!whole || !tells(&halves), "{code}: {shown:?}");
                }
            }
        }
        assert!(hidden > 100, "{hidden}");
    }
}
