//! Pages that show what the command prints: those in `docs` that teach, and those of `tests/reports`.
//!
//! A page is read from top to bottom in one folder. A block whose fence names a file (```` ```yaml model.yaml ````) writes
//! that file; `hex` gives its bytes. A block of kind `console` holds commands after `$ `, each with what it prints: first
//! standard output, then standard error, then the exit code unless it is 0. `deals.csv` of `examples` lies in the folder. `ICP_BLESS=1` writes what is printed into the
//! page; read the difference before you commit it.

use std::fs;
use std::path::Path;

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

/// The bytes of hexadecimal digits.
fn bytes(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect()
}

/// The page as its commands would have it, and how many there are.
fn played(page: &str, files: Option<&str>) -> (String, usize) {
    let folder = Folder::new();
    for file in files.into_iter().flat_map(|files| fs::read_dir(root().join(files)).unwrap()) {
        let file = file.unwrap();
        folder.write(file.file_name().to_str().unwrap(), fs::read(file.path()).unwrap());
    }
    folder.write("deals.csv", fs::read(root().join("examples/deals.csv")).unwrap());
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
                if fence.starts_with("hex ") {
                    folder.write(file, bytes(&text));
                } else {
                    folder.write(file, &text);
                }
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
                    if ran.code != 0 {
                        out.push_str(&format!("(exit code {})\n", ran.code));
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

/// Compares a page with what its commands print, and gives how many there are.
#[track_caller]
fn shows_what_is_printed(path: &Path) -> usize {
    shows_with(path, None)
}

/// The same with the files of a folder beside the page.
#[track_caller]
fn shows_with(path: &Path, files: Option<&str>) -> usize {
    let page = fs::read_to_string(path).unwrap();
    let (expected, commands) = played(&page, files);
    if std::env::var_os("ICP_BLESS").is_some() {
        fs::write(path, expected).unwrap();
        return commands;
    }
    let same = |(page, expected)| without_fingerprints(page) == without_fingerprints(expected);
    let at = page.lines().zip(expected.lines()).take_while(|pair| same(*pair)).count();
    let line = |text: &str| text.lines().nth(at).map(without_fingerprints);
    assert_eq!(line(&page), line(&expected), "{}:{}: the page, then what is printed", path.display(), at + 1);
    commands
}

#[test]
fn the_tutorial() {
    assert!(shows_what_is_printed(&root().join("docs/tutorial.md")) >= 8);
}

/// The guide to evidence, on the tables of `examples/evidence`.
#[test]
fn the_guide_to_evidence() {
    assert!(shows_with(&root().join("docs/evidence.md"), Some("examples/evidence")) >= 6);
}

#[test]
fn the_guide_to_learning() {
    assert!(shows_what_is_printed(&root().join("docs/learning.md")) >= 6);
}

#[test]
fn the_guide_to_warehouses() {
    assert!(shows_what_is_printed(&root().join("docs/sql.md")) >= 2);
}

#[test]
fn the_guide_to_other_tools() {
    assert!(shows_what_is_printed(&root().join("docs/exchange.md")) >= 4);
}

/// The recipes for files; the samples of models and accounts are run by `format_samples` of `icp-tests`.
#[test]
fn the_cookbook() {
    assert!(shows_what_is_printed(&root().join("docs/cookbook.md")) >= 9);
}

/// Problems that people reported of scoring products, tried on the command. The index names each page of
/// `tests/reports`, and the reports that are tested elsewhere; the pages and tests that it names have to be there.
#[test]
fn reports_of_people() {
    let folder = root().join("tests/reports");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    let (mut pages, mut commands) = (0, 0);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "README.md" {
            continue;
        }
        assert!(index.contains(&format!("]({name})")), "tests/reports/README.md does not name {name}");
        commands += shows_what_is_printed(&path);
        pages += 1;
    }
    let mut elsewhere = 0;
    for row in index.lines().filter(|line| line.starts_with("| ")) {
        // A row of a test elsewhere: the file, then the name of the test.
        let quoted: Vec<&str> = row.split('`').skip(1).step_by(2).collect();
        let [file, test] = quoted[..] else { continue };
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        assert!(text.contains(test), "tests/reports/README.md: no `{test}` in `{file}`");
        elsewhere += 1;
    }
    println!("{pages} reports with {commands} commands, and {elsewhere} tested elsewhere");
    assert!(pages >= 13 && commands >= 30 && elsewhere >= 8);
}
