//! From the arguments to the subcommand, and from its end to the exit code.

use std::ffi::OsString;
use std::io::Write as _;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::{
    cases, check, describe, evidence, explain, export, import, init, learn, next, schema, score, studio,
};

/// The command: from the arguments of a process, of which the first is its name, to its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let code = command(args);
    // A process that is not of Rust does not do so when it ends.
    let _ = std::io::stdout().flush();
    code
}

fn command(args: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody may be listening; the exit code says it all the same.
            let _ = error.print();
            return u8::try_from(error.exit_code()).unwrap_or(2);
        }
    };
    let done = match &cli.command {
        Command::Init(args) => init::run(args),
        Command::Score(args) => score::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Next(args) => next::run(args),
        Command::Describe(args) => describe::run(args),
        Command::Export(args) => export::run(args),
        Command::Report(args) => evidence::report(args),
        Command::Compare(args) => evidence::compare(args),
        Command::Drift(args) => return evidence::drift(args),
        Command::Backtest(args) => evidence::backtest(args),
        Command::Check(args) => return check::run(args),
        Command::Test(args) => return cases::run(args),
        Command::Learn(args) => learn::run(args),
        Command::Tune(args) => evidence::tune(args),
        Command::Import(args) => import::run(args),
        Command::Studio(args) => studio::run(args),
        Command::Schema(args) => schema::run(args.source),
    };
    match done {
        Ok(()) => 0,
        Err(failure) => failure.report(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use clap::CommandFactory as _;

    use super::Cli;

    /// docs/languages.md has every subcommand and every option, and nothing else.
    #[test]
    fn the_table_of_languages_has_what_the_command_takes() {
        let command = Cli::command();
        let mut real = BTreeSet::new();
        for sub in command.get_subcommands() {
            real.insert(format!("icp {}", sub.get_name()));
            let options = sub.get_opts().filter_map(|option| option.get_long());
            real.extend(options.map(|long| format!("--{long}")));
            let flags = sub.get_arguments().filter(|argument| !argument.is_positional());
            real.extend(flags.filter_map(|flag| flag.get_long()).map(|long| format!("--{long}")));
        }
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/languages.md");
        let page = std::fs::read_to_string(page).unwrap();
        let mut table = BTreeSet::new();
        for row in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what |")) {
            let cell = row.trim_end_matches('|').rsplit(" | ").next().unwrap().trim();
            if !cell.starts_with("no: ") {
                table.extend(cell.split('`').skip(1).step_by(2).map(str::to_owned));
            }
        }
        let missing: Vec<_> = real.difference(&table).collect();
        let gone: Vec<_> = table.difference(&real).collect();
        assert!(real.len() > 15, "{real:?}");
        assert!(missing.is_empty(), "docs/languages.md says nothing of {missing:?}");
        assert!(gone.is_empty(), "docs/languages.md has what the command does not have: {gone:?}");
    }
}
