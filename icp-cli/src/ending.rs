//! Reads the form of an output file from the ending of its name.

use std::fs;
use std::path::Path;

use clap::ValueEnum;
use icp_core::document::nearest;

use crate::args::{Format, Icps, NextFormat, Pages, PointsFormat, ReportFormat, Score, Words};
use crate::failure::Failure;
use crate::text::quoted;

/// The forms in which a command writes its answer.
pub(crate) trait Form: ValueEnum + Copy + PartialEq {
    /// The command that writes it.
    const COMMAND: &str;
    /// The default form.
    const USUAL: Self;
    /// Endings of files that hold this form, the usual one first.
    fn endings(self) -> &'static [&'static str];
    /// The form in words: `wrote 3 accounts to x.csv as CSV`.
    fn words(self) -> &'static str;
    /// Whether a file of this form may have an ending that belongs to no form or to another one, such as CSV in a
    /// `.txt`.
    fn allows(self, ending: &str) -> bool;
}

/// Endings that promise what no command writes, each with what a person who wants it can do.
const OTHERS: &[(&[&str], &str)] = &[
    (&["xlsm", "xlsb", "xls", "ods", "numbers"], "spreadsheets open `.xlsx` and `.csv`"),
    (&["gz", "zip", "zst", "bz2", "xz", "7z", "br", "lz4"], "write it first, then compress it"),
    (&["tsv", "tab"], "write `.csv`, whose cells are separated by commas"),
    (&["json"], "one line holds one answer: name it `.jsonl`"),
    (&["arrow", "feather", "ipc", "avro", "orc"], "data tools read `.parquet`"),
    (&["sql", "db", "sqlite", "sqlite3", "duckdb"], "databases load `.csv` and `.parquet`"),
    (&["csv", "jsonl", "ndjson", "parquet", "pq", "xlsx"], "`icp score` writes tables of answers"),
    (&["md", "markdown", "html", "htm"], "`icp explain`, `icp describe` and `icp report` write pages"),
    (&["yaml", "yml", "xml", "pdf", "doc", "docx", "rtf", "png", "svg"], ""),
];

/// The form of a file: what was asked for, else what the ending says, else the usual one.
///
/// # Errors
/// When the two contradict each other, or the ending promises what the command does not write.
pub(crate) fn form<F: Form>(path: Option<&Path>, asked: Option<F>) -> Result<F, Failure> {
    let usual = asked.unwrap_or(F::USUAL);
    // A device or a pipe is called as it is.
    let Some(path) = path.filter(|path| fs::metadata(path).map_or(true, |about| about.is_file())) else {
        return Ok(usual);
    };
    let Some(ending) = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase) else {
        return Ok(usual);
    };
    let of_ending = F::value_variants().iter().copied().find(|form| form.endings().contains(&&*ending));
    let other = OTHERS.iter().find(|(endings, _)| endings.contains(&&*ending));
    match (asked, of_ending) {
        (None, Some(form)) => Ok(form),
        (Some(form), Some(other)) if form == other => Ok(form),
        (Some(form), _) if form.allows(&ending) => Ok(form),
        (Some(form), Some(other)) => Err(contradiction(path, form).help(format!(
            "leave `--format` out to write {}, or name the file {}",
            other.words(),
            named(path, form)
        ))),
        (Some(form), None) if other.is_some() => {
            Err(contradiction(path, form).help(format!("name the file {}", named(path, form))))
        }
        (None, None) => match (other, misspelt::<F>(&ending)) {
            (Some((_, way)), _) => Err(unwritten::<F>(path, &ending, way)),
            (None, Some(near)) => {
                let near = quoted(&path.with_extension(near).display().to_string());
                Err(unwritten::<F>(path, &ending, &format!("did you mean {near}?")))
            }
            (None, None) => Ok(usual),
        },
        (Some(form), None) => Ok(form),
    }
}

impl Score {
    /// The format, unless there is something that does not go with it.
    pub(crate) fn form(&self) -> Result<Format, Failure> {
        let format = form(self.output.as_deref(), self.format)?;
        if format == Format::Table && self.writing.rank {
            return Err(Failure::Usage("`--rank` goes with `csv`, `jsonl`, `parquet` and `xlsx`".to_owned())
                .help("the table stands in that order"));
        }
        self.goes_with(format)?;
        let is_packed = matches!(format, Format::Parquet | Format::Xlsx);
        if format == Format::Parquet && !cfg!(feature = "parquet") {
            return Err(Failure::Usage("this command was built without Parquet".to_owned())
                .help("build it with `--features full`, or write `.csv`"));
        }
        if is_packed && self.output.is_none() {
            let form = word(format);
            return Err(Failure::Usage(format!("`--format {form}` is written into a file"))
                .help(format!("name it with `-o`, such as `-o scored.{form}`")));
        }
        Ok(format)
    }
}

impl Score {
    /// Refuses an option that says nothing for the format.
    fn goes_with(&self, format: Format) -> Result<(), Failure> {
        let writing = &self.writing;
        let has_columns = match format {
            Format::Table | Format::Jsonl => false,
            Format::Csv | Format::Parquet | Format::Xlsx => true,
        };
        let of_columns = [
            ("--keep", !writing.keep.is_empty()),
            ("--prefix", !writing.prefix.is_empty()),
            ("--icps", writing.icps == Icps::All),
            ("--texts", writing.texts().any()),
        ];
        let given = of_columns.into_iter().find(|(_, is_given)| *is_given && !has_columns);
        if let Some((option, _)) = given {
            return Err(Failure::Usage(format!("`{option}` is for `csv`, `xlsx` and `parquet`"))
                .help("a line of `jsonl` has the whole assessment; `-o scored.csv` has columns"));
        }
        if writing.bom && format != Format::Csv {
            return Err(Failure::Usage("`--bom` goes with `csv`".to_owned()));
        }
        Ok(())
    }
}

/// The ending of another form than the usual one that was nearly written: `csv` for `cvs`.
fn misspelt<F: Form>(ending: &str) -> Option<&'static str> {
    let all = || F::value_variants().iter().flat_map(|form| form.endings());
    let near = nearest(ending, all().copied())?;
    Some(near).filter(|near| !F::USUAL.endings().contains(near))
}

fn contradiction<F: Form>(path: &Path, form: F) -> Failure {
    let name = quoted(&path.display().to_string());
    Failure::Usage(format!("`--format {}` does not go with the ending of {name}", word(form)))
}

fn unwritten<F: Form>(path: &Path, ending: &str, way: &str) -> Failure {
    let endings = F::value_variants().iter().filter_map(|form| form.endings().first());
    let endings: Vec<String> = endings.map(|ending| format!("`.{ending}`")).collect();
    let way = if way.is_empty() { String::new() } else { format!("; {way}") };
    let name = quoted(&path.display().to_string());
    Failure::Usage(format!("{name}: `icp {}` does not write `.{ending}`", F::COMMAND))
        .help(format!("it writes {}{way}", endings.join(", ")))
}

/// The same name with the ending of a form.
fn named<F: Form>(path: &Path, form: F) -> String {
    let ending = form.endings().first().copied().unwrap_or_default();
    let stem = path.with_extension("");
    let has_it = stem.extension().is_some_and(|inner| inner.eq_ignore_ascii_case(ending));
    quoted(&if has_it { stem } else { path.with_extension(ending) }.display().to_string())
}

/// The form as `--format` has it.
fn word<F: Form>(form: F) -> String {
    form.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

impl Form for Format {
    const COMMAND: &str = "score";
    const USUAL: Self = Self::Table;

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Table => &["txt"],
            Self::Csv => &["csv"],
            Self::Jsonl => &["jsonl", "ndjson"],
            Self::Parquet => &["parquet", "pq"],
            Self::Xlsx => &["xlsx"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Table => "a drawn table",
            Self::Csv => "CSV",
            Self::Jsonl => "JSON Lines",
            Self::Parquet => "Parquet",
            Self::Xlsx => "a workbook",
        }
    }

    fn allows(self, ending: &str) -> bool {
        match self {
            Self::Table => false,
            Self::Csv => ending == "txt",
            Self::Jsonl => matches!(ending, "txt" | "json"),
            Self::Parquet | Self::Xlsx => false,
        }
    }
}

impl Form for Words {
    const COMMAND: &str = "explain";
    const USUAL: Self = Self::Text;

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
            Self::Json => &["json", "jsonl", "ndjson"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
        }
    }

    fn allows(self, ending: &str) -> bool {
        self != Self::Text && ending == "txt"
    }
}

impl Form for Pages {
    const COMMAND: &str = "describe";
    const USUAL: Self = Self::Text;

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
        }
    }

    fn allows(self, ending: &str) -> bool {
        self != Self::Text && ending == "txt"
    }
}

impl Form for NextFormat {
    const COMMAND: &str = "next";
    const USUAL: Self = Self::Text;

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Json => &["json", "jsonl", "ndjson"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "JSON",
        }
    }

    fn allows(self, ending: &str) -> bool {
        self != Self::Text && ending == "txt"
    }
}

impl Form for ReportFormat {
    const COMMAND: &str = "report";
    const USUAL: Self = Self::Text;

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm"],
            Self::Json => &["json"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
        }
    }

    fn allows(self, ending: &str) -> bool {
        self != Self::Text && ending == "txt"
    }
}

impl Form for PointsFormat {
    const COMMAND: &str = "export";
    const USUAL: Self = Self::Csv;

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv"],
            Self::Markdown => &["md", "markdown"],
            Self::Xlsx => &["xlsx"],
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Markdown => "Markdown",
            Self::Xlsx => "a workbook",
        }
    }

    fn allows(self, ending: &str) -> bool {
        self != Self::Xlsx && ending == "txt"
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::form;
    use crate::args::{Format, ReportFormat};

    #[test]
    fn an_ending_that_is_nearly_one_is_asked_about() {
        for (name, near) in
            [("a.cvs", "a.csv"), ("b.jsnl", "b.jsonl"), ("c.parqet", "c.parquet"), ("d.xslx", "d.xlsx")]
        {
            let told = form::<Format>(Some(Path::new(name)), None).unwrap_err().to_string();
            assert!(told.ends_with(&format!("did you mean `{near}`?")), "{told}");
            assert!(form(Some(Path::new(name)), Some(Format::Csv)).is_ok());
        }
        for name in ["a.text", "a.log", "a.out", "a"] {
            assert_eq!(form::<Format>(Some(Path::new(name)), None).unwrap(), Format::Table, "{name}");
        }
        assert!(form::<ReportFormat>(Some(Path::new("r.htlm")), None).is_err());
    }
}
