//! One icp: its exclusions, scorecard, tier, status and reason, in the order of the gates.

use icp_core::model::{Condition, Exclusion, HeldUnknown, Icp, Requires, Tier};

use super::card::card;
use super::condition::{Reading, condition};
use super::context::Context;
use super::sums::{CardSql, Column, known, shown_points};

/// An icp in SQL: its steps, and the names of the columns that the last SELECT chooses from.
pub(super) struct IcpSql {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) steps: Vec<Vec<Column>>,
    pub(super) score: String,
    pub(super) tier: String,
    pub(super) status: String,
    pub(super) coverage: String,
    pub(super) lower: String,
    pub(super) upper: String,
    pub(super) reason: String,
    /// The points of each criterion: the id, and the expression.
    pub(super) points: Vec<(String, String)>,
}

/// Reads an icp of the model; `at` is its place in the document.
pub(super) fn icp(context: &Context, icp: &Icp, at: usize, comments: &[String]) -> IcpSql {
    let name = context.fresh(&["icp", &icp.id]);
    let path = format!("icps[{at}]");
    let mut fit = card(context, &icp.fit, &name, &format!("{path}.fit"), comments);
    let excluded = context.fresh(&[&name, "excluded"]);
    let held = context.fresh(&[&name, "held"]);
    let (exclusions, holds) = exclusions(context, icp, &path);
    let mut first: Vec<Column> = Vec::new();
    if !exclusions.is_empty() {
        first.push(Column {
            comment: Some("Exclusions: the first that holds.".to_owned()),
            ..Column::new(&excluded, first_of(&exclusions, ""))
        });
    }
    if !holds.is_empty() {
        first.push(Column {
            comment: Some("The first exclusion that is unknown and holds the account back.".to_owned()),
            ..Column::new(&held, first_of(&holds, " IS NULL"))
        });
    }
    let required: Vec<usize> =
        icp.fit.criteria.iter().enumerate().filter(|(_, one)| one.required).map(|(at, _)| at).collect();
    let whens = tier_conditions(context, icp, &name, &path, &mut first);
    if let Some(step) = fit.steps.first_mut() {
        step.splice(0..0, first);
    }
    let reached = context.fresh(&[&name, "reached"]);
    let gate = context.fresh(&[&name, "gate"]);
    let mut step = vec![Column {
        comment: Some("The place of the tier that the score reaches.".to_owned()),
        ..Column::new(&reached, reached_tier(context, icp, &fit, &whens))
    }];
    let unmet = context.fresh(&[&name, "unmet"]);
    let open = context.fresh(&[&name, "undecided"]);
    let lines = || required.iter().filter_map(|at| fit.lines.get(*at));
    if !required.is_empty() {
        let each: Vec<String> = lines().map(|line| format!("{} <= 0", known(line))).collect();
        step.push(Column::new(&unmet, first_of(&each, "")));
        let each: Vec<String> = lines()
            .map(|line| match &line.applies {
                Some((applies, _)) => format!("COALESCE({applies}, TRUE) AND ({}) IS NULL", known(line)),
                None => format!("{} IS NULL", line.column),
            })
            .collect();
        step.push(Column::new(&open, first_of(&each, "")));
    }
    fit.steps.push(step);
    let mut gates = Vec::new();
    let least = icp.fit.min_coverage.to_f64();
    if !exclusions.is_empty() {
        gates.push((format!("{excluded} IS NOT NULL"), "excluded"));
    }
    gates.push((format!("{} IS NULL", fit.score), "nothing_known"));
    if !required.is_empty() {
        gates.push((format!("{unmet} IS NOT NULL"), "required_unmet"));
    }
    if !holds.is_empty() {
        gates.push((format!("{held} IS NOT NULL"), "exclusion_unknown"));
    }
    if !required.is_empty() {
        gates.push((format!("{open} IS NOT NULL"), "required_unknown"));
    }
    if least > 0.0 {
        gates.push((format!("{} < {}", fit.coverage, context.dialect.number(least)), "low_coverage"));
    }
    let mut text = "CASE".to_owned();
    for (test, word) in &gates {
        text += &format!("\n      WHEN {test} THEN '{word}'");
    }
    fit.steps.push(vec![Column {
        comment: Some("The gate that decides the status, in their order.".to_owned()),
        ..Column::new(&gate, format!("{text}\n      ELSE 'tier'\n    END"))
    }]);
    let (status, tier, reason) = (
        context.fresh(&[&name, "status"]),
        context.fresh(&[&name, "tier"]),
        context.fresh(&[&name, "reason"]),
    );
    let has = |word: &str| gates.iter().any(|(_, gate)| *gate == word);
    let reasons = Reasons {
        icp,
        context,
        excluded: &excluded,
        held: &held,
        unmet: &unmet,
        open: &open,
        required: &required,
    };
    let last = vec![
        Column::new(&status, status_of(icp, &gate, &reached, &has)),
        Column::new(&tier, tier_of(context, icp, &gate, &reached)),
        Column::new(&reason, reasons.text(&gate, &reached, &has)),
    ];
    fit.steps.push(last);
    let points = icp.fit.criteria.iter().zip(&fit.counted);
    let points = points
        .map(|(one, counted)| {
            (format!("{}.{}.points", icp.id, one.id), shown_points(context, fit.unit, counted))
        })
        .collect();
    IcpSql {
        id: icp.id.to_string(),
        name,
        steps: fit.steps,
        score: fit.score,
        tier,
        status,
        coverage: fit.coverage,
        lower: fit.lower,
        upper: fit.upper,
        reason,
        points,
    }
}

/// The place of the first test that holds, from 1.
fn first_of(tests: &[String], suffix: &str) -> String {
    let mut text = "CASE".to_owned();
    for (at, test) in tests.iter().enumerate() {
        let test = if suffix.is_empty() { test.clone() } else { format!("({test}){suffix}") };
        text += &format!("\n      WHEN {test} THEN {}", at + 1);
    }
    format!("{text}\n    END")
}

/// The truth of each exclusion of the model and the icp, and of those that hold accounts back while they are unknown.
fn exclusions(context: &Context, icp: &Icp, path: &str) -> (Vec<String>, Vec<String>) {
    let shared =
        context.definition.exclusions.iter().enumerate().map(|(at, one)| (format!("exclusions[{at}]"), one));
    let own = icp.exclusions.iter().enumerate().map(|(at, one)| (format!("{path}.exclusions[{at}]"), one));
    let (mut all, mut holds) = (Vec::new(), Vec::new());
    for (path, exclusion) in shared.chain(own) {
        let truth = exclusion_truth(context, exclusion, &path);
        if exclusion.if_unknown == HeldUnknown::Hold {
            holds.push(truth.clone());
        }
        all.push(truth);
    }
    (all, holds)
}

fn exclusion_truth(context: &Context, exclusion: &Exclusion, path: &str) -> String {
    let Some(unless) = &exclusion.unless else {
        return condition(context, &exclusion.when, Reading::Now, &format!("{path}.when")).text;
    };
    let both = Condition::All(vec![exclusion.when.clone(), Condition::Not(Box::new(unless.clone()))]);
    condition(context, &both, Reading::Now, path).text
}

/// The columns with the conditions of tiers.
fn tier_conditions(
    context: &Context,
    icp: &Icp,
    name: &str,
    path: &str,
    step: &mut Vec<Column>,
) -> Vec<Option<String>> {
    let mut all = Vec::new();
    for (at, tier) in icp.fit.tiers.iter().enumerate() {
        all.push(tier.when.as_ref().map(|when| {
            let column = context.fresh(&[name, "tier_when"]);
            let path = format!("{path}.fit.tiers[{at}].when");
            step.push(Column::new(&column, condition(context, when, Reading::Now, &path).text));
            column
        }));
    }
    all
}

fn reached_tier(context: &Context, icp: &Icp, fit: &CardSql, whens: &[Option<String>]) -> String {
    let mut text = format!("CASE\n      WHEN {} IS NULL THEN NULL", fit.score);
    let least = icp.fit.min_coverage.to_f64();
    if least > 0.0 {
        text += &format!("\n      WHEN {} < {} THEN NULL", fit.coverage, context.dialect.number(least));
    }
    let mut rest = "NULL".to_owned();
    for (at, (tier, when)) in icp.fit.tiers.iter().zip(whens).enumerate() {
        let mut tests = Vec::new();
        if let Some(from) = tier.from {
            tests.push(format!("{} >= {}", fit.score, context.dialect.number(from.to_f64())));
        }
        tests.extend(tier.requires.iter().map(|requires| meets(requires, fit)));
        tests.extend(when.clone());
        if tests.is_empty() {
            rest = (at + 1).to_string();
            break;
        }
        text += &format!("\n      WHEN {} THEN {}", tests.join(" AND "), at + 1);
    }
    format!("{text}\n      ELSE {rest}\n    END")
}

/// Whether enough criteria are fit.
fn meets(requires: &Requires, fit: &CardSql) -> String {
    let mut of = requires.of.clone();
    of.sort_unstable();
    of.dedup();
    let fits = |at: &usize| -> Option<String> {
        let line = fit.lines.get(*at)?;
        let value = known(line);
        Some(if line.fits_above_zero {
            format!("{value} > 0")
        } else {
            format!("{value} >= {}", line.weight)
        })
    };
    let each: Vec<String> = of.iter().filter_map(fits).collect();
    if requires.at_least == each.len() {
        return each.join(" AND ");
    }
    let each: Vec<String> = each.iter().map(|test| format!("CASE WHEN {test} THEN 1 ELSE 0 END")).collect();
    format!("{} >= {}", each.join(" + "), requires.at_least)
}

fn status_of(icp: &Icp, gate: &str, reached: &str, has: &dyn Fn(&str) -> bool) -> String {
    let mut text = format!("CASE {gate}");
    if has("excluded") {
        text += "\n      WHEN 'excluded' THEN 'disqualified'";
    }
    if has("required_unmet") {
        text += "\n      WHEN 'required_unmet' THEN 'unqualified'";
    }
    let from = icp.last_qualifying_tier() + 1;
    format!(
        "{text}\n      WHEN 'tier' THEN CASE WHEN {reached} <= {from} THEN 'qualified' ELSE 'unqualified' END\n      ELSE 'insufficient_data'\n    END"
    )
}

/// A word for each tier.
fn by_tier(context: &Context, icp: &Icp, reached: &str, word: &dyn Fn(&Tier) -> String) -> String {
    let mut text = format!("CASE {reached}");
    for (at, tier) in icp.fit.tiers.iter().enumerate() {
        text += &format!(" WHEN {} THEN {}", at + 1, context.dialect.text(&word(tier)));
    }
    format!("{text} END")
}

fn tier_of(context: &Context, icp: &Icp, gate: &str, reached: &str) -> String {
    let words = by_tier(context, icp, reached, &|tier| tier.id.to_string());
    format!("CASE WHEN {gate} IN ('tier', 'required_unmet') THEN {words} END")
}

struct Reasons<'a, 'm> {
    context: &'a Context<'m>,
    icp: &'a Icp,
    excluded: &'a str,
    held: &'a str,
    unmet: &'a str,
    open: &'a str,
    required: &'a [usize],
}

impl Reasons<'_, '_> {
    fn text(&self, gate: &str, reached: &str, has: &dyn Fn(&str) -> bool) -> String {
        let dialect = self.context.dialect;
        let all = || self.context.definition.exclusions.iter().chain(&self.icp.exclusions);
        let listed = |column: &str, words: Vec<String>| {
            let mut text = format!("CASE {column}");
            for (at, word) in words.iter().enumerate() {
                text += &format!("\n        WHEN {} THEN {}", at + 1, dialect.text(word));
            }
            format!("{text}\n      END")
        };
        let criteria = |end: &str| -> Vec<String> {
            let named = self.required.iter().filter_map(|at| self.icp.fit.criteria.get(*at));
            named.map(|one| format!("required criterion `{}` is {end}", one.id)).collect()
        };
        let mut text = format!("CASE {gate}");
        let mut when = |word: &str, say: String| {
            if has(word) {
                text += &format!("\n      WHEN '{word}' THEN {say}");
            }
        };
        when(
            "excluded",
            listed(self.excluded, all().map(|one| format!("excluded: {}", one.reason)).collect()),
        );
        when("nothing_known", dialect.text("nothing that this profile asks about is known"));
        when("required_unmet", listed(self.unmet, criteria("not met")));
        let held = all().filter(|one| one.if_unknown == HeldUnknown::Hold);
        when(
            "exclusion_unknown",
            listed(
                self.held,
                held.map(|one| format!("exclusion `{}` cannot be ruled out", one.id)).collect(),
            ),
        );
        when("required_unknown", listed(self.open, criteria("unknown")));
        when("low_coverage", dialect.text(&format!("coverage is below {}", self.icp.fit.min_coverage)));
        let tiers = by_tier(self.context, self.icp, reached, &|tier| match &tier.name {
            Some(name) => format!("tier {}: {name}", tier.id),
            None => format!("tier {}", tier.id),
        });
        format!("{text}\n      ELSE {tiers}\n    END")
    }
}
