use super::*;
use crate::text::Lang;

fn registry() -> Registry {
    let mut registry = Registry::default();
    registry.add_toml(include_str!("../../templates/chung/van-ban.toml")).unwrap();
    registry
}

#[test]
fn scratch() {
    let registry = registry();
    for entry in std::fs::read_dir("/work/shared/sources").unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut paragraphs: Vec<String> = vec![String::new()];
        for line in text.lines().map(|l| l.trim_end()).filter(|l| !l.trim().is_empty()) {
            let t = line.trim_start();
            let last = paragraphs.last_mut().unwrap();
            let start = t.starts_with(['-', '+', '('])
                || line.starts_with("  ")
                || t.starts_with(|c: char| c.is_ascii_digit())
                    && t.contains(". ")
                    && t.find(". ").unwrap() < 4
                || t.starts_with(['I', 'V'])
                    && t.chars().nth(1).is_some_and(|c| "IV./".contains(c))
                || last.trim_end().ends_with(['.', ':', ';']);
            if start {
                paragraphs.push(t.to_owned());
            } else {
                last.push(
                    if last.ends_with('-')
                        && t.starts_with(char::is_uppercase)
                        && last.len() > 2
                        && last[..last.len() - 1].ends_with(|c: char| c.is_ascii_digit())
                    {
                        '\n'
                    } else {
                        ' '
                    },
                );
                last.push_str(t);
            }
        }
        let lines: Vec<Line> = paragraphs
            .into_iter()
            .enumerate()
            .map(|(i, text)| Line {
                part: "word/document.xml".into(),
                number: i + 1,
                text,
                in_table: false,
                section: 0,
            })
            .collect();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        println!("=== {name} {} paragraphs", lines.len());
        let proof = Proof {
            file: &name,
            lines: &lines,
            registry: &registry,
            day: crate::text::date::parse("31/12/2024"),
            names: &[],
            quoted: &[],
            is_template: false,
        };
        for f in proofread(&proof) {
            println!(
                "{} {} {}",
                f.code,
                f.place.as_ref().unwrap().paragraph.as_ref().unwrap().number,
                f.message(Lang::Vi)
            );
        }
    }
}
