//! The model of a file, read again when the file changes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use icp_core::Model;
use icp_core::error::ModelError;
use serde_json::{Value, json};

use crate::service::Shared;

/// Why the file as it is now does not serve: all mistakes of the model with their lines, or that it cannot be read.
#[derive(Clone)]
pub(crate) struct Refused {
    text: String,
    pub(crate) told: Value,
}

impl From<ModelError> for Refused {
    fn from(error: ModelError) -> Self {
        Self { text: error.to_string(), told: json!(error) }
    }
}

impl Refused {
    fn unread(message: String) -> Self {
        Self { told: json!({"message": message, "problems": []}), text: message }
    }
}

/// The model that serves now. Cheap to clone; a request keeps the one that it began with.
#[derive(Clone)]
pub(crate) struct Serving {
    pub(crate) model: Model,
    pub(crate) loaded_at: SystemTime,
    pub(crate) refused: Option<Refused>,
}

pub(crate) struct Watched {
    path: PathBuf,
    now: RwLock<Serving>,
}

impl Watched {
    /// The model of a file; the mistakes when it is none.
    pub(crate) async fn read(path: PathBuf) -> Result<Self, String> {
        let model = read(&path).await.map_err(|refused| refused.text)?;
        let now = Serving { model, loaded_at: SystemTime::now(), refused: None };
        Ok(Self { path, now: RwLock::new(now) })
    }

    pub(crate) fn now(&self) -> Serving {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes what the file holds now. Whether another model serves than before.
    fn take(&self, found: Result<Model, Refused>) -> bool {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        match found {
            Ok(model) => {
                now.refused = None;
                let is_another = model.fingerprint() != now.model.fingerprint();
                if is_another {
                    (now.model, now.loaded_at) = (model, SystemTime::now());
                }
                is_another
            }
            Err(refused) => {
                now.refused = Some(refused);
                false
            }
        }
    }
}

async fn read(path: &Path) -> Result<Model, Refused> {
    let text = tokio::fs::read_to_string(path)
        .await
        .map_err(|error| Refused::unread(format!("{}: {error}", path.display())))?;
    // A large model takes some milliseconds, in which this thread answers nobody.
    match tokio::task::spawn_blocking(move || Model::from_text(&text)).await {
        Ok(model) => Ok(model?),
        Err(error) => Err(Refused::unread(error.to_string())),
    }
}

/// Time and length of the file: what changes when it is written.
async fn mark(path: &Path) -> Option<(SystemTime, u64)> {
    let about = tokio::fs::metadata(path).await.ok()?;
    Some((about.modified().ok()?, about.len()))
}

/// Looks at the file again and again. A file that changed is read when it has stayed the same for one look: editors write it in
/// several steps.
pub(crate) async fn watch(shared: Arc<Shared>) {
    let watched = &shared.watched;
    let mut every = tokio::time::interval(shared.settings.look_every);
    // Nothing is known of the time before the first look: the file is read once more.
    let (mut read_mark, mut last_mark) = (None, None);
    loop {
        every.tick().await;
        let mark = mark(&watched.path).await;
        let has_settled = mark == last_mark;
        last_mark = mark;
        if !has_settled || mark == read_mark {
            continue;
        }
        read_mark = mark;
        let found = read(&watched.path).await;
        shared.metrics.read(found.is_ok());
        if watched.take(found) {
            println!("now serving {}", watched.now().model.fingerprint());
        }
    }
}
