//! The sheet on which an office says from what it entered a return for a unit (nhập thay).

/// Its name.
pub const ENTERED_SHEET: &str = "Nhập thay";

/// Before the cell that says from what the figures were typed.
pub const FROM: &str = "Nguồn số liệu";
/// Before the cell with the day on which that came.
pub const ON: &str = "Ngày nhận";
/// Before the cell with the name of who gave it.
pub const GIVEN_BY: &str = "Người cung cấp";
/// Before the cell with the name of who typed it.
pub const TYPED_BY: &str = "Người nhập";
/// Before the cell with the name of the file that it was typed from.
pub const ORIGINAL: &str = "Bản gốc";

/// What is to be written on the sheet, with a word for whoever does.
pub const ENTERED_LINES: [(&str, &str); 5] = [
    (FROM, "ảnh, điện thoại, bản giấy, … (phải ghi)"),
    (ON, "ngày nhận ảnh, cuộc gọi, bản giấy: 05/7/2024 (phải ghi)"),
    (GIVEN_BY, "họ tên, chức vụ người của đơn vị đã cho số liệu"),
    (TYPED_BY, "họ tên cán bộ của cơ quan đã nhập"),
    (
        ORIGINAL,
        "tên tệp ảnh hoặc PDF trong thư mục làm việc, nếu có; nhiều tệp thì cách nhau bằng dấu ;",
    ),
];
