//! `icp studio`: serves the page on which a model is shaped, and the files that were given, to this machine alone.

mod http;
mod page;

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher as _, Hasher as _};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use self::http::{Answer, Body};
use crate::args::studio::Studio;
use crate::failure::Failure;
use crate::notice::notice;
use crate::output::Output;

/// Endings of models; anything else is a file of accounts.
const MODELS: [&str; 3] = ["yaml", "yml", "json"];

/// The files that were given.
#[derive(Debug, Default, PartialEq, Eq)]
struct Given {
    model: Option<PathBuf>,
    accounts: Option<PathBuf>,
}

/// Serves until it is stopped.
pub(crate) fn run(args: &Studio) -> Result<(), Failure> {
    if page::FILES.is_empty() {
        let none = Failure::Usage("this build of icp has no page for the studio".to_owned());
        return Err(
            none.help("install it with the feature `studio`; from the sources, after `cargo xtask studio`")
        );
    }
    let given = Given::of(&args.files)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port))
        .map_err(|error| Failure::Usage(format!("port {} cannot be had: {error}", args.port)))?;
    let port = listener.local_addr().map_err(|error| Failure::unreadable("the address", error))?.port();
    let secret = secret();
    let address = format!("http://127.0.0.1:{port}/{secret}/studio/?given");
    let mut output = Output::stdout();
    output.line(&format!("The studio is at {address} (Ctrl+C ends it)"))?;
    output.finish()?;
    if args.open && !open(&address) {
        notice("no browser could be started; open the address by hand");
    }
    let shared = Arc::new((secret, given, port));
    for stream in listener.incoming().flatten() {
        let shared = Arc::clone(&shared);
        // A browser that waits holds up no other connection.
        std::thread::spawn(move || {
            let (secret, given, port) = &*shared;
            // Whoever asked may be gone; that is no failure of ours.
            let _ = http::serve(&stream, *port, |path| answer(path, secret, given));
        });
    }
    Ok(())
}

impl Given {
    fn of(files: &[PathBuf]) -> Result<Self, Failure> {
        let mut given = Self::default();
        for path in files {
            // Said now, while somebody looks at the terminal.
            File::open(path).map_err(|error| Failure::unreadable(&path.display().to_string(), error))?;
            let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
            let is_model = MODELS.contains(&&*ending);
            let place = if is_model { &mut given.model } else { &mut given.accounts };
            if place.replace(path.clone()).is_some() {
                let what = if is_model { "models" } else { "files of accounts" };
                return Err(Failure::Usage(format!("two {what}: the studio opens one")));
            }
        }
        Ok(given)
    }

    /// The names of the files, and where the page gets them.
    fn told(&self) -> String {
        let of = |path: &Option<PathBuf>, at: &str| {
            path.as_deref().map(|path| serde_json::json!({"name": name(path), "path": at}))
        };
        let model = of(&self.model, "given/model");
        serde_json::json!({"model": model, "accounts": of(&self.accounts, "given/accounts")}).to_string()
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The answer to a path. Without the secret of this run it gives nothing: other users of the machine can reach the port.
fn answer(path: &str, secret: &str, given: &Given) -> Option<Answer> {
    let inner = path.strip_prefix('/')?.strip_prefix(secret)?.strip_prefix('/')?;
    let file = |path: &Option<PathBuf>| {
        let file = File::open(path.as_deref()?).ok()?;
        Some(Answer { kind: "application/octet-stream", is_packed: false, body: Body::File(file) })
    };
    match inner {
        "studio/given.json" => {
            Some(Answer { kind: kind("json"), is_packed: false, body: Body::Text(given.told()) })
        }
        "studio/given/model" => file(&given.model),
        "studio/given/accounts" => file(&given.accounts),
        _ => {
            let inner = if inner == "studio/" { "studio/index.html" } else { inner };
            let found =
                page::FILES.iter().find(|(name, _)| name.strip_suffix(".gz").unwrap_or(name) == inner);
            let (name, bytes) = found?;
            let ending = inner.rsplit('.').next().unwrap_or_default();
            Some(Answer { kind: kind(ending), is_packed: name.ends_with(".gz"), body: Body::Bytes(bytes) })
        }
    }
}

fn kind(ending: &str) -> &'static str {
    match ending {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css",
        "js" => "text/javascript",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// Two numbers that nobody can guess: the keys of a hash table, which the system's randomness makes.
fn secret() -> String {
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u8(0);
    let first = hasher.finish();
    hasher.write_u8(1);
    format!("{first:016x}{:016x}", hasher.finish())
}

/// Opens an address in the browser of the user.
fn open(address: &str) -> bool {
    let (program, args): (_, &[&str]) = if cfg!(windows) {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(args).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_endings() {
        let folder = std::env::temp_dir().join(format!("icp-studio-{}", secret()));
        std::fs::create_dir(&folder).unwrap();
        let file = |name: &str| {
            let path = folder.join(name);
            std::fs::write(&path, name).unwrap();
            path
        };
        let [model, accounts] = [file("m.YAML"), file("a.csv.gz")];
        let given = Given::of(&[accounts.clone(), model.clone()]).unwrap();
        assert_eq!(given, Given { model: Some(model.clone()), accounts: Some(accounts.clone()) });
        assert_eq!(
            given.told(),
            r#"{"accounts":{"name":"a.csv.gz","path":"given/accounts"},"model":{"name":"m.YAML","path":"given/model"}}"#
        );
        let two = Given::of(&[model.clone(), model]).unwrap_err().to_string();
        assert_eq!(two, "two models: the studio opens one");
        assert!(Given::of(&[folder.join("none.csv")]).unwrap_err().to_string().starts_with("cannot read"));
        let found = |path: &str| answer(path, "s", &given).is_some();
        assert!(found("/s/studio/given/accounts") && found("/s/studio/given.json"));
        assert!(!found("/studio/given.json") && !found("/x/studio/given.json") && !found("/s/../s/a"));
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn no_two_runs_have_one_secret() {
        assert_ne!(secret(), secret());
        assert_eq!(secret().len(), 32);
    }
}
