//! How large a document may be. `parse` and `validate` hold to it; later stages have nothing to limit.

/// Declares the limits: for each a field, its default, and the method that sets it.
macro_rules! limits {
    ($(#[doc = $doc:literal] $name:ident = $default:expr;)+) => {
        /// The bounds within which models are read. Each is checked before memory is spent on what lies beyond it.
        ///
        /// The defaults suit models written by people, and make it safe to load a model from a stranger. Raise one for a model
        /// that a program writes, lower one to accept less. Limits are added in minor versions, so they are built from the
        /// defaults, by a method of each limit's name.
        ///
        /// ```
        /// use icp_core::{Limits, Model};
        /// let limits = Limits::default().icps(8).attributes(10_000);
        /// assert_eq!((limits.icps, limits.depth), (8, 32));
        /// assert!(Model::from_json_with("{}", &limits).is_err());
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct Limits {
            $(#[doc = $doc] pub $name: usize,)+
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $default,)+ }
            }
        }

        impl Limits {
            $(
                #[doc = concat!("The same limits with another `", stringify!($name), "`.")]
                ///
                #[doc = $doc]
                ///
                /// ```
                #[doc = concat!("let limits = icp_core::Limits::default().", stringify!($name), "(7);")]
                #[doc = concat!("assert_eq!(limits.", stringify!($name), ", 7);")]
                /// ```
                #[must_use]
                pub const fn $name(self, $name: usize) -> Self {
                    Self { $name, ..self }
                }
            )+
        }
    };
}

limits! {
    /// Bytes of a model's text.
    model_bytes = 1 << 20;
    /// Nesting of objects and lists in a model; values above 128 are taken as 128.
    depth = 32;
    /// Values (objects, lists, scalars) in a model; those of a shared criterion count at each use.
    nodes = 50_000;
    /// Attributes of a model.
    attributes = 2_000;
    /// Profiles of a model.
    icps = 64;
    /// Criteria of a scorecard.
    criteria = 500;
    /// Tests in all conditions of a model; those of a shared criterion count at each use.
    tests = 10_000;
    /// Entries of one list.
    list_items = 10_000;
    /// Entries of all lists of a model; those of a named list count at each use.
    list_items_total = 200_000;
    /// Bytes of one text in a model.
    text_bytes = 4_096;
    /// Bytes of a regular expression.
    pattern_bytes = 512;
    /// Regular expressions of a model.
    patterns = 500;
    /// Cost of one regular expression (see FORMAT.md).
    pattern_cost = 2_000;
    /// Cost of all regular expressions of a model.
    pattern_cost_total = 100_000;
    /// Mistakes that are reported in full.
    problems = 100;
}
