//! The answers of every criterion, whole columns at a time: by the class of each row, and by its value where points depend on one.

use super::PerCriterion;
use super::card_lanes::{Numbers, Sums};
use super::cells::{BLOCK, BlockCells};
use super::criteria::{CriterionAnswer, CriterionChunk};
use super::curve::Source;
use super::dimension_sums::{POINTS, take};
use super::lane_tables::{LaneSums, LaneTables};
use super::profile::Profile;
use crate::eval::{Counted, CriterionStatus, FixedParts, Parts, counts};
use crate::plan::{Card, CriterionPlan, Decided, Outcome, Plan};

/// The most criteria of a scorecard that are compared with each other, whole columns at a time.
const MOST: usize = 64;

/// The scorecards of each icp: fit, then intent.
#[derive(Debug)]
pub(super) struct CriterionTables<'p> {
    icps: Vec<Vec<OfCard<'p>>>,
}

/// The criteria of a scorecard.
#[derive(Debug)]
struct OfCard<'p> {
    card: &'p Card,
    criteria: Vec<OfCriterion<'p>>,
    /// How parts of the score are rounded, where the weights are the same for every account.
    fixed: Option<FixedParts<'p>>,
    is_intent: bool,
}

/// A criterion: what it answers in each class of its group.
#[derive(Debug)]
struct OfCriterion<'p> {
    plan: &'p CriterionPlan,
    group: usize,
    outcomes: &'p [Outcome],
    source: Option<Source<'p>>,
    points: Vec<f64>,
    rating: Vec<f64>,
    status: Vec<CriterionStatus>,
    band: Vec<u16>,
    /// Its part of the score in millionths, rounded, and what that leaves over.
    rounded: Vec<f64>,
    left: Vec<f64>,
}

/// Memory of one thread: a column for each criterion of a scorecard.
#[derive(Debug, Default)]
pub(super) struct CriterionBuffers {
    rounded: Vec<Numbers>,
    /// The remainders of rounding, so that the least comes first.
    keys: Vec<Numbers>,
    /// How many come before.
    places: Vec<Numbers>,
    sums: Vec<Sums>,
    counted: Vec<Counted>,
}

impl<'p> CriterionTables<'p> {
    /// `None` where a criterion is not in a table.
    pub(super) fn new(plan: &'p Plan, icps: &[Profile], asked: PerCriterion) -> Option<Self> {
        let of_icp = |icp: &Profile| {
            let mut cards = vec![OfCard::new(plan, icp.fit.card, false, asked)?];
            if let Some(intent) = &icp.intent {
                cards.push(OfCard::new(plan, intent.card.card, true, asked)?);
            }
            Some(cards)
        };
        Some(Self { icps: icps.iter().map(of_icp).collect::<Option<_>>()? })
    }

    /// Writes the answers of some rows.
    #[inline(always)]
    pub(super) fn write(
        &self,
        criteria: &mut [Vec<CriterionChunk<'_>>],
        (start, len): (usize, usize),
        (tables, found, cells): (&LaneTables<'_>, &LaneSums, &BlockCells),
        buffers: &mut CriterionBuffers,
    ) {
        for (number, (cards, columns)) in self.icps.iter().zip(criteria).enumerate() {
            let mut rest = &mut **columns;
            for card in cards {
                let (own, others) = rest.split_at_mut(card.criteria.len().min(rest.len()));
                rest = others;
                for (criterion, columns) in card.criteria.iter().zip(&mut *own) {
                    criterion.write(columns, card.card, (start, len), (found, cells));
                }
                if own.first().is_some_and(|columns| !columns.contribution.is_empty()) {
                    card.contributions(own, (start, len), (tables, number), (found, cells), buffers);
                }
            }
        }
    }
}

impl<'p> OfCard<'p> {
    fn new(plan: &'p Plan, at: usize, is_intent: bool, asked: PerCriterion) -> Option<Self> {
        let card = plan.cards.get(at)?;
        let is_few = card.criteria.len() <= MOST;
        let fixed = (asked.contribution && card.small && is_few).then(|| FixedParts::new(card));
        let criteria = card.criteria.clone().map(|index| {
            let of = (plan.criteria.get(index)?, Source::new(plan, index));
            OfCriterion::new(of, card, fixed.as_ref(), asked)
        });
        Some(Self { card, criteria: criteria.collect::<Option<_>>()?, fixed, is_intent })
    }

    /// Writes the part of the score that each criterion gives. The parts add up to the score: what rounding left over goes to the
    /// largest remainders, or comes from the least, and of equal ones to the first.
    #[inline(always)]
    fn contributions(
        &self,
        columns: &mut [CriterionChunk<'_>],
        (start, len): (usize, usize),
        (tables, number): (&LaneTables<'_>, usize),
        (found, cells): (&LaneSums, &BlockCells),
        buffers: &mut CriterionBuffers,
    ) {
        let Some(icp) = tables.icps.get(number) else { return };
        let intent = icp.intent.as_ref().filter(|_| self.is_intent);
        let (lanes, lane) = (intent.map_or(&icp.fit, |intent| &intent.card), number % 4);
        let mut known = [0; BLOCK];
        for dimension in 0..lanes.width() {
            for (known, lanes) in known.iter_mut().zip(found.layer(lanes.sums + dimension)) {
                let [.., weights] = &lanes.sums;
                *known |= weights.get(lane).copied().unwrap_or_default();
            }
        }
        let Some(fixed) = &self.fixed else {
            self.contributions_by_row(columns, (start, &known), (len, found, cells), &mut buffers.counted);
            return;
        };
        let CriterionBuffers { rounded, keys, places, sums, .. } = buffers;
        for columns in [&mut *rounded, &mut *keys, &mut *places] {
            columns.resize_with(self.criteria.len().max(columns.len()), || [0.0; BLOCK]);
        }
        let mut total = [0.0; BLOCK];
        let Some(total) = total.get_mut(..len) else { return };
        take((&mut *sums, POINTS), (lanes.sums, lanes.weights, lanes.width()), (lane, 0..len), found);
        lanes.raw(sums, total);
        // The rest of the score after all rounded parts.
        let rest = total;
        for ((criterion, rounded), keys) in self.criteria.iter().zip(&mut *rounded).zip(&mut *keys) {
            criterion.parts((self.card, fixed), (len, found, cells), rounded, keys);
            rest.iter_mut().zip(rounded.iter()).for_each(|(rest, rounded)| *rest -= rounded);
        }
        let count = self.criteria.len();
        let (keys, places) = (keys.get_mut(..count), places.get_mut(..count));
        let (Some(keys), Some(places)) = (keys, places) else { return };
        let is_even = rest.iter().all(|rest| *rest == 0.0);
        if !is_even {
            order(keys, places, rest);
        }
        for (columns, (rounded, places)) in columns.iter_mut().zip(rounded.iter().zip(&*places)) {
            let out = columns.contribution.get_mut(start..start + len).unwrap_or_default();
            let parts = rounded.iter().zip(places).zip(&*rest).zip(&known);
            for (out, (((rounded, place), rest), known)) in out.iter_mut().zip(parts) {
                let (left, sign) = if *rest < 0.0 { (-rest, -1.0) } else { (*rest, 1.0) };
                let more = if !is_even && *place < left { sign } else { 0.0 };
                *out = if *known > 0 { (rounded + more) / 1e6 } else { 0.0 };
            }
        }
    }

    /// The same row by row, from what each criterion counts.
    fn contributions_by_row(
        &self,
        columns: &mut [CriterionChunk<'_>],
        (start, known): (usize, &[i32]),
        (len, found, cells): (usize, &LaneSums, &BlockCells),
        counted: &mut Vec<Counted>,
    ) {
        for (row, known) in known.iter().enumerate().take(len) {
            counted.clear();
            counted.extend(self.criteria.iter().map(|criterion| {
                let (points, weight) = counts(criterion.plan, &criterion.outcome(row, found, cells));
                let bucket = criterion.plan.bucket.saturating_sub(self.card.buckets.start);
                Counted { bucket, points, weight }
            }));
            // Without a score there is nothing to contribute to.
            let parts = if *known > 0 { Parts::new(self.card, counted).published() } else { Vec::new() };
            for (at, columns) in columns.iter_mut().enumerate() {
                let part = parts.get(at).copied().unwrap_or_default();
                columns.contribution.get_mut(start + row).into_iter().for_each(|out| *out = part);
            }
        }
    }
}

/// Counts for each criterion and row how many come before it when a rest is handed out: the largest remainders first where it is to be
/// added, the least first where it is to be taken away, and equal ones in their order.
#[inline(always)]
fn order(keys: &mut [Numbers], places: &mut [Numbers], rest: &[f64]) {
    for (keys, places) in keys.iter_mut().zip(&mut *places) {
        places.fill(0.0);
        keys.iter_mut().zip(rest).for_each(|(key, rest)| *key = if *rest > 0.0 { -*key } else { *key });
    }
    for at in 1..keys.len() {
        let Some((own, before)) = keys.get(..=at).and_then(<[_]>::split_last) else { return };
        let Some((own_places, places)) = places.get_mut(..=at).and_then(<[_]>::split_last_mut) else {
            return;
        };
        for (other, other_places) in before.iter().zip(places) {
            let both = own_places.iter_mut().zip(other_places);
            for ((place, other_place), (key, other)) in both.zip(own.iter().zip(other)) {
                let is_later = if *other <= *key { 1.0 } else { 0.0 };
                *place += is_later;
                *other_place += 1.0 - is_later;
            }
        }
    }
}

impl<'p> OfCriterion<'p> {
    fn new(
        (plan, source): (&'p CriterionPlan, Option<Source<'p>>),
        card: &Card,
        fixed: Option<&FixedParts<'_>>,
        asked: PerCriterion,
    ) -> Option<Self> {
        let Decided::Group { group, outcomes } = &plan.decided else { return None };
        let answers = || outcomes.iter().map(|outcome| CriterionAnswer::new(plan, card, outcome));
        let parts = || {
            let fixed = fixed.into_iter();
            fixed.flat_map(|fixed| outcomes.iter().map(|outcome| fixed.part(counted(plan, card, outcome))))
        };
        let if_asked = |asked: bool| if asked { usize::MAX } else { 0 };
        Some(Self {
            plan,
            group: *group as usize,
            outcomes,
            source,
            points: answers().map(|answer| answer.points).take(if_asked(asked.points)).collect(),
            rating: answers().map(|answer| answer.rating).take(if_asked(asked.rating)).collect(),
            status: answers().map(|answer| answer.status).take(if_asked(asked.status)).collect(),
            band: answers().map(|answer| answer.band).take(if_asked(asked.label)).collect(),
            rounded: parts().map(|(rounded, _)| rounded).collect(),
            left: parts().map(|(_, left)| left).collect(),
        })
    }

    /// The outcome in a row.
    fn outcome(&self, row: usize, found: &LaneSums, cells: &BlockCells) -> Outcome {
        let class = found.classes.get(self.group).and_then(|classes| classes.get(row));
        let outcome = class.and_then(|class| self.outcomes.get(*class as usize)).copied().unwrap_or_default();
        match self.source.filter(|_| outcome.valued) {
            Some(source) => self.plan.valued(&outcome, source.at(row, cells)),
            None => outcome,
        }
    }

    /// The rows whose points depend on a value.
    fn valued_rows<'f>(
        &'f self,
        (len, found, cells): (usize, &'f LaneSums, &'f BlockCells),
    ) -> impl Iterator<Item = (usize, Outcome)> + 'f {
        let rows = if self.source.is_some() { len } else { 0 };
        let classes = found.classes.get(self.group).and_then(|classes| classes.get(..rows));
        let is_valued =
            |class: &u32| self.outcomes.get(*class as usize).is_some_and(|outcome| outcome.valued);
        let rows = classes.unwrap_or_default().iter().enumerate().filter(move |(_, class)| is_valued(class));
        rows.map(move |(row, _)| (row, self.outcome(row, found, cells)))
    }

    #[inline(always)]
    fn write(
        &self,
        columns: &mut CriterionChunk<'_>,
        card: &Card,
        (start, len): (usize, usize),
        (found, cells): (&LaneSums, &BlockCells),
    ) {
        let Some(classes) = found.classes.get(self.group).and_then(|classes| classes.get(..len)) else {
            return;
        };
        look_up(&self.points, classes, columns.points, start);
        look_up(&self.rating, classes, columns.rating, start);
        look_up(&self.status, classes, columns.status, start);
        look_up(&self.band, classes, columns.band, start);
        for (row, outcome) in self.valued_rows((len, found, cells)) {
            columns.put(start + row, &CriterionAnswer::new(self.plan, card, &outcome));
        }
    }

    /// Its part of the score in some rows, rounded, and what rounding left over.
    #[inline(always)]
    fn parts(
        &self,
        (card, fixed): (&Card, &FixedParts<'_>),
        (len, found, cells): (usize, &LaneSums, &BlockCells),
        rounded: &mut Numbers,
        left: &mut Numbers,
    ) {
        let Some(classes) = found.classes.get(self.group).and_then(|classes| classes.get(..len)) else {
            return;
        };
        look_up(&self.rounded, classes, rounded, 0);
        look_up(&self.left, classes, left, 0);
        for (row, outcome) in self.valued_rows((len, found, cells)) {
            let part = fixed.part(counted(self.plan, card, &outcome));
            for (column, number) in [(&mut *rounded, part.0), (&mut *left, part.1)] {
                column.get_mut(row).into_iter().for_each(|place| *place = number);
            }
        }
    }
}

/// The points and the weight that a criterion counts in an outcome.
fn counted(plan: &CriterionPlan, card: &Card, outcome: &Outcome) -> Counted {
    let (points, weight) = counts(plan, outcome);
    Counted { bucket: plan.bucket.saturating_sub(card.buckets.start), points, weight }
}

/// Writes the entry of each row's class, from a row on, where a table and a column are there.
#[inline(always)]
fn look_up<T: Copy>(table: &[T], classes: &[u32], out: &mut [T], start: usize) {
    let Some(first) = table.first() else { return };
    let out = out.get_mut(start..start + classes.len()).unwrap_or_default();
    for (out, class) in out.iter_mut().zip(classes) {
        *out = *table.get(*class as usize).unwrap_or(first);
    }
}
