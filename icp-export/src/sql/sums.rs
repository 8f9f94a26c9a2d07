//! The sums of a scorecard: what each criterion counts, its weight, what is known of it, and how sums become numbers that are published.

use icp_core::model::{Criterion, IfUnknown, Scale, Scorecard};

use super::context::Context;
use super::rule::{End, Line};
use super::unit::CardUnit;

/// A column with a comment above it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) expression: String,
    pub(super) comment: Option<String>,
}

impl Column {
    pub(super) fn new(name: &str, expression: String) -> Self {
        Self { name: name.to_owned(), expression, comment: None }
    }
}

/// A scorecard in SQL: the columns of each step, and the names of its numbers.
pub(super) struct CardSql {
    pub(super) steps: Vec<Vec<Column>>,
    pub(super) lines: Vec<Line>,
    pub(super) score: String,
    pub(super) coverage: String,
    pub(super) lower: String,
    pub(super) upper: String,
    pub(super) unit: CardUnit,
    /// The points of each criterion that count in the score, in units.
    pub(super) counted: Vec<String>,
}

/// The points of a criterion, null unless they are known and count.
pub(super) fn known(line: &Line) -> String {
    match &line.applies {
        Some((applies, _)) => format!("CASE WHEN {applies} THEN {} END", line.column),
        None => line.column.clone(),
    }
}

/// An end of what is open, also while the points are known.
pub(super) fn end(line: &Line, end: &End) -> String {
    match end {
        End::Constant(amount) => format!("COALESCE({}, {amount})", line.column),
        End::Expression(name) => name.clone(),
    }
}

/// The amount that an unknown criterion counts.
pub(super) enum Policy {
    Amount(i128),
    Least,
    Skip,
}

pub(super) fn policy(
    own: Option<IfUnknown>,
    card: &Scorecard,
    unit: CardUnit,
    criterion: &Criterion,
) -> Policy {
    match (own, card.if_unknown) {
        (Some(IfUnknown::Value(value)), _) => Policy::Amount(unit.points(criterion, value)),
        (None, Some(IfUnknown::Value(value))) => Policy::Amount(unit.rating(criterion, value)),
        (Some(IfUnknown::Least), _) | (None, Some(IfUnknown::Least)) => Policy::Least,
        (Some(IfUnknown::Skip), _) | (None, Some(IfUnknown::Skip)) => Policy::Skip,
        _ => Policy::Amount(0),
    }
}

/// The points that a criterion counts in the score.
pub(super) fn counted(
    line: &Line,
    own: Option<IfUnknown>,
    card: &Scorecard,
    unit: CardUnit,
    criterion: &Criterion,
) -> String {
    let policy = policy(own, card, unit, criterion);
    let open = match (&policy, &line.least_now) {
        (Policy::Amount(amount), _) => format!("COALESCE({}, {amount})", line.column),
        (Policy::Skip, _) => format!("COALESCE({}, 0)", line.column),
        (Policy::Least, Some(now)) => format!("COALESCE({}, {now})", line.column),
        (Policy::Least, None) => end(line, &line.least),
    };
    let Some((applies, _)) = &line.applies else { return open };
    let perhaps = match (&policy, card.scale) {
        (Policy::Amount(amount), _) => amount.to_string(),
        (Policy::Skip, _) => "0".to_owned(),
        (Policy::Least, Scale::Points { .. }) => format!("LEAST({open}, 0)"),
        (Policy::Least, _) => open.clone(),
    };
    format!("CASE WHEN {applies} THEN {open} WHEN {applies} IS NULL THEN {perhaps} ELSE 0 END")
}

/// The weight that a criterion has in the score: a constant, or an expression.
pub(super) fn weight_counted(line: &Line, skips: bool) -> Result<i128, String> {
    let weight = line.weight;
    match (&line.applies, skips) {
        (None, false) => Ok(weight),
        (None, true) => Err(format!("CASE WHEN {} IS NOT NULL THEN {weight} ELSE 0 END", line.column)),
        (Some((applies, _)), false) => {
            Err(format!("CASE WHEN COALESCE({applies}, TRUE) THEN {weight} ELSE 0 END"))
        }
        (Some((applies, _)), true) => {
            Err(format!("CASE WHEN {applies} AND {} IS NOT NULL THEN {weight} ELSE 0 END", line.column))
        }
    }
}

pub(super) fn weight_known(line: &Line) -> String {
    let test = match &line.applies {
        Some((applies, _)) => format!("{applies} AND {} IS NOT NULL", line.column),
        None => format!("{} IS NOT NULL", line.column),
    };
    format!("CASE WHEN {test} THEN {} ELSE 0 END", line.weight)
}

/// A sum of constants and expressions.
pub(super) fn sum(context: &Context, parts: impl IntoIterator<Item = Result<i128, String>>) -> String {
    let mut constant = 0;
    let mut texts = Vec::new();
    for part in parts {
        match part {
            Ok(amount) => constant += amount,
            Err(text) => texts.push(text),
        }
    }
    if constant != 0 || texts.is_empty() {
        texts.push(constant.to_string());
    }
    // Small constants stay as they are: what is added to them is wide.
    let is_small = |text: &str| text.parse::<i128>().is_ok_and(|number| number.abs() < 1 << 30);
    if let Some(first) = texts.first_mut()
        && context.wide.get()
        && !is_small(first)
    {
        *first = format!("CAST({first} AS {})", context.dialect.whole_type());
    }
    texts.join("\n      + ")
}

/// The columns of a group of criteria: what counts, its weight, what is known and what applies.
pub(super) struct Sums {
    pub(super) points: String,
    pub(super) weight: String,
    pub(super) known: String,
    pub(super) all: String,
}

pub(super) fn sums(
    context: &Context,
    card: &Scorecard,
    made: &CardSql,
    members: &[usize],
    icp: &str,
    what: &str,
    step: &mut Vec<Column>,
) -> Sums {
    let member = |at: &usize| Some((made.lines.get(*at)?, made.counted.get(*at)?, card.criteria.get(*at)?));
    let each = || members.iter().filter_map(member);
    let mut column = |name: &str, text: String| {
        // A constant needs no column.
        if text.parse::<i128>().is_ok() {
            return text;
        }
        let name = context.fresh(&[icp, what, name]);
        step.push(Column::new(&name, text));
        name
    };
    let skips = |criterion: &Criterion| {
        matches!(policy(criterion.if_unknown, card, made.unit, criterion), Policy::Skip)
    };
    Sums {
        points: column("points", sum(context, each().map(|(_, counted, _)| Err(counted.clone())))),
        weight: column(
            "weight",
            sum(context, each().map(|(line, _, criterion)| weight_counted(line, skips(criterion)))),
        ),
        known: column("known", sum(context, each().map(|(line, ..)| Err(weight_known(line))))),
        all: column("all", sum(context, each().map(|(line, ..)| weight_counted(line, false)))),
    }
}

/// A float rounded to six decimals.
pub(super) fn published(context: &Context, value: &str) -> String {
    format!("{} / 1000000", context.dialect.rounded(&format!("({value} * 1000000)")))
}

pub(super) fn coverage(context: &Context, sums: &[&Sums]) -> String {
    let total = |get: fn(&Sums) -> &String| {
        sum(context, sums.iter().map(|one| get(one).parse::<i128>().map_err(|_| get(one).clone())))
    };
    let (known, all) = (total(|one| &one.known), total(|one| &one.all));
    let share = published(
        context,
        &format!("({} / {} * 100 / 100)", context.dialect.as_double(&known), nonzero(&all)),
    );
    if all.parse::<i128>().is_ok() { share } else { format!("COALESCE({share}, 0)") }
}

/// A divisor, null where it is 0.
pub(super) fn nonzero(text: &str) -> String {
    if text.parse::<i128>().is_ok_and(|number| number > 0) {
        text.to_owned()
    } else {
        format!("nullif({text}, 0)")
    }
}

/// Units as a published number.
pub(super) fn in_points(context: &Context, unit: CardUnit, column: &str) -> String {
    let (above, below) = unit.in_millionths();
    let dialect = context.dialect;
    if below == 1 {
        return format!("{} / 1000000", dialect.as_double(&times(column, above)));
    }
    let part = |of: &str| {
        let above = format!("(CAST({of} AS {}) * {} + {below})", dialect.whole_type(), 2 * above);
        dialect.whole_quotient(&above, 2 * below)
    };
    let text =
        format!("CASE WHEN {column} < 0 THEN -({}) ELSE {} END", part(&format!("(-{column})")), part(column));
    format!("{} / 1000000", dialect.as_double(&text))
}

pub(super) fn times(column: &str, by: i128) -> String {
    if by == 1 { column.to_owned() } else { format!("CAST({column} AS BIGINT) * {by}") }
}

/// The points of a criterion as they are shown.
pub(super) fn shown_points(context: &Context, unit: CardUnit, counted: &str) -> String {
    let (above, below) = unit.in_millionths();
    let text = format!(
        "{} / {}",
        context.dialect.as_double(&times(&format!("({counted})"), above)),
        below * 1_000_000
    );
    text.replace("BIGINT", context.dialect.whole_type())
}
