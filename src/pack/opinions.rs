//! What units say in their own words, put together: each opinion once, with everyone who holds it.

use std::collections::{BTreeMap, BTreeSet};

use super::Consolidated;
use super::period_words::in_words;
use crate::model::{OrgIx, Period, StatementBelow};
use crate::text::opinions::{same, says_nothing, split};

/// An opinion and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The wording that most units chose; of several the longest, then the first.
    pub wording: String,
    /// Names of the units, each once, in the office's order; with the periods where the words of
    /// several are gathered and the unit did not say it in all of them.
    pub units: Vec<String>,
}

/// Everything said under a text element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opinions {
    /// The opinions: those that most units hold first, then in the order of units.
    pub all: Vec<Opinion>,
    /// Names of the units that answered and had nothing to say, or left the cell blank.
    pub nothing: Vec<String>,
}

/// One opinion of one unit.
struct Said {
    wording: String,
    /// Position of the unit.
    unit: usize,
    period: Period,
}

/// Those who answered: codes and names in the office's order.
#[derive(Default)]
struct Units(Vec<(String, String)>);

impl Units {
    fn position(&mut self, below: StatementBelow) -> usize {
        let known = self.0.iter().position(|(code, _)| *code == below.code);
        known.unwrap_or_else(|| {
            self.0.push((below.code, below.name));
            self.0.len() - 1
        })
    }

    fn name(&self, unit: usize) -> &str {
        self.0.get(unit).map_or("", |(_, name)| name)
    }
}

impl Consolidated {
    /// What a unit and those within it say under a text element for a period.
    pub fn opinions(&self, text: usize, period: Period, org: OrgIx) -> Opinions {
        let name = self.pack.texts.get(text).map_or("", |text| text.name.as_str());
        let periods = self.periods_of_words(text, period);
        let mut units = Units::default();
        let mut said: Vec<Said> = Vec::new();
        for (period, below) in self.statements_below(text, period, org) {
            let opinions = split(&below.text).into_iter();
            let opinions = opinions.filter(|opinion| !says_nothing(opinion, name));
            let unit = units.position(below);
            said.extend(opinions.map(|wording| Said { wording, unit, period }));
        }
        let speaks: BTreeSet<usize> = said.iter().map(|said| said.unit).collect();
        let silent = (0..units.0.len()).filter(|unit| !speaks.contains(unit));
        let nothing = silent.map(|unit| units.name(unit).to_owned()).collect();
        let wordings: Vec<&str> = said.iter().map(|said| said.wording.as_str()).collect();
        let groups = same(&wordings);
        let groups = groups
            .iter()
            .map(|group| group.iter().filter_map(|at| said.get(*at)).collect::<Vec<&Said>>());
        let mut all: Vec<Opinion> =
            groups.map(|group| opinion(&group, &units, &periods)).collect();
        // Groups come in the order of the units; the sort keeps it.
        all.sort_by_key(|opinion| std::cmp::Reverse(opinion.units.len()));
        Opinions { all, nothing }
    }
}

fn opinion(group: &[&Said], units: &Units, periods: &[Period]) -> Opinion {
    let holds = |wording: &str| group.iter().filter(|said| said.wording == wording).count();
    let mut best: Option<(usize, usize, &str)> = None;
    for said in group {
        let this = (holds(&said.wording), said.wording.chars().count(), said.wording.as_str());
        if best.is_none_or(|known| (this.0, this.1) > (known.0, known.1)) {
            best = Some(this);
        }
    }
    let mut when: BTreeMap<usize, BTreeSet<Period>> = BTreeMap::new();
    for said in group {
        when.entry(said.unit).or_default().insert(said.period);
    }
    let named = |(unit, said_in): (usize, BTreeSet<Period>)| {
        let name = units.name(unit);
        if said_in.len() == periods.len() {
            return name.to_owned();
        }
        let said_in: Vec<String> = said_in.into_iter().map(in_words).collect();
        format!("{name} ({})", said_in.join(", "))
    };
    Opinion {
        wording: best.map_or_else(String::new, |(_, _, wording)| wording.to_owned()),
        units: when.into_iter().map(named).collect(),
    }
}
