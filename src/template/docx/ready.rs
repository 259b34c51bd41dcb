//! A template made ready: its parts as Tera has taken them in, and what must be known of them
//! when they are filled.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::analysis::{Analysis, Checked};
use super::repair::Care;
use super::source::source;
use crate::template::engine::{Engine, Failure, TagKind, marked};
use crate::template::{Data, Figure, Lookup, Place, Problem, ProblemKind, References};

/// Parts that can be filled again and again.
pub(super) struct Ready {
    engine: Engine,
    parts: Vec<ReadyPart>,
}

/// One part.
pub(super) struct ReadyPart {
    /// Its name.
    pub(super) name: String,
    /// What must be looked after when it was filled.
    pub(super) care: Care,
    /// Per tag: where it stands, for telling of a problem there.
    pub(super) spots: Vec<Spot>,
    source: String,
    /// How many bytes it had when it was filled last.
    size: usize,
    /// Per tag that prints: what asks for its value.
    outputs: Vec<Output>,
}

/// Where a tag stands.
pub(super) struct Spot {
    place: Place,
    around: String,
    code: String,
}

impl Spot {
    /// A problem there.
    pub(super) fn problem(&self, kind: ProblemKind) -> Problem {
        Problem {
            kind: whole_name(&self.code, kind),
            place: self.place.clone(),
            around: self.around.clone(),
        }
    }
}

/// A tag that prints a bare reference, or that does not.
struct Output {
    site: usize,
    code: String,
    is_figure: bool,
}

impl Ready {
    /// Takes parts in that were found without fault.
    pub(super) fn new(
        mut engine: Engine,
        analyses: &[Analysis<'_>],
        checked: Vec<Checked>,
        variables: &BTreeSet<String>,
    ) -> Result<Self, Vec<Problem>> {
        let (mut parts, mut problems) = (Vec::new(), Vec::new());
        for (part, checked) in analyses.iter().zip(checked) {
            match ready_part(part, &checked.figures, &mut engine, variables) {
                Ok(ready) => parts.push(ready),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() { Ok(Self { engine, parts }) } else { Err(problems) }
    }

    /// The parts.
    pub(super) fn parts(&self) -> impl Iterator<Item = &ReadyPart> {
        self.parts.iter()
    }

    /// Whether the same tags are references as when the template was made ready.
    pub(super) fn fits(&self, references: &dyn References) -> bool {
        let mut outputs = self.parts.iter().flat_map(|part| &part.outputs);
        outputs.all(|output| match references.resolve(&output.code) {
            Lookup::Figure(_) => output.is_figure,
            Lookup::NotAReference => !output.is_figure,
            Lookup::Unknown { .. } => false,
        })
    }

    /// Fills all parts; every one is tried, so that each can name its first failure.
    pub(super) fn fill(&mut self, data: &Data<'_>) -> Result<Vec<Vec<u8>>, Vec<Problem>> {
        self.engine.register(data.functions);
        let (mut filled, mut problems) = (Vec::new(), Vec::new());
        for part in &mut self.parts {
            let context = part.with_figures(data);
            match self.engine.render(&part.name, &context, part.size) {
                Ok(xml) => {
                    part.size = xml.len();
                    filled.push(xml);
                }
                Err(failure) => problems.push(part.placed(failure)),
            }
        }
        if problems.is_empty() { Ok(filled) } else { Err(problems) }
    }
}

/// The variable that holds the figure of a tag.
fn variable(site: usize) -> String {
    format!("__figure_{site}")
}

fn ready_part(
    part: &Analysis<'_>,
    figures: &BTreeMap<usize, Figure>,
    engine: &mut Engine,
    variables: &BTreeSet<String>,
) -> Result<ReadyPart, Vec<Problem>> {
    let variable_of = figures.keys().map(|site| (*site, variable(*site))).collect();
    let ready = ReadyPart {
        name: part.part.to_owned(),
        care: Care::of(part),
        spots: spots(part),
        source: source(&part.tagged, &part.anchors, &variable_of, &part.repeated()),
        size: 0,
        outputs: outputs(part, figures),
    };
    if let Err(failure) = engine.add(part.part, &ready.source) {
        let problems = part.syntax(figures, variables, engine);
        return Err(if problems.is_empty() { vec![ready.placed(failure)] } else { problems });
    }
    Ok(ready)
}

fn spots(part: &Analysis<'_>) -> Vec<Spot> {
    let sites = part.tagged.sites.iter().enumerate();
    let spot = |(index, site): (usize, &super::sites::Site)| {
        let (place, around) = part.spot(index);
        Spot { place, around, code: site.code.clone() }
    };
    sites.map(spot).collect()
}

fn outputs(part: &Analysis<'_>, figures: &BTreeMap<usize, Figure>) -> Vec<Output> {
    let sites = part.tagged.sites.iter().enumerate();
    let printed =
        sites.filter(|(index, site)| site.kind == TagKind::Output && !part.reads_bound(*index));
    printed
        .map(|(site, tag)| Output {
            site,
            code: tag.code.clone(),
            is_figure: figures.contains_key(&site),
        })
        .collect()
}

impl ReadyPart {
    /// The variables for the part: those of the data, and the figures that its tags stand for.
    fn with_figures<'c>(&self, data: &'c Data<'_>) -> Cow<'c, tera::Context> {
        let mut context = Cow::Borrowed(&data.context);
        for output in self.outputs.iter().filter(|output| output.is_figure) {
            if let Lookup::Figure(figure) = data.references.resolve(&output.code) {
                context.to_mut().insert(variable(output.site), &figure.text);
            }
        }
        context
    }

    /// A failure of Tera at the tag it comes from.
    fn placed(&self, failure: Failure) -> Problem {
        let site = failure.offset.and_then(|offset| marked(&self.source, offset));
        match site.and_then(|site| self.spots.get(site)) {
            Some(spot) => spot.problem(failure.kind),
            None => Problem { kind: failure.kind, place: Place::File, around: String::new() },
        }
    }
}

/// A missing field under the whole name that was typed.
fn whole_name(code: &str, kind: ProblemKind) -> ProblemKind {
    match (kind, code.rsplit_once('.')) {
        (ProblemKind::UnknownName { name, nearest }, Some((parent, field)))
            if field == name =>
        {
            let nearest = nearest.map(|nearest| format!("{parent}.{nearest}"));
            ProblemKind::UnknownName { name: code.to_owned(), nearest }
        }
        (kind, _) => kind,
    }
}
