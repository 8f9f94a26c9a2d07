//! A model on its way to other numbers: read once, read again, and tuned.

use icp_core::batch::BatchOptions;
use icp_core::column::Columns;
use icp_core::intake::Intake;
use icp_evidence::EvidenceError;
use icp_learn::{Trial, Tune, TuneError, Tuned, Tuner};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use super::outcome::refused;
use crate::error::{evidence_error, model_error};

/// Where tuning stands.
#[derive(Clone)]
pub(super) enum Tuning {
    First(Tuner),
    Second(Trial),
    Done { tuned: Tuned, intake: Intake },
}

impl Tuning {
    pub(super) fn add(
        &mut self,
        columns: &Columns<'_>,
        options: &BatchOptions<'_>,
    ) -> Result<(), EvidenceError> {
        match self {
            Self::First(tuner) => tuner.add(columns, options),
            Self::Second(trial) => trial.add(columns, options),
            Self::Done { .. } => Ok(()),
        }
    }

    pub(super) fn intake(&self) -> &Intake {
        match self {
            Self::First(tuner) => tuner.intake(),
            Self::Second(trial) => trial.intake(),
            Self::Done { intake, .. } => intake,
        }
    }

    /// The next stage, after all accounts were read.
    pub(super) fn next(self) -> Result<Self, TuneError> {
        Ok(match self {
            Self::First(tuner) => Self::Second(tuner.trial()?),
            Self::Second(trial) => {
                let intake = trial.intake().clone();
                Self::Done { tuned: trial.finish()?, intake }
            }
            Self::Done { .. } => self,
        })
    }
}

/// Which numbers may change, by the command's words.
pub(super) fn only(word: Option<&str>) -> PyResult<Tune> {
    match word {
        None => Ok(Tune::All),
        Some("scores") => Ok(Tune::Scores),
        Some("tiers") => Ok(Tune::Tiers),
        Some(other) => Err(PyValueError::new_err(format!("only is \"scores\" or \"tiers\", not `{other}`"))),
    }
}

/// An error of tuning as the exception of what it is about.
pub(super) fn not_tuned(py: Python<'_>, error: &TuneError) -> PyErr {
    match error {
        TuneError::Evidence(error) => refused(py, error),
        TuneError::Model(error) => model_error(py, error),
        other => evidence_error(py, &other.to_string()),
    }
}
