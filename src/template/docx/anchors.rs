//! Where a statement takes effect: between runs, paragraphs, cells or rows.
//!
//! An author writes `{% for %}` and `{% endfor %}` into two cells of a row and means the row.
//! What repeats is the smallest whole that the tags of a block share.

use std::collections::BTreeMap;

use super::blocks::{Blocks, Group};
use super::holdings::{
    edges, has_siblings, holds_only_tags, holds_rows, whole_holds_only_tags,
};
use super::removed::Removed;
use super::sites::{Site, Tagged};
use crate::template::ProblemKind;
use crate::template::engine::{Statement, TagKind};

/// Where a tag's statement goes in the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Where the tag stands, within the text of one run.
    Text,
    /// Where the tag stands, between runs: its run is cut in two.
    Run,
    /// In the place of this element.
    Instead(usize),
    /// Before this element.
    Before(usize),
    /// After this element.
    After(usize),
}

/// Anchors of all sites, and the blocks that cannot be placed.
pub(super) struct Anchors {
    /// One per site.
    pub(super) of_site: Vec<Anchor>,
    /// Site and problem.
    pub(super) problems: Vec<(usize, ProblemKind)>,
}

/// Finds the place of every statement.
pub(super) fn anchors(tagged: &Tagged<'_>, blocks: &Blocks) -> Anchors {
    let mut placer = Placer {
        tagged,
        of_site: vec![Anchor::Text; tagged.sites.len()],
        torn: Vec::new(),
        between_paragraphs: Vec::new(),
    };
    for index in 0..tagged.sites.len() {
        placer.by_itself(index);
    }
    let (named, others): (Vec<&Group>, Vec<&Group>) =
        blocks.groups.iter().filter(|g| placer.is_placed(g)).partition(|g| placer.is_named(g));
    for group in named {
        let sites: Vec<usize> = group.sites().collect();
        placer.place(group, placer.by_name(group, &sites));
    }
    for group in others {
        let sites: Vec<usize> = group.sites().collect();
        let placed = placer.by_common_whole(group, &sites);
        placer.place(group, placed);
    }
    placer.settle_paragraphs();
    for paragraph in 0..tagged.paragraphs.len() {
        placer.vanish(paragraph);
    }
    placer.tear_crossing(&blocks.groups);
    let problem = |site: &usize| {
        let code = tagged.sites.get(*site).map(|site| site.code.clone()).unwrap_or_default();
        (*site, ProblemKind::Torn(format!("{{% {code} %}}")))
    };
    let problems = placer.torn.iter().map(problem).collect();
    Anchors { of_site: placer.of_site, problems }
}

struct Placer<'t, 'a> {
    tagged: &'t Tagged<'a>,
    of_site: Vec<Anchor>,
    torn: Vec<usize>,
    /// Groups whose tags stand in neighbouring paragraphs, with the anchors they would have
    /// between paragraphs.
    between_paragraphs: Vec<(Group, Vec<(usize, Anchor)>)>,
}

impl Placer<'_, '_> {
    fn site(&self, index: usize) -> Option<&Site> {
        self.tagged.sites.get(index)
    }

    fn set(&mut self, index: usize, anchor: Anchor) {
        if let Some(slot) = self.of_site.get_mut(index) {
            *slot = anchor;
        }
    }

    fn paragraph(&self, index: usize) -> Option<usize> {
        self.tagged.paragraph_of(self.site(index)?).map(|paragraph| paragraph.element)
    }

    /// The whole that a tag names itself.
    fn named_whole(&self, index: usize) -> Option<usize> {
        let site = self.site(index)?;
        self.tagged.tree.nearest(site.holder, site.whole?.element())
    }

    /// A tag that names a whole takes its place.
    fn by_itself(&mut self, index: usize) {
        let prints = self.site(index).is_none_or(|site| site.kind == TagKind::Output);
        if let (Some(whole), false) = (self.named_whole(index), prints) {
            self.set(index, Anchor::Instead(whole));
        }
    }

    /// A paragraph that holds only tags goes, its statements stay in its place.
    fn vanish(&mut self, paragraph: usize) {
        let Some(element) = self.tagged.paragraphs.get(paragraph).map(|p| p.element) else {
            return;
        };
        let sites = self.tagged.of_paragraph.get(paragraph).cloned().unwrap_or_default();
        let in_text = |site: &usize| self.of_site.get(*site) == Some(&Anchor::Text);
        if holds_only_tags(self.tagged, paragraph)
            && sites.iter().all(in_text)
            && has_siblings(self.tagged, element)
        {
            for site in sites {
                self.set(site, Anchor::Instead(element));
            }
        }
    }

    /// Whether a tag of the group names its whole.
    fn is_named(&self, group: &Group) -> bool {
        group.sites().any(|site| self.site(site).is_some_and(|site| site.whole.is_some()))
    }

    /// Whether it matters where the tags of the group stand: `with` only sets names.
    fn is_placed(&self, group: &Group) -> bool {
        self.statement(group.open) != Some(Statement::With)
    }

    fn statement(&self, index: usize) -> Option<Statement<'_>> {
        let site = self.site(index).filter(|site| site.kind == TagKind::Statement)?;
        Some(Statement::parse(&site.code))
    }

    /// Whether the group holds text, for a name or a filter: it stays within its paragraph.
    fn holds_text(&self, group: &Group) -> bool {
        matches!(self.statement(group.open), Some(Statement::Set { .. } | Statement::Filter))
    }

    fn place(&mut self, group: &Group, placed: Option<Vec<(usize, Anchor)>>) {
        match placed {
            Some(anchors) => {
                for (site, anchor) in anchors {
                    self.set(site, anchor);
                }
            }
            None => self.torn.push(group.open),
        }
    }

    /// Whether a tag that names it takes the place of this paragraph.
    fn is_replaced(&self, paragraph: usize, element: usize) -> bool {
        let sites = self.tagged.of_paragraph.get(paragraph).into_iter().flatten();
        let anchors = sites.filter_map(|site| self.of_site.get(*site));
        anchors.into_iter().any(|anchor| *anchor == Anchor::Instead(element))
    }

    /// All tags take the place of the whole that one of them names; when all stand in one
    /// such whole, that one is meant.
    fn by_name(&self, group: &Group, sites: &[usize]) -> Option<Vec<(usize, Anchor)>> {
        let tree = &self.tagged.tree;
        let name = sites.iter().find_map(|site| self.site(*site)?.whole)?.element();
        let wholes: Option<Vec<usize>> =
            sites.iter().map(|site| tree.nearest(self.site(*site)?.holder, name)).collect();
        let wholes = wholes?;
        let first = *wholes.first()?;
        if wholes.iter().all(|whole| *whole == first) {
            let around =
                vec![(group.open, Anchor::Before(first)), (group.close, Anchor::After(first))];
            return group.middles.is_empty().then_some(around);
        }
        let siblings = wholes.iter().all(|whole| tree.parent(*whole) == tree.parent(first));
        let instead =
            sites.iter().zip(&wholes).map(|(site, whole)| (*site, Anchor::Instead(*whole)));
        siblings.then(|| instead.collect())
    }

    fn by_common_whole(
        &mut self,
        group: &Group,
        sites: &[usize],
    ) -> Option<Vec<(usize, Anchor)>> {
        // One element may have several attributes with text, each a paragraph to us.
        let holders: Option<Vec<(usize, usize)>> = sites
            .iter()
            .map(|s| self.site(*s).map(|site| (site.holder, site.paragraph)))
            .collect();
        let holders = holders?;
        let first = *holders.first()?;
        if holders.iter().all(|holder| *holder == first) {
            return Some(sites.iter().map(|site| (*site, Anchor::Text)).collect());
        }
        let paragraphs: Option<Vec<usize>> = sites.iter().map(|s| self.paragraph(*s)).collect();
        let paragraphs = paragraphs?;
        if paragraphs.iter().all(|paragraph| Some(paragraph) == paragraphs.first()) {
            return self.between_runs(sites);
        }
        if self.holds_text(group) {
            return None;
        }
        let (common, branches) = common_whole(self.tagged, &paragraphs)?;
        match self.tagged.tree.name(common) {
            "w:tr" if self.are_columns(&branches) => {
                let instead = |(site, cell): (&usize, &usize)| (*site, Anchor::Instead(*cell));
                Some(sites.iter().zip(&branches).map(instead).collect())
            }
            "w:tr" => group.middles.is_empty().then(|| {
                vec![(group.open, Anchor::Before(common)), (group.close, Anchor::After(common))]
            }),
            _ if branches.iter().all(|b| holds_rows(self.tagged, *b)) => {
                Some(self.between_rows(group, sites, &branches))
            }
            _ if branches == paragraphs => {
                let anchors = self.between_paragraphs(group, sites, &paragraphs);
                self.between_paragraphs.push((group.clone(), anchors));
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// Whether each of these cells holds only tags, and there are others between them: then
    /// those are repeated or dropped.
    fn are_columns(&self, cells: &[usize]) -> bool {
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { return false };
        let Some(row) = self.tagged.tree.parent(*first) else { return false };
        let mut between =
            self.tagged.tree.children(row).filter(|child| (first + 1..*last).contains(child));
        cells.iter().all(|cell| whole_holds_only_tags(self.tagged, *cell))
            && cells.windows(2).all(|pair| pair.first() < pair.last())
            && between.any(|cell| !cells.contains(&cell))
    }

    /// All tags stand at the same depth of one paragraph, or of paragraphs side by side.
    fn between_runs(&self, sites: &[usize]) -> Option<Vec<(usize, Anchor)>> {
        let depths: Option<Vec<Vec<&str>>> =
            sites.iter().map(|site| self.way_to_run(*site)).collect();
        let depths = depths?;
        let same = depths.iter().all(|depth| Some(depth) == depths.first());
        same.then(|| sites.iter().map(|site| (*site, Anchor::Run)).collect())
    }

    /// Names of the elements between a tag's run and its paragraph.
    fn way_to_run(&self, index: usize) -> Option<Vec<&str>> {
        let tree = &self.tagged.tree;
        let run =
            tree.parent(self.site(index)?.holder).filter(|run| tree.name(*run) == "w:r")?;
        Some(
            tree.ancestors(run)
                .map(|a| tree.name(a))
                .take_while(|name| *name != "w:p")
                .collect(),
        )
    }

    fn between_rows(
        &self,
        group: &Group,
        sites: &[usize],
        rows: &[usize],
    ) -> Vec<(usize, Anchor)> {
        let anchor = |(site, row): (&usize, &usize)| {
            let anchor = if whole_holds_only_tags(self.tagged, *row) {
                Anchor::Instead(*row)
            } else if *site == group.close {
                Anchor::After(*row)
            } else {
                Anchor::Before(*row)
            };
            (*site, anchor)
        };
        sites.iter().zip(rows).map(anchor).collect()
    }

    /// Anchors between paragraphs for the tags that stand at an edge of theirs; `Run` for those
    /// that have text on both sides.
    fn between_paragraphs(
        &self,
        group: &Group,
        sites: &[usize],
        paragraphs: &[usize],
    ) -> Vec<(usize, Anchor)> {
        let anchor = |(site, paragraph): (&usize, &usize)| {
            let Some(tag) = self.site(*site) else { return (*site, Anchor::Run) };
            let anchor = match edges(self.tagged, tag) {
                _ if holds_only_tags(self.tagged, tag.paragraph)
                    || self.is_replaced(tag.paragraph, *paragraph) =>
                {
                    Anchor::Instead(*paragraph)
                }
                // Nothing but tags, yet it must stay: a section ends with it.
                (true, true) if *site == group.open => Anchor::After(*paragraph),
                (true, _) => Anchor::Before(*paragraph),
                (false, true) => Anchor::After(*paragraph),
                (false, false) => Anchor::Run,
            };
            (*site, anchor)
        };
        sites.iter().zip(paragraphs).map(anchor).collect()
    }

    /// A group whose tags cannot all stand between paragraphs stands between runs with all of
    /// them, and so does every other group that would cross it in one of its paragraphs.
    fn settle_paragraphs(&mut self) {
        let mut groups = std::mem::take(&mut self.between_paragraphs);
        let mut in_runs: Vec<bool> = groups
            .iter()
            .map(|(_, a)| a.iter().any(|(_, anchor)| *anchor == Anchor::Run))
            .collect();
        while let Some(index) = self.next_crossing(&groups, &in_runs) {
            if let Some(flag) = in_runs.get_mut(index) {
                *flag = true;
            }
        }
        for ((group, anchors), in_runs) in groups.drain(..).zip(in_runs) {
            let sites: Vec<usize> = group.sites().collect();
            let placed = if in_runs { self.between_runs(&sites) } else { Some(anchors) };
            self.place(&group, placed);
        }
    }

    /// Whatever the tags of a block stand in now, it must be one and the same: else what they
    /// repeat or drop would not be whole elements.
    fn tear_crossing(&mut self, groups: &[Group]) {
        let removed = Removed::new(self.tagged, &self.of_site);
        let crosses = |group: &&Group| {
            let jumps = self.jumps_of(group, groups);
            let mut surroundings =
                group.sites().chain(jumps).map(|site| self.surroundings(site, &removed));
            let first = surroundings.next();
            !surroundings.all(|other| Some(other) == first)
        };
        let placed = groups.iter().filter(|group| self.is_placed(group));
        let torn: Vec<usize> = placed.filter(crosses).map(|group| group.open).collect();
        self.torn.extend(torn);
        self.torn.sort_unstable();
        self.torn.dedup();
    }

    /// The `break` and `continue` of a loop: they end a round of it, so they must stand where
    /// its rounds begin and end.
    fn jumps_of(&self, group: &Group, groups: &[Group]) -> Vec<usize> {
        let is_for =
            |group: &Group| matches!(self.statement(group.open), Some(Statement::For { .. }));
        if !is_for(group) {
            return Vec::new();
        }
        let inner = |site: usize| {
            let around = groups.iter().filter(|g| g.open < site && site < g.close && is_for(g));
            around.map(|g| g.open).max() == Some(group.open)
        };
        (group.open..group.close)
            .filter(|site| self.statement(*site) == Some(Statement::Jump) && inner(*site))
            .collect()
    }

    /// The element that a tag's statement stands in, and, when it stands in a paragraph that
    /// it cuts, the way from there.
    fn surroundings(&self, index: usize, removed: &Removed) -> Option<(usize, Vec<&str>)> {
        let tree = &self.tagged.tree;
        let holder = self.site(index)?.holder;
        let anchor = *self.of_site.get(index)?;
        let beside = match anchor {
            Anchor::Before(element) | Anchor::After(element) => element,
            Anchor::Text | Anchor::Run | Anchor::Instead(_) => holder,
        };
        if let Some(removed) = removed.around(tree, beside) {
            return Some((tree.parent(removed)?, Vec::new()));
        }
        match anchor {
            Anchor::Text | Anchor::Instead(_) => Some((holder, Vec::new())),
            Anchor::Before(element) | Anchor::After(element) => {
                Some((tree.parent(element)?, Vec::new()))
            }
            Anchor::Run => {
                let paragraph = tree.nearest(holder, "w:p")?;
                let mut way = self.way_to_run(index)?;
                way.push("w:p");
                Some((tree.parent(paragraph)?, way))
            }
        }
    }

    /// A group that stands between paragraphs, though a tag of a group between runs keeps it
    /// from the edge of a paragraph they share.
    fn next_crossing(
        &self,
        groups: &[(Group, Vec<(usize, Anchor)>)],
        in_runs: &[bool],
    ) -> Option<usize> {
        let mut runs_in: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for ((group, _), _) in groups.iter().zip(in_runs).filter(|(_, in_runs)| **in_runs) {
            for site in group.sites() {
                runs_in.entry(self.site(site)?.paragraph).or_default().push(site);
            }
        }
        let crosses = |(site, anchor): &(usize, Anchor)| {
            let Some(tag) = self.site(*site) else { return false };
            let others = runs_in.get(&tag.paragraph).map(Vec::as_slice).unwrap_or_default();
            match anchor {
                Anchor::Before(_) => others.iter().any(|other| other < site),
                Anchor::After(_) => others.iter().any(|other| other > site),
                Anchor::Instead(_) => !others.is_empty(),
                Anchor::Text | Anchor::Run => false,
            }
        };
        let mut candidates = groups.iter().zip(in_runs).enumerate();
        candidates
            .find(|(_, ((_, anchors), in_runs))| !**in_runs && anchors.iter().any(crosses))
            .map(|(index, _)| index)
    }
}

/// The innermost element around all of these, and its children on the way to each.
fn common_whole(tagged: &Tagged<'_>, elements: &[usize]) -> Option<(usize, Vec<usize>)> {
    let tree = &tagged.tree;
    let first = *elements.first()?;
    let common = tree
        .ancestors(first)
        .find(|whole| elements.iter().all(|element| tree.is_within(*element, *whole)))?;
    let branch = |element: &usize| {
        std::iter::once(*element)
            .chain(tree.ancestors(*element))
            .find(|step| tree.parent(*step) == Some(common))
    };
    let branches: Option<Vec<usize>> = elements.iter().map(branch).collect();
    Some((common, branches?))
}
