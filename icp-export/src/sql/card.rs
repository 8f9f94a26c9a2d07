//! A scorecard as steps of columns: criteria, sums, and the numbers that are published. Sums are whole units; only the last step is in
//! floats, in the order of the engine, so that the bits are the same.

use icp_core::model::{Scale, Scorecard};

use super::context::Context;
use super::limits::{LimitSql, Of, limited, limits};
use super::percent::on_percent;
use super::rule::{End, Line, line};
use super::sums::{CardSql, Column, counted, coverage, end, in_points, sum, sums};
use super::unit::CardUnit;

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
    // A base, and a cap or a limit that is put in the place of a sum, is added to others too.
    let beside = match card.scale {
        Scale::Points { base, min, max } => {
            let caps = card.dimensions.iter().filter_map(|one| one.cap);
            let limits = card.limits.iter().flat_map(|limit| [limit.at_least, limit.at_most]).flatten();
            let all = caps.chain(limits).chain([base]).chain(min).chain(max);
            all.map(|value| unit.plain(value).abs()).sum::<i128>()
        }
        _ => 0,
    };
    context.wide.set(largest + beside > i128::from(i32::MAX));
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
