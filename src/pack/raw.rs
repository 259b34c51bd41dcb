//! The TOML files of a pack as they are written, before anything in them is understood.
//!
//! Texts that are looked up later keep their place in the file, so that a wrong one can be named
//! by line.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPack {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) version: String,
    #[serde(default)]
    pub(super) note: String,
    pub(super) period: Option<Spanned<String>>,
    pub(super) periods: Option<Spanned<Vec<Spanned<String>>>>,
    pub(super) cut_off: Option<Spanned<RawCutOff>>,
    #[serde(rename = "final")]
    pub(super) finality: Option<RawFinality>,
    pub(super) overview: Option<RawOverview>,
    pub(super) unusual: Option<RawUnusual>,
    #[serde(default)]
    pub(super) others: RawOthers,
    #[serde(default)]
    pub(super) form: Vec<RawForm>,
    #[serde(default)]
    pub(super) table: Vec<RawDocument>,
    #[serde(default)]
    pub(super) report: Vec<RawDocument>,
}

/// What others may see of the figures.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOthers {
    /// Units of measure of which small counts are withheld; people where nothing is said.
    pub(super) small_counts: Option<Vec<Spanned<String>>>,
}

/// `"last_day"`, or the day on which months end.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawCutOff {
    Day(u8),
    Word(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFinality {
    #[serde(default = "all_returns")]
    pub(super) received_percent: Spanned<u8>,
    #[serde(default)]
    pub(super) carried: bool,
    #[serde(default)]
    pub(super) errors: bool,
}

/// What the overview of a draft draws.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOverview {
    pub(super) trends: Option<Vec<Spanned<String>>>,
    pub(super) classes: Option<Vec<Spanned<String>>>,
}

/// What units are asked about because it is unlike others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUnusual {
    pub(super) history: Option<RawHistory>,
    pub(super) peers: Option<RawPeers>,
    pub(super) copied: Option<RawCopied>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawHistory {
    pub(super) periods: Spanned<u16>,
    pub(super) times: Spanned<RawNumber>,
    pub(super) floor: Spanned<RawNumber>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPeers {
    pub(super) units: Spanned<u16>,
    pub(super) times: Spanned<RawNumber>,
    /// What is compared, with its floor.
    pub(super) floor: BTreeMap<String, Spanned<RawNumber>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCopied {
    pub(super) figures: Spanned<u16>,
}

fn all_returns() -> Spanned<u8> {
    Spanned::new(0..0, 100)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawForm {
    pub(super) code: Spanned<String>,
    pub(super) version: String,
    pub(super) name: String,
    pub(super) file: Spanned<String>,
    pub(super) owed_by: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) only_lowest: bool,
    pub(super) output: Spanned<String>,
    #[serde(default)]
    pub(super) fill_locked: bool,
    #[serde(default)]
    pub(super) fill_formulas: bool,
    #[serde(default)]
    pub(super) cells: BTreeMap<String, Spanned<String>>,
    pub(super) instructions: Option<Spanned<String>>,
    /// What a dash in a cell of a figure stands for.
    pub(super) dash: Option<RawDash>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawDash {
    Zero,
    Blank,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDocument {
    pub(super) name: String,
    pub(super) file: Spanned<String>,
    pub(super) frame: Option<Spanned<String>>,
    pub(super) output: Spanned<String>,
    /// Whether it is meant for others than the office and its superior.
    #[serde(default)]
    pub(super) for_others: bool,
    #[serde(default)]
    pub(super) fill_locked: bool,
    #[serde(default)]
    pub(super) fill_formulas: bool,
    #[serde(default)]
    pub(super) cells: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawElements {
    #[serde(default)]
    pub(super) element: Vec<RawElement>,
    /// What headings of forms abbreviate, with the words in full.
    #[serde(default)]
    pub(super) abbreviations: BTreeMap<String, String>,
    /// By unit of measure, the words that people write behind a figure of it.
    #[serde(default)]
    pub(super) unit_words: BTreeMap<String, Spanned<Vec<String>>>,
    #[serde(default)]
    pub(super) transfer: Vec<RawTransfer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTransfer {
    pub(super) name: String,
    pub(super) within: Spanned<Vec<Spanned<String>>>,
    #[serde(rename = "in")]
    pub(super) incoming: Spanned<String>,
    #[serde(rename = "out")]
    pub(super) outgoing: Spanned<String>,
    #[serde(default, rename = "in_totals")]
    pub(super) incoming_totals: Vec<Spanned<String>>,
    #[serde(default, rename = "out_totals")]
    pub(super) outgoing_totals: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawElement {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    /// Required of whatever is counted or measured.
    pub(super) unit: Option<String>,
    #[serde(default)]
    pub(super) kind: RawKind,
    pub(super) over_units: Option<RawOverUnits>,
    pub(super) weight: Option<Spanned<String>>,
    /// Required of whatever is counted or measured.
    pub(super) over_periods: Option<RawOverPeriods>,
    #[serde(default)]
    pub(super) missing: RawMissing,
    pub(super) opening_of: Option<Spanned<String>>,
    pub(super) given_in: Option<RawGivenIn>,
    pub(super) max: Option<RawNumber>,
    /// What it is a part of, where people write `12/15`.
    pub(super) out_of: Option<Spanned<String>>,
    /// Whether it says something of people that is not for everybody.
    #[serde(default)]
    pub(super) sensitive: bool,
    #[serde(default)]
    pub(super) other_names: Vec<String>,
    #[serde(default)]
    pub(super) categories: Vec<RawCategory>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawKind {
    #[default]
    Integer,
    Decimal,
    Class,
    Text,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawOverUnits {
    #[default]
    Sum,
    WeightedMean,
    Min,
    Max,
    None,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawMissing {
    #[default]
    Partial,
    Whole,
    Carry,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawGivenIn {
    Settings,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawOverPeriods {
    Sum,
    Last,
    First,
    Min,
    Max,
    None,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCategory {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    /// Whether it says something of people that is not for everybody.
    #[serde(default)]
    pub(super) sensitive: bool,
    #[serde(default)]
    pub(super) other_names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIndicators {
    #[serde(default)]
    pub(super) indicator: Vec<RawIndicator>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawIndicator {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) other_names: Vec<String>,
    pub(super) unit: String,
    pub(super) numerator: Spanned<String>,
    pub(super) denominator: Spanned<String>,
    pub(super) factor: RawNumber,
    #[serde(default = "two")]
    pub(super) decimals: u32,
    #[serde(default)]
    pub(super) missing: RawMissingOperands,
    #[serde(default)]
    pub(super) within_a_year: bool,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawMissingOperands {
    #[default]
    Skip,
    NotDueIsZero,
    Zero,
}

fn two() -> u32 {
    2
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRules {
    #[serde(default)]
    pub(super) rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    pub(super) check: Spanned<String>,
    pub(super) instruction: String,
    #[serde(default)]
    pub(super) levels: RawLevels,
    #[serde(default)]
    pub(super) missing: RawMissingOperands,
    pub(super) tolerance: Option<RawNumber>,
    #[serde(default)]
    pub(super) formula: Option<Spanned<bool>>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawLevels {
    #[default]
    All,
    Returns,
    Branches,
    Totals,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTargets {
    #[serde(default)]
    pub(super) target: Vec<RawTarget>,
}

/// A target; its one reading stands inline, or several of them below.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTarget {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    pub(super) each: RawEach,
    pub(super) first_year: Option<u16>,
    pub(super) last_year: Option<u16>,
    #[serde(default)]
    pub(super) level: RawTargetLevel,
    #[serde(default)]
    pub(super) pace: bool,
    #[serde(default)]
    pub(super) monthly: bool,
    #[serde(default = "yes")]
    pub(super) in_use: bool,
    pub(super) default: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) reading: Vec<RawReading>,
    pub(super) indicator: Option<Spanned<String>>,
    pub(super) compare: Option<Spanned<String>>,
    pub(super) threshold: Option<RawNumber>,
    pub(super) base: Option<String>,
    pub(super) source: Option<String>,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReading {
    pub(super) code: Option<Spanned<String>>,
    pub(super) name: Option<String>,
    pub(super) indicator: Spanned<String>,
    pub(super) compare: Spanned<String>,
    pub(super) threshold: RawNumber,
    pub(super) base: String,
    pub(super) source: String,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawTargetLevel {
    #[default]
    Office,
    EachUnit,
    EachBranch,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawEach {
    Year,
    Period,
}

/// A number in TOML: a whole number, or decimals as text so that none is lost (`"0.1"`).
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawNumber {
    Whole(i64),
    Text(ExactDecimal),
}

/// Exact decimal written as text.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct ExactDecimal(Decimal);

impl TryFrom<String> for ExactDecimal {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

impl RawNumber {
    pub(super) fn value(&self) -> Decimal {
        match self {
            Self::Whole(whole) => Decimal::from(*whole),
            Self::Text(ExactDecimal(decimal)) => *decimal,
        }
    }
}
