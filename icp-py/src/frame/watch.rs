//! Scoring that may take long: without Python's lock, with progress, and stopped by Ctrl-C.

use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use icp_core::arrow::ArrowOptions;
use pyo3::prelude::*;

/// Up to this many rows are scored without watching for Ctrl-C: they take less time than pressing it.
const SHORT: usize = 20_000;
/// Between two looks at the keyboard.
const PAUSE: Duration = Duration::from_millis(50);

/// How far it is, and whether to go on.
#[derive(Clone, Default)]
pub(crate) struct Watch {
    done: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Watch {
    /// The same options, telling this watch.
    pub(crate) fn watched(&self, options: &ArrowOptions) -> ArrowOptions {
        let Self { done, stop } = self.clone();
        options.clone().progress(move |rows| {
            done.fetch_max(rows, Ordering::Relaxed);
            if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }

    /// Runs the scoring of some more rows.
    pub(crate) fn run<T: Send>(
        &self,
        py: Python<'_>,
        rows: usize,
        progress: Option<&Py<PyAny>>,
        run: impl FnOnce() -> T + Send,
    ) -> PyResult<T> {
        let result = if rows <= SHORT { Ok(py.detach(run)) } else { py.detach(|| self.aside(progress, run)) };
        let result = result?;
        py.check_signals()?;
        self.tell(py, progress)?;
        Ok(result)
    }

    /// Runs on a thread of its own, while this one listens.
    fn aside<T: Send>(&self, progress: Option<&Py<PyAny>>, run: impl FnOnce() -> T + Send) -> PyResult<T> {
        thread::scope(|scope| {
            let (send, receive) = channel();
            let worker = scope.spawn(move || {
                // Nobody listens any more only when the whole process ends.
                let _ = send.send(run());
            });
            let mut failure = None;
            loop {
                match receive.recv_timeout(PAUSE) {
                    Ok(result) => return failure.map_or(Ok(result), Err),
                    Err(RecvTimeoutError::Timeout) if failure.is_some() => {}
                    Err(RecvTimeoutError::Timeout) => {
                        failure = Python::attach(|py| {
                            py.check_signals().and_then(|()| self.tell(py, progress)).err()
                        });
                        self.stop.store(failure.is_some(), Ordering::Relaxed);
                    }
                    Err(RecvTimeoutError::Disconnected) => match worker.join() {
                        Err(panic) => resume_unwind(panic),
                        Ok(()) => resume_unwind(Box::new("a thread ended without an answer")),
                    },
                }
            }
        })
    }

    fn tell(&self, py: Python<'_>, progress: Option<&Py<PyAny>>) -> PyResult<()> {
        match progress {
            Some(progress) => progress.call1(py, (self.done.load(Ordering::Relaxed),)).map(drop),
            None => Ok(()),
        }
    }
}
