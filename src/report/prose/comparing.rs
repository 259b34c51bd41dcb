//! `so_sanh("ket_nap", voi="cung-ky")`: what a figure has become since another period, in words.
//!
//! Both figures must be of all their units, each with its own figure of the period; else nothing
//! is compared, and the sentence says so. The difference is that of the two figures as they are
//! printed: 35,34 and 33,33 differ by 2,01, whatever the digits behind say, because readers take
//! one from the other.

use rust_decimal::Decimal;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::super::printing::{Printer, WITHHELD};
use super::remarks::Incomparable;
use super::{counting, in_text};
use crate::model::{OverPeriods, Period, Shape, ValueKind};
use crate::pack::period_words::in_words;
use crate::pack::{Consolidated, Named, NoValue, PeriodRef};
use crate::text;
use crate::trace::FigureKey;

/// What a figure is compared with where the template does not say.
const USUAL: &str = "cung-ky";

/// The unit of indicators of which a difference is one of points.
const PERCENT: &str = "%";
const POINTS: &str = "điểm phần trăm";

/// Registers the functions.
pub(super) fn register(printer: &Printer, tera: &mut Tera) {
    let own = printer.clone();
    let compared = move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let comparison = Comparison::asked(&own, &args)?;
        let unit = comparison.unit(&own, args.get::<&str>("don_vi")?)?;
        Ok(Value::from(comparison.in_words(&own, &unit, in_text(&args)?)))
    };
    tera.register_function("so_sanh", compared);
    let own = printer.clone();
    let comparable = move |args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(Value::from(Comparison::asked(&own, &args)?.figures(&own).is_ok()))
    };
    tera.register_function("so_sanh_duoc", comparable);
}

/// A figure and another period.
struct Comparison {
    figure: FigureKey,
    base: PeriodRef,
    /// The period meant; none before all records, or where it is not set.
    period: Option<Period>,
}

impl Comparison {
    fn asked(printer: &Printer, args: &Kwargs) -> TeraResult<Self> {
        let figure = printer.key(args)?;
        let written = args.get::<Value>("voi")?.map(|value| value.to_string());
        let base = parse_base(written.as_deref().unwrap_or(USUAL))?;
        let period = printer.data().pack.resolve(base, figure.period);
        let comparison = Self { figure, base, period };
        comparison.can_make_sense(printer)?;
        Ok(comparison)
    }

    /// Refuses what no run could compare. What only this run's period cannot be compared with, such
    /// as nine months with the year before the term, is told in the sentence.
    fn can_make_sense(&self, printer: &Printer) -> TeraResult<()> {
        let data = printer.data();
        let path = self.figure.path(data);
        // Made-up figures are of any period, which may be the one that the template names.
        let names_itself =
            matches!(self.base, PeriodRef::Absolute(_)) && !printer.is_of_made_up();
        if names_itself && self.period == Some(self.figure.period) {
            let reason = format!("`{path}`: kỳ để so sánh chính là kỳ đang so");
            return Err(tera::Error::message(reason));
        }
        if self.base == PeriodRef::WholeYear && is_flow(data, self.figure.named) {
            let reason = format!(
                "`{path}` là số phát sinh, một kỳ và cả năm dài khác nhau nên không so sánh được"
            );
            return Err(tera::Error::message(reason));
        }
        let Named::Item(item) = self.figure.named else { return Ok(()) };
        let Some(element) = data.pack.catalogue.element(item) else { return Ok(()) };
        if element.kind == ValueKind::Class && item.is_total() {
            let reason = format!("`{path}` là xếp loại; so sánh từng mức, như `{path}.tot`");
            return Err(tera::Error::message(reason));
        }
        Ok(())
    }

    /// Why the two periods cannot be compared, if so.
    fn unlike(&self, printer: &Printer) -> Option<Incomparable> {
        let (own, base) = (self.figure.period, self.period?);
        if own == base {
            return Some(Incomparable::itself(self.figure));
        }
        let differ = own.length() != base.length();
        (differ && is_flow(printer.data(), self.figure.named))
            .then(|| Incomparable::lengths(self.figure, base))
    }

    /// The unit of measure of the difference.
    fn unit(&self, printer: &Printer, asked: Option<&str>) -> TeraResult<String> {
        let own = self.figure.unit(printer.data());
        match asked {
            Some(asked) if own != PERCENT && is_of_shares(asked, own) => {
                let path = self.figure.path(printer.data());
                let reason = format!("`{path}` không phải tỷ lệ %; bỏ don_vi=\"{asked}\"");
                Err(tera::Error::message(reason))
            }
            Some(asked) if own == PERCENT && asked.trim().ends_with([PERCENT_SIGN]) => {
                let reason = format!("chênh lệch của hai tỷ lệ % là {POINTS}, không phải %");
                Err(tera::Error::message(reason))
            }
            Some(asked) => Ok(asked.to_owned()),
            None if own == PERCENT => Ok(POINTS.to_owned()),
            None => Ok(own.to_owned()),
        }
    }

    /// Both figures as they are printed, now and then.
    fn figures(&self, printer: &Printer) -> Result<[(FigureKey, Decimal); 2], Incomparable> {
        if let Some(why) = self.unlike(printer) {
            return Err(why);
        }
        let of_base = self.period.map(|period| FigureKey { period, ..self.figure });
        let lacking = |key| Incomparable::of(printer.data(), self.figure, self.period, key);
        let value = |key: FigureKey| {
            printer.reported(key).map(|value| (key, printer.rounded(key, value)))
        };
        let now = value(self.figure).ok_or_else(|| lacking(Some(self.figure)))?;
        let then = of_base.and_then(value).ok_or_else(|| lacking(of_base))?;
        Ok([now, then])
    }

    fn in_words(&self, printer: &Printer, unit: &str, in_text: bool) -> String {
        let base = base_in_words(self.base, self.period);
        let [(now_key, now), (then_key, then)] = match self.figures(printer) {
            Ok(figures) => figures,
            Err(why) if why.is_withheld() => {
                // The star is noted, so that the document explains it.
                let of_base = self.period.map(|period| FigureKey { period, ..self.figure });
                let both = [Some(self.figure), of_base].into_iter().flatten();
                both.filter(|key| printer.evaluate(*key).value == Err(NoValue::Withheld))
                    .for_each(|key| printer.note(key));
                return format!("{WITHHELD} so với {base}");
            }
            Err(why) => {
                let is_for_now = why.is_for_now();
                printer.remark(|remarks, document| remarks.incomparable(document, why));
                return if is_for_now {
                    format!("chưa có số liệu để so sánh với {base}")
                } else {
                    format!("không so sánh được với {base}")
                };
            }
        };
        for key in [now_key, then_key] {
            printer.note(key);
        }
        let difference = now - then;
        if difference.is_zero() {
            return format!("bằng {base}");
        }
        let padded = printer.pads(self.figure, in_text);
        let written =
            counting::written(difference.abs(), printer.decimals(self.figure), padded);
        let way = if difference.is_sign_negative() { "giảm" } else { "tăng" };
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        format!("{way} {written}{unit} so với {base}")
    }
}

const PERCENT_SIGN: char = '%';

/// Whether a unit of measure is one of shares, and not the figure's own.
fn is_of_shares(asked: &str, own: &str) -> bool {
    let asked = asked.trim().to_lowercase();
    asked != own.to_lowercase()
        && (asked.contains(PERCENT_SIGN)
            || asked.contains("phần trăm")
            || asked.starts_with("điểm"))
}

/// Whether a figure is of what came about in a period, or made of any such.
fn is_flow(data: &Consolidated, named: Named) -> bool {
    match named {
        Named::Text(_) => false,
        Named::Item(item) => {
            let element = data.pack.catalogue.element(item);
            element.is_some_and(|element| element.over_periods == OverPeriods::Sum)
        }
        Named::Indicator(at) => data.pack.indicators.get(at).is_some_and(|indicator| {
            let references = indicator.references();
            let mut named = references.iter().filter_map(|r| data.pack.named(&r.path));
            named.any(|named| is_flow(data, named))
        }),
    }
}

fn parse_base(written: &str) -> TeraResult<PeriodRef> {
    written.trim().parse().map_err(|_| tera::Error::message(not_a_base(written)))
}

/// What is said of a text that is no period to compare with.
pub(in super::super) fn not_a_base(written: &str) -> String {
    let known = ["cung-ky", "ky-1", "nam-1", "truoc-ky", "dau-nhiem-ky"];
    let near = text::nearest(written, known.map(str::to_owned));
    let hint = near.map_or_else(String::new, |near| format!("; có phải `{near}`?"));
    format!("`{written}` không phải một kỳ để so sánh{hint}")
}

/// What a figure is compared with, in the words of a report.
fn base_in_words(base: PeriodRef, period: Option<Period>) -> String {
    let last_year = matches!(base, PeriodRef::SamePeriodLastYear | PeriodRef::YearsBack(1));
    match (base, period) {
        (PeriodRef::TermStart, _) => "đầu nhiệm kỳ".to_owned(),
        (_, Some(period)) if last_year => match period.shape() {
            Shape::Year => "năm trước".to_owned(),
            Shape::Years => in_words(period),
            _ => "cùng kỳ năm trước".to_owned(),
        },
        // «so với từ tháng 7…» is no Vietnamese.
        (_, Some(period)) if period.shape() == Shape::Months => {
            format!("thời gian {}", in_words(period))
        }
        (_, Some(period)) => in_words(period),
        (_, None) => "kỳ trước".to_owned(),
    }
}
