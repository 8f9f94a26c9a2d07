//! A ZIP archive with a few deflated files: the container of a workbook. Each file is compressed while it is written; the archive
//! is put together at the end.

use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// A file of the archive that is being written. It is in memory, compressed.
pub(super) struct Part {
    name: String,
    packed: DeflateEncoder<Vec<u8>>,
    crc: Crc,
}

impl Part {
    pub(super) fn new(name: impl Into<String>) -> Self {
        let packed = DeflateEncoder::new(Vec::new(), Compression::default());
        Self { name: name.into(), packed, crc: Crc::new() }
    }

    pub(super) fn rename(&mut self, name: String) {
        self.name = name;
    }

    pub(super) fn write(&mut self, text: &str) -> io::Result<()> {
        self.crc.update(text.as_bytes());
        self.packed.write_all(text.as_bytes())
    }
}

/// The archive of some files.
///
/// # Errors
/// More than four gigabytes, which needs another form of archive.
pub(super) fn archive(parts: Vec<Part>) -> io::Result<Vec<u8>> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let count = u16::try_from(parts.len()).map_err(too_large)?;
    for part in parts {
        let (size, crc) = (part.packed.total_in(), part.crc.sum());
        let packed = part.packed.finish()?;
        let offset = u32::try_from(bytes.len()).map_err(too_large)?;
        let mut about = Vec::new();
        // Version 2.0, names in UTF-8, deflated, on the first day of 1980, so that equal contents are equal bytes.
        for short in [20, 1 << 11, 8, 0, (1 << 5) | 1] {
            about.extend(u16::to_le_bytes(short));
        }
        about.extend(crc.to_le_bytes());
        about.extend(u32::try_from(packed.len()).map_err(too_large)?.to_le_bytes());
        about.extend(u32::try_from(size).map_err(too_large)?.to_le_bytes());
        about.extend(u16::try_from(part.name.len()).map_err(too_large)?.to_le_bytes());
        about.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&about);
        bytes.extend(part.name.as_bytes());
        bytes.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).map_err(too_large)?;
    let size = u32::try_from(directory.len()).map_err(too_large)?;
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(size.to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    Ok(bytes)
}

fn too_large(_: std::num::TryFromIntError) -> io::Error {
    io::Error::other("a workbook of more than four gigabytes; write `.csv`, or fewer accounts with `--only`")
}
