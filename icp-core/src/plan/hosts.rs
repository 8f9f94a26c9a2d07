//! The hosts that a model asks whether addresses are under. Filled by `compile`; `eval` finds the nearest one, and whoever needs
//! to know which others are above that one asks here.

use super::Lookup;
use crate::reading::host;
use crate::value::fold;

/// Hosts without doubles, in small letters, in order of appearance.
#[derive(Debug, Default)]
pub(crate) struct Hosts {
    names: Vec<Box<str>>,
    index: Lookup,
}

impl Hosts {
    /// Adds the host of a web address, if it is not there.
    pub(crate) fn add(&mut self, text: &str) {
        let host = fold(host(text).unwrap_or(text));
        if self.index.get(&host).is_none() {
            self.index.insert(&host, self.names.len() as u32);
            self.names.push(host.into());
        }
    }

    pub(crate) fn names(&self) -> &[Box<str>] {
        &self.names
    }

    /// The place of the host of a web address.
    pub(crate) fn place(&self, text: &str) -> Option<usize> {
        self.index.get(&fold(host(text).unwrap_or(text))).map(|place| place as usize)
    }

    /// The places of those that a host in small letters is, or is under: the nearest first.
    pub(crate) fn above<'a>(&'a self, host: &'a str) -> impl Iterator<Item = usize> + 'a {
        let above = |host: &&'a str| host.get(host.bytes().position(|byte| byte == b'.')? + 1..);
        std::iter::successors(Some(host), above)
            .filter_map(|host| self.index.get(host))
            .map(|place| place as usize)
    }

    /// The cell of a host: 1 if it is under none, else by the nearest.
    pub(crate) fn cell(&self, host: &str) -> u32 {
        self.above(host).next().map_or(1, |place| place as u32 + 2)
    }
}

#[cfg(test)]
mod tests {
    use super::Hosts;

    #[test]
    fn a_host_is_under_itself_and_its_parents() {
        let mut hosts = Hosts::default();
        for text in ["acme.example", "https://www.Shop.acme.example/a", "ACME.example", "other.example"] {
            hosts.add(text);
        }
        assert_eq!(hosts.names().len(), 3);
        assert_eq!(hosts.place("http://acme.example"), Some(0));
        for (host, above) in [
            ("acme.example", &[0][..]),
            ("x.y.acme.example", &[0]),
            ("shop.acme.example", &[1, 0]),
            ("de.shop.acme.example", &[1, 0]),
            ("notacme.example", &[]),
            ("acme.example.org", &[]),
            ("example", &[]),
        ] {
            assert_eq!(hosts.above(host).collect::<Vec<_>>(), above, "{host}");
            assert_eq!(hosts.cell(host), above.first().map_or(1, |place| *place as u32 + 2));
        }
    }
}
