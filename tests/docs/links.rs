//! Links lead somewhere.

use super::markdown::{PAGES, anchors, links, page, repository};

#[test]
fn every_relative_link_leads_to_a_file_and_a_heading_that_exist() {
    let mut broken = Vec::new();
    for name in PAGES {
        let text = page(name);
        for link in links(&text).into_iter().filter(|link| !link.starts_with("https://")) {
            let (file, heading) = link.split_once('#').unwrap_or((&link, ""));
            let here = repository().join(name);
            let target =
                if file.is_empty() { here } else { here.with_file_name("").join(file) };
            let known = match (target.is_file(), heading.is_empty()) {
                (true, false) => anchors(&std::fs::read_to_string(&target).unwrap())
                    .iter()
                    .any(|a| a == heading),
                (exists, _) => exists,
            };
            if !known {
                broken.push(format!("{name}: {link}"));
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}
