//! Everything suspicious that was noticed while learning, each as one sentence for people. `report` lists them; nothing decides by them.

/// A suspicion.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// Too few rows to learn from.
    #[error(
        "{won} won and {lost} lost rows are too few to learn from; from 10 of each a hypothesis can be learned"
    )]
    TooFew {
        /// Won rows.
        won: u64,
        /// Lost rows.
        lost: u64,
    },
    /// So few rows that the result may be quite different with others.
    #[error(
        "with {events} {class} rows this is a hypothesis: the AUC of such a model varies by about 0.05 from sample to sample"
    )]
    Few {
        /// Rows of the rarer outcome.
        events: u64,
        /// The rarer outcome.
        class: &'static str,
    },
    /// No signal.
    #[error(
        "no signal found in {won} won and {lost} lost rows (p = {p:.3}): a column would have to reach AUC {auc:.2} to be seen"
    )]
    NoSignal {
        /// Won rows.
        won: u64,
        /// Lost rows.
        lost: u64,
        /// The chance of as much by chance.
        p: f64,
        /// The AUC that a column would have to reach.
        auc: f64,
    },
    /// A column that was left out since it seems to be known only afterwards.
    #[error(
        "`{column}` was left out: {why}. Such a column is often written after the outcome; say that it is known before to use it"
    )]
    Late {
        /// The column.
        column: String,
        /// The reason.
        why: String,
    },
    /// A column whose name suggests that it is known only afterwards.
    #[error(
        "is `{column}` known before the outcome? Its name suggests that it is written later, and it tells won from lost (AUC {auc:.2})"
    )]
    LateName {
        /// The column.
        column: String,
        /// Its AUC alone.
        auc: f64,
    },
    /// Round numbers win more or less often than exact ones of the same size.
    #[error(
        "`{column}`: exact numbers have {odds:.1} times the odds of round ones of the same size; estimates may have been replaced by final figures after the outcome"
    )]
    Round {
        /// The column.
        column: String,
        /// Mantel-Haenszel odds.
        odds: f64,
    },
    /// A value that stands for a missing one.
    #[error(
        "`{column}`: the value `{value}` in {rows} rows looks like a placeholder (won {rate:.2}, others {others:.2}); declare it as missing if it is one"
    )]
    Placeholder {
        /// The column.
        column: String,
        /// The value.
        value: String,
        /// Rows that have it.
        rows: u64,
        /// Their win rate.
        rate: f64,
        /// The win rate of the others.
        others: f64,
    },
    /// Whether a value is there tells the outcome.
    #[error(
        "`{column}`: rows with a value were won at {known:.2}, rows without at {missing:.2}; ask who fills it in, and when"
    )]
    Missingness {
        /// The column.
        column: String,
        /// The win rate with a value.
        known: f64,
        /// The win rate without.
        missing: f64,
    },
    /// Won rows have more or fewer values than lost ones, over all columns.
    #[error(
        "won rows have values in {won:.0} % of the cells, lost rows in {lost:.0} %: accounts that were researched more are not for that reason a better fit"
    )]
    Coverage {
        /// Percent of the cells of won rows.
        won: f64,
        /// Percent of the cells of lost rows.
        lost: f64,
    },
    /// In time order the card is worse.
    #[error(
        "in time order the AUC is {later:.2} rather than {random:.2}: what held for earlier rows holds less for later ones"
    )]
    TimeAuc {
        /// On later rows.
        later: f64,
        /// On random rows.
        random: f64,
    },
    /// In time order the win rate is another.
    #[error(
        "later rows were won at {was:.2}, where {said:.2} was expected from earlier ones: ranks may last, win rates do not"
    )]
    TimeRate {
        /// As it was.
        was: f64,
        /// As it was expected.
        said: f64,
    },
    /// A band has fewer points than another with a clearly lower win rate.
    #[error(
        "`{column}`: a band won at {high:.2} has fewer points than one won at {low:.2}, since other criteria say the rest; learn without bands given the others to avoid it"
    )]
    Reversed {
        /// The column.
        column: String,
        /// The win rate of the band with fewer points.
        high: f64,
        /// The win rate of the other.
        low: f64,
    },
    /// Accounts have more than one row.
    #[error(
        "{rows} rows are of {accounts} accounts: rows of one account were kept together, and the accounts count as evidence"
    )]
    SharedAccounts {
        /// Rows.
        rows: u64,
        /// Accounts.
        accounts: u64,
    },
    /// Missing in use perhaps, but never in this table.
    #[error(
        "{} never missing here: an account without such a value gets the mean of the points, which is a guess",
        listed(columns)
    )]
    NeverMissing {
        /// The columns.
        columns: Vec<String>,
    },
    /// One criterion dominates.
    #[error(
        "`{column}` takes {share:.0} % of all points: a total for all criteria keeps finer steps in the others"
    )]
    Dominates {
        /// The column.
        column: String,
        /// Percent of the points.
        share: f64,
    },
    /// Most rows have the same score.
    #[error("{share:.0} % of the rows have the score {score}: tiers cannot tell them apart")]
    SameScore {
        /// The score.
        score: i64,
        /// Percent of the rows.
        share: f64,
    },
    /// No column could be used.
    #[error("no column says anything that holds on rows left out: there is no card")]
    NothingHolds,
}

/// Columns as the subject of a sentence.
fn listed(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => format!("{last} is"),
        Some((last, before)) => format!("{} and {last} are", before.join(", ")),
        None => "nothing is".to_owned(),
    }
}
