//! `icp test`: scores the accounts of case files and compares each assessment with the expected one.

mod expect;
mod read;

use std::path::{Path, PathBuf};

use icp_core::value::AttributeType;
use icp_core::{Date, Model, Scratch};
use serde_json::Value;

use self::expect::{Wrong, failures};
use self::read::{Case, Cases};
use crate::args::Test;
use crate::failure::Failure;
use crate::load::{self, Document};
use crate::notice::notice;
use crate::output::Output;
use crate::text::{grouped, shown};
use crate::today::today;

/// Endings of case files, after `.cases`.
const ENDINGS: [&str; 3] = ["yaml", "yml", "json"];

/// Runs all cases of all files. A file with mistakes does not hide the others.
pub(crate) fn run(args: &Test) -> u8 {
    match test(args) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

fn test(args: &Test) -> Result<u8, Failure> {
    let piped = Path::new("-");
    let inputs = std::iter::once(&args.model).chain(&args.cases);
    if inputs.filter(|path| *path == piped).count() > 1 {
        return Err(Failure::Usage("standard input can be read only once".to_owned()));
    }
    if args.model == piped && args.cases.is_empty() {
        return Err(Failure::Usage("a model from standard input has no cases beside it".to_owned())
            .help("name their file: `icp test - CASES`"));
    }
    let model = load::given(&args.model, &args.given)?;
    let files = if args.cases.is_empty() { vec![beside(&args.model)?] } else { args.cases.clone() };
    let mut runner = Runner { model: &model, scratch: model.scratch(), as_of: args.as_of, undated: 0 };
    let mut output = Output::stdout();
    let (mut all, mut mistaken, mut unread) = (Counts::default(), false, false);
    for file in &files {
        match runner.file(file, &mut output) {
            Ok(Some(counts)) => all.add(counts),
            Ok(None) => mistaken = true,
            Err(Failure::ClosedPipe) => return Ok(0),
            Err(failure) => {
                failure.report();
                unread = true;
            }
        }
    }
    if files.len() > 1 {
        output.line(&format!("all {} files: {}", files.len(), all.words()))?;
    }
    output.finish()?;
    if runner.undated > 0 && args.as_of.is_none() && rests_on_days(&model) {
        notice(&format!(
            "{} without `as_of` judged as of today, {}: another day may give another answer",
            crate::text::count(runner.undated, "case"),
            today()
        ));
    }
    Ok(match (unread, mistaken || all.failed > 0) {
        (true, _) => 2,
        (false, wrong) => u8::from(wrong),
    })
}

/// The model of a case file: the file of the same name without `.cases`, in the same folder.
pub(crate) fn model_of(cases: &Path) -> Option<PathBuf> {
    let stem = cases.with_extension("");
    let is_named = stem.extension().is_some_and(|inner| inner.eq_ignore_ascii_case("cases"));
    let models = ENDINGS.map(|ending| stem.with_extension(ending));
    models.into_iter().find(|model| is_named && model.is_file())
}

/// The case file of a model: `NAME.cases.yaml`, `.yml` or `.json` in the folder of the model.
fn beside(model: &Path) -> Result<PathBuf, Failure> {
    let files = ENDINGS.map(|ending| model.with_extension(format!("cases.{ending}")));
    if let Some(file) = files.iter().find(|file| file.is_file()) {
        return Ok(file.clone());
    }
    let wanted = files.first().map_or_else(String::new, |file| file.display().to_string());
    let (name, wanted) = (model.display().to_string(), shown(&wanted).into_owned());
    Err(Failure::Usage(format!("no cases beside {}: there is no {wanted}", shown(&name)))
        .help(format!("name their file: `icp test {} CASES`", shown(&name))))
}

/// Whether the as-of date can change an answer: only dates and events have an age.
fn rests_on_days(model: &Model) -> bool {
    model
        .attributes()
        .any(|attribute| matches!(attribute.kind(), AttributeType::Date | AttributeType::Events))
}

/// The numbers of cases that passed and that failed.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    passed: u64,
    failed: u64,
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    fn words(self) -> String {
        format!("{} passed, {} failed", grouped(self.passed), grouped(self.failed))
    }
}

struct Runner<'m> {
    model: &'m Model,
    scratch: Scratch,
    as_of: Option<Date>,
    /// The number of cases that were judged as of today, since no date was given for them.
    undated: u64,
}

impl Runner<'_> {
    /// Runs the cases of a file and prints the report; no counts if the file has mistakes.
    fn file(&mut self, path: &Path, output: &mut Output) -> Result<Option<Counts>, Failure> {
        if load::holds_accounts(path) {
            let name = path.display().to_string();
            return Err(Failure::Usage(format!("{} holds accounts, not cases", shown(&name))).help(
                "a file of cases has accounts with what is expected of each; `icp test --help` shows one",
            ));
        }
        let document = Document::open(path)?;
        if document.is_model() {
            return Err(Failure::Usage(format!("{} is a model, not a file of cases", document.name))
                .help("one model is tested at a time, and its cases come after it"));
        }
        let (report, counts) = self.document(&document)?;
        output.line(&report)?;
        Ok(counts)
    }

    /// The printed report on a file, and its counts; no counts if the file has mistakes.
    fn document(&mut self, document: &Document) -> Result<(String, Option<Counts>), Failure> {
        let cases = match document.tree() {
            Ok(draft) => Cases::read(document, draft, self.model),
            Err(error) => Err(document.report(&error)),
        };
        let cases = match cases {
            Ok(cases) => cases,
            Err(report) => return Ok((report, None)),
        };
        let (mut counts, mut report) = (Counts::default(), String::new());
        for case in &cases.list {
            let wrong = self.case(case)?;
            if wrong.is_empty() {
                counts.passed += 1;
                continue;
            }
            counts.failed += 1;
            let line = cases.line(document, &case.path);
            report.push_str(&format!("{}:{line}: {}\n", document.name, shown(&case.name)));
            let with_line =
                |wrong: Wrong| (cases.line(document, &wrong.place(&case.path)), wrong.to_string());
            let mut wrong: Vec<(u32, String)> = wrong.into_iter().map(with_line).collect();
            wrong.sort_by_key(|(line, _)| *line);
            for (line, text) in wrong {
                report.push_str(&format!("  {line}: {}\n", shown(&text)));
            }
        }
        for odd in &cases.odd {
            notice(odd);
        }
        report.push_str(&format!("{}: {}", document.name, counts.words()));
        Ok((report, Some(counts)))
    }

    /// The differences between a case's assessment and the expected one; empty if the case passed.
    fn case(&mut self, case: &Case) -> Result<Vec<Wrong>, Failure> {
        let as_of = case.as_of.or(self.as_of).unwrap_or_else(|| {
            self.undated += 1;
            today()
        });
        let record = match self.model.record(&case.account, case.on_invalid) {
            Ok(record) => record,
            Err(error) => return Ok(vec![Wrong::refused(&error)]),
        };
        let assessment = match self.model.assess_record(&record, as_of, &mut self.scratch) {
            Ok(assessment) => assessment.to_json(),
            Err(error) => return Ok(vec![Wrong::refused(&error)]),
        };
        let assessment: Value =
            serde_json::from_str(&assessment).map_err(|error| Failure::refused(error.to_string(), error))?;
        Ok(failures(&case.expect, &assessment, case.tolerance))
    }
}
