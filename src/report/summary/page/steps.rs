//! What is to be done next.

use super::super::View;
use super::super::matrix::ReceiptState;
use super::counts;
use crate::diagnostic::Severity;
use crate::model::OrgIx;
use crate::text::{self, Lang};

/// Units that a step names before it counts the rest.
const NAMED_UNITS: usize = 6;

/// The steps, in the order in which they are taken.
pub(super) fn steps(view: &View<'_>) -> Vec<String> {
    let matrix = &view.picture.matrix;
    let counts = counts(view);
    let mut steps = Vec::new();
    let missing = matrix.units_with(|receipt| receipt.state == ReceiptState::Missing);
    if !missing.is_empty() {
        let names = named(view, &missing);
        steps.push(format!("Đôn đốc {} đơn vị chưa gửi đủ biểu: {names}.", missing.len()));
    }
    let disputed = matrix.units_with(|receipt| receipt.state == ReceiptState::Disputed);
    if !disputed.is_empty() {
        let names = named(view, &disputed);
        steps.push(format!(
            "Hỏi lại {} đơn vị gửi nhiều bản khác nhau, giữ lại một bản: {names}.",
            disputed.len()
        ));
    }
    let other_than_sealed = sealed_errors(view);
    let errors = counts.errors.saturating_sub(other_than_sealed);
    if errors > 0 {
        let wrong =
            matrix.units_with(|receipt| matches!(receipt.state, ReceiptState::WithErrors(_)));
        let whose = match wrong.len() {
            0 => String::new(),
            _ => format!(" (có trong biểu của {})", named(view, &wrong)),
        };
        steps.push(format!(
            "Sửa {errors} lỗi{whose}: đề nghị đơn vị sửa và gửi lại; nội dung ở trang tính «Phát hiện» của bang-nguon-so-lieu.xlsx."
        ));
    }
    if other_than_sealed > 0 {
        steps.push(
            "Số liệu nay khác số đã chốt: giữ bản đã chốt, kỳ sau in phần điều chỉnh; hoặc chốt lại bằng văn bản mới."
                .to_owned(),
        );
    }
    if counts.warnings > 0 {
        steps.push(format!("Xem {} cảnh báo, cũng ở trang tính «Phát hiện».", counts.warnings));
    }
    if steps.is_empty() {
        steps.push("Đọc lại báo cáo, ghi ngày văn bản, trình ký.".to_owned());
    } else {
        steps.push("Tổng hợp lại; bản này còn nguyên để so sánh.".to_owned());
    }
    steps
}

/// Errors that say what is other than it was sealed: no unit can mend them.
fn sealed_errors(view: &View<'_>) -> usize {
    let findings = view.request.findings.iter().map(|reported| &reported.finding);
    let of_seals = findings
        .filter(|finding| finding.severity() == Severity::Error && finding.code.is_of_seals());
    of_seals.count()
}

fn named(view: &View<'_>, units: &[OrgIx]) -> String {
    let names: Vec<&str> = units.iter().map(|org| view.data.tree.name(*org)).collect();
    text::list::units(&names, NAMED_UNITS, Lang::Vi)
}
