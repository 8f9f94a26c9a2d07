//! Few dependencies, each with its reason, and the same rules for every crate.

use super::manifest::{Entry, entries, has};
use super::tree::{File, file, files};

/// The dependencies of icp-core: exactly these. The reasons stand beside the entries.
const CORE: &[&str] = &[
    "arrow-array",
    "arrow-buffer",
    "arrow-schema",
    "fearless_simd",
    "granit-parser",
    "prefetch-index",
    "regex",
    "regex-syntax",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
];

/// Allowed dependencies of icp-cli: libraries for a command's needs beside the scores. The reasons stand beside the
/// entries.
const COMMAND: &[&str] = &[
    "arrow-array",
    "arrow-schema",
    "arrow-select",
    "calamine",
    "chrono",
    "clap",
    "csv-core",
    "ctrlc",
    "encoding_rs",
    "flate2",
    "icp-core",
    "icp-evidence",
    "icp-exchange",
    "icp-export",
    "icp-learn",
    "indicatif",
    "memchr",
    "parquet",
    "serde_json",
    "terminal_size",
    "textwrap",
    "thiserror",
    "unicode-width",
    "zstd",
];

/// Allowed dependencies of icp-evidence: distribution functions are a library's, counts and sentences its own.
const EVIDENCE: &[&str] = &["icp-core", "libm", "serde", "serde_json", "statrs", "thiserror"];

/// Allowed dependencies of icp-exchange: it reads documents of other tools and writes a definition.
const EXCHANGE: &[&str] = &["icp-core", "libm", "quick-xml", "serde_json", "thiserror"];

/// Allowed dependencies of icp-export: it reads the checked document, and writes text.
const EXPORT: &[&str] = &["icp-core", "thiserror"];

/// Allowed dependencies of icp-learn: it reads tables and writes a definition; figures over outcomes come from the evidence.
const LEARN: &[&str] = &["icp-core", "icp-evidence", "libm", "serde_json", "thiserror"];

/// Allowed dependencies of icp-py: a binding converts, and leaves the rest to the core.
const PYTHON: &[&str] = &[
    "arrow-array",
    "arrow-buffer",
    "arrow-schema",
    "arrow-select",
    "icp-cli",
    "icp-core",
    "icp-evidence",
    "icp-exchange",
    "icp-export",
    "icp-learn",
    "pyo3",
    "serde",
    "thiserror",
];

/// Allowed dependencies of icp-node: the crossing, and Arrow's bytes.
const NODE: &[&str] = &[
    "arrow-array",
    "arrow-buffer",
    "arrow-ipc",
    "arrow-schema",
    "bytes",
    "icp-core",
    "icp-export",
    "icp-js",
    "memmap2",
    "napi",
    "napi-derive",
    "serde_json",
];

fn normal(manifest: &str) -> Vec<String> {
    // Those of some targets too.
    let is_normal = |section: &str| {
        section == "dependencies" || section.starts_with("target.") && section.ends_with("'.dependencies")
    };
    let mut names: Vec<String> =
        entries(manifest).into_iter().filter(|e| is_normal(&e.section)).map(|e| e.name).collect();
    names.sort();
    names.dedup();
    names
}

/// The dependencies that a crate has and may not have, or is said to have and has not.
fn allowed(name: &str, manifest: &str, list: &[&str], exact: bool) -> Vec<String> {
    let names = normal(manifest);
    let more = names.iter().filter(|found| !list.contains(&found.as_str()));
    let mut complaints: Vec<String> =
        more.map(|more| format!("{name}: `{more}` is not among the allowed dependencies")).collect();
    if exact {
        let fewer = list.iter().filter(|name| names.iter().all(|found| found != *name));
        complaints.extend(fewer.map(|fewer| format!("{name}: `{fewer}` is allowed and no longer used")));
    }
    complaints
}

/// Entries without a reason: above them, or above the workspace's entry that they take.
fn reasons(path: &str, manifest: &str, workspace: &[Entry]) -> Vec<String> {
    let explained = |entry: &Entry| {
        let shared = workspace.iter().any(|shared| shared.name == entry.name && shared.has_reason);
        entry.has_reason || (entry.inherited && shared)
    };
    let found = entries(manifest).into_iter().filter(|entry| !explained(entry));
    found.map(|entry| format!("{path}: `{}` has no comment above it that says why", entry.name)).collect()
}

/// The manifest entries that every crate must have.
fn common(path: &str, manifest: &str) -> Vec<String> {
    if !manifest.contains("[package]") {
        return Vec::new();
    }
    let licence = has(manifest, "license", "workspace = true");
    let lints = has(manifest, "lints", "workspace = true");
    let mut complaints = Vec::new();
    if !licence {
        complaints.push(format!("{path}: no `license.workspace = true`"));
    }
    if !lints {
        complaints.push(format!("{path}: no `lints.workspace = true`"));
    }
    complaints
}

/// Normal dependencies that no source of the crate names.
fn unused(name: &str, manifest: &str, sources: &[&str]) -> Vec<String> {
    let named = |dependency: &String| {
        let word = dependency.replace('-', "_");
        sources
            .iter()
            .any(|text| text.contains(&format!("{word}::")) || text.contains(&format!("use {word};")))
    };
    let idle = normal(manifest).into_iter().filter(|dependency| !named(dependency));
    idle.map(|idle| format!("{name}: depends on `{idle}` and never names it")).collect()
}

fn manifests() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| file.name() == "Cargo.toml" && !file.path.starts_with("fuzz/"))
}

fn text(path: &str) -> &'static str {
    file(path).map_or("", |file| &file.text)
}

#[test]
fn crates_depend_on_what_they_may() {
    super::nothing(&allowed("icp-core", text("icp-core/Cargo.toml"), CORE, true));
    super::nothing(&allowed("icp-cli", text("icp-cli/Cargo.toml"), COMMAND, false));
    super::nothing(&allowed("icp-evidence", text("icp-evidence/Cargo.toml"), EVIDENCE, false));
    super::nothing(&allowed("icp-exchange", text("icp-exchange/Cargo.toml"), EXCHANGE, false));
    super::nothing(&allowed("icp-export", text("icp-export/Cargo.toml"), EXPORT, false));
    super::nothing(&allowed("icp-learn", text("icp-learn/Cargo.toml"), LEARN, false));
    super::nothing(&allowed("icp-node", text("icp-node/Cargo.toml"), NODE, false));
    super::nothing(&allowed("icp-py", text("icp-py/Cargo.toml"), PYTHON, false));
}

#[test]
fn what_is_depended_on_is_used() {
    for name in [
        "icp-core",
        "icp-cli",
        "icp-evidence",
        "icp-exchange",
        "icp-export",
        "icp-learn",
        "icp-node",
        "icp-py",
    ] {
        let own = format!("{name}/src/");
        let sources: Vec<&str> =
            files().iter().filter(|file| file.path.starts_with(&own)).map(|file| &*file.text).collect();
        super::nothing(&unused(name, text(&format!("{name}/Cargo.toml")), &sources));
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let workspace = entries(text("Cargo.toml"));
    super::nothing(&manifests().flat_map(|m| reasons(&m.path, &m.text, &workspace)).collect::<Vec<_>>());
}

#[test]
fn every_crate_has_the_licence_and_the_lints() {
    super::nothing(&manifests().flat_map(|m| common(&m.path, &m.text)).collect::<Vec<_>>());
}

#[test]
fn the_core_is_safe_and_documented() {
    assert!(text("icp-core/src/lib.rs").contains("#![forbid(unsafe_code)]"));
    assert!(has(text("Cargo.toml"), "workspace.lints.rust", "missing_docs = \"warn\""));
}

#[test]
fn what_breaks_a_rule_is_found() {
    let manifest = "[package]\n[dependencies]\n# Why.\na = \"1\"\nb = \"1\"\nc.workspace = true\n";
    assert_eq!(allowed("x", manifest, &["a", "b"], true).len(), 1);
    assert_eq!(allowed("x", manifest, &["a", "b", "c", "d"], true).len(), 1);
    assert_eq!(allowed("x", manifest, &["a", "b", "c", "d"], false).len(), 0);
    assert_eq!(unused("x", manifest, &["use a::b;", "c::d()"]).len(), 1);
    let workspace = entries("[workspace.dependencies]\n# Why.\nc = \"1\"\n");
    assert_eq!(reasons("x", manifest, &workspace).len(), 1);
    assert_eq!(reasons("x", manifest, &[]).len(), 2);
    assert_eq!(common("x", manifest).len(), 2);
}
