//! Which tags belong together: `for … else … endfor`, `if … elif … else … endif`, and the blocks
//! of `with`, `set` and `filter`.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::sites::{Site, Tagged};
use crate::template::engine::{Statement, TagKind};
use crate::template::{Limit, ProblemKind};

/// Blocks may be nested this deep; those who write templates stay far below.
const DEEPEST: usize = 100;

/// Different names that may be `set` in a part.
const MOST_SET: usize = 300;

/// The limit that so many open blocks, or names `set`, exceed.
fn beyond(open: usize, set: usize) -> Option<Limit> {
    if open > DEEPEST {
        return Some(Limit::Depth(DEEPEST));
    }
    (set > MOST_SET).then_some(Limit::Names(MOST_SET))
}

/// Tags that belong together, as indexes of sites in document order.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The tag that opens.
    pub(super) open: usize,
    /// `else` and `elif`.
    pub(super) middles: Vec<usize>,
    /// The tag that closes.
    pub(super) close: usize,
}

impl Group {
    /// All tags in document order.
    pub(super) fn sites(&self) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(self.open)
            .chain(self.middles.iter().copied())
            .chain(std::iter::once(self.close))
    }
}

/// The blocks of a part.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Every block that is opened and closed.
    pub(super) groups: Vec<Group>,
    /// Per site: the names that loops around it and `set` before it bind.
    pub(super) bound: Vec<Arc<BTreeSet<String>>>,
    /// What does not fit together: site and problem.
    pub(super) problems: Vec<(usize, ProblemKind)>,
}

/// A block that waits for its end.
struct Open<'a> {
    site: usize,
    middles: Vec<usize>,
    has_else: bool,
    end: &'static str,
    names: Vec<&'a str>,
}

impl Blocks {
    /// Pairs the tags of a part.
    pub(super) fn new(tagged: &Tagged<'_>) -> Self {
        let mut blocks = Self::default();
        let mut open: Vec<Open<'_>> = Vec::new();
        let mut set: BTreeSet<String> = BTreeSet::new();
        for (index, site) in tagged.sites.iter().enumerate() {
            let names = open.iter().flat_map(|open| &open.names);
            let names = names.map(|name| (*name).to_owned()).chain(set.iter().cloned());
            blocks.bind(names.collect());
            if let Some(limit) = beyond(open.len(), set.len()) {
                blocks.problems.push((index, ProblemKind::Limit(limit)));
                blocks.bound.resize(tagged.sites.len(), Arc::default());
                return blocks;
            }
            if site.kind == TagKind::Statement {
                blocks.statement(index, site, tagged, &mut open);
                if matches!(
                    Statement::parse(&site.code),
                    Statement::Set { .. } | Statement::With
                ) {
                    set.extend(Statement::assigned(&site.code));
                }
            }
        }
        for block in open {
            blocks.unclosed(&block, tagged);
        }
        blocks
    }

    /// Notes which names are bound at the next tag; tags with the same share one list.
    fn bind(&mut self, names: BTreeSet<String>) {
        let same = self.bound.last().filter(|last| ***last == names).cloned();
        self.bound.push(same.unwrap_or_else(|| Arc::new(names)));
    }

    fn statement<'a>(
        &mut self,
        index: usize,
        site: &'a Site,
        tagged: &Tagged<'_>,
        open: &mut Vec<Open<'a>>,
    ) {
        let statement = Statement::parse(&site.code);
        if let Some(end) = statement.end_word() {
            let names = match &statement {
                Statement::For { names } => names.iter().copied().chain(["loop"]).collect(),
                _ => Vec::new(),
            };
            open.push(Open { site: index, middles: Vec::new(), has_else: false, end, names });
            return;
        }
        match &statement {
            Statement::Elif | Statement::Else => {
                // `for` has no `elif`, others have neither, and nothing comes after `else`.
                let fits = |open: &&mut Open<'_>| match open.end {
                    "endif" => !open.has_else,
                    "endfor" => !open.has_else && statement == Statement::Else,
                    _ => false,
                };
                match open.last_mut().filter(fits) {
                    Some(block) => {
                        block.middles.push(index);
                        block.has_else = statement == Statement::Else;
                    }
                    None => self.unopened(index, site),
                }
            }
            Statement::EndFor => self.close(index, "endfor", tagged, open),
            Statement::EndIf => self.close(index, "endif", tagged, open),
            Statement::Jump if !open.iter().any(|block| block.end == "endfor") => {
                self.unopened(index, site);
            }
            Statement::EndSet => self.close(index, "endset", tagged, open),
            Statement::EndWith => self.close(index, "endwith", tagged, open),
            Statement::EndFilter => self.close(index, "endfilter", tagged, open),
            _ => {}
        }
    }

    /// Closes the innermost block that ends so; those opened since are left open.
    fn close(
        &mut self,
        index: usize,
        end: &str,
        tagged: &Tagged<'_>,
        open: &mut Vec<Open<'_>>,
    ) {
        let Some(at) = open.iter().rposition(|block| block.end == end) else {
            if let Some(site) = tagged.sites.get(index) {
                self.unopened(index, site);
            }
            return;
        };
        for forgotten in open.drain(at + 1..).collect::<Vec<_>>() {
            self.unclosed(&forgotten, tagged);
        }
        if let Some(block) = open.pop() {
            self.groups.push(Group { open: block.site, middles: block.middles, close: index });
        }
    }

    fn unclosed(&mut self, block: &Open<'_>, tagged: &Tagged<'_>) {
        let code =
            tagged.sites.get(block.site).map(|site| site.code.as_str()).unwrap_or_default();
        self.problems.push((block.site, ProblemKind::Unclosed(format!("{{% {code} %}}"))));
    }

    fn unopened(&mut self, index: usize, site: &Site) {
        self.problems.push((index, ProblemKind::Unopened(format!("{{% {} %}}", site.code))));
    }
}
