//! The options of `icp learn` as settings of `icp-learn`.

use icp_core::Model;
use icp_learn::{Against, Column, Settings, Source, kept_bands};

use crate::args::Learn;
use crate::failure::Failure;
use crate::load;
use crate::text::quoted;

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
    /// The model whose bands are kept, and how many were.
    kept: Option<(Model, usize)>,
}

impl<'a> Adjust<'a> {
    pub(super) fn new(args: &'a Learn) -> Result<Self, Failure> {
        let model = args.keep_bands.as_deref().map(load::model).transpose()?;
        Ok(Self { args, kept: model.map(|model| (model, 0)) })
    }

    pub(super) fn apply(&mut self, column: &mut Column, source: &Source) {
        let is = |name: &String| source.attribute.names().any(|own| own == name);
        if self.args.known_before.iter().any(is) {
            column.known_before = Some(true);
        }
        if let Some((model, kept)) = &mut self.kept
            && source.events.is_none()
            && let Some(bands) = kept_bands(model.definition(), &source.attribute)
        {
            column.keep = Some(bands);
            *kept += 1;
        }
        for (name, way) in &self.args.monotone {
            if name.as_ref().is_none_or(is) {
                column.direction = *way;
            }
        }
    }

    /// Refuses a model of which no band could be kept.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        match (&self.kept, &self.args.keep_bands) {
            (Some((_, 0)), Some(path)) => Err(Failure::Usage(format!(
                "{} has no bands of a column of these accounts",
                quoted(&path.display().to_string())
            ))
            .help("bands that can be kept look at one attribute, by `gte` and `lt` or by `in` and `is`")),
            _ => Ok(()),
        }
    }
}
