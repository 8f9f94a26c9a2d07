//! The tables of plain icps, laid out so that one look-up adds to the sums and bits of four icps at once. They are made
//! from the plan's tables when a table is scored; nothing about rules is decided here.

use super::cells::BLOCK;
use super::curve::Curve;
use super::lanes::{Lanes4, NOTHING};
use super::numbers::CellStep;
use super::plain::Plain;
use super::reasons::ReasonTable;
use super::sums::join;
use crate::plan::{Binning, Flag, Group, Plan, SlotId};

/// The most bytes that the tables of a model may take.
const MOST: usize = 4 << 20;

/// The most groups whose entries are added in one pass over the rows.
const GROUPS: usize = 8;

/// Joint cells of a table: as many as `compile` allows.
const CELLS: usize = 2_048;

/// One group's table for four icps: the class of each joint cell, and what each class adds.
#[derive(Debug)]
struct ClassTable {
    /// The class of each joint cell.
    class_of: Box<[u16; CELLS]>,
    entries: Vec<Lanes4>,
}

impl ClassTable {
    fn new(group: &Group, entries: Vec<Lanes4>) -> Self {
        let mut class_of = Box::new([0; CELLS]);
        class_of.iter_mut().zip(&group.class_of).for_each(|(to, from)| *to = *from);
        Self { class_of, entries }
    }

    /// The sums and bits that a joint cell adds.
    #[inline(always)]
    fn entry(&self, joint: u32) -> &Lanes4 {
        let [first, ..] = &*self.class_of;
        let class = self.class_of.get(joint as usize % CELLS).unwrap_or(first);
        self.entries.get(usize::from(*class)).unwrap_or(&NOTHING)
    }
}

/// Plain icps and their tables.
#[derive(Debug)]
pub(super) struct LaneTables<'p> {
    plan: &'p Plan,
    pub(super) icps: Vec<Plain>,
    /// For every four icps, the tables of all groups.
    tables: Vec<Vec<ClassTable>>,
    curves: Vec<Curve<'p>>,
    /// The steps of the cells of numbers, by slot; none for other slots.
    steps: Vec<Vec<CellStep>>,
}

/// The joint cell of each row.
type Joints = [u32; BLOCK];

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct LaneSums {
    /// The joint cells of each group.
    joints: Vec<Joints>,
    /// Sums and bits of each row for every four icps, `BLOCK` apart.
    pub(super) rows: Vec<Lanes4>,
}

impl<'p> LaneTables<'p> {
    /// `None` where not all icps are plain, or the tables would be too large.
    pub(super) fn new(plan: &'p Plan, reasons: &ReasonTable) -> Option<Self> {
        let icps = Plain::all(plan, reasons)?;
        let classes = |group: &Group| group.rows.flags.len().checked_div(plan.flag_words).unwrap_or_default();
        let widest = |group: &Group| {
            let width = group.rows.small.1;
            classes(group).max(group.rows.small_totals.len().checked_div(width).unwrap_or_default())
        };
        let entries: usize = plan.groups.iter().map(widest).sum();
        let large = plan.groups.iter().any(|group| group.class_of.len() > CELLS);
        if large || entries * icps.len().div_ceil(4) * size_of::<Lanes4>() > MOST {
            return None;
        }
        let mut of_flag: Vec<Vec<(usize, u64)>> = vec![Vec::new(); Flag::room(plan.flag_words)];
        for (at, icp) in icps.iter().enumerate() {
            for (flag, bit) in &icp.bits {
                of_flag.get_mut(flag.index())?.push((at, *bit));
            }
        }
        let mut tables: Vec<Vec<ClassTable>> = Vec::new();
        tables.resize_with(icps.len().div_ceil(4), Vec::new);
        for group in &plan.groups {
            for (tables, first) in tables.iter_mut().zip((0..).step_by(4)) {
                let mut entries = vec![NOTHING; widest(group)];
                lay_sums(group, icps.get(first..).unwrap_or_default(), &mut entries);
                lay_bits(group, plan.flag_words, &of_flag, first, &mut entries);
                tables.push(ClassTable::new(group, entries));
            }
        }
        let curve = |index: &u32| Curve::new(plan, plan.criteria.get(*index as usize)?, &icps);
        let curves = plan.valued.iter().map(curve).collect::<Option<Vec<_>>>()?;
        let mut steps_of = vec![Vec::new(); plan.cells.len()];
        for binning in plan.inputs.iter().flat_map(|input| &input.binnings) {
            if let Binning::Number(place, cuts) = binning {
                *steps_of.get_mut(*place as usize)? = steps(plan, *place, cuts);
            }
        }
        Some(Self { plan, icps, tables, curves, steps: steps_of })
    }

    /// The steps of the cells of a number, by its slot.
    pub(super) fn steps(&self, place: SlotId) -> &[CellStep] {
        self.steps.get(place as usize).map_or(&[], Vec::as_slice)
    }

    /// Adds up the tables and the curves of some rows. The cells of a slot are `BLOCK` apart from those of the next,
    /// and so are numbers.
    #[inline(always)]
    pub(super) fn add_up(&self, rows: usize, cells: &[u32], numbers: &[f64], found: &mut LaneSums) {
        let LaneSums { joints, rows: sums } = found;
        joints.resize(self.plan.groups.len(), [0; BLOCK]);
        for (group, joints) in self.plan.groups.iter().zip(&mut *joints) {
            join(group, cells, BLOCK, joints.get_mut(..rows).unwrap_or_default());
        }
        sums.resize(self.tables.len() * BLOCK, NOTHING);
        for (tables, sums) in self.tables.iter().zip(sums.chunks_exact_mut(BLOCK)) {
            let sums = sums.get_mut(..rows).unwrap_or_default();
            if tables.is_empty() {
                sums.fill(NOTHING);
            }
            let mut first = true;
            for (tables, joints) in tables.chunks(GROUPS).zip(joints.chunks(GROUPS)) {
                if first {
                    gather::<true>(tables, joints, sums);
                } else {
                    gather::<false>(tables, joints, sums);
                }
                first = false;
            }
        }
        for curve in &self.curves {
            let Some(sums) = sums.get_mut(curve.icp / 4 * BLOCK..) else { continue };
            if let (Some(icp), Some(joints), Some(sums)) =
                (self.icps.get(curve.icp), joints.get(curve.group_at), sums.get_mut(..rows))
            {
                curve.add(icp, joints, numbers, sums);
            }
        }
    }
}

/// The steps of the cells of a number. Neighbours that answer alike in every table are taken for one.
fn steps(plan: &Plan, place: SlotId, cuts: &[f64]) -> Vec<CellStep> {
    let cells = 2 * cuts.len() + 1;
    // Missing, and what is known in part, come before and after the numbers.
    let count = plan.cells.get(place as usize).map_or(1, |cells| *cells as usize);
    let mut differs = vec![false; cells];
    for group in &plan.groups {
        let Some((_, stride)) = group.slots.iter().find(|(p, _)| *p == place) else { continue };
        let stride = *stride as usize;
        for (joint, class) in group.class_of.iter().enumerate() {
            let cell = joint / stride % count;
            let next = group.class_of.get(joint + stride);
            if (1..cells).contains(&cell) && next != Some(class) {
                differs.get_mut(cell).into_iter().for_each(|differs| *differs = true);
            }
        }
    }
    let mut steps = Vec::new();
    let mut cell = 1;
    for (before, differs) in differs.iter().enumerate().skip(1) {
        let Some(at) = cuts.get((before - 1) / 2).filter(|_| *differs) else { continue };
        steps.push(CellStep { at: *at, from: before % 2 == 1, rise: (before + 1 - cell) as i64 });
        cell = before + 1;
    }
    steps
}

/// The sums of each class for four icps.
fn lay_sums(group: &Group, icps: &[Plain], entries: &mut [Lanes4]) {
    let (first, width) = group.rows.small;
    for (lane, icp) in icps.iter().take(4).enumerate() {
        let Some(at) = icp.bucket.checked_sub(first).filter(|at| *at < width) else { continue };
        for (entry, totals) in entries.iter_mut().zip(group.rows.small_totals.chunks_exact(width)) {
            entry.add_to(lane, totals.get(at).copied().unwrap_or_default(), 0);
        }
    }
}

/// The bits of each class for four icps.
fn lay_bits(
    group: &Group,
    words: usize,
    of_flag: &[Vec<(usize, u64)>],
    first: usize,
    entries: &mut [Lanes4],
) {
    for (entry, words) in entries.iter_mut().zip(group.rows.flags.chunks_exact(words.max(1))) {
        for flag in Flag::all_set(words) {
            for (icp, bit) in of_flag.get(flag.index()).into_iter().flatten() {
                if let Some(lane) = icp.checked_sub(first).filter(|lane| *lane < 4) {
                    entry.add_to(lane, [0; 4], *bit);
                }
            }
        }
    }
}

/// Adds the entries of up to eight groups; the first time to nothing.
#[inline(always)]
fn gather<const FIRST: bool>(tables: &[ClassTable], joints: &[Joints], sums: &mut [Lanes4]) {
    match tables {
        [a] => gather_some::<1, FIRST>([a], joints, sums),
        [a, b] => gather_some::<2, FIRST>([a, b], joints, sums),
        [a, b, c] => gather_some::<3, FIRST>([a, b, c], joints, sums),
        [a, b, c, d] => gather_some::<4, FIRST>([a, b, c, d], joints, sums),
        [a, b, c, d, e] => gather_some::<5, FIRST>([a, b, c, d, e], joints, sums),
        [a, b, c, d, e, f] => gather_some::<6, FIRST>([a, b, c, d, e, f], joints, sums),
        [a, b, c, d, e, f, g] => gather_some::<7, FIRST>([a, b, c, d, e, f, g], joints, sums),
        [a, b, c, d, e, f, g, h, ..] => gather_some::<8, FIRST>([a, b, c, d, e, f, g, h], joints, sums),
        [] => {}
    }
}

/// The same for exactly `G` groups: since their number is known, the sums of a row stay in registers.
#[inline(always)]
fn gather_some<const G: usize, const FIRST: bool>(
    tables: [&ClassTable; G],
    joints: &[Joints],
    sums: &mut [Lanes4],
) {
    let Some(joints) = joints.first_chunk::<G>() else { return };
    for (row, sum) in sums.iter_mut().enumerate().take(BLOCK) {
        let mut found = if FIRST { NOTHING } else { *sum };
        for (table, joints) in tables.iter().zip(joints) {
            found.add(table.entry(joints.get(row).copied().unwrap_or_default()));
        }
        *sum = found;
    }
}
