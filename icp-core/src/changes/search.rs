//! The search for the smallest sets of changes: each attribute alone, then those together of which no part does it.

use super::bounds::Bounds;
use super::candidate::Candidate;
use super::gap::Gap;
use super::items::EVERY_CHOICE;
use super::order::{Key, each_choice, is_nearer};
use super::solve::Reach;
use super::state::{Context, Search};
use super::texts::EVERY_PHRASE;
use crate::account::Field;
use crate::eval::IcpScore;
use crate::value::AttributeType;

/// A set of changes that reaches the goal.
#[derive(Debug)]
pub(super) struct Found {
    /// Attributes in the order of the model, each with its nearest value and all values that will do.
    pub(super) changes: Vec<(usize, Candidate, Vec<Candidate>)>,
    /// The numbers of the icp with the nearest values.
    pub(super) result: IcpScore,
}

impl Found {
    /// The cells that are passed in all.
    pub(super) fn passed(&self) -> u32 {
        self.changes.iter().map(|(_, nearest, _)| nearest.passed).sum()
    }
}

impl Search<'_> {
    /// The sets of at most `most` attributes, none with a subset that reaches the goal.
    pub(super) fn sets(&mut self, most: usize) -> Vec<Found> {
        let open = self.open();
        let mut sets: Vec<Found> = Vec::new();
        let bounds = Bounds::new(self);
        let mut rest: Vec<usize> = Vec::new();
        for at in open {
            let found = if bounds.allow(self, &[at]) { self.alone(at) } else { None };
            match found {
                Some(found) => sets.push(found),
                None => rest.push(at),
            }
        }
        for size in 2..=most.min(rest.len()) {
            let before = sets.len();
            each_choice(&rest, size, &mut |choice| {
                let is_minimal = !sets
                    .iter()
                    .take(before)
                    .any(|known| known.changes.iter().all(|(at, ..)| choice.contains(at)));
                if is_minimal && self.left > 0 && bounds.allow(self, choice) {
                    match self.together(choice) {
                        Some(found) => sets.push(found),
                        None => self.tried_in_vain(choice),
                    }
                }
            });
        }
        if self.left == 0 {
            self.note(Gap::Work);
        }
        crate::sort::sort_by(&mut sets, |a, b| {
            (a.changes.len(), a.passed()).cmp(&(b.changes.len(), b.passed()))
        });
        sets
    }

    /// The attributes that may change and that the result rests on.
    fn open(&self) -> Vec<usize> {
        let may = |at: &usize| {
            let Some(attribute) = self.definition.attributes.get(*at) else { return false };
            let is_missing = matches!(self.now.get(*at), None | Some(Field::Missing));
            attribute.formula.is_none() && (attribute.changeable || is_missing)
        };
        let matters = |at: &usize| self.relations.matters.get(*at).copied().unwrap_or_default();
        (0..self.plan.inputs.len()).filter(|at| may(at) && matters(at)).collect()
    }

    /// The values that reach the goal with each of these values of other attributes, the nearest first.
    pub(super) fn solve(&mut self, at: usize, contexts: &[Context], wanted: Reach) -> Vec<Candidate> {
        if let [only] = contexts {
            only.iter().for_each(|(other, field)| self.put(*other, field));
        }
        let mut found = if self.is_line(at) {
            self.solve_line(at, contexts, wanted)
        } else {
            let mut found = self.listed(at);
            found.retain(|one| self.holds(at, &one.field, contexts));
            found
        };
        self.put_back(at);
        contexts.iter().flatten().for_each(|(other, _)| self.put_back(*other));
        crate::sort::sort_by(&mut found, |a, b| a.passed.cmp(&b.passed).then(a.rank.total_cmp(&b.rank)));
        found
    }

    /// The set of one attribute.
    fn alone(&mut self, at: usize) -> Option<Found> {
        let found = self.solve(at, &[Context::new()], Reach::All);
        let Some(nearest) = found.first().cloned() else {
            self.tried_in_vain(&[at]);
            return None;
        };
        self.verified(vec![(at, nearest, found)])
    }

    /// Scores the nearest values once more.
    fn verified(&mut self, changes: Vec<(usize, Candidate, Vec<Candidate>)>) -> Option<Found> {
        changes.iter().for_each(|(at, nearest, _)| self.put(*at, &nearest.field));
        let result = self.score();
        changes.iter().for_each(|(at, ..)| self.put_back(*at));
        self.aim.is_met(&result).then_some(Found { changes, result })
    }

    /// The set of several attributes of which no part reaches the goal.
    fn together(&mut self, choice: &[usize]) -> Option<Found> {
        let mut best: Option<(Key, Vec<(usize, Candidate)>)> = None;
        // The last one is solved for. Where the answer follows the numbers of several, each of them is.
        let mut last: Vec<usize> = choice.iter().copied().filter(|at| self.follows(*at)).collect();
        if last.is_empty() {
            last.extend(choice.last());
        }
        for solved in last {
            let others: Vec<usize> = choice.iter().copied().filter(|at| *at != solved).collect();
            self.try_all(choice, &others, solved, &mut Vec::new(), &mut best);
        }
        let (_, mut nearest) = best?;
        crate::sort::sort_by_key(&mut nearest, |(at, _)| *at);
        let changes = self.widened(nearest);
        self.verified(changes)
    }

    /// Tries every candidate of the first of some attributes with every one of the others, and solves for the last.
    fn try_all(
        &mut self,
        choice: &[usize],
        others: &[usize],
        solved: usize,
        chosen: &mut Vec<(usize, Candidate)>,
        best: &mut Option<(Key, Vec<(usize, Candidate)>)>,
    ) {
        let so_far: u32 = chosen.iter().map(|(_, one)| one.passed).sum();
        let is_too_far = |best: &Option<(Key, _)>, passed: u32| {
            best.as_ref().is_some_and(|((least, _), _)| so_far + passed > *least)
        };
        let Some((first, rest)) = others.split_first() else {
            let context: Context = chosen.iter().map(|(at, one)| (*at, one.field.clone())).collect();
            let is_free = !choice.iter().any(|at| *at != solved && self.relations.are_together(*at, solved));
            let found = if is_free && !self.is_followed(solved) {
                let candidates = self.distinct(solved);
                context.iter().for_each(|(at, field)| self.put(*at, field));
                let first = candidates.into_iter().find(|one| {
                    self.put(solved, &one.field);
                    self.reaches()
                });
                self.put_back(solved);
                context.iter().for_each(|(at, _)| self.put_back(*at));
                first
            } else {
                let most = best.as_ref().map_or(u32::MAX, |((least, _), _)| least.saturating_sub(so_far));
                self.solve(solved, &[context], Reach::Nearest { most }).into_iter().next()
            };
            if let Some(found) = found {
                let mut all = chosen.clone();
                all.push((solved, found));
                crate::sort::sort_by_key(&mut all, |(at, _)| *at);
                let key = (
                    all.iter().map(|(_, one)| one.passed).sum(),
                    all.iter().map(|(_, one)| (one.passed, one.rank)).collect(),
                );
                if best.as_ref().is_none_or(|(known, _)| is_nearer(&key, known)) {
                    *best = Some((key, all));
                }
            }
            return;
        };
        let is_free = !choice.iter().any(|at| at != first && self.relations.are_together(*at, *first));
        let candidates = if is_free { self.distinct(*first) } else { self.points(*first, chosen) };
        for candidate in candidates {
            if self.left == 0 || is_too_far(best, candidate.passed) {
                break;
            }
            chosen.push((*first, candidate));
            self.try_all(choice, rest, solved, chosen, best);
            chosen.pop();
        }
    }

    /// Whether values inside of one cell may give different results.
    pub(super) fn follows(&self, at: usize) -> bool {
        let is = |flags: &[bool]| flags.get(at).copied().unwrap_or_default();
        is(&self.relations.varies) || is(&self.relations.shifts)
    }

    fn is_followed(&self, at: usize) -> bool {
        self.relations.varies.get(at).copied().unwrap_or_default()
    }

    /// Values to try of an attribute while others have theirs, the nearest first.
    fn points(&mut self, at: usize, chosen: &[(usize, Candidate)]) -> Vec<Candidate> {
        if !self.is_line(at) {
            return self.listed(at);
        }
        chosen.iter().for_each(|(other, one)| self.put(*other, &one.field));
        self.locate_joint();
        let points = self.line_points(at);
        chosen.iter().for_each(|(other, _)| self.put_back(*other));
        points
    }

    /// One candidate of all that act alike, the nearest: what they add to the sums of the fit scorecard, and the flags that they
    /// set. Those that act as the value does that the account has are left out.
    fn distinct(&mut self, at: usize) -> Vec<Candidate> {
        if let Some(Some(known)) = self.distinct.get(at) {
            return known.clone();
        }
        let points = self.points(at, &[]);
        self.put_back(at);
        self.score();
        let mut effects = vec![self.scratch.effect(self.plan, self.icp)];
        let mut found = Vec::new();
        for point in points {
            self.put(at, &point.field);
            self.score();
            let effect = self.scratch.effect(self.plan, self.icp);
            if !effects.contains(&effect) {
                effects.push(effect);
                found.push(point);
            }
        }
        self.put_back(at);
        if let Some(place) = self.distinct.get_mut(at) {
            *place = Some(found.clone());
        }
        found
    }

    /// Notes why values of some attributes may reach the goal, though none of those that were tried does.
    fn tried_in_vain(&mut self, choice: &[usize]) {
        for (place, at) in choice.iter().enumerate() {
            let mut more = choice.iter().skip(place + 1);
            if more.any(|other| self.relations.are_tied(*at, *other)) {
                self.note(Gap::DependentNumbers);
            }
            let kind = self.definition.attributes.get(*at).map(|attribute| attribute.kind);
            let Some(named) = self.named.get(*at) else { continue };
            let has_pattern = !named.patterns.is_empty();
            let phrases: usize = named.phrases.iter().map(Vec::len).sum();
            let items = if kind == Some(AttributeType::Set) { named.values.len() } else { 0 };
            if has_pattern {
                self.note(Gap::Pattern);
            }
            if phrases > EVERY_PHRASE || items > EVERY_CHOICE {
                self.note(Gap::ManyNames);
            }
        }
    }

    fn note(&mut self, gap: Gap) {
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }
}
