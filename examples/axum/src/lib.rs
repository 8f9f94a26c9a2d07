//! Scores accounts over HTTP, with the model that a file holds. The file is read again when it changes; while it is broken, the
//! model that was there before stays.
//!
//! | request | answer |
//! |---|---|
//! | `POST /score` | an account as JSON, or a list of them: the assessment, or a list of them |
//! | `GET /model` | name, version, fingerprint and profiles of the model that serves |
//! | `GET /health` | 200 while the file is the model that serves, 503 with its mistakes while it is not |
//! | `GET /metrics` | counters, in the text form of Prometheus |

mod answers;
mod metrics;
mod service;
mod watched;

pub use service::{Settings, serve};
