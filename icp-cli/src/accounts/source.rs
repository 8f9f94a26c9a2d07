//! Bytes of a file, or of standard input, as text: piece by piece, whatever the encoding.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1252};

use super::packed::Packing;
use crate::failure::Failure;
use crate::foreign;
use crate::notice::notice;
use crate::text::{quoted, shown};

/// Bytes that are read at a time.
const PIECE: usize = 64 << 10;
/// Bytes that say whether a file is compressed.
const FIRST: u64 = 4;
/// The number of bytes of a pipe that are kept to guess its encoding, since a pipe cannot be read twice.
const AHEAD: usize = 8 << 20;

/// The text of an input.
pub(crate) struct Source {
    name: String,
    input: Input,
    encoding: &'static Encoding,
    decoder: Decoder,
    /// Bytes that were read and not yet decoded.
    bytes: Vec<u8>,
    decoded: u64,
    /// Text that was decoded in advance, to examine the first line, and not given out yet.
    ahead: String,
    size: Option<u64>,
    ended: bool,
}

enum Input {
    File(File),
    /// A compressed file, and what it unpacks to from where it was read to.
    Packed(File, Packing, Box<dyn Read>),
    /// The bytes that were read to recognize it, and then the rest.
    Pipe(Cursor<Vec<u8>>, Option<Box<dyn Read>>),
}

impl Input {
    /// A file, which may be compressed.
    fn file(mut file: File) -> io::Result<Self> {
        let mut first = Vec::new();
        file.by_ref().take(FIRST).read_to_end(&mut first)?;
        file.seek(SeekFrom::Start(0))?;
        match Packing::of(&first) {
            Some(packing) => {
                let unpacked = packing.unpack(file.try_clone()?)?;
                Ok(Self::Packed(file, packing, unpacked))
            }
            None => Ok(Self::File(file)),
        }
    }

    /// A pipe, which can be read only once; it may be compressed.
    fn pipe(mut input: impl Read + 'static) -> io::Result<Self> {
        let mut first = Vec::new();
        input.by_ref().take(FIRST).read_to_end(&mut first)?;
        let packing = Packing::of(&first);
        let input = Cursor::new(first).chain(input);
        match packing {
            Some(packing) => Self::plain_pipe(packing.unpack(input)?),
            None => Self::plain_pipe(input),
        }
    }

    fn plain_pipe(mut input: impl Read + 'static) -> io::Result<Self> {
        let mut ahead = Vec::new();
        let read = input.by_ref().take(AHEAD as u64).read_to_end(&mut ahead)?;
        let rest: Option<Box<dyn Read>> = if read < AHEAD { None } else { Some(Box::new(input)) };
        Ok(Self::Pipe(Cursor::new(ahead), rest))
    }

    fn read(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        let piece = PIECE as u64;
        match self {
            Self::File(file) => file.by_ref().take(piece).read_to_end(into),
            Self::Packed(_, _, unpacked) => unpacked.by_ref().take(piece).read_to_end(into),
            Self::Pipe(ahead, rest) => match (ahead.by_ref().take(piece).read_to_end(into)?, rest) {
                (0, Some(rest)) => {
                    // Frees the memory of the bytes that have been read.
                    *ahead = Cursor::default();
                    rest.take(piece).read_to_end(into)
                }
                (read, _) => Ok(read),
            },
        }
    }

    /// The next bytes to look at; none at the end of what can be read twice.
    fn look(&mut self, into: &mut Vec<u8>) -> io::Result<usize> {
        match self {
            Self::File(_) | Self::Packed(..) => self.read(into),
            Self::Pipe(ahead, _) => ahead.by_ref().take(PIECE as u64).read_to_end(into),
        }
    }

    fn rewind(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.seek(SeekFrom::Start(0)).map(|_| ()),
            Self::Packed(file, packing, unpacked) => {
                file.seek(SeekFrom::Start(0))?;
                *unpacked = packing.unpack(file.try_clone()?)?;
                Ok(())
            }
            Self::Pipe(ahead, _) => {
                ahead.set_position(0);
                Ok(())
            }
        }
    }

    /// Stops where it is a file of another program.
    fn refused(&mut self, name: &str) -> Result<(), Failure> {
        let mut bytes = Vec::with_capacity(PIECE);
        let looked = self.look(&mut bytes).and_then(|_| self.rewind());
        looked.map_err(|error| Failure::unreadable(name, error))?;
        foreign::refused(name, &bytes).map_or(Ok(()), Err)
    }

    /// Bytes in all, where that is known.
    fn size(&self) -> io::Result<Option<u64>> {
        match self {
            Self::File(file) => Ok(Some(file.metadata()?.len())),
            Self::Packed(..) | Self::Pipe(_, Some(_)) => Ok(None),
            Self::Pipe(ahead, None) => Ok(Some(ahead.get_ref().len() as u64)),
        }
    }

    /// Whether the pipe may have more bytes than those that were kept.
    fn goes_on(&self) -> bool {
        matches!(self, Self::Pipe(_, Some(_)))
    }
}

/// The lines above a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Top {
    /// The delimiter that a line `sep=` names.
    pub(crate) delimiter: Option<u8>,
    /// The line that is next, from 1.
    pub(crate) line: u64,
}

impl Source {
    /// Opens a file, or standard input for `-`. A text without a byte-order mark that is not UTF-8 is taken as
    /// Windows-1252, with a notice, unless an encoding is named. Of a long pipe only the beginning decides.
    pub(crate) fn open(path: &Path, encoding: Option<&str>) -> Result<Self, Failure> {
        let name = if path == Path::new("-") {
            "standard input".to_owned()
        } else {
            shown(&path.display().to_string()).into_owned()
        };
        let unreadable = |error: io::Error| Failure::unreadable(&name, error);
        let mut input = if path == Path::new("-") {
            Input::pipe(io::stdin().lock()).map_err(unreadable)?
        } else {
            let file = File::open(path).map_err(unreadable)?;
            let about = file.metadata().map_err(unreadable)?;
            if about.is_dir() {
                return Err(Failure::Usage(format!("cannot read {name}: it is a directory")));
            }
            // A pipe with a name is no file, and cannot be read twice.
            if about.is_file() { Input::file(file) } else { Input::pipe(file) }.map_err(unreadable)?
        };
        input.refused(&name)?;
        let encoding = match encoding {
            Some(label) => named(label)?,
            None => guessed(&mut input, &name).map_err(unreadable)?,
        };
        Self::new(name, input, encoding)
    }

    /// The bytes of a file that somebody holds in memory.
    pub(crate) fn of_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Failure> {
        let unreadable = |error: io::Error| Failure::unreadable(name, error);
        let mut input = match Packing::of(&bytes) {
            Some(_) => Input::pipe(Cursor::new(bytes)).map_err(unreadable)?,
            None => Input::Pipe(Cursor::new(bytes), None),
        };
        input.refused(name)?;
        let encoding = guessed(&mut input, name).map_err(unreadable)?;
        Self::new(name.to_owned(), input, encoding)
    }

    fn new(name: String, input: Input, encoding: &'static Encoding) -> Result<Self, Failure> {
        let size = input.size().map_err(|error| Failure::unreadable(&name, error))?;
        Ok(Self {
            name,
            input,
            encoding,
            decoder: encoding.new_decoder(),
            bytes: Vec::new(),
            decoded: 0,
            ahead: String::new(),
            size: size.filter(|size| *size > 0),
            ended: false,
        })
    }

    /// The name of the file, for messages.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Bytes that were turned into text so far, and all of them.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        (self.decoded, self.size)
    }

    /// Puts the next piece of text in place of the last; false when there is no more.
    pub(crate) fn next(&mut self, text: &mut String) -> Result<bool, Failure> {
        text.clear();
        if !self.ahead.is_empty() {
            std::mem::swap(text, &mut self.ahead);
            return Ok(true);
        }
        while !self.ended && text.is_empty() {
            let read = self.input.read(&mut self.bytes).map_err(|e| Failure::unreadable(&self.name, e))?;
            self.ended = read == 0;
            let room = self.decoder.max_utf8_buffer_length_without_replacement(self.bytes.len());
            text.reserve(room.unwrap_or(PIECE * 4));
            let (result, used) =
                self.decoder.decode_to_string_without_replacement(&self.bytes, text, self.ended);
            self.decoded += used as u64;
            self.bytes.drain(..used);
            match result {
                // The room is enough for everything that came.
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => return Err(self.malformed()),
            }
        }
        Ok(!text.is_empty())
    }

    /// Whether the text begins like JSON.
    pub(crate) fn looks_like_json(&mut self) -> Result<bool, Failure> {
        Ok(self.ahead()?.trim_start().starts_with(['{', '[']))
    }

    /// The next piece of text, to look at it.
    fn ahead(&mut self) -> Result<&str, Failure> {
        if self.ahead.is_empty() {
            let mut ahead = String::new();
            self.next(&mut ahead)?;
            self.ahead = ahead;
        }
        Ok(&self.ahead)
    }

    /// Passes over that many lines. A line such as `sep=;`, which declares the delimiter to spreadsheets, is taken away
    /// where it stands first in the file or behind them.
    pub(crate) fn top(&mut self, lines: u64) -> Result<Top, Failure> {
        let mut top = Top { delimiter: None, line: 1 };
        self.separator_line(&mut top)?;
        while top.line <= lines && self.pass_line()? {
            top.line += 1;
        }
        if top.line > 1 && top.delimiter.is_none() {
            self.separator_line(&mut top)?;
        }
        Ok(top)
    }

    /// Passes over a line, however long; false at the end.
    fn pass_line(&mut self) -> Result<bool, Failure> {
        let mut is_one = false;
        loop {
            is_one |= !self.ahead()?.is_empty();
            let Some(end) = self.ahead.find(['\n', '\r']) else {
                if self.ahead.is_empty() {
                    return Ok(is_one);
                }
                self.ahead.clear();
                continue;
            };
            // The other half of a line end may come with the next piece.
            if self.ahead.get(end..) == Some("\r") {
                self.more_ahead()?;
            }
            let rest = self.ahead.get(end..).unwrap_or_default();
            let below = rest.strip_prefix("\r\n").or_else(|| rest.get(1..)).unwrap_or_default();
            self.ahead = below.to_owned();
            return Ok(true);
        }
    }

    /// Adds the next piece of text to what is looked at.
    fn more_ahead(&mut self) -> Result<(), Failure> {
        let before = std::mem::take(&mut self.ahead);
        let mut piece = String::new();
        self.next(&mut piece)?;
        self.ahead = before + &piece;
        Ok(())
    }

    /// Removes a line such as `sep=;` if it is the next one.
    fn separator_line(&mut self, top: &mut Top) -> Result<(), Failure> {
        let name = self.name.clone();
        let ahead = self.ahead()?;
        let end = ahead.find(['\n', '\r']).unwrap_or(ahead.len());
        let line = ahead.get(..end).unwrap_or_default();
        let bare = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
        let is_one = bare.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("sep="));
        let Some(named) = bare.get(4..).filter(|_| is_one) else { return Ok(()) };
        let [delimiter] = named.as_bytes() else {
            // A cell of a header may begin so.
            return Ok(());
        };
        let delimiter = *delimiter;
        if !delimiter.is_ascii() || delimiter == b'"' {
            let failure = format!("{name}:{}: {} names no delimiter that is read", top.line, quoted(line));
            return Err(Failure::Mistake(failure).help("remove the line, and name one with `--delimiter`"));
        }
        self.pass_line()?;
        *top = Top { delimiter: Some(delimiter), line: top.line + 1 };
        Ok(())
    }

    /// Everything that is left.
    pub(crate) fn rest(&mut self, text: &mut String) -> Result<(), Failure> {
        let mut piece = String::new();
        while self.next(&mut piece)? {
            text.push_str(&piece);
        }
        Ok(())
    }

    fn malformed(&self) -> Failure {
        let (name, encoding, at) = (&self.name, self.encoding.name(), self.decoded);
        Failure::Mistake(format!("{name}: the text is not {encoding} up to byte {at}"))
            .help("name its encoding with `--encoding`")
    }
}

fn named(label: &str) -> Result<&'static Encoding, Failure> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        Failure::Usage(format!("unknown encoding {}", quoted(label))).help(
            "utf-8, utf-16le, windows-1250 to windows-1258, iso-8859-2 to -16, macintosh, shift_jis, gbk ...",
        )
    })
}

/// Guesses the encoding: that of the byte-order mark, else UTF-8 if the whole input is valid UTF-8, else
/// Windows-1252.
fn guessed(input: &mut Input, name: &str) -> io::Result<&'static Encoding> {
    let mut bytes = Vec::with_capacity(PIECE);
    input.look(&mut bytes)?;
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        input.rewind()?;
        return Ok(encoding);
    }
    let mut checked = 0;
    let found = loop {
        let valid = Encoding::utf8_valid_up_to(&bytes);
        let rest = bytes.get(valid..).unwrap_or_default();
        // A character may go on in the next piece.
        let cut = std::str::from_utf8(rest).is_err_and(|error| error.error_len().is_none());
        checked += valid as u64;
        if !rest.is_empty() && !cut {
            break WINDOWS_1252;
        }
        bytes.drain(..valid);
        if input.look(&mut bytes)? == 0 {
            break if bytes.is_empty() || input.goes_on() { UTF_8 } else { WINDOWS_1252 };
        }
    };
    if found == WINDOWS_1252 {
        notice(&format!(
            "{name} is not UTF-8 (from byte {checked} on): it is read as Windows-1252; `--encoding` names another"
        ));
    }
    input.rewind()?;
    Ok(found)
}
