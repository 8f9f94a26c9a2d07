//! The texts, items and events that the rules of one icp name for an attribute, as the model writes them: the values to which it
//! may change.

use crate::model::{
    Condition, Definition, EventNames, Exclusion, Find, Icp, PerMatch, Rule, SetTest, Test, TextTest,
};

/// Everything that an icp names of one attribute, in the order of the document, each once.
#[derive(Debug, Default)]
pub(super) struct Named<'d> {
    /// Values of a text, names of hosts, or items of a set.
    pub(super) values: Vec<&'d str>,
    /// Phrases that are looked for at the beginning, within, and at the end of a text.
    pub(super) phrases: [Vec<&'d str>; 3],
    /// Texts of which a text may be a part.
    pub(super) wholes: Vec<&'d str>,
    /// Patterns that are looked for in a text.
    pub(super) patterns: Vec<&'d str>,
    /// Where there are patterns, texts that the attribute and other icps name.
    pub(super) elsewhere: Vec<&'d str>,
    /// Pieces that are looked for within the items of a set; each is among the values too, to be tried as an item.
    pub(super) pieces: Vec<&'d str>,
    /// Whether it counts the items of a set.
    pub(super) is_counted: bool,
    /// Lists of items of which one rule may want all.
    pub(super) lists: Vec<Vec<&'d str>>,
    pub(super) events: Vec<&'d str>,
    /// Whether whatever happened counts.
    pub(super) any_event: bool,
    /// Other attributes that it is compared with.
    pub(super) others: Vec<usize>,
}

impl<'d> Named<'d> {
    /// Everything that an icp names, an entry for each attribute of the model.
    pub(super) fn of(definition: &'d Definition, icp: &'d Icp) -> Vec<Self> {
        let mut all = Self::by_icp(definition, icp);
        if all.iter().all(|named| named.patterns.is_empty()) {
            return all;
        }
        let others = definition.icps.iter().filter(|other| other.id != icp.id);
        let others: Vec<Vec<Self>> = others.map(|other| Self::by_icp(definition, other)).collect();
        for (at, (named, attribute)) in all.iter_mut().zip(&definition.attributes).enumerate() {
            if named.patterns.is_empty() {
                continue;
            }
            let own = attribute.values.iter().map(|text| &**text).chain(attribute.spellings());
            let by_others = others.iter().filter_map(|other| other.get(at));
            let by_others =
                by_others.flat_map(|other| other.values.iter().chain(other.phrases.iter().flatten()));
            own.chain(by_others.copied()).for_each(|text| add(&mut named.elsewhere, text));
        }
        all
    }

    fn by_icp(definition: &'d Definition, icp: &'d Icp) -> Vec<Self> {
        let mut all: Vec<Self> = definition.attributes.iter().map(|_| Self::default()).collect();
        let mut visit =
            |condition: &'d Condition| tests(condition, &mut |at, test| add_test(&mut all, at, test));
        for Exclusion { when, unless, .. } in definition.exclusions.iter().chain(&icp.exclusions) {
            visit(when);
            unless.iter().for_each(&mut visit);
        }
        icp.fit.limits.iter().filter_map(|limit| limit.when.as_ref()).for_each(&mut visit);
        icp.fit.tiers.iter().filter_map(|tier| tier.when.as_ref()).for_each(&mut visit);
        for criterion in &icp.fit.criteria {
            criterion.applies_when.iter().for_each(&mut visit);
            criterion.rule.conditions().for_each(&mut visit);
        }
        for criterion in &icp.fit.criteria {
            add_rule(&mut all, &criterion.rule, definition);
        }
        for (_, formula) in definition.attributes.iter().filter_map(|attribute| attribute.formula.as_ref()) {
            formula.counts(&mut |count| {
                let Some(named) = all.get_mut(count.attribute) else { return };
                named.any_event |= count.events.is_empty();
                count.events.iter().for_each(|event| add(&mut named.events, event));
            });
        }
        all
    }

    fn add_values(&mut self, texts: impl IntoIterator<Item = &'d Box<str>>) {
        texts.into_iter().for_each(|text| add(&mut self.values, text));
    }

    /// Items of which all may be wanted.
    fn add_list(&mut self, texts: &'d [Box<str>]) {
        self.add_values(texts);
        self.lists.push(texts.iter().map(|text| &**text).collect());
    }

    /// Pieces of items, each of which is tried as an item.
    fn add_pieces(&mut self, texts: impl IntoIterator<Item = &'d Box<str>>) {
        let texts: Vec<&'d str> = texts.into_iter().map(|text| &**text).collect();
        for text in &texts {
            add(&mut self.pieces, text);
            add(&mut self.values, text);
        }
        self.lists.push(texts);
    }

    fn add_phrases(&mut self, place: usize, texts: impl IntoIterator<Item = &'d Box<str>>) {
        if let Some(phrases) = self.phrases.get_mut(place) {
            texts.into_iter().for_each(|text| add(phrases, text));
        }
    }
}

fn add<'d>(to: &mut Vec<&'d str>, text: &'d str) {
    if !to.contains(&text) {
        to.push(text);
    }
}

/// Visits every test of a condition, those behind names too.
fn tests<'d>(condition: &'d Condition, visit: &mut impl FnMut(usize, &'d Test)) {
    match condition {
        Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
            of.iter().for_each(|part| tests(part, visit));
        }
        Condition::Not(part) => tests(part, visit),
        Condition::Named { condition, .. } => tests(condition, visit),
        Condition::Test { attribute, test } => visit(*attribute, test),
        Condition::Result(_) => {}
    }
}

fn add_test<'d>(all: &mut [Named<'d>], at: usize, test: &'d Test) {
    if let Test::Compare { other, .. } = test
        && let Some(named) = all.get_mut(*other)
    {
        named.others.push(at);
    }
    let Some(named) = all.get_mut(at) else { return };
    match test {
        Test::Text(TextTest::Is(text) | TextTest::IsNot(text)) => named.add_values([text]),
        Test::Text(TextTest::In(items) | TextTest::NotIn(items) | TextTest::Under(items)) => {
            named.add_values(&items.items);
        }
        Test::Text(TextTest::PartOf(items)) => {
            named.add_values(&items.items);
            items.items.iter().for_each(|text| add(&mut named.wholes, text));
        }
        Test::Text(TextTest::StartsWith(items)) => named.add_phrases(0, &items.items),
        Test::Text(TextTest::Contains(items) | TextTest::Mentions(items)) => {
            named.add_phrases(1, &items.items);
        }
        Test::Text(TextTest::MentionsAtLeast { of, .. }) => named.add_phrases(1, &of.items),
        Test::Text(TextTest::EndsWith(items)) => named.add_phrases(2, &items.items),
        Test::Set(SetTest::Has(item)) => named.add_values([item]),
        Test::Set(
            SetTest::HasAny(items)
            | SetTest::HasAll(items)
            | SetTest::HasNone(items)
            | SetTest::HasAtLeast { of: items, .. },
        ) => named.add_list(&items.items),
        Test::Set(SetTest::HasContaining(items)) => named.add_pieces(&items.items),
        Test::Size(_) => named.is_counted = true,
        Test::Happened(happened) => match &happened.events {
            EventNames::One(name) => add(&mut named.events, name),
            EventNames::AnyOf(names) => names.items.iter().for_each(|name| add(&mut named.events, name)),
            EventNames::Any => named.any_event = true,
        },
        Test::Compare { other, .. } => named.others.push(*other),
        Test::Text(TextTest::Matches(pattern)) => add(&mut named.patterns, pattern),
        Test::Known(_) | Test::Number(_) | Test::Length(_) | Test::Date(_) | Test::Bool(_) => {}
    }
}

fn add_rule<'d>(all: &mut [Named<'d>], rule: &'d Rule, definition: &'d Definition) {
    let Some(at) = rule.attribute() else { return };
    let is_set =
        definition.attributes.get(at).is_some_and(|one| one.kind == crate::value::AttributeType::Set);
    let Some(named) = all.get_mut(at) else { return };
    match rule {
        Rule::Table { ratings, .. } => {
            named.add_values(ratings.iter().map(|(text, _)| text));
            if is_set {
                named.lists.push(ratings.iter().map(|(text, _)| &**text).collect());
            }
        }
        Rule::PerMatch { matches, find, .. } => {
            let texts: Vec<&'d Box<str>> = match matches {
                PerMatch::Each { of, .. } | PerMatch::Share { of, .. } => of.items.iter().collect(),
                PerMatch::Own { items, .. } => items.iter().flat_map(|item| &item.of.items).collect(),
            };
            match (is_set, find) {
                (true, Find::Whole) => {
                    named.lists.push(texts.iter().map(|text| &***text).collect());
                    named.add_values(texts);
                }
                (true, Find::Contains) => named.add_pieces(texts),
                (false, _) => named.add_phrases(1, texts),
            }
        }
        Rule::Decay { ratings, .. } => {
            for event in ratings {
                if event.is_any_other() {
                    named.any_event = true;
                } else {
                    add(&mut named.events, &event.event);
                }
            }
        }
        Rule::Fit { .. } | Rule::Bands { .. } | Rule::Curve { .. } | Rule::Linear { .. } => {}
    }
}
