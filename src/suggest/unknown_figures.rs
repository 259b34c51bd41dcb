//! Tests on forms of which a pack has all figures but one: what would be wrong must not be told as
//! sure or likely.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::*;
use crate::diagnostic::Findings;
use crate::model::OrgTree;
use crate::pack::{self, PackFiles};

/// A form with its right answer.
struct Case {
    bytes: Vec<u8>,
    right: BTreeMap<String, String>,
    pack: Pack,
    period: Option<Period>,
}

impl Case {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suggest").join(name);
        let right: Value =
            serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap())
                .unwrap();
        let files = PackFiles::shipped(right["pack"].as_str().unwrap()).unwrap();
        let cells = right["cells"].as_object().unwrap().iter();
        Self {
            bytes: std::fs::read(folder.join("form.xlsx")).unwrap(),
            right: cells
                .map(|(at, tag)| (at.clone(), tag.as_str().unwrap().to_owned()))
                .collect(),
            pack: pack::load(&files, &mut Findings::new()).unwrap(),
            period: right["period"].as_str().unwrap().parse().ok(),
        }
    }

    fn paths(&self) -> BTreeSet<String> {
        self.right.values().filter_map(|tag| Some(tag::Told::read(tag)?.path)).collect()
    }

    /// Tags told as sure or likely where another one is right, with a pack that lacks a figure.
    fn wrong_without(&self, lacking: &str) -> Vec<String> {
        let packs = std::slice::from_ref(&self.pack);
        let has = |_: &str| true;
        let sources = Sources {
            packs,
            relatives: &[],
            like: None,
            period: self.period,
            tree: None::<&OrgTree>,
            has: &has,
        };
        let forget = |known: &mut Known| known.forget(lacking);
        let suggestion = suggest_knowing(&self.bytes, &sources, forget).unwrap();
        let cells = suggestion.cells.iter().filter_map(|cell| {
            let Fate::Tagged { code, certainty } = &cell.fate else { return None };
            let at = format!("{}!{}", cell.sheet, cell.cell);
            let right = self.right.get(&at)?;
            let wrong = tag::Told::read(right)?.path == lacking
                && *certainty != Certainty::Doubtful
                && !code.starts_with("so(\"\"");
            wrong.then(|| format!("{at}: {code} for {right} ({})", cell.labels))
        });
        cells.collect()
    }
}

#[test]
fn a_figure_that_the_pack_lacks_is_not_told_as_another_one() {
    let all = std::env::var("FORMS").unwrap_or_else(|_| "nhom-la,muc-xep-loai".to_owned());
    let mut wrong = Vec::new();
    for name in all.split(',') {
        let case = Case::new(name);
        for path in case.paths() {
            let found = case.wrong_without(&path);
            wrong
                .extend(found.into_iter().map(|cell| format!("{name} without {path}: {cell}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
