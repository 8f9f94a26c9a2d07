//! `icp explain`: why an account has its score, in the words of the core.

use icp_core::assessment::explanation_page;
use icp_core::changes::Goal;

use crate::args::{Explain, Words};
use crate::ending::{self, Form as _};
use crate::explain_all;
use crate::explain_folder;
use crate::failure::Failure;
use crate::line;
use crate::named::{Account, Named};

/// Explains every account of that name.
pub(crate) fn run(args: &Explain) -> Result<(), Failure> {
    let named = Named {
        input: &args.input,
        id: args.id.as_deref(),
        without_id: args.account.as_deref(),
        id_column: args.id_column.as_deref(),
        output: args.output.as_deref(),
        command: ["explain", "explain", "explained"],
        around: None,
    };
    let folder = args.output.as_deref().is_some_and(explain_folder::is_one);
    let format =
        if folder { explain_folder::form(args)? } else { ending::form(args.output.as_deref(), args.format)? };
    if args.all {
        args.input.check()?;
        return explain_all::run(args, format);
    }
    if !args.only.is_empty() || args.top.is_some() {
        return Err(Failure::Usage("`--only` and `--top` go with `--all`".to_owned()));
    }
    named.check()?;
    let around = (format == Words::Html).then(|| explanation_page(args.id.as_deref().unwrap_or_default()));
    let named = Named { around, ..named };
    let goal = args.to.as_deref().map(|word| match &args.icp {
        Some(icp) => Goal::from(word).of_icp(icp),
        None => Goal::from(word),
    });
    named.each(format.words(), |Account { model, record, as_of, scratch, id, number, columns, is_first }| {
        // Texts have a blank line between them.
        let before = if is_first { "" } else { "\n" };
        if let Some(goal) = &goal {
            let changes = model.changes_record(record, as_of, goal, args.max_changes)?;
            let text = match format {
                Words::Text => changes.explain_within(columns),
                Words::Markdown => changes.explain_markdown(),
                Words::Html => changes.explain_html(),
                Words::Json => return Ok(line::of(id, number, &changes.to_json())),
            };
            return Ok(format!("{before}{}", text.trim_end()));
        }
        let data = model.assess_record(record, as_of, scratch)?;
        let text = match format {
            Words::Text => data.explain_within(columns),
            Words::Markdown => data.explain_markdown(),
            Words::Html => data.explain_html(),
            Words::Json => return Ok(line::of(id, number, &data.to_json())),
        };
        Ok(format!("{before}{}", text.trim_end()))
    })
}
