//! Codes 330–339: figures unlike others, which may be right all the same.

use super::{Entry, Words};

pub(crate) static W330: Entry = Entry {
    fields: &["label", "value"],
    optional: &["usual", "others"],
    vi: Words {
        title: "số khác hẳn các kỳ trước của đơn vị",
        message: "«{label}» {value}[, các kỳ trước thường {usual}][; {others} số khác của biểu cũng khác hẳn]: đúng không?",
        remedy: "hỏi đơn vị; số đúng thì ghi «Chấp nhận» kèm lý do trong `xac-nhan.xlsx`, không bị hỏi lại nữa",
        help: "Đây là câu hỏi, không phải lỗi: số vẫn được tính, dự thảo không bị đánh dấu. Số được so với số của chính đơn \
               vị ở các kỳ trước cùng loại (quý với quý, năm với năm); chỉ hỏi khi số cách số giữa của các kỳ trước quá \
               xa so với mức thường dao động, và cách ít nhất một khoảng do bộ biểu mẫu đặt. Thường là gõ thừa chữ số, \
               lẫn cột, hoặc số cộng dồn thay cho số trong kỳ; cũng có khi số đúng.",
    },
    en: Words {
        title: "a figure unlike those of the unit's earlier periods",
        message: "`{label}` is {value}[, in earlier periods usually {usual}][; other figures of the return that are as unusual: \
                  {others}]: is that right?",
        remedy: "ask the unit; if it is right accept it with the reason in `xac-nhan.xlsx`, and it is not asked again",
        help: "This is a question and no error: the figure counts and the draft is not marked. It is held against the unit's \
               own figures for earlier periods of the same kind, and asked about only where it lies too far from their \
               middle for what usually varies, and by more than the pack says. Often a digit was typed twice or a column \
               mistaken; sometimes the figure is right.",
    },
};

pub(crate) static W331: Entry = Entry {
    fields: &["label", "value"],
    optional: &["usual", "others"],
    vi: Words {
        title: "số khác hẳn các đơn vị cùng loại",
        message: "«{label}» {value}[, các đơn vị cùng loại thường {usual}][; {others} số khác của biểu cũng khác hẳn]: \
                  đúng không?",
        remedy: "hỏi đơn vị; số đúng thì ghi «Chấp nhận» kèm lý do trong `xac-nhan.xlsx`, không bị hỏi lại nữa",
        help: "Đây là câu hỏi, không phải lỗi: số vẫn được tính, dự thảo không bị đánh dấu. Bộ biểu mẫu chọn số hoặc tỷ lệ \
               nào được so giữa các đơn vị cùng loại trong cùng kỳ; chỉ hỏi khi có từ 8 đơn vị khác trở lên và số cách số \
               giữa của các đơn vị quá xa so với mức thường chênh nhau. Đơn vị lớn hơn hẳn thì số lớn là đúng.",
    },
    en: Words {
        title: "a figure unlike those of units of the same kind",
        message: "`{label}` is {value}[, in units of the kind usually {usual}][; other figures of the return that are as \
                  unusual: {others}]: is that right?",
        remedy: "ask the unit; if it is right accept it with the reason in `xac-nhan.xlsx`, and it is not asked again",
        help: "This is a question and no error: the figure counts and the draft is not marked. The pack says which figures or \
               ratios are compared among units of one kind in the same period; it is asked about only beside 8 others or \
               more, and where it lies too far from their middle for how much they differ. A unit that is much larger has \
               larger figures.",
    },
};

pub(crate) static W332: Entry = Entry {
    fields: &["count", "last"],
    optional: &[],
    vi: Words {
        title: "biểu giống hệt biểu kỳ trước của đơn vị",
        message: "mọi số của biểu bằng số của {last} ({count} số khác 0, có cả số phát sinh trong kỳ): sao chép kỳ trước?",
        remedy: "hỏi đơn vị đã lập biểu của kỳ này chưa; đúng là như vậy thì ghi «Chấp nhận» trong `xac-nhan.xlsx`",
        help: "Đây là câu hỏi, không phải lỗi: số vẫn được tính, dự thảo không bị đánh dấu. Số hiện có có thể không đổi qua \
               nhiều kỳ, nhưng mọi số phát sinh cũng bằng hệt kỳ trước cùng loại thì hiếm: thường là gửi lại tệp cũ, chỉ \
               đổi tên kỳ. Bộ biểu mẫu đặt biểu phải có bao nhiêu số khác 0 mới hỏi.",
    },
    en: Words {
        title: "a return with all the figures of the unit's last",
        message: "every figure is the one of {last} (other than 0: {count}, of the period's own events too): a copy of it?",
        remedy: "ask the unit whether this is its return for the period; if it is, accept it in `xac-nhan.xlsx`",
        help: "This is a question and no error: the figures count and the draft is not marked. Who is there may stay the same \
               for years, but that everything which happened is the same as in the last period of the kind is rare: most \
               often the old file was sent with another period on it. The pack says how many figures other than 0 there \
               must be.",
    },
};
