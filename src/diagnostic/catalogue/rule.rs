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

pub(crate) static E309: Entry = Entry {
    fields: &["label", "incoming", "outgoing"],
    optional: &["difference", "units"],
    vi: Words {
        title: "chuyển nội bộ: nơi đến và nơi đi không khớp",
        message: "{label}: các đơn vị báo chuyển đến {incoming}, chuyển đi {outgoing}[, chênh {difference}][; đơn vị có số chuyển: {units}]",
        remedy: "đối chiếu từng trường hợp chuyển giữa các đơn vị; một bên chưa báo cáo, hoặc ghi nhầm nơi chuyển",
        help: "Người chuyển giữa hai đơn vị của cùng một tổ chức được một nơi báo chuyển đi, một nơi báo chuyển đến. Ở cấp trên của cả hai, hai số đó phải bằng nhau thì mới bù trừ hết. Khi lệch, số tăng, giảm của cấp trên không khớp với số cuối kỳ.",
    },
    en: Words {
        title: "transfers within do not match",
        message: "{label}: the units report {incoming} coming and {outgoing} leaving[, a difference of {difference}][; units with transfers: {units}]",
        remedy: "compare case by case; one side has not reported, or has written another origin or destination",
        help: "Someone who moves between two units of one organisation is reported as leaving by one and as coming by the other. Above both, the two figures must be equal to cancel. While they differ, what came and left does not agree with the closing figure.",
    },
};

pub(crate) static E310: Entry = Entry {
    fields: &["label", "earlier", "earlier_period", "later", "later_period"],
    optional: &[],
    vi: Words {
        title: "số lũy kế giảm",
        message: "số lũy kế không thể giảm: {label} là {earlier} ở kỳ {earlier_period} nhưng chỉ còn {later} ở kỳ {later_period}",
        remedy: "xem lại biểu: có phải đã ghi số riêng của quý thay vì lũy kế từ đầu năm; nếu kỳ trước sai thì gửi lại biểu kỳ trước",
        help: "Số phát sinh của quý I, 6 tháng, 9 tháng và năm đều tính từ đầu năm, nên kỳ sau không thể nhỏ hơn kỳ trước. Thường do một biểu chỉ ghi số của riêng quý đó.",
    },
    en: Words {
        title: "a cumulative figure falls",
        message: "a cumulative figure cannot fall: {label} is {earlier} in {earlier_period} and only {later} in {later_period}",
        remedy: "look at the return: has it the figure of the quarter alone instead of that since January; if the earlier one is wrong, send it again",
        help: "Flows of quarter I, six months, nine months and the year all count from January, so a later one cannot be smaller. Most often one return has the figure of its quarter alone.",
    },
};

pub(crate) static E311: Entry = Entry {
    fields: &["label", "period", "reported", "recalled"],
    optional: &["difference"],
    vi: Words {
        title: "hai biểu ghi khác nhau về cùng một số",
        message: "{label}, kỳ {period}: biểu này ghi lại là {recalled}, biểu của chính kỳ đó ghi {reported}[, chênh {difference}]",
        remedy: "sửa cột kỳ trước cho đúng số đã báo cáo; nếu số đã báo cáo sai thì gửi lại biểu của kỳ đó",
        help: "Cột «cùng kỳ năm trước» hay «kỳ trước» của một biểu phải ghi đúng số đã báo cáo của kỳ ấy. Khi khác nhau, số trong biểu của chính kỳ đó được dùng.",
    },
    en: Words {
        title: "two returns give one figure differently",
        message: "{label}, {period}: this return recalls {recalled}, the return of that period says {reported}[, a difference of {difference}]",
        remedy: "correct the column of the earlier period; if what was reported was wrong, send that period’s return again",
        help: "A column for an earlier period must repeat what was reported for it. Where they differ, the figure of that period’s own return is used.",
    },
};

pub(crate) static W312: Entry = Entry {
    fields: &["label", "value", "weight"],
    optional: &[],
    vi: Words {
        title: "có số bình quân nhưng không có ai để tính",
        message: "{label} ghi `{value}` trong khi {weight} bằng 0",
        remedy: "để trống số bình quân khi không có trường hợp nào, hoặc ghi lại số trường hợp",
        help: "Số bình quân được tính lại theo số trường hợp. Khi số trường hợp bằng 0 thì số bình quân không tham gia vào tổng nào cả.",
    },
    en: Words {
        title: "a mean is given, but of nobody",
        message: "{label} is `{value}` while {weight} is 0",
        remedy: "leave the mean blank where there is no case, or correct the number of cases",
        help: "Means are worked out again by the number of cases. Where that is 0, the mean takes part in no total.",
    },
};

pub(crate) static I313: Entry = Entry {
    fields: &["label"],
    optional: &["others"],
    vi: Words {
        title: "mẫu số bằng 0",
        message: "không tính được {label}[ và {others} tỷ lệ khác] vì mẫu số bằng 0",
        remedy: "không phải làm gì nếu mẫu số đúng là 0; nếu không, sửa ô của mẫu số rồi gửi lại biểu",
        help: "Tỷ lệ trên 0 không có nghĩa, nên được in là «-» và không tính vào mục tiêu nào. Các ô tạo nên mẫu số được liệt kê.",
    },
    en: Words {
        title: "division by zero",
        message: "{label}[ and {others} more] cannot be worked out: the denominator is 0",
        remedy: "nothing, if the denominator is truly 0; otherwise correct its cell and send the return again",
        help: "A ratio over 0 means nothing; it is printed as - and judges no target. The cells of the denominator are listed.",
    },
};

pub(crate) static I314: Entry = Entry {
    fields: &["period", "parts"],
    optional: &[],
    vi: Words {
        title: "giai đoạn có năm không trọn",
        message: "giai đoạn {period} có năm không trọn: {parts}",
        remedy: "không so sánh các năm này với năm trọn vẹn; ghi rõ khoảng thời gian khi đưa vào báo cáo",
        help: "Giai đoạn bắt đầu hoặc kết thúc giữa năm, nên năm đầu hoặc năm cuối chỉ gồm một số tháng. Số của các năm đó nhỏ hơn vì lý do này, không phải vì tình hình thay đổi.",
    },
    en: Words {
        title: "a span has partial years",
        message: "the span {period} has partial years: {parts}",
        remedy: "do not compare these with whole years; say which months they cover",
        help: "The span begins or ends within a year, so its first or last year has some months only. Figures of these years are smaller for that reason alone.",
    },
};

pub(crate) static W315: Entry = Entry {
    fields: &["label", "earlier", "earlier_period", "later", "later_period"],
    optional: &[],
    vi: Words {
        title: "số bình quân của hai kỳ không thể cùng đúng",
        message: "{label} là {earlier} ở kỳ {earlier_period} và {later} ở kỳ {later_period}: \
                  không ai có thể làm thành chênh lệch này",
        remedy: "tính lại số bình quân lũy kế của kỳ sau; nếu kỳ trước sai thì gửi lại biểu kỳ trước",
        help: "Từ số bình quân và số trường hợp lũy kế của hai kỳ tính được số bình quân của riêng \
               quý. Ở đây số đó âm, quá lớn, hoặc không có trường hợp nào mới mà số bình quân vẫn \
               thay đổi. Số bình quân của riêng quý không được dùng.",
    },
    en: Words {
        title: "two means cannot both be right",
        message: "{label} is {earlier} in {earlier_period} and {later} in {later_period}: \
                  nobody could make up the difference",
        remedy: "work the cumulative mean out again; if the earlier one is wrong, send it again",
        help: "From the cumulative means and cases of two periods the mean of the quarter follows. \
               Here it would be below zero or too large, or there is no new case and the mean \
               changes all the same. The mean of the quarter is not used.",
    },
};

pub(crate) static E316: Entry = Entry {
    fields: &["label", "earlier", "earlier_period", "later", "later_period"],
    optional: &[],
    vi: Words {
        title: "số đầu kỳ của hai biểu khác nhau",
        message: "{label} phải như nhau ở hai biểu cùng tính từ đầu năm: kỳ {earlier_period} ghi \
                  {earlier}, kỳ {later_period} ghi {later}",
        remedy: "đối chiếu với số cuối năm trước, sửa biểu ghi sai rồi gửi lại",
        help: "Các kỳ lũy kế trong năm cùng bắt đầu từ ngày 01 tháng 01 nên có cùng một số đầu kỳ. \
               Khi hai biểu của một đơn vị ghi khác nhau thì một trong hai sai.",
    },
    en: Words {
        title: "two returns have different opening stocks",
        message: "{label} must be the same in two returns that begin together: {earlier} in \
                  {earlier_period}, {later} in {later_period}",
        remedy: "compare with the stock at the end of last year and correct the wrong return",
        help: "Cumulative periods of a year all begin on 1 January, so they share one opening \
               stock. Where two returns of one unit differ, one of them is wrong.",
    },
};

pub(crate) static E317: Entry = Entry {
    fields: &["earlier_period", "later_period", "labels"],
    optional: &[],
    vi: Words {
        title: "chọn không phát sinh ở kỳ lũy kế đã có số",
        message: "biểu kỳ {later_period} chọn X «không phát sinh» trong khi kỳ {earlier_period} đã có số: {labels}",
        remedy: "bỏ X rồi ghi số lũy kế, vì X là cho cả kỳ lũy kế từ đầu năm; nếu kỳ trước sai thì gửi lại biểu kỳ trước",
        help: "Biểu lũy kế tính từ đầu năm, nên «không phát sinh» nghĩa là từ đầu năm đến hết kỳ không có gì, không phải chỉ quý \
               này không có gì. Quý này không có thêm thì ghi lại đúng số lũy kế của kỳ trước.",
    },
    en: Words {
        title: "nothing occurred is ticked after an earlier period with figures",
        message: "the return for {later_period} ticks “không phát sinh”, and {earlier_period} has figures already: {labels}",
        remedy: "the tick is for the whole time since January: take it out and write the cumulative figures; if the earlier return is wrong, send it again",
        help: "Cumulative returns count from January, so the tick says that nothing occurred since then, not only in this \
               quarter. Where nothing was added, the cumulative figures of the earlier return stand again.",
    },
};
