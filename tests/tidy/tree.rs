//! The files of the workspace, but for what `.gitignore` leaves out.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A text file.
pub(crate) struct File {
    /// From the root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own)
}

/// All files, sorted by path.
pub(crate) fn files() -> &'static [File] {
    static FILES: LazyLock<Vec<File>> = LazyLock::new(|| read(root()));
    &FILES
}

/// The files of any tree that has a `.gitignore` at its root.
pub(crate) fn read(root: &Path) -> Vec<File> {
    let ignored = Ignored::new(&text_of(&root.join(".gitignore")));
    let mut files = Vec::new();
    walk(root, "", &ignored, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// One file, by its path from the root.
pub(crate) fn file(path: &str) -> Option<&'static File> {
    files().iter().find(|file| file.path == path)
}

fn text_of(path: &Path) -> String {
    std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn walk(folder: &Path, path: &str, ignored: &Ignored, files: &mut Vec<File>) {
    let entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
        .unwrap_or_default();
    for entry in entries {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        if entry.is_symlink() || name == ".git" || ignored.matches(&path, &name) {
            continue;
        }
        if entry.is_dir() {
            walk(&entry, &path, ignored, files);
        } else {
            files.push(File { path, text: text_of(&entry) });
        }
    }
}

/// The forms of lines that our `.gitignore` has: `name/`, `path/name/`, `*.ending`.
struct Ignored(Vec<String>);

impl Ignored {
    fn new(text: &str) -> Self {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(lines.map(str::to_owned).collect())
    }

    fn matches(&self, path: &str, name: &str) -> bool {
        self.0.iter().any(|line| match line.strip_prefix('*') {
            Some(ending) => name.ends_with(ending),
            None => {
                let line = line.trim_matches('/');
                if line.contains('/') { path == line } else { name == line }
            }
        })
    }
}

#[test]
fn what_is_ignored_is_not_walked() {
    let ignored = Ignored::new("target/\n*.so\nicp-wasm/pkg/\n");
    assert!(ignored.matches("a/target", "target"));
    assert!(ignored.matches("x.so", "x.so"));
    assert!(ignored.matches("icp-wasm/pkg", "pkg"));
    assert!(!ignored.matches("pkg", "pkg"));
}

#[test]
fn the_tree_is_found() {
    assert!(file("Cargo.toml").is_some());
    assert!(file("icp-core/src/lib.rs").is_some());
    assert!(files().iter().all(|file| !file.path.contains("target/")));
}
