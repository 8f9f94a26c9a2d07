//! Models changed in code: the requests of JavaScript, handed to the core.

use icp_core::ModelError;
use icp_core::model::{Edits, NamedList};

use crate::Session;
use crate::session::{json, mistakes, unknown};

impl Session {
    /// Opens the model with the changes of a request in JSON, beside the one it is made from, and gives its number:
    /// `{"weights": {..}, "tiers": {..}, "version": ".."}`.
    ///
    /// # Errors
    /// The mistakes of the model that would come out, as [`Session::open`] has them.
    pub fn replace(&mut self, model: usize, request: &str) -> Result<usize, String> {
        let request: serde_json::Value = serde_json::from_str(request).unwrap_or_default();
        let numbers = |key: &str| {
            let entries = request.get(key).and_then(serde_json::Value::as_object).into_iter().flatten();
            entries
                .map(|(name, number)| (name.clone(), number.as_f64().unwrap_or(f64::NAN)))
                .collect::<Vec<_>>()
        };
        let mut changes = Edits::new();
        for (name, weight) in numbers("weights") {
            changes = changes.weight(&name, weight);
        }
        for (name, from) in numbers("tiers") {
            changes = changes.tier(&name, from);
        }
        if let Some(version) = request.get("version").and_then(serde_json::Value::as_str) {
            changes = changes.version(version);
        }
        let changed = self.get(model).ok_or_else(unknown)?.model.replace(&changes);
        self.keep(changed)
    }

    /// Opens the model with the entries of these lists in JSON in the place of its own, and gives its number.
    ///
    /// # Errors
    /// The mistakes of the lists and of the model that would come out, as [`Session::open`] has them.
    pub fn with_lists(&mut self, model: usize, lists: &str) -> Result<usize, String> {
        let own = &self.get(model).ok_or_else(unknown)?.model;
        let lists = NamedList::from_json(lists).map_err(ModelError::without_positions);
        let listed = lists.and_then(|lists| own.with_lists(&lists));
        self.keep(listed)
    }

    /// Opens the model without a criterion, and gives its number, and in words what else had to go, as JSON.
    ///
    /// # Errors
    /// As [`Session::replace`].
    pub fn without(&mut self, model: usize, criterion: &str) -> Result<(usize, String), String> {
        let left = self.get(model).ok_or_else(unknown)?.model.without(criterion);
        let (left, also) = left.map_err(|error| mistakes(&error))?;
        Ok((self.keep(Ok(left))?, json(&also)))
    }
}
