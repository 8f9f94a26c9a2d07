//! The service over real connections, by a client that knows nothing of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{env, fs};

use icp_axum_example::{Settings, serve};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use ureq::Agent;

/// A service on a port of its own, over a copy of a model in a folder of its own.
struct Service {
    folder: PathBuf,
    url: String,
    agent: Agent,
    stop: Option<oneshot::Sender<()>>,
    ended: Option<JoinHandle<()>>,
}

impl Service {
    fn start(name: &str, settings: Settings) -> Self {
        let folder = env::temp_dir().join(format!("icp-axum-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("model.yaml");
        fs::write(&file, text()).unwrap();
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = mpsc::channel();
        let ended = thread::spawn(move || {
            tokio::runtime::Runtime::new().unwrap().block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                serve(listener, file, settings, async { drop(stopped.await) }).await.unwrap();
            });
        });
        let url = format!("http://{}", told.recv().unwrap());
        let agent = Agent::config_builder().http_status_as_error(false).build().into();
        Self { folder, url, agent, stop: Some(stop), ended: Some(ended) }
    }

    fn post(&self, body: &str) -> (u16, Value) {
        let mut answer = self.agent.post(format!("{}/score", self.url)).send(body).unwrap();
        (
            answer.status().as_u16(),
            serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap(),
        )
    }

    fn text(&self, path: &str) -> (u16, String) {
        let mut answer = self.agent.get(format!("{}{path}", self.url)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    }

    fn get(&self, path: &str) -> (u16, Value) {
        let (status, text) = self.text(path);
        (status, serde_json::from_str(&text).unwrap())
    }

    /// The health, once it has that status.
    fn health(&self, status: u16) -> Value {
        for _ in 0..2_000 {
            let (now, body) = self.get("/health");
            if now == status {
                return body;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the health was never {status}");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.stop.take());
        drop(self.ended.take().map(JoinHandle::join));
        drop(fs::remove_dir_all(&self.folder));
    }
}

fn text() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/acme-gtm.yaml")).unwrap()
}

fn quick() -> Settings {
    Settings { look_every: Duration::from_millis(20), ..Settings::default() }
}

fn account() -> Value {
    json!({"employees": 320, "arr": 6_000_000, "country": "USA", "tech_stack": ["HubSpot", "Amplitude"]})
}

#[test]
fn accounts_are_scored_and_counted() {
    let service = Service::start("score", quick());
    let (status, one) = service.post(&account().to_string());
    assert_eq!(
        (status, &one["best"], &one["icps"][0]["tier"]),
        (200, &json!("mid-market-saas"), &json!("A"))
    );
    let (_, list) = service.post(&json!([account(), {}]).to_string());
    assert_eq!([&list[0]["best"], &list[1]["best"]], [&json!("mid-market-saas"), &Value::Null]);
    assert_eq!(list[0], one);
    assert_eq!(service.post("[]"), (200, json!([])));
    let (_, model) = service.get("/model");
    assert_eq!((&model["name"], &model["fingerprint"]), (&json!("acme-gtm"), &one["model"]["fingerprint"]));
    let (_, metrics) = service.text("/metrics");
    for line in ["icp_accounts_scored_total 3", "icp_requests_total{status=\"2xx\"} 4"] {
        assert!(metrics.lines().any(|other| other == line), "{line}\n{metrics}");
    }
}

#[test]
fn what_cannot_be_scored_is_refused_with_the_reason() {
    let service = Service::start("refuse", Settings { most_bytes: 1_000, most_accounts: 3, ..quick() });
    let wrong = json!({"employees": "many"});
    let (status, told) = service.post(&wrong.to_string());
    assert_eq!(
        (status, &told["code"], &told["attribute"]),
        (422, &json!("account.value"), &json!("employees"))
    );
    assert_eq!(service.post(&json!([account(), wrong]).to_string()).1["row"], 1);
    for (body, status, code) in [
        ("", 400, "json"),
        ("{\"employees\": ", 400, "json"),
        ("5", 422, "account.shape"),
        ("[{}, {}, {}, {}]", 413, "too_many"),
        (&*" ".repeat(1_001), 413, "body"),
    ] {
        let (got, told) = service.post(body);
        assert_eq!((got, &told["code"]), (status, &json!(code)), "{body:?} {told}");
        assert!(told["message"].as_str().is_some_and(|message| message.len() > 10), "{told}");
    }
    assert_eq!(service.get("/other").0, 404);
}

#[test]
fn requests_beyond_the_limit_are_refused_at_once() {
    let service = Service::start("busy", Settings { most_requests: 0, ..quick() });
    let (status, told) = service.post("{}");
    assert_eq!((status, &told["code"]), (503, &json!("busy")));
    // Who asks for the health of a busy service gets it.
    assert_eq!(service.get("/health").0, 200);
}

#[test]
fn a_request_that_takes_too_long_ends() {
    let service = Service::start("slow", Settings { longest: Duration::ZERO, ..quick() });
    let many = vec![account(); 200];
    let (status, told) = service.post(&json!(many).to_string());
    assert_eq!((status, &told["code"]), (503, &json!("too_slow")));
}

#[test]
fn a_new_model_serves_and_a_broken_one_does_not() {
    let service = Service::start("reload", quick());
    let file = service.folder.join("model.yaml");
    let first = service.health(200)["fingerprint"].clone();
    fs::write(&file, text().replace("employees:", "employes:")).unwrap();
    let broken = service.health(503);
    let problem = &broken["refused"]["problems"][0];
    assert!(
        problem["line"].as_u64() > Some(0) && problem["message"].as_str().unwrap().contains("employees"),
        "{problem}"
    );
    assert_eq!(broken["fingerprint"], first);
    assert_eq!(service.post(&account().to_string()).1["best"], "mid-market-saas");
    // As editors do it: a new file in the place of the old one.
    let new = service.folder.join("model.yaml.new");
    fs::write(&new, text().replace("name: acme-gtm", "name: changed")).unwrap();
    fs::rename(new, &file).unwrap();
    assert_ne!(service.health(200)["fingerprint"], first);
    assert_eq!(service.get("/model").1["name"], "changed");
    fs::remove_file(&file).unwrap();
    assert!(service.health(503)["refused"]["message"].as_str().unwrap().contains("model.yaml"));
    let (_, metrics) = service.text("/metrics");
    assert!(metrics.contains("icp_model_refusals_total 2"), "{metrics}");
}

#[test]
fn what_has_begun_is_answered_before_it_stops() {
    let mut service = Service::start("stop", quick());
    let (url, agent) = (service.url.clone(), service.agent.clone());
    let many = json!(vec![account(); 300]).to_string();
    let asking = thread::spawn(move || {
        let mut answer = agent.post(format!("{url}/score")).config().build().send(&many).unwrap();
        let text = answer.body_mut().with_config().limit(1 << 30).read_to_string().unwrap();
        serde_json::from_str::<Value>(&text).unwrap().as_array().unwrap().len()
    });
    // The request is given the time to arrive.
    thread::sleep(Duration::from_millis(100));
    drop(service.stop.take());
    assert_eq!(asking.join().unwrap(), 300);
    service.ended.take().unwrap().join().unwrap();
    assert!(service.agent.get(format!("{}/health", service.url)).call().is_err());
}
