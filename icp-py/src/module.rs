//! The names of the extension module.

use pyo3::prelude::*;

/// The module that `import icp._icp` gives.
#[pymodule]
mod _icp {
    #[pymodule_export]
    use crate::assessment::Assessment;
    #[pymodule_export]
    use crate::changes_to_goal::ChangesToGoal;
    #[pymodule_export]
    use crate::command::_command;
    #[pymodule_export]
    use crate::error::_panic;
    #[pymodule_export]
    use crate::evidence::{Counts, Feed, Found, Judge};
    #[pymodule_export]
    use crate::frame::{Checker, Memory, Scored, Scorer, Stream, Survey};
    #[pymodule_export]
    use crate::icp_assessment::IcpAssessment;
    #[pymodule_export]
    use crate::import_card::_import_card;
    #[pymodule_export]
    use crate::learn::Lesson;
    #[pymodule_export]
    use crate::model::Model;

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add(
            "__all__",
            [
                "Assessment",
                "ChangesToGoal",
                "IcpAssessment",
                "Model",
                "_Checker",
                "_Counts",
                "_Feed",
                "_Found",
                "_Judge",
                "_Lesson",
                "_Scorer",
                "_Survey",
                "__version__",
                "_command",
                "_import_card",
                "_panic",
            ],
        )
    }
}
