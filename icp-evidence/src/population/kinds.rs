//! Keys by which rows are counted: the branch of a criterion, and the reason of an icp.

use icp_core::assessment::ReasonCode;
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

/// The labels of the bands of a criterion.
pub(crate) type BandLabels<'a> = &'a [Option<&'a str>];

impl Branch {
    /// In words: `unknown`, `not applicable`, the label of its band, or its rating.
    pub(crate) fn words(&self, labels: BandLabels<'_>) -> String {
        let label = self.band.and_then(|band| labels.get(band).copied().flatten());
        match (self.kind, label, self.band, self.rating) {
            (1, ..) => "unknown".to_owned(),
            (2, ..) => "not applicable".to_owned(),
            (_, Some(label), ..) => label.to_owned(),
            (_, None, Some(band), _) => format!("band {}", band + 1),
            (_, None, None, Some(rating)) => format!("rating {}", rating as f64 / 1e6),
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
