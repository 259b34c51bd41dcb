//! Codes 638–659: what Excel templates alone can have wrong, and single files.

use super::{Entry, Words};

pub(crate) static E638: Entry = Entry {
    fields: &["where"],
    optional: &["around"],
    vi: Words {
        title: "thẻ nằm ở chỗ không điền được",
        message: "thẻ nằm trong {where}, ở đó không điền được[: «{around}»]",
        remedy: "đưa thẻ vào một ô, rồi để chỗ này trỏ vào ô ấy; không cần thì bỏ thẻ",
        help: "Trong tệp Excel, thẻ được điền ở ô, tên trang tính, đầu trang, chân trang, khung \
               chữ, tiêu đề biểu đồ, tên chuỗi số liệu, chữ thay thế của hình, lời nhắc nhập liệu, \
               nhận xét, thuộc tính tệp. Trong công thức, tên vùng, điều kiện, địa chỉ liên kết thì \
               không: chữ ở đó có nghĩa riêng với Excel. Ví dụ thay công thức =IF(A1>0;thẻ;0) bằng \
               một ô phụ có thẻ và =IF(A1>0;Z1;0).",
    },
    en: Words {
        title: "a tag where nothing can be filled in",
        message: "a tag stands in {where}, where nothing can be filled in[: “{around}”]",
        remedy: "put the tag into a cell and let this place refer to the cell, or take the tag out",
        help: "In a workbook tags are filled in cells, on tabs, in headers and footers, text boxes, \
               titles of charts, names of series, alternative texts, prompts, comments and document \
               properties; not in formulas, defined names, conditions and addresses of links, whose \
               text means something to Excel.",
    },
};

pub(crate) static E639: Entry = Entry {
    fields: &["most"],
    optional: &["around"],
    vi: Words {
        title: "chữ dài quá chỗ chứa",
        message: "chữ điền vào dài quá {most} ký tự, chỗ này không chứa được[: «{around}»]",
        remedy: "rút ngắn giá trị trong dữ liệu, hoặc chia ra nhiều ô",
        help: "Excel chỉ chứa 32.767 ký tự trong một ô, 255 ký tự trong đầu trang, chân trang, lời \
               nhắc nhập liệu, 32 ký tự trong tiêu đề lời nhắc. Tệp có chữ dài hơn thì Excel báo \
               hỏng khi mở, nên không được ghi.",
    },
    en: Words {
        title: "a text is longer than its place can hold",
        message: "the text is longer than {most} characters, more than this place can hold[: \
                  “{around}”]",
        remedy: "shorten the value in the data, or divide it over several cells",
        help: "Excel holds 32,767 characters in a cell, 255 in a header, a footer or a prompt, 32 \
               in the title of a prompt. It calls a file with more damaged, so it is not written.",
    },
};

pub(crate) static E645: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "công thức trở nên quá dài",
        message: "sau khi lặp, công thức dài quá 8.192 ký tự hoặc có quá 255 đối số[: «{around}»]",
        remedy: "cộng từng nhóm ở một ô rồi cộng các ô ấy, hoặc để các dòng cần cộng liền nhau",
        help: "Công thức lấy các ô nằm rời nhau phải kể từng vùng một; nhiều vùng quá thì vượt mức \
               Excel cho phép (8.192 ký tự, 255 đối số).",
    },
    en: Words {
        title: "a formula would get too long",
        message: "after repeating, the formula would have more than 8,192 characters or 255 \
                  arguments[: “{around}”]",
        remedy: "add each group in a cell of its own and add these, or let the rows lie beside each \
                 other",
        help: "A formula over cells that lie apart names each range; with too many of them it \
               exceeds what Excel takes (8,192 characters, 255 arguments).",
    },
};

pub(crate) static E646: Entry = Entry {
    fields: &["what"],
    optional: &["around"],
    vi: Words {
        title: "trang tính có thứ không chạy theo dòng lặp",
        message: "trang tính có `{what}`, không chạy theo được khi dòng, cột được lặp[: «{around}»]",
        remedy: "chuyển nó sang trang tính khác, hoặc bỏ đi",
        help: "Nút bấm, ô điều khiển, đối tượng nhúng (OLE), bảng lấy dữ liệu từ ngoài và vài thứ \
               khác gắn với dòng, cột theo cách riêng. Lặp dòng mà không dời chúng thì chúng nằm \
               sai chỗ, nên chương trình dừng.",
    },
    en: Words {
        title: "something on a sheet cannot follow repeated rows",
        message: "the sheet holds `{what}`, which cannot follow repeated rows or columns[: \
                  “{around}”]",
        remedy: "move it to another sheet, or take it out",
        help: "Buttons and other controls, embedded objects, tables of outside data and a few other \
               things are tied to rows and columns in ways of their own. They would stand in a \
               wrong place, so nothing is written.",
    },
};

pub(crate) static E647: Entry = Entry {
    fields: &["table"],
    optional: &["around"],
    vi: Words {
        title: "bảng (Table) sẽ không còn dòng hay cột nào",
        message: "bảng `{table}` sẽ không còn dòng hay cột số liệu nào[: «{around}»]",
        remedy: "để thêm một dòng không lặp trong bảng, hoặc dùng vùng ô thường thay cho bảng",
        help: "Bảng (Table) của Excel phải có ít nhất một dòng dưới tiêu đề và một cột. Danh sách \
               rỗng làm mất hết các dòng ấy; tệp như vậy Excel báo hỏng.",
    },
    en: Words {
        title: "a table would be left without rows or columns",
        message: "the table `{table}` would be left without rows or columns[: “{around}”]",
        remedy: "leave one row in it that is not repeated, or use plain cells instead of a table",
        help: "A table of Excel has one row below its header and one column at least. An empty list \
               would take them all; Excel calls such a file damaged.",
    },
};

pub(crate) static E648: Entry = Entry {
    fields: &["table"],
    optional: &["around"],
    vi: Words {
        title: "chỗ lặp cắt ngang bảng (Table)",
        message: "chỗ lặp cắt ngang bảng `{table}`: dòng tiêu đề bị lặp, hoặc cột lặp nằm nửa trong \
                  nửa ngoài bảng[: «{around}»]",
        remedy: "cho các cột lặp nằm trọn trong hoặc ngoài bảng, và không lặp dòng tiêu đề",
        help: "Bảng (Table) có đúng một dòng tiêu đề, mỗi cột một tên. Lặp dòng tiêu đề, hoặc lặp \
               một dải cột chỉ dính một phần vào bảng, thì không còn là bảng.",
    },
    en: Words {
        title: "what is repeated cuts through a table",
        message: "what is repeated cuts through the table `{table}`: its header row, or columns \
                  that lie in it only in part[: “{around}”]",
        remedy: "let repeated columns lie inside or outside of the table, and do not repeat its \
                 header row",
        help: "A table has one header row and a name for each column. With its header repeated, or \
               columns repeated that belong to it only in part, it would be no table.",
    },
};

pub(crate) static E649: Entry = Entry {
    fields: &["reference"],
    optional: &["around"],
    vi: Words {
        title: "công thức gọi cột của bảng nay đã đổi",
        message: "`{reference}` gọi một cột của bảng (Table) nay được lặp hoặc đổi tên[; công thức \
                  có «{around}»]",
        remedy: "trong công thức, dùng vùng ô thay cho tên cột",
        help: "Cột của bảng được lặp thì mỗi bản có một tên, lấy theo ô tiêu đề. Công thức gọi tên \
               cũ không rõ muốn lấy cột nào.",
    },
    en: Words {
        title: "a formula names a column of a table that has changed",
        message: "`{reference}` names a column of a table that is repeated or gets another name[; \
                  the formula has “{around}”]",
        remedy: "use a range of cells in the formula instead of the column",
        help: "Each copy of a repeated column has a name of its own, which its header cell says. \
               Which of them a formula means that asks for the old name is not clear.",
    },
};

pub(crate) static E650: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "không rõ chuỗi số liệu của biểu đồ",
        message: "một chuỗi số liệu của biểu đồ sẽ phủ cả nhiều dòng lẫn nhiều cột[: «{around}»]",
        remedy: "cho chuỗi lấy đúng một dòng hoặc một cột của mẫu và có nhãn của trục, hoặc chỉ lặp \
                 một chiều",
        help: "Trong bảng hai chiều, vùng của một chuỗi nở ra cả dòng lẫn cột. Biết nhãn trục nằm \
               theo dòng hay theo cột thì máy tách thành nhiều chuỗi; không biết thì dừng, vì vẽ \
               sai còn tệ hơn không vẽ.",
    },
    en: Words {
        title: "a series of a chart is not clear",
        message: "a series of the chart would cover several rows and several columns[: “{around}”]",
        remedy: "let the series take one row or one column and give it categories, or repeat in one \
                 direction only",
        help: "Over a matrix the range of a series grows both ways. Where its categories tell which \
               way its points lie, it becomes several series; where they do not, nothing is drawn \
               at a guess.",
    },
};

pub(crate) static E651: Entry = Entry {
    fields: &["pivot"],
    optional: &["around"],
    vi: Words {
        title: "PivotTable nằm trên chỗ lặp",
        message: "bảng PivotTable `{pivot}` nằm trên dòng hay cột được lặp hoặc bị bỏ[: «{around}»]",
        remedy: "chuyển PivotTable sang trang tính khác, hoặc ra ngoài các dòng, cột lặp",
        help: "PivotTable tự vẽ các ô của mình; lặp hay bỏ dòng ở giữa nó thì nó không còn đúng.",
    },
    en: Words {
        title: "a pivot table stands on what is repeated",
        message: "the pivot table `{pivot}` stands on rows or columns that are repeated or vanish[: \
                  “{around}”]",
        remedy: "move the pivot table to another sheet, or away from what is repeated",
        help: "A pivot table draws its own cells; it is no longer right when rows inside it are \
               repeated or vanish.",
    },
};

pub(crate) static E652: Entry = Entry {
    fields: &[],
    optional: &["around"],
    vi: Words {
        title: "nguồn của PivotTable không còn hoặc tách rời",
        message: "vùng dữ liệu của một PivotTable không còn dòng nào, hoặc nằm trên trang tính được \
                  lặp[: «{around}»]",
        remedy: "để thêm một dòng không lặp trong vùng dữ liệu, hoặc lấy dữ liệu từ trang tính \
                 không lặp",
        help: "PivotTable lấy dữ liệu từ đúng một vùng. Danh sách rỗng làm mất vùng ấy; trang tính \
               được lặp làm một vùng thành nhiều.",
    },
    en: Words {
        title: "the data of a pivot table vanish or come apart",
        message: "the data of a pivot table would have no rows, or stand on a sheet that is \
                  repeated[: “{around}”]",
        remedy: "leave one row among the data that is not repeated, or take them from another sheet",
        help: "A pivot table takes its data from one range. An empty list takes all of it; a \
               repeated sheet makes several of it.",
    },
};

pub(crate) static E653: Entry = Entry {
    fields: &["link"],
    optional: &["copies", "around"],
    vi: Words {
        title: "hình lấy chữ từ ô nay không còn là một ô",
        message: "hình hoặc tiêu đề lấy chữ từ ô `{link}`, ô ấy [nay có {copies} bản|không còn][: \
                  «{around}»]",
        remedy: "cho hình lấy chữ từ một ô không nằm trong chỗ lặp",
        help: "Khung chữ, hình, tiêu đề có thể hiện chữ của một ô. Ô ấy được lặp thì không rõ hiện \
               bản nào; dòng của ô bị bỏ thì không còn gì để hiện.",
    },
    en: Words {
        title: "a shape shows a cell that is no longer one",
        message: "a shape or title shows the cell `{link}`, [of which there are {copies} now|which \
                  is no more][: “{around}”]",
        remedy: "let it show a cell outside of what is repeated",
        help: "A text box, a shape or a title can show the text of a cell. Which copy of a repeated \
               one is meant is not clear, and of a vanished row nothing is left to show.",
    },
};

pub(crate) static E654: Entry = Entry {
    fields: &["tag"],
    optional: &["around"],
    vi: Words {
        title: "thẻ không có nghĩa trong bảng tính",
        message: "thẻ `{tag}` không có nghĩa trong bảng tính[; ở gần «{around}»]",
        remedy: "dùng các thẻ for, if, set, tc, sheet như hướng dẫn viết mẫu Excel; thẻ tr, p là \
                 của Word",
        help: "Trong mẫu Excel dùng được: for, if, elif, else, set; tc cho cột, sheet cho trang \
               tính. Các câu lệnh khác của Jinja (macro, include, extends, block…) và các thẻ tr, \
               p, r của mẫu Word thì không.",
    },
    en: Words {
        title: "a tag means nothing in a workbook",
        message: "the tag `{tag}` means nothing in a workbook[; near “{around}”]",
        remedy: "use for, if, set, tc and sheet as the guide to Excel templates says; tr and p are \
                 of Word",
        help: "In a workbook there are for, if, elif, else and set; tc for columns, sheet for \
               sheets. Other statements of Jinja (macro, include, extends, block…) and the tags tr, \
               p, r of Word mean nothing.",
    },
};

pub(crate) static E655: Entry = Entry {
    fields: &["name"],
    optional: &["around"],
    vi: Words {
        title: "chữ ngoài ô dùng biến của vòng lặp dòng",
        message: "nhận xét, khung chữ, đầu trang và mọi chữ ngoài ô không thấy biến của vòng lặp \
                  dòng, cột: `{name}`[: «{around}»]",
        remedy: "đưa thẻ vào ô của dòng lặp, hoặc dùng ở đây một tên có trong dữ liệu, biến của \
                 trang tính lặp",
        help: "Vòng lặp dòng, lặp cột lặp các ô. Nhận xét, khung chữ, biểu đồ, đầu trang, chân \
               trang, lời nhắc nhập liệu chỉ có một, không thuộc lượt lặp nào, nên không có biến \
               của lượt. Vòng lặp trang tính thì khác: mỗi trang có các chữ ấy của mình.",
    },
    en: Words {
        title: "a text outside cells uses the variable of a loop",
        message: "comments, text boxes, headers and all texts outside cells do not see the variable \
                  of a loop over rows or columns: `{name}`[: “{around}”]",
        remedy: "put the tag into a cell of the repeated row, or use a name of the data or the \
                 variable of a repeated sheet here",
        help: "Loops over rows and columns repeat cells. There is one of each comment, text box, \
               chart, header and prompt, which belongs to no turn of the loop and has no variable \
               of it. With sheets it is otherwise: each has such texts of its own.",
    },
};

pub(crate) static E656: Entry = Entry {
    fields: &["tag"],
    optional: &["around"],
    vi: Words {
        title: "thẻ cột mở và đóng trong một ô mà không còn gì",
        message: "thẻ `{tag}` mở và đóng trong một ô, giữa hai thẻ không có gì[: «{around}»]",
        remedy: "viết chữ hay thẻ cần hiện vào giữa hai thẻ; chỉ chọn chữ trong ô thì dùng if \
                 thường, bỏ tc; muốn bỏ nhiều cột thì đặt thẻ mở và thẻ đóng ở hai ô",
        help: "Thẻ tc chọn hay lặp cả cột. Mở và đóng trong một ô thì cột ấy là cột được chọn; \
               nhưng ô chỉ có hai thẻ, không có chữ, là cột chỉ để viết thẻ và biến mất, nên không \
               còn cột nào.",
    },
    en: Words {
        title: "a tag over columns opens and closes in one cell",
        message: "the tag `{tag}` opens and closes in one cell, and nothing is between[: “{around}”]",
        remedy: "write what is to show between the two; use a plain if for words within the cell; \
                 put both into cells of their own to choose columns",
        help: "A tc tag chooses or repeats whole columns. Within one cell it means the column of \
               the cell; but a column that holds tags only vanishes, so that no column is left.",
    },
};

pub(crate) static W657: Entry = Entry {
    fields: &["name"],
    optional: &[],
    vi: Words {
        title: "tên vùng (Name) không còn ô nào",
        message: "tên `{name}` nay trỏ vào #REF!, vì các dòng hay cột của nó không còn",
        remedy: "nếu công thức hay danh sách chọn nào dùng tên này thì cho vùng của tên ôm thêm một \
                 dòng không lặp",
        help: "Danh sách rỗng làm mất mọi dòng của một vùng có tên. Như khi xóa các dòng ấy trong \
               Excel, tên còn đó nhưng trỏ vào #REF!; công thức dùng tên sẽ hiện #REF!.",
    },
    en: Words {
        title: "a defined name stands for no cell any more",
        message: "the name `{name}` now stands for #REF!, for its rows or columns are gone",
        remedy: "where a formula or a list of choices uses it, let the name cover a row that is not \
                 repeated too",
        help: "An empty list takes all rows of a named range. As when a person deletes these rows \
               in Excel, the name stays and stands for #REF!, and formulas that use it show #REF!.",
    },
};

pub(crate) static E658: Entry = Entry {
    fields: &["reason"],
    optional: &["line", "column"],
    vi: Words {
        title: "tệp dữ liệu không phải JSON đúng cách",
        message: "tệp dữ liệu không phải JSON đúng cách[, dòng {line}, cột {column}]: {reason}",
        remedy: "sửa chỗ ấy trong tệp dữ liệu: tên và chữ nằm trong nháy kép thẳng, giữa các mục có \
                 dấu phẩy, sau mục cuối thì không",
        help: "Dữ liệu để điền mẫu viết dạng JSON, lưu UTF-8. Số dòng, số cột chỉ chỗ máy đọc không \
               hiểu; chỗ sai thường ở ngay trước đó.",
    },
    en: Words {
        title: "a file of data is no JSON",
        message: "the file of data is no JSON[, line {line}, column {column}]: {reason}",
        remedy: "correct the place: names and texts stand in straight double quotes, with commas \
                 between entries and none behind the last",
        help: "Data for a template are written as JSON in UTF-8. Line and column say where it could \
               not be understood; the mistake is often just before.",
    },
};

pub(crate) static E659: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "không có tệp này",
        message: "không có tệp này",
        remedy: "kiểm tra tên tệp và thư mục; tên có dấu cách thì đặt cả tên trong dấu nháy",
        help: "Ở thư mục đã nêu không có tệp mang tên này. Thường do gõ thiếu đuôi .xlsx, .docx, \
               hoặc đang đứng ở thư mục khác.",
    },
    en: Words {
        title: "there is no such file",
        message: "there is no such file",
        remedy: "check the name and the folder; put a name with spaces into quotes",
        help: "The folder has no file of this name. Often the ending .xlsx or .docx is missing, or \
               the command runs in another folder.",
    },
};
