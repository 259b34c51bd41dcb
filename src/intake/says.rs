//! What a workbook says of itself: of whom and of when, before anybody knows whether that can be.

use super::identify::{Returned, UnitNames, which_form};
use super::issued::hidden;
use super::overlay::Overlay;
use super::rulings::Rulings;
use super::{Duty, Wanted, split};
use crate::diagnostic::Field;
use crate::model::{OrgTree, Period};
use crate::pack::{Due, Pack, UNIT_NAME, upward};
use crate::sheet::Workbook;
use crate::text;

/// What a workbook says of itself; of several returns in it what they say together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Says {
    /// Position of the pack whose form it is, if any knows it.
    pub pack: Option<usize>,
    /// Positions of the forms in that pack, each once.
    pub forms: Vec<usize>,
    /// The form that it resembles, where it is none.
    pub resembles: Option<String>,
    /// Names of units as its sheets have them, each once however it was typed.
    pub units: Vec<String>,
    /// Code of the unit that the blank was issued to.
    pub unit_code: Option<String>,
    /// The period, if it says one; of several the one that ends last.
    pub period: Option<Period>,
    /// Whether it was itself consolidated from returns below.
    pub is_consolidated: bool,
}

/// What a workbook says of itself, as far as some packs know its form.
pub fn says(path: &str, workbook: &Workbook, packs: &[Pack]) -> Says {
    let (due, tree) = (Due::default(), OrgTree::default());
    let duties: Vec<Duty<'_>> =
        packs.iter().map(|pack| Duty { pack, due: &due, run: None }).collect();
    let names = UnitNames::new(&tree);
    let rulings = Rulings::default();
    let wanted = Wanted { duties: &duties, tree: &tree, names: &names, rulings: &rulings };
    let mut says =
        Says { is_consolidated: upward::is_consolidated(workbook), ..Says::default() };
    for part in &split::split(path, workbook.clone(), wanted).returns {
        says.with(path, part, wanted);
    }
    says
}

impl Says {
    /// What one return says besides.
    fn with(&mut self, path: &str, workbook: &Workbook, wanted: Wanted<'_>) {
        // Two hidden identities that differ are told when the return is taken in.
        let hidden = hidden(workbook).unwrap_or_default();
        let (at, form) = match which_form(path, workbook, &hidden, wanted) {
            Ok(found) => found,
            Err(finding) => {
                if let Some(Field::Text(name)) = finding.fields.get("form") {
                    self.resembles = Some(name.clone());
                }
                return;
            }
        };
        let pack = wanted.duties.get(at).map(|duty| duty.pack);
        let Some((pack, known)) = pack.and_then(|pack| Some((pack, pack.forms.get(form)?)))
        else {
            return;
        };
        if self.pack.is_some_and(|pack| pack != at) {
            return;
        }
        self.pack = Some(at);
        if !self.forms.contains(&form) {
            self.forms.push(form);
        }
        if self.unit_code.is_none() {
            self.unit_code.clone_from(&hidden.unit);
        }
        let overlay = Overlay::new(workbook, known);
        let mut returned =
            Returned { path, workbook, form: known, hidden, overlay, findings: Vec::new() };
        for (_, _, name) in returned.header_texts(UNIT_NAME, |sheet| sheet.unit_name) {
            // «CHI BỘ 1» on another sheet is the unit of «Chi bộ 1».
            let key = text::key::of(&name);
            if !self.units.iter().any(|known| text::key::of(known) == key) {
                self.units.push(name);
            }
        }
        let period = returned.period(pack).ok();
        let later = |known: Period| period.is_some_and(|period| period.ends_after(known));
        if self.period.is_none_or(later) {
            self.period = period.or(self.period);
        }
    }
}
