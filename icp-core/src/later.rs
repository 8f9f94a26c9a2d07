//! Regular expressions and YAML for a program that is fetched in parts (feature `later`).
//!
//! They are compiled in, but nothing leads to their code except the functions here. A tool that splits WebAssembly can
//! therefore put it into files of its own, and a page fetches them when a model is refused with `regex.off` or
//! `yaml.off`. What has been brought stays, for all models that are read from then on. With the feature `matches` or
//! `yaml` the one of that name is there from the beginning, and to bring it changes nothing.

/// Brings regular expressions: models may use `matches` from now on.
pub fn bring_matches() {
    #[cfg(not(feature = "matches"))]
    {
        crate::validate::bring_patterns();
        crate::plan::bring_patterns();
    }
}

/// Brings YAML: models may be read from it from now on.
pub fn bring_yaml() {
    #[cfg(not(feature = "yaml"))]
    crate::parse::bring_yaml();
}
