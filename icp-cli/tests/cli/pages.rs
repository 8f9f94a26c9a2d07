//! The pages in `docs` that teach show what the command prints.
//!
//! A page is read from top to bottom in one folder. A block whose fence names a file (```` ```yaml model.yaml ````) writes
//! that file. A block of kind `console` holds commands after `$ `, each with what it prints: first standard output, then
//! standard error. `ICP_BLESS=1` writes what is printed into the page; read the difference before you commit it.

use std::fs;

use super::support::{Folder, root, run, without_fingerprints};

/// The words of a command line; double quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().unwrap().push(letter),
        }
    }
    words
}

/// The page as its commands would have it, and how many there are.
fn played(page: &str) -> (String, usize) {
    let folder = Folder::new();
    let (mut out, mut commands) = (String::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(fence) = line.strip_prefix("```").filter(|fence| !fence.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match fence.split_once(' ') {
            Some((_, file)) => {
                let text = block.iter().map(|line| format!("{line}\n")).collect::<String>();
                folder.write(file, &text);
                out.push_str(&text);
            }
            None if fence == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    commands += 1;
                    let words = words(command.strip_prefix("icp ").unwrap());
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    let ran = run(folder.path(), &words, b"");
                    out.push_str(&format!("$ {command}\n"));
                    for line in ran.out.lines().chain(ran.err.lines()) {
                        out.push_str(line.trim_end());
                        out.push('\n');
                    }
                }
            }
            None => block.iter().for_each(|line| {
                out.push_str(line);
                out.push('\n');
            }),
        }
        out.push_str("```\n");
    }
    (out, commands)
}

#[track_caller]
fn shows_what_is_printed(name: &str, least: usize) {
    let path = root().join("docs").join(name);
    let page = fs::read_to_string(&path).unwrap();
    let (expected, commands) = played(&page);
    assert!(commands >= least, "{name} has {commands} commands");
    if std::env::var_os("ICP_BLESS").is_some() {
        fs::write(&path, expected).unwrap();
        return;
    }
    let same = |(page, expected)| without_fingerprints(page) == without_fingerprints(expected);
    let at = page.lines().zip(expected.lines()).take_while(|pair| same(*pair)).count();
    let line = |text: &str| text.lines().nth(at).map(without_fingerprints);
    assert_eq!(line(&page), line(&expected), "docs/{name}:{}: the page, then what is printed", at + 1);
}

#[test]
fn the_tutorial() {
    shows_what_is_printed("tutorial.md", 8);
}
