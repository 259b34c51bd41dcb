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
struct Units {
    names: Vec<String>,
    by_code: BTreeMap<String, usize>,
}

impl Units {
    fn position(&mut self, below: StatementBelow) -> usize {
        *self.by_code.entry(below.code).or_insert_with(|| {
            self.names.push(below.name);
            self.names.len() - 1
        })
    }

    fn name(&self, unit: usize) -> &str {
        self.names.get(unit).map_or("", String::as_str)
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
        let silent = (0..units.names.len()).filter(|unit| !speaks.contains(unit));
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
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for said in group {
        holders.entry(&said.wording).or_default().insert(said.unit);
    }
    let holds = |wording: &str| holders.get(wording).map_or(0, BTreeSet::len);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wording_is_that_of_most_units_however_often_one_says_it() {
        let mut units = Units::default();
        let periods = ["2024-Q1", "2024-Q2", "2024-Q3"].map(|id| id.parse().unwrap());
        let position = |units: &mut Units, code: &str| {
            let (code, text) = (code.to_owned(), String::new());
            units.position(StatementBelow { name: code.clone(), code, text })
        };
        let [one, two, three] = ["A", "B", "C"].map(|code| position(&mut units, code));
        assert_eq!(position(&mut units, "B"), two);
        let said =
            |wording: &str, unit, period| Said { wording: wording.to_owned(), unit, period };
        let mut all: Vec<Said> =
            periods.iter().map(|period| said("THIẾU KINH PHÍ!", one, *period)).collect();
        all.extend([two, three].map(|unit| said("Thiếu kinh phí", unit, periods[0])));
        let group: Vec<&Said> = all.iter().collect();
        assert_eq!(opinion(&group, &units, &periods).wording, "Thiếu kinh phí");
    }
}
