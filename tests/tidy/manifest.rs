//! The lines of a `Cargo.toml` that say what a crate depends on.

/// One dependency as it is written.
pub(crate) struct Entry {
    pub(crate) section: String,
    pub(crate) name: String,
    /// The line above is a comment.
    pub(crate) has_reason: bool,
    /// Taken from the workspace, where the reason may stand.
    pub(crate) inherited: bool,
}

/// The section of a header line.
fn section(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

/// All dependencies of a manifest, of every kind.
pub(crate) fn entries(manifest: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut current = String::new();
    let mut before = "";
    for line in manifest.lines() {
        let is_comment = before.trim_start().starts_with('#');
        if let Some(header) = section(line.trim()) {
            current = header.to_owned();
            if let Some((section, name)) = header.rsplit_once("dependencies.") {
                entries.push(Entry {
                    section: format!("{section}dependencies"),
                    name: name.to_owned(),
                    has_reason: is_comment,
                    inherited: false,
                });
            }
        } else if current.ends_with("dependencies")
            && line.starts_with(|c: char| c.is_alphanumeric() || c == '"')
            && let Some((key, value)) = line.split_once('=')
        {
            let name = key.trim().split('.').next().unwrap_or_default().trim_matches('"');
            entries.push(Entry {
                section: current.clone(),
                name: name.to_owned(),
                has_reason: is_comment,
                inherited: key.contains(".workspace") || value.contains("workspace = true"),
            });
        }
        before = line;
    }
    entries
}

/// Whether a key stands in a section: `has(manifest, "lints", "workspace = true")`.
pub(crate) fn has(manifest: &str, wanted: &str, entry: &str) -> bool {
    let mut current = "";
    manifest.lines().map(str::trim).any(|line| {
        current = section(line).unwrap_or(current);
        (current == wanted && line == entry) || line == format!("{wanted}.{entry}")
    })
}

#[test]
fn entries_are_found_in_every_form() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\n# Why.\na = \"1\"\nb.workspace = true\n\
                    [dev-dependencies]\nc = { version = \"1\", features = [\n  \"x\",\n] }\n\
                    # Why.\n[build-dependencies.d]\nversion = \"1\"\n[features]\ne = []\n";
    let found: Vec<_> =
        entries(manifest).into_iter().map(|e| (e.section, e.name, e.has_reason, e.inherited)).collect();
    let entry = |section: &str, name: &str, reason, inherited| {
        (section.to_owned(), name.to_owned(), reason, inherited)
    };
    assert_eq!(
        found,
        [
            entry("dependencies", "a", true, false),
            entry("dependencies", "b", false, true),
            entry("dev-dependencies", "c", false, false),
            entry("build-dependencies", "d", true, false),
        ]
    );
}

#[test]
fn keys_are_found_in_their_section() {
    assert!(has("[lints]\nworkspace = true\n", "lints", "workspace = true"));
    assert!(has("[package]\nlints.workspace = true\n", "lints", "workspace = true"));
    assert!(!has("[lints]\n[package]\nworkspace = true\n", "lints", "workspace = true"));
}
