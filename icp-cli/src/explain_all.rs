//! `icp explain --all`: every account on one page, the best first, with a list of them above; or a page each, in a folder.

use icp_core::OnInvalid;
use icp_core::assessment::{explanation_index, explanation_page};
use icp_core::batch::{RowTexts, TextColumns};

use crate::accounts::Accounts;
use crate::args::{Explain, Words};
use crate::ending::Form as _;
use crate::explain_folder::{self, Entry};
use crate::failure::Failure;
use crate::notice::tell;
use crate::output::Output;
use crate::score::{LONGEST_REASON, Only, Order, Ranking, Row, Told};
use crate::text::{count, grouped, hung, shown};
use crate::today::today;
use crate::{line, load, stop};

/// Explains all accounts that `--only` takes, or the best `--top` of them. They are in memory until the last was read.
pub(crate) fn run(args: &Explain, format: Words) -> Result<(), Failure> {
    let input = &args.input;
    stop::watch();
    let model = load::given(&input.model, &input.given)?;
    let only = Only::new(&model, &args.only)?;
    let options = input.options(model.source(), args.id_column.as_deref());
    let mut accounts = Accounts::open(&model, &input.accounts, options)?;
    let inputs: Vec<_> = input.paths().collect();
    let folder = args.output.as_deref().filter(|path| explain_folder::is_one(path));
    if let Some(folder) = folder {
        explain_folder::make(folder)?;
    }
    let mut output = Output::open(args.output.as_deref().filter(|_| folder.is_none()), &inputs)?;
    let (as_of, on_invalid): (_, OnInvalid) = (input.as_of.unwrap_or_else(today), input.on_invalid.into());
    let mut scratch = model.scratch();
    let mut ranking = Ranking::new(Order::best(args.top));
    let (mut all, mut taken) = (0u64, 0u64);
    while accounts.advance()? {
        all += 1;
        let refused = |error| accounts.refused_one(&error);
        let record = model.record(accounts.account(), on_invalid).map_err(refused)?;
        let data = model.assess_record(&record, as_of, &mut scratch).map_err(refused)?;
        let number = accounts.number();
        let Some(row) = Row::of_scratch(number, &scratch) else { continue };
        let (told, teams, ids) = (Told::of(&model, &row, &scratch), model.teams(), model.label_ids());
        let said = told.texts(&teams, &ids);
        if !only.takes(&model, &row, |at| said.get(at).copied().flatten()) {
            continue;
        }
        taken += 1;
        let name = accounts.id().map_or_else(|| number.to_string(), str::to_owned);
        let text = match format {
            Words::Text => data.explain_within(output.columns()),
            Words::Markdown => data.explain_markdown(),
            Words::Html if folder.is_some() => data.explain_html(),
            Words::Html => data.explain_section(&name),
            Words::Json => line::of(accounts.id(), number, &data.to_json()),
        };
        let mut words = TextColumns::default();
        words.add(&data, RowTexts::REASONS, LONGEST_REASON);
        let reason = row.about(&model, words.reasons.first().map_or("", |words| words));
        ranking.push(row, None, Entry { name, reason, text });
    }
    accounts.close()?;
    let entries: Vec<Entry> = ranking.ranked().into_iter().map(|(_, entry)| entry).collect();
    match folder {
        Some(folder) => explain_folder::write(&entries, format, folder, &inputs)?,
        None => write(&entries, format, &mut output)?,
    }
    output.finish()?;
    if let Some(path) = &args.output {
        let written = entries.len() as u64;
        let accounts = if written == all {
            count(all, "account")
        } else {
            format!("{} of {}", grouped(written), count(all, "account"))
        };
        tell(&format!("wrote {accounts} to {} as {}", shown(&path.display().to_string()), format.words()));
    } else if taken == 0 {
        tell(&format!("0 of {} are what `--only` asks for", count(all, "account")));
    }
    Ok(())
}

fn write(entries: &[Entry], format: Words, output: &mut Output) -> Result<(), Failure> {
    match format {
        Words::Json => entries.iter().try_for_each(|entry| output.line(&entry.text)),
        Words::Html => {
            let [start, end] = explanation_page(&count(entries.len() as u64, "account"));
            output.line(&start)?;
            let links: Vec<String> = (1..=entries.len()).map(|number| format!("#account-{number}")).collect();
            let index =
                links.iter().zip(entries).map(|(link, entry)| (&**link, &*entry.name, &*entry.reason));
            output.line(&explanation_index(index))?;
            for (number, entry) in (1..).zip(entries) {
                output.line(&format!("<article id=\"account-{number}\">"))?;
                output.line(entry.text.trim_end())?;
                output.line("</article>")?;
            }
            output.line(&end)
        }
        Words::Text | Words::Markdown => {
            let (before, rule) = if format == Words::Markdown { ("## ", "") } else { ("", "-") };
            for (number, entry) in (1..).zip(entries) {
                let line = format!("{number}. {}: {}", shown(&entry.name), shown(&entry.reason));
                output.line(&if format == Words::Markdown {
                    line
                } else {
                    hung(&line, 4, output.columns())
                })?;
            }
            for entry in entries {
                let name = shown(&entry.name);
                output.line("")?;
                output.line(&format!("{before}{name}"))?;
                output.line(&rule.repeat(name.chars().count()))?;
                output.line(entry.text.trim_end())?;
            }
            Ok(())
        }
    }
}
