//! The words for each team, as a list that serializes to an object. `reason` chooses them.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// The verdict for each team, in document order.
///
/// Pairs of team and words; [`Verdicts::get`] finds those of one team.
///
/// ```
#[doc = include_str!("../sample_full.txt")]
/// let told: Vec<_> = answer.verdicts().0.iter().map(|(team, say)| format!("{team}: {say}")).collect();
/// assert_eq!(told, ["sales: call today"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdicts<'a>(pub Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl Verdicts<'_> {
    /// The verdict for a team.
    ///
    /// `None` for a team that no tier or stage speaks to.
    ///
    /// ```
    #[doc = include_str!("../sample.txt")]
    /// let verdicts = answer.verdicts();
    /// assert_eq!((verdicts.get("sales"), verdicts.get("support")), (Some("call"), None));
    /// ```
    pub fn get(&self, team: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == team).map(|(_, say)| &**say)
    }
}

impl Serialize for Verdicts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (team, say) in &self.0 {
            map.serialize_entry(team, say)?;
        }
        map.end()
    }
}
