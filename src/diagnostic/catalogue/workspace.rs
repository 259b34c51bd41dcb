//! Codes 501–599: the workspace, its settings, and the arguments of a command.

use super::{Entry, Words};

pub(crate) static E501: Entry = Entry {
    fields: &["path"],
    optional: &[],
    vi: Words {
        title: "không tìm thấy thư mục làm việc hoặc thiết lập",
        message: "không tìm thấy `{path}`",
        remedy: "ghi đúng đường dẫn đến thư mục làm việc (có dấu cách thì đặt trong nháy kép); lập thư mục mới thì dùng lệnh \
                 `tonghop new`",
        help: "Thư mục làm việc là thư mục có tệp `thiet-lap.xlsx`. Không có tệp này thì không \
               biết các tổ chức, bộ biểu mẫu và thể thức văn bản của cơ quan.",
    },
    en: Words {
        title: "the workspace or its settings are missing",
        message: "`{path}` was not found",
        remedy: "give the path of the workspace; for a new one copy `thiet-lap.xlsx` from a sample \
                 and edit it",
        help: "A workspace is a folder with the file `thiet-lap.xlsx`. Without it the \
               organisations, the packs in use and the style of documents are unknown.",
    },
};

pub(crate) static E502: Entry = Entry {
    fields: &[],
    optional: &["sheet", "column", "key"],
    vi: Words {
        title: "thiết lập thiếu mục bắt buộc",
        message: "thiết lập thiếu [cột `{column}` của trang tính `{sheet}`|mục `{key}`|\
                  trang tính `{sheet}`|một mục bắt buộc]",
        remedy: "bổ sung vào `thiet-lap.xlsx`, đúng tên ấy; tệp do `tonghop new` lập có đủ các trang tính, cột và mục",
        help: "Tệp `thiet-lap.xlsx` phải có các trang tính Đơn vị, Tổ chức và các cột, các mục \
               bắt buộc của chúng. Tên viết hoa hay thường, thừa dấu cách đều được.",
    },
    en: Words {
        title: "the settings lack something required",
        message: "the settings lack [the column `{column}` of sheet `{sheet}`|the key `{key}`|\
                  the sheet `{sheet}`|something required]",
        remedy: "add it to `thiet-lap.xlsx`, named as in the sample file",
        help: "The file `thiet-lap.xlsx` must have its sheets for the office and for the \
               organisations, with their required columns and keys. Case and extra spaces in a \
               name do not matter.",
    },
};

pub(crate) static E503: Entry = Entry {
    fields: &["name", "value"],
    optional: &["reason", "allowed", "nearest"],
    vi: Words {
        title: "giá trị trong thiết lập không dùng được",
        message: "«{name}» ghi `{value}`, không dùng được[: {reason}][; chỉ nhận {allowed}]",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa ô đó|sửa ô đó trong `thiet-lap.xlsx`]",
        help: "Một ô của `thiet-lap.xlsx` có giá trị không hiểu được, ví dụ ngày không đúng dạng \
               `15/4/2024` hoặc `2024-04-15`, hoặc loại tổ chức không có trong danh sách.",
    },
    en: Words {
        title: "a setting cannot be used",
        message: "“{name}” is `{value}`, which cannot be used[: {reason}][; only {allowed} can]",
        remedy: "[if `{nearest}` is meant, correct the cell|correct the cell in `thiet-lap.xlsx`]",
        help: "A cell of `thiet-lap.xlsx` holds what cannot be understood, such as a date that is \
               not written `15/4/2024` or `2024-04-15`, or a kind of organisation that is not in the list.",
    },
};

pub(crate) static E504: Entry = Entry {
    fields: &["code"],
    optional: &["first"],
    vi: Words {
        title: "hai đơn vị cùng một mã",
        message: "mã đơn vị `{code}` đã dùng[ ở ô {first}]",
        remedy: "đặt cho mỗi đơn vị một mã riêng trong trang tính Tổ chức",
        help: "Mã đơn vị là cách duy nhất phân biệt các đơn vị, nên không được trùng. Đơn vị đổi tên \
               thì giữ nguyên mã.",
    },
    en: Words {
        title: "two organisations have one code",
        message: "the code `{code}` is used already[ in cell {first}]",
        remedy: "give every organisation a code of its own in `thiet-lap.xlsx`",
        help: "Its code is the one thing that tells an organisation from the others, so no two \
               can share it. An organisation that is renamed keeps its code.",
    },
};

pub(crate) static E505: Entry = Entry {
    fields: &["code", "parent"],
    optional: &["nearest"],
    vi: Words {
        title: "đơn vị trực thuộc một mã không có",
        message: "đơn vị `{code}` trực thuộc `{parent}`, nhưng không có đơn vị nào mang mã này",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa cột Trực thuộc|\
                 sửa cột Trực thuộc, hoặc thêm đơn vị cấp trên vào trang tính Tổ chức]",
        help: "Cột Trực thuộc của trang tính Tổ chức phải ghi mã (hoặc tên) của một đơn vị có trong \
               cùng trang tính. Chỉ đơn vị cao nhất để trống cột này.",
    },
    en: Words {
        title: "the parent of an organisation is not in the list",
        message: "the parent of `{code}` is given as `{parent}`, but no organisation has that code",
        remedy: "[if `{nearest}` is meant, correct the parent|\
                 correct the parent, or add the missing organisation to `thiet-lap.xlsx`]",
        help: "The parent of an organisation is given by its code or name, and must stand in the same \
               list. Only the highest organisation has none.",
    },
};

pub(crate) static E506: Entry = Entry {
    fields: &["path"],
    optional: &[],
    vi: Words {
        title: "quan hệ trực thuộc đi vòng",
        message: "quan hệ trực thuộc đi vòng: {path}",
        remedy: "sửa cột Trực thuộc của một trong các đơn vị đó",
        help: "Đi theo cột Trực thuộc từ một đơn vị lại gặp chính đơn vị đó, nên không đơn vị nào \
               là cấp trên. Số liệu như vậy không cộng lên được.",
    },
    en: Words {
        title: "organisations stand under one another in a circle",
        message: "organisations stand under one another in a circle: {path}",
        remedy: "correct the parent of one of them",
        help: "Following the parents from one organisation leads back to it, so none is the \
               higher one. Such figures cannot be added up.",
    },
};

pub(crate) static E507: Entry = Entry {
    fields: &["pack"],
    optional: &["nearest", "available"],
    vi: Words {
        title: "không có bộ biểu mẫu này",
        message: "không có bộ biểu mẫu `{pack}`[; các bộ hiện có: {available}]",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa lại tên|\
                 sửa mục Bộ biểu mẫu trong `thiet-lap.xlsx`, hoặc chép bộ biểu vào `bo-bieu`]",
        help: "Bộ biểu mẫu được tìm trong thư mục `bo-bieu` của thư mục làm việc, rồi đến các bộ \
               có sẵn trong chương trình. Không nơi nào có bộ mang tên này.",
    },
    en: Words {
        title: "there is no such pack",
        message: "there is no pack `{pack}`[; there are {available}]",
        remedy: "[if `{nearest}` is meant, correct the name|\
                 correct the packs in `thiet-lap.xlsx`, or copy the pack into `bo-bieu`]",
        help: "A pack is looked for in the folder `bo-bieu` of the workspace, then among those \
               that come with the program. Neither has one of this name.",
    },
};

pub(crate) static E508: Entry = Entry {
    fields: &["period"],
    optional: &["reason", "available"],
    vi: Words {
        title: "kỳ báo cáo không dùng được",
        message: "kỳ `{period}` không dùng được[: {reason}][; có thể chọn {available}]",
        remedy: "ghi kỳ như `2024`, `2024-Q1`, `2024-6T`, `2024-9T` hoặc `2019..2023`",
        help: "Không bộ biểu mẫu nào đang dùng có báo cáo của kỳ này; mỗi bộ biểu mẫu báo cáo cho \
               đúng một kỳ. Kỳ là tháng, quý, 6 tháng, 9 tháng, năm, hoặc nhiều năm.",
    },
    en: Words {
        title: "the period cannot be used",
        message: "the period `{period}` cannot be used[: {reason}][; there are {available}]",
        remedy: "write the period as `2024`, `2024-Q1`, `2024-6T`, `2024-9T` or `2019..2023`",
        help: "No pack in use reports on this period; every pack reports on exactly one. A \
               period is a month, a quarter, 6 months, 9 months, a year, or several years.",
    },
};

pub(crate) static E509: Entry = Entry {
    fields: &["name"],
    optional: &["nearest"],
    vi: Words {
        title: "không có đơn vị này",
        message: "không có đơn vị nào mang mã «{name}»",
        remedy: "[có phải là «{nearest}»?|xem cột Mã của trang tính Tổ chức]",
        help: "Ở mục Mã tổ chức của `thiet-lap.xlsx` và sau `--org`, đơn vị được gọi bằng mã ghi ở \
               trang tính Tổ chức. Không đơn vị nào có mã này.",
    },
    en: Words {
        title: "there is no such organisation",
        message: "no organisation has the code “{name}”",
        remedy: "[is “{nearest}” meant?|see the codes in `thiet-lap.xlsx`]",
        help: "In the settings and after `--org` an organisation is called by its code in \
               `thiet-lap.xlsx`. None has this one.",
    },
};

pub(crate) static E510: Entry = Entry {
    fields: &["name"],
    optional: &["nearest", "periods"],
    vi: Words {
        title: "không có số liệu này",
        message: "không có số liệu nào tên là `{name}`[: tên đúng, nhưng chỉ có các kỳ {periods}]",
        remedy: "[có phải là `{nearest}`?|xem tên và kỳ của các số liệu trong bảng nguồn số liệu]",
        help: "Số liệu được gọi bằng tên trong bộ biểu mẫu, ví dụ `ket_nap.nu`, có thể thêm kỳ \
               như `ket_nap.nu @ 2023`. Không bộ biểu mẫu nào đang dùng có tên này, hoặc có tên \
               này mà không có kỳ ấy.",
    },
    en: Words {
        title: "there is no such figure",
        message: "no figure has the name `{name}`[: the name is right, its periods are {periods}]",
        remedy: "[is `{nearest}` meant?|see the names and periods of the figures in the ledger]",
        help: "A figure is called by its name in the pack, such as `ket_nap.nu`, with a period if \
               needed: `ket_nap.nu @ 2023`. No pack in use has this name, or not for that \
               period.",
    },
};

pub(crate) static W511: Entry = Entry {
    fields: &["sheet", "rows"],
    optional: &[],
    vi: Words {
        title: "phần thiết lập chưa được dùng đến",
        message: "trang tính `{sheet}` có {rows} dòng, nhưng phần này chưa được dùng đến",
        remedy: "cứ giữ các dòng đã ghi, và tự xem kết quả có cần tính đến chúng không",
        help: "Trang tính này dành cho một chức năng chưa có trong phiên bản đang dùng. Những gì \
               ghi ở đó chưa ảnh hưởng đến kết quả, nên được báo để không ai tưởng là đã tính.",
    },
    en: Words {
        title: "a part of the settings is not used yet",
        message: "the sheet `{sheet}` has {rows} rows, but it is not used yet",
        remedy: "keep the rows, and judge yourself whether the results need them",
        help: "The sheet is meant for something this version cannot do yet. What stands there has \
               no effect on the results, and this says so lest anybody think it has.",
    },
};

pub(crate) static E513: Entry = Entry {
    fields: &["name", "units"],
    optional: &[],
    vi: Words {
        title: "một tên chỉ nhiều đơn vị",
        message: "tên «{name}» là của nhiều đơn vị: {units}",
        remedy: "ghi mã đơn vị trong biểu, hoặc sửa tên trong trang tính Tổ chức cho khác nhau",
        help: "Nhiều đơn vị có cùng tên hoặc cùng tên khác, kể cả khi chỉ khác chữ hoa, dấu cách \
               hay kiểu đặt dấu thanh. Không biết biểu là của đơn vị nào nên không nhận.",
    },
    en: Words {
        title: "one name of several organisations",
        message: "“{name}” is the name of several organisations: {units}",
        remedy: "write the code in the return, or make the names differ in `thiet-lap.xlsx`",
        help: "Several organisations have this name or other name, even if they differ in case, \
               spaces or the place of a tone mark. Whose return it is cannot be known.",
    },
};

pub(crate) static E514: Entry = Entry {
    fields: &["reason"],
    optional: &["folder", "renamed", "returns", "taken"],
    vi: Words {
        title: "không ghi được kết quả",
        message: "không ghi được kết quả: {reason}",
        remedy: "[đặt tên kết quả là `{renamed}`|tạo thư mục `{folder}` trước, hoặc chọn chỗ khác|\
                 chọn tên khác, viết sau --out; hoặc chuyển tệp `{taken}` đang có đi chỗ khác|\
                 chọn chỗ khác, ngoài `{returns}`, viết sau --out|\
                 đóng các tệp kết quả đang mở, kiểm tra chỗ trống và quyền ghi, rồi chạy lại]",
        help: "Ổ đĩa hoặc thư mục không cho ghi, hết chỗ trống, hoặc tệp kết quả đang mở. Các dự thảo \
               đã có vẫn còn nguyên: mỗi lần tổng hợp là một dự thảo mới.",
    },
    en: Words {
        title: "a result cannot be written",
        message: "the result cannot be written: {reason}",
        remedy: "[call the result `{renamed}`|make the folder `{folder}` first, or choose another place|\
                 choose another name after --out, or move the file `{taken}` elsewhere|\
                 choose a place outside of `{returns}` after --out|\
                 close results that are open, check free space and rights, and run again]",
        help: "The disk or folder does not let the result be written, it is full, or the file is \
               open. Earlier drafts are whole: every build is a draft of its own.",
    },
};

pub(crate) static E518: Entry = Entry {
    fields: &["name", "value"],
    optional: &["reason"],
    vi: Words {
        title: "tham số của lệnh không dùng được",
        message: "`{name}` nhận giá trị `{value}`, không dùng được[: {reason}]",
        remedy: "xem cách ghi bằng `tonghop --help`",
        help: "Một tham số của lệnh có giá trị không hiểu được, ví dụ ngày không viết dạng \
               `2024-04-15` hoặc `15/4/2024`.",
    },
    en: Words {
        title: "an argument cannot be used",
        message: "`{name}` has the value `{value}`, which cannot be used[: {reason}]",
        remedy: "see how it is written with `tonghop --help`",
        help: "An argument of the command cannot be understood, such as a date that is not \
               written `2024-04-15` or `15/4/2024`.",
    },
};

pub(crate) static W519: Entry = Entry {
    fields: &["name"],
    optional: &["nearest"],
    vi: Words {
        title: "mục lạ trong thiết lập",
        message: "không có mục thiết lập nào tên là «{name}»",
        remedy: "[sửa tên mục thành «{nearest}» nếu đúng ý|xóa dòng này nếu không cần]",
        help: "Trang tính Đơn vị của thiet-lap.xlsx có một dòng gần giống một mục thiết lập nhưng \
               không đúng tên, nên giá trị của dòng đó chưa được dùng.",
    },
    en: Words {
        title: "an unknown setting",
        message: "there is no setting named “{name}”",
        remedy: "[rename it to “{nearest}” if that is meant|delete the row if it is not needed]",
        help: "The sheet Đơn vị of thiet-lap.xlsx has a row that nearly is a setting but is not \
               spelled like one, so its value is not used.",
    },
};

pub(crate) static W523: Entry = Entry {
    fields: &["units", "office"],
    optional: &[],
    vi: Words {
        title: "đơn vị không trực thuộc đơn vị tổng hợp",
        message: "những đơn vị này không trực thuộc «{office}» nên không có trong số tổng hợp: {units}",
        remedy: "kiểm tra cột Trực thuộc trong thiet-lap.xlsx; đơn vị không cần tổng hợp thì xóa dòng",
        help: "Số tổng hợp chỉ gồm các đơn vị trực thuộc, trực tiếp hoặc qua cấp trung gian, đơn vị \
               ghi ở Mã tổ chức. Ô Trực thuộc để trống hoặc ghi nhầm làm một đơn vị rơi ra ngoài.",
    },
    en: Words {
        title: "units that are not under the office",
        message: "these units are not under “{office}” and so in no total: {units}",
        remedy: "check the parents in thiet-lap.xlsx; delete the rows of units that do not belong",
        help: "Totals cover only the units below the one named as the office's own. A parent left \
               blank or mistyped lets a unit drop out.",
    },
};

pub(crate) static E524: Entry = Entry {
    fields: &["upper", "lower", "label"],
    optional: &[],
    vi: Words {
        title: "số liệu bị tính hai lần",
        message: "«{upper}» và đơn vị trực thuộc nó cùng phải báo cáo «{label}», cộng lại sẽ tính \
                  hai lần: {lower}",
        remedy: "sửa loại tổ chức hoặc cột Trực thuộc trong thiet-lap.xlsx, hoặc `owed_by` của biểu",
        help: "Một đơn vị và đơn vị cấp trên của nó cùng phải nộp một số liệu của cùng một kỳ. Không \
               biết số của cấp trên đã gồm số của cấp dưới hay chưa, nên không tổng hợp.",
    },
    en: Words {
        title: "a figure would count twice",
        message: "“{upper}” and units below it both owe “{label}”, which would count twice: {lower}",
        remedy: "correct kinds or parents in thiet-lap.xlsx, or `owed_by` of the form",
        help: "A unit and one above it owe the same figure for one period. It cannot be told whether \
               the upper one includes the lower, so nothing is consolidated.",
    },
};

pub(crate) static E526: Entry = Entry {
    fields: &["name"],
    optional: &["value", "first", "reason", "allowed", "nearest"],
    vi: Words {
        title: "dòng chỉ tiêu, số giao, hạn nộp hoặc văn bản không dùng được",
        message: "«{name}» [ghi `{value}`|để trống][, đã có ở ô {first}][: {reason}][; ghi được {allowed}]",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa ô đó|sửa ô đó trong `thiet-lap.xlsx`]",
        help: "Một dòng của trang tính Chỉ tiêu, Kế hoạch giao hoặc Hạn nộp nêu chỉ tiêu, cách tính, số \
               liệu, biểu, đơn vị hay kỳ không có, một số hay một ngày không đọc được, hoặc một việc đã ghi ở \
               dòng trên; \
               hay một dòng của trang tính Văn bản có số, ngày, loại hoặc cơ quan ban hành không dùng được.",
    },
    en: Words {
        title: "a row of targets, plan, deadlines or documents cannot be used",
        message: "“{name}” is [`{value}`|blank][, which stands in {first} already][: {reason}]\
                  [; it can be {allowed}]",
        remedy: "[if `{nearest}` is meant, correct the cell|correct the cell in `thiet-lap.xlsx`]",
        help: "A row of the sheet of targets, assigned figures or deadlines names a target, reading, \
               figure, form, organisation or period that there is not, a number or day that cannot be read, or what a \
               row above says already; or a row of the sheet of documents has a number, day, type \
               or issuer that cannot be used.",
    },
};

pub(crate) static E528: Entry = Entry {
    fields: &["draft", "reason"],
    optional: &[],
    vi: Words {
        title: "dự thảo không so sánh được",
        message: "không so sánh được dự thảo `{draft}`: {reason}",
        remedy: "ghi tên một dự thảo trong `ket-qua`, ví dụ `du-thao-01` hoặc `2024-6T/du-thao-01`",
        help: "Hai dự thảo được so sánh qua bảng nguồn số liệu `bang-nguon-so-lieu.xlsx` của mỗi bản. \
               Không có tệp này, hoặc tệp đã bị sửa, thì không biết số liệu nào thay đổi do đâu. Các dự \
               thảo không bị đụng đến.",
    },
    en: Words {
        title: "a draft cannot be compared",
        message: "the draft `{draft}` cannot be compared: {reason}",
        remedy: "name a draft in `ket-qua`, such as `du-thao-01` or `2024-6T/du-thao-01`",
        help: "Two drafts are compared by their ledgers, `bang-nguon-so-lieu.xlsx`. Without it, or when \
               it was edited, nothing tells which figures changed and why. The drafts are not touched.",
    },
};

pub(crate) static E530: Entry = Entry {
    fields: &["period"],
    optional: &["unit", "allowed"],
    vi: Words {
        title: "không có biểu nào phải phát hành",
        message: "[«{unit}»|không đơn vị nào] phải nộp biểu nào cho kỳ {period}[; các kỳ nộp biểu: {allowed}]",
        remedy: "xem lại kỳ, và loại, ngày thành lập, ngày kết thúc của đơn vị ở trang tính «Tổ chức»",
        help: "Biểu được phát hành cho đơn vị phải nộp, theo bộ biểu mẫu đang dùng và danh sách tổ chức. Số \
               của một quý riêng được tính từ các kỳ lũy kế, nên không có biểu nộp cho quý đó.",
    },
    en: Words {
        title: "there is nothing to issue",
        message: "[“{unit}”|no unit] owes a return for {period}[; returns are made for {allowed}]",
        remedy: "look at the period, and at kind and dates of the unit on the sheet of units",
        help: "Blanks are issued to who owes a return, as the packs in use and the list of units say. A \
               single quarter is worked out from cumulative returns, so nobody makes a return for it.",
    },
};

pub(crate) static E533: Entry = Entry {
    fields: &["folder", "code"],
    optional: &[],
    vi: Words {
        title: "thư mục bộ biểu mẫu và mã ghi trong đó không giống nhau",
        message: "thư mục `{folder}` mang bộ biểu mẫu có mã `{code}`: tên thư mục và dòng `code` trong pack.toml phải \
                  giống nhau",
        remedy: "là bản chép thì chỉ giữ một bản: đặt tên thư mục đúng như mã, chuyển bản kia ra ngoài thư mục bo-bieu, \
                 mục Bộ biểu mẫu của thiet-lap.xlsx ghi mã ấy",
        help: "Mục Bộ biểu mẫu của thiết lập gọi bộ biểu mẫu theo tên thư mục trong bo-bieu; mã trong pack.toml phải là \
               tên ấy. Thường gặp khi chép một bộ thành thư mục mới để sửa thử. Đổi mã cho bản chép để dùng cả hai \
               bản thì không được: hai bộ có cùng biểu, biểu của đơn vị gửi về không biết là của bộ nào.",
    },
    en: Words {
        title: "a pack's folder and the code in it differ",
        message: "the folder `{folder}` holds a pack with the code `{code}`: the name of the folder and the line \
                  `code` in pack.toml must be the same",
        remedy: "if it is a copy, keep one only: name its folder as the code says, move the other out of bo-bieu, and \
                 name that code as pack in thiet-lap.xlsx",
        help: "The settings name a pack by its folder in bo-bieu; the code in pack.toml must be that name. It happens \
               when a pack was copied into a new folder to try something. Giving the copy another code to use both \
               does not help: two packs then have the same forms, and nobody knows which of them a return belongs to.",
    },
};

pub(crate) static E534: Entry = Entry {
    fields: &["form", "packs"],
    optional: &[],
    vi: Words {
        title: "hai bộ biểu mẫu đang dùng có cùng một biểu",
        message: "biểu `{form}` có trong cả hai bộ biểu mẫu đang dùng: {packs}; biểu gửi về không biết là của bộ nào",
        remedy: "ở mục Bộ biểu mẫu của thiet-lap.xlsx bỏ tên một trong hai bộ",
        help: "Biểu gửi về được nhận ra theo tiêu đề và tên dòng của biểu. Hai bộ có biểu giống hệt nhau, thường vì \
               một bộ là bản chép của bộ kia, thì không phân biệt được, nên chưa đọc biểu nào. Biểu của đơn vị \
               không sai, không phải làm lại.",
    },
    en: Words {
        title: "two packs in use have the same form",
        message: "the form `{form}` is in two packs in use: {packs}; which of them a return belongs to cannot be known",
        remedy: "take the name of one of the two out of the packs in thiet-lap.xlsx",
        help: "Returns are recognised by headings and row labels. Where two packs have one and the same form, mostly \
               because one is a copy of the other, they cannot be told apart, so nothing is read. The returns are \
               not wrong and need not be made again.",
    },
};

pub(crate) static E540: Entry = Entry {
    fields: &["folder"],
    optional: &[],
    vi: Words {
        title: "thư mục mới đã có gì đó",
        message: "thư mục `{folder}` đã có tệp trong đó nên không tạo thư mục làm việc ở đây",
        remedy: "chọn một tên khác, hoặc một thư mục trống",
        help: "Tạo mới chỉ ghi vào thư mục chưa có hoặc còn trống, để không đè lên thiết lập và biểu của ai. Thư mục \
               đang có không bị đụng đến.",
    },
    en: Words {
        title: "the new folder has something in it",
        message: "the folder `{folder}` has files in it, so no workspace is made there",
        remedy: "choose another name, or an empty folder",
        help: "A workspace is made only in a folder that does not exist or is empty, so that nobody's settings and \
               returns are written over. The folder that is there was not touched.",
    },
};

pub(crate) static E555: Entry = Entry {
    fields: &["reason"],
    optional: &[],
    vi: Words {
        title: "không xóa được",
        message: "không xóa được: {reason}",
        remedy: "đóng các tệp đang mở trong Word, Excel và cửa sổ đang xem thư mục này, rồi chạy lại",
        help: "Trước khi xóa, mọi thư mục được chuyển vào một thư mục tạm tên bắt đầu bằng `.dang-xoa-`; chuyển được hết \
               mới xóa. Còn một tệp đang mở thì mọi thứ trở về chỗ cũ. Lỗi xảy ra khi đang xóa thì phần còn lại nằm trong \
               thư mục tạm ấy, lần chạy sau sẽ xóa tiếp.",
    },
    en: Words {
        title: "cannot be deleted",
        message: "cannot be deleted: {reason}",
        remedy: "close the files that are open in Word and Excel, and windows that show this folder, then run it again",
        help: "Before anything is deleted all folders are moved into one whose name begins with `.dang-xoa-`; only when all \
               of them could be moved are they deleted. While a file is open everything goes back to its place. If an error \
               comes in the middle of deleting, the rest is in that folder and goes with the next run.",
    },
};

pub(crate) static E662: Entry = Entry {
    fields: &["folder"],
    optional: &[],
    vi: Words {
        title: "cơ quan đã có bộ biểu mẫu này",
        message: "đã có thư mục `{folder}`, không chép đè lên",
        remedy: "sửa ngay trong thư mục ấy; muốn lấy lại bản có sẵn thì đổi tên thư mục rồi chép lại",
        help: "Bộ biểu mẫu trong `bo-bieu` là của cơ quan, có thể đã sửa, nên chương trình không bao giờ ghi đè. Đổi tên \
               thư mục cũ, chép lại, rồi so hai bản.",
    },
    en: Words {
        title: "the office has this pack already",
        message: "there is a folder `{folder}`, nothing is written over it",
        remedy: "edit the files in that folder; to begin anew rename the folder and copy again",
        help: "A pack in `bo-bieu` is the office's own and may have been edited, so it is never written over. Rename the \
               old folder, copy again, and compare the two.",
    },
};

pub(crate) static E535: Entry = Entry {
    fields: &["name"],
    optional: &["value", "reason", "allowed", "nearest"],
    vi: Words {
        title: "số đã báo cáo: không rõ của gì, của ai, kỳ nào",
        message: "«{name}» [ghi `{value}`|để trống][: {reason}][; ghi được {allowed}]",
        remedy: "[có phải là `{nearest}`? nếu phải thì sửa ô đó|sửa ô đó ở trang tính «Số đã báo cáo» của `thiet-lap.xlsx`]",
        help: "Một dòng của trang tính «Số đã báo cáo» nêu một số liệu, một đơn vị hay một kỳ mà các bộ biểu mẫu đang dùng không \
               có. Số ấy không thể đứng ở đâu, nên không lập được gì cho đến khi dòng được sửa hoặc xóa.",
    },
    en: Words {
        title: "a reported figure is of nothing that is known",
        message: "“{name}” [`{value}`|blank][: {reason}][; it can be {allowed}]",
        remedy: "[if `{nearest}` is meant, correct the cell|correct the cell on the sheet of reported figures]",
        help: "A row of the sheet of figures that the committee reported names a figure, a unit or a period that the packs in use \
               do not have. It could stand nowhere, so nothing is made until the row is corrected or deleted.",
    },
};

pub(crate) static W536: Entry = Entry {
    fields: &["label", "reported"],
    optional: &["document", "page", "computed", "coverage"],
    vi: Words {
        title: "số đã báo cáo khác số cộng từ các đơn vị",
        message: "«{label}»: đã báo cáo {reported}[ ở văn bản số {document}][, trang {page}]; cộng từ các đơn vị \
                  [được {computed}|chưa được số nào][, mới {coverage} đơn vị]: số nào đúng?",
        remedy: "đối chiếu văn bản với biểu của các đơn vị; số in ra là số cộng từ các đơn vị",
        help: "Trang tính «Số đã báo cáo» có số của một kỳ mà các đơn vị (hay một số đơn vị) cũng có biểu. Khi ấy số in ra là số \
               cộng từ biểu của đơn vị, kèm số đơn vị đã có nếu chưa đủ; số đã báo cáo chỉ để đối chiếu. Bằng nhau thì không \
               nói gì. Khác nhau thì một trong hai cần giải trình.",
    },
    en: Words {
        title: "what was reported is not what the units add up to",
        message: "`{label}`: reported was {reported}[ in document {document}][, page {page}]; of the units it is \
                  [{computed}|nothing yet][, of {coverage} units]: which is right?",
        remedy: "hold the document against the returns of the units; the figure printed is the one of the units",
        help: "The sheet of figures that the committee reported has one for a period of which returns of units, or of some, are \
               there. The figure printed is then what these add up to, with their number while some are missing; what was \
               reported is only held against it. If they agree nothing is said, if not one of them needs an explanation.",
    },
};

pub(crate) static E537: Entry = Entry {
    fields: &["name"],
    optional: &["value", "reason"],
    vi: Words {
        title: "số đã báo cáo thiếu số, văn bản hoặc ngày",
        message: "«{name}» [ghi `{value}`|để trống][: {reason}]",
        remedy: "sửa ô đó ở trang tính «Số đã báo cáo» của `thiet-lap.xlsx`, hoặc xóa cả dòng",
        help: "Mỗi dòng của trang tính «Số đã báo cáo» phải có một con số đọc được, số của văn bản và ngày văn bản. Số không rõ \
               lấy từ văn bản nào thì không ai đối chiếu được nên không dùng.",
    },
    en: Words {
        title: "a reported figure lacks number, document or date",
        message: "“{name}” [`{value}`|blank][: {reason}]",
        remedy: "correct the cell on the sheet of reported figures, or delete the row",
        help: "Every row of the sheet of figures that the committee reported needs a number that can be read, the number of a \
               document and its date. A figure of which nobody knows the document cannot be held against anything.",
    },
};

pub(crate) static E538: Entry = Entry {
    fields: &["name", "first"],
    optional: &["value"],
    vi: Words {
        title: "một số đã báo cáo ghi ở hai dòng",
        message: "«{name}»[ `{value}`]: cùng đơn vị, cùng kỳ đã ghi ở ô {first}",
        remedy: "giữ một dòng: số của văn bản sau cùng, hoặc văn bản cấp trên đã nhận",
        help: "Hai dòng của trang tính «Số đã báo cáo» cho cùng một số liệu của cùng một đơn vị, cùng kỳ. Không dòng nào được tự \
               chọn, dù hai con số bằng nhau, vì mỗi số chỉ dẫn được một văn bản.",
    },
    en: Words {
        title: "a reported figure stands in two rows",
        message: "“{name}”[ `{value}`]: {first} has it already for the same unit and period",
        remedy: "keep one row: that of the last document, or of the one that the superior has",
        help: "Two rows of the sheet of figures that the committee reported give one figure of one unit and period. None is chosen, \
               even where they agree, because a figure has one document to point to.",
    },
};
