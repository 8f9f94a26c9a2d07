use std::time::Instant;

use arrow_array::RecordBatch;
use arrow_buffer::Buffer;
use arrow_ipc::reader::StreamDecoder;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, Schema};
use icp_core::{ArrowOptions, BatchError, BatchScorer, Model};

/// What stands at both ends of a file; a stream has it at neither.
const MAGIC: &[u8] = b"ARROW1";
/// The magic of a file's beginning, filled up.
const HEAD: usize = 8;

/// How long the parts took, in milliseconds: to read, to score, to write.
pub(crate) type Spent = [f64; 3];

/// Scores a table in Arrow's stream or file format, batch by batch, and gives the answers as a stream.
pub(crate) fn score(
    model: &Model,
    options: &ArrowOptions,
    bytes: Buffer,
) -> Result<(Vec<u8>, Spent), BatchError> {
    let mut rest = stream(bytes)?;
    let mut spent = Spent::default();
    let [reading, scoring, writing] = &mut spent;
    let mut decoder = StreamDecoder::new();
    let mut scorer = BatchScorer::new(model, options);
    let mut writer: Option<StreamWriter<Vec<u8>>> = None;
    loop {
        let batch = timed(reading, || decoder.decode(&mut rest)).map_err(|error| unreadable(&error))?;
        let Some(batch) = batch else { break };
        let scored = timed(scoring, || scorer.score(&batch))?;
        timed(writing, || write(&mut writer, &scored)).map_err(|error| unreadable(&error))?;
    }
    decoder.finish().map_err(|error| unreadable(&error))?;
    let Some(given) = decoder.schema() else { return Err(BatchError::unreadable("it has no columns")) };
    let out = timed(writing, || match writer {
        Some(writer) => writer.into_inner(),
        None => empty(model, &given, options),
    });
    Ok((out.map_err(|error| unreadable(&error))?, spent))
}

/// A table without rows; the model may still refuse its columns.
fn empty(model: &Model, given: &Schema, options: &ArrowOptions) -> Result<Vec<u8>, ArrowError> {
    let external = |error: BatchError| ArrowError::ExternalError(Box::new(error));
    let none = RecordBatch::new_empty(given.clone().into());
    let scored = BatchScorer::new(model, options).score(&none).map_err(external)?;
    StreamWriter::try_new(Vec::new(), &scored.schema())?.into_inner()
}

fn write(writer: &mut Option<StreamWriter<Vec<u8>>>, batch: &RecordBatch) -> Result<(), ArrowError> {
    if writer.is_none() {
        let room = Vec::with_capacity(batch.get_array_memory_size());
        *writer = Some(StreamWriter::try_new(room, &batch.schema())?);
    }
    writer.as_mut().map_or(Ok(()), |writer| writer.write(batch))
}

/// The stream that a file holds between its ends, or the stream itself.
fn stream(bytes: Buffer) -> Result<Buffer, BatchError> {
    if !bytes.starts_with(MAGIC) {
        return Ok(bytes);
    }
    let cut = || BatchError::unreadable("the file is not whole");
    let rest = bytes.strip_suffix(MAGIC).ok_or_else(cut)?;
    let (rest, footer) = rest.split_last_chunk().ok_or_else(cut)?;
    let footer = usize::try_from(i32::from_le_bytes(*footer)).map_err(|_| cut())?;
    let end = rest.len().checked_sub(footer).filter(|end| *end >= HEAD).ok_or_else(cut)?;
    Ok(bytes.slice_with_length(HEAD, end - HEAD))
}

/// What Arrow says of it, or what the scoring said inside of that.
fn unreadable(error: &ArrowError) -> BatchError {
    if let ArrowError::ExternalError(inner) = error
        && let Some(error) = inner.downcast_ref::<BatchError>()
    {
        return error.clone();
    }
    BatchError::unreadable(&error.to_string().replace('\n', " "))
}

fn timed<T>(spent: &mut f64, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    *spent += start.elapsed().as_secs_f64() * 1e3;
    done
}
