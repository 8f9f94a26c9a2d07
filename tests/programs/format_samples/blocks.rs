//! The fenced blocks and the tables of a Markdown text.

/// A fenced block.
pub(crate) struct Block<'t> {
    /// The line of its fence, from 1.
    pub(crate) line: usize,
    /// The words after the fence.
    pub(crate) tag: Vec<&'t str>,
    pub(crate) text: String,
}

/// All fenced blocks, in order.
pub(crate) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found: Vec<Block<'_>> = Vec::new();
    let mut inside = false;
    for (line, content) in (1..).zip(text.lines()) {
        match content.trim_start().strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(tag) => {
                found.push(Block { line, tag: tag.split_whitespace().collect(), text: String::new() });
                inside = true;
            }
            None if inside => {
                let block = found.last_mut().unwrap();
                block.text.push_str(content);
                block.text.push('\n');
            }
            None => {}
        }
    }
    assert!(!inside, "FORMAT.md: a block is not closed");
    found
}

/// The rows of the table under a heading, without its head; cells are trimmed.
pub(crate) fn table<'t>(text: &'t str, heading: &str) -> Vec<Vec<&'t str>> {
    let section = text.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading).skip(1);
    let rows: Vec<Vec<&str>> = section
        .take_while(|line| !line.starts_with('#'))
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() > 2, "FORMAT.md: no table under `{heading}`");
    rows.into_iter().skip(2).collect()
}

/// The words in backticks.
pub(crate) fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

#[test]
fn blocks_and_tables_are_found() {
    let text =
        "# A\n\n| `a` | b |\n|---|---|\n| `c` | `d`, `e` |\n\n```yaml model\nx: 1\n```\n## B\n```text\n```\n";
    let text = text.replace("| `c` | `d`, `e` |", "| `c` | `d`, `e` |\n| f | g |");
    let found = blocks(&text);
    assert_eq!(found.len(), 2);
    assert_eq!(
        (found[0].line, found[0].tag.as_slice(), &*found[0].text),
        (8, &["yaml", "model"][..], "x: 1\n")
    );
    assert_eq!(table(&text, "A"), [["`c`", "`d`, `e`"], ["f", "g"]]);
    assert_eq!(quoted("`d`, `e`"), ["d", "e"]);
}
