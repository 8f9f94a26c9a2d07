//! Processor time, which a busy machine does not change much.

/// Seconds of processor time that this process has used, of all its threads.
pub fn processor_time() -> f64 {
    cpu_time::ProcessTime::try_now().map_or(0.0, |time| time.as_duration().as_secs_f64())
}
