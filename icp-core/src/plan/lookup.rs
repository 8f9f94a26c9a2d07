use std::fmt;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

type Table = HashMap<Box<str>, u32, FixedState>;

/// Texts to numbers. Never iterated, and the hash has a fixed seed: every run probes alike.
#[derive(Default, Clone)]
pub(crate) struct Lookup {
    table: Table,
}

impl Lookup {
    /// Adds a text; the first number given to a text stays.
    pub(crate) fn insert(&mut self, text: &str, number: u32) {
        self.table.entry_ref(text).or_insert(number);
    }

    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        self.table.get(text).copied()
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({} texts)", self.table.len())
    }
}

/// Record keys to (attribute, rank): rank 0 is the attribute's own name, then its aliases.
#[derive(Debug, Default, Clone)]
pub(crate) struct Names {
    lookup: Lookup,
    entries: Vec<(u32, u32)>,
}

impl Names {
    pub(crate) fn insert(&mut self, name: &str, attribute: u32, rank: u32) {
        self.lookup.insert(name, self.entries.len() as u32);
        self.entries.push((attribute, rank));
    }

    /// The number of the name, its attribute and its rank.
    pub(crate) fn get(&self, name: &str) -> Option<(u32, u32, u32)> {
        let number = self.lookup.get(name)?;
        let (attribute, rank) = self.entries.get(number as usize)?;
        Some((number, *attribute, *rank))
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}
