//! Codes 512–546: whose return a file is, of which form and period, and whether it is wanted.

use super::{Entry, Words};

pub(crate) static E512: Entry = Entry {
    fields: &["name"],
    optional: &["nearest"],
    vi: Words {
        title: "biểu của đơn vị không có trong danh sách",
        message: "biểu ghi đơn vị «{name}», không có trong danh sách tổ chức",
        remedy: "[nếu đúng là «{nearest}» thì ghi thêm cách viết trong biểu vào cột Tên khác của đơn vị đó trong `thiet-lap.xlsx`|\
                 ghi thêm cách viết trong biểu vào cột Tên khác của đúng đơn vị trong `thiet-lap.xlsx`; chưa có đơn vị ấy thì thêm vào trang tính Tổ chức]",
        help: "Tên đơn vị trong biểu không khớp tên, tên khác hay mã của đơn vị nào. Tên gần \
               giống không được tự nhận, vì nhiều chi bộ chỉ khác nhau một chữ.",
    },
    en: Words {
        title: "a return of an unknown organisation",
        message: "the return names “{name}”, which is not in the list of organisations",
        remedy: "[if it is “{nearest}”, add this spelling to its other names in `thiet-lap.xlsx`|\
                 add this spelling to the other names of the right organisation in `thiet-lap.xlsx`, or add the organisation]",
        help: "The name in the return is neither the name, nor another name, nor the code of an \
               organisation. A similar name is not accepted by itself: many branches differ in \
               one word.",
    },
};

pub(crate) static E515: Entry = Entry {
    fields: &["visible", "hidden"],
    optional: &["what"],
    vi: Words {
        title: "thông tin nhận dạng trong biểu mâu thuẫn",
        message: "[{what} trong biểu|thông tin trong biểu] mâu thuẫn: trên trang ghi «{visible}», \
                  thông tin ẩn trong tệp là «{hidden}»",
        remedy: "xin đơn vị nhập vào đúng biểu của mình, đúng kỳ",
        help: "Tệp biểu có gắn sẵn đơn vị và kỳ báo cáo ở một trang tính ẩn. Tên ghi trên trang \
               lại khác, thường do một đơn vị dùng tệp của đơn vị khác. Không biết số liệu của \
               ai nên không nhận.",
    },
    en: Words {
        title: "the identity of a return contradicts itself",
        message: "[{what} of the return|the identity of the return] contradicts itself: the sheet \
                  says “{visible}”, the hidden identity of the file “{hidden}”",
        remedy: "ask the branch to fill in its own file of the form for this period",
        help: "The file carries its organisation and period on a hidden sheet. What the visible \
               sheet says differs, most often because one branch used the file of another. Whose \
               figures they are cannot be known, so they are not taken.",
    },
};

pub(crate) static E516: Entry = Entry {
    fields: &["value"],
    optional: &["allowed", "read"],
    vi: Words {
        title: "biểu ghi kỳ khác với kỳ của mẫu",
        message: "biểu ghi kỳ báo cáo «{value}»[, đọc là {read}], không phải kỳ của biểu này[ ({allowed})]",
        remedy: "ghi lại kỳ báo cáo đúng như trong biểu của bộ biểu mẫu",
        help: "Các năm ghi ở ô kỳ báo cáo không phải các năm của biểu này, nên không chắc số liệu của \
               thời gian nào và biểu chưa được nhận.",
    },
    en: Words {
        title: "the period of a return is not that of its form",
        message: "the return is for “{value}”[, read as {read}], which is not the period of its form[ ({allowed})]",
        remedy: "write the period as the form of the pack has it",
        help: "The years in the period's cell are not those of the form, so it is not certain what \
               time the figures are of, and the return is not taken.",
    },
};

pub(crate) static E517: Entry = Entry {
    fields: &[],
    optional: &["form"],
    vi: Words {
        title: "biểu chưa ghi tên đơn vị",
        message: "biểu[ `{form}`] chưa ghi tên đơn vị",
        remedy: "ghi tên hoặc mã đơn vị vào ô cạnh chữ Đơn vị",
        help: "Ô tên đơn vị trong biểu để trống. Không đoán đơn vị từ tên tệp hay thư mục, nên \
               biểu chưa được nhận.",
    },
    en: Words {
        title: "a return names no organisation",
        message: "the return[ `{form}`] names no organisation",
        remedy: "write the name or code of the organisation into its cell of the form",
        help: "The cell for the organisation is empty. It is not guessed from the name of the \
               file or folder, so the return is not taken.",
    },
};

pub(crate) static E520: Entry = Entry {
    fields: &["unit", "form"],
    optional: &[],
    vi: Words {
        title: "đơn vị không phải nộp biểu này",
        message: "«{unit}» không thuộc diện phải nộp biểu `{form}`",
        remedy: "kiểm tra tên đơn vị trong biểu, loại tổ chức và quan hệ trực thuộc trong \
                 thiet-lap.xlsx",
        help: "Bộ biểu mẫu quy định loại tổ chức nào phải nộp biểu này. Đơn vị ghi trong biểu \
               không thuộc loại đó, hoặc không trực thuộc đơn vị đang tổng hợp; nhận biểu này có \
               thể làm số liệu bị cộng hai lần, nên biểu chưa được nhận.",
    },
    en: Words {
        title: "the unit does not owe this form",
        message: "“{unit}” does not owe the form `{form}`",
        remedy: "check the unit named in the return, and its kind and parent in thiet-lap.xlsx",
        help: "The pack says which kinds of organisation owe this form. The unit named in the \
               return is of another kind, or is not below the unit that consolidates; taking it \
               could count figures twice, so it is not taken.",
    },
};

pub(crate) static E521: Entry = Entry {
    fields: &["units"],
    optional: &[],
    vi: Words {
        title: "một biểu ghi hai đơn vị",
        message: "các trang tính của biểu ghi những đơn vị khác nhau: {units}",
        remedy: "ghi đúng một đơn vị ở tất cả các trang tính của biểu",
        help: "Các trang tính trong cùng một tệp ghi tên những đơn vị khác nhau, nên không biết \
               số liệu là của đơn vị nào và biểu chưa được nhận.",
    },
    en: Words {
        title: "one return names two units",
        message: "the sheets of the return name different units: {units}",
        remedy: "name one and the same unit on every sheet of the return",
        help: "Sheets of one file name different units, so it cannot be told whose the figures \
               are, and the return is not taken.",
    },
};

pub(crate) static E525: Entry = Entry {
    fields: &["value", "form", "version"],
    optional: &[],
    vi: Words {
        title: "biểu của phiên bản khác",
        message: "tệp ghi «{value}», biểu `{form}` đang dùng là phiên bản {version}",
        remedy: "đề nghị đơn vị nhập lại vào đúng phiên bản biểu đang dùng",
        help: "Số liệu của phiên bản khác có thể mang nghĩa khác (thêm, bớt, đổi cách tính một \
               dòng), nên biểu của phiên bản khác chưa được nhận.",
    },
    en: Words {
        title: "a return of another version of the form",
        message: "the file says “{value}”, the form `{form}` in use is version {version}",
        remedy: "ask for the figures in the version that is in use",
        help: "Figures of another version may mean something else, so a return of another version \
               is not taken.",
    },
};

pub(crate) static E527: Entry = Entry {
    fields: &["form"],
    optional: &["value", "read", "allowed"],
    vi: Words {
        title: "biểu chưa ghi kỳ báo cáo",
        message: "không biết biểu `{form}` này của kỳ nào[: ô ghi `{value}`][, đọc là {read}][; các kỳ có thể là {allowed}]",
        remedy: "ghi kỳ vào ô kỳ báo cáo, ví dụ «Quý I năm 2024» hoặc «6 tháng đầu năm 2024», rồi chạy lại",
        help: "Biểu này được nộp nhiều kỳ trong năm, nên phải ghi rõ kỳ. Kỳ không được đoán từ tên tệp hay thư mục.",
    },
    en: Words {
        title: "a return does not say its period",
        message: "the period of this return `{form}` cannot be told[: the cell has `{value}`][, read as {read}][; it may be {allowed}]",
        remedy: "write the period into its cell, such as Quý I năm 2024, and run again",
        help: "This form is owed several times a year, so its period must be written. It is not guessed from the name of the file or folder.",
    },
};

pub(crate) static E531: Entry = Entry {
    fields: &[],
    optional: &["count"],
    vi: Words {
        title: "đã đánh dấu «không phát sinh» nhưng có ghi số phát sinh",
        message: "ô «không phát sinh» đã đánh dấu, nhưng có [{count} ô|ô] ghi số phát sinh khác 0",
        remedy: "hỏi lại đơn vị: bỏ dấu nếu có phát sinh, xóa số nếu không",
        help: "Hai điều đơn vị ghi trái nhau. Máy tin các số đã ghi, coi như chưa đánh dấu: số đã ghi được \
               tính, ô để trống vẫn là chưa báo cáo, nên không mất số nào và không ô trống nào thành 0.",
    },
    en: Words {
        title: "a return is ticked “nothing occurred” and has figures",
        message: "the tick “nothing occurred” is set, and [{count} cells have|a cell has] flows that are not 0",
        remedy: "ask the branch which is right: the tick or the figures",
        help: "The two contradict each other. The figures are believed and the tick is not: what was typed \
               counts and blank cells stay absent, so that nothing is lost and no blank becomes a 0.",
    },
};

pub(crate) static E532: Entry = Entry {
    fields: &["sheet", "property"],
    optional: &[],
    vi: Words {
        title: "tệp biểu mang thông tin ẩn của hai biểu khác nhau",
        message: "thông tin ẩn trong tệp mâu thuẫn: trang ẩn ghi «{sheet}», thuộc tính tệp ghi «{property}»",
        remedy: "xin đơn vị nhập lại vào đúng tệp biểu đã phát cho mình, không chép trang tính từ tệp này sang tệp khác",
        help: "Biểu phát hành mang mã biểu, đơn vị và kỳ ở một trang ẩn và ở thuộc tính của tệp. Hai nơi khác nhau \
               khi trang tính của biểu này được chép sang tệp của biểu khác. Không biết số liệu của ai, của kỳ nào \
               nên không nhận.",
    },
    en: Words {
        title: "a file carries the hidden identity of two different blanks",
        message: "the hidden identity of the file contradicts itself: its hidden sheet says “{sheet}”, its document \
                  property “{property}”",
        remedy: "ask the branch to fill in the blank that was issued to it, without copying sheets between files",
        help: "An issued blank carries form, unit and period on a hidden sheet and as document properties. The two \
               differ when sheets of one blank were put into the file of another. Whose figures they are, and of \
               which period, cannot be known, so they are not taken.",
    },
};

pub(crate) static W546: Entry = Entry {
    fields: &["form", "code"],
    optional: &["count", "files"],
    vi: Words {
        title: "có biểu mà cơ quan không dùng",
        message: "[{count} tệp|tệp] là biểu `{form}`, mã `{code}`, mà thiết lập ghi là không dùng, nên không đọc[: {files}]",
        remedy: "cần số của biểu này thì xóa mã biểu ở mục «Biểu không dùng» của `thiet-lap.xlsx`; không cần thì chuyển \
                 tệp đi nơi khác",
        help: "Mục «Biểu không dùng» của trang tính Đơn vị nêu các biểu mà cơ quan không yêu cầu đơn vị nào nộp: không phát \
               hành, không nhắc nộp, các số của biểu là không áp dụng. Có đơn vị vẫn nộp thì biểu không được tính vào đâu.",
    },
    en: Words {
        title: "a return of a form that the office does not use",
        message: "[{count} returns: ]the form `{form}`, code `{code}`, is taken out of use by the settings, so it is not \
                  read[: {files}]",
        remedy: "if its figures are needed, take the code out of the forms not in use in `thiet-lap.xlsx`; if not, move the \
                 file elsewhere",
        help: "The setting of forms not in use, on the office's sheet, names forms that no unit is asked for: none are issued, \
               none are missed, their figures do not apply. A return that comes all the same counts nowhere.",
    },
};
