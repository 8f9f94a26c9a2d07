//! The options of `icp learn` as settings of `icp-learn`.

use icp_learn::{Against, Column, Settings, Source};

use crate::args::Learn;
use crate::failure::Failure;

pub(super) fn settings(args: &Learn) -> Settings {
    let usual = Settings::default();
    let threads = || std::thread::available_parallelism().map_or(1, usize::from);
    Settings {
        max_criteria: args.max_criteria,
        max_bands: args.max_bands,
        points: args.points,
        pairs: !args.no_interactions,
        lean: args.lean,
        against: if args.reference.is_some() { Against::Reference } else { Against::Lost },
        permutations: args.permutations,
        base_rate: args.base_rate,
        seed: args.seed,
        threads: args.threads.unwrap_or_else(threads),
        ..usual
    }
}

/// Everything that is said of single columns.
pub(super) struct Adjust<'a> {
    args: &'a Learn,
}

impl<'a> Adjust<'a> {
    pub(super) fn new(args: &'a Learn) -> Result<Self, Failure> {
        Ok(Self { args })
    }

    pub(super) fn apply(&mut self, column: &mut Column, source: &Source) {
        let is = |name: &String| source.attribute.names().any(|own| own == name);
        if self.args.known_before.iter().any(is) {
            column.known_before = Some(true);
        }
        for (name, way) in &self.args.monotone {
            if name.as_ref().is_none_or(is) {
                column.direction = *way;
            }
        }
    }

    pub(super) fn finish(&self) -> Result<(), Failure> {
        Ok(())
    }
}
