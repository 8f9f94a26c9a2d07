//! A scorecard on the percent scale, with or without shares of dimensions.

use icp_core::model::Scorecard;
use icp_core::value::Micro;

use super::context::Context;
use super::ends::{Bucket, Ends, extreme_mean};
use super::limits::{LimitSql, Of, limited};
use super::sums::{CardSql, Column, coverage, nonzero, published, sum, sums};

pub(super) fn on_percent(
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
    let show = |value: Micro| context.dialect.double(value.to_f64());
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
            let Some(value) = extreme_mean(context, card, &buckets, high, path) else {
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
