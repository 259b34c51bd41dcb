//! What the office decided of a finding, on record.

use crate::text::Lang;

/// A decision of the office on a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The key of the finding, by which the decision is found.
    pub key: String,
    /// What was decided.
    pub verdict: Verdict,
    /// Why (giải trình).
    pub reason: String,
    /// Who decided it.
    pub by: String,
    /// By which document or call.
    pub basis: String,
}

/// What may be decided of a finding itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The unit was asked again; nothing changes until it answers.
    Asked,
    /// It is accepted, with its reason.
    Accepted,
}

impl Verdict {
    /// What was decided: `đã chấp nhận`.
    pub fn in_words(self, lang: Lang) -> &'static str {
        match self {
            Self::Asked => lang.pick("đã hỏi lại đơn vị", "the unit was asked again"),
            Self::Accepted => lang.pick("đã chấp nhận", "accepted"),
        }
    }

    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
        }
    }
}

impl Decided {
    /// The decision in one line: what, why, who, by what.
    pub fn in_words(&self, lang: Lang) -> String {
        let named = |vi: &str, en: &str, text: &str| {
            (!text.is_empty()).then(|| format!("{}: {text}", lang.pick(vi, en)))
        };
        let details: Vec<String> = [
            named("lý do", "reason", &self.reason),
            named("người quyết định", "decided by", &self.by),
            named("căn cứ", "basis", &self.basis),
        ]
        .into_iter()
        .flatten()
        .collect();
        let verdict = self.verdict.in_words(lang);
        if details.is_empty() {
            return verdict.to_owned();
        }
        format!("{verdict} ({})", details.join("; "))
    }
}
