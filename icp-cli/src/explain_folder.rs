//! `icp explain --all -o FOLDER/`: a page for each account, named by the account, and an index of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{self, Path};

use icp_core::assessment::{explanation_index, explanation_page};

use crate::args::{Explain, Words};
use crate::ending::Form as _;
use crate::failure::Failure;
use crate::output::Output;
use crate::text::{count, hung, shown};

/// The name of the list of all pages, without its ending.
const INDEX: &str = "index";
/// The longest name of a file, in characters, without number and ending: file systems take 255 bytes, and a character has at most four.
const LONGEST: usize = 48;
/// Names that Windows keeps for devices, with any ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// An account on a page.
pub(crate) struct Entry {
    pub(crate) name: String,
    /// The words of its line in the list.
    pub(crate) reason: String,
    pub(crate) text: String,
}

/// Whether `-o` names a folder: it ends as one, or is one already.
pub(crate) fn is_one(path: &Path) -> bool {
    let ends = path.as_os_str().to_string_lossy().ends_with(path::is_separator);
    ends || path.is_dir()
}

/// The form of the pages: HTML unless `--format` asks for another one.
///
/// # Errors
/// Without `--all`, and for JSON, which has its lines in one file.
pub(crate) fn form(args: &Explain) -> Result<Words, Failure> {
    if !args.all {
        return Err(Failure::Usage(
            "a folder has the pages of many accounts: it goes with `--all`".to_owned(),
        )
        .help("name a file for one account, such as `-o why.html`"));
    }
    match args.format {
        Some(Words::Json) => Err(Failure::Usage("a folder has pages, which JSON is not".to_owned())
            .help("one file has a line for each account: `-o why.jsonl`")),
        form => Ok(form.unwrap_or(Words::Html)),
    }
}

/// Makes the folder, and those above it.
pub(crate) fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(&folder.display().to_string(), error))
}

/// Writes a page for each account, and then the index.
pub(crate) fn write(
    entries: &[Entry],
    format: Words,
    folder: &Path,
    inputs: &[&Path],
) -> Result<(), Failure> {
    let ending = format.endings().first().copied().unwrap_or_default();
    let mut names = Names::default();
    let mut files = Vec::with_capacity(entries.len());
    for entry in entries {
        let file = format!("{}.{ending}", names.of(&entry.name));
        let mut output = Output::open(Some(&folder.join(&file)), inputs)?;
        page(entry, format, &mut output)?;
        output.finish()?;
        files.push(file);
    }
    let mut output = Output::open(Some(&folder.join(format!("{INDEX}.{ending}"))), inputs)?;
    index(entries, &files, format, &mut output)?;
    output.finish()
}

fn page(entry: &Entry, format: Words, output: &mut Output) -> Result<(), Failure> {
    let (name, text) = (shown(&entry.name), entry.text.trim_end());
    match format {
        Words::Html => {
            let [start, end] = explanation_page(&entry.name);
            output.line(&start)?;
            output.line(text)?;
            output.line(&format!("<p><a href=\"{INDEX}.html\">All accounts</a></p>"))?;
            output.line(&end)
        }
        Words::Markdown => {
            output.line(&format!("# {}\n\n{text}\n\n[All accounts]({INDEX}.md)", escaped(&name)))
        }
        Words::Text | Words::Json => {
            output.line(&format!("{name}\n{}\n{text}", "-".repeat(name.chars().count())))
        }
    }
}

fn index(entries: &[Entry], files: &[String], format: Words, output: &mut Output) -> Result<(), Failure> {
    let title = count(entries.len() as u64, "account");
    let both = entries.iter().zip(files);
    match format {
        Words::Html => {
            let [start, end] = explanation_page(&title);
            let links: Vec<String> = files.iter().map(|file| link(file)).collect();
            let both = links.iter().zip(entries).map(|(link, entry)| (&**link, &*entry.name, &*entry.reason));
            output.line(&start)?;
            output.line(&explanation_index(both))?;
            output.line(&end)
        }
        Words::Markdown => {
            output.line(&format!("# {title}\n"))?;
            for (number, (entry, file)) in (1..).zip(both) {
                let [name, reason] = [&entry.name, &entry.reason].map(|text| escaped(&shown(text)));
                output.line(&format!("{number}. [{name}]({}): {reason}", link(file)))?;
            }
            Ok(())
        }
        Words::Text | Words::Json => {
            for (number, (entry, file)) in (1..).zip(both) {
                let line = format!("{number}. {} ({file}): {}", shown(&entry.name), shown(&entry.reason));
                output.line(&hung(&line, 4, output.columns()))?;
            }
            Ok(())
        }
    }
}

/// Names of files that are taken already, each with the number that the next account of that name may have.
#[derive(Debug)]
struct Names(BTreeMap<String, u64>);

impl Default for Names {
    fn default() -> Self {
        Self(BTreeMap::from([(INDEX.to_owned(), 2)]))
    }
}

impl Names {
    /// A name for the page of an account, which no other page has: its letters and digits in lower case, since some file systems take
    /// both cases for one, with `-` for all else, and a number behind it where it is taken.
    fn of(&mut self, account: &str) -> String {
        let safe = safe(account);
        let mut name = safe.clone();
        while self.0.contains_key(&name) {
            // The number of the name without one is raised, so that many accounts of one name are not gone through each time.
            let free = self.0.get(&safe).copied().unwrap_or(2);
            name = format!("{safe}-{free}");
            self.0.insert(safe.clone(), free + 1);
        }
        self.0.insert(name.clone(), 2);
        name
    }
}

/// The letters and digits of a name, with one `-` or `.` between them.
fn safe(account: &str) -> String {
    let mut name = String::new();
    for c in account.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => name.push(c),
            '.' if name.ends_with(char::is_alphanumeric) => name.push('.'),
            _ if name.ends_with(char::is_alphanumeric) => name.push('-'),
            _ => {}
        }
        if name.chars().count() == LONGEST {
            break;
        }
    }
    let name = name.trim_end_matches(['.', '-']);
    let first = name.split('.').next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    if name.is_empty() || DEVICES.contains(&first) {
        format!("account-{name}").trim_end_matches('-').to_owned()
    } else {
        name.to_owned()
    }
}

/// A file's name as an address: all but letters, digits, `-` and `.` of ASCII as bytes in hexadecimal.
fn link(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// A text that gives no markup in Markdown: every punctuation mark of ASCII has a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_no_two_are_alike() {
        let mut names = Names::default();
        let of = [
            ("Acme, Inc.", "acme-inc"),
            ("ACME Inc", "acme-inc-2"),
            ("acme inc 2", "acme-inc-2-2"),
            ("../../etc/passwd", "etc-passwd"),
            ("..", "account"),
            ("/", "account-2"),
            ("index", "index-2"),
            ("CON", "account-con"),
            ("com1.example", "account-com1.example"),
            ("computers.example", "computers.example"),
            ("Ökonomie & Söhne", "ökonomie-söhne"),
            ("株式会社", "株式会社"),
            ("a\u{0}b\\c:d*e?f", "a-b-c-d-e-f"),
        ];
        for (account, name) in of {
            assert_eq!(names.of(account), name, "{account}");
        }
        assert_eq!(names.of(&"x".repeat(300)).len(), LONGEST);
        assert_eq!(link("ö-1.html"), "%C3%B6-1.html");
    }
}
