//! `tonghop lint` as its user meets it: what is told of a template, and the copy with comments.

#[cfg(test)]
mod common;

#[cfg(test)]
mod told {

    use tonghop::ooxml::Package;

    use crate::common::{copy_folder, copy_of, root, text, tonghop};
    use crate::template::{document, document_with, paragraph, table_row};

    /// Exit code, results and talk.
    fn lint(arguments: &[&str]) -> (i32, String, String) {
        let output = tonghop(&[&["lint"], arguments].concat());
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    /// What is told of a body, one line a finding, without the file's name; names are those of
    /// the context.
    fn told(body: &str, context: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        let names = folder.path().join("du-lieu.json");
        std::fs::write(&template, document(body)).unwrap();
        std::fs::write(&names, context).unwrap();
        let (code, out, _) = lint(&[
            template.to_str().unwrap(),
            "--context",
            names.to_str().unwrap(),
            "--format",
            "short",
        ]);
        assert_eq!(code, i32::from(out.contains("lỗi[")), "{out}");
        let line =
            |line: &str| line.split_once("document.xml:").map_or(line, |l| l.1).to_owned();
        out.lines().map(line).collect()
    }

    #[track_caller]
    fn case(body: &str, context: &str, expected: &[&str]) {
        let told = told(body, context);
        assert_eq!(told.len(), expected.len(), "{told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            let mut rest = told.as_str();
            for piece in expected.split('…') {
                let found = rest.split_once(piece);
                rest = found.unwrap_or_else(|| panic!("{expected:?} in {told:?}")).1;
            }
        }
    }

    #[test]
    fn everything_is_told_at_once_with_paragraph_code_and_words() {
        let body = [
            paragraph("{{ don_vi.tem }} và {{ ngay }}"),
            paragraph("{% if a %}"),
            paragraph(""),
            table_row("{{ chua_dong"),
            paragraph("{% endfor %}"),
        ];
        case(
            &body.concat(),
            r#"{ "don_vi": { "ten": "A" }, "a": 1 }"#,
            &[
                "1: lỗi[E602]…`don_vi.tem`…«{{ don_vi.tem }} và {{ ngay }}»",
                "1: lỗi[E602]…`ngay`",
                "2: lỗi[E603]…`{% if a %}`",
                "4: lỗi[E603]…`{{`",
                "5: lỗi[E604]…`{% endfor %}`",
            ],
        );
    }

    #[test]
    fn two_problems_of_one_tag_are_both_told() {
        case(
            &paragraph("{{ sai | upperr }}"),
            "{}",
            &["1: lỗi[E602]…`sai`", "1: lỗi[E602]…`upperr`"],
        );
    }

    #[test]
    fn what_an_object_refuses_is_told_without_data() {
        case(
            &[
                "{{ rich(\"a\", bol=true) }}",
                "{{ image(\"a.png\", rong=3) }}",
                "{{ rich(\"a\") }}",
            ]
            .map(paragraph)
            .concat(),
            "{}",
            &["1: lỗi[E607]…`bol`", "2: lỗi[E607]…`rong`"],
        );
    }

    #[test]
    fn fields_of_a_loops_name_are_known_from_the_data() {
        let body = ["{% for x in xs %}", "{{ x.ten }} {{ x.tenn }}", "{% endfor %}"];
        let body: String = body.map(paragraph).concat();
        case(&body, r#"{ "xs": [{ "ten": "A" }] }"#, &["2: lỗi[E602]…`x.tenn`"]);
        case(&body, r#"{ "xs": [] }"#, &[]);
    }

    #[test]
    fn the_nearest_right_name_is_proposed() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        let names = folder.path().join("du-lieu.json");
        std::fs::write(&template, document(&paragraph("{{ don_vi.tem | uper }}"))).unwrap();
        std::fs::write(&names, r#"{ "don_vi": { "ten": "A" } }"#).unwrap();
        let (template, names) = (template.to_str().unwrap(), names.to_str().unwrap());
        let (code, out, talk) = lint(&[template, "--context", names]);
        assert_eq!(code, 1);
        assert!(out.contains("có phải là `don_vi.ten`?"), "{out}");
        assert!(out.contains("có phải là `upper`?"), "{out}");
        assert!(talk.contains("đã soát 1 mẫu: 2 lỗi"), "{talk}");
        let (_, out, _) = lint(&[template, "--context", names, "--lang", "en"]);
        assert!(out.contains("paragraph 1 of the text"), "{out}");
    }

    #[test]
    fn without_data_only_structure_is_checked_and_that_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        std::fs::write(&template, document(&paragraph("{{ gi_cung_duoc.x }}"))).unwrap();
        let (code, out, talk) = lint(&[template.to_str().unwrap()]);
        assert_eq!((code, out.as_str()), (0, ""));
        assert!(talk.contains("chưa đối chiếu tên"), "{talk}");
        std::fs::write(&template, document(&paragraph("{{ a | khong_co }}"))).unwrap();
        assert_eq!(lint(&[template.to_str().unwrap()]).0, 1);
    }

    #[test]
    fn in_a_pack_the_names_are_those_of_the_pack() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/ct28"), folder.path());
        let template = folder.path().join("thu.docx");
        let body = [
            "{{ ket_nap.nuu }}",
            "{{ so(\"ket_nam\", dvi=\"A\") }}",
            "{{ co_quan.tenn }}",
            "{% if gia_tri(\"ket_nap\", ky=\"nam-1\") > 2 %}x{% endif %}",
        ];
        std::fs::write(&template, document(&body.map(paragraph).concat())).unwrap();
        let (code, out, talk) = lint(&[template.to_str().unwrap()]);
        assert_eq!(code, 1);
        assert!(talk.contains("bộ biểu mẫu ct28"), "{talk}");
        for expected in [
            "có phải là `ket_nap.nu`?",
            "có phải là `ket_nap`?",
            "hàm `so` không có tham số `dvi`, chỉ có `ky` và `dv`",
            "có phải là `co_quan.ten`?",
        ] {
            assert!(out.contains(expected), "{expected}: {out}");
        }
        assert!(out.contains("không có số liệu `ket_nap @ nam-1`"), "{out}");
        assert!(talk.contains(": 5 lỗi"), "{talk}\n{out}");
        let shipped = folder.path().join("bao-cao.docx");
        assert_eq!(lint(&[shipped.to_str().unwrap()]).0, 0, "the shipped template is clean");
    }

    #[test]
    fn every_template_that_comes_with_the_program_is_clean() {
        for pack in ["ct28", "quy", "chi-tieu", "chung"] {
            let folder = root().join("templates").join(pack);
            let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
            let files = files.map(|entry| entry.unwrap().into_path());
            let is_template = |path: &std::path::PathBuf| {
                path.extension()
                    .is_some_and(|e| ["docx", "xlsx"].contains(&e.to_str().unwrap()))
            };
            let templates: Vec<std::path::PathBuf> = files.filter(is_template).collect();
            assert!(!templates.is_empty());
            let templates: Vec<&str> =
                templates.iter().map(|path| path.to_str().unwrap()).collect();
            let (code, out, talk) = lint(&templates);
            assert_eq!((code, out.as_str()), (0, ""), "{talk}");
        }
    }

    #[test]
    fn what_a_document_for_others_refuses_is_told_and_what_real_figures_decide_is_not() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/quy"), folder.path());
        let elements = folder.path().join("elements.toml");
        let sensitive = std::fs::read_to_string(&elements).unwrap();
        let sensitive =
            sensitive.replace("kind = \"text\"", "kind = \"text\"\nsensitive = true");
        std::fs::write(&elements, &sensitive).unwrap();
        let template = folder.path().join("thong-bao.docx");
        let told = |text: &str| {
            std::fs::write(&template, document(&paragraph(text))).unwrap();
            lint(&[template.to_str().unwrap(), "--format", "short"]).1
        };
        let tag = "{% for y in y_kien(\"han_che\") %}{{ y.noi_dung }}{% endfor %}";
        let out = told(tag);
        assert!(out.contains("E607") && out.contains("lời không công bố"), "{out}");
        assert_eq!(told("{{ co_quan.noi_nhan | first }}{{ co_quan.noi_nhan[1] }}"), "");
        let share = "{{ 100 / (gia_tri(\"dang_vien\") - gia_tri(\"tang.ket_nap\")) }}";
        assert_eq!(told(share), "");
    }

    #[test]
    fn a_list_of_opinions_is_no_list_of_names() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/quy"), folder.path());
        let template = folder.path().join("thu.docx");
        let told = |text: &str| {
            std::fs::write(&template, document(&paragraph(text))).unwrap();
            lint(&[template.to_str().unwrap(), "--format", "short"]).1
        };
        let out = told("{{ liet_ke(y_kien(\"han_che\")) }}");
        assert!(out.contains("E607") && out.contains("danh sách chữ hoặc số"), "{out}");
        assert_eq!(out.lines().count(), 1, "{out}");
        assert_eq!(
            told("{{ y_kien(\"han_che\") | map(attribute=\"noi_dung\") | liet_ke }}"),
            ""
        );
    }

    /// What is told of the shipped report when the data sheet of its first chart says so for 2019.
    fn told_of_chart(tag: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/ct28"), folder.path());
        let report = folder.path().join("bao-cao.docx");
        let mut document = Package::open(std::fs::read(&report).unwrap()).unwrap();
        let sheet = "word/embeddings/so-lieu-bieu-do-1.xlsx";
        let mut book = Package::open(document.read(sheet).unwrap()).unwrap();
        let cells = text(&book.read("xl/worksheets/sheet1.xml").unwrap());
        let changed = cells.replace("{{ ket_nap @ 2019 }}", tag);
        assert_ne!(changed, cells);
        book.put("xl/worksheets/sheet1.xml", changed.into_bytes());
        document.put(sheet, book.write().unwrap());
        std::fs::write(&report, document.write().unwrap()).unwrap();
        lint(&[report.to_str().unwrap()]).1
    }

    #[test]
    fn a_figure_printed_by_its_function_is_a_number_in_the_data_of_a_chart() {
        assert_eq!(told_of_chart("{{ so('ket_nap', ky='2019') }}"), "");
    }

    #[test]
    fn text_in_the_data_of_a_chart_is_told_as_that_and_not_as_a_file_that_is_missing() {
        let out = told_of_chart("{{ so('ket_nap', ky='2019') ~ ' người' }}");
        assert!(out.contains("E663") && out.contains("không phải số"), "{out}");
        assert!(out.contains("viết thẳng tên số liệu trong thẻ"), "{out}");
    }

    #[test]
    fn a_name_is_proposed_only_where_it_is_near_and_of_the_right_sort() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/ct28"), folder.path());
        let template = folder.path().join("thu.docx");
        let told = |text: &str| {
            std::fs::write(&template, document(&paragraph(text))).unwrap();
            lint(&[template.to_str().unwrap()]).1
        };
        for unknown in ["{{ can_cu }}", "{{ cann }}", "{{ so_sanhh }}", "{{ don_vii() }}"] {
            let out = told(unknown);
            assert!(out.contains("E602") && !out.contains("có phải là"), "{unknown}: {out}");
        }
        assert!(told("{{ so_sanhh(\"ket_nap\") }}").contains("có phải là `so_sanh`?"));
        assert!(told("{{ don_vii.ten }}").contains("có phải là `don_vi`?"));
    }

    #[test]
    fn in_a_workspace_the_codes_of_its_units_are_known() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("van-phong-ubnd", folder.path());
        let template = folder.path().join("thu.docx");
        let body =
            paragraph("{{ so(\"ket_nap\", dv=\"CB01\") }} {{ so(\"ket_nap\", dv=\"CB0\") }}");
        std::fs::write(&template, document(&body)).unwrap();
        let (code, out, talk) = lint(&[template.to_str().unwrap(), "--format", "short"]);
        assert_eq!((code, out.lines().count()), (1, 1), "{out}{talk}");
        assert!(out.contains("`CB0`"), "{out}");
    }

    #[test]
    fn several_templates_of_both_kinds_are_looked_through_together() {
        let [a, b] = ["bao-cao.docx", "bieu/theo-chi-bo.xlsx"]
            .map(|name| root().join("templates/ct28").join(name));
        let (code, out, talk) = lint(&[a.to_str().unwrap(), b.to_str().unwrap()]);
        assert_eq!((code, out.as_str()), (0, ""));
        assert!(talk.contains("đã soát 2 mẫu: không có lỗi"), "{talk}");
        let (code, out, _) = lint(&[a.to_str().unwrap(), "khong-co.docx"]);
        assert_eq!(code, 2);
        assert!(out.contains("E659"), "{out}");
    }

    #[test]
    fn tags_where_nothing_is_filled_in_are_warned_of() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        let deleted = "<w:p><w:del w:id=\"1\" w:author=\"x\"><w:r><w:delText>{{ cu }}</w:delText>\
                       </w:r></w:del></w:p>";
        let comment = "<w:comment w:id=\"0\" w:author=\"Lan\"><w:p><w:r><w:t>{{ x }}</w:t></w:r>\
                       </w:p></w:comment>";
        std::fs::write(&template, document_with(deleted, Some(comment), None)).unwrap();
        let (code, out, _) = lint(&[template.to_str().unwrap(), "--format", "short"]);
        assert_eq!(code, 0);
        assert!(
            out.contains("W613") && out.contains("xóa") && out.contains("{{ cu }}"),
            "{out}"
        );
        assert_eq!(out.lines().count(), 2, "{out}");
    }

    #[test]
    fn a_sheets_misspelt_field_is_told_with_its_cell() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/ct28"), folder.path());
        let file = folder.path().join("bieu/theo-chi-bo.xlsx");
        let before = lint(&[file.to_str().unwrap()]);
        assert_eq!(before.0, 0, "{before:?}");
        crate::common::set_cell(
            &file,
            &crate::template::first_sheet(&file),
            "A1",
            &crate::common::Content::Text("{{ don_vi.tem }}".to_owned()),
        );
        let (code, out, _) = lint(&[file.to_str().unwrap()]);
        assert_eq!(code, 1);
        assert!(out.contains("ô A1") && out.contains("`don_vi.ten`"), "{out}");
    }

    #[test]
    fn tags_over_columns_in_different_rows_are_told_with_all_other_problems() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/ct28"), folder.path());
        let file = folder.path().join("bieu/theo-chi-bo.xlsx");
        let sheet = crate::template::first_sheet(&file);
        for (cell, text) in [
            ("A1", "{%tc for q in ds %}"),
            ("L2", "{%tc endfor %}"),
            ("A5", "{% if 1 %}"),
            ("A6", "{% macro x() %}"),
        ] {
            let text = crate::common::Content::Text(text.to_owned());
            crate::common::set_cell(&file, &sheet, cell, &text);
        }
        let (code, out, _) = lint(&[file.to_str().unwrap(), "--format", "short"]);
        assert_eq!(code, 1);
        for (cell, code) in [("A1", "E603"), ("L2", "E604"), ("A5", "E603"), ("A6", "E654")] {
            let told = out.lines().any(|line| line.contains(cell) && line.contains(code));
            assert!(told, "{cell} {code}: {out}");
        }
    }
}

#[cfg(test)]
mod annotated {
    use std::path::Path;

    use tonghop::ooxml::{Package, XmlTree};

    use crate::common::{copy_folder, root, text, tonghop};
    use crate::template::{document, document_with, paragraph};

    /// Lints a template with comments beside it, and answers the copy.
    fn annotate(template: &Path) -> Vec<u8> {
        let copy = template.with_file_name("ban-sao.docx");
        let _ = std::fs::remove_file(&copy);
        let (template, copy) = (template.to_str().unwrap(), copy.to_str().unwrap());
        let output = tonghop(&["lint", template, "--annotate", copy]);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        std::fs::read(copy).unwrap()
    }

    fn part(document: &[u8], ends_with: &str) -> String {
        let mut package = Package::open(document.to_vec()).unwrap();
        let name = package.names().find(|n| n.ends_with(ends_with)).unwrap().to_owned();
        text(&package.read(&name).unwrap())
    }

    /// Of each comment in its order: the words it is about, and what it says.
    fn comments(document: &[u8]) -> Vec<(String, String)> {
        let main = part(document, "word/document.xml");
        let kind = part(document, "document.xml.rels");
        let name = kind.split('"').find(|v| v.contains("comments") && v.ends_with("xml"));
        let said = part(document, name.unwrap().rsplit('/').next().unwrap());
        let (main, said) = (XmlTree::parse(&main).unwrap(), XmlTree::parse(&said).unwrap());
        let words = |tree: &XmlTree<'_>, range: std::ops::Range<usize>| -> String {
            let texts = tree.texts().iter();
            let inside =
                texts.filter(|t| range.start <= t.range.start && t.range.end <= range.end);
            inside.map(|text| tree.said(text)).collect()
        };
        let id = |tree: &XmlTree<'_>, e| tree.attribute(e, "w:id").unwrap().0.into_owned();
        let find = |name: &str, wanted: &str| {
            let found: Vec<usize> = (0..main.len())
                .filter(|e| main.name(*e) == name && id(&main, *e) == wanted)
                .collect();
            assert_eq!(found.len(), 1, "{name} {wanted}");
            main.range(found[0])
        };
        let all = said.children(0).map(|comment| {
            let id = id(&said, comment);
            let start = find("w:commentRangeStart", &id).end;
            let end = find("w:commentRangeEnd", &id).start;
            find("w:commentReference", &id);
            (words(&main, start..end), words(&said, said.range(comment)))
        });
        all.collect()
    }

    #[test]
    fn each_comment_stands_at_the_very_tag_and_the_text_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        let split = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Số {{ mot |</w:t></w:r><w:r><w:t> sai1 }} \
                     và {{ mot | sai2 }}</w:t></w:r></w:p>";
        let body = [split, &paragraph("x {% if a %} y")].concat();
        std::fs::write(&template, document(&body)).unwrap();
        let copy = annotate(&template);
        let found = comments(&copy);
        let places: Vec<&str> = found.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(places, ["{{ mot | sai1 }}", "{{ mot | sai2 }}", "{% if a %}"]);
        assert!(found[0].1.contains("E602") && found[0].1.contains("`sai1`"), "{found:?}");
        assert!(found[2].1.contains("E603") && found[2].1.contains("Gợi ý"), "{found:?}");
        let main = part(&copy, "word/document.xml");
        let tree = XmlTree::parse(&main).unwrap();
        let said: String = tree.texts().iter().map(|text| tree.said(text)).collect();
        assert_eq!(said, "Số {{ mot | sai1 }} và {{ mot | sai2 }}x {% if a %} y");
        assert!(
            main.contains("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{{ mot |</w:t>")
        );
    }

    #[test]
    fn what_stands_in_a_header_is_told_at_the_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        let header = paragraph("{{ a | sai }}");
        std::fs::write(&template, document_with(&paragraph("Đầu"), None, Some(&header)))
            .unwrap();
        let found = comments(&annotate(&template));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "Đầu");
        assert!(found[0].1.starts_with("đoạn thứ 1 của đầu trang: E602"), "{found:?}");
    }

    #[test]
    fn comments_of_others_stay_and_ours_are_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        let other = "<w:comment w:id=\"7\" w:author=\"Lan\"><w:p><w:r><w:t>xem lại</w:t></w:r></w:p>\
                     </w:comment>";
        let body = "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>{{ a | sai }}</w:t></w:r>\
                    <w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
        std::fs::write(&template, document_with(body, Some(other), None)).unwrap();
        let once = annotate(&template);
        let found = comments(&once);
        assert_eq!(found.len(), 2);
        assert!(found[0].1.contains("xem lại") && found[1].1.contains("E602"), "{found:?}");
        let again = folder.path().join("lan-hai.docx");
        std::fs::write(&again, &once).unwrap();
        assert_eq!(comments(&annotate(&again)), found);
    }

    #[test]
    fn a_workbook_gets_a_note_at_the_cell_and_the_copy_is_looked_through_again() {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(&root().join("templates/ct28"), folder.path());
        let file = folder.path().join("bieu/theo-chi-bo.xlsx");
        let sheet = crate::template::first_sheet(&file);
        let wrong = crate::common::Content::Text("{{ don_vi.tem }}".to_owned());
        crate::common::set_cell(&file, &sheet, "A1", &wrong);
        let output = tonghop(&["lint", file.to_str().unwrap(), "--annotate"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let copy = folder.path().join("bieu/theo-chi-bo-ghi-chu.xlsx");
        let bytes = std::fs::read(&copy).unwrap();
        let notes = part(&bytes, "xl/comments1.xml");
        assert!(notes.contains("ref=\"A1\"") && notes.contains("`don_vi.ten`"), "{notes}");
        let again = tonghop(&["lint", copy.to_str().unwrap(), "--format", "short"]);
        let told = text(&again.stdout);
        assert_eq!(told.matches("E602").count(), 1, "its own note is no template: {told}");
    }

    #[test]
    fn a_file_that_is_there_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("mau.docx");
        std::fs::write(&template, document(&paragraph("{{ a | sai }}"))).unwrap();
        let beside = folder.path().join("mau-ghi-chu.docx");
        std::fs::write(&beside, "của tôi").unwrap();
        let output = tonghop(&["lint", template.to_str().unwrap(), "--annotate"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stdout).contains("đã có tệp mang tên này"));
        assert_eq!(std::fs::read(&beside).unwrap(), "của tôi".as_bytes());
        std::fs::remove_file(&beside).unwrap();
        let output = tonghop(&["lint", template.to_str().unwrap(), "--annotate"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stderr).contains("đã ghi"));
        assert_eq!(comments(&std::fs::read(&beside).unwrap()).len(), 1);
    }
}

/// Templates for the tests.
#[cfg(test)]
mod template {
    use std::io::{Cursor, Write};

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// A paragraph of one run.
    pub(crate) fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
    }

    /// A table of one cell.
    pub(crate) fn table_row(text: &str) -> String {
        let cell = paragraph(text);
        format!("<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")
    }

    /// A document with this body.
    pub(crate) fn document(body: &str) -> Vec<u8> {
        document_with(body, None, None)
    }

    /// A document with comments and a page header.
    pub(crate) fn document_with(
        body: &str,
        comments: Option<&str>,
        header: Option<&str>,
    ) -> Vec<u8> {
        let parts = [
            ("document", "document.main", "document", Some(format!("<w:body>{body}</w:body>"))),
            ("comments", "comments", "comments", comments.map(str::to_owned)),
            ("header1", "header", "hdr", header.map(str::to_owned)),
        ];
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut put = |name: &str, xml: &str| {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(xml.as_bytes()).unwrap();
        };
        let (mut types, mut links) = (String::new(), String::new());
        for (name, kind, root, content) in parts {
            let Some(content) = content else { continue };
            put(
                &format!("word/{name}.xml"),
                &format!("<w:{root} xmlns:w=\"{WORD}\">{content}</w:{root}>"),
            );
            types = format!(
                "{types}<Override PartName=\"/word/{name}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>"
            );
            let link = kind.trim_end_matches(".main");
            links = format!(
                "{links}<Relationship Id=\"{name}\" Type=\"{LINK}/{link}\" Target=\"{name}.xml\"/>"
            );
        }
        let package = "http://schemas.openxmlformats.org/package/2006";
        put(
            "[Content_Types].xml",
            &format!("<Types xmlns=\"{package}/content-types\">{types}</Types>"),
        );
        put(
            "word/_rels/document.xml.rels",
            &format!(
                "<Relationships xmlns=\"{package}/relationships\">{links}</Relationships>"
            ),
        );
        zip.finish().unwrap().into_inner()
    }

    /// The name of a workbook's first sheet.
    pub(crate) fn first_sheet(file: &std::path::Path) -> String {
        let mut package = tonghop::ooxml::Package::open(std::fs::read(file).unwrap()).unwrap();
        let xml = crate::common::text(&package.read("xl/workbook.xml").unwrap());
        let sheet = xml.split("<sheet ").nth(1).unwrap();
        sheet.split("name=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }
}
