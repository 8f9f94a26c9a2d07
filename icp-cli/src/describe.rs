//! `icp describe`: a model in words, for people who never read the document.

use crate::args::{Describe, Pages};
use crate::ending;
use crate::failure::Failure;
use crate::output::Output;
use crate::text::wrapped;

/// Describes a model.
pub(crate) fn run(args: &Describe) -> Result<(), Failure> {
    let format = ending::form(args.output.as_deref(), args.format)?;
    let model = crate::load::model(&args.model)?;
    let mut output = Output::open(args.output.as_deref(), &[&args.model])?;
    let text = match format {
        Pages::Text => {
            let columns = output.columns();
            model.describe().lines().flat_map(|line| hung(line, columns)).collect::<Vec<_>>().join("\n")
        }
        Pages::Markdown => model.describe_markdown(),
        Pages::Html => model.describe_page(),
    };
    output.line(&text)?;
    output.finish()
}

/// A line of the text, wrapped; what belongs to an entry of a list stands under its words.
fn hung(line: &str, columns: usize) -> Vec<String> {
    let indent = if line.starts_with("- ") { "  " } else { "" };
    let lines = wrapped(line, columns.saturating_sub(indent.len()), usize::MAX).into_iter().enumerate();
    lines.map(|(at, line)| if at == 0 { line } else { format!("{indent}{line}") }).collect()
}
