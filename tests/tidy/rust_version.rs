//! The `rust-version` of each crate is true: nothing that it builds with wants a newer compiler.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};

use serde_json::Value;

use super::tree::root;

type Version = Vec<u64>;

fn version(text: &str) -> Version {
    let mut parts: Version = text.split('.').filter_map(|part| part.parse().ok()).collect();
    parts.resize(3, 0);
    parts
}

/// Cargo's metadata of all crates, from fetched packages; with the network if they are not enough.
fn metadata() -> Result<Value, String> {
    let host = run("rustc", &["-vV"])?;
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    let args = ["metadata", "--format-version", "1", "--locked", "--all-features", "--filter-platform", host];
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let offline: Vec<&str> = args.iter().copied().chain(["--offline"]).collect();
    let text = run(&cargo, &offline).or_else(|_| run(&cargo, &args))?;
    serde_json::from_str(&text).map_err(|error| error.to_string())
}

fn run(program: &str, args: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .args(args)
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str)
}

/// Dependencies, direct or not, that want a newer compiler than the crate that uses them.
fn complaints(metadata: &Value) -> Vec<String> {
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let id = |value: &Value| value["id"].as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (id(&package), package)).collect();
    let uses: BTreeMap<String, Value> = list(metadata.pointer("/resolve/nodes").unwrap_or(&Value::Null))
        .into_iter()
        .map(|node| (id(&node), node))
        .collect();
    let rust = |package: &str| packages.get(package).and_then(|p| p["rust_version"].as_str());
    let named = |package: &str| packages.get(package).map_or(Value::Null, |p| p["name"].clone());
    let mut complaints = Vec::new();
    for member in texts(&metadata["workspace_members"]) {
        let Some(own) = rust(member) else {
            complaints.push(format!("{} has no rust-version", named(member)));
            continue;
        };
        let mut seen = BTreeSet::new();
        let mut open = vec![member.to_owned()];
        while let Some(package) = open.pop() {
            if !seen.insert(package.clone()) {
                continue;
            }
            if let Some(wanted) = rust(&package).filter(|wanted| version(wanted) > version(own)) {
                complaints.push(format!(
                    "{} says rust-version {own}, its dependency {} wants {wanted}",
                    named(member),
                    named(&package)
                ));
            }
            if let Some(node) = uses.get(&package) {
                open.extend(texts(&node["dependencies"]).map(str::to_owned));
            }
        }
    }
    complaints
}

#[test]
fn the_rust_version_of_every_crate_is_true() {
    let metadata = metadata().unwrap();
    assert!(texts(&metadata["workspace_members"]).count() >= 5);
    super::nothing(&complaints(&metadata));
}

#[test]
fn a_dependency_that_wants_more_is_found() {
    let metadata = |own: &str| {
        serde_json::json!({
            "workspace_members": ["a"],
            "packages": [
                {"id": "a", "name": "a", "rust_version": own},
                {"id": "b", "name": "b", "rust_version": null},
                {"id": "c", "name": "c", "rust_version": "1.89.0"},
            ],
            "resolve": {"nodes": [
                {"id": "a", "dependencies": ["b"]},
                {"id": "b", "dependencies": ["c"]},
                {"id": "c", "dependencies": []},
            ]},
        })
    };
    assert_eq!(complaints(&metadata("1.88")).len(), 1);
    assert_eq!(complaints(&metadata("1.89")), [""; 0]);
}
