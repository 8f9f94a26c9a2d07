//! Inputs of many batches, and work that is stopped.

use super::support::Folder;

/// `count` accounts.
fn accounts(count: usize) -> String {
    let mut text = "name,employees,industry,tools,founded\n".to_owned();
    for n in 0..count {
        let industry = ["software", "steel", "retail"][n % 3];
        text.push_str(&format!("a{n},{},{industry},HubSpot;Stripe,20{:02}-01-01\n", n % 400, n % 25));
    }
    text
}

#[test]
fn lines_are_told_in_every_batch() {
    // Around where one batch ends and the next begins.
    for bad in [1, 8_191, 8_192, 8_193, 16_384, 19_999] {
        let mut text = accounts(20_000);
        text = text.replacen(&format!("a{bad},"), &format!("a{bad},many"), 1);
        let ran = Folder::with("a.csv", text).score("a.csv --format csv");
        assert_eq!(ran.code, 1);
        let says = format!("error: a.csv:{}: column 2 `employees`: expected a number", bad + 2);
        assert!(ran.err.contains(&says), "{}", ran.err);
        // The rows scored before it have been written.
        assert_eq!(ran.out.lines().count(), bad / 8_192 * 8_192 + usize::from(bad >= 8_192));
    }
}

#[test]
fn the_first_mistake_is_told() {
    let text = "name,employees,industry\nAsh,many,software\nBirch\n";
    let ran = Folder::with("a.csv", text).score("a.csv");
    assert!(ran.err.contains("error: a.csv:2: column 2 `employees`"), "{}", ran.err);
    let text = "name,employees,industry\nAsh,3,software\nBirch\nCedar,many,software\n";
    let ran = Folder::with("a.csv", text).score("a.csv");
    assert!(ran.err.contains("error: a.csv:3: the row has 1 cell"), "{}", ran.err);
}

#[test]
fn many_batches_are_all_scored() {
    let folder = Folder::with("a.csv", accounts(20_000));
    let csv = folder.score("a.csv --format csv");
    assert_eq!(csv.out.lines().count(), 20_001);
    let json = folder.score("a.csv --format jsonl");
    for (line, json) in csv.out.lines().skip(1).zip(json.out.lines()).step_by(997) {
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        let best = line.split(',').nth(1).unwrap();
        assert_eq!(json["best"].as_str().unwrap_or_default(), best, "{line}");
    }
}

/// More than what is read of a pipe before it is scored, and a last row.
fn long_pipe(first: &str, last: &[u8]) -> Vec<u8> {
    let mut text = format!("name,industry,note\n{first},software,\n").into_bytes();
    let row = format!("Ash,software,{}\n", "x".repeat(4_000));
    (0..2_300).for_each(|_| text.extend(row.as_bytes()));
    text.extend(last);
    text
}

#[test]
fn a_long_pipe_is_scored_as_it_comes() {
    let folder = Folder::new();
    let score = "score model.yaml - --format csv -o out.csv --as-of 2026-11-21";
    let ran = folder.pipe(score, &long_pipe("Birch", "C\u{e9}dre,software,\n".as_bytes()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let out = folder.read("out.csv");
    assert_eq!(out.lines().count(), 2_303);
    assert!(out.lines().last().is_some_and(|line| line.starts_with("C\u{e9}dre,software,")), "{out:.200}");
    // Its beginning decides about the encoding ...
    let ran = folder.pipe(score, &long_pipe("Birch", b"C\xe9dre,software,\n"));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("error: standard input: the text is not UTF-8 up to byte 92"), "{}", ran.err);
    assert!(ran.err.contains("name its encoding with `--encoding`"), "{}", ran.err);
    // ... unless it is named.
    let mut latin = long_pipe("Birch", b"C\xe9dre,software,\n");
    let ran = folder.pipe(&format!("{score} --encoding windows-1252"), &latin);
    assert_eq!(ran.code, 0, "{}", ran.err);
    // Where the beginning tells, all of it is read so.
    latin.splice(19..20, *b"\xc9");
    let ran = folder.pipe(score, &latin);
    assert!(ran.err.contains("it is read as Windows-1252"), "{}", ran.err);
    let last = folder.read("out.csv").lines().last().map(str::to_owned);
    assert!(last.is_some_and(|line| line.starts_with("C\u{e9}dre,software,")));
}

#[cfg(unix)]
#[test]
fn half_an_answer_goes_away_when_the_work_is_stopped() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    // More than is looked at before the work begins, of which the end does not come: it cannot be done before it is
    // stopped, however slow the machine is.
    let folder = Folder::new();
    let many = accounts(400_000);
    assert!(many.len() > 9 << 20);
    let mut child = super::support::command(
        folder.path(),
        &["score", "model.yaml", "-", "--format", "jsonl", "-o", "out.jsonl"],
    )
    .stdin(Stdio::piped())
    .stderr(Stdio::piped())
    .spawn()
    .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let feed = std::thread::spawn(move || {
        // It is read until the work is stopped.
        let _ = stdin.write_all(many.as_bytes());
        stdin
    });
    while !folder.names().contains(&"out.jsonl.part".to_owned()) {
        assert!(child.try_wait().unwrap().is_none());
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    drop(feed.join().unwrap());
    assert_eq!(output.status.code(), Some(130));
    assert!(String::from_utf8(output.stderr).unwrap().ends_with("stopped\n"));
    assert_eq!(folder.names(), ["model.yaml"]);
}
