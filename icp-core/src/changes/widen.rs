//! From the nearest values of several attributes to all values that will do. Called by `search` for each set that it found.

use super::candidate::{Candidate, What};
use super::solve::Reach;
use super::state::{Context, Search};
use crate::account::Field;

/// The most combinations of the values of the other attributes that a value is tried with before it is told with them.
const CONTEXTS: usize = 64;

impl Search<'_> {
    /// All values of each attribute that will do with all of those of the others, found attribute after attribute from the
    /// nearest ones on.
    pub(super) fn widened(
        &mut self,
        nearest: Vec<(usize, Candidate)>,
    ) -> Vec<(usize, Candidate, Vec<Candidate>)> {
        let mut all: Vec<(usize, Candidate, Vec<Candidate>)> =
            nearest.into_iter().map(|(at, one)| (at, one.clone(), vec![one])).collect();
        for place in 0..all.len() {
            let Some(widened) = all.get(place).map(|(at, ..)| *at) else { continue };
            let mut contexts = vec![Context::new()];
            for (other, (at, _, found)) in all.iter().enumerate() {
                if other != place {
                    let mut fields: Vec<Field<'static>> =
                        found.iter().flat_map(|one| self.corners(*at, one)).collect();
                    if !self.follows(*at) && !self.relations.are_together(*at, widened) {
                        self.keep_one_of_each_effect(*at, &mut fields);
                    }
                    let with = |context: &Context| {
                        let one = |field: &Field<'static>| [&**context, &[(*at, field.clone())][..]].concat();
                        fields.iter().map(one).collect::<Vec<_>>()
                    };
                    contexts = contexts.iter().flat_map(with).collect();
                }
            }
            if contexts.len() > CONTEXTS {
                continue;
            }
            let Some((at, nearest, _)) = all.get(place) else { continue };
            let (at, nearest) = (*at, nearest.clone());
            let found = self.solve(at, &contexts, Reach::All);
            // Where the work is over, the nearest value is all that is known.
            if self.left > 0
                && found.iter().any(|one| one.covers(&nearest))
                && let Some((_, _, values)) = all.get_mut(place)
            {
                *values = found;
            }
        }
        all
    }

    /// Keeps one of all values of an attribute that act alike.
    fn keep_one_of_each_effect(&mut self, at: usize, fields: &mut Vec<Field<'static>>) {
        let mut effects = Vec::new();
        fields.retain(|field| {
            self.put(at, field);
            self.score();
            let effect = self.scratch.effect(self.plan, self.icp);
            let is_new = !effects.contains(&effect);
            if is_new {
                effects.push(effect);
            }
            is_new
        });
        self.put_back(at);
    }

    /// The values of a candidate with which another attribute is tried.
    fn corners(&self, at: usize, one: &Candidate) -> Vec<Field<'static>> {
        match &one.what {
            // Without a curve or a formula all values of a range act alike.
            What::Range(range) if range.low < range.high && self.follows(at) => {
                let grid = self.grid(at);
                let (low, high) = range.ends(grid);
                vec![one.field.clone(), grid.field(low), grid.field(high)]
            }
            What::Range(_)
            | What::Truth(_)
            | What::Text(_)
            | What::Holds(_)
            | What::Other(_)
            | What::Items(..)
            | What::Event(_)
            | What::Empty => vec![one.field.clone()],
        }
    }
}
