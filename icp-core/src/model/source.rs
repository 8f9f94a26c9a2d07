//! The part of a source file that says how a file of accounts is laid out. Programs that open files follow it; the library
//! itself reads no files.

/// How the file of a source is laid out; from [`Source::file`](crate::Source::file).
///
/// ```
/// use icp_core::Source;
/// let source = Source::from_json(r#"{"format": "icp-source/1", "name": "report", "file": {"skip": 2, "delimiter": ";"}}"#)?;
/// assert_eq!((source.file().skip, source.file().delimiter), (Some(2), Some(b';')));
/// # Ok::<(), icp_core::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SourceFile {
    /// Lines above the header.
    pub skip: Option<u32>,
    /// The name of the sheet, or its number from 1.
    pub sheet: Option<Box<str>>,
    /// The line of the header, from 1.
    pub header_row: Option<u32>,
    /// The key of a JSON object that holds the list of accounts.
    pub path: Option<Box<str>>,
    /// The character between two columns.
    pub delimiter: Option<u8>,
    /// The encoding of the text.
    pub encoding: Option<Box<str>>,
}
