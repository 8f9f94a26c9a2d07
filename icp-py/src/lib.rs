//! The Python package `icp`: values in, a call to `icp-core`, answers out. It decides nothing.

mod account;
mod assessment;
mod date;
mod error;
mod icp_assessment;
mod model;
mod object;
mod options;
mod part;
mod pool;
mod value;
mod words;

use pyo3::prelude::*;

#[pymodule]
mod _icp {
    #[pymodule_export]
    use crate::assessment::Assessment;
    #[pymodule_export]
    use crate::error::_panic;
    #[pymodule_export]
    use crate::icp_assessment::IcpAssessment;
    #[pymodule_export]
    use crate::model::Model;

    use super::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        module.add("__all__", ["Assessment", "IcpAssessment", "Model", "__version__", "_panic"])
    }
}
