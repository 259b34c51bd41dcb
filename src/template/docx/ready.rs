//! A template made ready: its parts as Tera has taken them in, and what must be known of them
//! when they are filled.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::analysis::{Analysis, Checked, prints_figure};
use super::control::{Code, Figures, fits_a_tag};
use super::repair::Care;
use super::source::{Meaning, source};
use super::text::Story;
use super::ways::Ways;
use crate::template::engine::{
    Engine, Failure, TagKind, marked, without_failed, without_names,
};
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
    /// Whether it stands in the old copy of a drawing, for which the drawing itself speaks.
    is_copy: bool,
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
    kind: OutputKind,
    /// For a bare reference, the call that prints it.
    call: Option<String>,
}

/// What a tag prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OutputKind {
    /// A figure that has an identity.
    Figure,
    /// Another bare reference.
    Text,
    /// What a function prints as a figure.
    Call,
    /// The value of an expression.
    Value,
}

impl OutputKind {
    fn of_figure(figure: &Figure) -> Self {
        let is_known = figure.id.as_deref().is_some_and(fits_a_tag);
        if is_known { Self::Figure } else { Self::Text }
    }

    const fn is_reference(self) -> bool {
        matches!(self, Self::Figure | Self::Text)
    }
}

impl Ready {
    /// Takes parts in that were found without fault.
    pub(super) fn new(
        mut engine: Engine,
        analyses: &[Analysis<'_>],
        checked: Vec<Checked>,
    ) -> Result<Self, Vec<Problem>> {
        let (mut parts, mut problems) = (Vec::new(), Vec::new());
        for (part, checked) in analyses.iter().zip(checked) {
            let number = parts.len();
            match ready_part(part, &checked, number, &mut engine) {
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
        outputs.all(|output| match references.knows(&output.code) {
            Lookup::Figure(figure) => {
                output.kind == OutputKind::of_figure(&figure)
                    && output.call == references.call_of(&output.code)
            }
            Lookup::NotAReference if prints_figure(&output.code, references) => {
                output.kind == OutputKind::Call
            }
            Lookup::NotAReference => output.kind == OutputKind::Value,
            Lookup::Unknown { .. } => false,
        })
    }

    /// Fills all parts; every tag is tried, so that all that fail can be named at once.
    pub(super) fn fill(&mut self, data: &Data<'_>) -> FilledParts {
        self.engine.register(data.functions);
        let (mut filled, mut problems) = (Vec::new(), Vec::new());
        for part in &mut self.parts {
            let context = part.with_figures(data);
            match self.engine.render(&part.name, &context, part.size) {
                Ok(xml) => {
                    part.size = xml.len();
                    filled.push(xml);
                }
                Err(failure) => {
                    let Failed { told, rest } =
                        part.all_failures(failure, &mut self.engine, &context);
                    problems.extend(told);
                    filled.extend(rest);
                }
            }
        }
        FilledParts { filled: (filled.len() == self.parts.len()).then_some(filled), problems }
    }
}

/// Parts that were filled, and what failed.
pub(super) struct FilledParts {
    /// One for each part, without the tags that failed; `None` when nothing came out of a part.
    pub(super) filled: Option<Vec<Vec<u8>>>,
    /// What failed.
    pub(super) problems: Vec<Problem>,
}

/// What failed in a part.
struct Failed {
    told: Vec<Problem>,
    /// The part filled without what failed, if it could be.
    rest: Option<Vec<u8>>,
}

/// Failures of one part that are told at most; a template with more is of another kind.
const MOST_FAILURES: usize = 100;

/// The Tera template that a part is filled with once more when it failed.
const NAMED: &str = "named";

/// The variable that holds the figure of a tag.
fn variable(site: usize) -> String {
    format!("__figure_{site}")
}

/// The variable that holds the identity of a tag's figure.
fn id_variable(site: usize) -> String {
    format!("__figure_id_{site}")
}

fn ready_part(
    part: &Analysis<'_>,
    checked: &Checked,
    number: usize,
    engine: &mut Engine,
) -> Result<ReadyPart, Vec<Problem>> {
    let outputs = outputs(part, checked);
    let meaning = meaning(part, &outputs, &checked.ways, number);
    let repeated = part.repeated();
    let ready = ReadyPart {
        name: part.part.to_owned(),
        care: Care::of(part, &repeated, &meaning),
        spots: spots(part),
        source: source(&part.tagged, &part.anchors, &meaning, &repeated),
        size: 0,
        outputs,
    };
    let added = engine.add(part.part, &without_names(&ready.source));
    if let Err(failure) = added.or_else(|_| engine.add(part.part, &ready.source)) {
        let problems = part.syntax(&checked.figures, &BTreeSet::new(), engine);
        return Err(if problems.is_empty() {
            vec![ready.of_source(failure)]
        } else {
            problems
        });
    }
    Ok(ready)
}

fn meaning<'w>(
    part: &Analysis<'_>,
    outputs: &[Output],
    ways: &'w Ways,
    number: usize,
) -> Meaning<'w> {
    let figures = Figures::new(&part.tagged.tree, number);
    let mut meaning = Meaning { figures, variables: BTreeMap::new(), ways: Some(ways) };
    for output in outputs {
        let at = output.site;
        if output.kind.is_reference() {
            let printed = output.call.clone().unwrap_or_else(|| variable(at));
            meaning.variables.insert(at, printed);
        }
        if part.story != Story::Paragraphs {
            continue;
        }
        let code = match (output.kind, &output.call) {
            (OutputKind::Figure, Some(call)) => Some(Code::of_call(&ways.told(at, call))),
            (OutputKind::Figure, None) => {
                Some(Code::of_variables(&id_variable(at), &variable(at)))
            }
            (OutputKind::Call, _) => Some(Code::of_call(&ways.told(at, &output.code))),
            (OutputKind::Text | OutputKind::Value, _) => None,
        };
        meaning.figures.codes.extend(code.map(|code| (at, code)));
    }
    meaning
}

fn spots(part: &Analysis<'_>) -> Vec<Spot> {
    let sites = part.tagged.sites.iter().enumerate();
    let spot = |(index, site): (usize, &super::sites::Site)| {
        let (place, around) = part.spot(index);
        let is_copy = part.tagged.paragraph_of(site).is_some_and(|p| p.is_copy);
        Spot { place, around, code: site.code.clone(), is_copy }
    };
    sites.map(spot).collect()
}

fn outputs(part: &Analysis<'_>, checked: &Checked) -> Vec<Output> {
    let sites = part.tagged.sites.iter().enumerate();
    let printed =
        sites.filter(|(index, site)| site.kind == TagKind::Output && !part.reads_bound(*index));
    printed
        .map(|(site, tag)| Output {
            site,
            code: tag.code.clone(),
            kind: match checked.figures.get(&site) {
                Some(figure) => OutputKind::of_figure(figure),
                None if checked.ways.calls.contains(&site) => OutputKind::Call,
                None => OutputKind::Value,
            },
            call: checked.ways.spelled.get(&site).cloned(),
        })
        .collect()
}

impl ReadyPart {
    /// The variables for the part: those of the data, and the figures that its tags stand for.
    fn with_figures<'c>(&self, data: &'c Data<'_>) -> Cow<'c, tera::Context> {
        let mut context = Cow::Borrowed(&data.context);
        let by_name = |output: &&Output| output.kind.is_reference() && output.call.is_none();
        for output in self.outputs.iter().filter(by_name) {
            if let Lookup::Figure(figure) = data.references.resolve(&output.code) {
                data.references.printed(&output.code);
                context.to_mut().insert(variable(output.site), &figure.text);
                if let Some(id) = figure.id {
                    context.to_mut().insert(id_variable(output.site), &id);
                }
            }
        }
        context
    }

    /// Everything that fails in a part: each tag that does is made harmless, and the part filled
    /// again, with names, by which a failure is told better.
    fn all_failures(
        &self,
        first: Failure,
        engine: &mut Engine,
        context: &tera::Context,
    ) -> Failed {
        let mut source = self.source.clone();
        let mut told: Vec<Problem> = Vec::new();
        while told.len() < MOST_FAILURES {
            let added = engine.add(NAMED, &source);
            match added.and_then(|()| engine.render(NAMED, context, self.size)) {
                Ok(xml) if !told.is_empty() => return Failed { told, rest: Some(xml) },
                Ok(_) => {
                    let place = Place::File;
                    told.push(Problem { kind: first.kind, place, around: String::new() });
                    break;
                }
                Err(failure) => {
                    let without = failure.offset.and_then(|at| without_failed(&source, at));
                    self.tell(failure, &source, &mut told);
                    let Some(without) = without else { break };
                    source = without;
                }
            }
        }
        Failed { told, rest: None }
    }

    /// Notes a failure, unless it is that of a copy of what has failed already.
    fn tell(&self, failure: Failure, source: &str, told: &mut Vec<Problem>) {
        let spot = failure.offset.and_then(|at| self.spot(source, at));
        let is_copy = spot.is_some_and(|spot| spot.is_copy);
        let problem = placed(failure, spot);
        let same = |known: &Problem| {
            known.kind == problem.kind
                && known.around == problem.around
                && (is_copy || known.place == problem.place)
        };
        if !told.iter().any(same) {
            told.push(problem);
        }
    }

    /// A failure of the part's source.
    fn of_source(&self, failure: Failure) -> Problem {
        let spot = failure.offset.and_then(|at| self.spot(&self.source, at));
        placed(failure, spot)
    }

    /// Where the tag stands that a byte of a source belongs to.
    fn spot(&self, source: &str, offset: usize) -> Option<&Spot> {
        self.spots.get(marked(source, offset)?)
    }
}

/// A failure of Tera at the tag it comes from.
fn placed(failure: Failure, spot: Option<&Spot>) -> Problem {
    match spot {
        Some(spot) => spot.problem(failure.kind),
        None => Problem { kind: failure.kind, place: Place::File, around: String::new() },
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
