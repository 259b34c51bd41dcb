//! Documents that templates and texts cite, from the office's settings to the finished report.

#[cfg(test)]
mod common;

#[cfg(test)]
mod cited {
    use std::path::{Path, PathBuf};

    use docx_rs::{Docx, Paragraph, Run};
    use tonghop::template::docx::lines;

    use super::common::{Content, copy_folder, copy_of, root, set_cells, text, tonghop};

    /// A Word file of these paragraphs.
    fn template(path: &Path, paragraphs: &[&str]) {
        let add = |docx: Docx, said: &&str| {
            docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(*said)))
        };
        let docx = paragraphs.iter().fold(Docx::new(), add);
        docx.build().pack(std::fs::File::create(path).unwrap()).unwrap();
    }

    /// A new workspace with these rows in its sheet of documents.
    fn office(folder: &Path, rows: &[[&str; 6]]) -> PathBuf {
        let workspace = folder.join("xa");
        let name = workspace.to_str().unwrap();
        let arguments = ["--name", "Đảng ủy xã Tân Hòa", "--kind", "dang", "--code", "DU"];
        let made = tonghop(&[&["new", name], &arguments[..], &["--packs", "quy"]].concat());
        assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
        let mut cells = Vec::new();
        for (row, values) in (5..).zip(rows) {
            for (column, value) in ('A'..).zip(values) {
                let content = Content::Text((*value).to_owned());
                cells.push(("Văn bản".to_owned(), format!("{column}{row}"), content));
            }
        }
        set_cells(&workspace.join("thiet-lap.xlsx"), &cells);
        workspace
    }

    /// Everything `lint` says of a template of a workspace, in short.
    fn lint(workspace: &Path, paragraphs: &[&str]) -> String {
        let path = workspace.join("mau.docx");
        template(&path, paragraphs);
        let output = tonghop(&["lint", path.to_str().unwrap(), "--format", "short"]);
        text(&output.stdout).replace(&format!("{}:", path.display()), "")
    }

    const RULES: [&str; 6] = [
        "38 - QĐ/TU",
        "quy định",
        "08/4/2019",
        "Ban Thường vụ Tỉnh ủy",
        "đánh giá chất lượng sinh hoạt chi bộ",
        "",
    ];

    #[test]
    fn a_document_typed_into_the_sheet_can_be_cited_and_is_checked() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = office(folder.path(), &[RULES]);
        let cites = "Thực hiện {{ trich_dan(\"38-QĐ/TU\") }}, {{ trich_dan(\"28-CT/TW\") }}";
        assert_eq!(lint(&workspace, &[cites]), "");
        let plain =
            lint(&workspace, &["Quy định số 38-QĐ/TU, ngày 08/4/2018 của Ban Thường vụ"]);
        assert!(plain.contains("document.xml:1: cảnh báo[W680]"), "{plain}");
        assert!(
            plain.contains("Quy định số 38-QĐ/TU, ngày 08/4/2019 của Ban Thường vụ Tỉnh ủy")
        );
    }

    #[test]
    fn a_citation_that_is_not_in_the_registry_is_told_with_file_place_and_what_was_meant() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = office(folder.path(), &[]);
        let said = lint(
            &workspace,
            &[
                "Mở đầu",
                "theo {{ trich_dan(\"28-CT/TU\") }}",
                "và {{ trich_dan('124-QĐ/TW') }}",
            ],
        );
        let told: Vec<&str> = said.lines().collect();
        assert_eq!(told.len(), 2, "{said}");
        assert!(told[0].starts_with("word/document.xml:2: lỗi[E690]"), "{said}");
        assert!(
            told[0].contains("gần nhất là 28-CT/TW, ngày 21/01/2019 của Ban Bí thư"),
            "{said}"
        );
        assert!(told[1].starts_with("word/document.xml:3: lỗi[E690]"), "{said}");
        assert!(told[1].contains("ngày 02/02/2018 của Ban Bí thư"), "{said}");
        assert!(told[1].contains("ngày 04/10/2023 của Bộ Chính trị"), "{said}");
        let day = lint(&workspace, &["{{ trich_dan('124-QĐ/TW', ngay='04/10/2023') }}"]);
        assert_eq!(day, "");
        let wrong = lint(&workspace, &["{{ trich_dan('28-CT/TW', hai=2) }}"]);
        assert!(wrong.contains("E606") && wrong.contains("`hai`"), "{wrong}");
    }

    #[test]
    fn what_a_proof_reader_finds_stands_as_a_comment_at_its_paragraph() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = office(folder.path(), &[]);
        let path = workspace.join("mau.docx");
        template(&path, &["Mở đầu", "Nghị quyết số số 21-NQ/TW"]);
        let output = tonghop(&["lint", path.to_str().unwrap(), "--annotate"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let copy = std::fs::read(workspace.join("mau-ghi-chu.docx")).unwrap();
        let mut copy = tonghop::ooxml::Package::open(copy).unwrap();
        let parts: Vec<String> = copy.names().map(str::to_owned).collect();
        let parts = parts.iter().filter(|name| name.starts_with("word/comments"));
        let comments: String = parts.map(|part| text(&copy.read(part).unwrap())).collect();
        assert!(comments.contains("W686: «số số» viết hai lần"), "{comments}");
        let document = text(&copy.read("word/document.xml").unwrap());
        let (before, after) = document.split_once("<w:commentRangeStart").unwrap();
        assert!(before.contains("Mở đầu") && after.contains("số số"), "{document}");
    }

    #[test]
    fn what_cannot_be_used_in_the_sheet_is_told_with_its_cell() {
        let folder = tempfile::tempdir().unwrap();
        let wrong = [
            ["số 5", "", "08/4/2019", "Tỉnh ủy", "", ""],
            ["05-CT/TU", "", "2019", "Tỉnh ủy", "", ""],
            ["06-CT/TU", "", "08/4/2019", "", "", ""],
            ["07-QĐ/TU", "", "08/4/2019", "Tỉnh ủy", "", ""],
        ];
        let workspace = office(folder.path(), &wrong);
        let output = tonghop(&[
            "check",
            workspace.to_str().unwrap(),
            "--period",
            "2024",
            "--format",
            "short",
        ]);
        assert_eq!(output.status.code(), Some(2));
        let said = text(&output.stdout) + &text(&output.stderr);
        for cell in ["A5", "C6", "D7"] {
            let line = said.lines().find(|line| line.contains(&format!("Văn bản!{cell}")));
            assert!(line.is_some_and(|line| line.contains("E526")), "{cell}: {said}");
        }
        let workspace = folder.path().join("khac");
        std::fs::create_dir(&workspace).unwrap();
        let workspace = office(&workspace, &wrong[3..]);
        let said = lint(&workspace, &["văn bản"]);
        assert!(
            said.contains("Văn bản!B5") && said.contains("chưa ghi loại văn bản"),
            "{said}"
        );
    }

    #[test]
    fn a_day_that_is_nearly_that_of_the_shipped_list_is_told_at_its_cell() {
        let folder = tempfile::tempdir().unwrap();
        let row = ["28-CT/TW", "", "21/01/2018", "Ban Bí thư", "", ""];
        let workspace = office(folder.path(), &[row]);
        let name = workspace.to_str().unwrap();
        let output = tonghop(&["check", name, "--period", "2024", "--format", "short"]);
        let said = text(&output.stdout) + &text(&output.stderr);
        let line = said.lines().find(|line| line.contains("W693")).unwrap_or_default();
        assert!(line.contains("Văn bản!A5") && line.contains("21/01/2019"), "{said}");
    }

    /// The sample with a report of these paragraphs; what `build` says, and the report's text.
    fn built(folder: &Path, paragraphs: &[&str], period: &str) -> (String, Vec<String>) {
        copy_of("van-phong-ubnd", folder);
        let own = folder.join("bo-bieu/ct28");
        copy_folder(&root().join("templates/ct28"), &own);
        template(&own.join("bao-cao.docx"), paragraphs);
        let pack = std::fs::read_to_string(own.join("pack.toml")).unwrap();
        std::fs::write(own.join("pack.toml"), pack.replace("frame = \"bao-cao\"", "")).unwrap();
        let name = folder.to_str().unwrap();
        let made = tonghop(&["build", name, "--period", period]);
        let report = text(&made.stdout);
        let report = report.lines().find(|line| line.contains(".docx"));
        let said = text(&made.stderr) + &text(&made.stdout);
        let text = report.map_or_else(Vec::new, |path| {
            let lines = lines(std::fs::read(path).unwrap()).unwrap();
            lines.into_iter().map(|line| line.text).filter(|text| !text.is_empty()).collect()
        });
        (said, text)
    }

    #[test]
    fn a_finished_report_cites_in_full_and_briefly_and_is_read_through() {
        let folder = tempfile::tempdir().unwrap();
        let (said, report) = built(
            folder.path(),
            &[
                "Thực hiện {{ trich_dan(\"30/2020/NĐ-CP\") }}.",
                "Theo {{ trich_dan(\"30/2020/NĐ-CP\") }} và Hướng dẫn số 01-HD/BTCTW ngày 28/9/2021.",
                "{% for n in ky.cac_nam %}số số {{ so('dang_vien', ky=n.ma) }}{% endfor %}",
            ],
            "2019..2023",
        );
        // The office of the sample follows the rules of the State: no comma before the day.
        let full = "Thực hiện Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.";
        assert_eq!(report.first().map(String::as_str), Some(full), "{said}");
        assert!(report[1].starts_with("Theo Nghị định số 30/2020/NĐ-CP và"), "{report:?}");
        let mut told = said.lines().skip_while(|line| !line.contains("W680"));
        let (wrong, place) = (told.next().unwrap_or_default(), told.next().unwrap_or_default());
        assert!(
            wrong.contains("Hướng dẫn số 01-HD/TW, ngày 28/9/2021 của Ban Bí thư"),
            "{said}"
        );
        assert!(place.contains("bao-cao-ct28.docx, đoạn thứ 2 của thân văn bản"), "{said}");
        assert!(said.contains("W686"), "{said}");
    }

    #[test]
    fn a_template_that_cites_what_is_not_known_stops_the_run_before_any_return_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let (said, report) =
            built(folder.path(), &["theo {{ trich_dan(\"99-CT/TW\") }}"], "2019..2023");
        assert_eq!(report, Vec::<String>::new());
        assert!(said.contains("lỗi[E690]"), "{said}");
        assert!(said.contains("bo-bieu/ct28/bao-cao.docx, đoạn thứ 1 của thân"), "{said}");
    }

    #[test]
    fn a_list_of_the_office_that_cannot_be_read_is_told_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = office(folder.path(), &[]);
        let own = workspace.join("bo-bieu/chung");
        std::fs::create_dir_all(&own).unwrap();
        let list = "[[document]]\nnumber = \"38-QĐ/TU\"\nngay = \"08/4/2019\"\n";
        std::fs::write(own.join("van-ban.toml"), list).unwrap();
        let said = lint(&workspace, &["văn bản"]);
        assert!(said.contains("bo-bieu/chung/van-ban.toml: lỗi[E692]"), "{said}");
        assert!(said.contains("dòng 3"), "{said}");
    }
}
