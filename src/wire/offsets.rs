//! From byte offsets to those of another unit.

use super::Unit;

/// How far apart the counts kept are, in bytes.
const STEP: usize = 256;

/// Counts units before byte offsets of one text.
#[derive(Debug)]
pub(super) struct Offsets<'t> {
    bytes: &'t [u8],
    unit: Unit,
    /// The units before each [`STEP`]th byte; empty where units are bytes.
    before: Vec<usize>,
}

impl<'t> Offsets<'t> {
    pub(super) fn new(text: &'t str, unit: Unit) -> Self {
        let bytes = text.as_bytes();
        let mut before = Vec::new();
        if unit != Unit::Byte && !text.is_ascii() {
            let mut count = 0;
            for chunk in bytes.chunks(STEP) {
                before.push(count);
                count += units(chunk, unit);
            }
        }
        Offsets { bytes, unit, before }
    }

    /// The units before a byte offset, which must be a char boundary.
    pub(super) fn of(&self, at: usize) -> usize {
        let Some(last) = self.before.len().checked_sub(1) else {
            return at;
        };
        // the end of a text of just so many steps has no count of its own
        let chunk = (at / STEP).min(last);
        self.before[chunk] + units(self.bytes.get(chunk * STEP..at).unwrap_or_default(), self.unit)
    }
}

/// The units that begin in these bytes: each character counts at its first byte.
fn units(bytes: &[u8], unit: Unit) -> usize {
    let firsts = bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count();
    match unit {
        Unit::Byte => bytes.len(),
        Unit::Char => firsts,
        // a character of four bytes takes two units
        Unit::Utf16 => firsts + bytes.iter().filter(|&&b| b >= 0xf0).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_standard_library_does() {
        for unit_text in ["a“🚢é", "plain ", "“", "🚢"] {
            let text = unit_text.repeat(300);
            for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
                let offsets = Offsets::new(&text, unit);
                for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                    let expected = match unit {
                        Unit::Byte => at,
                        Unit::Char => text[..at].chars().count(),
                        Unit::Utf16 => text[..at].encode_utf16().count(),
                    };
                    if at % 7 == 0 || at > text.len() - 9 {
                        assert_eq!(offsets.of(at), expected);
                    }
                }
            }
        }
    }
}
