//! Targets as bars: how far the figure reaches, and where the threshold stands.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use super::super::View;
use super::super::series::is_open;
use crate::pack::Named;
use crate::pack::judge::{self, Judgement, TargetResult};
use crate::pack::period_words::short;
use crate::text::Lang;
use crate::trace::FigureKey;

/// How far beyond the larger of figure and threshold a bar's ground reaches.
const ROOM: f64 = 1.15;

/// A target with its result.
#[derive(Serialize)]
pub(super) struct TargetBar {
    code: String,
    name: String,
    threshold: String,
    value: String,
    judgement: &'static str,
    kind: &'static str,
    reason: String,
    /// Width of the bar and place of the threshold, in percent; none where there is no figure.
    bar: Option<Bar>,
}

#[derive(Serialize)]
struct Bar {
    width: String,
    tick: String,
}

/// Targets that stand in one column, beside the drawings.
const MOST_BESIDE: usize = 8;
/// Letters of a reason; the workbook has it in full.
const LONGEST_REASON: usize = 140;

/// The targets that apply and may be shown to everybody, in one or two columns, and how many do
/// not apply.
pub(super) fn bars(view: &View<'_>) -> (Vec<Vec<TargetBar>>, usize) {
    let open =
        view.picture.targets.iter().filter(|result| {
            is_open(view.data, Named::Indicator(result.target.reading.indicator))
        });
    let (not, applied): (Vec<_>, Vec<_>) =
        open.partition(|result| result.judgement == Judgement::NotApplicable);
    let mut bars: Vec<TargetBar> =
        applied.into_iter().map(|result| bar(view, result)).collect();
    let mut columns = Vec::new();
    if bars.len() > MOST_BESIDE {
        let second = bars.split_off(bars.len().div_ceil(2));
        columns.extend([bars, second]);
    } else if !bars.is_empty() {
        columns.push(bars);
    }
    (columns, not.len())
}

fn bar(view: &View<'_>, result: &TargetResult<'_>) -> TargetBar {
    let (data, target) = (view.data, result.target);
    let name = if target.every_year {
        format!("{} ({})", target.name, short(result.period))
    } else {
        target.name.clone()
    };
    let (value, threshold) = match &result.units {
        Some(units) => {
            (Some(Decimal::from(units.met.len())), Some(Decimal::from(units.count())))
        }
        None => (result.evaluated.value.ok(), Some(result.threshold)),
    };
    if result.units.is_none() && value.is_some() {
        // The ledger lists it as printed here.
        let named = Named::Indicator(target.reading.indicator);
        view.show(FigureKey { org: result.org, named, period: result.period });
    }
    TargetBar {
        code: target.code.clone(),
        name,
        threshold: judge::shown_threshold(data, result, Lang::Vi),
        value: judge::shown_value(data, result, Lang::Vi),
        judgement: result.judgement.in_words(Lang::Vi),
        kind: match result.judgement {
            Judgement::Met => "met",
            Judgement::Missed => "missed",
            Judgement::CannotBeJudged | Judgement::NotApplicable => "open",
        },
        reason: shortened(&judge::reason(data, result, Lang::Vi)),
        bar: value.zip(threshold).and_then(|(value, threshold)| geometry(value, threshold)),
    }
}

/// A text cut between words.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_REASON) else {
        return text.to_owned();
    };
    let kept = text.get(..end).unwrap_or(text);
    let kept = kept.rsplit_once(' ').map_or(kept, |(kept, _)| kept);
    format!("{kept} …")
}

fn geometry(value: Decimal, threshold: Decimal) -> Option<Bar> {
    let (value, threshold) = (value.to_f64()?.max(0.0), threshold.to_f64()?.max(0.0));
    let whole = value.max(threshold) * ROOM;
    let percent =
        |part: f64| format!("{:.1}", if whole > 0.0 { part / whole * 100.0 } else { 0.0 });
    Some(Bar { width: percent(value), tick: percent(threshold) })
}
