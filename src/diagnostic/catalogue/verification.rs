//! Codes 320–329: what is found in a single file that somebody distrusts.

use super::{Entry, Words};

pub(crate) static W320: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "kết quả công thức không phải kết quả tính lại",
        message: "{count} công thức có kết quả lưu trong tệp khác với kết quả tính lại",
        remedy: "mở tệp trong Excel, bấm Ctrl + Alt + F9 để tính lại, rồi hỏi đơn vị số nào là số đúng",
        help: "Tệp lưu cả công thức lẫn kết quả của lần tính cuối. Hai thứ khác nhau khi Excel đặt chế độ tính tay, khi tệp \
               do phần mềm khác ghi, hoặc khi kết quả bị sửa thẳng trong tệp. Bản in và bản xem trước thường là số cũ.",
    },
    en: Words {
        title: "a stored result is not what its formula gives",
        message: "formulas whose stored result is not the one they give: {count}",
        remedy: "open the file in Excel, press Ctrl + Alt + F9 to compute it anew, and ask the unit which figure holds",
        help: "A file keeps each formula and the result of its last computation. They differ when Excel computes by hand \
               only, when another program wrote the file, or when results were edited. Prints and previews show the old \
               figure.",
    },
};

pub(crate) static W321: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số gõ đè lên công thức, khác số công thức cho",
        message: "{count} ô là số gõ thẳng giữa các ô công thức, và khác số mà công thức ấy cho",
        remedy: "hỏi đơn vị vì sao gõ đè; nếu không có lý do thì chép lại công thức của ô bên cạnh",
        help: "Ô ở hai bên (hoặc trên và dưới) có cùng một công thức, riêng ô này là con số gõ tay. Số gõ tay không đổi theo \
               các ô thành phần, nên tổng có thể sai mà không ai thấy.",
    },
    en: Words {
        title: "a number typed over a formula differs from it",
        message: "numbers typed between cells with a formula that gives another: {count}",
        remedy: "ask the unit why it was typed over; without a reason, copy the formula of the cell beside it",
        help: "The cells on both sides, or above and below, share one formula, and this one holds a typed number. It does \
               not follow its parts, so a total may be wrong and nobody sees it.",
    },
};

pub(crate) static I322: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số gõ đè lên công thức, bằng số công thức cho",
        message: "{count} ô là số gõ thẳng giữa các ô công thức; hiện bằng số mà công thức ấy cho",
        remedy: "chưa phải sửa số; nên chép lại công thức của ô bên cạnh để tổng đổi theo khi sửa ô thành phần",
        help: "Ô ở hai bên (hoặc trên và dưới) có cùng một công thức, riêng ô này là con số gõ tay. Con số hiện đúng, nhưng \
               sẽ không đổi khi ô thành phần được sửa.",
    },
    en: Words {
        title: "a number typed over a formula is the same",
        message: "numbers typed between cells with a formula that gives the same today: {count}",
        remedy: "no figure need change; copying the formula of the cell beside it makes it follow its parts again",
        help: "The cells on both sides, or above and below, share one formula, and this one holds a typed number. It is \
               right today and will not follow when its parts are corrected.",
    },
};

pub(crate) static W323: Entry = Entry {
    fields: &["label", "count"],
    optional: &[],
    vi: Words {
        title: "dòng hoặc cột tổng cộng không khớp",
        message: "«{label}» cộng không khớp ở {count} ô, trong khi các ô khác của cùng dòng hoặc cột đều khớp",
        remedy: "cộng lại các ô thành phần; sai ở thành phần hay ở tổng thì phải hỏi đơn vị",
        help: "Các ô khác của dòng (cột) tổng này đều bằng tổng các ô bên trên (bên cạnh), nên biết chắc cách cộng; riêng \
               những ô nêu ra thì không. Cột tỷ lệ, bình quân và ô có số lẻ không được xét.",
    },
    en: Words {
        title: "a line of totals does not add up",
        message: "“{label}” does not add up, while the other cells of the line do; cells: {count}",
        remedy: "add the parts up again; whether a part or the total is wrong only the unit can say",
        help: "The other cells of this line are the sums of the cells above or beside them, so it is certain how it adds \
               up; those named are not. Ratios, means and fractions are not looked at.",
    },
};

pub(crate) static W324: Entry = Entry {
    fields: &["count", "errors"],
    optional: &[],
    vi: Words {
        title: "ô đang báo lỗi công thức",
        message: "{count} ô đang báo lỗi {errors}",
        remedy: "sửa công thức đầu tiên bị lỗi, các ô tính theo nó sẽ hết lỗi theo",
        help: "Excel không tính được công thức và hiện lỗi như `#DIV/0!`, `#REF!`. Ô như vậy không phải số 0; mọi tổng tính \
               qua ô đó cũng không dùng được.",
    },
    en: Words {
        title: "cells show an error",
        message: "cells that show {errors}: {count}",
        remedy: "correct the first formula that fails; those that read it recover with it",
        help: "Excel could not compute the formula and shows an error such as `#DIV/0!` or `#REF!`. Such a cell is not \
               zero, and no total over it can be used.",
    },
};

pub(crate) static W325: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số lưu dạng chữ giữa các ô số",
        message: "{count} ô ghi số dưới dạng chữ, giữa các ô số; công thức cộng bỏ qua các ô này",
        remedy: "chọn ô, dùng «Chuyển thành số» (Convert to Number) của Excel, rồi xem lại các tổng",
        help: "Ô trông như con số nhưng Excel lưu là chữ, thường do dán từ Word hoặc gõ dấu nháy ở đầu. Hàm SUM coi như ô \
               trống, nên tổng bị thiếu mà không báo lỗi.",
    },
    en: Words {
        title: "numbers stored as text among numbers",
        message: "numbers stored as text among numbers, which sums pass over: {count}",
        remedy: "select the cells, choose Convert to Number in Excel, then look at the totals again",
        help: "The cell looks like a number but is stored as text, mostly because it was pasted from Word or typed behind \
               an apostrophe. SUM takes it for a blank cell, so the total lacks it and no error is shown.",
    },
};

pub(crate) static W326: Entry = Entry {
    fields: &["agreeing", "file", "unit"],
    optional: &["differing", "period", "others"],
    vi: Words {
        title: "số liệu giống hệt một biểu khác",
        message: "{agreeing} số liệu khác 0 giống hệt biểu của «{unit}»[, {period}], tệp `{file}`\
                  [; chỉ {differing} số khác][; cũng giống {others:3}]",
        remedy: "hỏi đơn vị đã tự lập biểu hay chép từ biểu kia; đối chiếu với sổ danh sách và biên bản",
        help: "Hai đơn vị khác nhau gần như không thể có cùng mọi con số. Chỉ báo khi ít nhất 12 số liệu khác 0 bằng nhau, \
               trong đó ít nhất 5 giá trị khác nhau, và cứ 10 số bằng nhau mới có nhiều nhất 1 số khác. Cùng đơn vị mà \
               khác kỳ thì chỉ so các số phát sinh, vì số hiện có không đổi là chuyện thường. Biểu ít số liệu giống nhau \
               ngẫu nhiên nên không xét.",
    },
    en: Words {
        title: "the figures are those of another return",
        message: "{agreeing} figures other than 0 are those of the return of “{unit}”[ for {period}], file `{file}`\
                  [; only {differing} differ][; also those of {others:3}]",
        remedy: "ask whether the unit made the return itself or copied the other; hold it against its registers",
        help: "Two units hardly ever have all figures in common. It is told where at least 12 figures other than 0 agree, \
               with at least 5 different values among them, and at most one differs for every 10 that agree. Of one unit \
               in two periods only flows are compared, because stocks often stay as they are. Returns with few figures \
               agree by chance and are not judged.",
    },
};

pub(crate) static I327: Entry = Entry {
    fields: &[],
    optional: &["form"],
    vi: Words {
        title: "tệp không theo biểu nào đã biết",
        message: "tệp không theo biểu nào đã biết, chỉ kiểm tra được như một bảng tính thường[; gần giống «{form}» nhưng đã \
                  khác nhiều]",
        remedy: "nếu biểu thuộc một bộ biểu mẫu riêng thì chỉ thư mục của bộ đó bằng --packs",
        help: "Không biết ô nào là số liệu gì nên không đối chiếu được các quy tắc. Vẫn xem: công thức tính lại có khớp \
               không, số gõ đè lên công thức, dòng và cột tổng, ô báo lỗi, số lưu dạng chữ.",
    },
    en: Words {
        title: "the file is of no known form",
        message: "the file is of no known form and was checked as any spreadsheet[; it resembles “{form}” but differs too \
                  much]",
        remedy: "if the form belongs to a pack of your own, name its folder with --packs",
        help: "What its cells mean is not known, so no rule can be checked. What is looked at: whether formulas still give \
               their results, numbers typed over formulas, lines of totals, cells with errors, numbers stored as text.",
    },
};

pub(crate) static W328: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "công thức chưa có kết quả trong bảng tính",
        message: "{count} công thức chưa có kết quả trong tệp, bản xem trước hiện ô trống hoặc số 0",
        remedy: "mở tệp trong Excel, lưu lại, rồi kiểm tra lần nữa",
        help: "Phần mềm đã ghi tệp không tính công thức. Excel tính khi mở, nhưng nơi chỉ xem tệp (thư điện tử, điện thoại) \
               thì không thấy số.",
    },
    en: Words {
        title: "formulas without results in a spreadsheet",
        message: "formulas without a result in the file, where previews show a blank or 0: {count}",
        remedy: "open the file in Excel, save it, and check it again",
        help: "The program that wrote the file computed nothing. Excel does on opening; whoever only views the file, in a \
               mail or on a telephone, sees no figure.",
    },
};
