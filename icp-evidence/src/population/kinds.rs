//! Keys by which rows are counted: the branch of a criterion, and the reason of an icp.

use icp_core::Model;
use icp_core::assessment::ReasonCode;
use icp_core::model::{Criterion, Rule};
use icp_core::value::Micro;
use serde::{Deserialize, Serialize};

/// The answer of a criterion: what a band, an entry of a table or a step of a curve gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Branch {
    /// 0 known, 1 unknown, 2 not applicable.
    pub(crate) kind: u8,
    /// The place of the band.
    pub(crate) band: Option<usize>,
    /// The rating in millionths; on a curve the lower end of a tenth.
    pub(crate) rating: Option<i64>,
}

/// The words for the answers of a criterion.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct AnswerWords<'a> {
    /// For each band its label, if it has one; for `fit` the status that it gives.
    bands: Vec<Option<&'a str>>,
    /// Where no band holds and nothing is gained.
    otherwise: Option<&'a str>,
}

impl<'a> AnswerWords<'a> {
    /// Those of each criterion of an icp.
    pub(crate) fn of(model: &'a Model, icp: usize) -> Vec<Self> {
        let words = |(criterion, bands): (&Criterion, Vec<Option<&'a str>>)| match &criterion.rule {
            Rule::Fit { misfit, gain, .. } => {
                let fit = if *gain < Micro::ZERO { "misfit" } else { "fit" };
                let bands = misfit.iter().map(|_| Some("misfit")).chain([Some(fit)]).collect();
                let otherwise = if misfit.is_some() { "neither fit nor misfit" } else { "no fit" };
                Self { bands, otherwise: Some(otherwise) }
            }
            _ => Self { bands, otherwise: None },
        };
        model.criteria(icp).zip(model.band_labels(icp)).map(words).collect()
    }
}

impl Branch {
    /// In words: `unknown`, `not applicable`, the label of its band, or its rating.
    pub(crate) fn words(&self, words: &AnswerWords<'_>) -> String {
        let label = self.band.and_then(|band| words.bands.get(band).copied().flatten());
        let otherwise = words.otherwise.filter(|_| self.rating == Some(0));
        match (self.kind, label, self.band, self.rating) {
            (1, ..) => "unknown".to_owned(),
            (2, ..) => "not applicable".to_owned(),
            (_, Some(label), ..) => label.to_owned(),
            (_, None, Some(band), _) => format!("band {}", band + 1),
            (_, None, None, Some(rating)) => {
                otherwise.map_or_else(|| format!("rating {}", rating as f64 / 1e6), str::to_owned)
            }
            (_, None, None, None) => "otherwise".to_owned(),
        }
    }
}

/// The reason of an icp, as a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Why {
    Excluded(usize),
    NothingKnown,
    RequiredUnmet(usize),
    ExclusionUnknown(usize),
    RequiredUnknown(usize),
    LowCoverage,
    Tier(usize),
}

impl Why {
    pub(super) fn of(code: ReasonCode) -> Self {
        match code {
            ReasonCode::Excluded(at) => Self::Excluded(at),
            ReasonCode::RequiredUnmet(at) => Self::RequiredUnmet(at),
            ReasonCode::ExclusionUnknown(at) => Self::ExclusionUnknown(at),
            ReasonCode::RequiredUnknown(at) => Self::RequiredUnknown(at),
            ReasonCode::LowCoverage => Self::LowCoverage,
            ReasonCode::Tier(at) => Self::Tier(at),
            _ => Self::NothingKnown,
        }
    }

    pub(crate) fn code(self) -> ReasonCode {
        match self {
            Self::Excluded(at) => ReasonCode::Excluded(at),
            Self::NothingKnown => ReasonCode::NothingKnown,
            Self::RequiredUnmet(at) => ReasonCode::RequiredUnmet(at),
            Self::ExclusionUnknown(at) => ReasonCode::ExclusionUnknown(at),
            Self::RequiredUnknown(at) => ReasonCode::RequiredUnknown(at),
            Self::LowCoverage => ReasonCode::LowCoverage,
            Self::Tier(at) => ReasonCode::Tier(at),
        }
    }
}
