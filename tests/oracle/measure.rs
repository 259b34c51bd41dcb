//! What is measured: the figures of the test pack, each with how it adds up.
//!
//! The pack that the program reads and the truth that it is held against are both made from here,
//! so they speak of the same figures; neither knows how the program works any of them out.

/// Between whom a member moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// Within one section committee (đảng bộ bộ phận).
    Section,
    /// Within one grass-roots committee (đảng bộ cơ sở), but not within one section.
    Grassroots,
    /// Anywhere else.
    Far,
}

/// One figure of the test pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    Opening,
    Members,
    MembersWomen,
    Admitted,
    AdmittedWomen,
    MeanAge,
    Died,
    MovedIn,
    MovedInBy(Route),
    MovedOut,
    MovedOutBy(Route),
    Rise,
    Fall,
    Meetings,
    Attended,
    MustAttend,
    ShortestMeeting,
    LongestMeeting,
    OldestSecretary,
    Rooms,
    Snapshot,
    Class,
    ClassGood,
    ClassFair,
    ClassPoor,
    Plan,
}

/// How the figures of units make the figure of the unit above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverUnits {
    Sum,
    Mean,
    Min,
    Max,
    None,
}

/// How the figures of periods make the figure of a longer or a discrete one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverPeriods {
    Sum,
    Last,
    First,
    Min,
    Max,
    None,
}

use Measure as M;
use Route::{Far, Grassroots, Section};

/// Every figure, element by element, its total first: the order of the program's export.
pub const ALL: [Measure; 30] = [
    M::Opening,
    M::Members,
    M::MembersWomen,
    M::Admitted,
    M::AdmittedWomen,
    M::MeanAge,
    M::Died,
    M::MovedIn,
    M::MovedInBy(Section),
    M::MovedInBy(Grassroots),
    M::MovedInBy(Far),
    M::MovedOut,
    M::MovedOutBy(Section),
    M::MovedOutBy(Grassroots),
    M::MovedOutBy(Far),
    M::Rise,
    M::Fall,
    M::Meetings,
    M::Attended,
    M::MustAttend,
    M::ShortestMeeting,
    M::LongestMeeting,
    M::OldestSecretary,
    M::Rooms,
    M::Snapshot,
    M::Class,
    M::ClassGood,
    M::ClassFair,
    M::ClassPoor,
    M::Plan,
];

impl Measure {
    /// Element and category as the pack calls them.
    pub const fn path(self) -> (&'static str, &'static str) {
        match self {
            M::Opening => ("dau_ky", TOTAL),
            M::Members => ("dang_vien", TOTAL),
            M::MembersWomen => ("dang_vien", "nu"),
            M::Admitted => ("ket_nap", TOTAL),
            M::AdmittedWomen => ("ket_nap", "nu"),
            M::MeanAge => ("tuoi", TOTAL),
            M::Died => ("tu_tran", TOTAL),
            M::MovedIn => ("chuyen_den", TOTAL),
            M::MovedInBy(route) => ("chuyen_den", route.code()),
            M::MovedOut => ("chuyen_di", TOTAL),
            M::MovedOutBy(route) => ("chuyen_di", route.code()),
            M::Rise => ("tang", TOTAL),
            M::Fall => ("giam", TOTAL),
            M::Meetings => ("hop", TOTAL),
            M::Attended => ("luot_du", TOTAL),
            M::MustAttend => ("luot_phai_du", TOTAL),
            M::ShortestMeeting => ("hop_ngan", TOTAL),
            M::LongestMeeting => ("hop_dai", TOTAL),
            M::OldestSecretary => ("tuoi_bi_thu", TOTAL),
            M::Rooms => ("phong", TOTAL),
            M::Snapshot => ("chot", TOTAL),
            M::Class => ("xep_loai", TOTAL),
            M::ClassGood => ("xep_loai", "tot"),
            M::ClassFair => ("xep_loai", "kha"),
            M::ClassPoor => ("xep_loai", "kem"),
            M::Plan => ("ke_hoach", TOTAL),
        }
    }

    /// As a reference names it.
    pub fn reference(self) -> String {
        match self.path() {
            (element, TOTAL) => element.to_owned(),
            (element, part) => format!("{element}.{part}"),
        }
    }

    /// The label of its row on the form.
    pub const fn label(self) -> &'static str {
        match self {
            M::Opening => "Đảng viên kỳ trước chuyển sang",
            M::Members => "Tổng số đảng viên cuối kỳ",
            M::MembersWomen => "Trong tổng số: nữ",
            M::Admitted => "Kết nạp đảng viên",
            M::AdmittedWomen => "Trong kết nạp: nữ",
            M::MeanAge => "Tuổi bình quân của đảng viên mới",
            M::Died => "Từ trần",
            M::MovedIn => "Chuyển đến",
            M::MovedInBy(Section) => "Đến từ chi bộ cùng đảng bộ bộ phận",
            M::MovedInBy(Grassroots) => "Đến từ chi bộ khác cùng đảng bộ cơ sở",
            M::MovedInBy(Far) => "Đến từ nơi khác",
            M::MovedOut => "Chuyển đi",
            M::MovedOutBy(Section) => "Đi chi bộ cùng đảng bộ bộ phận",
            M::MovedOutBy(Grassroots) => "Đi chi bộ khác cùng đảng bộ cơ sở",
            M::MovedOutBy(Far) => "Đi nơi khác",
            M::Rise => "Đảng viên tăng",
            M::Fall => "Đảng viên giảm",
            M::Meetings => "Số buổi họp",
            M::Attended => "Lượt dự họp",
            M::MustAttend => "Lượt phải dự họp",
            M::ShortestMeeting => "Buổi họp ngắn nhất",
            M::LongestMeeting => "Buổi họp dài nhất",
            M::OldestSecretary => "Tuổi của bí thư",
            M::Rooms => "Phòng họp riêng",
            M::Snapshot => "Số bàn ghi tại kỳ",
            M::Class => "Xếp loại của kỳ",
            M::ClassGood => "Tốt",
            M::ClassFair => "Khá",
            M::ClassPoor => "Kém",
            M::Plan => "Chỉ tiêu kết nạp được giao",
        }
    }

    /// Unit of measure.
    pub const fn unit(self) -> &'static str {
        match self {
            M::Meetings => "buổi",
            M::Attended | M::MustAttend => "lượt người",
            M::ShortestMeeting | M::LongestMeeting => "phút",
            M::MeanAge | M::OldestSecretary => "tuổi",
            M::Rooms => "phòng",
            M::Snapshot => "bàn",
            M::Class | M::ClassGood | M::ClassFair | M::ClassPoor => "chi bộ",
            _ => "người",
        }
    }

    /// How it adds up over units.
    pub const fn over_units(self) -> OverUnits {
        match self {
            M::MeanAge => OverUnits::Mean,
            M::ShortestMeeting => OverUnits::Min,
            M::LongestMeeting | M::OldestSecretary => OverUnits::Max,
            M::Rooms => OverUnits::None,
            _ => OverUnits::Sum,
        }
    }

    /// How it adds up over periods.
    pub const fn over_periods(self) -> OverPeriods {
        match self {
            M::Opening => OverPeriods::First,
            M::Members | M::MembersWomen | M::OldestSecretary | M::Rooms => OverPeriods::Last,
            M::ShortestMeeting => OverPeriods::Min,
            M::LongestMeeting => OverPeriods::Max,
            M::Snapshot | M::Class | M::ClassGood | M::ClassFair | M::ClassPoor | M::Plan => {
                OverPeriods::None
            }
            _ => OverPeriods::Sum,
        }
    }

    /// Whether its figures have decimals.
    pub const fn is_decimal(self) -> bool {
        matches!(self, M::MeanAge | M::ShortestMeeting | M::LongestMeeting | M::OldestSecretary)
    }

    /// Whether a return also says what it was in the same period of the year before.
    pub const fn is_recalled(self) -> bool {
        matches!(self, M::Members | M::Admitted | M::Died)
    }

    /// Whether moves between units are in it.
    pub const fn has_moves(self) -> bool {
        matches!(
            self,
            M::MovedIn | M::MovedInBy(_) | M::MovedOut | M::MovedOutBy(_) | M::Rise | M::Fall
        )
    }

    /// Whether it stands on the form; what does not is given in the office's settings.
    pub const fn is_on_form(self) -> bool {
        !matches!(self, M::Plan)
    }

    /// The row of the form that it is given in.
    pub const fn row(self) -> Self {
        match self {
            M::ClassGood | M::ClassFair | M::ClassPoor => M::Class,
            other => other,
        }
    }
}

/// Code of the total of a breakdown.
const TOTAL: &str = "tong";

impl Route {
    /// The routes whose moves cancel in a total.
    pub const CANCELLING: [Self; 2] = [Section, Grassroots];

    /// Code of the category.
    pub const fn code(self) -> &'static str {
        match self {
            Section => "bo_phan",
            Grassroots => "dang_bo",
            Far => "noi_khac",
        }
    }
}
