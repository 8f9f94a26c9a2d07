//! Texts and bits as bytes.

use super::Cells;

pub(super) fn pack(bits: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, bit) in bits.enumerate() {
        if at % 8 == 0 {
            bytes.push(0);
        }
        *bytes.last_mut().unwrap() |= u8::from(bit) << (at % 8);
    }
    bytes
}

pub(super) fn joined(texts: &[&str]) -> (Vec<usize>, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut ends = vec![0];
    for text in texts {
        bytes.extend(text.bytes());
        ends.push(bytes.len());
    }
    (ends, bytes)
}

pub(super) fn views(texts: &[&str]) -> Cells {
    let (mut views, mut buffers) = (Vec::new(), vec![Vec::new(), Vec::new()]);
    for (at, text) in texts.iter().enumerate() {
        views.extend((text.len() as u32).to_le_bytes());
        if text.len() <= 12 {
            let mut inline = [0u8; 12];
            inline[..text.len()].copy_from_slice(text.as_bytes());
            views.extend(inline);
        } else {
            let buffer = &mut buffers[at % 2];
            views.extend(&text.as_bytes()[..4]);
            views.extend(((at % 2) as u32).to_le_bytes());
            views.extend((buffer.len() as u32).to_le_bytes());
            buffer.extend(text.bytes());
        }
    }
    Cells::Views(views, buffers)
}
