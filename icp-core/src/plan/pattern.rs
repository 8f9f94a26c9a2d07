//! A compiled regular expression, in each build: with the library, with a part that is fetched later, or without. `validate`
//! decides which patterns are allowed.

#[cfg(feature = "regex")]
type Inner = regex::Regex;
/// An expression that the code behind `deferred` compiled. It is a trait object, so that the first module of a web
/// page does not link to the regex library.
#[cfg(all(feature = "deferred", not(feature = "regex")))]
type Inner = Box<dyn deferred::Search>;

/// A compiled regular expression.
#[cfg(any(feature = "regex", feature = "deferred"))]
#[derive(Debug)]
pub(crate) struct Pattern {
    text: Box<str>,
    compiled: Inner,
}

#[cfg(any(feature = "regex", feature = "deferred"))]
impl Pattern {
    // INVARIANT: `validate` has read the same pattern within the same limits, so that it compiles.
    pub(crate) fn new(text: &str) -> Option<Self> {
        #[cfg(feature = "regex")]
        let compiled = regex::Regex::new(text).ok();
        #[cfg(not(feature = "regex"))]
        let compiled = deferred::compiled(text);
        Some(Self { text: text.into(), compiled: compiled? })
    }

    /// As the model writes it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.compiled.is_match(text)
    }
}

/// Regular expressions that a program enables while it runs.
#[cfg(all(feature = "deferred", not(feature = "regex")))]
pub(crate) mod deferred {
    use std::fmt::Debug;
    use std::panic::{RefUnwindSafe, UnwindSafe};
    use std::sync::OnceLock;

    /// A compiled expression of the library that `deferred` enables.
    pub(crate) trait Search: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
        fn is_match(&self, text: &str) -> bool;
    }

    impl Search for regex::Regex {
        fn is_match(&self, text: &str) -> bool {
            self.is_match(text)
        }
    }

    type Compile = fn(&str) -> Option<Box<dyn Search>>;

    static COMPILE: OnceLock<Compile> = OnceLock::new();

    /// Lets patterns be compiled from now on.
    pub(crate) fn enable() {
        let compile: Compile = |text| Some(Box::new(regex::Regex::new(text).ok()?));
        // It may be there already: it stays.
        let _ = COMPILE.set(compile);
    }

    pub(super) fn compiled(text: &str) -> Option<Box<dyn Search>> {
        COMPILE.get().and_then(|compile| compile(text))
    }
}

/// Without regular expressions there is none: `validate` has refused the model.
#[cfg(not(any(feature = "regex", feature = "deferred")))]
#[derive(Debug)]
pub(crate) enum Pattern {}

#[cfg(not(any(feature = "regex", feature = "deferred")))]
impl Pattern {
    pub(crate) fn new(_text: &str) -> Option<Self> {
        None
    }

    pub(crate) fn text(&self) -> &str {
        match *self {}
    }

    pub(crate) fn is_match(&self, _text: &str) -> bool {
        match *self {}
    }
}
