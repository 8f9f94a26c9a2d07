//! The WebAssembly of the npm package `icp-wasm`. Only numbers cross: texts and frames lie in the module's memory.

// The studio opens models in its own way; what nobody calls would be fetched all the same.
#[cfg(not(all(feature = "studio", target_family = "wasm")))]
pub mod exports;
#[cfg_attr(
    all(feature = "studio", target_family = "wasm"),
    allow(dead_code, reason = "the studio has other calls than those about one account")
)]
mod memory;
#[cfg(not(all(feature = "studio", target_family = "wasm")))]
mod parts;
pub mod shared;
#[cfg(feature = "studio")]
pub mod studio;
