//! What the system says of a file that cannot be read or written, in words of both languages.

use std::io::{Error, ErrorKind};

use super::Field;
use crate::text::Lang;

/// Number of Windows' error for a file that another program holds open.
const SHARING_VIOLATION: i32 = 32;

/// Why a file cannot be read or written.
pub(crate) fn in_words(error: &Error) -> Field {
    Field::words(|lang| words(error, lang))
}

fn words(error: &Error, lang: Lang) -> String {
    if cfg!(windows) && error.raw_os_error() == Some(SHARING_VIOLATION) {
        let open =
            lang.pick("tệp đang mở ở chương trình khác", "another program holds it open");
        return open.to_owned();
    }
    let (vi, en) = match error.kind() {
        ErrorKind::NotFound => {
            ("không có tệp hay thư mục này", "there is no such file or folder")
        }
        ErrorKind::PermissionDenied => {
            ("không có quyền đọc hoặc ghi ở đây", "no right to read or write here")
        }
        ErrorKind::AlreadyExists => {
            ("đã có tệp mang tên này", "there is a file of this name already")
        }
        ErrorKind::IsADirectory => ("đây là thư mục, không phải tệp", "this is a folder"),
        ErrorKind::NotADirectory => (
            "một phần của đường dẫn là tệp, không phải thư mục",
            "a part of the path is a file",
        ),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("hết chỗ trên đĩa", "the disk is full")
        }
        ErrorKind::ReadOnlyFilesystem => ("ổ đĩa chỉ cho đọc", "the disk is read-only"),
        ErrorKind::InvalidFilename => (
            "tên tệp quá dài hoặc có ký tự không được phép",
            "the name is too long or not allowed",
        ),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            ("tệp đang mở ở chương trình khác", "another program holds it open")
        }
        _ => match error.raw_os_error() {
            Some(number) => {
                return lang.pick(
                    format!("hệ thống báo lỗi số {number}"),
                    format!("the system says error {number}"),
                );
            }
            None => ("không phải một tệp thường", "this is no ordinary file"),
        },
    };
    lang.pick(vi, en).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_systems_own_words_is_said() {
        for number in 1..=133 {
            let error = Error::from_raw_os_error(number);
            let own = error.to_string();
            let own = own.split(" (").next().unwrap();
            assert!(!words(&error, Lang::Vi).contains(own), "{number}: {own}");
            assert!(!words(&error, Lang::Vi).is_ascii(), "{number}");
            assert!(words(&error, Lang::En).is_ascii(), "{number}");
        }
    }
}
