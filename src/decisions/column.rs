//! The columns of the sheet of decisions.

use crate::text;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The key of the finding.
    Key,
    /// The period it is about.
    Period,
    /// The unit it is about.
    Unit,
    /// The form it is about.
    Form,
    /// How bad it is.
    Severity,
    /// Its code.
    Code,
    /// Where it is.
    Place,
    /// What it says.
    Message,
    /// What to do.
    Remedy,
    /// What can be chosen.
    Options,
    /// What the office decides.
    Decision,
    /// The number of what is chosen.
    Choice,
    /// The cell that is adjusted.
    Cell,
    /// What stands in it.
    Stood,
    /// The figure that counts.
    Value,
    /// Why.
    Reason,
    /// Who decides.
    By,
    /// By which document or call.
    Basis,
    /// What became of it.
    Status,
}

impl Column {
    /// All columns, from left to right.
    pub(super) const ALL: [Self; 19] = [
        Self::Key,
        Self::Period,
        Self::Unit,
        Self::Form,
        Self::Severity,
        Self::Code,
        Self::Place,
        Self::Message,
        Self::Remedy,
        Self::Options,
        Self::Decision,
        Self::Choice,
        Self::Cell,
        Self::Stood,
        Self::Value,
        Self::Reason,
        Self::By,
        Self::Basis,
        Self::Status,
    ];

    /// Its heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Key => "Mã việc",
            Self::Period => "Kỳ",
            Self::Unit => "Đơn vị",
            Self::Form => "Biểu",
            Self::Severity => "Mức",
            Self::Code => "Mã",
            Self::Place => "Vị trí",
            Self::Message => "Nội dung",
            Self::Remedy => "Việc nên làm",
            Self::Options => "Các phương án",
            Self::Decision => "Quyết định",
            Self::Choice => "Phương án chọn",
            Self::Cell => "Ô",
            Self::Stood => "Số đang có",
            Self::Value => "Số mới",
            Self::Reason => "Lý do, giải trình",
            Self::By => "Người quyết định",
            Self::Basis => "Căn cứ",
            Self::Status => "Tình trạng",
        }
    }

    /// Its width, in characters.
    pub(super) const fn width(self) -> u16 {
        match self {
            Self::Key => 11,
            Self::Period | Self::Severity | Self::Stood | Self::Value => 9,
            Self::Unit | Self::Form | Self::Reason => 20,
            Self::Code => 6,
            Self::Place | Self::Options => 22,
            Self::Message => 38,
            Self::Remedy => 26,
            Self::Choice => 8,
            Self::Decision | Self::Cell => 12,
            Self::By | Self::Basis | Self::Status => 15,
        }
    }

    /// Whether it holds words of this program about a finding, which are told nowhere else.
    pub(super) const fn is_worded(self) -> bool {
        matches!(self, Self::Place | Self::Message | Self::Remedy | Self::Options)
    }

    /// Whether a person fills it in.
    pub(super) const fn is_input(self) -> bool {
        matches!(
            self,
            Self::Decision
                | Self::Choice
                | Self::Cell
                | Self::Value
                | Self::Reason
                | Self::By
                | Self::Basis
        )
    }

    /// The column with this heading.
    pub(super) fn of_heading(text: &str) -> Option<Self> {
        let key = text::key::of(text);
        Self::ALL.into_iter().find(|column| text::key::of(column.heading()) == key)
    }
}
