//! Codes 570–589: what the office decided of findings, in `xac-nhan.xlsx`.

use super::{Entry, Words};

pub(crate) static E570: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "không đọc được tệp quyết định `xac-nhan.xlsx`",
        message: "không đọc được các quyết định của cơ quan: {reason}",
        remedy: "mở `xac-nhan.xlsx` trong Excel, bỏ mật khẩu nếu có, lưu lại; hỏng thì lấy bản trước trong \
               `.tonghop/xac-nhan`",
        help: "Tệp `xac-nhan.xlsx` ghi các quyết định của cơ quan: số nào đã điều chỉnh, việc nào đã chấp nhận. \
               Không đọc được tệp này mà vẫn tổng hợp thì số in ra khác với điều cơ quan đã quyết định, nên máy \
               dừng lại.",
    },
    en: Words {
        title: "the decisions in `xac-nhan.xlsx` cannot be read",
        message: "the office's decisions cannot be read: {reason}",
        remedy: "open `xac-nhan.xlsx` in Excel, remove the password if there is one, and save it; if it is damaged \
               take the one before from `.tonghop/xac-nhan`",
        help: "The file `xac-nhan.xlsx` holds what the office decided: which figures were adjusted, which findings \
               accepted. Figures printed without it would differ from what was decided, so the run stops.",
    },
};

pub(crate) static E571: Entry = Entry {
    fields: &[],
    optional: &["sheet", "column"],
    vi: Words {
        title: "tệp quyết định thiếu trang tính hoặc cột",
        message: "`xac-nhan.xlsx` thiếu [cột «{column}»|trang tính «{sheet}»|một phần bắt buộc]",
        remedy: "ghi lại đúng tên ấy, hoặc lấy bản trước trong `.tonghop/xac-nhan`",
        help: "Trang tính «Việc cần quyết» và các cột của nó phải giữ nguyên tên; thứ tự cột và dòng thì tùy. Thiếu \
               một cột thì không biết cơ quan đã quyết định gì, nên máy dừng lại.",
    },
    en: Words {
        title: "the workbook of decisions lacks a sheet or column",
        message: "`xac-nhan.xlsx` lacks [the column “{column}”|the sheet “{sheet}”|a required part]",
        remedy: "write that very name again, or take the file before from `.tonghop/xac-nhan`",
        help: "The sheet of decisions and its columns must keep their names; the order of columns and rows is free. \
               Without a column nobody knows what the office decided, so the run stops.",
    },
};

pub(crate) static E572: Entry = Entry {
    fields: &["decision", "missing"],
    optional: &[],
    vi: Words {
        title: "quyết định ghi chưa đủ",
        message: "quyết định «{decision}» ở dòng này chưa ghi đủ, còn thiếu {missing}; chưa áp dụng",
        remedy: "điền cho đủ các ô còn thiếu của dòng, hoặc xóa quyết định ở dòng ấy",
        help: "Quyết định «Chấp nhận» cần lý do. «Chọn» cần phương án chọn. «Điều chỉnh» cần ô, số mới, lý do, người quyết \
               định và căn cứ; dòng tự thêm cần cả đơn vị, kỳ, biểu và số đang có. Ghi chưa đủ thì quyết định chưa \
               có hiệu lực.",
    },
    en: Words {
        title: "a decision is only half filled in",
        message: "the decision “{decision}” in this row is not complete, it lacks {missing}; it does not hold yet",
        remedy: "fill in what the row lacks, or clear its decision",
        help: "Accepting needs a reason, choosing the number of a candidate. An adjustment needs the cell, the new \
               number, a reason, who decided and the basis; in a row of one's own also unit, period, form and what \
               the cell says.",
    },
};

pub(crate) static E573: Entry = Entry {
    fields: &["name", "value"],
    optional: &["reason", "allowed", "nearest"],
    vi: Words {
        title: "một ô của quyết định không dùng được",
        message: "cột «{name}» ghi `{value}`, không dùng được[: {reason}][; chỉ nhận {allowed}]; quyết định ở dòng này \
               chưa áp dụng",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa ô đó|sửa ô đó trong `xac-nhan.xlsx`]",
        help: "Một ô của `xac-nhan.xlsx` có giá trị không hiểu được: từ không có trong danh sách quyết định, số ghi \
               bằng chữ hoặc đọc được hai cách, phương án không có, đơn vị, kỳ hoặc biểu không có.",
    },
    en: Words {
        title: "a cell of a decision cannot be used",
        message: "the column “{name}” says `{value}`, which cannot be used[: {reason}][; only {allowed} can]; the \
               decision in this row does not hold",
        remedy: "[is it `{nearest}`? then correct the cell|correct that cell of `xac-nhan.xlsx`]",
        help: "A cell of `xac-nhan.xlsx` cannot be understood: no decision of the list, a number in words or with \
               two readings, a candidate, unit, period or form that is not there.",
    },
};

pub(crate) static E574: Entry = Entry {
    fields: &["rows"],
    optional: &[],
    vi: Words {
        title: "các dòng quyết định mâu thuẫn nhau",
        message: "cùng một việc mà các dòng {rows} quyết định khác nhau; không dòng nào được áp dụng",
        remedy: "giữ một dòng, xóa quyết định ở các dòng kia",
        help: "Dòng chép ra thành hai mà quyết định khác nhau, hoặc hai dòng điều chỉnh một ô thành hai số, thì \
               không biết quyết định nào là đúng.",
    },
    en: Words {
        title: "rows of decisions contradict one another",
        message: "the rows {rows} decide differently of one thing; none of them holds",
        remedy: "keep one row and clear the decision in the others",
        help: "Where a copied row decides something else, or two rows adjust one cell to two numbers, nobody can \
               know which is meant.",
    },
};

pub(crate) static W575: Entry = Entry {
    fields: &[],
    optional: &["stood", "now", "reason"],
    vi: Words {
        title: "quyết định không còn áp dụng vì ô đã đổi",
        message: "quyết định ở dòng này không còn áp dụng: [lúc quyết định ô ghi `{stood}`, nay ghi `{now}`|{reason}|ô \
               đã đổi]",
        remedy: "xem lại việc này và quyết định lại nếu vẫn cần; không cần nữa thì xóa quyết định ở dòng ấy",
        help: "Quyết định chỉ có hiệu lực khi ô của báo cáo vẫn ghi như lúc quyết định, và vẫn là ô của số liệu ấy. Đơn vị \
               gửi lại số khác, hay biểu chèn thêm dòng, thì việc được nêu lại từ đầu.",
    },
    en: Words {
        title: "a decision no longer holds, as the cell has changed",
        message: "the decision in this row no longer holds: [the cell said `{stood}` and now says `{now}`|{reason}|the \
               cell has changed]",
        remedy: "look at it again and decide anew if need be; otherwise clear the decision",
        help: "A decision holds as long as the cell says what it said when it was made, and is a cell of the same \
               figure. Where the unit sends another figure, or rows have moved, the finding is put up again.",
    },
};

pub(crate) static W576: Entry = Entry {
    fields: &["value"],
    optional: &[],
    vi: Words {
        title: "mã việc không có",
        message: "mã việc `{value}` không phải của việc nào đã nêu",
        remedy: "chép lại mã việc của dòng ấy từ bản trước trong `.tonghop/xac-nhan`, hoặc xóa dòng",
        help: "Mã việc nối quyết định với việc mà máy đã nêu. Mã bị sửa thì không biết quyết định là cho việc nào; \
               riêng dòng «Điều chỉnh» vẫn áp dụng theo đơn vị, kỳ, biểu và ô ghi ở dòng.",
    },
    en: Words {
        title: "a decision has an unknown key",
        message: "the key `{value}` is of no finding that was put up",
        remedy: "copy the key of this row from the file before in `.tonghop/xac-nhan`, or delete the row",
        help: "The key leads from a decision to its finding. Once it is changed nobody knows what was decided of; \
               an adjustment still holds by the unit, period, form and cell of its row.",
    },
};

pub(crate) static I577: Entry = Entry {
    fields: &["decision"],
    optional: &["code"],
    vi: Words {
        title: "việc đã quyết định nay không còn",
        message: "đã quyết định «{decision}», nay việc này[ (`{code}`)] không còn",
        remedy: "không phải làm gì; dòng được giữ lại để theo dõi",
        help: "Việc mà dòng này quyết định không còn thấy nữa, ví dụ đơn vị đã gửi lại số đúng. Dòng được giữ \
               nguyên trong `xac-nhan.xlsx`.",
    },
    en: Words {
        title: "what was decided of is no longer found",
        message: "the decision “{decision}” stands, and its finding[ (`{code}`)] is no longer there",
        remedy: "nothing needs doing; the row is kept",
        help: "What the row decides of is not found any more, for example because the unit has sent the right \
               figure. The row stays in `xac-nhan.xlsx`.",
    },
};

pub(crate) static W578: Entry = Entry {
    fields: &["decision", "draft"],
    optional: &["key", "what", "reason"],
    vi: Words {
        title: "quyết định của dự thảo trước nay không còn",
        message: "quyết định «{decision}»[ `{key}`][ cho {what}][ (lý do: {reason})] có trong {draft}, nay không còn \
               trong `xac-nhan.xlsx`",
        remedy: "lỡ xóa thì chép lại dòng ấy từ bản trước trong `.tonghop/xac-nhan`; cố ý bỏ thì không phải làm gì",
        help: "Mỗi dự thảo ghi lại các quyết định đang có hiệu lực. Quyết định có trong dự thảo gần nhất của kỳ mà \
               nay không còn thì số liệu đã trở lại như đơn vị báo cáo.",
    },
    en: Words {
        title: "a decision of the last draft has gone",
        message: "the decision “{decision}”[ `{key}`][ on {what}][ (reason: {reason})] held in {draft} and is no \
               longer in `xac-nhan.xlsx`",
        remedy: "if that was a slip copy the row from the file before in `.tonghop/xac-nhan`; otherwise nothing needs \
               doing",
        help: "Each draft records the decisions that held. One that held in the last draft of the period and is \
               gone leaves the figure as the unit reported it.",
    },
};

pub(crate) static W579: Entry = Entry {
    fields: &["columns"],
    optional: &[],
    vi: Words {
        title: "cột do máy ghi bị sửa",
        message: "các cột {columns} do máy ghi, dòng này ghi khác; máy dùng điều đã nêu",
        remedy: "chỉ ghi vào các cột tô màu; điều đã ghi đè còn ở bản trước trong `.tonghop/xac-nhan`; muốn điều chỉnh ô \
               khác thì thêm một dòng mới không có mã việc",
        help: "Ở dòng có mã việc, các cột không tô màu do máy ghi và được ghi lại mỗi lần lập dự thảo. Sửa các cột \
               ấy không đổi việc được quyết định.",
    },
    en: Words {
        title: "somebody typed over what is written here",
        message: "the columns {columns} are written by this program and say something else in this row; what was put \
               up counts",
        remedy: "fill in the coloured columns only; what was typed over is in the file before in `.tonghop/xac-nhan`; to \
               adjust another cell add a row without a key",
        help: "In a row with a key the other columns are written anew with each draft. What is typed over them does \
               not change what the row decides of.",
    },
};

pub(crate) static W580: Entry = Entry {
    fields: &["reason"],
    optional: &["path"],
    vi: Words {
        title: "`xac-nhan.xlsx` được giữ nguyên, không ghi lại",
        message: "`xac-nhan.xlsx` được giữ nguyên, vì {reason}[; bản mới nằm ở `{path}` của dự thảo]",
        remedy: "đóng tệp trong Excel hoặc chép phần tự thêm sang tệp khác, rồi lập dự thảo lại",
        help: "Mỗi lần lập dự thảo, máy thêm các việc mới vào `xac-nhan.xlsx` và giữ mọi điều đã ghi. Tệp đang mở, \
               hoặc có trang tính, cột, ghi chú không phải của máy, thì máy không đụng đến.",
    },
    en: Words {
        title: "`xac-nhan.xlsx` was left as it is",
        message: "`xac-nhan.xlsx` was left as it is, because {reason}[; the new one is `{path}` in the draft]",
        remedy: "close the file in Excel, or move what was added to a file of its own, and build again",
        help: "With each draft new findings are added to `xac-nhan.xlsx` and all that was typed is kept. A file \
               that is open, or that holds sheets, columns or notes of others, is not touched.",
    },
};

pub(crate) static I581: Entry = Entry {
    fields: &["label", "unit", "period", "value"],
    optional: &["stood", "reason", "by", "basis"],
    vi: Words {
        title: "số liệu được cơ quan điều chỉnh",
        message: "điều chỉnh «{label}» của «{unit}», kỳ {period}: [ô ghi `{stood}`|ô để trống], lấy {value}[; lý do: \
               {reason}][; người quyết định: {by}][; căn cứ: {basis}]",
        remedy: "không phải làm gì; muốn thôi điều chỉnh thì xóa quyết định trong `xac-nhan.xlsx`",
        help: "Cơ quan đã quyết định dùng số khác với ô của báo cáo. Báo cáo của đơn vị giữ nguyên; số điều chỉnh, \
               lý do, người quyết định và căn cứ có trong bảng nguồn số liệu.",
    },
    en: Words {
        title: "a figure was adjusted by the office",
        message: "“{label}” of “{unit}” for {period} was adjusted: [the cell says `{stood}`|the cell is blank], \
               {value} counts[; reason: {reason}][; decided by: {by}][; basis: {basis}]",
        remedy: "nothing needs doing; to end it clear the decision in `xac-nhan.xlsx`",
        help: "The office decided that another figure counts than that of the return, which stays as it came. The \
               figure, reason, person and basis stand in the ledger.",
    },
};

pub(crate) static I582: Entry = Entry {
    fields: &["file", "others"],
    optional: &["reason", "by", "basis"],
    vi: Words {
        title: "cơ quan đã chọn bản được tính",
        message: "cơ quan đã chọn `{file}`, không tính {others}[; lý do: {reason}][; người quyết định: {by}][; căn cứ: \
               {basis}]",
        remedy: "không phải làm gì; có bản gửi khác nữa thì phải chọn lại",
        help: "Một biểu gửi thành nhiều bản khác nhau, cơ quan đã chọn bản được tính trong `xac-nhan.xlsx`. Quyết \
               định giữ hiệu lực khi các bản vẫn như lúc chọn, dù tệp đổi tên.",
    },
    en: Words {
        title: "the office chose which version counts",
        message: "the office chose `{file}` and not {others}[; reason: {reason}][; decided by: {by}][; basis: {basis}]",
        remedy: "nothing needs doing; should a further version come the choice is to be made again",
        help: "A return came in several versions, and the office chose one in `xac-nhan.xlsx`. That holds as long \
               as the versions are the same, whatever their files are called.",
    },
};

pub(crate) static E583: Entry = Entry {
    fields: &["decision", "reason"],
    optional: &["lacks"],
    vi: Words {
        title: "quyết định không thực hiện được",
        message: "quyết định «{decision}» ở dòng này không thực hiện được: {reason}",
        remedy: "[chép lại biểu «{lacks}» của đơn vị vào `bao-cao-den` thì quyết định có hiệu lực lại; ghi nhầm đơn \
               vị, kỳ thì sửa dòng ấy; bỏ hẳn thì xóa dòng|sửa dòng ấy cho đúng; bỏ hẳn thì xóa dòng]",
        help: "Chỉ điều chỉnh được ô số liệu của một biểu đã nhận, của đơn vị phải báo cáo số ấy, bằng một số mà ô \
               ấy có thể có. Số tổng hợp không điều chỉnh: nó theo số của các đơn vị.",
    },
    en: Words {
        title: "a decision cannot be carried out",
        message: "the decision “{decision}” in this row cannot be carried out: {reason}",
        remedy: "[put the unit's return “{lacks}” back into `bao-cao-den` and the decision holds again; correct a \
               wrong unit or period; delete the row to drop it for good|correct the row; delete it to drop it for \
               good]",
        help: "Only a cell of a figure can be adjusted, of a return that was taken, from a unit that owes it, to a \
               number that the figure can be. Totals are not adjusted: they follow the units.",
    },
};

pub(crate) static I584: Entry = Entry {
    fields: &["rows"],
    optional: &[],
    vi: Words {
        title: "một quyết định ghi ở nhiều dòng",
        message: "các dòng {rows} ghi cùng một quyết định; chỉ tính một lần",
        remedy: "không phải làm gì; có thể xóa bớt dòng chép thừa",
        help: "Dòng chép ra thành nhiều dòng giống nhau thì quyết định chỉ có hiệu lực một lần.",
    },
    en: Words {
        title: "one decision stands in several rows",
        message: "the rows {rows} say the same and count once",
        remedy: "nothing needs doing; the copies may be deleted",
        help: "Copies of a row that decide the same count once, so nothing is adjusted or accepted twice.",
    },
};

pub(crate) static I585: Entry = Entry {
    fields: &["value"],
    optional: &["label"],
    vi: Words {
        title: "ô tổng được cộng lại theo số điều chỉnh",
        message: "[«{label}»|ô này] là công thức cộng từ ô đã điều chỉnh, máy đã cộng lại: {value}",
        remedy: "không phải làm gì nếu số cộng lại là đúng",
        help: "Một ô thành phần đã được cơ quan điều chỉnh, nên ô tổng có công thức của biểu phát hành được cộng \
               lại theo số điều chỉnh. Ô tổng gõ tay thì không đổi, và quy tắc sẽ báo nếu không khớp.",
    },
    en: Words {
        title: "a total follows a figure that was adjusted",
        message: "[“{label}”|the cell] is a formula over a figure that was adjusted; its parts now make {value}",
        remedy: "nothing needs doing if that figure is right",
        help: "One of its parts was adjusted by the office, so a total with the formula of the blank is worked out \
               anew. A total that was typed stays, and the rules tell where it does not fit.",
    },
};

pub(crate) static I586: Entry = Entry {
    fields: &["label", "unit", "period", "stood", "value"],
    optional: &["reason", "by", "basis"],
    vi: Words {
        title: "cơ quan đã chọn cách đọc một ô",
        message: "«{label}» của «{unit}», kỳ {period}: ô ghi `{stood}`, cơ quan chọn đọc là {value}[; lý do: \
               {reason}][; người quyết định: {by}][; căn cứ: {basis}]",
        remedy: "không phải làm gì; chọn lại được trong `xac-nhan.xlsx`",
        help: "Ô đọc được nhiều cách, cơ quan đã chọn một cách trong `xac-nhan.xlsx`. Quyết định giữ hiệu lực khi ô \
               vẫn ghi như thế.",
    },
    en: Words {
        title: "the office chose how to read a cell",
        message: "“{label}” of “{unit}” for {period}: the cell says `{stood}`, and the office reads {value}[; reason: \
               {reason}][; decided by: {by}][; basis: {basis}]",
        remedy: "nothing needs doing; it can be chosen anew in `xac-nhan.xlsx`",
        help: "The cell can be read in several ways, and the office chose one in `xac-nhan.xlsx`. That holds as \
               long as the cell says the same.",
    },
};

pub(crate) static W587: Entry = Entry {
    fields: &["files"],
    optional: &[],
    vi: Words {
        title: "có tệp quyết định khác không được đọc",
        message: "máy chỉ đọc quyết định ở `xac-nhan.xlsx`; {files} nằm cạnh đó không được đọc",
        remedy: "quyết định ghi ở tệp ấy thì mở trong Excel, lưu lại thành `xac-nhan.xlsx` (Excel Workbook); tệp thừa thì \
               chuyển sang thư mục khác",
        help: "Bản chép, bản lưu dạng khác (.xls, .ods, .csv) hay tên khác của `xac-nhan.xlsx` không được đọc: quyết định \
               ghi ở đó không có hiệu lực.",
    },
    en: Words {
        title: "another file of decisions is not read",
        message: "decisions are read from `xac-nhan.xlsx` alone; {files} beside it is not read",
        remedy: "if decisions were typed there, save it as `xac-nhan.xlsx` (Excel workbook); otherwise move it elsewhere",
        help: "A copy of `xac-nhan.xlsx` under another name or in another format (.xls, .ods, .csv) is not read: what is \
               decided there does not hold.",
    },
};

pub(crate) static W588: Entry = Entry {
    fields: &["lock"],
    optional: &[],
    vi: Words {
        title: "`xac-nhan.xlsx` đang mở",
        message: "`xac-nhan.xlsx` đang mở ở một cửa sổ khác (có `{lock}`); điều đã gõ mà chưa lưu thì chưa được tính",
        remedy: "lưu và đóng tệp rồi chạy lại; không còn mở ở máy nào thì xóa tệp khóa ấy",
        help: "Excel, LibreOffice đặt một tệp khóa cạnh tệp đang mở. Máy chỉ đọc điều đã lưu, và không ghi đè tệp đang \
               mở.",
    },
    en: Words {
        title: "`xac-nhan.xlsx` is open",
        message: "`xac-nhan.xlsx` is open in another window (there is `{lock}`); what was typed and not saved does not \
               count yet",
        remedy: "save and close it and run again; if it is open nowhere delete the lock",
        help: "Excel and LibreOffice put a lock beside a file that is open. Only what was saved is read, and a file that \
               is open is not written over.",
    },
};
