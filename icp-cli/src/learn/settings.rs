//! The options of `icp learn` as settings of `icp-learn`.

use icp_learn::{Against, Settings};

use crate::args::Learn;

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
