//! `tonghop render` as a command line: what it writes, and what it leaves alone.

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::process::Command;

    fn template() -> Vec<u8> {
        use docx_rs::{Docx, Paragraph, Run};
        let text = Paragraph::new().add_run(Run::new().add_text("{{ ten }}"));
        let mut bytes = std::io::Cursor::new(Vec::new());
        Docx::new().add_paragraph(text).build().pack(&mut bytes).unwrap();
        bytes.into_inner()
    }

    fn render(folder: &Path, out: &str) -> bool {
        let arguments = ["render", "mau.docx", "du-lieu.json", out];
        let mut run = Command::new(env!("CARGO_BIN_EXE_tonghop"));
        run.current_dir(folder).args(arguments).output().unwrap().status.success()
    }

    #[test]
    fn neither_the_template_nor_its_data_are_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("mau.docx"), template()).unwrap();
        std::fs::write(path("du-lieu.json"), r#"{"ten": "A"}"#).unwrap();
        for input in ["mau.docx", "./mau.docx", "du-lieu.json"] {
            let before = std::fs::read(path(input)).unwrap();
            assert!(!render(folder.path(), input), "{input}");
            assert_eq!(std::fs::read(path(input)).unwrap(), before, "{input}");
        }
        assert!(render(folder.path(), "ket-qua.docx"));
        assert!(render(folder.path(), "ket-qua.docx"), "an earlier result is replaced");
    }

    /// What is told of a run that writes nothing, in Vietnamese and in English.
    fn refused(folder: &Path, arguments: &[&str]) -> [String; 2] {
        ["vi", "en"].map(|lang| {
            let mut run = Command::new(env!("CARGO_BIN_EXE_tonghop"));
            let run = run.current_dir(folder).args(arguments).args(["--lang", lang]);
            let output = run.output().unwrap();
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            let told = [output.stdout, output.stderr].concat();
            let told = String::from_utf8(told).unwrap();
            for own in ["os error", ".tmp", "No such file", "denied", "directory", "EOF"] {
                assert!(!told.contains(own), "{arguments:?} {own}: {told}");
            }
            told
        })
    }

    #[track_caller]
    fn says(told: &[String; 2], vi: &[&str], en: &[&str]) {
        for (told, expected) in told.iter().zip([vi, en]) {
            for expected in expected {
                assert!(told.contains(expected), "{expected}: {told}");
            }
        }
    }

    fn office() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        };
        put("mau.docx", &template());
        put("word.xlsx", &template());
        put("cut.xlsx", &template()[..600]);
        put("chu.xlsx", "không phải tệp Excel".as_bytes());
        put("du-lieu.json", br#"{"ten": "A"}"#);
        put("sai.json", b"{ten: 1}");
        put("thieu.json", b"{\"ten\":\n 1,");
        std::fs::create_dir(folder.path().join("thu-muc")).unwrap();
        folder
    }

    #[test]
    fn a_file_that_is_not_there_is_told_as_that() {
        let office = office();
        for arguments in [
            &["render", "khong-co.xlsx", "du-lieu.json", "ra.xlsx"][..],
            &["render", "mau.docx", "khong-co.json", "ra.docx"],
            &["lint", "khong-co.xlsx"],
        ] {
            let told = refused(office.path(), arguments);
            says(&told, &["E659", "không có tệp này", "kiểm tra tên tệp"], &["no such file"]);
        }
        let told = refused(office.path(), &["render", "thu-muc", "du-lieu.json", "ra.docx"]);
        says(&told, &["E101", "thư mục, không phải tệp"], &["this is a folder"]);
    }

    #[test]
    fn a_file_that_is_damaged_or_of_another_kind_is_told_as_that() {
        let office = office();
        for command in ["render", "lint"] {
            let run = |file| {
                let rest = ["du-lieu.json", "ra.xlsx"];
                let rest = if command == "render" { &rest[..] } else { &[] };
                refused(office.path(), &[&[command, file], rest].concat())
            };
            says(&run("cut.xlsx"), &["E601", "tải về chưa trọn"], &["not copied in full"]);
            says(
                &run("chu.xlsx"),
                &["không phải tệp .docx hoặc .xlsx"],
                &["no .docx or .xlsx"],
            );
        }
    }

    #[test]
    fn data_that_are_no_json_are_told_with_line_and_column() {
        let office = office();
        let told = refused(office.path(), &["render", "mau.docx", "sai.json", "ra.docx"]);
        says(&told, &["E658", "dòng 1, cột 2", "nháy kép"], &["line 1, column 2", "quotes"]);
        let told = refused(office.path(), &["render", "mau.docx", "thieu.json", "ra.docx"]);
        says(&told, &["dòng 2, cột 3", "kết thúc giữa chừng"], &["line 2, column 3"]);
    }

    #[test]
    fn a_place_where_nothing_can_be_written_is_told_with_what_to_do() {
        let office = office();
        let to = |out| refused(office.path(), &["render", "mau.docx", "du-lieu.json", out]);
        let told = to("chua-co/ra.docx");
        let vi = ["E514", "chưa có thư mục `chua-co`", "tạo thư mục `chua-co`"];
        says(&told, &vi, &["no folder `chua-co`", "make the folder"]);
        says(&to("thu-muc"), &["E514", "thư mục, không phải tệp"], &["this is a folder"]);
        says(&to("sai.json/ra.docx"), &["E514"], &["E514"]);
        assert!(!office.path().join("chua-co").exists());
    }

    #[test]
    fn a_word_template_makes_no_workbook_whatever_its_name() {
        let office = office();
        for template in ["mau.docx", "word.xlsx"] {
            let told = refused(office.path(), &["render", template, "du-lieu.json", "ra.xlsx"]);
            says(&told, &["E514", "tệp Word", "`ra.docx`"], &["Word file", "`ra.docx`"]);
        }
        assert!(!office.path().join("ra.xlsx").exists());
    }
}
