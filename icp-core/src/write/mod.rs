//! stand-in until merged
use crate::model::Definition;
pub(crate) fn json(_: &Definition) -> String {
    String::new()
}
pub(crate) fn fingerprint(_: &Definition) -> String {
    String::new()
}
