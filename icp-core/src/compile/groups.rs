//! Tables: everything that rests on the same few slots, answered once for each of their joint cells.

use crate::plan::{
    CriterionPlan, Decided, Flag, Group, Outcome, Plan, Rows, SlotId, TOTALS, Totals, TruthFlags, mixed,
    to_small,
};
use crate::sort::{distinct, sort_by, sort_by_key};
use crate::value::Truth;

/// Joint cells of one table.
const CELLS: u64 = 2_048;
/// Joint cells of all tables, times what is answered in each.
const ANSWERS: u64 = 1 << 20;

/// Joint cells up to which small tables are merged into one, so that fewer are looked up.
const MERGED_CELLS: u64 = 256;

/// The criteria and the conditions of one table.
#[derive(Default)]
struct Members {
    criteria: Vec<usize>,
    conditions: Vec<(u32, TruthFlags)>,
}

impl Members {
    fn join(&mut self, others: Self) {
        self.criteria.extend(others.criteria);
        self.conditions.extend(others.conditions);
    }
}

/// The answers in one joint cell.
type Answers = (Vec<Outcome>, Vec<Truth>);

/// Lays criteria and conditions into tables as far as these stay small; the rest stays loose.
pub(super) fn tabulate(plan: &mut Plan, flagged: &[(u32, TruthFlags)]) {
    let mut groups: Vec<(Vec<SlotId>, Members)> = Vec::new();
    let mut answers = 0;
    let mut fits = |places: &[SlotId]| {
        let size = places.iter().try_fold(1u64, |product, slot| {
            let cells = plan.cells.get(*slot as usize).copied().unwrap_or(1);
            Some(product * u64::from(cells)).filter(|product| *product <= CELLS)
        });
        let size = size.filter(|size| answers + size <= ANSWERS);
        answers += size.unwrap_or_default();
        size.is_some()
    };
    let mut loose_criteria = Vec::new();
    let mut loose_conditions = Vec::new();
    for (index, criterion) in plan.criteria.iter().enumerate() {
        let mut places = Vec::new();
        criterion.slots(&mut places);
        if fits(&places) {
            groups.push((places, Members { criteria: vec![index], ..Members::default() }));
        } else {
            loose_criteria.push(index as u32);
        }
    }
    for (condition, flags) in flagged {
        let mut places = Vec::new();
        if let Some(check) = plan.conditions.get(*condition as usize) {
            check.slots(&mut places);
        }
        if fits(&places) {
            groups.push((places, Members { conditions: vec![(*condition, *flags)], ..Members::default() }));
        } else {
            loose_conditions.push((*condition, *flags));
        }
    }
    for (places, members) in merged(plan, groups) {
        let number = plan.groups.len() as u32;
        let (group, classes) = table(plan, &places, &members);
        for (at, criterion) in members.criteria.iter().enumerate() {
            let outcomes = classes.iter().filter_map(|(outcomes, _)| outcomes.get(at).copied()).collect();
            if let Some(criterion) = plan.criteria.get_mut(*criterion) {
                criterion.decided = Decided::Group { group: number, outcomes };
            }
        }
        plan.groups.push(group);
    }
    for (at, criterion) in (0u32..).zip(&loose_criteria) {
        if let Some(criterion) = plan.criteria.get_mut(*criterion as usize) {
            criterion.decided = Decided::Loose(at);
        }
    }
    plan.valued = (0u32..)
        .zip(&plan.criteria)
        .filter(|(_, criterion)| criterion.reading.rule.by_value().is_some())
        .map(|(index, _)| index)
        .collect();
    plan.loose_criteria = loose_criteria;
    plan.loose_conditions = loose_conditions;
}

/// Groups of the same slots joined into one, in the order of the slots.
fn joined(mut groups: Vec<(Vec<SlotId>, Members)>) -> Vec<(Vec<SlotId>, Members)> {
    sort_by(&mut groups, |(a, _), (b, _)| a.cmp(b));
    let mut joined: Vec<(Vec<SlotId>, Members)> = Vec::new();
    for (places, members) in groups {
        match joined.last_mut().filter(|(last, _)| *last == places) {
            Some((_, into)) => into.join(members),
            None => joined.push((places, members)),
        }
    }
    joined
}

/// Tables with few cells joined; one whose slots are all in another's joins it too.
fn merged(plan: &Plan, groups: Vec<(Vec<SlotId>, Members)>) -> Vec<(Vec<SlotId>, Members)> {
    let cells = |slot: &SlotId| u64::from(plan.cells.get(*slot as usize).copied().unwrap_or(1));
    let size = |places: &[SlotId]| places.iter().map(cells).fold(1u64, u64::saturating_mul);
    let mut groups = joined(groups);
    sort_by_key(&mut groups, |(places, _)| std::cmp::Reverse(size(places)));
    let mut joined: Vec<(Vec<SlotId>, Members)> = Vec::new();
    for (places, members) in groups {
        let union = |others: &[SlotId]| {
            let mut union = others.to_vec();
            union.extend_from_slice(&places);
            distinct(&mut union);
            union
        };
        let fit = joined.iter_mut().find_map(|(others, into)| {
            let union = union(others);
            (union.len() == others.len() || size(&union) <= MERGED_CELLS).then_some((union, others, into))
        });
        match fit {
            Some((union, others, into)) => {
                *others = union;
                into.join(members);
            }
            None => joined.push((places, members)),
        }
    }
    joined
}

fn table(plan: &Plan, places: &[SlotId], members: &Members) -> (Group, Vec<Answers>) {
    let mut strides = Vec::new();
    let mut size = 1u32;
    for slot in places {
        strides.push((*slot, size));
        size *= plan.cells.get(*slot as usize).copied().unwrap_or(1);
    }
    let mut cells = vec![0u32; plan.cells.len()];
    let mut classes = Classes::with_room(size as usize);
    let mut class_of = Vec::new();
    for joint in 0..size {
        for (slot, stride) in &strides {
            let count = plan.cells.get(*slot as usize).copied().unwrap_or(1);
            if let Some(cell) = cells.get_mut(*slot as usize) {
                *cell = joint / stride % count;
            }
        }
        let outcomes =
            members.criteria.iter().filter_map(|c| plan.criteria.get(*c)).map(|c| c.decide(&cells));
        let truths = members.conditions.iter().filter_map(|(c, _)| plan.conditions.get(*c as usize));
        let answers = (outcomes.collect(), truths.map(|check| check.truth(&cells)).collect());
        class_of.push(classes.class(answers));
    }
    let rows = rows(plan, members, &classes.all);
    (Group { slots: strides.into(), class_of: class_of.into(), rows }, classes.all)
}

/// Different answers in the order in which they come.
struct Classes {
    all: Vec<Answers>,
    /// A hash table of the indices in `all`; its size is a power of two.
    entries: Vec<Option<u16>>,
}

impl Classes {
    fn with_room(count: usize) -> Self {
        Self { all: Vec::new(), entries: vec![None; (2 * count).next_power_of_two()] }
    }

    /// The class of some answers: a known one if it has equal answers, else a new one.
    fn class(&mut self, answers: Answers) -> u16 {
        let mask = self.entries.len().wrapping_sub(1);
        let mut at = hash(&answers) as usize & mask;
        // INVARIANT: there are twice as many entries as classes.
        while let Some(class) = self.entries.get(at).copied().flatten() {
            if self.all.get(usize::from(class)) == Some(&answers) {
                return class;
            }
            at = (at + 1) & mask;
        }
        let class = self.all.len() as u16;
        if let Some(entry) = self.entries.get_mut(at) {
            *entry = Some(class);
        }
        self.all.push(answers);
        class
    }
}

fn hash((outcomes, truths): &Answers) -> u64 {
    let mut hash = 0;
    for outcome in outcomes {
        let Outcome { state, band, applies, valued, points, lo, hi } = *outcome;
        let small = state as u64 | (applies as u64) << 8 | u64::from(valued) << 16 | u64::from(band) << 32;
        hash = mixed(hash ^ small, points as u64);
        hash = mixed(hash ^ lo as u64, hi as u64);
    }
    truths.iter().fold(hash, |hash, truth| mixed(hash, *truth as u64))
}

fn rows(plan: &Plan, members: &Members, classes: &[Answers]) -> Rows {
    let criteria: Vec<_> = members.criteria.iter().filter_map(|c| plan.criteria.get(*c)).collect();
    let (small, large) = (range(&criteria, true), range(&criteria, false));
    let (mut small_totals, mut large_totals, mut flags) = (Vec::new(), Vec::new(), Vec::new());
    for (outcomes, truths) in classes {
        let mut small_sums = vec![[0i64; TOTALS]; small.1];
        let mut large_sums = vec![[0i64; TOTALS]; large.1];
        let mut words = vec![0u64; plan.flag_words];
        let mut set = |flag: Flag| flag.set(&mut words);
        for (criterion, outcome) in criteria.iter().zip(outcomes) {
            let (first, sums) =
                if criterion.small { (small.0, &mut small_sums) } else { (large.0, &mut large_sums) };
            let sum: Option<&mut Totals> =
                criterion.bucket.checked_sub(first).and_then(|at| sums.get_mut(at));
            if let Some(sum) = sum {
                sum.iter_mut().zip(criterion.totals(outcome)).for_each(|(sum, total)| *sum += total);
            }
            criterion.set_flags(outcome, &mut set);
        }
        for ((_, condition), truth) in members.conditions.iter().zip(truths) {
            condition.of(*truth).into_iter().for_each(&mut set);
        }
        small_totals.extend(small_sums.iter().map(to_small));
        large_totals.extend(large_sums);
        flags.extend(words);
    }
    Rows {
        small,
        small_totals: small_totals.into(),
        large,
        large_totals: large_totals.into(),
        flags: flags.into(),
    }
}

/// The first bucket of some criteria, and how many there are up to the last.
fn range(criteria: &[&CriterionPlan], small: bool) -> (usize, usize) {
    let buckets = || criteria.iter().filter(|c| c.small == small).map(|c| c.bucket);
    match (buckets().min(), buckets().max()) {
        (Some(first), Some(last)) => (first, last - first + 1),
        _ => (0, 0),
    }
}
