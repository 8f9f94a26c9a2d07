//! The macro for enums whose variants are words of a document: each word stands once, beside its variant.

/// Declares such an enum. Messages list the words in the order of the variants.
macro_rules! named {
    (
        $(#[$meta:meta])*
        $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them, in the order in which messages list them.
            ///
            /// ```
            #[doc = concat!("use icp_core::model::", stringify!($name), ";")]
            #[doc = concat!("let words: Vec<_> = ", stringify!($name), "::ALL.iter().map(|one| one.as_str()).collect();")]
            /// assert_eq!(words, [
            $(#[doc = concat!("    \"", $word, "\",")])+
            /// ]);
            /// ```
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Their words, in the same order.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in a document.
            ///
            /// ```
            #[doc = concat!("use icp_core::model::", stringify!($name), ";")]
            $(#[doc = concat!("assert_eq!(", stringify!($name), "::", stringify!($variant), ".as_str(), \"", $word, "\");")])+
            /// ```
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

pub(super) use named;
