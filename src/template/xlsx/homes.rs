//! Which sheet a drawing, a chart or another part belongs to.

use std::collections::BTreeMap;

use super::book::{Book, relations};

/// The name of the sheet that each part belongs to, by the part's name; what no sheet leads to,
/// or several do, has the first.
pub(super) fn homes(book: &mut Book) -> BTreeMap<String, String> {
    let Book { package, tabs, .. } = book;
    let sheets: Vec<(String, String)> =
        tabs.iter().map(|tab| (tab.path.clone(), tab.name.clone())).collect();
    let mut homes: BTreeMap<String, String> = sheets.iter().cloned().collect();
    for (path, name) in sheets {
        let mut open = vec![path];
        while let Some(part) = open.pop() {
            // What cannot be read is told by those who change it.
            for relation in relations(package, &part).unwrap_or_default() {
                let leads_on = !relation.external && package.contains(&relation.target);
                if leads_on && !homes.contains_key(&relation.target) {
                    homes.insert(relation.target.clone(), name.clone());
                    open.push(relation.target);
                }
            }
        }
    }
    homes
}
