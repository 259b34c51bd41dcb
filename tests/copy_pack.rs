//! An office gets the files of a shipped pack for editing, and what it has edited stays.

#[cfg(test)]
mod common;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::common::{copy_of, root, text, tonghop};

    fn copy_pack(workspace: &Path, code: &str) -> (Option<i32>, String, String) {
        let output = tonghop(&["copy-pack", workspace.to_str().unwrap(), code]);
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }

    #[test]
    fn the_copy_is_the_whole_pack_and_the_next_build_uses_it() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());

        let (code, listed, told) = copy_pack(folder.path(), "quy");

        assert_eq!(code, Some(0), "{told}");
        let own = folder.path().join("bo-bieu/quy");
        for name in ["pack.toml", "elements.toml", "bao-cao.docx", "bieu/1-btctw.xlsx"] {
            let shipped = fs::read(root().join("templates/quy").join(name)).unwrap();
            assert!(fs::read(own.join(name)).unwrap() == shipped, "{name}");
            assert!(listed.contains(&format!("bo-bieu/quy/{name}\n")), "{listed}");
        }
        fs::write(own.join("pack.toml"), "code =").unwrap();
        let build = tonghop(&["build", folder.path().to_str().unwrap(), "--period", "2024-6T"]);
        assert!(text(&build.stderr).contains("bo-bieu/quy/pack.toml"));
    }

    #[test]
    fn what_the_office_has_edited_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());
        let edited = folder.path().join("bo-bieu/quy/pack.toml");
        fs::create_dir_all(edited.parent().unwrap()).unwrap();
        fs::write(&edited, "của cơ quan").unwrap();

        let (code, _, told) = copy_pack(folder.path(), "quy");

        assert_eq!(code, Some(2));
        assert!(told.contains("E662"), "{told}");
        assert_eq!(fs::read_to_string(&edited).unwrap(), "của cơ quan");
    }

    #[test]
    fn templates_that_belong_to_no_pack_can_be_copied_too() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());
        let (code, listed, told) = copy_pack(folder.path(), "chung");
        assert_eq!(code, Some(0), "{told}");
        assert!(listed.contains("bo-bieu/chung/thuyet-minh-dieu-chinh.docx\n"), "{listed}");
        assert!(listed.ends_with("bo-bieu/chung/tin-nhan.txt\n"), "{listed}");
        assert!(!folder.path().join("bo-bieu/chung/van-ban.toml").exists(), "not known twice");
    }

    #[test]
    fn a_code_that_nobody_knows_is_told_with_the_nearest_one() {
        let folder = tempfile::tempdir().unwrap();
        copy_of("xa", folder.path());
        let (code, _, told) = copy_pack(folder.path(), "qui");
        assert_eq!(code, Some(2));
        assert!(told.contains("E507") && told.contains("`quy`"), "{told}");
        assert!(!folder.path().join("bo-bieu").exists());
        let (code, _, told) = copy_pack(&folder.path().join("khong-co"), "quy");
        assert_eq!(code, Some(2));
        assert!(told.contains("E501"), "{told}");
    }
}
