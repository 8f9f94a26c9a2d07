//! From a model to the document of another tool.

use icp_core::model::Definition;

use crate::error::ExportError;
use crate::pmml;

/// A document made of a model, and what of the model is not in it.
///
/// ```
/// let import = icp_exchange::import(include_bytes!("../samples/card.pmml"), None)?;
/// let export = icp_exchange::to_pmml(&import.definition)?;
/// assert!(export.text.contains("<Characteristic name=\"size\""));
/// assert!(export.notes.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Export {
    /// The document.
    pub text: String,
    /// Everything of the model that is not in it and changes no score, a line each.
    pub notes: Vec<String>,
}

/// Writes a model as PMML 4.4: a scorecard for each icp, which gives the same scores.
///
/// PMML compares texts as they stand, where a model folds case and blanks; give it texts in the spelling of the model.
///
/// # Errors
/// A model that PMML cannot say: a score in percent, limits and caps, sets and events, formulas, curves, phrases. All of it is
/// listed at once.
///
/// ```
/// let import = icp_exchange::import(include_bytes!("../samples/card.pmml"), None)?;
/// let export = icp_exchange::to_pmml(&import.definition)?;
/// // Read again it is the same model.
/// let again = icp_exchange::import(export.text.as_bytes(), None)?;
/// assert_eq!(again.definition.icps, import.definition.icps);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn to_pmml(definition: &Definition) -> Result<Export, ExportError> {
    let (text, notes) = pmml::export(definition).map_err(ExportError)?;
    Ok(Export { text, notes })
}
