//! What a unit is told of its own return: why a figure needs another look and what is asked of the
//! unit, in words for who fills in forms. No code, no command, no file of the office's.

use super::wording::{self, Lists};
use super::{Code, Finding};
use crate::text::Lang;

/// A finding as it is put to the unit whose return it is, in Vietnamese, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What it is in few words, without any figure of the return: for a message.
    pub brief: String,
    /// Why the figure needs another look.
    pub why: String,
    /// What the unit is asked to do.
    pub request: String,
}

/// The sentences of a code, in the little language of the catalogue.
struct Sentences {
    brief: &'static str,
    why: &'static str,
    request: &'static str,
}

/// What is asked where nothing more exact is known.
const LOOK_AGAIN: &str =
    "kiểm tra lại; số đúng thì báo lại để ghi nhận, số sai thì sửa rồi gửi lại biểu";

impl Finding {
    /// What the unit is told whose return this is about. What has no words of its own is told as
    /// to the office.
    pub fn asked(&self) -> Asked {
        let words = self.code.entry().words(Lang::Vi);
        let sentences = sentences(self.code).unwrap_or(Sentences {
            brief: words.title,
            why: words.message,
            request: LOOK_AGAIN,
        });
        let told = |sentence| wording::render(sentence, &self.fields, Lists::Begun, Lang::Vi);
        Asked {
            brief: told(sentences.brief),
            why: told(sentences.why),
            request: told(sentences.request),
        }
    }
}

/// The words for a unit, of the codes that need others than the office.
fn sentences(code: Code) -> Option<Sentences> {
    cells(code).or_else(|| rules(code)).or_else(|| returns(code))
}

const fn said(brief: &'static str, why: &'static str, request: &'static str) -> Sentences {
    Sentences { brief, why, request }
}

/// What is wrong in a cell.
fn cells(code: Code) -> Option<Sentences> {
    Some(match code {
        Code::E201 => said(
            "công thức chưa có kết quả",
            "[«{label}»|ô này] là công thức nhưng tệp không lưu kết quả, nên không đọc được số",
            "gõ thẳng con số vào ô, hoặc mở tệp bằng Excel, bấm F9 rồi lưu lại",
        ),
        Code::E202 => said(
            "ô đang báo lỗi công thức",
            "[{count} ô|«{label}»|ô này] đang báo lỗi `{value}`",
            "sửa công thức, hoặc gõ thẳng con số vào ô",
        ),
        Code::E203 => said(
            "ghi số lẻ ở mục phải là số nguyên",
            "[{count} ô|«{label}»|ô này] phải là số nguyên, đang ghi `{value}`",
            "ghi lại số nguyên",
        ),
        Code::E204 => said(
            "ghi chữ ở ô phải là con số",
            "[{count} ô|«{label}»|ô này] phải là con số, đang ghi `{value}`",
            "[dấu `{sign}` chưa rõ nghĩa: không phát sinh thì ghi 0, chưa có số thì để trống|chỉ ghi con số \
             trong ô; không phát sinh thì ghi 0]",
        ),
        Code::E205 => said(
            "con số không thể có ở mục này",
            "[«{label}»|ô này] ghi `{value}`[, không thể nhỏ hơn {min}][, không thể lớn hơn {max}]",
            "kiểm tra lại con số, dấu âm và dấu phân cách hàng nghìn",
        ),
        Code::E206 => said(
            "ô là ngày tháng, không phải con số",
            "[«{label}»|ô này] phải là con số, đang là ngày tháng `{value}`\
             [, có lẽ đã gõ `{typed}` hoặc `{other}`|, có lẽ đã gõ `{typed}`]",
            "đổi định dạng ô về Số (Number) rồi gõ lại con số",
        ),
        Code::E207 => said(
            "tên dòng, tên cột khác với biểu đã phát hành",
            "biểu phát hành ghi «{expected}», tệp gửi về [ghi «{found}»|để trống], nên không biết số trong ô thuộc mục nào",
            "sửa tên dòng, tên cột đúng như biểu đã phát hành, hoặc nhập lại vào biểu đó",
        ),
        Code::E208 => said(
            "tệp thiếu một trang tính của biểu",
            "tệp thiếu trang tính `{sheet}`",
            "[nếu trang `{nearest}` chính là trang ấy thì đổi lại tên rồi gửi lại|gửi lại biểu có đủ các trang tính]",
        ),
        Code::W209 => said(
            "còn ô bắt buộc để trống",
            "[{count} ô bắt buộc còn để trống|ô bắt buộc còn để trống]",
            "ghi con số; không phát sinh thì ghi 0",
        ),
        Code::E210 => said(
            "tên xếp loại không có trong danh sách",
            "[«{label}»|ô này] ghi `{value}`, chỉ được ghi {allowed}",
            "ghi đúng một trong các mức cho sẵn",
        ),
        Code::E212 => said(
            "con số đọc được hai cách",
            "[«{label}»|ô này] ghi `{value}`, có thể là {first}, có thể là {second}",
            "đổi định dạng ô về Số (Number), gõ lại con số không có dấu phân cách",
        ),
        Code::E214 => said(
            "không chắc số liệu nằm ở ô nào",
            "[trang «{label}» có mấy bản trong tệp: {sheets}, khác nhau ở {apart} ô|\
             không chắc ô nào ghi «{label}»: có thể là {candidates}]",
            "[bỏ gộp các ô `{merged}`, ghi lại từng số vào ô của nó|xóa trang tính thừa trong {sheets}, chỉ để lại một \
             trang|nhập lại vào biểu đã phát hành, không chèn, xóa dòng, cột]",
        ),
        Code::E215 => said(
            "có số cho thời gian đơn vị chưa thành lập hoặc đã kết thúc",
            "{count} ô ghi số cho thời gian đơn vị chưa thành lập hoặc đã kết thúc",
            "xóa các số ấy; ngày thành lập, ngày kết thúc đã khác thì báo lại",
        ),
        Code::E216 => said(
            "hai ô của cùng một số liệu ghi khác nhau",
            "[«{label}»|số liệu này] có hai ô trong biểu, ô này ghi `{value}`, ô kia ghi khác",
            "kiểm tra lại rồi ghi hai ô bằng nhau",
        ),
        Code::W217 => said(
            "ô của biểu tổng hợp đã bị sửa tay",
            "{label}: ô ghi `{value}`, số tổng hợp từ cấp dưới là {consolidated}",
            "cho biết vì sao sửa; số sửa là đúng thì sửa từ biểu của cấp dưới rồi tổng hợp lại",
        ),
        Code::E218 => said(
            "ghi số chuyển ở cấp mà đơn vị không trực thuộc",
            "{count} ô ghi số chuyển trong một cấp mà đơn vị không trực thuộc",
            "để trống các ô đó, ghi số chuyển vào đúng dòng",
        ),
        Code::W219 => said(
            "ghi số ở dòng mà biểu không có",
            "{count} ô ghi số ở dòng tự thêm; các số này không được tính vào đâu",
            "ghi số vào đúng dòng của biểu rồi xóa dòng thêm",
        ),
        Code::W220 => said(
            "ý kiến của cấp dưới đã bị sửa",
            "«{label}»: chữ trong ô đã được sửa sau khi gom ý kiến của cấp dưới",
            "gửi lại bản chưa sửa, hoặc cho biết vì sao sửa",
        ),
        Code::E221 => said(
            "nội dung trong ô quá dài",
            "«{label}»: chữ trong ô dài hơn {most} ký tự nên không đọc được",
            "viết gọn lại; phần dài thì gửi kèm bằng văn bản",
        ),
        Code::W238 => said(
            "số bị gạch ngang nhưng vẫn còn trong ô",
            "{count} ô bị gạch ngang nhưng nội dung vẫn còn trong ô",
            "bỏ số ấy thì xóa hẳn trong ô; vẫn dùng thì bỏ gạch ngang",
        ),
        Code::E239 => said(
            "một ô có cả số gạch bỏ lẫn số mới",
            "{count} ô có phần bị gạch ngang, có phần không, nên không rõ số nào là số đúng",
            "xóa phần bị gạch, chỉ để lại số đúng",
        ),
        Code::W242 => said(
            "số có dấu chấm, dấu phẩy cần xác nhận",
            "{count} ô ghi số có dấu đọc được hai cách, đang hiểu là: {readings:4}",
            "xác nhận cách hiểu ấy đúng; không đúng thì gõ lại con số không có dấu phân cách",
        ),
        Code::W244 => said(
            "ô ghi là chưa có số liệu",
            "{count} ô ghi là chưa có số liệu: {readings:4}",
            "ghi con số; không phát sinh thì ghi 0",
        ),
        Code::E245 => said(
            "số ghi kèm đơn vị tính của mục khác",
            "[{count} ô|«{label}»|ô này][ đếm bằng {unit}, nhưng] ghi `{value}`, là {other}",
            "kiểm tra con số có nằm đúng dòng, đúng cột không, rồi chỉ ghi con số",
        ),
        Code::E246 => said(
            "một ô ghi nhiều con số",
            "[{count} ô|«{label}»|ô này] ghi `{value}`, không chắc lấy số nào trong {candidates}\
             [; «{whole}» trong biểu lại là {known}][; hai số ấy không ra {percent}%]",
            "chỉ ghi một con số trong ô; số khác ghi vào ô của nó",
        ),
        Code::E247 => said(
            "ghi tỷ lệ phần trăm ở ô phải là con số",
            "[{count} ô|«{label}»|ô này] ghi tỷ lệ `{value}`[, phải là số {unit}]",
            "ghi con số, không ghi tỷ lệ",
        ),
        Code::E248 => said(
            "con số chỉ là ước chừng",
            "[{count} ô|«{label}»|ô này] ghi `{value}`, là số ước chừng hoặc một khoảng",
            "ghi con số chính xác; chưa có thì để trống",
        ),
        Code::E249 => said(
            "đánh dấu hơn một ô",
            "[«{label}»|mục này] đánh dấu nhiều ô: {candidates}",
            "chỉ đánh dấu X ở một ô, xóa các dấu còn lại",
        ),
        Code::E250 => said(
            "dòng, cột của biểu đã bị chèn, xóa hoặc đổi chỗ",
            "{count} ô không lấy được số, vì dòng hay cột quanh «{label}» khác với biểu đã phát hành",
            "nhập lại vào biểu đã phát hành, không chèn, xóa, đổi chỗ dòng, cột",
        ),
        Code::W251 => said(
            "ghi số ở cột mà biểu không có",
            "{count} ô ghi số ở cột tự thêm; các số này không được tính vào đâu",
            "ghi số vào đúng cột của biểu; chỉ để ghi nhớ thì xóa cột thêm",
        ),
        _ => return None,
    })
}

/// What figures say of each other.
fn rules(code: Code) -> Option<Sentences> {
    Some(match code {
        Code::E301 => said(
            "số liệu không khớp: {sentence}",
            "số liệu phải khớp: {sentence}[; một bên là {left}, bên kia là {right}][, chênh {difference}]",
            "[{instruction}|đối chiếu các ô nêu ở đây, sửa ô sai]",
        ),
        Code::W307 => said(
            "số liệu cần xem lại: {sentence}",
            "số liệu thường phải khớp: {sentence}[; một bên là {left}, bên kia là {right}][, chênh {difference}]",
            "[{instruction}|kiểm tra lại; số đúng thì báo lý do, số sai thì sửa]",
        ),
        Code::E303 => said(
            "số đầu kỳ khác số cuối kỳ trước",
            "{label}: kỳ này là {opening}, theo kỳ trước là {closing}[, chênh {difference}]",
            "[{instruction}|sửa số đầu kỳ cho bằng số cuối kỳ trước; kỳ trước sai thì gửi lại biểu kỳ trước]",
        ),
        Code::W304 => said(
            "tỷ lệ ghi trong biểu khác tỷ lệ tính lại",
            "«{label}» ghi {printed}, tính lại từ các số của biểu được {computed}[ ({formula})]",
            "xem lại các số dùng để tính tỷ lệ, sửa số sai",
        ),
        Code::E310 => said(
            "số tính từ đầu năm giảm so với kỳ trước",
            "số tính từ đầu năm không thể giảm: {label} là {earlier} ở {earlier_period}, chỉ còn {later} ở {later_period}",
            "ghi số tính từ đầu năm, không ghi số riêng của quý; kỳ trước sai thì gửi lại biểu kỳ trước",
        ),
        Code::E311 => said(
            "cột kỳ trước khác số đã báo cáo",
            "{label}, {period}: biểu này ghi {recalled}, biểu của chính kỳ đó ghi {reported}[, chênh {difference}]",
            "sửa cột kỳ trước cho đúng số đã báo cáo; số đã báo cáo sai thì gửi lại biểu của kỳ đó",
        ),
        Code::W330 => said(
            "số khác hẳn các kỳ trước",
            "«{label}» ghi {value}[, các kỳ trước thường {usual}][; {others} số khác cũng khác hẳn]: đúng không?",
            "đối chiếu với sổ danh sách; số đúng thì báo lại lý do, số sai thì sửa rồi gửi lại biểu",
        ),
        Code::W331 => said(
            "số khác hẳn các đơn vị cùng loại",
            "«{label}» là {value}[, các đơn vị cùng loại thường {usual}][; {others} số khác cũng khác hẳn]: đúng không?",
            "đối chiếu với sổ danh sách; số đúng thì báo lại lý do, số sai thì sửa rồi gửi lại biểu",
        ),
        Code::W332 => said(
            "biểu giống hệt biểu kỳ trước",
            "mọi số của biểu bằng số của {last}: sao chép kỳ trước?",
            "lập biểu theo số của kỳ này rồi gửi lại; số đúng là như vậy thì báo lại để ghi nhận",
        ),
        Code::W312 => said(
            "có số bình quân nhưng không có trường hợp nào",
            "{label} ghi `{value}` trong khi {weight} bằng 0",
            "để trống số bình quân, hoặc ghi lại số trường hợp",
        ),
        Code::W315 => said(
            "số bình quân của hai kỳ không thể cùng đúng",
            "{label} là {earlier} ở {earlier_period} và {later} ở {later_period}: không thể có chênh lệch này",
            "tính lại số bình quân từ đầu năm; kỳ trước sai thì gửi lại biểu kỳ trước",
        ),
        Code::E316 => said(
            "số đầu năm ở hai biểu khác nhau",
            "{label} phải như nhau ở các biểu cùng tính từ đầu năm: {earlier_period} ghi {earlier}, {later_period} \
             ghi {later}",
            "đối chiếu với số cuối năm trước, sửa biểu ghi sai rồi gửi lại",
        ),
        Code::E317 => said(
            "đánh dấu «không phát sinh» trong khi kỳ trước đã có số",
            "biểu {later_period} đánh dấu «không phát sinh» trong khi {earlier_period} đã có số: {labels}",
            "bỏ dấu rồi ghi số tính từ đầu năm; kỳ trước sai thì gửi lại biểu kỳ trước",
        ),
        _ => return None,
    })
}

/// What is wrong with a return as a whole.
fn returns(code: Code) -> Option<Sentences> {
    Some(match code {
        Code::W115 => said(
            "tên tệp và điều ghi ở đầu biểu không khớp",
            "trong biểu ghi «{said}», tên tệp lại là của «{named}»",
            "xác nhận biểu này của đơn vị nào, kỳ nào; ghi sai thì sửa ở đầu biểu rồi gửi lại",
        ),
        Code::W128 => said(
            "biểu gửi về còn để trống",
            "biểu gửi về chưa có số nào, còn trống như khi phát hành",
            "nhập số liệu rồi gửi lại; không phát sinh thì ghi 0",
        ),
        Code::W116 => said(
            "đầu biểu chưa ghi tên đơn vị hoặc kỳ báo cáo",
            "đầu biểu còn để trống, đang hiểu theo tên tệp là «{what}»",
            "ghi tên đơn vị và kỳ báo cáo vào đầu biểu",
        ),
        Code::E403 => said(
            "gửi nhiều bản khác nhau của một biểu",
            "có nhiều bản khác nhau, chưa lấy bản nào: {files}",
            "cho biết bản nào là bản đúng, hoặc gửi lại một bản duy nhất",
        ),
        Code::W411 => said(
            "ô «không phát sinh» ghi chưa rõ",
            "ô «không phát sinh» ghi `{value}`, không phải dấu X",
            "đánh dấu X nếu không phát sinh, để trống nếu có phát sinh",
        ),
        Code::E531 => said(
            "đánh dấu «không phát sinh» nhưng vẫn ghi số",
            "ô «không phát sinh» đã đánh dấu, nhưng [{count} ô|có ô] ghi số khác 0",
            "bỏ dấu nếu có phát sinh, xóa số nếu không",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sentence with the code it belongs to.
    fn all() -> Vec<(Code, [&'static str; 3])> {
        let known = Code::ALL.into_iter().filter_map(|code| Some((code, sentences(code)?)));
        known.map(|(code, said)| (code, [said.brief, said.why, said.request])).collect()
    }

    #[test]
    fn sentences_for_units_use_facts_that_the_finding_has() {
        for (code, sentences) in all() {
            let entry = code.entry();
            for sentence in sentences {
                for name in wording::names(sentence) {
                    let known = entry.fields.contains(&name) || entry.optional.contains(&name);
                    assert!(known, "{code}: {name}");
                }
                for name in wording::names(&wording::required_part(sentence)) {
                    assert!(entry.fields.contains(&name), "{code}: {name} is optional");
                }
            }
        }
    }

    #[test]
    fn units_are_told_nothing_of_commands_codes_and_the_offices_own_files() {
        assert!(all().len() > 40);
        for (code, sentences) in all() {
            for sentence in sentences {
                for word in [
                    "chạy lại",
                    "thiet-lap",
                    "bộ biểu mẫu",
                    "tonghop",
                    "hỏi đơn vị",
                    "quy tắc",
                    "{rule}",
                ] {
                    assert!(!sentence.contains(word), "{code}: {sentence}");
                }
                assert!(!sentence.ends_with('.'), "{code}: {sentence}");
            }
        }
    }

    #[test]
    fn a_brief_has_no_figure_of_the_return() {
        for (code, [brief, ..]) in all() {
            let facts: Vec<&str> = wording::names(brief).collect();
            assert!(facts.is_empty() || facts == ["sentence"], "{code}: {brief}");
        }
    }

    #[test]
    fn what_has_no_words_for_units_is_told_with_a_plain_request() {
        let asked = Finding::new(Code::E102).asked();
        assert!(asked.why.contains("tệp bị hỏng"), "{asked:?}");
        assert_eq!(asked.request, LOOK_AGAIN);
    }
}
