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
}
