//! Compressed files, unpacked while they are read: gzip, and Zstandard where it is built in. They are recognized by
//! their first bytes.

use std::io::{self, BufReader, Read};

/// Endings of names of compressed files.
pub(super) const ENDINGS: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// A way of compressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Also several files one after the other.
    Gzip,
    #[cfg(feature = "zstd")]
    Zstandard,
}

impl Packing {
    /// How a file that begins so is compressed, if it is and can be unpacked.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x1f\x8b") {
            return Some(Self::Gzip);
        }
        #[cfg(feature = "zstd")]
        if bytes.starts_with(b"\x28\xb5\x2f\xfd") || is_skipped_frame(bytes) {
            return Some(Self::Zstandard);
        }
        None
    }

    /// The bytes that were compressed.
    pub(super) fn unpack(self, from: impl Read + 'static) -> io::Result<Box<dyn Read>> {
        let from = BufReader::with_capacity(64 << 10, from);
        let unpacked: Box<dyn Read> = match self {
            Self::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(from)),
            #[cfg(feature = "zstd")]
            Self::Zstandard => Box::new(zstd::stream::read::Decoder::with_buffer(from)?),
        };
        Ok(Box::new(Unpacked { unpacked, packing: self }))
    }

    fn word(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            #[cfg(feature = "zstd")]
            Self::Zstandard => "Zstandard",
        }
    }
}

/// Zstandard begins so where a tool has put notes of its own before the data.
#[cfg(feature = "zstd")]
fn is_skipped_frame(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| first & 0xf0 == 0x50) && bytes.get(1..4) == Some(b"\x2a\x4d\x18")
}

/// Says of an error that it is one of the compressed data.
struct Unpacked {
    unpacked: Box<dyn Read>,
    packing: Packing,
}

impl Read for Unpacked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.unpacked.read(into).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            io::ErrorKind::UnexpectedEof => {
                io::Error::new(error.kind(), format!("its {} data is cut short", self.packing.word()))
            }
            kind => io::Error::new(kind, format!("its {} data is damaged ({error})", self.packing.word())),
        })
    }
}
