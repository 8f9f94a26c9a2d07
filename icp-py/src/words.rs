//! Python strings for the ids and statuses in answers. They are made once per model, not for each assessment.

use icp_core::{IcpStatus, Model};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// The ids of a model's icps, tiers and stages, as Python strings.
pub(crate) struct Words {
    icps: Vec<IcpWords>,
}

struct IcpWords {
    id: Py<PyString>,
    tiers: Vec<Py<PyString>>,
    stages: Vec<Py<PyString>>,
}

impl Words {
    pub(crate) fn new(py: Python<'_>, model: &Model) -> Self {
        let text = |text: &str| PyString::new(py, text).unbind();
        let icps = (0..).map_while(|at| model.icp(at)).map(|icp| IcpWords {
            id: text(&icp.id),
            tiers: icp.fit.tiers.iter().map(|tier| text(&tier.id)).collect(),
            stages: icp.stages.iter().map(|stage| text(&stage.id)).collect(),
        });
        Self { icps: icps.collect() }
    }

    /// The number of icps.
    pub(crate) fn icps(&self) -> usize {
        self.icps.len()
    }

    /// The id of the icp at an index in priority order.
    pub(crate) fn icp(&self, py: Python<'_>, at: usize) -> Option<Py<PyString>> {
        self.icps.get(at).map(|icp| icp.id.clone_ref(py))
    }

    /// The id of a tier of an icp.
    pub(crate) fn tier(&self, py: Python<'_>, icp: usize, tier: Option<usize>) -> Option<Py<PyString>> {
        self.icps.get(icp)?.tiers.get(tier?).map(|tier| tier.clone_ref(py))
    }

    /// The id of a stage of an icp.
    pub(crate) fn stage(&self, py: Python<'_>, icp: usize, stage: Option<usize>) -> Option<Py<PyString>> {
        self.icps.get(icp)?.stages.get(stage?).map(|stage| stage.clone_ref(py))
    }
}

/// The word for a status.
pub(crate) fn status(py: Python<'_>, status: IcpStatus) -> Py<PyString> {
    match status {
        IcpStatus::Qualified => intern!(py, IcpStatus::Qualified.as_str()),
        IcpStatus::Unqualified => intern!(py, IcpStatus::Unqualified.as_str()),
        IcpStatus::Disqualified => intern!(py, IcpStatus::Disqualified.as_str()),
        IcpStatus::InsufficientData => intern!(py, IcpStatus::InsufficientData.as_str()),
        newer => return PyString::intern(py, newer.as_str()).unbind(),
    }
    .clone()
    .unbind()
}
