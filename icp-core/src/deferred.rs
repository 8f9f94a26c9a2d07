//! Regular expressions and YAML for a program that is fetched in parts (feature `deferred`).
//!
//! They are compiled in, but nothing calls their code before one of the functions here did. A tool that splits WebAssembly
//! can therefore put it into files of its own, and a page fetches them when a model is refused with `regex.off` or
//! `yaml.off`. What is enabled stays so, for all models that are read from then on. With the feature `regex` or `yaml` the
//! one of that name is enabled from the beginning, and its function changes nothing.

/// Enables regular expressions: models may use `matches` from now on.
///
/// Calling it again changes nothing.
///
/// ```
/// icp_core::deferred::enable_regex();
/// let model = r#"{"format": "icp/1", "name": "demo", "attributes": {"about": {"type": "text"}},
///     "icps": [{"id": "one", "fit": {
///         "criteria": [{"id": "crm", "fit": {"about": {"matches": "crm"}}}], "tiers": [{"id": "A"}]}}]}"#;
/// assert!(icp_core::Model::from_json(model).is_ok());
/// ```
pub fn enable_regex() {
    #[cfg(not(feature = "regex"))]
    {
        crate::validate::enable_patterns();
        crate::plan::enable_patterns();
    }
}

/// Enables YAML: models may be read from it from now on.
///
/// Calling it again changes nothing.
///
/// ```
/// icp_core::deferred::enable_yaml();
/// let error = icp_core::Model::from_yaml("name: demo").unwrap_err();
/// assert_ne!(error.problems()[0].code(), "yaml.off");
/// ```
pub fn enable_yaml() {
    #[cfg(not(feature = "yaml"))]
    crate::parse::enable_yaml();
}
