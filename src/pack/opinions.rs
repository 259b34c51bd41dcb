//! What units say in their own words, put together: each opinion once, with everyone who holds it.

use super::Consolidated;
use crate::model::{OrgIx, Period};
use crate::text::opinions::{same, says_nothing, split};

/// An opinion and who holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The wording that most units chose; of several the longest, then the first.
    pub wording: String,
    /// Names of the units, each once, in the office's order.
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
}

impl Consolidated {
    /// What a unit and those within it say under a text element for a period.
    pub fn opinions(&self, text: usize, period: Period, org: OrgIx) -> Opinions {
        let name = self.pack.texts.get(text).map_or("", |text| text.name.as_str());
        let mut units: Vec<String> = Vec::new();
        let mut nothing = Vec::new();
        let mut said: Vec<Said> = Vec::new();
        for below in self.statements_below(text, period, org) {
            let opinions = split(&below.text).into_iter();
            let opinions: Vec<String> =
                opinions.filter(|opinion| !says_nothing(opinion, name)).collect();
            if opinions.is_empty() {
                nothing.push(below.name);
                continue;
            }
            let unit = units.len();
            said.extend(opinions.into_iter().map(|wording| Said { wording, unit }));
            units.push(below.name);
        }
        let wordings: Vec<&str> = said.iter().map(|said| said.wording.as_str()).collect();
        let groups = same(&wordings);
        let groups = groups
            .iter()
            .map(|group| group.iter().filter_map(|at| said.get(*at)).collect::<Vec<&Said>>());
        let mut all: Vec<Opinion> = groups.map(|group| opinion(&group, &units)).collect();
        // Groups come in the order of the units; the sort keeps it.
        all.sort_by_key(|opinion| std::cmp::Reverse(opinion.units.len()));
        Opinions { all, nothing }
    }
}

fn opinion(group: &[&Said], units: &[String]) -> Opinion {
    let holds = |wording: &str| group.iter().filter(|said| said.wording == wording).count();
    let mut best: Option<(usize, usize, &str)> = None;
    for said in group {
        let this = (holds(&said.wording), said.wording.chars().count(), said.wording.as_str());
        if best.is_none_or(|known| (this.0, this.1) > (known.0, known.1)) {
            best = Some(this);
        }
    }
    let mut positions: Vec<usize> = group.iter().map(|said| said.unit).collect();
    positions.dedup();
    let names = positions.iter().filter_map(|unit| units.get(*unit).cloned());
    Opinion {
        wording: best.map_or_else(String::new, |(_, _, wording)| wording.to_owned()),
        units: names.collect(),
    }
}
