//! Slots: how each attribute's domain is cut, from what the model asks of it.

use std::sync::Arc;

use super::cuts::{Cuts, Spans};
use super::named::{Canon, Named, PhraseKind, Phrases};
use super::survey::{Needs, Survey};
use crate::model::{Attribute, Definition, Test};
use crate::plan::{
    Binning, ComputedSlot, Hosts, Input, Lookup, Names, PHRASES, Pattern, Phrase, PhraseSet, SlotId,
    SlotTest, Takes, run,
};
use crate::reading::Reading;
use crate::value::Span;

/// Items of a set that share a slot, when there are more than fit one small table.
const ITEMS: usize = 8;
/// Items of a set that still share a single slot.
const ITEMS_ALONE: usize = 10;

/// Slots of a model, and where each constant went.
pub(super) struct Slots {
    pub(super) inputs: Vec<Input>,
    pub(super) computed: Vec<ComputedSlot>,
    /// The single cells of each slot: missing, values, none.
    pub(super) singles: Vec<u32>,
    /// The cell of each slot that is for no value, if it has one.
    pub(super) none_cells: Vec<Option<u32>>,
    /// The runs of values that each slot has cells for.
    pub(super) runs: Vec<u32>,
    pub(super) slot_attributes: Vec<Box<[u32]>>,
    pub(super) spans: Vec<Span>,
    pub(super) places: Vec<Places>,
    pub(super) computed_tests: Vec<(usize, Test)>,
}

/// The slots of one attribute, each with the constants that cut it.
#[derive(Default)]
pub(super) struct Places {
    /// A slot whose cell 0 is missing.
    pub(super) presence: Option<SlotId>,
    pub(super) bool: Option<SlotId>,
    pub(super) numbers: Option<(SlotId, Cuts)>,
    pub(super) lengths: Option<(SlotId, Cuts)>,
    pub(super) sizes: Option<(SlotId, Cuts)>,
    pub(super) days: Option<(SlotId, Vec<i32>)>,
    /// Spans from the longest to the shortest.
    pub(super) recent_days: Option<(SlotId, Vec<u32>)>,
    pub(super) recent_months: Option<(SlotId, Vec<u32>)>,
    /// Canonical texts in the order of their cells.
    pub(super) values: Option<(SlotId, Named)>,
    pub(super) hosts: Option<(SlotId, Arc<Hosts>)>,
    /// First slot, items to a slot, canonical items in the order of their bits.
    pub(super) items: Option<(SlotId, usize, Named)>,
    /// First slot, phrases in the order of their bits.
    pub(super) phrases: Option<(SlotId, Phrases)>,
    pub(super) canon: Canon,
}

pub(super) fn assign(definition: &Definition, survey: Survey, takes: Vec<Takes>) -> Slots {
    let mut slots = Slots {
        inputs: Vec::new(),
        computed: Vec::new(),
        singles: Vec::new(),
        none_cells: Vec::new(),
        runs: Vec::new(),
        slot_attributes: Vec::new(),
        spans: survey.computed_spans,
        places: Vec::new(),
        computed_tests: survey.computed_tests,
    };
    let needs = survey.needs.into_iter().zip(survey.canons).zip(takes);
    for (index, (attribute, ((needs, canon), takes))) in (0u32..).zip(definition.attributes.iter().zip(needs))
    {
        slots.attribute(index, attribute, needs, (canon, takes));
    }
    for test in survey.computed {
        let attributes = match &test {
            SlotTest::Happened(test) => vec![test.attribute],
            SlotTest::Compare { left, right, .. } => vec![*left, *right],
        };
        let place = slots.slot(&attributes, 3, Takes::default());
        slots.computed.push(ComputedSlot { slot: place, test });
    }
    slots
}

impl Slots {
    /// The inputs with their synonyms, once no constant is looked for any more.
    pub(super) fn take_inputs(&mut self) -> Vec<Input> {
        let mut inputs = std::mem::take(&mut self.inputs);
        for (input, places) in inputs.iter_mut().zip(&mut self.places) {
            let canon = std::mem::take(&mut places.canon);
            (input.synonyms, input.canonical) = (canon.lookup, canon.values);
        }
        inputs
    }

    /// A new slot; `cells` counts those for missing and for values.
    fn slot(&mut self, attributes: &[u32], cells: usize, takes: Takes) -> SlotId {
        self.singles.push(cells as u32 + u32::from(takes.none));
        self.none_cells.push(takes.none.then_some(cells as u32));
        self.runs.push(0);
        self.slot_attributes.push(attributes.into());
        self.singles.len() as u32 - 1
    }

    /// The slot of a number, which may have runs.
    fn number_slot(&mut self, attributes: &[u32], cuts: &Cuts, takes: Takes) -> SlotId {
        let place = self.slot(attributes, 2 + 2 * cuts.0.len(), takes);
        let singles = self.singles.last().copied().unwrap_or_default();
        if let (true, Some(runs)) = (takes.intervals, self.runs.last_mut()) {
            *runs = run::count(singles);
        }
        place
    }

    /// The slot and its single cells, if it has runs.
    pub(super) fn with_runs(&self, slot: SlotId) -> Option<(SlotId, u32)> {
        self.runs.get(slot as usize).filter(|runs| **runs > 0)?;
        Some((slot, *self.singles.get(slot as usize)?))
    }

    /// The cell of a slot that is for no value, if it has one.
    pub(super) fn none_cell(&self, slot: SlotId) -> Option<u32> {
        self.none_cells.get(slot as usize).copied().flatten()
    }

    fn attribute(&mut self, index: u32, attribute: &Attribute, needs: Needs, (canon, takes): (Canon, Takes)) {
        let at = [index];
        let mut binnings = Vec::new();
        let mut places = Places::default();
        if needs.bool {
            let place = self.slot(&at, 3, takes);
            binnings.push(Binning::Bool(place));
            places.bool = Some(place);
        }
        if let Some(cuts) = needs.numbers {
            let place = self.number_slot(&at, &cuts, takes);
            binnings.push(Binning::Number(place, cuts.0.clone().into()));
            places.numbers = Some((place, cuts));
        }
        let cuts = needs.days.items().to_vec();
        if !cuts.is_empty() {
            let place = self.slot(&at, 2 + cuts.len(), takes);
            binnings.push(Binning::Date(place, cuts.clone().into()));
            places.days = Some((place, cuts));
        }
        let mut recent = |slots: &mut Self, Spans(spans): Spans| {
            if spans.is_empty() {
                return None;
            }
            let place = slots.slot(&at, 3 + spans.len(), takes);
            let (first, count) = (slots.spans.len() as u32, spans.len() as u32);
            slots.spans.extend(spans.iter().rev().map(|(_, span)| span));
            binnings.push(Binning::Recent { slot: place, first, count });
            Some((place, spans.into_iter().rev().map(|(length, _)| length).collect()))
        };
        places.recent_days = recent(self, needs.recent_days);
        places.recent_months = recent(self, needs.recent_months);
        if !needs.values.canonical.is_empty() {
            let place = self.slot(&at, 2 + needs.values.canonical.len(), takes);
            binnings.push(Binning::Values(place, lookup(attribute, &canon, &needs.values, 2)));
            places.values = Some((place, needs.values));
        }
        if !needs.hosts.names().is_empty() {
            let place = self.slot(&at, 2 + needs.hosts.names().len(), takes);
            let hosts = Arc::new(needs.hosts);
            binnings.push(Binning::Hosts(place, hosts.clone()));
            places.hosts = Some((place, hosts));
        }
        if !needs.items.canonical.is_empty() {
            let bits = if needs.items.canonical.len() <= ITEMS_ALONE { ITEMS_ALONE } else { ITEMS };
            let mut first = None;
            for chunk in needs.items.canonical.chunks(bits) {
                let place = self.slot(&at, 1 + (1 << chunk.len()), takes);
                first.get_or_insert(place);
            }
            let first = first.unwrap_or_default();
            let count = needs.items.canonical.len().div_ceil(bits) as u32;
            binnings.push(Binning::Items {
                first,
                count,
                bits: bits as u32,
                lookup: lookup(attribute, &canon, &needs.items, 0),
            });
            places.items = Some((first, bits, needs.items));
        }
        let mut first = None;
        for chunk in needs.phrases.all.chunks(PHRASES) {
            let place = self.slot(&at, 1 + (1 << chunk.len()), takes);
            first.get_or_insert(place);
            let phrases = PhraseSet::new(chunk.iter().filter_map(compiled).collect());
            binnings.push(Binning::Phrases(place, phrases));
        }
        places.phrases = first.map(|place| (place, needs.phrases));
        if let Some(cuts) = needs.lengths {
            let place = self.slot(&at, 2 + 2 * cuts.0.len(), takes);
            binnings.push(Binning::Length(place, cuts.0.clone().into()));
            places.lengths = Some((place, cuts));
        }
        if let Some(cuts) = needs.sizes {
            let place = self.slot(&at, 2 + 2 * cuts.0.len(), takes);
            binnings.push(Binning::Size(place, cuts.0.clone().into()));
            places.sizes = Some((place, cuts));
        }
        places.presence = binnings.first().map(Binning::first_slot);
        if needs.presence && places.presence.is_none() {
            let place = self.slot(&at, 2, takes);
            binnings.push(Binning::Presence(place));
            places.presence = Some(place);
        }
        self.inputs.push(Input { takes, ..input(attribute, binnings, needs.derived) });
        places.canon = canon;
        self.places.push(places);
    }
}

/// All but the synonyms, which are still needed here, and the reading.
fn input(attribute: &Attribute, binnings: Vec<Binning>, derived: bool) -> Input {
    Input {
        name: attribute.name.clone(),
        kind: attribute.kind,
        reading: Reading::usual(attribute.kind),
        synonyms: Lookup::default(),
        canonical: Vec::new(),
        binnings,
        takes: Takes::default(),
        derived: derived || attribute.formula.is_some(),
        used: false,
    }
}

/// Canonical texts, synonyms and spellings as written, to the numbers of the canonical texts.
fn lookup(attribute: &Attribute, canon: &Canon, named: &Named, first: u32) -> Lookup {
    let mut lookup = Lookup::default();
    for (number, text) in (first..).zip(&named.canonical) {
        lookup.insert(text, number);
    }
    let mut add = |spelling: &str| {
        if let Some(number) = named.index.get(&canon.of_text(spelling)) {
            lookup.insert(&canon.folded(spelling), first + number);
            lookup.insert(spelling, first + number);
        }
    };
    for (value, spellings) in &attribute.synonyms {
        spellings.iter().for_each(|spelling| add(spelling));
        add(value);
    }
    named.written.iter().for_each(|spelling| add(spelling));
    lookup
}

fn compiled((kind, text): &(PhraseKind, Box<str>)) -> Option<Phrase> {
    let text = text.clone();
    Some(match kind {
        PhraseKind::StartsWith => Phrase::StartsWith(text),
        PhraseKind::EndsWith => Phrase::EndsWith(text),
        PhraseKind::Contains => Phrase::Contains(text),
        PhraseKind::PartOf => Phrase::PartOf(text),
        PhraseKind::Mentions => Phrase::Mentions(text),
        PhraseKind::Matches => Phrase::Matches(Box::new(Pattern::new(&text)?)),
    })
}

pub(super) fn names(definition: &Definition) -> Names {
    let mut names = Names::default();
    for (index, attribute) in (0u32..).zip(&definition.attributes) {
        // A formula is never read from a record.
        if attribute.formula.is_some() {
            continue;
        }
        for (rank, name) in (0u32..).zip(attribute.names()) {
            names.insert(name, index, rank);
        }
    }
    names
}
