//! The tables of icps, laid out so that one look-up adds to the sums and bits of four icps at once. They are made from the plan's
//! tables when a table is scored; nothing about rules is decided here.

use super::card_lanes::CardLanes;
use super::cells::{BLOCK, BlockCells};
use super::curve::{Place, Valued};
use super::lanes::{Lanes4, NOTHING};
use super::numbers::CellStep;
use super::profile::Profile;
use super::reasons::ReasonTable;
use super::sums::join;
use crate::plan::{Binning, Flag, Group, Plan, SlotId, Total};

/// The most bytes that the tables of a model may take.
const MOST: usize = 4 << 20;

/// The most groups whose entries are added in one pass over the rows.
const GROUPS: usize = 8;

/// Joint cells of a table: as many as `compile` allows.
const CELLS: usize = 2_048;

/// The sums and bits that the classes of a group add to four lanes of a layer.
#[derive(Debug)]
struct Part {
    group: usize,
    entries: Vec<Lanes4>,
}

/// Sums of four icps: of a dimension of their scorecards, or of the weights of one. The first layer of icps has their bits.
#[derive(Debug)]
struct Layer {
    parts: Vec<Part>,
    /// The sums and bits of groups whose classes are all alike here.
    base: Lanes4,
}

/// Icps and their tables.
#[derive(Debug)]
pub(super) struct LaneTables<'p> {
    plan: &'p Plan,
    pub(super) icps: Vec<Profile>,
    /// The first layer of every four icps.
    pub(super) firsts: Vec<usize>,
    layers: Vec<Layer>,
    /// For each group, the class of each joint cell.
    class_of: Vec<Box<ClassOf>>,
    /// The groups whose classes others ask for.
    asked_groups: Vec<usize>,
    valued: Vec<Valued<'p>>,
    /// The steps of the cells of numbers, by slot; none for other slots.
    steps: Vec<Vec<CellStep>>,
}

/// Wishes beside sums and bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    /// The classes of all groups.
    pub(super) classes: bool,
    /// Cells that are as they are for one account: conditions of verdicts and labels look at them.
    pub(super) cells: bool,
}

/// A cell or a class of each row.
type Joints = [u32; BLOCK];

/// The class of each joint cell of a group.
type ClassOf = [u16; CELLS];

/// Of a group that there is not.
static NO_CLASS_OF: ClassOf = [0; CELLS];
static NO_CLASSES: Joints = [0; BLOCK];

/// Memory of one thread.
#[derive(Debug, Default)]
pub(super) struct LaneSums {
    /// The class of each row in each group.
    pub(super) classes: Vec<Joints>,
    /// Sums and bits of each row for every layer, `BLOCK` apart.
    pub(super) rows: Vec<Lanes4>,
}

impl LaneSums {
    /// The rows of a layer.
    #[inline(always)]
    pub(super) fn layer(&self, layer: usize) -> &[Lanes4] {
        self.rows.get(layer * BLOCK..(layer + 1) * BLOCK).unwrap_or_default()
    }
}

impl<'p> LaneTables<'p> {
    /// `None` where some icp asks for more than columns can do, or the tables would be too large.
    pub(super) fn new(plan: &'p Plan, reasons: &ReasonTable, asked: Asked) -> Option<Self> {
        let mut icps = Profile::all(plan, reasons)?;
        let (mut firsts, mut count) = (Vec::new(), 0);
        for four in icps.chunks_mut(4) {
            firsts.push(count);
            count += place_layers(four, count);
        }
        let classes: usize = plan.groups.iter().map(classes_of).sum();
        let large = plan.groups.iter().any(|group| group.class_of.len() > CELLS);
        if large || classes * count * size_of::<Lanes4>() > MOST {
            return None;
        }
        let mut layers = Vec::new();
        layers.resize_with(count, || Layer { parts: Vec::new(), base: NOTHING });
        for (four, first) in icps.chunks(4).zip(&firsts) {
            for (at, group) in plan.groups.iter().enumerate() {
                let end = firsts.iter().find(|next| *next > first).copied().unwrap_or(count);
                let mut laid = vec![vec![NOTHING; classes_of(group)]; end - first];
                for (lane, icp) in four.iter().enumerate() {
                    for card in
                        [Some(&icp.fit), icp.intent.as_ref().map(|intent| &intent.card)].into_iter().flatten()
                    {
                        lay_sums(plan, group, card, (*first, lane), &mut laid);
                    }
                    if let Some(entries) = laid.first_mut() {
                        lay_bits(group, plan.flag_words, &icp.gates.bits, lane, entries);
                    }
                }
                for (layer, entries) in layers.iter_mut().skip(*first).zip(laid) {
                    match &*entries {
                        [all, others @ ..] if others.iter().all(|other| other == all) => layer.base.add(all),
                        _ => layer.parts.push(Part { group: at, entries }),
                    }
                }
            }
        }
        let class_of = plan.groups.iter().map(|group| {
            let mut class_of = Box::new([0; CELLS]);
            class_of.iter_mut().zip(&group.class_of).for_each(|(to, from)| *to = *from);
            class_of
        });
        let valued = |index: &u32| {
            let criterion = plan.criteria.get(*index as usize)?;
            let (place, bits) = place_of(plan, &icps, &firsts, criterion.small, criterion.bucket)?;
            Valued::new(plan, *index as usize, place, bits)
        };
        let valued = plan.valued.iter().map(valued).collect::<Option<Vec<_>>>()?;
        let mut steps_of = vec![Vec::new(); plan.cells.len()];
        for binning in plan.inputs.iter().flat_map(|input| &input.binnings) {
            if let Binning::Number(place, cuts) = binning {
                *steps_of.get_mut(*place as usize)? = steps(plan, *place, cuts, asked.cells);
            }
        }
        let is_asked = |at: &usize| asked.classes || valued.iter().any(|valued| valued.group_at == *at);
        let asked_groups = (0..plan.groups.len()).filter(is_asked).collect();
        Some(Self {
            plan,
            firsts,
            layers,
            class_of: class_of.collect(),
            asked_groups,
            valued,
            steps: steps_of,
            icps,
        })
    }

    /// The steps of the cells of a number, by its slot.
    pub(super) fn steps(&self, place: SlotId) -> &[CellStep] {
        self.steps.get(place as usize).map_or(&[], Vec::as_slice)
    }

    /// Adds up the tables of some rows, and what depends on values.
    #[inline(always)]
    pub(super) fn add_up(&self, rows: usize, cells: &BlockCells, found: &mut LaneSums) {
        let LaneSums { classes, rows: sums } = found;
        classes.resize(self.plan.groups.len(), [0; BLOCK]);
        // Where there is one layer, a joint cell is looked up once, and on the way.
        let is_fused = self.layers.len() == 1;
        for ((group, class_of), joints) in self.plan.groups.iter().zip(&self.class_of).zip(&mut *classes) {
            let joints = joints.get_mut(..rows).unwrap_or_default();
            join(group, &cells.cells, BLOCK, joints);
            if !is_fused {
                to_classes(class_of, joints);
            }
        }
        sums.resize(self.layers.len() * BLOCK, NOTHING);
        for (layer, sums) in self.layers.iter().zip(sums.chunks_exact_mut(BLOCK)) {
            let sums = sums.get_mut(..rows).unwrap_or_default();
            let mut parts = layer.parts.chunks(GROUPS);
            let from = (&*self.class_of, &**classes);
            match parts.next() {
                Some(parts) if is_fused => gather::<true, true>(parts, from, &layer.base, sums),
                Some(parts) => gather::<true, false>(parts, from, &layer.base, sums),
                None => sums.fill(layer.base),
            }
            for parts in parts {
                match is_fused {
                    true => gather::<false, true>(parts, from, &NOTHING, sums),
                    false => gather::<false, false>(parts, from, &NOTHING, sums),
                }
            }
        }
        if is_fused {
            for group in &self.asked_groups {
                if let (Some(class_of), Some(joints)) = (self.class_of.get(*group), classes.get_mut(*group)) {
                    to_classes(class_of, joints.get_mut(..rows).unwrap_or_default());
                }
            }
        }
        for valued in &self.valued {
            if let Some(classes) = classes.get(valued.group_at).and_then(|classes| classes.get(..rows)) {
                valued.add(classes, cells, sums);
            }
        }
    }
}

/// The classes of a group.
fn classes_of(group: &Group) -> usize {
    group.class_of.iter().map(|class| usize::from(*class) + 1).max().unwrap_or_default()
}

/// Gives the scorecards of up to four icps their layers, and says how many they take.
fn place_layers(icps: &mut [Profile], first: usize) -> usize {
    let mut next = first;
    let widest =
        |cards: &mut dyn Iterator<Item = &CardLanes>| cards.map(CardLanes::width).max().unwrap_or_default();
    let fit = widest(&mut icps.iter().map(|icp| &icp.fit));
    let of_fit = (next, next + fit);
    next += fit + widest(&mut icps.iter().map(|icp| &icp.fit).filter(|card| card.weights.is_some()));
    let intents = || icps.iter().filter_map(|icp| icp.intent.as_ref()).map(|intent| &intent.card);
    let intent = widest(&mut intents());
    let of_intent = (next, next + intent);
    next += intent + widest(&mut intents().filter(|card| card.weights.is_some()));
    for icp in icps {
        let intent = icp.intent.as_mut().map(|intent| (&mut intent.card, of_intent));
        for (card, (sums, weights)) in std::iter::once((&mut icp.fit, of_fit)).chain(intent) {
            card.sums = sums;
            card.weights = card.weights.map(|_| weights);
        }
    }
    next - first
}

/// Where the points of a criterion go that depend on a value, and the bits of its icp.
fn place_of<'i>(
    plan: &Plan,
    icps: &'i [Profile],
    firsts: &[usize],
    small: bool,
    bucket: usize,
) -> Option<(Place, &'i [(Flag, u64)])> {
    for (at, icp) in icps.iter().enumerate() {
        for lanes in [Some(&icp.fit), icp.intent.as_ref().map(|intent| &intent.card)].into_iter().flatten() {
            let card = plan.cards.get(lanes.card)?;
            if card.small == small && card.buckets.contains(&bucket) {
                let dimension = bucket - card.buckets.start;
                let place = Place {
                    lane: at % 4,
                    sums: (lanes.sums + dimension) * BLOCK,
                    weights: lanes.weights.map(|weights| (weights + dimension) * BLOCK),
                    bits: *firsts.get(at / 4)? * BLOCK,
                };
                return Some((place, &icp.gates.bits));
            }
        }
    }
    None
}

/// The steps of the cells of a number. Neighbours that answer alike in every table are taken for one, unless others than tables look
/// at the cells.
fn steps(plan: &Plan, place: SlotId, cuts: &[f64], is_asked: bool) -> Vec<CellStep> {
    let cells = 2 * cuts.len() + 1;
    // Missing, and what is known in part, come before and after the numbers.
    let count = plan.cells.get(place as usize).map_or(1, |cells| *cells as usize);
    let mut differs = vec![is_asked; cells];
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

/// The sums that the classes of a group add to a scorecard, in the layers from the first of its icps on.
fn lay_sums(
    plan: &Plan,
    group: &Group,
    lanes: &CardLanes,
    (first, lane): (usize, usize),
    laid: &mut [Vec<Lanes4>],
) {
    let Some(card) = plan.cards.get(lanes.card) else { return };
    let (start, width) = if card.small { group.rows.small } else { group.rows.large };
    for (dimension, bucket) in card.buckets.clone().enumerate() {
        let Some(at) = bucket.checked_sub(start).filter(|at| *at < width) else { continue };
        let mut lay = |layer: usize, sums: &dyn Fn(usize) -> Option<[i32; 4]>| {
            let entries = laid.get_mut(layer - first).into_iter().flatten();
            entries
                .enumerate()
                .for_each(|(class, entry)| entry.add_to(lane, sums(class).unwrap_or_default(), 0));
        };
        let place = |class: usize| class * width + at;
        if card.small {
            lay(lanes.sums + dimension, &|class| group.rows.small_totals.get(place(class)).copied());
            continue;
        }
        let large = |class: usize, of: [Option<Total>; 4]| {
            let totals = group.rows.large_totals.get(place(class))?;
            // INVARIANT: `CardLanes` has seen that they fit.
            Some(of.map(|total| total.map_or(0, |total| i32::try_from(total.of(totals)).unwrap_or_default())))
        };
        let points = [Total::Points, Total::Low, Total::High, Total::Known].map(Some);
        lay(lanes.sums + dimension, &|class| large(class, points));
        let weights = [Some(Total::Weight), Some(Total::BoundWeight), Some(Total::Applicable), None];
        if let Some(layer) = lanes.weights {
            lay(layer + dimension, &|class| large(class, weights));
        }
    }
}

/// The bits that the classes of a group set for an icp.
fn lay_bits(group: &Group, words: usize, bits: &[(Flag, u64)], lane: usize, entries: &mut [Lanes4]) {
    for (entry, words) in entries.iter_mut().zip(group.rows.flags.chunks_exact(words.max(1))) {
        for (_, bit) in bits.iter().filter(|(flag, _)| flag.is_set(words)) {
            entry.add_to(lane, [0; 4], *bit);
        }
    }
}

/// Puts the class of each joint cell in its place.
#[inline(always)]
fn to_classes(class_of: &ClassOf, joints: &mut [u32]) {
    let [first, ..] = class_of;
    for joint in joints {
        *joint = u32::from(*class_of.get(*joint as usize % CELLS).unwrap_or(first));
    }
}

/// Adds the entries of up to eight groups; the first time to what is the same for all rows. Rows are given by their classes, or by
/// their joint cells, whose classes are then looked up as well.
#[inline(always)]
fn gather<const FIRST: bool, const JOINTS: bool>(
    parts: &[Part],
    from: (&[Box<ClassOf>], &[Joints]),
    base: &Lanes4,
    sums: &mut [Lanes4],
) {
    match parts {
        [a] => gather_some::<1, FIRST, JOINTS>([a], from, base, sums),
        [a, b] => gather_some::<2, FIRST, JOINTS>([a, b], from, base, sums),
        [a, b, c] => gather_some::<3, FIRST, JOINTS>([a, b, c], from, base, sums),
        [a, b, c, d] => gather_some::<4, FIRST, JOINTS>([a, b, c, d], from, base, sums),
        [a, b, c, d, e] => gather_some::<5, FIRST, JOINTS>([a, b, c, d, e], from, base, sums),
        [a, b, c, d, e, f] => gather_some::<6, FIRST, JOINTS>([a, b, c, d, e, f], from, base, sums),
        [a, b, c, d, e, f, g] => gather_some::<7, FIRST, JOINTS>([a, b, c, d, e, f, g], from, base, sums),
        [a, b, c, d, e, f, g, h, ..] => {
            gather_some::<8, FIRST, JOINTS>([a, b, c, d, e, f, g, h], from, base, sums);
        }
        [] => {}
    }
}

/// The same for exactly `G` groups: since their number is known, the sums of a row stay in registers.
#[inline(always)]
fn gather_some<const G: usize, const FIRST: bool, const JOINTS: bool>(
    parts: [&Part; G],
    (class_of, classes): (&[Box<ClassOf>], &[Joints]),
    base: &Lanes4,
    sums: &mut [Lanes4],
) {
    let tables = parts.map(|part| {
        let class_of = class_of.get(part.group).map_or(&NO_CLASS_OF, |class_of| &**class_of);
        (&*part.entries, class_of, classes.get(part.group).unwrap_or(&NO_CLASSES))
    });
    for (row, sum) in sums.iter_mut().enumerate().take(BLOCK) {
        let mut found = if FIRST { *base } else { *sum };
        for (entries, class_of, classes) in &tables {
            let class = classes.get(row).copied().unwrap_or_default() as usize;
            let [first, ..] = class_of;
            let class =
                if JOINTS { usize::from(*class_of.get(class % CELLS).unwrap_or(first)) } else { class };
            found.add(entries.get(class).unwrap_or(&NOTHING));
        }
        *sum = found;
    }
}
