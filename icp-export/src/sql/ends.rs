//! The least and the most of a percent score: criteria that may not apply are taken in or left out, and so are dimensions that may be
//! empty. Every choice of them is tried, so there are few.

use icp_core::model::Scorecard;

use super::context::Context;
use super::rule::{End, Line};
use super::sums::{Column, Sums, end, nonzero};

/// The most criteria of a dimension that may not apply, and the most dimensions that may be empty: each choice of them is tried.
const MOST_OPTIONAL: usize = 4;

/// The ends of one group of criteria, as percentages; null where none could apply.
pub(super) struct Ends {
    pub(super) low: String,
    pub(super) high: String,
    /// Whether there may be none.
    pub(super) may_be_none: bool,
    /// Whether one of its criteria surely applies; `None` where one always does.
    pub(super) certain: Option<String>,
}

/// A group of criteria that are divided by their weights, or by what is full.
pub(super) struct Bucket {
    pub(super) sums: Sums,
    pub(super) full: Option<i128>,
    pub(super) ends: Ends,
}

impl Bucket {
    /// Its score where some weight counts.
    pub(super) fn score(&self, context: &Context) -> String {
        percent(context, &self.sums.points, &self.sums.weight, self.full)
    }

    /// The same, null where none does.
    pub(super) fn score_or_none(&self, context: &Context) -> String {
        let score = self.score(context);
        if self.full.is_none() || self.sums.weight.parse::<i128>().is_ok() {
            return score;
        }
        format!("CASE WHEN {} > 0 THEN {score} END", self.sums.weight)
    }
}

/// Points as a percentage of a weight, or of what is full; null without weight.
fn percent(context: &Context, points: &str, weight: &str, full: Option<i128>) -> String {
    let (points, below) = match full {
        Some(full) => (format!("LEAST(GREATEST({points}, 0), {full})"), full.to_string()),
        None => (format!("GREATEST({points}, 0)"), nonzero(weight)),
    };
    format!("({} / {below} * 100)", context.dialect.as_double(&points))
}

impl Ends {
    pub(super) fn none() -> Self {
        Self { low: "NULL".to_owned(), high: "NULL".to_owned(), may_be_none: false, certain: None }
    }

    pub(super) fn of(
        context: &Context,
        lines: &[&Line],
        full: Option<i128>,
        icp: &str,
        what: &str,
        path: &str,
        step: &mut Vec<Column>,
    ) -> Self {
        let optional: Vec<&&Line> = lines.iter().filter(|line| line.applies.is_some()).collect();
        if optional.len() > MOST_OPTIONAL {
            let message = format!(
                "{} criteria may not apply, and bounds would have to try each of them in and out",
                optional.len()
            );
            context.refuse(
                "sql.bounds",
                path,
                "applies_when",
                message,
                "leave the bounds out with --no-bounds",
            );
            return Self::none();
        }
        let open = |line: &Line| line.applies.as_ref().map(|(_, open)| open.clone()).unwrap_or_default();
        let fixed: Vec<&&Line> = lines.iter().filter(|line| line.applies.is_none()).collect();
        let weight: i128 = fixed.iter().map(|line| line.weight).sum();
        let mut column = |name: &str, text: String| {
            let name = context.fresh(&[icp, what, name]);
            step.push(Column::new(&name, text));
            name
        };
        let mut ends = Vec::new();
        for high in [false, true] {
            let amount = |line: &Line| {
                let which: &End = if high { &line.most } else { &line.least };
                end(line, which)
            };
            let sure: Vec<String> = fixed.iter().map(|line| amount(line)).collect();
            let sure = if sure.is_empty() {
                "0".to_owned()
            } else {
                super::sums::sum(context, sure.into_iter().map(Err))
            };
            let word = if high { "most" } else { "least" };
            if optional.is_empty() {
                let sum = column(word, sure);
                ends.push(percent(context, &sum, &weight.to_string(), full));
                continue;
            }
            let mut choices = Vec::new();
            for choice in 0..1usize << optional.len() {
                let (mut points, mut weights) = (vec![Err(sure.clone())], vec![Ok(weight)]);
                for (bit, line) in optional.iter().enumerate() {
                    let counts = format!(
                        "COALESCE({}, {})",
                        open(line),
                        if choice >> bit & 1 == 1 { "TRUE" } else { "FALSE" }
                    );
                    points.push(Err(format!("CASE WHEN {counts} THEN {} ELSE 0 END", amount(line))));
                    weights.push(Err(format!("CASE WHEN {counts} THEN {} ELSE 0 END", line.weight)));
                }
                let points = super::sums::sum(context, points);
                let weights = format!("({})", super::sums::sum(context, weights));
                let value = percent(context, &points, &weights, full);
                choices.push(if full.is_some() {
                    format!("CASE WHEN {weights} > 0 THEN {value} END")
                } else {
                    value
                });
            }
            ends.push(column(&format!("{word}_of_all"), furthest(&choices, high)));
        }
        let certain = fixed.is_empty().then(|| {
            let any: Vec<String> =
                optional.iter().map(|line| format!("COALESCE({}, FALSE)", open(line))).collect();
            column("certain", any.join(" OR "))
        });
        let may_be_none = fixed.is_empty();
        let high = ends.pop().unwrap_or_default();
        Self { low: ends.pop().unwrap_or_default(), high, may_be_none, certain }
    }
}

/// The least or the largest of percentages that may be null; null if all are.
fn furthest(choices: &[String], high: bool) -> String {
    if let [one] = choices {
        return one.clone();
    }
    let (function, none) = if high { ("GREATEST", -1) } else { ("LEAST", 1000) };
    let each: Vec<String> = choices.iter().map(|one| format!("COALESCE({one}, {none})")).collect();
    format!("nullif({function}(\n      {}\n    ), {none})", each.join(",\n      "))
}

/// The mean of what dimensions give, by their shares; those that are null, or that `counts` says do not count, are left out, and give their shares on.
pub(super) fn mean(
    context: &Context,
    card: &Scorecard,
    values: &[String],
    counts: &dyn Fn(usize) -> Option<String>,
) -> String {
    let dialect = context.dialect;
    let counted = |at: usize| -> String {
        let value = values.get(at).map_or("NULL", |value| value);
        match counts(at) {
            Some(test) => format!("({value} IS NOT NULL AND {test})"),
            None => format!("{value} IS NOT NULL"),
        }
    };
    let share =
        |at: usize| card.dimensions.get(at).and_then(|one| one.share).map_or(0.0, |share| share.to_f64());
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (at, value) in values.iter().enumerate() {
        let mut own = dialect.double(share(at));
        for (from, giving) in
            card.dimensions.iter().enumerate().filter(|(_, one)| one.when_empty.contains(&at))
        {
            let all: Vec<String> = giving
                .when_empty
                .iter()
                .map(|to| {
                    format!("CASE WHEN {} THEN {} ELSE 0 END", counted(*to), dialect.double(share(*to)))
                })
                .collect();
            own = format!(
                "{own} + CASE WHEN NOT {} THEN {} * ({} / nullif({}, 0)) ELSE 0 END",
                counted(from),
                dialect.double(share(from)),
                dialect.double(share(at)),
                all.join(" + ")
            );
        }
        above.push(format!("CASE WHEN {} THEN ({own}) * {value} ELSE 0 END", counted(at)));
        below.push(format!("CASE WHEN {} THEN {own} ELSE 0 END", counted(at)));
    }
    format!("(({}) / nullif({}, 0))", above.join(" + "), below.join(" + "))
}

/// The furthest mean while some dimensions may be empty.
pub(super) fn extreme_mean(
    context: &Context,
    card: &Scorecard,
    buckets: &[Bucket],
    high: bool,
    path: &str,
) -> Option<String> {
    let values: Vec<String> =
        buckets.iter().map(|one| if high { one.ends.high.clone() } else { one.ends.low.clone() }).collect();
    let open: Vec<usize> =
        buckets.iter().enumerate().filter(|(_, one)| one.ends.certain.is_some()).map(|(at, _)| at).collect();
    if open.len() > MOST_OPTIONAL {
        let message = format!(
            "{} dimensions may be empty, and bounds would have to try each of them in and out",
            open.len()
        );
        context.refuse("sql.bounds", path, "applies_when", message, "leave the bounds out with --no-bounds");
        return None;
    }
    let mut choices = Vec::new();
    for choice in 0..1usize << open.len() {
        let counts = |at: usize| -> Option<String> {
            let bit = open.iter().position(|one| *one == at)?;
            let certain = buckets.get(at)?.ends.certain.clone()?;
            (choice >> bit & 1 == 0).then_some(certain)
        };
        choices.push(mean(context, card, &values, &counts));
    }
    Some(furthest(&choices, high))
}
