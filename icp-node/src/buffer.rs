//! Memory for the bytes of tables.

use std::io::{self, Write};

use arrow_buffer::Buffer;
use bytes::Bytes;
use memmap2::MmapMut;
use napi::bindgen_prelude::Uint8Array;

/// The number of bytes from which pages of their own pay off.
const LARGE: usize = 4 << 20;

/// Bytes that grow. Many are kept in large pages, where the system has them: to be given a hundred megabytes in pages of
/// 4 KB takes half as long as to score what is in them.
pub enum TableBuffer {
    /// Few bytes.
    Heap(Vec<u8>),
    /// Many bytes: the first `used` of the pages.
    #[expect(missing_docs, reason = "said above")]
    Pages { pages: MmapMut, used: usize },
}

impl TableBuffer {
    /// Memory for this many bytes.
    ///
    /// # Errors
    ///
    /// The system has no such memory.
    pub fn new(size: usize) -> io::Result<Self> {
        if size < LARGE {
            return Ok(Self::Heap(Vec::with_capacity(size)));
        }
        let pages = MmapMut::map_anon(size)?;
        // Where there are no large pages, small ones do.
        #[cfg(target_os = "linux")]
        let _ = pages.advise(memmap2::Advice::HugePage);
        Ok(Self::Pages { pages, used: 0 })
    }

    /// The bytes as Arrow's memory, without a copy.
    pub fn into_buffer(self) -> Buffer {
        match self {
            Self::Heap(bytes) => bytes.into(),
            Self::Pages { used, .. } => Bytes::from_owner(self).slice(..used).into(),
        }
    }

    /// The bytes as JavaScript's memory: without a copy where it takes other memory than its own, which Electron does
    /// not.
    pub fn into_array(self) -> Uint8Array {
        match self {
            Self::Heap(bytes) => bytes.into(),
            Self::Pages { mut pages, used } => {
                let start = pages.as_mut_ptr();
                // SAFETY: the pages are this function's own, do not move with `pages`, and are at least `used` bytes. They
                // are given back by what is called when JavaScript has forgotten the array, and by nothing else.
                #[expect(unsafe_code, reason = "a copy would take a tenth of the time of the scores")]
                unsafe {
                    Uint8Array::with_external_data(start, used, move |_, _| drop(pages))
                }
            }
        }
    }
}

impl AsRef<[u8]> for TableBuffer {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Heap(bytes) => bytes,
            Self::Pages { pages, used } => pages.get(..*used).unwrap_or_default(),
        }
    }
}

impl Write for TableBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let needed = self.as_ref().len() + bytes.len();
        let has_room = match self {
            Self::Heap(_) => needed < LARGE,
            Self::Pages { pages, .. } => needed <= pages.len(),
        };
        if !has_room {
            let mut larger = Self::new(2 * needed)?;
            larger.write_all(self.as_ref())?;
            *self = larger;
        }
        match self {
            Self::Heap(vec) => vec.extend_from_slice(bytes),
            Self::Pages { pages, used } => {
                if let Some(free) = pages.get_mut(*used..needed) {
                    free.copy_from_slice(bytes);
                    *used = needed;
                }
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
