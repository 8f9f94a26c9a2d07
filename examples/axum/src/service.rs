//! What a service allows, and how it is put together.

use std::error::Error;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::error_handling::HandleErrorLayer;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tower::ServiceBuilder;

use crate::metrics::Metrics;
use crate::watched::Watched;
use crate::{answers, metrics, watched};

/// What a service allows.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Bytes of the longest body. A longer one is refused with 413.
    pub most_bytes: usize,
    /// Accounts of the longest list. A longer one is refused with 413.
    pub most_accounts: usize,
    /// Requests that are answered at the same time. One more is refused at once, with 503: a client that waits in a line asks again
    /// and makes the line longer.
    pub most_requests: usize,
    /// How long a request may take, from its last byte to its answer. A slower one ends with 503.
    pub longest: Duration,
    /// How often the file is looked at.
    pub look_every: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            most_bytes: 1 << 20,
            most_accounts: 10_000,
            most_requests: 256,
            longest: Duration::from_secs(5),
            look_every: Duration::from_millis(500),
        }
    }
}

/// What every request sees.
pub(crate) struct Shared {
    pub(crate) watched: Watched,
    pub(crate) metrics: Metrics,
    pub(crate) settings: Settings,
}

/// Serves until `stop` is done; then takes no new connections, and ends when the requests that had begun are answered.
///
/// # Errors
/// When the model cannot be read at the start, or the listener fails.
pub async fn serve(
    listener: TcpListener,
    path: PathBuf,
    settings: Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Box<dyn Error>> {
    let watched = Watched::read(path).await?;
    let shared = Arc::new(Shared { watched, metrics: Metrics::default(), settings });
    let watching = tokio::spawn(watched::watch(Arc::clone(&shared)));
    axum::serve(listener, app(shared)).with_graceful_shutdown(stop).await?;
    watching.abort();
    Ok(())
}

fn app(shared: Arc<Shared>) -> Router {
    let Settings { most_bytes, most_requests, .. } = shared.settings;
    // Only scoring is limited: whoever asks for the health of a busy service gets it.
    let limits = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(answers::busy))
        .load_shed()
        .concurrency_limit(most_requests);
    Router::new()
        .route("/score", post(answers::score).layer(limits))
        .route("/model", get(answers::model))
        .route("/health", get(answers::health))
        .route("/metrics", get(answers::metrics))
        .fallback(answers::nothing_here)
        .layer(DefaultBodyLimit::max(most_bytes))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&shared), metrics::counted))
        .with_state(shared)
}
