//! The WebAssembly of the npm package `icp-wasm`. Only numbers cross: texts and frames lie in the module's memory.

pub mod exports;
mod memory;
mod parts;
