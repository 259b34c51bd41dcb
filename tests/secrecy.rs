//! A workspace whose documents are secret says so on the face of everything it prints.

#[cfg(test)]
mod common;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::common::{Content, copy_of, set_cell, text, tonghop};
    use tonghop::ooxml::Package;

    fn draft(root: &Path, secrecy: &str) -> std::path::PathBuf {
        copy_of("van-phong-ubnd", root);
        let settings = root.join("thiet-lap.xlsx");
        for (cell, written) in [("A10", "Độ mật"), ("B10", secrecy)] {
            set_cell(&settings, "Đơn vị", cell, &Content::Text(written.to_owned()));
        }
        let output = tonghop(&["build", root.to_str().unwrap(), "--period", "2019..2023"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        root.join("ket-qua/2019-2023/du-thao-01")
    }

    /// The texts of all parts of an Office file, or of a page.
    fn words(file: &Path) -> String {
        let bytes = fs::read(file).unwrap();
        if file.extension().unwrap() == "html" {
            return text(&bytes);
        }
        let mut package = Package::open(bytes).unwrap();
        let parts: Vec<String> = package.names().map(str::to_owned).collect();
        let texts = parts.iter().filter(|name| name.contains(".xml"));
        texts.map(|name| text(&package.read(name).unwrap())).collect()
    }

    #[test]
    fn every_file_of_a_secret_draft_has_its_mark() {
        let root = tempfile::tempdir().unwrap();
        let draft = draft(root.path(), "Tối mật");
        let mut count = 0;
        for entry in fs::read_dir(&draft).unwrap() {
            let file = entry.unwrap().path();
            assert!(words(&file).contains("TỐI MẬT"), "{}", file.display());
            count += 1;
        }
        assert!(count >= 7, "{count} files");
    }

    #[test]
    fn a_draft_that_is_not_secret_has_no_mark() {
        let root = tempfile::tempdir().unwrap();
        let draft = draft(root.path(), "");
        for entry in fs::read_dir(&draft).unwrap() {
            let file = entry.unwrap().path();
            assert!(!words(&file).contains("TỐI MẬT"), "{}", file.display());
        }
    }
}
