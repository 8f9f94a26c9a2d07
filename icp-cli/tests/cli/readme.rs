//! The commands of the README run as they are written.

use super::support::{root, run};

/// The lines of the first block after a fence of this kind.
fn block<'t>(text: &'t str, fence: &str) -> Vec<&'t str> {
    text.lines().skip_while(|line| *line != fence).skip(1).take_while(|line| *line != "```").collect()
}

#[test]
fn the_readme_shows_what_its_command_prints() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let command = block(&readme, "```sh").concat();
    let words: Vec<&str> = command.strip_prefix("cargo run --release -- ").unwrap().split(' ').collect();
    let ran = run(root(), &words, b"");
    assert_eq!((ran.code, &*ran.err), (0, ""));
    let printed: Vec<&str> = ran.out.lines().map(str::trim_end).collect();
    assert_eq!(block(&readme, "```text"), printed);
}
