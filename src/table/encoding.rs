//! The text of a file that should be UTF-8; where it is not, what it probably is instead.

use crate::error::Error;

/// Why bytes are no UTF-8 text, and what they say if they are what they seem.
#[derive(Debug)]
pub(crate) struct Misencoded {
    pub(crate) error: Error,
    /// None where they seem to be no text at all.
    pub(crate) text: Option<String>,
}

/// What Windows writes for the bytes 0x80 to 0x9F; five stand for nothing.
const WINDOWS: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}', '\u{fffd}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// How a file is mended that any program may have written.
pub(crate) const SAVE: &str = "save the file as UTF-8";

/// How a table is mended, which most people write with a spreadsheet.
pub(crate) const SAVE_TABLE: &str = "save the file as UTF-8 (in Excel: “CSV UTF-8”)";

/// The text of a UTF-8 file, without its byte order mark; `mend` is what to do where it is text in another encoding.
pub(crate) fn decode(bytes: Vec<u8>, mend: &str) -> Result<String, Misencoded> {
    if let Some(utf16) = utf16(&bytes, mend) {
        return Err(utf16);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => Err(other(error.as_bytes(), error.utf8_error().valid_up_to(), mend)),
    }
}

/// What Excel calls Unicode text.
fn utf16(bytes: &[u8], mend: &str) -> Option<Misencoded> {
    // without its mark, text of Latin letters has a zero in every other byte
    let beginning = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let zeros = |odd: usize| beginning.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count() * 4 > beginning.len();
    let (rest, little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        _ if zeros(1) && !zeros(0) => (bytes, true),
        _ if zeros(0) && !zeros(1) => (bytes, false),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| match (pair, little) {
        (&[a, b], true) => u16::from_le_bytes([a, b]),
        (&[a, b], false) => u16::from_be_bytes([a, b]),
        _ => 0,
    });
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(Misencoded { error: Error::data("UTF-16, not UTF-8").at_line(1).mend(mend), text: Some(text) })
}

/// What has a first wrong byte: a binary file, or text as Windows wrote it.
fn other(bytes: &[u8], at: usize, mend: &str) -> Misencoded {
    if bytes.starts_with(b"PK\x03\x04") {
        let error =
            Error::data("a workbook or an archive, not a text").mend("open it in a spreadsheet and save it as “CSV UTF-8”");
        return Misencoded { error, text: None };
    }
    if bytes.contains(&0) {
        return Misencoded { error: Error::data("a binary file, not a text").mend("name a CSV file"), text: None };
    }
    let wrong = |line: &&[u8]| std::str::from_utf8(line).is_err();
    let line = 1 + bytes.iter().take(at).filter(|&&b| b == b'\n').count() as u64;
    let further = bytes.split(|&b| b == b'\n').filter(wrong).count().saturating_sub(1);
    let byte = bytes.get(at).copied().unwrap_or_default();
    let mut what = format!("not UTF-8 at byte {at}: {byte:#04X}, which is “{}” in Windows-1252", windows(byte));
    match further {
        0 => {}
        1 => what.push_str("; so in 1 line more"),
        _ => what.push_str(&format!("; so in {further} lines more")),
    }
    Misencoded { error: Error::data(what).at_line(line).mend(mend), text: Some(bytes.iter().map(|&b| windows(b)).collect()) }
}

fn windows(byte: u8) -> char {
    byte.checked_sub(0x80).and_then(|at| WINDOWS.get(usize::from(at)).copied()).unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(bytes: &[u8]) -> (String, Option<String>) {
        let wrong = decode(bytes.to_vec(), SAVE).expect_err("no UTF-8");
        (wrong.error.to_string(), wrong.text)
    }

    #[test]
    fn the_wrong_byte_is_named_and_what_it_probably_is() {
        assert_eq!(
            wrong(b"name\nBj\xf6rk\nZo\xeb\n\x93x\x94\n"),
            (
                "line 2: not UTF-8 at byte 7: 0xF6, which is “ö” in Windows-1252; so in 2 lines more; save the file as UTF-8"
                    .to_owned(),
                Some("name\nBjörk\nZoë\n“x”\n".to_owned())
            )
        );
    }

    #[test]
    fn utf_16_is_known_with_a_mark_and_without() {
        let units: Vec<u16> = "name,kind\nZoë,person\n".encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
        for bytes in [[&b"\xff\xfe"[..], &little].concat(), [&b"\xfe\xff"[..], &big].concat(), little, big] {
            let (error, text) = wrong(&bytes);
            assert_eq!(error, "line 1: UTF-16, not UTF-8; save the file as UTF-8");
            assert_eq!(text.as_deref(), Some("name,kind\nZoë,person\n"));
        }
    }

    #[test]
    fn what_is_no_text_is_not_read_as_one() {
        assert!(matches!(wrong(b"PK\x03\x04\x14\xff"), (error, None) if error.starts_with("a workbook")));
        assert!(matches!(wrong(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff"), (error, None) if error.starts_with("a binary file")));
        assert_eq!(decode(b"\xef\xbb\xbfname".to_vec(), SAVE).expect("UTF-8"), "name");
        assert_eq!(decode(Vec::new(), SAVE).expect("UTF-8"), "");
    }
}
