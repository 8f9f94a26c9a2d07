//! A scorecard as steps of columns: criteria, sums, and the numbers that are published. Sums are whole units; only the last step is in
//! floats, in the order of the engine, so that the bits are the same.

use icp_core::model::{IfUnknown, Scale, Scorecard};

use super::condition::{Reading, asks_known, condition};
use super::context::Context;
use super::ends::{Bucket, Ends};
use super::rule::{End, Line, line};
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
    /// What each criterion counts in the score, in units.
    pub(super) counted: Vec<String>,
}

/// The largest whole number that a float holds with all below it.
const EXACT: i128 = 1 << 53;
/// No limit, in units.
const FAR: i128 = 1_000_000_000_000_000_000;

/// Reads a scorecard. `comments` has the words of each criterion.
pub(super) fn card(
    context: &Context,
    card: &Scorecard,
    icp: &str,
    path: &str,
    comments: &[String],
) -> CardSql {
    let unit = CardUnit::of(card);
    let lines: Vec<Line> = card
        .criteria
        .iter()
        .enumerate()
        .map(|(at, one)| line(context, unit, one, icp, &format!("{path}.criteria[{at}]")))
        .collect();
    let full: i128 = card.dimensions.iter().filter_map(|one| one.full).map(|full| unit.plain(full)).sum();
    let largest: i128 = lines.iter().map(|one| one.weight.max(one.reach)).sum::<i128>() + full;
    if largest > EXACT {
        let message =
            "its amounts differ so much in size that their quotient needs more than 53 bits".to_owned();
        context.refuse("sql.range", path, "weight", message, "use weights and ratings with fewer decimals");
    }
    context.wide.set(largest > i128::from(i32::MAX));
    let name = |what: &str| context.fresh(&[icp, what]);
    let mut made = CardSql {
        steps: Vec::new(),
        counted: Vec::new(),
        score: name("score"),
        coverage: name("coverage"),
        lower: name("lower"),
        upper: name("upper"),
        lines,
        unit,
    };
    let mut before = Vec::new();
    let mut points = Vec::new();
    for (line, comment) in made.lines.iter_mut().zip(comments) {
        let mut comment = Some(comment.clone());
        for (name, expression) in std::mem::take(&mut line.before) {
            before.push(Column { name, expression, comment: comment.take() });
        }
        let big = if context.wide.get() {
            format!("CAST({} AS {})", line.value, context.dialect.whole_type())
        } else {
            line.value.clone()
        };
        points.push(Column { name: line.column.clone(), expression: big, comment });
        for (end, what) in [(&mut line.least, "least"), (&mut line.most, "most")] {
            if let End::Expression(text) = end {
                let name = context.fresh(&[&line.column, what]);
                points.push(Column::new(&name, std::mem::replace(text, name.clone())));
            }
        }
        if let Some(text) = &mut line.least_now {
            let name = context.fresh(&[&line.column, "least_now"]);
            points.push(Column::new(&name, std::mem::replace(text, name.clone())));
        }
    }
    let limits = limits(context, card, icp, path, &mut before);
    made.counted = made
        .lines
        .iter()
        .zip(&card.criteria)
        .map(|(line, one)| counted(line, one.if_unknown, card, unit, one))
        .collect();
    made.steps.push(before);
    made.steps.push(points);
    match card.scale {
        Scale::Points { base, min, max } => {
            let bounds = [min, max].map(|end| end.map(|value| unit.plain(value)));
            on_points(context, card, &limits, unit.plain(base), bounds, icp, &mut made);
        }
        _ => on_percent(context, card, &limits, icp, path, &mut made),
    }
    made.steps.retain(|step| !step.is_empty());
    made
}

/// The truths of a limit: as it stands, and as bounds see it.
struct LimitSql {
    now: String,
    open: String,
}

fn limits(
    context: &Context,
    card: &Scorecard,
    icp: &str,
    path: &str,
    before: &mut Vec<Column>,
) -> Vec<LimitSql> {
    let mut all = Vec::new();
    for (at, limit) in card.limits.iter().enumerate() {
        let path = format!("{path}.limits[{at}].when");
        let now = context.fresh(&[icp, "limit"]);
        before.push(Column::new(&now, condition(context, &limit.when, Reading::Now, &path).text));
        let mut open = now.clone();
        if asks_known(&limit.when) {
            open = context.fresh(&[icp, "may_limit"]);
            before.push(Column::new(&open, condition(context, &limit.when, Reading::Open, &path).text));
        }
        all.push(LimitSql { now, open });
    }
    all
}

/// Which number limits are put on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Score,
    Lower,
    Upper,
}

/// A number within limits, one after the other. Of an end, a limit that may act does so where that puts the end further out.
fn limited(
    card: &Scorecard,
    limits: &[LimitSql],
    of: Of,
    number: String,
    show: &dyn Fn(icp_core::value::Micro) -> String,
    far: (&str, &str),
) -> String {
    let mut text = number;
    for (limit, sql) in card.limits.iter().zip(limits) {
        let (surely, perhaps) = match of {
            Of::Score => (sql.now.clone(), sql.now.clone()),
            Of::Lower | Of::Upper => (sql.open.clone(), format!("COALESCE({}, TRUE)", sql.open)),
        };
        let (raises, lowers) = if of == Of::Upper { (perhaps, surely) } else { (surely, perhaps) };
        if let Some(least) = limit.at_least {
            text = format!("GREATEST({text}, CASE WHEN {raises} THEN {} ELSE {} END)", show(least), far.0);
        }
        if let Some(most) = limit.at_most {
            text = format!("LEAST({text}, CASE WHEN {lowers} THEN {} ELSE {} END)", show(most), far.1);
        }
    }
    text
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

/// What an unknown criterion counts.
enum Policy {
    Amount(i128),
    Least,
    Skip,
}

fn policy(
    own: Option<IfUnknown>,
    card: &Scorecard,
    unit: CardUnit,
    criterion: &icp_core::model::Criterion,
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
fn counted(
    line: &Line,
    own: Option<IfUnknown>,
    card: &Scorecard,
    unit: CardUnit,
    criterion: &icp_core::model::Criterion,
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
fn weight_counted(line: &Line, skips: bool) -> Result<i128, String> {
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

fn weight_known(line: &Line) -> String {
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
    if let Some(first) = texts.first_mut()
        && context.wide.get()
        && first.parse::<i128>().is_err()
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

fn sums(
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
    let skips = |criterion: &icp_core::model::Criterion| {
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

fn coverage(context: &Context, sums: &[&Sums]) -> String {
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

fn on_points(
    context: &Context,
    card: &Scorecard,
    limits: &[LimitSql],
    base: i128,
    bounds: [Option<i128>; 2],
    icp: &str,
    made: &mut CardSql,
) {
    let everyone: Vec<usize> = (0..made.lines.len()).collect();
    let mut step = Vec::new();
    let all = sums(context, card, made, &everyone, icp, "all", &mut step);
    let applies =
        |line: &Line| -> Option<String> { Some(format!("COALESCE({}, TRUE)", line.applies.as_ref()?.1)) };
    let any: Option<Vec<String>> = made.lines.iter().map(applies).collect();
    let mut total = |of: Of, name: &str, amounts: Vec<String>| {
        let mut parts = vec![Ok(base)];
        for (at, dimension) in card.dimensions.iter().enumerate() {
            let members = amounts.iter().zip(&card.criteria).filter(|(_, one)| one.dimension == Some(at));
            let sum = sum(context, members.map(|(text, _)| Err(text.clone())));
            let cap = dimension.cap.map(|cap| made.unit.plain(cap));
            parts.push(Err(match cap {
                Some(cap) => format!("GREATEST(-{cap}, LEAST({cap}, {sum}))"),
                None => sum,
            }));
        }
        let free = amounts.iter().zip(&card.criteria).filter(|(_, one)| one.dimension.is_none());
        parts.extend(free.map(|(text, _)| Err(text.clone())));
        let show = |value| made.unit.plain(value).to_string();
        let far = (format!("-{FAR}"), FAR.to_string());
        let mut text = limited(card, limits, of, sum(context, parts), &show, (&far.0, &far.1));
        if let [Some(min), _] = bounds {
            text = format!("GREATEST({text}, {min})");
        }
        if let [_, Some(max)] = bounds {
            text = format!("LEAST({text}, {max})");
        }
        let column = context.fresh(&[icp, name]);
        step.push(Column::new(&column, text));
        column
    };
    let ends = |which: fn(&Line) -> &End, extreme: &str| -> Vec<String> {
        let one = |line: &Line| {
            let amount = end(line, which(line));
            match &line.applies {
                Some((_, open)) => {
                    format!(
                        "CASE WHEN {open} THEN {amount} WHEN {open} IS NULL THEN {extreme}({amount}, 0) ELSE 0 END"
                    )
                }
                None => amount,
            }
        };
        made.lines.iter().map(one).collect()
    };
    let score = total(Of::Score, "total", made.counted.clone());
    let mut last = vec![
        Column::new(
            &made.score,
            format!("CASE WHEN {} > 0 THEN {} END", all.known, in_points(context, made.unit, &score)),
        ),
        Column::new(&made.coverage, coverage(context, &[&all])),
    ];
    if context.options.bounds {
        let low = total(Of::Lower, "least_total", ends(|line| &line.least, "LEAST"));
        let high = total(Of::Upper, "most_total", ends(|line| &line.most, "GREATEST"));
        for (name, column) in [(&made.lower, low), (&made.upper, high)] {
            let text = in_points(context, made.unit, &column);
            last.push(Column::new(
                name,
                match &any {
                    Some(any) => format!("CASE WHEN {} THEN {text} END", any.join(" OR ")),
                    None => text,
                },
            ));
        }
    }
    made.steps.push(step);
    made.steps.push(last);
}

/// Units as a published number.
fn in_points(context: &Context, unit: CardUnit, column: &str) -> String {
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

fn times(column: &str, by: i128) -> String {
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

fn on_percent(
    context: &Context,
    card: &Scorecard,
    limits: &[LimitSql],
    icp: &str,
    path: &str,
    made: &mut CardSql,
) {
    let groups: Vec<Vec<usize>> = if card.has_shares() {
        let of =
            |at: usize| card.criteria.iter().enumerate().filter(move |(_, one)| one.dimension == Some(at));
        (0..card.dimensions.len()).map(|at| of(at).map(|(place, _)| place).collect()).collect()
    } else {
        vec![(0..made.lines.len()).collect()]
    };
    let mut step = Vec::new();
    let mut buckets = Vec::new();
    for (at, members) in groups.iter().enumerate() {
        let dimension = if card.has_shares() { card.dimensions.get(at) } else { None };
        let what = dimension.map_or("sum", |one| &*one.id);
        let sums = sums(context, card, made, members, icp, what, &mut step);
        let full = dimension.and_then(|one| one.full).map(|full| made.unit.plain(full));
        let lines = members.iter().filter_map(|at| made.lines.get(*at)).collect::<Vec<_>>();
        let ends = if context.options.bounds {
            Ends::of(context, &lines, full, icp, what, path, &mut step)
        } else {
            Ends::none()
        };
        buckets.push(Bucket { sums, full, ends });
    }
    let show = |value: icp_core::value::Micro| context.dialect.double(value.to_f64());
    let (none, all) = (context.dialect.double(0.0), context.dialect.double(100.0));
    let within = |of, text: String| limited(card, limits, of, text, &show, (&none, &all));
    let known = sum(context, buckets.iter().map(|one| Err(one.sums.known.clone())));
    let mut last = Vec::new();
    if let ([one], false) = (buckets.as_slice(), card.has_shares()) {
        let score = published(context, &one.score(context));
        last.push(Column::new(
            &made.score,
            format!("CASE WHEN {known} > 0 THEN {} END", within(Of::Score, score)),
        ));
        last.push(Column::new(&made.coverage, coverage(context, &[&one.sums])));
        made.steps.push(step);
        if context.options.bounds {
            for (name, of, value) in
                [(&made.lower, Of::Lower, &one.ends.low), (&made.upper, Of::Upper, &one.ends.high)]
            {
                let text = within(of, published(context, value));
                last.push(Column::new(
                    name,
                    if one.ends.may_be_none {
                        format!("CASE WHEN {value} IS NOT NULL THEN {text} END")
                    } else {
                        text
                    },
                ));
            }
        }
        made.steps.push(last);
        return;
    }
    made.steps.push(step);
    // Each dimension first, then the mean over them.
    let mut each = Vec::new();
    let mut column = |name: [&str; 2], text: String| {
        let name = context.fresh(&[icp, name[0], name[1]]);
        each.push(Column::new(&name, text));
        name
    };
    let (mut scores, mut ratios) = (Vec::new(), Vec::new());
    for (bucket, dimension) in buckets.iter().zip(&card.dimensions) {
        let id = &*dimension.id;
        scores.push(column([id, "score"], bucket.score_or_none(context)));
        let ratio = format!(
            "{} / {} * 100 / 100",
            context.dialect.as_double(&bucket.sums.known),
            nonzero(&bucket.sums.all)
        );
        ratios.push(column([id, "covered"], ratio));
    }
    let mean = |values: &[String]| super::ends::mean(context, card, values, &|_| None);
    last.push(Column::new(
        &made.score,
        format!("CASE WHEN {known} > 0 THEN {} END", within(Of::Score, published(context, &mean(&scores)))),
    ));
    let share = published(context, &mean(&ratios));
    let all = sum(context, buckets.iter().map(|one| Err(one.sums.all.clone())));
    last.push(Column::new(
        &made.coverage,
        format!("CASE WHEN {known} > 0 AND {known} = {all} THEN 1 ELSE COALESCE({share}, 0) END")
            .replace("THEN 1 ELSE", &format!("THEN {} ELSE", context.dialect.double(1.0))),
    ));
    if context.options.bounds {
        for (name, of, high) in [(&made.lower, Of::Lower, false), (&made.upper, Of::Upper, true)] {
            let Some(value) = super::ends::extreme_mean(context, card, &buckets, high, path) else {
                continue;
            };
            let value_name = column([&*name.clone(), "mean"], value);
            last.push(Column::new(
                name,
                format!(
                    "CASE WHEN {value_name} IS NOT NULL THEN {} END",
                    within(of, published(context, &value_name))
                ),
            ));
        }
    }
    made.steps.push(each);
    made.steps.push(last);
}
