//! Codes 401–499: who has reported, and what a total covers.

use super::{Entry, Words};

pub(crate) static W401: Entry = Entry {
    fields: &["form"],
    optional: &["unit", "due", "count", "period", "units"],
    vi: Words {
        title: "chưa nhận được biểu",
        message: "[chưa nhận được biểu `{form}` kỳ {period} của đơn vị nào, {count} đơn vị phải nộp: {units}|\
                  chưa nhận được biểu `{form}` của «{unit}»|chưa nhận được biểu `{form}`][, hạn nộp {due}]",
        remedy: "đôn đốc đơn vị, hoặc xem lại các tệp chưa nhận ra ở thư mục báo cáo đến",
        help: "Đơn vị phải nộp biểu này trong kỳ nhưng trong thư mục báo cáo đến không có tệp nào \
               nhận ra là của đơn vị. Các tổng sẽ ghi rõ còn thiếu đơn vị này.",
    },
    en: Words {
        title: "no return received",
        message: "[no return `{form}` for {period} was received of any of {count} units: {units}|\
                  no return `{form}` of “{unit}” was received|no return `{form}` was received][, it was due {due}]",
        remedy: "remind the branch, or look at the files that were not recognised",
        help: "The branch owes this form for the period, but no file in the folder of returns was \
               recognised as its own. Totals will say that this branch is missing.",
    },
};

pub(crate) static I402: Entry = Entry {
    fields: &["files"],
    optional: &[],
    vi: Words {
        title: "các bản giống hệt nhau chỉ tính một lần",
        message: "các bản giống hệt nhau, chỉ tính một lần: {files}",
        remedy: "không phải làm gì; có thể xóa bớt cho gọn",
        help: "Cùng một biểu được gửi nhiều lần, nội dung giống hệt nhau. Số liệu chỉ được tính \
               một lần.",
    },
    en: Words {
        title: "identical copies are counted once",
        message: "identical copies, counted once: {files}",
        remedy: "nothing needs doing; the extra copies can be deleted",
        help: "The same return came more than once, with identical content. Its figures are \
               counted once.",
    },
};

pub(crate) static E403: Entry = Entry {
    fields: &["unit", "period", "files"],
    optional: &["form"],
    vi: Words {
        title: "nhiều bản khác nhau của cùng một biểu",
        message: "có nhiều bản khác nhau[ của biểu `{form}`] của «{unit}», kỳ {period}, \
                  chưa lấy bản nào: {files}",
        remedy: "hỏi lại đơn vị, rồi ghi «Chọn» trong `xac-nhan.xlsx`, hoặc chỉ để lại bản đúng trong thư mục",
        help: "Một đơn vị có nhiều tệp cho cùng một kỳ và số liệu khác nhau. Ngày giờ của tệp và \
               những chữ như `(1)`, `sửa` trong tên tệp không cho biết chắc bản nào đúng, nên \
               không bản nào được lấy cho đến khi có người chọn.",
    },
    en: Words {
        title: "several different copies of one return",
        message: "there are different copies[ of form `{form}`] of “{unit}” for {period}, \
                  none is taken: {files}",
        remedy: "ask the branch, then choose in `xac-nhan.xlsx`, or leave only the right one in the folder",
        help: "One branch has several files for one period, with different figures. Neither the \
               time of a file nor words such as `(1)` in its name say for certain which one is \
               right, so none is taken until somebody chooses.",
    },
};

pub(crate) static W404: Entry = Entry {
    fields: &[],
    optional: &["included", "due", "label", "others", "missing"],
    vi: Words {
        title: "tổng chưa đủ các đơn vị",
        message: "tổng[ «{label}»][ và {others} số liệu khác] [mới gồm {included}/{due} đơn vị|chưa đủ đơn vị]\
                  [, còn thiếu {missing}]",
        remedy: "bổ sung biểu còn thiếu rồi chạy lại, hoặc nêu rõ trong báo cáo là chưa đầy đủ",
        help: "Số tổng cộng chưa gồm mọi đơn vị phải báo cáo, vì có đơn vị chưa nộp biểu hoặc con \
               số của đơn vị chưa dùng được. Đơn vị thiếu không được coi là 0.",
    },
    en: Words {
        title: "a total does not cover all branches",
        message: "the total[ “{label}”][ and {others} others] [covers {included} of {due} units|does not cover all units]\
                  [, without {missing}]",
        remedy: "supply the missing returns and run again, or say in the report what is missing",
        help: "A total does not cover all branches that should report, because some sent no \
               return or their figure cannot be used. A missing branch is not taken for zero.",
    },
};

pub(crate) static I405: Entry = Entry {
    fields: &["period"],
    optional: &["count"],
    vi: Words {
        title: "biểu của kỳ khác",
        message: "[{count} ]biểu của kỳ {period}, không dùng khi tổng hợp kỳ này",
        remedy: "không phải làm gì nếu đúng là biểu của kỳ khác; nếu ghi nhầm kỳ thì sửa lại",
        help: "Thư mục báo cáo đến được phép có biểu của nhiều kỳ. Chỉ biểu của kỳ đang tổng hợp, \
               và của các kỳ trước cần để so sánh, được dùng; biểu của kỳ sau để lại cho lần sau.",
    },
    en: Words {
        title: "returns of another period",
        message: "[{count} ]returns of {period} are not used for this period",
        remedy: "nothing, if they are of another period; correct the period if it is a slip",
        help: "The folder of returns may hold those of several periods. Only those of the period \
               at hand, and of earlier ones to compare with, are used; later ones are left alone.",
    },
};

pub(crate) static E406: Entry = Entry {
    fields: &["folder"],
    optional: &["pack", "period"],
    vi: Words {
        title: "chưa có biểu nào",
        message: "thư mục `{folder}` chưa có biểu số liệu nào[ của bộ «{pack}»][ cho kỳ {period}]",
        remedy: "chép các tệp Excel đơn vị gửi về vào thư mục này, có thể chia thư mục con",
        help: "Chưa tìm thấy biểu số liệu nào để tổng hợp. Các tệp đơn vị gửi về phải nằm trong \
               thư mục báo cáo đến, tên tệp và thư mục con tùy ý.",
    },
    en: Words {
        title: "there are no returns",
        message: "the folder `{folder}` holds no returns[ of the pack “{pack}”][ for {period}] yet",
        remedy: "copy the Excel files of the branches into it, in sub-folders if you like",
        help: "No return was found. The files of the branches belong in the folder of returns; \
               their names and sub-folders do not matter.",
    },
};

pub(crate) static W407: Entry = Entry {
    fields: &["period", "received", "due"],
    optional: &["missing"],
    vi: Words {
        title: "kỳ so sánh chưa đủ biểu",
        message: "kỳ {period} mới có {received}/{due} biểu[; chưa có: {missing}]",
        remedy: "bổ sung biểu của kỳ đó vào thư mục báo cáo đến; số so sánh với kỳ này chưa đầy đủ",
        help: "Kỳ này không phải kỳ báo cáo, nhưng được dùng để so sánh hoặc để tính ra kỳ báo cáo. Số lấy từ kỳ đó chỉ gồm các đơn vị đã có biểu và được in kèm [m/n].",
    },
    en: Words {
        title: "a period compared with is incomplete",
        message: "{period} has {received} of {due} returns[; missing: {missing}]",
        remedy: "put its other returns among the returns; what is compared with it is incomplete",
        help: "This is not the period reported on, but one that it is compared with or worked out from. Its figures cover the units with returns and are printed with [m/n].",
    },
};

pub(crate) static I408: Entry = Entry {
    fields: &["label", "units"],
    optional: &["others"],
    vi: Words {
        title: "dùng số kỳ trước thay cho số chưa báo cáo",
        message: "{label}[ và {others} số liệu khác]: dùng số của kỳ trước cho {units}",
        remedy: "đôn đốc các đơn vị này gửi biểu; khi có biểu, số kỳ này sẽ được dùng",
        help: "Bộ biểu mẫu cho phép lấy số cuối kỳ gần nhất của đơn vị chưa báo cáo. Tổng có số như vậy được in kèm dấu và chưa phải số chính thức, trừ khi bộ biểu mẫu cho phép.",
    },
    en: Words {
        title: "earlier stocks stand in for missing ones",
        message: "{label}[ and {others} more]: the figure of an earlier period stands in for {units}",
        remedy: "ask these units for their returns; their own figures will then be used",
        help: "The pack lets the latest earlier stock of a unit stand in while its return is missing. Totals with such figures are marked, and not final unless the pack says so.",
    },
};

pub(crate) static W409: Entry = Entry {
    fields: &[],
    optional: &["received", "due", "errors", "carried", "gaps"],
    vi: Words {
        title: "chưa phải số liệu chính thức",
        message: "số tổng hợp mới là số liệu sơ bộ[, mới nhận {received}/{due} biểu]\
                  [, còn {errors} lỗi][, {carried} đơn vị dùng số kỳ trước]\
                  [, {gaps} số tổng chưa gồm đủ đơn vị]",
        remedy: "bổ sung biểu, sửa lỗi rồi chạy lại trước khi trình ký",
        help: "Bộ biểu mẫu quy định khi nào số tổng hợp được coi là số liệu chính thức: đủ tỷ lệ \
               biểu đã nhận, không còn lỗi, không còn ô trống, không còn số kỳ trước thay thế.",
    },
    en: Words {
        title: "totals are not final",
        message: "the totals are provisional[, {received} of {due} returns received]\
                  [, {errors} errors left][, earlier stocks stand in for {carried} units]\
                  [, {gaps} totals do not cover every unit]",
        remedy: "supply returns, correct errors, and run again before signing",
        help: "The pack says when totals may be called final: enough returns received, no errors, \
               no blanks, no earlier stocks standing in.",
    },
};

pub(crate) static W410: Entry = Entry {
    fields: &["units"],
    optional: &[],
    vi: Words {
        title: "số ghi sẵn lấy từ biểu còn lỗi",
        message: "biểu này còn lỗi, mà số của nó đã được ghi sẵn vào biểu phát hành của {units}",
        remedy: "chạy lệnh kiểm tra cho kỳ trước, sửa biểu đó rồi phát hành lại biểu của đơn vị",
        help: "Số đầu kỳ và số cùng kỳ trong biểu phát hành lấy từ biểu kỳ trước của chính đơn vị. Biểu kỳ \
               trước còn lỗi thì số ghi sẵn có thể sai theo, và ô đã khóa nên đơn vị không sửa được.",
    },
    en: Words {
        title: "figures were carried over from a return with errors",
        message: "this return has errors, and its figures stand in the blanks of {units}",
        remedy: "check the earlier period, correct that return, then issue the unit's blank again",
        help: "Opening figures and those of earlier periods come from the unit's own earlier return. If it \
               has errors they may be wrong, and the branch cannot change them: the cells are locked.",
    },
};

pub(crate) static W411: Entry = Entry {
    fields: &["value"],
    optional: &[],
    vi: Words {
        title: "dấu «không phát sinh» không rõ",
        message: "ô «không phát sinh» ghi `{value}`, không phải dấu X",
        remedy: "hỏi lại đơn vị; đánh dấu X nếu không phát sinh, để trống nếu có",
        help: "Chỉ dấu X (hoặc v, ✓, «có») được hiểu là không phát sinh. Ghi khác thì máy coi như chưa đánh \
               dấu: ô để trống vẫn là chưa báo cáo.",
    },
    en: Words {
        title: "the tick “nothing occurred” is not clear",
        message: "the cell of the tick “nothing occurred” holds `{value}`, not an X",
        remedy: "ask the branch; X if nothing occurred, blank otherwise",
        help: "Only an X (or v, or a check mark) means that nothing occurred. Anything else counts as no tick: \
               blank cells stay absent.",
    },
};

pub(crate) static I412: Entry = Entry {
    fields: &["form", "count", "units"],
    optional: &["carried"],
    vi: Words {
        title: "số kỳ trước chưa có để ghi sẵn",
        message: "«{form}»: {count} ô số đầu kỳ, số kỳ trước chưa có số để ghi sẵn, đơn vị tự ghi: {units}[; đã ghi \
                  sẵn {carried} ô]",
        remedy: "không phải làm gì; muốn ghi sẵn thì chép biểu kỳ trước của các đơn vị này vào thư mục báo cáo đến",
        help: "Số đầu kỳ và số của kỳ trước được ghi sẵn khi đã biết từ biểu trước của chính đơn vị. Chưa có \
               biểu, ô bỏ trống hay số bị từ chối thì ô của biểu phát hành để đơn vị tự ghi.",
    },
    en: Words {
        title: "earlier figures that are not known",
        message: "“{form}”: {count} cells for opening or earlier figures are left to the branch, for nothing is \
                  known: {units}[; {carried} cells were filled in]",
        remedy: "nothing; to have them filled in, put the earlier returns of these units into the folder of returns",
        help: "Opening figures and those of earlier periods are filled in when the unit's own earlier return \
               gives them. Without one, or where it is blank or was refused, the branch types them.",
    },
};

pub(crate) static I413: Entry = Entry {
    fields: &["count"],
    optional: &[],
    vi: Words {
        title: "ô tự cộng đã bị ghi đè",
        message: "{count} ô tự cộng của biểu phát hành đã bị ghi đè bằng số, lấy theo số đơn vị ghi",
        remedy: "không phải làm gì nếu các số khớp nhau; quy tắc nào sai sẽ có lỗi riêng",
        help: "Biểu phát hành có sẵn công thức ở các ô tổng. Đơn vị đã thay công thức bằng số tự ghi; máy lấy \
               đúng số ghi trong ô và vẫn kiểm tra tổng với các phần.",
    },
    en: Words {
        title: "totals of a blank were typed over",
        message: "{count} totals of the blank were typed over; what was typed counts",
        remedy: "nothing, if the figures agree; a broken rule is told by itself",
        help: "The blank had formulas in these cells. The branch put figures in their place; these are taken \
               as typed and still held against their parts.",
    },
};

pub(crate) static I414: Entry = Entry {
    fields: &["count"],
    optional: &["files", "returns", "more"],
    vi: Words {
        title: "công thức do máy tính lại",
        message: "{count} ô công thức chưa có kết quả trong tệp, máy đã tính lại[, trong {returns} tệp: {files:3}]",
        remedy: "không phải làm gì; muốn chắc thì mở tệp bằng Excel, lưu lại rồi nộp[; tên {more} tệp còn lại ở trang \
                 tính «Phát hiện» của bảng nguồn số liệu, hoặc khi thêm `--format json`]",
        help: "Tệp được một chương trình ghi ra mà chưa mở bằng Excel, nên ô công thức chưa có kết quả, hoặc chỉ có số 0 \
               tạm kèm lời dặn tính lại toàn bộ khi mở. Máy tự \
               tính từ các ô trong tệp; giải thích số liệu có ghi công thức và «máy tính lại».",
    },
    en: Words {
        title: "formulas were calculated here",
        message: "{count} formulas whose results the file does not carry were calculated here[, in {returns} files: \
                  {files:3}]",
        remedy: "nothing; to be sure, open the file in Excel, save it and send it again[; the names of the {more} \
                 other files are on the sheet “Phát hiện” of the ledger, or given with `--format json`]",
        help: "A program wrote the file and no spreadsheet program has opened it since, so its formulas have \
               no results, or a 0 for the time being with the word to compute all when the file is opened. They were worked out from the cells of the file; explain shows the formula.",
    },
};

pub(crate) static I415: Entry = Entry {
    fields: &["value"],
    optional: &["label", "count"],
    vi: Words {
        title: "ô tổng được cộng lại từ các ô đã đọc",
        message: "[{count} ô tổng là công thức bỏ qua ô ghi số dạng chữ, máy đã cộng lại từ các ô đã đọc|\
                  «{label}» là công thức bỏ qua ô ghi số dạng chữ, máy đã cộng lại từ các ô đã đọc: {value}|\
                  ô này là công thức bỏ qua ô ghi số dạng chữ, máy đã cộng lại từ các ô đã đọc: {value}]",
        remedy: "không phải làm gì nếu số cộng lại là đúng",
        help: "Công thức của biểu phát hành không đếm ô ghi số dạng chữ nên để trống, hoặc cộng thiếu. Mọi ô của tổng \
               đều đã đọc được thành số, nên máy lấy tổng theo các ô ấy. Còn một ô bị từ chối thì không cộng.",
    },
    en: Words {
        title: "a total was added up again from its parts",
        message: "[{count} totals are formulas that pass over figures stored as text and were added up from the parts read|\
                  “{label}” is a formula that passes over figures stored as text; the parts that were read make {value}|\
                  the cell is a formula that passes over figures stored as text; the parts that were read make {value}]",
        remedy: "nothing needs doing if that figure is right",
        help: "The formula of the blank counts no figure that is stored as text, so it stays empty or misses some. All \
               its parts could be read as numbers, and the total is what they make. Where one was refused, it is not.",
    },
};

pub(crate) static W416: Entry = Entry {
    fields: &["target", "label", "period"],
    optional: &[],
    vi: Words {
        title: "chưa ghi số giao nên chưa đánh giá được chỉ tiêu",
        message: "chỉ tiêu «{target}» chưa đánh giá được: chưa ghi «{label}», {period}",
        remedy: "thêm một dòng vào trang tính Kế hoạch giao của thiet-lap.xlsx: đơn vị, số liệu, kỳ, số giao, văn bản \
                 giao; không được giao thì ghi không áp dụng ở trang tính Chỉ tiêu",
        help: "Số được giao không có trên biểu của chi bộ, cơ quan ghi ở trang tính Kế hoạch giao của thiết lập. Chưa \
               ghi thì chỉ tiêu ấy là chưa đủ số liệu đánh giá, và những chỗ của báo cáo cần số ấy in dấu ba chấm.",
    },
    en: Words {
        title: "a target cannot be judged without the figure planned",
        message: "the target “{target}” cannot be judged: “{label}” of {period} is not given",
        remedy: "add a line to the sheet Kế hoạch giao of thiet-lap.xlsx: unit, figure, period, planned value, document; \
                 or say on the sheet Chỉ tiêu that the target does not apply",
        help: "What was planned stands on no return; the office gives it on the sheet Kế hoạch giao of its settings. \
               Until then the target cannot be judged, and reports print an ellipsis where they need the figure.",
    },
};

pub(crate) static I417: Entry = Entry {
    fields: &["unit", "form", "day", "due"],
    optional: &["days"],
    vi: Words {
        title: "biểu nộp muộn",
        message: "biểu `{form}` của «{unit}» nhận ngày {day}, hạn nộp {due}[: muộn {days} ngày]",
        remedy: "không phải làm gì với số liệu; nhắc đơn vị nếu cần",
        help: "Ngày nhận là ngày của lần tổng hợp đầu tiên thấy biểu này trong thư mục báo cáo đến, ghi ở sổ tiếp \
               nhận; hạn nộp ghi ở trang tính Hạn nộp của thiết lập. Biểu muộn vẫn được tính như mọi biểu khác.",
    },
    en: Words {
        title: "a return was received late",
        message: "the return `{form}` of “{unit}” was received on {day} and was due {due}[; days late: {days}]",
        remedy: "nothing needs doing about the figures; remind the branch if need be",
        help: "The day of receipt is that of the first consolidation that saw the return in the folder of returns, \
               as the register of receipts has it; the settings say when it was due. A late \
               return counts like any other.",
    },
};

pub(crate) static I418: Entry = Entry {
    fields: &["number", "form", "unit", "file", "count"],
    optional: &["left_out"],
    vi: Words {
        title: "đã lấy bản sửa đổi",
        message: "lấy bản sửa đổi lần {number} của biểu `{form}`, «{unit}», thay cho `{file}`: {count} số liệu \
                  khác[, trong đó {left_out} số liệu bản trước có mà bản này để trống]",
        remedy: "không phải làm gì nếu bản sửa đổi là đúng[; {left_out} ô để trống thì hỏi lại đơn vị]",
        help: "Biểu ghi rõ ở phần đầu là bản sửa đổi, bổ sung, điều chỉnh hoặc thay thế lần thứ mấy. Số lần lớn nhất \
               được lấy, các bản trước giữ nguyên trong thư mục và không được tính. Bản sửa đổi thay cả biểu: ô để \
               trống là chưa có số liệu, không lấy lại số của bản trước.",
    },
    en: Words {
        title: "a revision was taken",
        message: "revision {number} of the return `{form}` of “{unit}” is taken instead of `{file}`; figures that \
                  differ: {count}[, of which {left_out} were given before and are left blank now]",
        remedy: "nothing needs doing if the revision is right[; ask the branch about the {left_out} blank cells]",
        help: "The return says in its head that it is a revision, and which. The highest number is taken; what came \
               before stays in the folder and does not count. A revision replaces the whole return: what it leaves \
               blank is missing, and the earlier figure is not used instead.",
    },
};

pub(crate) static W419: Entry = Entry {
    fields: &["unit", "form", "period"],
    optional: &["day"],
    vi: Words {
        title: "tệp đã nhận nay không còn",
        message: "không còn tệp đã lấy số liệu của «{unit}», biểu `{form}`, kỳ {period}[, nhận ngày {day}]",
        remedy: "chép lại tệp vào chỗ cũ, hoặc lấy bản ở thư của đơn vị; nếu cố ý bỏ thì không phải làm gì",
        help: "Lần tổng hợp trước đã lấy số liệu của tệp này; nay trong thư mục báo cáo đến không còn tệp ấy và cũng \
               không có biểu nào thay. Lần tổng hợp này ghi việc đó vào sổ tiếp nhận và không nhắc lại nữa.",
    },
    en: Words {
        title: "a file that was received is gone",
        message: "the file with the return `{form}` of “{unit}” for {period}[, received on {day},] is not there any \
                  more",
        remedy: "copy the file back, or take it from the branch's mail; nothing if it was removed on purpose",
        help: "An earlier consolidation took figures from this file. It is in the folder of returns no more, and no \
               other return has come in its place. This consolidation puts it on the register, and says so once.",
    },
};

pub(crate) static I420: Entry = Entry {
    fields: &["unit", "form", "period", "file"],
    optional: &["day"],
    vi: Words {
        title: "tệp đã nhận nay được thay bằng tệp khác",
        message: "tệp đã lấy số liệu của «{unit}», biểu `{form}`, kỳ {period}[, nhận ngày {day},] nay không còn như \
                  cũ; số liệu lấy ở `{file}`",
        remedy: "không phải làm gì nếu đó là bản đúng; dùng lệnh diff để xem số nào đổi",
        help: "Lần tổng hợp trước lấy số liệu ở một tệp nay đã bị sửa, chép đè hoặc bỏ đi, và số liệu của đơn vị nay \
               lấy ở tệp đang có. Sổ tiếp nhận giữ cả hai tệp, kèm mã băm và ngày nhận.",
    },
    en: Words {
        title: "a file that was received has been replaced",
        message: "the file with the return `{form}` of “{unit}” for {period}[, received on {day},] is not what it was; \
                  the figures are taken from `{file}`",
        remedy: "nothing if that is the right one; the command diff shows which figures changed",
        help: "An earlier consolidation took figures from a file that has been changed, overwritten or removed since, \
               and the branch's figures now come from the file named. The register keeps both, each with its hash and \
               the day it was received.",
    },
};

pub(crate) static W421: Entry = Entry {
    fields: &["said"],
    optional: &[],
    vi: Words {
        title: "không rõ là bản sửa đổi lần mấy",
        message: "biểu không nói rõ là bản sửa đổi lần mấy: {said}",
        remedy: "để lại một dòng ghi đúng số lần ở đầu biểu, xóa các dòng kia",
        help: "Đầu các trang của biểu, hoặc phần ẩn của tệp, ghi những số lần sửa đổi khác nhau. Không đoán được bản \
               nào sau cùng nên biểu được coi như bản thường: có bản khác cùng kỳ thì không bản nào được lấy.",
    },
    en: Words {
        title: "which revision it is cannot be told",
        message: "the return does not say clearly which revision it is: {said}",
        remedy: "leave one line with the right number in the head of the form and delete the others",
        help: "The heads of its sheets, or what only programs read in it, give different numbers. Nobody can tell \
               which is last, so the return is taken as no revision: beside another one for the period neither counts.",
    },
};

pub(crate) static W422: Entry = Entry {
    fields: &["count", "files"],
    optional: &[],
    vi: Words {
        title: "còn tệp chưa lấy được số",
        message: "{count} tệp trong thư mục báo cáo đến chưa lấy được số: {files:3}; đơn vị gửi tệp ấy có thể đang ghi là \
                  chưa nhận",
        remedy: "xem vì sao bằng lệnh `tonghop check` cùng kỳ",
        help: "Tệp hỏng, đặt mật khẩu, ảnh chụp, biểu không ghi đơn vị, biểu nhập thay chưa ghi nguồn thì không được tính, \
               nên bảng tiến độ ghi đơn vị là chưa nhận dù tệp đã về.",
    },
    en: Words {
        title: "files of which no figures were taken",
        message: "files among the returns of which nothing was taken: {count}: {files:3}; their units may stand as missing",
        remedy: "see why with `tonghop check` for the same period",
        help: "A damaged file, one with a password, a picture, a return that names no unit or one entered without its \
               source does not count, so its unit stands as missing though the file is there.",
    },
};
