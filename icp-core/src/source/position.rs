//! Line and column of a byte in a text.

/// A place in a text: line and column from 1 (columns count Unicode scalar values), and the byte offset.
///
/// ```
/// use icp_core::error::Position;
/// let at = Position::of("a: 1\nb: é!", 10);
/// assert_eq!((at.line, at.column), (2, 5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in Unicode scalar values, from 1.
    pub column: u32,
    /// Byte offset, from 0.
    pub offset: usize,
}

impl Position {
    /// The position of a byte offset; an offset past the end is taken as the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset = offset.saturating_sub(1);
        }
        let before = text.get(..offset).unwrap_or(text);
        let bytes = before.as_bytes();
        let mut line = 1u32;
        let mut start = 0;
        for (i, byte) in bytes.iter().enumerate() {
            // A lone carriage return ends a line as well.
            let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(i.saturating_add(1)) != Some(&b'\n'));
            if ends {
                line = line.saturating_add(1);
                start = i.saturating_add(1);
            }
        }
        let column = before.get(start..).map_or(0, |tail| tail.chars().count());
        Self { line, column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1), offset }
    }
}
