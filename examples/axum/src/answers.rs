//! The requests and their answers. Whatever is refused is refused with a code and a message, as JSON.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::Datelike as _;
use icp_core::error::AccountError;
use icp_core::{Account, Date, Model, OnInvalid};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::service::Shared;

/// Why there is no assessment.
pub(crate) enum Refusal {
    /// The account cannot be scored, and its place in a list.
    Account(AccountError, Option<usize>),
    NoJson(serde_json::Error),
    Body(BytesRejection),
    TooMany(usize),
    TooSlow(Duration),
    Failed(&'static str),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, message) = match self {
            Self::Account(error, row) => {
                let mut told = json!(error);
                if let (Some(told), Some(row)) = (told.as_object_mut(), row) {
                    told.insert("row".to_owned(), row.into());
                }
                return (StatusCode::UNPROCESSABLE_ENTITY, Json(told)).into_response();
            }
            Self::NoJson(error) => (StatusCode::BAD_REQUEST, "json", format!("the body is no JSON: {error}")),
            Self::Body(error) => (error.status(), "body", error.body_text()),
            Self::TooMany(most) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_many", format!("a list has at most {most} accounts"))
            }
            Self::TooSlow(longest) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "too_slow",
                format!("it took longer than {longest:?}; ask for fewer accounts at once"),
            ),
            Self::Failed(message) => (StatusCode::INTERNAL_SERVER_ERROR, "failed", message.to_owned()),
        };
        told(status, code, &message)
    }
}

fn told(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({"code": code, "message": message}))).into_response()
}

/// Too many requests at the same time.
pub(crate) async fn busy(_: axum::BoxError) -> Response {
    let mut response =
        told(StatusCode::SERVICE_UNAVAILABLE, "busy", "too many requests at once; ask again in a second");
    response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("1"));
    response
}

pub(crate) async fn nothing_here() -> Response {
    told(StatusCode::NOT_FOUND, "not_found", "POST /score, GET /model, GET /health or GET /metrics")
}

/// Scores on a thread for work that takes its time, so that the threads that talk to clients go on.
pub(crate) async fn score(
    State(shared): State<Arc<Shared>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let body = body.map_err(Refusal::Body)?;
    let (give, answer) = oneshot::channel();
    let model = shared.watched.now().model;
    let most = shared.settings.most_accounts;
    tokio::task::spawn_blocking(move || {
        // A day is asked for once, so that one list is judged as of one day.
        let scored = today().ok_or(Refusal::Failed("this machine's clock gives no date"));
        // Nobody waits any more where this fails.
        let _ = give.send(scored.and_then(|today| all(&model, &body, today, most)));
    });
    let longest = shared.settings.longest;
    let (text, count) = timeout(longest, answer)
        .await
        .map_err(|_| Refusal::TooSlow(longest))?
        .map_err(|_| Refusal::Failed("scoring was cut off"))??;
    shared.metrics.scored(count);
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// The assessments as JSON text, and how many there are.
fn all(model: &Model, body: &[u8], today: Date, most: usize) -> Result<(String, usize), Refusal> {
    let given: Value = serde_json::from_slice(body).map_err(Refusal::NoJson)?;
    let mut scratch = model.scratch();
    let mut one = |account: &Value| {
        let account = Account::from_serialize(account)?;
        let record = model.record(&account, OnInvalid::Error)?;
        model.assess_json(&record, today, &mut scratch)
    };
    let Value::Array(accounts) = given else {
        return one(&given).map(|text| (text, 1)).map_err(|error| Refusal::Account(error, None));
    };
    if accounts.len() > most {
        return Err(Refusal::TooMany(most));
    }
    let mut text = String::from("[");
    for (row, account) in accounts.iter().enumerate() {
        if row > 0 {
            text.push(',');
        }
        text.push_str(&one(account).map_err(|error| Refusal::Account(error, Some(row)))?);
    }
    text.push(']');
    Ok((text, accounts.len()))
}

/// The core never reads a clock: the day is the service's to say.
fn today() -> Option<Date> {
    let now = chrono::Local::now().date_naive();
    Date::new(now.year(), now.month(), now.day())
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

pub(crate) async fn model(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let now = shared.watched.now();
    let icps: Vec<&str> = now.model.icps().collect();
    let attributes: Vec<&str> = now.model.attributes().map(|attribute| attribute.name()).collect();
    Json(json!({
        "name": now.model.name(),
        "version": now.model.version(),
        "fingerprint": now.model.fingerprint(),
        "icps": icps,
        "attributes": attributes,
        "loaded_at": seconds(now.loaded_at),
    }))
}

pub(crate) async fn health(State(shared): State<Arc<Shared>>) -> (StatusCode, Json<Value>) {
    let now = shared.watched.now();
    let status = if now.refused.is_none() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let told = json!({
        "fingerprint": now.model.fingerprint(),
        "loaded_at": seconds(now.loaded_at),
        "refused": now.refused.map(|refused| refused.told),
    });
    (status, Json(told))
}

pub(crate) async fn metrics(State(shared): State<Arc<Shared>>) -> Response {
    let text = shared.metrics.text(&shared.watched.now());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}
