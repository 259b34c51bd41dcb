//! The records of a BIFF8 stream (MS-XLS 2.1.4), with those that continue one another joined.

use super::super::error::ReadError;

/// The type of a record that continues the one before it.
const CONTINUE: u16 = 0x003C;

/// One record and its continuations.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    pub(super) more: Vec<&'a [u8]>,
}

/// Walks the records of a stream from a position; stops after a record that is cut off.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    fn one(&mut self) -> Result<Option<(u16, &'a [u8])>, ReadError> {
        let Some((head, body)) = self.rest.split_at_checked(4) else {
            return Ok(None);
        };
        let kind = u16_at(head, 0).unwrap_or_default();
        let length = usize::from(u16_at(head, 2).unwrap_or_default());
        let Some((data, rest)) = body.split_at_checked(length) else {
            self.rest = &[];
            return Err(ReadError::frame("a record is cut off"));
        };
        self.rest = rest;
        Ok(Some((kind, data)))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, data) = match self.one() {
            Ok(found) => found?,
            Err(error) => return Some(Err(error)),
        };
        let mut more = Vec::new();
        while u16_at(self.rest, 0) == Some(CONTINUE) {
            match self.one() {
                Ok(Some((_, data))) => more.push(data),
                Ok(None) => break,
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(Record { kind, data, more }))
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
