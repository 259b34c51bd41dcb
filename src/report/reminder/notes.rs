//! What the office's list says of a unit beside what it is asked for, a line each.

use super::words::{due, short_form};
use super::{LostReturn, NotedReturn, Return, UnitReminder, UnreadFile};
use crate::model::Period;
use crate::report::on_paper::own_name;
use crate::text::date::short;

/// Everything that the office should know of a unit before anything goes out.
pub(super) fn notes(unit: &UnitReminder, run: Period, unread: &[UnreadFile]) -> Vec<String> {
    let returns = &unit.returns;
    let mut notes = Vec::new();
    if unit.is_office {
        notes.push("Biểu của chính cơ quan, không gửi đi".to_owned());
    } else if is_whole(unit) {
        notes.push("Đã nhận đủ, không có điểm cần chỉnh sửa".to_owned());
    }
    notes.extend(returns.lost.iter().map(|lost| gone(lost, run)));
    notes.extend(
        returns
            .waived
            .iter()
            .map(|of| format!("{}: chưa nhận, cơ quan không đòi nữa", named(of, run))),
    );
    if !returns.entered.is_empty() {
        let count = returns.entered.len();
        notes.push(format!("Cơ quan đã nhập thay {count} biểu, chờ biểu của đơn vị"));
    }
    let asked = unit.points.iter().filter(|point| point.is_asked_again).count()
        + returns.missing.iter().filter(|of| of.is_asked_again).count();
    if asked > 0 {
        notes.push(format!("Đã hỏi lại {asked} việc"));
    }
    notes.extend(returns.noted.iter().map(|noted| how_it_came(noted, run)));
    let perhaps = unread.iter().filter(|file| file.maybe_of == Some(unit.org));
    notes.extend(perhaps.filter(|_| !returns.missing.is_empty()).map(|file| {
        format!("Có thể đã gửi, trong tệp chưa đọc được {}", own_name(&file.path))
    }));
    notes
}

/// Whether every return came from the unit itself and nothing is asked.
fn is_whole(unit: &UnitReminder) -> bool {
    let returns = &unit.returns;
    !unit.owes()
        && returns.lost.is_empty()
        && returns.waived.is_empty()
        && returns.entered.is_empty()
}

fn gone(lost: &LostReturn, run: Period) -> String {
    let name = named(&lost.of, run);
    let day = lost.day.as_ref().map_or_else(String::new, |day| format!(" ngày {day}"));
    format!("{name}: đã nhận{day}, nay tệp không còn trong thư mục; tìm lại, chưa nhắc đơn vị")
}

/// `Biểu 1-BTCTW: muộn, nhận 02/4/2024, hạn 28/3/2024; sửa đổi lần 1 (05/4/2024)`
fn how_it_came(noted: &NotedReturn, run: Period) -> String {
    let arrival = &noted.arrival;
    let mut parts = Vec::new();
    if let (true, Some(day), Some(until)) =
        (arrival.is_late(), arrival.received, arrival.deadline)
    {
        parts.push(format!("muộn, nhận {}, hạn {}", short(day), short(until)));
    }
    if let Some(number) = arrival.revision {
        let on = arrival.last.map_or_else(String::new, |day| format!(" ({})", short(day)));
        parts.push(format!("sửa đổi lần {number}{on}"));
    }
    format!("{}: {}", named(&noted.of, run), parts.join("; "))
}

/// A return in few words; its deadline is told elsewhere or does not matter any more.
fn named(of: &Return, run: Period) -> String {
    let form = short_form(&of.form).to_owned();
    due(&Return { form, ..of.clone() }, Some(run), of.deadline)
}
