//! Scores a table in Arrow's stream or file format, batch by batch. `job.rs` calls it, on this thread or another.

use std::io::Cursor;
use std::time::Instant;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::{FileReader, StreamDecoder};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, SchemaRef};
use icp_core::arrow::{ArrowOptions, BatchScorer};
use icp_core::error::Host;
use icp_core::intake::Notice;
use icp_core::{BatchError, Model};

use crate::buffer::TableBuffer;

/// The bytes at both ends of a file in Arrow's format; a stream does not have them.
const MAGIC: &[u8] = b"ARROW1";

/// A table as it is read, batch by batch.
enum Batches {
    Stream(Box<StreamDecoder>, Buffer),
    File(Box<FileReader<Cursor<Buffer>>>),
}

/// How long the parts took, in milliseconds: to read, to score, to write.
pub(crate) type Spent = [f64; 3];

/// A scored table.
pub(crate) struct Scored {
    /// The answers as a stream.
    pub(crate) answers: TableBuffer,
    /// Notices, the gravest first.
    pub(crate) notices: Vec<Notice>,
    pub(crate) spent: Spent,
}

/// Scores a table in Arrow's stream or file format, batch by batch, and judges it as a whole.
pub(crate) fn score(model: &Model, options: &ArrowOptions, bytes: Buffer) -> Result<Scored, BatchError> {
    let mut spent = Spent::default();
    let [reading, scoring, writing] = &mut spent;
    let mut batches = Batches::new(bytes).map_err(|error| unreadable(&error))?;
    let mut scorer = BatchScorer::new(model, options);
    let mut writer: Option<StreamWriter<TableBuffer>> = None;
    // Ranks are known once all rows are scored.
    let mut waiting = Vec::new();
    let mut is_refused = false;
    while let Some(batch) = timed(reading, || batches.next()).map_err(|error| unreadable(&error))? {
        let scored = match timed(scoring, || scorer.score(&batch)) {
            Ok(scored) => scored,
            // All columns that are wrong are told, over all rows.
            Err(error) if error.code() == "batch.value" => {
                is_refused = true;
                continue;
            }
            Err(error) => return Err(error),
        };
        if scorer.ranks() {
            waiting.push(scored);
        } else if !is_refused {
            timed(writing, || write(&mut writer, &scored)).map_err(|error| unreadable(&error))?;
        }
    }
    scorer.finish()?;
    if writer.is_none() && waiting.is_empty() {
        // A table without rows; the model may still refuse its columns.
        let Some(given) = batches.schema() else { return Err(BatchError::unreadable("it has no columns")) };
        waiting.push(scorer.score(&RecordBatch::new_empty(given))?);
    }
    for scored in timed(scoring, || scorer.ranked(waiting))? {
        timed(writing, || write(&mut writer, &scored)).map_err(|error| unreadable(&error))?;
    }
    let answers = timed(writing, || match writer {
        Some(writer) => writer.into_inner(),
        None => Ok(TableBuffer::new(0)?),
    });
    let answers = answers.map_err(|error| unreadable(&error))?;
    Ok(Scored { answers, notices: scorer.intake().notices(Host::JavaScript), spent })
}

/// Hands over a table batch by batch.
pub(crate) fn each_batch(
    bytes: Buffer,
    mut take: impl FnMut(&RecordBatch) -> Result<(), BatchError>,
) -> Result<(), BatchError> {
    let mut batches = Batches::new(bytes).map_err(|error| unreadable(&error))?;
    while let Some(batch) = batches.next().map_err(|error| unreadable(&error))? {
        take(&batch)?;
    }
    Ok(())
}

impl Batches {
    fn new(bytes: Buffer) -> Result<Self, ArrowError> {
        Ok(if bytes.starts_with(MAGIC) {
            Self::File(Box::new(FileReader::try_new(Cursor::new(bytes), None)?))
        } else {
            Self::Stream(Box::default(), bytes)
        })
    }

    fn next(&mut self) -> Result<Option<RecordBatch>, ArrowError> {
        match self {
            Self::Stream(decoder, rest) => match decoder.decode(rest)? {
                Some(batch) => Ok(Some(batch)),
                None => decoder.finish().map(|()| None),
            },
            Self::File(reader) => reader.next().transpose(),
        }
    }

    /// The columns, where it has any.
    fn schema(&self) -> Option<SchemaRef> {
        match self {
            Self::Stream(decoder, _) => decoder.schema(),
            Self::File(reader) => Some(reader.schema()),
        }
    }
}

fn write(writer: &mut Option<StreamWriter<TableBuffer>>, batch: &RecordBatch) -> Result<(), ArrowError> {
    if writer.is_none() {
        let buffer = TableBuffer::new(batch.get_array_memory_size())?;
        *writer = Some(StreamWriter::try_new(buffer, &batch.schema())?);
    }
    writer.as_mut().map_or(Ok(()), |writer| writer.write(batch))
}

/// Arrow's error as one of the core, or the core's own that Arrow wraps.
fn unreadable(error: &ArrowError) -> BatchError {
    if let ArrowError::ExternalError(inner) = error
        && let Some(error) = inner.downcast_ref::<BatchError>()
    {
        return error.clone();
    }
    let text = error.to_string();
    // Their decompression is left out, and this is how the reader says so.
    for (left_out, codec) in [("requires the lz4 feature", "LZ4"), ("requires the zstd feature", "Zstandard")]
    {
        if text.contains(left_out) {
            return BatchError::compressed(codec);
        }
    }
    BatchError::unreadable(&text.replace('\n', " "))
}

fn timed<T>(spent: &mut f64, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    *spent += start.elapsed().as_secs_f64() * 1e3;
    done
}
