//! A template of a pack, tried with made-up figures before there are returns.

use super::files::FolderFiles;
use super::lint::{Known, Names};
use super::made_up::made_up;
use super::templates::Kind;
use crate::model::Period;
use crate::pack::Pack;
use crate::report::Rehearsal;
use crate::template::{Files, NoFiles, Problem, ProblemKind};

/// What is wrong with the calls of a template, told by filling it; nothing where it is not known
/// whose figures it prints.
pub(super) fn problems(
    known: &Known,
    template: &[u8],
    kind: Kind,
    period: Option<Period>,
) -> Vec<Problem> {
    let Some(pack) = pack_of(known, template) else { return Vec::new() };
    let folder = known.root.as_ref().map(|root| FolderFiles::new(root));
    let files: &dyn Files = folder.as_ref().map_or(&NoFiles, |folder| folder);
    let figures = made_up(pack, period);
    let rehearsal = Rehearsal { figures: &figures, citations: &known.citations, files };
    rehearsal.problems(template, kind == Kind::Excel)
}

/// Whether what is known of a template says what filling it said again, in the words of the function
/// that was called.
pub(super) fn says_as_much(known: &Problem, tried: &Problem) -> bool {
    if known.place != tried.place {
        return false;
    }
    match (&known.kind, &tried.kind) {
        (ProblemKind::UnknownName { name, .. }, ProblemKind::Evaluation(reason)) => {
            reason.contains(&format!("`{name}`"))
        }
        (
            ProblemKind::Syntax(known) | ProblemKind::Unresolved { vi: known, .. },
            ProblemKind::Evaluation(reason),
        ) => known == reason,
        (known, tried) => known == tried,
    }
}

/// The pack that a template belongs to, or the only one.
fn pack_of<'k>(known: &'k Known, template: &[u8]) -> Option<&'k Pack> {
    let Names::Packs(names) = &known.names else { return None };
    let own = names.packs.iter().map(|known| &known.pack).find(|pack| {
        let printed = pack.reports.iter().chain(&pack.tables).map(|document| &document.bytes);
        let mut all = printed.chain(pack.forms.iter().map(|form| &form.bytes));
        all.any(|bytes| bytes == template)
    });
    match names.packs.as_slice() {
        [only] => Some(&only.pack),
        _ => own,
    }
}
