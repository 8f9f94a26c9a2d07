//! The keys under which records carry the values of attributes, and the paths into nested objects. Filled by `compile`, asked
//! by `eval/bind.rs` for each key of a record.

use super::Lookup;
use crate::value::path;

/// Record keys to (attribute, rank), and paths to the same.
///
/// A name with dots is tried twice: as a key as it stands, then as a path that is cut at the dots. The rank says in which
/// order names are tried: the attribute's own name first, then its aliases, each as a key before it is a path.
#[derive(Debug, Default)]
pub(crate) struct Names {
    lookup: Lookup,
    entries: Vec<(u32, u32)>,
    /// The keys on paths. The first node is the record itself; there is none where no name is a path.
    nodes: Vec<Node>,
}

/// An object on a path, or the value at its end.
#[derive(Debug, Default)]
struct Node {
    /// Keys to nodes.
    keys: Lookup,
    /// The attributes to which paths lead from here.
    below: Vec<u32>,
    /// The entry of the path that ends here.
    entry: Option<u32>,
}

/// The value and the object that a key of a record, or of an object on a path, leads to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Found {
    /// A value: the number of the name, its attribute and its rank.
    pub(crate) value: Option<(u32, u32, u32)>,
    /// An object in which a path goes on.
    pub(crate) node: Option<u32>,
}

impl Names {
    /// Adds the next name of an attribute; `at` is its place among the names of the attribute.
    pub(crate) fn insert(&mut self, name: &str, attribute: u32, at: u32) {
        self.lookup.insert(name, self.entries.len() as u32);
        self.entries.push((attribute, 2 * at));
        let Some(keys) = path(name) else { return };
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at_node = 0;
        for key in keys {
            let next = self.nodes.len() as u32;
            let Some(node) = self.nodes.get_mut(at_node as usize) else { return };
            node.below.push(attribute);
            at_node = match node.keys.get(key) {
                Some(known) => known,
                None => {
                    node.keys.insert(key, next);
                    self.nodes.push(Node::default());
                    next
                }
            };
        }
        if let Some(node) = self.nodes.get_mut(at_node as usize) {
            node.entry = Some(self.entries.len() as u32);
            self.entries.push((attribute, 2 * at + 1));
        }
    }

    /// The value and the object under a key of the record.
    pub(crate) fn get(&self, key: &str) -> Found {
        let value = self.lookup.get(key).and_then(|number| self.entry(number));
        Found { value, node: self.nodes.first().and_then(|top| top.keys.get(key)) }
    }

    /// The same for a key of an object on a path.
    pub(crate) fn within(&self, node: u32, key: &str) -> Found {
        let next = self.nodes.get(node as usize).and_then(|node| node.keys.get(key));
        let Some((next, node)) = next.and_then(|next| Some((next, self.nodes.get(next as usize)?))) else {
            return Found::default();
        };
        Found {
            value: node.entry.and_then(|entry| self.entry(entry)),
            node: (!node.below.is_empty()).then_some(next),
        }
    }

    /// The attributes to which the paths lead that go on in an object.
    pub(crate) fn below(&self, found: Found) -> impl Iterator<Item = u32> {
        let node = found.node.and_then(|node| self.nodes.get(node as usize));
        node.into_iter().flat_map(|node| node.below.iter().copied())
    }

    fn entry(&self, number: u32) -> Option<(u32, u32, u32)> {
        let (attribute, rank) = self.entries.get(number as usize)?;
        Some((number, *attribute, *rank))
    }

    /// The number of names, paths among them.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_with_dots_is_a_key_and_a_path() {
        let mut names = Names::default();
        names.insert("size", 0, 0);
        names.insert("a.b", 0, 1);
        names.insert("a.b.c", 1, 1);
        assert_eq!(names.get("size").value, Some((0, 0, 0)));
        assert_eq!(names.get("size").node, None);
        assert_eq!(names.get("a.b").value, Some((1, 0, 2)));
        let a = names.get("a");
        assert_eq!(a.value, None);
        let b = names.within(a.node.unwrap(), "b");
        assert_eq!(b.value, Some((2, 0, 3)));
        assert_eq!(names.within(b.node.unwrap(), "c").value, Some((4, 1, 3)));
        assert_eq!(names.within(b.node.unwrap(), "d").node, None);
    }
}
