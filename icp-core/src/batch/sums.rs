//! Adds up the plan's tables for the rows of a block, where icps are not plain. Called by the judge.

use crate::plan::{
    Applies, Decided, Group, Outcome, Plan, RulePlan, SmallTotals, State, TOTALS, Totals, to_small,
};

/// Sums and flags of each row.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) small: Vec<SmallTotals>,
    pub(super) large: Vec<Totals>,
    pub(super) flags: Vec<u64>,
    joint: Vec<u32>,
    /// The class of each row in each group, where curves need it.
    classes: Vec<u16>,
}

impl Sums {
    /// Adds up the tables and the curves of some rows. The cells of a slot are `stride` apart from those of the next,
    /// and so are numbers.
    pub(super) fn add_up(&mut self, plan: &Plan, rows: usize, cells: &[u32], numbers: &[f64], stride: usize) {
        self.small.clear();
        self.small.resize(rows * plan.buckets.small, [0; 4]);
        self.large.clear();
        self.large.resize(rows * plan.buckets.large, [0; TOTALS]);
        self.flags.clear();
        self.flags.resize(rows * plan.flag_words, 0);
        self.classes.clear();
        for group in &plan.groups {
            self.joint.resize(rows, 0);
            join(group, cells, stride, &mut self.joint);
            let keep = !plan.valued.is_empty();
            for joint in &mut self.joint {
                *joint = group.class_of.get(*joint as usize).copied().unwrap_or_default().into();
            }
            if keep {
                self.classes.extend(self.joint.iter().map(|class| *class as u16));
            }
            match (plan.buckets.small, group.rows.small.1) {
                (1, 1) => self.add_narrow::<1, 1>(group),
                (2, 1) => self.add_narrow::<2, 1>(group),
                (2, 2) => self.add_narrow::<2, 2>(group),
                (3, 1) => self.add_narrow::<3, 1>(group),
                (3, 2) => self.add_narrow::<3, 2>(group),
                (3, 3) => self.add_narrow::<3, 3>(group),
                (buckets, width) if width > 0 => self.add_any(group, buckets),
                _ => {}
            }
            self.add_wide(plan, group);
            self.set_flags(plan, group);
        }
        for index in &plan.valued {
            self.add_curve(plan, *index as usize, rows, numbers, stride);
        }
    }

    /// Adds to `W` of `N` buckets.
    fn add_narrow<const N: usize, const W: usize>(&mut self, group: &Group) {
        let first = group.rows.small.0;
        let (totals, _) = group.rows.small_totals.as_chunks::<W>();
        let (sums, _) = self.small.as_chunks_mut::<N>();
        for (sums, class) in sums.iter_mut().zip(&self.joint) {
            let Some(totals) = totals.get(*class as usize) else { continue };
            for (sum, totals) in sums.iter_mut().skip(first).zip(totals) {
                add(sum, totals);
            }
        }
    }

    fn add_any(&mut self, group: &Group, buckets: usize) {
        let (first, width) = group.rows.small;
        for (sums, class) in self.small.chunks_exact_mut(buckets).zip(&self.joint) {
            let start = *class as usize * width;
            let totals = group.rows.small_totals.get(start..start + width).unwrap_or_default();
            for (sum, totals) in sums.iter_mut().skip(first).zip(totals) {
                add(sum, totals);
            }
        }
    }

    fn add_wide(&mut self, plan: &Plan, group: &Group) {
        let (first, width) = group.rows.large;
        if width == 0 {
            return;
        }
        for (sums, class) in self.large.chunks_exact_mut(plan.buckets.large).zip(&self.joint) {
            let start = *class as usize * width;
            let totals = group.rows.large_totals.get(start..start + width).unwrap_or_default();
            for (sum, totals) in sums.iter_mut().skip(first).zip(totals) {
                sum.iter_mut().zip(totals).for_each(|(sum, total)| *sum += total);
            }
        }
    }
    fn set_flags(&mut self, plan: &Plan, group: &Group) {
        match plan.flag_words {
            0 => {}
            1 => {
                for (flags, class) in self.flags.iter_mut().zip(&self.joint) {
                    *flags |= group.rows.flags.get(*class as usize).copied().unwrap_or_default();
                }
            }
            words => {
                for (flags, class) in self.flags.chunks_exact_mut(words).zip(&self.joint) {
                    let start = *class as usize * words;
                    let set = group.rows.flags.get(start..start + words).unwrap_or_default();
                    flags.iter_mut().zip(set).for_each(|(flags, set)| *flags |= set);
                }
            }
        }
    }

    /// Adds a criterion whose points are on a curve. INVARIANT: it stands in a table, and has a curve.
    fn add_curve(&mut self, plan: &Plan, index: usize, rows: usize, numbers: &[f64], stride: usize) {
        let Some(criterion) = plan.criteria.get(index) else { return };
        let (Decided::Group { group, outcomes }, RulePlan::Curve(curve)) =
            (&criterion.decided, &criterion.reading.rule)
        else {
            return;
        };
        let classes = self.classes.get(*group as usize * rows..).unwrap_or_default();
        let numbers = numbers.get(curve.attribute as usize * stride..).unwrap_or_default();
        let has_flags = criterion.flags.holds.or(criterion.unmet).or(criterion.open).is_some();
        let (buckets, words) = (plan.buckets, plan.flag_words);
        for (row, (class, number)) in classes.iter().zip(numbers).take(rows).enumerate() {
            let Some(outcome) = outcomes.get(usize::from(*class)).filter(|outcome| outcome.valued) else {
                continue;
            };
            let points = curve.at(*number);
            let sum = self.small.get_mut(row * buckets.small + criterion.bucket);
            match sum {
                Some(sum) if criterion.small && is_plain(outcome) && !has_flags => {
                    // The same as below, without its detours.
                    let points = points as i32;
                    add(sum, &[points, points, points, criterion.weight as i32]);
                }
                _ => {
                    let outcome = criterion.valued(outcome, points);
                    let totals = criterion.totals(&outcome);
                    if criterion.small {
                        if let Some(sum) = sum {
                            add(sum, &to_small(&totals));
                        }
                    } else if let Some(sum) = self.large.get_mut(row * buckets.large + criterion.bucket) {
                        sum.iter_mut().zip(totals).for_each(|(sum, total)| *sum += total);
                    }
                    let flags = self.flags.get_mut(row * words..(row + 1) * words).unwrap_or_default();
                    criterion.set_flags(&outcome, |flag| flag.set(flags));
                }
            }
        }
    }
}

/// The joint cell of each row. The cells of a slot are `stride` apart from those of the next.
#[inline(always)]
pub(super) fn join(group: &Group, cells: &[u32], stride: usize, joints: &mut [u32]) {
    joints.fill(0);
    for (place, step) in &group.slots {
        let cells = cells.get(*place as usize * stride..).unwrap_or_default();
        if *step == 1 {
            joints.iter_mut().zip(cells).for_each(|(joint, cell)| *joint += cell);
        } else {
            joints.iter_mut().zip(cells).for_each(|(joint, cell)| *joint += cell * step);
        }
    }
}

/// Whether it surely applies and its points are all that is missing.
pub(super) fn is_plain(outcome: &Outcome) -> bool {
    outcome.state == State::Valued && outcome.applies == Applies::Surely
}

#[inline]
fn add(sum: &mut SmallTotals, totals: &SmallTotals) {
    let ([a, b, c, d], [e, f, g, h]) = (*sum, *totals);
    *sum = [a.wrapping_add(e), b.wrapping_add(f), c.wrapping_add(g), d.wrapping_add(h)];
}
