//! Counters, in the text form of Prometheus.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::service::Shared;
use crate::watched::Serving;

/// All of them only grow.
#[derive(Default)]
pub(crate) struct Metrics {
    accounts: AtomicU64,
    /// Of the first digit of the status, from 1 on.
    requests: [AtomicU64; 5],
    microseconds: AtomicU64,
    read: AtomicU64,
    refused: AtomicU64,
}

impl Metrics {
    pub(crate) fn scored(&self, accounts: usize) {
        self.accounts.fetch_add(accounts as u64, Relaxed);
    }

    /// The file was read again, and is a model or not.
    pub(crate) fn read(&self, is_model: bool) {
        let counter = if is_model { &self.read } else { &self.refused };
        counter.fetch_add(1, Relaxed);
    }

    pub(crate) fn text(&self, now: &Serving) -> String {
        let mut text = String::new();
        let mut family = |name: &str, help: &str, kind: &str, lines: &[(String, String)]| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            for (labels, value) in lines {
                let _ = writeln!(text, "{name}{labels} {value}");
            }
        };
        let one = |counter: &AtomicU64| vec![(String::new(), counter.load(Relaxed).to_string())];
        let requests: Vec<_> = (1..)
            .zip(&self.requests)
            .map(|(digit, counter)| (format!("{{status=\"{digit}xx\"}}"), counter.load(Relaxed).to_string()))
            .collect();
        family("icp_accounts_scored_total", "Accounts that were scored.", "counter", &one(&self.accounts));
        family("icp_requests_total", "Requests that were answered.", "counter", &requests);
        let seconds = self.microseconds.load(Relaxed) as f64 / 1e6;
        let seconds = [(String::new(), seconds.to_string())];
        family("icp_request_seconds_total", "Time from request to answer, summed.", "counter", &seconds);
        family(
            "icp_model_reads_total",
            "Times that a changed file was a model.",
            "counter",
            &one(&self.read),
        );
        family("icp_model_refusals_total", "Times that it was none.", "counter", &one(&self.refused));
        let is_current = u8::from(now.refused.is_none());
        let labels = format!("{{fingerprint=\"{}\"}}", now.model.fingerprint());
        let about = "1 while the file is the model that serves, 0 while it is refused.";
        family("icp_model_current", about, "gauge", &[(labels, is_current.to_string())]);
        text
    }
}

/// Counts a request and its time.
pub(crate) async fn counted(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let response = next.run(request).await;
    let metrics = &shared.metrics;
    let digit = usize::from(response.status().as_u16() / 100).saturating_sub(1);
    if let Some(counter) = metrics.requests.get(digit) {
        counter.fetch_add(1, Relaxed);
    }
    let microseconds = u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX);
    metrics.microseconds.fetch_add(microseconds, Relaxed);
    response
}
