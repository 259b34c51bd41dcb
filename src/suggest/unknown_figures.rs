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

    /// Tags told as sure or likely where another one is right, with packs that lack one figure.
    fn wrong(&self, name: &str) -> Vec<String> {
        let has = |_: &str| true;
        let packs = std::slice::from_ref(&self.pack);
        let (period, tree) = (self.period, None::<&OrgTree>);
        let sources = Sources { packs, relatives: &[], like: None, period, tree, has: &has };
        let (form, from) = (self.bytes.as_slice(), standpoint(&sources));
        let all = Known::gather(&Origins { packs, relatives: &[], like: None, form, from });
        let lacking = |path: &String| {
            let mut known = all.clone();
            known.forget(path);
            let suggestion = suggest_knowing(form, &sources, &known).unwrap();
            let cells = suggestion.cells.iter().filter_map(|cell| {
                let Fate::Tagged { code, certainty } = &cell.fate else { return None };
                let at = format!("{}!{}", cell.sheet, cell.cell);
                let right = self.right.get(&at)?;
                let is_lacking = tag::Told::read(right)?.path == *path;
                (is_lacking && *certainty != Certainty::Doubtful)
                    .then(|| format!("{name}: {at} `{code}` for `{right}`"))
            });
            cells.collect::<Vec<_>>()
        };
        self.paths().iter().flat_map(lacking).collect()
    }
}

#[test]
fn a_figure_that_the_pack_lacks_is_not_told_as_another_one() {
    for name in ["nhom-la", "muc-xep-loai", "hai-trang-xep-loai", "hai-bang-mot-trang"] {
        assert_eq!(Case::new(name).wrong(name), [""; 0]);
    }
}
