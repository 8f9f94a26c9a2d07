//! The README's two commands: the one that shows something, and the one that checks everything.

use super::tree::{File, file, root};

/// The lines of a text's code blocks for a shell.
fn commands(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match line.trim().strip_prefix("```") {
            Some(kind) => inside = !inside && ["sh", "bash", "console", "shell"].contains(&kind),
            None if inside => found.push(line.trim().trim_start_matches("$ ")),
            None => {}
        }
    }
    found
}

fn complaints(readme: &str, runner: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let commands = commands(readme);
    let mut complaints = Vec::new();
    match commands.iter().find(|command| command.starts_with("cargo run --release -- score ")) {
        None => complaints.push("README.md: no block with `cargo run --release -- score ..`".to_owned()),
        Some(command) => {
            let named = command.split_whitespace().filter(|word| word.starts_with("examples/"));
            complaints.extend(named.filter(|n| !exists(n)).map(|n| format!("README.md: there is no `{n}`")));
        }
    }
    if !commands.contains(&"cargo xtask ci") {
        complaints.push("README.md: no block with `cargo xtask ci`".to_owned());
    }
    if !runner.lines().any(|line| line.trim() == "cargo xtask ci") {
        complaints.push(".ci/run: does not call `cargo xtask ci`".to_owned());
    }
    complaints
}

fn text(path: &str) -> &'static str {
    file(path).map_or("", |file: &File| &file.text)
}

#[test]
fn the_commands_are_there_and_ci_runs_the_second() {
    super::nothing(&complaints(text("README.md"), text(".ci/run"), |path| root().join(path).exists()));
    assert!(text(".cargo/config.toml").contains("xtask = "));
}

#[test]
fn a_missing_command_is_found() {
    let good = "```sh\ncargo run --release -- score examples/a examples/b\n```\n```sh\ncargo xtask ci\n```\n";
    assert_eq!(complaints(good, "cargo xtask ci", |_| true), [""; 0]);
    assert_eq!(complaints(good, "cargo xtask ci", |path| path.ends_with('a')).len(), 1);
    assert_eq!(complaints(good, "# cargo xtask ci", |_| true).len(), 1);
    assert_eq!(complaints("cargo xtask ci", "", |_| true).len(), 3);
}
