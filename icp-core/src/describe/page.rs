//! A whole model on one page: who is out, what counts how much, what the tiers mean and what each team does.

use super::number::{decimal, grouped, points};
use super::value::{Joint, list};
use super::{condition, rule};
use crate::model::{
    Attribute, Criterion, Definition, Exclusion, HeldUnknown, Icp, IfUnknown, Limit, Requires, Scale,
    Scorecard, Select, Status, Unit, Verdict,
};
use crate::page::{Document, Sentence};
use crate::plan::{Card, Plan};
use crate::sort::sort_by;
use crate::value::{Micro, Rounding, published};

/// The page of a model.
pub(crate) fn page(definition: &Definition, plan: &Plan) -> Document {
    let mut document = Document::new("icp-description", 1, usize::MAX);
    document.chapter(Sentence::of(&definition.name), 0);
    document.line(head(definition));
    document.line(note(definition.description.as_deref()));
    if !definition.exclusions.is_empty() {
        document.chapter(Sentence::new("Who is out"), 1);
        exclusions(definition, &definition.exclusions, &mut document);
    }
    let several = plan.icps.len() > 1;
    if several {
        document.line(Sentence::new(match definition.select {
            Select::ByPriority => {
                "Where an account fits several profiles, the first in the order of this page is its best."
            }
            Select::ByScore => {
                "Where an account fits several profiles, the one with the highest score is its best."
            }
        }));
    }
    for (at, of) in plan.icps.iter().enumerate() {
        let Some(icp) = definition.icps.get(of.index) else { continue };
        let name = Sentence::of(icp.label());
        let name = if several { Sentence::new(&format!("Profile {}: ", at + 1)).then(name) } else { name };
        document.chapter(name, 1);
        document.line(note(icp.description.as_deref()));
        exclusions(definition, &icp.exclusions, &mut document);
        if let Some(card) = plan.cards.get(of.fit) {
            document.line(who_fits(icp));
            scorecard(definition, plan, &icp.fit, card, &mut document);
        }
        if let (Some(intent), Some(card)) = (&icp.intent, of.intent.and_then(|intent| plan.cards.get(intent)))
        {
            document.chapter(Sentence::new("How ready it is to buy"), 2);
            scorecard(definition, plan, intent, card, &mut document);
        }
        stages(definition, icp, &mut document);
        labels(definition, icp, &mut document);
    }
    document.chapter(Sentence::new("What is asked of an account"), 1);
    document.grid(&["Attribute", "Kind", "Note"], definition.attributes.iter().map(attribute).collect());
    document
}

/// Version, status, owner and review.
fn head(definition: &Definition) -> Sentence {
    let mut parts = Vec::new();
    parts.extend(definition.version.as_deref().map(|version| Sentence::new("Version ").theirs(version)));
    parts.extend(definition.status.map(|status| {
        Sentence::new(match status {
            Status::Hypothesis => "a hypothesis, not backed by data",
            Status::Validated => "backed by data",
        })
    }));
    parts.extend(definition.owner.as_deref().map(|owner| Sentence::new("looked after by ").theirs(owner)));
    parts.extend(definition.reviewed_on.map(|day| Sentence::new(&format!("reviewed on {day}"))));
    parts.extend(definition.review_every.map(|span| Sentence::new(&format!("to be reviewed every {span}"))));
    if parts.is_empty() {
        return Sentence::default();
    }
    Sentence::default().list(parts.into_iter(), usize::MAX, "; ").ours(".")
}

fn note(description: Option<&str>) -> Sentence {
    description.map_or_else(Sentence::default, Sentence::of)
}

fn exclusions(definition: &Definition, exclusions: &[Exclusion], document: &mut Document) {
    let one = |exclusion: &Exclusion| {
        let words = Sentence::new("Out: ").reason(&exclusion.reason).ours(", where ");
        let mut words = words.then(condition::whole(definition, &exclusion.when));
        if let Some(unless) = &exclusion.unless {
            words = words.ours("; but not where ").then(condition::whole(definition, unless));
        }
        match exclusion.if_unknown {
            HeldUnknown::Ignore => words,
            HeldUnknown::Hold => words.ours("; while that is not known, the account is held back"),
        }
    };
    document.items(exclusions.iter().map(one).collect());
}

/// The tiers that qualify, what is required, and how much must be known.
fn who_fits(icp: &Icp) -> Sentence {
    let tiers = &icp.fit.tiers;
    let last = icp.last_qualifying_tier();
    let mut words = Sentence::new("An account fits ");
    words = match tiers.get(last) {
        Some(_) if last + 1 == tiers.len() => words.ours("whatever its tier"),
        Some(tier) if last == 0 => words.ours("with tier ").theirs(&tier.id),
        Some(tier) => words.ours("with tier ").theirs(&tier.id).ours(" or a better one"),
        None => words.ours("with a tier that qualifies"),
    };
    let required: Vec<_> = icp.fit.criteria.iter().filter(|criterion| criterion.required).collect();
    if !required.is_empty() {
        let names = required.iter().map(|criterion| Sentence::of(criterion.label()));
        words = words.ours(", and must meet ").then(list(names, Joint::And)).ours(" at least in part");
    }
    words = words.ours(".");
    if icp.fit.min_coverage != Micro::ZERO {
        let percent = grouped(icp.fit.min_coverage.millionths() as f64 / 1e4);
        words = words.ours(&format!(" At least {percent} % of what counts must be known."));
    }
    words
}

/// The criteria, the most important first, and the tiers.
fn scorecard(
    definition: &Definition,
    plan: &Plan,
    card: &Scorecard,
    compiled: &Card,
    document: &mut Document,
) {
    let criteria = plan.criteria.get(compiled.criteria.clone()).unwrap_or_default();
    let mut rows: Vec<(f64, Vec<Sentence>)> = Vec::new();
    for (criterion, compiled_criterion) in card.criteria.iter().zip(criteria) {
        let (low, high) = compiled_criterion.reading.rule.open();
        let (low, high) = (published(low.into(), compiled.unit), published(high.into(), compiled.unit));
        let (size, counts) = match card.scale {
            Scale::Percent => {
                let percent = part(card, criterion, high.abs().max(low.abs())) * 100.0;
                (percent, format!("{} %", crate::page::number::plain(percent)))
            }
            Scale::Points { .. } => (high.abs().max(low.abs()), between(low, high)),
        };
        let mut name = Sentence::of(criterion.label());
        if criterion.required {
            name = name.ours(" (required)");
        }
        let mut wanted = rule::words(definition, criterion, true);
        if let Some(unknown) = criterion.if_unknown {
            wanted = wanted.ours("; while not known: ").ours(&if_unknown(unknown, criterion.unit));
        }
        wanted = match criterion.description.as_deref() {
            Some(description) => wanted.ours(". ").theirs(description),
            None => wanted,
        };
        rows.push((size, vec![name, Sentence::new(&counts), wanted]));
    }
    sort_by(&mut rows, |a, b| b.0.total_cmp(&a.0));
    document
        .grid(&["What counts", "How much", "What is wanted"], rows.into_iter().map(|(_, row)| row).collect());
    document.line(scale(card));
    document.items(card.limits.iter().map(|one| limit(definition, one)).collect());
    let has_rules = card.tiers.iter().any(|tier| !tier.requires.is_empty() || tier.when.is_some());
    let has_verdicts = card.tiers.iter().any(|tier| !tier.verdicts.is_empty());
    let mut columns = vec!["Tier", "Score"];
    columns.extend(has_rules.then_some("Also needed"));
    columns.extend(has_verdicts.then_some("What to do"));
    let tier = |tier: &crate::model::Tier| {
        let name = Sentence::of(&tier.id);
        let name =
            tier.name.as_deref().map_or_else(|| name.clone(), |full| name.clone().ours(", ").theirs(full));
        let from =
            tier.from.map_or_else(|| "all others".to_owned(), |from| format!("from {}", decimal(from)));
        let mut row = vec![name, Sentence::new(&from)];
        if has_rules {
            let needed = tier.requires.iter().map(|one| requires(card, one));
            let when = tier.when.iter().map(|when| condition::whole(definition, when));
            let needed: Vec<_> = needed.chain(when).collect();
            row.push(Sentence::default().list(needed.into_iter(), usize::MAX, "; "));
        }
        if has_verdicts {
            row.push(verdicts(definition, &tier.verdicts));
        }
        row
    };
    document.grid(&columns, card.tiers.iter().map(tier).collect());
}

/// The part of the whole score that a criterion can decide, on the percent scale; `most` are its points at their largest.
fn part(card: &Scorecard, criterion: &Criterion, most: f64) -> f64 {
    let sum =
        |criteria: &mut dyn Iterator<Item = &Criterion>| criteria.map(|one| one.weight.to_f64()).sum::<f64>();
    if !card.has_shares() {
        return criterion.weight.to_f64() / sum(&mut card.criteria.iter());
    }
    let share = |dimension: &crate::model::Dimension| dimension.share.map_or(0.0, Micro::to_f64);
    let dimension = criterion.dimension.and_then(|at| card.dimensions.get(at));
    let own = dimension.map_or(0.0, share);
    let all: f64 = card.dimensions.iter().map(share).sum();
    if let Some(full) = dimension.and_then(|dimension| dimension.full) {
        return own / all * (most / full.to_f64()).min(1.0);
    }
    let mut beside = card.criteria.iter().filter(|other| other.dimension == criterion.dimension);
    own / all * criterion.weight.to_f64() / sum(&mut beside)
}

/// `up to 20 points`, `from -5 to 20 points`, `down to -15 points`.
fn between(low: f64, high: f64) -> String {
    match (low < 0.0, high > 0.0) {
        (true, true) => format!("from {} to {}", grouped(low), points(high)),
        (true, false) => format!("down to {}", points(low)),
        (false, _) => format!("up to {}", points(high)),
    }
}

/// How the sum becomes a score, and the rule for what is not known.
fn scale(card: &Scorecard) -> Sentence {
    let mut words = match card.scale {
        Scale::Percent => Sentence::new("The score is from 0 to 100."),
        Scale::Points { base, min, max } => {
            let start = if base == Micro::ZERO { String::new() } else { format!(" from {}", decimal(base)) };
            let least = min.map_or_else(String::new, |min| format!(", not below {}", decimal(min)));
            let most = max.map_or_else(String::new, |max| format!(", not above {}", decimal(max)));
            Sentence::new(&format!("The score adds up points{start}{least}{most}."))
        }
    };
    let capped: Vec<_> = card
        .dimensions
        .iter()
        .filter_map(|dimension| {
            let name = Sentence::of(dimension.name.as_deref().unwrap_or(&dimension.id));
            dimension.cap.map(|cap| name.ours(&format!(" {}", decimal(cap))))
        })
        .collect();
    if !capped.is_empty() {
        words = words.ours(" A group gives at most: ").list(capped.into_iter(), usize::MAX, ", ").ours(".");
    }
    let name = |dimension: &crate::model::Dimension| {
        Sentence::of(dimension.name.as_deref().unwrap_or(&dimension.id))
    };
    let full: Vec<_> = card
        .dimensions
        .iter()
        .filter_map(|dimension| {
            dimension.full.map(|full| name(dimension).ours(&format!(" at {}", points(full.to_f64()))))
        })
        .collect();
    if !full.is_empty() {
        words = words.ours(" A group is full: ").list(full.into_iter(), usize::MAX, ", ").ours(".");
    }
    for dimension in card.dimensions.iter().filter(|dimension| !dimension.when_empty.is_empty()) {
        let others = dimension.when_empty.iter().filter_map(|at| card.dimensions.get(*at)).map(name);
        let others: Vec<_> = others.collect();
        words = words.ours(" While nothing counts in ").then(name(dimension)).ours(", its part goes to ");
        words = words.then(list(others.into_iter(), Joint::And)).ours(".");
    }
    let unknown = if_unknown(card.if_unknown.unwrap_or(IfUnknown::Zero), Unit::Rating);
    words.ours(&format!(" While something is not known: {unknown}."))
}

/// `Where trade is retail, the score is at most 40`, or `The score is rounded to a multiple of 5`.
fn limit(definition: &Definition, limit: &Limit) -> Sentence {
    let words = match &limit.when {
        Some(when) => {
            Sentence::new("Where ").then(condition::whole(definition, when)).ours(", the score is ")
        }
        None => Sentence::new("The score is "),
    };
    let words = words.ours(&match (limit.times, limit.add, limit.round_to) {
        (Some(by), _, _) => format!("multiplied by {}", decimal(by)),
        (None, Some(add), _) => {
            let size = grouped(add.to_f64().abs());
            if add < Micro::ZERO { format!("{size} lower") } else { format!("{size} higher") }
        }
        (None, None, Some(to)) => {
            let to = if to == Micro::ONE {
                "a whole number".to_owned()
            } else {
                format!("a multiple of {}", decimal(to))
            };
            match limit.rounding {
                Rounding::Nearest => format!("rounded to {to}"),
                Rounding::Down => format!("rounded down to {to}"),
                Rounding::Up => format!("rounded up to {to}"),
            }
        }
        (None, None, None) => match (limit.at_least, limit.at_most) {
            (Some(least), Some(most)) if least == most => decimal(least),
            (Some(least), Some(most)) => format!("at least {} and at most {}", decimal(least), decimal(most)),
            (Some(least), None) => format!("at least {}", decimal(least)),
            (None, Some(most)) => format!("at most {}", decimal(most)),
            (None, None) => "as it is".to_owned(),
        },
    });
    match limit.description.as_deref() {
        Some(description) => words.ours(". ").theirs(description),
        None => words,
    }
}

fn if_unknown(rule: IfUnknown, unit: Unit) -> String {
    match rule {
        IfUnknown::Zero => "it gives nothing".to_owned(),
        IfUnknown::Skip => "it is left out".to_owned(),
        IfUnknown::Least => "it gives the least that is still possible".to_owned(),
        IfUnknown::Value(value) => format!("it gives {}", super::amount::amount(value, unit)),
    }
}

fn requires(card: &Scorecard, requires: &Requires) -> Sentence {
    let names =
        requires.of.iter().filter_map(|at| card.criteria.get(*at)).map(|one| Sentence::of(one.label()));
    let names: Vec<_> = names.collect();
    let words = if requires.at_least >= names.len() {
        Sentence::default()
    } else {
        Sentence::new(&format!("at least {} of ", requires.at_least))
    };
    words.then(list(names.into_iter(), Joint::And)).ours(" met in full")
}

fn verdicts(definition: &Definition, verdicts: &[Verdict]) -> Sentence {
    let one = |verdict: &Verdict| {
        let words = Sentence::of(&verdict.team).ours(": ").theirs(&verdict.say);
        match &verdict.when {
            Some(when) => words.ours(" where ").then(condition::whole(definition, when)),
            None => words,
        }
    };
    Sentence::default().list(verdicts.iter().map(one), usize::MAX, "; ")
}

fn stages(definition: &Definition, icp: &Icp, document: &mut Document) {
    if icp.stages.is_empty() {
        return;
    }
    document.chapter(Sentence::new("Stages"), 2);
    let tiers = |card: Option<&Scorecard>, of: &[usize]| {
        let names: Vec<_> =
            of.iter().filter_map(|at| card?.tiers.get(*at)).map(|tier| Sentence::of(&tier.id)).collect();
        if names.is_empty() { Sentence::new("any") } else { list(names.into_iter(), Joint::Or) }
    };
    let row = |stage: &crate::model::Stage| {
        let name = Sentence::of(&stage.id);
        let name =
            stage.name.as_deref().map_or_else(|| name.clone(), |full| name.clone().ours(", ").theirs(full));
        let (fit, intent) = (tiers(Some(&icp.fit), &stage.fit), tiers(icp.intent.as_ref(), &stage.intent));
        vec![name, fit, intent, verdicts(definition, &stage.verdicts)]
    };
    document.grid(&["Stage", "Fit tier", "Intent tier", "What to do"], icp.stages.iter().map(row).collect());
}

/// Results without points: of each the first entry that holds, whatever the status.
fn labels(definition: &Definition, icp: &Icp, document: &mut Document) {
    if icp.labels.is_empty() {
        return;
    }
    document.chapter(Sentence::new("Labels"), 2);
    let row = |label: &crate::model::Label| {
        let entries = label.first.iter().map(|entry| {
            let words = Sentence::of(&entry.say);
            match &entry.when {
                Some(when) => words.ours(" where ").then(condition::whole(definition, when)),
                None => words.ours(" otherwise"),
            }
        });
        let entries = Sentence::default().list(entries, usize::MAX, "; ");
        vec![Sentence::of(label.label()), entries, note(label.description.as_deref())]
    };
    document.grid(&["Label", "The first that holds", "Note"], icp.labels.iter().map(row).collect());
}

fn attribute(attribute: &Attribute) -> Vec<Sentence> {
    let name = match &attribute.title {
        Some(title) => Sentence::of(title).ours(" (").theirs(&attribute.name).ours(")"),
        None => Sentence::of(&attribute.name),
    };
    let kind = Sentence::new(attribute.kind.as_str());
    let kind = match &attribute.unit {
        Some(unit) => kind.ours(", ").theirs(unit),
        None => kind,
    };
    let formula = attribute.formula.as_ref().map(|(text, _)| Sentence::new("worked out: ").theirs(text));
    let fixed = (!attribute.changeable).then(|| Sentence::new("cannot be changed"));
    let description = attribute.description.as_deref().map(Sentence::of);
    let notes: Vec<_> = formula.into_iter().chain(fixed).chain(description).collect();
    vec![name, kind, Sentence::default().list(notes.into_iter(), usize::MAX, "; ")]
}
