//! What the report of source 000 got wrong, and what keeps this pack from it (docs/goi-bieu-mau.md,
//! «Những lỗi mà bộ ct28 ngăn»): each test types the slip, or what would lead to it, into the sample.

#[cfg(test)]
mod common;

#[cfg(test)]
mod slips {
    use std::path::{Path, PathBuf};
    use std::process::Output;

    use tonghop::ooxml::Package;
    use tonghop::sheet::{Limits, read};
    use tonghop::template::docx::controls;

    use super::common::{
        Content, copy_folder, copy_of, paragraphs, root, set_cell, text, tonghop,
    };

    const GUEST_HOUSE: &str = "Biểu CT28 - CB Nhà khách.xlsx";
    const ADMINISTRATION: &str = "Phòng HC-QT/biểu ct28 HCQT nộp.xlsx";

    /// The sample office, edited.
    struct Office(tempfile::TempDir);

    impl Office {
        fn new() -> Self {
            let office = Self(tempfile::tempdir().unwrap());
            copy_of("van-phong-ubnd", office.0.path());
            office
        }

        /// A number typed into a return.
        fn typed(self, file: &str, sheet: &str, cell: &str, number: u32) -> Self {
            let file = self.0.path().join("bao-cao-den").join(file);
            set_cell(&file, sheet, cell, &Content::Number(number.to_string()));
            self
        }

        fn without(self, file: &str) -> Self {
            std::fs::remove_file(self.0.path().join("bao-cao-den").join(file)).unwrap();
            self
        }

        fn build(&self) -> Output {
            tonghop(&["build", self.0.path().to_str().unwrap(), "--period", "2019..2023"])
        }

        fn draft(&self) -> PathBuf {
            let made = self.build();
            assert_ne!(made.status.code(), Some(2), "{}", text(&made.stderr));
            self.0.path().join("ket-qua/2019-2023/du-thao-01")
        }

        fn report(&self) -> Vec<u8> {
            std::fs::read(self.draft().join("bao-cao-ct28.docx")).unwrap()
        }

        fn paragraphs(&self) -> Vec<String> {
            paragraphs(&self.report())
        }
    }

    /// The only paragraph with these words.
    fn one<'a>(paragraphs: &'a [String], words: &str) -> &'a str {
        let found: Vec<&String> = paragraphs.iter().filter(|p| p.contains(words)).collect();
        let [paragraph] = found[..] else {
            panic!("«{words}»: {found:?} of {paragraphs:#?}")
        };
        paragraph
    }

    fn says(paragraphs: &[String], words: &str) -> bool {
        paragraphs.iter().any(|paragraph| paragraph.contains(words))
    }

    #[test]
    fn slip_1_men_and_women_that_exceed_the_total_mark_the_report_and_name_the_cell() {
        let office = Office::new().typed(GUEST_HOUSE, "Đặc điểm tình hình", "H16", 10);
        let said = office.build();
        assert_eq!(said.status.code(), Some(1));
        let talk = text(&said.stderr);
        for told in ["DV-01", "một bên là 74, bên kia là 72", "chênh 2", GUEST_HOUSE] {
            assert!(talk.contains(told), "«{told}» is not in {talk}");
        }
        let report = office.0.path().join("ket-qua/2019-2023/du-thao-01/bao-cao-ct28.docx");
        let first = &paragraphs(&std::fs::read(report).unwrap())[0];
        assert_eq!(first, "DỰ THẢO - CÒN 2 LỖI SỐ LIỆU, CHƯA ĐƯỢC TRÌNH KÝ");
    }

    #[test]
    fn slip_2_admissions_below_the_target_are_told_year_by_year_with_plan_and_parts() {
        let report = Office::new().paragraphs();
        let missed = "Tỷ lệ kết nạp đảng viên hằng năm chưa đạt mức đề ra";
        let told = one(&report, missed);
        for year in ["năm 2020 2,94%", "năm 2021 2,9%", "năm 2022 2,82%", "năm 2023 2,78%"]
        {
            assert!(told.contains(year), "{told}");
        }
        let admitted = one(&report, "cử 16 quần chúng ưu tú học lớp");
        for figure in ["9 người đã được kết nạp", "số còn lại đang tiếp tục", "81,82% kế hoạch"]
        {
            assert!(admitted.contains(figure), "{admitted}");
        }
        let parts = one(&report, "Trong số đảng viên mới kết nạp");
        assert!(parts.contains("nữ 6") && parts.contains("đoàn viên"), "{parts}");

        // Two more in 2023 are 4 of 72: that year is met, and no longer told among what is missed.
        let met = Office::new().typed(ADMINISTRATION, "Kết nạp", "H13", 4).paragraphs();
        let told = one(&met, missed);
        assert!(!told.contains("năm 2023"), "{told}");
    }

    #[test]
    fn slip_3_the_report_says_from_which_day_to_which_and_of_which_day_its_stocks_are() {
        let report = Office::new().paragraphs();
        let told = one(&report, "Số thời điểm tính đến ngày 31/12/2023");
        assert!(told.contains("từ ngày 01/01/2019 đến ngày 31/12/2023"), "{told}");
        one(&report, "Đến ngày 31/12/2023, cơ quan có 102");
    }

    #[test]
    fn slip_4_what_is_announced_as_attached_is_there_and_nothing_is_announced_after_the_end() {
        let office = Office::new();
        let draft = office.draft();
        let report = paragraphs(&std::fs::read(draft.join("bao-cao-ct28.docx")).unwrap());
        let place = |words: &str| {
            report
                .iter()
                .position(|p| p.contains(words))
                .unwrap_or_else(|| panic!("no {words}"))
        };
        let announced = place("Kèm theo báo cáo này");
        let end = place("./.");
        assert!(report[end].starts_with("Trên đây là báo cáo"), "{}", report[end]);
        assert_eq!(announced + 1, end, "announced just before the closing sentence");
        assert!(!report[end..].iter().any(|p| p.to_lowercase().contains("đính kèm")));

        for annex in ["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"] {
            assert!(report[announced].contains(annex), "{annex} is not announced");
            let title = report.iter().position(|p| p == annex).expect(annex);
            assert!(title > end, "{annex} stands before the end");
            let rows = &report[title..];
            for unit in ["Chi bộ Phòng Kinh tế - Tổng hợp", "Chi bộ Nhà khách", "Cộng"]
            {
                assert!(rows.iter().any(|p| p == unit), "{annex} has no row {unit}");
            }
        }
        let attached = workbooks(&draft);
        let codes = report[announced].rsplit_once("các biểu tổng hợp ").unwrap().1;
        for code in codes.trim_end_matches('.').split(", ") {
            assert!(attached.iter().any(|t| t == &format!("Biểu {code}")), "no form {code}");
        }
    }

    /// Texts of all cells of a draft's workbooks.
    fn workbooks(draft: &Path) -> Vec<String> {
        let mut texts = Vec::new();
        for name in ["bieu-co-quan.xlsx", "bieu-theo-chi-bo.xlsx", "bieu-tong-hop-ct28.xlsx"] {
            let bytes = std::fs::read(draft.join(name)).unwrap();
            let book = read(name, &bytes, &Limits::default()).unwrap();
            for sheet in &book.sheets {
                texts.extend(sheet.iter().map(|(_, cell)| cell.text.clone()));
            }
        }
        texts
    }

    #[test]
    fn slip_8_every_target_is_printed_with_what_it_is_a_share_of_and_none_is_taken_without() {
        let report = Office::new().paragraphs();
        for level in [
            "≥ 3% tổng số đảng viên cuối năm",
            "≥ 100% kế hoạch kết nạp của cả kỳ",
            "&gt; 90% đảng viên đã được xếp loại",
            "&gt; 85% lượt đảng viên phải dự sinh hoạt",
            "≥ 12 buổi một năm của mỗi chi bộ",
        ] {
            assert!(says(&report, level), "«{level}» is not in {report:#?}");
        }

        let office = Office::new();
        let pack = office.0.path().join("bo-bieu/ct28");
        copy_folder(&root().join("templates/ct28"), &pack);
        let targets = pack.join("targets.toml");
        let known = std::fs::read_to_string(&targets).unwrap();
        let base = "base = \"đảng viên đã được xếp loại\"\n";
        assert!(known.contains(base));
        std::fs::write(&targets, known.replace(base, "")).unwrap();
        let refused = office.build();
        assert_eq!(refused.status.code(), Some(2));
        assert!(text(&refused.stderr).contains("`base`"), "{}", text(&refused.stderr));
    }

    #[test]
    fn slip_12_all_of_them_is_a_figure_with_its_cells_and_goes_when_one_is_not() {
        let office = Office::new();
        let report = office.report();
        let told = paragraphs(&report);
        let claim = one(&told, "Kết quả kiểm điểm, đánh giá, xếp loại từ năm 2019");
        assert!(claim.contains("100% lượt đảng viên"), "{claim}");
        let hundreds = controls(report.clone()).unwrap();
        let hundreds: Vec<_> = hundreds.iter().filter(|(_, text)| text == "100").collect();
        assert!(hundreds.len() >= 20, "the year table and the sentence: {hundreds:?}");
        // No «100%» is typed into the sentence itself: in Word each stands in the control of its figure.
        let mut package = Package::open(report).unwrap();
        let xml = text(&package.read("word/document.xml").unwrap());
        let paragraph = xml.split("</w:p>").find(|p| p.contains("Kết quả kiểm điểm")).unwrap();
        let outside: String = paragraph
            .split("<w:sdt>")
            .map(|part| part.rsplit_once("</w:sdt>").map_or(part, |(_, after)| after))
            .collect();
        assert!(!outside.contains("100"), "{outside}");

        // One member of 337 «hoàn thành nhiệm vụ» in 2021, and it is 99,7%.
        let sheet = "Đánh giá, xếp loại";
        let one_less = Office::new().typed(GUEST_HOUSE, sheet, "F14", 12).typed(
            GUEST_HOUSE,
            sheet,
            "F15",
            1,
        );
        assert_eq!(one_less.build().status.code(), Some(0), "the parts still add up");
        let report = one_less.paragraphs();
        let claim = one(&report, "Kết quả kiểm điểm, đánh giá, xếp loại từ năm 2019");
        assert!(claim.contains("99,7% lượt đảng viên"), "{claim}");
    }

    #[test]
    fn slip_12_nobody_had_to_go_is_said_only_when_every_branch_has_said_so() {
        let nobody = "không có đảng viên phải đưa ra khỏi Đảng";
        let all = Office::new().paragraphs();
        assert!(says(&all, nobody));

        let some = Office::new()
            .typed(GUEST_HOUSE, "Rà soát, sàng lọc", "H19", 1)
            .typed(GUEST_HOUSE, "Rà soát, sàng lọc", "H21", 1)
            .paragraphs();
        assert!(!says(&some, nobody));
        one(&some, "có 1 đảng viên ra khỏi Đảng (khai trừ 1)");

        let missing = Office::new().without(GUEST_HOUSE).paragraphs();
        assert!(!says(&missing, nobody), "one branch of five has said nothing");
    }
}
