//! Every constant that the model compares an attribute with, and the values that it needs besides. `slots` cuts the
//! attributes by them.

use super::cuts::{Cuts, Spans};
use super::named::{Canon, Named, PhraseKind, Phrases};
use crate::model::{
    Condition, Criterion, DateTest, Definition, EventNames, Exclusion, Find, NumberOperand, NumberTest,
    OncePer, Rule, Scorecard, SetOperand, Test, TextTest, Verdict,
};
use crate::plan::{EventsCounted, HappenedTest, Hosts, SlotTest};
use crate::sort::{Set, distinct};
use crate::value::{AttributeType, Span, fold, nearest};

/// The constants of one attribute.
#[derive(Debug, Default)]
pub(super) struct Needs {
    pub(super) presence: bool,
    pub(super) bool: bool,
    pub(super) numbers: Option<Cuts>,
    pub(super) lengths: Option<Cuts>,
    pub(super) sizes: Option<Cuts>,
    pub(super) days: Set<i32>,
    /// Spans in days and in months.
    pub(super) recent_days: Spans,
    pub(super) recent_months: Spans,
    pub(super) values: Named,
    pub(super) hosts: Hosts,
    pub(super) items: Named,
    pub(super) phrases: Phrases,
    /// Whether the number itself is wanted.
    pub(super) derived: bool,
}

/// All needs: of each attribute, and the tests that look at more than one.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) needs: Vec<Needs>,
    pub(super) computed: Vec<SlotTest>,
    /// Spans of `happened` tests, in the order of `computed` that have one.
    pub(super) computed_spans: Vec<Span>,
    /// Canonical forms, for each attribute.
    pub(super) canons: Vec<Canon>,
    /// The test of each computed slot, to find it again.
    pub(super) computed_tests: Vec<(usize, Test)>,
}

pub(super) fn survey(definition: &Definition) -> Survey {
    let mut survey = Survey {
        needs: definition.attributes.iter().map(|_| Needs::default()).collect(),
        canons: definition.attributes.iter().map(Canon::of).collect(),
        ..Survey::default()
    };
    survey.exclusions(definition, &definition.exclusions);
    for (_, icp) in definition.scored_icps() {
        survey.exclusions(definition, &icp.exclusions);
    }
    for (_, icp) in definition.scored_icps() {
        survey.card(definition, &icp.fit);
        if let Some(intent) = &icp.intent {
            survey.card(definition, intent);
        }
        for stage in &icp.stages {
            survey.verdicts(definition, &stage.verdicts);
        }
        for entry in icp.labels.iter().flat_map(|label| &label.first) {
            survey.maybe(definition, entry.when.as_ref());
        }
    }
    for attribute in &definition.attributes {
        if let Some((_, formula)) = &attribute.formula {
            survey.formula(formula);
        }
    }
    for needs in &mut survey.needs {
        let Needs { numbers, lengths, sizes, .. } = needs;
        [numbers, lengths, sizes].into_iter().flatten().for_each(Cuts::settle);
    }
    survey
}

impl Survey {
    fn exclusions(&mut self, definition: &Definition, exclusions: &[Exclusion]) {
        for exclusion in exclusions {
            self.condition(definition, &exclusion.when);
            self.maybe(definition, exclusion.unless.as_ref());
        }
    }

    fn verdicts(&mut self, definition: &Definition, verdicts: &[Verdict]) {
        for verdict in verdicts {
            self.maybe(definition, verdict.when.as_ref());
        }
    }

    fn maybe(&mut self, definition: &Definition, condition: Option<&Condition>) {
        if let Some(condition) = condition {
            self.condition(definition, condition);
        }
    }

    fn card(&mut self, definition: &Definition, card: &Scorecard) {
        for criterion in &card.criteria {
            self.criterion(definition, criterion);
        }
        for limit in &card.limits {
            self.maybe(definition, limit.when.as_ref());
        }
        for tier in &card.tiers {
            self.maybe(definition, tier.when.as_ref());
            self.verdicts(definition, &tier.verdicts);
        }
    }

    fn formula(&mut self, formula: &crate::model::Formula) {
        use crate::model::Formula;
        match formula {
            // Dates and events are looked at as they are.
            Formula::Number(_) | Formula::Days(_) | Formula::Count(_) => {}
            Formula::Attribute(attribute) => self.at(*attribute, |needs| needs.derived = true),
            Formula::Negative(inner) => self.formula(inner),
            Formula::Binary(_, left, right) => {
                self.formula(left);
                self.formula(right);
            }
        }
    }

    fn at(&mut self, attribute: usize, change: impl FnOnce(&mut Needs)) {
        self.named(attribute, |needs, _| change(needs));
    }

    fn named(&mut self, attribute: usize, change: impl FnOnce(&mut Needs, &Canon)) {
        if let Some((needs, canon)) = self.needs.get_mut(attribute).zip(self.canons.get(attribute)) {
            change(needs, canon);
        }
    }

    fn criterion(&mut self, definition: &Definition, criterion: &Criterion) {
        self.maybe(definition, criterion.applies_when.as_ref());
        match &criterion.rule {
            Rule::Fit { fit, misfit, .. } => {
                self.maybe(definition, misfit.as_ref());
                self.condition(definition, fit);
            }
            Rule::Bands { bands, .. } => bands.iter().for_each(|band| self.condition(definition, &band.when)),
            Rule::Table { attribute, ratings, .. } => {
                let Some(declared) = definition.attributes.get(*attribute) else { return };
                let texts = ratings.iter().map(|(value, _)| &**value);
                self.named(*attribute, |needs, canon| match declared.kind {
                    AttributeType::Text => needs.values.add(canon, texts),
                    AttributeType::Set => needs.items.add(canon, texts),
                    AttributeType::Bool => needs.bool = true,
                    AttributeType::Number => {
                        let cuts = needs.numbers.get_or_insert_default();
                        texts.map(nearest).for_each(|number| cuts.add(number));
                    }
                    AttributeType::Date | AttributeType::Events => needs.presence = true,
                });
            }
            Rule::Curve { attribute, .. } | Rule::Linear { attribute, .. } => self.at(*attribute, |needs| {
                needs.numbers.get_or_insert_default();
                needs.derived = true;
            }),
            Rule::PerMatch { attribute, find, matches } => {
                let Some(declared) = definition.attributes.get(*attribute) else { return };
                let texts = matches.items().into_iter().flatten().map(|text| &**text);
                self.named(*attribute, |needs, canon| match declared.kind {
                    _ if *find == Find::Contains => needs.add_phrases(PhraseKind::Contains, texts),
                    AttributeType::Set => needs.items.add(canon, texts),
                    // `validate` lets in a text and nothing else.
                    AttributeType::Text
                    | AttributeType::Number
                    | AttributeType::Bool
                    | AttributeType::Date
                    | AttributeType::Events => needs.add_phrases(PhraseKind::Mentions, texts),
                });
            }
            Rule::Decay { attribute, .. } => self.at(*attribute, |needs| needs.presence = true),
        }
    }

    fn condition(&mut self, definition: &Definition, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast { of: parts, .. } => {
                parts.iter().for_each(|part| self.condition(definition, part));
            }
            Condition::Not(part) => self.condition(definition, part),
            Condition::Named { condition, .. } => self.condition(definition, condition),
            Condition::Result(_) => {}
            Condition::Test { attribute, test } => self.test(definition, *attribute, test),
        }
    }

    fn test(&mut self, definition: &Definition, attribute: usize, test: &Test) {
        let Some(declared) = definition.attributes.get(attribute) else { return };
        match test {
            Test::Known(_) => self.at(attribute, |needs| needs.presence = true),
            Test::Number(test) => self.at(attribute, |n| cuts(test, n.numbers.get_or_insert_default())),
            Test::Length(test) => self.at(attribute, |n| cuts(test, n.lengths.get_or_insert_default())),
            Test::Size(test) => self.at(attribute, |n| cuts(test, n.sizes.get_or_insert_default())),
            Test::Bool(_) => self.at(attribute, |needs| needs.bool = true),
            Test::Date(test) => self.at(attribute, |needs| needs.date(test)),
            Test::Text(test) => self.named(attribute, |needs, canon| needs.text(canon, test)),
            Test::Set(test) => self.named(attribute, |needs, canon| match test.operand() {
                SetOperand::Item(item) => needs.items.add(canon, [item]),
                SetOperand::Items(of) | SetOperand::AtLeast(_, of) => {
                    needs.items.add(canon, of.items.iter().map(|t| &**t));
                }
                SetOperand::Phrases(of) => {
                    needs.add_phrases(PhraseKind::Contains, of.items.iter().map(|t| &**t));
                }
            }),
            Test::Happened(happened) => {
                let within = happened.within_last.map(|span| {
                    self.computed_spans.push(span);
                    self.computed_spans.len() as u32 - 1
                });
                self.computed(
                    attribute,
                    test,
                    SlotTest::Happened(HappenedTest {
                        attribute: attribute as u32,
                        events: counted(&happened.events),
                        distinct: happened.distinct_at_least,
                        within,
                        at_least: happened.at_least,
                        at_most: happened.at_most,
                        once_a_day: happened.once_per == Some(OncePer::Day),
                    }),
                );
            }
            Test::Compare { comparison, other } => {
                if declared.kind == AttributeType::Number {
                    self.at(attribute, |needs| needs.derived = true);
                    self.at(*other, |needs| needs.derived = true);
                }
                let (left, right) = (attribute as u32, *other as u32);
                self.computed(attribute, test, SlotTest::Compare { left, comparison: *comparison, right });
            }
        }
    }

    fn computed(&mut self, attribute: usize, test: &Test, computed: SlotTest) {
        let known = self.computed_tests.iter().any(|(a, t)| *a == attribute && same_computed(t, test));
        if !known {
            self.computed_tests.push((attribute, test.clone()));
            self.computed.push(computed);
        }
    }
}

/// Folded names, sorted, each once.
pub(super) fn folded_names(names: &[Box<str>]) -> Box<[Box<str>]> {
    let mut folded: Vec<Box<str>> = names.iter().map(|name| fold(name).into()).collect();
    distinct(&mut folded);
    folded.into()
}

/// The events of a test by their folded names.
fn counted(events: &EventNames) -> EventsCounted {
    match events {
        EventNames::One(name) => EventsCounted::One(fold(name).into()),
        EventNames::AnyOf(names) => EventsCounted::AnyOf(folded_names(&names.items)),
        EventNames::Any => EventsCounted::Any,
    }
}

/// Whether two tests are the same one that one slot answers.
pub(super) fn same_computed(a: &Test, b: &Test) -> bool {
    if let (Test::Happened(a), Test::Happened(b)) = (a, b) {
        return a == b;
    }
    let compared = |test: &Test| {
        let Test::Compare { comparison, other } = test else { return None };
        Some((*comparison, *other))
    };
    compared(a).is_some() && compared(a) == compared(b)
}

/// A number test is cut at every constant of its operand.
fn cuts(test: &NumberTest, cuts: &mut Cuts) {
    match test.operand() {
        NumberOperand::One(value) => cuts.add(*value),
        NumberOperand::List(items) => items.items.iter().for_each(|value| cuts.add(*value)),
        NumberOperand::Bounds(low, high) => {
            cuts.add(*low);
            cuts.add(*high);
        }
    }
}

impl Needs {
    fn date(&mut self, test: &DateTest) {
        match test {
            DateTest::Is(d) => self.days.extend(&[d.days(), d.days() + 1]),
            DateTest::Before(d) => self.days.extend(&[d.days()]),
            DateTest::After(d) => self.days.extend(&[d.days() + 1]),
            DateTest::Between(a, b) => self.days.extend(&[a.days(), b.days() + 1]),
            DateTest::WithinLast(span) | DateTest::OlderThan(span) => {
                if let Some(days) = span.days() {
                    self.recent_days.insert(days, *span);
                } else if let Some(months) = span.months() {
                    self.recent_months.insert(months, *span);
                }
            }
        }
    }

    fn text(&mut self, canon: &Canon, test: &TextTest) {
        match test {
            TextTest::Is(value) | TextTest::IsNot(value) => self.values.add(canon, [&**value]),
            TextTest::In(items) | TextTest::NotIn(items) => {
                self.values.add(canon, items.items.iter().map(|t| &**t));
            }
            TextTest::StartsWith(of) => {
                self.add_phrases(PhraseKind::StartsWith, of.items.iter().map(|t| &**t));
            }
            TextTest::EndsWith(of) => self.add_phrases(PhraseKind::EndsWith, of.items.iter().map(|t| &**t)),
            TextTest::Contains(of) => self.add_phrases(PhraseKind::Contains, of.items.iter().map(|t| &**t)),
            TextTest::PartOf(of) => self.add_phrases(PhraseKind::PartOf, of.items.iter().map(|t| &**t)),
            TextTest::Mentions(of) | TextTest::MentionsAtLeast { of, .. } => {
                self.add_phrases(PhraseKind::Mentions, of.items.iter().map(|t| &**t));
            }
            TextTest::Under(of) => of.items.iter().for_each(|host| self.hosts.add(host)),
            TextTest::Matches(pattern) => self.add_phrases(PhraseKind::Matches, [&**pattern]),
        }
    }

    fn add_phrases<'a>(&mut self, kind: PhraseKind, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts {
            self.phrases.add(kind, text);
        }
    }
}
