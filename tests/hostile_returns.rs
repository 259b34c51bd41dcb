//! Returns that were made to take all memory or time: each gives its finding or its figures, and
//! the run goes on and takes the sound ones.
//!
//! What each costs is measured by hand: `HOSTILE_TO=folder cargo test --test hostile_returns -- --ignored`
//! writes them at their full size, one workspace each.

#[cfg(test)]
mod common;
#[cfg(test)]
mod hostile;

#[cfg(test)]
mod returns {
    use std::path::{Path, PathBuf};

    use rayon::prelude::*;

    use crate::common::{copy_of, text, tonghop};
    use crate::hostile::{Fate, Hostile, Scale, all};

    const RETURN: &str = "bao-cao-den/Biểu CT28 - CB Nhà khách.xlsx";
    const PERIOD: &str = "2019..2023";

    /// A workspace in which the file stands in the place of a sound return.
    fn workspace(at: &Path, file: &Hostile, scale: Scale) -> String {
        copy_of("van-phong-ubnd", at);
        let sound = std::fs::read(at.join(RETURN)).unwrap();
        std::fs::remove_file(at.join(RETURN)).unwrap();
        let path = format!("bao-cao-den/{}.{}", file.name, file.ending);
        std::fs::write(at.join(&path), (file.make)(&sound, scale)).unwrap();
        path
    }

    fn export(at: &Path) -> Vec<String> {
        let output =
            tonghop(&["export", at.to_str().unwrap(), "--period", PERIOD, "--format", "csv"]);
        text(&output.stdout).lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_gives_its_finding_or_its_figures_and_the_sound_ones_are_taken() {
        let sound = tempfile::tempdir().unwrap();
        copy_of("van-phong-ubnd", sound.path());
        let sound = export(sound.path());
        let wanted = std::env::var("HOSTILE").unwrap_or_default();
        let files =
            all().into_iter().filter(|f| format!("{}.{}", f.name, f.ending).contains(&wanted));
        let failures: Vec<String> = files
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter_map(|file| {
                let folder = tempfile::tempdir().unwrap();
                let path = workspace(folder.path(), &file, Scale::Test);
                judge(folder.path(), &file, &path, &sound).err()
            })
            .collect();
        assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
    }

    fn judge(at: &Path, file: &Hostile, path: &str, sound: &[String]) -> Result<(), String> {
        let output =
            tonghop(&["check", at.to_str().unwrap(), "--period", PERIOD, "--format", "short"]);
        let told = text(&output.stdout) + &text(&output.stderr);
        let shown: String = told.chars().take(3000).collect();
        let failed = |why: &str| Err(format!("{path}: {why}\n{shown}"));
        if !matches!(output.status.code(), Some(0 | 1)) || told.contains("panicked") {
            return failed("the run did not end as it should");
        }
        let said: Vec<&str> = told.lines().filter(|line| line.starts_with(path)).collect();
        let taken = if matches!(file.fate, Fate::Read) { "6/6" } else { "5/6" };
        if !told.contains(&format!("đã nhận {taken} biểu")) {
            return failed("the sound returns were not taken");
        }
        match file.fate {
            Fate::Refused(code) => match said.as_slice() {
                [line] if line.contains(&format!("[{code}]")) => Ok(()),
                _ => failed(&format!("not refused with one {code}")),
            },
            Fate::Read if export(at) != sound => failed("its figures were not read"),
            Fate::Read | Fate::Survived => Ok(()),
        }
    }

    #[test]
    #[ignore = "writes gigabytes; for measuring by hand"]
    fn write_them_at_their_full_size() {
        let to = PathBuf::from(std::env::var("HOSTILE_TO").unwrap());
        let wanted = std::env::var("HOSTILE").unwrap_or_default();
        for file in all() {
            let name = format!("{}.{}", file.name, file.ending);
            if name.contains(&wanted) {
                workspace(&to.join(name.replace(' ', "-")), &file, Scale::Full);
            }
        }
    }
}
