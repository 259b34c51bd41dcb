//! Everything that is written over and beside a cell, as words.

use std::collections::BTreeSet;

use super::certainty::is_strange;
use super::known::Known;
use super::periods::{Mention, Standpoint, Told, read, whole};
use super::speech::{Speech, is_part, tokens, without_formula};
use super::table::{Column, Line, LineKind, Table};
use crate::pack::PeriodRef;

/// What stands over and beside a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    /// Content words of the labels to the left, from the widest to the own one.
    pub row: Vec<Vec<String>>,
    /// Content words of the headings, from the widest to the own one.
    pub column: Vec<Vec<String>>,
    /// Content words of headings over all columns of a table whose lines have names.
    pub shared: Vec<Vec<String>>,
    /// Whether headings were passed over of which no pack uses any word.
    pub passed_over: bool,
    /// What labels and headings say of the period.
    pub mention: Option<Mention>,
    /// The unit of measure, as far as it is told.
    pub unit: String,
    /// Labels and headings as written, for people.
    pub shown: String,
    /// Words of the title above the table.
    pub title: BTreeSet<String>,
    /// Whether the title speaks of people to whom something was done that no pack knows.
    pub titled_apart: bool,
    /// Whether labels or headings say that what they name is a part of what stands above.
    pub parted: bool,
}

impl Chain {
    /// Words of the cell's own label and of its own heading.
    pub(super) fn own(&self) -> BTreeSet<String> {
        let last = [self.row.last(), self.column.last()];
        last.into_iter().flatten().flatten().cloned().collect()
    }

    /// Words of the wider ones.
    pub(super) fn around(&self) -> BTreeSet<String> {
        let wider = |phrases: &[Vec<String>]| -> Vec<String> {
            let (_, wider) = phrases.split_last().unwrap_or((&EMPTY, &[]));
            wider.iter().flatten().cloned().collect()
        };
        let own = self.own();
        let shared = self.shared.iter().flatten().cloned();
        let all = wider(&self.row).into_iter().chain(wider(&self.column)).chain(shared);
        all.filter(|word| !own.contains(word)).collect()
    }

    /// The last phrases on the way to the cell, through labels and then headings.
    pub(super) fn last<'c>(&'c self, count: usize, speech: &Speech) -> Vec<&'c [String]> {
        let all: Vec<&Vec<String>> = self.row.iter().chain(&self.column).collect();
        let last = all.iter().skip(all.len().saturating_sub(count));
        last.map(|phrase| speech.without_lead(phrase)).collect()
    }

    /// The phrases that must be explained each: the own label, and the own heading.
    pub(super) fn own_phrases(&self) -> impl Iterator<Item = &Vec<String>> {
        [self.row.last(), self.column.last()].into_iter().flatten()
    }

    /// Passes over headings that group periods in words that no pack uses («Sau khi sửa đổi»):
    /// they tell no figure from another, but make every proposal doubtful.
    pub(super) fn pass_over_strange(&mut self, known: &Known) {
        let of_period = matches!(self.mention, Some(Mention::Of(PeriodRef::Absolute(_))));
        if self.row.is_empty() || !of_period {
            return;
        }
        let before = self.column.len();
        let told = |word: &String| known.uses(word) && !known.speech.is_linking(word);
        self.column.retain(|phrase| phrase.iter().any(told));
        self.passed_over |= self.column.len() < before;
    }

    /// The period of the figure.
    pub(super) fn period(&self) -> PeriodRef {
        match self.mention {
            Some(Mention::Of(period)) => period,
            _ => PeriodRef::Own,
        }
    }

    /// Whether it asks for what one period is against another.
    pub(super) fn is_compared(&self) -> bool {
        matches!(self.mention, Some(Mention::ComparedWith(_) | Mention::Difference))
    }

    /// Without what is said of the period.
    pub(super) fn of_any_period(&self) -> Self {
        Self { mention: None, unit: String::new(), ..self.clone() }
    }

    /// Without what the headings say.
    pub(super) fn of_line(&self) -> Self {
        Self {
            column: Vec::new(),
            shared: Vec::new(),
            mention: None,
            unit: String::new(),
            ..self.clone()
        }
    }
}

static EMPTY: Vec<String> = Vec::new();

/// What stands over and beside a cell of a table.
pub(super) fn chain(
    table: &Table,
    line: &Line,
    column: &Column,
    known: &Known,
    from: Standpoint,
) -> Chain {
    let mut chain = Chain::default();
    let mut shown: Vec<&str> = Vec::new();
    let mut told = Told::default();
    let labelled = matches!(line.kind, LineKind::Labelled | LineKind::Head);
    let is_named = labelled || line.kind == LineKind::Total && is_labelled(table);
    for label in line.labels.iter().filter(|_| line.kind != LineKind::Listed) {
        shown.push(label);
        if is_named && is_period(label, known, from) {
            told.hear(label, from);
            told.is_settled();
        } else if labelled {
            let label = known.expanded(&without_formula(label));
            push(&mut chain.row, known.speech.content(&label));
        }
    }
    for head in &column.heads {
        shown.push(head);
        let rest = told.hear(&known.expanded(&without_formula(head)), from);
        let is_shared = is_named
            && table.columns.len() > 1
            && table.columns.iter().all(|column| column.heads.contains(head));
        let phrases = if is_shared { &mut chain.shared } else { &mut chain.column };
        push(phrases, known.speech.content(&rest.join(" ")));
    }
    (chain.mention, chain.passed_over) = (told.mention, told.unclear);
    chain.shown = shown.join(" / ").replace('\n', " ");
    chain.unit = unit(line, column, known);
    chain.parted = shown.iter().any(|text| is_part(text));
    chain.titled_apart = table.title.iter().any(|line| sets_people_apart(line, known));
    let title = table.title.iter().flat_map(|line| known.speech.content(&known.expanded(line)));
    chain.title = title.collect();
    chain
}

/// Whether the label of a line says its period and nothing else.
fn is_period(label: &str, known: &Known, from: Standpoint) -> bool {
    let (mention, rest) = read(label, from);
    whole(label, from).is_some() || mention.is_some() && known.speech.is_plain(&rest.join(" "))
}

/// Whether any line of a table has a name.
pub(super) fn is_labelled(table: &Table) -> bool {
    table.lines.iter().any(|line| line.kind == LineKind::Labelled)
}

/// The unit of measure of a cell: that of its line, else one that its labels tell.
fn unit(line: &Line, column: &Column, known: &Known) -> String {
    if known.is_unit(&line.unit) {
        return line.unit.clone();
    }
    let own = line.labels.last().filter(|_| line.kind == LineKind::Labelled);
    let texts = own.into_iter().chain(column.heads.last());
    let is_share = |text: &String| {
        let words = tokens(text);
        let named = [tokens("tỷ lệ"), tokens("tỉ lệ")];
        words.iter().any(|word| word == "%") || named.iter().any(|name| words.starts_with(name))
    };
    if texts.into_iter().any(is_share) { "%".to_owned() } else { String::new() }
}

/// Whether a title speaks of people to whom something was done that no pack knows: «đảng viên bị
/// kỷ luật».
fn sets_people_apart(title: &str, known: &Known) -> bool {
    let (links, person) = (tokens("bị được là"), tokens("viên"));
    let words = tokens(&known.expanded(title));
    words.windows(3).any(|window| match window {
        [people, link, what] => {
            person.contains(people) && links.contains(link) && is_strange(what, known)
        }
        _ => false,
    })
}

fn push(phrases: &mut Vec<Vec<String>>, words: Vec<String>) {
    let says = words.iter().any(|word| word.chars().any(char::is_alphabetic));
    if says && phrases.last() != Some(&words) {
        phrases.push(words);
    }
}
