//! Codes 301–399: rules on returns and on totals.

use super::{Entry, Words};

pub(crate) static E301: Entry = Entry {
    fields: &["rule", "sentence"],
    optional: &["left", "right", "difference", "instruction"],
    vi: Words {
        title: "số liệu trong biểu không khớp nhau",
        message: "số liệu không khớp: {sentence}[; một bên là {left}, bên kia là {right}]\
                  [, chênh {difference}] (quy tắc `{rule}`)",
        remedy: "[{instruction}|đối chiếu các ô nêu trên, sửa ô sai rồi gửi lại biểu]",
        help: "Bộ biểu mẫu khai báo các quan hệ phải đúng giữa các số trong một biểu, ví dụ nam \
               cộng nữ bằng tổng số. Các ô tham gia được liệt kê kèm con số để tìm ra ô sai. \
               Không ô nào bị tự sửa.",
    },
    en: Words {
        title: "figures of a return contradict one another",
        message: "the figures do not agree: {sentence}[; one side is {left}, the other {right}]\
                  [, they differ by {difference}] (rule `{rule}`)",
        remedy: "[{instruction}|compare the cells above, correct the wrong one, send the return again]",
        help: "The pack states what must hold between the figures of a return, such as men and \
               women making up the total. The cells that take part are listed with their \
               figures, so that the wrong one can be found. None is corrected by the tool.",
    },
};

pub(crate) static E302: Entry = Entry {
    fields: &["rule", "sentence"],
    optional: &["left", "right", "difference", "instruction"],
    vi: Words {
        title: "số tổng cộng không khớp nhau",
        message: "số tổng cộng không khớp: {sentence}[; một bên là {left}, bên kia là {right}]\
                  [, chênh {difference}] (quy tắc `{rule}`)",
        remedy: "[{instruction}|sửa các lỗi của đơn vị nêu ở trên trước, rồi chạy lại]",
        help: "Quan hệ phải đúng giữa các số tổng cộng lại không đúng. Thường do biểu của một đơn \
               vị sai; khi biết, các lỗi đó được dẫn bằng số thứ tự. Nếu không đơn vị nào sai thì \
               do có đơn vị thiếu số liệu ở một bên.",
    },
    en: Words {
        title: "totals contradict one another",
        message: "the totals do not agree: {sentence}[; one side is {left}, the other {right}]\
                  [, they differ by {difference}] (rule `{rule}`)",
        remedy: "[{instruction}|correct the errors of the branches first, then run again]",
        help: "What must hold between totals does not. Most often the return of one branch is \
               wrong; where that is known, its findings are cited by number. If no return is \
               wrong, one of them lacks a figure on one side.",
    },
};

pub(crate) static E303: Entry = Entry {
    fields: &["rule", "label", "opening", "closing"],
    optional: &["difference", "instruction"],
    vi: Words {
        title: "số đầu kỳ khác số cuối kỳ trước",
        message: "số liệu giữa hai kỳ không khớp: {label}; kỳ này là {opening}, \
                  theo kỳ trước là {closing}[, chênh {difference}] (quy tắc `{rule}`)",
        remedy: "[{instruction}|sửa số đầu kỳ cho bằng số cuối kỳ trước, hoặc đính chính biểu kỳ \
                 trước]",
        help: "Số đầu kỳ phải bằng số cuối kỳ liền trước. Khi hai số khác nhau thì một trong hai \
               biểu sai, hoặc kỳ trước đã được đính chính mà kỳ này chưa theo.",
    },
    en: Words {
        title: "opening and last closing figure differ",
        message: "figures of two periods do not agree: {label}; this period has {opening}, the \
                  one before {closing}[, they differ by {difference}] (rule `{rule}`)",
        remedy: "[{instruction}|correct the opening figure, or the return of the period before]",
        help: "The opening figure must equal the closing figure of the period before. Where they \
               differ one of the two returns is wrong, or the earlier one was corrected and this \
               one does not follow.",
    },
};

pub(crate) static W304: Entry = Entry {
    fields: &["label", "printed", "computed"],
    optional: &["formula"],
    vi: Words {
        title: "tỷ lệ ghi trong biểu khác tỷ lệ tính lại",
        message: "«{label}» ghi {printed}, tính lại được {computed}[ ({formula})]",
        remedy: "xem lại tử số và mẫu số; kết quả tổng hợp luôn dùng tỷ lệ tính lại",
        help: "Tỷ lệ và số bình quân không cộng được, nên luôn được tính lại từ các số gốc. Tỷ lệ \
               đơn vị tự ghi chỉ dùng để đối chiếu: khi khác thì có thể số gốc sai, hoặc đơn vị \
               chia cho mẫu số khác.",
    },
    en: Words {
        title: "a printed ratio differs from the recomputed one",
        message: "“{label}” is given as {printed}, recomputed it is {computed}[ ({formula})]",
        remedy: "check numerator and denominator; results always use the recomputed ratio",
        help: "Ratios and means cannot be added, so they are always computed anew from the \
               figures they are made of. The one a branch wrote serves as a check: where it \
               differs a figure may be wrong, or another denominator was used.",
    },
};

pub(crate) static E305: Entry = Entry {
    fields: &["label"],
    optional: &[],
    vi: Words {
        title: "số quá lớn, không cộng chính xác được",
        message: "«{label}» quá lớn, không cộng chính xác được nên không cộng",
        remedy: "tìm con số lớn bất thường trong biểu của các đơn vị và sửa lại",
        help: "Số liệu được cộng chính xác đến từng chữ số, trong giới hạn 28 chữ số. Số vượt giới \
               hạn này chắc chắn là gõ nhầm.",
    },
    en: Words {
        title: "a figure too large to be added exactly",
        message: "“{label}” is too large to be added exactly, so it is not added",
        remedy: "look for an unusually large figure in the returns and correct it",
        help: "Figures are added exactly, to the last of 28 digits. One beyond that is certainly \
               a typing error.",
    },
};

pub(crate) static I306: Entry = Entry {
    fields: &["rule", "sentence", "missing"],
    optional: &[],
    vi: Words {
        title: "chưa đủ số liệu để kiểm tra",
        message: "chưa đủ số liệu để kiểm tra: {sentence}; thiếu {missing} (quy tắc `{rule}`)",
        remedy: "bổ sung các số còn thiếu rồi chạy lại",
        help: "Một quan hệ giữa các số không kiểm tra được vì có số chưa báo cáo. Số thiếu không \
               được coi là 0, nên quan hệ này không bị kết luận là sai, cũng không là đúng.",
    },
    en: Words {
        title: "a rule that cannot be judged",
        message: "cannot be judged: {sentence}; {missing} missing (rule `{rule}`)",
        remedy: "supply the missing figures and run again",
        help: "A rule cannot be judged because figures it needs were not reported. A missing \
               figure is not taken for zero, so the rule is held neither broken nor kept.",
    },
};

pub(crate) static W307: Entry = Entry {
    fields: &["rule", "sentence"],
    optional: &["left", "right", "difference", "instruction"],
    vi: Words {
        title: "số liệu trong biểu cần xem lại",
        message: "số liệu cần xem lại: {sentence}[; một bên là {left}, bên kia là {right}]\
                  [, chênh {difference}] (quy tắc `{rule}`)",
        remedy: "[{instruction}|hỏi lại đơn vị; nếu đúng thì giải trình trong báo cáo]",
        help: "Quan hệ này thường đúng nhưng có trường hợp ngoại lệ, nên chỉ cảnh báo. Số liệu \
               vẫn được tổng hợp.",
    },
    en: Words {
        title: "figures of a return need a look",
        message: "worth a look: {sentence}[; one side is {left}, the other {right}]\
                  [, they differ by {difference}] (rule `{rule}`)",
        remedy: "[{instruction}|ask the branch; if it is right, explain it in the report]",
        help: "This rule mostly holds but has exceptions, so it only warns. The figures are \
               added up all the same.",
    },
};

pub(crate) static W308: Entry = Entry {
    fields: &["rule", "sentence"],
    optional: &["left", "right", "difference", "instruction"],
    vi: Words {
        title: "số tổng cộng cần xem lại",
        message: "số tổng cộng cần xem lại: {sentence}[; một bên là {left}, bên kia là {right}]\
                  [, chênh {difference}] (quy tắc `{rule}`)",
        remedy: "[{instruction}|xem các cảnh báo của đơn vị nêu ở trên]",
        help: "Quan hệ này giữa các số tổng cộng thường đúng nhưng có trường hợp ngoại lệ, nên \
               chỉ cảnh báo. Kết quả vẫn được in.",
    },
    en: Words {
        title: "totals need a look",
        message: "totals worth a look: {sentence}[; one side is {left}, the other {right}]\
                  [, they differ by {difference}] (rule `{rule}`)",
        remedy: "[{instruction}|look at the warnings of the branches]",
        help: "This rule between totals mostly holds but has exceptions, so it only warns. The \
               results are printed all the same.",
    },
};
