//! Codes 201–299: cells of a return.

use super::{Entry, Words};

pub(crate) static E201: Entry = Entry {
    fields: &[],
    optional: &["label", "formula", "link"],
    vi: Words {
        title: "công thức chưa được tính",
        message: "[«{label}»|ô này] là công thức[ `{formula}`] nhưng tệp không lưu kết quả",
        remedy: "[ô lấy số từ một tệp khác, `{link}`, nên tính lại cũng không ra: gõ thẳng con số vào ô|mở \
                 tệp trong Excel, bấm F9 để tính, lưu lại; hoặc gõ thẳng con số vào ô]",
        help: "Ô chứa công thức, nhưng chương trình đã lưu tệp không tính công thức đó nên trong \
               tệp không có kết quả. Không tính thay, vì con số khi đó không phải của đơn vị.",
    },
    en: Words {
        title: "a formula that was never calculated",
        message: "[“{label}”|the cell] is a formula[ `{formula}`] whose result is not in the file",
        remedy: "[the cell takes its figure from another workbook, `{link}`, which no calculation helps: type \
                 the figure into the cell|open the file in Excel, press F9, and save it; or type the figure into \
                 the cell]",
        help: "The cell holds a formula, but the program that saved the file did not calculate \
               it. It is not calculated here: the figure would not be the branch's own.",
    },
};

pub(crate) static E202: Entry = Entry {
    fields: &["value"],
    optional: &["count", "label", "formula"],
    vi: Words {
        title: "ô đang báo lỗi",
        message: "[{count} ô|«{label}»|ô này] đang báo lỗi `{value}`[, công thức `{formula}`]",
        remedy: "sửa công thức, hoặc gõ thẳng con số vào ô",
        help: "Excel không tính được công thức trong ô và hiện một lỗi như `#DIV/0!`, `#REF!`, \
               `#VALUE!`. Ô như vậy không phải số 0 và cũng không phải ô trống.",
    },
    en: Words {
        title: "the cell shows an error",
        message: "[{count} cells show|“{label}” shows|the cell shows] the error `{value}`[, its formula is `{formula}`]",
        remedy: "correct the formula, or type the figure into the cell",
        help: "Excel could not calculate the cell and shows an error such as `#DIV/0!`, `#REF!` \
               or `#VALUE!`. Such a cell is neither zero nor empty.",
    },
};

pub(crate) static E203: Entry = Entry {
    fields: &["value"],
    optional: &["count", "label"],
    vi: Words {
        title: "phải là số nguyên",
        message: "[{count} ô|«{label}»|ô này] phải là số nguyên, ô đang ghi `{value}`",
        remedy: "ghi lại số nguyên, không có phần thập phân",
        help: "Mục này đếm người, tổ chức hoặc cuộc họp nên không thể lẻ. Số lẻ thường do gõ \
               nhầm ô, gõ dấu chấm hoặc dấu phẩy nhầm chỗ, hoặc công thức chia trung bình.",
    },
    en: Words {
        title: "a whole number is required",
        message: "[{count} cells must be whole numbers, they hold|“{label}” must be a whole number, it holds|the \
                  cell must be a whole number, it holds] `{value}`",
        remedy: "write a whole number, without decimals",
        help: "This figure counts people, organisations or meetings and has no fractions. One \
               with decimals stands in the wrong cell, has a point or comma in the wrong place, \
               or comes from a formula that divides.",
    },
};

pub(crate) static E204: Entry = Entry {
    fields: &["value"],
    optional: &["count", "label", "sign"],
    vi: Words {
        title: "ô phải là số nhưng ghi chữ",
        message: "[{count} ô|«{label}»|ô này] phải là số, ô đang ghi `{value}`",
        remedy: "[dấu `{sign}` có thể là không phát sinh, có thể là chưa có số: không phát sinh thì ghi 0, chưa có \
                 thì để trống|chỉ ghi con số trong ô; lời giải thích ghi ở chỗ ghi chú]",
        help: "Ô dành cho con số nhưng có chữ mà máy không biết chắc nghĩa, ví dụ `x`, `như trên`, `một người`, \
               hay con số kèm một từ mà bộ biểu mẫu không có. Không đoán con số trong chữ. Nếu không phát sinh thì \
               ghi 0.",
    },
    en: Words {
        title: "a text stands where a number belongs",
        message: "[{count} cells must be numbers, they hold|“{label}” must be a number, it holds|the cell must be \
                  a number, it holds] `{value}`",
        remedy: "[the sign `{sign}` may mean none and may mean not known: write 0 if there is nothing, leave the \
                 cell empty if it is not known|write only the figure in the cell; put explanations where notes belong]",
        help: "The cell is for a figure but holds words whose meaning is not certain, such as `x`, a sign for the \
               line above, or a number with a word that the pack does not know. A figure within words is not guessed. \
               If there is nothing to report, write 0.",
    },
};

pub(crate) static E205: Entry = Entry {
    fields: &["value"],
    optional: &["label", "min", "max", "meant"],
    vi: Words {
        title: "số ngoài khoảng cho phép",
        message: "[«{label}»|ô này] ghi `{value}`, ngoài khoảng cho phép\
                  [, không được nhỏ hơn {min}][, không được lớn hơn {max}][; có lẽ thiếu dấu phẩy thập phân: {meant}]",
        remedy: "kiểm tra lại con số, nhất là dấu âm, dấu phẩy thập phân và dấu phân cách hàng nghìn",
        help: "Con số không thể có ở mục này, ví dụ số âm ở mục đếm người, hoặc tỷ lệ trên 100%. \
               Con số không được lấy.",
    },
    en: Words {
        title: "a number outside its bounds",
        message: "[“{label}”|the cell] holds `{value}`, which is out of bounds\
                  [, not less than {min} is allowed][, not more than {max} is allowed][; perhaps a decimal comma is missing: {meant}]",
        remedy: "check the figure, above all its sign, its decimal comma and its thousands separator",
        help: "This figure cannot be, such as a negative count of people or a share above 100%. \
               It is not taken.",
    },
};

pub(crate) static E206: Entry = Entry {
    fields: &["value"],
    optional: &["label", "typed", "other"],
    vi: Words {
        title: "ô phải là số nhưng lại là ngày tháng",
        message: "[«{label}»|ô này] phải là số, ô đang là ngày tháng `{value}`\
                  [, có lẽ đã gõ `{typed}` hoặc `{other}`|, có lẽ đã gõ `{typed}`]",
        remedy: "chọn ô, bấm Ctrl+1, thẻ Số (Number), chọn Số thay cho Ngày (Date), rồi gõ lại con số; số lẻ gõ dấu phẩy thập phân, tỷ lệ không gõ dạng 3/4",
        help: "Khi gõ `35.34` hay `3/4`, Excel tiếng Việt có thể tự đổi thành ngày tháng. Con số \
               gốc khi đó đã mất, nên phải gõ lại chứ không suy ngược được.",
    },
    en: Words {
        title: "a date stands where a number belongs",
        message: "[“{label}”|the cell] must be a number, it holds the date `{value}`\
                  [, probably typed as `{typed}` or `{other}`|, probably typed as `{typed}`]",
        remedy: "select the cell, press Ctrl+1, choose Number in the place of Date, and type the figure again",
        help: "When `35.34` or `3/4` is typed, Excel may make it a date. The figure that was \
               meant is lost then and must be typed again: it cannot be worked out backwards.",
    },
};

pub(crate) static E207: Entry = Entry {
    fields: &["expected"],
    optional: &["found", "count"],
    vi: Words {
        title: "tên dòng hoặc tên cột khác với biểu",
        message: "chữ cạnh ô số liệu khác với biểu: biểu ghi «{expected}», \
                  [tệp ghi «{found}»|tệp để trống][; {count} ô không lấy số liệu]",
        remedy: "sửa lại tên dòng, tên cột đúng như biểu của bộ biểu mẫu, hoặc nhập lại vào biểu đó",
        help: "Mỗi ô số liệu được nhận ra bằng tên dòng và tên cột bên cạnh. Khi chữ khác với \
               biểu, có thể dòng đã bị chèn, xóa hoặc dùng cho việc khác, nên con \
               số trong ô không được lấy.",
    },
    en: Words {
        title: "labels beside the cell differ from the form",
        message: "the labels beside figures differ from the form: it has \
                  “{expected}”, the file [has “{found}”|is blank there][; {count} cells are not taken]",
        remedy: "restore the labels of the form, or fill in the form again",
        help: "Every figure is recognised by the labels of its row and column. Where they differ \
               from the form a row may have been inserted, deleted or used for something \
               else, so the figure is not taken.",
    },
};

pub(crate) static E208: Entry = Entry {
    fields: &["sheet"],
    optional: &["form", "nearest"],
    vi: Words {
        title: "thiếu trang tính của biểu",
        message: "thiếu trang tính `{sheet}`[ của biểu `{form}`]",
        remedy: "[mọi chữ in sẵn của trang ấy nằm ở trang tính `{nearest}`: đổi tên `{nearest}` lại thành \
                 `{sheet}` rồi chạy lại|xin đơn vị nhập lại vào đúng biểu, giữ đủ các trang tính]",
        help: "Biểu gồm nhiều trang tính và tệp nhận được thiếu một trang. Các số liệu của trang \
               đó coi như chưa báo cáo, không phải bằng 0.",
    },
    en: Words {
        title: "a sheet of the form is missing",
        message: "the sheet `{sheet}`[ of form `{form}`] is missing",
        remedy: "[all its printed texts stand on the sheet `{nearest}`: rename `{nearest}` to `{sheet}` and \
                 run again|ask for the form filled in again, with all its sheets]",
        help: "The form has several sheets, and the file lacks one. The figures of that sheet \
               count as not reported, not as zero.",
    },
};

pub(crate) static W209: Entry = Entry {
    fields: &[],
    optional: &["count"],
    vi: Words {
        title: "chưa ghi số liệu bắt buộc",
        message: "[{count} ô bắt buộc còn để trống|ô bắt buộc còn để trống]",
        remedy: "ghi con số; nếu không phát sinh thì ghi 0",
        help: "Ô bắt buộc còn để trống. Ô trống là chưa báo cáo, không phải bằng 0: tổng sẽ ghi \
               rõ là thiếu số liệu của đơn vị này.",
    },
    en: Words {
        title: "a required cell is empty",
        message: "[{count} required cells are empty|a required cell is empty]",
        remedy: "write the figure; if there is nothing to report, write 0",
        help: "A required cell is empty. Empty means not reported, not zero: totals will say that \
               the figure of this branch is missing.",
    },
};

pub(crate) static E210: Entry = Entry {
    fields: &["value", "allowed"],
    optional: &["label", "nearest"],
    vi: Words {
        title: "tên xếp loại không có trong danh sách",
        message: "[«{label}»|ô này] ghi `{value}`, chỉ được ghi {allowed}",
        remedy: "[có phải là `{nearest}`? nếu phải thì ghi lại cho đúng|\
                 chọn một trong các mức cho sẵn]",
        help: "Mục này chỉ nhận các mức định sẵn trong bộ biểu mẫu. Chữ viết khác đi, kể cả viết \
               tắt, không được tự hiểu thành một mức nào.",
    },
    en: Words {
        title: "a class that is not in the list",
        message: "[“{label}”|the cell] holds `{value}`, only {allowed} can stand there",
        remedy: "[if `{nearest}` is meant, write it so|choose one of the classes of the list]",
        help: "Only the classes listed in the pack can stand here. Other words and abbreviations \
               are not taken for one of them.",
    },
};

pub(crate) static I211: Entry = Entry {
    fields: &["count", "readings"],
    optional: &[],
    vi: Words {
        title: "số lưu dạng chữ đã được đọc là số",
        message: "{count} ô lưu số dạng chữ, đã đọc là số: {readings:4}",
        remedy: "không phải làm gì nếu các số đọc được là đúng",
        help: "Ô có định dạng Văn bản (Text) nên Excel lưu con số như chữ, và công thức SUM của \
               Excel bỏ qua ô đó. Chữ chỉ có một cách đọc nên đã được đọc thành số.",
    },
    en: Words {
        title: "numbers stored as text were read",
        message: "{count} cells hold numbers stored as text, read as numbers: {readings:4}",
        remedy: "nothing needs doing if the figures that were read are right",
        help: "A cell has the format Text, so Excel keeps the figure as words and its SUM passes \
               over it. The text can be read in one way only, so it was read as a number.",
    },
};

pub(crate) static E212: Entry = Entry {
    fields: &["value", "first", "second"],
    optional: &["label"],
    vi: Words {
        title: "số đọc được hai cách",
        message: "[«{label}»|ô này] ghi `{value}`, đọc được hai cách: {first} hoặc {second}",
        remedy: "đổi định dạng ô về Số (Number) rồi gõ lại con số, không gõ dấu phân cách",
        help: "Chữ như `1.251` có thể là một nghìn hai trăm năm mươi mốt, cũng có thể là một \
               phẩy hai năm một. Khi cả hai cách đều có nghĩa thì không chọn thay đơn vị.",
    },
    en: Words {
        title: "a number that can be read in two ways",
        message: "[“{label}”|the cell] holds `{value}`, which may be {first} or {second}",
        remedy: "set the format of the cell to Number and type the figure without separators",
        help: "A text such as `1.251` may be one thousand two hundred and fifty-one, or one and a \
               quarter. Where both readings make sense, none is chosen.",
    },
};

pub(crate) static W213: Entry = Entry {
    fields: &["hidden"],
    optional: &[],
    vi: Words {
        title: "số liệu nằm ở chỗ bị ẩn",
        message: "số liệu nằm ở chỗ bị ẩn, người mở tệp không nhìn thấy: {hidden}",
        remedy: "bỏ ẩn, xem lại số liệu ở đó, rồi gửi lại tệp",
        help: "Trang tính, dòng hoặc cột chứa số liệu đang bị ẩn. Số liệu vẫn được lấy, nhưng \
               người ký biểu có thể đã không nhìn thấy.",
    },
    en: Words {
        title: "figures stand where they are hidden",
        message: "figures are hidden from whoever opens the file: {hidden}",
        remedy: "unhide them, look at the figures, and send the file again",
        help: "A sheet, row or column with figures is hidden. The figures are taken, but whoever \
               signed the return may not have seen them.",
    },
};

pub(crate) static E214: Entry = Entry {
    fields: &["label", "candidates"],
    optional: &["merged", "sheets", "apart"],
    vi: Words {
        title: "không chắc ô nào là ô của số liệu",
        message: "[trang «{label}» của biểu có mấy bản trong tệp: {sheets}, khác nhau ở {apart} ô; các ô ấy chưa lấy số nào|\
                  không chắc ô nào ghi «{label}»: có thể là {candidates}]",
        remedy: "[bỏ gộp các ô `{merged}`, ghi lại từng số vào ô của nó|giữ lại một trang tính trong {sheets}, xóa \
                 trang thừa rồi chạy lại|nhập lại vào đúng biểu của bộ biểu mẫu]",
        help: "Tệp đã bị chèn, xóa hoặc đổi dòng, và có nhiều ô cùng khớp với tên dòng, tên cột \
               của biểu. Không chọn thay, nên không số nào được lấy.",
    },
    en: Words {
        title: "the cell of a figure is not certain",
        message: "[the sheet “{label}” of the form is there several times: {sheets}; {apart} cells differ, and nothing was read there|\
                  the cell of “{label}” is not certain: it may be {candidates}]",
        remedy: "[unmerge `{merged}` and type each figure into its own cell|keep one of the sheets {sheets}, \
                 delete the other and run again|fill in the form of the pack again]",
        help: "Rows of the file were inserted, deleted or changed, and several cells fit the \
               labels of the form. None is chosen, so no figure is taken.",
    },
};

pub(crate) static E215: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "đơn vị báo cáo cho thời gian chưa có hoặc không còn",
        message: "{count} ô ghi số liệu cho thời gian đơn vị chưa thành lập hoặc đã kết thúc",
        remedy: "xóa các con số này, hoặc sửa ngày thành lập, ngày kết thúc của đơn vị trong \
                 thiet-lap.xlsx",
        help: "Theo thiết lập, đơn vị không tồn tại trong thời gian của ô này nên không thể có số \
               liệu. Con số không được cộng vào tổng.",
    },
    en: Words {
        title: "a figure for a time at which the unit did not exist",
        message: "{count} cells have figures for a time before the unit was founded or after it \
                  ended",
        remedy: "delete the figures, or correct the dates of the unit in thiet-lap.xlsx",
        help: "By the settings the unit did not exist in the period of this cell, so there can be \
               no figure. It is not added to any total.",
    },
};

pub(crate) static E216: Entry = Entry {
    fields: &["value"],
    optional: &["label"],
    vi: Words {
        title: "hai ô của một số liệu ghi khác nhau",
        message: "[«{label}»|số liệu này] có hai ô trong biểu, ô này ghi `{value}`, ô kia ghi khác",
        remedy: "kiểm tra lại rồi ghi hai ô bằng nhau",
        help: "Biểu có hai ô cho cùng một số liệu của cùng một kỳ. Hai ô ghi khác nhau thì không \
               biết ô nào đúng, nên không lấy ô nào.",
    },
    en: Words {
        title: "two cells of one figure differ",
        message: "[“{label}”|the figure] has two cells in the form; this one has `{value}`, the \
                  other something else",
        remedy: "find out which is right and write it into both",
        help: "The form has two cells for one figure of one period. Where they differ it cannot be \
               told which is right, and neither is taken.",
    },
};

pub(crate) static W217: Entry = Entry {
    fields: &["label", "value", "consolidated"],
    optional: &[],
    vi: Words {
        title: "ô của biểu tổng hợp đã bị sửa sau khi tổng hợp",
        message: "{label}: ô ghi `{value}`, trong khi số đã tổng hợp là {consolidated}",
        remedy: "hỏi đơn vị gửi vì sao sửa; nếu số sửa là đúng thì đề nghị sửa từ biểu của cấp dưới và tổng hợp lại",
        help: "Biểu do phần mềm tổng hợp có mang theo cách tính từng số. Ô này đã được sửa tay sau đó: số trong ô được dùng, nhưng không còn truy được đến các đơn vị cấp dưới.",
    },
    en: Words {
        title: "a cell of a consolidated return was changed afterwards",
        message: "{label}: the cell has `{value}`, while {consolidated} was consolidated",
        remedy: "ask the sender why; if the change is right, have it made in the returns below and consolidate again",
        help: "A consolidated return carries how each figure was made. This cell was changed by hand afterwards: what it says is used, but cannot be traced to the units below any more.",
    },
};

pub(crate) static E218: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "dòng không áp dụng cho đơn vị này",
        message: "{count} ô ghi số chuyển trong một cấp mà đơn vị này không trực thuộc",
        remedy: "để trống các ô đó, hoặc ghi 0, và chuyển số sang đúng dòng rồi gửi lại biểu",
        help: "Dòng chuyển đến, chuyển đi trong cùng đảng bộ bộ phận chỉ dành cho chi bộ thuộc một \
               đảng bộ bộ phận. Nếu đơn vị đúng là trực thuộc cấp đó thì sửa cột Trực thuộc trong \
               thiết lập.",
    },
    en: Words {
        title: "a line that does not apply to this unit",
        message: "{count} cells report moves within a body to which this unit does not belong",
        remedy: "leave them blank or 0, put the figure into the right line, send the return again",
        help: "Moves within one section committee are reported only by cells that belong to one. \
               If the unit does belong to such a body, correct its parent in the settings.",
    },
};

pub(crate) static W219: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số ghi ở dòng mà biểu không có",
        message: "{count} ô ghi số ở dòng mà biểu không có; các số này không được tính vào đâu",
        remedy: "hỏi đơn vị số ấy thuộc dòng nào của biểu, cộng vào dòng đó, rồi xóa dòng thêm",
        help: "Đơn vị đã chèn thêm dòng, hoặc chép một dòng của biểu ra chỗ khác, và ghi số ở đó. Các dòng của biểu vẫn đọc được, \
               nhưng số ở dòng thêm không thuộc mục nào nên không có trong tổng nào.",
    },
    en: Words {
        title: "figures on a line that the form does not have",
        message: "{count} figures stand on lines that the form does not have and are counted nowhere",
        remedy: "ask to which line of the form they belong, add them there, then delete the added line",
        help: "The branch has put lines into the blank, or copied one of the form elsewhere, and written figures on them. The lines of the form are \
               read all the same, but what stands on the added ones belongs to nothing and is in no total.",
    },
};

pub(crate) static W220: Entry = Entry {
    fields: &["label"],
    optional: &[],
    vi: Words {
        title: "lời gom của cấp dưới đã bị sửa sau khi tổng hợp",
        message: "«{label}»: chữ trong ô đã được sửa sau khi gom ý kiến của cấp dưới, nên là lời của chính đơn vị gửi",
        remedy: "hỏi đơn vị gửi vì sao sửa; muốn giữ lời của từng đơn vị cấp dưới thì đề nghị gửi lại bản chưa sửa",
        help: "Biểu do phần mềm tổng hợp mang theo lời của từng đơn vị cấp dưới. Ô này đã được sửa tay sau đó: chữ \
               trong ô được dùng như lời của đơn vị gửi, không tách lại được đơn vị nào đã viết gì.",
    },
    en: Words {
        title: "words gathered from below were changed afterwards",
        message: "“{label}”: the text was changed after the words of the units below were gathered, so it is the sender's own",
        remedy: "ask the sender why; to keep the words of each unit below, have the unchanged file sent again",
        help: "A consolidated return carries what each unit below wrote. This cell was changed by hand afterwards: its \
               text is taken as the sender's own words, and who wrote what cannot be told any more.",
    },
};

pub(crate) static E221: Entry = Entry {
    fields: &["label", "most"],
    optional: &[],
    vi: Words {
        title: "chữ trong ô dài quá giới hạn",
        message: "«{label}»: chữ trong ô dài hơn {most} ký tự, nên không đọc",
        remedy: "đề nghị đơn vị viết gọn lại; phần dài thì gửi kèm bằng văn bản",
        help: "Một ô của Excel chứa nhiều nhất 32.767 ký tự. Tệp có ô dài hơn không phải do Excel lưu, và chữ ấy không \
               ghi lại được vào biểu nào.",
    },
    en: Words {
        title: "the text of a cell is too long",
        message: "“{label}”: the text is longer than {most} characters, so it is not read",
        remedy: "ask the unit to be brief, and to send what is long as a document",
        help: "A cell of Excel holds 32,767 characters at most. A file with a longer one was not saved by Excel, and the \
               text could not be written into any form again.",
    },
};

pub(crate) static W222: Entry = Entry {
    fields: &["label", "period"],
    optional: &["source"],
    vi: Words {
        title: "kỳ không có lời riêng của đơn vị",
        message: "văn bản in «{label}» của kỳ {period}, kỳ không ai nộp biểu[: lời in ra là của cả kỳ {source}|, nên không có lời của đơn vị]",
        remedy: "[đọc lại từng ý, bỏ ý không thuộc kỳ báo cáo, hoặc lập báo cáo cho kỳ {source}|\
                 lập báo cáo cho một kỳ nộp biểu, hoặc ghi `ky` là kỳ nộp biểu có lời cần in]",
        help: "Số liệu của một quý riêng tính được bằng phép trừ hai kỳ lũy kế, lời của đơn vị thì không trừ được: lời thuộc \
               về kỳ của biểu đã ghi nó. Vì vậy in lời ở biểu của kỳ dài hơn; không có biểu nào thì chỗ in để trống.",
    },
    en: Words {
        title: "a period without words of its own",
        message: "a document prints “{label}” of {period}, for which nobody makes a return[: the words printed are of the whole of {source}|, so there are no words of units]",
        remedy: "[read each opinion again and drop what is not of the period, or make the report for {source}|\
                 make the report for a period of returns, or let `ky` name the period whose words are wanted]",
        help: "Figures of a single quarter can be worked out by taking one cumulative return off another, words cannot: they \
               belong to the period of the return that has them. The words of the longer period are printed instead; where \
               there is no return at all, their place in the document is empty.",
    },
};

pub(crate) static W224: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "lời của đơn vị dài hơn chiều cao của dòng",
        message: "lời gom của các đơn vị dài hơn chiều cao lớn nhất của một dòng Excel, khi in bị cắt phần cuối",
        remedy: "in lời của các đơn vị trong báo cáo Word hoặc bảng lặp theo từng ý, hoặc làm cột rộng hơn trong mẫu biểu",
        help: "Dòng của Excel cao nhiều nhất 409 điểm. Chữ trong ô vẫn đủ và vẫn đi cùng biểu gửi cấp trên, nhưng trên \
               màn hình và trên giấy không thấy hết.",
    },
    en: Words {
        title: "words of units are longer than a row can show",
        message: "the words of the units are longer than the highest row of Excel, so their end is cut on paper",
        remedy: "print them in a Word report or a table with a row for each opinion, or widen the column of the form",
        help: "A row of Excel is 409 points high at most. The cell has the whole text, which also goes up with the return, \
               but neither screen nor paper shows all of it.",
    },
};

pub(crate) static I231: Entry = Entry {
    fields: &["sheets"],
    optional: &[],
    vi: Words {
        title: "trang tính của biểu mang tên khác",
        message: "trang {sheets} của biểu mang tên khác trong tệp này, được nhận ra theo các chữ in trên trang",
        remedy: "không phải làm gì nếu đúng các trang đã kể; nếu sai thì đổi lại tên trang tính cho đúng",
        help: "Tệp không có trang tính mang tên như trong biểu, nhưng có đúng một trang in hầu hết các chữ của trang đó \
               và không giống trang nào khác của biểu. Bên trái là tên trong biểu, bên phải là tên trong tệp.",
    },
    en: Words {
        title: "a sheet of the form bears another name",
        message: "the sheet {sheets} of the form bears another name in this file, and was told by the texts on it",
        remedy: "nothing, if the sheets listed are right; else restore the names of the sheets",
        help: "No sheet of the file bears the name that the form has, but exactly one prints most of its texts and is like \
               no other sheet of the form. On the left is the name in the form, on the right that in the file.",
    },
};

pub(crate) static I232: Entry = Entry {
    fields: &["count"],
    optional: &["moved"],
    vi: Words {
        title: "đọc theo tên dòng, tên cột ở chỗ khác với biểu",
        message: "{count} ô được đọc ở chỗ khác với biểu, theo tên dòng và tên cột[: {moved}]",
        remedy: "xem vài ô đã kể có đúng là ô ấy không; muốn khỏi hỏi lại thì nhập vào biểu đã phát hành",
        help: "Dòng hoặc cột của tệp đã bị chèn, xóa hoặc đổi chỗ. Mỗi ô được tìm lại theo tên dòng và tên cột đứng cạnh; \
               ô nào có thể là nhiều ô thì không lấy.",
    },
    en: Words {
        title: "read by their labels in another place than the form has them",
        message: "{count} cells were read in another place than the form has them, by their labels[: {moved}]",
        remedy: "see whether those listed are the right ones; to be asked no more, fill in the form as issued",
        help: "Rows or columns of the file were inserted, deleted or moved. Each cell was found again by the labels of its \
               row and column; what may be any of several cells is not taken.",
    },
};

pub(crate) static W233: Entry = Entry {
    fields: &["count"],
    optional: &["moved"],
    vi: Words {
        title: "tên dòng, tên cột gõ lại khác dấu",
        message: "{count} ô được đọc theo tên dòng, tên cột gõ lại khác dấu với biểu[; {moved}]",
        remedy: "so lại vài ô đã kể với tệp; đúng thì không phải làm gì, sai thì sửa tên dòng, tên cột theo biểu",
        help: "Chữ cạnh ô gõ thiếu dấu hoặc sai dấu, nhưng trong biểu chỉ có một dòng, một cột viết như vậy khi bỏ dấu.",
    },
    en: Words {
        title: "labels typed again with other tone marks",
        message: "{count} cells were read by labels that were typed again with other tone marks[; {moved}]",
        remedy: "compare those listed with the file; if they are right nothing needs to be done, else restore the labels",
        help: "The labels beside the cells lack their tone marks or have other ones, but the form has only one row or column \
               that reads so without marks.",
    },
};

pub(crate) static E250: Entry = Entry {
    fields: &["label", "count"],
    optional: &[],
    vi: Words {
        title: "tên dòng, tên cột còn đó nhưng không chắc ô nào là của chúng",
        message: "{count} ô không lấy số liệu, vì dòng hay cột quanh «{label}» đã khác với biểu",
        remedy: "trả các dòng, cột quanh ô về đúng chỗ như trong biểu, hoặc nhập lại vào biểu đã phát hành",
        help: "Chữ cạnh ô vẫn như trong biểu, nhưng đầu bảng hoặc các dòng khác của bảng đã bị chèn, xóa, đổi chỗ, nên \
               không chắc ô ấy còn thuộc bảng nào, cột nào. Không đoán, nên không số nào được lấy.",
    },
    en: Words {
        title: "the labels are still there, but which cell is theirs is not certain",
        message: "{count} cells are not taken, because the rows or columns around “{label}” differ from the form",
        remedy: "put the rows and columns around the cell back where the form has them, or fill in the form as issued",
        help: "The labels beside the cells are those of the form, but headings or other rows of the table were inserted, \
               deleted or moved, so it is not certain to which table or column the cell belongs. Nothing is guessed, so no \
               figure is taken.",
    },
};

pub(crate) static W251: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "số ghi ở cột mà biểu không có",
        message: "{count} ô ghi số ở cột, hoặc ở ô, mà biểu không có; các số này không được tính vào đâu",
        remedy: "hỏi đơn vị số ấy thuộc cột nào của biểu; nếu chỉ để ghi nhớ thì không phải làm gì",
        help: "Trên các dòng của biểu có một cột với tên mà biểu không có, hoặc một ô mà biểu không hỏi ở dòng đó, trong đó \
               ghi số. Các cột của biểu vẫn đọc được, nhưng số ở đó không thuộc mục nào nên không có trong tổng nào.",
    },
    en: Words {
        title: "figures in a column that the form does not have",
        message: "{count} figures stand in columns, or in cells, that the form does not have and are counted nowhere",
        remedy: "ask to which column of the form they belong; if they are only a note nothing needs to be done",
        help: "On the lines of the form there is a column under a heading that the form does not have, with figures. The \
               columns of the form are read all the same, but what stands in the added one belongs to nothing and is in no \
               total. So it is with a cell that the form leaves out on that line.",
    },
};

pub(crate) static W225: Entry = Entry {
    fields: &["label", "period", "count"],
    optional: &[],
    vi: Words {
        title: "lời của đơn vị không vừa một ô",
        message: "«{label}», {period}: còn {count} ý không vừa một ô Excel nên không in trong ô",
        remedy: "in lời của các đơn vị trong báo cáo Word hoặc bảng lặp theo từng ý; đủ mọi ý ở trang tính «Lời của đơn vị» của bảng nguồn số liệu",
        help: "Một ô Excel chứa nhiều nhất 32.767 ký tự. Ô in trọn từng ý cho đến khi hết chỗ, dòng cuối ghi còn bao nhiêu \
               ý. Biểu gửi cấp trên vẫn mang theo nguyên văn lời của mọi đơn vị trong trang tính ẩn.",
    },
    en: Words {
        title: "words of units do not fit into one cell",
        message: "“{label}”, {period}: {count} opinions do not fit into a cell of Excel and are not printed in it",
        remedy: "print them in a Word report or a table with a row for each opinion; all of them stand in the ledger, on its sheet of the words of units",
        help: "A cell of Excel holds 32,767 characters at most. It has whole opinions as long as there is room, and a last \
               line that says how many are left. The return to the level above still carries every unit's words.",
    },
};

pub(crate) static I240: Entry = Entry {
    fields: &["count", "readings"],
    optional: &[],
    vi: Words {
        title: "chữ nghĩa là không có đã được đọc là 0",
        message: "{count} ô ghi chữ nghĩa là không có, đã đọc là 0: {readings:4}",
        remedy: "không phải làm gì nếu đúng là không phát sinh; chưa có số liệu thì để trống ô",
        help: "Ô đếm ghi «không», «không có», «không phát sinh» là đã báo cáo không có, nên là số 0. Ô trống, dấu gạch, \
               «chưa có số liệu» thì không phải số 0. Dấu gạch chỉ là 0 khi bộ biểu mẫu quy định như vậy cho biểu ấy.",
    },
    en: Words {
        title: "words that say there is none were read as 0",
        message: "{count} cells say in words that there is none, read as 0: {readings:4}",
        remedy: "nothing needs doing if there is none; leave the cell empty if the figure is not known",
        help: "A cell of a count that says in words that there is none reports 0. An empty cell, a dash and words for a \
               figure that is not known do not. A dash is 0 only where the pack says so of its form.",
    },
};

pub(crate) static I241: Entry = Entry {
    fields: &["count", "readings"],
    optional: &[],
    vi: Words {
        title: "số ghi kèm đơn vị tính đã được đọc",
        message: "{count} ô ghi số kèm đơn vị tính, đã đọc là số: {readings:4}",
        remedy: "không phải làm gì nếu các số đọc được là đúng; lần sau chỉ ghi con số",
        help: "Sau con số chỉ có tên đơn vị tính của chính mục ấy, theo bảng `unit_words` của bộ biểu mẫu. Công thức \
               SUM của Excel bỏ qua ô như vậy, nên ô cộng của đơn vị có thể thiếu.",
    },
    en: Words {
        title: "figures with their unit of measure were read",
        message: "{count} cells hold a figure with its unit of measure, read as numbers: {readings:4}",
        remedy: "nothing needs doing if the figures that were read are right; next time write the figure alone",
        help: "Behind the figure stands only the unit of measure of that very line, as the table `unit_words` of the \
               pack has it. The SUM of Excel passes over such a cell, so that sums of the branch may lack it.",
    },
};

pub(crate) static W242: Entry = Entry {
    fields: &["count", "readings"],
    optional: &[],
    vi: Words {
        title: "dấu chấm, dấu phẩy trong số được hiểu theo mục của ô",
        message: "{count} ô ghi số có dấu đọc được hai cách, chỉ một cách hợp với mục của ô: {readings:4}",
        remedy: "so lại với đơn vị; lần sau gõ số không có dấu phân cách, ô định dạng Số (Number)",
        help: "Chữ như `1.251` đọc được hai cách. Ở mục đếm thì số lẻ không thể có, nên chỉ còn một nghìn hai trăm năm \
               mươi mốt; ở mục có số lớn nhất thì số vượt quá không thể có. Còn hai cách đọc thì số không được lấy.",
    },
    en: Words {
        title: "a mark in a number was read as its line allows",
        message: "{count} cells hold a number that reads in two ways, of which their lines allow one: {readings:4}",
        remedy: "ask the branch; next time type the figure without separators, in the format Number",
        help: "A text such as `1.251` reads in two ways. A count has no fractions, so only one thousand two hundred and \
               fifty-one is left; a line with a largest value has none beyond it. Where both are left neither is taken.",
    },
};

pub(crate) static I243: Entry = Entry {
    fields: &["count", "readings"],
    optional: &[],
    vi: Words {
        title: "số ghi kèm tổng đã được đọc là phần đứng trước",
        message: "{count} ô ghi cả phần lẫn tổng, đã đọc phần đứng trước: {readings:4}",
        remedy: "không phải làm gì nếu các số đọc được là đúng; lần sau chỉ ghi con số đứng trước",
        help: "Ô ghi như `12/15 (đạt 80%)`. Số đứng sau đúng bằng tổng số mà chính biểu này ghi ở mục của tổng, và tỷ lệ \
               ghi kèm, nếu có, khớp với hai số, nên số đứng trước chắc là số của ô.",
    },
    en: Words {
        title: "of a part and its whole the part was read",
        message: "{count} cells hold a part with its whole, of which the part was read: {readings:4}",
        remedy: "nothing needs doing if the figures that were read are right; next time write the part alone",
        help: "A cell such as `12/15 (80%)`: the second number is the very total that this return gives, and the \
               percentage beside it, if any, is that of the two, so that the first is the figure of the cell for certain.",
    },
};

pub(crate) static W244: Entry = Entry {
    fields: &["count", "readings"],
    optional: &[],
    vi: Words {
        title: "ô ghi là chưa có số liệu",
        message: "{count} ô ghi là chưa có số liệu, coi như chưa báo cáo: {readings:4}",
        remedy: "hỏi đơn vị con số; không phát sinh thì ghi 0",
        help: "Đơn vị nói rõ là chưa có số, ví dụ «chưa có số liệu», «đang tổng hợp», dấu hỏi. Ô được coi như để trống, \
               không phải bằng 0.",
    },
    en: Words {
        title: "cells that say the figure is not known yet",
        message: "{count} cells say that the figure is not known yet and count as not reported: {readings:4}",
        remedy: "ask the branch for the figure; if there is nothing to report, write 0",
        help: "The branch says in words, or with a question mark, that it has no figure yet. The cell counts as empty, \
               not as zero.",
    },
};

pub(crate) static E245: Entry = Entry {
    fields: &["value", "other"],
    optional: &["count", "label", "unit"],
    vi: Words {
        title: "số ghi kèm đơn vị tính của mục khác",
        message: "[{count} ô|«{label}»|ô này][ đếm bằng {unit}, nhưng] ghi `{value}`, là {other}",
        remedy: "kiểm tra con số có nằm đúng dòng, đúng cột không, rồi chỉ ghi con số",
        help: "Sau con số là tên một đơn vị tính khác của bộ biểu mẫu, nên có thể số của dòng khác đã ghi nhầm vào ô. \
               Người và lượt người cũng là hai đơn vị khác nhau. Con số không được lấy.",
    },
    en: Words {
        title: "a figure with the unit of measure of another line",
        message: "[{count} cells hold|“{label}” holds|the cell holds] `{value}`, which is {other}[; {unit} belongs there]",
        remedy: "see whether the figure stands in the right row and column, and write it alone",
        help: "The words behind the figure name another unit of measure of the pack, so that the figure of another line \
               may stand here. People and attendances are two units as well. The figure is not taken.",
    },
};

pub(crate) static E246: Entry = Entry {
    fields: &["value", "candidates"],
    optional: &["count", "label", "whole", "known", "percent"],
    vi: Words {
        title: "một ô ghi nhiều con số",
        message: "[{count} ô|«{label}»|ô này] ghi `{value}`, không biết chắc số nào trong {candidates}[; «{whole}» trong biểu \
                  lại là {known}][; hai số ấy không ra {percent}%]",
        remedy: "chỉ ghi một con số trong ô; số khác ghi ở ô của nó hoặc ở chỗ ghi chú",
        help: "Ô của một số liệu chỉ chứa một con số. Ô ghi phần và tổng, như `12/15`, được đọc khi tổng đúng bằng số mà \
               chính biểu ấy ghi ở mục của tổng, và tỷ lệ ghi kèm khớp; khác một trong hai thì không lấy.",
    },
    en: Words {
        title: "several numbers in one cell",
        message: "[{count} cells hold|“{label}” holds|the cell holds] `{value}`, of {candidates} none is certain[; “{whole}” of the return is \
                  {known}][; the two do not make {percent}%]",
        remedy: "write one figure in the cell; put others into their own cells or where notes belong",
        help: "The cell of a figure holds one number. A part with its whole, such as `12/15`, is read where the whole is \
               the figure that the return itself gives for it and the percentage beside them is theirs; else neither is.",
    },
};

pub(crate) static E247: Entry = Entry {
    fields: &["value"],
    optional: &["count", "label", "unit"],
    vi: Words {
        title: "ô phải là số đếm nhưng ghi tỷ lệ phần trăm",
        message: "[{count} ô|«{label}»|ô này] ghi tỷ lệ `{value}`[, phải là số {unit}]",
        remedy: "ghi con số; tỷ lệ được tính lại từ các con số, không phải ghi ở đây",
        help: "Tỷ lệ phần trăm không cho biết con số: 85% của bao nhiêu thì không có trong ô. Con số không được lấy.",
    },
    en: Words {
        title: "a percentage stands where a count belongs",
        message: "[{count} cells hold|“{label}” holds|the cell holds] the percentage `{value}`[ where {unit} belongs]",
        remedy: "write the figure; percentages are worked out from figures and do not belong here",
        help: "A percentage does not give the figure: of how many it is, is not in the cell. It is not taken.",
    },
};

pub(crate) static E248: Entry = Entry {
    fields: &["value"],
    optional: &["count", "label"],
    vi: Words {
        title: "con số chỉ là ước chừng",
        message: "[{count} ô|«{label}»|ô này] ghi `{value}`, là số ước chừng hoặc một khoảng",
        remedy: "hỏi đơn vị và ghi con số chính xác; chưa có thì để trống",
        help: "Ô ghi như `khoảng 12`, `trên 12`, `~12`, `12-15`. Số liệu báo cáo phải là con số đếm được, nên số ước \
               chừng không được lấy.",
    },
    en: Words {
        title: "the number is only approximate",
        message: "[{count} cells hold|“{label}” holds|the cell holds] `{value}`, an approximate number or a range",
        remedy: "ask the branch and write the exact figure; leave the cell empty if there is none",
        help: "A cell such as `~12`, `>12` or `12-15`. What is reported is counted, so an approximate number is not \
               taken.",
    },
};

pub(crate) static E249: Entry = Entry {
    fields: &["candidates"],
    optional: &["label"],
    vi: Words {
        title: "đánh dấu hơn một ô",
        message: "[«{label}»|mục này] đánh dấu nhiều ô: {candidates}",
        remedy: "chỉ đánh dấu X ở một ô, xóa các dấu còn lại",
        help: "Mục này có nhiều ô, mỗi ô một mức, và đơn vị đánh dấu đúng một ô. Đánh dấu hai ô thì không biết là mức \
               nào, nên không mức nào được lấy.",
    },
    en: Words {
        title: "more than one cell is ticked",
        message: "[“{label}”|the line] is ticked in several cells: {candidates}",
        remedy: "tick one cell with X and clear the others",
        help: "The line has several cells, one for each class, of which exactly one is ticked. Where two are, nobody \
               knows which class is meant, so none is taken.",
    },
};
