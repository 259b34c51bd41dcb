//! Why a draft is not fit to be signed, as it stands on the face of its documents.

use super::PackRun;
use crate::check;
use crate::diagnostic::{Code, Finding, Findings};
use crate::model::Period;
use crate::pack::Consolidated;
use crate::report::{EXPLAINED, Holds, Marking};
use crate::trace::LEDGER_FILE;

/// What is open in a draft.
pub(super) struct Unfit {
    errors: Errors,
    gaps: Gaps,
    /// Returns that came and that are due.
    returns: (usize, usize),
}

/// How many errors a draft has.
struct Errors {
    all: usize,
    /// Of these, on returns of periods that are no part of the report's.
    earlier: usize,
    /// Besides, files that were not read: they may be returns, or letters that lie among them.
    unread: usize,
}

/// Which figures lack units.
struct Gaps {
    /// Whether any does of the run, or beside it on a form.
    of_run: bool,
    /// Whether the office has accepted, with its reason, that they do.
    accepted: bool,
}

impl Unfit {
    /// Of a pack's draft; `errors` are those that forbid signing.
    pub(super) fn of(pack: &PackRun, errors: usize, findings: &Findings) -> Self {
        let unread = findings.errors().filter(|finding| is_unread(finding)).count();
        let status = &pack.status;
        Self {
            errors: Errors {
                all: errors.saturating_sub(unread),
                earlier: errors_before(&pack.data, findings),
                unread,
            },
            gaps: Gaps {
                of_run: check::has_partial_totals(&pack.data),
                accepted: check::gaps_are_accepted(findings),
            },
            returns: (status.returns_received, status.returns_due),
        }
    }

    /// The lines that mark a document, none for a clean one.
    pub(super) fn marks(&self, marking: Marking) -> Vec<String> {
        let mut marks = self.errors.marks();
        let is_partial = self.gaps.of_run || marking.prints_partial;
        // In a text each figure says itself how many units it has, so what the office has accepted
        // need not stand on its face; the cells of a form hold numbers that say nothing.
        let is_told_by_figures = self.gaps.accepted && marking.holds == Holds::Text;
        marks.extend(self.of_gaps(marking.prints_partial).filter(|_| !is_told_by_figures));
        let is_unfit = !marks.is_empty();
        if is_partial {
            marks.push(EXPLAINED.to_owned());
        }
        if is_unfit {
            marks.push(format!("Chi tiết: trang tính «Phát hiện» của {LEDGER_FILE}"));
        }
        marks
    }

    /// What is told of figures that lack units.
    fn of_gaps(&self, prints_partial: bool) -> Option<String> {
        let (received, due) = self.returns;
        let told = if received < due {
            &*format!("ĐÃ NHẬN {received}/{due} BIỂU")
        } else if self.gaps.of_run {
            "CÒN Ô TRỐNG HOẶC Ô KHÔNG DÙNG ĐƯỢC"
        } else if prints_partial {
            return Some("SỐ LIỆU KỲ TRƯỚC IN KÈM CHƯA ĐẦY ĐỦ".to_owned());
        } else {
            return None;
        };
        let accepted = if self.gaps.accepted { " (CƠ QUAN ĐÃ CHẤP NHẬN)" } else { "" };
        Some(format!("SỐ LIỆU CHƯA ĐẦY ĐỦ - {told}{accepted}"))
    }
}

impl Errors {
    fn marks(&self) -> Vec<String> {
        let earlier = match self.earlier {
            0 => String::new(),
            earlier => format!(" (TRONG ĐÓ {earlier} LỖI Ở CÁC KỲ TRƯỚC)"),
        };
        let mut left = Vec::new();
        if self.all > 0 {
            left.push(format!("{} LỖI SỐ LIỆU{earlier}", self.all));
        }
        if self.unread > 0 {
            left.push(format!("{} TỆP CHƯA ĐỌC ĐƯỢC", self.unread));
        }
        if left.is_empty() {
            return Vec::new();
        }
        vec![format!("DỰ THẢO - CÒN {}, CHƯA ĐƯỢC TRÌNH KÝ", left.join(", "))]
    }
}

/// Whether an error is that a file could not be read as a return at all.
fn is_unread(finding: &Finding) -> bool {
    matches!(
        finding.code,
        Code::E101
            | Code::E102
            | Code::E103
            | Code::E104
            | Code::E105
            | Code::E106
            | Code::E107
            | Code::E109
            | Code::E117
            | Code::E118
            | Code::E119
            | Code::E120
            | Code::E121
            | Code::E122
            | Code::E126
    )
}

/// Errors that concern nothing but earlier periods than the run's.
fn errors_before(data: &Consolidated, findings: &Findings) -> usize {
    let made_of = data.made_of();
    let is_earlier = |period: &Period| {
        !made_of.contains(period)
            && !data.period.contains(*period)
            && !period.ends_after(data.period)
    };
    let concerns = |finding: &&Finding| {
        let periods = finding.scope.iter().filter_map(|name| name.parse::<Period>().ok());
        let periods: Vec<Period> = periods.collect();
        !periods.is_empty() && periods.iter().all(is_earlier)
    };
    findings.errors().filter(concerns).count()
}
