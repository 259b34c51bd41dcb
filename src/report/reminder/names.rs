//! Names of files and folders that people sent or typed, made such that every system takes them
//! and no two are one.

use std::collections::BTreeSet;

/// Characters of a name at most, so that its path fits into what Windows allows.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Names that are taken in one folder.
#[derive(Debug, Default)]
pub struct SafeNames {
    taken: BTreeSet<String>,
}

impl SafeNames {
    /// Names of a folder that has these already.
    pub fn beside(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| name.to_lowercase()).collect() }
    }

    /// A name as it was sent, as near as every system takes it; one that is taken gets a number
    /// before its ending.
    pub fn take(&mut self, sent: &str) -> String {
        let plain: String = sent.chars().filter(|c| !is_unseen(*c)).map(harmless).collect();
        let (stem, ending) = match plain.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && ending.chars().count() <= 5 => {
                (stem, format!(".{ending}"))
            }
            _ => (plain.as_str(), String::new()),
        };
        let stem = trimmed(stem);
        let is_device = {
            let first = stem.split('.').next().unwrap_or_default().trim().to_lowercase();
            let digit =
                |port: &str| first.strip_prefix(port).is_some_and(|n| n.chars().count() == 1);
            DEVICES.contains(&first.as_str()) || digit("com") || digit("lpt")
        };
        let stem = if stem.is_empty() || is_device { format!("_{stem}") } else { stem };
        let ending = trimmed(&ending);
        let mut number = 1_u32;
        loop {
            let mark = if number == 1 { String::new() } else { format!(" ({number})") };
            let used = mark.chars().count() + ending.chars().count();
            let room = LONGEST.saturating_sub(used);
            let cut: String = stem.chars().take(room).collect();
            let name = format!("{}{mark}{ending}", cut.trim_end());
            if self.taken.insert(name.to_lowercase()) {
                return name;
            }
            number = number.saturating_add(1);
        }
    }
}

/// What Windows takes in no name becomes a line.
fn harmless(c: char) -> char {
    if matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') { '_' } else { c }
}

/// What nobody sees, and what turns the direction of writing and so hides an ending.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Windows drops blanks and points at the end of a name.
fn trimmed(name: &str) -> String {
    name.trim_start().trim_end_matches([' ', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_senders_stay_as_they_are_where_every_system_takes_them() {
        let mut names = SafeNames::default();
        for name in ["Biểu 1 - KP4 (sửa).xlsx", "CB.01 6T.2024.xlsm", "không đuôi"] {
            assert_eq!(names.take(name), name);
        }
    }

    #[test]
    fn what_leads_elsewhere_or_is_taken_by_windows_is_made_plain() {
        for (sent, safe) in [
            ("../../a.xlsx", ".._.._a.xlsx"),
            ("C:\\x.xlsx", "C__x.xlsx"),
            ("con.xlsx", "_con.xlsx"),
            ("COM1", "_COM1"),
            ("a\u{202e}xslx.exe", "axslx.exe"),
            ("..", "_"),
            ("", "_"),
            ("a. .xlsx", "a.xlsx"),
            ("b.xlsx...", "b.xlsx"),
        ] {
            let name = SafeNames::default().take(sent);
            assert_eq!(name, safe, "{sent:?}");
            assert!(!name.contains(['/', '\\']) && name != "." && name != "..");
        }
        let long = SafeNames::default().take(&format!("{}.xlsx", "đ".repeat(300)));
        assert!(long.ends_with("đ.xlsx") && long.chars().count() == LONGEST);
    }

    #[test]
    fn two_files_of_one_name_get_numbers_whatever_their_case() {
        let mut names = SafeNames::beside(&["de-nghi-chinh-sua.docx"]);
        assert_eq!(names.take("De-nghi-chinh-sua.docx"), "De-nghi-chinh-sua (2).docx");
        assert_eq!(names.take("A.xlsx"), "A.xlsx");
        assert_eq!(names.take("a.XLSX"), "a (2).XLSX");
        assert_eq!(names.take("a (2).xlsx"), "a (2) (2).xlsx");
    }
}
