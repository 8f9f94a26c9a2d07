//! Runs the command in a folder of its own, and compares what people read with `expected/`.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Two icps, a shared exclusion, every type that a CSV cell can hold but events.
pub(crate) const MODEL: &str = r#"
format: icp/1
name: demo
version: "7"
attributes:
  employees: {type: number, aliases: [headcount]}
  industry: {type: text}
  tools: {type: set}
  founded: {type: date}
exclusions:
  - {id: tiny, reason: fewer than 5 people, when: {employees: {lt: 5}}}
icps:
  - id: software
    name: Software makers
    priority: 1
    fit:
      criteria:
        - {id: trade, weight: 2, required: true, fit: {industry: software}}
        - {id: size, fit: {employees: {between: [20, 200]}}}
        - {id: stack, fit: {tools: {has: HubSpot}}}
      tiers:
        - {id: A, name: Strong, from: 75, verdicts: {sales: call, marketing: target}}
        - {id: B, from: 50, verdicts: {sales: write}}
        - {id: C, verdicts: {sales: leave}}
  - id: old-trade
    priority: 2
    fit:
      criteria:
        - {id: old, required: true, fit: {founded: {older_than: 20 years}}}
        - {id: large, fit: {employees: {gte: 100}}}
      tiers:
        - {id: in, from: 50}
        - {id: out}
"#;

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A folder that goes away, with `model.yaml` in it.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("icp-cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let folder = Self(path);
        folder.write("model.yaml", MODEL);
        folder
    }

    /// A folder with these accounts in a file of that name.
    pub(crate) fn with(name: &str, accounts: impl AsRef<[u8]>) -> Self {
        let folder = Self::new();
        folder.write(name, accounts);
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Runs `icp` here, with words separated by blanks.
    pub(crate) fn run(&self, words: &str) -> Ran {
        self.pipe(words, b"")
    }

    /// [`Folder::run`] with this on standard input.
    pub(crate) fn pipe(&self, words: &str, input: &[u8]) -> Ran {
        let words: Vec<&str> = words.split(' ').collect();
        run(&self.0, &words, input)
    }

    /// Scores `name` with the demo model, as of a fixed day.
    pub(crate) fn score(&self, name_and_options: &str) -> Ran {
        self.run(&format!("score model.yaml {name_and_options} --as-of 2026-11-21"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs `icp` in a folder.
pub(crate) fn run(folder: &Path, words: &[&str], input: &[u8]) -> Ran {
    let mut child = command(folder, words).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It may stop before it has read everything.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap().into()
}

pub(crate) fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_icp"));
    command
        .args(words)
        .current_dir(folder)
        .env_remove("COLUMNS")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The root of the workspace, where the examples are.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The folder `shared`: of `$ICP_SHARED`, or beside one of the folders above.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let named = std::env::var_os("ICP_SHARED").map(|shared| PathBuf::from(shared).join(path));
    let found = named.or_else(|| {
        root().ancestors().map(|folder| folder.join("shared").join(path)).find(|found| found.exists())
    });
    if found.is_none() {
        println!("not there, and not tested: shared/{path}");
    }
    found
}

/// `1 row`, `8,192 rows`.
pub(crate) fn rows(count: usize) -> String {
    match count {
        1 => "1 row".to_owned(),
        0..1_000 => format!("{count} rows"),
        _ => format!("{},{:03} rows", count / 1_000, count % 1_000),
    }
}

/// The text without fingerprints, which change with every word of a model.
pub(crate) fn without_fingerprints(text: &str) -> String {
    let mut parts = text.split("fingerprint ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("fingerprint …");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

/// Compares a text with `expected/NAME.txt`. `ICP_BLESS=1` writes it instead; read the difference before you
/// commit it.
#[track_caller]
pub(crate) fn expect(name: &str, text: &str) {
    let text = &without_fingerprints(text);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cli/expected/{name}.txt"));
    if std::env::var_os("ICP_BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == *text, "{name} differs from {}:\n{text}", path.display());
}

/// Lines of JSON without these keys, wherever they stand: what an answer says of the texts in its source.
pub(crate) fn without(lines: &str, keys: &[&str]) -> Vec<serde_json::Value> {
    fn strip(value: &mut serde_json::Value, keys: &[&str]) {
        match value {
            serde_json::Value::Object(object) => {
                object.retain(|key, _| !keys.contains(&key.as_str()));
                object.values_mut().for_each(|value| strip(value, keys));
            }
            serde_json::Value::Array(items) => items.iter_mut().for_each(|value| strip(value, keys)),
            _ => {}
        }
    }
    let parsed = lines.lines().map(|line| serde_json::from_str(line).unwrap());
    parsed
        .map(|mut value| {
            strip(&mut value, keys);
            value
        })
        .collect()
}
