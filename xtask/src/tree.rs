//! Copies of the repository at a commit, for tasks that measure one commit beside another.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::step::root;

/// A copy of the repository at a commit, with a target directory of its own; removed when it is dropped.
pub(crate) struct Tree {
    pub(crate) path: PathBuf,
    pub(crate) commit: String,
}

impl Tree {
    /// `name` is a folder below `target`.
    pub(crate) fn new(name: &str, commit: &str) -> Result<Self, Error> {
        let path = root().join("target").join(name);
        let tree = Self { commit: git(&["rev-parse", "--short", commit])?, path };
        // One that was left when it was stopped.
        tree.remove();
        git(&["worktree", "add", "--quiet", "--detach", &tree.path.display().to_string(), &tree.commit])?;
        Ok(tree)
    }

    fn remove(&self) {
        let _ = git(&["worktree", "remove", "--force", &self.path.display().to_string()]);
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Cargo in a copy, with the profiles as they are written there.
pub(crate) fn cargo(tree: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(tree).args(args).stdin(Stdio::null()).env("CARGO_TARGET_DIR", tree.join("target"));
    // Settings of the profiles are what is measured.
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_PROFILE_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs cargo in a copy; its failure is an error.
pub(crate) fn run_in(tree: &Path, args: &[&str], env: &[(&str, &Path)]) -> Result<(), Error> {
    let status = cargo(tree, args).envs(env.iter().copied()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::Failed { program: format!("cargo {}", args.join(" ")), status }),
        Err(error) => Err(Error::start("cargo")(error)),
    }
}

/// Runs git and returns its output without the last line end.
pub(crate) fn git(args: &[&str]) -> Result<String, Error> {
    let output = Command::new("git").current_dir(root()).args(args).output();
    let output = output.map_err(Error::start("git"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(Error::Git { args: args.join(" "), message })
}
