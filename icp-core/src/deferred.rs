//! Regular expressions, YAML and the readers of written values for a program that is fetched in parts (feature `deferred`).
//!
//! They are compiled in, but nothing calls their code before one of the functions here did. A tool that splits WebAssembly
//! can therefore put it into files of its own, and a page fetches them when a model is refused with `regex.off`,
//! `yaml.off` or `written.off`. What is enabled stays so, for all models that are read from then on. With the feature `regex` or
//! `yaml` the one of that name is enabled from the beginning, and its function changes nothing; so are the readers of written
//! values with the feature `messages`.

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

/// Enables the keys `missing`, `blank` and `written`: models and source files may have them from now on.
///
/// Calling it again changes nothing.
///
/// ```
/// icp_core::deferred::enable_written();
/// let source = r#"{"format": "icp-source/1", "name": "crm", "attributes": {"about": {"missing": ["n/a"]}}}"#;
/// assert!(icp_core::Source::from_json(source).is_ok());
/// ```
pub fn enable_written() {
    #[cfg(not(feature = "messages"))]
    {
        crate::validate::enable_written();
        crate::compile::enable_written();
        crate::account::enable_written();
        crate::reading::enable_written();
    }
}
