//! One file, taken in and checked by itself.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::found::NamedFile;
use super::unit::{NamedOrganisation, organisation};
use crate::aggregate::aggregate;
use crate::check::{self, ComparedReturn, RulesChecked};
use crate::diagnostic::system::in_words;
use crate::diagnostic::{Code, Field, Finding, Findings, Place};
use crate::intake::{self, Duty, Says, TakenUnder};
use crate::model::{Facts, Item, Period, State};
use crate::pack::{Consolidated, Form, Pack};
use crate::pipeline::{know_units_below, packs};
use crate::report::{LookedAt, Nature, VerifiedFile};
use crate::sheet::{self, Format, Limits, Visibility, Workbook};
use crate::template::xlsx;
use crate::text;

/// A file, taken in and checked, not yet held against others.
pub(super) struct Taken {
    /// As the user named it, with `/`.
    pub(super) path: String,
    /// As findings call it.
    pub(super) file: String,
    pub(super) sha256: String,
    pub(super) nature: Nature,
    pub(super) looked: LookedAt,
    pub(super) findings: Findings,
    /// Its returns, to be held against others.
    pub(super) compared: Vec<ComparedReturn>,
}

impl Taken {
    /// With its findings in the order of reading.
    pub(super) fn finish(self) -> VerifiedFile {
        VerifiedFile {
            path: self.path,
            sha256: self.sha256,
            nature: self.nature,
            looked: self.looked,
            findings: self.findings.finish(),
        }
    }
}

/// Takes a file in and checks it by itself.
pub(super) fn taken(file: &NamedFile, packs: &[Pack]) -> Taken {
    let mut taken = Taken {
        path: file.name.clone(),
        file: file.bare.clone(),
        sha256: String::new(),
        nature: Nature::Unreadable,
        looked: LookedAt::default(),
        findings: Findings::new(),
        compared: Vec::new(),
    };
    let place = Place::file(&*file.bare);
    // Large files one at a time: what they take together must not grow with the number of cores.
    let turn = turn_to_load(&file.path);
    let bytes = match bytes(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let finding = Finding::new(Code::E101).at(place);
            taken.findings.push(finding.field("reason", in_words(&error)));
            return taken;
        }
    };
    let _turn = intake::turn_to_read(&bytes, turn);
    taken.sha256 = text::hex(&Sha256::digest(&bytes));
    let workbook = match sheet::read(&file.bare, &bytes, &Limits::for_strangers()) {
        Ok(workbook) => workbook,
        Err(error) => {
            taken.findings.push(intake::unreadable(&error).at(place));
            return taken;
        }
    };
    let says = intake::says(&file.bare, &workbook, packs);
    match forms_of(&says, packs) {
        Some((pack, forms)) => {
            taken.as_return(file, (&bytes, &workbook), &says, pack, &forms);
            // Of a blank that was issued it is known which cells had formulas, and told already.
            if !taken.findings.iter().any(|finding| finding.code == Code::I413) {
                taken.typed_over(&workbook, &bytes);
            }
        }
        None => taken.as_spreadsheet(&says, &workbook, &bytes),
    }
    taken.formulas(&workbook, &bytes);
    taken
}

/// The returns in a file beside the one that is looked at, to hold it against; none in whatever is
/// no return.
pub(super) fn compared(file: &NamedFile, packs: &[Pack]) -> Vec<ComparedReturn> {
    let turn = turn_to_load(&file.path);
    let Ok(bytes) = bytes(&file.path) else { return Vec::new() };
    let _turn = intake::turn_to_read(&bytes, turn);
    let Ok(workbook) = sheet::read(&file.bare, &bytes, &Limits::for_strangers()) else {
        return Vec::new();
    };
    let says = intake::says(&file.bare, &workbook, packs);
    let Some((pack, forms)) = forms_of(&says, packs) else { return Vec::new() };
    let mut findings = Findings::new();
    let ReadReturn { data, under, organisation } =
        read(file, (&bytes, &workbook), &says, pack, &forms, &mut findings);
    compared_returns(file, &data, &under, &organisation)
}

/// The pack of what a file has returns of, with the forms.
fn forms_of<'a>(says: &Says, packs: &'a [Pack]) -> Option<(&'a Pack, Vec<&'a Form>)> {
    let pack = packs.get(says.pack?)?;
    Some((pack, says.forms.iter().filter_map(|form| pack.forms.get(*form)).collect()))
}

fn turn_to_load(path: &Path) -> Option<intake::Turn> {
    intake::turn_to_load(std::fs::metadata(path).map_or(0, |known| known.len()))
}

/// The bytes of a file; one far beyond any return is not pulled into memory to be refused there.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::ErrorKind::Other.into());
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    file.take(Limits::for_strangers().file_bytes + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file taken in as a return.
struct ReadReturn {
    data: Consolidated,
    under: TakenUnder,
    organisation: NamedOrganisation,
}

/// Takes a file in under its form, by the ordinary intake.
fn read(
    file: &NamedFile,
    read: (&[u8], &Workbook),
    says: &Says,
    pack: &Pack,
    forms: &[&Form],
    findings: &mut Findings,
) -> ReadReturn {
    let stem = file.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let organisation = organisation(says, forms, &stem.unwrap_or_default());
    // Where the file says no period it is not taken, and any will do to find that out.
    let period = says.period.unwrap_or(Period::year(2000));
    let whose = (&organisation.tree, organisation.office, None);
    let mut data = packs::applied(pack.clone(), whose, period, &Facts::default());
    let take = |data: &Consolidated, findings: &mut Findings| {
        let duty = Duty { pack: &data.pack, due: &data.due, run: Some(period) };
        let tree = &organisation.tree;
        intake::take_in_read(&file.bare, read, &[duty], tree, findings)
    };
    let mut noticed = Findings::new();
    let mut taken = take(&data, &mut noticed);
    let blank = taken.duties.first().map(|under| left_blank(&data.pack, under));
    let blank = blank.unwrap_or_default();
    if !blank.is_empty() {
        // Whether anything can move there only the organisation says, which is not known.
        for item in blank {
            data.due.rule_out_movement(item);
        }
        noticed = Findings::new();
        taken = take(&data, &mut noticed);
    }
    findings.extend(noticed.iter().cloned());
    let under = taken.duties.into_iter().next().unwrap_or_default();
    ReadReturn { data, under, organisation }
}

/// Items that move between units and of which a file gives neither what came nor what left.
fn left_blank(pack: &Pack, under: &TakenUnder) -> Vec<Item> {
    let given: BTreeSet<Item> = under
        .facts
        .iter()
        .filter(|(_, fact)| fact.state != State::Absent)
        .map(|(key, _)| key.item)
        .collect();
    let asked: BTreeSet<Item> = under.facts.iter().map(|(key, _)| key.item).collect();
    let pairs = pack.transfers.iter().map(|transfer| [transfer.incoming, transfer.outgoing]);
    let blank = pairs.filter(|pair| {
        pair.iter().any(|item| asked.contains(item))
            && !pair.iter().any(|item| given.contains(item))
    });
    blank.flatten().collect()
}

/// The returns of a file with their figures.
fn compared_returns(
    file: &NamedFile,
    data: &Consolidated,
    under: &TakenUnder,
    organisation: &NamedOrganisation,
) -> Vec<ComparedReturn> {
    let returns = under.returns.iter().map(|(form, org, period)| {
        let figures = under.facts.iter().filter_map(|(key, fact)| {
            let own = key.org == *org && period.contains(key.period);
            own.then_some(((key.item, key.period), fact.value?))
        });
        ComparedReturn {
            file: file.name.clone(),
            form: (data.pack.code.clone(), form.clone()),
            unit: organisation.tree.name(*org).to_owned(),
            unit_key: text::key::of(organisation.tree.name(*org)),
            period: *period,
            figures: figures.collect(),
        }
    });
    returns.collect()
}

/// Whether the formulas of a file can be computed here: only Excel's own kind keeps them so that
/// we can, and what it takes grows with the cells.
fn can_be_computed(workbook: &Workbook) -> bool {
    workbook.format == Format::Xlsx && workbook.places <= intake::COMPUTED
}

/// Whether a class was refused for being written as filled forms have it: with the count of units
/// that are of it, `Tốt: 1`.
fn is_filled_class(finding: &Finding) -> bool {
    let (Some(Field::Text(value)), Some(Field::List(allowed))) =
        (finding.fields.get("value"), finding.fields.get("allowed"))
    else {
        return false;
    };
    let counted = value.rsplit_once(": ").filter(|(_, count)| count.parse::<u32>().is_ok());
    finding.code == Code::E210
        && counted.is_some_and(|(class, _)| allowed.iter().any(|a| a == class))
}

impl Taken {
    /// A return: all that intake says of it, then the rules of its form.
    fn as_return(
        &mut self,
        file: &NamedFile,
        from: (&[u8], &Workbook),
        says: &Says,
        pack: &Pack,
        forms: &[&Form],
    ) {
        let mut noticed = Findings::new();
        let ReadReturn { mut data, mut under, organisation } =
            read(file, from, says, pack, forms, &mut noticed);
        let is_form_filled =
            |finding: &Finding| says.is_consolidated && is_filled_class(finding);
        let own = noticed.iter().filter(|finding| !is_form_filled(finding));
        self.findings.extend(own.cloned());
        self.nature = Nature::Return {
            forms: forms.iter().map(|form| (form.name.clone(), form.version.clone())).collect(),
            pack: pack.code.clone(),
            units: if says.units.is_empty() && says.unit_code.is_some() {
                vec![organisation.unit.clone()]
            } else {
                says.units.clone()
            },
            period: says.period,
            is_read: !under.returns.is_empty(),
        };
        if under.returns.is_empty() {
            return;
        }
        self.compared = compared_returns(file, &data, &under, &organisation);
        self.looked.figures = self.compared.iter().map(|of| of.figures.len()).sum();
        self.looked.ratios = under.claims.len();
        self.rules(&mut data, &mut under);
    }

    /// Holds the figures of a return against the rules; of the office above it, which has no other
    /// return, nothing is said.
    fn rules(&mut self, data: &mut Consolidated, under: &mut TakenUnder) {
        let mut checks = Findings::new();
        data.statements = std::mem::take(&mut under.statements);
        know_units_below(&mut data.tree, &under.facts);
        let (pack, tree, due) = (&data.pack, &data.tree, &data.due);
        data.figures = aggregate(pack, tree, data.office, due, &under.facts, &mut checks);
        let (book, tree, due) = (data.book(), &data.tree, &data.due);
        check::rules(book, tree, due, check::Beside::default(), &mut checks);
        for (form, org, period) in &under.returns {
            let form = data.pack.forms.iter().find(|known| known.code == *form);
            let checked =
                form.map(|form| check::rules_checked(book, tree, due, (*org, form, *period)));
            let RulesChecked { judged, open } = checked.unwrap_or_default();
            self.looked.rules += judged;
            self.looked.rules_open += open;
        }
        check::printed_ratios(book, tree, &under.claims, &mut checks);
        let checks = checks.finish();
        let of_return = checks.iter().map(|reported| &reported.finding);
        self.findings.extend(of_return.filter(|finding| !finding.code.is_on_totals()).cloned());
    }

    /// A spreadsheet of no known form: what can be said of any.
    fn as_spreadsheet(&mut self, says: &Says, workbook: &Workbook, bytes: &[u8]) {
        self.nature = Nature::Spreadsheet;
        let finding = Finding::new(Code::I327).at(Place::file(&*self.file));
        self.findings.push(finding.maybe("form", says.resembles.as_deref()));
        let seen = |sheet: &&sheet::Sheet| sheet.visibility != Visibility::VeryHidden;
        self.looked.cells = workbook.sheets.iter().filter(seen).map(sheet::Sheet::len).sum();
        self.findings.extend(check::unusable_cells(&self.file, workbook));
        let typed_over = self.typed_over(workbook, bytes);
        self.findings.extend(check::totals_that_differ(&self.file, workbook, &typed_over));
    }

    /// Numbers typed over formulas; answers where.
    fn typed_over(&mut self, workbook: &Workbook, bytes: &[u8]) -> BTreeSet<xlsx::SheetCell> {
        let copied = check::typed_over_candidates(workbook);
        if copied.is_empty() || !can_be_computed(workbook) {
            return BTreeSet::new();
        }
        let values = xlsx::as_if_copied(bytes, &copied).unwrap_or_default();
        self.findings.extend(check::typed_over(&self.file, workbook, &copied, &values));
        values.into_keys().collect()
    }

    /// Computes every formula anew; only Excel's own kind of file keeps them so that we can.
    fn formulas(&mut self, workbook: &Workbook, bytes: &[u8]) {
        let cells = workbook.sheets.iter().flat_map(sheet::Sheet::iter);
        let formulas =
            cells.filter(|(_, cell)| cell.formula.is_some() && !cell.never_calculated);
        let formulas = formulas.count();
        if formulas == 0 {
            return;
        }
        let can_be = can_be_computed(workbook);
        if let Some(recomputed) = can_be.then(|| xlsx::recomputed(bytes).ok()).flatten() {
            self.looked.formulas = recomputed.compared;
            self.looked.formulas_open = recomputed.unknown;
            let found = check::stored_results(&self.file, workbook, &recomputed);
            self.findings.extend(found);
        } else {
            self.looked.formulas_open = formulas;
            self.looked.formulas_of = Some(workbook.format.name());
        }
    }
}
