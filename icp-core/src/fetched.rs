//! Functions that a web page fetches with a part of the module. Who calls one declares it with `fetched!`, and `deferred` enables
//! it.

/// A function that a web page fetches with a part of the module: `name` gives it once it is there, which it always is in builds with
/// messages and in those that are fetched whole. Else `enable`, beside it, sets it; nothing else may link to its code.
macro_rules! fetched {
    ($(#[$about:meta])* $name:ident: $kind:ty = $made:expr) => {
        #[cfg(not(all(feature = "deferred", not(feature = "messages"))))]
        $(#[$about])*
        #[inline(always)]
        #[allow(clippy::unnecessary_wraps, reason = "in another build it may not be there yet")]
        pub(super) fn $name() -> Option<$kind> {
            Some($made)
        }

        #[cfg(all(feature = "deferred", not(feature = "messages")))]
        static FETCHED: std::sync::OnceLock<$kind> = std::sync::OnceLock::new();

        #[cfg(all(feature = "deferred", not(feature = "messages")))]
        $(#[$about])*
        pub(super) fn $name() -> Option<$kind> {
            FETCHED.get().copied()
        }

        /// It is there from now on.
        #[cfg(all(feature = "deferred", not(feature = "messages")))]
        pub(crate) fn enable() {
            // It may be there already: it stays.
            let _ = FETCHED.set($made);
        }
    };
}
