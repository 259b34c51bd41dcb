//! Codes 601–699: Word and Excel templates.

use super::{Entry, Words};

pub(crate) static E601: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "không đọc được mẫu",
        message: "không đọc được mẫu: {reason}",
        remedy: "mở mẫu trong Word hoặc Excel, lưu lại đúng kiểu `.docx` hoặc `.xlsx`",
        help: "Tệp mẫu bị hỏng hoặc không đúng loại, nên không làm được văn bản từ mẫu này.",
    },
    en: Words {
        title: "the template cannot be read",
        message: "the template cannot be read: {reason}",
        remedy: "open it in Word or Excel and save it again as `.docx` or `.xlsx`",
        help: "The template is damaged or of another kind, so nothing can be made from it.",
    },
};

pub(crate) static E602: Entry = Entry {
    fields: &["name"],
    optional: &["nearest", "around"],
    vi: Words {
        title: "mẫu dùng tên không có",
        message: "mẫu dùng tên `{name}`, không có tên nào như vậy[; ở gần «{around}»]",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa trong mẫu|\
                 sửa tên trong mẫu theo danh sách số liệu của bộ biểu mẫu]",
        help: "Chữ giữa hai dấu ngoặc nhọn kép trong mẫu phải là tên một số liệu của bộ biểu mẫu, \
               hoặc một thông tin như tên cơ quan, kỳ báo cáo. Tên này không có.",
    },
    en: Words {
        title: "a template uses an unknown name",
        message: "the template uses `{name}`, and there is nothing of that name\
                  [; near “{around}”]",
        remedy: "[if `{nearest}` is meant, correct the template|\
                 correct the name, following the list of figures of the pack]",
        help: "What stands between double braces in a template must be the name of a figure of \
               the pack, or a fact such as the office or the period. There is none of this name.",
    },
};

pub(crate) static E603: Entry = Entry {
    fields: &["tag"],
    optional: &["around"],
    vi: Words {
        title: "thẻ trong mẫu chưa được đóng",
        message: "thẻ `{tag}` trong mẫu chưa được đóng[; ở gần «{around}»]",
        remedy: "thêm thẻ đóng tương ứng, hoặc bỏ thẻ mở",
        help: "Mỗi thẻ mở đầu một đoạn lặp hay một điều kiện phải có thẻ kết thúc, và mỗi cặp dấu \
               ngoặc nhọn mở phải có cặp đóng.",
    },
    en: Words {
        title: "a tag of a template is not closed",
        message: "the tag `{tag}` of the template is not closed[; near “{around}”]",
        remedy: "add the tag that closes it, or take it out",
        help: "Every tag that begins a repetition or a condition needs the tag that ends it, and \
               opening braces need their closing ones.",
    },
};

pub(crate) static E604: Entry = Entry {
    fields: &["tag"],
    optional: &["around"],
    vi: Words {
        title: "thẻ đóng không có thẻ mở",
        message: "thẻ `{tag}` trong mẫu không có thẻ mở[; ở gần «{around}»]",
        remedy: "thêm thẻ mở ở phía trước, hoặc bỏ thẻ này",
        help: "Mẫu có thẻ kết thúc một đoạn lặp hay một điều kiện mà phía trước không có thẻ mở \
               tương ứng. Thường do xóa hoặc chép sót một dòng.",
    },
    en: Words {
        title: "a closing tag without its opening",
        message: "the tag `{tag}` of the template closes what was not opened[; near “{around}”]",
        remedy: "add the opening tag before it, or take it out",
        help: "A tag ends a repetition or a condition that nothing before it begins. Most often a \
               line was deleted or not copied.",
    },
};

pub(crate) static E605: Entry = Entry {
    fields: &["tag"],
    optional: &["around"],
    vi: Words {
        title: "thẻ mở và thẻ đóng đặt lệch chỗ",
        message: "thẻ mở và thẻ đóng của `{tag}` đặt lệch chỗ[; ở gần «{around}»]",
        remedy: "đặt cả hai thẻ trong cùng một đoạn, cùng một dòng bảng, hoặc mỗi thẻ một dòng riêng",
        help: "Phần nằm giữa thẻ mở và thẻ đóng phải là trọn vẹn một số đoạn văn, một số dòng \
               của bảng hoặc một số ô. Thẻ mở trong bảng mà thẻ đóng ngoài bảng thì không biết \
               lặp lại phần nào.",
    },
    en: Words {
        title: "the ends of a block do not fit together",
        message: "the opening and closing tag of `{tag}` do not fit together[; near “{around}”]",
        remedy: "put both into one paragraph, one table row, or each into a row of its own",
        help: "What stands between an opening and a closing tag must be whole paragraphs, whole \
               rows or whole cells. With one tag inside a table and the other outside, nothing \
               can be repeated.",
    },
};

pub(crate) static E606: Entry = Entry {
    fields: &["reason"],
    optional: &["expression", "around"],
    vi: Words {
        title: "không hiểu được thẻ trong mẫu",
        message: "không hiểu được [thẻ `{expression}`|thẻ] trong mẫu: {reason}\
                  [; ở gần «{around}»]",
        remedy: "sửa lại thẻ; chỉ dùng tên không dấu, nháy thẳng và các phép tính đã hướng dẫn",
        help: "Thẻ viết sai cách, ví dụ thiếu dấu nháy, thừa dấu ngoặc, hoặc dùng tên có dấu.",
    },
    en: Words {
        title: "a tag of a template cannot be understood",
        message: "[the tag `{expression}`|a tag] of the template cannot be understood: {reason}\
                  [; near “{around}”]",
        remedy: "correct the tag; use names without diacritics and straight quotation marks",
        help: "The tag is not written as it should be: a quotation mark is missing, a bracket is \
               one too many, or a name has diacritics.",
    },
};

pub(crate) static E607: Entry = Entry {
    fields: &["reason"],
    optional: &["expression", "around"],
    vi: Words {
        title: "không tính được thẻ trong mẫu",
        message: "không tính được [thẻ `{expression}`|thẻ] trong mẫu: {reason}\
                  [; ở gần «{around}»]",
        remedy: "sửa thẻ; số để tính, để vẽ biểu đồ là `gia_tri(...)`, số có thể chưa có thì hỏi `co(...)` trước",
        help: "Thẻ viết đúng cách nhưng không tính ra kết quả, ví dụ chia cho 0, hoặc so sánh một \
               số liệu chưa có.",
    },
    en: Words {
        title: "a tag of a template cannot be evaluated",
        message: "[the tag `{expression}`|a tag] of the template cannot be evaluated: {reason}\
                  [; near “{around}”]",
        remedy: "correct the tag; a figure to reckon with or to draw is `gia_tri(...)`, ask `co(...)` first where it may be absent",
        help: "The tag is well written but gives no result, such as a division by zero, or a \
               comparison with a figure that is absent.",
    },
};

pub(crate) static E608: Entry = Entry {
    fields: &["limit"],
    optional: &["around"],
    vi: Words {
        title: "kết quả vượt giới hạn",
        message: "kết quả làm từ mẫu vượt giới hạn: {limit}[; ở gần «{around}»]",
        remedy: "giảm số lần lặp trong mẫu, hoặc chia kết quả ra nhiều tệp",
        help: "Kết quả vượt giới hạn của Word, Excel hoặc của chương trình, ví dụ số dòng của một \
               trang tính. Tệp như vậy mở ra sẽ lỗi nên không được ghi.",
    },
    en: Words {
        title: "the result exceeds a limit",
        message: "the result of the template exceeds a limit: {limit}[; near “{around}”]",
        remedy: "repeat less in the template, or divide the result over several files",
        help: "The result would exceed a limit of Word, of Excel or of the program, such as the \
               rows of a sheet. Such a file would not open, so it is not written.",
    },
};

pub(crate) static W609: Entry = Entry {
    fields: &["name", "shown"],
    optional: &["label", "units"],
    vi: Words {
        title: "mẫu in một số liệu chưa có",
        message: "chưa có số liệu [«{label}» ](`{name}`)[ của {units}], chỗ đó in {shown}",
        remedy: "bổ sung số liệu rồi chạy lại, hoặc điền tay vào văn bản",
        help: "Văn bản cần in một số liệu mà không đơn vị nào báo cáo, hoặc số liệu bị từ chối. \
               Chỗ đó được để dấu ba chấm hoặc để trống, không bao giờ in số 0 thay.",
    },
    en: Words {
        title: "a figure is absent where it is printed",
        message: "the figure [“{label}” ](`{name}`)[ of {units}] is absent, {shown} is printed \
                  in its place",
        remedy: "supply the figure and run again, or write it into the document by hand",
        help: "The document prints a figure that nobody reported, or that was refused. An ellipsis \
               or an empty cell stands in its place, never a zero.",
    },
};

pub(crate) static E610: Entry = Entry {
    fields: &["name", "reason"],
    optional: &["around"],
    vi: Words {
        title: "không dùng được tệp mà mẫu nêu tên",
        message: "không dùng được tệp `{name}` mà thẻ trong mẫu nêu: {reason}\
                  [; ở gần «{around}»]",
        remedy: "đặt tệp vào đúng chỗ, hoặc sửa tên tệp trong thẻ hay trong dữ liệu",
        help: "Thẻ chèn ảnh, chèn văn bản khác hoặc vẽ lại biểu đồ nêu tên một tệp. Tệp phải nằm \
               trong thư mục làm việc, đọc được và đúng loại (ảnh .png, .jpg, .gif, .bmp, .emf; văn \
               bản .docx).",
    },
    en: Words {
        title: "a file that a template names cannot be used",
        message: "the file `{name}` that a tag of the template names cannot be used: {reason}\
                  [; near “{around}”]",
        remedy: "put the file in its place, or correct its name in the tag or in the data",
        help: "A tag that places a picture or another document, or redraws a chart, names a file. \
               It must lie inside the working folder, be readable and of the right kind (pictures \
               .png, .jpg, .gif, .bmp, .emf; documents .docx).",
    },
};

pub(crate) static E663: Entry = Entry {
    fields: &["chart", "reason"],
    optional: &["around"],
    vi: Words {
        title: "biểu đồ không vẽ được từ bảng số liệu của nó",
        message: "biểu đồ {chart} không vẽ được từ bảng số liệu của nó: {reason}[; ở gần «{around}»]",
        remedy: "trong Word chọn biểu đồ, Sửa dữ liệu; ô số thì viết thẳng tên số liệu trong thẻ, không thêm chữ \
                 trước hay sau thẻ, không dùng hàm in ra chữ; cột chữ chỉ để làm tên nhóm",
        help: "Bảng số liệu kèm theo biểu đồ được điền như một bảng tính rồi biểu đồ vẽ theo. Vùng mà biểu đồ coi là số \
               phải toàn số; chữ, công thức chưa tính được, bảng nằm ngoài tệp mẫu thì không vẽ được.",
    },
    en: Words {
        title: "a chart cannot be drawn from its data sheet",
        message: "the chart {chart} cannot be drawn from its data sheet: {reason}[; near “{around}”]",
        remedy: "select the chart in Word and edit its data; in a cell for a number the tag is the name of the figure, with no text \
                 around it and no function that prints text; a column of text can only name the categories",
        help: "The data sheet of a chart is filled as a workbook and the chart follows. What the chart takes for numbers \
               must be numbers; text, formulas that cannot be computed or a workbook elsewhere cannot be drawn.",
    },
};

pub(crate) static E611: Entry = Entry {
    fields: &["reason"],
    optional: &["around"],
    vi: Words {
        title: "kết quả của thẻ không đặt được ở chỗ này",
        message: "kết quả của thẻ không đặt được ở chỗ này: {reason}[; ở gần «{around}»]",
        remedy: "chuyển thẻ sang chỗ khác, thường là một đoạn văn riêng chỉ có thẻ đó",
        help: "Ảnh, danh sách, văn bản chèn vào hay ngắt phần chỉ đặt được trong đoạn văn; một số \
               phải đứng riêng một đoạn. Chúng không đặt được trong thuộc tính tệp hay trong địa \
               chỉ liên kết.",
    },
    en: Words {
        title: "what a tag gives cannot stand here",
        message: "what the tag gives cannot stand here: {reason}[; near “{around}”]",
        remedy: "move the tag, as a rule into a paragraph of its own",
        help: "Pictures, lists, placed documents and section breaks can only stand in paragraphs, \
               some of them only in one of their own; never in document properties or in the \
               address of a link.",
    },
};

pub(crate) static W612: Entry = Entry {
    fields: &["what"],
    optional: &["around"],
    vi: Words {
        title: "còn việc phải làm trong Word",
        message: "{what}[; ở gần «{around}»]",
        remedy: "mở văn bản bằng Word, nhấn Ctrl+A rồi F9, chọn cập nhật toàn bộ, lưu lại",
        help: "Chương trình tự tính lại mục lục, số thứ tự hình và bảng, tham chiếu, thuộc tính \
               tệp và phép cộng trong bảng. Số trang chỉ Word biết sau khi dàn trang: chỗ đó để \
               dấu ba chấm, không để số trang cũ của mẫu. Mở văn bản không bị hỏi gì; khi nào \
               cần thì nhấn F9.",
    },
    en: Words {
        title: "something is left to do in Word",
        message: "{what}[; near “{around}”]",
        remedy: "open the document in Word, press Ctrl+A and F9, update everything and save",
        help: "Contents, numbers of figures and tables, references, properties and sums in tables \
               are computed. Page numbers are known only to Word once it has laid out the pages: \
               an ellipsis stands there, never the template's old number. The document opens \
               without a question; press F9 when you need the numbers.",
    },
};

pub(crate) static W613: Entry = Entry {
    fields: &["part"],
    optional: &["around"],
    vi: Words {
        title: "thẻ ở chỗ không được điền",
        message: "thẻ nằm trong {part} nên không được điền[: «{around}»]",
        remedy: "nếu cần in giá trị thì chuyển thẻ ra văn bản; nếu không thì bỏ qua",
        help: "Chú thích (comment), chữ đã đánh dấu xóa và khối văn bản dựng sẵn được giữ nguyên \
               như trong mẫu; thẻ viết ở đó không được thay bằng giá trị.",
    },
    en: Words {
        title: "a tag where nothing is filled in",
        message: "a tag stands in {part}, where nothing is filled in[: “{around}”]",
        remedy: "move the tag into the text if its value is wanted, else pass over this",
        help: "Comments, text marked as deleted and building blocks are kept as they are; a tag in \
               them is not replaced by a value.",
    },
};

pub(crate) static W614: Entry = Entry {
    fields: &["wanted", "name"],
    optional: &["around"],
    vi: Words {
        title: "tên trang tính bị sửa",
        message: "trang tính được đặt tên «{name}», không phải «{wanted}»[: «{around}»]",
        remedy: "muốn tên khác thì rút ngắn hoặc sửa giá trị mà thẻ trên tên trang tính lấy",
        help: "Excel chỉ nhận tên trang tính dài đến 31 chữ, không có các dấu [ ] : * ? / \\, không \
               trùng nhau (không phân biệt chữ hoa, chữ thường). Dấu cấm thành dấu cách, chữ thừa \
               bị cắt, tên trùng được thêm « (2)», « (3)»….",
    },
    en: Words {
        title: "the name of a sheet was changed",
        message: "the sheet is called “{name}”, not “{wanted}”[: “{around}”]",
        remedy: "for another name shorten or change the value that the tag on the tab takes",
        help: "Excel takes names of up to 31 characters, without [ ] : * ? / \\, no two alike (case \
               does not matter). Forbidden characters become spaces, what is too long is cut, equal \
               names get “ (2)”, “ (3)”….",
    },
};

pub(crate) static W670: Entry = Entry {
    fields: &["name", "label", "unit", "reason"],
    optional: &["base", "others"],
    vi: Words {
        title: "chưa so sánh được với kỳ khác",
        message: "chưa so sánh được «{label}» (`{name}`)[ và {others} số khác] của {unit}[ với {base}]: {reason}",
        remedy: "bổ sung báo cáo còn thiếu rồi chạy lại, hoặc tự viết câu ấy",
        help: "Chỉ so sánh hai số gồm đủ mọi đơn vị, mỗi đơn vị bằng số của chính kỳ ấy. Thiếu một \
               đơn vị ở một trong hai kỳ thì tăng hay giảm đều có thể sai, nên văn bản ghi là chưa \
               có số liệu để so sánh.",
    },
    en: Words {
        title: "not compared with another period",
        message: "“{label}” (`{name}`)[ and {others} others] of {unit} could not be compared[ with {base}]: {reason}",
        remedy: "supply the missing returns and run again, or write the sentence by hand",
        help: "Only figures that cover every unit, each with its own figure of the period, are \
               compared. With a unit missing in one of the two periods either way could be wrong, \
               so the document says that there is no figure to compare with.",
    },
};

pub(crate) static W671: Entry = Entry {
    fields: &["label", "unit", "period", "shares", "sum"],
    optional: &[],
    vi: Words {
        title: "các tỷ lệ đã làm tròn không cộng thành 100%",
        message: "các tỷ lệ của «{label}» ({unit}, {period}) in là {shares}, cộng lại {sum}%",
        remedy: "thêm chú thích «Tổng các tỷ lệ có thể khác 100% do làm tròn»; không sửa số",
        help: "Mọi phần của một tổng số đều được in thành tỷ lệ phần trăm, mỗi tỷ lệ làm tròn \
               riêng nên cộng lại lệch 100% một chút. Từng tỷ lệ đều đúng, chương trình không tự \
               sửa tỷ lệ nào cho khớp.",
    },
    en: Words {
        title: "rounded shares do not add up to 100 %",
        message: "the shares of “{label}” ({unit}, {period}) read {shares}, together {sum} %",
        remedy: "add a note that shares may not add up to 100 % because of rounding; change none",
        help: "Every part of a total is printed as a share in percent, each rounded by itself, so \
               that together they are not quite 100 %. Each share is right; none is adjusted.",
    },
};

pub(crate) static W672: Entry = Entry {
    fields: &["tag"],
    optional: &["around"],
    vi: Words {
        title: "mẫu tự viết số 0 trước số liệu",
        message: "mẫu viết số 0 ngay trước thẻ `{tag}`[: «{around}»]",
        remedy: "xóa số 0 trong mẫu; muốn in `05` thì ghi 05 ở mục Số đếm trong câu của thiết lập",
        help: "Số 0 gõ sẵn đứng trước mọi giá trị, cả khi số liệu từ 10 trở lên: 12 thành 012.",
    },
    en: Words {
        title: "the template writes a 0 before a figure",
        message: "the template writes a 0 right before the tag `{tag}`[: “{around}”]",
        remedy: "take the 0 out; for `05` choose 05 in the setting Số đếm trong câu",
        help: "A 0 that is typed stands before every value, also from 10 on: 12 becomes 012.",
    },
};

pub(crate) static W673: Entry = Entry {
    fields: &["part", "total", "unit"],
    optional: &[],
    vi: Words {
        title: "chưa tính được tỷ trọng",
        message: "chưa tính được tỷ trọng của «{part}» trong «{total}» của {unit}: hai số không \
                  gồm cùng những đơn vị",
        remedy: "bổ sung số liệu còn thiếu của các đơn vị rồi chạy lại",
        help: "Một đơn vị có số này mà thiếu số kia, nên tỷ trọng sẽ sai; chỗ đó in dấu ba chấm.",
    },
    en: Words {
        title: "a share was not worked out",
        message: "the share of “{part}” in “{total}” of {unit} was not worked out: the two are \
                  not of the same units",
        remedy: "supply what the units lack and run again",
        help: "A unit has one of the figures and lacks the other, so the share would be wrong; an \
               ellipsis is printed.",
    },
};

pub(crate) static E625: Entry = Entry {
    fields: &["what"],
    optional: &["around"],
    vi: Words {
        title: "trang tính này không lặp hay bỏ đi được",
        message: "trang tính có {what} nên không nhân bản hay bỏ đi được[: «{around}»]",
        remedy: "đưa phần đó sang một trang tính khác không có thẻ lặp trang tính",
        help: "Nhân bản được: ô, công thức, định dạng, hình, biểu đồ, nhận xét, bảng (Table), liên \
               kết, đầu trang, chân trang, hình nền. Không nhân bản được: PivotTable, slicer, \
               timeline, nút và ô điều khiển, đối tượng nhúng (OLE), bảng lấy dữ liệu từ ngoài, \
               trang chỉ có biểu đồ; tên (Name) dùng chung cả sổ mà chỉ vào trang tính được lặp.",
    },
    en: Words {
        title: "this sheet cannot be repeated or left out",
        message: "the sheet holds {what}, so it cannot be repeated or left out[: “{around}”]",
        remedy: "move it to another sheet without a tag that repeats sheets",
        help: "Repeated are cells, formulas, formats, pictures, charts, comments, tables, links, \
               headers and footers, background pictures. Not repeated are pivot tables, slicers, \
               timelines, controls, embedded objects, query tables, chart sheets; and names of the \
               whole workbook that point into the repeated sheet.",
    },
};

pub(crate) static E626: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "không còn trang tính nào",
        message: "sau khi điền không còn trang tính nào hiện ra[: «{around}»]",
        remedy: "xem lại danh sách hoặc điều kiện trong thẻ lặp trang tính; sổ phải còn ít nhất một trang tính hiện ra",
        help: "Excel không mở được sổ mà mọi trang tính đều bị bỏ hoặc bị ẩn. Danh sách rỗng làm trang \
               tính mẫu biến mất; hãy để thêm một trang tính luôn có mặt, chẳng hạn trang tổng hợp.",
    },
    en: Words {
        title: "no sheet is left",
        message: "no visible sheet would be left in the filled workbook[: “{around}”]",
        remedy: "look at the list or the condition in the tag that repeats sheets; one visible sheet must remain",
        help: "Excel opens no workbook in which all sheets are left out or hidden. An empty list makes \
               the template's sheet vanish; keep one sheet that is always there.",
    },
};

pub(crate) static E627: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "trang tính không có tên",
        message: "thẻ trên tên trang tính cho ra tên rỗng[: «{around}»]",
        remedy: "xem lại giá trị mà thẻ trên tên trang tính lấy; mỗi trang tính phải có tên",
        help: "Tên trang tính sau khi bỏ các dấu Excel không nhận phải còn ít nhất một chữ.",
    },
    en: Words {
        title: "a sheet without a name",
        message: "the tag on the tab gives an empty name[: “{around}”]",
        remedy: "look at the value that the tag on the tab takes; each sheet needs a name",
        help: "One character at least must be left once those that Excel does not take are gone.",
    },
};

pub(crate) static E620: Entry = Entry {
    fields: &["name"],
    optional: &["around"],
    vi: Words {
        title: "cột lặp theo một biến của dòng",
        message: "thẻ lặp cột dùng biến `{name}`, mà biến này mỗi dòng một khác: mọi dòng của \
                  trang tính phải có chung các cột[; ở gần «{around}»]",
        remedy: "cho cột lặp theo một danh sách chung, không lấy từ biến của vòng lặp dòng hay của \
                 thẻ set",
        help: "Cột được lặp một lần cho cả trang tính. Ví dụ: dùng `{%tc for q in cac_quy %}`, không \
               dùng `{%tc for q in don_vi.cac_quy %}` khi `don_vi` là biến của `{% for don_vi in … %}`.",
    },
    en: Words {
        title: "columns repeated over a row's variable",
        message: "a tag over columns uses the variable `{name}`, which differs from row to row: all \
                  rows of a sheet must have the same columns[; near “{around}”]",
        remedy: "repeat the columns over a list that all rows share, not over a variable of a loop \
                 over rows or of a set",
        help: "Columns are repeated once for the whole sheet. For example: `{%tc for q in \
               quarters %}`, not `{%tc for q in unit.quarters %}` where `unit` is the variable of \
               `{% for unit in … %}`.",
    },
};

pub(crate) static E621: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "số cột của một dòng khác với trang tính",
        message: "ở dòng này các thẻ lặp cột cho ra các cột khác với cả trang tính\
                  [; ở gần «{around}»]",
        remedy: "sửa danh sách hoặc điều kiện trong thẻ lặp cột để dòng nào cũng cho cùng các cột",
        help: "Cột được quyết định một lần cho cả trang tính, rồi từng dòng được đối chiếu lại. Một \
               dòng cho ra nhiều, ít hoặc khác cột thì số liệu sẽ lệch cột, nên chương trình dừng.",
    },
    en: Words {
        title: "the columns of a row differ from those of the sheet",
        message: "in this row the tags over columns give other columns than in the sheet as a whole\
                  [; near “{around}”]",
        remedy: "correct the list or condition of the tags over columns so that every row gives the \
                 same columns",
        help: "Columns are decided once for the whole sheet, and each row is held against them. A \
               row with more, fewer or other columns would put figures into wrong columns.",
    },
};

pub(crate) static E630: Entry = Entry {
    fields: &["formula"],
    optional: &["around"],
    vi: Words {
        title: "ô cần điền đang có công thức",
        message: "không điền vào ô này: ô đang có công thức `{formula}`[; giá trị định điền: «{around}»]",
        remedy: "chọn ô khác, hoặc cho phép ghi đè công thức bằng `fill_formulas = true` trong pack.toml",
        help: "Một ô được chỉ định điền theo địa chỉ mà trong mẫu là ô công thức. Ghi số vào đó thì \
               công thức mất, số sau này không tự tính nữa, nên chương trình không tự làm. Ví dụ: \
               chỉ định «Biểu 1!D20» trong khi D20 là =SUM(D7:D19).",
    },
    en: Words {
        title: "a cell to be filled holds a formula",
        message: "this cell is not filled: it holds the formula `{formula}`[; it was to be filled with “{around}”]",
        remedy: "name another cell, or allow it with `fill_formulas = true` in pack.toml",
        help: "A cell that is to be filled by its address holds a formula in the template. A value \
               in its place would end the formula, so it is not done without leave.",
    },
};

pub(crate) static E631: Entry = Entry {
    fields: &[],
    optional: &["cells", "around"],
    vi: Words {
        title: "ô cần điền bị khóa",
        message: "không điền vào [các ô {cells}|ô này]: trang tính đang bảo vệ và ô bị khóa\
                  [; ở ô có «{around}»]",
        remedy: "mở khóa ô (Format Cells > Protection > bỏ Locked), hoặc cho phép bằng `fill_locked = true` \
                 trong pack.toml, hoặc `--fill-locked` khi dùng render",
        help: "Người lập mẫu đã bảo vệ trang tính (Protect Sheet) và không mở khóa ô này, tức là \
               không muốn ai sửa. Chương trình tôn trọng điều đó, trừ khi được cho phép rõ ràng.",
    },
    en: Words {
        title: "a cell to be filled is locked",
        message: "[the cells {cells} are|this cell is] not filled: the sheet is protected and what is to be filled \
                  is locked[; the cell says “{around}”]",
        remedy: "unlock the cell (Format Cells > Protection), or allow it with `fill_locked = true` in \
                 pack.toml, or `--fill-locked` of render",
        help: "Whoever made the template protected the sheet and did not unlock this cell, that is, \
               wants nobody to change it. This is respected unless it is allowed expressly.",
    },
};

pub(crate) static E632: Entry = Entry {
    fields: &["reason"],
    optional: &["around"],
    vi: Words {
        title: "không điền được theo địa chỉ ô",
        message: "không điền được theo địa chỉ ô: {reason}[; giá trị định điền: «{around}»]",
        remedy: "sửa tên trang tính hoặc địa chỉ ô, dạng «Biểu 1!D7»",
        help: "Ô được chỉ định trong [form.cells], [table.cells] phải có thật trong mẫu: đúng tên \
               trang tính, nằm trong giới hạn của Excel, mỗi ô chỉ định một lần, không nằm trong \
               công thức mảng. Ô thuộc vùng trộn thì ô đầu của vùng được điền.",
    },
    en: Words {
        title: "a cell cannot be filled by its address",
        message: "a cell cannot be filled by its address: {reason}[; it was to be filled with “{around}”]",
        remedy: "correct the name of the sheet or the address, such as Sheet1!D7",
        help: "A cell named in [form.cells] or [table.cells] must exist: the sheet of that name, \
               within Excel's limits, named once, and no part of an array formula. Of a merged area \
               the first cell is filled.",
    },
};

pub(crate) static E633: Entry = Entry {
    fields: &["first"],
    optional: &["around"],
    vi: Words {
        title: "thẻ nằm trong ô bị che của vùng trộn",
        message: "thẻ nằm trong ô bị vùng trộn ô che mất, còn ô đầu {first} của vùng đang dùng vào việc khác\
                  [; ở ô có «{around}»]",
        remedy: "chuyển thẻ vào ô đầu của vùng trộn, hoặc bỏ trộn ô",
        help: "Trong vùng trộn ô, Excel chỉ hiện ô đầu. Thẻ nằm ở ô khác của vùng (LibreOffice và \
               một số chương trình để lại như vậy) được chuyển vào ô đầu nếu ô đó trống; không thì \
               báo, vì số điền vào sẽ không ai thấy.",
    },
    en: Words {
        title: "a tag stands in a covered cell of a merged area",
        message: "a tag stands in a cell that a merged area covers, and the area's first cell {first} is used \
                  otherwise[; the cell says “{around}”]",
        remedy: "move the tag into the first cell of the merged area, or unmerge it",
        help: "Of a merged area Excel shows the first cell only. A tag in another cell (LibreOffice and \
               others leave such) is moved into the first one if that is empty; else this is told, for \
               nobody would see the value.",
    },
};

pub(crate) static W634: Entry = Entry {
    fields: &["number"],
    optional: &[],
    vi: Words {
        title: "số có nhiều chữ số hơn Excel giữ được",
        message: "số {number} có nhiều chữ số hơn Excel giữ được; Excel chỉ giữ 15 chữ số",
        remedy: "nếu là mã số (CCCD, số thẻ) thì đưa vào dưới dạng chữ; nếu là số liệu thì làm tròn trước",
        help: "Excel chỉ giữ 15 chữ số có nghĩa của một số. Tệp ghi đủ các chữ số, nhưng khi mở \
               bằng Excel các chữ số sau thành 0, và số quá nhỏ thành 0.",
    },
    en: Words {
        title: "a number has more digits than Excel keeps",
        message: "the number {number} has more digits than Excel keeps; Excel keeps 15",
        remedy: "give identity numbers as text; round figures beforehand",
        help: "Excel keeps 15 significant digits of a number. The file has them all, but when Excel \
               opens it, further digits become 0, and so does a number too small.",
    },
};

pub(crate) static E636: Entry = Entry {
    fields: &["reference"],
    optional: &["copies", "around"],
    vi: Words {
        title: "công thức không theo được chỗ lặp",
        message: "`{reference}`[ nay có {copies} bản], không rõ công thức lấy bản nào\
                  [; công thức có «{around}»]",
        remedy: "muốn lấy tất cả thì ghi vùng trong hàm, ví dụ `SUM(C5:C5)`; muốn lấy của chính dòng \
                 (cột) ấy thì bỏ dấu `$`",
        help: "Công thức chỉ vào ô nằm trong dòng, cột hay trang tính được lặp. Sau khi lặp, ô ấy có \
               nhiều bản, hoặc các bản nằm rời nhau, mà chỗ ấy của công thức chỉ nhận một ô hay một \
               vùng liền. Chương trình không đoán thay. `SUM`, `COUNT`, `AVERAGE`, `MAX`… nhận được \
               nhiều vùng rời nhau.",
    },
    en: Words {
        title: "a formula cannot follow what is repeated",
        message: "`{reference}`[ now has {copies} copies]: which one the formula means is not clear\
                  [; the formula has “{around}”]",
        remedy: "for all of them write a range in a function, such as `SUM(C5:C5)`; for those of the \
                 row (column) itself leave out `$`",
        help: "The formula names a cell of a row, column or sheet that is repeated. There are several \
               copies of it now, or they lie apart, where the formula takes one cell or one range only. \
               Nothing is guessed. `SUM`, `COUNT`, `AVERAGE`, `MAX`… take several ranges.",
    },
};

pub(crate) static W635: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "mẫu có chữ ký số, kết quả không còn chữ ký hợp lệ",
        message: "tệp mẫu có chữ ký số; kết quả đã điền nên chữ ký không còn hợp lệ[: «{around}»]",
        remedy: "ký lại tệp kết quả, hoặc bỏ chữ ký trong tệp mẫu",
        help: "Chữ ký số xác nhận tệp không bị sửa từ khi ký. Điền số liệu là sửa, nên Excel sẽ báo \
               chữ ký không hợp lệ khi mở kết quả. Các phần của chữ ký được giữ nguyên trong tệp.",
    },
    en: Words {
        title: "the template is signed, and the result's signature no longer holds",
        message: "the template bears a digital signature, which no longer holds for the result[: “{around}”]",
        remedy: "sign the result, or take the signature out of the template",
        help: "A digital signature says that a file has not been changed since. Filling changes it, so \
               Excel will say that the signature is invalid. The parts of the signature stay in the file.",
    },
};

pub(crate) static W665: Entry = Entry {
    fields: &["text"],
    optional: &[],
    vi: Words {
        title: "đầu trang của mẫu thân văn bản không được in",
        message: "đầu trang của mẫu có «{text}», không được in trong văn bản có `frame`",
        remedy: "xóa đầu trang ấy trong mẫu; cần giữ lời thì chuyển xuống thân văn bản hoặc chân trang",
        help: "Văn bản có `frame` lấy đầu trang của thể thức: chỉ có số trang. Những gì mẫu ghi ở đầu trang vì thế \
               không có trong văn bản; chân trang của mẫu thì vẫn in. Muốn dùng cả tệp như đã soạn thì bỏ dòng \
               `frame` trong pack.toml.",
    },
    en: Words {
        title: "the header of a body is not printed",
        message: "the header of the template has “{text}”, which is not printed in a document with `frame`",
        remedy: "delete that header in the template; what must stay goes into the text or the footer",
        help: "A document with `frame` has the header of its profile, which is the number of the page and nothing \
               else. What the template has in its header is therefore not in the document; its footer is. Without \
               `frame` in pack.toml the file is used as it is.",
    },
};

pub(crate) static E660: Entry = Entry {
    fields: &["style"],
    optional: &[],
    vi: Words {
        title: "mẫu thân văn bản không có trích yếu",
        message: "không có đoạn nào mang kiểu «{style}»",
        remedy: "mở mẫu bằng Word, gõ trích yếu thành một đoạn ở đầu, chọn cho đoạn ấy đúng kiểu vừa nêu",
        help: "Mẫu có `frame` trong pack.toml chỉ là phần thân: tên cơ quan, số, tên loại, trích yếu, chữ ký do máy trình \
               bày theo thể thức. Trích yếu lấy ở đoạn đầu tiên mang kiểu này. Chưa có kiểu thì tạo kiểu mới với \
               đúng tên ấy. Muốn dùng cả tệp như đã soạn thì bỏ dòng `frame`.",
    },
    en: Words {
        title: "the body of a document does not say what the document is about",
        message: "no paragraph has the style “{style}”",
        remedy: "open the template in Word, write the subject as a paragraph of its own at the beginning, in that style",
        help: "A template with `frame` in pack.toml is only a body: letterhead, number, type, subject and signature are \
               drawn by the office's profile. The subject is the first paragraph in this style; where the file has \
               no such style, make one of exactly this name. Without `frame` the file is used as it is.",
    },
};

pub(crate) static E666: Entry = Entry {
    fields: &["expression"],
    optional: &[],
    vi: Words {
        title: "phép tính trong văn bản gửi nơi khác",
        message: "mẫu Word có phép tính `{expression}` trong văn bản gửi nơi khác, nơi có số bị che",
        remedy: "xóa phép tính (bấm vào kết quả rồi Shift+F9 để thấy), ghi thẻ của tổng số vào chỗ ấy",
        help: "Văn bản có `for_others = true` in dấu * thay cho số không công bố. Phép tính của Word chỉ cộng những số \
               còn thấy, nên ra một tổng khác; mọi số, cả số cộng, phải là thẻ.",
    },
    en: Words {
        title: "a formula in a document for others",
        message: "the Word template has the formula `{expression}` in a document for others, where figures are withheld",
        remedy: "take the formula out (click on its result, then Shift+F9 shows it) and write the tag of the total there",
        help: "A document with `for_others = true` prints * for what is not published. A formula of Word adds only what \
               is left and gives another total; every figure, sums too, must be a tag.",
    },
};
