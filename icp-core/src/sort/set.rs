//! A sorted list without duplicates, as a set.

/// A few things in order, each once. Many things are better collected first and sorted then.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Set<T>(Vec<T>);

impl<T: Ord + Copy> Set<T> {
    /// Adds a thing; whether it is new.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        let place = self.0.binary_search(&item);
        if let Err(place) = place {
            self.0.insert(place, item);
        }
        place.is_err()
    }

    pub(crate) fn extend(&mut self, items: &[T]) {
        for item in items {
            self.insert(*item);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.0.iter().all(|item| other.0.binary_search(item).is_err())
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.0
    }
}
