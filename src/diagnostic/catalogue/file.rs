//! Codes 101–199: files that came in.

use super::{Entry, Words};

pub(crate) static E101: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "không mở được tệp",
        message: "không mở được tệp: {reason}",
        remedy: "đóng tệp nếu đang mở ở nơi khác, kiểm tra quyền đọc, rồi chạy lại",
        help: "Máy không cho đọc tệp này: tệp đang bị chương trình khác giữ, không có quyền đọc, \
               đĩa hoặc ổ mạng không sẵn sàng. Số liệu trong tệp chưa được tính vào đâu.",
    },
    en: Words {
        title: "the file cannot be opened",
        message: "the file cannot be opened: {reason}",
        remedy: "close the file elsewhere, check the right to read it, and run again",
        help: "The computer does not let the file be read: another program holds it, the right \
               to read it is missing, or the disk is not ready. Nothing in it has been counted.",
    },
};

pub(crate) static E102: Entry = Entry {
    fields: &[],
    optional: &["part"],
    vi: Words {
        title: "tệp bị hỏng",
        message: "tệp bị hỏng hoặc chép chưa hết[, ở phần `{part}`]",
        remedy: "xin đơn vị gửi lại tệp; không dùng bản Excel tự sửa nếu chưa đối chiếu từng số",
        help: "Nội dung tệp không còn nguyên vẹn, thường do gửi hoặc sao chép dở dang. Một tệp \
               hỏng có thể hiện ra con số khác con số đã ghi, nên không số nào trong tệp được lấy.",
    },
    en: Words {
        title: "the file is damaged",
        message: "the file is damaged or incomplete[, in part `{part}`]",
        remedy: "ask for the file again; do not use a copy repaired by Excel without comparing it",
        help: "The file is no longer whole, most often because it was sent or copied in part. A \
               damaged file may show another figure than was written, so nothing is taken from it.",
    },
};

pub(crate) static E103: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "tệp đặt mật khẩu",
        message: "tệp đặt mật khẩu mở tệp nên không đọc được",
        remedy: "mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu lại",
        help: "Tệp được mã hóa bằng mật khẩu mở tệp, không có mật khẩu thì không ai đọc được. \
               Khóa trang tính để chống sửa thì không sao, tệp vẫn đọc được bình thường.",
    },
    en: Words {
        title: "the file has a password",
        message: "the file is protected by a password and cannot be read",
        remedy: "open it with its password, remove the password (File, Info), and save it again",
        help: "The file is encrypted with a password, and nobody can read it without. Protection \
               of a sheet against changes does no harm: such a file is read as usual.",
    },
};

pub(crate) static E104: Entry = Entry {
    fields: &[],
    optional: &["kind"],
    vi: Words {
        title: "tệp không phải bảng tính",
        message: "tệp không phải bảng tính[, có vẻ là {kind}]",
        remedy: "là công văn, bản chụp gửi kèm thì chuyển ra ngoài thư mục báo cáo đến; là số liệu thì xin đơn vị gửi tệp \
                 Excel của biểu, đuôi `.xlsx`",
        help: "Nội dung tệp không phải bảng tính, dù tên tệp có đuôi gì. Thường là ảnh chụp, tệp \
               PDF hoặc trang web được đổi đuôi. Số liệu trong đó không đọc được.",
    },
    en: Words {
        title: "the file is no spreadsheet",
        message: "the file is no spreadsheet[, it seems to be {kind}]",
        remedy: "move a covering letter or a scan out of the folder of returns; for figures, ask for the Excel file of \
                 the form, ending in `.xlsx`",
        help: "The content of the file is no spreadsheet, whatever its name ends in. Most often \
               it is a picture, a PDF or a web page under another name. It cannot be read.",
    },
};

pub(crate) static E105: Entry = Entry {
    fields: &["what", "limit"],
    optional: &["found"],
    vi: Words {
        title: "tệp quá lớn",
        message: "tệp quá lớn: {what}[ là {found}], vượt mức cho phép {limit}",
        remedy: "chép riêng số liệu sang một tệp biểu còn trống rồi gửi lại",
        help: "Biểu số liệu chỉ vài chục kilobyte. Tệp lớn bất thường hay chứa ảnh, hàng trăm \
               nghìn dòng định dạng trống, hoặc được làm ra để làm treo máy, nên không mở.",
    },
    en: Words {
        title: "the file is too large",
        message: "the file is too large: {what}[ is {found}], the limit is {limit}",
        remedy: "copy the figures into a blank copy of the form, and send that",
        help: "A return takes a few dozen kilobytes. A file of unusual size holds pictures, or \
               hundreds of thousands of empty rows, or is made to block a computer: not opened.",
    },
};

pub(crate) static E106: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "tệp rỗng",
        message: "tệp rỗng, không có nội dung",
        remedy: "xin đơn vị gửi lại tệp; nhiều khả năng tệp chưa tải xong",
        help: "Tệp dài 0 byte hoặc không chứa gì. Thường do tải về, chép qua USB hoặc gửi qua \
               thư điện tử chưa xong.",
    },
    en: Words {
        title: "the file is empty",
        message: "the file is empty",
        remedy: "ask for the file again; most likely it was not transferred to its end",
        help: "The file has no bytes or no content. Most often a download, a copy to a USB stick \
               or an attachment was not finished.",
    },
};

pub(crate) static E107: Entry = Entry {
    fields: &[],
    optional: &["form", "known", "all", "missing", "forms"],
    vi: Words {
        title: "bảng tính không phải biểu đang dùng",
        message: "bảng tính không khớp với biểu nào đang dùng[; gần nhất là biểu `{form}`][: có {known}/{all} tên dòng, cột]\
                  [; thiếu: {missing}][: tên dòng, cột giống cả mấy biểu {forms}]",
        remedy: "xin đơn vị nhập lại vào đúng biểu, hoặc chuyển tệp ra khỏi thư mục báo cáo đến",
        help: "Tệp là bảng tính nhưng tiêu đề, tên trang tính và tên các dòng không giống biểu \
               nào của bộ biểu mẫu đang dùng. Có thể là biểu cũ, biểu của kỳ khác, hoặc bảng \
               tính riêng của đơn vị. Không số nào trong tệp được lấy.",
    },
    en: Words {
        title: "the spreadsheet is no form in use",
        message: "the spreadsheet is no return of a form in use[; the nearest is `{form}`][: {known} of {all} names of lines and columns]\
                  [; missing: {missing}][: its names of lines and columns are those of several, {forms}]",
        remedy: "ask for the figures in the form itself, or move the file out of the folder",
        help: "The file is a spreadsheet, but its headings, sheets and row labels are those of no \
               form in use. It may be an older form, one of another period, or a table of the \
               branch's own. No figure of it is taken.",
    },
};

pub(crate) static I108: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "bỏ qua tệp tạm",
        message: "bỏ qua tệp tạm do Excel, Word hoặc LibreOffice để lại khi đang mở tệp",
        remedy: "đóng Excel và Word; nếu tệp tạm vẫn còn thì xóa đi",
        help: "Tệp có tên bắt đầu bằng `~$` (Excel, Word) hoặc `.~lock.` (LibreOffice) được tạo khi đang mở tệp khác. Tệp này \
               không chứa số liệu. Nếu biểu đang mở, bản trên đĩa có thể chưa phải bản mới nhất.",
    },
    en: Words {
        title: "a temporary file is skipped",
        message: "a temporary file left by Excel, Word or LibreOffice is skipped",
        remedy: "close Excel and Word; if the temporary file is still there, delete it",
        help: "A file whose name begins with `~$` (Excel, Word) or `.~lock.` (LibreOffice) is made while another file is \
               open. It holds no figures. The open file may have changes not saved yet.",
    },
};

pub(crate) static E109: Entry = Entry {
    fields: &["kind"],
    optional: &[],
    vi: Words {
        title: "loại bảng tính chưa đọc được",
        message: "chưa đọc được bảng tính loại `{kind}`",
        remedy: "mở tệp trong Excel, chọn Lưu thành (Save As), kiểu Sổ làm việc Excel (`.xlsx`)",
        help: "Tệp là bảng tính nhưng thuộc loại chưa đọc được: Excel 95 và cũ hơn, trang web lưu gộp (`.mht`), \
               OpenDocument dạng một tệp XML (`.fods`), Numbers của Apple. Các loại `.xlsx`, `.xls`, `.xlsb`, `.ods`, \
               `.csv`, `.docx` đều đọc được. Không số nào trong tệp này được lấy.",
    },
    en: Words {
        title: "a kind of spreadsheet that is not read",
        message: "a spreadsheet of the kind `{kind}` is not read",
        remedy: "open it in Excel, choose Save As, and save it as Excel Workbook (`.xlsx`)",
        help: "The file is a spreadsheet of a kind that is not read: Excel 95 and before, a web page in one file \
               (`.mht`), OpenDocument in one XML file (`.fods`), Numbers of Apple. The kinds `.xlsx`, `.xls`, `.xlsb`, \
               `.ods`, `.csv` and `.docx` are read. No figure of this file is taken.",
    },
};

pub(crate) static E110: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "biểu tổng hợp bị hỏng phần mang theo",
        message: "biểu này do phần mềm tổng hợp, nhưng phần số liệu mang theo bị mất hoặc bị sửa",
        remedy: "đề nghị đơn vị gửi lại đúng tệp mà lệnh build đã lập, không chép sang tệp khác",
        help: "Biểu tổng hợp mang theo, trong các trang tính ẩn, số chính xác và danh sách đơn vị \
               đã báo cáo. Khi phần này hỏng thì không biết số trong biểu gồm những đơn vị nào, \
               nên biểu không được nhận.",
    },
    en: Words {
        title: "what a consolidated return carries is damaged",
        message: "this return was consolidated, but what it carries is lost or was changed",
        remedy: "ask for the very file that build made, not a copy of its figures",
        help: "A consolidated return carries, in hidden sheets, exact figures and the units that \
               have reported. When these are damaged, nobody knows which units the figures cover, \
               so the return is not taken.",
    },
};

pub(crate) static W115: Entry = Entry {
    fields: &["said", "named"],
    optional: &[],
    vi: Words {
        title: "tên tệp khác với điều ghi trong biểu",
        message: "trong biểu ghi «{said}», còn tên tệp là của «{named}»; số liệu được tính theo điều ghi trong biểu",
        remedy: "mở tệp xem biểu của ai, kỳ nào (hay chép biểu của nơi khác rồi quên sửa); sửa chữ trong biểu hoặc đổi tên tệp cho khớp",
        help: "Đơn vị và kỳ báo cáo được đọc trong biểu. Tên tệp hoặc thư mục lại nói một đơn vị, một kỳ khác: thường là \
               biểu chép của chi bộ khác, hoặc tệp bị đặt nhầm tên. Số liệu vẫn được tính theo biểu.",
    },
    en: Words {
        title: "the name of a file is not what its form says",
        message: "the form says “{said}”, the name of the file “{named}”; the figures count as the form says",
        remedy: "open the file and see whose form and which period it is (a form copied from elsewhere?); mend the form or rename the file",
        help: "Unit and period are read in the form. The name of the file or of its folder says another one: most often \
               a form that was copied from another branch, or a file with a wrong name. The figures count as the form says.",
    },
};

pub(crate) static W116: Entry = Entry {
    fields: &["what", "form"],
    optional: &[],
    vi: Words {
        title: "đơn vị hoặc kỳ chỉ biết qua tên tệp",
        message: "ô này của biểu `{form}` để trống, nên lấy theo tên tệp: «{what}»",
        remedy: "xem tệp có đúng như vậy không; nên ghi tên đơn vị và kỳ báo cáo vào đầu biểu",
        help: "Ô ghi tên đơn vị hoặc kỳ báo cáo ở đầu biểu để trống. Tên tệp hoặc thư mục chỉ nói một đơn vị, một kỳ duy \
               nhất nên số liệu được tính cho nơi đó.",
    },
    en: Words {
        title: "unit or period known by the name of the file alone",
        message: "this cell of the form `{form}` is blank, so the name of the file decides: “{what}”",
        remedy: "see whether the file is what its name says; better write unit and period at the head of the form",
        help: "The cell for the unit or the period at the head of the form is blank. The name of the file or folder names \
               one unit, one period only, and the figures count for it.",
    },
};

pub(crate) static E117: Entry = Entry {
    fields: &["kind"],
    optional: &[],
    vi: Words {
        title: "loại văn bản chưa đọc được",
        message: "tệp văn bản loại `{kind}`, chưa đọc được bảng trong đó",
        remedy: "là số liệu thì mở bằng Word, chọn Lưu thành (Save As), kiểu Tài liệu Word (`.docx`), rồi chạy lại; là công \
                 văn gửi kèm thì chuyển ra ngoài thư mục báo cáo đến",
        help: "Bảng trong tệp Word chỉ đọc được khi tệp có đuôi `.docx` (Word 2007 trở lên). Tệp `.doc`, `.rtf`, `.odt` phải \
               lưu lại thành `.docx` trước. Không số nào trong tệp này được lấy.",
    },
    en: Words {
        title: "a kind of text document that is not read",
        message: "a text document of the kind `{kind}`, whose tables are not read",
        remedy: "for figures, open it in Word, choose Save As, Word Document (`.docx`), and run again; move a covering \
                 letter out of the folder of returns",
        help: "Tables of a Word document are read only from `.docx` (Word 2007 and later). A file ending in `.doc`, `.rtf` \
               or `.odt` has to be saved as `.docx` first. No figure of this file is taken.",
    },
};

pub(crate) static E118: Entry = Entry {
    fields: &["kind"],
    optional: &[],
    vi: Words {
        title: "ảnh chụp, bản quét hoặc PDF",
        message: "tệp là {kind}, không đọc số tự động được",
        remedy: "xin đơn vị gửi tệp Excel; không có thì nhập thay: lập biểu trống của đơn vị bằng lệnh `tonghop issue`, nhập \
                 số theo bản này, đối chiếu từng số; là công văn gửi kèm thì chuyển ra ngoài thư mục",
        help: "Máy không đoán con số từ ảnh: một nét mờ là một số sai. Số liệu trong tệp chưa được tính vào đâu. Khi nhập \
               thay, để tệp gốc sang thư mục khác và giữ lại để đối chiếu khi cần.",
    },
    en: Words {
        title: "a picture, a scan or a PDF",
        message: "the file is {kind}, and figures are not read from it",
        remedy: "ask for the Excel file; failing that type it in: make the blank of the unit with `tonghop issue`, type the \
                 figures of this file, compare each; move a covering letter out of the folder",
        help: "Figures are not guessed from pictures: one faint stroke is one wrong figure. Nothing in the file has been \
               counted. When its figures are typed in, keep the file elsewhere, to be compared when asked.",
    },
};

pub(crate) static E119: Entry = Entry {
    fields: &["kind"],
    optional: &[],
    vi: Words {
        title: "tệp nén chưa mở được",
        message: "tệp nén loại `{kind}`, chưa mở được để đọc các biểu bên trong",
        remedy: "bấm chuột phải vào tệp, chọn giải nén (Extract) vào thư mục báo cáo đến, bỏ tệp nén đi, rồi chạy lại",
        help: "Chỉ tệp nén `.zip` được mở để đọc các biểu bên trong. Tệp `.rar`, `.7z` và các loại khác phải giải nén trước. \
               Chưa biểu nào trong tệp được tính.",
    },
    en: Words {
        title: "an archive that is not opened",
        message: "an archive of the kind `{kind}`, which is not opened for the returns in it",
        remedy: "unpack it into the folder of returns, remove the archive, and run again",
        help: "Only `.zip` archives are opened for the returns in them. A `.rar`, `.7z` or other archive has to be unpacked \
               first. No return in it has been counted.",
    },
};

pub(crate) static E120: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "tệp nén đặt mật khẩu",
        message: "tệp nén đặt mật khẩu nên không mở được",
        remedy: "giải nén bằng mật khẩu vào thư mục báo cáo đến, bỏ tệp nén đi, rồi chạy lại",
        help: "Các tệp trong tệp nén này được mã hóa, không có mật khẩu thì không ai đọc được. Chưa biểu nào trong tệp được \
               tính.",
    },
    en: Words {
        title: "an archive with a password",
        message: "the archive has a password and cannot be opened",
        remedy: "unpack it with its password into the folder of returns, remove the archive, and run again",
        help: "The files in this archive are encrypted, and nobody can read them without the password. No return in it has \
               been counted.",
    },
};

pub(crate) static E121: Entry = Entry {
    fields: &[],
    optional: &[],
    vi: Words {
        title: "tệp nén nằm trong tệp nén",
        message: "tệp nén nằm trong một tệp nén khác, không mở tiếp",
        remedy: "giải nén tệp ngoài vào thư mục báo cáo đến, bỏ tệp ngoài đi, rồi chạy lại",
        help: "Tệp nén được mở một lớp. Tệp nén bên trong không được mở tiếp, vì tệp lồng nhiều lớp hay được làm ra để làm \
               treo máy. Chưa biểu nào trong tệp bên trong được tính.",
    },
    en: Words {
        title: "an archive in an archive",
        message: "an archive that lies in another archive is not opened",
        remedy: "unpack the outer archive into the folder of returns, remove it, and run again",
        help: "Archives are opened one layer deep. What is packed inside another archive is not opened, because many layers \
               are a way to block a computer. No return in the inner archive has been counted.",
    },
};

pub(crate) static E122: Entry = Entry {
    fields: &[],
    optional: &["form", "known", "all", "missing", "forms"],
    vi: Words {
        title: "tệp Word không có bảng của biểu nào",
        message: "tệp Word không có bảng nào khớp với biểu đang dùng[; gần nhất là biểu `{form}`][: có {known}/{all} tên dòng, cột]\
                  [; thiếu: {missing}][: tên dòng, cột giống cả mấy biểu {forms}]",
        remedy: "là công văn gửi kèm thì chuyển ra ngoài thư mục báo cáo đến; là số liệu thì xin đơn vị ghi vào đúng biểu, hoặc \
                 nhập thay vào biểu trống lập bằng lệnh `tonghop issue`",
        help: "Bảng trong tệp Word được nhận khi các dòng, các cột ghi như trong biểu. Trong tệp này không có bảng nào như thế. \
               Không số nào trong tệp được lấy.",
    },
    en: Words {
        title: "a Word document without the table of a form",
        message: "no table of the Word document is that of a form in use[; the nearest is `{form}`][: {known} of {all} names of lines and columns]\
                  [; missing: {missing}][: its names of lines and columns are those of several, {forms}]",
        remedy: "move a covering letter out of the folder of returns; for figures, ask for them in the form, or type them \
                 into a blank made by `tonghop issue`",
        help: "A table of a Word document is taken when its rows and columns say what the form says. There is no such table \
               in this file. No figure of it is taken.",
    },
};

pub(crate) static E126: Entry = Entry {
    fields: &["what"],
    optional: &[],
    vi: Words {
        title: "không biết chắc số nào đứng ở ô nào",
        message: "tệp có {what}, nên không biết chắc số nào đứng ở ô nào; chưa lấy số nào trong tệp",
        remedy: "mở tệp, bỏ chỗ đó (hiện dòng ẩn, bỏ gộp ô, chấp nhận các sửa đổi), lưu thành .xlsx hoặc .docx rồi chạy lại",
        help: "Tệp không hỏng, nhưng chỗ nêu ở trên mỗi chương trình hiểu một cách: số có thể đứng lệch cột, lệch dòng. Phần                mềm không đoán, nên không lấy số nào trong tệp.",
    },
    en: Words {
        title: "no certainty which figure stands in which cell",
        message: "the file has {what}, so nobody can say for certain which figure stands in which cell; none is taken",
        remedy: "open the file, settle it (show the rows, split the cells, accept the changes), save it as .xlsx or .docx, and run again",
        help: "The file is sound, but programs read what is named above in different ways: figures may stand in another column                or row. Nothing is guessed, so no figure of the file is taken.",
    },
};

pub(crate) static W128: Entry = Entry {
    fields: &["form", "unit"],
    optional: &[],
    vi: Words {
        title: "biểu còn trống như khi phát hành",
        message: "biểu `{form}` của «{unit}» còn trống như khi phát hành, chưa tính là đã gửi",
        remedy: "đề nghị đơn vị nhập số liệu rồi gửi lại; không phát sinh thì đánh dấu ô «không phát sinh» hoặc ghi 0",
        help: "Không ô nào của biểu có số, có chữ hay có dấu «không phát sinh»: thường là gửi nhầm tệp biểu trống, hoặc quên lưu. \
               Đơn vị vẫn được kể là chưa gửi, và biểu trống không thay biểu đã nhập số.",
    },
    en: Words {
        title: "a form is blank as it went out",
        message: "the form `{form}` of “{unit}” is blank as it went out and does not count as sent",
        remedy: "ask the unit to fill it in and send it again; where nothing occurred, to tick that or to write 0",
        help: "No cell of the form has a figure, a word or a tick: most often the blank was sent by mistake, or not saved. \
               The unit still counts as missing, and a blank never takes the place of a form that was filled in.",
    },
};

pub(crate) static W129: Entry = Entry {
    fields: &["form", "sheets", "visible"],
    optional: &[],
    vi: Words {
        title: "trang ẩn cùng biểu với trang đang hiện",
        message: "trang ẩn {sheets} cũng là biểu `{form}` như trang đang hiện «{visible}»: không tính trang ẩn",
        remedy: "bấm chuột phải vào tên trang, chọn Bỏ ẩn (Unhide) để xem; trang ẩn mới đúng thì bỏ ẩn, xóa trang kia rồi chạy lại",
        help: "Trang ẩn thường là bản cũ, bản nháp hoặc biểu của kỳ trước mà người gửi không muốn cho thấy. Chỉ trang đang hiện \
               được đọc. Khi trang đang hiện còn trống thì đọc trang ẩn.",
    },
    en: Words {
        title: "a hidden sheet of the same form as a visible one",
        message: "the hidden sheet {sheets} is of the form `{form}` too, as the visible “{visible}”: it is not counted",
        remedy: "unhide it and look; if it is the right one, delete the other and run again",
        help: "A hidden sheet is most often an older version, a draft or the form of an earlier period that nobody was to \
               see. Only the visible sheet is read. Where that is blank, the hidden one is read.",
    },
};

pub(crate) static I130: Entry = Entry {
    fields: &["count", "encodings"],
    optional: &[],
    vi: Words {
        title: "chữ gõ bằng bảng mã cũ, đã đọc sang Unicode",
        message: "{count} ô có chữ gõ bằng bảng mã cũ {encodings}, đã đọc sang Unicode",
        remedy: "so vài chỗ chữ đã đọc (bên trái) với tệp mở trong Excel; không phải gõ lại",
        help: "Phông `.VnTime`, `VNI-Times` và các phông cùng họ dùng bảng mã có trước Unicode: thiếu phông ấy thì chữ \
               thành ký hiệu lạ. Chỉ chuyển khi phông của ô, hoặc chính các từ trong ô, cho biết chắc chắn là bảng mã \
               nào. Tệp không bị sửa; chữ gốc của lời đơn vị còn ghi trong nguồn số liệu. Chữ ở phông `.VnTimeH` đọc thành chữ hoa, \
               như người xem vẫn thấy.",
    },
    en: Words {
        title: "texts in an old encoding were converted",
        message: "{count} cells with text in the old encoding {encodings} were converted to Unicode",
        remedy: "compare some texts as read (left) with the file in Excel; nothing has to be typed again",
        help: "The fonts `.VnTime`, `VNI-Times` and their like are of encodings from before Unicode; without them the text \
               is strange signs. It is converted only where the font of a cell, or its words, leave no doubt. The file \
               is not changed, and the trace keeps the original of what branches say. Text in `.VnTimeH` is read as capitals, as it looks.",
    },
};

pub(crate) static W131: Entry = Entry {
    fields: &["count", "encodings"],
    optional: &[],
    vi: Words {
        title: "chữ có thể gõ bằng bảng mã cũ, để nguyên",
        message: "{count} ô có chữ có thể gõ bằng bảng mã cũ {encodings} nhưng không chắc, để nguyên",
        remedy: "mở tệp xem các ô này: sai chữ thì gõ lại bằng phông Unicode (Times New Roman), lưu rồi chạy lại",
        help: "Ô vừa có chữ Unicode vừa có chữ bảng mã cũ, chuyển ra không thành tiếng Việt, hoặc đọc theo cách nào \
               cũng thành tiếng Việt. Đoán sai là sửa lời của đơn vị, nên chữ được giữ như trong tệp. Bên trái là chữ \
               nếu đọc theo bảng mã cũ, bên phải là chữ trong tệp.",
    },
    en: Words {
        title: "texts that may be in an old encoding were left",
        message: "{count} cells may have text in the old encoding {encodings}, not certainly, and were left as they are",
        remedy: "look at these cells: where letters are wrong type them in a Unicode font, save and run again",
        help: "A cell has both Unicode and an old encoding, becomes no Vietnamese when converted, or is Vietnamese \
               either way. A wrong guess would change a unit's words, so the text stays as it is in the file. On the \
               left is how it would read in the old encoding, on the right what the file has.",
    },
};

pub(crate) static I132: Entry = Entry {
    fields: &["sheets", "count"],
    optional: &[],
    vi: Words {
        title: "trang tính không thuộc biểu nào",
        message: "trang {sheets} không thuộc biểu nào: {count} ô số trên trang không được lấy",
        remedy: "xem trang ấy có số phải báo cáo không; nếu có, đề nghị đơn vị ghi vào đúng biểu",
        help: "Ngoài các trang của biểu, tệp còn trang khác có số: danh sách, phép tính nháp, biểu của năm trước. Các \
               số ấy không được cộng vào đâu, và được kể ra để không ai tưởng là đã được tính.",
    },
    en: Words {
        title: "sheets that belong to no form",
        message: "the sheet {sheets} belongs to no form: {count} cells with numbers on it were not read",
        remedy: "see whether figures to be reported stand there; if so ask the unit to put them into the form",
        help: "Besides the sheets of the form the file has others with numbers: lists, scratch work, a form of last \
               year. They are counted nowhere, and are told so that nobody thinks they were.",
    },
};

pub(crate) static I133: Entry = Entry {
    fields: &["count", "returns"],
    optional: &[],
    vi: Words {
        title: "một tệp có nhiều biểu",
        message: "tệp có {count} biểu, mỗi biểu được đọc riêng: {returns}",
        remedy: "không phải làm gì nếu đơn vị và kỳ của từng biểu đều đúng",
        help: "Các trang của nhiều chi bộ, nhiều kỳ hoặc nhiều mẫu biểu được ghép chung một tệp. Mỗi biểu được nhận ra \
               theo chữ in trên trang, đơn vị và kỳ theo dòng ghi trên chính trang ấy. Các trang của một biểu nhiều \
               trang được kể liền nhau.",
    },
    en: Words {
        title: "several returns in one file",
        message: "the file has {count} returns, each read by itself: {returns}",
        remedy: "nothing, if the unit and the period of each return are right",
        help: "Sheets of several branches, periods or forms were put into one file. Each return is told by the texts on \
               its sheets, its unit and period by what the same sheet says. Sheets of one return stand together.",
    },
};

pub(crate) static E134: Entry = Entry {
    fields: &["form", "sheets"],
    optional: &[],
    vi: Words {
        title: "không biết trang tính thuộc biểu nào trong tệp",
        message: "tệp có nhiều biểu `{form}`, không biết trang {sheets} thuộc biểu nào nên không lấy số",
        remedy: "ghi tên đơn vị và kỳ ở đầu từng trang, hoặc tách mỗi biểu thành một tệp, rồi chạy lại",
        help: "Trong tệp có nhiều bản của cùng một biểu. Trang không ghi đơn vị và kỳ, hoặc hai trang giống nhau cùng \
               ghi một đơn vị, thì có thể thuộc bản nào cũng được. Đoán là ghép số của đơn vị này vào biểu của đơn vị khác.",
    },
    en: Words {
        title: "it is not known to which return a sheet belongs",
        message: "the file has several returns `{form}`, and {sheets} may belong to any of them, so nothing was read there",
        remedy: "write the unit and the period at the head of every sheet, or save each return as a file, and run again",
        help: "The file has several copies of one form. A sheet that says neither unit nor period, or two like sheets of \
               one unit, may belong to any of them. A guess would put figures of one unit into the return of another.",
    },
};

pub(crate) static E123: Entry = Entry {
    fields: &["label"],
    optional: &["value", "instead", "count"],
    vi: Words {
        title: "biểu nhập thay chưa ghi nguồn hoặc ngày",
        message: "biểu nhập thay chưa ghi «{label}»[: `{value}` không phải một ngày][: `{instead}` không nói được gì][: có {count} \
                  trang tính «Nhập thay» ghi khác nhau]; số trong biểu chưa được tính",
        remedy: "ghi nguồn số liệu (ảnh, điện thoại, bản giấy) và ngày nhận ở trang tính «Nhập thay» của tệp",
        help: "Biểu có trang tính «Nhập thay» là biểu do cơ quan nhập giúp đơn vị. Số nhập thay phải nói được lấy từ đâu, \
               nhận ngày nào, nếu không thì sau này không ai đối chiếu được. Thiếu một trong hai thì không số nào của \
               biểu được tính. Trang tính ấy đổi tên, chép thành hai vẫn được nhận ra; hai trang ghi khác nhau thì giữ \
               một. Biểu do chính đơn vị lập thì xóa trang tính ấy.",
    },
    en: Words {
        title: "an entered return says not from what or when",
        message: "a return entered by the office lacks `{label}`[: `{value}` is no date][: `{instead}` says nothing][: sheets that \
                  say it differently: {count}]; its figures do not count yet",
        remedy: "say on that sheet of the file from what the figures were typed (picture, call, paper) and when that came",
        help: "A return with the sheet `Nhap thay` was entered by the office for a unit. Figures that were entered must say \
               where they come from and since when, or nobody can compare them later. Without both none of its figures \
               counts. The sheet is known by what it asks, whatever it is called; of two that say different things keep \
               one. If the unit itself made the return, delete the sheet.",
    },
};

pub(crate) static I124: Entry = Entry {
    fields: &["unit", "form", "file", "count"],
    optional: &[],
    vi: Words {
        title: "biểu của chính đơn vị thay cho biểu nhập thay",
        message: "«{form}» của {unit}: lấy biểu của chính đơn vị, không lấy bản nhập thay `{file}`; {count} số khác nhau",
        remedy: "xem các số khác nhau; bản nhập thay giữ lại làm hồ sơ, không phải xóa",
        help: "Cơ quan đã nhập giúp, sau đó đơn vị gửi biểu của mình (tệp nào tới trước cũng vậy): chỉ biểu của đơn vị được \
               tính, toàn bộ, không cộng và không trộn hai bản. Các số khác nhau được liệt kê, số của đơn vị trước.",
    },
    en: Words {
        title: "a unit's own return replaces what was entered for it",
        message: "`{form}` of {unit}: its own return counts, and not the entered one `{file}`; figures that differ: {count}",
        remedy: "look at the figures that differ; keep the entered one on file, it need not be deleted",
        help: "The office entered a return and the unit sent its own, whichever came first: only the unit's own counts, the \
               whole of it; the two are neither added nor mixed. The figures that differ are listed, the unit's first.",
    },
};

pub(crate) static W125: Entry = Entry {
    fields: &["name"],
    optional: &["count"],
    vi: Words {
        title: "không tìm được bản gốc của biểu nhập thay",
        message: "ô «Bản gốc» ghi `{name}`[, có {count} tệp cùng tên|, trong thư mục làm việc không có tệp này]",
        remedy: "ghi đúng tên tệp ảnh hoặc PDF, thêm tên thư mục nếu nhiều tệp cùng tên; không có tệp thì để trống",
        help: "Trang tính «Nhập thay» nêu tên tệp ảnh, PDF mà số liệu được nhập từ đó, để sau này mở ra đối chiếu. Số liệu \
               vẫn được tính; chỉ không biết tệp nào là bản gốc, nên ảnh ấy vẫn bị nêu là chưa đọc được.",
    },
    en: Words {
        title: "the original of an entered return is not found",
        message: "`{name}` is named as the original[, a name of several files: {count}|, and there is no such file]",
        remedy: "write the name of the picture or PDF as it is, with its folder if several have it; leave it empty if there is none",
        help: "The sheet of an entered return names the picture or PDF from which it was typed, so that it can be compared \
               later. The figures count; only nobody knows which file is the original, so that picture is still told as \
               one that cannot be read.",
    },
};

pub(crate) static W135: Entry = Entry {
    fields: &["unit", "form", "day"],
    optional: &["begins"],
    vi: Words {
        title: "ngày nhận của biểu nhập thay không thể đúng",
        message: "biểu nhập thay «{form}» của {unit} ghi ngày nhận {day}[, trước ngày đầu kỳ là {begins}|, sau hôm nay]",
        remedy: "sửa ô «Ngày nhận» ở trang tính «Nhập thay» của tệp, xem năm có gõ nhầm không",
        help: "Trang tính «Nhập thay» ghi ngày cơ quan nhận ảnh, cuộc gọi, bản giấy. Ngày ấy không thể trước khi kỳ bắt đầu, \
               cũng không thể sau ngày chạy. Số vẫn được tính; nhưng ngày ấy được in làm nguồn của số liệu.",
    },
    en: Words {
        title: "an entered return says a day that cannot be",
        message: "the return `{form}` entered for {unit} says that it came on {day}[, before its period began on \
                  {begins}|, after today]",
        remedy: "correct the day on that sheet of the file; look whether the year was mistyped",
        help: "The sheet of an entered return says when the picture, call or paper came. That is not before the period \
               began, nor after the day of the run. The figures count all the same, but the day is printed as their source.",
    },
};

pub(crate) static I539: Entry = Entry {
    fields: &["file"],
    optional: &[],
    vi: Words {
        title: "bản gốc của biểu nhập thay",
        message: "ảnh hoặc PDF này đã được nhập thay vào `{file}`",
        remedy: "không phải làm gì; giữ tệp để đối chiếu",
        help: "Máy không đọc số trong ảnh, PDF. Số của tệp này đã do cơ quan nhập vào một biểu nhập thay, biểu ấy nêu tên \
               tệp này ở ô «Bản gốc».",
    },
    en: Words {
        title: "the original of an entered return",
        message: "what this picture or PDF says was entered into `{file}`",
        remedy: "nothing is to be done; keep the file for comparing",
        help: "No figures are read from pictures and PDFs. What this one says was typed by the office into a return that names \
               it as its original.",
    },
};
