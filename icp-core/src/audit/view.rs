//! A model and the counts of a run as the kinds of findings look at them: side by side, with paths. Decides no finding.

use super::counts::Audit;
use super::distinct::Counted;
use super::named::Vocabulary;
use super::near::are_near;
use super::results::{CriterionCounts, IcpCounts};
use super::values::Values;
use crate::analyze::{criterion_attributes, each_test, rule_path, with_inputs};
use crate::error::{counted, grouped, quote};
use crate::intake::WatchedRule;
use crate::model::{Attribute, Condition, Criterion, Definition, Exclusion, Icp, Scorecard};
use crate::plan::Plan;
use crate::source::Path;
use crate::value::{fold, parse_number};

/// Accounts from which on shares are judged: of fewer, anything may be chance.
const ENOUGH: usize = 10;
/// Values, names and columns that one message lists.
const SHOWN: usize = 5;

/// A model, its plan and counts, joined.
pub(super) struct DataView<'a> {
    pub(super) definition: &'a Definition,
    pub(super) plan: &'a Plan,
    pub(super) audit: &'a Audit,
    pub(super) rows: usize,
    /// Of each attribute and each of its named values: values of accounts that are near it.
    near: Vec<Vec<Vec<&'a Counted>>>,
}

/// An attribute that accounts are asked for.
pub(super) struct AttributeView<'a> {
    pub(super) attribute: &'a Attribute,
    pub(super) path: Path,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) values: &'a Values,
    pub(super) is_present: bool,
    near: Vec<Vec<&'a Counted>>,
}

impl<'a> AttributeView<'a> {
    /// The values that are near a named one and named by nobody, the most frequent first.
    pub(super) fn near(&self, place: usize) -> &[&'a Counted] {
        self.near.get(place).map_or(&[], Vec::as_slice)
    }

    /// Whether a value is near some named one.
    pub(super) fn is_near(&self, value: &Counted) -> bool {
        self.near.iter().flatten().any(|near| near.key == value.key)
    }
}

/// An attribute, the values that are looked for, those that were found, and whether there is a column.
type Joined<'a> = (((&'a Attribute, &'a Vocabulary), &'a Values), &'a bool);

/// A criterion of a scorecard.
pub(super) struct CriterionView<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) path: Path,
    pub(super) counts: &'a CriterionCounts,
}

/// An exclusion.
pub(super) struct ExclusionView<'a> {
    pub(super) exclusion: &'a Exclusion,
    pub(super) path: Path,
    pub(super) holds: usize,
    pub(super) unknown: usize,
}

/// An icp.
pub(super) struct IcpView<'a> {
    pub(super) icp: &'a Icp,
    pub(super) path: Path,
    pub(super) counts: &'a IcpCounts,
}

impl<'a> DataView<'a> {
    pub(super) fn new(definition: &'a Definition, plan: &'a Plan, audit: &'a Audit) -> Self {
        let each = audit.vocabularies.attributes.iter().zip(&audit.values);
        let near = each.map(|(vocabulary, values)| near(vocabulary, values)).collect();
        Self { definition, plan, audit, rows: audit.rows(), near }
    }

    /// All accounts, in words.
    pub(super) fn accounts(&self) -> String {
        counted(self.rows, "account")
    }

    /// Whether there are enough accounts to judge shares.
    pub(super) fn are_enough(&self) -> bool {
        are_enough(self.rows)
    }

    /// The attributes that accounts are asked for, in document order.
    pub(super) fn attributes(&self) -> impl Iterator<Item = AttributeView<'a>> {
        let audit = self.audit;
        let near = self.near.clone();
        let each = self.definition.attributes.iter().zip(&audit.vocabularies.attributes).zip(&audit.values);
        let view =
            |((((attribute, vocabulary), values), present), near): (Joined<'a>, Vec<Vec<&'a Counted>>)| {
                AttributeView {
                    attribute,
                    path: Path::root().key("attributes").key(&attribute.name),
                    vocabulary,
                    values,
                    is_present: *present || values.known > 0,
                    near,
                }
            };
        each.zip(&audit.present).zip(near).map(view).filter(|view| view.vocabulary.is_read)
    }

    /// The icps, in document order.
    pub(super) fn icps(&self) -> Vec<IcpView<'a>> {
        let each = self.definition.icps.iter().enumerate().filter_map(|(index, icp)| {
            let at = self.plan.icps.iter().position(|plan| plan.index == index)?;
            let counts = self.audit.results.icps.get(at)?;
            Some(IcpView { icp, path: Path::root().key("icps").index(index), counts })
        });
        each.collect()
    }

    /// The criteria of all scorecards, in document order. One that several scorecards share comes once for each.
    pub(super) fn criteria(&self) -> Vec<CriterionView<'a>> {
        let mut views = Vec::new();
        for (index, icp) in self.definition.icps.iter().enumerate() {
            let Some(plan) = self.plan.icps.iter().find(|plan| plan.index == index) else { continue };
            let path = Path::root().key("icps").index(index);
            let fit = (Some(&icp.fit), Some(plan.fit), "fit");
            for (card, at, key) in [fit, (icp.intent.as_ref(), plan.intent, "intent")] {
                let Some((card, at)) = card.zip(at) else { continue };
                self.card(card, at, &path.key(key), &mut views);
            }
        }
        views
    }

    fn card(&self, card: &'a Scorecard, at: usize, path: &Path, views: &mut Vec<CriterionView<'a>>) {
        let Some(range) = self.plan.cards.get(at).map(|card| card.criteria.clone()) else { return };
        let counts = self.audit.results.criteria.get(range).unwrap_or_default();
        for (index, (criterion, counts)) in card.criteria.iter().zip(counts).enumerate() {
            views.push(CriterionView { criterion, path: rule_path(criterion, path, index), counts });
        }
    }

    /// The exclusions: shared ones, then those of each icp.
    pub(super) fn exclusions(&self) -> Vec<ExclusionView<'a>> {
        let shared = self.definition.exclusions.len();
        let mut views = Vec::new();
        let mut add = |exclusions: &'a [Exclusion], counts: &[(usize, usize)], path: &Path| {
            for (at, (exclusion, (holds, unknown))) in exclusions.iter().zip(counts).enumerate() {
                let path = path.key("exclusions").index(at);
                views.push(ExclusionView { exclusion, path, holds: *holds, unknown: *unknown });
            }
        };
        let icps = self.icps();
        if let Some(first) = icps.first() {
            add(&self.definition.exclusions, &first.counts.exclusions, &Path::root());
        }
        for view in &icps {
            add(&view.icp.exclusions, view.counts.exclusions.get(shared..).unwrap_or_default(), &view.path);
        }
        views
    }

    /// The place of a rule that the intake watches.
    pub(super) fn path_of(&self, rule: &WatchedRule) -> Path {
        let icps = self.icps();
        let icp = rule.icp.as_ref().and_then(|id| icps.iter().find(|view| view.icp.id == *id));
        // A criterion that scorecards share stands outside of their icps.
        let is_within = |path: &Path| {
            icp.is_none_or(|icp| path.steps().starts_with(icp.path.steps()) || path.steps().len() == 2)
        };
        let exclusions = self.exclusions().into_iter().filter(|view| view.exclusion.id == rule.id);
        let exclusion = exclusions.map(|view| view.path).find(&is_within);
        let criteria = self.criteria().into_iter();
        let criteria = criteria.filter(|view| view.criterion.id == rule.id && view.criterion.required);
        let criterion = criteria.map(|view| view.path).find(&is_within);
        match rule.what {
            "exclusion" => exclusion.or(criterion),
            _ => criterion.or(exclusion),
        }
        .unwrap_or_default()
    }

    /// Whether a criterion rests on an attribute of which no account has a value: that is told already.
    pub(super) fn is_blind(&self, criterion: &Criterion) -> bool {
        let mut attributes = Vec::new();
        criterion_attributes(criterion, &mut |at| attributes.push(at));
        self.has_no_value(attributes)
    }

    /// The same for an exclusion.
    pub(super) fn is_blind_exclusion(&self, exclusion: &Exclusion) -> bool {
        let mut attributes = Vec::new();
        let mut of = |condition: &Condition| each_test(condition, &mut |at, _| attributes.push(at));
        of(&exclusion.when);
        exclusion.unless.iter().for_each(of);
        self.has_no_value(attributes)
    }

    fn has_no_value(&self, attributes: Vec<usize>) -> bool {
        let is_empty = |at: &usize| {
            let is_read =
                self.audit.vocabularies.attributes.get(*at).is_some_and(|vocabulary| vocabulary.is_read);
            is_read && self.audit.values.get(*at).is_some_and(|values| values.known == 0)
        };
        with_inputs(self.definition, attributes).iter().any(is_empty)
    }
}

/// Whether these are enough accounts to judge shares.
pub(super) fn are_enough(accounts: usize) -> bool {
    accounts >= ENOUGH
}

/// For each named value of an attribute: the values of accounts that are near it and named by nobody.
fn near<'a>(vocabulary: &Vocabulary, values: &'a Values) -> Vec<Vec<&'a Counted>> {
    let mut near = vec![Vec::new(); vocabulary.names.len()];
    if !near.is_empty() {
        let mut others = values.all.commonest();
        others.retain(|value| !vocabulary.index.contains_key(&value.key));
        for (key, place) in &vocabulary.index {
            if let Some(near) = near.get_mut(*place) {
                near.extend(others.iter().copied().filter(|value| are_near(key, &value.key)));
            }
        }
    }
    near
}

/// A few values with their counts, and how many more there are.
pub(super) fn listed<'a>(values: impl ExactSizeIterator<Item = (&'a str, usize)>) -> String {
    let more = values.len().saturating_sub(SHOWN);
    let shown = values.take(SHOWN).map(|(text, count)| format!("{} ({})", quote(text), grouped(count)));
    let mut shown: Vec<String> = shown.collect();
    if more > 0 {
        shown.push(format!("and {} more", grouped(more)));
    }
    shown.join(", ")
}

/// A few names, and how many more there are.
pub(super) fn names<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = names.len().saturating_sub(SHOWN);
    let mut shown: Vec<String> = names.take(SHOWN).map(quote).collect();
    if more > 0 {
        shown.push(format!("and {} more", grouped(more)));
    }
    shown.join(", ")
}

/// A value as YAML has it: numbers and plain words as they are, all else in quotes.
pub(super) fn yaml(text: &str) -> String {
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || c == ' ' || c == '.' || c == '_')
        && text.starts_with(char::is_alphabetic)
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&&*fold(text));
    if is_plain || parse_number(text).is_ok() { text.to_owned() } else { format!("{text:?}") }
}
