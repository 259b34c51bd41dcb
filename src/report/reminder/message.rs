//! Messages to be pasted into a chat: what is missing, what to mend, by when; never a figure.

use serde::Serialize;

use super::UnitReminder;
use super::cover::{Issue, PeriodName, Unit};
use super::words::{common_deadline, due, periods, short_place};
use crate::pack::period_words::in_words;
use crate::report::context::{Office, office};
use crate::template::{Data, NoFiles, NoReferences, Problem, ProblemKind, TextTemplate};
use crate::text;

/// Characters that a message should have at most: more is not read on a telephone.
pub const LONGEST_MESSAGE: usize = 600;

/// How much a message tells, from the most to the least: forms by name, points in words.
const ROOM: [(usize, usize); 6] = [(6, 3), (6, 2), (4, 2), (3, 1), (2, 1), (1, 0)];

/// Windows 7 shows Vietnamese in Notepad only behind this mark; those who paste do not see it.
const MARK: &str = "\u{feff}";

/// The message to one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What is to be pasted, its lines ended by `\n`.
    pub text: String,
}

#[derive(Serialize)]
struct Context<'a> {
    co_quan: Office<'a>,
    don_vi: Unit<'a>,
    ky: PeriodName,
    thieu: Vec<String>,
    so_thieu: usize,
    thieu_them: usize,
    /// The deadline of all that is missing, where they have one.
    han_nop: String,
    /// Whether any of it was asked for before.
    nhac_lai: bool,
    nhap_thay: Vec<String>,
    so_nhap_thay: usize,
    diem: Vec<Row<'a>>,
    so_diem: usize,
    diem_them: usize,
    /// The periods of the returns with points.
    ky_diem: String,
    /// How many of the points were asked about before.
    so_da_hoi: usize,
    han: String,
}

#[derive(Serialize)]
struct Row<'a> {
    vi_tri: String,
    noi_dung: &'a str,
}

impl Message {
    /// Whether it is longer than a message should be.
    pub fn is_long(&self) -> bool {
        self.text.chars().count() > LONGEST_MESSAGE
    }

    /// The bytes of a file of its own.
    pub fn file(&self) -> Vec<u8> {
        for_notepad(&self.text)
    }
}

/// The messages to units, each with its code and name, in order.
///
/// # Errors
/// With what is wrong in the template.
pub fn messages(
    template: &str,
    issue: &Issue<'_>,
    units: &[(&UnitReminder, (&str, &str))],
) -> Result<Vec<Message>, Vec<Problem>> {
    let empty = tera::Context::new();
    let data =
        Data { context: empty, references: &NoReferences, functions: &|_| {}, files: &NoFiles };
    let template = TextTemplate::read(template, &data)?;
    let mut made = Vec::new();
    for (unit, named) in units {
        made.push(message(&template, issue, unit, *named).map_err(|problem| vec![problem])?);
    }
    Ok(made)
}

/// A message, told as fully as there is room.
fn message(
    template: &TextTemplate,
    issue: &Issue<'_>,
    unit: &UnitReminder,
    named: (&str, &str),
) -> Result<Message, Problem> {
    let mut last = Message { text: String::new() };
    for (forms, points) in ROOM {
        let context = context(issue, unit, named, (forms, points));
        let context = tera::Context::from_serialize(&context).map_err(|error| {
            let kind = ProblemKind::Evaluation(error.to_string());
            Problem { kind, place: crate::template::Place::File, around: String::new() }
        })?;
        last = Message { text: format!("{}\n", template.fill(&context)?.trim()) };
        if !last.is_long() {
            break;
        }
    }
    Ok(last)
}

fn context<'a>(
    issue: &Issue<'a>,
    unit: &'a UnitReminder,
    named: (&'a str, &'a str),
    (forms, points): (usize, usize),
) -> Context<'a> {
    let more = |all: usize, told: usize| all.saturating_sub(told);
    let missing = &unit.returns.missing;
    let deadline = common_deadline(missing);
    let entered = unit.returns.entered.iter().take(forms);
    let errors = unit.points.iter().filter(|point| point.is_error);
    let questions = unit.points.iter().filter(|point| !point.is_error);
    let told = errors.chain(questions).take(points);
    let row = |point| Row { vi_tri: short_place(point, issue.period), noi_dung: &point.brief };
    let rows: Vec<Row<'_>> = told.map(row).collect();
    Context {
        co_quan: office(issue.letterhead),
        don_vi: Unit { ma: named.0, ten: named.1 },
        ky: PeriodName { ten: in_words(issue.period) },
        thieu: missing
            .iter()
            .take(forms)
            .map(|of| due(of, Some(issue.period), deadline))
            .collect(),
        so_thieu: missing.len(),
        thieu_them: more(missing.len(), forms),
        han_nop: deadline.map(text::date::short).unwrap_or_default(),
        nhac_lai: missing.iter().any(|of| of.is_asked_again),
        // They have come, in a way: when they were due is not the point.
        nhap_thay: entered.map(|of| due(of, Some(issue.period), of.deadline)).collect(),
        so_nhap_thay: unit.returns.entered.len(),
        so_diem: unit.points.len(),
        diem_them: more(unit.points.len(), rows.len()),
        diem: rows,
        ky_diem: periods(&unit.points, issue.period),
        so_da_hoi: unit.points.iter().filter(|point| point.is_asked_again).count(),
        han: issue.mend_by.map(text::date::short).unwrap_or_default(),
    }
}

/// All messages in one file, each below the name of its unit.
pub fn together<'a>(messages: impl Iterator<Item = (&'a str, &'a Message)>) -> Vec<u8> {
    let one =
        |(name, message): (&str, &Message)| format!("===== {name} =====\n\n{}", message.text);
    let all: Vec<String> = messages.map(one).collect();
    for_notepad(&all.join("\n\n"))
}

fn for_notepad(text: &str) -> Vec<u8> {
    format!("{MARK}{}", text.replace("\r\n", "\n").replace('\n', "\r\n")).into_bytes()
}
