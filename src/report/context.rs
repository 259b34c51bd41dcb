//! The names a template may use besides figures: the office, the period, the units, the targets.

use chrono::NaiveDate;
use serde::Serialize;

use super::origins;
use super::printing::WITHHELD;
use super::prose::CITES;
use super::scope::Scope;
use super::unexplained::STARS;
use crate::citation::{Style, restyled};
use crate::frame;
use crate::model::{Adjusted, Letterhead, OrgIx, OrgUnitKind, State};
use crate::pack::judge::{self, TargetResult};
use crate::pack::period_words::in_words as period_in_words;
use crate::pack::{Consolidated, NONE_OCCURRED};
use crate::profile::Profile;
use crate::template::Shape;
use crate::text::{self, Lang};
use crate::trace::{Correction, DecisionLine};

/// How complete the returns are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Units that owe a return.
    pub due: usize,
    /// Units whose return was taken.
    pub received: usize,
    /// Units of which a return that is due was not taken.
    pub lacking: Vec<OrgIx>,
    /// Returns that are due, the office's own included.
    pub returns_due: usize,
    /// Returns that were taken.
    pub returns_received: usize,
    /// Whether the totals may be called final, where the pack says when they may.
    pub is_final: Option<bool>,
}

/// Title of who signs for a committee of the Party, where nobody has said another.
const SECRETARY: &str = "Bí thư";

/// Where whoever signs writes the place.
const PLACE_TO_WRITE: &str = "…………";

/// Names of everything in a context, for checking templates before there are figures.
pub(super) const VARIABLES: [&str; 10] = [
    "co_quan",
    "ky",
    "don_vi",
    "cac_don_vi",
    "muc_tieu",
    "tinh_trang",
    "quyet_dinh",
    "dieu_chinh_ky_truoc",
    "ngay_van_ban",
    NONE_OCCURRED,
];

/// Functions and filters of figures and of sentences.
pub(super) const CONTEXT_FUNCTIONS: [&str; 18] = [
    "so",
    "dieu_chinh",
    "co",
    "co_bieu",
    "gia_tri",
    "so_sanh",
    "so_sanh_duoc",
    "ty_trong",
    "liet_ke",
    "liet_ke_phan",
    "ngay",
    "ngay_so",
    "can",
    "dem",
    "y_kien",
    "khong_y_kien",
    "khong_ai_neu",
    CITES,
];

/// What is known of the variables of a context before there is one: the fields of each.
pub(super) fn shape() -> Shape {
    let letterhead = Letterhead { recipients: vec![String::new()], ..Letterhead::default() };
    let unit = || Unit::default();
    let year = YearWords { ma: String::new(), ten: String::new(), tron_nam: true };
    let example = Context {
        co_quan: office(&letterhead),
        ky: PeriodWords {
            ma: String::new(),
            ten: String::new(),
            nam: vec![0],
            cac_nam: vec![year],
            so_nam: 0,
            ngay_cuoi: String::new(),
        },
        don_vi: SigningUnit::default(),
        cac_don_vi: vec![unit()],
        muc_tieu: vec![TargetWords::default()],
        tinh_trang: StatusWords {
            phai_nop: 0,
            da_nop: 0,
            tinh_chat: "",
            che_so: "",
            pham_vi: String::new(),
            chua_nop: vec![""],
            han_bo_sung: String::new(),
        },
        quyet_dinh: vec![DecisionWords::default()],
        dieu_chinh_ky_truoc: vec![CorrectionWords::default()],
        ngay_van_ban: String::new(),
        khong_phat_sinh: "",
    };
    serde_json::to_value(example).map_or(Shape::Any, |value| Shape::of(&value))
}

#[derive(Serialize)]
struct Context<'a> {
    co_quan: Office<'a>,
    ky: PeriodWords,
    don_vi: SigningUnit<'a>,
    cac_don_vi: Vec<Unit<'a>>,
    muc_tieu: Vec<TargetWords>,
    tinh_trang: StatusWords<'a>,
    /// Figures that the office adjusted.
    quyet_dinh: Vec<DecisionWords<'a>>,
    /// Figures of earlier periods that are others than were sealed.
    dieu_chinh_ky_truoc: Vec<CorrectionWords>,
    ngay_van_ban: String,
    /// The tick of a form, which nobody but the unit itself sets.
    khong_phat_sinh: &'static str,
}

#[derive(Serialize)]
pub(super) struct Office<'a> {
    ten: &'a str,
    cap_tren: &'a str,
    ky_hieu: &'a str,
    dia_danh: &'a str,
    chuc_vu: &'a str,
    nguoi_ky: &'a str,
    noi_nhan: &'a [String],
}

#[derive(Serialize)]
struct PeriodWords {
    ma: String,
    ten: String,
    nam: Vec<u16>,
    cac_nam: Vec<YearWords>,
    so_nam: usize,
    ngay_cuoi: String,
}

/// A year of the period, or the part of one that lies in it.
#[derive(Serialize)]
struct YearWords {
    ma: String,
    ten: String,
    tron_nam: bool,
}

#[derive(Default, Serialize)]
struct Unit<'a> {
    ma: &'a str,
    ten: &'a str,
    loai: &'static str,
    cap_uy: &'static str,
    /// The unit directly above, for tables that group units; empty for the topmost one.
    truc_thuoc: &'a str,
    ma_truc_thuoc: &'a str,
}

/// The unit whose form it is, with what stands where it signs.
#[derive(Default, Serialize)]
struct SigningUnit<'a> {
    #[serde(flatten)]
    unit: Unit<'a>,
    /// By whose authority (`T/M ĐẢNG ỦY`); empty for who signs as head of an agency.
    thay_mat: String,
    chuc_vu: String,
    nguoi_ky: &'a str,
    /// Place and day, or places to write them in.
    ngay_ky: String,
}

/// Who signs a form that a unit fills in: the office does not know.
static NOBODY: Letterhead = Letterhead {
    name: String::new(),
    superior: String::new(),
    symbol: String::new(),
    place: String::new(),
    signer_title: String::new(),
    signer_name: String::new(),
    recipients: Vec::new(),
};

impl<'a> SigningUnit<'a> {
    /// By what authority who signs for the office does is what its documents say. Of a form that is
    /// filled in and signed by the unit only its kind is known.
    fn new(unit: Unit<'a>, facts: &Facts<'a>) -> Self {
        let Facts { letterhead, date, .. } = *facts;
        let letterhead = if facts.signed_by_unit { &NOBODY } else { letterhead };
        let (title, on_behalf) = match letterhead.signer_title.trim() {
            "" => (SECRETARY, format!("T/M {}", unit.cap_uy)),
            title => {
                let lines = facts.profile.map(|profile| frame::authority(profile, letterhead));
                (title, lines.unwrap_or_default().join("\n").to_uppercase())
            }
        };
        let place = match letterhead.place.trim() {
            "" | "…" => PLACE_TO_WRITE,
            place => place,
        };
        let day = date.map_or_else(
            || text::date::open(None, Lang::Vi),
            |date| text::date::long(date, Lang::Vi),
        );
        Self {
            thay_mat: on_behalf,
            chuc_vu: title.to_uppercase(),
            nguoi_ky: &letterhead.signer_name,
            ngay_ky: format!("{place}, {day}"),
            unit,
        }
    }
}

#[derive(Default, Serialize)]
struct TargetWords {
    ma: String,
    ten: String,
    nguong: String,
    gia_tri: String,
    ket_qua: &'static str,
    vi_sao: String,
    cach_tinh: String,
    co_so: String,
    can_cu: String,
}

/// A figure that the office adjusted.
#[derive(Default, Serialize)]
struct DecisionWords<'a> {
    don_vi: &'a str,
    ky: &'a str,
    bieu: &'a str,
    so_lieu: &'a str,
    da_bao_cao: &'a str,
    sau_dieu_chinh: String,
    ly_do: &'a str,
    nguoi_quyet_dinh: &'a str,
    can_cu: &'a str,
}

/// A figure of an earlier period that is other than it was sealed.
#[derive(Default, Serialize)]
struct CorrectionWords {
    ma_don_vi: String,
    don_vi: String,
    ma_ky: String,
    ky: String,
    ky_hieu: String,
    so_lieu: String,
    don_vi_tinh: String,
    da_chot: String,
    nay: String,
    chenh_lech: String,
    van_ban: String,
    nguyen_nhan: String,
}

#[derive(Serialize)]
struct StatusWords<'a> {
    phai_nop: usize,
    da_nop: usize,
    tinh_chat: &'static str,
    /// What the stars of a document for others stand for; empty where there can be none.
    che_so: &'static str,
    /// Of whom the figures are; empty where they are of all.
    pham_vi: String,
    /// Names of the units of which a return is still due.
    chua_nop: Vec<&'a str>,
    /// The day by which these are to come, or a place to write it.
    han_bo_sung: String,
}

/// What a context says besides the figures.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) letterhead: &'a Letterhead,
    /// The rules by which the office's documents look.
    pub(super) profile: Option<&'a Profile>,
    /// Whether the unit signs, and not who signs for the office.
    pub(super) signed_by_unit: bool,
    pub(super) date: Option<NaiveDate>,
    pub(super) status: &'a Status,
    /// Decisions of the office that hold.
    pub(super) decisions: &'a [DecisionLine],
    /// Figures of earlier periods that are others than were sealed.
    pub(super) corrections: &'a [Correction],
    /// The day by which units are to send what is still due.
    pub(super) mend_by: Option<NaiveDate>,
    pub(super) style: Style,
    /// Whether stars in the document are explained, if there can be any.
    pub(super) explains_stars: bool,
}

/// The context of a document of a pack.
pub(super) fn context(
    data: &Consolidated,
    facts: Facts<'_>,
) -> Result<tera::Context, tera::Error> {
    let Facts { letterhead, date, status, mend_by, style, explains_stars, .. } = facts;
    let decided = facts.decisions.iter().filter_map(|line| decision_words(data, line));
    let period = data.period;
    let unit = |org| {
        let kind = data.tree.get(org).map(|unit| unit.kind);
        let above = data.tree.ancestors(org).nth(1);
        Unit {
            truc_thuoc: above.map_or("", |above| data.tree.name(above)),
            ma_truc_thuoc: above.map_or("", |above| data.tree.code(above)),
            ma: data.tree.code(org),
            ten: data.tree.name(org),
            loai: kind.map_or("", OrgUnitKind::name),
            cap_uy: if kind.is_some_and(OrgUnitKind::is_cell) {
                "CHI BỘ"
            } else {
                "ĐẢNG ỦY"
            },
        }
    };
    let open = || text::date::open(None, Lang::Vi);
    // The day of an earlier period that nobody has changed is worse than none.
    let mend_by = mend_by.filter(|day| *day > data.pack.calendar.last_day(period));
    tera::Context::from_serialize(&Context {
        co_quan: office(letterhead),
        ky: PeriodWords {
            ma: period.to_string(),
            ten: period_in_words(period),
            nam: (period.first_year()..=period.last_year()).collect(),
            cac_nam: period
                .by_year()
                .map(|part| YearWords {
                    ma: part.to_string(),
                    ten: period_in_words(part),
                    tron_nam: part.is_whole_years(),
                })
                .collect(),
            so_nam: usize::from(period.last_year() - period.first_year()) + 1,
            ngay_cuoi: text::date::short(data.pack.calendar.last_day(period)),
        },
        don_vi: SigningUnit::new(unit(data.office), &facts),
        cac_don_vi: data.units.iter().map(|org| unit(*org)).collect(),
        muc_tieu: judge::judge_targets(data, data.office)
            .iter()
            .map(|result| target_words(data, result, style))
            .collect(),
        tinh_trang: StatusWords {
            phai_nop: status.due,
            da_nop: status.received,
            tinh_chat: match status.is_final {
                Some(true) => "số liệu chính thức",
                Some(false) => "số liệu sơ bộ",
                None => "",
            },
            che_so: if explains_stars && withholds(data) { STARS } else { "" },
            pham_vi: scope_in_words(data),
            chua_nop: status.lacking.iter().map(|org| data.tree.name(*org)).collect(),
            han_bo_sung: mend_by.map_or_else(open, |day| text::date::long(day, Lang::Vi)),
        },
        quyet_dinh: decided.collect(),
        dieu_chinh_ky_truoc: facts.corrections.iter().map(correction_words).collect(),
        ngay_van_ban: date.map_or_else(open, |date| text::date::long(date, Lang::Vi)),
        khong_phat_sinh: "",
    })
}

/// Of whom the figures are, and which of them their units did not send themselves.
fn scope_in_words(data: &Consolidated) -> String {
    let said = [Scope::of(data).in_words(data), origins::in_sentences(data)];
    let said: Vec<String> = said.into_iter().filter(|said| !said.is_empty()).collect();
    said.join(" ")
}

fn correction_words(of: &Correction) -> CorrectionWords {
    CorrectionWords {
        ma_don_vi: of.unit_code.clone(),
        don_vi: of.unit.clone(),
        ma_ky: of.period.to_string(),
        ky: period_in_words(of.period),
        ky_hieu: of.path.clone(),
        so_lieu: of.label.clone(),
        don_vi_tinh: of.measure.clone(),
        da_chot: Correction::value(of.before, Lang::Vi),
        nay: Correction::value(of.after, Lang::Vi),
        chenh_lech: of.difference(Lang::Vi),
        van_ban: of.document.clone(),
        nguyen_nhan: of.cause.clone(),
    }
}

/// A figure of one of the pack's returns that the office adjusted.
fn decision_words<'a>(
    data: &Consolidated,
    line: &'a DecisionLine,
) -> Option<DecisionWords<'a>> {
    let value = line.value.as_ref()?;
    data.pack.forms.iter().find(|form| form.code == line.form)?;
    Some(DecisionWords {
        don_vi: &line.unit,
        ky: &line.period,
        bieu: &line.form_name,
        so_lieu: &line.subject,
        da_bao_cao: if line.stood.trim().is_empty() { "(trống)" } else { &line.stood },
        sau_dieu_chinh: match value {
            Adjusted::Number(value) => text::number::exact(value.normalize(), Lang::Vi),
            Adjusted::Words(words) => words.clone(),
        },
        ly_do: &line.reason,
        nguoi_quyet_dinh: &line.by,
        can_cu: &line.basis,
    })
}

/// Whether there are figures or words that others must not see.
fn withholds(data: &Consolidated) -> bool {
    data.pack.texts.iter().any(|text| text.sensitive)
        || data.figures.iter().any(|(_, figure)| figure.state == State::Withheld)
}

/// Whether a target is judged by figures that others must not see.
pub(super) fn withholds_a_target(data: &Consolidated) -> bool {
    judge::judge_targets(data, data.office)
        .iter()
        .any(|result| judge::shown_value(data, result, Lang::Vi).contains(WITHHELD))
}

/// The office, as every template names it.
pub(super) fn office(letterhead: &Letterhead) -> Office<'_> {
    Office {
        ten: &letterhead.name,
        cap_tren: &letterhead.superior,
        ky_hieu: &letterhead.symbol,
        dia_danh: &letterhead.place,
        chuc_vu: &letterhead.signer_title,
        nguoi_ky: &letterhead.signer_name,
        noi_nhan: &letterhead.recipients,
    }
}

fn target_words(data: &Consolidated, result: &TargetResult<'_>, style: Style) -> TargetWords {
    let target = result.target;
    let name = if target.every_year {
        format!("{} - {}", target.name, period_in_words(result.period))
    } else {
        target.name.clone()
    };
    TargetWords {
        ma: target.code.clone(),
        ten: name,
        nguong: judge::shown_threshold(data, result, Lang::Vi),
        gia_tri: judge::shown_value(data, result, Lang::Vi),
        ket_qua: judge::shown_judgement(result, Lang::Vi),
        vi_sao: judge::reason(data, result, Lang::Vi),
        cach_tinh: target.reading.name.clone(),
        co_so: target.reading.base.clone(),
        can_cu: restyled(&judge::shown_source(data, target, Lang::Vi), style),
    }
}
