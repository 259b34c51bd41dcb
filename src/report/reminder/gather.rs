//! What is whose: returns that did not come, and what each unit is to mend or to confirm.

use std::collections::{BTreeMap, BTreeSet};

use super::returns;
use super::words::{in_plain_words, label, shown};
use super::{Involved, Point, Reminders, UnitReminder, UnitReturns, UnreadFile};
use crate::diagnostic::{CellNote, Code, Field, Finding, FindingList, Severity, Verdict};
use crate::model::{NamedUnit, Operands, OrgIx, OrgTree, Period, Source, UnitNames};
use crate::ooxml::CellRef;
use crate::pack::Consolidated;
use crate::report::Receipts;
use crate::report::on_paper::{begun, quoted};
use crate::text::Lang;

/// Findings on returns that the office settles itself: the unit can do nothing about them. It is
/// asked about one only where the office decides so.
const OF_THE_OFFICE: [Code; 6] =
    [Code::W125, Code::W131, Code::W135, Code::W225, Code::W233, Code::W410];

/// What a run knows.
pub struct Material<'a> {
    /// The organisation.
    pub tree: &'a OrgTree,
    /// The unit of the office.
    pub office: OrgIx,
    /// The duties of the run, each with the returns that came.
    pub packs: Vec<(&'a Consolidated, &'a Receipts)>,
    /// Files of which nothing was taken, nobody knows yet why, in order.
    pub unread: Vec<&'a str>,
    /// The findings of the run.
    pub findings: &'a FindingList,
    /// What findings call the folder of returns.
    pub returns: &'a str,
    /// Whom the name of a file speaks of.
    pub in_name: &'a dyn Fn(&str) -> Option<OrgIx>,
}

/// Sorts everything that is to be said by unit.
pub fn gather(material: &Material<'_>) -> Reminders {
    let mut gathering = Gathering::new(material);
    gathering.returns();
    gathering.points();
    gathering.unread();
    gathering.finish()
}

/// Whether a finding is still open: decided ones and mere notes are not.
fn is_open(finding: &Finding) -> bool {
    finding.severity() != Severity::Info
}

/// Whether a finding is for the unit to mend or to confirm, if it is about a unit's return.
fn is_for_units(finding: &Finding) -> bool {
    let code = finding.code;
    is_open(finding)
        && !code.is_on_totals()
        && !code.is_of_seals()
        && (is_asked_again(finding) || !OF_THE_OFFICE.contains(&code))
        // A return whose file is gone is asked for, not asked about.
        && code != Code::W419
}

/// Whether the unit was asked about it before, on record.
pub(super) fn is_asked_again(finding: &Finding) -> bool {
    finding.decided.as_ref().is_some_and(|decided| decided.verdict == Verdict::Asked)
}

/// Forms and periods of a unit's returns in one file.
type Returns<'a> = Vec<(&'a str, Period)>;

struct Gathering<'a> {
    material: &'a Material<'a>,
    names: UnitNames<'a>,
    /// The units whose returns came in a file, with these returns.
    owners: BTreeMap<&'a str, BTreeMap<OrgIx, Returns<'a>>>,
    units: BTreeMap<OrgIx, UnitReminder>,
    /// Files of returns that the office entered.
    entered: BTreeSet<&'a str>,
    /// Cells in whose place the office put a figure of its own.
    adjusted: BTreeSet<(&'a str, &'a str, CellRef)>,
    /// Files that a finding for a unit speaks of.
    told: BTreeSet<&'a str>,
    unread: Vec<UnreadFile>,
}

impl<'a> Gathering<'a> {
    fn new(material: &'a Material<'a>) -> Self {
        let mut owners: BTreeMap<&str, BTreeMap<OrgIx, Returns<'_>>> = BTreeMap::new();
        for (data, receipts) in &material.packs {
            for ((code, org, period), file) in &receipts.taken {
                let form = data.pack.forms.iter().find(|form| form.code == *code);
                let name = form.map_or(code.as_str(), |form| form.name.as_str());
                owners.entry(file).or_default().entry(*org).or_default().push((name, *period));
            }
        }
        let entered = material.packs.iter().flat_map(|(_, receipts)| {
            let entered = receipts.arrivals.iter().filter(|(_, arrival)| arrival.entered);
            entered.filter_map(|(owed, _)| receipts.taken.get(owed).map(String::as_str))
        });
        let entered = entered.collect();
        Self {
            material,
            names: UnitNames::new(material.tree),
            owners,
            units: BTreeMap::new(),
            entered,
            adjusted: material.packs.iter().flat_map(|(data, _)| adjusted(data)).collect(),
            told: BTreeSet::new(),
            unread: Vec::new(),
        }
    }

    fn unit(&mut self, org: OrgIx) -> &mut UnitReminder {
        let is_office = org == self.material.office;
        self.units.entry(org).or_insert_with(|| UnitReminder {
            org,
            is_office,
            returns: UnitReturns::default(),
            points: Vec::new(),
        })
    }

    /// Every unit that owes a return stands in the list, whatever became of it.
    fn returns(&mut self) {
        for (org, returns) in returns::of_units(self.material) {
            self.unit(org).returns = returns;
        }
    }

    fn points(&mut self) {
        let in_returns = format!("{}/", self.material.returns);
        for reported in self.material.findings {
            let finding = &reported.finding;
            let Some(place) = &finding.place else { continue };
            let is_of_unit = is_for_units(finding) && !self.is_by_adjustment(finding);
            if !place.file.starts_with(&in_returns) || !is_of_unit {
                continue;
            }
            match self.whose(finding, &place.file) {
                Some(org) => {
                    let point = self.point(finding, org);
                    self.unit(org).points.push(point);
                    self.told.insert(&place.file);
                    self.told.extend(self.versions(finding));
                }
                // Of a file that was not taken all is told in one line.
                None if self.material.unread.contains(&place.file.as_str()) => {}
                None => self.unread.push(UnreadFile {
                    path: place.file.clone(),
                    reason: quoted(&finding.message(Lang::Vi)),
                    remedy: quoted(&finding.remedy(Lang::Vi)),
                    maybe_of: (self.material.in_name)(&place.file),
                }),
            }
        }
    }

    /// The unit that a finding names, or the only one whose returns are in its file; nobody where
    /// several have that name: no unit is told of another's mistakes.
    fn whose(&self, finding: &Finding, file: &str) -> Option<OrgIx> {
        let owners = self.owners.get(file);
        let owners: BTreeSet<OrgIx> =
            owners.into_iter().flat_map(BTreeMap::keys).copied().collect();
        match self.names.named(&finding.scope, &owners) {
            NamedUnit::One(unit) => Some(unit),
            NamedUnit::OneOfSeveral => None,
            NamedUnit::Nobody => owners.first().copied().filter(|_| owners.len() == 1),
        }
    }

    /// The files that several versions of a return came in.
    fn versions(&self, finding: &Finding) -> Vec<&'a str> {
        let Some(Field::List(named)) = finding.fields.get("files") else { return Vec::new() };
        let is_named = |file: &&str| {
            // Of a file with several returns the sheet is named too.
            let is_it = |named: &String| {
                named
                    .strip_prefix(*file)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(": "))
            };
            named.iter().any(is_it)
        };
        self.material.unread.iter().copied().filter(is_named).collect()
    }

    /// Whether a figure of the office's own takes part: what does not fit then is the office's to settle.
    fn is_by_adjustment(&self, finding: &Finding) -> bool {
        let Some(place) = &finding.place else { return false };
        finding.cells.iter().any(|note| {
            let file = note.file.as_deref().unwrap_or(&place.file);
            let sheet = note.sheet.as_deref().or(place.sheet.as_deref());
            let cell = sheet.zip(note.cell);
            cell.is_some_and(|(sheet, cell)| self.adjusted.contains(&(file, sheet, cell)))
        })
    }

    fn point(&self, finding: &Finding, org: OrgIx) -> Point {
        let place = finding.place.as_ref();
        let file = place.map(|place| place.file.clone()).unwrap_or_default();
        let (form, period) = self.return_of(finding, &file, org);
        // The unit did not write it: it is asked about what it said.
        let entered = self.entered.contains(file.as_str());
        let form = form.map(|form| if entered { form + " (nhập thay)" } else { form });
        let asked = in_plain_words(finding, self.material.returns).asked();
        let typed = match finding.fields.get("value") {
            Some(value) => Some(shown(&value.print(Lang::Vi))),
            None if finding.code == Code::W209 => Some(shown("")),
            None => None,
        };
        let sheet = place.and_then(|place| place.sheet.clone());
        let cells = finding.cells.iter().filter(|note| self.may_see(note, &file, org));
        Point {
            cells: cells.map(|note| involved(note, &file, sheet.as_ref())).collect(),
            cell: place.and_then(|place| place.cell),
            sheet,
            file,
            form,
            period,
            is_error: finding.severity() == Severity::Error,
            is_asked_again: is_asked_again(finding),
            is_of_whose: finding.code == Code::W115,
            typed,
            brief: quoted(&asked.brief),
            why: begun(&quoted(&asked.why)),
            request: quoted(&asked.request),
        }
    }

    /// Whether a figure stands in a file of this unit: those of others are none of its business.
    fn may_see(&self, note: &CellNote, file: &str, org: OrgIx) -> bool {
        let other = note.file.as_deref().filter(|other| *other != file);
        other.is_none_or(|other| {
            self.owners.get(other).is_some_and(|owners| owners.contains_key(&org))
        })
    }

    /// The form and period of the return that a finding is about, as far as they are plain.
    fn return_of(
        &self,
        finding: &Finding,
        file: &str,
        org: OrgIx,
    ) -> (Option<String>, Option<Period>) {
        let own = self.owners.get(file).and_then(|owners| owners.get(&org));
        let own = own.map(Vec::as_slice).unwrap_or_default();
        let said = match finding.fields.get("form") {
            Some(Field::Text(form)) => Some(form.as_str()),
            _ => None,
        };
        let in_scope = own.iter().find(|(form, _)| finding.scope.iter().any(|s| s == form));
        match (in_scope, own) {
            (Some((form, period)), _) | (None, [(form, period)]) => {
                (Some((*form).to_owned()), Some(*period))
            }
            _ => (said.map(str::to_owned), period_of(finding)),
        }
    }

    /// The files of which nothing was taken and of which no unit is told.
    fn unread(&mut self) {
        for path in &self.material.unread {
            if self.told.contains(path) {
                continue;
            }
            let findings = self.material.findings.iter().map(|reported| &reported.finding);
            let found: Vec<&Finding> =
                findings.filter(|f| is_open(f) && is_about(f, path)).collect();
            let joined = |none: &str, said: &dyn Fn(&Finding) -> String| {
                let said: Vec<String> =
                    found.iter().map(|f| begun(&quoted(&said(f)))).collect();
                if said.is_empty() { none.to_owned() } else { said.join("\n") }
            };
            let reason = joined("Số liệu trong tệp không được tính", &|finding| {
                finding.message(Lang::Vi)
            });
            let remedy = joined("Chạy lệnh check để xem lý do", &|finding| {
                finding.remedy(Lang::Vi)
            });
            let maybe_of = (self.material.in_name)(path);
            let path = (*path).to_owned();
            self.unread.push(UnreadFile { path, reason, remedy, maybe_of });
        }
        self.unread.sort_by(|a, b| a.path.cmp(&b.path));
    }

    fn finish(self) -> Reminders {
        Reminders { units: self.units.into_values().collect(), unread: self.unread }
    }
}

/// The cells of a pack's returns in whose place the office put another figure.
fn adjusted(data: &Consolidated) -> impl Iterator<Item = (&str, &str, CellRef)> {
    let cells = data.figures.iter().filter_map(|(_, figure)| match &figure.operands {
        Operands::Cell(Some(source)) => Some(source),
        _ => None,
    });
    let other = |source: &&Source| source.adjusted.as_ref().is_some_and(|by| !by.chosen);
    cells.filter(other).map(|source| (&*source.file, &*source.sheet, source.cell))
}

/// Whether a finding is about a file, or about several of which it is one.
fn is_about(finding: &Finding, path: &str) -> bool {
    let listed = || match finding.fields.get("files") {
        Some(Field::List(files)) => files.iter().any(|file| file == path),
        _ => false,
    };
    finding.place.as_ref().is_some_and(|place| place.file == path) || listed()
}

fn involved(note: &CellNote, file: &str, sheet: Option<&String>) -> Involved {
    Involved {
        file: note.file.clone().unwrap_or_else(|| file.to_owned()),
        sheet: note.sheet.clone().or_else(|| sheet.cloned()),
        cell: note.cell,
        label: label(&note.label),
        value: shown(&note.value.print(Lang::Vi)) + &note.usual_in_words(Lang::Vi),
    }
}

/// The period that a finding names.
pub(super) fn period_of(finding: &Finding) -> Option<Period> {
    finding.scope.iter().find_map(|name| name.parse().ok())
}
