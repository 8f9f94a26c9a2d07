/// A compiled regular expression.
#[cfg(feature = "matches")]
#[derive(Debug)]
pub(crate) struct Pattern(regex::Regex);

#[cfg(feature = "matches")]
impl Pattern {
    // INVARIANT: `validate` has read the same pattern within the same limits, so that it compiles.
    pub(crate) fn new(text: &str) -> Option<Self> {
        regex::Regex::new(text).ok().map(Self)
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// Without regular expressions there is none: `validate` has refused the model.
#[cfg(not(feature = "matches"))]
#[derive(Debug)]
pub(crate) enum Pattern {}

#[cfg(not(feature = "matches"))]
impl Pattern {
    pub(crate) fn new(_text: &str) -> Option<Self> {
        None
    }

    pub(crate) fn is_match(&self, _text: &str) -> bool {
        match *self {}
    }
}
