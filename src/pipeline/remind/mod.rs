//! `remind`: what goes back to units with notes at its cells, messages to them, letters to those
//! above them, and the office's list; all of it by one rename, or none.

mod cautions;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::Run;
use super::build::not_published;
use super::certificate::{self, CertifiedFile};
use super::frames;
use super::issue::of_settings;
use super::outside::outside_of;
use super::shared_template::{SharedTemplate, shared};
use super::unread::unread;
use crate::diagnostic::{Code, Finding, FindingList, Findings, Place};
use crate::intake::{NamesInPaths, Originals};
use crate::model::OrgIx;
use crate::report::reminder::{
    self, CoverPage, Issue, LISTING, LONGEST_MESSAGE, Made, Marked, Material, Message,
    Reminders, SafeNames, UnitReminder,
};
use crate::report::{Draft, DraftError, FramedPage, Rendered, template_finding};
use crate::template::{Problem, xlsx};
use crate::text::{self, Lang};
use crate::workspace::RETURNS;

/// The template of the cover sheets, and the name of each.
const COVER: &str = "de-nghi-chinh-sua.docx";
/// The template of the letters.
const LETTER: &str = "cong-van-don-doc.docx";
/// The template of the messages, and the name of the file with all of them.
const MESSAGES: &str = "tin-nhan.txt";

/// Folders of the papers.
const BACK: &str = "de-nghi-chinh-sua";
const OUT_MESSAGES: &str = "tin-nhan";
const OUT_LETTERS: &str = "cong-van";
const CERTIFICATES: &str = "chung-nhan";

/// How reminders are made.
#[derive(Debug, Clone, Default)]
pub struct RemindOptions {
    /// Date of the papers; without it the place for it is left open.
    pub as_of: Option<NaiveDate>,
    /// Folder in which the folder of the papers appears, instead of the period's.
    pub out: Option<PathBuf>,
    /// Whether each copy that goes back gets its certificate, and in which language.
    pub certificates: Option<Lang>,
}

/// What was made.
pub struct Reminded {
    /// The folder and the files in it, in order; `None` where there is nothing to say.
    pub folder: Option<(PathBuf, Vec<String>)>,
    /// Units that get a message.
    pub units: usize,
    /// Units that get something back.
    pub sent_back: usize,
    /// Letters.
    pub letters: usize,
    /// Findings: of the settings, and on the papers.
    pub findings: FindingList,
}

/// Makes the papers of a run.
///
/// # Errors
/// With the findings, when a template fails or the papers cannot be written; nothing is left
/// behind then.
pub fn remind(run: &Run, options: &RemindOptions) -> Result<Reminded, FindingList> {
    let folder = options.out.clone().unwrap_or_else(|| run.workspace.results(run.period));
    outside_of(&run.workspace.returns(), &folder)?;
    let mut findings = of_settings(run);
    let all = run.findings.clone().finish();
    let names = NamesInPaths::new(&run.workspace.tree);
    let in_name = |path: &str| names.unit(path.strip_prefix(RETURNS).unwrap_or(path));
    let reminders = reminder::gather(&material(run, &all, &in_name));
    let units = reminders.units.iter().filter(|unit| unit.is_asked()).count();
    let none_lost = reminders.units.iter().all(|unit| unit.returns.lost.is_empty());
    if units == 0 && reminders.unread.is_empty() && none_lost {
        findings.push(Finding::new(Code::I590).text("period", run.period.to_string()));
        let findings = findings.finish();
        return Ok(Reminded { folder: None, units, sent_back: 0, letters: 0, findings });
    }
    let profiles = frames::profiles();
    let papers = Papers::new(run, options, &reminders, &profiles, &mut findings);
    let Making { files, sent_back, letters } =
        papers.make(&mut findings).map_err(Findings::finish)?;
    match publish(&folder, &files) {
        Ok(published) => Ok(Reminded {
            folder: Some(published),
            units,
            sent_back,
            letters,
            findings: findings.finish(),
        }),
        Err(error) => Err(not_published(&folder, &error)),
    }
}

fn material<'a>(
    run: &'a Run,
    findings: &'a FindingList,
    in_name: &'a dyn Fn(&str) -> Option<OrgIx>,
) -> Material<'a> {
    Material {
        tree: &run.workspace.tree,
        office: run.workspace.unit,
        packs: run.packs.iter().map(|pack| (&*pack.data, &pack.receipts)).collect(),
        unread: unread(&run.files, findings),
        findings,
        returns: RETURNS,
        in_name,
    }
}

fn publish(
    folder: &std::path::Path,
    files: &[Rendered],
) -> Result<(PathBuf, Vec<String>), DraftError> {
    let draft = Draft::begin(folder)?;
    for file in files {
        draft.add(&file.name, &file.bytes)?;
    }
    let mut names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    names.sort();
    Ok((draft.publish_reminders()?, names))
}

/// Everything that the papers are made from.
struct Papers<'a> {
    run: &'a Run,
    options: &'a RemindOptions,
    reminders: &'a Reminders,
    issue: Issue<'a>,
    /// Names of the units' folders and files, by their codes.
    names: BTreeMap<OrgIx, String>,
    /// The units whose returns, or findings, are in a file.
    owners: BTreeMap<&'a str, BTreeSet<OrgIx>>,
}

/// The papers in the making.
#[derive(Default)]
struct Making {
    files: Vec<Rendered>,
    sent_back: usize,
    letters: usize,
}

/// What goes back to one unit.
#[derive(Default)]
struct SentBack {
    files: Vec<(String, Result<String, &'static str>)>,
    copies: Vec<Rendered>,
    findings: Vec<Finding>,
}

impl<'a> Papers<'a> {
    fn new(
        run: &'a Run,
        options: &'a RemindOptions,
        reminders: &'a Reminders,
        profiles: &'a [crate::profile::Profile],
        findings: &mut Findings,
    ) -> Self {
        let calendar = run.packs.first().map(|pack| pack.data.pack.calendar);
        let last_day = calendar.unwrap_or_default().last_day(run.period);
        let workspace = &run.workspace;
        let form = frames::form_of(profiles, workspace);
        let issue = Issue {
            letterhead: &workspace.office,
            period: run.period,
            last_day,
            form,
            date: options.as_of,
            mend_by: cautions::mend_by(workspace, options.as_of, last_day, findings),
        };
        let mut safe = SafeNames::default();
        let named = reminders.units.iter();
        let names =
            named.map(|unit| (unit.org, safe.take(workspace.tree.code(unit.org)))).collect();
        let mut owners: BTreeMap<&str, BTreeSet<OrgIx>> = BTreeMap::new();
        for pack in &run.packs {
            for ((_, org, _), file) in &pack.receipts.taken {
                owners.entry(file).or_default().insert(*org);
            }
        }
        for unit in &reminders.units {
            for point in &unit.points {
                owners.entry(&point.file).or_default().insert(unit.org);
            }
        }
        Self { run, options, reminders, issue, names, owners }
    }

    fn name(&self, org: OrgIx) -> &str {
        self.names.get(&org).map_or("", String::as_str)
    }

    /// The units that are written to, with their place in the list.
    fn asked(&self) -> Vec<(usize, &'a UnitReminder)> {
        let units = self.reminders.units.iter().enumerate();
        units.filter(|(_, unit)| unit.is_asked()).collect()
    }

    fn make(&self, findings: &mut Findings) -> Result<Making, Findings> {
        let mut making = Making::default();
        let mut made = vec![Made::default(); self.reminders.units.len()];
        let framed = self.back(&mut making, &mut made, findings)?
            | self.letters(&mut making, &mut made, findings)?;
        self.messages(&mut making, &mut made, findings)?;
        if framed {
            let Issue { form, date, last_day, .. } = &self.issue;
            frames::say_not_plain(form, &self.run.workspace, *date, *last_day, findings);
        }
        cautions::say(self.run, self.reminders, findings);
        let list = reminder::listing(
            &self.issue,
            &self.run.workspace.tree,
            self.reminders,
            &made,
            RETURNS,
        );
        let list = list.map_err(|error| {
            let finding = Finding::new(Code::E514).at(Place::file(LISTING));
            super::single::one(finding.text("reason", error.to_string()))
        })?;
        making.files.push(Rendered::file(LISTING, list));
        Ok(making)
    }

    /// The copies with notes and the cover sheets; whether these got the office's frame.
    fn back(
        &self,
        making: &mut Making,
        made: &mut [Made],
        findings: &mut Findings,
    ) -> Result<bool, Findings> {
        let template = shared(&self.run.workspace, COVER)?;
        let originals = Originals::of(&self.run.workspace.returns(), RETURNS);
        let units: Vec<(usize, &UnitReminder)> =
            self.asked().into_iter().filter(|(_, unit)| !unit.points.is_empty()).collect();
        let sent: Vec<SentBack> =
            units.par_iter().map(|(_, unit)| self.copies(unit, &originals)).collect();
        let tree = &self.run.workspace.tree;
        let pages: Vec<CoverPage<'_>> = units
            .iter()
            .zip(&sent)
            .map(|((_, unit), sent)| CoverPage {
                unit,
                named: (tree.code(unit.org), tree.name(unit.org)),
                files: &sent.files,
            })
            .collect();
        let pages = reminder::cover_pages(&template.bytes, &self.issue, &pages);
        let pages = pages.map_err(|problems| failed(&template, problems))?;
        let mut framed = false;
        for (((at, unit), sent), page) in units.iter().zip(sent).zip(pages) {
            let name = format!("{BACK}/{}/{COVER}", self.name(unit.org));
            let copies = sent.copies.iter().map(|copy| copy.name.clone());
            if let Some(made) = made.get_mut(*at) {
                let folder = format!("{BACK}/{}", self.name(unit.org));
                let marked = copies.filter(|name| name.starts_with(BACK)).count();
                let copies = match marked {
                    0 => String::new(),
                    some => format!(" và {some} tệp đánh dấu"),
                };
                made.files.push(format!("{folder}/: phiếu{copies}"));
                made.notes.extend(sent.files.iter().filter_map(|(path, copy)| {
                    let why = copy.as_ref().err()?;
                    Some(format!("{}: {why}", path.rsplit('/').next().unwrap_or(path)))
                }));
            }
            findings.extend(sent.findings);
            framed |= told(&template, &page, findings);
            making.files.push(Rendered::file(&name, page.bytes));
            making.files.extend(sent.copies);
            making.sent_back += 1;
        }
        Ok(framed)
    }

    /// The copies of a unit's files, each with what it is called or why there is none.
    fn copies(&self, unit: &UnitReminder, originals: &Originals) -> SentBack {
        let mut sent = SentBack::default();
        let mut names = SafeNames::beside(&[COVER]);
        for path in unit.files() {
            let copy = self.copy(unit, path, originals, &mut names, &mut sent);
            sent.files.push((path.to_owned(), copy));
        }
        sent
    }

    fn copy(
        &self,
        unit: &UnitReminder,
        path: &str,
        originals: &Originals,
        names: &mut SafeNames,
        sent: &mut SentBack,
    ) -> Result<String, &'static str> {
        let tree = &self.run.workspace.tree;
        let owners = self.owners.get(path).map_or(0, BTreeSet::len);
        if owners > 1 {
            let units = self.owners.get(path).into_iter().flatten().map(|org| tree.name(*org));
            let finding = Finding::new(Code::W592).at(Place::file(path)).list("units", units);
            sent.findings.push(finding);
            return Err("tệp có biểu của nhiều đơn vị nên không gửi kèm");
        }
        if unit.points.iter().any(|point| point.file == path && point.is_of_whose) {
            return Err("chưa rõ tệp là của đơn vị nào nên không gửi kèm");
        }
        let mut refuse = |why: &'static str| {
            let finding = Finding::new(Code::W591).at(Place::file(path)).text("reason", why);
            sent.findings.push(finding.text("unit", tree.name(unit.org)));
            Err(why)
        };
        let file = self.run.files.iter().find(|file| file.path == path);
        let bytes = file.and_then(|file| originals.read(path, &file.sha256));
        let Some(bytes) = bytes else {
            return refuse("tệp đã thay đổi sau khi kiểm tra");
        };
        let author = author(&self.issue.letterhead.name);
        let (copy, certificate) = match reminder::marked(path, &bytes, &unit.points, &author) {
            Marked::Copy(copy, certificate) => (copy, certificate),
            Marked::OtherKind => {
                return Err("không phải tệp Excel (.xlsx) nên không đánh dấu trong tệp được");
            }
            Marked::NoCells => return Err("điểm cần sửa không nằm ở một ô nào"),
            Marked::Unsafe => {
                return refuse("không đánh dấu được mà giữ nguyên mọi phần khác của tệp");
            }
        };
        let name = names.take(path.rsplit('/').next().unwrap_or(path));
        let folder = self.name(unit.org);
        if let Some(lang) = self.options.certificates {
            let page = certificate_page(&name, (&bytes, &copy), &certificate, lang);
            let file = format!("{CERTIFICATES}/{folder}/{name}{}", certificate::ENDING);
            sent.copies.push(Rendered::file(&file, page.into_bytes()));
        }
        sent.copies.push(Rendered::file(&format!("{BACK}/{folder}/{name}"), copy));
        Ok(name)
    }

    /// The letters; whether they got the office's frame.
    fn letters(
        &self,
        making: &mut Making,
        made: &mut [Made],
        findings: &mut Findings,
    ) -> Result<bool, Findings> {
        let tree = &self.run.workspace.tree;
        let addressees = reminder::addressees(tree, self.run.workspace.unit, self.reminders);
        let template = shared(&self.run.workspace, LETTER)?;
        let pages = reminder::letters(&template.bytes, &self.issue, tree, &addressees);
        let pages = pages.map_err(|problems| failed(&template, problems))?;
        let mut safe = SafeNames::default();
        let mut framed = false;
        for ((org, units), page) in addressees.iter().zip(pages) {
            framed |= told(&template, &page, findings);
            let name = format!("{OUT_LETTERS}/{}.docx", safe.take(tree.code(*org)));
            for (made, unit) in made.iter_mut().zip(&self.reminders.units) {
                if units.iter().any(|about| about.org == unit.org) {
                    made.files.push(name.clone());
                }
            }
            making.files.push(Rendered::file(&name, page.bytes));
            making.letters += 1;
        }
        Ok(framed)
    }

    fn messages(
        &self,
        making: &mut Making,
        made: &mut [Made],
        findings: &mut Findings,
    ) -> Result<(), Findings> {
        let template = shared(&self.run.workspace, MESSAGES)?;
        let text = String::from_utf8(template.bytes.clone()).map_err(|_| {
            let reason =
                "không phải UTF-8; mở bằng Notepad, lưu lại với mã hóa UTF-8".to_owned();
            failed(
                &template,
                vec![Problem {
                    kind: crate::template::ProblemKind::Unreadable(reason),
                    place: crate::template::Place::File,
                    around: String::new(),
                }],
            )
        })?;
        let tree = &self.run.workspace.tree;
        let units = self.asked();
        let named: Vec<_> = units
            .iter()
            .map(|(_, unit)| (*unit, (tree.code(unit.org), tree.name(unit.org))))
            .collect();
        let messages = reminder::messages(&text, &self.issue, &named);
        let messages = messages.map_err(|problems| failed(&template, problems))?;
        for ((at, unit), message) in units.iter().zip(&messages) {
            let name = format!("{OUT_MESSAGES}/{}.txt", self.name(unit.org));
            if let Some(made) = made.get_mut(*at) {
                made.files.push(name.clone());
            }
            making.files.push(Rendered::file(&name, message.file()));
        }
        let names = named.iter().map(|(_, (_, name))| *name);
        let long = names.clone().zip(&messages).filter(|(_, message)| message.is_long());
        let long: Vec<&str> = long.map(|(name, _)| name).collect();
        if !long.is_empty() {
            let finding = Finding::new(Code::W594).at(Place::file(&template.name));
            let finding = finding.count("limit", LONGEST_MESSAGE as u64);
            findings.push(finding.list("units", long));
        }
        if !messages.is_empty() {
            let all = names.zip(&messages).collect::<Vec<(&str, &Message)>>();
            let all = reminder::together(all.into_iter());
            making.files.push(Rendered::file(MESSAGES, all));
        }
        Ok(())
    }
}

/// Who signs the notes: the office's own office, where its name is that of a committee.
fn author(office: &str) -> String {
    const COMMITTEES: [&str; 7] =
        ["Đảng ủy", "Huyện ủy", "Thị ủy", "Quận ủy", "Thành ủy", "Tỉnh ủy", "Ủy ban"];
    let name = text::key::of(office);
    let is_committee = COMMITTEES.iter().any(|word| name.starts_with(&text::key::of(word)));
    if is_committee { format!("Văn phòng {office}") } else { office.to_owned() }
}

fn certificate_page(
    name: &str,
    (original, copy): (&[u8], &[u8]),
    certificate: &xlsx::Certificate,
    lang: Lang,
) -> String {
    let (original, copy) = (CertifiedFile::new(name, original), CertifiedFile::new(name, copy));
    certificate::page_of_notes(&original, &copy, certificate, lang)
}

/// Tells the notes on a page; whether it got the office's frame.
fn told(template: &SharedTemplate, page: &FramedPage, findings: &mut Findings) -> bool {
    let notes = page.notes.iter().cloned();
    findings.extend(notes.map(|note| template_finding(&template.name, note)));
    page.is_framed
}

fn failed(template: &SharedTemplate, problems: Vec<Problem>) -> Findings {
    let mut findings = Findings::new();
    let problems = problems.into_iter();
    findings.extend(problems.map(|problem| template_finding(&template.name, problem)));
    findings
}
