//! A criterion's rule in words: what is wanted, and what it gives.

use super::amount::amount;
use super::condition::{attribute_alone, label, wanted, whole};
use super::number::grouped;
use super::value::{Joint, list, number_text, phrase, phrases, value, values};
use crate::model::{
    Band, Combine, Condition, Criterion, DecayEvent, Definition, Fading, Find, MatchItem, PerMatch, Rule,
    Unit,
};
use crate::page::Sentence;
use crate::value::{AttributeType, Axis, Micro};

/// The rule of a criterion. With `subject` it names the attribute; without, only where more than one is meant.
pub(super) fn words(definition: &Definition, criterion: &Criterion, subject: bool) -> Sentence {
    let unit = criterion.unit;
    let words = match &criterion.rule {
        Rule::Fit { fit, misfit, penalty, .. } => {
            fit_rule(definition, unit, fit, misfit.as_ref(), *penalty, subject)
        }
        Rule::Bands { bands, otherwise } => bands_rule(definition, unit, bands, *otherwise, subject),
        Rule::Table { attribute, ratings, otherwise, combine } => {
            let words = about(definition, *attribute, subject);
            let kind = definition.attributes.get(*attribute).map(|found| found.kind);
            let (words, most) = match combine {
                Combine::Best if kind == Some(AttributeType::Set) => (words.ours("the best of "), None),
                Combine::Best => (words, None),
                Combine::Sum { max } => (words.ours(ADDED), Some(*max)),
            };
            let gives = grouped_by_amount(ratings, unit, |text| entry(kind, text));
            let words = words.list(gives.into_iter(), usize::MAX, "; ");
            let words = match most {
                Some(max) => at_most(words, max, unit),
                None => words,
            };
            words.then(otherwise_words(*otherwise, unit))
        }
        Rule::Curve { attribute, axis, ratings } => {
            about(definition, *attribute, subject).then(line(definition, *attribute, *axis, ratings, unit))
        }
        Rule::Linear { attribute, ends, gain } => {
            let ratings = [(ends.0, Micro::ZERO), (ends.1, *gain)];
            about(definition, *attribute, subject).then(line(
                definition,
                *attribute,
                Axis::Linear,
                &ratings,
                unit,
            ))
        }
        Rule::PerMatch { attribute, find, matches } => {
            let is_text =
                definition.attributes.get(*attribute).is_some_and(|found| found.kind == AttributeType::Text);
            about(definition, *attribute, subject).then(matched(matches, (is_text, *find), unit))
        }
        Rule::Decay { attribute, ratings, fading, once_per, max_age, floor, max } => {
            let gives = events_by_amount(ratings, unit);
            let mut words = about(definition, *attribute, subject).list(gives.into_iter(), usize::MAX, "; ");
            if !ratings.is_empty() && ratings.iter().all(gives_once) {
                words = words.ours("; each at most that, however often");
            }
            if let Some(fading) = fading {
                let others =
                    if ratings.iter().any(|event| event.fading.is_some()) { "the others: " } else { "" };
                words = words.ours("; ").ours(others).ours(&faded(*fading));
            }
            if once_per.is_some() {
                words = words.ours("; each counts at most once a day");
            }
            if let Some(span) = max_age {
                words = words.ours(&format!("; nothing when older than {span}"));
            }
            if *floor != Micro::ZERO {
                words = words.ours(&format!("; never below {}", amount(*floor, unit)));
            }
            match max {
                Some(max) => words.ours(&format!("; at most {} together", amount(*max, unit))),
                None => words,
            }
        }
    };
    match &criterion.applies_when {
        Some(when) => words.ours("; counts only where ").then(whole(definition, when)),
        None => words,
    }
}

/// Said of amounts of which an account may have several.
const ADDED: &str = "any of these, added up: ";

/// A value that a table lists.
pub(super) fn entry(kind: Option<AttributeType>, text: &str) -> Sentence {
    match kind {
        Some(AttributeType::Number) => number_text(text),
        Some(AttributeType::Bool) => Sentence::new(if text == "true" { "yes" } else { "no" }),
        Some(_) | None => value(text),
    }
}

/// Numbers and their amounts, with straight lines between them: `in a straight line between: nothing at 20; all of it from 200
/// to 500`.
fn line(
    definition: &Definition,
    attribute: usize,
    axis: Axis,
    ratings: &[(f64, Micro)],
    unit: Unit,
) -> Sentence {
    let unit_of = definition.attributes.get(attribute).and_then(|found| found.unit.as_deref());
    let level = |run: &[(f64, Micro)]| {
        let ((low, rating), (high, _)) = (run.first()?, run.last()?);
        let place = match run.len() {
            1 => format!(" at {}", grouped(*low)),
            _ => format!(" from {} to {}", grouped(*low), grouped(*high)),
        };
        let words = Sentence::new(&amount(*rating, unit)).ours(&place);
        Some(unit_of.map_or_else(|| words.clone(), |unit| words.clone().ours(" ").theirs(unit)))
    };
    let levels: Vec<Sentence> =
        ratings.chunk_by(|(_, one), (_, next)| one == next).filter_map(level).collect();
    let straight = match axis {
        Axis::Linear => "in a straight line between: ",
        Axis::Log => "in a straight line over the logarithm, between: ",
        Axis::Log1p => "in a straight line over the logarithm of the number plus 1, between: ",
    };
    Sentence::new(straight).list(levels.into_iter(), usize::MAX, "; ")
}

/// The amounts for the items of a set, or the phrases of a text, that are there.
fn matched(matches: &PerMatch, (is_text, find): (bool, Find), unit: Unit) -> Sentence {
    let is_phrase = is_text || find == Find::Contains;
    let items =
        |of: &[Box<str>], joint: Joint| if is_phrase { phrases(of, joint) } else { values(of, joint) };
    let mentioned = |words: Sentence| match (is_text, find) {
        (true, Find::Whole) => words.ours(" that it mentions"),
        (true, Find::Contains) => words.ours(" that it contains"),
        (false, Find::Whole) => words,
        (false, Find::Contains) => words.ours(" that an item contains"),
    };
    match matches {
        PerMatch::Each { of, each, max } => {
            let each = format!("{} for each of ", amount(*each, unit));
            at_most(mentioned(Sentence::new(&each).then(items(&of.items, Joint::And))), *max, unit)
        }
        PerMatch::Own { items: own, max } => {
            let one = |item: &MatchItem| {
                let words = items(&item.of.items, Joint::Or);
                // An account is told by the name of the list that it matched it.
                let words = match &item.of.list {
                    Some(list) => value(list).ours(" (").then(words).ours(")"),
                    None => words,
                };
                words.ours(&format!(": {}", amount(item.gives, unit)))
            };
            let added = match find {
                Find::Whole => ADDED,
                Find::Contains => "added up, for each that is contained: ",
            };
            let words = Sentence::new(added).list(own.iter().map(one), usize::MAX, "; ");
            at_most(words, *max, unit)
        }
        PerMatch::Share { of, full_at, .. } => {
            let words = Sentence::new(&format!("in full with {full_at} of "));
            mentioned(words.then(items(&of.items, Joint::And))).ours(", with fewer in part")
        }
    }
}

/// The largest magnitude of a sum, if there is one.
fn at_most(words: Sentence, max: Option<Micro>, unit: Unit) -> Sentence {
    match max.or((unit == Unit::Rating).then_some(Micro::ONE)) {
        Some(most) => words.ours(&format!("; at most {}", amount(most, unit))),
        None => words,
    }
}

/// The attribute with a colon behind it, or nothing.
fn about(definition: &Definition, attribute: usize, subject: bool) -> Sentence {
    if subject { label(definition, attribute).ours(": ") } else { Sentence::default() }
}

fn fit_rule(
    definition: &Definition,
    unit: Unit,
    fit: &Condition,
    misfit: Option<&Condition>,
    penalty: Micro,
    subject: bool,
) -> Sentence {
    let words = if subject { whole(definition, fit) } else { wanted(definition, fit) };
    let Some(misfit) = misfit else { return words };
    // The misfit is looked at first, so it is told as an exception.
    let is_same = attribute_alone([fit, misfit]).is_some();
    let misfit = if is_same { wanted(definition, misfit) } else { whole(definition, misfit) };
    let words = words.ours("; against it: ").then(misfit);
    if penalty == Micro::ZERO {
        return words;
    }
    words.ours(&format!(", {}", amount(Micro::from_millionths(-penalty.millionths()), unit)))
}

fn bands_rule(
    definition: &Definition,
    unit: Unit,
    bands: &[Band],
    otherwise: Micro,
    subject: bool,
) -> Sentence {
    let alone = attribute_alone(bands.iter().map(|band| &band.when));
    let words = alone.map_or_else(Sentence::default, |attribute| about(definition, attribute, subject));
    let one = |band: &Band| {
        let when =
            if alone.is_some() { wanted(definition, &band.when) } else { whole(definition, &band.when) };
        when.ours(&format!(": {}", amount(band.rating, unit)))
    };
    words.list(bands.iter().map(one), usize::MAX, "; else ").then(otherwise_words(otherwise, unit))
}

/// The amount where nothing that is named holds, unless it is nothing.
fn otherwise_words(otherwise: Micro, unit: Unit) -> Sentence {
    if otherwise == Micro::ZERO {
        return Sentence::default();
    }
    Sentence::new(&format!("; anything else: {}", amount(otherwise, unit)))
}

/// `US or DE: 10 points`, an entry an amount, in the order of the first of each.
fn grouped_by_amount(
    ratings: &[(Box<str>, Micro)],
    unit: Unit,
    name: impl Fn(&str) -> Sentence,
) -> Vec<Sentence> {
    let mut groups: Vec<(Micro, Vec<Sentence>)> = Vec::new();
    for (text, rating) in ratings {
        match groups.iter_mut().find(|(of, _)| of == rating) {
            Some((_, names)) => names.push(name(text)),
            None => groups.push((*rating, vec![name(text)])),
        }
    }
    let one = |(rating, names): (Micro, Vec<Sentence>)| {
        list(names.into_iter(), Joint::Or).ours(&format!(": {}", amount(rating, unit)))
    };
    groups.into_iter().map(one).collect()
}

/// Whether the most that each event gives is what it gives once.
fn gives_once(event: &DecayEvent) -> bool {
    event.max.is_some_and(|max| max.millionths().abs() == event.rating.millionths().abs())
}

/// `"demo" or "call": 10 points, half of it is left after 14 days`, an entry an amount and a way to fade.
fn events_by_amount(ratings: &[DecayEvent], unit: Unit) -> Vec<Sentence> {
    let all_once = ratings.iter().all(gives_once);
    let mut groups: Vec<(&DecayEvent, Vec<Sentence>)> = Vec::new();
    for event in ratings {
        let same =
            |of: &DecayEvent| (of.rating, of.fading, of.max) == (event.rating, event.fading, event.max);
        let name = match (event.is_any_other(), ratings.len()) {
            (false, _) => phrase(&event.event),
            (true, 1) => Sentence::new("any event"),
            (true, _) => Sentence::new("any other event"),
        };
        match groups.iter_mut().find(|(of, _)| same(of)) {
            Some((_, names)) => names.push(name),
            None => groups.push((event, vec![name])),
        }
    }
    let one = |(event, names): (&DecayEvent, Vec<Sentence>)| {
        let words = list(names.into_iter(), Joint::Or).ours(&format!(": {}", amount(event.rating, unit)));
        let words = match event.fading {
            Some(fading) => words.ours(", ").ours(&faded(fading)),
            None => words,
        };
        match event.max.filter(|_| !all_once) {
            Some(max) => words.ours(&format!(", at most {} however often", amount(max, unit))),
            None => words,
        }
    };
    groups.into_iter().map(one).collect()
}

/// The way in which an event counts less with its age.
fn faded(fading: Fading) -> String {
    match fading {
        Fading::HalfLife(span) => format!("half of it is left after {span}"),
        Fading::LinearOver(span) => format!("evenly less, and nothing after {span}"),
        Fading::For(span) => format!("in full for {span}, and then nothing"),
    }
}
