//! `icp next`: which missing attribute to ask an account for next, in the words of the core.

use crate::args::{Next, NextFormat};
use crate::ending::{self, Form as _};
use crate::failure::Failure;
use crate::line;
use crate::named::{Account, Named};

/// Says of every account of that name what to ask for next.
pub(crate) fn run(args: &Next) -> Result<(), Failure> {
    let named = Named {
        input: &args.input,
        id: args.id.as_deref(),
        without_id: args.account.as_deref(),
        id_column: args.id_column.as_deref(),
        output: args.output.as_deref(),
        command: ["next", "ask about", "answered for"],
        around: None,
    };
    named.check()?;
    let format = ending::form(args.output.as_deref(), args.format)?;
    named.each(format.words(), |Account { model, record, as_of, scratch, id, number, columns, is_first }| {
        let questions = model.next_questions_record(record, as_of, scratch)?;
        if format == NextFormat::Json {
            // INVARIANT: questions are texts and finite numbers, which JSON has.
            let json = serde_json::to_string(&questions).unwrap_or_default();
            return Ok(line::of(id, number, &json));
        }
        let before = if is_first { "" } else { "\n" };
        Ok(format!("{before}{}", questions.explain_within(columns).trim_end()))
    })
}
